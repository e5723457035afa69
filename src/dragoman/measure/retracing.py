"""Addresses of numbers on votes, ideal points, memberships and alliances: from an address the number is computed again.

An address says what was measured, of whom, when, by which measure, and where it departs from what is usual:
`similarity:KAZ:RUS:69:agree3`, `similarity:KAZ:RUS:2014:agree3:nonunanimous`, `similar_since:KAZ:CHN:RUS:S_sq`,
`vote_difference:KAZ:CHN:RUS:69:agree3`, `ideal_points:KAZ:RUS:60`, `memberships:KAZ:RUS:2014:joint:cow`,
`alliances:KAZ:RUS:2022-01-06:S_abs`. Periods of votes below 1900 are sessions.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import polars as pl

from dragoman.errors import UsageError
from dragoman.measure.alliances import alliance_similarity
from dragoman.measure.memberships import memberships
from dragoman.measure.positions import ideal_point_distance, load_points
from dragoman.measure.result import Result
from dragoman.measure.similarity import similarity
from dragoman.measure.since import IDEAL_POINTS, similar_since, vote_differences
from dragoman.measure.votes import load_votes

_FIRST_YEAR = 1900
_Ledger = Path | str | None
Where = TypeVar("Where")


def row_at(address: str, readers: Mapping[str, Callable[[list[str], Where], Result]], where: Where) -> Result:
    """The result of one row, by the reader of the word that its address begins with: it is given the rest, in its parts.

    Raises UsageError for an address that is none, or names no row.
    """
    kind, *parts = address.split(":")
    reader = readers.get(kind)
    try:
        if reader is None:
            raise ValueError
        result = reader(parts, where)
    except (ValueError, IndexError):
        known = ", ".join(sorted(readers))
        raise UsageError(
            f"{address!r} is no address of a number", f"copy it from a result; it begins with {known}"
        ) from None
    frame = result.frame.filter(pl.col("row") == address)
    if not frame.height:
        raise UsageError(f"nothing is computed under {address!r}", "copy the address from a result")
    return replace(result, frame=frame, evidence={address: result.rests_on(address)})


def _similarity(parts: list[str], ledger: _Ledger) -> Result:
    one, other, period, measure, *marks = parts
    number = int(period)
    by = "label" if "label" in marks else "year" if number >= _FIRST_YEAR else "session"
    return similarity(
        one, [other], by=by, measures=[measure], votes=load_votes(ledger=ledger), first=number, last=number,
        unanimous="drop" if "nonunanimous" in marks else "keep",
    )  # fmt: skip


def _difference(parts: list[str], ledger: _Ledger) -> Result:
    one, nearer, farther, _, measure, *marks = parts
    counted = "own" if "own" in marks else "common"
    return vote_differences(one, nearer, farther, measures=[measure], votes=load_votes(ledger=ledger), counted=counted)


def _since(parts: list[str], ledger: _Ledger) -> Result:
    one, nearer, farther, measure = parts
    points = load_points(ledger=ledger) if measure == IDEAL_POINTS else None
    return similar_since(one, nearer, farther, measures=[measure], votes=load_votes(ledger=ledger), points=points)


def _points(parts: list[str], ledger: _Ledger) -> Result:
    one, other, session = parts
    return ideal_point_distance(one, [other], points=load_points(ledger=ledger), first=int(session), last=int(session))


def _memberships(parts: list[str], ledger: _Ledger) -> Result:
    one, other, period, _, rule, *rest = parts
    types = None if rest == ["all"] else tuple(rest[0].split("+")) if rest else ("igo",)
    if len(period) == 4:
        year = int(period)
        return memberships(one, [other], by="year", first=year, last=year, rule=rule, types=types, ledger=ledger)
    return memberships(one, [other], on=period, rule=rule, types=types, ledger=ledger)


def _alliances(parts: list[str], ledger: _Ledger) -> Result:
    one, other, day, measure, *rest = parts
    least = int(rest[0].removeprefix("least")) if rest else 1
    return alliance_similarity(one, [other], on=day, measures=[measure], least=least, ledger=ledger)


READERS: dict[str, Callable[[list[str], _Ledger], Result]] = {
    "similarity": _similarity,
    "vote_difference": _difference,
    "similar_since": _since,
    "ideal_points": _points,
    "memberships": _memberships,
    "alliances": _alliances,
}
"""What reads an address, by the word that it begins with, with the votes, points and tables beside the ledger if there is one."""
