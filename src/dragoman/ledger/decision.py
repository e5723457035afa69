"""What analysts decide about findings: rows of their own, added and never changed; the latest one stands."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.errors import DragomanError, UsageError
from dragoman.ledger import happenings, listing, standing
from dragoman.records import Finding, Row, Status, from_row, to_row

_FIXED = ("id", "kind", "source", "status", "quad", "intensity")


def write(
    connection: sqlite3.Connection,
    finding_id: str,
    status: Status,
    correction: Mapping[str, Any] | None,
    *,
    analyst: str,
    note: str,
    decided_at: str,
) -> None:
    """Add a decision, and bring what follows from it up to date. The caller holds the transaction.

    Raises UsageError if the correction is missing, out of place, or makes no finding.
    """
    if (correction is not None) != (status == Status.CORRECTED):
        raise UsageError("a correction goes with the status corrected, and only with it", "say what to correct")
    row = connection.execute(
        """SELECT f.source_id, f.kind, f.body, n.merge_key, n.source_number
           FROM findings f JOIN finding_now n ON n.finding_id = f.id WHERE f.id = ?""",
        (finding_id,),
    ).fetchone()
    finding = standing.stored_finding(row["body"], kind=row["kind"], source_id=row["source_id"])
    document = listing.load_document(connection, row["source_id"])
    corrected = None
    if correction is not None:
        finding = corrected_finding(listing.finding_row(connection, finding_id), correction).verify(document)
        corrected = standing.pack(to_row(finding, document.source))
    connection.execute(
        "INSERT INTO decisions (finding_id, status, corrected, analyst, note, decided_at) VALUES (?, ?, ?, ?, ?, ?)",
        (finding_id, str(status), corrected, analyst, note, decided_at),
    )
    published = document.source.published.value if document.source.published else None
    stands = standing.Standing(finding_id, row["source_number"], status, corrected, published)
    after = standing.put(connection, stands, finding)
    happenings.remerge(connection, [key for key in (row["merge_key"], after) if key])


def corrected_finding(row: Row, correction: Mapping[str, Any]) -> Finding:
    """The finding that a row of the contract becomes with these keys changed."""
    changes = dict(correction)
    for key in changes:
        if key in _FIXED or key not in row:
            may = ", ".join(name for name in row if name not in _FIXED)
            raise UsageError(f"{key} cannot be corrected in a {row['kind']}", f"these can: {may}")
    try:
        return from_row(row | _with_voice(row, changes))
    except DragomanError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise UsageError(f"the correction makes no {row['kind']} ({fault})", "see docs/contract.md") from None


def _with_voice(row: Row, changes: dict[str, Any]) -> dict[str, Any]:
    """A corrected speaker is also the last voice: that is what the last voice means."""
    if "speaker" not in changes or "voice" in changes:
        return changes
    voice, old = row["voice"], row["speaker"]
    spoke = bool(voice) and (voice[-1]["id"], voice[-1]["name"]) == (old["id"], old["name"])
    return changes | {"voice": [*(voice[:-1] if spoke else voice), changes["speaker"]]}


def history(connection: sqlite3.Connection, finding_id: str) -> Iterator[Row]:
    """All decisions on a finding, oldest first."""
    rows = connection.execute(
        "SELECT status, analyst, note, decided_at FROM decisions WHERE finding_id = ? ORDER BY number", (finding_id,)
    )
    for row in rows:
        yield dict(row)
