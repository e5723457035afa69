"""Entities: who exists in the world, what they are called, which offices they held, what binds them."""

from dataclasses import dataclass
from enum import StrEnum

from dragoman.records import Interval, PartialDate


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

    `language` is an ISO 639-1 code, or "mul" for a spelling that any Latin script uses. `verified` is False where the
    row says of itself that nobody has compared it with a page.
    """

    entity: str
    text: str
    language: str
    sense: Sense
    interval: Interval
    certainty: str
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, `text[start:end]`, and what it stands for.

    `current` says whether the name was in use on the date asked (True if none was). `others` are the ids of all else
    that it may mean, best first; `open`, that the first of them is as likely as `entity`, so that nobody should choose.
    """

    start: int
    end: int
    text: str
    entity: Entity
    sense: Sense
    current: bool
    others: tuple[str, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """What a row rests on: the page or repository in which it was checked, and when.

    `certainty` is high, medium, low or unverified; a row that was never checked (`checked` None) is `unverified`, is
    shown as such, and must never contradict a text.
    """

    certainty: str
    source: str
    checked: PartialDate | None

    @property
    def verified(self) -> bool:
        """Whether somebody compared the row with a page."""
        return self.checked is not None

    @property
    def firm(self) -> bool:
        """Whether the row may contradict a text: it was compared, and what it was compared with is reliable."""
        return self.checked is not None and self.certainty in ("high", "medium")


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person held an office of a body (a state's ISO code or an organisation's id) for a time.

    `mark` is "acting", "disputed" or "shared" where another may hold the same office on the same day, else "".
    """

    person: str
    body: str
    office: str
    interval: Interval
    mark: str
    basis: Basis

    @property
    def acting(self) -> bool:
        """Whether the office was held for the time being, until somebody takes it."""
        return self.mark == "acting"


@dataclass(frozen=True, slots=True)
class Membership:
    """A state (or an organisation) stood in an organisation as member, observer, partner, guarantor …"""

    org: str
    state: str
    status: str
    interval: Interval
    basis: Basis


@dataclass(frozen=True, slots=True)
class KnownTie:
    """A tie between two entities beside membership: an alliance, a partnership, a designation, a recognition.

    `relation` is one of `data/relations.csv`; `instrument` the id of the treaty or document, if there is one.
    """

    a: str
    b: str
    relation: str
    instrument: str | None
    interval: Interval
    basis: Basis
    note: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something dated in the life of an organisation, format, treaty, corridor or document: signed, renamed, a summit.

    `days` is how many days it lasted, from `date` on.
    """

    org: str
    date: PartialDate
    days: int
    kind: str
    name: str
    place: str | None
    basis: Basis
    note: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A state, port, city or sea that a corridor or pipeline runs through; rows that share a step are branches."""

    org: str
    step: int
    kind: str
    entity: str
    basis: Basis
    note: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a name meant: an entity with, for persons, one office; `start` and `end` bound the office or the name.

    `current` says whether it held on the day asked about (True if none was); `verified` is False where the office or
    the dates come from a row that nobody has compared with a page; `acting` says that the office was held for the time
    being.
    """

    id: str
    name: str
    kind: EntityKind
    state: str | None
    office: str | None
    start: str | None
    end: str | None
    current: bool = True
    verified: bool = True
    acting: bool = False

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
            "verified": self.verified,
            "acting": self.acting,
        }
