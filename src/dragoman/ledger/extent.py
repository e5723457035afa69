"""What a ledger rests on: how much of it stands in one document, and how many documents were read, and how many only stored."""

from dragoman.ledger.file import plain_words
from dragoman.ledger.ledger import Ledger
from dragoman.records import Row


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


def independent(ledger: Ledger) -> int:
    """How many documents were read for findings, near-duplicates counted once."""
    with plain_words(ledger.path):
        sql = "SELECT count(*) FROM sources WHERE read_for_findings AND first_alike = number"
        return int(ledger._connection.execute(sql).fetchone()[0])


def read_in(ledger: Ledger) -> dict[str | None, int]:
    """How many documents of which language were read for findings, the language of most first."""
    sql = "SELECT language, count(*) FROM sources WHERE read_for_findings GROUP BY 1 ORDER BY 2 DESC, 1"
    with plain_words(ledger.path):
        return dict(ledger._connection.execute(sql).fetchall())


def not_read(ledger: Ledger) -> list[Row]:
    """The documents that were only stored, because of their language: `language`, `documents`, `words`."""
    sql = """SELECT language, count(*) AS documents, sum(words) AS words FROM sources WHERE NOT read_for_findings
             GROUP BY 1 ORDER BY 2 DESC, 1"""
    with plain_words(ledger.path):
        return [dict(row) for row in ledger._connection.execute(sql)]
