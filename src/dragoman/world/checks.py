"""Checks: what must hold between rows – one holder of an office at a time, one status of a state in an organisation.

Only what is certain is a fault: terms that may meet because a date is known to the month or the year alone do not.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from dragoman.records import Interval
from dragoman.world.entities import Membership, Tenure
from dragoman.world.tables import Tables

Dated = TypeVar("Dated", Membership, Tenure)
Placed = tuple[str, Dated]  # "memberships.csv:12", and what stands there

_MARKING = "end one of them, or mark one as acting, disputed or shared"
_ENDING = "end one of them; the first day of the one is the end of the other"


def overlap(one: Interval, other: Interval) -> datetime.date | None:
    """The first day on which both certainly hold; None if they need not meet."""
    starts = [interval.start.last for interval in (one, other) if interval.start]
    ends = [interval.end.first for interval in (one, other) if interval.end]
    begin, end = max(starts, default=datetime.date.min), min(ends, default=datetime.date.max)
    return begin if begin < end else None


def office_faults(terms: Sequence[Placed[Tenure]], tables: Tables) -> Iterator[str]:
    """Terms in one office that meet, though neither is marked and the office is not one of several."""
    alone = [(place, term) for place, term in terms if not (term.mark or tables.offices[term.office].several)]
    for (place, one), (before, other), day in _meeting(alone, lambda term: (term.body, term.office)):
        people = " and ".join(tables.entities[term.person].name for term in (other, one))
        yield f"{place}: {people} ({before}) are both {one.office} of {one.body}{_on(day)}: {_MARKING}"


def membership_faults(memberships: Sequence[Placed[Membership]], tables: Tables) -> Iterator[str]:
    """Memberships of one state in one organisation that meet, though neither status may be held beside another."""
    alone = [placed for placed in memberships if not tables.statuses[placed[1].status].beside]
    for (place, one), (before, other), day in _meeting(alone, lambda row: (row.org, row.state)):
        stands = f"{one.state} is {one.status} of {one.org} and {other.status} ({before}){_on(day)}"
        yield f"{place}: {stands}: {_ENDING}"
    twice = [placed for placed in memberships if tables.statuses[placed[1].status].beside]
    for (place, one), (before, _), day in _meeting(twice, lambda row: (row.org, row.state, row.status)):
        yield f"{place}: {one.state} is {one.status} of {one.org} twice ({before}){_on(day)}: {_ENDING}"


def _meeting(
    rows: Iterable[Placed[Dated]], key: Callable[[Dated], tuple[str, ...]]
) -> Iterator[tuple[Placed[Dated], Placed[Dated], datetime.date]]:
    """Pairs of rows with one key that meet: the later in the tables, the earlier, and the day."""
    alike: dict[tuple[str, ...], list[Placed[Dated]]] = defaultdict(list)
    for placed in rows:
        for before in alike[key(placed[1])]:
            if (day := overlap(placed[1].interval, before[1].interval)) is not None:
                yield placed, before, day
        alike[key(placed[1])].append(placed)


def _on(day: datetime.date) -> str:
    return "" if day == datetime.date.min else f" on {day}"
