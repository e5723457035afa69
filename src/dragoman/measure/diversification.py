"""Diversification: how evenly weights are spread over a list of powers – HHI, effective number, evenness.

Weights are amounts of one thing (events of cooperation, trade, arms), none negative; NaN is a power of which nothing
is known, and is left out of the sum, never taken for nothing.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def shares(weights: Floats) -> Floats:
    """Each weight by their sum, along the last axis; NaN where the weight is unknown or the sum is nothing."""
    total = np.nansum(weights, axis=-1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total > 0, weights / total, np.nan)


def hhi(weights: Floats) -> Floats:
    """Herfindahl–Hirschman index: the sum of squared shares, from 1/K to 1; NaN without any weight. Source: [Simpson1949]"""
    parts = shares(weights)
    return np.where(np.isnan(parts).all(axis=-1), np.nan, np.nansum(parts**2, axis=-1))


def effective(weights: Floats) -> Floats:
    """The effective number of powers, 1/HHI: as many equal ones would be spread as evenly; from 1 to K."""
    return 1.0 / hhi(weights)


def evenness(weights: Floats, *, listed: bool = False) -> Floats:
    """H / ln K: 0 if one power has all, 1 if all have the same. NaN with fewer than two powers known.

    K counts the powers whose weight is known (0 included); with `listed` all that are asked about, so that one of which
    nothing is known lowers the figure as if it had nothing.
    """
    parts = shares(weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        entropy = -np.nansum(np.where(parts > 0, parts * np.log(parts), 0.0), axis=-1)
    known = np.full(parts.shape[:-1], parts.shape[-1]) if listed else np.sum(~np.isnan(weights), axis=-1)
    return _by_log(entropy, known, np.asarray(np.isnan(parts).all(axis=-1)))


def concentration(amounts: Mapping[str, float] | Sequence[float]) -> dict[str, float | None]:
    """`hhi`, `effective` and `evenness` of amounts by partner: trade, arms, visits. All None if there is no amount."""
    given = amounts.values() if isinstance(amounts, Mapping) else amounts
    weights = np.asarray(list(given), dtype=np.float64)
    if not weights.size:
        return {"hhi": None, "effective": None, "evenness": None}
    told = {"hhi": hhi(weights), "effective": effective(weights), "evenness": evenness(weights)}
    return {name: None if np.isnan(value) else float(value) for name, value in told.items()}


def _by_log(entropy: Floats, known: NDArray[np.int64], empty: NDArray[np.bool_]) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        even = entropy / np.log(known)
    return np.where(empty | (known < 2), np.nan, np.clip(even, 0.0, 1.0))
