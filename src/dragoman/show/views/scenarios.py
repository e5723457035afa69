"""Scenarios: the questions that were registered beforehand, what was forecast of them, and how they came out."""

from fastapi import APIRouter

from dragoman.ledger import Estimate, Question, Resolution
from dragoman.ledger.window import Number
from dragoman.records import Row
from dragoman.show.desk import today
from dragoman.show.visit import Sheet, Visit, register

router = APIRouter()
COLUMNS = (
    "id",
    "question",
    "rubric",
    "due",
    "form",
    "unit",
    "registered_at",
    "forecasts",
    "outcome",
    "value",
    "source",
    "finding",
)


def scenarios(visit: Visit) -> Sheet:
    """All questions, those that fall due next first."""
    estimates: dict[str, list[Estimate]] = {}
    for estimate in visit.book.estimates():
        estimates.setdefault(estimate.question, []).append(estimate)
    done = {one.question: one for one in visit.book.resolutions()}
    now = today().isoformat()
    asked = sorted(visit.book.questions(), key=lambda one: (one.id in done, str(one.due) < now, str(one.due), one.id))
    rows = [_row(one, estimates.get(one.id, []), done.get(one.id)) for one in asked]
    return Sheet(
        template="scenarios.html", title="Scenarios", rows=rows, columns=COLUMNS, total=Number(len(rows)),
        told={"estimates": estimates, "now": now},
    )  # fmt: skip


def _row(one: Question, estimates: list[Estimate], done: Resolution | None) -> Row:
    return {
        "id": one.id, "question": one.question, "rubric": one.rubric, "due": str(one.due), "form": one.form, "unit": one.unit,
        "registered_at": one.registered_at, "forecasts": len(estimates), "outcome": done.outcome if done else None,
        "value": done.value if done else None, "source": done.source if done else None, "finding": one.finding,
    }  # fmt: skip


register(router, "/scenarios", scenarios)
