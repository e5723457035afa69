"""Ties in force: what binds a state to each power on a day, by domain, from the tables of the world.

Level = sum of the weights of the ties in force: bilateral ones by their relation, joint bodies by the lesser of the two
statuses. The tables are not complete: where no row ties two in a domain, the level is missing, not zero.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import polars as pl

from dragoman.data import rows
from dragoman.measure import diversification, domains
from dragoman.measure import powers as _powers
from dragoman.measure.address import beside
from dragoman.measure.result import Result
from dragoman.world import World, load_world

DEFINITION = (
    "level(k, d) = sum over the ties in force on the day between the state and power k in domain d: the weight of each "
    "relation of ties.csv, once; and for each body (organisation, format, treaty) in which both stand, one of them in full, "
    "the lesser of the weights of their statuses. A treaty that is the instrument of such a relation is not counted twice; "
    "universal bodies are left out. share, evenness and effective number over the powers that have a level. No interval: "
    "these are rows of a table, not a sample."
)
CITATION = ("Pielou1966", "Hill1973", "Simpson1949")
_KEYS = ("row", "state", "date", "domain", "power", "quantity")

_FULL = 1.0  # two who are both only near to a body are not tied by it

Held = tuple[str, float, str]
"""A tie: its domain, its weight, and the row of the table that it is."""


def ties_in_force(
    state: str,
    on: datetime.date | str | Sequence[datetime.date | str],
    *,
    powers: Sequence[str] = _powers.DEFAULT,
    weights: Mapping[str, float] | None = None,
    ledger: Path | str | None = None,
) -> Result:
    """The level of ties of a state with each power on one day, or on several.

    Columns between `row` and `value`: `state`, `date`, `domain`, `power`, `quantity` (level, share; evenness and effective
    with `power` null). `n` is the number of ties. `weights` change those of tie_weights.csv by name; the
    tables beside a `ledger` count too. Raises UsageError.
    """
    world = load_world(ledger)
    code = _powers.state_of(state, world=world)
    asked = _powers.powers_of(powers, code, world=world)
    days = [_day(day) for day in ([on] if isinstance(on, datetime.date | str) else on)]
    valued = weight_table() | dict(weights or {})
    own = {"weights": ",".join(f"{name}={weight:g}" for name, weight in (weights or {}).items())}
    named = _powers.names(powers)
    among = {"powers": ",".join(named) if named != _powers.DEFAULT else ""}
    tails = beside(own), beside(among | own)
    lines: list[tuple[object, ...]] = []
    evidence: dict[str, tuple[str, ...]] = {}
    for day in days:
        held = {power.code: _held(world, code, power, day, valued) for power in asked}
        for domain in domains.DOMAINS:
            for line, behind in _lines(code, day, domain, held, tails):
                lines.append(line)
                evidence |= {str(line[0]): behind} if behind else {}
    schema = (
        dict.fromkeys(_KEYS, pl.String)
        | dict.fromkeys(("value", "low", "high"), pl.Float64)
        | {"n": pl.Int64, "missing": pl.String}
    )
    frame = pl.DataFrame(lines, schema=schema, orient="row")
    printed = ", ".join(f"{name} {weight:g}" for name, weight in valued.items())
    settings = {"powers": ", ".join(power.told() for power in asked), "weights": printed}
    question = f"What binds {code} to {', '.join(power.code for power in asked)} on {', '.join(map(str, days))}?"
    return Result("ties", question, DEFINITION, frame, CITATION, (), settings, evidence)


@lru_cache(maxsize=1)
def weight_table() -> dict[str, float]:
    """The weight of each status and relation; "guarantor" is of both kinds, and a relation's comes as "guarantor of"."""
    told: dict[str, float] = {}
    for row in rows("tie_weights"):
        if row["kind"] != "universal":
            name = f"{row['name']} of" if row["kind"] == "relation" and row["name"] in told else row["name"]
            told[name] = float(row["weight"])
    return told


@lru_cache(maxsize=1)
def universal() -> frozenset[str]:
    """Bodies to which nearly all states belong."""
    return frozenset(row["name"] for row in rows("tie_weights") if row["kind"] == "universal")


def _held(
    world: World, state: str, power: _powers.Power, day: datetime.date, weights: Mapping[str, float]
) -> list[Held]:
    """The ties between a state and a power, relation by relation and body by body, each once."""
    relations: dict[str, Held] = {}
    bodies: dict[str, Held] = {}
    sides = [p.side for p in power.parts if (not p.start or day >= p.start) and (not p.end or day < p.end)]
    instruments = {tie.instrument for tie in world.known_ties(state) for side in sides if side in (tie.a, tie.b)}
    for side in dict.fromkeys(sides):
        for tie in world.known_ties(state, on=day):
            weight = weights.get(f"{tie.relation} of", weights.get(tie.relation))
            if side in (tie.a, tie.b) and weight is not None:
                relations.setdefault(
                    tie.relation,
                    (domains.of_relation(tie.relation), weight, f"table:ties.csv {tie.a} {tie.b} {tie.relation}"),
                )
        for body, held in _joint(world, state, side, day, weights):
            if body not in universal() and (body not in bodies or bodies[body][1] < held[1]):
                bodies[body] = held
    return [*relations.values(), *(held for body, held in bodies.items() if body not in instruments)]


def _joint(
    world: World, state: str, side: str, day: datetime.date, weights: Mapping[str, float]
) -> Iterator[tuple[str, Held]]:
    """The bodies in which both stand, one of them at least in full, and the power itself if the state stands in it."""
    own, other = (_standing(world, one, day, weights) for one in (state, side))
    for body in own:
        weight = own[body] if body == side else min(own[body], other.get(body, 0.0))
        if weight and (body == side or max(own[body], other[body]) >= _FULL):
            entity = world.entity(body)
            domain = domains.of_body(body, entity.name if entity else "")
            yield body, (domain, weight, f"table:memberships.csv {body} {state} {side}")


def _standing(world: World, one: str, day: datetime.date, weights: Mapping[str, float]) -> dict[str, float]:
    """The bodies in which a state stands, with the weight of the highest of its statuses there."""
    told: dict[str, float] = defaultdict(float)
    for row in world.memberships(state=one, on=day):
        if row.status in weights:
            told[row.org] = max(told[row.org], weights[row.status])
    return dict(told)


def _lines(
    state: str, day: datetime.date, domain: str, held: Mapping[str, list[Held]], tails: tuple[str, str]
) -> Iterator[tuple[tuple[object, ...], tuple[str, ...]]]:
    """The rows of a day and domain, each with the rows of tables behind it.

    `tails` end the addresses: of a level, and of what depends on all powers.
    """
    here = {power: [tie for tie in ties if tie[0] == domain] for power, ties in held.items()}
    levels = np.array([sum(weight for _, weight, _ in ties) if ties else np.nan for ties in here.values()])
    shares = diversification.shares(levels)
    for place, (power, ties) in enumerate(here.items()):
        why = f"no row of the tables ties {state} and {power} in {domain} on {day}"
        behind = tuple(row for _, _, row in ties)
        for quantity, value, tail in (("level", levels[place], tails[0]), ("share", shares[place], tails[1])):
            row = f"ties:{state}:{day}:{domain}:{quantity}:{power}{tail}"
            yield _line((row, state, str(day), domain, power, quantity), value, len(ties), why), behind
    every = tuple(row for ties in here.values() for _, _, row in ties)
    for quantity, spread in (
        ("evenness", diversification.evenness(levels)),
        ("effective", diversification.effective(levels)),
    ):
        row = f"ties:{state}:{day}:{domain}:{quantity}{tails[1]}"
        why = f"fewer than two of the powers are tied to {state} in {domain} on {day}"
        yield _line((row, state, str(day), domain, None, quantity), float(spread), len(every), why), every


def _line(keys: tuple[object, ...], value: float, n: int, why: str) -> tuple[object, ...]:
    missing = bool(np.isnan(value))
    return (*keys, None if missing else float(value), None, None, 0 if missing else n, why if missing else None)


def _day(given: datetime.date | str) -> datetime.date:
    return given if isinstance(given, datetime.date) else datetime.date.fromisoformat(given)
