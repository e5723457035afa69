"""Options that several verbs share: which ledger, which rows."""

import datetime
import functools
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.data import rows
from dragoman.errors import UsageError
from dragoman.ledger import Filters, Ledger
from dragoman.records import ClaimType, EventType, Kind, PartialDate, Precision, Status

if TYPE_CHECKING:
    from dragoman.world import World

_SOME = 12  # units that are named as examples
DEFAULT_LEDGER = Path("dragoman.ledger")
_EMPTY = "give it a value, or leave it out"


class PathType(click.Path):
    """A path, which the empty word is not: it would mean the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value).strip():
            flag = max(param.opts, key=len) if isinstance(param, click.Option) else "LEDGER"
            raise UsageError(f"{flag} is empty", _EMPTY)
        return super().convert(value, param, ctx)


_PATH = PathType(path_type=Path, readable=False)  # what cannot be read is told by who opens it

_FILTERS = (
    ("--actor", "actor", "NAME", "A state, organisation or person: code, id, or (part of) a name."),
    ("--with", "with_", "NAME", "A second actor in the same finding."),
    ("--type", "type_", "TYPE", "Event type, relation, type of claim or unit."),
    ("--source", "source", "SOURCE", "Beginning of a source's id, or part of its path or outlet."),
    ("--lang", "lang", "CODE", "Language of the source: en, ru, tr …"),
    ("--status", "status", "STATUS", f"One of {', '.join(Status)}."),
    ("--from", "since", "DATE", "From this year, month or day: 2022, 2022-01, 2022-01-06."),
    ("--to", "until", "DATE", "Until then, included. Undated events never fit; a tie without dates may always hold."),
    ("--text", "text", "WORDS", "Words that the quote must hold (for sources: the whole text)."),
)


def takes_ledger(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb its ledger, as the last argument or by -l."""

    @click.argument("last", metavar="[LEDGER]", required=False, type=_PATH)
    @click.option("-l", "--ledger", "named", metavar="LEDGER", type=_PATH, help=_ledger_help())
    @functools.wraps(verb)
    def with_ledger(*args: Any, last: Path | None, named: Path | None, **options: Any) -> Any:
        if last and named and last != named:
            raise UsageError(f"two ledgers are named: {last} and {named}", "give one, last or after -l")
        ledger = click.get_current_context().obj = last or named or DEFAULT_LEDGER
        return verb(*args, ledger=ledger, **options)

    return with_ledger


def ledger_option(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb its ledger by -l alone, where the arguments are something else."""
    option = click.option("-l", "--ledger", metavar="LEDGER", type=_PATH, default=DEFAULT_LEDGER, help=_ledger_help())
    return option(verb)


def named_ledger(ledger: Path) -> tuple[str, ...]:
    """How a ledger is named in a command to be typed next: not at all if it is the one used anyway."""
    return () if ledger == DEFAULT_LEDGER else ("-l", str(ledger))


def known_world() -> "World":
    """The world of the ledger that this call is about: our tables and those beside it."""
    from dragoman.world import load_world  # a tenth of a second: only where something is looked up

    context = click.get_current_context(silent=True)
    return load_world(context.find_object(Path) if context else None)


def takes_filters(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the filters of all lists, gathered as `filters`."""
    names = [name for _, name, _, _ in _FILTERS]

    @functools.wraps(verb)
    def with_filters(*args: Any, **options: Any) -> Any:
        filters = {name: value for name in names if (value := options.pop(name)) is not None}
        return verb(*args, filters=filters, **options)

    decorated: Callable[..., Any] = with_filters
    for flag, name, metavar, text in reversed(_FILTERS):
        decorated = click.option(flag, name, metavar=metavar, help=text)(decorated)
    return decorated


def date_asked(text: str, hint: str, *, flag: str = "") -> PartialDate:
    """A date as it was typed, after a flag if one is named. Raises UsageError with the hint for what is none."""
    try:
        return PartialDate.parse(text)
    except UsageError:
        raise UsageError(f"{flag} {text} is no date" if flag else f"{text} is no date", hint) from None


def due_asked(text: str) -> PartialDate:
    """The date by which a question is decided. Raises UsageError."""
    return date_asked(text, "write 2027, 2027-06 or 2027-06-30")


def day_asked(text: str | None) -> datetime.date | None:
    """The day that --on asks about; raises UsageError for what is no date, or no single day."""
    if text is None:
        return None
    date = date_asked(text, "write a day, for instance 2022-01-06")
    if date.precision != Precision.DAY:
        raise UsageError(f"{text} is not one day", f"ask for a day, for instance --on {date.first}")
    return date.first


def as_json(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb --json."""
    return click.option("--json", "json_", is_flag=True, help="Print JSON, for programs.")(verb)


def one_format(*, json_: bool, csv_: bool) -> None:
    """Raises UsageError if two formats were asked for."""
    if json_ and csv_:
        raise UsageError("--json and --csv cannot go together", "give one of them")


def known_filters(ledger: Ledger, filters: Filters, what: str) -> Filters:
    """The filters as the ledger takes them: none empty, the type one that `what` can have, and a name that neither the
    ledger nor the world knows taken for the nearest that the world does.

    `what` is what is listed, a kind of finding, or "findings". Raises UsageError.
    """
    known = filters.copy()
    for flag, name, _, _ in _FILTERS:
        if not str(dict(filters).get(name, "x")).strip():
            raise UsageError(f"{flag} is empty", _EMPTY)
    if actor := filters.get("actor"):
        known["actor"] = _nearest(ledger, str(actor))
    if other := filters.get("with_"):
        known["with_"] = _nearest(ledger, str(other))
    if (type_ := filters.get("type_")) is not None:
        known["type_"] = _known_type(ledger, type_, what.removesuffix("s"))
    return known


def _known_type(ledger: Ledger, type_: str, what: str) -> str:
    """The type as the ledger spells it; raises UsageError for one that such rows cannot have."""
    if what == Kind.FORECAST:
        raise UsageError("forecasts have no type", "leave out --type")
    allowed = _types(what)
    for value in allowed:
        if type_.replace(" ", "_").casefold() == value.casefold():
            return value
    if what not in (Kind.EVENT, Kind.CLAIM, Kind.TIE):  # figures may be among the rows
        units = Counter(row["unit"] for row in ledger.findings(kind=Kind.FIGURE))
        if type_.casefold() in {unit.casefold() for unit in units}:
            return type_
        allowed += [unit for unit, _ in units.most_common(_SOME)]
    some = ", ".join(allowed) or "nothing: there are no figures"
    raise UsageError(f"{type_!r} is no type of {what}s", f"it is one of {some}")


def _types(what: str) -> list[str]:
    """The types that such rows can have, the units of figures left out."""
    sets: dict[str, list[str]] = {
        Kind.EVENT: [str(value) for value in EventType],
        Kind.CLAIM: [str(value) for value in ClaimType],
        Kind.TIE: list(dict.fromkeys(row["relation"] for row in rows("relations"))),
        Kind.FIGURE: [],
    }
    return sets[what] if what in sets else [value for values in sets.values() for value in values]


def asked(filters: Filters) -> str:
    """The filters as typed, to be repeated in a sentence."""
    return " ".join(f"{flag} {value}" for flag, name, _, _ in _FILTERS if (value := dict(filters).get(name)))


def _nearest(ledger: Ledger, name: str) -> str:
    """The name, if the world or the ledger knows it; else the id of the nearest that the world knows."""
    from dragoman.world import load_world

    world = known_world()
    if load_world().who(name) or any(True for _ in ledger.sources(actor=name, limit=1)):
        return name
    near = world.who(name, near=True)  # of those beside the ledger, too: it finds them by their ids
    return near[0].id if near else name


def _ledger_help() -> str:
    return f"The ledger to use. [default: {DEFAULT_LEDGER}]"
