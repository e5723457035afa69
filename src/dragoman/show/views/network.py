"""Network: with whom a side stands, and against whom, in all the time or one year; and its ties as bars in time."""

from fastapi import APIRouter

from dragoman.ledger import Query, window
from dragoman.ledger.query import Filters
from dragoman.ledger.window import Number
from dragoman.records import Kind
from dragoman.show import questions
from dragoman.show.bonds import bonds
from dragoman.show.charts import as_json
from dragoman.show.desk import today
from dragoman.show.figures.ego import COLUMNS, ego, graph, places
from dragoman.show.figures.gantt import gantt
from dragoman.show.gallery import Rows, gallery, naming, one_of, side, year
from dragoman.show.visit import Sheet, Visit, register, sides

router = APIRouter()
_TOLD_TIES = 60


def network(visit: Visit) -> Sheet:
    """The network around `ego` in a `year`, made `by` events, ties or both; its rows are the edges that the picture shows."""
    from dragoman.measure.networks import BYS  # the numerical libraries: not before they are needed

    centre, when, by = side(visit, "ego", "KAZ"), year(visit), one_of(visit, "by", BYS, "both")
    answer = visit.desk.answer(visit.book, questions.edges, centre, when, by, slow=True)
    told, named = visit.desk.told(visit.book, answer), naming(visit)
    edges = answer.value["rows"] if answer.value else []
    years = answer.value["years"] if answer.value else []
    picture = ego(edges, told, around=centre, period=when or "all", by=by, named=named)
    ties = bonds(
        visit.desk.world,
        centre,
        window.findings(visit.book, Query.of(Filters(kind=Kind.TIE, actor=centre, limit=_TOLD_TIES))),
        named,
    )
    shown = list(picture.rows) if picture else []
    nodes = places(edges, centre, named)
    return gallery(
        visit, "network.html", f"{named(centre)} and those around it, {when or 'all the time'}",
        Rows(rows=[{name: row[name] for name in COLUMNS} for row in shown], columns=COLUMNS, total=Number(len(shown))),
        [picture, gantt(ties, visit.desk.told(visit.book), side=named(centre), until=today())],
        {
            "ego": centre, "name": named(centre), "year": when or "all", "by": by, "bys": BYS, "years": years,
            "graph": as_json(graph(nodes, edges)) if picture else None, "counts": visit.desk.counts(visit.book),
            "every_edge": len(edges), "definition": answer.value["definition"] if answer.value else "",
        },
        [answer],
    )  # fmt: skip


register(router, "/network", network, keys=("ego", "year", "by"), meant=sides("ego"))
