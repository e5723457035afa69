"""The ledger: one SQLite file that keeps what was read and found, and what analysts decided about it."""

import contextlib
import datetime
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Unpack

from dragoman.errors import DragomanError, UsageError
from dragoman.ledger import decision, file, intake, listing, register
from dragoman.ledger.audit import audit
from dragoman.ledger.intake import Added
from dragoman.ledger.query import Filters, Query
from dragoman.ledger.register import Estimate, Question, Resolution
from dragoman.ledger.remake import heal
from dragoman.records import Document, Kind, Reading, Row, Source, Status

Rows = Literal["findings", "events", "sources", "actors"]
Thing = Literal["finding", "event", "source"]


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


class Ledger:
    """Findings, kept. Made by `Ledger.open`; a context manager that closes the file.

    Lists take either a Query or its fields as keywords (see Query), and are read lazily: use them while it is open.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, clock: Callable[[], str]) -> None:
        self.path = path
        self._connection = connection
        self._clock = clock
        self._healed = False

    @classmethod
    def open(
        cls, path: Path | str, *, create: bool = False, readonly: bool = False, clock: Callable[[], str] = _now
    ) -> "Ledger":
        """The ledger at `path`. `clock` gives the time that is written beside what is added and decided.

        Raises LedgerError if it is not there (unless `create`), is no ledger, or cannot be opened.
        """
        place = Path(path)
        return cls(place, file.connect(place, create=create, readonly=readonly), clock)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def add(self, reading: Reading) -> Added:
        """Keep a reading: wholly or, if anything goes wrong, not at all. A source that is there is left as it is."""
        with self._writing():
            return intake.take_in(self._connection, reading, added_at=self._clock())

    def skip(self, path: Path | str, fault: DragomanError) -> None:
        """Note that a document could not be read, and why; forgotten when it is."""
        with self._writing():
            self._connection.execute(
                "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?, ?)",
                (str(path), fault.message, fault.hint, self._clock()),
            )

    def decide(
        self,
        finding_id: str,
        status: Status | str,
        correction: Mapping[str, Any] | None = None,
        *,
        analyst: str,
        note: str = "",
    ) -> None:
        """Write down what an analyst decides. `correction` gives the changed keys of the contract's row.

        Raises UsageError for an unknown finding or a correction that makes none, SpanError for a quote that does not
        stand in the source.
        """
        if status not in list(Status):
            raise UsageError(f"{status!r} is no status", f"it is one of {', '.join(Status)}")
        full = self._full(finding_id, "finding")
        with self._writing():
            decision.write(
                self._connection,
                full,
                Status(status),
                correction,
                analyst=analyst,
                note=note,
                decided_at=self._clock(),
            )

    def has_source(self, source_id: str) -> bool:
        """Whether the document with this SHA-256 is in the ledger."""
        with file.plain_words(self.path):
            return self._connection.execute("SELECT 1 FROM sources WHERE id = ?", (source_id,)).fetchone() is not None

    def findings(self, query: Query | None = None, /, **filters: Unpack[Filters]) -> Iterator[Row]:
        """The findings asked for, as rows of the contract, by source and place in it (unless ordered otherwise)."""
        return self._told(listing.finding_rows(self._connection, query or Query.of(filters)))

    def events(self, query: Query | None = None, /, **filters: Unpack[Filters]) -> Iterator[Row]:
        """The merged events that the findings asked for report, newest first."""
        return self._told(listing.event_rows(self._connection, query or Query.of(filters)))

    def sources(self, query: Query | None = None, /, **filters: Unpack[Filters]) -> Iterator[Row]:
        """The sources asked for, in the order of adding."""
        return self._told(listing.source_rows(self._connection, query or Query.of(filters)))

    def actors(self, query: Query | None = None, /, **filters: Unpack[Filters]) -> Iterator[Row]:
        """The actors of the findings asked for, the most often named first."""
        return self._told(listing.actor_rows(self._connection, query or Query.of(filters)))

    def ties(self, **filters: Unpack[Filters]) -> Iterator[Row]:
        """The ties asked for."""
        filters["kind"] = Kind.TIE
        return self.findings(**filters)

    def number_of(self, what: Rows, query: Query) -> int:
        """How many rows the list has, whatever its limit."""
        with file.plain_words(self.path):
            return listing.number_of(self._connection, what, query)

    def skipped(self) -> list[Row]:
        """The documents that could not be read, and why."""
        with file.plain_words(self.path):
            return [dict(row) for row in self._connection.execute("SELECT * FROM skipped ORDER BY path")]

    def identify(self, beginning: str) -> tuple[Thing, str]:
        """What the beginning of an id stands for, and its full id; raises UsageError if nothing or several things."""
        beginning = beginning.lower()
        if not beginning or not set(beginning) <= set("0123456789abcdef"):
            raise UsageError(f"{beginning!r} is no id", "ids stand in the first column of `dragoman list`")
        found: list[tuple[Thing, str]] = []
        with file.plain_words(self.path):
            tables: tuple[tuple[Thing, str], ...] = (
                ("finding", "findings"),
                ("event", "events"),
                ("source", "sources"),
            )
            for thing, table in tables:
                sql = f"SELECT id FROM {table} WHERE id >= ? AND id < ? ORDER BY id LIMIT 4"
                found += [(thing, row[0]) for row in self._connection.execute(sql, (beginning, beginning + "g"))]
        if not found:
            raise UsageError(f"nothing in {self.path} has the id {beginning}", "see `dragoman list` for what is there")
        if len(found) > 1:
            some = ", ".join(f"{thing} {full[:16]}" for thing, full in found[:4])
            raise UsageError(f"{beginning} is the beginning of several ids: {some}", "give more of it")
        return found[0]

    def finding(self, finding_id: str) -> Row:
        """One finding, by its id or the beginning of it."""
        full = self._full(finding_id, "finding")
        with file.plain_words(self.path):
            return listing.finding_row(self._connection, full)

    def event(self, event_id: str) -> Row:
        """One merged event, by its id or the beginning of it."""
        full = self._full(event_id, "event")
        with file.plain_words(self.path):
            return listing.event_row(self._connection, full)

    def source(self, source_id: str) -> Source:
        """One source, by its id or the beginning of it."""
        full = self._full(source_id, "source")
        with file.plain_words(self.path):
            return listing.load_source(self._connection, full)

    def document(self, source_id: str) -> Document:
        """One source with its text."""
        full = self._full(source_id, "source")
        with file.plain_words(self.path):
            return listing.load_document(self._connection, full)

    def decisions(self, finding_id: str) -> list[Row]:
        """All decisions on a finding, oldest first."""
        with file.plain_words(self.path):
            return list(decision.history(self._connection, self._full(finding_id, "finding")))

    def register(self, question: Question, *estimates: Estimate) -> str:
        """Register a question, and forecasts of it with it; returns its id. Raises UsageError if it is there already."""
        with self._writing():
            key = register.add_question(self._connection, question, self._clock())
            for estimate in estimates:
                register.add_estimate(self._connection, replace(estimate, question=key), self._clock())
        return key

    def estimate(self, estimate: Estimate) -> str:
        """Register a forecast of the question whose id begins as said; returns the full id. Raises UsageError."""
        with self._writing():
            key = register.full_id(self._connection, estimate.question)
            register.add_estimate(self._connection, replace(estimate, question=key), self._clock())
        return key

    def resolve(self, resolution: Resolution) -> str:
        """Register how a question came out; of several rows the last stands. Returns the full id. Raises UsageError."""
        with self._writing():
            key = register.full_id(self._connection, resolution.question)
            register.add_resolution(self._connection, replace(resolution, question=key), self._clock())
        return key

    def questions(self) -> list[Question]:
        """The registered questions, oldest first."""
        with file.plain_words(self.path):
            return list(register.questions(self._connection))

    def question(self, beginning: str) -> Question:
        """The registered question whose id begins so. Raises UsageError if none or several do."""
        with file.plain_words(self.path):
            key = register.full_id(self._connection, beginning)
        return next(question for question in self.questions() if question.id == key)

    def estimates(self) -> list[Estimate]:
        """The registered forecasts, oldest first."""
        with file.plain_words(self.path):
            return list(register.estimates(self._connection))

    def resolutions(self) -> list[Resolution]:
        """How questions came out, oldest first; of several for one question the last stands."""
        with file.plain_words(self.path):
            return list(register.resolutions(self._connection))

    def register_head(self) -> tuple[int, str]:
        """How many rows the register has and the hash of the last, which vouches for all before it."""
        with file.plain_words(self.path):
            return register.head(self._connection)

    def now(self) -> str:
        """The time by this ledger's clock."""
        return self._clock()

    def check(self) -> list[str]:
        """What is wrong with the ledger, a sentence each; empty if every quote and hash stands."""
        with file.plain_words(self.path):
            return list(audit(self._connection))

    def counts(self) -> dict[str, int]:
        """How much there is of everything. `reports` are findings of events; `events` are those after merging."""
        with file.plain_words(self.path):
            return {name: listing.count(self._connection, name) for name in listing.COUNTED}

    def _full(self, beginning: str, expected: Thing) -> str:
        thing, full = self.identify(beginning)
        if thing != expected:
            raise UsageError(
                f"{beginning} belongs to the {thing} {full[:16]}, to no {expected}", f"`dragoman show {beginning}`"
            )
        return full

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction; the first also mends what is made from other things."""
        with file.writing(self._connection, self.path):
            if not self._healed:
                heal(self._connection)
            yield
        self._healed = True

    def _told(self, rows: Iterator[Row]) -> Iterator[Row]:
        with file.plain_words(self.path):
            yield from rows
