"""Alliances: how alike the alliance portfolios of two states are – to whom each is bound, and how far.

A portfolio gives the level of a state's tie to every state, itself included: 3 defence (and to itself), 2 neutrality or
consultation, 1 non-aggression, 0 none. Two portfolios are compared place by place with the measures of agreement; S is
the one meant for it. Known bad cases: two states that are allied to nobody look alike, for S is not corrected for
chance; whoever counts the OSCE as a non-aggression pact finds Kazakhstan tied to the United States in every year: set
`least`. Source: [SignorinoRitter1999], [Haege2011], [ATOP]
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import polars as pl

from dragoman import data
from dragoman.errors import DataError, UsageError
from dragoman.measure import agreement
from dragoman.measure.formats import read_table
from dragoman.measure.result import Result
from dragoman.measure.similarity import known, voters
from dragoman.records import PartialDate
from dragoman.world import World, load_world

LEVELS = 4
SELF = LEVELS - 1
MEASURES = ("S_abs", "S_sq", "kappa_quadratic", "kappa_nominal", "pi_nominal")
_TABLE = "alliance_levels"
_UN_MEMBER = "UN"
_SCHEMA = {
    "row": pl.String, "state": pl.String, "other": pl.String, "period": pl.String, "measure": pl.String,
    "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64, "missing": pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ties:
    """Who is tied to whom, and how far, at one time: `level[a, b]` with a < b; `states` are all that could be tied."""

    states: tuple[str, ...]
    level: Mapping[tuple[str, str], int]
    period: str
    evidence: Mapping[tuple[str, str], tuple[str, ...]]

    def between(self, one: str, other: str) -> int:
        """How far two states are tied; 0 if they are not, 3 for a state and itself."""
        return SELF if one == other else self.level.get((min(one, other), max(one, other)), 0)

    def portfolio(self, state: str, least: int = 1) -> list[int]:
        """The levels of a state's ties to all states, in order; those below `least` count as none."""
        levels = (self.between(state, other) for other in self.states)
        return [level if level >= least else 0 for level in levels]


def read_ties(path: Path, *, year: int | None = None) -> Ties:
    """Ties from a table with the columns a, b, level (0 to 3) and perhaps year; both directions of a pair may stand.

    A pair that stands more than once has the highest of its levels. Raises DataError, UsageError.
    """
    table = read_table(path, wanted=lambda columns: {"a", "b", "level"} <= set(columns))
    missing = [name for name in ("a", "b", "level") if name not in table.columns]
    if missing:
        raise DataError(f"{path.name} has no column {', '.join(missing)}", "a table of ties has a, b, level, year")
    if "year" in table.columns:
        years = table["year"].cast(pl.Int64)
        chosen = years.max() if year is None else year
        table = table.filter(years == chosen)
        if not table.height:
            raise UsageError(f"{path.name} has no ties of {year}", "name a year that it has")
        year = int(str(chosen))
    rows = [(str(a), str(b), int(level)) for a, b, level in table.select("a", "b", "level").rows()]
    strange = [level for _, _, level in rows if not 0 <= level < LEVELS]
    if strange:
        raise DataError(f"{path.name} has the level {strange[0]}", "levels are 0 none, 1, 2, 3 defence")
    levels: dict[tuple[str, str], int] = {}
    for a, b, level in rows:
        pair = (min(a, b), max(a, b))
        levels[pair] = max(level, levels.get(pair, 0))
    states = tuple(sorted({state for a, b, _ in rows for state in (a, b)}))
    held = {pair: level for pair, level in levels.items() if level and pair[0] != pair[1]}
    evidence = {pair: (f"table:{path.name} {pair[0]} {pair[1]}",) for pair in held}
    return Ties(states, held, str(year or ""), evidence)


def ties_on(day: datetime.date, *, ledger: Path | str | None = None) -> Ties:
    """The ties that our tables know on a day, among the members of the United Nations: see alliance_levels.csv."""
    world = load_world(ledger)
    members = {row.state for row in world.memberships(org=_UN_MEMBER, on=day) if row.status == "member"}
    found: list[tuple[str, str, int, str]] = []
    for rule in data.rows(_TABLE):
        if rule["start"] and PartialDate.parse(rule["start"]).first > day:
            continue
        pairs = _bound(world, rule["id"], day) if rule["kind"] == "organisation" else _tied(world, rule["id"], day)
        found += [(a, b, int(rule["level"]), source) for a, b, source in pairs if a in members and b in members]
    levels: dict[tuple[str, str], int] = {}
    evidence: dict[tuple[str, str], tuple[str, ...]] = {}
    for a, b, level, source in found:
        pair = (min(a, b), max(a, b))
        levels[pair] = max(level, levels.get(pair, 0))
        evidence[pair] = (*evidence.get(pair, ()), source)
    return Ties(tuple(sorted(members)), levels, day.isoformat(), evidence)


def _bound(world: World, org: str, day: datetime.date) -> list[tuple[str, str, str]]:
    members = sorted({row.state for row in world.members(org, on=day)}) if world.entity(org) else []
    return [(a, b, f"table:memberships.csv {org} {a} {b}") for a, b in combinations(members, 2)]


def _tied(world: World, relation: str, day: datetime.date) -> list[tuple[str, str, str]]:
    ties = [tie for tie in world.tables().ties if tie.relation == relation and tie.interval.holds_on(day)]
    return [(tie.a, tie.b, f"table:ties.csv {tie.a} {tie.b} {relation}") for tie in ties]


def alliance_similarity(
    state: str,
    others: Sequence[str],
    *,
    on: str | datetime.date | None = None,
    ties: Ties | None = None,
    measures: Sequence[str] | None = MEASURES,
    least: int = 1,
    weights: Mapping[str, float] | None = None,
    ledger: Path | str | None = None,
) -> Result:
    """How alike the portfolios of a state and of others are, as of a day or in a table of ties.

    `least` is the lowest level that counts as a tie (3: defence alone). With `weights` (CINC, for instance) each state
    counts by its weight, divided by their sum; states without one are left out. Raises UsageError.
    """
    if ties is None and on is None:
        raise UsageError("no day is named", "say on which day, for instance on='2022-01-06'")
    table = ties or ties_on(on if isinstance(on, datetime.date) else PartialDate.parse(str(on)).last, ledger=ledger)
    if least not in range(1, LEVELS):
        raise UsageError(f"no tie has the level {least}", "least is 1, 2 or 3")
    one, rest = voters(state, others)
    formulas = agreement.named(measures)
    places = [place for place, name in enumerate(table.states) if weights is None or name in weights]
    share = None if weights is None else _shares([weights[table.states[place]] for place in places])
    rows = [
        row
        for other in rest
        for row in _rows(table, one, other, [formula.name for formula in formulas], least, places, share)
    ]
    return Result(
        measure="alliances",
        question=f"How alike are the alliances of {one} and {', '.join(rest)}?",
        definition="; ".join(f"{formula.name} = {formula.formula}" for formula in formulas)
        + "; portfolios of levels 0 none, 1 non-aggression, 2 neutrality or consultation, 3 defence and self",
        frame=pl.DataFrame(rows, schema=_SCHEMA),
        citation=tuple(dict.fromkeys(key for formula in formulas for key in formula.citation)),
        notes=(
            "a tie that is not in the tables counts as none: they are fullest for Central Asia and the powers"
            if ties is None
            else "a tie that is not in the table counts as none",
            "no interval: a portfolio is no sample; two states allied to nobody look alike",
        ),
        settings={"least": str(least), "weighted": "yes" if weights else "no", "states": str(len(places))},
        evidence={str(row["row"]): _behind(table, one, str(row["other"])) for row in rows},
    )


def _shares(weights: Sequence[float]) -> agreement.Array:
    share = np.array(weights, dtype=np.float64)
    if not share.size or (share < 0).any() or not share.sum():
        raise UsageError("the weights name no state of the table, or one is below 0", "give a number above 0 a state")
    return np.asarray(share / share.sum())


def _rows(
    table: Ties,
    one: str,
    other: str,
    names: Sequence[str],
    least: int,
    places: Sequence[int],
    share: agreement.Array | None,
) -> list[Mapping[str, object]]:
    """A row a measure for one pair; missing if one of the two is not among the states of the table."""
    absent = [who for who in (one, other) if who not in table.states]
    x, y = (np.array(table.portfolio(who, least))[list(places)] for who in (one, other))
    found = agreement.scores(agreement.tabulate(x, y, LEVELS, share), names)
    tail = f":least{least}" if least > 1 else ""
    rows: list[Mapping[str, object]] = []
    for name in names:
        value = None if absent else known(float(found[name]))
        why = f"{absent[0]} is in no table of ties for then" if absent else agreement.NEVER_VARY
        rows.append(
            {
                "row": f"alliances:{one}:{other}:{table.period}:{name}{tail}", "state": one, "other": other,
                "period": table.period, "measure": name, "value": value, "low": None, "high": None,
                "n": 0 if absent else len(places), "missing": None if value is not None else why,
            }
        )  # fmt: skip
    return rows


def _behind(table: Ties, one: str, other: str) -> tuple[str, ...]:
    """The rows of tables that tie either of the two to anyone."""
    sources = (source for pair, all_ in table.evidence.items() if {one, other} & set(pair) for source in all_)
    return tuple(dict.fromkeys(sources))
