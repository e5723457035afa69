"""Events as stored: the groups of reports that a change touches are merged afresh, and only what differs is written."""

import datetime
import sqlite3
from collections.abc import Iterable
from functools import lru_cache

from dragoman.ledger.merge import MergedEvent, Report, merge
from dragoman.ledger.standing import sides_known


def remerge(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    """Bring the events of these merge keys up to date with the findings."""
    before: dict[str, tuple[str, MergedEvent]] = {}
    now: dict[str, tuple[str, MergedEvent]] = {}
    for key in sorted(set(keys)):
        before |= {event_id: (key, event) for event_id, event in _stored(connection, key).items()}
        now |= {event.id: (key, event) for event in merged(connection, key)}
    stale = [(event_id,) for event_id in before if event_id not in now]
    connection.executemany("DELETE FROM events WHERE id = ?", stale)
    changed = [(key, event) for key, event in now.values() if before.get(event.id) != (key, event)]
    for _, event in changed:  # all goings before all comings: a report is in one event at a time
        _take_out(connection, event, before.get(event.id))
    for key, event in changed:
        _write(connection, key, event, before.get(event.id))


def merged(connection: sqlite3.Connection, key: str) -> list[MergedEvent]:
    """The events of one merge key, made afresh from the findings."""
    rows = connection.execute(
        """SELECT n.finding_id, s.first_alike, n.date_first, n.date_last, n.confidence, n.predicate
           FROM finding_now n JOIN sources s ON s.number = n.source_number WHERE n.merge_key = ?""",
        (key,),
    ).fetchall()
    people = _people(connection, key) if len(rows) > 1 else {}
    reports = [
        Report(
            finding=finding,
            cluster=cluster,
            first=_day(first),
            last=_day(last),
            confidence=confidence,
            predicate=predicate,
            people=frozenset(people.get(finding, ())),
        )
        for finding, cluster, first, last, confidence, predicate in rows
    ]
    return merge(reports, known=sides_known(key))


def _people(connection: sqlite3.Connection, key: str) -> dict[str, list[tuple[str, str]]]:
    """Of each report the people known to the world who act or are acted upon, each with the side they stand for.

    Their ids are slugs in small letters; those of bodies and organs are codes in capitals.
    """
    rows = connection.execute(
        """SELECT a.finding_id, a.state, a.actor_id FROM finding_now n JOIN finding_actors a ON a.finding_id = n.finding_id
           WHERE n.merge_key = ? AND a.role IN ('actor', 'recipient') AND a.state IS NOT NULL AND a.actor_id = lower(a.actor_id)""",
        (key,),
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for finding, side, person in rows:
        found.setdefault(finding, []).append((side, person))
    return found


def stored_keys(connection: sqlite3.Connection) -> list[str]:
    """Every merge key that a finding has or an event is stored under."""
    rows = connection.execute(
        "SELECT merge_key FROM finding_now WHERE merge_key IS NOT NULL UNION SELECT merge_key FROM events ORDER BY 1"
    )
    return [row[0] for row in rows]


def is_current(connection: sqlite3.Connection, key: str) -> bool:
    """Whether the stored events of a merge key are those that its findings make."""
    counted = dict(connection.execute("SELECT id, reports FROM events WHERE merge_key = ?", (key,)).fetchall())
    stored = _stored(connection, key)
    if counted != {event_id: len(event.reports) for event_id, event in stored.items()}:
        return False
    return stored == {event.id: event for event in merged(connection, key)}


def _stored(connection: sqlite3.Connection, key: str) -> dict[str, MergedEvent]:
    reports: dict[str, list[str]] = {}
    rows = connection.execute(
        """SELECT r.event_id, r.finding_id FROM events e JOIN event_reports r ON r.event_id = e.id
           WHERE e.merge_key = ? ORDER BY r.event_id, r.finding_id""",
        (key,),
    )
    for event_id, finding_id in rows:
        reports.setdefault(event_id, []).append(finding_id)
    heads = connection.execute(
        "SELECT id, lead, date_first, date_last, sources FROM events WHERE merge_key = ?", (key,)
    )
    return {
        event_id: MergedEvent(
            lead=lead, first=_day(first), last=_day(last), reports=tuple(reports.get(event_id, ())), sources=sources
        )
        for event_id, lead, first, last, sources in heads
    }


def _take_out(connection: sqlite3.Connection, event: MergedEvent, before: tuple[str, MergedEvent] | None) -> None:
    gone = sorted(set(before[1].reports) - set(event.reports)) if before else []
    connection.executemany("DELETE FROM event_reports WHERE finding_id = ?", [(finding,) for finding in gone])


def _write(
    connection: sqlite3.Connection, key: str, event: MergedEvent, before: tuple[str, MergedEvent] | None
) -> None:
    event_type, modality, _ = key.split("|", 2)
    dates = [day.isoformat() if day else None for day in (event.first, event.last)]
    connection.execute(
        """INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
           merge_key = excluded.merge_key, event_type = excluded.event_type, modality = excluded.modality,
           date_first = excluded.date_first, date_last = excluded.date_last, lead = excluded.lead,
           reports = excluded.reports, sources = excluded.sources""",
        (event.id, key, event_type, modality, *dates, event.lead, len(event.reports), event.sources),
    )
    come = sorted(set(event.reports) - set(before[1].reports)) if before else event.reports
    connection.executemany("INSERT INTO event_reports VALUES (?, ?)", [(event.id, finding) for finding in come])


@lru_cache(maxsize=4096)
def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
