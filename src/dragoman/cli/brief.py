"""`dragoman brief`: a printable briefing on a state, with numbered sources."""

import datetime
from pathlib import Path

import click

from dragoman.cli.options import PathType, date_asked, ledger_option
from dragoman.cli.table import counted
from dragoman.ledger import Ledger

_FILE = PathType(path_type=Path, dir_okay=False, readable=False)


@click.command("brief")
@click.argument("state")
@click.option(
    "--powers",
    metavar="A,B…",
    default="RUS,CHN,TUR,USA,EU",
    show_default=True,
    help="Between whom; as for `measure balance`.",
)
@click.option("--since", metavar="DATE", help="From this year, month or day.")
@click.option("--until", metavar="DATE", help="Until then, included.")
@click.option("--author", metavar="NAME", help="Who signs it.")
@click.option(
    "--scenario", "scenarios", metavar="FILE", type=_FILE, multiple=True, help="An issue file to run; may be repeated."
)
@click.option(
    "-o", "--output", metavar="FILE", type=_FILE, help="FILE.html, .md, .docx or .pdf. [default: STATE-brief.html]"
)
@ledger_option
def verb(
    state: str, powers: str, since: str | None, until: str | None, author: str | None, scenarios: tuple[Path, ...],
    output: Path | None, ledger: Path,
) -> None:  # fmt: skip
    """Write a printable briefing on STATE between the powers: bottom line, balance, what changed, ties in force, where the
    sources disagree, what may come, what is not known – two to four pages, numbered sources, full quotes in the annex.

    PDF takes the extra [print]; or print the HTML from a browser: its style sheet is made for A4.
    """
    from dragoman.scenario.issue_file import read_issue
    from dragoman.show.brief import brief, write_brief
    from dragoman.show.brief.writing import known_ending

    target = output or Path(f"{''.join(sign for sign in state if sign.isalnum()) or 'state'}-brief.html")
    known_ending(target)  # before anything is computed
    for name, date in (("--since", since), ("--until", until)):
        if date is not None:
            date_asked(date, "write 2022, 2022-01 or 2022-01-06", flag=name)
    issues = [read_issue(path) for path in scenarios]
    with Ledger.open(ledger, readonly=True) as book:
        today = datetime.datetime.now().astimezone().date()
        told = brief(
            book, state, today=today, powers=powers.split(","), since=since, until=until, author=author, issues=issues
        )
    write_brief(told, target)
    quotes = sum(len(reference.quotes) for reference in told.references)
    click.echo(
        f"{told.title}: {counted(len(told.references), 'source')}, {counted(quotes, 'quote')}, written to {target}",
        err=True,
    )
