"""The tables: `data/*.csv` read into entities, names, tenures and memberships, or refused with every fault named.

A user's own folder may hold tables with the same names and headers; its rows are added to ours. Nothing is loaded in
part: one fault anywhere raises DataError, which lists all of them as "file:line: fault".
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from dragoman.errors import DataError, UsageError
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

DATA = Path(__file__).parent.parent / "data"
CERTAINTIES = ("high", "medium", "low", "unverified")
UNVERIFIED = "unverified"
MILESTONES = (
    "proposed", "signed", "in force", "founded", "renamed", "adopted", "opened", "enlarged", "summit", "meeting",
    "round", "suspended", "destroyed", "ended",
)  # fmt: skip
STOPS = ("state", "port", "city", "sea", "border crossing", "station")
LANGUAGES = ("en", "ru", "tr", "kk", "ar", "zh", "fr", "mul")

_SOURCE = ("certainty", "source", "note")
_BASIS = ("certainty", "source", "checked", "note")
_NAME_COLUMNS = ("entity", "name", "language", "sense", "start", "end", *_SOURCE)
NAME_TABLES = (
    "state_names.csv",
    "organisation_names.csv",
    "group_names.csv",
    "person_names.csv",
    "place_names.csv",
    "metonyms.csv",
)
COLUMNS: dict[str, tuple[str, ...]] = {
    "states.csv": ("id", "name", "official", "cow", "gw", "status", "start", "end", *_BASIS),
    "organisations.csv": ("id", "name", "type", "state", "parent", "start", "end", *_BASIS),
    "groups.csv": ("id", "name", "members", *_SOURCE),
    "persons.csv": ("id", "name", "surname", "bare", *_SOURCE),
    "places.csv": ("id", "name", "state", *_SOURCE),
    **dict.fromkeys(NAME_TABLES, _NAME_COLUMNS),
    "offices.csv": ("office", "role", "rank", "titles"),
    "tenures.csv": ("person", "body", "office", "start", "end", "acting", *_BASIS),
    "memberships.csv": ("org", "state", "status", "start", "end", *_BASIS),
    "ties.csv": ("a", "b", "relation", "instrument", "start", "end", *_BASIS),
    "milestones.csv": ("org", "date", "days", "kind", "name", "place", *_BASIS),
    "routes.csv": ("org", "step", "kind", "entity", *_BASIS),
    "organs.csv": ("code", "name", "terms"),
    "not_names.csv": ("phrase", "why"),
}


@dataclass(frozen=True, slots=True)
class Office:
    """An office and how it is spoken of. `role` is the common word for offices of one sort; rank 1 is the highest."""

    name: str
    role: str
    rank: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organ:
    """A sort of organ that every state has: "Foreign Ministry" after "Russian" makes RUS-MFA."""

    code: str
    name: str
    terms: tuple[str, ...]


@dataclass(slots=True)
class Tables:
    """All tables, as read."""

    entities: dict[str, Entity] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)  # COW or Gleditsch-Ward number → state
    parents: dict[str, str] = field(default_factory=dict)  # body of an organisation → the organisation
    bare: set[str] = field(default_factory=set)  # persons whose surname alone is enough
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)  # group → states
    offices: dict[str, Office] = field(default_factory=dict)
    tenures: list[Tenure] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    ties: list[KnownTie] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    routes: list[Stop] = field(default_factory=list)
    organs: dict[str, Organ] = field(default_factory=dict)
    not_names: list[str] = field(default_factory=list)
    undated: dict[tuple[str, str], int] = field(default_factory=dict)  # names of the entities' own tables, by place

    def add_own_name(self, name: Name) -> None:
        """The name in an entity's own row; a row of a table of names that repeats it (with dates) takes its place."""
        self.undated.setdefault((name.entity, name.text), len(self.names))
        self.names.append(name)

    def add_name(self, name: Name) -> None:
        """A row of a table of names."""
        place = self.undated.pop((name.entity, name.text), None) if name.language in ("en", "mul") else None
        if place is None:
            self.names.append(name)
        else:
            self.names[place] = name


def read_tables(folders: tuple[Path, ...]) -> Tables:
    """The tables of all folders as one; raises DataError with every fault in them."""
    tables, faults = Tables(), list[str]()
    for file in COLUMNS:
        for folder in folders:
            path = folder / file
            if path.exists():
                _read_table(path, _READERS[file], tables, faults)
            elif folder == DATA:
                faults.append(f"{file}: the table is missing")
    if faults:
        raise DataError("\n".join(faults), "mend these lines; nothing was loaded")
    return tables


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with their line numbers, header first; comment lines at the top are left out."""
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    top = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.reader(lines[top:])
    for row in reader:
        if row:
            yield top + reader.line_num, row


Row = dict[str, str]


def _read_table(path: Path, keep: Callable[[Row, Tables], None], tables: Tables, faults: list[str]) -> None:
    columns = COLUMNS[path.name]
    header = False
    for line, cells in read_rows(path):
        if not header:
            header = True
            if tuple(cells) != columns:
                faults.append(f"{path.name}:{line}: the header must be {','.join(columns)}")
                return
        elif len(cells) != len(columns):
            faults.append(f"{path.name}:{line}: {len(cells)} cells where the header has {len(columns)}")
        else:
            try:
                keep(dict(zip(columns, cells, strict=True)), tables)
            except (UsageError, ValueError) as fault:
                faults.append(f"{path.name}:{line}: {fault}")


@lru_cache(maxsize=8192)
def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


@lru_cache(maxsize=8192)
def _interval(start: str, end: str) -> Interval:
    return Interval(_date(start), _date(end))


Choice = TypeVar("Choice", bound=str)


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


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _state(row: Row, tables: Tables) -> None:
    interval = _interval(row["start"], row["end"])
    _basis(row)
    _add(Entity(row["id"], row["name"], EntityKind.STATE), tables)
    for name in dict.fromkeys(filter(None, (row["name"], row["official"]))):
        tables.add_own_name(Name(row["id"], name, "en", Sense.NAME, interval, "high"))
    for number in (row["cow"], row["gw"]):
        if number:
            tables.numbers.setdefault(str(int(number)), row["id"])


def _organisation(row: Row, tables: Tables) -> None:
    if row["state"]:
        _known(row["state"], tables, EntityKind.STATE)
    if row["parent"]:
        tables.parents[row["id"]] = _known(row["parent"], tables, EntityKind.ORGANISATION)
    if not row["type"]:
        raise ValueError("an organisation needs a type")
    _basis(row)
    entity = Entity(row["id"], row["name"], EntityKind.ORGANISATION, row["state"] or None, row["type"])
    _add(entity, tables)
    tables.add_own_name(Name(entity.id, entity.name, "en", Sense.NAME, _interval("", row["end"]), "high"))


def _group(row: Row, tables: Tables) -> None:
    _add(Entity(row["id"], row["name"], EntityKind.GROUP), tables)
    tables.members[row["id"]] = tuple(_known(state, tables, EntityKind.STATE) for state in _parts(row["members"]))


def _person(row: Row, tables: Tables) -> None:
    _add(Entity(row["id"], row["name"], EntityKind.PERSON), tables)
    tables.names.append(Name(row["id"], row["name"], "mul", Sense.NAME, Interval(), "high"))
    if row["surname"]:
        tables.names.append(Name(row["id"], row["surname"], "mul", Sense.SURNAME, Interval(), "high"))
    if _one_of(row["bare"], ("yes", "no")) == "yes":
        tables.bare.add(row["id"])


def _place(row: Row, tables: Tables) -> None:
    state = _known(row["state"], tables, EntityKind.STATE) if row["state"] else None
    _add(Entity(row["id"], row["name"], EntityKind.PLACE, state), tables)


def _name(row: Row, tables: Tables) -> None:
    if not row["name"]:
        raise ValueError("the name is empty")
    tables.add_name(
        Name(
            _known(row["entity"], tables),
            row["name"],
            _one_of(row["language"], LANGUAGES),
            _one_of(row["sense"], tuple(Sense)),
            _interval(row["start"], row["end"]),
            _one_of(row["certainty"], CERTAINTIES),
        )
    )


def _office(row: Row, tables: Tables) -> None:
    office = Office(row["office"], row["role"] or row["office"], int(row["rank"]), _parts(row["titles"]))
    tables.offices[office.name] = office


def _tenure(row: Row, tables: Tables) -> None:
    if row["office"] not in tables.offices:
        raise ValueError(f"{row['office']!r} is no office of offices.csv")
    tables.tenures.append(
        Tenure(
            _known(row["person"], tables, EntityKind.PERSON),
            _known(row["body"], tables, EntityKind.STATE, EntityKind.ORGANISATION),
            row["office"],
            _interval(row["start"], row["end"]),
            _one_of(row["acting"], ("", "acting")) == "acting",
            _basis(row),
        )
    )


def _membership(row: Row, tables: Tables) -> None:
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
    instrument = _known(row["instrument"], tables, EntityKind.ORGANISATION) if row["instrument"] else None
    tables.ties.append(KnownTie(a, b, row["relation"], instrument, interval, _basis(row), row["note"]))


def _milestone(row: Row, tables: Tables) -> None:
    org = _known(row["org"], tables, EntityKind.ORGANISATION)
    date, days = PartialDate.parse(row["date"]), int(row["days"] or 1)
    if days < 1:
        raise ValueError(f"{days} days is no length")
    kind = _one_of(row["kind"], MILESTONES)
    tables.milestones.append(
        Milestone(org, date, days, kind, row["name"], row["place"] or None, _basis(row), row["note"])
    )


def _stop(row: Row, tables: Tables) -> None:
    org, entity = _known(row["org"], tables, EntityKind.ORGANISATION), _known(row["entity"], tables)
    kind = _one_of(row["kind"], STOPS)
    tables.routes.append(Stop(org, int(row["step"]), kind, entity, _basis(row), row["note"]))


def _organ(row: Row, tables: Tables) -> None:
    tables.organs[row["code"]] = Organ(row["code"], row["name"], _parts(row["terms"]))


def _not_name(row: Row, tables: Tables) -> None:
    tables.not_names.append(row["phrase"])


_READERS: dict[str, Callable[[Row, Tables], None]] = {
    "states.csv": _state,
    "organisations.csv": _organisation,
    "groups.csv": _group,
    "persons.csv": _person,
    "places.csv": _place,
    **dict.fromkeys(NAME_TABLES, _name),
    "offices.csv": _office,
    "tenures.csv": _tenure,
    "memberships.csv": _membership,
    "ties.csv": _tie,
    "milestones.csv": _milestone,
    "routes.csv": _stop,
    "organs.csv": _organ,
    "not_names.csv": _not_name,
}
