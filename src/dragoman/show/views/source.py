"""Source: one document with every finding marked in its text, what is known of it and why, and pictures of a PDF's pages."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from dragoman.errors import UsageError
from dragoman.ledger import COLUMNS, flat, shelf
from dragoman.ledger.outward.telling import title_of
from dragoman.ledger.window import Number
from dragoman.records import Document
from dragoman.show import highlight
from dragoman.show.desk import Desk
from dragoman.show.facsimile import Facsimile, facsimile, picture
from dragoman.show.visit import NotHere, Sheet, Visit, register
from dragoman.show.words import counted, origin

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
    held = facsimile(visit.desk, visit.book, entry)
    marked = [row for row in found if row["status"] != "rejected" and shown in ("", row["kind"])]
    return Sheet(
        template="source.html", title=title_of(entry), rows=marked, columns=COLUMNS, flat=flat,
        total=Number(len(marked)), gist=f"{origin(entry)}; {counted(len(marked), 'finding')} on this part",
        told={
            "source": entry, "part": part, "parts": parts, "kinds": kinds, "shown": shown,
            "passages": list(highlight.passages(document, marked, part)),
            "facsimile": held, "opened": _sheet(visit, held, document, part) if held and held.pages else None,
            "rejected": sum(row["status"] == "rejected" for row in found),
        },
    )  # fmt: skip


def _sheet(visit: Visit, held: Facsimile, document: Document, part: highlight.Sheaf) -> int:
    """The page of the original that is shown: by its number, else that of the place that is asked for."""
    number, place = visit.param("sheet"), visit.param("at")
    if number:
        if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= held.pages):
            raise UsageError(f"the original has {counted(held.pages, 'page')}", "leave out sheet=")
        return int(number)
    start = int(place[:12]) if place.isascii() and place.isdigit() else part.start
    return held.page_at(document, start)


def page_picture(request: Request) -> Response:
    """A page of the original as PNG. The browser keeps it, and asks whether it still holds."""
    desk: Desk = request.app.state.desk
    asked = str(request.path_params["number"])
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
    with desk.book() as book:
        full = Visit(request, desk, book).full_id("source")
        held = facsimile(desk, book, shelf.source_entry(book, full))
    if held is None or not 1 <= number <= held.pages:
        raise NotHere("there is no picture of this page", f"read the text at /source/{full[:16]}")
    headers = {"etag": f'"{full[:32]}-{number}"', "cache-control": "private, no-cache"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    drawn = picture(held, number)
    if not drawn:
        raise NotHere("this page cannot be drawn", f"read the text at /source/{full[:16]}")
    return Response(drawn, media_type="image/png", headers=headers)


def _part(visit: Visit, parts: list[highlight.Sheaf]) -> highlight.Sheaf:
    """The page that is asked for by its number, or by a place (`at`) of the text."""
    number, place = visit.param("part", "1"), visit.param("at")
    if place.isascii() and place.isdigit():
        return highlight.sheaf_at(parts, int(place[:12]))
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= len(parts)):
        raise UsageError(f"this text has {len(parts)} parts", "leave out part=")
    return parts[int(number) - 1]


register(router, "/source/{id}", source, keys=("kind", "at", "sheet"))
router.add_api_route("/source/{id}/page/{number}.png", page_picture, methods=["GET", "HEAD"], response_model=None)
