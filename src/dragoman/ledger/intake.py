"""A reading written down: the source, its text in blocks, what was found in it, and what follows for the events.

The caller holds one transaction around it: a document is in the ledger wholly or not at all.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.ledger import happenings, resemblance, standing
from dragoman.records import Document, Finding, Known, Reading, Source, Span, to_row


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a reading: `new` is False if the same bytes were in the ledger before.

    `near_duplicate_of` is the id of the first source that it resembles, None if it stands alone.
    """

    source_id: str
    new: bool
    near_duplicate_of: str | None = None


def take_in(connection: sqlite3.Connection, reading: Reading, *, added_at: str) -> Added:
    """Write a reading down, unless its source is there already."""
    source = reading.document.source
    if connection.execute("SELECT 1 FROM sources WHERE id = ?", (source.id,)).fetchone():
        return Added(source.id, new=False)
    number = _write_source(connection, reading, added_at)
    keys = [key for finding in reading.findings if (key := _write_finding(connection, finding, source, number))]
    united = resemblance.join_cluster(connection, number, reading.document)
    if united:  # reports of other documents now count as one source's
        keys += _keys_of_cluster(connection, united)
    happenings.remerge(connection, keys)
    if source.path:
        connection.execute("DELETE FROM skipped WHERE path = ?", (source.path,))
    return Added(source.id, new=True, near_duplicate_of=first_alike(connection, source.id))


def first_alike(connection: sqlite3.Connection, source_id: str) -> str | None:
    """The first of the sources that resemble this one; None if that is the source itself."""
    row = connection.execute(
        "SELECT o.id FROM sources s JOIN sources o ON o.number = s.first_alike WHERE s.id = ?", (source_id,)
    ).fetchone()
    return None if row[0] == source_id else str(row[0])


def _write_source(connection: sqlite3.Connection, reading: Reading, added_at: str) -> int:
    document = reading.document
    number = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM sources").fetchone()[0]
    columns = {"number": number, "first_alike": number, **dict(_source_columns(document))}
    columns |= {"added_at": added_at, "text": document.text}
    names, places = ", ".join(columns), ", ".join("?" * len(columns))
    connection.execute(f"INSERT INTO sources ({names}) VALUES ({places})", list(columns.values()))
    source_id = document.source.id
    connection.execute(
        "INSERT INTO text_index (rowid, title, text) VALUES (?, ?, ?)", (number, columns["title"], document.text)
    )
    connection.executemany(
        "INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?)",
        [(source_id, b.start, b.end, str(b.role), b.speaker, int(b.continues)) for b in document.blocks],
    )
    connection.executemany(
        "INSERT INTO issues VALUES (?, ?, ?)",
        [(source_id, position, message) for position, message in enumerate(reading.issues)],
    )
    _write_names(connection, reading)
    return int(number)


def _write_names(connection: sqlite3.Connection, reading: Reading) -> None:
    """Whom the text names, and which dates."""
    source_id = reading.document.source.id
    connection.executemany(
        "INSERT INTO source_actors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (source_id, position, actor.name, actor.name.casefold(), actor.id, actor.state, *_place(actor.span))
            for position, actor in enumerate(reading.actors)
        ],
    )
    connection.executemany(
        "INSERT INTO source_dates VALUES (?, ?, ?, ?, ?, ?)",
        [(source_id, n, str(date.when), *_place(date.span)) for n, date in enumerate(reading.dates)],
    )


def _place(span: Span | None) -> tuple[int | None, int | None, str | None]:
    return (span.start, span.end, span.exact) if span else (None, None, None)


def _source_columns(document: Document) -> Iterator[tuple[str, str | int | None]]:
    source = document.source
    for name in ("id", "text_hash", "format", "language", "path", "url", "encoding", "words"):
        yield name, getattr(source, name)
    for name in ("title", "outlet", "author", "published"):
        known: Known | None = getattr(source, name)
        yield name, known.value if known else None
        yield f"{name}_reason", known.reason if known else None
    yield "read_for_findings", int(source.read_for_findings)
    yield "notes", json.dumps(source.notes, ensure_ascii=False)


def _write_finding(connection: sqlite3.Connection, finding: Finding, source: Source, number: int) -> str | None:
    """Returns the merge key. Of two findings with one id, the first is kept: they say the same."""
    cursor = connection.execute(
        """INSERT OR IGNORE INTO findings (id, source_id, kind, start, "end", exact, method, confidence, body)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            finding.id,
            source.id,
            str(finding.kind),
            finding.span.start,
            finding.span.end,
            finding.span.exact,
            finding.method,
            finding.confidence,
            standing.pack(to_row(finding, source)),
        ),
    )
    if cursor.rowcount == 0:
        return None
    connection.execute("INSERT INTO quote_index (rowid, exact) VALUES (?, ?)", (cursor.lastrowid, finding.span.exact))
    published = source.published.value if source.published else None
    stands = standing.Standing(finding.id, number, published=published)
    return standing.put(connection, stands, finding)


def _keys_of_cluster(connection: sqlite3.Connection, first: int) -> list[str]:
    """The merge keys of all sources of a cluster."""
    rows = connection.execute(
        """SELECT DISTINCT n.merge_key FROM sources s JOIN findings f ON f.source_id = s.id
           JOIN finding_now n ON n.finding_id = f.id WHERE s.first_alike = ? AND n.merge_key IS NOT NULL""",
        (first,),
    )
    return [row[0] for row in rows]
