"""State: how one state stands between the powers – balance over time, path between three, ties in force, latest claims."""

from collections.abc import Sequence

from fastapi import APIRouter

from dragoman.ledger import Query, window
from dragoman.ledger.query import Filters
from dragoman.ledger.window import Number
from dragoman.measure import domains, panel, powers
from dragoman.records import Kind, Row
from dragoman.show import questions
from dragoman.show.bonds import bonds, in_force
from dragoman.show.desk import today
from dragoman.show.figures.figure import Figure, Named
from dragoman.show.figures.gantt import gantt
from dragoman.show.figures.ribbon import ribbon
from dragoman.show.figures.ternary import ternary
from dragoman.show.gallery import Rows, asked_for, gallery, naming, one_of
from dragoman.show.visit import Sheet, Visit, register, sides

router = APIRouter()
COLUMNS = ("period", "power", "quantity", "value", "low", "high", "n", "missing", "row")
_CLAIMS = 6
_TOLD_TIES = 60
_USUAL = ",".join(powers.DEFAULT)
_ALL = "all"


def state(visit: Visit) -> Sheet:
    """The state `name` over `powers`, `by` year, quarter or month; its rows are those of one `quantity`."""
    code = powers.state_of(asked_for(visit, "name", "KAZ"), world=visit.desk.world)
    over = tuple(one.strip() for one in asked_for(visit, "powers", _USUAL).split(",") if one.strip())
    by = one_of(visit, "by", panel.PERIODS, "year")
    quantity = one_of(visit, "quantity", questions.QUANTITIES, "share")
    domain = one_of(visit, "domain", (_ALL, *domains.DOMAINS), _ALL)
    answer = visit.desk.answer(visit.book, questions.standing, code, over, by, None if domain == _ALL else domain)
    every = answer.value["rows"] if answer.value else []
    rows = [row for row in every if row["quantity"] == quantity]
    named, told = naming(visit), visit.desk.told(visit.book, answer)
    ties = bonds(visit.desk.world, code, window.findings(visit.book, _about(code, Kind.TIE, _TOLD_TIES)), named)
    figures = [
        ribbon(rows, told, state=code, named=named),
        _path(every, told, code, named),
        gantt(ties, visit.desk.told(visit.book), side=named(code), until=today()),
    ]
    return gallery(
        visit, "state.html", f"{named(code)}: {quantity.replace('_', ' ')} by {by}",
        Rows(rows=rows, columns=COLUMNS, total=Number(len(rows)), flat=_flat), figures,
        {
            "code": code, "name": named(code), "powers": ",".join(over), "by": by, "quantity": quantity, "domain": domain,
            "choices": {"by": panel.PERIODS, "quantity": questions.QUANTITIES, "domain": (_ALL, *domains.DOMAINS)},
            "answer": answer, "rows_shown": [_flat(row) for row in rows], "columns": COLUMNS,
            "held": in_force(ties, today().isoformat()), "claims": window.findings(visit.book, _about(code, Kind.CLAIM, _CLAIMS)),
            "others": [(one, named(one)) for one in _codes(every) if one != code],
        },
        [answer],
    )  # fmt: skip


def _about(code: str, kind: Kind, most: int) -> Query:
    return Query.of(Filters(kind=kind, actor=code, limit=most))


def _path(rows: Sequence[Row], told: dict[str, str], code: str, named: Named) -> Figure | None:
    """The ternary over the first three powers."""
    shares = [row for row in rows if row["quantity"] == "share"]
    three = _codes(shares)[:3]
    return ternary(shares, told, state=code, powers=three, named=named) if len(three) == 3 else None


def _codes(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(str(row["power"]) for row in rows if row["quantity"] == "share"))


def _flat(row: Row) -> Row:
    return {name: row[name] for name in COLUMNS}


register(router, "/state", state, keys=("name", "powers", "by", "quantity", "domain"), meant=sides("name"))
