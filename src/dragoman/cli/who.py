"""`dragoman who`: what a name meant on a date."""

import json
from pathlib import Path
from typing import Any

import click

from dragoman.cli.options import as_json, day_asked, ledger_option
from dragoman.cli.table import Column, Item, print_items


@click.command("who")
@click.argument("name", nargs=-1, required=True)
@click.option("--on", "on", metavar="DATE", help="The day (2022-01-06) on which the name was used.")
@ledger_option
@as_json
def verb(name: tuple[str, ...], on: str | None, ledger: Path, *, json_: bool) -> None:
    """Say who or what a name meant, best first: states, organisations, persons with the offices they held, capitals
    and seats of power that stand for a state; or who held an office ("prime minister of Kazakhstan"). With --on what held
    on that day; a name that was not in use on it is marked, and so is a row that nobody has compared with a page. Your
    own tables beside the ledger are looked into, too: see `dragoman world`.
    """
    from dragoman.world import who_rows

    said = " ".join(name)
    rows = who_rows(said, day_asked(on), ledger=ledger)
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
    remarks = (
        "acting" if row["acting"] else "",
        "" if row["current"] else "not in use on that day",
        "" if row["verified"] else "unverified",
    )
    remark = ", ".join(filter(None, remarks))
    time = f"{row['from'] or ''}–{row['to'] or ''}" if row["from"] or row["to"] else ""
    cells = [row[key] for key in ("id", "name", "kind", "state", "office", "from", "to")]
    state = f"of {row['state']}" if row["office"] and row["state"] else row["state"] if row["kind"] != "state" else ""
    return Item([*cells, remark], (row["id"], row["name"], row["kind"], row["office"]), "", (state, time, remark))
