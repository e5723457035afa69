"""The app: all views at their addresses, our own files, and the one place where faults become HTTP status."""

import contextlib
import threading
from collections.abc import AsyncIterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import jinja2
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from dragoman.errors import DragomanError, LedgerBusy, LedgerError, UsageError
from dragoman.ingest import Find, Read
from dragoman.ledger.outward.citing import citation
from dragoman.ledger.outward.telling import title_of
from dragoman.show import words
from dragoman.show.desk import PATIENCE, Desk
from dragoman.show.guard import Guard, Refused, new_token, own_page
from dragoman.show.reception import MOST_BYTES, Reception
from dragoman.show.views import VIEWS
from dragoman.show.visit import NotHere, Sheet, Visit, fault_row, page

_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".LICENSE": "text/plain; charset=utf-8",
}
_STATUS: tuple[tuple[type[DragomanError], int], ...] = (
    (Refused, 403), (NotHere, 404), (UsageError, 400), (LedgerBusy, 503), (LedgerError, 500), (DragomanError, 500),
)  # fmt: skip
_HEADS = {400: "That cannot be asked", 403: "Refused", 404: "Not here", 405: "Not so", 503: "The ledger is busy"}


def create_app(
    ledger: Path,
    *,
    analyst: str,
    port: int | None = None,
    token: str | None = None,
    read: Read | None = None,
    find: Find | None = None,
    patience: float = PATIENCE,
) -> Guard:
    """The web app on a ledger that is there. `port` is where it will be served (None: Host is taken with any);
    `read` and `find` are who reads documents that are added, as in `ingest.add`; `patience` is that of the desk."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=_lifespan)
    app.state.desk = Desk(ledger, analyst=analyst, patience=patience)
    app.state.reception = Reception(ledger.resolve(), read=read, find=find)
    app.state.token = token or new_token()
    app.state.pages = _pages()
    app.state.views = VIEWS
    app.add_api_route("/own/{name}", _own_file, methods=["GET", "HEAD"], response_model=None)
    for view in VIEWS:
        router = import_module(f"dragoman.show.views.{view.module}").router
        for route in router.routes:
            _see_that_it_is_guarded(route)
        app.include_router(router)
    app.add_exception_handler(DragomanError, _fault)
    app.add_exception_handler(HTTPException, _unknown)
    return Guard(app, port=port, upload=MOST_BYTES)


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    threading.Thread(target=app.state.desk.warm, daemon=True).start()
    yield
    app.state.reception.close()
    app.state.desk.close()


def _see_that_it_is_guarded(route: object) -> None:
    """Every route that changes something must ask for the token."""
    if not isinstance(route, APIRoute) or (route.methods or set()) <= {"GET", "HEAD"}:
        return
    if own_page not in [one.dependency for one in route.dependencies]:
        raise TypeError(f"{route.path} changes something, and does not depend on own_page")


def _pages() -> jinja2.Environment:
    """The templates: every value is escaped, and none turns the direction of what stands beside it."""
    pages = jinja2.Environment(
        loader=jinja2.PackageLoader("dragoman.show", "pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=words.unturned,
    )
    pages.filters |= {name: getattr(words, name) for name in (
        "basis", "coins", "content", "headline", "names", "number", "origin", "remarks", "says_who", "voice",
    )}  # fmt: skip
    pages.filters |= {"citation": citation, "title_of": title_of, "quoted": lambda text: quote(str(text), safe="")}
    pages.globals |= {"MARKS": words.MARKS, "TOLD": words.TOLD, "counted": words.counted}
    return pages


@cache
def own_files() -> dict[str, tuple[bytes, str]]:
    """What pages may load, by name: read once; a request picks a name from this table, never a path."""
    found: dict[str, tuple[bytes, str]] = {}
    for folder in (files("dragoman") / "data" / "web", files("dragoman") / "data" / "web" / "own"):
        for entry in folder.iterdir():
            kind = _KINDS.get(Path(entry.name).suffix)
            if entry.is_file() and kind:
                found[entry.name] = entry.read_bytes(), kind
    return found


def _own_file(name: str) -> Response:
    known = own_files().get(name)
    if known is None:
        raise HTTPException(404)
    return Response(known[0], media_type=known[1], headers={"cache-control": "max-age=3600"})


async def _fault(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, DragomanError)
    status = next(status for kind, status in _STATUS if isinstance(fault, kind))
    return _told(request, status, fault.message, fault.hint)


async def _unknown(request: Request, fault: Exception) -> Response:
    assert isinstance(fault, HTTPException)
    if fault.status_code == 404:
        return _told(request, 404, "there is no page at this address", "begin at the overview")
    return _told(request, fault.status_code, "that cannot be answered", "begin at the overview")


def _told(request: Request, status: int, message: str, hint: str) -> Response:
    if request.url.path.endswith((".json", ".csv")):
        return fault_row(message, hint, status)
    if "hx-request" in request.headers or request.url.path.startswith("/own/"):
        return JSONResponse({"error": message, "hint": hint}, status_code=status)
    sheet = Sheet(
        template="fault.html",
        title=_HEADS.get(status, "Something went wrong"),
        told={"message": message, "hint": hint},
    )
    try:
        desk: Desk = request.app.state.desk
        with desk.book() as book:
            return page(Visit(request, desk, book), sheet, status=status)
    except LedgerError as broken:  # not even the head of the page can be made
        return Response(f"{broken.message}\n{broken.hint}\n", status_code=500, media_type="text/plain")
