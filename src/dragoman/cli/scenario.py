"""`dragoman scenario`: what the models say of an issue, drafted from the ledger, compared, tested on resolved issues, scored."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli.forecast import group as forecast
from dragoman.cli.options import PathType, as_json, due_asked, ledger_option, named_ledger, one_format
from dragoman.cli.table import counted, step
from dragoman.errors import UsageError
from dragoman.ledger import Ledger, csv_lines, write_whole

if TYPE_CHECKING:
    from dragoman.scenario.outlook import Outlook

_FILE = PathType(path_type=Path, dir_okay=False, readable=False)
_DRAWS, _SEED = 10_000, 1
_csv = click.option("--csv", "csv_", is_flag=True, help="Print CSV for spreadsheets (UTF-8 with byte order mark).")
_draws = click.option(
    "--draws",
    type=click.IntRange(1, 200_000),
    default=_DRAWS,
    show_default=True,
    help="Draws from the inputs' ranges.",
)
_moves = click.option(
    "--challenge-draws",
    "moves",
    type=click.IntRange(1, 200_000),
    help="Draws of the challenge model, which is slow. [default: 1000, or --draws if fewer]",
)
_seed = click.option(
    "--seed", type=click.IntRange(0), default=_SEED, show_default=True, help="The same seed, the same numbers."
)
_jobs = click.option(
    "-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that compute."
)


@click.group("scenario")
def verb() -> None:
    """Run the models on an issue – a question, a scale, and stakeholders with positions, salience and capability –, and
    keep forecasts so that they can be scored. docs/scenarios.md says what the models can and cannot tell.
    """


verb.add_command(forecast)


@verb.command("run", short_help="Show what each model says of an issue.")
@click.argument("file", type=_FILE)
@_draws
@_moves
@_seed
@_jobs
@click.option(
    "--as-printed", is_flag=True, help="The challenge model as its paper prints it, not as its authors coded it."
)
@click.option("--chart", metavar="FILE", type=_FILE, help="Draw it: FILE.html, or FILE.svg with the extra [print].")
@click.option("--explain", is_flag=True, help="List what each number of the issue rests on, with the quotes.")
@click.option(
    "-l", "--ledger", metavar="LEDGER", type=_FILE, help="Verify that the findings of the issue stand in this ledger."
)
@as_json
@_csv
def run(
    file: Path,
    *,
    draws: int,
    moves: int | None,
    seed: int,
    jobs: int,
    as_printed: bool,
    chart: Path | None,
    explain: bool,
    ledger: Path | None,
    json_: bool,
    csv_: bool,
) -> int:
    """Show what each model says of the issue in FILE: the compromise with the interval that held 80 % of resolved issues,
    the prediction as bars, the election, who moves whom round by round, the spread over readings of the models, and what
    the outcome hangs on. With -l the exit code is 1 if a finding that the issue names does not stand in the ledger.
    """
    one_format(json_=json_, csv_=csv_)
    found = _outlook(file, draws, moves, seed, jobs, as_printed=as_printed)
    if chart:
        from dragoman.show.outlook_page import write_outlook

        write_outlook(found, chart)
        click.echo(f"Drawn: {chart}", err=True)
    _print_run(found, file, ledger, explain=explain, json_=json_, csv_=csv_)
    faults = _unfounded(found, ledger) if ledger else []
    for fault in faults:
        click.echo(fault, err=True)
    return 1 if faults else 0


def _print_run(found: "Outlook", file: Path, ledger: Path | None, *, explain: bool, json_: bool, csv_: bool) -> None:
    if json_ or csv_:
        from dragoman.scenario.outlook_rows import SHEET, as_row, sheet

        if json_:
            click.echo(json.dumps(as_row(found), ensure_ascii=False))
        else:
            _print_csv(csv_lines(sheet(found), SHEET))
        return
    from dragoman.cli.scenario_tables import print_outlook

    print_outlook(found, explain=explain)
    if found.issue.unwritten:
        click.echo(f"Before it can be registered: write the rubric in {file}, in place of the draft's placeholder.")
    if found.issue.outcome is None:
        named = named_ledger(ledger) if ledger else ()
        click.echo(step("scenario", "forecast", "add", "--issue", file, *named))


def _unfounded(found: "Outlook", ledger: Path) -> list[str]:
    from dragoman.scenario.grounds import unfounded

    with Ledger.open(ledger, readonly=True) as book:
        return unfounded(found.issue, book)


@verb.command("compare", short_help="Show issues side by side, and where they differ.")
@click.argument("files", metavar="FILE FILE…", type=_FILE, nargs=-1, required=True)
@_draws
@_moves
@_seed
@_jobs
@as_json
def compare(files: tuple[Path, ...], *, draws: int, moves: int | None, seed: int, jobs: int, json_: bool) -> None:
    """Show the outlooks of several issue files side by side, and in which inputs they differ from the first."""
    if len(files) < 2:
        raise UsageError("one issue cannot be compared", "name two issue files or more")
    found = [_outlook(file, draws, moves, seed, jobs) for file in files]
    scales = {(one.issue.scale.low, one.issue.scale.high) for one in found}
    if len(scales) > 1:
        raise UsageError("the issues are told on different scales", "compare issues whose scales have the same ends")
    from dragoman.scenario.outlook_rows import as_row, differences

    told = [differences(found[0].issue, other.issue) for other in found[1:]]
    if json_:
        rows = [as_row(one) | {"file": str(file)} for one, file in zip(found, files, strict=True)]
        click.echo(json.dumps({"issues": rows, "differences": told}, ensure_ascii=False))
        return
    from dragoman.cli.scenario_tables import print_comparison

    print_comparison([str(file) for file in files], found, told)


@verb.command("backtest", short_help="Score every model on resolved issues.")
@click.argument("file", type=_FILE)
@as_json
@_csv
def backtest(file: Path, *, json_: bool, csv_: bool) -> None:
    """Score every model on resolved issues: FILE in the form of the data on decisions in the European Union (third
    version, doi 10.34810/data53), one issue a row.
    """
    one_format(json_=json_, csv_=csv_)
    if not file.exists():
        raise UsageError(f"there is no file {file}", "fetch the data from doi 10.34810/data53 and name that file")
    from dragoman.cli.scenario_tables import print_scores, score_columns
    from dragoman.scenario.backtest import backtest as test

    scores = test(file)
    if json_:
        click.echo(json.dumps([asdict(score) for score in scores], ensure_ascii=False))
    elif csv_:
        _print_csv(csv_lines([asdict(score) for score in scores], score_columns(scores)))
    else:
        print_scores(scores)


@verb.command("draft", short_help="Propose an issue file from the ledger.")
@click.option("--about", metavar="NAME", required=True, help="The state or body that the question is about.")
@click.option(
    "--due",
    metavar="DATE",
    help="By when it is decided. [default: the end of next year, or of the year after the latest document]",
)
@click.option("--question", metavar="TEXT", default="", help="The question. [default: how close the ties will be]")
@click.option("--most", type=click.IntRange(2), default=12, show_default=True, help="At most so many stakeholders.")
@click.option("-o", "--output", metavar="FILE", type=_FILE, help="Where to write it. [default: to the terminal]")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@ledger_option
def draft(
    about: str, due: str | None, question: str, most: int, output: Path | None, force: bool, ledger: Path
) -> None:
    """Propose an issue file from the ledger: who speaks or acts on a body, how each stands to it, how much of what is
    told of each concerns it – with the quotes, and with what is thin. Memberships and ties in the tables of the world
    say where each begins, and bring in members that no document tells of. An analyst goes on from there.
    """
    from dragoman.scenario.draft import draft as propose
    from dragoman.scenario.draft import year_after
    from dragoman.scenario.issue_text import issue_text
    from dragoman.world import load_world

    if output and output.exists() and not force:
        raise UsageError(
            f"{output} is there already", "name another file, or give --force: what was edited in it is lost"
        )
    with Ledger.open(ledger, readonly=True) as book:
        day = due_asked(due) if due else year_after(book)
        issue = propose(book, about, resolves=day, question=question, most=most, world=load_world(ledger))
    if not output:
        click.echo(issue_text(issue), nl=False)
        return
    write_whole(output, [issue_text(issue)])
    thin = f"{len(issue.thin())} of {3 * len(issue.stakeholders)} numbers are thin"
    click.echo(f"Drafted: {output}, with {counted(len(issue.stakeholders), 'stakeholder')}; {thin}.")
    click.echo(step("scenario", "run", output, *named_ledger(ledger)))


def _outlook(file: Path, draws: int, moves: int | None, seed: int, jobs: int, *, as_printed: bool = False) -> "Outlook":
    from dragoman.scenario.issue_file import read_issue

    issue = read_issue(file)  # before numpy, so that faults are told at once
    from dragoman.scenario.outlook import outlook

    reading = "as_printed" if as_printed else "as_coded"
    return outlook(issue, draws=draws, challenge_draws=moves, seed=seed, jobs=jobs, reading=reading)  # type: ignore[arg-type]  # one of two


def _print_csv(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line, nl=False)
