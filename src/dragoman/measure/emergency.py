"""Emergency: the votes on Ukraine of the eleventh emergency special session, which the common releases of UN votes lack.

No release between 2022 and 2024 that we saw has them. They are shown beside a measure that they would change, and never
counted in it, for we have those of eleven states only.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from dragoman.data import rows
from dragoman.measure.votes import Votes

FIRST = datetime.date(2022, 3, 2)
"""The day of the first vote of that session."""
_BEFORE = datetime.date(2019, 9, 1)  # who asks up to a session that ends after this day asks about the present


@dataclass(frozen=True, slots=True)
class Ballot:
    """How a state voted on a resolution: yes, no, abstain or absent; `verified` if somebody compared it with a page."""

    resolution: str
    date: datetime.date
    state: str
    vote: str
    source: str
    verified: bool


@lru_cache(maxsize=1)
def emergency_votes() -> tuple[Ballot, ...]:
    """The votes that we have, by resolution and state."""
    return tuple(
        Ballot(
            row["resolution"], datetime.date.fromisoformat(row["date"]), row["state"], row["vote"], row["source"],
            bool(row["checked"]),
        )
        for row in rows("unga/emergency_11")
    )  # fmt: skip


def lacks_emergency(votes: Votes) -> bool:
    """Whether a table has none of these votes, because it ends before or because its release left them out."""
    marked = votes.rollcalls["resolution"].drop_nulls().str.contains("ES-11/", literal=True).any()
    return not marked


def emergency_note(votes: Votes, states: Sequence[str], places: Sequence[int]) -> list[str]:
    """A sentence on these votes for numbers that rest on roll calls of the years in question; none for older ones."""
    dates = votes.rollcalls["date"][list(places)].drop_nulls() if places else pl.Series(dtype=pl.Date)
    latest = dates.max()
    if not isinstance(latest, datetime.date) or latest < _BEFORE or not lacks_emergency(votes):
        return []
    one, *others = states
    cast = {(ballot.resolution, ballot.state): ballot.vote for ballot in emergency_votes() if ballot.verified}
    told = []
    for other in others:
        both = [name for name, state in cast if state == one and (name, other) in cast]
        alike = sum(cast[name, one] == cast[name, other] for name in both)
        if both:
            told.append(f"as {other} in {alike} of {len(both)}")
    shown = f"; of those compared with a page {one} voted {', '.join(told)}" if told else ""
    return [f"not in the table: the votes on Ukraine of the eleventh emergency session (from {FIRST} on){shown}"]
