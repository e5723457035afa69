"""`dragoman list`: rows of the ledger, few by default."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from dragoman.cli.items import ITEMS, SHEETS, noted, short
from dragoman.cli.options import as_json, asked, known_filters, one_format, takes_filters, takes_ledger
from dragoman.cli.table import NOTED, counted, legend, print_items, step
from dragoman.errors import UsageError
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
    """Show rows of the ledger. Filters add up; counts agree with `dragoman export` under the same filters. A row marked "!"
    has a note: something speaks against it, and `dragoman show` says what.

    Events are shown after merging, with who says so and the number of reports; --reports shows the reports. Actors are
    those of the findings, and those whom the documents name besides. Rows are as wide as the terminal, or COLUMNS.
    """
    one_format(json_=json_, csv_=csv_)
    _refuse_what_cannot_go_together(what, reports=reports, limited=limit is not None, all_=all_)
    with Ledger.open(ledger, readonly=True) as book:
        if limit is None and not (all_ or json_ or csv_):
            limit = _FEW
        query = _query(book, what, filters, limit)
        shelf = "reports" if reports else what
        if json_:
            _print_json(_rows(book, shelf, query))
        elif csv_:
            _print_csv(shelf, _rows(book, shelf, query))
        else:
            _print_rows(book, shelf, query, asked(filters))


def _refuse_what_cannot_go_together(what: str, *, reports: bool, limited: bool, all_: bool) -> None:
    if limited and all_:
        raise UsageError("--limit and --all cannot go together", "give one of them")
    if reports and what != "events":
        raise UsageError(f"--reports goes with events, not with {what}", f"leave it out: {what} are not merged")


def _query(book: Ledger, what: str, filters: Filters, limit: int | None) -> Query:
    known = known_filters(book, filters, what)
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
    counted_as: dict[str, Rows] = {"events": "events", "sources": "sources", "actors": "actors"}
    return book.number_of(counted_as.get(shelf, "findings"), query)


def _print_json(rows: Iterator[Row]) -> None:
    """An array, written a row at a time."""
    click.echo("[", nl=False)
    for number, row in enumerate(rows):
        click.echo((",\n " if number else "") + json.dumps(row, ensure_ascii=False), nl=False)
    click.echo("]")


def _print_csv(shelf: str, rows: Iterator[Row]) -> None:
    if shelf in SHEETS:
        for line in csv_lines((_named(row) for row in rows), SHEETS[shelf]):
            click.echo(line, nl=False)
    else:
        for line in csv_lines(flat(row) for row in rows):
            click.echo(line, nl=False)


def _named(row: Row) -> Row:
    """A row with its actors as names and ids."""
    sides = {side: row[side] for side in ("actors", "recipients", "voices") if side in row}
    ids = {f"{side[:-1]}_ids": [actor["id"] or "" for actor in actors] for side, actors in sides.items()}
    return row | {side: [actor["name"] for actor in actors] for side, actors in sides.items()} | ids


def _print_rows(book: Ledger, shelf: str, query: Query, said: str) -> None:
    rows, total = list(_rows(book, shelf, query)), _total(book, shelf, query)
    if not total:
        _explain_nothing(book, shelf, query, said)
        return
    columns, item = ITEMS[shelf]
    if rows:
        print_items(columns, [item(row) for row in rows])
        click.echo()
    if shelf == "sources":
        for fault in book.skipped()[:_FEW]:
            click.echo(f"not read: {fault['path']}: {fault['message']}")
    told = counted(total, shelf.removesuffix("s"))
    if len(rows) < total:
        told = f"{len(rows)} of {told}"
    if shelf == "events":
        told += f", from {counted(book.number_of('findings', query), 'report')} (see them with --reports)"
    click.echo(told + ("; the rest: --all, or --limit N" if len(rows) < total else ""))
    if rows:
        click.echo(_legend(shelf, rows) + _next_step(book, shelf, rows[0]))


def _legend(shelf: str, rows: Sequence[Row]) -> str:
    """What the marks beside the ids mean, on a line of its own; nothing if there are none."""
    marks = [] if shelf in SHEETS else [legend()]
    if any("notes" in row and shelf != "sources" and noted(row) for row in rows):
        marks.append(f"{NOTED} has a note: show says what speaks against it")
    return "".join(f"{line}\n" for line in marks)


def _next_step(book: Ledger, shelf: str, row: Row) -> str:
    if shelf == "actors":  # a list that the actor is in
        where = next((kind for kind in ("events", "claims", "ties", "forecasts") if row[kind]), "sources")
        return step("list", where, book.path, "--actor", row["id"] or row["name"])
    return step("show", short(row, shelf), book.path)


def _explain_nothing(book: Ledger, shelf: str, query: Query, said: str) -> None:
    counts = book.counts()
    reports = book.number_of("findings", query) if shelf == "events" else 0
    if not counts["sources"]:
        click.echo(f"{book.path} is empty. Fill it with: dragoman add FOLDER -l {book.path}")
    elif reports:
        fit = "fits" if reports == 1 else "fit"
        were = "it was" if reports == 1 else "they were"
        click.echo(f"{counted(reports, 'report')} {fit} {said}, but {were} rejected. See them with --reports.")
    elif shelf == "figures" and (query.actor or query.with_):
        click.echo(f"No figures fit {said}: figures carry no actors. Look for words of their sentence, with --text.")
    elif said:
        click.echo(f"No {shelf} fit {said}. Leave out a filter, or widen the dates; {_there_is(counts)}.")
    else:
        click.echo(f"There are no {shelf} in {book.path}; {_there_is(counts)}.")


def _there_is(counts: dict[str, int]) -> str:
    kinds = ("sources", "events", "claims", "ties", "figures", "forecasts")
    return "the ledger holds " + ", ".join(counted(counts[kind], kind.removesuffix("s")) for kind in kinds)
