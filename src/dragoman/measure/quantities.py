"""Quantities of a balance: what is computed from a tally for each power, for all of them, and for two, with its band."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.measure import diversification
from dragoman.measure.bootstrap import Floats, band
from dragoman.measure.coding import CLASSES, CONFLICT, COOPERATION
from dragoman.measure.tally import CHANNELS, Tally

Counts = NDArray[np.int64]
Known = NDArray[np.bool_]

OF_CLASS = tuple(name.replace(" ", "_") for name in CLASSES)
BY_POWER = ("level", "cooperation", "share", "conflict", "conflict_share", *OF_CLASS, "intensity_sum", "intensity_mean")
"""Quantities that each power has; and `sources`, how many clusters of sources tell of it."""
BY_PERIOD = ("hhi", "effective", "evenness", "evenness_listed")
"""Quantities of all powers together; `tilt` stands for two of them."""
_WHOLE = {"conflict_share": CONFLICT} | dict.fromkeys(("share", "tilt", *BY_PERIOD), COOPERATION)
"""What is taken over all powers, and of which classes."""


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity, periods × places (powers, pairs, or one): value, bounds and `n`. NaN is missing."""

    value: Floats
    low: Floats
    high: Floats
    n: Counts


def numbers(tally: Tally, pairs: Sequence[tuple[int, int]], draws: int, seed: int) -> dict[str, Number]:
    """All quantities of a tally, in the order in which they are shown; `pairs` are the powers of each tilt.

    There are no bounds where fewer than two clusters of sources stand behind a value or, of a 0, tell of
    that power; nor where all draws are the same: a 0 that one sentence tells must not look certain. No draws, no bounds.
    """
    events, clusters = tally.counts(CLASSES)
    known = events > 0
    once = _quantities(tally.observed(), known, pairs)
    bounds = _bounds(_quantities(tally.drawn(draws, seed), known, pairs)) if known.any() and draws else {}
    told: dict[str, Number] = {}
    for name, value in once.items():
        n, behind = _behind(tally, name, events, clusters, value.shape)
        nothing = np.full_like(value, np.nan)
        low, high = bounds.get(name, (nothing.ravel(), nothing.ravel()))
        low, high = low.reshape(value.shape), high.reshape(value.shape)
        bounded = ~np.isnan(value) & (behind > 1) & (low < high)
        if name in BY_POWER:
            bounded &= (clusters > 1) | (value != 0)
        low, high = (np.where(bounded, bound, np.nan) for bound in (low, high))
        told[name] = Number(value, low, high, np.where(np.isnan(value), 0, n))
    unbounded = np.full(known.shape, np.nan)
    told["sources"] = Number(np.where(known, clusters, np.nan), unbounded, unbounded, events)
    return told


def known_powers(tally: Tally) -> Known:
    """Of which powers events that count are told, periods × powers."""
    return np.asarray(tally.counts(CLASSES)[0] > 0)


def _quantities(sums: Floats, known: Known, pairs: Sequence[tuple[int, int]]) -> dict[str, Floats]:
    """All quantities of sums (… × periods × powers × CHANNELS); NaN where a power is not told of."""
    parts = {name: np.where(known, sums[..., place], np.nan) for place, name in enumerate(CHANNELS)}
    cooperation = parts[COOPERATION[0]] + parts[COOPERATION[1]]
    conflict = parts[CONFLICT[0]] + parts[CONFLICT[1]]
    level = cooperation + conflict + parts[CLASSES[-1]]
    share = diversification.shares(cooperation)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(level > 0, parts["intensity"] / level, np.nan)
    told = dict(zip(OF_CLASS, (parts[name] for name in CLASSES), strict=True)) | {
        "level": level,
        "cooperation": cooperation,
        "share": share,
        "conflict": conflict,
        "conflict_share": diversification.shares(conflict),
        "intensity_sum": parts["intensity"],
        "intensity_mean": mean,
    }
    whole = {
        "hhi": diversification.hhi(cooperation),
        "effective": diversification.effective(cooperation),
        "evenness": diversification.evenness(cooperation),
        "evenness_listed": diversification.evenness(cooperation, listed=True),
    }
    tilts = np.stack([share[..., one] - share[..., other] for one, other in pairs], axis=-1)
    return (
        {name: told[name] for name in BY_POWER} | {name: whole[name][..., None] for name in BY_PERIOD} | {"tilt": tilts}
    )


def _bounds(drawn: dict[str, Floats]) -> dict[str, tuple[Floats, Floats]]:
    return {name: band(values.reshape(len(values), -1)) for name, values in drawn.items()}


def _behind(tally: Tally, name: str, events: Counts, clusters: Counts, shape: tuple[int, ...]) -> tuple[Counts, Counts]:
    """How many merged events, and how many clusters, stand behind each value of a quantity."""
    if name not in _WHOLE:
        return events, clusters
    counted = tally.counts(_WHOLE[name])[0].sum(axis=1)
    told = tally.clusters(_WHOLE[name])
    return np.broadcast_to(counted[:, None], shape), np.broadcast_to(told[:, None], shape)
