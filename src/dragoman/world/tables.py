"""The tables: which there are (`data/*.csv`), what their columns are, and what they hold when they have been read."""

from dataclasses import dataclass, field
from pathlib import Path

from dragoman.records import Interval
from dragoman.world.entities import (
    Basis,
    Entity,
    KnownTie,
    Membership,
    Milestone,
    Name,
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
MARKS = ("", "acting", "disputed", "shared")  # of a term that meets another in the same office
LANGUAGES = ("en", "ru", "tr", "kk", "ar", "zh", "fr", "mul")

_SOURCE = ("certainty", "source", "note")
_BASIS = ("certainty", "source", "checked", "note")
_NAME_COLUMNS = ("entity", "name", "language", "sense", "start", "end", *_SOURCE)
NAME_TABLES = (
    "state_names.csv",
    "state_names_cldr.csv",
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
    "offices.csv": ("office", "role", "rank", "titles", "several"),
    "tenures.csv": ("person", "body", "office", "start", "end", "acting", *_BASIS),
    "statuses.csv": ("status", "full", "beside", "note"),
    "memberships.csv": ("org", "state", "status", "start", "end", *_BASIS),
    "ties.csv": ("a", "b", "relation", "instrument", "start", "end", *_BASIS),
    "milestones.csv": ("org", "date", "days", "kind", "name", "place", *_BASIS),
    "routes.csv": ("org", "step", "kind", "entity", *_BASIS),
    "organs.csv": ("code", "name", "terms"),
    "office_words.csv": ("means", "language", "words", "alone"),
    "not_names.csv": ("phrase", "why"),
}
# What makes two rows the same fact: of a user's rows the newer stands.
KEYS: dict[str, tuple[str, ...]] = {
    **{table: columns[:1] for table, columns in COLUMNS.items()},
    **dict.fromkeys(NAME_TABLES, ("entity", "name", "language", "sense", "start")),
    "tenures.csv": ("person", "body", "office", "start"),
    "memberships.csv": ("org", "state", "status", "start"),
    "ties.csv": ("a", "b", "relation", "start"),
    "milestones.csv": ("org", "date", "kind", "name"),
    "routes.csv": ("org", "step", "entity"),
    "office_words.csv": ("means", "language", "words"),
}
# Tables in which a user's row takes the place of ours, if it is the same fact: to end a term that we left open.
AMENDABLE = frozenset({"tenures.csv", "memberships.csv", "ties.csv", "milestones.csv", "routes.csv"})


@dataclass(frozen=True, slots=True)
class Office:
    """An office and how it is spoken of. `role` is the common word for offices of one sort; rank 1 is the highest.

    `several` says whether several persons may hold it at once: envoys, deputies, spokesmen.
    """

    name: str
    role: str
    rank: int
    titles: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Status:
    """As what a state may stand in an organisation.

    `full` says whether it is one of those who make the organisation up (member, party, participant …), not one that is
    near to it (observer, partner, candidate …); `beside` whether it may be held beside another status (chair, host …).
    """

    name: str
    full: bool
    beside: bool


@dataclass(frozen=True, slots=True)
class Organ:
    """A sort of organ that every state has: "Foreign Ministry" after "Russian" makes RUS-MFA."""

    code: str
    name: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficeWord:
    """Words by which offices or an organ are looked up; with nothing that they mean, what stands before a person's name.

    `means` are titles of offices, or the code of an organ; `alone` is the body that is meant if none is named.
    """

    means: tuple[str, ...]
    words: tuple[str, ...]
    alone: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a table has, and how many of them somebody has compared with a page (None: it does not say)."""

    rows: int
    verified: int | None


@dataclass(slots=True)
class Tables:
    """All tables, as read."""

    entities: dict[str, Entity] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)
    numbers: dict[str, list[str]] = field(default_factory=dict)  # number → states, COW's before Gleditsch and Ward's
    parents: dict[str, str] = field(default_factory=dict)  # body of an organisation → the organisation
    states: dict[str, Interval] = field(default_factory=dict)  # since when a state is there, and until when
    present: dict[str, str] = field(default_factory=dict)  # folded main name of a state that is there today → its id
    bare: set[str] = field(default_factory=set)  # persons whose surname alone is enough
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)  # group → states
    offices: dict[str, Office] = field(default_factory=dict)
    statuses: dict[str, Status] = field(default_factory=dict)
    bases: dict[str, Basis] = field(default_factory=dict)  # what the rows of states and organisations rest on
    founded: dict[str, Interval] = field(default_factory=dict)  # since when an organisation is there, and until when
    tenures: list[Tenure] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    ties: list[KnownTie] = field(default_factory=list)
    milestones: list[Milestone] = field(default_factory=list)
    routes: list[Stop] = field(default_factory=list)
    organs: dict[str, Organ] = field(default_factory=dict)
    office_words: list[OfficeWord] = field(default_factory=list)
    not_names: list[str] = field(default_factory=list)
    counts: dict[str, Count] = field(default_factory=dict)
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
