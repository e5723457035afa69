"""Questions that take long: each a function of the ledger's path that gives rows, run beside the server by the desk.

Every number comes from a measure. What a question gives is small and of plain types, for it may come from another
process. Measures are imported where they are asked: the first page need not wait for the numerical libraries.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.records import Row

if TYPE_CHECKING:
    import polars as pl

    from dragoman.measure.networks import By
    from dragoman.measure.panel import By as Periods
    from dragoman.measure.result import Result

Told = dict[str, Any]
QUANTITIES = (
    "share",
    "conflict_share",
    "cooperation",
    "conflict",
    "level",
    "intensity_mean",
    "evenness",
    "effective",
    "tilt",
)
"""What may be asked of a balance on its page."""
_TOLD = 5_000  # disagreements that pages tell, the strongest


def standing(path: Path, state: str, powers: tuple[str, ...], by: Periods | None, domain: str | None) -> Told:
    """The balance of a state over powers, all quantities: `rows`, `definition`, `notes`, `question`."""
    import polars as pl

    from dragoman.measure.balance import balance
    from dragoman.show.stored_panel import panel_of
    from dragoman.world import load_world

    with Ledger.open(path, readonly=True) as book:
        result = balance(panel_of(book), state, powers=powers, by=by, domain=domain, world=load_world(path))
    kept = result.frame.filter(pl.col("quantity").is_in(QUANTITIES))
    return _told(result, kept)


def shares(path: Path, state: str) -> Told:
    """How a state stands between the usual powers in all the time: its shares of cooperation."""
    from dragoman.measure.powers import DEFAULT

    told = standing(path, state, DEFAULT, None, None)
    return told | {"rows": [row for row in told["rows"] if row["quantity"] == "share"]}


def disagreeing(path: Path) -> Told:
    """The disagreements, strongest first: `rows`, each with what else the two say to the same effect (`further`)."""
    from dragoman.measure.disagreements import disagreements

    with Ledger.open(path, readonly=True) as book:
        result = disagreements(book, most=_TOLD)
    told = _told(result, result.frame)
    for row in told["rows"]:
        row["further"] = list(result.rests_on(row["row"])[2:])
    return told


def dealings(path: Path, a: str, b: str) -> Told:
    """What two sides did to each other, in events that happened: `months` (see figures.calendar_grid), `undated`, and
    `years` – how many deeds came from each side alone, how many were done together, who acted first, when and by which event."""
    import polars as pl

    from dragoman.measure import panel as panels
    from dragoman.show.stored_panel import panel_of

    with Ledger.open(path, readonly=True) as book:
        panel = panel_of(book)
    first, second = min(a, b), max(a, b)
    near = panel.filter(
        pl.concat_list("actors", "recipients").list.contains(a)
        & pl.concat_list("actors", "recipients").list.contains(b)
    )
    by_month = panels.dyad_month(near).filter((pl.col("a") == first) & (pl.col("b") == second))
    whole = panels.dyad_periods(near, None).filter((pl.col("a") == first) & (pl.col("b") == second))
    months = [_month(row) for row in by_month.iter_rows(named=True)]
    every = int(whole["events"][0]) if whole.height else 0
    return {"months": months, "undated": every - sum(row["events"] for row in months), "years": _years(near, a, b)}


def _month(row: Row) -> Row:
    cooperation = row["verbal_cooperation"] + row["material_cooperation"]
    conflict = row["verbal_conflict"] + row["material_conflict"]
    told = {"month": row["period"], "events": row["events"], "cooperation": cooperation, "conflict": conflict}
    return told | {"neutral": row["neutral"]}


def _years(near: pl.DataFrame, a: str, b: str) -> list[Row]:
    """A row a year: what each did to the other, what both did together, and whose deed is the first that has a day."""
    import polars as pl

    from dragoman.measure import panel as panels

    both = panels.dyads(panels.chosen(near), directed=True).with_columns(panels.period("year")).drop_nulls("period")
    ours = both.filter(pl.col("a").is_in([a, b]) & pl.col("b").is_in([a, b]))
    ways = ours.group_by("period", "event", "first", "last", "event_type").agg(doers=pl.col("a").unique().sort())
    rows = []
    for (year,), held in sorted(ways.group_by("period"), key=lambda pair: str(pair[0][0])):
        alone = held.filter(pl.col("doers").list.len() == 1).with_columns(doer=pl.col("doers").list.first())
        dated = alone.filter(pl.col("first") == pl.col("last")).sort("first", "event")
        day: datetime.date | None = dated["first"][0] if dated.height else None
        doers = sorted(set(dated.filter(pl.col("first") == day)["doer"])) if day else []
        rows.append({
            "year": year,
            f"{a} to {b}": alone.filter(pl.col("doer") == a).height,
            f"{b} to {a}": alone.filter(pl.col("doer") == b).height,
            "together": held.height - alone.height,
            "first": " and ".join(doers) or None,
            "first_on": day.isoformat() if day else None,
            "event": dated["event"][0] if dated.height else None,
        })  # fmt: skip
    return rows


def edges(path: Path, ego: str, period: str | None, by: By) -> Told:
    """The edges of the network around a side: `rows`, `definition`, `notes`; `years`, of which events of it are told."""
    import polars as pl

    from dragoman.measure import panel as panels
    from dragoman.measure.networks import network_edges
    from dragoman.show.stored_panel import panel_of

    with Ledger.open(path, readonly=True) as book:
        result = network_edges(book, period=period, by=by, ego=ego)
        near = panels.chosen(panel_of(book)).filter(pl.concat_list("actors", "recipients").list.contains(ego))
    held = near.filter(pl.col("first").dt.year() == pl.col("last").dt.year())["first"].dt.year()
    return _told(result, result.frame) | {"years": held.unique().sort().to_list()}


def partners(path: Path, state: str, year: str | None) -> Told:
    """Cooperation less conflict of a state with each other side, in all the time or one year: `rows` for the map."""
    import polars as pl

    from dragoman.measure import panel as panels
    from dragoman.measure.networks import is_side
    from dragoman.show.stored_panel import panel_of
    from dragoman.world import load_world

    with Ledger.open(path, readonly=True) as book:
        panel = panel_of(book)
    world = load_world(path)
    near = panel.filter(pl.concat_list("actors", "recipients").list.contains(state))
    if year:
        near = near.filter((pl.col("first").dt.year() == int(year)) & (pl.col("last").dt.year() == int(year)))
    held = panels.dyad_periods(near, None).filter((pl.col("a") == state) | (pl.col("b") == state))
    rows = [one for row in held.iter_rows(named=True) if is_side((one := _partner(row, state))["state"], world)]
    rows.sort(key=lambda row: (-row["n"], row["state"]))
    return {
        "rows": rows,
        "notes": (),
        "definition": "value = merged events of cooperation less those of conflict; requests are neither",
    }


def _partner(row: Row, state: str) -> Row:
    month = _month(row)
    other = row["b"] if row["a"] == state else row["a"]
    told = {"state": other, "value": float(month["cooperation"] - month["conflict"]), "n": month["events"]}
    return told | {"cooperation": month["cooperation"], "conflict": month["conflict"], "missing": None, "row": None}


def bound(path: Path, state: str, day: str, domain: str, others: tuple[str, ...]) -> Told:
    """The level of ties of a state with each of others on a day, in one domain: `rows` for the map."""
    import polars as pl

    from dragoman.measure.in_force import ties_in_force

    result = ties_in_force(state, day, powers=others, ledger=path)
    kept = result.frame.filter((pl.col("domain") == domain) & (pl.col("quantity") == "level"))
    rows = [
        {
            "state": row["power"],
            "value": row["value"],
            "n": row["n"],
            "cooperation": None,
            "conflict": None,
            "missing": row["missing"],
            "row": row["row"],
        }
        for row in kept.iter_rows(named=True)
    ]
    rows.sort(key=lambda row: (-(row["value"] or 0), row["state"]))
    return {"rows": rows, "notes": result.notes, "definition": result.definition}


def number(path: Path, address: str) -> Told:
    """One number by its address, with what it rests on: `rows` (of one), `evidence` (ids), `definition`, `question`, `notes`."""
    with Ledger.open(path, readonly=True) as book:
        result = _number(book, address)
    return _told(result, result.frame) | {"evidence": tuple(result.rests_on(address)), "citation": result.citation}


def _number(book: Ledger, address: str) -> Result:
    import polars as pl

    from dragoman.measure import address as addresses
    from dragoman.measure.balance import balance
    from dragoman.measure.recall import number_at
    from dragoman.measure.result import Result
    from dragoman.show.stored_panel import panel_of
    from dragoman.world import load_world

    if not address.startswith("balance:"):
        return number_at(address, book)
    state, keywords = addresses.read(address)
    result = balance(panel_of(book), state, **keywords, world=load_world(book.path))
    frame = result.frame.filter(pl.col("row") == address)
    if not frame.height:
        raise UsageError(f"nothing is computed under {address!r}", "copy the address from a result")
    return Result(
        result.measure, result.question, result.definition, frame, result.citation, result.notes, result.settings,
        {address: tuple(result.evidence.get(address, ()))},
    )  # fmt: skip


def _told(result: Result, frame: pl.DataFrame) -> Told:
    return {
        "rows": frame.to_dicts(),
        "notes": tuple(result.notes),
        "definition": result.definition,
        "question": result.question,
        "settings": dict(result.settings),
    }
