"""Rows: each row of a table kept as what it says, or refused with what is wrong with it (ValueError, UsageError)."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from dragoman.data import rows as relation_rows
from dragoman.records import Interval, PartialDate
from dragoman.world.entities import (
    Basis,
    Entity,
    EntityKind,
    KnownTie,
    Membership,
    Milestone,
    Name,
    Sense,
    Stop,
    Tenure,
)
from dragoman.world.sheet import Row
from dragoman.world.tables import (
    CERTAINTIES,
    LANGUAGES,
    MARKS,
    MILESTONES,
    NAME_TABLES,
    STOPS,
    UNVERIFIED,
    Office,
    Organ,
    Status,
    Tables,
)

Choice = TypeVar("Choice", bound=str)
Thing = TypeVar("Thing")
_SENSES = tuple(Sense)


def keep(table: str, row: Row, tables: Tables) -> None:
    """Put what a row of a table says into `tables`; raises ValueError or UsageError if it says nothing lawful."""
    _KEEPERS[table](row, tables)


@lru_cache(maxsize=8192)
def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


@lru_cache(maxsize=8192)
def _interval(start: str, end: str) -> Interval:
    interval = Interval(_date(start), _date(end))
    if interval.start and interval.end and interval.start.first >= interval.end.first and start == end:
        raise ValueError(f"it ends on the day on which it begins ({start}); `end` is the first day after it")
    return interval


def _whole(text: str, what: str, least: int) -> int:
    try:
        number = int(text)
    except ValueError:
        raise ValueError(f"{what} {text!r} is no number") from None
    if number < least:
        raise ValueError(f"{what} {number} is less than {least}")
    return number


def _new(key: str, thing: Thing, there: dict[str, Thing]) -> None:
    if not key:
        raise ValueError("the first cell is empty")
    if key in there:
        raise ValueError(f"{key!r} is already there")
    there[key] = thing


def _one_of(value: str, allowed: tuple[Choice, ...]) -> Choice:
    for choice in allowed:
        if value == choice:
            return choice
    raise ValueError(f"{value!r} is none of {', '.join(allowed)}")


def _known(entity: str, tables: Tables, *kinds: EntityKind) -> str:
    found = tables.entities.get(entity)
    if found is None or (kinds and found.kind not in kinds):
        raise ValueError(f"{entity!r} is no known {' or '.join(kinds) or 'entity'}")
    return entity


def _add(entity: Entity, tables: Tables) -> None:
    if not entity.id or not entity.name:
        raise ValueError("an entity needs an id and a name")
    if entity.id in tables.entities:
        raise ValueError(f"the id {entity.id!r} is already taken")
    tables.entities[entity.id] = entity


def _basis(row: Row) -> Basis:
    certainty, checked = _one_of(row["certainty"], CERTAINTIES), _date(row["checked"])
    if not row["source"]:
        raise ValueError("a row needs a source")
    if checked is None and certainty != UNVERIFIED:
        raise ValueError(f"a row that was never checked is {UNVERIFIED}, not {certainty}")
    if checked and row["source"] == "general":
        raise ValueError("a row that was checked names the page in its source")
    return Basis(certainty, row["source"], checked)


@lru_cache(maxsize=1)
def _relations() -> frozenset[str]:
    return frozenset(row["relation"] for row in relation_rows("relations"))


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _state(row: Row, tables: Tables) -> None:
    interval, basis = _interval(row["start"], row["end"]), _basis(row)
    cow, gw = (str(_whole(row[what], what, 1)) if row[what] else "" for what in ("cow", "gw"))
    _add(Entity(row["id"], row["name"], EntityKind.STATE), tables)
    tables.bases[row["id"]] = basis
    for name in dict.fromkeys(filter(None, (row["name"], row["official"]))):
        tables.add_own_name(Name(row["id"], name, "en", Sense.NAME, interval, "high", basis.verified))
    if cow:
        tables.numbers.setdefault(cow, []).insert(0, row["id"])
    if gw and gw != cow:
        tables.numbers.setdefault(gw, []).append(row["id"])


def _organisation(row: Row, tables: Tables) -> None:
    if row["state"]:
        _known(row["state"], tables, EntityKind.STATE)
    parent = _known(row["parent"], tables, EntityKind.ORGANISATION) if row["parent"] else None
    if not row["type"]:
        raise ValueError("an organisation needs a type")
    basis, interval = _basis(row), _interval(row["start"], row["end"])
    entity = Entity(row["id"], row["name"], EntityKind.ORGANISATION, row["state"] or None, row["type"])
    _add(entity, tables)
    if parent:
        tables.parents[entity.id] = parent
    tables.bases[entity.id], tables.founded[entity.id] = basis, interval
    until = Interval(None, interval.end)
    tables.add_own_name(Name(entity.id, entity.name, "en", Sense.NAME, until, "high", basis.verified))


def _group(row: Row, tables: Tables) -> None:
    members = tuple(_known(state, tables, EntityKind.STATE) for state in _parts(row["members"]))
    _add(Entity(row["id"], row["name"], EntityKind.GROUP), tables)
    tables.members[row["id"]] = members


def _person(row: Row, tables: Tables) -> None:
    bare = _one_of(row["bare"], ("yes", "no")) == "yes"
    _add(Entity(row["id"], row["name"], EntityKind.PERSON), tables)
    tables.names.append(Name(row["id"], row["name"], "mul", Sense.NAME, Interval(), "high"))
    if row["surname"]:
        tables.names.append(Name(row["id"], row["surname"], "mul", Sense.SURNAME, Interval(), "high"))
    if bare:
        tables.bare.add(row["id"])


def _place(row: Row, tables: Tables) -> None:
    state = _known(row["state"], tables, EntityKind.STATE) if row["state"] else None
    _add(Entity(row["id"], row["name"], EntityKind.PLACE, state), tables)


def _name(row: Row, tables: Tables) -> None:
    if not row["name"]:
        raise ValueError("the name is empty")
    certainty = _one_of(row["certainty"], CERTAINTIES)
    tables.add_name(
        Name(
            _known(row["entity"], tables),
            row["name"],
            _one_of(row["language"], LANGUAGES),
            _one_of(row["sense"], _SENSES),
            _interval(row["start"], row["end"]),
            certainty,
            certainty != UNVERIFIED,
        )
    )


def _office(row: Row, tables: Tables) -> None:
    several = _one_of(row["several"], ("", "yes")) == "yes"
    rank, titles = _whole(row["rank"], "rank", 1), _parts(row["titles"])
    office = Office(row["office"], row["role"] or row["office"], rank, titles, several)
    _new(office.name, office, tables.offices)


def _status(row: Row, tables: Tables) -> None:
    full, beside = (_one_of(row[column], ("yes", "no")) == "yes" for column in ("full", "beside"))
    _new(row["status"], Status(row["status"], full, beside), tables.statuses)


def _tenure(row: Row, tables: Tables) -> None:
    if row["office"] not in tables.offices:
        raise ValueError(f"{row['office']!r} is no office of offices.csv")
    tables.tenures.append(
        Tenure(
            _known(row["person"], tables, EntityKind.PERSON),
            _known(row["body"], tables, EntityKind.STATE, EntityKind.ORGANISATION),
            row["office"],
            _interval(row["start"], row["end"]),
            _one_of(row["acting"], MARKS),
            _basis(row),
        )
    )


def _membership(row: Row, tables: Tables) -> None:
    if row["status"] not in tables.statuses:
        raise ValueError(f"{row['status']!r} is no status of statuses.csv")
    tables.memberships.append(
        Membership(
            _known(row["org"], tables, EntityKind.ORGANISATION),
            _known(row["state"], tables, EntityKind.STATE, EntityKind.ORGANISATION),
            row["status"],
            _interval(row["start"], row["end"]),
            _basis(row),
        )
    )


def _tie(row: Row, tables: Tables) -> None:
    interval = _interval(row["start"], row["end"])
    a, b = _known(row["a"], tables), _known(row["b"], tables)
    if row["relation"] not in _relations():
        raise ValueError(f"{row['relation']!r} is no relation of relations.csv")
    instrument = _known(row["instrument"], tables, EntityKind.ORGANISATION) if row["instrument"] else None
    tables.ties.append(KnownTie(a, b, row["relation"], instrument, interval, _basis(row), row["note"]))


def _milestone(row: Row, tables: Tables) -> None:
    org = _known(row["org"], tables, EntityKind.ORGANISATION)
    date, days = PartialDate.parse(row["date"]), _whole(row["days"] or "1", "days", 1)
    kind = _one_of(row["kind"], MILESTONES)
    tables.milestones.append(
        Milestone(org, date, days, kind, row["name"], row["place"] or None, _basis(row), row["note"])
    )


def _stop(row: Row, tables: Tables) -> None:
    org, entity = _known(row["org"], tables, EntityKind.ORGANISATION), _known(row["entity"], tables)
    kind = _one_of(row["kind"], STOPS)
    tables.routes.append(Stop(org, _whole(row["step"], "step", 1), kind, entity, _basis(row), row["note"]))


def _organ(row: Row, tables: Tables) -> None:
    _new(row["code"], Organ(row["code"], row["name"], _parts(row["terms"])), tables.organs)


def _not_name(row: Row, tables: Tables) -> None:
    tables.not_names.append(row["phrase"])


_KEEPERS: dict[str, Callable[[Row, Tables], None]] = {
    "states.csv": _state,
    "organisations.csv": _organisation,
    "groups.csv": _group,
    "persons.csv": _person,
    "places.csv": _place,
    **dict.fromkeys(NAME_TABLES, _name),
    "offices.csv": _office,
    "tenures.csv": _tenure,
    "statuses.csv": _status,
    "memberships.csv": _membership,
    "ties.csv": _tie,
    "milestones.csv": _milestone,
    "routes.csv": _stop,
    "organs.csv": _organ,
    "not_names.csv": _not_name,
}
