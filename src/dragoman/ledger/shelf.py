"""What a reader of the screen asks a ledger beside lists: one source with its findings, words found, how full the ledger is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dragoman.ledger import listing
from dragoman.ledger.file import plain_words
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.query import Query, words_sought
from dragoman.ledger.window import Number, count_of
from dragoman.records import Row, source_row

BEGIN, END = "\x02", "\x03"
"""Stand around the words that were sought, in an excerpt."""

_RANKED = 4000  # hits that are put in order of fit; more are told as they were added

Change = tuple[int, int, int, int]
COUNTED = tuple(listing.COUNTED)
"""What `count` counts."""


@dataclass(frozen=True, slots=True)
class Found:
    """Words found in a text: the source, and the place with the words between BEGIN and END."""

    source: Row
    excerpt: str


def change(ledger: Ledger) -> Change:
    """What differs as soon as anything was added or decided: the highest numbers of sources, findings, decisions; the skipped."""
    sql = """SELECT (SELECT coalesce(max(number), 0) FROM sources), (SELECT coalesce(max(number), 0) FROM findings),
                    (SELECT coalesce(max(number), 0) FROM decisions), (SELECT count(*) FROM skipped)"""
    with plain_words(ledger.path):
        sources, findings, decided, skipped = ledger._connection.execute(sql).fetchone()
    return sources, findings, decided, skipped


def source_entry(ledger: Ledger, source_id: str) -> Row:
    """One source by its full id, which must be there, with what became of it: as `Ledger.sources` tells it."""
    columns = f"""{listing._SOURCE}, s.added_at, (SELECT count(*) FROM findings f WHERE f.source_id = s.id) AS findings,
                  (SELECT o.id FROM sources o WHERE o.number = s.first_alike) AS first_alike"""
    with plain_words(ledger.path):
        row = ledger._connection.execute(f"SELECT {columns} FROM sources s WHERE s.id = ?", (source_id,)).fetchone()
        return listing._source_entry(ledger._connection, row)


def findings_in(ledger: Ledger, source_id: str, start: int = 0, end: int | None = None) -> list[Row]:
    """The findings of a source that begin between two places of its text, in their order."""
    sql = f"""SELECT {listing._FINDING} FROM findings f JOIN finding_now n ON n.finding_id = f.id
              WHERE f.source_id = ? AND f.start >= ? AND (? IS NULL OR f.start < ?) ORDER BY f.start, f."end", f.kind, f.id"""
    with plain_words(ledger.path):
        connection = ledger._connection
        source = source_row(listing.load_source(connection, source_id))
        return [listing._contract(row, source) for row in connection.execute(sql, (source_id, start, end, end))]


def sources(ledger: Ledger, query: Query) -> list[Row]:
    """The sources asked for, the newest first, the undated last."""
    sql, values = _source_ids(query)
    limit = -1 if query.limit is None else query.limit
    with plain_words(ledger.path):
        ids = ledger._connection.execute(f"{sql} LIMIT ? OFFSET ?", [*values, limit, query.offset]).fetchall()
    return [source_entry(ledger, row[0]) for row in ids]


def each_source(ledger: Ledger, query: Query) -> Iterator[Row]:
    """The same, one by one."""
    sql, values = _source_ids(query)
    with plain_words(ledger.path):
        ids = ledger._connection.execute(sql, values).fetchall()
    return (source_entry(ledger, row[0]) for row in ids)


def _source_ids(query: Query) -> tuple[str, list[Any]]:
    sql, values = query.sources("s.id")
    head, _, _ = sql.rpartition(" ORDER BY ")
    return f"{head} ORDER BY s.published DESC, s.number DESC", values[:-2]


def count(ledger: Ledger, name: str) -> int:
    """One of the numbers of `Ledger.counts`: a page that tells of one need not wait for all."""
    with plain_words(ledger.path):
        return listing.count(ledger._connection, name)


def statuses(ledger: Ledger) -> dict[str, int]:
    """How many findings have which status."""
    with plain_words(ledger.path):
        return dict(ledger._connection.execute("SELECT status, count(*) FROM finding_now GROUP BY status").fetchall())


def coverage(ledger: Ledger) -> list[Row]:
    """How many documents there are by `month` of publication (None: not known) and `language`."""
    sql = """SELECT substr(published, 1, 7) AS month, language, count(*) AS documents, sum(words) AS words
             FROM sources GROUP BY 1, 2 ORDER BY 1, 2"""
    with plain_words(ledger.path):
        return [dict(row) for row in ledger._connection.execute(sql)]


def methods(ledger: Ledger) -> list[Row]:
    """Which reader found how many findings: `method` (without the rule), `kind`, `findings`."""
    sql = """SELECT CASE instr(method, ' ') WHEN 0 THEN method ELSE substr(method, 1, instr(method, ' ') - 1) END AS method,
                    kind, count(*) AS findings FROM findings GROUP BY 1, 2 ORDER BY 2, 3 DESC"""
    with plain_words(ledger.path):
        return [dict(row) for row in ledger._connection.execute(sql)]


def decisions(ledger: Ledger, limit: int) -> list[Row]:
    """The last decisions, the latest first: `finding_id`, `status`, `analyst`, `note`, `decided_at`, `kind`, `quote`."""
    sql = """SELECT d.number, d.finding_id, d.status, d.analyst, d.note, d.decided_at, f.kind, f.exact AS quote
             FROM decisions d JOIN findings f ON f.id = d.finding_id ORDER BY d.number DESC LIMIT ?"""
    with plain_words(ledger.path):
        return [dict(row) for row in ledger._connection.execute(sql, (limit,))]


def standing_before(ledger: Ledger, finding_id: str) -> tuple[str, str | None] | None:
    """What was decided of a finding before the last decision: status and corrected body; None if there is no decision."""
    sql = "SELECT status, corrected FROM decisions WHERE finding_id = ? ORDER BY number DESC LIMIT 2"
    with plain_words(ledger.path):
        rows = ledger._connection.execute(sql, (finding_id,)).fetchall()
    if not rows:
        return None
    return (rows[1][0], rows[1][1]) if len(rows) > 1 else ("suggested", None)


def texts_with(ledger: Ledger, words: str, query: Query) -> tuple[list[Found], Number]:
    """The documents whose title or text holds all the words, with the place; the nearest fit first if they are few."""
    where, values = query.of_source()
    for sign, bound in ((">=", query.since and query.since.first), ("<=", query.until and query.until.last)):
        if bound:
            where += f" AND s.published {sign} substr(?, 1, length(s.published))"
            values.append(bound.isoformat())
    sought = words_sought(words)
    joined = f"FROM text_index CROSS JOIN sources s ON s.number = text_index.rowid WHERE text_index MATCH ? AND {where}"
    count = count_of(ledger, f"SELECT 1 {joined}", [sought, *values], _RANKED)
    order = "text_index.rowid DESC" if count.more else "rank"
    sql = f"""SELECT s.id, snippet(text_index, 1, char(2), char(3), ' … ', 24) AS excerpt {joined} ORDER BY {order} LIMIT ? OFFSET ?"""
    with plain_words(ledger.path):
        connection = ledger._connection
        rows = connection.execute(sql, [sought, *values, query.limit or 20, query.offset]).fetchall()
        return [Found(source_row(listing.load_source(connection, row["id"])), row["excerpt"]) for row in rows], count


def quotes_with(ledger: Ledger, words: str, query: Query) -> tuple[list[Row], Number]:
    """The findings whose quote holds all the words: the nearest fit first if they are few, else the last added."""
    where, values = query.of_source()
    conditions: list[tuple[str, Any]] = [("f.kind = ?", query.kind), ("n.status = ?", query.status)]
    conditions.append(("n.date_last >= ?", query.since and query.since.first.isoformat()))
    conditions.append(("n.date_first <= ?", query.until and query.until.last.isoformat()))
    for sql, value in conditions:
        if value:
            where += f" AND {sql}"
            values.append(str(value))
    sought = words_sought(words)
    joined = f"""FROM quote_index CROSS JOIN findings f ON f.number = quote_index.rowid
                 CROSS JOIN finding_now n ON n.finding_id = f.id CROSS JOIN sources s ON s.number = n.source_number
                 WHERE quote_index MATCH ? AND {where}"""
    count = count_of(ledger, f"SELECT 1 {joined}", [sought, *values], _RANKED)
    order = "quote_index.rowid DESC" if count.more else "rank"
    with plain_words(ledger.path):
        connection = ledger._connection
        rows = connection.execute(
            f"SELECT f.id {joined} ORDER BY {order} LIMIT ? OFFSET ?",
            [sought, *values, query.limit or 20, query.offset],
        ).fetchall()
        return [listing.finding_row(connection, row["id"]) for row in rows], count


def newest_source(ledger: Ledger) -> str:
    """The id of the source added last; empty if there is none."""
    with plain_words(ledger.path):
        row = ledger._connection.execute("SELECT id FROM sources ORDER BY number DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def source_numbered(ledger: Ledger, number: int) -> str | None:
    """The id of the source with this number, in the order of adding; None if there is none."""
    with plain_words(ledger.path):
        row = ledger._connection.execute("SELECT id FROM sources WHERE number = ?", (number,)).fetchone()
    return str(row[0]) if row else None


def originals(ledger: Ledger) -> list[str]:
    """The ids of the sources in the order of adding, of each cluster of near-duplicates the first."""
    with plain_words(ledger.path):
        rows = ledger._connection.execute("SELECT id FROM sources WHERE first_alike = number ORDER BY number")
        return [str(row[0]) for row in rows]
