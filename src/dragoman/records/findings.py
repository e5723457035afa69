"""Findings: one assertion, by one voice, anchored to one span of one source. Five kinds, one common head."""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from dragoman.errors import UsageError
from dragoman.records.actor import Actor
from dragoman.records.dates import Interval, PartialDate, When
from dragoman.records.plover import QUAD_AND_INTENSITY, EventType, Quad
from dragoman.records.source import Document
from dragoman.records.span import Span


class Kind(StrEnum):
    """The five kinds of finding."""

    EVENT = "event"
    CLAIM = "claim"
    TIE = "tie"
    FIGURE = "figure"
    FORECAST = "forecast"


class Modality(StrEnum):
    """Did it happen, according to the voice?"""

    HAPPENED = "happened"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    DEMANDED = "demanded"


class Status(StrEnum):
    """Suggested by machine; confirmed, corrected or rejected by an analyst."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


class ClaimType(StrEnum):
    """Something said, or something thought, wanted, feared."""

    STATEMENT = "statement"
    ATTITUDE = "attitude"


class Sign(StrEnum):
    """How a voice describes a relation."""

    COOPERATIVE = "cooperative"
    ADVERSARIAL = "adversarial"
    NEUTRAL = "neutral"


class Bound(StrEnum):
    """How a figure bounds the quantity."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"


@dataclass(frozen=True, slots=True)
class Assessment:
    """A voice describes the relation of `a` and `b` (keys of actors) as cooperative, adversarial or neutral."""

    a: str
    b: str
    sign: Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The common head. `voice` runs from the outermost (outlet, author) to the innermost, the speaker.

    `method` names the reader and the rule or model; `confidence` is a calibrated probability or None.
    """

    kind: ClassVar[Kind]
    source: str
    span: Span
    voice: tuple[Actor, ...] = ()
    method: str
    confidence: float | None = None
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Sixteen hex digits, the same for the same finding in the same source, whatever read it."""
        said = "|".join([self.kind, self.source, str(self.span.start), str(self.span.end), *self._distinct()])
        return hashlib.sha256(said.encode("utf-8")).hexdigest()[:16]

    def _distinct(self) -> list[str]:
        """What tells two findings of one kind at one span apart."""
        raise NotImplementedError

    def spans(self) -> Iterator[Span]:
        """Every span that the finding quotes."""
        yield self.span
        yield from (actor.span for actor in self.actors_named() if actor.span)

    def actors_named(self) -> Iterator[Actor]:
        """Every actor on the finding, the voice included."""
        yield from self.voice

    def verify(self, document: Document) -> "Finding":
        """This finding, if each of its spans quotes the document exactly; else raises SpanError."""
        for span in self.spans():
            span.verify(document.text)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Finding):
    """Who did what to whom. All actors of a reciprocal event stand in `actors`. Source: [PLOVER]"""

    kind: ClassVar[Kind] = Kind.EVENT
    event_type: EventType
    modality: Modality
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...] = ()
    date: When | None = None
    place: str | None = None

    @property
    def quad(self) -> Quad:
        """The quad class of the event type."""
        return QUAD_AND_INTENSITY[self.event_type][0]

    @property
    def intensity(self) -> float:
        """The intensity of the event type, from -10 (conflict) to 10 (cooperation)."""
        return QUAD_AND_INTENSITY[self.event_type][1]

    def _distinct(self) -> list[str]:
        sides = (",".join(sorted(a.key for a in side)) for side in (self.actors, self.recipients))
        return [self.event_type, *sides]

    def actors_named(self) -> Iterator[Actor]:
        """Voice, actors, recipients."""
        yield from self.voice
        yield from self.actors
        yield from self.recipients


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Finding):
    """What somebody says or thinks. `content` may be broken in several spans; `cue` is None in an interview's turn."""

    kind: ClassVar[Kind] = Kind.CLAIM
    speaker: Actor
    content: tuple[Span, ...]
    cue: Span | None = None
    about: tuple[Actor, ...] = ()
    claim_type: ClaimType = ClaimType.STATEMENT
    assessment: Assessment | None = None

    def _distinct(self) -> list[str]:
        return [self.speaker.key, *(f"{span.start}-{span.end}" for span in self.content)]

    def spans(self) -> Iterator[Span]:
        """Span, cue, contents, mentions."""
        yield self.span
        yield from self.content
        if self.cue:
            yield self.cue
        yield from (actor.span for actor in self.actors_named() if actor.span)

    def actors_named(self) -> Iterator[Actor]:
        """Voice, speaker, whom it is about."""
        yield from self.voice
        yield self.speaker
        yield from self.about


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Finding):
    """What binds `a` to `b`: a row of data/relations.csv. `end` is the first day on which it no longer held."""

    kind: ClassVar[Kind] = Kind.TIE
    a: Actor
    b: Actor
    relation: str
    modality: Modality = Modality.HAPPENED
    start: PartialDate | None = None
    end: PartialDate | None = None

    def __post_init__(self) -> None:
        Interval(self.start, self.end)  # raises UsageError if it ends before it begins

    def _distinct(self) -> list[str]:
        return [self.a.key, self.b.key, self.relation]

    def actors_named(self) -> Iterator[Actor]:
        """Voice and both ends."""
        yield from self.voice
        yield self.a
        yield self.b


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Finding):
    """A number with its unit (ISO 4217 for money, "percent", else the thing counted) and what it measures."""

    kind: ClassVar[Kind] = Kind.FIGURE
    value: float
    unit: str
    bound: Bound = Bound.EXACT
    about: str | None = None

    def __post_init__(self) -> None:
        if not math.isfinite(self.value):
            raise UsageError(f"{self.value} is no figure", "give a number")

    def _distinct(self) -> list[str]:
        return [repr(self.value), self.unit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast(Finding):
    """What may come, according to the speaker: prediction, plan, hope or conditional."""

    kind: ClassVar[Kind] = Kind.FORECAST
    speaker: Actor
    content: Span
    due: When | None = None
    condition: str | None = None

    def _distinct(self) -> list[str]:
        return [self.speaker.key, f"{self.content.start}-{self.content.end}"]

    def spans(self) -> Iterator[Span]:
        """Span, content, mentions."""
        yield self.span
        yield self.content
        yield from (actor.span for actor in self.actors_named() if actor.span)

    def actors_named(self) -> Iterator[Actor]:
        """Voice and speaker."""
        yield from self.voice
        yield self.speaker


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A date that a text names, and where."""

    when: When
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document gave: the document itself, what was found in it, and what could not be done.

    `actors` are those whom the text names, each once, at the first mention; `dates` the days, months and years that it
    names. Both are there for every language, also where findings are not read yet.
    """

    document: Document
    findings: tuple[Finding, ...]
    issues: tuple[str, ...] = ()
    actors: tuple[Actor, ...] = ()
    dates: tuple[NamedDate, ...] = ()

    def __post_init__(self) -> None:
        for finding in self.findings:
            finding.verify(self.document)
        for span in [*(actor.span for actor in self.actors if actor.span), *(date.span for date in self.dates)]:
            span.verify(self.document.text)
