"""Source: one document with every finding marked in its text, and what is known of it and why."""

from fastapi import APIRouter

from dragoman.errors import UsageError
from dragoman.ledger import COLUMNS, flat, shelf
from dragoman.ledger.window import Number
from dragoman.show import highlight
from dragoman.show.visit import Sheet, Visit, register
from dragoman.show.words import title_of

router = APIRouter()
_KINDS = ("event", "claim", "tie", "figure", "forecast")


def source(visit: Visit) -> Sheet:
    """The source; the rows are the findings of the page of its text that is shown."""
    full = visit.full_id("source")
    entry, document = shelf.source_entry(visit.book, full), visit.book.document(full)
    parts = highlight.sheaves(document)
    part = _part(visit, parts)
    found = shelf.findings_in(visit.book, full, part.start, part.end)
    kinds = {kind: sum(row["kind"] == kind for row in found) for kind in _KINDS}
    shown = visit.param("kind")
    marked = [row for row in found if row["status"] != "rejected" and shown in ("", row["kind"])]
    return Sheet(
        template="source.html", title=title_of(entry), rows=marked, columns=COLUMNS, flat=flat,
        total=Number(len(marked)),
        told={
            "source": entry, "part": part, "parts": parts, "kinds": kinds, "shown": shown,
            "passages": list(highlight.passages(document, marked, part)),
            "rejected": sum(row["status"] == "rejected" for row in found),
        },
    )  # fmt: skip


def _part(visit: Visit, parts: list[highlight.Sheaf]) -> highlight.Sheaf:
    """The page that is asked for by its number, or by a place (`at`) of the text."""
    number, place = visit.param("part", "1"), visit.param("at")
    if place.isascii() and place.isdigit():
        return highlight.sheaf_at(parts, int(place[:12]))
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= len(parts)):
        raise UsageError(f"this text has {len(parts)} parts", "leave out part=")
    return parts[int(number) - 1]


register(router, "/source/{id}", source)
