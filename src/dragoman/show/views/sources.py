"""Sources: the documents of the ledger, and those that could not be read."""

from collections.abc import Iterator

from fastapi import APIRouter

from dragoman.ledger import Ledger, shelf
from dragoman.ledger.window import Number
from dragoman.records import Row
from dragoman.show.lists import titled
from dragoman.show.visit import Sheet, Visit, register, sides

router = APIRouter()
_FILTERS = ("lang", "source", "actor", "from", "to", "text")
COLUMNS = (
    "id", "published", "language", "outlet", "author", "title", "words", "findings", "read_for_findings",
    "near_duplicate_of", "format", "encoding", "path", "url", "added_at", "issues", "notes",
)  # fmt: skip


def sources(visit: Visit) -> Sheet:
    """The documents asked for, the newest first."""
    asked = visit.asked(*_FILTERS)
    query = asked.query()
    number = visit.desk.kept(visit.book, ("sources", asked.key), lambda: visit.book.number_of("sources", query))
    rows = [] if visit.whole else shelf.sources(visit.book, query)

    def every(book: Ledger) -> Iterator[Row]:
        return shelf.each_source(book, query)

    return Sheet(
        template="sources.html", title=titled("Sources", asked), rows=rows, columns=COLUMNS, total=Number(number),
        every=every,
        told={
            "asked": asked, "filters": _FILTERS, "choices": {}, "heading": "Sources",
            "counts": visit.desk.counts(visit.book), "skipped": visit.book.skipped() if asked.page == 1 else [],
        },
    )  # fmt: skip


register(router, "/sources", sources, keys=_FILTERS, meant=sides("actor"))
