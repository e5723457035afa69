"""The world: look-ups as of a date – who is meant by a name, who held an office, who belonged to what."""

import datetime
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from dragoman.errors import DataError
from dragoman.world.entities import Entity, EntityKind, Identity, Membership, Mention, Tenure
from dragoman.world.gazetteer import Gazetteer
from dragoman.world.identities import Register
from dragoman.world.mentions import STATE_ORGANS, Resolver
from dragoman.world.tables import DATA, Organ, Tables, read_tables

_READS: dict[str | None, tuple[str, ...]] = {
    "ru": ("ru", "mul"),
    "kk": ("kk", "ru", "mul"),
    "tr": ("tr", "mul"),
    None: ("en", "ru", "tr", "kk", "mul"),
}
_OTHER_LANGUAGES = ("en", "mul")
_STAND_FOR_THEMSELVES = frozenset({"igo", "format", "assembly"})
_NO_OFFICE = 99


class World:
    """Everything that the tables know, with look-ups. Made by `World.load`; never changes afterwards."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._tenures: dict[str, list[Tenure]] = defaultdict(list)
        self._holders: dict[str, list[Tenure]] = defaultdict(list)
        for tenure in tables.tenures:
            self._tenures[tenure.person].append(tenure)
            self._holders[tenure.body].append(tenure)
        for held in self._tenures.values():
            held.sort(key=_newest_first)
        self._gazetteers: dict[tuple[str, ...], Gazetteer] = {}
        self._register: Register | None = None

    @classmethod
    def load(cls, extra: Path | None = None) -> "World":
        """The world of the tables shipped, with the rows of a user's folder added. Raises DataError."""
        if extra is not None and not extra.is_dir():
            raise DataError(f"{extra} is no folder of tables", "name a folder that holds CSV files like ours")
        return cls(read_tables((DATA,) if extra is None else (DATA, extra)))

    def entity(self, id: str) -> Entity | None:  # noqa: A002 (the word of the records)
        """The entity of an id; organs of states ("RUS-MFA") are made as they are asked for."""
        known = self._tables.entities.get(id)
        if known is None and "-" in id:
            state, _, code = id.partition("-")
            organ, home = self._tables.organs.get(code), self._tables.entities.get(state)
            if organ and home and home.kind is EntityKind.STATE:
                return self._organ_of(state, organ)
        return known

    def _organ_of(self, state: str, organ: Organ) -> Entity:
        name = f"{organ.name} of {self._tables.entities[state].name}"
        return Entity(f"{state}-{organ.code}", name, EntityKind.ORGANISATION, state, "state organ")

    def mentions(self, text: str, *, on: datetime.date | None = None, language: str | None = "en") -> list[Mention]:
        """The names in a text, in order, without overlap; see `mentions.py` for how ambiguity is settled.

        `language` chooses the names looked for (None: all). Give a whole document at once: a surname that is not
        distinctive is known only after the full name.
        """
        flat, found = self._gazetteer(_READS.get(language, _OTHER_LANGUAGES)).find(text)
        tables = self._tables
        resolver = Resolver(tables.entities, tables.bare, self._prominence, self._organ_of, on)
        return resolver.mentions(text, flat, found)

    def _gazetteer(self, languages: tuple[str, ...]) -> Gazetteer:
        if languages not in self._gazetteers:
            english = "en" in languages
            self._gazetteers[languages] = Gazetteer(
                (name for name in self._tables.names if name.language in languages),
                self._tables.organs.values() if english else (),
                self._tables.not_names if english else (),
            )
        return self._gazetteers[languages]

    def identities(self, name: str, *, on: datetime.date | None = None, nearly: bool = True) -> list[Identity]:
        """Whom or what a name means, best first: exact spelling, then any case and diacritics, an office and its body
        ("prime minister of Kazakhstan"), an inflected form, and – with `nearly` – a spelling that is near.

        Without a date, one row for each office or period of the name, newest first. On a date, only what held then;
        a person without office keeps one row with `office` None; a name out of use is answered with its period, and
        not `current`.
        """
        if self._register is None:
            self._register = Register(self._tables, self._tenures, self._prominence)
        name = name.strip()
        found = self._register.known(name, on) or self._inflected(name, on)
        return found or (self._register.near(name, on) if nearly else [])

    def _inflected(self, name: str, on: datetime.date | None) -> list[Identity]:
        """What a name in another case stands for ("Казахстаном"), if it is one name and nothing else."""
        for mention in self.mentions(name, on=on, language=None):
            entity = mention.entity
            if (mention.start, mention.end) == (0, len(name)):
                if entity.id in self._tables.entities and self._register:
                    return self._register.known(entity.id, on)
                return [Identity(entity.id, entity.name, entity.kind, entity.state, None, None, None)]
        return []

    def tenures(self, person_id: str, *, on: datetime.date | None = None) -> list[Tenure]:
        """The offices of a person, newest first."""
        return [tenure for tenure in self._tenures.get(person_id, ()) if tenure.interval.holds_on(on)]

    def holder(self, body_id: str, office: str, *, on: datetime.date) -> Tenure | None:
        """Who held an office of a body on a date; None if that is unknown or ambiguous.

        `office` is a name, a title or a role: "secretary of state", "top diplomat" and "foreign minister" all ask for
        the foreign minister of the United States.
        """
        held = [tenure for tenure in self._holders.get(body_id, ()) if tenure.interval.holds_on(on)]
        wanted = office.casefold()
        for test in (self._is_office, self._has_role):
            fitting = [tenure for tenure in held if test(tenure, wanted)]
            if len({tenure.person for tenure in fitting}) == 1:
                return fitting[0]
            if fitting:
                return None
        return None

    @staticmethod
    def _is_office(tenure: Tenure, wanted: str) -> bool:
        return tenure.office == wanted

    def _has_role(self, tenure: Tenure, wanted: str) -> bool:
        office = self._tables.offices[tenure.office]
        return wanted == office.role or wanted in office.titles

    def rollup(self, entity_id: str, *, on: datetime.date | None = None) -> str | None:
        """The state or body that an entity stood for on a date; None if it stood for none.

        A state and an organisation of states stand for themselves, a body of an organisation for the organisation, a
        ministry for its state, a person for the body of the highest office held (without a date: of the latest).
        Companies, outlets, armed groups, treaties, groups and places stand for nobody.
        """
        entity = self.entity(entity_id)
        if entity is None or entity.kind in (EntityKind.GROUP, EntityKind.PLACE):
            return None
        if entity.kind is EntityKind.PERSON:
            return self._body_of(entity_id, on)
        if entity.type in STATE_ORGANS:
            return entity.state
        if entity.kind is EntityKind.STATE or entity.type in _STAND_FOR_THEMSELVES:
            return entity_id
        parent = self._tables.parents.get(entity_id)
        return self.rollup(parent, on=on) if parent else None

    def _body_of(self, person: str, on: datetime.date | None) -> str | None:
        held = self.tenures(person, on=on)
        if not held:
            return None
        best = held[0] if on is None else min(held, key=lambda tenure: self._tables.offices[tenure.office].rank)
        return self.rollup(best.body, on=on)

    def _prominence(self, person: str, on: datetime.date | None) -> tuple[int, ...]:
        ranks = [self._tables.offices[t.office].rank for t in self.tenures(person, on=on)] if on else []
        ever = self._tenures.get(person, ())
        highest = min((self._tables.offices[t.office].rank for t in ever), default=_NO_OFFICE)
        latest = max((t.interval.start.first.toordinal() for t in ever if t.interval.start), default=0)
        return min(ranks, default=_NO_OFFICE), highest, -latest

    def memberships(
        self, *, org: str | None = None, state: str | None = None, on: datetime.date | None = None
    ) -> list[Membership]:
        """Who belonged to what, as members or otherwise (see `status`), in the order of the tables."""
        return [
            membership
            for membership in self._tables.memberships
            if (org is None or membership.org == org)
            and (state is None or membership.state == state)
            and membership.interval.holds_on(on)
        ]

    def members_of_group(self, group_id: str) -> tuple[str, ...]:
        """The states that a group is usually taken to hold; empty if nobody agrees ("the West")."""
        return self._tables.members.get(group_id, ())


def _newest_first(tenure: Tenure) -> tuple[int, int]:
    start = tenure.interval.start
    open_end = tenure.interval.end is None
    return (0 if open_end else 1, -(start.first.toordinal() if start else 0))


@lru_cache(maxsize=1)
def load_world() -> World:
    """The world of the tables shipped, read once."""
    return World.load()


def who_rows(name: str, on: datetime.date | None = None) -> list[dict[str, str | bool | None]]:
    """What `dragoman who NAME --on DATE --json` prints."""
    return [identity.to_row() for identity in load_world().identities(name, on=on)]
