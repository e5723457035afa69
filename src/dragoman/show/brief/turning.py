"""Turning points: the years in which a state's shares among the powers moved most, and what was told of that year."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dragoman.show.brief.matter import Matter
from dragoman.show.brief.telling import apart

MOST = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """From one year to the next with numbers: `power` whose share moved most, `moved` by how much of the whole in all.

    `clear` says whether the intervals of that power lie apart.
    """

    before: str
    year: str
    power: str
    old: dict[str, Any]
    new: dict[str, Any]
    moved: float
    clear: bool

    @property
    def bounded(self) -> bool:
        """Whether both numbers have an interval."""
        return None not in (self.old["low"], self.new["low"])


def turns(about: Matter) -> list[Turn]:
    """The largest moves, the earliest first. A power without a number in either year takes no part."""
    found = [turn for one, other in pairwise(about.years) if (turn := _turn(about, one, other))]
    largest = sorted(found, key=lambda turn: (-turn.clear, not turn.bounded, -turn.moved, turn.year))[:MOST]
    return sorted(largest, key=lambda turn: turn.year)


def _turn(about: Matter, before: str, year: str) -> Turn | None:
    moves = list(_moves(about, before, year))
    if not moves:
        return None
    power, old, new = max(moves, key=lambda move: (apart(move[1], move[2]), abs(move[2]["value"] - move[1]["value"])))
    moved = sum(abs(after["value"] - prior["value"]) for _, prior, after in moves) / 2
    return Turn(before, year, power, old, new, moved, apart(old, new)) if moved else None


def _moves(about: Matter, before: str, year: str) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    for power in about.asked:
        old, new = (about.yearly_number("share", power, one) for one in (before, year))
        if old and new and None not in (old["value"], new["value"]):
            yield power, old, new
