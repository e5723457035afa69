"""`dragoman disagreements`: where sources contradict each other, both quotes side by side."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.answers import Output, answers
from dragoman.cli.options import named_ledger, takes_ledger
from dragoman.cli.table import command, room, wrap
from dragoman.ledger import Ledger

if TYPE_CHECKING:
    from dragoman.measure.result import Result

_SHOWN = 20
_INDENT = "    "


@click.command("disagreements")
@takes_ledger
@click.option("--about", metavar="NAME", multiple=True, help="Only those about this state or body; twice for a pair.")
@click.option(
    "--kind", metavar="KIND", help="relation, trend, membership, tie, event, denial, date, figure or modality."
)
@click.option(
    "--all",
    "all_",
    is_flag=True,
    help=f"All, not only the {_SHOWN} strongest; with rows in which a member stands for its body, or a deed against words.",
)
@answers
def verb(ledger: Path, about: tuple[str, ...], kind: str | None, out: Output, *, all_: bool) -> None:
    """Show where voices disagree: findings that cannot both hold, and opposed accounts of one relation – the strongest
    first, each with both quotes, both voices and what would settle it.
    """
    from dragoman.measure.disagreements import disagreements

    with Ledger.open(ledger, readonly=True) as book:
        result = disagreements(book, about or None, kind)
    if out.csv_ or out.json_ or out.chart or out.explain:
        out.give(result, ledger=ledger)
        return
    asked = [word for name in about for word in ("--about", name)] + (["--kind", kind] if kind else [])
    _print(result, (*asked, *named_ledger(ledger)), ledger, all_=all_)


def _print(result: "Result", asked: tuple[str, ...], ledger: Path, *, all_: bool) -> None:
    every = result.frame.to_dicts()
    rows = every if all_ else [row for row in every if not row["indirect"]]
    click.echo(click.style(result.question, bold=True))
    shown = rows if all_ else rows[:_SHOWN]
    for row in shown:
        _print_row(row)
    if not every:
        click.echo(
            "None was found. Fewer sides of a matter may be in the ledger than there are: add what others write of it."
        )
    click.echo()
    for note in result.notes:
        for line in wrap(note, room(), rest="  "):
            click.echo(line)
    for line in wrap(result.definition, room(), rest="  "):
        click.echo(line)
    if len(every) > len(shown):
        click.echo(
            f"{len(every) - len(shown):,} more{_kept_back(every, rows)}: {command('disagreements', '--all', *asked)}"
        )
    if shown:
        click.echo(f"Next: {command('show', shown[0]['row'], *named_ledger(ledger))}")


def _kept_back(every: Sequence[object], rows: Sequence[object]) -> str:
    """How many rows are not in the list because the two sides only bear on each other."""
    number = len(every) - len(rows)
    return (
        f", {number:,} of them only bear on each other (a member for its body, a deed against words)" if number else ""
    )


def _print_row(row: dict[str, Any]) -> None:
    width = room()
    click.echo()
    same = " · one voice against itself" if row.get("same_voice") else ""
    click.echo(click.style(f"{row['about']} · {row['kind']} · strength {row['value']:.2f}{same}", bold=True))
    for side in ("1", "2"):
        voice, date = row[f"voice_{side}"], row[f"date_{side}"]
        origin = " · ".join(str(part) for part in (voice, row[f"source_{side}"], date) if part)
        stance = row[f"stance_{side}"]
        for line in wrap(
            f"{f'{stance}: ' if stance else ''}“{row[f'quote_{side}']}”", width, first=_INDENT, rest=_INDENT, most=6
        ):
            click.echo(line)
        for line in wrap(f"– {origin}", width, first=_INDENT, rest=_INDENT + "  "):
            click.echo(click.style(line, dim=True))
    for line in wrap(f"To settle it: {row['settle']}", width, first=_INDENT, rest=_INDENT):
        click.echo(line)
