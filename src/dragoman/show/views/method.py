"""Method and coverage: what was read, by which reader, what was left out, what has been reviewed – and what that means."""

from pathlib import Path

from fastapi import APIRouter

from dragoman.ledger import Ledger, shelf
from dragoman.ledger.extent import not_read
from dragoman.records import Row
from dragoman.show.coverage import strip
from dragoman.show.figures.waffle import waffle
from dragoman.show.gallery import Rows, gallery
from dragoman.show.visit import Sheet, Visit, register

router = APIRouter()
_MOST = 100  # skipped documents that are listed


def method(visit: Visit) -> Sheet:
    """The limits of this ledger on one page; its rows are the documents by month and language."""
    rows: list[Row] = visit.desk.kept(visit.book, "coverage", lambda: shelf.coverage(visit.book))
    skipped = visit.book.skipped()
    return gallery(
        visit, "method.html", "Method and coverage", Rows(rows=rows, columns=("month", "language", "documents", "words")),
        [waffle(rows, visit.desk.told(visit.book))],
        {
            "counts": visit.desk.counts(visit.book), "strip": strip(rows), "skipped": skipped[:_MOST],
            "unread": len(skipped), "stored": visit.desk.kept(visit.book, "not read", lambda: not_read(visit.book)),
            "methods": visit.desk.answer(visit.book, readers),
            "statuses": visit.desk.kept(visit.book, "statuses", lambda: shelf.statuses(visit.book)),
        },
    )  # fmt: skip


def readers(ledger: Path) -> list[Row]:
    """Which reader found how much. Run beside the server."""
    with Ledger.open(ledger, readonly=True) as book:
        return shelf.methods(book)


register(router, "/method", method, keys=())
