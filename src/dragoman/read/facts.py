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
from dragoman.world import EntityKind, Identity, KnownTie, Membership, Milestone, Tenure, World, fold

_MEETINGS = ("summit", "meeting", "round")
_WORDS = {word: str(number) for number, word in enumerate(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split(), 1
)}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(\d+(?=(?:st|nd|rd|th)\b)|{'|'.join(_WORDS)})(?:st|nd|rd|th)? (?=(?:[\w-]+ ){{0,3}}(?:summit|meeting|round))"
)
_MONTH = 31  # days; a year is too long to tell which meeting is meant
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
        """A summit of the body named, known by its number, its day or its place, at another time or place."""
        words = event.span.exact.lower()
        kind = next((kind for kind in _MEETINGS if kind in words), None)
        if kind is None or event.date is None:
            return
        for actor in _organisations(self.world, (*event.actors, *event.recipients)):
            known = [m for m in self.world.milestones(actor.id or "") if m.kind == kind and m.basis.firm]
            meeting = _meant(event, event.date, known, words)
            if meeting is not None and not _borne_out(event, event.date, meeting):
                place = f" in {event.place}" if event.place else ""
                what = ", ".join(filter(None, (meeting.name, meeting.place)))
                yield f"text: {kind}{place}, {event.date}; known: {meeting.date} ({what})"

    def _membership(self, tie: Tie) -> Iterator[str]:
        state, org = tie.a.state or tie.a.id, tie.b.id
        if tie.relation not in _STATUSES or tie.modality != "happened" or not state or not org:
            return
        rows = [row for row in self.world.memberships(org=org, state=state) if row.status in _STANDING]
        if not rows or not all(row.basis.firm for row in rows):
            return
        if tie.end is not None:
            if not any(
                row.interval.end and _overlap(tie.end, row.interval.end.first, row.interval.end.last) for row in rows
            ):
                yield f"text: {_told(tie)}; known: {_periods(rows)}"
            return
        fitting = [row for row in rows if row.status in _STATUSES[tie.relation]]
        day = self.day if tie.start is None else None
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
        """A state or body called by a name that it had given up before the day of the deed, or of the document."""
        told = finding.date if isinstance(finding, Event) else None
        day = told.first if told else self.day
        if day is None:
            return
        seen: set[str] = set()
        for actor in finding.actors_named():
            if actor.span is None or actor.id is None or actor.span.exact in seen:
                continue
            seen.add(actor.span.exact)
            for name in self.world.who(actor.span.exact, on=day):
                if name.id == actor.id and not name.current and name.end and self._given_up(name, name.end, day):
                    now = "" if fold(name.name) == fold(actor.span.exact) else f"{name.name} "
                    yield f"text: {actor.span.exact}; known: {now}{'since' if now else 'until'} {name.end}"

    def _given_up(self, name: Identity, end: str, day: datetime.date) -> bool:
        """Whether the name ended before the day, and a checked row says so."""
        last = PartialDate.parse(end)
        renamed = any(
            m.kind in ("renamed", "ended") and m.basis.firm and m.date.first == last.first
            for m in (self.world.milestones(name.id) if name.kind is EntityKind.ORGANISATION else ())
        )
        return last.last < day and (renamed or name.verified)


def _organisations(world: World, actors: Iterable[Actor]) -> Iterator[Actor]:
    for actor in actors:
        entity = world.entity(actor.id) if actor.id else None
        if entity is not None and entity.kind is EntityKind.ORGANISATION:
            yield actor


def _meant(event: Event, date: When, known: list[Milestone], words: str) -> Milestone | None:
    """Which of the known meetings a text means: the one of its number, of its very days, or the nearest in its place."""
    told = _numbers(words)
    numbered = [m for m in known if len(told) == 1 and words.count(m.kind) == 1 and _numbers(m.name.lower()) == told]
    if numbered:
        return numbered[0]
    same_days = [m for m in known if _overlap(date, *_days(m))]
    here = [m for m in known if _same_place(event, m)]
    if any(m in here for m in same_days):
        return next(m for m in same_days if m in here)
    if len(same_days) == 1 and event.place and (date.last - date.first).days < _MONTH:
        return same_days[0]
    near = [m for m in here if _distance(date, m) <= _NEAR]
    return min(near, key=lambda m: _distance(date, m), default=None)


def _borne_out(event: Event, date: When, meeting: Milestone) -> bool:
    """Whether a text has the time of a meeting right, and its place if it gives one that is known."""
    elsewhere = event.place and meeting.place and not _same_place(event, meeting)
    return _overlap(date, *_days(meeting)) and not elsewhere


def _same_place(event: Event, meeting: Milestone) -> bool:
    return bool(event.place and meeting.place) and fold(event.place or "") == fold(meeting.place or "")


def _numbers(words: str) -> list[str]:
    """The numbers of meetings that the words give: "8th summit", "eighth summit"."""
    return [_WORDS.get(number, number) for number in _ORDINAL.findall(words)]


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
    told = tie.relation.replace("_", " ") + (f" since {tie.start}" if tie.start else "")
    return told + (f" until {tie.end}" if tie.end else "")


def _periods(rows: Iterable[Membership]) -> str:
    return ", ".join(f"{row.status} {_period(row.interval)}" for row in rows)


def _period(interval: Interval) -> str:
    if interval.end is None:
        return f"since {interval.start}" if interval.start else "date unknown"
    return f"{interval.start or ''}–{interval.end}"
