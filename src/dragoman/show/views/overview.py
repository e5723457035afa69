"""Overview: the first page – how much there is, how the chosen state stands, where sources disagree, what is covered."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter

from dragoman.ledger import Ledger, shelf, window
from dragoman.ledger.query import Query
from dragoman.records import Kind, Modality, PartialDate, Row
from dragoman.show.coverage import strip
from dragoman.show.desk import Answer, today
from dragoman.show.visit import Sheet, Visit, register

router = APIRouter()
_NUMBERS = (
    ("sources", "source", "/sources"), ("reports", "report", "/events"), ("events", "event", "/events"),
    ("claims", "claim", "/claims"), ("disagreements", "disagreement", "/disagreements"),
)  # fmt: skip
_TOP = 3
_NEW = 6


def overview(visit: Visit) -> Sheet:
    """The first page; its rows are the five numbers."""
    counts = visit.desk.counts(visit.book)
    if not counts["sources"]:
        return Sheet(template="empty.html", title="Add documents", rows=[], columns=("what", "number"))
    state = visit.param("state") or "KAZ"
    quarrels = visit.desk.answer(visit.book, disagreeing)
    known = visit.desk.world.entity
    rows = [{"what": name, "number": _number(name, counts, quarrels), "path": path} for name, _, path in _NUMBERS]
    return Sheet(
        template="overview.html", title=visit.desk.path.stem, rows=rows, columns=("what", "number"),
        told={
            "numbers": list(zip(rows, (noun for _, noun, _ in _NUMBERS), strict=True)), "counts": counts, "state": state,
            "named": lambda code: entity.name if (entity := known(code)) else code,
            "quarrels": quarrels, "top": quarrels.value["rows"][:_TOP] if quarrels.value else [],
            "balance": visit.desk.answer(visit.book, standing, state),
            "newest": window.events(visit.book, _happened(), modality=Modality.HAPPENED),
            "strip": visit.desk.kept(visit.book, "strip", lambda: strip(shelf.coverage(visit.book))),
            "statuses": visit.desk.kept(visit.book, "statuses", lambda: shelf.statuses(visit.book)),
        },
    )  # fmt: skip


def _happened() -> Query:
    """The events of which a text says that they happened, before tomorrow."""
    return Query(kind=Kind.EVENT, limit=_NEW, since=PartialDate(1), until=PartialDate.of(today()))


def _number(name: str, counts: dict[str, int], quarrels: Answer) -> int | None:
    if name == "disagreements":
        return len(quarrels.value["rows"]) if quarrels.value else None
    return counts[name]


def disagreeing(ledger: Path) -> dict[str, Any]:
    """All disagreements, strongest first: `rows` and `notes`. Run beside the server."""
    from dragoman.measure.disagreements import disagreements

    with Ledger.open(ledger, readonly=True) as book:
        result = disagreements(book)
    return {"rows": result.frame.to_dicts(), "notes": result.notes, "definition": result.definition}


def standing(ledger: Path, state: str) -> dict[str, Any]:
    """How a state stands between the powers, in all the time: the rows for a small table. Run beside the server."""
    from dragoman.measure.balance import balance

    with Ledger.open(ledger, readonly=True) as book:
        result = balance(book, state)
    rows: list[Row] = result.frame.to_dicts()
    shares = [row for row in rows if row["quantity"] == "share"]
    return {"rows": shares, "question": result.question, "definition": result.definition, "notes": result.notes}


register(router, "/", overview, name="/overview")
