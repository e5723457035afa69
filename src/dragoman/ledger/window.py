"""A window on long lists: the rows of one page, found without reading the others; counts that stop where they need not go on.

The conditions are those of Query; only the way to the rows differs. What few rows meet (a rare name, an old source, a
rejection) is looked up first; what many meet is tested row by row along an index that has the order of the list, and
ends with the page. Lists run from the newest to the oldest, undated rows last.
"""

import json
import sqlite3
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.ledger import listing
from dragoman.ledger.file import plain_words
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.query import Query, words_sought
from dragoman.records import Kind, Row, Status

FEW = 15_000
"""Rows that are looked up by what they meet; of what more rows meet, rows are tested in their order."""
_TOGETHER = 3_000  # findings that name both of two sides, up to which they are looked up
_ENOUGH = 60_000  # findings that name somebody, up to which they are counted to find the rarer of two
_SECONDS = 0.12  # that a count may take
_STEP = 20_000  # steps of SQLite's machine between two looks at the clock

OF_KIND = {
    Kind.EVENT: "n.event_type IS NOT NULL",
    Kind.CLAIM: "n.claim_type IS NOT NULL",
    Kind.TIE: "n.relation IS NOT NULL",
    Kind.FIGURE: "n.unit IS NOT NULL",
    Kind.FORECAST: "n.speaker IS NOT NULL AND n.claim_type IS NULL",
}
ROLES = {
    Kind.EVENT: ("actor", "recipient"),
    Kind.CLAIM: ("speaker", "about"),
    Kind.TIE: ("a", "b"),
    Kind.FIGURE: (),
    Kind.FORECAST: ("speaker",),
}
"""Who stands in a finding of a kind, the voices left out."""
_TYPE = "lower(coalesce(n.event_type, n.relation, n.claim_type, n.unit)) = lower(?)"


@dataclass(frozen=True, slots=True)
class Number:
    """How many rows there are: `count`, and `more` if it was not counted to the end."""

    count: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Condition:
    """SQL on finding_now n, its values, and whether few rows meet it."""

    sql: str
    values: tuple[Any, ...] = ()
    few: bool = False


def findings(ledger: Ledger, query: Query, *, modality: str | None = None) -> list[Row]:
    """The findings asked for (one kind, or all), the newest first; `query.order` "doubtful" puts those with notes first."""
    ids = _page(ledger, _finding_ids(ledger, query, modality), query)
    return rows_of(ledger, ids)


def rows_of(ledger: Ledger, ids: Sequence[str]) -> list[Row]:
    """These findings, in this order."""
    with plain_words(ledger.path):
        return [listing.finding_row(ledger._connection, finding) for finding in ids]


def each_finding(ledger: Ledger, query: Query, *, modality: str | None = None) -> Iterator[Row]:
    """The same, one by one: for a download, which may have a million rows."""
    for finding in _page(ledger, _finding_ids(ledger, query, modality), query):
        yield from rows_of(ledger, [finding])


def each_event(ledger: Ledger, query: Query, *, modality: str | None = None) -> Iterator[Row]:
    """The merged events one by one."""
    for event in _page(ledger, _event_ids(ledger, query, modality), query):
        yield _event(ledger, event)


def number_of_findings(ledger: Ledger, query: Query, *, modality: str | None = None, most: int) -> Number:
    """How many findings there are, counted to `most`."""
    return count_of(ledger, *_finding_ids(ledger, query, modality, ordered=False), most)


def events(ledger: Ledger, query: Query, *, modality: str | None = None) -> list[Row]:
    """The merged events that the findings asked for report, the newest first, each with its `status`: corrected if a
    report was, else confirmed if one was, else suggested."""
    ids = _page(ledger, _event_ids(ledger, query, modality), query)
    return [_event(ledger, event) for event in ids]


def _event(ledger: Ledger, event_id: str) -> Row:
    with plain_words(ledger.path):
        return listing.event_row(ledger._connection, event_id) | {"status": _status(ledger, event_id)}


def number_of_events(ledger: Ledger, query: Query, *, modality: str | None = None, most: int) -> Number:
    """How many merged events there are, counted to `most`."""
    return count_of(ledger, *_event_ids(ledger, query, modality, ordered=False), most)


def event(ledger: Ledger, event_id: str) -> Row:
    """One merged event by its full id, which must be there, as in the list."""
    return _event(ledger, event_id)


def event_of(ledger: Ledger, finding_id: str) -> str | None:
    """The merged event that a finding reports; None for what is no event, or rejected."""
    with plain_words(ledger.path):
        sql = "SELECT event_id FROM event_reports WHERE finding_id = ?"
        row = ledger._connection.execute(sql, (finding_id,)).fetchone()
    return str(row[0]) if row else None


def _status(ledger: Ledger, event_id: str) -> str:
    sql = """SELECT DISTINCT n.status FROM event_reports r JOIN finding_now n ON n.finding_id = r.finding_id
             WHERE r.event_id = ?"""
    held = {row[0] for row in ledger._connection.execute(sql, (event_id,))}
    return next((str(one) for one in (Status.CORRECTED, Status.CONFIRMED) if one in held), str(Status.SUGGESTED))


def _finding_ids(ledger: Ledger, query: Query, modality: str | None, *, ordered: bool = True) -> tuple[str, list[Any]]:
    conditions = list(_conditions(ledger, query, modality))
    if query.kind:
        conditions.append(_Condition(OF_KIND[query.kind]))
    where, values = _joined(conditions)
    order, index = "n.date_last DESC, n.finding_id", ""
    if query.order == "doubtful":
        order = "n.doubts = 0, n.confidence, n.finding_id"
        if query.status and not any(one.few for one in conditions):
            index = " INDEXED BY now_queue"
    elif query.kind is None and not any(one.few for one in conditions):
        order = "n.finding_id"  # of all kinds together no index has the dates in order
    return f"SELECT n.finding_id FROM finding_now n{index} WHERE {where}" + (
        f" ORDER BY {order}" if ordered else ""
    ), values


def _event_ids(ledger: Ledger, query: Query, modality: str | None, *, ordered: bool = True) -> tuple[str, list[Any]]:
    conditions = list(_conditions(ledger, query, None))
    own, values = ["1"], list[Any]()
    for column, value in (("e.event_type", query.type_ and query.type_.upper()), ("e.modality", modality)):
        if value:
            own.append(f"{column} = ?")
            values.append(value)
    order = " ORDER BY e.date_last DESC, e.id" if ordered else ""
    if not conditions:
        return f"SELECT e.id FROM events e WHERE {' AND '.join(own)}{order}", values
    where, more = _joined(conditions)
    if any(one.few for one in conditions):
        inner = (
            f"SELECT r.event_id FROM finding_now n JOIN event_reports r ON r.finding_id = n.finding_id WHERE {where}"
        )
        return f"SELECT e.id FROM events e WHERE e.id IN ({inner}) AND {' AND '.join(own)}{order}", [*more, *values]
    inner = f"""SELECT 1 FROM event_reports r CROSS JOIN finding_now n ON n.finding_id = r.finding_id
                WHERE r.event_id = e.id AND {where}"""
    return f"SELECT e.id FROM events e WHERE {' AND '.join(own)} AND EXISTS ({inner}){order}", [*values, *more]


def _joined(conditions: Sequence[_Condition]) -> tuple[str, list[Any]]:
    """All conditions as one: those that few rows meet first; where there is one, no index of an order is used."""
    ordered = sorted(conditions, key=lambda one: not one.few)
    where = " AND ".join(f"({one.sql})" for one in ordered) or "1"
    return where, [value for one in ordered for value in one.values]


def _conditions(ledger: Ledger, query: Query, modality: str | None) -> Iterator[_Condition]:
    if query.status:
        yield _of_status(ledger, query)
    yield from _of_sides(ledger, query)
    if query.source or query.lang:
        yield _in_sources(ledger, query)
    if query.text:
        yield _saying(ledger, query.text)
    if query.type_:
        yield _Condition(_TYPE, (query.type_,))
    if modality:
        yield _Condition("n.modality = ?", (modality,))
    if query.since:
        yield _Condition("n.date_last >= ?", (query.since.first.isoformat(),))
    if query.until:
        yield _Condition("n.date_first <= ?", (query.until.last.isoformat(),))


def _of_status(ledger: Ledger, query: Query) -> _Condition:
    sql, value = "SELECT finding_id FROM finding_now WHERE status = ?", str(query.status)
    if query.order == "doubtful":  # the index of the queue begins with the status
        return _Condition("n.status = ?", (value,))
    if _is_few(ledger, sql, (value,)):
        return _Condition(f"n.finding_id IN ({sql})", (value,), few=True)
    return _Condition("+n.status = ?", (value,))


def _of_sides(ledger: Ledger, query: Query) -> Iterator[_Condition]:
    """Findings that name the sides asked for. Of two whom many name, those that name both are looked up: often few."""
    sought = [one for one in (query.actor, query.with_) if one]
    named = [_named(ledger, one, query.kind) for one in sought]
    if len(named) < 2 or any(one.few for one in named):
        yield from named
        return
    lists = [_among(ledger, one, query.kind) for one in sought]
    counts = [_count(ledger, *each, _ENOUGH) for each in lists]
    rarer = counts.index(min(counts))
    among, values = lists[rarer]
    other = named[1 - rarer]
    sql = f"SELECT DISTINCT n.finding_id FROM ({among}) n WHERE {other.sql} LIMIT {_TOGETHER}"
    with plain_words(ledger.path):
        ids = [row[0] for row in ledger._connection.execute(sql, [*values, *other.values])]
    if len(ids) < _TOGETHER:
        yield _Condition("n.finding_id IN (SELECT value FROM json_each(?))", (json.dumps(ids),), few=True)
    else:
        yield from named


def _named(ledger: Ledger, sought: Sequence[str], kind: Kind | None) -> _Condition:
    """Findings that name somebody, the voices left out: by id, by state, or by words of the name."""
    among, values = _among(ledger, sought, kind)
    if _is_few(ledger, among, values):
        return _Condition(f"n.finding_id IN ({among})", values, few=True)
    either = " OR ".join(f"a.{column} IN ({_places(held)})" for column, held in _columns_of(ledger, sought))
    inner = f"SELECT 1 FROM finding_actors a WHERE a.finding_id = n.finding_id AND a.{_of_roles(kind)} AND ({either})"
    return _Condition(f"EXISTS ({inner})", values)


def _among(ledger: Ledger, sought: Sequence[str], kind: Kind | None) -> tuple[str, tuple[str, ...]]:
    """SQL for the ids of the findings that name somebody, some of them more than once, and its values."""
    parts = _columns_of(ledger, sought)
    each = (
        f"SELECT finding_id FROM finding_actors WHERE {column} IN ({_places(held)}) AND {_of_roles(kind)}"
        for column, held in parts
    )
    return " UNION ALL ".join(each), tuple(value for _, held in parts for value in held)


def _columns_of(ledger: Ledger, sought: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """The columns of finding_actors in which those sought may stand, and as what."""
    ids = tuple(dict.fromkeys(one for name in sought for one in (name, name.upper())))
    known = names_with(ledger, tuple(f" {' '.join(name.casefold().split())} " for name in sought))
    return [(column, held) for column, held in (("actor_id", ids), ("state", ids), ("folded", known)) if held]


def _of_roles(kind: Kind | None) -> str:
    """Which roles count: those of a kind, so that an actor of many events is not looked for in vain among claims."""
    if kind is None:
        return "role <> 'voice'"
    return f"role IN ({', '.join(repr(role) for role in ROLES[kind])})"


def names_with(ledger: Ledger, words: Sequence[str]) -> tuple[str, ...]:
    """The names, in small letters, in which one of these stands ("  tokayev  " between spaces); read along the index of
    names, each once."""
    sql = """WITH RECURSIVE each (held) AS (
               SELECT min(folded) FROM finding_actors
               UNION ALL SELECT (SELECT min(folded) FROM finding_actors WHERE folded > held) FROM each WHERE held IS NOT NULL)
             SELECT held FROM each WHERE held IS NOT NULL"""
    with plain_words(ledger.path):
        names = [str(row[0]) for row in ledger._connection.execute(sql)]
    return tuple(name for name in names if any(word in f" {name} " for word in words))


def _in_sources(ledger: Ledger, query: Query) -> _Condition:
    where, values = query.of_source()
    with plain_words(ledger.path):
        rows = ledger._connection.execute(f"SELECT s.number, s.id FROM sources s WHERE {where}", values).fetchall()
    numbers, ids = json.dumps([row[0] for row in rows]), json.dumps([row[1] for row in rows])
    found = "SELECT id FROM findings WHERE source_id IN (SELECT value FROM json_each(?))"
    if len(rows) < FEW and _is_few(ledger, found, (ids,)):
        return _Condition(f"n.finding_id IN ({found})", (ids,), few=True)
    return _Condition("n.source_number IN (SELECT value FROM json_each(?))", (numbers,))


def _saying(ledger: Ledger, text: str) -> _Condition:
    """Findings whose quote holds all these words."""
    words = words_sought(text)
    matched = "SELECT rowid FROM quote_index WHERE quote_index MATCH ?"
    if _is_few(ledger, matched, (words,)):
        return _Condition(f"n.finding_id IN (SELECT id FROM findings WHERE number IN ({matched}))", (words,), few=True)
    number = "(SELECT f.number FROM findings f WHERE f.id = n.finding_id)"
    return _Condition(f"EXISTS ({matched} AND rowid = {number})", (words,))


def _is_few(ledger: Ledger, sql: str, values: Sequence[Any]) -> bool:
    return _count(ledger, sql, values, FEW) < FEW


def _count(ledger: Ledger, sql: str, values: Sequence[Any], most: int) -> int:
    with plain_words(ledger.path):
        counted = ledger._connection.execute(f"SELECT count(*) FROM (SELECT 1 FROM ({sql}) LIMIT {most})", values)
        return int(counted.fetchone()[0])


def _page(ledger: Ledger, asked: tuple[str, list[Any]], query: Query) -> list[str]:
    sql, values = asked
    limit = -1 if query.limit is None else query.limit
    with plain_words(ledger.path):
        return [
            str(row[0]) for row in ledger._connection.execute(f"{sql} LIMIT ? OFFSET ?", [*values, limit, query.offset])
        ]


def count_of(ledger: Ledger, sql: str, values: Sequence[Any], most: int) -> Number:
    """The rows counted to `most`, or for as long as a page can wait; what was not counted to the end is told roundly."""
    count, end = 0, time.monotonic() + _SECONDS
    connection = ledger._connection
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEP)
    try:
        for _ in connection.execute(f"{sql} LIMIT ?", [*values, most + 1]):
            count += 1
    except sqlite3.OperationalError as fault:
        if "interrupted" not in str(fault):
            raise
        return Number(_round(count), more=True)
    finally:
        connection.set_progress_handler(None, 0)
    return Number(min(count, most), count > most)


def _round(count: int) -> int:
    """A number as one says "more than 3,000": its first digit."""
    size = int(10 ** (len(str(count)) - 1))
    return count // size * size


def _places(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))
