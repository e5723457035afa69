"""`dragoman list`: rows of the ledger, few by default."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from dragoman.cli.options import as_json, asked, know_actors, takes_filters, takes_ledger
from dragoman.cli.table import MARKS, legend, names, one_name, print_table, shorten
from dragoman.ledger import Filters, Ledger, Query, Rows, csv_lines, flat
from dragoman.records import Kind, Row

_FEW = 20
_KINDS = {"claims": Kind.CLAIM, "ties": Kind.TIE, "figures": Kind.FIGURE, "forecasts": Kind.FORECAST}


@click.command("list")
@click.argument("what", type=click.Choice(["sources", "events", "claims", "ties", "figures", "forecasts", "actors"]))
@takes_ledger
@takes_filters
@click.option("--reports", is_flag=True, help="With events: each report, instead of the events they were merged into.")
@click.option("--limit", type=click.IntRange(0), help=f"At most so many rows. [default: {_FEW} in a table, else all]")
@click.option("--all", "all_", is_flag=True, help="All rows.")
@as_json
@click.option("--csv", "csv_", is_flag=True, help="Print CSV for spreadsheets (UTF-8 with byte order mark).")
def verb(
    what: str,
    ledger: Path,
    filters: Filters,
    *,
    reports: bool,
    limit: int | None,
    all_: bool,
    json_: bool,
    csv_: bool,
) -> None:
    """Show rows of the ledger. Filters add up; counts agree with `dragoman export` under the same filters.

    Events are shown after merging, with the number of reports that tell of each; --reports shows the reports.
    """
    with Ledger.open(ledger, readonly=True) as book:
        query = _query(book, what, filters, None if all_ or ((json_ or csv_) and limit is None) else limit or _FEW)
        shelf = "reports" if what == "events" and reports else what
        rows = _rows(book, shelf, query)
        if json_:
            _print_json(rows)
        elif csv_:
            _print_csv(shelf, rows)
        else:
            _print_rows(book, shelf, query, list(rows), asked(filters))


def _query(book: Ledger, what: str, filters: Filters, limit: int | None) -> Query:
    known = know_actors(book, filters)
    known["limit"] = limit
    if what in _KINDS:
        known["kind"] = _KINDS[what]
    elif what == "events":
        known["kind"] = Kind.EVENT
    return Query.of(known)


def _rows(book: Ledger, shelf: str, query: Query) -> Iterator[Row]:
    if shelf == "events":
        return book.events(query)
    if shelf == "sources":
        return book.sources(query)
    if shelf == "actors":
        return book.actors(query)
    return book.findings(query)


def _total(book: Ledger, shelf: str, query: Query) -> int:
    counted: dict[str, Rows] = {"events": "events", "sources": "sources", "actors": "actors"}
    return book.number_of(counted.get(shelf, "findings"), query)


def _print_json(rows: Iterator[Row]) -> None:
    """An array, written a row at a time."""
    click.echo("[", nl=False)
    for number, row in enumerate(rows):
        click.echo((",\n " if number else "") + json.dumps(row, ensure_ascii=False), nl=False)
    click.echo("]")


def _print_csv(shelf: str, rows: Iterator[Row]) -> None:
    if shelf in ("events", "sources", "actors"):
        for line in csv_lines((_named(row) for row in rows), _SHEETS[shelf]):
            click.echo(line, nl=False)
    else:
        for line in csv_lines(flat(row) for row in rows):
            click.echo(line, nl=False)


def _named(row: Row) -> Row:
    """A row with its actors as names and ids."""
    sides = {side: row[side] for side in ("actors", "recipients") if side in row}
    ids = {f"{side[:-1]}_ids": [actor["id"] or "" for actor in actors] for side, actors in sides.items()}
    return row | {side: [actor["name"] for actor in actors] for side, actors in sides.items()} | ids


_SHEETS = {
    "events": (
        "id", "date", "event_type", "modality", "actors", "actor_ids", "recipients", "recipient_ids", "place", "quad",
        "intensity", "reports", "sources", "quote", "lead", "findings",
    ),
    "sources": (
        "id", "published", "language", "outlet", "author", "title", "words", "findings", "read_for_findings",
        "near_duplicate_of", "format", "encoding", "path", "url", "added_at", "issues", "notes",
    ),
    "actors": ("id", "name", "findings", "events", "claims", "ties", "forecasts"),
}  # fmt: skip


def _print_rows(book: Ledger, shelf: str, query: Query, rows: list[Row], said: str) -> None:
    if not rows:
        _explain_nothing(book, shelf, query, said)
        return
    columns, cells = _TABLES[shelf]
    print_table(columns, [cells(row) for row in rows])
    total = _total(book, shelf, query)
    of = f"{len(rows)} of {total}" if len(rows) < total else str(total)
    told = f"{of} {shelf}"
    if shelf == "sources":
        for fault in book.skipped()[:_FEW]:
            click.echo(f"not read: {fault['path']}: {fault['message']}")
    if shelf == "events":
        told += f", from {book.number_of('findings', query)} reports (see them with --reports)"
    if len(rows) < total:
        told += "; the rest: --all, or --limit N"
    click.echo(told)
    click.echo(("" if shelf in ("events", "sources", "actors") else f"{legend()}\n") + _next_step(book, shelf, rows))


def _next_step(book: Ledger, shelf: str, rows: list[Row]) -> str:
    if shelf == "actors":
        return f"Next: dragoman list events {book.path} --actor {rows[0]['id'] or repr(rows[0]['name'])}"
    return f"Next: dragoman show {_short(rows[0], shelf)} {book.path}"


def _explain_nothing(book: Ledger, shelf: str, query: Query, said: str) -> None:
    counts = book.counts()
    reports = book.number_of("findings", query) if shelf == "events" else 0
    if not counts["sources"]:
        click.echo(f"{book.path} is empty. Fill it with: dragoman add FOLDER -l {book.path}")
    elif reports:
        click.echo(f"{reports} reports fit {said}, but they were rejected. See them with --reports.")
    elif said:
        click.echo(f"No {shelf} fit {said}. Leave out a filter, or widen the dates; {_there_is(counts)}.")
    else:
        click.echo(f"There are no {shelf} in {book.path}; {_there_is(counts)}.")


def _there_is(counts: dict[str, int]) -> str:
    kinds = ("sources", "events", "claims", "ties", "figures", "forecasts")
    return "the ledger holds " + ", ".join(f"{counts[kind]} {kind}" for kind in kinds)


def _short(row: Row, shelf: str = "") -> str:
    return str(row["id"])[: 12 if shelf == "sources" else 10]


def _head(row: Row) -> list[Any]:
    return [_short(row), MARKS[row["status"]]]


def _quote(row: Row) -> str:
    return shorten(row["span"]["exact"])


def _event(row: Row) -> list[Any]:
    return [
        _short(row), row["date"], row["event_type"], _deed(row), row["modality"], row["reports"], shorten(row["quote"]),
    ]  # fmt: skip


def _report(row: Row) -> list[Any]:
    outlet = row["source"]["outlet"] or row["source"]["path"]
    return [*_head(row), row["date"], row["event_type"], _deed(row), row["modality"], outlet, _quote(row)]


def _deed(row: Row) -> str:
    return " → ".join(names(side) for side in (row["actors"], row["recipients"]) if side)


def _claim(row: Row) -> list[Any]:
    told = row["assessment"]
    view = f"{told['a']}–{told['b']} {told['sign']}" if told else names(row["about"])
    content = " … ".join(span["exact"] for span in row["content"])
    return [
        *_head(row),
        row["source"]["published"],
        one_name(row["speaker"]),
        row["claim_type"],
        view,
        shorten(content),
    ]


def _tie(row: Row) -> list[Any]:
    when = "–".join(str(end or "") for end in (row["start"], row["end"])) if row["start"] or row["end"] else ""
    return [
        *_head(row),
        one_name(row["a"]),
        row["relation"].replace("_", " "),
        one_name(row["b"]),
        row["modality"],
        when,
        _quote(row),
    ]


def _figure(row: Row) -> list[Any]:
    return [*_head(row), row["bound"], f"{row['value']:,.15g}", row["unit"], row["about"], _quote(row)]


def _forecast(row: Row) -> list[Any]:
    return [*_head(row), one_name(row["speaker"]), row["due"], row["condition"], shorten(row["content"]["exact"])]


def _source(row: Row) -> list[Any]:
    state = "" if row["read_for_findings"] else "not read for findings yet"
    if row["near_duplicate_of"]:
        state = f"resembles {row['near_duplicate_of'][:12]}"
    title = shorten(row["title"] or row["path"] or "", 70)
    facts = (row["published"], row["language"], row["outlet"], title, row["words"], row["findings"])
    return [_short(row, "sources"), *facts, state]


def _actor(row: Row) -> list[Any]:
    return [row[name] for name in _SHEETS["actors"]]


_TABLES: dict[str, tuple[list[str], Callable[[Row], list[Any]]]] = {
    "events": (["id", "date", "type", "who → whom", "modality", "reports", "quote"], _event),
    "reports": (["id", "", "date", "type", "who → whom", "modality", "outlet", "quote"], _report),
    "claims": (["id", "", "date", "speaker", "type", "about", "quote"], _claim),
    "ties": (["id", "", "a", "relation", "b", "modality", "since–until", "quote"], _tie),
    "figures": (["id", "", "bound", "value", "unit", "about", "quote"], _figure),
    "forecasts": (["id", "", "speaker", "due", "condition", "quote"], _forecast),
    "sources": (["id", "date", "lang", "outlet", "title", "words", "findings", "remark"], _source),
    "actors": (["id", "name", "findings", "events", "claims", "ties", "forecasts"], _actor),
}
