"""Briefings: what is kept for them, one written on a state for the browser, and the same as a file."""

import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.ledger import clippings as kept
from dragoman.ledger.window import Number
from dragoman.measure import powers
from dragoman.records import PartialDate
from dragoman.show.desk import Answer, Desk, today
from dragoman.show.guard import own_page
from dragoman.show.views import VIEWS
from dragoman.show.views.review import own_address
from dragoman.show.visit import NotHere, Sheet, Visit, elsewhere, register, sides

if TYPE_CHECKING:
    from dragoman.show.brief import Brief

router = APIRouter()
COLUMNS = ("address", "title", "told", "analyst", "kept_at")
_FORMATS = {"html": "web page", "md": "Markdown", "docx": "Word", "pdf": "PDF"}
_MEDIA = {
    "html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
_LONGEST = {"address": 1000, "title": 300, "told": 600}
_THINGS = ("/event/", "/finding/", "/source/", "/scenarios/")
_USUAL = ",".join(powers.DEFAULT)
_KEYS = ("state", "powers", "since", "until")
_MEANT = sides("state")


def briefings(visit: Visit) -> Sheet:
    """What is kept, and the form that asks for a briefing; its rows are the views kept."""
    rows = [{name: getattr(one, name) for name in COLUMNS} for one in kept.clippings(visit.book)]
    asked = _asked(visit)
    return Sheet(
        template="briefings.html", title="Briefings", rows=rows, columns=COLUMNS, total=Number(len(rows)),
        told={"asked": asked, "formats": _formats(), "query_of": _query(asked), "counts": visit.desk.counts(visit.book)},
    )  # fmt: skip


def _asked(visit: Visit) -> dict[str, str]:
    """State, powers and period as the address gives them. Raises UsageError for a date that is none."""
    asked = {"state": visit.param("state", "KAZ") or "KAZ", "powers": visit.param("powers", _USUAL) or _USUAL}
    asked |= {name: visit.param(name) for name in ("since", "until")}
    for name, value in asked.items():
        if len(value) > 120 or not value.isprintable():
            raise UsageError(f"{name} is no line of at most 120 letters", "shorten it")
        if value and name in ("since", "until"):
            PartialDate.parse(value)
    return asked


def _code(visit: Visit) -> str:
    """The state that the address names."""
    return powers.state_of(_asked(visit)["state"], world=visit.desk.world)


def _query(asked: dict[str, str]) -> str:
    return urlencode({name: value for name, value in asked.items() if value})


def _formats() -> dict[str, str]:
    """The files that can be made here: PDF takes the extra [print]."""
    return {ending: name for ending, name in _FORMATS.items() if ending != "pdf" or find_spec("typst")}


def written(
    path: Path, state: str, over: tuple[str, ...], since: str, until: str, author: str, day: str, _: tuple[str, ...]
) -> "Brief":
    """The briefing. Run beside the server; the last argument is what is kept, so that it is written anew when that changes."""
    from dragoman.show.brief import brief  # the numerical libraries: not before a page needs them

    with Ledger.open(path, readonly=True) as book:
        return brief(
            book, state, today=datetime.date.fromisoformat(day), powers=over, since=since or None, until=until or None,
            author=author,
        )  # fmt: skip


def _answer(visit: Visit) -> Answer:
    asked = _asked(visit)
    over = tuple(one.strip() for one in asked["powers"].split(",") if one.strip())
    held = tuple(one.address for one in kept.clippings(visit.book))
    settings = (asked["since"], asked["until"], visit.analyst(), today().isoformat(), held)
    return visit.desk.answer(visit.book, written, _code(visit), over, *settings, slow=True)


def read(request: Request) -> Response:
    """The briefing in the browser, on paper of its own."""
    from dragoman.show.brief.as_html import body_of

    moved = elsewhere(request, _MEANT)
    if moved:
        return moved
    desk: Desk = request.app.state.desk
    with desk.book() as book:
        visit = Visit(request, desk, book, keys=_KEYS)
        answer = _answer(visit)
        told: dict[str, Any] = {
            "answer": answer, "query_of": _query(_asked(visit)), "formats": _formats(), "address": f"/briefing?{request.url.query}",
            "title": answer.value.title if answer.value else "Briefing", "ledger": desk.told(book),
            "body": Markup(body_of(answer.value)) if answer.value else "",  # body_of escapes every word
            "strangers": visit.strangers, "keys": _KEYS,
        }  # fmt: skip
    return HTMLResponse(request.app.state.pages.get_template("briefing.html").render(told))


def download(request: Request) -> Response:
    """The briefing as a file; if it is being written still, the page that says so."""
    from dragoman.show.brief.writing import made

    moved = elsewhere(request, _MEANT)
    if moved:
        return moved
    desk: Desk = request.app.state.desk
    ending = str(request.path_params["ending"])
    if ending not in _FORMATS:
        raise NotHere(f"there is no briefing as {ending[:20]}", f"it is one of {', '.join(_formats())}")
    with desk.book() as book:
        visit = Visit(request, desk, book)
        answer = _answer(visit)
        stem = f"briefing-{_code(visit)}-{today().isoformat()}"
    if answer.fault:
        raise answer.fault
    if answer.value is None:
        return RedirectResponse(f"/briefing?{request.url.query}", status_code=303)
    headers = {"content-disposition": f'attachment; filename="{stem}.{ending}"'}
    return Response(made(answer.value, f".{ending}"), media_type=_MEDIA[ending], headers=headers)


async def keep(request: Request) -> Response:
    """Keep the view that a form names, then go back to it."""
    form = {name: str(value) for name, value in request.state.form.items()}
    return await run_in_threadpool(_keep, request, form)


def _keep(request: Request, form: dict[str, str]) -> Response:
    desk: Desk = request.app.state.desk
    address, title, told = (" ".join(form.get(name, "").split())[:most] for name, most in _LONGEST.items())
    if not title or not _is_view(address):
        raise UsageError("the form does not name a view that can be kept", "press the button on the view itself")
    with desk.book() as book:
        analyst = Visit(request, desk, book).analyst()
    with desk.pen() as pen:
        kept.keep(pen, address, title, told, analyst=analyst)
    return RedirectResponse(address, status_code=303)


def _is_view(address: str) -> bool:
    """Whether an address is that of a view: one of the navigation, or of a single thing."""
    path = address.partition("?")[0]
    views = [*(view.path for view in VIEWS if view.path), "/number"]
    return own_address(address, "") == address != "" and (path in views or path.startswith(_THINGS))


async def drop(request: Request) -> Response:
    """Keep a view no longer, then go where the form says."""
    form = {name: str(value) for name, value in request.state.form.items()}

    def dropped() -> Response:
        desk: Desk = request.app.state.desk
        with desk.pen() as pen:
            kept.drop(pen, form.get("address", "")[: _LONGEST["address"]])
        return RedirectResponse(own_address(form.get("next", ""), "/briefings"), status_code=303)

    return await run_in_threadpool(dropped)


register(router, "/briefings", briefings, keys=_KEYS, meant=_MEANT)
router.add_api_route("/briefing", read, methods=["GET", "HEAD"], response_model=None)
router.add_api_route("/briefing.{ending}", download, methods=["GET", "HEAD"], response_model=None)
for _path, _act in (("/briefings/keep", keep), ("/briefings/drop", drop)):
    router.add_api_route(_path, _act, methods=["POST"], dependencies=[Depends(own_page)], response_model=None)
