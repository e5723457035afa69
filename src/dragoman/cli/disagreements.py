"""`dragoman disagreements`: where sources contradict each other, both quotes side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.answers import Output, answers
from dragoman.cli.options import named_ledger, takes_ledger
from dragoman.cli.table import command, counted, room, wrap
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
@click.option("--all", "all_", is_flag=True, help=f"All, not only the {_SHOWN} strongest.")
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
    _print(result, ledger, all_=all_)


def _print(result: "Result", ledger: Path, *, all_: bool) -> None:
    rows = result.frame.to_dicts()
    click.echo(click.style(result.question, bold=True))
    for row in rows if all_ else rows[:_SHOWN]:
        _print_row(row)
    if not rows:
        click.echo(
            "None was found. Fewer sides of a matter may be in the ledger than there are: add what others write of it."
        )
    click.echo()
    for note in result.notes:
        for line in wrap(note, room(), rest="  "):
            click.echo(line)
    for line in wrap(result.definition, room(), rest="  "):
        click.echo(line)
    if len(rows) > _SHOWN and not all_:
        click.echo(f"{counted(len(rows) - _SHOWN, 'more')}: {command('disagreements', '--all', *named_ledger(ledger))}")
    if rows:
        click.echo(f"Next: {command('show', rows[0]['row'], *named_ledger(ledger))}")


def _print_row(row: dict[str, Any]) -> None:
    width = room()
    click.echo()
    same = " · one voice against itself" if row.get("same_voice") else ""
    click.echo(click.style(f"{row['about']} · {row['kind']} · strength {row['value']:.2f}{same}", bold=True))
    for side in ("1", "2"):
        voice, date = row[f"voice_{side}"], row[f"date_{side}"]
        origin = " · ".join(str(part) for part in (voice, row[f"source_{side}"], date) if part)
        for line in wrap(f"“{row[f'quote_{side}']}”", width, first=_INDENT, rest=_INDENT, most=6):
            click.echo(line)
        for line in wrap(f"– {origin}", width, first=_INDENT, rest=_INDENT + "  "):
            click.echo(click.style(line, dim=True))
    for line in wrap(f"To settle it: {row['settle']}", width, first=_INDENT, rest=_INDENT):
        click.echo(line)
