"""Review: the queue of suggested findings, one at a time; decisions by key or button, with who and when; and undo."""

import json
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from dragoman.errors import DragomanError, UsageError
from dragoman.ledger import COLUMNS, Ledger, flat, shelf, window
from dragoman.ledger.query import Query
from dragoman.records import Row, Status
from dragoman.show.asked import CHOICES, Asked, types_of
from dragoman.show.correction import Correction
from dragoman.show.desk import Desk
from dragoman.show.fields import typed
from dragoman.show.guard import own_page
from dragoman.show.lists import titled
from dragoman.show.views.finding import told_of
from dragoman.show.visit import COUNTED, Sheet, Visit, name_typed, page, register, sides
from dragoman.show.words import headline

router = APIRouter()
_FILTERS = ("kind", "actor", "with", "type", "lang", "source", "from", "to", "text")
_LAST = 8
_LONGEST, _LONGEST_FIELD = 2_000, 10_000  # letters
_QUEUE = "/review"
_FIXED = ("id", "kind", "source", "status", "quad", "intensity")
_DECISIONS = {"confirm": Status.CONFIRMED, "correct": Status.CORRECTED, "reject": Status.REJECTED}


def review(visit: Visit) -> Sheet:
    """The queue; its one row is the finding to decide now, doubtful ones first. `page` skips."""
    asked = visit.asked(*_FILTERS)
    query = _waiting(asked, 0 if visit.whole else asked.page)
    number = visit.desk.kept(
        visit.book,
        ("review", asked.key),
        lambda: window.number_of_findings(visit.book, query, most=COUNTED),
    )
    rows = [] if visit.whole else window.findings(visit.book, query)
    told: dict[str, Any] = {
        "asked": asked, "filters": _FILTERS, "choices": {**CHOICES, "type": types_of(query.kind) if query.kind else []},
        "last": shelf.decisions(visit.book, _LAST), "row": None, "number": number, "heading": "Review", "counts": visit.desk.counts(visit.book),
        "statuses": visit.desk.kept(visit.book, "statuses", lambda: shelf.statuses(visit.book)),
    }  # fmt: skip
    if rows:
        told |= told_of(visit, rows[0])

    def every(book: Ledger) -> Any:
        return window.each_finding(book, query)

    return Sheet(
        template="review.html", title=titled("Review", asked), rows=rows, columns=COLUMNS, flat=flat, total=number,
        every=every, told=told,
    )  # fmt: skip


def _waiting(asked: Asked, place: int) -> Query:
    """The suggested findings, from the one at a place on (0: all)."""
    query = replace(asked.query(), status=Status.SUGGESTED, order="doubtful")
    return replace(query, limit=None, offset=0) if place == 0 else replace(query, limit=1, offset=place - 1)


async def decide(request: Request) -> Response:
    """Write down a decision, then go where the form says: the next of the queue, or the finding."""
    form = {
        name: str(value)[: _LONGEST_FIELD if name.startswith("field-") else _LONGEST]
        for name, value in request.state.form.items()
    }
    return await run_in_threadpool(_decide, request, form)


def _decide(request: Request, form: dict[str, str]) -> Response:
    desk: Desk = request.app.state.desk
    status = _DECISIONS.get(form.get("decision", ""))
    if status is None:
        raise UsageError("the form does not say what is decided", "press one of its buttons")
    in_queue = request.url.path == _QUEUE
    with desk.book() as book:
        visit = Visit(request, desk, book)
        row = book.finding(visit.full_id("finding", form.get("finding", "") if in_queue else None))
        analyst = name_typed(form.get("analyst", "")) or visit.analyst()
        try:
            changes = _changes(visit, row, form) if status is Status.CORRECTED else None
            with desk.pen() as pen:
                pen.decide(row["id"], status, changes, analyst=analyst, note=form.get("note", "").strip())
        except DragomanError as fault:
            return _again(visit, row, form, fault)
    here = f"{_QUEUE}?{request.url.query}".rstrip("?") if in_queue else f"/finding/{row['id']}"
    answer = RedirectResponse(own_address(form.get("next", ""), own_address(here, _QUEUE)), status_code=303)
    answer.set_cookie("analyst", quote(analyst), max_age=31_536_000, httponly=True, samesite="strict")
    return answer


class _Unreadable(UsageError):
    """Fields of a correction that cannot be read, each with what it wants."""

    def __init__(self, faults: dict[str, UsageError]) -> None:
        super().__init__("fields cannot be read", "see what each wants")
        self.faults = faults


def _changes(visit: Visit, row: Row, form: dict[str, str]) -> Row:
    """The fields that were typed anew. Raises UsageError if none was, or one cannot be read."""
    correction = Correction(row, visit.book.document(row["source"]["id"]), visit.desk.world)
    changes, faults = correction.changes(typed(form))
    if faults:
        raise _Unreadable(faults)
    if not changes:
        raise UsageError("nothing was changed", "change a field, or confirm the finding as it stands")
    correction.verify(changes)
    return changes


def _again(visit: Visit, row: Row, form: dict[str, str], fault: DragomanError) -> Response:
    """The same page and finding once more, with what was typed and, beside each field, what is wrong with it."""
    told = {
        **told_of(visit, row), "fault": None if isinstance(fault, _Unreadable) else fault,
        "faults": fault.faults if isinstance(fault, _Unreadable) else {}, "note": form.get("note", ""),
        "typed": {name.removeprefix("field-"): value for name, value in form.items() if name.startswith("field-")},
    }  # fmt: skip
    if visit.request.url.path == _QUEUE:
        queue = review(visit)
        return page(visit, replace(queue, rows=[row], told={**queue.told, **told}), _QUEUE, status=400)
    return page(visit, Sheet(template="finding.html", title=headline(row), rows=[row], told=told), status=400)


async def undo(request: Request) -> Response:
    """Set a finding back to how it stood before the last decision: a decision of its own; nothing is taken away."""
    form = {name: str(value)[:_LONGEST] for name, value in request.state.form.items()}
    return await run_in_threadpool(_undo, request, form)


def _undo(request: Request, form: dict[str, str]) -> Response:
    desk: Desk = request.app.state.desk
    with desk.book() as book:
        visit = Visit(request, desk, book)
        row = book.finding(visit.full_id("finding"))
        before = shelf.standing_before(book, row["id"])
        if before is None:
            raise UsageError("nothing was decided of this finding", "there is nothing to undo")
        status, body = before
        changes = None
        if body is not None:
            changes = {key: value for key, value in json.loads(body).items() if key in row and key not in _FIXED}
        with desk.pen() as pen:
            pen.decide(row["id"], status, changes, analyst=visit.analyst(), note="undone")
    return RedirectResponse(own_address(form.get("next", ""), f"/finding/{row['id']}"), status_code=303)


def own_address(given: str, usual: str) -> str:
    """An address of this app that a form named; the usual one for anything else, which might lead away."""
    harmless = given.startswith("/") and not given.startswith("//") and "\\" not in given and given.isprintable()
    return given if harmless else usual


register(router, _QUEUE, review, keys=_FILTERS, meant=sides("actor"))
for _path, _act in ((_QUEUE, decide), ("/finding/{id}/decide", decide), ("/finding/{id}/undo", undo)):
    router.add_api_route(_path, _act, methods=["POST"], dependencies=[Depends(own_page)], response_model=None)
