"""Pair: what two sides did with and to each other – month by month, event by event, and who acted first."""

from typing import Any

from fastapi import APIRouter

from dragoman.errors import UsageError
from dragoman.ledger import window
from dragoman.records import Kind, Row
from dragoman.show import questions
from dragoman.show.asked import Asked
from dragoman.show.figures.calendar_grid import calendar_grid
from dragoman.show.gallery import Rows, asked_for, gallery, naming, side
from dragoman.show.lists import EVENT_COLUMNS, event_cells
from dragoman.show.visit import COUNTED, Sheet, Visit, register, sides

router = APIRouter()


def pair(visit: Visit) -> Sheet:
    """The sides `a` and `b`; its rows are the merged events in which both take part, of any modality."""
    a, b = side(visit, "a", "KAZ"), side(visit, "b", "RUS")
    if a == b:
        raise UsageError(f"{a} is no pair", "name two")
    asked = Asked.of(
        {**visit.request.query_params, "actor": a, "with": b},
        "actor",
        "with",
        "from",
        "to",
        "modality",
        every=visit.whole,
    )
    query, modality = asked.query(Kind.EVENT), asked.modality
    number = visit.desk.kept(
        visit.book, ("pair", asked.key),
        lambda: window.number_of_events(visit.book, query, modality=modality, most=COUNTED),
    )  # fmt: skip
    rows = [] if asked.every else window.events(visit.book, query, modality=modality)
    answer = visit.desk.answer(visit.book, questions.dealings, a, b)
    named, told = naming(visit), visit.desk.told(visit.book, answer)
    dealt: dict[str, Any] = answer.value or {"months": [], "undated": 0, "years": []}
    figures = [calendar_grid(dealt["months"], told, a=a, b=b, undated=dealt["undated"], named=named)]
    return gallery(
        visit, "pair.html", f"{named(a)} and {named(b)}",
        Rows(
            rows=rows, columns=EVENT_COLUMNS, total=number, flat=event_cells,
            every=lambda book: window.each_event(book, query, modality=modality),
        ),
        figures,
        {
            "a": a, "b": b, "names": (named(a), named(b)), "asked": asked, "years": dealt["years"],
            "opened": _opened(dealt["years"], a, b), "undated": dealt["undated"], "since": asked_for(visit, "from"),
            "until": asked_for(visit, "to"), "counts": visit.desk.counts(visit.book),
        },
        [answer],
    )  # fmt: skip


def _opened(years: list[Row], a: str, b: str) -> Row:
    """In how many years each acted first, of those in which the first deed of one side alone has a day."""
    return {code: sum(row["first"] == code for row in years) for code in (a, b)} | {
        "years": sum(bool(row["first"]) for row in years)
    }


register(router, "/pair", pair, keys=("a", "b", "from", "to", "modality"), meant=sides("a") | {"with": "b"})
