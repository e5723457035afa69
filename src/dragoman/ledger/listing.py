"""What the ledger holds, read back as rows: findings, merged events, sources, actors."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from functools import lru_cache

from dragoman.ledger.query import Query
from dragoman.ledger.standing import unpack
from dragoman.records import Block, Document, Known, Role, Row, Source, source_row

_SOURCE = (
    "s.id, s.text_hash, s.format, s.language, s.path, s.url, s.title, s.title_reason, s.outlet, s.outlet_reason, "
    "s.author, s.author_reason, s.published, s.published_reason, s.encoding, s.words, s.read_for_findings, s.notes"
)
_OF_KIND = "SELECT count(*) FROM findings WHERE kind = "  # along findings_place, which holds the kind
COUNTED: Mapping[str, str] = {
    "sources": "SELECT count(*) FROM sources",
    "near_duplicates": "SELECT count(*) FROM sources WHERE first_alike <> number",
    "words": "SELECT coalesce(sum(words), 0) FROM sources",
    "events": "SELECT count(*) FROM events",
    "reports": f"{_OF_KIND}'event'",
    "claims": f"{_OF_KIND}'claim'",
    "ties": f"{_OF_KIND}'tie'",
    "figures": f"{_OF_KIND}'figure'",
    "forecasts": f"{_OF_KIND}'forecast'",
    "decisions": "SELECT count(*) FROM decisions",
    "skipped": "SELECT count(*) FROM skipped",
}
"""What there is of everything, and how it is counted."""
_FINDING = "f.id, f.kind, f.source_id, n.status, coalesce(n.corrected, f.body) AS body"


def finding_rows(connection: sqlite3.Connection, query: Query) -> Iterator[Row]:
    """The findings asked for, each as the contract has it; a corrected one as corrected."""
    told = lru_cache(maxsize=256)(lambda source_id: source_row(load_source(connection, source_id)))
    sql, values = query.findings(_FINDING)
    for row in connection.execute(sql, values):
        yield _contract(row, told(row["source_id"]))


def finding_row(connection: sqlite3.Connection, finding_id: str) -> Row:
    """One finding by its full id, which must be there."""
    row = connection.execute(
        f"SELECT {_FINDING} FROM findings f JOIN finding_now n ON n.finding_id = f.id WHERE f.id = ?", (finding_id,)
    ).fetchone()
    return _contract(row, source_row(load_source(connection, row["source_id"])))


def event_rows(connection: sqlite3.Connection, query: Query) -> Iterator[Row]:
    """The merged events with a report among the findings asked for, newest first, undated last."""
    sql, values = _events(query)
    limit = -1 if query.limit is None else query.limit
    order = "ORDER BY e.date_first IS NULL, e.date_last DESC, e.id LIMIT ? OFFSET ?"
    for row in connection.execute(f"SELECT e.* {sql} {order}", [*values, limit, query.offset]):
        yield _event(connection, row)


def event_row(connection: sqlite3.Connection, event_id: str) -> Row:
    """One merged event by its full id, which must be there."""
    return _event(connection, connection.execute("SELECT * FROM events WHERE id = ?", (event_id,)).fetchone())


def source_rows(connection: sqlite3.Connection, query: Query) -> Iterator[Row]:
    """The sources asked for, in the order in which they were added, with what became of them."""
    columns = f"""{_SOURCE}, s.added_at,
        (SELECT count(*) FROM findings f WHERE f.source_id = s.id) AS findings,
        (SELECT o.id FROM sources o WHERE o.number = s.first_alike) AS first_alike"""
    sql, values = query.sources(columns)
    for row in connection.execute(sql, values):
        yield _source_entry(connection, row)


def names_in(connection: sqlite3.Connection, source_id: str) -> list[sqlite3.Row]:
    """Whom and which dates a source names: rows of actors (`date` None), then rows of dates (`name` None)."""
    return connection.execute(
        """SELECT name, actor_id, state, NULL AS date, start, "end", exact FROM source_actors WHERE source_id = ?1
           UNION ALL SELECT NULL, NULL, NULL, date, start, "end", exact FROM source_dates WHERE source_id = ?1""",
        (source_id,),
    ).fetchall()


def actor_rows(connection: sqlite3.Connection, query: Query) -> Iterator[Row]:
    """The actors named in the findings asked for (voices left out), with how many findings and documents name them.

    If nothing is asked that only findings can meet, those whom the documents name besides are there too.
    """
    inner, values = _actors(query)
    rows = connection.execute(
        f"""SELECT max(id) AS id, min(name) AS name, count(DISTINCT finding_id) AS findings,
                   count(DISTINCT CASE kind WHEN 'event' THEN finding_id END) AS events,
                   count(DISTINCT CASE kind WHEN 'claim' THEN finding_id END) AS claims,
                   count(DISTINCT CASE kind WHEN 'tie' THEN finding_id END) AS ties,
                   count(DISTINCT CASE kind WHEN 'forecast' THEN finding_id END) AS forecasts,
                   count(DISTINCT source_id) AS documents
            FROM ({inner}) GROUP BY who ORDER BY findings DESC, documents DESC, who LIMIT ? OFFSET ?""",
        [*values, -1 if query.limit is None else query.limit, query.offset],
    )
    for row in rows:
        yield dict(row)


def _actors(query: Query) -> tuple[str, list[object]]:
    """SQL for every naming of an actor, in findings and in documents."""
    inner, values = query.matching("f.id")
    sql = f"""SELECT coalesce(a.actor_id, a.folded) AS who, a.actor_id AS id, a.name, a.finding_id, f.kind, f.source_id
              FROM finding_actors a JOIN findings f ON f.id = a.finding_id
              WHERE a.role <> 'voice' AND a.finding_id IN ({inner})"""
    if query.asks_of_findings:
        return sql, values
    where, more = query.of_source()
    sql += f""" UNION ALL SELECT coalesce(a.actor_id, a.folded), a.actor_id, a.name, NULL, NULL, a.source_id
                FROM source_actors a JOIN sources s ON s.id = a.source_id WHERE {where}"""
    return sql, [*values, *more]


def number_of(connection: sqlite3.Connection, what: str, query: Query) -> int:
    """How many rows `what` (findings, events, sources or actors) has for this query, whatever its limit."""
    if what == "events":
        sql, values = _events(query)
        return int(connection.execute(f"SELECT count(*) {sql}", values).fetchone()[0])
    if what == "sources":
        sql, values = query.sources("s.id")
        return len(connection.execute(sql, [*values[:-2], -1, 0]).fetchall())
    if what == "actors":
        sql, values = _actors(query)
        sql = f"SELECT DISTINCT who FROM ({sql})"
    else:
        sql, values = query.matching("f.id")
    return int(connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0])


def count(connection: sqlite3.Connection, name: str) -> int:
    """How much there is of one of the things of COUNTED."""
    return int(connection.execute(COUNTED[name]).fetchone()[0])


def load_source(connection: sqlite3.Connection, source_id: str) -> Source:
    """One source by its full id, which must be there."""
    row = connection.execute(f"SELECT {_SOURCE} FROM sources s WHERE s.id = ?", (source_id,)).fetchone()
    return _source(row)


def load_document(connection: sqlite3.Connection, source_id: str) -> Document:
    """A source with its text and blocks; raises SpanError if they contradict each other."""
    text = connection.execute("SELECT text FROM sources WHERE id = ?", (source_id,)).fetchone()[0]
    rows = connection.execute(
        'SELECT start, "end", role, speaker, continues FROM blocks WHERE source_id = ? ORDER BY start', (source_id,)
    )
    blocks = tuple(Block(start, end, Role(role), speaker, bool(goes_on)) for start, end, role, speaker, goes_on in rows)
    return Document(load_source(connection, source_id), text, blocks)


def _contract(row: sqlite3.Row, source: Row) -> Row:
    return unpack(row["body"], finding_id=row["id"], kind=row["kind"], status=row["status"], source=source)


def _events(query: Query) -> tuple[str, list[object]]:
    inner, values = query.matching("f.id")
    return (
        f"FROM events e WHERE e.id IN (SELECT event_id FROM event_reports WHERE finding_id IN ({inner}))",
        values,
    )


def _event(connection: sqlite3.Connection, row: sqlite3.Row) -> Row:
    lead = finding_row(connection, row["lead"])
    members = connection.execute(
        "SELECT finding_id FROM event_reports WHERE event_id = ? ORDER BY finding_id", (row["id"],)
    )
    told = ("event_type", "modality", "date", "place", "actors", "recipients", "quad", "intensity")
    bodies = _bodies(connection, row["id"])
    return {
        "id": row["id"],
        "kind": "event",
        **{key: lead[key] for key in told},
        "reports": row["reports"],
        "sources": row["sources"],
        "lead": lead["id"],
        "quote": lead["span"]["exact"],
        "findings": [member[0] for member in members],
        "voices": _voices(bodies),
        "notes": list(dict.fromkeys(note for body in bodies for note in body["notes"])),
    }


def _bodies(connection: sqlite3.Connection, event_id: str) -> list[Row]:
    """The reports of an event as they stand now, in the order in which they were added."""
    rows = connection.execute(
        """SELECT coalesce(n.corrected, f.body) FROM event_reports r JOIN findings f ON f.id = r.finding_id
           JOIN finding_now n ON n.finding_id = f.id WHERE r.event_id = ? ORDER BY f.number""",
        (event_id,),
    )
    return [json.loads(row[0]) for row in rows]


def _voices(bodies: list[Row]) -> list[Row]:
    """Who tells of an event: the innermost voice of each report, each once."""
    told = [body["voice"] for body in bodies]
    return list({voice[-1]["id"] or voice[-1]["name"]: voice[-1] for voice in told if voice}.values())


def _source_entry(connection: sqlite3.Connection, row: sqlite3.Row) -> Row:
    source = _source(row)
    facts = ("title", "outlet", "author", "published")
    reasons = {name: known.reason for name in facts if (known := getattr(source, name))}
    named = names_in(connection, source.id)
    issues = connection.execute("SELECT message FROM issues WHERE source_id = ? ORDER BY position", (source.id,))
    return source_row(source) | {
        "format": source.format,
        "encoding": source.encoding,
        "words": source.words,
        "findings": row["findings"],
        "read_for_findings": source.read_for_findings,
        "near_duplicate_of": None if row["first_alike"] == source.id else row["first_alike"],
        "added_at": row["added_at"],
        "text_hash": source.text_hash,
        "reasons": reasons,
        "notes": list(source.notes),
        "issues": [issue[0] for issue in issues],
        "actors": [
            {"name": row["name"], "id": row["actor_id"], "state": row["state"], "span": _span(row)}
            for row in named
            if row["name"] is not None
        ],
        "dates": [{"date": row["date"], "span": _span(row)} for row in named if row["date"] is not None],
    }


def _span(row: sqlite3.Row) -> Row | None:
    if row["start"] is None:
        return None
    return {"start": row["start"], "end": row["end"], "exact": row["exact"]}


def _source(row: sqlite3.Row) -> Source:
    def known(name: str) -> Known | None:
        return Known(row[name], row[f"{name}_reason"]) if row[name] is not None else None

    return Source(
        id=row["id"],
        text_hash=row["text_hash"],
        format=row["format"],
        language=row["language"],
        path=row["path"],
        url=row["url"],
        title=known("title"),
        outlet=known("outlet"),
        author=known("author"),
        published=known("published"),
        encoding=row["encoding"],
        words=row["words"],
        read_for_findings=bool(row["read_for_findings"]),
        notes=tuple(json.loads(row["notes"])),
    )
