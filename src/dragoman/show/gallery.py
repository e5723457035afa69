"""A gallery: the pictures of a view beside its rows. Each picture has an address of its own: the view's, with `part=NAME`.

There the page shows that picture alone, and the CSV and JSON hold its numbers: `/state.csv?name=KAZ&part=ternary`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, urlencode

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.ledger.window import Number
from dragoman.measure.disagreements import sides_meant
from dragoman.records import Row
from dragoman.show.desk import Answer
from dragoman.show.figures.figure import Figure, Named
from dragoman.show.visit import Sheet, Visit

_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of a view that are no picture's: as in Sheet."""

    rows: Sequence[Row]
    columns: Sequence[str]
    total: Number | None = None
    flat: Callable[[Row], Row] = dict
    every: Callable[[Ledger], Iterator[Row]] | None = None


def gallery(
    visit: Visit, template: str, title: str, main: Rows, figures: Sequence[Figure | None], told: Mapping[str, Any],
    answers: Sequence[Answer] = (),
) -> Sheet:  # fmt: skip
    """The sheet of a view with pictures. Raises UsageError for a part that the view does not have now."""
    drawn = [one for one in figures if one]
    part = visit.param("part")
    chosen = [one for one in drawn if one.name == part] if part else drawn
    waiting = any(answer.waiting for answer in answers)
    if part and not chosen and not waiting:
        raise UsageError(f"there is no picture {part[:40]!r} here", "leave `part` out, and see which there are")
    context = {
        **told,
        "pictures": {one.name: one for one in chosen},
        "part": part,
        "address": address(visit),
        "csv": {one.name: address(visit, ending=".csv", part=one.name) for one in drawn},
        "answers": [answer for answer in answers if answer.fault or answer.waiting],
        "page_address": lambda **changes: address(visit, **changes),
    }
    if part:
        rows = [plain(row, chosen[0].columns) for row in chosen[0].rows] if chosen else []
        columns = chosen[0].columns if chosen else ()
        return Sheet(
            template=template, title=chosen[0].title if chosen else title, rows=rows, columns=columns, told=context
        )
    return Sheet(
        template=template, title=title, rows=main.rows, columns=main.columns, flat=main.flat, total=main.total,
        every=main.every, told=context,
    )  # fmt: skip


def plain(row: Row, columns: Sequence[str]) -> Row:
    """A row with these columns alone."""
    return {name: row.get(name) for name in columns}


def address(visit: Visit, *, ending: str = "", **changes: str | None) -> str:
    """The address of this view with some things changed (None: left out), as a page or, with an ending, as a file."""
    path = visit.request.url.path
    path = str(PurePosixPath(path).with_suffix("")) if path.endswith((".csv", ".json")) else path
    told = dict(parse_qsl(visit.query)) | changes
    query = urlencode({name: value for name, value in told.items() if value not in (None, "")})
    return f"{path}{ending}?{query}" if query else f"{path}{ending}"


def asked_for(visit: Visit, name: str, usual: str = "") -> str:
    """One value of the address, a line of moderate length. Raises UsageError for another."""
    value = visit.param(name, usual) or usual
    if len(value) > _LONGEST or not value.isprintable():
        raise UsageError(f"{name} is no line of at most {_LONGEST} letters", "shorten it")
    return value


def one_of(visit: Visit, name: str, allowed: Sequence[str], usual: str) -> str:
    """One value of the address, of those allowed. Raises UsageError."""
    value = asked_for(visit, name, usual)
    if value not in allowed:
        raise UsageError(f"{value!r} is no {name}", f"it is one of {', '.join(allowed)}")
    return value


def side(visit: Visit, name: str, usual: str) -> str:
    """The side that a value of the address names: a state or body by code or any of its names; a person stands for it."""
    return sides_meant(visit.book, asked_for(visit, name, usual), visit.desk.world)[0]


def naming(visit: Visit) -> Named:
    """What the world calls a code."""
    known = visit.desk.world

    def named(code: str) -> str:
        entity = known.entity(code)
        return entity.name if entity else str(code)

    return named


def year(visit: Visit) -> str | None:
    """The year of the address, None for all the time. Raises UsageError."""
    text = asked_for(visit, "year", "all")
    if text == "all":
        return None
    if len(text) != 4 or not text.isascii() or not text.isdigit():
        raise UsageError(f"{text!r} is no year", "write 2022, or all")
    return text
