"""The world: look-ups as of a date – who is meant by a name, who held an office, who belonged to what.

Whom a look-up is about may be said by id or by any name ("OTS", "Turkic Council"). Days are dates or ISO text. What is
not known is a blank: None or an empty list; an id or a name that nobody bears is a UsageError that names near ones.
"""

import datetime
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.errors import DataError, UsageError
from dragoman.records import PartialDate, Precision
from dragoman.world.bonds import Bonds
from dragoman.world.entities import (
    Entity,
    EntityKind,
    Identity,
    KnownTie,
    Membership,
    Mention,
    Milestone,
    Name,
    Stop,
    Tenure,
)
from dragoman.world.gazetteer import Gazetteer
from dragoman.world.identities import Register
from dragoman.world.loading import read_tables
from dragoman.world.mentions import STATE_ORGANS, Resolver
from dragoman.world.own import folder_of, state_of
from dragoman.world.tables import DATA, Organ, Tables
from dragoman.world.terms import Terms

_READS: dict[str | None, tuple[str, ...]] = {
    "ru": ("ru", "mul"),
    "kk": ("kk", "ru", "mul"),
    "tr": ("tr", "mul"),
    "ar": ("ar", "mul"),
    "zh": ("zh", "mul"),
    "fr": ("fr", "mul"),
    None: ("en", "ru", "tr", "kk", "ar", "zh", "fr", "mul"),
}
_OTHER_LANGUAGES = ("en", "mul")
_STAND_FOR_THEMSELVES = frozenset({"igo", "format", "assembly"})
_BODIES = (EntityKind.STATE, EntityKind.ORGANISATION)
_NEAR = 5  # near names that a fault mentions

Day = datetime.date | str


class World:
    """Everything that the tables know, with look-ups. Made by `World.load`; never changes afterwards."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._terms = Terms(tables)
        self._bonds = Bonds(tables)
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
        return self._tables.entities.get(id) or self._state_organ(id)

    def _state_organ(self, code: str) -> Entity | None:
        state, _, organ_code = code.partition("-")
        organ, home = self._tables.organs.get(organ_code), self._tables.entities.get(state)
        return self._organ_of(state, organ) if organ and home and home.kind is EntityKind.STATE else None

    def _organ_of(self, state: str, organ: Organ) -> Entity:
        name = f"{organ.name} of {self._tables.entities[state].name}"
        return Entity(f"{state}-{organ.code}", name, EntityKind.ORGANISATION, state, "state organ")

    def mentions(
        self,
        text: str,
        *,
        on: datetime.date | None = None,
        language: str | None = "en",
        dated: Sequence[tuple[int, int, datetime.date]] = (),
    ) -> list[Mention]:
        """The names in a text, in order, without overlap; see `mentions.py` for how ambiguity is settled.

        `language` chooses the names looked for (None: all). Give a whole document at once: a surname that is not
        distinctive is known only after the full name. `dated` are half-open stretches that tell of another day than
        `on`, in order.
        """
        flat, found = self._gazetteer(_READS.get(language, _OTHER_LANGUAGES)).find(text)
        tables = self._tables
        resolver = Resolver(tables.entities, tables.bare, self._terms.prominence, self._organ_of, on, dated)
        return resolver.mentions(text, flat, found)

    def _gazetteer(self, languages: tuple[str, ...]) -> Gazetteer:
        if languages not in self._gazetteers:
            english = "en" in languages
            self._gazetteers[languages] = Gazetteer(
                (name for name in self._tables.names if name.language in languages),
                self._tables.organs.values() if english else (),
                self._tables.not_names,
            )
        return self._gazetteers[languages]

    def who(self, name: str, on: Day | None = None, *, near: bool = False) -> list[Identity]:
        """Whom or what a name means, best first: exact spelling, then any case and diacritics, an office and its body
        ("prime minister of Kazakhstan"), an inflected form, and – with `near` – a spelling that is near.

        Without a date, one row for each office and for each period of the name apart from others, newest first. On a
        date, one row for each entity and office, of what held then; a person without office keeps one row with `office`
        None; a name out of use is answered with its last period, and not `current`. Nobody known is an empty list.
        Raises UsageError for what is no text.
        """
        if not isinstance(name, str):
            raise UsageError(f"{name!r} is no name", "give a text, for instance 'Kazakhstan'")
        name, day = name.strip(), _day(on)
        register = self._names()
        found = register.known(name, day)
        return found or (register.near(name, day) if near else found)

    def identities(self, name: str, *, on: datetime.date | None = None, nearly: bool = True) -> list[Identity]:
        """The same as `who`, with near spellings unless they are declined."""
        return self.who(name, on, near=nearly)

    def _names(self) -> Register:
        if self._register is None:
            self._register = Register(self._tables, self._terms, self._state_organ)
        return self._register

    def resolve(self, name: str, *kinds: EntityKind, on: Day | None = None) -> Entity:
        """The entity of an id, or what a name stands for best, of these kinds if any are given. Raises UsageError."""
        entity = self.entity(name)
        known = [entity] if entity else [self.entity(row.id) for row in self.who(name, on)]
        for found in known:
            if found and (not kinds or found.kind in kinds):
                return found
        if known and known[0]:
            wanted = " or ".join(kinds)
            raise UsageError(f"{name!r} is {_one(known[0].kind)}, and {_one(wanted)} is asked for", "name another")
        near = list(dict.fromkeys(f"{row.name} ({row.id})" for row in self.who(name, near=True)))
        hint = f"do you mean {', '.join(near[:_NEAR])}?" if near else "look it up with `dragoman who`"
        raise UsageError(f"nobody and nothing called {name!r} is known", hint)

    def names(self, entity_id: str) -> list[Name]:
        """Every name of an entity, in the order of the tables."""
        return [name for name in self._tables.names if name.entity == entity_id]

    def tables(self) -> Tables:
        """What the look-ups rest on: to be read, never changed."""
        return self._tables

    def tenures(self, person_id: str, *, on: datetime.date | None = None) -> list[Tenure]:
        """The offices of a person, newest first."""
        return self._terms.of(person_id, on)

    def holders(self, body_id: str, *, on: datetime.date | None = None) -> list[Tenure]:
        """Who held which office of a state or body, in the order of the tables."""
        return self._terms.at(body_id, on)

    def offices_of(self, person_id: str, *, on: datetime.date | None = None) -> tuple[str, ...]:
        """The offices of a person and what such offices are commonly called ("president", "head of state"), newest first."""
        held = [tenure.office for tenure in self.tenures(person_id, on=on)]
        return tuple(dict.fromkeys(word for office in held for word in (office, self._tables.offices[office].role)))

    def holder(self, body_id: str, office: str, *, on: datetime.date) -> Tenure | None:
        """Who held an office of a body on a date; None if that is unknown or ambiguous.

        `office` is a name, a title or a role: "secretary of state", "top diplomat" and "foreign minister" all ask for
        the foreign minister of the United States.
        """
        return self._terms.holder(body_id, office, on)

    def office(self, body: str, office: str, on: Day) -> Tenure | None:
        """Who held an office of a state or body on a day: see `holder`. `acting` says if it was for the time being.

        Raises UsageError for a body that nobody knows and for a word that is no office.
        """
        if not self._terms.is_office(office):
            near = ", ".join(self._terms.near_offices(office))
            raise UsageError(f"{office!r} is no office", f"do you mean {near}?" if near else "see offices.csv")
        day = _day(on)
        if day is None:
            raise UsageError("no day is given", "say on which day, for instance on='2022-01-06'")
        return self._terms.holder(self.resolve(body, *_BODIES, on=day).id, office, day)

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
        held = self._terms.of(person, on)
        if not held:
            return None
        return self.rollup((held[0] if on is None else min(held, key=self._terms.rank)).body, on=on)

    def memberships(
        self, *, org: str | None = None, state: str | None = None, on: datetime.date | None = None
    ) -> list[Membership]:
        """Who belonged to what, as members or otherwise (see `status`), in the order of the tables."""
        return self._bonds.memberships(org, state, on)

    def members(self, org: str, on: Day | None = None, *, statuses: Collection[str] | None = None) -> list[Membership]:
        """Who made an organisation up on a day (None: ever), or – with `statuses` – stood in it as one of these.

        Observers, partners and candidates are no members: `statuses=("observer",)`. Raises UsageError.
        """
        day = _day(on)
        known = self._tables.statuses
        strange = [status for status in statuses or () if status not in known]
        if strange:
            raise UsageError(f"{strange[0]!r} is no status", f"it is one of {', '.join(known)}")
        return self._bonds.members(self.resolve(org, EntityKind.ORGANISATION, on=day).id, day, statuses)

    def ties(self, name: str, on: Day | None = None) -> list[KnownTie]:
        """All that bound an entity on a day (None: ever): memberships, with the status as relation of a state `a` to an
        organisation `b`, then alliances, partnerships, guarantees, designations. Raises UsageError.
        """
        day = _day(on)
        return self._bonds.ties(self.resolve(name, on=day).id, day)

    def known_ties(self, entity_id: str, *, on: datetime.date | None = None) -> list[KnownTie]:
        """The ties of an entity beside memberships; none for an id that is not known."""
        return self._bonds.known_ties(entity_id, on)

    def milestones(self, name: str) -> list[Milestone]:
        """What an organisation, format, treaty, corridor or document has been through, in order of date."""
        return self._bonds.milestones(self._id_of(name))

    def route(self, name: str) -> list[Stop]:
        """What a corridor or pipeline runs through, in order; stops with the same step are branches."""
        return self._bonds.route(self._id_of(name))

    def _id_of(self, name: str) -> str:
        known = () if name in self._tables.entities else self.who(name)
        return known[0].id if known else name

    def members_of_group(self, group_id: str) -> tuple[str, ...]:
        """The states that a group is usually taken to hold; empty if nobody agrees ("the West")."""
        return self._tables.members.get(group_id, ())


def _one(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _day(on: Day | None) -> datetime.date | None:
    if on is None or on.__class__ is datetime.date:
        return on  # quicker than isinstance, and `who` is asked a million times
    if isinstance(on, datetime.datetime):
        return on.date()
    if isinstance(on, datetime.date):
        return on
    date = PartialDate.parse(on)
    if date.precision is not Precision.DAY:
        raise UsageError(f"{on} is not one day", f"ask for a day, for instance {date.first}")
    return date.first


def load_world(ledger: Path | str | None = None) -> World:
    """The world of the tables shipped and, with a ledger, of those beside it; read again only if these have changed.

    Raises DataError.
    """
    folder = folder_of(Path(ledger)) if ledger else None
    return _loaded(folder, state_of(folder)) if folder and folder.is_dir() else _loaded(None, ())


@lru_cache(maxsize=2)
def _loaded(folder: Path | None, _: tuple[object, ...]) -> World:
    return World.load(folder)


def who_rows(
    name: str, on: datetime.date | None = None, *, ledger: Path | str | None = None
) -> list[dict[str, str | bool | None]]:
    """What `dragoman who NAME --on DATE --json` prints."""
    return [identity.to_row() for identity in load_world(ledger).who(name, on, near=True)]
