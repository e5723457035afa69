"""`dragoman who`: what a name meant on a date."""

import datetime
import json

import click

from dragoman.cli.options import as_json
from dragoman.cli.table import print_table
from dragoman.errors import UsageError
from dragoman.records import PartialDate, Precision


@click.command("who")
@click.argument("name", nargs=-1, required=True)
@click.option("--on", "on", metavar="DATE", help="The day (2022-01-06) on which the name was used.")
@as_json
def verb(name: tuple[str, ...], on: str | None, *, json_: bool) -> None:
    """Say who or what a name meant, best first: states, organisations, persons with the offices they held, capitals
    and seats of power that stand for a state. With --on only what held on that day.
    """
    from dragoman.world import who_rows

    said = " ".join(name)
    rows = who_rows(said, _day(on))
    if json_:
        click.echo(json.dumps(rows, ensure_ascii=False))
    elif rows:
        columns = ("id", "name", "kind", "state", "office", "from", "to")
        print_table(columns, [[row[column] for column in columns] for row in rows])
    else:
        when = f" on {on}" if on else ""
        widen = "Ask without --on, or try" if on else "Try"
        click.echo(f"Nobody and nothing called {said!r} is known{when}. {widen} another spelling, or the English name.")


def _day(text: str | None) -> datetime.date | None:
    """The day asked about; a year or a month is answered for its first day."""
    if text is None:
        return None
    date = PartialDate.parse(text)
    if date.precision != Precision.DAY:
        raise UsageError(f"{text} is not one day", f"ask for a day, for instance --on {date.first}")
    return date.first
