"""Entities: who exists in the world, what they are called, which offices they held, what binds them."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.records import Interval


class EntityKind(StrEnum):
    """What sort of thing an entity is."""

    STATE = "state"
    ORGANISATION = "organisation"
    PERSON = "person"
    GROUP = "group"
    PLACE = "place"


class Sense(StrEnum):
    """How a name stands for its entity: "Russia", "Russian", "Moscow", "OTS", "Lavrov"."""

    NAME = "name"
    DEMONYM = "demonym"
    METONYM = "metonym"
    ACRONYM = "acronym"
    SURNAME = "surname"


@dataclass(frozen=True, slots=True)
class Entity:
    """One that acts or is spoken of.

    `state` is the home state of an organ, outlet, company or place (None for states, persons and what belongs to
    several states); `type` says what an organisation is (igo, format, treaty, company, outlet, ministry …).
    """

    id: str
    name: str
    kind: EntityKind
    state: str | None = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """One row of a table of names: a text stands for an entity, in a language, for a time.

    `language` is an ISO 639-1 code, or "mul" for a spelling that any Latin script uses.
    """

    entity: str
    text: str
    language: str
    sense: Sense
    interval: Interval
    certainty: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, `text[start:end]`, and what it stands for.

    `current` says whether the name was in use on the date asked (True if none was).
    """

    start: int
    end: int
    text: str
    entity: Entity
    sense: Sense
    current: bool


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person held an office of a body (a state's ISO code or an organisation's id) for a time."""

    person: str
    body: str
    office: str
    interval: Interval
    acting: bool
    certainty: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A state (or an organisation) stood in an organisation as member, observer, partner, guarantor …"""

    org: str
    state: str
    status: str
    interval: Interval
    certainty: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a name meant: an entity with, for persons, one office; `start` and `end` bound the office or the name.

    `current` says whether it held on the day asked about (True if none was).
    """

    id: str
    name: str
    kind: EntityKind
    state: str | None
    office: str | None
    start: str | None
    end: str | None
    current: bool = True

    def to_row(self) -> dict[str, str | bool | None]:
        """The row that `dragoman who --json` prints."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": str(self.kind),
            "state": self.state,
            "office": self.office,
            "from": self.start,
            "to": self.end,
            "current": self.current,
        }
