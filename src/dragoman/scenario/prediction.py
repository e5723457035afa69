"""The predictive distribution: the election among the positions, mixed with the compromise and how far such have been off.

λ · election + (1 − λ) · {compromise + e_j, held within the scale}, e_j = outcome − compromise of resolved issues. What an
election among named positions cannot see is an outcome that nobody asked for; what the residuals cannot see is which
positions there are. The interval is another matter: split conformal, the compromise ± how far nine in ten (or eight,
five in ten) resolved issues were off, which promises its share of hits if the issue at hand is like them. European
lawmaking, on which the shipped figures are measured, may not be.

Source: [VovkEtAl2005], [LeiEtAl2018], [ArreguiPerarnaud2022]
"""

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from dragoman.errors import UsageError
from dragoman.scenario.compromise import Floats, compromise
from dragoman.scenario.election import elect
from dragoman.scenario.scores import crps, quantile

SHARE = 0.4
"""λ, to a tenth: the least mean CRPS on the 245 issues of train and dev of the split of DEU III that schelling publishes, with
residuals of these issues alone (eval/scenario.py choose). The issues of TEST have had no part in it.
"""
LEVELS = (0.5, 0.8, 0.9)
LEVEL = 0.8
"""The one that is quoted."""
SCALE = (0.0, 100.0)
"""The scale on which residuals are told; those of another scale are stretched to it."""
SMOOTHING = 0.03
"""The standard deviation of the kernel of `smoothed`, as a share of the scale."""
_PLACES = 101
SHIPPED = Path(__file__).resolve().parents[1] / "data" / "deu_residuals.csv"

Scale = tuple[float, float]


@dataclass(frozen=True, eq=False, slots=True)
class Residuals:
    """How far the compromise was off on resolved issues, on 0 to 100: `error` (signed) and the half-widths by level."""

    error: Floats
    half_width: dict[float, float]


@dataclass(frozen=True, eq=False, slots=True)
class Prediction:
    """A distribution over `support` (ascending) with its `probability`, and `point`, the compromise.

    `interval` holds the conformal bounds by level.
    """

    point: float
    support: Floats
    probability: Floats
    interval: dict[float, tuple[float, float]]

    @property
    def mean(self) -> float:
        """The expected outcome."""
        return float(self.support @ self.probability)

    def quantile(self, share: float) -> float:
        """The first point of the scale at which the distribution has reached `share`."""
        return quantile(self.support, self.probability, share)

    def chance(self, low: float, high: float) -> float:
        """The probability of an outcome from `low` to `high`, both included."""
        inside = (self.support >= low) & (self.support <= high)
        return float(self.probability[inside].sum())

    def crps(self, outcome: float) -> float:
        """The continuous ranked probability score, in units of the scale."""
        return crps(self.support, self.probability, outcome)


def predict(
    position: ArrayLike,
    weight: ArrayLike,
    scale: Scale = SCALE,
    *,
    residuals: Residuals | None = None,
    share: float = SHARE,
) -> Prediction:
    """The prediction for one issue, or for draws of its inputs, each of which counts alike.

    `position` and `weight`: (n,) or (draws, n). `residuals`: without any, those that ship. Raises UsageError.
    """
    known = residuals or shipped()
    low, high = _checked(scale)
    places, votes = np.atleast_2d(np.asarray(position, float)), np.atleast_2d(np.asarray(weight, float))
    held = elect(places, votes, high - low)
    points = compromise(places, votes)
    support, probability = mixture(held.option, held.probability, points, scale, known.error, share)
    point = float(points.mean())
    bounds = {level: interval(point, half, scale) for level, half in known.half_width.items()}
    return Prediction(point, support, probability, bounds)


def mixture(
    option: Floats, chance: Floats, point: Floats, scale: Scale, error: Floats, share: float
) -> tuple[Floats, Floats]:
    """The points of the mixed distribution, ascending and each once, with their probabilities.

    `option` and `chance` (draws, n) of elections, `point` (draws,) compromises, `error` on 0 to 100.
    """
    low, high = scale
    around = np.clip(point[:, None] + error[None, :] * (high - low) / (SCALE[1] - SCALE[0]), low, high)
    parts = [(option, share * chance / len(option)), (around, np.full(around.shape, (1 - share) / around.size))]
    places = np.concatenate([one.ravel() for one, _ in parts])
    masses = np.concatenate([other.ravel() for _, other in parts])
    support, which = np.unique(places[masses > 0], return_inverse=True)
    probability: Floats = np.bincount(which, weights=masses[masses > 0], minlength=len(support)).astype(float)
    return support, probability


def smoothed(told: Prediction, scale: Scale = SCALE) -> tuple[Floats, Floats]:
    """A prediction as a curve: places from end to end of the scale, and how likely an outcome near each is, per unit of the scale.

    A normal kernel of SMOOTHING of the scale, thrown back at both ends, so that the area under the curve is 1.
    """
    low, high = _checked(scale)
    width = SMOOTHING * (high - low)
    places = np.linspace(low, high, _PLACES)
    around = np.concatenate([told.support, 2 * low - told.support, 2 * high - told.support])
    height = np.exp(-0.5 * ((places[:, None] - around[None, :]) / width) ** 2)
    return places, height @ np.tile(told.probability, 3) / (width * math.sqrt(2 * math.pi))


def half_width(error: ArrayLike, level: float) -> float:
    """The k-th smallest of m absolute errors, k = ⌈(m + 1) level⌉; infinite if m are too few for that level."""
    ordered = np.sort(np.abs(np.asarray(error, float)))
    place = math.ceil((len(ordered) + 1) * level - 1e-9)
    return float(ordered[place - 1]) if place <= len(ordered) else math.inf


def interval(point: float, half: float, scale: Scale = SCALE) -> tuple[float, float]:
    """The conformal interval around a compromise, held within the scale; `half` on 0 to 100."""
    low, high = scale
    reach = half * (high - low) / (SCALE[1] - SCALE[0])
    return max(low, point - reach), min(high, point + reach)


def residuals_of(error: ArrayLike, levels: Sequence[float] = LEVELS) -> Residuals:
    """What the errors (outcome − compromise, on 0 to 100) of one's own resolved issues say. Raises UsageError."""
    told = np.asarray(error, float)
    if not len(told):
        raise UsageError("no issue has been resolved yet", "use the shipped residuals")
    return Residuals(told, {level: half_width(told, level) for level in levels})


@lru_cache(maxsize=1)
def shipped() -> Residuals:
    """What was measured on European lawmaking: 99 quantiles of the residuals, and half-widths."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    error = np.array([float(row["value"]) for row in rows if row["kind"] == "residual"])
    error.setflags(write=False)
    return Residuals(error, {float(row["level"]): float(row["value"]) for row in rows if row["kind"] == "half_width"})


def _checked(scale: Scale) -> Scale:
    low, high = scale
    if not low < high:
        raise UsageError(f"the scale from {low} to {high} has no length", "name its lower end first")
    return scale
