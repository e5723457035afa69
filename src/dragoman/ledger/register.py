"""The register: questions fixed beforehand, forecasts of them, and how they came out – rows that never change or go.

All rows of the three tables make one chain, by `number`: each carries the SHA-256 of its content together with the hash
of the row before it. Whoever changes or takes away a row afterwards, past the triggers, breaks the chain, and `audit`
says where. A row cut off at the end does not show from inside: note the last hash elsewhere (`head`).
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dragoman.errors import UsageError
from dragoman.records import PartialDate, When, parse_when

Form = Literal["yes or no", "number"]
Forecaster = Literal["person", "engine", "document"]
Verdict = Literal["yes", "no", "number", "void"]
START = "0" * 64
"""What stands as the hash before the first row."""
_TABLES = ("questions", "forecasts", "resolutions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question fixed beforehand: `rubric` says what decides it, `due` by when; a number lies from `low` to `high`.

    `finding` is the forecast in a document that it was taken from; `registered_at` the time at which it was written.
    """

    question: str
    rubric: str
    due: PartialDate
    form: Form = "yes or no"
    low: float | None = None
    high: float | None = None
    unit: str = ""
    finding: str | None = None
    id: str = ""
    registered_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What somebody forecasts: a probability of yes, or for a number points with their probabilities.

    A document's forecast that gives no probability has neither: it says that the thing will come. `made_on` is the day on
    which it was made, None for a document without a date.
    """

    question: str
    forecaster: str
    kind: Forecaster = "person"
    probability: float | None = None
    distribution: tuple[tuple[float, float], ...] = ()
    made_on: When | None = None
    note: str = ""
    written_at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """How a question came out, and where that stands; void if it cannot be decided or its condition was not met."""

    question: str
    outcome: Verdict
    source: str
    value: float | None = None
    analyst: str = ""
    note: str = ""
    resolved_at: str = ""


def add_question(connection: sqlite3.Connection, question: Question, now: str) -> str:
    """Register a question; returns its id. The caller holds the transaction. Raises UsageError if it is there already."""
    told = "|".join([question.question, question.rubric, str(question.due), question.form, question.finding or ""])
    key = hashlib.sha256(told.encode("utf-8")).hexdigest()[:16]
    if connection.execute("SELECT 1 FROM questions WHERE id = ?", (key,)).fetchone():
        raise UsageError(f"this question is registered already, as {key}", "add forecasts to it by this id")
    taken = connection.execute("SELECT id FROM questions WHERE finding_id = ?", (question.finding,)).fetchone()
    if taken:
        raise UsageError(f"the forecast {question.finding} is registered already, as {taken[0]}", "add forecasts to it")
    content = {
        "id": key,
        "question": question.question,
        "rubric": question.rubric,
        "form": question.form,
        "low": _real(question.low),
        "high": _real(question.high),
        "unit": question.unit,
        "due": str(question.due),
        "finding_id": question.finding,
        "registered_at": now,
    }
    _append(connection, "questions", content)
    return key


def add_estimate(connection: sqlite3.Connection, estimate: Estimate, now: str) -> None:
    """Register a forecast. The caller holds the transaction and has seen to it that the question is there."""
    content = {
        "question_id": estimate.question,
        "forecaster": estimate.forecaster,
        "kind": estimate.kind,
        "probability": _real(estimate.probability),
        "distribution": json.dumps([list(pair) for pair in estimate.distribution]) if estimate.distribution else None,
        "made_on": str(estimate.made_on) if estimate.made_on else None,
        "note": estimate.note,
        "written_at": now,
    }
    _append(connection, "forecasts", content)


def add_resolution(connection: sqlite3.Connection, resolution: Resolution, now: str) -> None:
    """Register how a question came out; the latest row stands. The caller holds the transaction."""
    content = {
        "question_id": resolution.question,
        "outcome": resolution.outcome,
        "value": _real(resolution.value),
        "source": resolution.source,
        "analyst": resolution.analyst,
        "note": resolution.note,
        "resolved_at": now,
    }
    _append(connection, "resolutions", content)


def full_id(connection: sqlite3.Connection, beginning: str) -> str:
    """The id of the question that begins so. Raises UsageError if none or several do."""
    asked = beginning.strip().lower()
    if not asked or not set(asked) <= set("0123456789abcdef"):
        raise UsageError(f"{beginning!r} is no id of a question", "see `dragoman scenario forecast list`")
    sql = "SELECT id FROM questions WHERE id >= ? AND id < ? ORDER BY id LIMIT 4"
    found = [row[0] for row in connection.execute(sql, (asked, asked + "g"))]
    if len(found) == 1:
        return str(found[0])
    if found:
        raise UsageError(f"{asked} is the beginning of several ids: {', '.join(found)}", "give more of it")
    raise UsageError(f"no registered question has the id {asked}", "see `dragoman scenario forecast list`")


def questions(connection: sqlite3.Connection) -> Iterator[Question]:
    """All questions, in the order in which they were registered."""
    for row in connection.execute("SELECT * FROM questions ORDER BY number"):
        yield Question(
            question=row["question"],
            rubric=row["rubric"],
            due=PartialDate.parse(row["due"]),
            form=row["form"],
            low=row["low"],
            high=row["high"],
            unit=row["unit"],
            finding=row["finding_id"],
            id=row["id"],
            registered_at=row["registered_at"],
        )


def estimates(connection: sqlite3.Connection) -> Iterator[Estimate]:
    """All forecasts, in the order in which they were written."""
    for row in connection.execute("SELECT * FROM forecasts ORDER BY number"):
        pairs = json.loads(row["distribution"]) if row["distribution"] else []
        yield Estimate(
            question=row["question_id"],
            forecaster=row["forecaster"],
            kind=row["kind"],
            probability=row["probability"],
            distribution=tuple((float(point), float(chance)) for point, chance in pairs),
            made_on=parse_when(row["made_on"]) if row["made_on"] else None,
            note=row["note"],
            written_at=row["written_at"],
        )


def resolutions(connection: sqlite3.Connection) -> Iterator[Resolution]:
    """All resolutions, in the order in which they were written; of a question the last one stands."""
    for row in connection.execute("SELECT * FROM resolutions ORDER BY number"):
        yield Resolution(
            question=row["question_id"],
            outcome=row["outcome"],
            source=row["source"],
            value=row["value"],
            analyst=row["analyst"],
            note=row["note"],
            resolved_at=row["resolved_at"],
        )


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """How many rows the register has, and the hash of the last: what to note elsewhere, so that none can be cut off."""
    last = [
        connection.execute(f"SELECT number, hash FROM {table} ORDER BY number DESC LIMIT 1").fetchone()
        for table in _TABLES
    ]
    number, digest = max((tuple(row) for row in last if row), default=(0, START))
    return int(number), str(digest)


def audit(connection: sqlite3.Connection) -> Iterator[str]:
    """One sentence for each place where the chain is broken."""
    before, expected = START, 1
    for table, row in sorted(_rows(connection), key=lambda found: found[1]["number"]):
        name = f"row {row['number']} of the register ({table})"
        if row["number"] != expected:
            yield f"{name}: row {expected} before it is not there, or stands twice"
        if row["previous"] != before:
            yield f"{name}: it does not follow the row before it"
        if row["hash"] != _hash(table, row):
            yield f"{name}: its content is not what was registered"
        before, expected = row["hash"], row["number"] + 1


def _append(connection: sqlite3.Connection, table: str, content: Mapping[str, Any]) -> None:
    number, previous = head(connection)
    row = {"number": number + 1, **content, "previous": previous}
    row["hash"] = _hash(table, row)
    names, places = ", ".join(row), ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", tuple(row.values()))


def _hash(table: str, row: Mapping[str, Any]) -> str:
    """SHA-256 of a row's table, number, content and the hash before it, as JSON with sorted keys."""
    content = {"table": table} | {key: value for key, value in row.items() if key != "hash"}
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8")).hexdigest()


def _real(value: float | None) -> float | None:
    """As the column gives it back: a whole number too is a float there, and is hashed as one."""
    return None if value is None else float(value)


def _rows(connection: sqlite3.Connection) -> Iterator[tuple[str, dict[str, Any]]]:
    for table in _TABLES:
        for row in connection.execute(f"SELECT * FROM {table}"):
            yield table, dict(row)
