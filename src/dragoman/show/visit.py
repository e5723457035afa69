"""A visit: one request for a page, and the three forms in which its rows are given – page, CSV, JSON – from one query.

A view is a function from a Visit to a Sheet; `register` gives it its addresses: `/events`, `/events.csv`, `/events.json`.
What stands on the page is what stands in the files; with `all=1` a file holds all rows that the page counts.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse

from dragoman import __version__
from dragoman.errors import UsageError
from dragoman.ledger import Ledger, csv_lines
from dragoman.ledger.clippings import is_kept
from dragoman.ledger.window import Number
from dragoman.records import Row
from dragoman.show.asked import Asked
from dragoman.show.desk import Desk, for_a_file, today
from dragoman.show.stream import in_one_thread
from dragoman.show.words import counted

COUNTED = 10_000
"""Rows are counted to this number, then told as "more than"."""
_NOT_KEPT = ("/briefings", "/add", "/review")
_SIDES = ("state", "name", "actor", "ego", "about", "a")
_EVERYWHERE = ("page", "rows", "part", "all")  # keys of any address
_NOUNS = ("events", "claims", "ties", "figures", "forecasts", "sources", "disagreements")


class NotHere(UsageError):
    """Nothing in the ledger has the id that an address names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What a view shows.

    `rows` are those on the page, as JSON gives them; `flat` makes one a row of CSV with `columns` (None: the keys);
    `every`, all rows that `total` counts, read lazily; `told`, what else the template needs; `cookies`, what the browser
    is to remember of this visit; `gist`, what the view tells in a sentence, where neither a picture nor the total does.
    """

    template: str
    title: str
    rows: Sequence[Row] = ()
    columns: Sequence[str] | None = None
    flat: Callable[[Row], Row] = dict
    total: Number | None = None
    every: Callable[[Ledger], Iterator[Row]] | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    gist: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """A request, with the open ledger; `whole` if a file with all rows is asked for, not those of one page; `keys` are
    those that its view knows in an address (None: not told)."""

    request: Request
    desk: Desk
    book: Ledger
    whole: bool = False
    keys: Sequence[str] | None = None

    @property
    def query(self) -> str:
        """The query of the address, without what the view does not know."""
        pairs = parse_qsl(self.request.url.query)
        return urlencode([pair for pair in pairs if pair[0] != "all" and pair[0] not in self.strangers])

    @property
    def strangers(self) -> list[str]:
        """The keys of the address that the view does not know."""
        if self.keys is None:
            return []
        return [key for key in dict(parse_qsl(self.request.url.query)) if key not in (*self.keys, *_EVERYWHERE)]

    def asked(self, *allowed: str) -> Asked:
        """What the address asks for, of these filters."""
        return Asked.of(self.request.query_params, *allowed, every=self.whole)

    def param(self, name: str, usual: str = "") -> str:
        """One value of the address's query."""
        return self.request.query_params.get(name, usual).strip()

    def full_id(self, thing: str, beginning: str | None = None) -> str:
        """The whole id of a finding, event or source, of which the path (or a form) gives the beginning. Raises NotHere."""
        beginning = str(self.request.path_params["id"]) if beginning is None else beginning
        try:
            found, full = self.book.identify(beginning)
        except UsageError as fault:
            raise NotHere(fault.message, "the list pages link to what is there") from None
        if found != thing:
            raise NotHere(f"{beginning} is the id of a {found}, not of a {thing}", f"open /{found}/{beginning}")
        return full

    def analyst(self) -> str:
        """Who decides: as told before, else the user of this machine."""
        return name_typed(unquote(self.request.cookies.get("analyst", ""))) or self.desk.analyst


def name_typed(text: str) -> str:
    """A name as somebody typed it, without signs that cannot be seen."""
    return "".join(sign for sign in text if sign.isprintable()).strip()[:80]


Make = Callable[[Visit], Sheet]
Keys = Sequence[str] | Callable[[Visit], Sequence[str]]


def register(
    router: APIRouter, path: str, make: Make, *, name: str | None = None, keys: Keys, meant: Mapping[str, str] | None = None,
) -> None:  # fmt: skip
    """Give a view its addresses; `name` is the path of the files where it is another ("/" has /overview.csv). `keys` are
    those that it knows in an address, or tell them for a visit; `meant` says which of them is meant by another (see `sides`)."""
    files, known = name or path, () if callable(keys) else keys
    means = {key: own for key, own in (meant or {}).items() if key not in known}

    def as_csv(request: Request) -> Response:
        return elsewhere(request, means) or _file(request, make, _csv_of, "text/csv; charset=utf-8", "csv", keys)

    def as_json(request: Request) -> Response:
        return elsewhere(request, means) or _file(request, make, _json_of, "application/json", "json", keys)

    def as_page(request: Request) -> Response:
        moved = elsewhere(request, means)
        if moved:
            return moved
        desk: Desk = request.app.state.desk
        with desk.book() as book:
            visit = _knowing(Visit(request, desk, book), keys)
            return page(visit, make(visit), files)

    for address, answer in ((f"{files}.csv", as_csv), (f"{files}.json", as_json), (path, as_page)):
        router.add_api_route(address, answer, methods=["GET", "HEAD"], response_model=None)


def _knowing(visit: Visit, keys: Keys) -> Visit:
    """The visit, with the keys that its view knows."""
    return replace(visit, keys=keys(visit) if callable(keys) else keys)


def sides(key: str) -> dict[str, str]:
    """What other views call the side that this one calls `key`: whoever writes one of these means it."""
    return dict.fromkeys(_SIDES, key)


def elsewhere(request: Request, meant: Mapping[str, str]) -> Response | None:
    """The way to the address that is meant, if a key stands there under the name that another view has for it."""
    told = dict(parse_qsl(request.url.query))
    renamed = dict(told)
    for key, own in meant.items():
        if key in renamed and own not in renamed:
            renamed = {own if name == key else name: value for name, value in renamed.items()}
    if renamed == told:
        return None
    return RedirectResponse(f"{quote(request.url.path)}?{urlencode(renamed)}", status_code=307)


def page(visit: Visit, sheet: Sheet, files: str | None = None, status: int = 200) -> HTMLResponse:
    """The sheet as a page; `files` is the path, without its ending, of its CSV and JSON."""
    path = visit.request.url.path
    for key, value in visit.request.path_params.items():
        files = files.replace(f"{{{key}}}", str(value)) if files else None
    query = visit.query
    told = visit.desk.told(visit.book)
    context = {
        "title": sheet.title,
        "path": path,
        "query": query,
        "strangers": visit.strangers,
        "keys": visit.keys,
        "files": files,
        "sheet": sheet,
        "rows": sheet.rows,
        "total": sheet.total,
        "ledger": told,
        "token": visit.request.app.state.token,
        "cite": cite(visit, sheet.title, told),
        "views": visit.request.app.state.views,
        "analyst": visit.analyst(),
        "version": __version__,
        "keeping": _keeping(visit, sheet, path + (f"?{query}" if query else ""))
        if files and path not in _NOT_KEPT
        else None,
        **sheet.told,
    }
    html = visit.request.app.state.pages.get_template(sheet.template).render(context)
    answer = HTMLResponse(html, status_code=status)
    for name, value in sheet.cookies.items():
        answer.set_cookie(name, value, max_age=31_536_000, httponly=True, samesite="strict")
    return answer


def _keeping(visit: Visit, sheet: Sheet, address: str) -> dict[str, Any]:
    """What the button needs that keeps a view for the briefing: its address, what it tells, whether it is kept."""
    pictures, noun = sheet.told.get("pictures"), visit.request.url.path.strip("/")
    told = sheet.gist
    if pictures:
        told = next(iter(pictures.values())).title
    elif sheet.total and not told and not sheet.told.get("answers"):  # else it is being counted
        number = counted(sheet.total.count, noun[:-1] if noun in _NOUNS else "row")
        told = f"more than {number}" if sheet.total.more else number
    return {"address": address, "told": told, "kept": is_kept(visit.book, address)}


def cite(visit: Visit, title: str, told: Mapping[str, str]) -> dict[str, str]:
    """How to cite a view: in words, and as BibTeX."""
    query = visit.query if visit.strangers else visit.request.url.query
    address = visit.request.url.path + (f"?{query}" if query else "")
    words = (
        f"“{title}”. Dragoman {__version__}, ledger {told['ledger']}, state {told['state']}, view {address}. "
        f"Machine-coded; as of {told['as of']}."
    )
    plain = address.replace("\\", "").replace("{", "").replace("}", "")
    bibtex = (
        f"@misc{{dragoman-{told['state']},\n  title = {{{title.replace('{', '').replace('}', '')}}},\n"
        f"  howpublished = {{Dragoman {__version__}, ledger {told['ledger']}, state {told['state']}, view {plain}}},\n"
        f"  year = {{{told['as of'][:4]}}},\n  note = {{As of {told['as of']}}}\n}}"
    )
    return {"words": words, "bibtex": bibtex}


def _file(
    request: Request,
    make: Make,
    write: Callable[[Visit, Sheet, Iterator[Row]], Iterator[str]],
    media: str,
    ending: str,
    keys: Keys,
) -> Response:
    """The rows as a file, written while they are read. What is wrong with the request shows before the first byte."""
    desk: Desk = request.app.state.desk
    asks_all = request.query_params.get("all") == "1"
    with desk.book() as book, for_a_file():
        visit = _knowing(Visit(request, desk, book, asks_all), keys)
        sheet = make(visit)

    def lines() -> Iterator[str]:
        with desk.book() as book:
            rows = sheet.every(book) if asks_all and sheet.every else iter(sheet.rows)
            yield from write(replace(visit, book=book, whole=False), sheet, rows)

    stem = PurePosixPath(request.url.path).stem
    safe = "".join(letter for letter in stem if letter.isascii() and (letter.isalnum() or letter == "-")) or "rows"
    headers = {"content-disposition": f'inline; filename="{safe}-{today().isoformat()}.{ending}"'}
    return StreamingResponse(in_one_thread(lines), media_type=media, headers=headers)


def _csv_of(_: Visit, sheet: Sheet, rows: Iterator[Row]) -> Iterator[str]:
    first = next(rows, None)
    columns = sheet.columns if sheet.columns is not None else list(sheet.flat(first)) if first else []

    def flat() -> Iterator[Row]:
        if first is not None:
            yield sheet.flat(first)
        yield from (sheet.flat(row) for row in rows)

    return csv_lines(flat(), columns)


def _json_of(visit: Visit, sheet: Sheet, rows: Iterator[Row]) -> Iterator[str]:
    head: dict[str, Any] = {"title": sheet.title, "view": visit.request.url.path, **visit.desk.told(visit.book)}
    if visit.strangers:
        head["no_filter_here"] = visit.strangers
    if sheet.total:
        head |= {"total": sheet.total.count, "counted_to_the_end": not sheet.total.more}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False, default=str)
    yield "\n]}\n"


def fault_row(message: str, hint: str, status: int) -> JSONResponse:
    """A fault, for programs."""
    return JSONResponse({"error": message, "hint": hint}, status_code=status)
