"""What measures are computed from: merged events, their reports and sides, ties, meetings – whole columns, read fast.

Each function reads one thing whole, in the order in which it is stored, and leaves joining to the caller: at a million
findings a join by id costs SQLite more than everything else together. Rejected findings are never there; corrected ones
stand as corrected.
"""

import contextlib
import gc
from collections.abc import Iterator
from typing import Any

from dragoman.ledger.file import plain_words
from dragoman.ledger.ledger import Ledger

Columns = dict[str, list[Any]]
"""A table by its columns, all of one length."""
BETWEEN = "\x1f"
"""What stands between the sides of an event."""

_SIDE = "coalesce(state, actor_id, folded)"


def merged(ledger: Ledger) -> Columns:
    """The merged events: `event` (id), `event_type`, `modality`, `first`, `last` (ISO days or None) and `lead`."""
    sql = "SELECT id, event_type, modality, date_first, date_last, lead FROM events"
    return _columns(ledger, ("event", "event_type", "modality", "first", "last", "lead"), sql)


def reports(ledger: Ledger) -> Columns:
    """Which `finding` tells of which `event`."""
    return _columns(ledger, ("event", "finding"), "SELECT event_id, finding_id FROM event_reports")


def standings(ledger: Ledger) -> Columns:
    """Each `finding` of an event, the number of its `source`, and the quote as `corrected`, None if it never was."""
    sql = """SELECT finding_id, source_number, CASE WHEN corrected IS NOT NULL THEN json_extract(corrected, '$.span.exact') END
             FROM finding_now WHERE event_type IS NOT NULL"""  # not by merge_key, whose index is slower than the table
    return _columns(ledger, ("finding", "source", "corrected"), sql)


def clusters(ledger: Ledger) -> Columns:
    """The number of each `source`, and its `cluster`: the number of the first source that it resembles, or its own."""
    return _columns(ledger, ("source", "cluster"), "SELECT number, first_alike FROM sources ORDER BY number")


def sides(ledger: Ledger) -> Columns:
    """Who stands in each `finding` of an event: `actors`, `recipients` (sides, joined by BETWEEN; None if there are
    none) and the `voice`: the side of the innermost one, if the world knows it.

    A side is the state or body behind an actor, else the actor itself, by id or by name in small letters.
    """
    sql = f"""SELECT finding_id, group_concat(CASE role WHEN 'actor' THEN {_SIDE} END, char(31)),
                     group_concat(CASE role WHEN 'recipient' THEN {_SIDE} END, char(31)),
                     coalesce(state, actor_id), max(CASE role WHEN 'voice' THEN position END)
              FROM finding_actors WHERE role IN ('actor', 'recipient', 'voice')
              GROUP BY finding_id HAVING total(role <> 'voice') > 0"""  # the bare column is of the row with max()
    table = _columns(ledger, ("finding", "actors", "recipients", "voice", "depth"), sql)
    table["voice"] = [
        voice if depth is not None else None for voice, depth in zip(table["voice"], table.pop("depth"), strict=True)
    ]
    return table


def quotes(ledger: Ledger) -> Columns:
    """The `quote` of each `finding` of an event, as it was found."""
    return _columns(ledger, ("finding", "quote"), "SELECT id, exact FROM findings WHERE kind = 'event'")


def ties(ledger: Ledger) -> Columns:
    """The ties told of: `finding`, sides `a` and `b`, `relation`, `modality`, `first` and `last` (ISO days: the whole
    calendar where the text gives no bound), the `cluster` of the source."""
    sql = f"""SELECT n.finding_id, a.side, b.side, n.relation, n.modality, n.date_first, n.date_last, s.first_alike
              FROM finding_now n JOIN sources s ON s.number = n.source_number
              JOIN (SELECT finding_id, {_SIDE} AS side FROM finding_actors WHERE role = 'a') a ON a.finding_id = n.finding_id
              JOIN (SELECT finding_id, {_SIDE} AS side FROM finding_actors WHERE role = 'b') b ON b.finding_id = n.finding_id
              WHERE n.relation IS NOT NULL AND n.status <> 'rejected' ORDER BY n.finding_id"""
    return _columns(ledger, ("finding", "a", "b", "relation", "modality", "first", "last", "cluster"), sql)


def meetings(ledger: Ledger) -> Columns:
    """Who takes part in the events of consultation, a row each: `event`, `modality`, `first`, `last`, `lead` (finding),
    `role` (actor or recipient), `name`, `id`, `state`, `method` (its last word is the one that the event rests on), `place`, `quote`,
    `published` (of the source)."""
    sql = """SELECT e.id, e.modality, e.date_first, e.date_last, e.lead, a.role, a.name, a.actor_id, a.state, f.method,
                    json_extract(coalesce(n.corrected, f.body), '$.place'), f.exact, s.published
             FROM events e JOIN findings f ON f.id = e.lead JOIN finding_now n ON n.finding_id = e.lead
             JOIN finding_actors a ON a.finding_id = e.lead JOIN sources s ON s.number = n.source_number
             WHERE e.event_type = 'CONSULT' AND a.role IN ('actor', 'recipient') ORDER BY e.id, a.role, a.position"""
    names = ("event", "modality", "first", "last", "lead", "role", "name", "id", "state", "method", "place")
    return _columns(ledger, (*names, "quote", "published"), sql)


def counted_meetings(ledger: Ledger) -> Columns:
    """The figures that stand in sentences on consultations: `finding` (the figure), `value`, `place` (where it begins in the
    quote), `length`, `quote` (of the event), `event` (the finding of it), `published`, in the order of the text."""
    sql = """SELECT g.id, json_extract(coalesce(m.corrected, g.body), '$.value'), g.start - f.start, g."end" - g.start,
                    f.exact, min(f.id), s.published
             FROM finding_now n JOIN findings f ON f.id = n.finding_id JOIN sources s ON s.id = f.source_id
             JOIN findings g ON g.source_id = f.source_id AND g.kind = 'figure' AND g.start >= f.start AND g."end" <= f."end"
             JOIN finding_now m ON m.finding_id = g.id
             WHERE n.event_type = 'CONSULT' AND n.status <> 'rejected' AND m.status <> 'rejected'
               AND m.unit IN ('times', 'visits', 'trips')
             GROUP BY g.id ORDER BY f.source_id, g.start, g.id"""
    return _columns(ledger, ("finding", "value", "place", "length", "quote", "event", "published"), sql)


def _columns(ledger: Ledger, names: tuple[str, ...], sql: str) -> Columns:
    with plain_words(ledger.path), _not_collecting():
        cursor = ledger._connection.cursor()
        cursor.row_factory = None
        rows = cursor.execute(sql).fetchall()
        return {name: [row[place] for row in rows] for place, name in enumerate(names)}


@contextlib.contextmanager
def _not_collecting() -> Iterator[None]:
    """Millions of rows make the garbage collector run over them again and again, for nothing: it doubles the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
