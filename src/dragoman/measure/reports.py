"""Reports: events, ties and figures as contradictions compare them – what was said, by whom, when, in which sentence.

A ledger may hold a million: a report keeps only what is compared, and of a matter of which very many tell the surest stand
for all.
"""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from dragoman.measure.disagreement import Party
from dragoman.measure.passages import Origin, Text, Voice, voice_of
from dragoman.measure.statements import confidence_of, whole_quote
from dragoman.records import Modality, Row, When, parse_when

Stretch = tuple[datetime.date | None, datetime.date | None]
Key = tuple[str, ...]
MOST_A_YEAR = 400
"""Reports of one matter and year that are compared with others: of more, the surest."""

_RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_COMPARED = frozenset({Modality.HAPPENED, Modality.PLANNED, Modality.DENIED})
_KNOWN = re.compile(r"text: (?P<text>.+); known: (?P<known>\d{4}.*)")


@dataclass(frozen=True, slots=True)
class Report:
    """A finding with its document. `quote` is its sentence, `weight` how sure it is."""

    finding: str
    origin: Origin
    voice: Voice
    quote: str
    weight: float

    def party(self, stance: str) -> Party:
        """It as one of two parties."""
        origin = self.origin
        return Party(self.finding, self.voice, self.quote, origin.name, origin.day, self.weight, origin.cluster, stance)


@dataclass(frozen=True, slots=True)
class Deed(Report):
    """A report of an event: `key` is type and sides, None unless two sides are known; `known`, what notes tell of its date."""

    modality: str
    key: Key | None
    sides: Key
    date: str | None
    stretch: Stretch
    known: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bond(Report):
    """A report of a tie between `a` and `b`; `stretch` is the time that it may concern, without dates the day of publication."""

    modality: str
    a: str
    b: str
    relation: str
    start: str | None
    stretch: Stretch

    @property
    def pair(self) -> tuple[str, str]:
        """The two sides in the order of the alphabet."""
        return min(self.a, self.b), max(self.a, self.b)


@dataclass(frozen=True, slots=True)
class Quantity(Report):
    """A report of a figure."""

    value: float
    unit: str
    bound: str
    about: str


AnyReport = TypeVar("AnyReport", bound=Report)
AnyValue = TypeVar("AnyValue", bound=Hashable)


def reports(text: Text) -> Iterator[Deed | Bond | Quantity]:
    """What a document tells of events, ties and figures that may be compared, in its order."""
    make = {"event": _deed, "tie": _bond, "figure": _quantity}
    for row in text.findings:
        if row["kind"] in make and (found := make[row["kind"]](row, text)):
            yield found


def _head(row: Row, text: Text) -> tuple[str, Origin, Voice, str, float]:
    return (
        row["id"],
        text.origin,
        _same(voice_of(row, text)),
        whole_quote(row, text.passages),
        _same(confidence_of(row)),
    )


def _deed(row: Row, text: Text) -> Deed | None:
    key = event_key(row)
    known = [(found["text"], found["known"]) for note in row["notes"] if (found := _KNOWN.fullmatch(note))]
    if row["modality"] not in _COMPARED or not (key or known):
        return None
    sides = sorted({who["state"] or who["id"] for who in (*row["actors"], *row["recipients"])} - {None})
    modality, when = _same(str(row["modality"])), _same(row["date"])
    return Deed(
        *_head(row, text), modality, key and _same(key), _same(tuple(sides)), when, _stretch_of(when), tuple(known)
    )


def _bond(row: Row, text: Text) -> Bond | None:
    a, b = (row[end]["state"] or row[end]["id"] for end in ("a", "b"))
    if not a or not b or a == b:
        return None
    modality, relation = _same(str(row["modality"])), _same(str(row["relation"]))
    stretch = _same(_tie_stretch(row, text.origin.day))
    return Bond(*_head(row, text), modality, _same(str(a)), _same(str(b)), relation, _same(row["start"]), stretch)


def _quantity(row: Row, text: Text) -> Quantity:
    told = (_same(str(row[name] or "")) for name in ("unit", "bound", "about"))
    return Quantity(*_head(row, text), _same(row["value"]), *told)


def _same(one: AnyValue) -> AnyValue:
    """One object for equal values, of which a large ledger holds many."""
    return _held(one)  # type: ignore[return-value]


@lru_cache(maxsize=20_000, typed=True)
def _held(one: Hashable) -> Hashable:
    return one


def event_key(event: Row) -> Key | None:
    """Type and sides, by which reports are compared; None unless two sides are known."""
    doers, targets = ([who["state"] or who["id"] for who in event[role]] for role in ("actors", "recipients"))
    if None in (*doers, *targets) or len({*doers, *targets}) < 2:
        return None
    both = sorted({*doers, *targets})
    if event["event_type"] in _RECIPROCAL:
        return event["event_type"], *both
    return event["event_type"], *sorted(set(doers)), ">", *sorted(set(targets))


@lru_cache(maxsize=50_000)
def read_when(text: str | None) -> When | None:
    """A date of the contract."""
    return parse_when(text) if text else None


@lru_cache(maxsize=50_000)
def _stretch_of(text: str | None) -> Stretch:
    when = read_when(text)
    return (when.first, when.last) if when else (None, None)


def _tie_stretch(row: Row, day: datetime.date | None) -> Stretch:
    start, end = read_when(row["start"]), read_when(row["end"])
    if start is None and end is None:
        return day, day
    if start is None or end is not None:
        return (start.first if start else None), (end.first if end else None)
    return start.first, max(day, start.last) if day else start.last


def meet(one: Stretch, other: Stretch, spare: datetime.timedelta) -> bool:
    """Whether two stretches of time overlap, or lie no further apart than `spare`; unknown bounds are open."""
    (start, end), (begin, until) = one, other
    apart = (start and until and start - until > spare) or (begin and end and begin - end > spare)
    return not apart


def in_order(one: AnyReport, other: AnyReport) -> tuple[AnyReport, AnyReport]:
    """The earlier document first."""
    first, second = sorted((one, other), key=lambda r: (r.origin.day or datetime.date.max, r.finding))
    return first, second


def surest(found: Sequence[AnyReport], group: Callable[[AnyReport], Hashable], most: int) -> Sequence[AnyReport]:
    """Of each group the surest, at most so many, in their order."""
    if len(found) <= most:
        return found
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        groups[group(one)].append(number)
    kept: list[int] = []
    for numbers in groups.values():
        kept += sorted(numbers, key=lambda number: (-found[number].weight, number))[:most]
    return [found[number] for number in sorted(kept)]


def by_year(one: Deed | Bond) -> int | None:
    """The year in which the time of a report begins."""
    return one.stretch[0].year if one.stretch[0] else None
