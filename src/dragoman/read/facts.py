"""Known facts beside findings: what a text says against what the tables know, as a note – never as a correction.

Only rows that somebody checked may contradict; what the tables do not know contradicts nothing. Noted are a summit at
another time than the known one, a membership, office or tie that did not hold, and a body called by a name that it had
already given up.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from dragoman.records import Actor, Event, Finding, Interval, PartialDate, Tie, When
from dragoman.world import EntityKind, KnownTie, Membership, Milestone, Tenure, World, fold

_MEETINGS = ("summit", "meeting", "round")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th) (?=(?:[\w-]+ ){0,3}(?:summit|meeting|round))")
_NEAR = 400  # days: a meeting in the same place further away is another one
_STATUSES = {  # relation of a finding → the statuses of memberships.csv that bear it out
    "member": (
        "member",
        "permanent member",
        "elected member",
        "participating state",
        "participant",
        "party",
    ),
    "observer": ("observer",),
    "candidate": ("candidate", "applicant", "acceding"),
    "dialogue_partner": ("dialogue partner", "partner"),
    "associate": ("associate",),
    "guarantor": ("guarantor",),
}
_STANDING = frozenset(status for statuses in _STATUSES.values() for status in statuses)
_OFFICE_NOTE = "office: "

Row = TypeVar("Row", Membership, Tenure, KnownTie)
_Found = TypeVar("_Found", bound=Finding)


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts known, for the findings of one document published on `day` (None: unknown)."""

    world: World
    day: datetime.date | None

    def beside(self, finding: _Found, told: When | None = None) -> _Found:
        """The finding, with a note for each thing that checked rows of the tables contradict.

        `told` is the date that the sentence gives, if it gives one.
        """
        notes: list[str] = []
        if isinstance(finding, Event):
            notes += self._meeting(finding)
        elif isinstance(finding, Tie):
            notes += self._membership(finding)
            notes += self._office(finding, told)
            notes += self._tie(finding)
        notes += self._names(finding)
        return replace(finding, notes=(*finding.notes, *notes)) if notes else finding

    def _meeting(self, event: Event) -> Iterator[str]:
        """A summit of the body named, in the place named or of the number named, at another time."""
        words = event.span.exact.lower()
        kind = next((kind for kind in _MEETINGS if kind in words), None)
        if kind is None or event.date is None:
            return
        for actor in _organisations(self.world, (*event.actors, *event.recipients)):
            known = [m for m in self.world.milestones(actor.id or "") if m.kind == kind and m.basis.firm]
            same = [m for m in known if self._same_meeting(m, event, words)]
            if same and not any(_overlap(event.date, *_days(m)) for m in same):
                nearest = min(same, key=lambda m: _distance(event.date, m))
                place = f" in {event.place}" if event.place else ""
                what = ", ".join(filter(None, (nearest.name, nearest.place)))
                yield f"text: {kind}{place}, {event.date}; known: {nearest.date} ({what})"

    @staticmethod
    def _same_meeting(milestone: Milestone, event: Event, words: str) -> bool:
        number, told = _ORDINAL.search(milestone.name), _ORDINAL.findall(words)
        if number and len(told) == 1 and words.count(milestone.kind) == 1:
            return bool(number.group(1) == told[0])
        if not event.place or not milestone.place or fold(event.place) != fold(milestone.place):
            return False
        return _distance(event.date, milestone) <= _NEAR

    def _membership(self, tie: Tie) -> Iterator[str]:
        state, org = tie.a.state or tie.a.id, tie.b.id
        if tie.relation not in _STATUSES or tie.modality != "happened" or not state or not org:
            return
        rows = [row for row in self.world.memberships(org=org, state=state) if row.status in _STANDING]
        if not rows or not all(row.basis.firm for row in rows):
            return
        fitting = [row for row in rows if row.status in _STATUSES[tie.relation]]
        day = self.day if tie.start is None and tie.end is None else None
        if any(row.interval.holds_on(day) for row in fitting) and not _other_start(tie.start, fitting):
            return
        if day is None and tie.start is None:
            return
        yield f"text: {_told(tie)}; known: {_periods(rows)}"

    def _office(self, tie: Tie, told: When | None) -> Iterator[str]:
        """An office that the person had neither on the day of the document nor on the day that the sentence tells of."""
        office = next((n.removeprefix(_OFFICE_NOTE) for n in tie.notes if n.startswith(_OFFICE_NOTE)), None)
        if office is None or "former" in tie.notes or not tie.a.id or not tie.b.id or self.day is None:
            return
        rows = [row for row in self.world.tenures(tie.a.id) if (row.office, row.body) == (office, tie.b.id)]
        if not rows or not all(row.basis.firm for row in rows):
            return
        days = [self.day, *((told.first, told.last) if told else ())]
        if not any(row.interval.holds_on(day) for row in rows for day in days):
            yield f"text: {office}; known: {', '.join(_period(row.interval) for row in rows)}"

    def _tie(self, tie: Tie) -> Iterator[str]:
        """A dated tie that began at another time."""
        sides = {tie.a.side, tie.b.side}
        rows = [row for row in self.world.known_ties(tie.a.side) if {row.a, row.b} == sides]
        rows = [row for row in rows if row.relation == tie.relation and row.basis.firm]
        if rows and _other_start(tie.start, rows):
            yield f"text: {_told(tie)}; known: {', '.join(_period(row.interval) for row in rows)}"

    def _names(self, finding: Finding) -> Iterator[str]:
        """A body called by a name that it had given up before the day of the deed, or of the document."""
        told = finding.date if isinstance(finding, Event) else None
        day = told.first if told else self.day
        if day is None:
            return
        seen: set[str] = set()
        for actor in _organisations(self.world, finding.actors_named()):
            if actor.span is None or actor.span.exact in seen:
                continue
            seen.add(actor.span.exact)
            for name in self.world.who(actor.span.exact, on=day):
                if name.id == actor.id and not name.current and name.end and self._renamed(name.id, name.end, day):
                    yield f"text: {actor.span.exact}; known: {name.name} since {name.end}"

    def _renamed(self, org: str, end: str, day: datetime.date) -> bool:
        given_up = PartialDate.parse(end)
        return given_up.first < day and any(
            m.kind == "renamed" and m.basis.firm and m.date.first == given_up.first for m in self.world.milestones(org)
        )


def _organisations(world: World, actors: Iterable[Actor]) -> Iterator[Actor]:
    for actor in actors:
        entity = world.entity(actor.id) if actor.id else None
        if entity is not None and entity.kind is EntityKind.ORGANISATION:
            yield actor


def _days(milestone: Milestone) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a meeting; of one known to the month, the month."""
    first, last = milestone.date.first, milestone.date.last
    return first, last + datetime.timedelta(days=milestone.days - 1)


def _overlap(when: When, first: datetime.date, last: datetime.date) -> bool:
    return when.first <= last and first <= when.last


def _distance(when: When | None, milestone: Milestone) -> int:
    return abs((when.first - milestone.date.first).days) if when else 0


def _other_start(start: PartialDate | None, rows: Iterable[Row]) -> bool:
    """Whether the text gives a beginning, and every row another one."""
    starts = [row.interval.start for row in rows if row.interval.start]
    return bool(start and starts) and not any(start and _overlap(start, known.first, known.last) for known in starts)


def _told(tie: Tie) -> str:
    return tie.relation.replace("_", " ") + (f" since {tie.start}" if tie.start else "")


def _periods(rows: Iterable[Membership]) -> str:
    return ", ".join(f"{row.status} {_period(row.interval)}" for row in rows)


def _period(interval: Interval) -> str:
    if interval.end is None:
        return f"since {interval.start}" if interval.start else "date unknown"
    return f"{interval.start or ''}–{interval.end}"
