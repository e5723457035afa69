"""Overview: the first page – how much there is, how the chosen state stands, where sources disagree, what is covered."""

import datetime
from collections.abc import Mapping

from fastapi import APIRouter

from dragoman.ledger import shelf, window
from dragoman.ledger.extent import not_read
from dragoman.ledger.query import Query
from dragoman.measure import powers
from dragoman.records import Kind, Modality, PartialDate, Row
from dragoman.show import questions
from dragoman.show.coverage import strip
from dragoman.show.desk import Answer, today
from dragoman.show.figures.figure import Figure
from dragoman.show.figures.ribbon import ribbon
from dragoman.show.gallery import naming
from dragoman.show.news import cookie_name, news
from dragoman.show.visit import Sheet, Visit, register, sides

router = APIRouter()
_NUMBERS = (
    ("sources", "source", "/sources"), ("reports", "report", "/events"), ("events", "event", "/events"),
    ("claims", "claim", "/claims"), ("disagreements", "disagreement", "/disagreements"),
)  # fmt: skip
_TOP = 3
_NEW = 6


def overview(visit: Visit) -> Sheet:
    """The first page; its rows are the five numbers."""
    counts = visit.desk.counts(visit.book)
    if not counts["sources"]:
        return Sheet(template="empty.html", title="Add documents", rows=[], columns=("what", "number"))
    state = powers.state_of(visit.param("state") or "KAZ", world=visit.desk.world)
    quarrels = visit.desk.answer(visit.book, questions.disagreeing, slow=True)
    moving = visit.desk.answer(visit.book, questions.standing, state, powers.DEFAULT, "year", None)
    named, seen = naming(visit), cookie_name(visit.desk.path)
    new, remembered = news(visit.book, visit.request.cookies.get(seen, ""), datetime.datetime.now().astimezone())
    rows = [{"what": name, "number": _number(name, counts, quarrels), "path": path} for name, _, path in _NUMBERS]
    return Sheet(
        template="overview.html", title=visit.desk.path.stem, rows=rows, columns=("what", "number"),
        told={
            "new": new, "numbers": list(zip(rows, (noun for _, noun, _ in _NUMBERS), strict=True)), "counts": counts,
            "stored": visit.desk.kept(visit.book, "not read", lambda: not_read(visit.book)), "state": state,
            "named": named, "moving": moving, "dated": _dated(moving), "pictures": _pictures(visit, state, moving),
            "quarrels": quarrels, "top": _direct(quarrels)[:_TOP],
            "balance": visit.desk.answer(visit.book, questions.shares, state),
            "newest": window.events(visit.book, _happened(), modality=Modality.HAPPENED),
            "strip": visit.desk.kept(visit.book, "strip", lambda: strip(shelf.coverage(visit.book))),
            "statuses": visit.desk.kept(visit.book, "statuses", lambda: shelf.statuses(visit.book)),
        },
        cookies={seen: remembered},
    )  # fmt: skip


def _dated(moving: Answer) -> int | None:
    """How many merged events of cooperation the picture by year holds."""
    if not moving.value:
        return None
    known: dict[str, int] = {
        row["period"]: row["n"]
        for row in moving.value["rows"]
        if row["quantity"] == "share" and row["value"] is not None
    }
    return sum(known.values())


def _pictures(visit: Visit, state: str, moving: Answer) -> dict[str, Figure]:
    """The balance year by year, as on the page of the state."""
    shares = [row for row in (moving.value["rows"] if moving.value else []) if row["quantity"] == "share"]
    drawn = ribbon(shares, visit.desk.told(visit.book, moving), state=state, named=naming(visit))
    return {"ribbon": drawn} if drawn else {}


def _happened() -> Query:
    """The events of which a text says that they happened, before tomorrow."""
    return Query(kind=Kind.EVENT, limit=_NEW, since=PartialDate(1), until=PartialDate.of(today()))


def _number(name: str, counts: Mapping[str, int], quarrels: Answer) -> int | None:
    if name == "disagreements":
        return len(_direct(quarrels)) if quarrels.value else None
    return counts[name]


def _direct(quarrels: Answer) -> list[Row]:
    """The disagreements known, without those in which the two only bear on each other: as their page begins."""
    return [row for row in quarrels.value["rows"] if not row["indirect"]] if quarrels.value else []


register(router, "/", overview, name="/overview", keys=("state",), meant=sides("state"))
