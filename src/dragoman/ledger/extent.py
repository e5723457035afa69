"""What a ledger rests on: how much of it stands in one document, and how many documents were only stored."""

from dragoman.ledger.file import plain_words
from dragoman.ledger.ledger import Ledger


def most_of_one(ledger: Ledger) -> int:
    """How many findings the document with most findings has."""
    sql = "SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM findings GROUP BY source_id)"
    with plain_words(ledger.path):
        return int(ledger._connection.execute(sql).fetchone()[0])


def stored_only(ledger: Ledger) -> int:
    """How many documents were not read for findings, because of their language."""
    with plain_words(ledger.path):
        sql = "SELECT count(*) FROM sources WHERE NOT read_for_findings"
        return int(ledger._connection.execute(sql).fetchone()[0])
