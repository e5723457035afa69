"""Krippendorff's alpha: how far several voices agree on the same units, chance taken out, gaps allowed.

alpha = 1 - observed / expected disagreement, from the coincidences of values within units that two or more voices
speak of. 1 is perfect agreement, 0 what chance gives; it can be negative. Where all values are the same, there is
nothing to tell apart and alpha is not defined. Source: [Krippendorff2011]
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt

from dragoman.errors import UsageError

Level = Literal["nominal", "ordinal", "interval"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval")
Units = Sequence[Sequence[float]]
"""For each unit the values that voices gave it; who gave which plays no part."""


def krippendorff_alpha(units: Units, level: Level = "nominal") -> float | None:
    """Alpha over units, or None where it is not defined: no unit with two values, or only one value in all.

    >>> krippendorff_alpha([[1, 1], [2, 2], [1, 1]])
    1.0
    """
    if level not in LEVELS:
        raise UsageError(f"{level!r} is no level of measurement", f"it is one of {', '.join(LEVELS)}")
    paired = [unit for unit in units if len(unit) > 1]
    values = sorted({value for unit in paired for value in unit})
    if len(values) < 2:
        return None
    counts = np.array([[sum(value == given for given in unit) for value in values] for unit in paired], dtype=float)
    apart = _distances(np.array(values, dtype=float), counts.sum(axis=0), level)
    sizes = counts.sum(axis=1)
    within = np.einsum("uc,uk,ck,u->", counts, counts, apart, 1 / (sizes - 1))
    totals = counts.sum(axis=0)
    between = totals @ apart @ totals / (totals.sum() - 1)
    return float(1 - within / between)


def _distances(
    values: npt.NDArray[np.float64], totals: npt.NDArray[np.float64], level: Level
) -> npt.NDArray[np.float64]:
    """How far two values lie apart: unlike or not; by the values ranked between them; by their difference. Squared."""
    if level == "nominal":
        unlike: npt.NDArray[np.float64] = (values[:, None] != values[None, :]).astype(np.float64)
        return unlike
    places = values if level == "interval" else np.cumsum(totals) - totals / 2
    distances: npt.NDArray[np.float64] = (places[:, None] - places[None, :]) ** 2
    return distances
