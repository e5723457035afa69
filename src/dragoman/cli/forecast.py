"""`dragoman scenario forecast`: questions fixed beforehand, forecasts, outcomes, and how each forecaster came out."""

import contextlib
import getpass
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.options import PathType, as_json, due_asked, ledger_option, named_ledger
from dragoman.cli.table import command, counted, step
from dragoman.errors import DragomanError, UsageError
from dragoman.ledger import Estimate, Ledger, Question, Resolution
from dragoman.records import PartialDate, Status

if TYPE_CHECKING:
    from dragoman.scenario.issue import Issue

_OUTCOMES = ("yes", "no", "void")
_ISSUE = PathType(path_type=Path, dir_okay=False, readable=False)


@click.group("forecast", short_help="Register questions and forecasts, and score them.")
def group() -> None:
    """Register questions before their date, forecasts of them, and how they came out; then score the forecasters.

    Nothing registered can be changed or taken away: each row carries the hash of the row before it, and `dragoman check`
    verifies the chain.
    """


def takes_estimate(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options of a person's forecast."""
    for option in (
        click.option("--note", metavar="TEXT", default="", help="Why, in a sentence."),
        click.option(
            "--point",
            metavar="AT=CHANCE",
            multiple=True,
            help="Of a number: a point and its probability; several times.",
        ),
        click.option("--value", metavar="X", type=float, help="Of a number: one point, for sure."),
        click.option("--probability", metavar="P", type=float, help="The probability of yes, from 0 to 1."),
        click.option("--by", metavar="NAME", help="Who forecasts."),
    ):
        verb = option(verb)
    return verb


@group.command("add", short_help="Register a question, a forecast, or both.")
@click.option("--question", metavar="TEXT", help="A new question; it needs --rubric and --due.")
@click.option(
    "--issue", metavar="FILE", type=_ISSUE, help="The question of an issue file, with what each engine forecasts."
)
@click.option("--finding", metavar="ID", help="A forecast that stands in a document; by which date, --due says.")
@click.option(
    "--to",
    "known",
    metavar="ID",
    help="A question that is registered already; with --issue, new forecasts by the engines.",
)
@click.option("--rubric", metavar="TEXT", default="", help="What will decide the question.")
@click.option("--due", metavar="DATE", help="By when it is decided: 2027, 2027-06 or 2027-06-30.")
@click.option("--low", metavar="X", type=float, help="For a number: the lower end of its scale.")
@click.option("--high", metavar="X", type=float, help="For a number: the upper end of its scale.")
@click.option("--unit", metavar="TEXT", default="", help="For a number: its unit.")
@takes_estimate
@click.option("--new", is_flag=True, help="Begin a new ledger for the register.")
@ledger_option
@as_json
def add(ledger: Path, *, new: bool, json_: bool, **told: Any) -> None:
    """Register a question, a forecast, or both at once. A question names its rubric and a date to come; a forecast is
    made before the question is resolved and before its date. An issue file that was edited since is forecast again with
    --issue FILE --to ID: the question stays as it is, the engines' forecasts are added.
    """
    given = [name for name in ("question", "issue", "finding", "known") if told[name] is not None]
    if given == ["issue", "known"]:
        given = ["again"]
    if len(given) != 1:
        raise UsageError(
            "say what is forecast, in one way",
            "give one of --question, --issue, --finding and --to; --issue and --to together forecast a question again",
        )
    estimate = _estimate(**{name: told[name] for name in ("by", "probability", "value", "point", "note")})
    due = due_asked(told["due"]) if told["due"] else None
    _refuse_idle(told, given[0])
    with _register_in(ledger, new=new) as book:
        key = _add(book, given[0], told, due, estimate)
        asked, (number, head) = book.question(key), book.register_head()
    if json_:
        click.echo(json.dumps({"question": key, "rows": number, "head": head}))
        return
    if given[0] == "again":
        click.echo(f"The question stays as it was registered: {asked.question}")
    kept = "for" if given[0] in ("again", "known") else "as"
    rows = f"The register has {counted(number, 'row')}; the last has the hash {head[:16]}."
    click.echo(f"Registered {kept} {key}. {rows}")
    click.echo(step("scenario", "forecast", "list", *named_ledger(ledger)))


@contextlib.contextmanager
def _register_in(ledger: Path, *, new: bool) -> Iterator[Ledger]:
    """The ledger to register in. A new one is begun only if asked for, said, and taken away if nothing comes of it."""
    if new and ledger.exists():
        raise UsageError(f"{ledger} is there already", "leave out --new, or name another ledger with -l")
    if not new and not ledger.exists():
        raise UsageError(f"there is no ledger {ledger}", "name one that is there with -l, or begin it with --new")
    try:
        with Ledger.open(ledger, create=new) as book:
            yield book
    except DragomanError:
        if new:
            ledger.unlink(missing_ok=True)
        raise
    if new:
        click.echo(f"New ledger: {ledger}", err=True)


def _refuse_idle(told: dict[str, Any], given: str) -> None:
    """Options that say nothing beside the way that was chosen are a misunderstanding."""
    used = {"question": ("rubric", "due", "low", "high", "unit"), "finding": ("rubric", "due")}.get(given, ())
    idle = [
        name for name in ("rubric", "due", "low", "high", "unit") if name not in used and told[name] not in (None, "")
    ]
    if idle:
        raise UsageError(
            f"--{idle[0]} says nothing beside --{'to' if given in ('known', 'again') else given}", "leave it out"
        )


def _add(book: Ledger, way: str, told: dict[str, Any], due: PartialDate | None, estimate: Estimate | None) -> str:
    from dragoman.scenario import register

    own = [estimate] if estimate else []
    if way == "known":
        if not estimate:
            raise UsageError("nothing is forecast", "give --by and --probability, or --value or --point for a number")
        return register.foretell(book, told["known"], estimate)
    if way == "finding":
        if not due:
            raise UsageError("it is not said by when", "give --due")
        key = register.from_finding(book, told["finding"], due, told["rubric"])
        return register.foretell(book, key, estimate) if estimate else key
    if way in ("issue", "again"):
        from dragoman.scenario.issue_file import read_issue

        issue = read_issue(told["issue"])
        if way == "again":
            register.fits_issue(book.question(told["known"]), issue)
            return register.foretell(book, told["known"], *_by_engines(issue), *own)
        return register.ask(book, register.of_issue(issue), *_by_engines(issue), *own)
    if not due:
        raise UsageError("it is not said by when", "give --due")
    form = "number" if told["low"] is not None or told["high"] is not None else "yes or no"
    asked = Question(
        question=told["question"], rubric=told["rubric"], due=due, form=form,  # type: ignore[arg-type]  # one of two
        low=told["low"], high=told["high"], unit=told["unit"],
    )  # fmt: skip
    return register.ask(book, asked, *own)


def _by_engines(issue: "Issue") -> list[Estimate]:
    """What each engine forecasts, so that each gets a record of its own."""
    from dragoman import __version__
    from dragoman.scenario.outlook import engine_forecasts

    told = engine_forecasts(issue)
    note = f"dragoman {__version__}"
    return [
        Estimate(question="", forecaster=name, kind="engine", distribution=_likely(pairs), note=note)
        for name, pairs in told.items()
    ]


def _likely(pairs: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """The points that are possible at all."""
    return tuple((at, chance) for at, chance in pairs if chance > 0)


def _estimate(
    by: str | None, probability: float | None, value: float | None, point: tuple[str, ...], note: str
) -> Estimate | None:
    """The forecast of a person; None if nothing is forecast. Raises UsageError if it is half said."""
    ways = [way for way in (probability, value, point or None) if way is not None]
    if len(ways) > 1:
        raise UsageError("a forecast is said in one way", "give one of --probability, --value and --point")
    if not ways:
        if by:
            raise UsageError(f"nothing is forecast by {by}", "give --probability, or --value or --point for a number")
        return None
    if not by:
        raise UsageError("nobody is named as the forecaster", "say who forecasts, with --by")
    pairs = tuple(_pair(text) for text in point) if point else ((value, 1.0),) if value is not None else ()
    return Estimate(question="", forecaster=by, probability=probability, distribution=pairs, note=note)


def _pair(text: str) -> tuple[float, float]:
    at, sign, chance = text.partition("=")
    try:
        return float(at), float(chance) if sign else 1.0
    except ValueError:
        raise UsageError(f"{text!r} is no point", "write 40=0.25, for a probability of 0.25 at 40") from None


@group.command("from-documents", short_help="Register the forecasts in the documents.")
@click.option(
    "--status", metavar="STATUS", help=f"Findings of this status: {', '.join(Status)}. [default: confirmed, corrected]"
)
@click.option(
    "--all", "all_", is_flag=True, help="Those that nobody has decided on too; only rejected ones are left out."
)
@click.option("--yes", is_flag=True, help="Do not ask before what nobody has decided on is registered (for scripts).")
@ledger_option
@as_json
def from_documents(ledger: Path, *, status: str | None, all_: bool, yes: bool, json_: bool) -> None:
    """Register the forecasts in the documents that say by when, each with its speaker. Safe to repeat.

    Only findings that an analyst has confirmed or corrected (`dragoman review`): what the reader found may be misread, and
    nothing registered is taken back. --status suggested or --all take others, say how many, and ask first.
    """
    from dragoman.scenario import register

    wanted = _wanted(status, all_=all_)
    with Ledger.open(ledger) as book:
        found = register.sifted(book, status=wanted)
        if found.fit and not set(wanted) <= set(register.DECIDED):
            _ask_first(len(found.fit), yes=yes)
        registered = register.from_documents(book, found)
    if json_:
        told = {
            "registered": registered,
            "unread": found.unread,
            "before": found.before,
            "undated": found.undated,
            "past": found.past,
            "copies": found.copies,
        }
        click.echo(json.dumps(told))
        return
    click.echo(f"registered   {len(registered)} forecasts that say by when")
    click.echo(f"before       {found.before} were registered already")
    if found.unread:
        click.echo(f"left out     {found.unread} that nobody has confirmed: `dragoman review`, or --status suggested")
    click.echo(f"left out     {len(found.undated)} that do not say by when")
    click.echo(f"             {len(found.past)} whose date was over when the document was published")
    click.echo(f"             {len(found.copies)} in near-duplicates of other documents")
    if found.undated:
        one = ("--finding", found.undated[0][:10], "--due", "DATE")
        click.echo(f"Give one a date yourself: {command('scenario', 'forecast', 'add', *one, *named_ledger(ledger))}")
    click.echo(step("scenario", "forecast", "list", "--waiting", *named_ledger(ledger)))


def _wanted(status: str | None, *, all_: bool) -> tuple[str, ...]:
    """The statuses asked for."""
    from dragoman.scenario.register import DECIDED

    if status is not None and all_:
        raise UsageError("--status and --all cannot go together", "give one of them")
    if status is not None and status not in list(Status):
        raise UsageError(f"{status!r} is no status", f"it is one of {', '.join(Status)}")
    if all_:
        return tuple(one for one in Status if one != Status.REJECTED)
    return DECIDED if status is None else (status,)


def _ask_first(number: int, *, yes: bool) -> None:
    """Say how many forecasts would be registered for good, and go on only if that is wanted."""
    said = f"{counted(number, 'forecast')} would be registered for good, unconfirmed ones among them"
    if yes:
        click.echo(said.replace("would be", "are being"), err=True)
    elif not sys.stdin.isatty():
        raise UsageError(said, "give --yes if that is meant, or confirm them first with `dragoman review`")
    elif not click.confirm(f"{said}. Go on?", err=True):
        raise UsageError("nothing was registered", "confirm them first with `dragoman review`")


@group.command("list", short_help="Show questions, forecasts and outcomes.")
@click.option("--waiting", is_flag=True, help="Only questions that are not resolved.")
@click.option("--over", is_flag=True, help="Only those of them whose date has passed: to be resolved.")
@ledger_option
@as_json
@click.option("--csv", "csv_", is_flag=True, help="Print CSV for spreadsheets (UTF-8 with byte order mark).")
def list_(ledger: Path, *, waiting: bool, over: bool, json_: bool, csv_: bool) -> None:
    """Show the questions by date, with each forecast and how they came out."""
    from dragoman.cli.forecast_tables import print_register
    from dragoman.scenario import register

    with Ledger.open(ledger, readonly=True) as book:
        rows = list(register.answers(book))
        today, (number, head) = book.now()[:10], book.register_head()
    if waiting or over:
        rows = [row for row in rows if row[2] is None and (not over or row[0].due.last.isoformat() < today)]
    rows.sort(key=lambda row: (row[0].due.last, row[0].id))
    print_register(rows, today, number, head, json_=json_, csv_=csv_)


@group.command("resolve", short_help="Say how a question came out.")
@click.argument("question", metavar="ID")
@click.argument("outcome", metavar="yes|no|void|NUMBER")
@click.option("--source", metavar="TEXT", required=True, help="Where it stands how it came out.")
@click.option("--note", metavar="TEXT", default="", help="What decided it.")
@click.option("--early", metavar="REASON", help="Why it is settled before its date; this is kept in the note.")
@click.option("--analyst", metavar="NAME", help="Who resolves. [default: your user name]")
@ledger_option
def resolve(
    question: str, outcome: str, source: str, note: str, early: str | None, analyst: str | None, ledger: Path
) -> None:
    """Say how a question came out: yes, no, a number, or void if it cannot be decided – when its date has passed, or
    earlier with the reason after --early. If that turns out wrong, resolve it again: the last row stands, and the first
    stays to be seen.
    """
    from dragoman.scenario import register

    if early is not None and not early.strip():
        raise UsageError("--early is empty", "say why the question is settled before its date")
    verdict, value = (outcome, None) if outcome in _OUTCOMES else ("number", _number(outcome))
    with Ledger.open(ledger) as book:
        key = register.settle(
            book,
            Resolution(
                question=question, outcome=verdict, value=value, source=source, note=note,  # type: ignore[arg-type]
                analyst=analyst or getpass.getuser(),
            ),
            early=early or "",
        )  # fmt: skip
    click.echo(f"Resolved: {key} {outcome}.")
    click.echo(step("scenario", "forecast", "score", *named_ledger(ledger)))


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{text!r} is no outcome", "say yes, no, void or a number") from None


@group.command("score", short_help="Show how each forecaster came out.")
@click.option("--kind", type=click.Choice(["person", "engine", "document"]), help="Only such forecasters.")
@ledger_option
@as_json
@click.option("--csv", "csv_", is_flag=True, help="Print CSV for spreadsheets (UTF-8 with byte order mark).")
def score(ledger: Path, *, kind: str | None, json_: bool, csv_: bool) -> None:
    """Show how each forecaster came out – Brier, log score, CRPS, share come true with its interval –, and how all
    probabilities compare with what came. Of several forecasts of one question by one forecaster the last counts.
    """
    from dragoman.cli.forecast_tables import print_records
    from dragoman.scenario import register, track_record

    with Ledger.open(ledger, readonly=True) as book:
        rows = [row for row in register.answers(book) if not kind or (row[1] and row[1].kind == kind)]
    print_records(track_record.records(rows), track_record.calibration(rows), json_=json_, csv_=csv_)
