"""Discrepancies: one event or tie with two dates, one quantity with two figures.

Two reports tell of the same thing if type and sides agree and their words are alike; two figures if unit, words and the
years named agree. A figure that is "about" spares a tenth, an exact one what its own digits leave open.
"""

import datetime
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from dragoman.measure.contradictions import (
    TABLES,
    Report,
    Stretch,
    event_key,
    in_order,
    meet,
    read_when,
    tie_pair,
)
from dragoman.measure.disagreement import Disagreement, Party, Quarrel
from dragoman.measure.statements import words_alike
from dragoman.records import Bound, Modality
from dragoman.world import World

_ONE_THING = 0.5  # words shared from which two reports, or two figures, are of one thing
_ABOUT = 0.1
_FAR = datetime.timedelta(days=400)  # beyond it, two dates are two events
_MIDNIGHT = datetime.timedelta(days=1)
_LAPSES = frozenset({"day", "week", "month", "year", "hour", "minute", "times", "time"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"(?<![\w.,])(?:(?:19|20)\d\d|[0-3]?\d)(?![\w,]|\.\d)")
_WEEK = datetime.timedelta(days=7)
_KNOWN = re.compile(r"text: (?P<text>.+); known: (?P<known>\d{4}.*)")


def date_discrepancies(events: Sequence[Report], ties: Sequence[Report]) -> Iterator[Disagreement]:
    """Events and ties with two dates, and events with another date than the one that the world knows."""
    happened = [event for event in events if event.modality == Modality.HAPPENED]
    by_key: dict[tuple[str, ...], list[Report]] = defaultdict(list)
    for event in happened:
        if event.row["date"] and (key := event_key(event.row)):
            by_key[key].append(event)
    for key in sorted(by_key):
        sides = [side for side in key[1:] if side != ">"]
        for one, other in combinations(by_key[key], 2):
            yield from _two_dates(tuple(combinations(sorted(set(sides)), 2)), one, other)
    yield from _tie_dates(ties)
    for event in happened:
        yield from _known_date(event)


def _two_dates(pairs: tuple[tuple[str, str], ...], one: Report, other: Report) -> Iterator[Disagreement]:
    alike = words_alike(_undated(one.quote), _undated(other.quote))
    apart = not meet(one.stretch, other.stretch, _MIDNIGHT) and meet(one.stretch, other.stretch, _FAR)
    if not apart or alike < _ONE_THING or one.text.origin.cluster == other.text.origin.cluster:
        return
    first, second = in_order(one, other)
    settle = f"the communiqué or a report of the day: {first.row['date']} or {second.row['date']}"
    yield Disagreement(
        Quarrel.DATE, pairs, first.party(first.row["date"]), second.party(second.row["date"]), alike, settle
    )


def _undated(quote: str) -> str:
    return re.sub(r"\d+", "", quote)


def _tie_dates(ties: Sequence[Report]) -> Iterator[Disagreement]:
    by_tie: dict[tuple[str, str, str], list[Report]] = defaultdict(list)
    for tie in ties:
        pair = tie_pair(tie.row)
        if pair and tie.row["start"] and tie.modality == Modality.HAPPENED:
            by_tie[*pair, tie.row["relation"]].append(tie)
    for a, b, relation in sorted(by_tie):
        for one, other in combinations(by_tie[a, b, relation], 2):
            if meet(_start(one), _start(other), _MIDNIGHT):
                continue
            first, second = in_order(one, other)
            settle = (
                f"the act by which {a} and {b} became {relation.replace('_', ' ')}, and the day of its entry into force"
            )
            parties = [tie.party(f"since {tie.row['start']}") for tie in (first, second)]
            yield Disagreement(Quarrel.DATE, ((a, b),), parties[0], parties[1], 1.0, settle)


def _start(tie: Report) -> Stretch:
    when = read_when(tie.row["start"])
    return (when.first, when.last) if when else (None, None)


def _known_date(event: Report) -> Iterator[Disagreement]:
    """What the reader noted beside an event: that a checked row of the world has another date for it."""
    for note in event.row["notes"]:
        found = _KNOWN.fullmatch(note)
        if not found:
            continue
        sides = sorted({who["state"] or who["id"] for who in (*event.row["actors"], *event.row["recipients"])} - {None})
        pairs = tuple(combinations(sides, 2)) or tuple((side, side) for side in sides)
        known = Party(
            f"table:milestones.csv {' '.join(sides)}",
            TABLES,
            found["known"],
            "milestones.csv",
            event.text.origin.day,
            1.0,
            "table",
            found["known"].split()[0],
        )
        settle = f"the communiqué of {found['known']}"
        yield Disagreement(Quarrel.DATE, pairs, event.party(event.row["date"] or found["text"]), known, 1.0, settle)


def figure_discrepancies(figures: Sequence[Report], world: World) -> Iterator[Disagreement]:
    """Two values of one quantity that do not fit together. Spans of time are left out: each sentence has its own."""
    by_unit: dict[str, list[Report]] = defaultdict(list)
    for figure in figures:
        if figure.row["unit"].lower() not in _LAPSES:
            by_unit[figure.row["unit"]].append(figure)
    for unit in sorted(by_unit):
        for one, other in combinations(by_unit[unit], 2):
            if _by_one_hand(one, other) or _fit(one, other) or not _of_one_time(one, other):
                continue
            about = words_alike(one.row["about"] or "", other.row["about"] or "")
            alike = words_alike(_undated(one.quote), _undated(other.quote))
            sides_named = sorted(_sides(one, world))
            if about < _ONE_THING or alike < _ONE_THING or sides_named != sorted(_sides(other, world)):
                continue
            first, second = in_order(one, other)
            told = [f"{figure.row['bound']} {figure.row['value']:g} {unit}" for figure in (first, second)]
            settle = f"the statistics from which {one.row['about'] or unit} was taken, for the year meant"
            sides = (sides_named[0], sides_named[:2][-1]) if sides_named else ("", "")
            parties = [figure.party(said) for figure, said in zip((first, second), told, strict=True)]
            yield Disagreement(
                Quarrel.FIGURE, (sides,), parties[0], parties[1], min(about, alike), settle, one.row["about"] or unit
            )


def _sides(figure: Report, world: World) -> set[str]:
    origin = figure.text.origin
    mentions = world.mentions(figure.quote, on=origin.day, language=origin.source["language"])
    return {side for mention in mentions if (side := world.rollup(mention.entity.id, on=origin.day))}


def _by_one_hand(one: Report, other: Report) -> bool:
    """One voice in one document that gives two figures compares two things."""
    ours, theirs = one.party(""), other.party("")
    return (ours.cluster, ours.voice.key) == (theirs.cluster, theirs.voice.key) or one.quote == other.quote


def _of_one_time(one: Report, other: Report) -> bool:
    """Whether the sentences name the same days and years; where they name no year, both were published within a week.

    Two bulletins of different days, each with the figure of its own day, do not contradict each other.
    """
    ours, theirs = _dates(one), _dates(other)
    if ours != theirs:
        return False
    if any(_YEAR.fullmatch(number) for number in ours):
        return True
    day, then = one.text.origin.day, other.text.origin.day
    return day is not None and then is not None and abs(day - then) <= _WEEK


def _dates(figure: Report) -> frozenset[str]:
    """The numbers of its sentence that may be days and years; its own value is none."""
    return frozenset(_NUMBER.findall(figure.quote)) - {f"{figure.row['value']:g}"}


def _fit(one: Report, other: Report) -> bool:
    (low, high), (least, most) = _range(one), _range(other)
    return low <= most and least <= high


def _range(figure: Report) -> tuple[float, float]:
    """What a figure leaves open: a tenth of what is "about", half of the last digit of what is exact."""
    value, bound = figure.row["value"], figure.row["bound"]
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
