"""Agreement of two series of ordinal positions – votes, levels of alliance – by the measures that the field uses.

All start from one table of counts: how often one stood at level k while the other stood at level l. A table is an array
whose first two axes are k and l; further axes hold further pairs, so that all pairs of a session are one call. The
range of the scale is the number of levels given, whether or not each of them occurs. A number that the table does not
give (nothing in common; 0/0 where both never vary) is NaN: `reason` says why.

Source: [Haege2011], [SignorinoRitter1999], [Cohen1968], [Scott1955], [BenatiCapurri2026], [BaileyEtAl2017]
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dragoman.errors import UsageError

Array = NDArray[np.float64]

NOTHING_IN_COMMON = "nothing that both took part in"
NEVER_VARY = "both always stand at one and the same level: 0/0"


@dataclass(frozen=True, slots=True)
class Formula:
    """A measure of agreement: its name in tables, what it says in one sentence, its formula as printed, its source."""

    name: str
    sentence: str
    formula: str
    citation: tuple[str, ...]
    of: "Callable[[Table], Array]"
    low: float = -1.0
    """The smallest value that it can take; the largest is 1."""


class Table:
    """Counts (or sums of weights) of joint levels, with what the formulas need of them."""

    def __init__(self, counts: ArrayLike) -> None:
        self.counts: Array = np.asarray(counts, dtype=np.float64)
        levels = self.counts.shape[0] if self.counts.ndim > 1 else 0
        if levels < 2 or self.counts.shape[1] != levels:
            raise UsageError(
                "a table of joint levels is square and has two levels or more", "count with `tabulate` first"
            )
        self.range = levels - 1
        self.n: Array = self.counts.sum(axis=(0, 1))
        self._rows: Array = self.counts.sum(axis=1)
        self._columns: Array = self.counts.sum(axis=0)
        self._steps = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels))).astype(np.float64)
        self._observed: dict[int, Array] = {}

    def observed(self, power: int) -> Array:
        """Sum of distances |k−l|^power over what is common; power 0 counts what differs."""
        if power not in self._observed:
            self._observed[power] = np.asarray(np.tensordot(self._weights(power), self.counts, axes=([0, 1], [0, 1])))
        return self._observed[power]

    def expected(self, power: int) -> Array:
        """n² times the mean distance if each kept its own marginal and voted independently of the other."""
        return np.asarray((self._rows * np.tensordot(self._weights(power), self._columns, axes=(1, 0))).sum(axis=0))

    def expected_alike(self, power: int) -> Array:
        """4n² times the mean distance if both voted independently by the mean of their marginals."""
        both = self._rows + self._columns
        return np.asarray((both * np.tensordot(self._weights(power), both, axes=(1, 0))).sum(axis=0))

    def _weights(self, power: int) -> Array:
        return np.asarray(np.where(self._steps > 0, self._steps**power, 0.0))

    @cached_property
    def s_absolute(self) -> Array:
        """S with absolute distances, of which agree3 and A are made too."""
        return np.asarray(1 - 2 * ratio(self.observed(1), self.n * self.range))


def ratio(above: Array, below: Array) -> Array:
    """Division in which a zero below gives NaN, without a warning."""
    above, below = np.broadcast_arrays(np.asarray(above, dtype=np.float64), np.asarray(below, dtype=np.float64))
    return np.asarray(np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0))


def _kappa(power: int) -> Callable[[Table], Array]:
    return lambda table: 1 - ratio(table.observed(power) * table.n, table.expected(power))


def _pi(power: int) -> Callable[[Table], Array]:
    return lambda table: 1 - ratio(table.observed(power) * table.n * 4, table.expected_alike(power))


_HAEGE = ("Haege2011",)
FORMULAS: dict[str, Formula] = {
    formula.name: formula
    for formula in (
        Formula(
            "agree3",
            "mean agreement: 1 for the same vote, ½ for one step apart, 0 for yes against no",
            "mean(1 − |x − y| / (levels − 1)); equals (S_abs + 1) / 2",
            ("BaileyEtAl2017",),
            lambda table: (table.s_absolute + 1) / 2,
            low=0.0,
        ),
        Formula(
            "identical",
            "share of identical votes",
            "#(x = y) / n",
            ("Imai2017",),
            lambda table: 1 - ratio(table.observed(0), table.n),
            low=0.0,
        ),
        Formula(
            "S_abs",
            "S of Signorino and Ritter with absolute distances; not corrected for chance",
            "1 − 2 Σ|x − y| / (n·d_max), d_max = range of the scale",
            ("SignorinoRitter1999",),
            lambda table: table.s_absolute,
        ),
        Formula(
            "S_sq",
            "S with squared distances; not corrected for chance",
            "1 − 2 Σ(x − y)² / (n·d_max²), d_max = range of the scale",
            ("SignorinoRitter1999", *_HAEGE),
            lambda table: 1 - 2 * ratio(table.observed(2), table.n * table.range**2),
        ),
        Formula(
            "kappa_nominal",
            "Cohen's kappa, all disagreement alike: agreement above what the two marginals would give by chance",
            "1 − Σ w·o / Σ w·e, w = 1[k ≠ l], e = product of the two marginals",
            ("Cohen1960", *_HAEGE),
            _kappa(0),
        ),
        Formula(
            "kappa_linear",
            "Cohen's kappa with linear weights",
            "1 − Σ w·o / Σ w·e, w = |k − l|, e = product of the two marginals",
            ("Cohen1968", *_HAEGE),
            _kappa(1),
        ),
        Formula(
            "kappa_quadratic",
            "Cohen's kappa with quadratic weights",
            "1 − Σ w·o / Σ w·e, w = (k − l)², e = product of the two marginals",
            ("Cohen1968", *_HAEGE),
            _kappa(2),
        ),
        Formula(
            "pi_nominal",
            "Scott's pi, all disagreement alike: as kappa, but chance by the mean of the two marginals",
            "1 − Σ w·o / Σ w·e, w = 1[k ≠ l], e_kl = m_k·m_l, m = mean of the two marginals",
            ("Scott1955", *_HAEGE),
            _pi(0),
        ),
        Formula(
            "pi_quadratic",
            "Scott's pi with quadratic weights",
            "1 − Σ w·o / Σ w·e, w = (k − l)², e_kl = m_k·m_l, m = mean of the two marginals",
            ("Scott1955", *_HAEGE),
            _pi(2),
        ),
        Formula(
            "A",
            "alignment of Benati and Capurri: S above what independent voting would give, not divided by the room left",
            "S_abs − S_exp, S_exp = 1 − 2 Σ p_k·q_l·|k − l| / d_max",
            ("BenatiCapurri2026",),
            lambda table: table.s_absolute - (1 - 2 * ratio(table.expected(1), table.n**2 * table.range)),
            low=-2.0,
        ),
    )
}


def named(names: Sequence[str] | None) -> tuple[Formula, ...]:
    """The measures of these names, case aside; all if none are named. Raises UsageError."""
    if names is None:
        return tuple(FORMULAS.values())
    by_name = {name.casefold(): formula for name, formula in FORMULAS.items()}
    strange = [name for name in names if name.casefold() not in by_name]
    if strange or not names:
        wrong = f"{strange[0]!r} is no measure of similarity" if strange else "no measure is named"
        raise UsageError(wrong, f"it is one of {', '.join(FORMULAS)}")
    return tuple(dict.fromkeys(by_name[name.casefold()] for name in names))


def tabulate(x: ArrayLike, y: ArrayLike, levels: int, weights: ArrayLike | None = None) -> Array:
    """Counts of joint levels of two series; levels are 0 … levels−1, and what is below 0 is no position.

    With `weights`, one for each place (CINC, for instance), sums of them instead of counts: S weighted is S of these.
    """
    one, two = np.asarray(x, dtype=np.int64).ravel(), np.asarray(y, dtype=np.int64).ravel()
    if one.shape != two.shape:
        raise UsageError(f"the two series have {len(one)} and {len(two)} places", "give both the same places in order")
    if one.size and max(one.max(), two.max()) >= levels:
        raise UsageError(f"a level is above {levels - 1}", f"code the levels 0 … {levels - 1}, what is missing -1")
    both = (one >= 0) & (two >= 0)
    share = None if weights is None else np.asarray(weights, dtype=np.float64).ravel()[both]
    counts = np.bincount(one[both] * levels + two[both], weights=share, minlength=levels * levels)
    return counts.reshape(levels, levels).astype(np.float64)


def score(counts: ArrayLike, name: str = "agree3") -> Array:
    """One measure of a table of counts, or of many; NaN where it is not defined."""
    return named([name])[0].of(Table(counts))


def scores(counts: ArrayLike, names: Sequence[str] | None = None) -> dict[str, Array]:
    """Several measures (all by default) of a table of counts, or of many; NaN where one is not defined."""
    table = Table(counts)
    return {formula.name: formula.of(table) for formula in named(names)}


def reason(n: float) -> str:
    """Why a measure of agreement is not defined for a pair with so much in common."""
    return NEVER_VARY if n else NOTHING_IN_COMMON


def coincidence(same: float, partial: float, opposite: float, absent: float = 0, *, formula: str) -> float | None:
    """Voting coincidence with the United States as the State Department reports it; None if nothing was counted.

    `formula` is "without absences", (same + ½·partial) / (same + partial + opposite), as in the reports up to the one
    on 2020, or "absences as half", (same + ½·partial + ½·absent) / all, as in those from 2022 on. The report on 2021
    follows neither. Numbers of the two are not to be compared.
    """
    if formula not in COINCIDENCE:
        raise UsageError(f"{formula!r} is no formula of voting coincidence", f"it is one of {', '.join(COINCIDENCE)}")
    half = partial + (absent if formula == "absences as half" else 0)
    everything = same + half + opposite
    return (same + half / 2) / everything if everything else None


COINCIDENCE = ("without absences", "absences as half")
