"""One query behind every list, count and export, so that their numbers agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from dragoman.errors import UsageError
from dragoman.ledger.whom import is_meant, meant
from dragoman.records import Kind, PartialDate, Status

Order = Literal["place", "newest", "doubtful"]
_JOINED = "findings f JOIN finding_now n ON n.finding_id = f.id JOIN sources s ON s.id = f.source_id"
_ORDERS: dict[Order, str] = {
    "place": 'f.source_id, f.start, f."end", f.kind, f.id',
    "newest": 'n.date_first IS NULL, n.date_last DESC, f.source_id, f.start, f."end", f.kind, f.id',
    "doubtful": 'n.doubts = 0, n.confidence, f.source_id, f.start, f."end", f.kind, f.id',
}


class Filters(TypedDict, total=False):
    """The fields of Query, as keywords of the ledger's methods. Kinds, states and dates may be given as text."""

    kind: Kind | str | None
    actor: str | Sequence[str] | None
    with_: str | Sequence[str] | None
    type_: str | None
    source: str | None
    lang: str | None
    status: Status | str | None
    since: PartialDate | str | None
    until: PartialDate | str | None
    text: str | None
    order: Order
    limit: int | None
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which findings are asked for. Conditions add up; None asks nothing.

    `actor` and `with_` are what `meant` makes of a name or code: alternatives, each an id, a state or words of a name
    (voices are not searched; figures have no actors); `type_` an event type, a relation, a
    type of claim or a unit; `source` the beginning of an id, or part of a path or (in any case) of an outlet; `since` and `until` partial
    dates, both meant, met by whatever may have been going on between them – events and forecasts without a date never
    are, claims and figures take the date of publication; `text` words of the quote, all of which must occur.
    """

    kind: Kind | None = None
    actor: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    type_: str | None = None
    source: str | None = None
    lang: str | None = None
    status: Status | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    text: str | None = None
    order: Order = "place"
    limit: int | None = None
    offset: int = 0

    @classmethod
    def of(cls, filters: Filters) -> "Query":
        """The query that the keywords make; raises UsageError for a kind, status or date that is none."""
        given: dict[str, Any] = dict(filters)
        for name, allowed in (("kind", Kind), ("status", Status)):
            if given.get(name) is not None and given[name] not in list(allowed):
                raise UsageError(f"{given[name]!r} is no {name}", f"it is one of {', '.join(allowed)}")
            given[name] = allowed(given[name]) if given.get(name) is not None else None
        for name in ("since", "until"):
            if isinstance(given.get(name), str):
                given[name] = _date(given[name])
        if given.get("since") and given.get("until") and given["until"].last < given["since"].first:
            raise UsageError(
                f"the time from {given['since']} to {given['until']} ends before it begins", "turn them round"
            )
        for name in ("actor", "with_"):
            given[name] = meant(given[name]) if given.get(name) else ()
        return cls(**given)

    @property
    def asks_of_findings(self) -> bool:
        """Whether there is a condition that only findings can meet."""
        return any((self.kind, self.actor, self.with_, self.type_, self.status, self.since, self.until, self.text))

    def findings(self, columns: str) -> tuple[str, list[Any]]:
        """SQL for the findings asked for, in order."""
        where, values = self._where()
        limit = -1 if self.limit is None else self.limit
        sql = f"SELECT {columns} FROM {_JOINED} WHERE {where} ORDER BY {_ORDERS[self.order]} LIMIT ? OFFSET ?"
        return sql, [*values, limit, self.offset]

    def matching(self, column: str) -> tuple[str, list[Any]]:
        """SQL for one column of all findings asked for, whatever the limit."""
        where, values = self._where()
        return f"SELECT {column} FROM {_JOINED} WHERE {where}", values

    def sources(self, columns: str) -> tuple[str, list[Any]]:
        """SQL for the sources asked for: by their language, id, path, outlet, date of publication and whole text,
        and by whether something fitting the other conditions was found in them."""
        where, values = self.of_source()
        conditions, held = [where], values
        if self.kind or self.type_ or self.status:
            inner, more = Query(
                kind=self.kind, actor=self.actor, with_=self.with_, type_=self.type_, status=self.status
            ).matching("f.source_id")
            conditions.append(f"s.id IN ({inner})")
            held += more
        else:
            for name in filter(None, (self.actor, self.with_)):
                fits, names = is_meant("a", name)
                conditions.append(
                    f"""(s.id IN (SELECT f.source_id FROM finding_actors a JOIN findings f ON f.id = a.finding_id
                          WHERE a.role <> 'voice' AND {fits})
                      OR s.id IN (SELECT a.source_id FROM source_actors a WHERE {fits}))"""
                )
                held += names * 2
        for sign, bound in ((">=", self.since and self.since.first), ("<=", self.until and self.until.last)):
            if bound:  # compared at the precision of the date of publication
                conditions.append(f"s.published {sign} substr(?, 1, length(s.published))")
                held.append(bound.isoformat())
        if self.text:
            conditions.append("s.number IN (SELECT rowid FROM text_index WHERE text_index MATCH ?)")
            held.append(words_sought(self.text))
        limit = -1 if self.limit is None else self.limit
        sql = f"SELECT {columns} FROM sources s WHERE {' AND '.join(conditions)} ORDER BY s.number LIMIT ? OFFSET ?"
        return sql, [*held, limit, self.offset]

    def _where(self) -> tuple[str, list[Any]]:
        where, values = self.of_source()
        conditions = [where]
        for name in filter(None, (self.actor, self.with_)):
            fits, names = is_meant("a", name)
            conditions.append(f"f.id IN (SELECT a.finding_id FROM finding_actors a WHERE a.role <> 'voice' AND {fits})")
            values += names
        for column, value in (("f.kind", self.kind), ("n.status", self.status)):
            if value:
                conditions.append(f"{column} = ?")
                values.append(str(value))
        if self.type_:
            conditions.append("lower(coalesce(n.event_type, n.relation, n.claim_type, n.unit)) = lower(?)")
            values.append(self.type_)
        if self.since:
            conditions.append("n.date_last >= ?")
            values.append(self.since.first.isoformat())
        if self.until:
            conditions.append("n.date_first <= ?")
            values.append(self.until.last.isoformat())
        if self.text:
            conditions.append("f.number IN (SELECT rowid FROM quote_index WHERE quote_index MATCH ?)")
            values.append(words_sought(self.text))
        return " AND ".join(conditions), values

    def of_source(self) -> tuple[str, list[Any]]:
        """SQL for what is asked of the source itself: which, and in which language."""
        conditions, values = ["1"], list[Any]()
        if self.source:
            conditions.append(
                "(instr(s.id, lower(?)) = 1 OR instr(s.path, ?) > 0 OR instr(casefold(s.outlet), casefold(?)) > 0)"
            )
            values += [self.source] * 3
        if self.lang:
            conditions.append("s.language = lower(?)")
            values.append(self.lang)
        return " AND ".join(conditions), values


def _date(text: str) -> PartialDate:
    try:
        return PartialDate.parse(text)
    except UsageError:
        raise UsageError(f"{text} is no date", "write 2022, 2022-01 or 2022-01-06") from None


def words_sought(text: str) -> str:
    """The words as FTS5 wants them, so that no character in them is taken for syntax; raises UsageError if none is."""
    words = text.replace('"', " ").split()
    if not words:
        raise UsageError("there is no word to search for", "give one or more words with --text")
    return " ".join(f'"{word}"' for word in words)
