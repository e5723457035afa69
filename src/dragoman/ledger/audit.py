"""The ledger held against itself: every quote, every hash, and everything that is made from something else."""

import re
import sqlite3
from collections.abc import Iterator

from dragoman.errors import DragomanError
from dragoman.ledger import happenings, listing, register, standing
from dragoman.records import Document, Span, Status, parse_when

_HASH = re.compile("[0-9a-f]{64}")


def audit(connection: sqlite3.Connection) -> Iterator[str]:
    """One sentence for each thing that is wrong; nothing if all is well."""
    for (said,) in connection.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield f"the file is damaged: {said}"
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} refers to a row of {parent} that is not there"
    for (source_id,) in connection.execute("SELECT id FROM sources ORDER BY number").fetchall():
        yield from _audit_source(connection, source_id)
    for key in happenings.stored_keys(connection):
        if not happenings.is_current(connection, key):
            yield f"the events of {key} are not those that their reports make"
    yield from register.audit(connection)


def _audit_source(connection: sqlite3.Connection, source_id: str) -> Iterator[str]:
    name = f"source {source_id[:12]}"
    if not _HASH.fullmatch(source_id):
        yield f"{name}: the id is no SHA-256"
    try:
        document = listing.load_document(connection, source_id)
    except (DragomanError, ValueError, TypeError) as fault:
        yield f"{name}: {fault}"
        return
    yield from (f"{name}: {fault}" for fault in _audit_names(connection, document))
    rows = connection.execute(
        """SELECT f.id, f.kind, f.start, f."end", f.exact, f.body, n.status, n.corrected, s.number,
                  d.status AS decided, d.corrected AS decided_body
           FROM findings f JOIN sources s ON s.id = f.source_id LEFT JOIN finding_now n ON n.finding_id = f.id
           LEFT JOIN decisions d ON d.number = (SELECT max(number) FROM decisions WHERE finding_id = f.id)
           WHERE f.source_id = ? ORDER BY f.number""",
        (source_id,),
    )
    for row in rows:
        try:
            yield from (f"finding {row['id']}: {fault}" for fault in _audit_finding(connection, row, document))
        except DragomanError as fault:
            yield f"finding {row['id']}: {fault}"
        except (KeyError, ValueError, TypeError, AttributeError) as fault:
            yield f"finding {row['id']}: what is stored makes no finding ({type(fault).__name__}: {fault})"


def _audit_names(connection: sqlite3.Connection, document: Document) -> Iterator[str]:
    """Whom and which dates the text names: each must stand where it is said to stand."""
    for row in listing.names_in(connection, document.source.id):
        try:
            if row["start"] is not None:
                Span(row["start"], row["end"], row["exact"]).verify(document.text)
            if row["date"] is not None:
                parse_when(row["date"])
        except DragomanError as fault:
            yield str(fault)


def _audit_finding(connection: sqlite3.Connection, row: sqlite3.Row, document: Document) -> Iterator[str]:
    source_id = document.source.id
    first = standing.stored_finding(row["body"], kind=row["kind"], source_id=source_id).verify(document)
    if first.id != row["id"]:
        yield "what is stored does not make this id"
    if (first.span.start, first.span.end, first.span.exact) != (row["start"], row["end"], row["exact"]):
        yield "its columns and its body give different quotes"
    status, corrected = row["decided"] or str(Status.SUGGESTED), row["decided_body"]
    if (status, corrected) != (row["status"], row["corrected"]):
        yield "how it stands is not what was decided last"
        return
    now = first if corrected is None else standing.stored_finding(corrected, kind=row["kind"], source_id=source_id)
    now.verify(document)
    published = document.source.published.value if document.source.published else None
    stored = connection.execute("SELECT * FROM finding_now WHERE finding_id = ?", (row["id"],)).fetchone()
    stands = standing.Standing(row["id"], row["number"], Status(status), corrected, published)
    columns = standing.now_columns(stands, now)
    actors = connection.execute("SELECT * FROM finding_actors WHERE finding_id = ?", (row["id"],)).fetchall()
    if tuple(stored) != columns or sorted(map(tuple, actors)) != sorted(standing.actor_rows(row["id"], now)):
        yield "its columns for searching are not those of its body"
