"""Export: the findings under the filters, in each format that the ledger writes."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, Response, StreamingResponse
from starlette.background import BackgroundTask

from dragoman.ledger import COLUMNS, Query, export_lines, export_to, flat, window
from dragoman.ledger.outward import FORMATS
from dragoman.show.asked import CHOICES, Asked
from dragoman.show.desk import Desk, today
from dragoman.show.stream import in_one_thread
from dragoman.show.visit import COUNTED, NotHere, Sheet, Visit, register, sides

router = APIRouter()
_FILTERS = ("kind", "actor", "with", "type", "status", "lang", "source", "from", "to", "text")
_STREAMED = ("jsonl", "csv")  # written while they are read, for they may have a million rows
_SHOWN = 10


def export(visit: Visit) -> Sheet:
    """The filters, how many findings they let through, the first of them, and a link for each format."""
    asked = visit.asked(*_FILTERS)
    query = asked.query()
    number = visit.desk.kept(
        visit.book,
        ("export", asked.key),
        lambda: window.number_of_findings(visit.book, query, most=COUNTED),
    )
    rows = window.findings(visit.book, Asked(asked.given, size=_SHOWN).query())
    return Sheet(
        template="export.html", title="Export", rows=rows, columns=COLUMNS, flat=flat, total=number,
        told={
            "asked": asked, "filters": _FILTERS, "choices": CHOICES, "heading": "Export", "counts": visit.desk.counts(visit.book),
            "formats": list(FORMATS.values()),
        },
    )  # fmt: skip


def download(request: Request) -> Response:
    """The file, or an archive of it with README and citation: all findings under the filters."""
    desk: Desk = request.app.state.desk
    name, packed = str(request.path_params["format"]), request.path_params.get("zip")
    chosen = FORMATS.get(name)
    if chosen is None or packed not in (None, "zip"):
        raise NotHere(f"there is no format {name[:20]}", f"it is one of {', '.join(FORMATS)}")
    asked = Asked.of(request.query_params, *_FILTERS, every=True)
    query = asked.query()
    called = f"{desk.path.stem}-{today().isoformat()}"
    if name in _STREAMED and not packed:
        return StreamingResponse(
            in_one_thread(lambda: _lines(desk, query, name)),
            media_type="text/plain; charset=utf-8",
            headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(called + chosen.endings[0])}"},
        )
    folder = Path(tempfile.mkdtemp(prefix="dragoman-"))
    place = folder / ("made.zip" if packed or chosen.notes else "made")
    try:
        with desk.book() as book:
            export_to(book, query, name, place)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    ending = ".zip" if place.suffix else chosen.endings[0]
    clean = BackgroundTask(shutil.rmtree, folder, ignore_errors=True)
    return FileResponse(place, media_type="application/octet-stream", filename=called + ending, background=clean)


def _lines(desk: Desk, query: Query, name: str) -> Iterator[str]:
    with desk.book() as book:
        yield from export_lines(book, query, name)


register(router, "/export", export, keys=_FILTERS, meant=sides("actor"))
for _path in ("/export/{format}.{zip}", "/export/{format}"):
    router.add_api_route(_path, download, methods=["GET", "HEAD"], response_model=None)
