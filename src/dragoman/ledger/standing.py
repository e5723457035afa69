"""How a finding stands now: as the machine suggested it or as the analyst last decided, in columns to search by.

Everything written here is made from `findings` and `decisions`, and can be made again.
"""

import datetime
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.errors import UsageError
from dragoman.records import (
    Actor,
    Claim,
    Event,
    EventType,
    Figure,
    Finding,
    Forecast,
    Row,
    Status,
    Tie,
    When,
    from_row,
    parse_when,
)

_RECIPROCAL = {EventType.AGREE, EventType.CONSULT, EventType.COOPERATE}
_UNKNOWN = "|unknown side"
_NO_DOUBT = ("office:", "former")  # how notes begin that tell something, instead of casting doubt
_HEAD = ("id", "kind", "status", "source")

Span = tuple[datetime.date | None, datetime.date | None]


def doubts(notes: Iterable[str]) -> list[str]:
    """The notes that cast doubt on a finding: what contradicts known facts, what was inferred."""
    return [note for note in notes if not note.startswith(_NO_DOUBT)]


def pack(row: Row) -> str:
    """A row of the contract as stored: without what other columns and tables hold."""
    return json.dumps({key: value for key, value in row.items() if key not in _HEAD}, ensure_ascii=False)


def unpack(body: str, *, finding_id: str, kind: str, status: str, source: Row) -> Row:
    """The row of the contract again, its keys in the contract's order. Inverse of `pack`."""
    return {"id": finding_id, "kind": kind, "status": status, "source": source, **json.loads(body)}


def stored_finding(body: str, *, kind: str, source_id: str) -> Finding:
    """The finding that a stored body describes."""
    return from_row(unpack(body, finding_id="", kind=kind, status="", source={"id": source_id}))


@dataclass(frozen=True, slots=True)
class Standing:
    """What was decided of a finding, and what dates it if it has no date of its own."""

    finding_id: str
    source_number: int
    status: Status = Status.SUGGESTED
    corrected: str | None = None
    published: str | None = None


def put(connection: sqlite3.Connection, stands: Standing, finding: Finding) -> str | None:
    """Write how the finding stands now, in place of how it stood. Returns its merge key, if any."""
    connection.execute("DELETE FROM finding_actors WHERE finding_id = ?", (stands.finding_id,))
    columns = now_columns(stands, finding)
    places = ", ".join("?" * len(columns))
    connection.execute(f"INSERT OR REPLACE INTO finding_now VALUES ({places})", columns)
    actors = actor_rows(stands.finding_id, finding)
    connection.executemany("INSERT INTO finding_actors VALUES (?, ?, ?, ?, ?, ?, ?)", actors)
    key = columns[-2]
    return str(key) if key else None


def now_columns(stands: Standing, finding: Finding) -> tuple[str | int | float | None, ...]:
    """The row of finding_now."""
    (first, last), dated = _days(finding, stands.published)
    return (
        stands.finding_id,
        stands.source_number,
        str(stands.status),
        finding.confidence,
        stands.corrected,
        str(finding.event_type) if isinstance(finding, Event) else None,
        str(finding.claim_type) if isinstance(finding, Claim) else None,
        finding.relation if isinstance(finding, Tie) else None,
        finding.unit if isinstance(finding, Figure) else None,
        str(finding.modality) if isinstance(finding, Event | Tie) else None,
        finding.speaker.key if isinstance(finding, Claim | Forecast) else None,
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        int(dated),
        len(doubts(finding.notes)),
        None if stands.status == Status.REJECTED else merge_key(stands.finding_id, finding),
        predicate_of(finding),
    )


def actor_rows(finding_id: str, finding: Finding) -> list[tuple[str, str, int, str, str, str | None, str | None]]:
    """The rows of finding_actors."""
    return [
        (finding_id, role, position, actor.name, actor.name.casefold(), actor.id, actor.state)
        for role, actors in _parts(finding)
        for position, actor in enumerate(actors)
    ]


def merge_key(finding_id: str, finding: Finding) -> str | None:
    """What two reports must share to tell of one event: type, modality, sides. None for what is no event."""
    if not isinstance(finding, Event):
        return None
    doers, targets = ({actor.side for actor in side} for side in (finding.actors, finding.recipients))
    if not doers and not targets:
        return f"{finding.event_type}|{finding.modality}|{finding_id}{_UNKNOWN}"
    both = ",".join(sorted(doers | targets))
    directed = ",".join(sorted(doers)) + ">" + ",".join(sorted(targets))
    sides = both if finding.event_type in _RECIPROCAL else directed
    known = all(actor.id or actor.state for actor in (*finding.actors, *finding.recipients))
    return f"{finding.event_type}|{finding.modality}|{sides}" + ("" if known else _UNKNOWN)


def predicate_of(finding: Finding) -> str | None:
    """The word that an event rests on: "promise" of the method "rules/1 verb:promise"; None if none is named."""
    if not isinstance(finding, Event):
        return None
    rule = finding.method.partition(" ")[2]  # a reader's name may hold colons of its own
    return rule.partition(":")[2].strip() or None


def sides_known(key: str) -> bool:
    """Whether the world knows every side of a merge key."""
    return not key.endswith(_UNKNOWN)


def _parts(finding: Finding) -> Iterator[tuple[str, tuple[Actor, ...]]]:
    yield "voice", finding.voice
    if isinstance(finding, Event):
        yield "actor", finding.actors
        yield "recipient", finding.recipients
    elif isinstance(finding, Claim):
        yield "speaker", (finding.speaker,)
        yield "about", finding.about
    elif isinstance(finding, Tie):
        yield "a", (finding.a,)
        yield "b", (finding.b,)
    elif isinstance(finding, Forecast):
        yield "speaker", (finding.speaker,)


def _days(finding: Finding, published: str | None) -> tuple[Span, bool]:
    """The first and last day, and whether the text gave them; claims and figures are dated by their publication."""
    if isinstance(finding, Event):
        return _stretch(finding.date), finding.date is not None
    if isinstance(finding, Forecast):
        return _stretch(finding.due), finding.due is not None
    if isinstance(finding, Tie):
        return _validity(finding), finding.start is not None or finding.end is not None
    return _publication(published), False


def _stretch(when: When | None) -> Span:
    return (when.first, when.last) if when else (None, None)


def _validity(tie: Tie) -> Span:
    """A tie without a start or an end holds since or for ever, so that it is found on any day that may be meant."""
    first = tie.start.first if tie.start else datetime.date.min
    last = tie.end.first - datetime.timedelta(days=1) if tie.end else datetime.date.max
    return first, max(first, last)


def _publication(published: str | None) -> Span:
    try:
        return _stretch(parse_when(published)) if published else (None, None)
    except UsageError:  # a source may carry a date that is none; its findings are then undated
        return None, None
