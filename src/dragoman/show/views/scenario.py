"""A scenario: one issue kept with the ledger, its numbers as dials to be moved, and what the models say at once.

The address holds what was moved; `/scenarios/NAME/moved` answers a moved dial, with the part of the page that changes or – where
no script asks – with the way to the page. Answers are computed from the same shares of each range, so they move smoothly.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from dragoman.errors import UsageError
from dragoman.ledger.window import Number
from dragoman.records import Row
from dragoman.scenario import drawer
from dragoman.scenario.adjustment import adjusted
from dragoman.scenario.issue import Issue
from dragoman.scenario.issue_text import issue_text
from dragoman.show.desk import Desk
from dragoman.show.dials import dials, keys, query, read
from dragoman.show.gallery import Rows, gallery
from dragoman.show.visit import NotHere, Sheet, Visit, register

if TYPE_CHECKING:
    from dragoman.scenario.outlook import Glance

router = APIRouter()
_MOST_PAIRS = 14


def scenario(visit: Visit) -> Sheet:
    """The issue of that name, with its dials as the address moves them; its rows are what the models say, before and after."""
    from dragoman.show.figures.outlook import COLUMNS

    kept = _kept(visit)
    filed = kept.read()
    moved = _moved(visit, filed)
    told = _told(visit, kept, filed, moved)
    rows: list[Row] = told.pop("rows_shown")
    return gallery(
        visit, "scenario.html", filed.question, Rows(rows=rows, columns=COLUMNS, total=Number(len(rows))), [told.pop("figure")],
        told | {"issue": filed, "dials": dials(filed, moved, visit.book)},
    )  # fmt: skip


def answer(request: Request) -> Response:
    """What a moved dial changes: that part of the page for a script, else the page itself at its address."""
    desk: Desk = request.app.state.desk
    with desk.book() as book:
        visit = Visit(request, desk, book)
        kept = _kept(visit)
        filed = kept.read()
        if "hx-request" not in request.headers:
            return RedirectResponse(_address(kept, filed, visit), status_code=303)
        told = _told(visit, kept, filed, _moved(visit, filed))
        rows, figure = told.pop("rows_shown"), told.pop("figure")
        told |= {"rows": rows, "pictures": {figure.name: figure}, "ledger": desk.told(book)}
    return HTMLResponse(request.app.state.pages.get_template("parts/moved.html").render(told))


def changed_file(request: Request) -> Response:
    """The issue as it was moved, as a file that `dragoman scenario run` reads: the same bytes for the same address and analyst."""
    desk: Desk = request.app.state.desk
    with desk.book() as book:
        visit = Visit(request, desk, book)
        kept = _kept(visit)
        text = issue_text(_moved(visit, kept.read()))
    name = f"{kept.name}{'-moved' if read(request.query_params, kept.read()) else ''}.toml"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(text, media_type="application/toml", headers=headers)


def _kept(visit: Visit) -> drawer.Kept:
    name = str(visit.request.path_params["name"])
    found = drawer.find(visit.desk.path, name)
    if found is None:
        raise NotHere("no scenario of that name is kept with this ledger", "the page of scenarios lists them")
    if found.fault:
        raise UsageError(f"{found.path.name} breaks the rules: {found.fault.message}", found.fault.hint)
    return found


def _moved(visit: Visit, filed: Issue) -> Issue:
    """The issue as the address moves it; the very same if it moves nothing."""
    changes = read(visit.request.query_params, filed)
    return adjusted(filed, changes, visit.analyst()) if changes else filed


def _address(kept: drawer.Kept, filed: Issue, visit: Visit, ending: str = "") -> str:
    changes = query(read(visit.request.query_params, filed), filed)
    return f"/scenarios/{quote(kept.name)}{ending}" + (f"?{changes}" if changes else "")


@lru_cache(maxsize=64)
def _glance(issue: Issue) -> "Glance":
    """What the models say of an issue."""
    from dragoman.scenario.outlook import glance  # the numerical libraries: not before they are needed

    return glance(issue)


def _told(visit: Visit, kept: drawer.Kept, filed: Issue, moved: Issue) -> dict[str, Any]:
    """What the part of the page that changes shows."""
    from dragoman.show.figures.outlook import outlook

    before = _glance(filed)
    after = _glance(moved) if moved != filed else before
    told = visit.desk.told(visit.book)
    source = f"{kept.path.name} ({kept.digest}), kept with {told['ledger']}"
    figure = outlook(before, after, told | {"ledger": source})
    return {
        "name": kept.name, "figure": figure, "rows_shown": list(figure.rows), "before": before, "after": after,
        "moves": _moves(before, after), "here": _address(kept, filed, visit), "file": _address(kept, filed, visit, ".toml"),
        "csv_here": _address(kept, filed, visit, ".csv"),
    }  # fmt: skip


def _moves(before: "Glance", after: "Glance") -> list[Row]:
    """Who moves whom in the challenge model, with the rounds before and after; what changed comes first."""
    names = [held.name for held in after.issue.stakeholders]
    one, other = before.pairs(), after.pairs()
    rows: list[Row] = [
        {"by": names[by], "who": names[who], "filed": one.get((by, who), ()), "moved": other.get((by, who), ())}
        for by, who in dict.fromkeys((*other, *one))
    ]
    return sorted(rows, key=lambda row: row["filed"] == row["moved"])[:_MOST_PAIRS]


router.add_api_route("/scenarios/{name}.toml", changed_file, methods=["GET", "HEAD"], response_model=None)
router.add_api_route("/scenarios/{name}/moved", answer, methods=["GET", "HEAD"], response_model=None)
register(router, "/scenarios/{name}", scenario, keys=lambda visit: keys(_kept(visit).read()))
