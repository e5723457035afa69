"""The table of formats: what each is, how it is written, what its file is called."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.ledger.ledger import Ledger, Rows
from dragoman.ledger.outward.annotations import jsonld
from dragoman.ledger.outward.network import gexf, graphml
from dragoman.ledger.outward.page import page
from dragoman.ledger.outward.references import bibtex, csl, ris
from dragoman.ledger.outward.tables import parquet, xlsx
from dragoman.ledger.outward.timeline import timelinejs
from dragoman.ledger.outward.vault import vault
from dragoman.ledger.query import Query
from dragoman.ledger.sheet import csv_lines, flat

Lines = Callable[[Ledger, Query], Iterator[str]]
Save = Callable[[Ledger, Query, Path], None]
Notes = Callable[[Ledger, Query], Iterator[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: written as `lines` of text, saved as a file (`save`), or as a folder of `notes`; one of the three.

    `endings` are those of file names that ask for it, the usual one first; `what` says what is in it; `rows` of what it has
    a row or an entry, None if of nothing that lists count.
    """

    name: str
    what: str
    endings: tuple[str, ...]
    rows: Rows | None = "findings"
    lines: Lines | None = None
    save: Save | None = None
    notes: Notes | None = None


def _jsonl(ledger: Ledger, query: Query) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in ledger.findings(query))


def _csv(ledger: Ledger, query: Query) -> Iterator[str]:
    return csv_lines(flat(row) for row in ledger.findings(query))


_ALL = (
    Format(name="jsonl", what="one finding a line, the contract", endings=(".jsonl", ".ndjson", ".json"), lines=_jsonl),
    Format(name="csv", what="one flat row a finding, for spreadsheets", endings=(".csv",), lines=_csv),
    Format(name="xlsx", what="a workbook: events, findings, sources, actors", endings=(".xlsx",), save=xlsx),
    Format(name="parquet", what="the columns of the CSV, typed", endings=(".parquet",), save=parquet),
    Format(name="graphml", rows=None, what="the network of events and ties", endings=(".graphml",), lines=graphml),
    Format(name="gexf", rows=None, what="the network with dates, for Gephi", endings=(".gexf",), lines=gexf),
    Format(name="jsonld", what="W3C Web Annotations", endings=(".jsonld",), lines=jsonld),
    Format(name="bibtex", rows="sources", what="the sources as BibTeX", endings=(".bib",), lines=bibtex),
    Format(name="ris", rows="sources", what="the sources as RIS", endings=(".ris",), lines=ris),
    Format(name="csl", rows="sources", what="the sources as CSL-JSON", endings=(".csl.json",), lines=csl),
    Format(
        name="timelinejs",
        rows=None,
        what="the dated events for TimelineJS3",
        endings=(".timeline.json",),
        lines=timelinejs,
    ),
    Format(name="obsidian", what="a folder of Markdown notes", endings=(), notes=vault),
    Format(name="html", what="one page to read and print", endings=(".html", ".htm"), lines=page),
)
FORMATS = {format_.name: format_ for format_ in _ALL}
"""Every format by its name."""
