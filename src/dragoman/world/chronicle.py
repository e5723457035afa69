"""The chronicle: what is known of one entity, line by line – as it stood on a day, or through its life.

A state is told by the offices held in it, by what it belongs to and by its other ties; a person by the offices held; an
organisation by what became of it in order of date, or by who stood in it on a day; a corridor by its stops.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dragoman.data import rows
from dragoman.records import PartialDate
from dragoman.world.entities import Basis, Entity, EntityKind, KnownTie, Membership, Sense, Tenure
from dragoman.world.world import World

_UNDATED = datetime.date.min


@dataclass(frozen=True, slots=True)
class Line:
    """One thing known: from when until when (excluded), what it was, with or by whom, and what that rests on.

    `part` is office, membership, tie, group, name, stop or life; `what` reads before the name: "member of", "summit";
    an arrow shows which side of a one-sided tie the entity is.
    `basis` is None for what rests on no row of its own: the states of a group.
    """

    part: str
    what: str
    id: str
    name: str
    date: PartialDate | None = None
    until: PartialDate | None = None
    basis: Basis | None = None
    note: str = ""

    @property
    def verified(self) -> bool:
        """Whether somebody compared the row with a page."""
        return self.basis is None or self.basis.verified

    def to_row(self) -> dict[str, str | bool | None]:
        """The row that `dragoman world NAME --json` prints."""
        return {
            "part": self.part,
            "what": self.what,
            "id": self.id,
            "name": self.name,
            "from": str(self.date) if self.date else None,
            "to": str(self.until) if self.until else None,
            "verified": self.verified,
            "source": self.basis.source if self.basis else "",
            "note": self.note,
        }


def known_of(world: World, entity: Entity, on: datetime.date | None = None) -> list[Line]:
    """All that the tables know of an entity: on a day, or ever – of an organisation then its life, in order of date."""
    stops = _stops(world, entity)
    if entity.kind is EntityKind.ORGANISATION and on is None:
        return [*stops, *_life(world, entity)]
    return [
        *stops,
        *_offices(world, entity, on),
        *_bonds(world, entity, on),
        *_groups(world, entity),
    ]


def _stops(world: World, entity: Entity) -> Iterator[Line]:
    for stop in world.route(entity.id):
        yield Line(
            "stop",
            f"{stop.step}. {stop.kind}",
            stop.entity,
            _name(world, stop.entity),
            None,
            None,
            stop.basis,
            stop.note,
        )


def _offices(world: World, entity: Entity, on: datetime.date | None) -> Iterator[Line]:
    for term in sorted(world.tenures(entity.id, on=on), key=_begun):
        yield _office(term, _called(term), term.body, _name(world, term.body))
    for term in sorted(world.holders(entity.id, on=on), key=_begun):
        yield _office(term, _called(term), term.person, _name(world, term.person))


def _office(term: Tenure, what: str, id_: str, name: str) -> Line:
    return Line("office", what, id_, name, term.interval.start, term.interval.end, term.basis)


def _called(term: Tenure) -> str:
    return f"{term.mark} {term.office}".strip()


def _bonds(world: World, entity: Entity, on: datetime.date | None) -> Iterator[Line]:
    """Memberships, full ones first, then other ties."""
    standing = world.memberships(state=entity.id, on=on) + world.memberships(org=entity.id, on=on)
    statuses = world.tables().statuses
    full = [row for row in standing if statuses[row.status].full]
    less = [row for row in standing if not statuses[row.status].full]
    for row in (*sorted(full, key=_begun), *sorted(less, key=lambda row: (row.status, _begun(row)))):
        yield _membership(world, entity, row)
    for tie in sorted(world.known_ties(entity.id, on=on), key=lambda tie: (tie.relation, _begun(tie))):
        yield _tie(world, entity, tie)


def _membership(world: World, entity: Entity, row: Membership) -> Line:
    other, what = (row.org, f"{row.status} of") if row.state == entity.id else (row.state, row.status)
    return Line("membership", what, other, _name(world, other), row.interval.start, row.interval.end, row.basis)


def _tie(world: World, entity: Entity, tie: KnownTie) -> Line:
    relation = tie.relation.replace("_", " ")
    other = tie.b if tie.a == entity.id else tie.a
    what = relation
    if tie.relation not in _symmetric():
        what = f"{relation} →" if tie.a == entity.id else f"→ {relation}"
    note = "; ".join(filter(None, (_name(world, tie.instrument) if tie.instrument else "", tie.note)))
    return Line("tie", what, other, _name(world, other), tie.interval.start, tie.interval.end, tie.basis, note)


@lru_cache(maxsize=1)
def _symmetric() -> frozenset[str]:
    """The relations that both sides have to each other."""
    return frozenset(row["relation"] for row in rows("relations") if row["symmetric"] == "yes")


def _groups(world: World, entity: Entity) -> Iterator[Line]:
    for group, states in world.tables().members.items():
        if group == entity.id:
            yield from (Line("group", "holds", state, _name(world, state)) for state in states)
        elif entity.id in states:
            yield Line("group", "one of", group, _name(world, group))
    if entity.kind is EntityKind.PLACE and entity.state:
        yield Line("group", "lies in", entity.state, _name(world, entity.state))


def _life(world: World, entity: Entity) -> list[Line]:
    """What became of an organisation, in order of date; who has led it stands there too."""
    lines = [*_founding(world, entity), *_names_borne(world, entity), *_milestones(world, entity)]
    for row in world.memberships(org=entity.id):
        lines += _coming_and_going(world, row)
    lines += [_membership(world, entity, row) for row in world.memberships(state=entity.id)]
    lines += _offices(world, entity, None)
    lines += [_tie(world, entity, tie) for tie in world.known_ties(entity.id)]
    return sorted(lines, key=lambda line: line.date.first if line.date else _UNDATED)


def _founding(world: World, entity: Entity) -> Iterator[Line]:
    span, basis = world.tables().founded.get(entity.id), world.tables().bases.get(entity.id)
    if span and span.start:
        yield Line("life", "begun", entity.id, entity.name, span.start, None, basis)
    if span and span.end:
        yield Line("life", "ended", entity.id, entity.name, span.end, None, basis)


def _names_borne(world: World, entity: Entity) -> Iterator[Line]:
    """Its dated names in English: what it was called, and from when."""
    borne: dict[tuple[PartialDate | None, PartialDate | None], str] = {}
    for name in world.names(entity.id):
        if name.language == "en" and name.sense is Sense.NAME and (name.interval.start or name.interval.end):
            borne.setdefault((name.interval.start, name.interval.end), name.text)
    for (start, end), text in borne.items():
        if start or len(borne) > 1:
            yield Line("name", "called", entity.id, text, start, end)


def _milestones(world: World, entity: Entity) -> Iterator[Line]:
    for event in world.milestones(entity.id):
        place = f"in {event.place}" if event.place else ""
        length = f"{event.days} days" if event.days > 1 else ""
        note = "; ".join(filter(None, (place, length, event.note)))
        yield Line("life", event.kind, entity.id, event.name, event.date, None, event.basis, note)


def _coming_and_going(world: World, row: Membership) -> Iterator[Line]:
    """Who came as what, and who went; one who became something else the same day did not go."""
    name, span = _name(world, row.state), row.interval
    yield Line("membership", row.status, row.state, name, span.start, span.end, row.basis)
    others = world.memberships(org=row.org, state=row.state)
    if span.end and not any(other.interval.start == span.end for other in others):
        yield Line("membership", f"no longer {row.status}", row.state, name, span.end, None, row.basis)


def _begun(row: Tenure | Membership | KnownTie) -> datetime.date:
    start = row.interval.start
    return start.first if start else _UNDATED


def _name(world: World, id_: str) -> str:
    entity = world.entity(id_)
    return entity.name if entity else id_
