"""Finding: one row with its sentence, its voice, its source, what analysts decided, and the form to decide."""

from typing import Any

from fastapi import APIRouter

from dragoman.ledger import COLUMNS, flat, shelf, window
from dragoman.ledger.window import Number
from dragoman.records import Row
from dragoman.show import highlight
from dragoman.show.correction import Correction
from dragoman.show.fields import fields
from dragoman.show.visit import Sheet, Visit, register
from dragoman.show.words import headline

router = APIRouter()
_HEAD = ("id", "kind", "status", "source", "span", "voice", "method", "confidence", "notes", "content", "cue")


def finding(visit: Visit) -> Sheet:
    """One finding."""
    row = visit.book.finding(visit.full_id("finding"))
    return Sheet(
        template="finding.html", title=headline(row), rows=[row], columns=COLUMNS, flat=flat, total=Number(1),
        told=told_of(visit, row), gist=row["span"]["exact"],
    )  # fmt: skip


def told_of(visit: Visit, row: Row) -> dict[str, Any]:
    """What the page of a finding, and the review of one, need beside its row."""
    document, place = visit.book.document(row["source"]["id"]), row["span"]
    correction = Correction(row, document, visit.desk.world)
    return {
        "row": row,
        "source": shelf.source_entry(visit.book, row["source"]["id"]),
        "context": highlight.in_context(document, place["start"], place["end"]),
        "facts": [(key, value) for key, value in row.items() if key not in _HEAD and value not in (None, [], "")],
        "decisions": visit.book.decisions(row["id"]),
        "event_id": window.event_of(visit.book, row["id"]),
        "fields": fields(correction),
        "typed": {},
        "faults": {},
        "fault": None,
        "note": "",
    }


register(router, "/finding/{id}", finding, keys=())
