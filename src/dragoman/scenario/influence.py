"""What the outcome hangs on: one input at a time (tornado), and all at once (Sobol's shares of the variance).

For the compromise the exact gradients (`compromise.gradients`) answer the same for small changes. A tornado moves each
input through its range while the others keep their values, and so misses what inputs do together; the difference
between an input's total and first-order share is just that.

Source: [Saltelli2010], [Jansen1999], [Sobol2001]
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dragoman.errors import UsageError
from dragoman.scenario.compromise import Floats, compromise, gradients, weighted_median, weights
from dragoman.scenario.draws import Inputs, Shape, inverse
from dragoman.scenario.issue import Part

PARTS: tuple[Part, ...] = ("position", "capability", "salience")
"""In the order of `Inputs.ranges`."""
BASE = 1024
DRAWS = 200
_BAND = (0.025, 0.975)
_BLOCK = 10_000  # evaluations at a time

Model = Callable[[Floats, Floats, Floats], Floats]
"""Positions, capabilities and saliences (draws, n) → an outcome of each draw."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The outcome with one input at the lower and at the upper end of its range; `stakeholder` is its place.

    `slope`: how fast the compromise moves with it at its value, units of the scale per unit of the input.
    """

    stakeholder: int
    part: Part
    low: float
    high: float
    slope: float

    @property
    def swing(self) -> float:
        """How far the outcome moves."""
        return abs(self.high - self.low)


@dataclass(frozen=True, eq=False, slots=True)
class Indices:
    """Shares of the variance by input: `first` alone, `total` with all that it does together with others.

    Bands (2, inputs) are of 95 % of bootstrap draws. All 0 if the outcome does not vary.
    """

    first: Floats
    total: Floats
    first_band: Floats
    total_band: Floats


@dataclass(frozen=True, slots=True)
class Share:
    """An input's shares of the variance, with 95 % bands."""

    stakeholder: int
    part: Part
    first: float
    total: float
    first_band: tuple[float, float]
    total_band: tuple[float, float]


def settled(position: Floats, capability: Floats, salience: Floats) -> Floats:
    """The compromise, as a model to be examined."""
    return compromise(position, weights(capability, salience))


def centre(position: Floats, capability: Floats, salience: Floats) -> Floats:
    """The weighted median, as a model to be examined."""
    return weighted_median(position, weights(capability, salience))


def tornado(inputs: Inputs, model: Model = settled) -> list[Bar]:
    """A bar for each input that has a range, the widest first."""
    values = np.array([ranges.value for ranges in inputs.ranges()])
    slopes = gradients(*values)
    bars = []
    for place, (part, ranges) in enumerate(zip(PARTS, inputs.ranges(), strict=True)):
        count = len(ranges.value)
        table = np.repeat(values[:, None, :], 2 * count, axis=1)
        rows = np.arange(count)
        table[place, 2 * rows, rows], table[place, 2 * rows + 1, rows] = ranges.low, ranges.high
        ends = model(*table).reshape(count, 2).tolist()
        bars += [
            Bar(who, part, low, high, float(slopes[part][who]))
            for who, (low, high) in enumerate(ends)
            if ranges.low[who] < ranges.high[who]
        ]
    return sorted(bars, key=lambda bar: (-bar.swing, PARTS.index(bar.part), bar.stakeholder))


def shares(
    inputs: Inputs, model: Model = settled, *, base: int = BASE, seed: int = 1, shape: Shape = "triangular"
) -> list[Share]:
    """Sobol's indices of the inputs that have a range, the greatest total first; base · (inputs + 2) evaluations."""
    low, high = (np.concatenate([getattr(r, end) for r in inputs.ranges()]) for end in ("low", "high"))
    varied = np.flatnonzero(low < high)
    count = len(inputs.position.value)

    def evaluate(points: Floats) -> Floats:
        table = np.full((len(points), len(low)), 0.5)
        table[:, varied] = points
        parts = np.split(table, len(PARTS), axis=1)
        return model(*(inverse(r, part, shape) for r, part in zip(inputs.ranges(), parts, strict=True)))

    if not len(varied):
        return []
    found = sobol(evaluate, len(varied), base=base, seed=seed)
    rows = [
        Share(int(place % count), PARTS[place // count], first, total, (a, b), (c, d))
        for place, first, total, (a, b), (c, d) in zip(
            varied.tolist(), found.first.tolist(), found.total.tolist(), found.first_band.T.tolist(),
            found.total_band.T.tolist(), strict=True)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.total, PARTS.index(row.part), row.stakeholder))


def sobol(function: Callable[[Floats], Floats], inputs: int, *, base: int = BASE, seed: int = 1) -> Indices:
    """First-order and total indices of a function of (draws, inputs) numbers, each uniform on 0 to 1.

    First: Σ f_B (f_AB − f_A) / N V; total: Σ (f_A − f_AB)² / 2 N V. Raises UsageError if `base` is below 2.
    """
    outcome = _evaluated(function, saltelli(inputs, base=base, seed=seed))
    return indices(outcome.reshape(base, inputs + 2), seed=seed)


def saltelli(inputs: int, *, base: int = BASE, seed: int = 1) -> Floats:
    """The points at which to evaluate, in rows of A, A with one column of B each, B; from two Latin squares.

    Raises UsageError if `base` is below 2 or there are no inputs.
    """
    if base < 2 or inputs < 1:
        raise UsageError(f"{base} points of {inputs} inputs are none", "take 1024")
    chance = np.random.default_rng(seed)
    columns = chance.permuted(np.tile(np.arange(base), (2 * inputs, 1)), axis=1).T
    table = (columns + chance.random(columns.shape)) / base
    one, other = table[:, :inputs], table[:, inputs:]
    result = np.repeat(one[:, None, :], inputs + 2, axis=1)
    places = np.arange(inputs)
    result[:, 1 + places, places] = other
    result[:, -1] = other
    return result.reshape(base * (inputs + 2), inputs)


def indices(outcome: Floats, *, seed: int = 1) -> Indices:
    """The indices from outcomes (base, inputs + 2) at the points of `saltelli`."""
    first, total = _indices(outcome)
    chance = np.random.default_rng((seed, 1))
    drawn = [_indices(outcome[chance.integers(0, len(outcome), len(outcome))]) for _ in range(DRAWS)]
    ones, alls = (np.quantile(np.array(column), _BAND, axis=0) for column in zip(*drawn, strict=True))
    return Indices(first, total, ones, alls)


def _indices(outcome: Floats) -> tuple[Floats, Floats]:
    spread = outcome[:, [0, -1]].std()
    if not spread > 0:
        return np.zeros(outcome.shape[1] - 2), np.zeros(outcome.shape[1] - 2)
    scaled = (outcome - outcome.mean()) / spread
    one, between, other = scaled[:, :1], scaled[:, 1:-1], scaled[:, -1:]
    return (other * (between - one)).mean(axis=0), ((one - between) ** 2).mean(axis=0) / 2


def _evaluated(function: Callable[[Floats], Floats], points: Floats) -> Floats:
    return np.concatenate([function(points[at : at + _BLOCK]) for at in range(0, len(points), _BLOCK)])
