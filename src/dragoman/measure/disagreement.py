"""A disagreement: two findings, or a finding and a row of a table, that cannot both hold or that lean opposite ways."""

import datetime
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from dragoman.measure.passages import Voice

_YEARS = 5.0
_SAME_VOICE = 0.5


class Quarrel(StrEnum):
    """What the two differ about."""

    RELATION = "relation"
    TREND = "trend"
    MEMBERSHIP = "membership"
    TIE = "tie"
    EVENT = "event"
    DENIAL = "denial"
    DATE = "date"
    FIGURE = "figure"
    MODALITY = "modality"


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two: what it says, who says it, where and when. `weight`, in (0, 1], is how surely and directly.

    `finding` is the id of the finding, "text:SOURCE START" for a sentence that is none, "table:FILE KEY" for a row of the
    world. `cluster` is shared by documents that are near-duplicates.
    """

    finding: str
    voice: Voice
    quote: str
    source: str
    day: datetime.date | None
    weight: float
    cluster: str
    stance: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two parties on one matter: `pairs` are the sides concerned, the most telling first."""

    kind: Quarrel
    pairs: tuple[tuple[str, str], ...]
    one: Party
    other: Party
    telling: float
    """How plainly the two exclude each other, in (0, 1]: 1 yes against no; less for neutral against a sign, a kindred pair."""
    settle: str
    about: str = ""
    further: tuple[str, ...] = ()
    """What else the two say of it to the same effect: ids as in `Party.finding`."""
    indirect: str = ""
    """Why the two only bear on each other – a member stands for its body, a deed against a description; else empty."""

    @property
    def same_voice(self) -> bool:
        """Whether a voice contradicts itself."""
        return self.one.voice.key == self.other.voice.key

    @property
    def strength(self) -> float:
        """telling x √(weight x weight) x nearness in time, halved where a voice contradicts itself. In (0, 1]."""
        near = 1.0
        if self.one.day and self.other.day:
            near = 1 / (1 + abs((self.one.day - self.other.day).days) / 365.25 / _YEARS)
        own = _SAME_VOICE if self.same_voice else 1.0
        return self.telling * sqrt(self.one.weight * self.other.weight) * near * own
