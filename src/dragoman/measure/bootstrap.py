"""The bootstrap over sources: how far a number would move, had other documents been collected.

What is drawn, with replacement, are clusters of near-duplicate sources, for their reports stand and fall together. An
event told by several clusters is shared out among them, so that a draw counts it as often, on average, as it happened.
All draws are made at once: weights by cluster, times what each cluster adds to each cell, summed by cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import UsageError
from dragoman.measure.result import LEVEL

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_BLOCK = 128  # draws at a time: the weights of fifty thousand clusters then fit into 50 MB


@dataclass(frozen=True, slots=True)
class Shares:
    """What clusters add to cells: entry i adds `value[i]` of cluster `cluster[i]` to cell `cell[i]`.

    Clusters are numbered from 0 to `clusters` - 1, cells from 0 to `cells` - 1.
    """

    cluster: Integers
    cell: Integers
    value: Floats
    clusters: int
    cells: int

    def totals(self) -> Floats:
        """The sum of each cell as it was observed."""
        return np.asarray(np.bincount(self.cell, weights=self.value, minlength=self.cells), dtype=np.float64)

    def behind(self) -> Integers:
        """How many clusters add something to each cell."""
        pairs = np.unique(self.cell * self.clusters + self.cluster)
        return np.bincount(pairs // max(self.clusters, 1), minlength=self.cells)


def draw(shares: Shares, draws: int, seed: int) -> Iterator[Floats]:
    """The sums of all cells in each draw, in blocks of draws × cells; every block has one row at least.

    Raises UsageError if `draws` is not positive.
    """
    if draws < 1:
        raise UsageError(f"{draws} draws are none", "take 1000")
    chance = np.random.default_rng(seed)
    order = np.argsort(shares.cell, kind="stable")
    cluster, value = shares.cluster[order], shares.value[order, None]
    present, starts = np.unique(shares.cell[order], return_index=True)
    for begin in range(0, draws, _BLOCK):
        size = min(_BLOCK, draws - begin)
        sums = np.zeros((shares.cells, size))
        if present.size:
            weights = _weights(chance, shares.clusters, size)
            sums[present] = np.add.reduceat(weights[cluster] * value, starts, axis=0)
        yield sums.T


def band(drawn: Floats) -> tuple[Floats, Floats]:
    """The bounds of the 95 % interval of each column of draws × numbers: percentiles; NaN are draws without a value.

    A column without any value has the bounds NaN.
    """
    ordered = np.sort(drawn, axis=0)  # NaN go last
    held = np.sum(~np.isnan(drawn), axis=0)
    low, high = (_percentile(ordered, held, share) for share in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return low, high


def _weights(chance: np.random.Generator, clusters: int, draws: int) -> Floats:
    """How often each cluster is drawn: clusters × draws, each column sums to the number of clusters."""
    places = chance.integers(0, clusters, size=(clusters, draws))
    flat = (places * draws + np.arange(draws)).ravel()
    return np.bincount(flat, minlength=clusters * draws).reshape(clusters, draws).astype(np.float64)


def _percentile(ordered: Floats, held: Integers, share: float) -> Floats:
    """A percentile of each column's first `held` values, straight between the two nearest."""
    place = share * np.maximum(held - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(held - 1, 0))
    columns = np.arange(ordered.shape[1])
    one, other = ordered[below, columns], ordered[above, columns]
    return np.where(held > 0, one + (other - one) * (place - below), np.nan)
