"""Reference rows: what the tables of the world say, as of a day, of how each stands to a body – where a position begins.

A membership or tie is no position, but it bounds what is likely: who belongs to an alliance is seldom nearer its other
end than one who does not. So a row gives a level on the draft's scale of 0 to 100, and a full membership that somebody
compared with a page a floor besides. A frozen membership takes the floor away. What is on no row begins in the middle.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.data import rows as table_rows
from dragoman.errors import UsageError
from dragoman.world import Entity, EntityKind, KnownTie, World

MIDDLE = 50.0
"""Where one begins whom no row ties to the body."""
FLOOR = 60.0
"""The least position of a member that is not frozen."""
_FULL = 75.0
_FROZEN = "participation frozen"
_LEVELS = {
    "founder": 80.0,  # only of one who is a member still
    "chair": 80.0,
    "guarantor": 85.0,
    "host": 90.0,
    "associate": 65.0,
    "acceding": 65.0,
    "observer": 60.0,
    "partner": 60.0,
    "agreement": 60.0,
    "candidate": 60.0,
    "applicant": 60.0,
    "dialogue partner": 55.0,
    "invited": 55.0,
    "home of founding companies": 60.0,
    "home of associated companies": 60.0,
    _FROZEN: 45.0,
    "ally": 80.0,
    "strategic_partner": 65.0,
    "trade_partner": 60.0,
    "backer": 75.0,
    "rival": 20.0,
    "refuses_recognition": 10.0,
    "designates": 5.0,
}
_SEAT = "seat:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Where the tables put one who stands to a body: `level` and `floor` on 0 to 100 (floor 0: none), and by which rows."""

    level: float
    floor: float
    standing: str
    rows: tuple[str, ...]
    member: bool


def level_of(relation: str) -> float | None:
    """The level of a relation or status by its name, as tables or findings write it; None if it tells nothing."""
    return _levels().get(relation, _levels().get(relation.replace("_", " ")))


def references(world: World, body: Entity, on: datetime.date) -> dict[str, Reference]:
    """How the tables put each who is tied to the body on that day, by id. Unchecked rows give no floor, unchecked ties nothing."""
    held: dict[str, dict[str, str]] = {}
    firm: dict[str, bool] = {}
    for side, relation, row, checked in _rows(world, body, on):
        if level_of(relation) is not None:
            held.setdefault(side, {}).setdefault(relation, row)
            firm[side] = firm.get(side, False) or (checked and relation in _full())
    known = ((side, _reference(told, firm=firm[side])) for side, told in held.items())
    return {side: one for side, one in known if one.standing}


def _reference(told: dict[str, str], *, firm: bool) -> Reference:
    """The rows of one side taken together: what is against the body or frozen outweighs the rest, else the nearest counts."""
    full = bool(_full() & set(told))
    used = [name for name in told if full or name not in ("founder", "chair")]
    levels = [level_of(name) or 0.0 for name in used]
    least = min(levels, default=MIDDLE)
    return Reference(
        level=least if least < MIDDLE else max(levels, default=MIDDLE),
        floor=FLOOR if firm and least >= MIDDLE else 0.0,
        standing=", ".join(name.replace("_", " ") for name in used),
        rows=tuple(told.values()),
        member=full,
    )


def _rows(world: World, body: Entity, on: datetime.date) -> Iterator[tuple[str, str, str, bool]]:
    """Side, relation, the row as an issue names it, and whether somebody compared it with a page."""
    if body.kind is EntityKind.ORGANISATION:
        for one in world.memberships(org=body.id, on=on):
            since = f" since {one.interval.start}" if one.interval.start else ""
            mark = "" if one.basis.verified else " (unverified)"
            named = f"memberships.csv {one.org} {one.state}: {one.status}{since}{mark}"
            yield one.state, one.status, named, one.basis.verified
        seat = _seat(world, body)
        if seat:
            yield seat[0], "host", f"organisations.csv {body.id}, seat: {seat[1]}", True
    for tie in world.known_ties(body.id, on=on):
        if tie.basis.verified:
            yield _other(tie, body), tie.relation, f"ties.csv {tie.a} {tie.b}: {tie.relation}", True


def _other(tie: KnownTie, body: Entity) -> str:
    return tie.b if tie.a == body.id else tie.a


def _seat(world: World, body: Entity) -> tuple[str, str] | None:
    """The state in which the body has its seat, and the town, as the table of organisations notes it."""
    note = next((row["note"] for row in table_rows("organisations") if row["id"] == body.id), "")
    if _SEAT not in note:
        return None
    town = note.split(_SEAT)[1].split(";")[0].split(",")[0].strip()
    try:
        place = world.resolve(town)
    except UsageError:
        return None
    state = place.id if place.kind is EntityKind.STATE else place.state
    return (state, town) if state else None


@lru_cache(maxsize=1)
def _full() -> frozenset[str]:
    return frozenset(row["status"] for row in table_rows("statuses") if row["full"] == "yes")


@lru_cache(maxsize=1)
def _levels() -> dict[str, float]:
    return dict.fromkeys(sorted(_full()), _FULL) | _LEVELS
