"""What the ledger holds, read back as rows: findings, merged events, sources, actors."""

import json
import sqlite3
from collections.abc import Iterator
from functools import lru_cache

from dragoman.ledger.query import Query
from dragoman.ledger.standing import unpack
from dragoman.records import Block, Document, Known, Role, Row, Source, source_row

_SOURCE = (
    "s.id, s.text_hash, s.format, s.language, s.path, s.url, s.title, s.title_reason, s.outlet, s.outlet_reason, "
    "s.author, s.author_reason, s.published, s.published_reason, s.encoding, s.words, s.read_for_findings, s.notes"
)
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


def actor_rows(connection: sqlite3.Connection, query: Query) -> Iterator[Row]:
    """The actors named in the findings asked for (voices left out), with how many findings name them; most first."""
    inner, values = query.matching("f.id")
    rows = connection.execute(
        f"""SELECT a.actor_id AS id, min(a.name) AS name, count(DISTINCT a.finding_id) AS findings,
                   count(DISTINCT CASE f.kind WHEN 'event' THEN f.id END) AS events,
                   count(DISTINCT CASE f.kind WHEN 'claim' THEN f.id END) AS claims,
                   count(DISTINCT CASE f.kind WHEN 'tie' THEN f.id END) AS ties,
                   count(DISTINCT CASE f.kind WHEN 'forecast' THEN f.id END) AS forecasts
            FROM finding_actors a JOIN findings f ON f.id = a.finding_id
            WHERE a.role <> 'voice' AND a.finding_id IN ({inner})
            GROUP BY coalesce(a.actor_id, a.folded)
            ORDER BY findings DESC, coalesce(a.actor_id, a.folded) LIMIT ? OFFSET ?""",
        [*values, -1 if query.limit is None else query.limit, query.offset],
    )
    for row in rows:
        yield dict(row)


def number_of(connection: sqlite3.Connection, what: str, query: Query) -> int:
    """How many rows `what` (findings, events, sources or actors) has for this query, whatever its limit."""
    if what == "events":
        sql, values = _events(query)
        return int(connection.execute(f"SELECT count(*) {sql}", values).fetchone()[0])
    if what == "sources":
        sql, values = query.sources("s.id")
        return len(connection.execute(sql, [*values[:-2], -1, 0]).fetchall())
    sql, values = query.matching("f.id")
    if what == "actors":
        sql = (
            "SELECT DISTINCT coalesce(actor_id, folded) FROM finding_actors "
            f"WHERE role <> 'voice' AND finding_id IN ({sql})"
        )
    return int(connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0])


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
    return {
        "id": row["id"],
        "kind": "event",
        **{key: lead[key] for key in told},
        "reports": row["reports"],
        "sources": row["sources"],
        "lead": lead["id"],
        "quote": lead["span"]["exact"],
        "findings": [member[0] for member in members],
    }


def _source_entry(connection: sqlite3.Connection, row: sqlite3.Row) -> Row:
    source = _source(row)
    facts = ("title", "outlet", "author", "published")
    reasons = {name: known.reason for name in facts if (known := getattr(source, name))}
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
    }


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
