"""Map: how a state stands with each other state, by what is told of events or by the ties that the tables know."""

from fastapi import APIRouter

from dragoman.ledger.window import Number
from dragoman.measure import domains, powers
from dragoman.records import Row
from dragoman.show import questions
from dragoman.show.desk import Answer, today
from dragoman.show.figures import atlas
from dragoman.show.figures.worldmap import COLUMNS, LAYERS, worldmap
from dragoman.show.gallery import Rows, asked_for, gallery, naming, one_of, year
from dragoman.show.visit import Sheet, Visit, register, sides

router = APIRouter()
_VIEWS = ("near", "world")


def chart(visit: Visit) -> Sheet:
    """The map of one `state`: `layer` events (of a `year`, or all) or ties (in a `domain`, at the end of the year)."""
    state = powers.state_of(asked_for(visit, "state", "KAZ"), world=visit.desk.world)
    layer, when = one_of(visit, "layer", LAYERS, "events"), year(visit)
    domain, view = one_of(visit, "domain", domains.DOMAINS, "security"), one_of(visit, "view", _VIEWS, "near")
    answer = _answer(visit, state, layer, when, domain)
    named, told = naming(visit), visit.desk.told(visit.book, answer)
    rows = [
        row | {"link": f"/pair?a={state}&b={row['state']}"} for row in (answer.value["rows"] if answer.value else [])
    ]
    kept = [row for row in rows if row["value"] is not None]
    window = when or "all the time"
    if layer == "ties":
        window = f"in {domain}, on {_day(when)}"
    picture = worldmap(kept, told, state=state, layer=layer, window=window, whole=view == "world", named=named)  # type: ignore[arg-type]
    return gallery(
        visit, "worldmap.html", f"Map of {named(state)}: {layer}, {window}",
        Rows(rows=[_flat(row) for row in kept], columns=COLUMNS, total=Number(len(kept))), [picture],
        {
            "state": state, "name": named(state), "layer": layer, "year": when or "all", "domain": domain, "view": view,
            "layers": LAYERS, "domains": domains.DOMAINS, "views_of_map": _VIEWS, "viewpoint": atlas.VIEWPOINT, "disputed": atlas.disputed(),
            "names": {row["state"]: named(row["state"]) for row in kept}, "kept": kept, "missing": len(rows) - len(kept),
            "definition": answer.value["definition"] if answer.value else "", "counts": visit.desk.counts(visit.book),
        },
        [answer],
    )  # fmt: skip


def _answer(visit: Visit, state: str, layer: str, when: str | None, domain: str) -> Answer:
    if layer == "events":
        return visit.desk.answer(visit.book, questions.partners, state, when)
    others = tuple(code for code in atlas.numbers() if code != state)
    return visit.desk.answer(visit.book, questions.bound, state, _day(when), domain, others)


def _day(when: str | None) -> str:
    """The last day of a year that has passed; of all the time, today."""
    now = today()
    return now.isoformat() if when is None or int(when) >= now.year else f"{when}-12-31"


def _flat(row: Row) -> Row:
    return {name: row[name] for name in COLUMNS}


register(router, "/map", chart, keys=("state", "layer", "year", "domain", "view"), meant=sides("state"))
