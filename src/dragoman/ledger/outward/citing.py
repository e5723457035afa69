"""How a source, a ledger, and what was made from it, are cited: a ledger's state, its citation in three forms, the README of a download."""

import hashlib
import json

from dragoman import __version__
from dragoman.ledger import shelf
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.outward.telling import file_name, one_line
from dragoman.ledger.query import Query
from dragoman.records import Row

_FIELDS = ("kind", "actor", "with_", "type_", "source", "lang", "status", "since", "until", "text")
_QUOTES = "\"'“”„«»"
_NAMES = {"with_": "with", "type_": "type", "since": "from", "until": "to"}


def citation(
    source: Row, *, added_at: str | None = None, place: tuple[int, int] | None = None, folders: bool = False
) -> str:
    """How to cite a source: author, title, outlet, date, address – of a file its name or, with `folders`, its path –, and
    what proves which text was read."""
    title = f"“{source['title'].strip(_QUOTES)}”" if source["title"] else None
    parts = (source["author"], title, source["outlet"], source["published"])
    told = ", ".join(part for part in parts if part) or "Unsigned, undated document"
    address = source["url"] or (source["path"] if folders else file_name(source))
    if address:
        told += f". {address}"
    told += f". SHA-256 {source['id'][:16]}"
    if place:
        told += f", characters {place[0]}–{place[1]}"
    return told + (f". Accessed {added_at[:10]}." if added_at else ".")


def mark(ledger: Ledger) -> str:
    """Twelve hex digits that name this state of the ledger: others as soon as anything was added or decided."""
    state = "|".join(map(str, shelf.change(ledger)))
    newest = "".join(row["finding_id"] + row["decided_at"] for row in shelf.decisions(ledger, 1))
    return hashlib.sha256(f"{shelf.newest_source(ledger)}|{state}|{newest}".encode()).hexdigest()[:12]


def last_change(ledger: Ledger) -> str:
    """The day on which something was last added or decided, by the clock of whoever did it; empty for an empty ledger."""
    newest = shelf.newest_source(ledger)
    added = [str(shelf.source_entry(ledger, newest)["added_at"])] if newest else []
    return max([*added, *(str(row["decided_at"]) for row in shelf.decisions(ledger, 1))], default="")[:10]


def told_filters(query: Query) -> str:
    """The conditions of a query in words; "everything" without any."""
    told = [(name, getattr(query, name)) for name in _FIELDS]
    given = [
        f"{_NAMES.get(name, name)} {' or '.join(value) if isinstance(value, tuple) else value}"
        for name, value in told
        if value
    ]
    return one_line(", ".join(given)) or "everything"


def sentence(ledger: Ledger) -> str:
    """How to cite the ledger, in one sentence."""
    day = last_change(ledger)
    return (
        f"{one_line(ledger.path.name)}: findings read from documents by Dragoman {__version__}"
        f"{f', as of {day}' if day else ''}, state {mark(ledger)}."
    )


def bibtex(ledger: Ledger, title: str | None = None, author: str | None = None) -> str:
    """How to cite the ledger, or a text made from it, as BibTeX."""
    from dragoman.ledger.outward.references import bibtex_text  # its own entries are written the same way

    day, state = last_change(ledger), mark(ledger)
    fields = {
        "author": f"{{{bibtex_text(author)}}}" if author else "",
        "title": f"{{{bibtex_text(title or ledger.path.name)}}}",
        "howpublished": f"Dragoman {__version__}, ledger {bibtex_text(ledger.path.name)}",
        "year": day[:4],
        "note": f"state {state}" + (f", as of {day}" if day else ""),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{dragoman-{state},\n{lines}}}\n"


def cff(ledger: Ledger) -> str:
    """How to cite a download, as a CITATION.cff."""
    day = last_change(ledger)
    lines = [
        "cff-version: 1.2.0",
        "message: If you use these data, cite them, and the sources on which they rest.",
        "type: dataset",
        f"title: {json.dumps(f'Findings of {one_line(ledger.path.name)}')}",
        "authors:",
        f"  - name: {json.dumps(f'The analysts of {one_line(ledger.path.name)}')}",
        f'version: "{mark(ledger)}"',
    ]
    return "\n".join([*lines, *([f'date-released: "{day}"'] if day else [])]) + "\n"


def readme(ledger: Ledger, query: Query, files: dict[str, str]) -> str:
    """The README of a download; `files` says what each file in it is."""
    counts = ledger.counts()
    listed = "\n".join(f"- `{name}`: {what}" for name, what in files.items())
    machine = shelf.statuses(ledger)
    decided = sum(number for status, number in machine.items() if status != "suggested")
    return f"""# What this is

Findings that Dragoman {__version__} read from {counts["sources"]:,} documents: who did what to whom, who says so, which ties
bind whom. Asked for: {told_filters(query)}; {ledger.number_of("findings", query):,} findings fit.

{listed}

Suggested by a machine; people have decided on {decided:,} of {sum(machine.values()):,} findings in the ledger. `status` says which:
suggested, confirmed, corrected or rejected. A rejected finding is kept, so that nobody finds it again.

- `start` and `end` are Unicode code points of the extracted text, half-open; `quote` is what stands there.
- Dates are ISO 8601 at the precision of the text: 2022, 2022-01, 2022-01-06, or first/last of several days.
- What is not known is empty. No data is not zero.
- In CSV, what a spreadsheet would run as a formula (= + - @ at the beginning of a cell, or after a semicolon) has an
  apostrophe in front, and a line break is a space; in JSON and Parquet a text stands as it was read.
- Quotes belong to those who wrote them; cite the source, not only this file.

Cite as: {sentence(ledger)}
"""
