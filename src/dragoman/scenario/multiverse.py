"""The multiverse: the same issue under every reading of the models that somebody defends, each with its outcome.

Which reading is taken often moves the outcome further than all doubts about the inputs; so the headline stands beside
the spread of the readings, and beside which of the choices makes that spread.

Source: [SteegenEtAl2016]
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from statistics import median
from typing import Literal, get_args

import numpy as np

from dragoman.scenario.challenge import Reading, challenge
from dragoman.scenario.compromise import Floats, compromise, weighted_median, weights
from dragoman.scenario.election import Rules, elect

Family = Literal["balance", "election", "challenge"]
Weighting = Literal["capability · salience", "capability", "salience", "equal"]
WEIGHTINGS: tuple[Weighting, ...] = get_args(Weighting)
ROUNDS = (1, 2, 5, 10)
STATUS_QUO = (1.0, 0.5)


@dataclass(frozen=True, slots=True)
class World:
    """One reading: its family, the choices made (name, option), and the outcome in units of the scale."""

    family: Family
    choices: tuple[tuple[str, str], ...]
    outcome: float

    def choice(self, name: str) -> str | None:
        """The option taken for a choice; None if this reading has no such choice."""
        return dict(self.choices).get(name)


@dataclass(frozen=True, slots=True)
class Fork:
    """A choice, and the mean outcome of the readings under each of its options; `spread` is between the farthest two."""

    family: Family
    choice: str
    options: tuple[tuple[str, float], ...]

    @property
    def spread(self) -> float:
        """How far the choice moves the outcome, on average over all others."""
        means = [mean for _, mean in self.options]
        return max(means) - min(means)


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the outcomes of readings lie apart: `low` and `high` hold four in five of them."""

    readings: int
    least: float
    low: float
    median: float
    high: float
    most: float


def multiverse(position: Floats, capability: Floats, salience: Floats, scale: tuple[float, float]) -> list[World]:
    """Every reading with its outcome; inputs (n,), `scale` from its lower to its upper end."""
    weight = {
        "capability · salience": weights(capability, salience),
        "capability": weights(capability, np.ones_like(salience)),
        "salience": weights(np.ones_like(capability), salience),
        "equal": np.ones_like(position),
    }
    return [
        *_balances(position, weight),
        *_elections(position, weight, scale[1] - scale[0]),
        *_challenges(position, capability, salience),
    ]


def spread(worlds: Sequence[World]) -> Spread:
    """The spread of readings, of which there is at least one."""
    outcomes = [world.outcome for world in worlds]
    low, high = np.quantile(outcomes, [0.1, 0.9])
    return Spread(len(outcomes), min(outcomes), float(low), median(outcomes), float(high), max(outcomes))


def forks(worlds: Sequence[World]) -> list[Fork]:
    """Every choice with what it does, the weightiest first."""
    groups: dict[tuple[Family, str], dict[str, list[float]]] = {}
    for world in worlds:
        for name, option in world.choices:
            groups.setdefault((world.family, name), {}).setdefault(option, []).append(world.outcome)
    found = [
        Fork(family, name, tuple((option, sum(values) / len(values)) for option, values in options.items()))
        for (family, name), options in groups.items()
        if len(options) > 1
    ]
    return sorted(found, key=lambda fork: (-fork.spread, fork.family, fork.choice))


def _balances(position: Floats, weight: dict[str, Floats]) -> Iterator[World]:
    for name in WEIGHTINGS:
        for centre, function in (("mean", compromise), ("median", weighted_median)):
            yield World("balance", (("weights", name), ("centre", centre)), float(function(position, weight[name])))


def _elections(position: Floats, weight: dict[str, Floats], length: float) -> Iterator[World]:
    table = np.array([weight[name] for name in WEIGHTINGS])
    places = np.broadcast_to(position, table.shape)
    rules = product(("uniform", "incentive", "conditional"), ("linear", "binary", "cubic"), ("linear", "squared"))
    for ask, vote, victory in rules:
        held = elect(places, table, length, Rules(ask, vote, victory))  # type: ignore[arg-type]  # literals, each
        for name, outcome in zip(WEIGHTINGS, held.mean.tolist(), strict=True):
            choices = (("weights", name), ("challenges", ask), ("votes", vote), ("victory", victory))
            yield World("election", choices, outcome)


def _challenges(position: Floats, capability: Floats, salience: Floats) -> Iterator[World]:
    readings: list[tuple[str, Reading, bool]] = [
        ("as coded", "as_coded", True),
        ("as printed", "as_printed", True),
        ("as printed, conflicts move nobody", "as_printed", False),
    ]
    for (name, reading, moves), quo in product(readings, STATUS_QUO):
        run = challenge(position[None], capability[None], salience[None], rounds=max(ROUNDS), reading=reading,
                        status_quo=quo, conflict_moves=moves)  # fmt: skip
        for number, (centre, path) in product(ROUNDS, (("median", run.median), ("mean", run.mean))):
            choices = (("reading", name), ("Q", f"{quo:g}"), ("round", str(number)), ("centre", centre))
            yield World("challenge", choices, float(path[number, 0]))
