"""Rows: each row of a table kept as what it says, or refused with what is wrong with it (ValueError, UsageError)."""

from collections.abc import Callable
from typing import TypeVar

from dragoman.errors import UsageError
from dragoman.records import Interval
from dragoman.world import cells
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
from dragoman.world.spelling import fold
from dragoman.world.tables import (
    CERTAINTIES,
    LANGUAGES,
    MARKS,
    MILESTONES,
    NAME_TABLES,
    STOPS,
    UNVERIFIED,
    Office,
    OfficeWord,
    Organ,
    Status,
    Tables,
)

Thing = TypeVar("Thing")


def keep(table: str, row: Row, tables: Tables) -> None:
    """Put what a row of a table says into `tables`; raises ValueError with all that is wrong with its cells."""
    try:
        _KEEPERS[table](row, tables)
    except (UsageError, ValueError) as fault:
        said = [str(fault), *cells.faults_of(table, row, tables)]
        raise ValueError("; ".join(dict.fromkeys(said))) from None


def _new(key: str, thing: Thing, there: dict[str, Thing]) -> None:
    if not key:
        raise ValueError("the first cell is empty")
    if key in there:
        raise ValueError(f"{key!r} is already there")
    there[key] = thing


def _add(entity: Entity, tables: Tables) -> None:
    if not entity.id or not entity.name:
        raise ValueError("an entity needs an id and a name")
    if entity.id in tables.entities:
        raise ValueError(f"the id {entity.id!r} is already taken")
    cells.new_id(entity.id, entity.kind)
    cells.name(entity.name, entity.id, tables)
    tables.entities[entity.id] = entity


def _basis(row: Row) -> Basis:
    certainty, checked = cells.one_of(row["certainty"], CERTAINTIES), cells.date(row["checked"])
    if not row["source"]:
        raise ValueError("a row needs a source")
    if checked is None and certainty != UNVERIFIED:
        raise ValueError(f"a row that was never checked is {UNVERIFIED}, not {certainty}")
    if checked and row["source"] == "general":
        raise ValueError("a row that was checked names the page in its source")
    return Basis(certainty, row["source"], checked)


def _state(row: Row, tables: Tables) -> None:
    interval, basis = cells.interval(row["start"], row["end"]), _basis(row)
    cow, gw = (str(cells.whole(row[what], what, 1)) if row[what] else "" for what in ("cow", "gw"))
    _add(Entity(row["id"], row["name"], EntityKind.STATE), tables)
    tables.bases[row["id"]] = basis
    tables.states[row["id"]] = interval
    if not interval.end:
        tables.present[fold(row["name"])] = row["id"]
    for name in dict.fromkeys(filter(None, (row["name"], row["official"]))):
        tables.add_own_name(Name(row["id"], name, "en", Sense.NAME, interval, "high", basis.verified))
    if cow:
        tables.numbers.setdefault(cow, []).insert(0, row["id"])
    if gw and gw != cow:
        tables.numbers.setdefault(gw, []).append(row["id"])
    for number in filter(None, (cow and f"COW {cow}", gw and f"GW {gw}")):
        tables.numbers.setdefault(number, []).append(row["id"])


def _organisation(row: Row, tables: Tables) -> None:
    if row["state"]:
        cells.known(row["state"], tables, EntityKind.STATE)
    parent = cells.known(row["parent"], tables, EntityKind.ORGANISATION) if row["parent"] else None
    if not row["type"]:
        raise ValueError("an organisation needs a type")
    basis, interval = _basis(row), cells.interval(row["start"], row["end"])
    entity = Entity(row["id"], row["name"], EntityKind.ORGANISATION, row["state"] or None, row["type"])
    _add(entity, tables)
    if parent:
        tables.parents[entity.id] = parent
    tables.bases[entity.id], tables.founded[entity.id] = basis, interval
    until = Interval(None, interval.end)
    tables.add_own_name(Name(entity.id, entity.name, "en", Sense.NAME, until, "high", basis.verified))


def _group(row: Row, tables: Tables) -> None:
    members = tuple(cells.known(state, tables, EntityKind.STATE) for state in cells.parts(row["members"]))
    _add(Entity(row["id"], row["name"], EntityKind.GROUP), tables)
    tables.members[row["id"]] = members


def _person(row: Row, tables: Tables) -> None:
    bare = cells.one_of(row["bare"], (cells.YES, cells.NO)) == cells.YES
    _add(Entity(row["id"], row["name"], EntityKind.PERSON), tables)
    tables.names.append(Name(row["id"], row["name"], "mul", Sense.NAME, Interval(), "high"))
    if row["surname"]:
        if bare:
            cells.name(row["surname"], row["id"], tables)
        tables.names.append(Name(row["id"], row["surname"], "mul", Sense.SURNAME, Interval(), "high"))
    if bare:
        tables.bare.add(row["id"])


def _place(row: Row, tables: Tables) -> None:
    state = cells.known(row["state"], tables, EntityKind.STATE) if row["state"] else None
    _add(Entity(row["id"], row["name"], EntityKind.PLACE, state), tables)


def _name(row: Row, tables: Tables) -> None:
    if not row["name"]:
        raise ValueError("the name is empty")
    certainty, sense = cells.one_of(row["certainty"], CERTAINTIES), cells.one_of(row["sense"], cells.SENSES)
    entity = cells.known(row["entity"], tables)
    if sense is not Sense.SURNAME or entity in tables.bare:
        cells.name(row["name"], entity, tables, sense)
    tables.add_name(
        Name(
            entity,
            row["name"],
            cells.one_of(row["language"], LANGUAGES),
            sense,
            cells.interval(row["start"], row["end"]),
            certainty,
            certainty != UNVERIFIED,
        )
    )


def _office(row: Row, tables: Tables) -> None:
    several = cells.one_of(row["several"], ("", cells.YES)) == cells.YES
    rank, titles = cells.whole(row["rank"], "rank", 1), cells.parts(row["titles"])
    office = Office(row["office"], row["role"] or row["office"], rank, titles, several)
    _new(office.name, office, tables.offices)


def _status(row: Row, tables: Tables) -> None:
    full, beside = (cells.one_of(row[column], (cells.YES, cells.NO)) == cells.YES for column in ("full", "beside"))
    _new(row["status"], Status(row["status"], full, beside), tables.statuses)


def _tenure(row: Row, tables: Tables) -> None:
    tables.tenures.append(
        Tenure(
            cells.known(row["person"], tables, EntityKind.PERSON),
            cells.known(row["body"], tables, EntityKind.STATE, EntityKind.ORGANISATION),
            cells.office(row["office"], tables),
            cells.interval(row["start"], row["end"]),
            cells.one_of(row["acting"], MARKS),
            _basis(row),
        )
    )


def _membership(row: Row, tables: Tables) -> None:
    tables.memberships.append(
        Membership(
            cells.known(row["org"], tables, EntityKind.ORGANISATION),
            cells.known(row["state"], tables, EntityKind.STATE, EntityKind.ORGANISATION),
            cells.status(row["status"], tables),
            cells.interval(row["start"], row["end"]),
            _basis(row),
        )
    )


def _tie(row: Row, tables: Tables) -> None:
    interval = cells.interval(row["start"], row["end"])
    a, b = cells.known(row["a"], tables), cells.known(row["b"], tables)
    relation = cells.relation(row["relation"])
    instrument = cells.known(row["instrument"], tables, EntityKind.ORGANISATION) if row["instrument"] else None
    tables.ties.append(KnownTie(a, b, relation, instrument, interval, _basis(row), row["note"]))


def _milestone(row: Row, tables: Tables) -> None:
    org = cells.known(row["org"], tables, EntityKind.ORGANISATION)
    date, days = cells.date(row["date"]), cells.whole(row["days"] or "1", "days", 1)
    if date is None:
        raise ValueError("the date is empty; write 2022, 2022-01 or 2022-01-06")
    kind = cells.one_of(row["kind"], MILESTONES)
    tables.milestones.append(
        Milestone(org, date, days, kind, row["name"], row["place"] or None, _basis(row), row["note"])
    )


def _stop(row: Row, tables: Tables) -> None:
    org, entity = cells.known(row["org"], tables, EntityKind.ORGANISATION), cells.known(row["entity"], tables)
    kind = cells.one_of(row["kind"], STOPS)
    tables.routes.append(Stop(org, cells.whole(row["step"], "step", 1), kind, entity, _basis(row), row["note"]))


def _organ(row: Row, tables: Tables) -> None:
    for term in cells.parts(row["terms"]):
        cells.word(term)
    _new(row["code"], Organ(row["code"], row["name"], cells.parts(row["terms"])), tables.organs)


def _office_word(row: Row, tables: Tables) -> None:
    means, words = cells.parts(row["means"]), cells.parts(row["words"])
    titles = {title for office in tables.offices.values() for title in (office.name, office.role, *office.titles)}
    for mean in means:
        if mean not in titles and mean not in tables.organs:
            raise ValueError(f"{mean!r} is no title of offices.csv and no code of organs.csv")
    cells.one_of(row["language"], LANGUAGES)
    alone = cells.known(row["alone"], tables, EntityKind.STATE, EntityKind.ORGANISATION) if row["alone"] else None
    tables.office_words.append(OfficeWord(means, words, alone))


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
    "office_words.csv": _office_word,
    "not_names.csv": _not_name,
}
