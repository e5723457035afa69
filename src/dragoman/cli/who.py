"""`dragoman who`: what a name meant on a date."""

import datetime
import json
from typing import Any

import click

from dragoman.cli.options import as_json
from dragoman.cli.table import Column, Item, print_items
from dragoman.errors import UsageError
from dragoman.records import PartialDate, Precision


@click.command("who")
@click.argument("name", nargs=-1, required=True)
@click.option("--on", "on", metavar="DATE", help="The day (2022-01-06) on which the name was used.")
@as_json
def verb(name: tuple[str, ...], on: str | None, *, json_: bool) -> None:
    """Say who or what a name meant, best first: states, organisations, persons with the offices they held, capitals
    and seats of power that stand for a state; or who held an office ("prime minister of Kazakhstan"). With --on what held
    on that day; a name that was not in use on it is marked.
    """
    from dragoman.world import who_rows

    said = " ".join(name)
    rows = who_rows(said, _day(on))
    if json_:
        click.echo(json.dumps(rows, ensure_ascii=False))
    elif rows:
        print_items(_COLUMNS, [_item(row) for row in rows])
    else:
        when = f" on {on}" if on else ""
        widen = "Ask without --on, or try" if on else "Try"
        click.echo(f"Nobody and nothing called {said!r} is known{when}. {widen} another spelling, or the English name.")


_COLUMNS = [
    Column("id", share=3), Column("name", share=3), Column("kind"), Column("state"), Column("office", share=3),
    Column("from"), Column("to"), Column("remark", share=2),
]  # fmt: skip


def _item(row: dict[str, Any]) -> Item:
    remark = "" if row["current"] else "not in use on that day"
    time = f"{row['from'] or ''}–{row['to'] or ''}" if row["from"] or row["to"] else ""
    cells = [row[key] for key in ("id", "name", "kind", "state", "office", "from", "to")]
    state = f"of {row['state']}" if row["office"] and row["state"] else row["state"] if row["kind"] != "state" else ""
    return Item([*cells, remark], (row["id"], row["name"], row["kind"], row["office"]), "", (state, time, remark))


def _day(text: str | None) -> datetime.date | None:
    """The day asked about; a year or a month is answered for its first day."""
    if text is None:
        return None
    try:
        date = PartialDate.parse(text)
    except UsageError:
        raise UsageError(f"{text} is no date", "write a day, for instance 2022-01-06") from None
    if date.precision != Precision.DAY:
        raise UsageError(f"{text} is not one day", f"ask for a day, for instance --on {date.first}")
    return date.first
