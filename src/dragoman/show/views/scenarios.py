"""Scenarios: the issues kept with the ledger, and the questions that were registered beforehand and how they came out.

An issue comes to the page as a file handed in – its text is parsed and kept under a name made by us, see `scenario.drawer` – or
drafted from the ledger.
"""

from dataclasses import replace
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from dragoman.errors import DataError, DragomanError, UsageError
from dragoman.ledger import Estimate, Question, Resolution
from dragoman.ledger.window import Number
from dragoman.records import Row
from dragoman.scenario import drawer
from dragoman.scenario.issue_file import decoded
from dragoman.scenario.issue_text import issue_text
from dragoman.show.desk import Desk, today
from dragoman.show.foretold import estimate_told, outcome_told
from dragoman.show.guard import own_page
from dragoman.show.reception import safe_name
from dragoman.show.visit import Sheet, Visit, page, register

router = APIRouter()
COLUMNS = (
    "id",
    "question",
    "rubric",
    "due",
    "form",
    "unit",
    "registered_at",
    "forecasts",
    "outcome",
    "value",
    "source",
    "finding",
)


def scenarios(visit: Visit) -> Sheet:
    """The issues kept; and all questions, those that fall due next first: its rows."""
    estimates: dict[str, list[Estimate]] = {}
    for estimate in visit.book.estimates():
        estimates.setdefault(estimate.question, []).append(estimate)
    done = {one.question: one for one in visit.book.resolutions()}
    now = today().isoformat()
    asked = sorted(visit.book.questions(), key=lambda one: (one.id in done, str(one.due) < now, str(one.due), one.id))
    rows = [_row(one, estimates.get(one.id, []), done.get(one.id)) for one in asked]
    return Sheet(
        template="scenarios.html", title="Scenarios", rows=rows, columns=COLUMNS, total=Number(len(rows)),
        told={"estimates": estimates, "forecast": estimate_told, "came": {key: outcome_told(one) for key, one in done.items()},
              "now": now, "kept": drawer.kept(visit.desk.path), "faults": ()},
    )  # fmt: skip


def _row(one: Question, estimates: list[Estimate], done: Resolution | None) -> Row:
    return {
        "id": one.id, "question": one.question, "rubric": one.rubric, "due": str(one.due), "form": one.form, "unit": one.unit,
        "registered_at": one.registered_at, "forecasts": len(estimates), "outcome": done.outcome if done else None,
        "value": done.value if done else None, "source": done.source if done else None, "finding": one.finding,
    }  # fmt: skip


async def hand_in(request: Request) -> Response:
    """Keep an issue file, and show it; of a file with faults, all of them with their lines."""
    handed = request.state.form.get("file")
    if not isinstance(handed, UploadFile) or not handed.filename:
        raise UsageError("no file was handed in", "choose an issue file, then press Keep it")
    content = await handed.read()  # the guard lets no more in than a form may hold
    return await run_in_threadpool(_keep, request, safe_name(handed.filename), content)


def _keep(request: Request, called: str, content: bytes) -> Response:
    desk: Desk = request.app.state.desk
    try:
        kept = drawer.keep(desk.path, decoded(content, called), called)
    except DataError as fault:
        return _again(request, fault)
    return RedirectResponse(f"/scenarios/{quote(kept.name)}", status_code=303)


async def propose(request: Request) -> Response:
    """Draft an issue about a state or body from the ledger, keep it, and show it."""
    return await run_in_threadpool(_propose, request, str(request.state.form.get("about", "")).strip()[:120])


def _propose(request: Request, about: str) -> Response:
    from dragoman.scenario.draft import draft, year_after  # the numerical libraries: not before they are needed

    desk: Desk = request.app.state.desk
    if not about:
        raise UsageError("nothing is said of what the draft is about", "name a state or body, as CSTO")
    try:
        with desk.book() as book:
            issue = draft(book, about, resolves=year_after(book), world=desk.world)
    except DragomanError as fault:
        return _again(request, fault)
    kept = drawer.keep(desk.path, issue_text(issue), f"draft {issue.about[0]}")
    return RedirectResponse(f"/scenarios/{quote(kept.name)}", status_code=303)


def _again(request: Request, fault: DragomanError) -> Response:
    """The page once more, with what is wrong, fault by fault."""
    desk: Desk = request.app.state.desk
    with desk.book() as book:
        visit = Visit(request, desk, book)
        sheet = scenarios(visit)
        told = dict(sheet.told) | {"faults": fault.message.splitlines(), "hint": fault.hint}
        return page(visit, replace(sheet, told=told), status=400)


register(router, "/scenarios", scenarios, keys=())
for _path, _act in (("/scenarios", hand_in), ("/scenarios/draft", propose)):
    router.add_api_route(_path, _act, methods=["POST"], dependencies=[Depends(own_page)], response_model=None)
