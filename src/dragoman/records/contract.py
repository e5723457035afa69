"""The export contract: how findings are written as plain dictionaries, one a line in JSON, and read back.

Names and meaning of the keys are stable; keys may be added, never renamed. `docs/contract.md` lists them.
"""

from collections.abc import Callable
from typing import Any

from dragoman.records.actor import Actor
from dragoman.records.dates import PartialDate, parse_when
from dragoman.records.findings import (
    Assessment,
    Bound,
    Claim,
    ClaimType,
    Event,
    Figure,
    Finding,
    Forecast,
    Kind,
    Modality,
    Sign,
    Status,
    Tie,
)
from dragoman.records.plover import EventType
from dragoman.records.source import Known, Source
from dragoman.records.span import Span

Row = dict[str, Any]


def to_row(finding: Finding, source: Source, *, status: Status = Status.SUGGESTED) -> Row:
    """One finding as the contract has it: a dictionary of plain values."""
    head: Row = {
        "id": finding.id,
        "kind": str(finding.kind),
        "status": str(status),
        "source": source_row(source),
        "span": _span(finding.span),
        "voice": [_actor(actor) for actor in finding.voice],
        "method": finding.method,
        "confidence": finding.confidence,
        "notes": list(finding.notes),
    }
    return head | _BODY[finding.kind](finding)


def from_row(row: Row) -> Finding:
    """The finding that a row of the contract describes; its source is only named. Inverse of `to_row`."""
    head = {
        "source": row["source"]["id"],
        "span": _read_span(row["span"]),
        "voice": tuple(_read_actor(actor) for actor in row["voice"]),
        "method": row["method"],
        "confidence": row["confidence"],
        "notes": tuple(row["notes"]),
    }
    return _READ[Kind(row["kind"])](row, head)


def source_row(source: Source) -> Row:
    """What the contract tells of a source."""

    def value(known: Known | None) -> str | None:
        return known.value if known else None

    return {
        "id": source.id,
        "path": source.path,
        "url": source.url,
        "title": value(source.title),
        "outlet": value(source.outlet),
        "author": value(source.author),
        "published": value(source.published),
        "language": source.language,
    }


def _span(span: Span) -> Row:
    return {"start": span.start, "end": span.end, "exact": span.exact}


def _actor(actor: Actor) -> Row:
    return {
        "name": actor.name,
        "id": actor.id,
        "state": actor.state,
        "span": _span(actor.span) if actor.span else None,
    }


def _read_span(row: Row) -> Span:
    return Span(row["start"], row["end"], row["exact"])


def _read_actor(row: Row) -> Actor:
    return Actor(row["name"], row["id"], row["state"], _read_span(row["span"]) if row["span"] else None)


def _event(event: Finding) -> Row:
    assert isinstance(event, Event)
    return {
        "event_type": str(event.event_type),
        "modality": str(event.modality),
        "date": str(event.date) if event.date else None,
        "place": event.place,
        "actors": [_actor(actor) for actor in event.actors],
        "recipients": [_actor(actor) for actor in event.recipients],
        "quad": str(event.quad),
        "intensity": event.intensity,
    }


def _read_event(row: Row, head: Row) -> Finding:
    return Event(
        **head,
        event_type=EventType(row["event_type"]),
        modality=Modality(row["modality"]),
        date=parse_when(row["date"]) if row["date"] else None,
        place=row["place"],
        actors=tuple(_read_actor(actor) for actor in row["actors"]),
        recipients=tuple(_read_actor(actor) for actor in row["recipients"]),
    )


def _claim(claim: Finding) -> Row:
    assert isinstance(claim, Claim)
    told = claim.assessment
    return {
        "speaker": _actor(claim.speaker),
        "cue": _span(claim.cue) if claim.cue else None,
        "content": [_span(span) for span in claim.content],
        "about": [_actor(actor) for actor in claim.about],
        "claim_type": str(claim.claim_type),
        "assessment": {"a": told.a, "b": told.b, "sign": str(told.sign)} if told else None,
    }


def _read_claim(row: Row, head: Row) -> Finding:
    told = row["assessment"]
    return Claim(
        **head,
        speaker=_read_actor(row["speaker"]),
        cue=_read_span(row["cue"]) if row["cue"] else None,
        content=tuple(_read_span(span) for span in row["content"]),
        about=tuple(_read_actor(actor) for actor in row["about"]),
        claim_type=ClaimType(row["claim_type"]),
        assessment=Assessment(told["a"], told["b"], Sign(told["sign"])) if told else None,
    )


def _tie(tie: Finding) -> Row:
    assert isinstance(tie, Tie)
    return {
        "a": _actor(tie.a),
        "b": _actor(tie.b),
        "relation": tie.relation,
        "modality": str(tie.modality),
        "start": str(tie.start) if tie.start else None,
        "end": str(tie.end) if tie.end else None,
    }


def _read_tie(row: Row, head: Row) -> Finding:
    return Tie(
        **head,
        a=_read_actor(row["a"]),
        b=_read_actor(row["b"]),
        relation=row["relation"],
        modality=Modality(row["modality"]),
        start=PartialDate.parse(row["start"]) if row["start"] else None,
        end=PartialDate.parse(row["end"]) if row["end"] else None,
    )


def _figure(figure: Finding) -> Row:
    assert isinstance(figure, Figure)
    return {"value": figure.value, "unit": figure.unit, "bound": str(figure.bound), "about": figure.about}


def _read_figure(row: Row, head: Row) -> Finding:
    return Figure(**head, value=float(row["value"]), unit=row["unit"], bound=Bound(row["bound"]), about=row["about"])


def _forecast(forecast: Finding) -> Row:
    assert isinstance(forecast, Forecast)
    return {
        "speaker": _actor(forecast.speaker),
        "content": _span(forecast.content),
        "due": str(forecast.due) if forecast.due else None,
        "condition": forecast.condition,
    }


def _read_forecast(row: Row, head: Row) -> Finding:
    return Forecast(
        **head,
        speaker=_read_actor(row["speaker"]),
        content=_read_span(row["content"]),
        due=parse_when(row["due"]) if row["due"] else None,
        condition=row["condition"],
    )


_BODY: dict[Kind, Callable[[Finding], Row]] = {
    Kind.EVENT: _event,
    Kind.CLAIM: _claim,
    Kind.TIE: _tie,
    Kind.FIGURE: _figure,
    Kind.FORECAST: _forecast,
}
_READ: dict[Kind, Callable[[Row, Row], Finding]] = {
    Kind.EVENT: _read_event,
    Kind.CLAIM: _read_claim,
    Kind.TIE: _read_tie,
    Kind.FIGURE: _read_figure,
    Kind.FORECAST: _read_forecast,
}
