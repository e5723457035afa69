"""A row of the table of figures: what was measured, on what, how many, ours with its interval, the peers' beside it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

SEED = 2026
DRAWS = 2000
LEVEL = 0.95
_Z = 1.959964  # two-sided quantile of the normal distribution at LEVEL

TRAINING = "training"
DEVELOPMENT = "development"
HELD = "held"
REPORT = "report only"
"""What the data was used for: to train, to write rules or choose by, to set thresholds by, or for nothing but this figure."""

Interval = tuple[float, float]
Score = Callable[[NDArray[np.float64]], NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `n` counts `of` (articles, cases …); `missing` says why nothing was measured.

    `peers` holds the figures of others on the same data if not said otherwise, `source` where they stand; `remark` how
    the figure was counted.
    """

    group: str
    what: str
    data: str
    use: str
    n: int | None = None
    of: str = ""
    ours: float | None = None
    unit: str = "%"
    interval: Interval | None = None
    peers: str = ""
    source: str = ""
    remark: str = ""
    missing: str = ""

    def as_json(self) -> dict[str, object]:
        """The row as it stands in table.json."""
        return asdict(self)


def wilson(hits: float, n: int) -> Interval:
    """The Wilson interval of a share, in percent; of nothing, everything is possible."""
    if not n:
        return 0.0, 100.0
    share, square = hits / n, _Z * _Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    return 100 * max(0.0, middle - half), 100 * min(1.0, middle + half)


def bootstrap(counts: Sequence[Sequence[float]], score: Score, *, draws: int = DRAWS, seed: int = SEED) -> Interval:
    """The interval of a score of summed counts, drawing documents with replacement; in percent.

    `counts` has a row for each document; `score` takes sums of rows (one a line) and gives a share for each line.
    """
    table = np.array(counts, np.float64)
    many = len(table)
    weights = np.random.default_rng(seed).multinomial(many, np.full(many, 1 / many), size=draws)
    low, high = np.quantile(score(weights @ table), [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return 100 * float(low), 100 * float(high)


def f1(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """F1 of lines of hits, given, gold."""
    total = sums[..., 1] + sums[..., 2]
    return np.asarray(2 * sums[..., 0] / np.maximum(total, 1))


def share(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of hits in lines of hits, all."""
    return np.asarray(sums[..., 0] / np.maximum(sums[..., 1], 1))
