"""Discrepancies: one event or tie with two dates, one quantity with two figures.

Two reports tell of the same thing if type and sides agree and their words are alike; two figures if unit, words and the
years named agree. A figure that is "about" spares a tenth, an exact one what its own digits leave open.
"""

import datetime
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product

from dragoman.measure.contradictions import TABLES
from dragoman.measure.disagreement import Disagreement, Party, Quarrel
from dragoman.measure.reports import (
    MOST_A_YEAR,
    Bond,
    Deed,
    Key,
    Quantity,
    Stretch,
    by_year,
    in_order,
    meet,
    read_when,
    surest,
)
from dragoman.measure.statements import alike, stems
from dragoman.records import Bound, Modality
from dragoman.world import World

_ONE_THING = 0.5  # words shared from which two reports, or two figures, are of one thing
_ABOUT = 0.1
_FAR = datetime.timedelta(days=400)  # beyond it, two dates are two events
_MIDNIGHT = datetime.timedelta(days=1)
_LAPSES = frozenset({"day", "week", "month", "year", "hour", "minute", "times", "time"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"(?<![\w.,])(?:(?:19|20)\d\d|[0-3]?\d)(?![\w,]|\.\d)")
_WEEK = 7
_MOST_TIES = 40  # ties of one pair, relation and beginning that are held against those of another beginning
_MOST_FIGURES = 200  # figures of one unit that name the same year, hold the same value, and are held against others


def date_discrepancies(deeds: Mapping[Key, Sequence[Deed]], ties: Sequence[Bond]) -> Iterator[Disagreement]:
    """Events and ties with two dates; `deeds` are the reports of events by their keys."""
    for key in sorted(deeds):
        dated = [deed for deed in deeds[key] if deed.modality == Modality.HAPPENED and deed.date]
        kept = surest(dated, by_year, MOST_A_YEAR)
        words: dict[str, frozenset[str]] = {}
        for one, other in sorted(_near(kept)):
            yield from _two_dates(kept[one], kept[other], words)
    yield from _tie_dates(ties)


def _near(deeds: Sequence[Deed]) -> Iterator[tuple[int, int]]:
    """Which two of some deeds lie apart, and no further than two dates of one event."""
    order = sorted(range(len(deeds)), key=lambda number: deeds[number].stretch[0] or datetime.date.min)
    for place, one in enumerate(order):
        first, last = deeds[one].stretch
        for other in order[place + 1 :]:
            begin = deeds[other].stretch[0]
            if begin and last and begin - last > _FAR:
                break  # all that follow begin later still
            if not meet((first, last), deeds[other].stretch, _MIDNIGHT):
                yield min(one, other), max(one, other)


def _two_dates(one: Deed, other: Deed, words: dict[str, frozenset[str]]) -> Iterator[Disagreement]:
    if one.origin.cluster == other.origin.cluster or not meet(one.stretch, other.stretch, _FAR):
        return
    for deed in (one, other):
        if deed.quote not in words:
            words[deed.quote] = stems(_undated(deed.quote))
    shared = alike(words[one.quote], words[other.quote])
    if shared < _ONE_THING:
        return
    first, second = in_order(one, other)
    settle = f"the communiqué or a report of the day: {first.date} or {second.date}"
    pairs = tuple(combinations(one.sides, 2))
    parties = first.party(first.date or ""), second.party(second.date or "")
    yield Disagreement(Quarrel.DATE, pairs, *parties, shared, settle)


def _undated(quote: str) -> str:
    return re.sub(r"\d+", "", quote)


def _tie_dates(ties: Sequence[Bond]) -> Iterator[Disagreement]:
    by_tie: dict[tuple[str, str, str], list[Bond]] = defaultdict(list)
    for tie in ties:
        if tie.start and tie.modality == Modality.HAPPENED:
            by_tie[*tie.pair, tie.relation].append(tie)
    for a, b, relation in sorted(by_tie):
        kept = surest(by_tie[a, b, relation], lambda tie: tie.start, _MOST_TIES)
        for one, other in combinations(kept, 2):
            if one.start == other.start or meet(_start(one), _start(other), _MIDNIGHT):
                continue
            first, second = in_order(one, other)
            settle = (
                f"the act by which {a} and {b} became {relation.replace('_', ' ')}, and the day of its entry into force"
            )
            parties = [tie.party(f"since {tie.start}") for tie in (first, second)]
            yield Disagreement(Quarrel.DATE, ((a, b),), parties[0], parties[1], 1.0, settle)


def _start(tie: Bond) -> Stretch:
    when = read_when(tie.start)
    return (when.first, when.last) if when else (None, None)


def known_dates(deeds: Iterable[Deed]) -> Iterator[Disagreement]:
    """What the reader noted beside an event: that a checked row of the world has another date for it."""
    for deed in deeds:
        for text, known in deed.known if deed.modality == Modality.HAPPENED else ():
            row = f"table:milestones.csv {' '.join(deed.sides)}"
            day, stance = deed.origin.day, known.split()[0]
            party = Party(row, TABLES, known, "milestones.csv", day, 1.0, "table", stance)
            pairs = tuple(combinations(deed.sides, 2)) or tuple((side, side) for side in deed.sides)
            settle = f"the communiqué of {known}"
            yield Disagreement(Quarrel.DATE, pairs, deed.party(deed.date or text), party, 1.0, settle)


def figure_discrepancies(figures: Sequence[Quantity], world: World) -> Iterator[Disagreement]:
    """Two values of one quantity that do not fit together. Spans of time are left out: each sentence has its own."""
    by_unit: dict[str, list[Quantity]] = defaultdict(list)
    for figure in figures:
        if figure.unit.lower() not in _LAPSES:
            by_unit[figure.unit].append(figure)
    named = _Named(world)
    words = lru_cache(maxsize=5_000)(stems)
    for unit in sorted(by_unit):
        held = by_unit[unit]
        for one, other in sorted(_of_one_time(held)):
            if _by_one_hand(held[one], held[other]):
                continue
            about = alike(words(held[one].about), words(held[other].about))
            if about < _ONE_THING:
                continue
            shared = alike(words(_undated(held[one].quote)), words(_undated(held[other].quote)))
            if shared < _ONE_THING or named[held[one]] != named[held[other]]:
                continue
            yield _two_figures(held[one], held[other], named[held[one]], min(about, shared))


def _two_figures(one: Quantity, other: Quantity, named: tuple[str, ...], shared: float) -> Disagreement:
    first, second = in_order(one, other)
    told = [figure.party(f"{figure.bound} {figure.value:g} {figure.unit}") for figure in (first, second)]
    about = one.about or one.unit
    settle = f"the statistics from which {about} was taken, for the year meant"
    sides = (named[0], named[:2][-1]) if named else ("", "")
    return Disagreement(Quarrel.FIGURE, (sides,), told[0], told[1], shared, settle, about)


class _Named:
    """The sides that the sentences of figures name, read once for each."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, figure: Quantity) -> tuple[str, ...]:
        if figure.finding not in self._known:
            self._known[figure.finding] = tuple(sorted(set(self._sides(figure))))
        return self._known[figure.finding]

    def _sides(self, figure: Quantity) -> Iterator[str]:
        day, language = figure.origin.day, figure.origin.source["language"]
        for mention in self._world.mentions(figure.quote, on=day, language=language):
            if side := self._world.rollup(mention.entity.id, on=day):
                yield side


def _by_one_hand(one: Quantity, other: Quantity) -> bool:
    """One voice in one document that gives two figures compares two things."""
    alone = one.origin.cluster == other.origin.cluster and one.voice.key == other.voice.key
    return alone or one.quote == other.quote


def _of_one_time(figures: Sequence[Quantity]) -> Iterator[tuple[int, int]]:
    """Which two figures do not fit together, though their sentences name the same days and years; where they name no
    year, both were published within a week.

    Two bulletins of different days, each with the figure of its own day, do not contradict each other.
    """
    piles: dict[frozenset[str], dict[int, dict[tuple[float, float], list[int]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for number, figure in enumerate(figures):
        dates, published = _dates(figure), figure.origin.day
        dated = any(_YEAR.fullmatch(one) for one in dates)
        day = 0 if dated else published.toordinal() if published else None
        if day is not None:
            piles[dates][day][_range(figure)].append(number)
    for days in piles.values():
        for day in days:
            for later in range(day, day + _WEEK + 1):
                if later in days:
                    yield from _not_fitting(days[day], days[later], figures)


def _not_fitting(
    ours: Mapping[tuple[float, float], Sequence[int]],
    theirs: Mapping[tuple[float, float], Sequence[int]],
    figures: Sequence[Quantity],
) -> Iterator[tuple[int, int]]:
    """Pairs of figures of two days, or of one, whose ranges leave nothing in common."""
    for mine, yours in product(ours, theirs):
        if _fit(mine, yours) or (ours is theirs and mine > yours):
            continue
        few = [
            sorted(pile, key=lambda n: (-figures[n].weight, n))[:_MOST_FIGURES] for pile in (ours[mine], theirs[yours])
        ]
        yield from ((min(pair), max(pair)) for pair in product(*few))


def _dates(figure: Quantity) -> frozenset[str]:
    """The numbers of its sentence that may be days and years; its own value is none."""
    return frozenset(_NUMBER.findall(figure.quote)) - {f"{figure.value:g}"}


def _fit(one: tuple[float, float], other: tuple[float, float]) -> bool:
    (low, high), (least, most) = one, other
    return low <= most and least <= high


def _range(figure: Quantity) -> tuple[float, float]:
    """What a figure leaves open: a tenth of what is "about", half of the last digit of what is exact."""
    value, bound = figure.value, figure.bound
    if bound == Bound.AT_LEAST:
        return value, math.inf
    if bound == Bound.AT_MOST:
        return -math.inf, value
    spare = abs(value) * _ABOUT if bound == Bound.ABOUT else _last_digit(value) / 2
    return value - spare, value + spare


def _last_digit(value: float) -> float:
    """What the last digit of a number counts: the 2 of 70.2 billion counts 100 million each; whole numbers below 1,000 are exact."""
    if value == 0 or (abs(value) < 1000 and value == int(value)):
        return 0.0
    digits = f"{abs(value):.6g}"
    mantissa, _, exponent = f"{float(digits):e}".partition("e")
    places = len(mantissa.rstrip("0").partition(".")[2])
    return float(10.0 ** (int(exponent) - places))
