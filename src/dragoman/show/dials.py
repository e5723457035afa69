"""Dials: the numbers of an issue as an address holds them – those alone that were moved – and as a form shows them.

`/scenarios/csto?position.KAZ=70&salience.RUS-high=0.9`: an input by its stakeholder's code (its name, if it has none), its value
or an end of its range.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.records import Row
from dragoman.scenario.adjustment import Input, Moved, bounds
from dragoman.scenario.grounds import fault_of
from dragoman.scenario.issue import PARTS, Issue, Part, Value

_ENDS = tuple(field.name for field in fields(Moved))
_STEPS = 200  # of a slider, from end to end


@dataclass(frozen=True, slots=True)
class Dial:
    """One input in the form: its number as it stands and as the file has it, and what it rests on.

    `grounds` are rows of `finding` (None: no link), `quote`, `source`, `fault`; `name` is that of its fields, to which an end adds
    "-low" or "-high".
    """

    name: str
    part: Part
    value: Value
    filed: Value
    least: float
    most: float
    step: float
    grounds: tuple[Row, ...]

    def number(self, end: str, *, filed: bool = False) -> str:
        """A number as a field holds it: read again it is the same."""
        return written(getattr(self.filed if filed else self.value, end))


def names(issue: Issue) -> list[str]:
    """What addresses call each stakeholder: its code or its name; the second of two alike with its place."""
    told = [held.id or held.name for held in issue.stakeholders]
    return [name if told.index(name) == place else f"{name} {place + 1}" for place, name in enumerate(told)]


def keys(issue: Issue) -> list[str]:
    """What an address can hold: the numbers of the form, by the names of their fields."""
    return [key for *_, key in _keys(issue)]


def read(params: Mapping[str, str], issue: Issue) -> dict[Input, Moved]:
    """What an address moves; a number that is as the file has it is not moved. Raises UsageError for what is no number."""
    found: dict[Input, Moved] = {}
    for place, part, end, key in _keys(issue):
        text = params.get(key, "").strip()
        if not text:
            continue
        try:
            number = float(text[:40])
        except ValueError:
            raise UsageError(f"{key} is no number: {text[:40]!r}", "write it with digits, as 0.7") from None
        if number != getattr(issue.stakeholders[place].part(part), end):
            found[place, part] = replace(found.get((place, part), Moved()), **{end: number})
    return found


def query(moved: Mapping[Input, Moved], issue: Issue) -> str:
    """The query of an address that moves this and nothing else, in the order of the file; "" if nothing is moved."""
    told = [
        (key, written(number))
        for place, part, end, key in _keys(issue)
        if (place, part) in moved and (number := getattr(moved[place, part], end)) is not None
    ]
    return urlencode(told)


def dials(filed: Issue, moved: Issue, book: Ledger) -> list[tuple[str, str, list[Dial]]]:
    """The form, a stakeholder after another: its name, its code, its three dials."""
    called = names(filed)
    return [
        (held.name, held.id, [_dial(filed, held.part(part), now.part(part), part, name, book) for part in PARTS])
        for held, now, name in zip(filed.stakeholders, moved.stakeholders, called, strict=True)
    ]


def _dial(issue: Issue, filed: Value, now: Value, part: Part, name: str, book: Ledger) -> Dial:
    least, most = bounds(issue, part)
    grounds = []
    for one in filed.findings:
        fault = fault_of(one, book)
        grounds.append({"finding": None if fault else one.id, "quote": one.quote, "source": one.source, "fault": fault})
    return Dial(f"{part}.{name}", part, now, filed, least, most, (most - least) / _STEPS, tuple(grounds))


def _keys(issue: Issue) -> Iterator[tuple[int, Part, str, str]]:
    """Every number of the form: stakeholder, part, value or end, and the name of its field."""
    for place, name in enumerate(names(issue)):
        for part in PARTS:
            for end in _ENDS:
                yield place, part, end, f"{part}.{name}" + ("" if end == "value" else f"-{end}")


def written(number: float) -> str:
    """A number as short as it can be read again."""
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(float(number))
