"""The known: what our tables (and the user's) hold already, so that a registry's entity is linked and not doubled."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.records import Interval, PartialDate
from dragoman.world.entities import EntityKind, Sense
from dragoman.world.loading import read_folder, read_tables
from dragoman.world.registries.dates import overlap
from dragoman.world.sheet import read_rows
from dragoman.world.spelling import fold, plain
from dragoman.world.tables import DATA

_BY_NAME = frozenset({Sense.NAME, Sense.ACRONYM})
_OF_A_STATE = frozenset({Sense.NAME, Sense.ACRONYM, Sense.DEMONYM})
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 60


def data_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a data file by column."""
    rows = (cells for _, cells in read_rows(path))
    header = next(rows)
    return (dict(zip(header, cells, strict=True)) for cells in rows)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A state under a COW number, which several may have had one after the other."""

    state: str
    interval: Interval


class Known:
    """The entities, names, tenures and memberships that exist before the file is read."""

    def __init__(self, folder: Path | None = None) -> None:
        folders = (DATA,) if folder is None else (DATA, folder)
        self.tables = read_tables(folders)
        self._ids = set(self.tables.entities)
        self._by_name: dict[str, dict[str, None]] = defaultdict(dict)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._called: dict[str, set[str]] = defaultdict(set)
        for name in self.tables.names:
            folded = fold(name.text)
            self._names[folded].add(name.entity)
            if name.sense in _BY_NAME:
                self._by_name[folded].setdefault(name.entity)
            if name.sense in _OF_A_STATE:
                self._called[name.entity].add(folded)
        self.codes = {row["code"]: row["entity"] for row in data_rows(DATA / "country_codes.csv")}
        mine = read_folder(folder, []) if folder else []
        states = [row for sheet in mine if sheet.table == "states.csv" for _, row in sheet.rows]
        self._numbers = _numbers([*data_rows(DATA / "states.csv"), *states])
        self._keys = {
            row["note"]: row["id"]
            for sheet in mine
            if sheet.table in ("persons.csv", "organisations.csv")
            for _, row in sheet.rows
            if row["source"].startswith("file:") and row["note"]
        }
        self._homes: dict[str, set[str]] = defaultdict(set)
        for tenure in self.tables.tenures:
            body = self.tables.entities[tenure.body]
            self._homes[tenure.person].add(body.state or body.id)

    def country(self, code: str) -> str | None:
        """The state (or the EU) of an ISO code of two or three letters, or of one of the codes beside ISO."""
        lower = code.strip().lower()
        if lower in self.codes:
            return self.codes[lower]
        entity = self.tables.entities.get(lower.upper())
        return entity.id if entity and entity.kind is EntityKind.STATE else None

    def named(self, name: str, *kinds: EntityKind) -> str | None:
        """The one entity of these kinds that bears exactly this name; None if there is none or more than one."""
        bearers = [e for e in self._by_name.get(fold(name), ()) if self.tables.entities[e].kind in kinds]
        return bearers[0] if len(bearers) == 1 else None

    def person(self, name: str, countries: list[str]) -> str | None:
        """The person of this name: of several the one who held office in one of the countries; no namesake from elsewhere."""
        bearers = [e for e in self._by_name.get(fold(name), ()) if self.tables.entities[e].kind is EntityKind.PERSON]
        at_home = [person for person in bearers if self._homes.get(person, set()) & set(countries)]
        if len(at_home) == 1:
            return at_home[0]
        alone = bearers[0] if len(bearers) == 1 else None
        return None if alone and countries and self._homes.get(alone) else alone

    def imported(self, key: str) -> str | None:
        """The entity that a registry's own id became when a file was added before."""
        return self._keys.get(key)

    def stands_for_another(self, name: str, entity: str) -> bool:
        """Whether the name is one of somebody else, from whom it must not be taken."""
        return bool(self._names.get(fold(name), set()) - {entity})

    def calls(self, entity: str, name: str) -> bool:
        """Whether the entity is already known by this name."""
        return entity in self._names.get(fold(name), ())

    def called(self, entity: str) -> set[str]:
        """The folded names and demonyms of a state, or names of an organisation."""
        return self._called.get(entity, set())

    def learn(self, entity: str, name: str) -> None:
        """A name taken from the file."""
        self._names[fold(name)].add(entity)

    def new_id(self, name: str, fallback: str, *, capitals: bool) -> str:
        """An id that nobody has: the name in small letters with hyphens, or in capitals; taken ones are numbered."""
        slug = _slug(name) or _slug(fallback) or "unnamed"
        if capitals:
            slug = slug.replace("-", "_").upper()
        found, number = slug, 2
        while found in self._ids:
            found, number = f"{slug}{'_' if capitals else '-'}{number}", number + 1
        self._ids.add(found)
        return found

    def states_of(self, number: str, held: Interval) -> list[tuple[str, Interval]]:
        """The states that bore a COW number during a time, each with its part of it.

        Times in which none of several bore it are left out.
        """
        numbered = self._numbers.get(number, ())
        if len(numbered) == 1:
            return [(numbered[0].state, held)]
        parts, rest = list[tuple[str, Interval]](), held
        for one in numbered:
            if _nothing_left(rest) or not overlap(one.interval, rest):
                continue
            end = _earlier(one.interval.end, rest.end)
            parts.append((one.state, Interval(_later(one.interval.start, rest.start), end)))
            rest = Interval(end, rest.end) if end else Interval(held.end, held.end)
        return parts

    def has_number(self, number: str) -> bool:
        """Whether a state of our tables bears the COW number."""
        return number in self._numbers


def _numbers(states: list[dict[str, str]]) -> dict[str, list[_Numbered]]:
    numbers: dict[str, list[_Numbered]] = defaultdict(list)
    for row in states:
        if row["cow"]:
            interval = Interval(_date(row["start"]), _date(row["end"]))
            numbers[str(int(row["cow"]))].append(_Numbered(row["id"], interval))
    return {number: _one_after_the_other(states) for number, states in numbers.items()}


def _one_after_the_other(states: list[_Numbered]) -> list[_Numbered]:
    """States of one number in order; the one whose beginning is not said begins when the others have ended."""
    ends = [one.interval.end for one in states if one.interval.end]
    if len(states) == 1 or not ends:
        return states
    last = max(ends, key=lambda date: date.first)
    dated = [one if one.interval.start else _Numbered(one.state, Interval(last, one.interval.end)) for one in states]
    return sorted(dated, key=lambda one: str(one.interval.start))


def _date(text: str) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def _later(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    return max((date for date in (one, other) if date), key=lambda date: date.first, default=None)


def _earlier(one: PartialDate | None, other: PartialDate | None) -> PartialDate | None:
    return min((date for date in (one, other) if date), key=lambda date: date.first, default=None)


def _nothing_left(interval: Interval) -> bool:
    return bool(interval.start and interval.end and interval.start.first >= interval.end.first)


def _slug(text: str) -> str:
    return _NOT_IN_SLUG.sub("-", plain(text).casefold()).strip("-")[:_LONGEST_ID].strip("-")
