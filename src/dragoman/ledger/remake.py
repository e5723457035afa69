"""What is made from findings and decisions, made again: after a migration, and where it has gone astray."""

import sqlite3

from dragoman.ledger import happenings, standing
from dragoman.records import Status


def remake(connection: sqlite3.Connection) -> None:
    """Make every finding's columns for searching again, and all events. The caller holds the transaction."""
    rows = connection.execute(
        """SELECT f.id, f.kind, f.source_id, f.body, s.number, s.published, d.status, d.corrected
           FROM findings f JOIN sources s ON s.id = f.source_id
           LEFT JOIN decisions d ON d.number = (SELECT max(number) FROM decisions WHERE finding_id = f.id)
           ORDER BY f.number"""
    )
    for row in rows:
        stands = standing.Standing(
            row["id"], row["number"], Status(row["status"] or Status.SUGGESTED), row["corrected"], row["published"]
        )
        body = row["corrected"] or row["body"]
        standing.put(connection, stands, standing.stored_finding(body, kind=row["kind"], source_id=row["source_id"]))
    connection.execute("DELETE FROM event_reports")
    connection.execute("DELETE FROM events")
    happenings.remerge(connection, happenings.stored_keys(connection))


def heal(connection: sqlite3.Connection) -> None:
    """Merge afresh the reports that stand under other events than theirs. The caller holds the transaction."""
    connection.execute("DELETE FROM event_reports WHERE event_id NOT IN (SELECT id FROM events)")
    rows = connection.execute(
        """SELECT n.merge_key, e.merge_key FROM finding_now n LEFT JOIN event_reports r ON r.finding_id = n.finding_id
           LEFT JOIN events e ON e.id = r.event_id WHERE n.merge_key IS NOT e.merge_key
           UNION SELECT NULL, merge_key FROM events WHERE id NOT IN (SELECT event_id FROM event_reports)"""
    ).fetchall()
    happenings.remerge(connection, [key for row in rows for key in row if key])
