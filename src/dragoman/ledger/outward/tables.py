"""The findings as tables for statistics and for spreadsheets: Parquet and Excel.

Parquet has the columns of the CSV, with types. The workbook has a sheet each for the merged events, the findings, the
sources and the actors; text is written as text, so that nothing in it is run as a formula or followed as a link.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from dragoman.errors import UsageError
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.outward.citing import readme
from dragoman.ledger.outward.telling import xml_text
from dragoman.ledger.query import Query
from dragoman.ledger.sheet import COLUMNS, flat
from dragoman.records import Row

_WHOLE, _REAL = ("start", "end"), ("intensity", "value", "confidence")
_BATCH = 20_000
_MOST_ROWS = 1_048_575  # of a sheet, beside the head
_LONGEST = 32_767  # letters of a cell
_EVENTS = (
    "id", "date", "event_type", "modality", "actors", "actor_ids", "recipients", "recipient_ids", "place", "quad",
    "intensity", "reports", "sources", "voices", "quote", "lead", "findings", "notes",
)  # fmt: skip
_SOURCES = (
    "id", "title", "author", "outlet", "published", "published_basis", "language", "words", "findings", "url", "format",
    "near_duplicate_of", "added_at", "notes",
)  # fmt: skip
_ACTORS = ("id", "name", "findings", "events", "claims", "ties", "forecasts", "documents")
_WIDE = {"quote": 60, "content": 60, "title": 40, "actors": 24, "recipients": 24, "id": 18, "notes": 40, "about": 30}


def parquet(ledger: Ledger, query: Query, target: Path) -> None:
    """Write the findings as Parquet."""
    import polars as pl  # heavy: only here

    kinds: dict[str, Any] = dict.fromkeys(COLUMNS, pl.String)
    kinds |= dict.fromkeys(_WHOLE, pl.Int64) | dict.fromkeys(_REAL, pl.Float64)
    frames = [pl.DataFrame(batch, schema=kinds) for batch in _batches(ledger.findings(query))]
    whole = pl.concat(frames) if frames else pl.DataFrame(schema=kinds)
    whole.write_parquet(target)


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(flat(row))
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def xlsx(ledger: Ledger, query: Query, target: Path) -> None:
    """Write a workbook. Raises UsageError if XlsxWriter is not there."""
    try:
        import xlsxwriter  # type: ignore[import-untyped, unused-ignore]
    except ImportError:
        raise UsageError(
            "an Excel workbook needs XlsxWriter", "pip install XlsxWriter, or write .csv: Excel opens it"
        ) from None
    options = {
        "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False
    }  # fmt: skip
    with xlsxwriter.Workbook(str(target), options) as book:
        book.set_properties({"title": f"Findings of {ledger.path.name}", "created": datetime.datetime(2000, 1, 1)})  # noqa: DTZ001
        _about(book, readme(ledger, query, _SHEETS))
        _sheet(book, "Events", _EVENTS, map(_event, ledger.events(query)))
        _sheet(book, "Findings", COLUMNS, map(flat, ledger.findings(query)))
        _sheet(book, "Sources", _SOURCES, map(_source, ledger.sources(query)))
        _sheet(book, "Actors", _ACTORS, ledger.actors(query))


_SHEETS = {
    "Events": "what happened, reports of one event merged",
    "Findings": "every finding with its quote, as it stands now",
    "Sources": "the documents",
    "Actors": "who is named how often",
}


def _event(row: Row) -> Row:
    sides = {side: [actor["name"] for actor in row[side]] for side in ("actors", "recipients", "voices")}
    ids = {f"{side[:-1]}_ids": [actor["id"] or "" for actor in row[side]] for side in ("actors", "recipients")}
    return row | sides | ids


def _source(row: Row) -> Row:
    return row | {"published_basis": row["reasons"].get("published")}


def _about(book: Any, text: str) -> None:
    sheet = book.add_worksheet("About")
    sheet.set_column(0, 0, 120)
    for number, line in enumerate(text.splitlines()):
        sheet.write_string(number, 0, line.lstrip("# "))


def _sheet(book: Any, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """A table under its heads, in as many sheets as its length needs."""
    parts, place, sheet = 1, 1, _new_sheet(book, name, columns)
    for row in rows:
        if place > _MOST_ROWS:
            parts, place = parts + 1, 1
            sheet = _new_sheet(book, f"{name} {parts}", columns)
        for column, title in enumerate(columns):
            _cell(sheet, place, column, row.get(title))
        place += 1


def _new_sheet(book: Any, name: str, columns: Sequence[str]) -> Any:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 1)
    for column, title in enumerate(columns):
        sheet.set_column(column, column, _WIDE.get(title, 14))
        sheet.write_string(0, column, title, bold)
    return sheet


def _cell(sheet: Any, row: int, column: int, value: Any) -> None:
    """A number as a number, everything else as text; nothing for None."""
    if isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, column, value)
    elif value not in (None, ""):
        sheet.write_string(row, column, xml_text(value)[:_LONGEST])
