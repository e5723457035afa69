"""World: what the tables know of a state, organisation, person or route, on a day or ever."""

import datetime

from fastapi import APIRouter

from dragoman.errors import UsageError
from dragoman.ledger.window import Number
from dragoman.records import PartialDate, Precision, Row
from dragoman.show.visit import Sheet, Visit, register, sides
from dragoman.world import Entity, EntityKind, known_of

router = APIRouter()
COLUMNS = ("part", "what", "id", "name", "from", "to", "verified", "source", "note")
_SECTIONS = {
    "stop": "Course", "life": "Life", "office": "Offices", "membership": "Memberships", "tie": "Other ties",
    "group": "Groups and places", "name": "Names",
}  # fmt: skip
_KINDS = (EntityKind.STATE, EntityKind.ORGANISATION)


def world(visit: Visit) -> Sheet:
    """The entity that `name` means, on the day `on`; without a name, all states and organisations."""
    name, day = visit.param("name")[:200], _day(visit.param("on"))
    known = visit.desk.world
    if not name:
        rows = [_named(one) for one in known.tables().entities.values() if one.kind in _KINDS]
        rows.sort(key=lambda row: (row["kind"] != "state", str(row["name"])))
        return Sheet(
            template="world.html", title="World", rows=rows, columns=("id", "name", "kind", "type"), total=Number(len(rows)),
            told={"entity": None, "name": "", "on": visit.param("on"), "sections": [], "others": []},
        )  # fmt: skip
    entity = known.resolve(name, on=day)
    rows = [line.to_row() for line in known_of(known, entity, day)]
    told = f"{entity.name} on {day}" if day else entity.name
    sections: dict[str, list[Row]] = {}
    for row in rows:
        sections.setdefault(_SECTIONS.get(str(row["part"]), "Life"), []).append(row)
    others = [one for one in known.who(name, day) if one.id != entity.id]
    return Sheet(
        template="world.html", title=told, rows=rows, columns=COLUMNS, total=Number(len(rows)),
        told={
            "entity": entity, "name": name, "on": visit.param("on"), "sections": list(sections.items()),
            "others": list({one.id: one for one in others}.values()),
        },
    )  # fmt: skip


def _named(entity: Entity) -> Row:
    return {"id": entity.id, "name": entity.name, "kind": str(entity.kind), "type": entity.type}


def _day(text: str) -> datetime.date | None:
    if not text:
        return None
    date = PartialDate.parse(text)
    if date.precision is not Precision.DAY:
        raise UsageError(f"{text} is not one day", f"ask for a day, for instance {date.first}")
    return date.first


register(router, "/world", world, keys=("name", "on"), meant=sides("name"))
