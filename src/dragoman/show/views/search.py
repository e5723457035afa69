"""Search: words in the quotes of findings, or in whole documents, with filters."""

from fastapi import APIRouter

from dragoman.ledger import COLUMNS, flat, shelf
from dragoman.show.asked import CHOICES
from dragoman.show.lists import titled
from dragoman.show.visit import Sheet, Visit, register

router = APIRouter()
_FILTERS = ("text", "kind", "status", "lang", "source", "from", "to")
_TEXTS = ("id", "published", "language", "outlet", "author", "title", "excerpt", "url", "path")


def search(visit: Visit) -> Sheet:
    """What holds all the words; in no list if no word is given."""
    asked, within = visit.asked(*_FILTERS), visit.param("in", "quotes")
    told = {
        "asked": asked, "filters": _FILTERS, "choices": CHOICES, "within": within, "BEGIN": shelf.BEGIN, "END": shelf.END,
        "found": [], "heading": "Search", "counts": visit.desk.counts(visit.book),
    }  # fmt: skip
    words = asked.given.get("text")
    if not words:
        return Sheet(template="search.html", title="Search", columns=COLUMNS, told=told)
    query = asked.query()
    if within == "texts":
        found, number = shelf.texts_with(visit.book, words, query)
        rows = [one.source | {"excerpt": _plain(one.excerpt)} for one in found]
        told["found"] = found
        return Sheet(
            template="search.html",
            title=titled("Search in documents", asked),
            rows=rows,
            columns=_TEXTS,
            total=number,
            told=told,
        )
    rows, number = shelf.quotes_with(visit.book, words, query)
    return Sheet(
        template="search.html", title=titled("Search in quotes", asked), rows=rows, columns=COLUMNS, flat=flat, total=number,
        told=told,
    )  # fmt: skip


def _plain(excerpt: str) -> str:
    return excerpt.replace(shelf.BEGIN, "").replace(shelf.END, "")


register(router, "/search", search, keys=(*_FILTERS, "in"))
