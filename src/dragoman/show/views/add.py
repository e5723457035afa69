"""Add documents: files dropped or chosen, read in the background, with a line on each."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from dragoman.errors import UsageError
from dragoman.show.guard import own_page
from dragoman.show.reception import Batch, Reception
from dragoman.show.visit import NotHere, Sheet, Visit, register

router = APIRouter()
COLUMNS = ("name", "state", "told")


def add(visit: Visit) -> Sheet:
    """The drop zone, and what became of what was handed in."""
    reception: Reception = visit.request.app.state.reception
    batches = reception.batches()
    return Sheet(
        template="add.html", title="Add documents", rows=[_row(batch, n) for batch in batches for n in range(len(batch.lines))],
        columns=("batch", *COLUMNS), told={"batches": batches, "waiting": any(not batch.over for batch in batches)},
    )  # fmt: skip


def _row(batch: Batch, place: int) -> dict[str, object]:
    line = batch.lines[place]
    return {"batch": batch.number, "name": line.name, "state": line.state, "told": line.told}


async def hand_in(request: Request) -> Response:
    """Take the files and show how far they are."""
    files = [one for one in request.state.form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    if not files:
        raise UsageError("no file was handed in", "choose one or more files, then press Add")
    reception: Reception = request.app.state.reception
    await run_in_threadpool(reception.take, [(str(one.filename), one.file) for one in files])
    return RedirectResponse("/add", status_code=303)


def progress(request: Request) -> Response:
    """How far a batch is: the part of the page that asks for itself again until it is over."""
    number = str(request.path_params["number"])
    reception: Reception = request.app.state.reception
    batch = reception.batch(int(number)) if number.isascii() and number.isdigit() and len(number) < 9 else None
    if batch is None:
        raise NotHere(f"there is no batch {number[:9]}", "see what was handed in at /add")
    template = request.app.state.pages.get_template("parts/batch.html")
    return HTMLResponse(template.render(batch=batch))


register(router, "/add", add, keys=())
router.add_api_route("/add", hand_in, methods=["POST"], dependencies=[Depends(own_page)], response_model=None)
router.add_api_route("/add/{number}", progress, methods=["GET"], response_model=None)
