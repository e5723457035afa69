"""Arrivals: what came into a ledger after a moment – documents with their findings, and decisions."""

from dataclasses import dataclass

from dragoman.ledger.file import plain_words
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.shelf import source_entry
from dragoman.records import Row


@dataclass(frozen=True, slots=True)
class Place:
    """How far a ledger has grown: the numbers of its last source and of its last decision, both counted up from one."""

    source: int
    decision: int


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came after a place: how many `documents`, with how many `findings`; how many `decisions`; the `newest` documents."""

    documents: int
    findings: int
    decisions: int
    newest: tuple[Row, ...]


def reached(ledger: Ledger) -> Place:
    """How far the ledger has grown by now."""
    sql = "SELECT (SELECT coalesce(max(number), 0) FROM sources), (SELECT coalesce(max(number), 0) FROM decisions)"
    with plain_words(ledger.path):
        return Place(*ledger._connection.execute(sql).fetchone())


def arrivals(ledger: Ledger, after: Place, *, most: int) -> Arrivals:
    """What came after a place, the newest documents first, at most so many of them."""
    asked = (
        ("SELECT count(*) FROM sources WHERE number > ?", after.source),
        ("SELECT count(*) FROM findings WHERE source_id IN (SELECT id FROM sources WHERE number > ?)", after.source),
        ("SELECT count(*) FROM decisions WHERE number > ?", after.decision),
    )
    with plain_words(ledger.path):
        documents, findings, decisions = (
            ledger._connection.execute(sql, (number,)).fetchone()[0] for sql, number in asked
        )
        ids = ledger._connection.execute(
            "SELECT id FROM sources WHERE number > ? ORDER BY number DESC LIMIT ?", (after.source, most)
        ).fetchall()
    return Arrivals(documents, findings, decisions, tuple(source_entry(ledger, row[0]) for row in ids))
