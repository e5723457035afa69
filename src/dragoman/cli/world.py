"""`dragoman world`: what the tables know – of one entity on a day or ever, or in all; and a user's own tables taken in."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click

from dragoman.cli.options import as_json, day_asked, ledger_option, named_ledger, one_format
from dragoman.cli.table import Column, Item, command, counted, print_items, step
from dragoman.errors import UsageError
from dragoman.ledger import csv_lines
from dragoman.records import Row
from dragoman.world import Entity, EntityKind, Line, Taken, folder_of, known_of, load_world, take_in

_ADD = "add"
_EMPTY = ("part", "what", "id", "name", "from", "to", "verified", "source", "note")


@click.command("world")
@click.argument("what", metavar="[NAME | add FILE…]", nargs=-1)
@click.option("--on", "on", metavar="DATE", help="Only what held on this day (2021-11-12).")
@ledger_option
@as_json
@click.option("--csv", "csv_", is_flag=True, help="Print CSV for spreadsheets (UTF-8 with byte order mark).")
@click.option("--only-offices", is_flag=True, help="With add: of registries, only persons who held an office we keep.")
def verb(what: tuple[str, ...], on: str | None, ledger: Path, *, json_: bool, csv_: bool, only_offices: bool) -> None:
    """Show what is known of a state, a body, a person or a route: who was bound to whom on a day, the life of an
    organisation from its founding on, the stops of a corridor in order. Without a name: which tables there are.

    `dragoman world add FILE…` checks tables of your own (CSV, see docs/world.md) or registries (OpenSanctions, Wikidata,
    Correlates of War: see docs/registries.md), names every fault at once, and keeps the rows beside the ledger, in
    kz.world for kz.ledger, where reading and all look-ups then find them. Safe to repeat.
    """
    one_format(json_=json_, csv_=csv_)
    if only_offices and what[:1] != (_ADD,):
        raise UsageError(
            "--only-offices goes with add alone", f"say {command('world', 'add', '--only-offices', 'FILE')}"
        )
    day = day_asked(on)
    if what[:1] == (_ADD,):
        _add(what[1:], ledger, json_=json_, only_offices=only_offices)
    elif what:
        world = load_world(ledger)
        entity = world.resolve(" ".join(what), on=day)
        _show(entity, known_of(world, entity, day), on, ledger, json_=json_, csv_=csv_)
    else:
        _show_tables(ledger, json_=json_, csv_=csv_)


def _show(entity: Entity, lines: Sequence[Line], on: str | None, ledger: Path, *, json_: bool, csv_: bool) -> None:
    rows: list[Row] = [line.to_row() for line in lines]
    if json_:
        head = {"id": entity.id, "name": entity.name, "kind": str(entity.kind), "type": entity.type, "on": on}
        click.echo(json.dumps(head | {"rows": rows}, ensure_ascii=False))
        return
    if csv_:
        _print_csv(rows)
        return
    sort = entity.type or str(entity.kind)
    click.echo(" · ".join([f"{entity.name} [{entity.id}]", sort, f"on {on}" if on else "at any time"]))
    if not lines:
        click.echo(f"No row tells anything of it{' on that day' if on else ''}; docs/world.md says how to add some.")
        return
    life = entity.kind is EntityKind.ORGANISATION and not on
    print_items(_LINES, list(_under_headings(lines, _OF_A_LIFE if life else _SECTIONS)))
    unsure = sum(not line.verified for line in lines)
    click.echo(
        f"\n{counted(len(lines), 'row')}" + (f"; {unsure} unverified: nobody compared them yet" if unsure else "")
    )
    if not on and entity.kind is EntityKind.STATE:
        click.echo(step("world", entity.id, "--on", "2021-11-12", *named_ledger(ledger)))


_LINES = [
    Column("from"), Column("to"), Column("what", share=3), Column("name", share=4), Column("id"),
    Column("remark", share=4),
]  # fmt: skip


_SECTIONS = {
    "stop": "Course", "office": "Offices", "membership": "Memberships", "tie": "Other ties", "group": "Groups and places",
}  # fmt: skip
_OF_A_LIFE = {"stop": "Course"}


def _under_headings(lines: Sequence[Line], sections: dict[str, str]) -> Iterator[Item]:
    """The lines as items, the first of each section under its heading; what is in none is a life, told by date."""
    last = ""
    for line in lines:
        section = sections.get(line.part, "Life")
        yield replace(_item(line), above="" if section == last else section)
        last = section


def _item(line: Line) -> Item:
    remark = "; ".join(filter(None, ("" if line.verified else "unverified", line.note)))
    time = " – ".join(str(date) if date else "" for date in (line.date, line.until)).rstrip(" –")
    time = time if line.date else time.replace(" – ", "until ")
    return Item(
        (line.date, line.until, line.what, line.name, line.id, remark),
        (time or "undated", line.what, line.name),
        "",
        (remark,),
    )


def _show_tables(ledger: Path, *, json_: bool, csv_: bool) -> None:
    counts = load_world(ledger).tables().counts
    rows: list[Row] = [
        {"table": table, "rows": count.rows, "verified": count.verified} for table, count in counts.items()
    ]
    if json_:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    if csv_:
        _print_csv(rows)
        return
    print_items(_TABLES, [_count_item(row) for row in rows])
    folder = folder_of(ledger)
    own = "are counted here" if folder.is_dir() else "would stand"
    click.echo(f"\nverified: compared with the page that the row names. Your own tables {own} in {folder}.")
    here = named_ledger(ledger)
    others = (command("world", "KAZ", "--on", "2021-11-12", *here), command("world", "add", "my.csv", *here))
    click.echo(" · ".join([step("world", "OTS", *here), *others]))


_TABLES = [Column("table"), Column("rows", right=True), Column("verified", right=True), Column("share", right=True)]


def _count_item(row: Row) -> Item:
    share = "" if row["verified"] is None or not row["rows"] else f"{row['verified'] / row['rows']:.0%}"
    told = f"{row['verified']:,} verified ({share})" if share else ""
    return Item(
        (row["table"], f"{row['rows']:,}", row["verified"], share), (row["table"], counted(row["rows"], "row"), told)
    )


def _print_csv(rows: Sequence[Row]) -> None:
    columns = rows[0] if rows else _EMPTY
    for line in csv_lines(rows, columns):
        click.echo(line, nl=False)


def _add(files: Sequence[str], ledger: Path, *, json_: bool, only_offices: bool) -> None:
    if not files or not all(file.strip() for file in files):
        raise UsageError("no table is named", f"name a CSV file: {command('world', 'add', 'my.csv')}")
    from dragoman.measure.additions import (  # polars, which the other verbs of world do without
        is_addition,
        take_addition,
    )

    paths = [Path(file) for file in files]
    tables = [path for path in paths if not is_addition(path)]
    taken = take_in(tables, ledger, only_offices=only_offices) if tables else Taken(folder_of(ledger))
    additions = [take_addition(path, ledger) for path in paths if path not in tables]
    if json_:
        told = {name: dict(getattr(taken, name)) for name in ("added", "changed", "known", "left")}
        empty = [str(file) for file in taken.empty]
        series = [
            {
                "file": str(one.source),
                "what": one.what,
                "size": one.size,
                "instead_of": one.instead_of,
                "notes": one.notes,
            }
            for one in additions
        ]
        head = {"folder": str(taken.folder), **told, "empty": empty, "series": series}
        click.echo(json.dumps(head, ensure_ascii=False))
        return
    if tables:
        _print_taken(taken, ledger)
    for one in additions:
        click.echo(f"{one.what:<14}{one.size}; kept in {one.kept}")
        click.echo(f"{'':<14}measures rest on it instead of: {one.instead_of}")
        for note in one.notes:
            click.echo(f"{'':<14}{note}")


def _print_taken(taken: Taken, ledger: Path) -> None:
    for name, counts in (("added", taken.added), ("changed", taken.changed), ("known", taken.known)):
        click.echo(f"{name:<12}{counts.total():,}{_in_tables(counts)}")
    for reason, number in sorted(taken.left.items()):
        click.echo(f"left out    {number:,}: {reason}")
    for file in taken.empty:
        click.echo(f"no rows     {file}: nothing in it was taken")
    click.echo(f"Kept in {taken.folder}; documents read before keep what was found in them.")
    click.echo(step("world", *named_ledger(ledger)))


def _in_tables(counts: Counter[str]) -> str:
    return f" ({', '.join(f'{table} {number:,}' for table, number in counts.items())})" if counts else ""
