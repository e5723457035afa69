"""Documents that quarrel: a few sentences in, with the findings that a reader would make of them."""

from dragoman.ledger import Ledger
from dragoman.records import (
    Actor,
    Assessment,
    Bound,
    Claim,
    Document,
    Event,
    EventType,
    Figure,
    Finding,
    Modality,
    PartialDate,
    Reading,
    Sign,
    Tie,
    parse_when,
)
from tests.factory import actor, make_document, span_of


def keep(ledger: Ledger, text: str, *findings: Finding, **facts: object) -> None:
    """Add a document with its findings; `facts` are those of `make_document`."""
    ledger.add(Reading(paper(text, **facts), findings))


def paper(text: str, **facts: object) -> Document:
    """The document that `keep` makes of a text: findings are anchored to it."""
    return make_document(text, **facts)  # type: ignore[arg-type]


def claim(
    document: Document,
    quote: str,
    speaker: str,
    assessed: tuple[str, str, str] | None = None,
    *,
    cue: str | None = None,
    confidence: float | None = 0.9,
) -> Claim:
    """A claim whose content is the quote."""
    who = actor(speaker)
    return Claim(
        source=document.source.id,
        span=span_of(document, quote),
        voice=(Actor("The Toy"), who),
        method="toy",
        confidence=confidence,
        speaker=who,
        cue=span_of(document, cue) if cue else None,
        content=(span_of(document, quote),),
        assessment=Assessment(assessed[0], assessed[1], Sign(assessed[2])) if assessed else None,
    )


def tie(document: Document, quote: str, a: str, relation: str, b: str, voice: str = "The Toy", **told: str) -> Tie:
    """A tie; `told` may have start, end and modality."""
    return Tie(
        source=document.source.id,
        span=span_of(document, quote),
        voice=(actor(voice),),
        method="toy",
        confidence=0.9,
        a=actor(a),
        b=actor(b),
        relation=relation,
        modality=Modality(told.get("modality", "happened")),
        start=PartialDate.parse(told["start"]) if "start" in told else None,
        end=PartialDate.parse(told["end"]) if "end" in told else None,
    )


def event(
    document: Document,
    quote: str,
    event_type: str,
    actors: str,
    recipients: str = "",
    voice: str = "The Toy",
    **told: str,
) -> Event:
    """An event; actors and recipients are divided by spaces; `told` may have date, modality and notes."""
    return Event(
        source=document.source.id,
        span=span_of(document, quote),
        voice=(actor(voice),),
        method="toy verb:do",
        confidence=0.9,
        notes=(told["notes"],) if "notes" in told else (),
        event_type=EventType(event_type),
        modality=Modality(told.get("modality", "happened")),
        actors=tuple(actor(name) for name in actors.split()),
        recipients=tuple(actor(name) for name in recipients.split()),
        date=parse_when(told["date"]) if "date" in told else None,
    )


def figure(document: Document, quote: str, value: float, unit: str, about: str, bound: str = "exact") -> Figure:
    """A figure."""
    return Figure(
        source=document.source.id,
        span=span_of(document, quote),
        voice=(Actor("The Toy"),),
        method="toy",
        value=value,
        unit=unit,
        about=about,
        bound=Bound(bound),
    )
