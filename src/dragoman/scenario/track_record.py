"""Track records: how the registered forecasts of each forecaster came out.

Losses are means over resolved questions; void ones count for nothing. A document's forecast that gives no probability is
not given one here: it is counted as come true or not. Few resolved forecasts say little, and the interval says how little.

Source: [Brier1950], [Good1952], [Murphy1973], [Wilson1927], [HanleyMcNeil1982]
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dragoman.ledger import Estimate, Question, Resolution
from dragoman.scenario import scores

Answer = tuple[Question, Estimate | None, Resolution | None]
FEW = 20
"""With fewer resolved forecasts than this a record is said to be too short to judge by."""
_NORMAL = 1.959963984540054  # 97.5 % of the normal distribution lie below


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How one forecaster's forecasts came out. None where there is nothing to compute it from.

    `came` of `decided` forecasts of yes or no came true: of those with a probability the ones above ½ that were yes or
    below ½ that were no. `low` and `high` bound that share with 95 %. `log` is infinite for who was sure and wrong.
    """

    forecaster: str
    kind: str
    waiting: int
    void: int
    decided: int
    came: int
    low: float | None
    high: float | None
    brier: float | None
    log: float | None
    numbers: int
    crps: float | None

    @property
    def share(self) -> float | None:
        """The share of decided forecasts that came true."""
        return self.came / self.decided if self.decided else None

    @property
    def few(self) -> bool:
        """Whether the record is too short to judge by."""
        return self.decided + self.numbers < FEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """All forecasts with a probability taken together: `base` is the share of yes among them.

    `base_brier` is the loss of whoever had always said `base` – known only afterwards, so it is hard to beat. `bands` are
    rows of `scores.calibration`, `parts` those of `scores.decomposition`; `auc` the probability that a yes had been given
    a higher probability than a no (½: told apart by chance), None if all came out alike.
    """

    n: int
    base: float
    brier: float
    base_brier: float
    bands: tuple[tuple[float, float, int, float, float], ...]
    parts: dict[str, float]
    auc: float | None


def records(answers: Iterable[Answer]) -> list[Record]:
    """The record of each forecaster, those with most resolved forecasts first."""
    told: dict[tuple[str, str], list[tuple[Question, Estimate, Resolution | None]]] = {}
    for question, estimate, resolution in answers:
        if estimate:
            told.setdefault((estimate.forecaster, estimate.kind), []).append((question, estimate, resolution))
    kept = [_record(name, kind, rows) for (name, kind), rows in told.items()]
    return sorted(kept, key=lambda one: (-one.decided - one.numbers, -one.waiting, one.forecaster, one.kind))


def calibration(answers: Iterable[Answer], bands: int = 5) -> Calibration | None:
    """How all probabilities compare with what came; None if no forecast with a probability is resolved."""
    pairs = [
        (estimate.probability, float(resolution.outcome == "yes"))
        for _, estimate, resolution in answers
        if estimate and resolution and estimate.probability is not None and resolution.outcome in ("yes", "no")
    ]
    if not pairs:
        return None
    told, came = np.array([one for one, _ in pairs]), np.array([other for _, other in pairs])
    base = float(came.mean())
    return Calibration(
        n=len(pairs),
        base=base,
        brier=float(scores.brier(told, came).mean()),
        base_brier=base * (1 - base),
        bands=tuple(scores.calibration(told, came, bands)),
        parts=scores.decomposition(told, came, bands),
        auc=_auc(told.tolist(), came.tolist()),
    )


def wilson(came: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, after Wilson; 0 to 1 of nothing."""
    if not of:
        return 0.0, 1.0
    share, square = came / of, _NORMAL**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _NORMAL / (1 + square / of) * math.sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def _record(name: str, kind: str, rows: Sequence[tuple[Question, Estimate, Resolution | None]]) -> Record:
    decided = [(told, done.outcome == "yes") for _, told, done in rows if done and done.outcome in ("yes", "no")]
    numbers = [(told, done.value) for _, told, done in rows if done and done.value is not None]
    came = sum(_came_true(told, yes) for told, yes in decided)
    low, high = wilson(came, len(decided)) if decided else (None, None)
    odds = np.array([told.probability for told, _ in decided if told.probability is not None])
    outcomes = np.array([float(yes) for told, yes in decided if told.probability is not None])
    return Record(
        forecaster=name,
        kind=kind,
        waiting=sum(done is None for _, _, done in rows),
        void=sum(done is not None and done.outcome == "void" for _, _, done in rows),
        decided=len(decided),
        came=came,
        low=low,
        high=high,
        brier=float(scores.brier(odds, outcomes).mean()) if odds.size else None,
        log=float(scores.log_score(odds, outcomes).mean()) if odds.size else None,
        numbers=len(numbers),
        crps=float(np.mean([_crps(told, value) for told, value in numbers])) if numbers else None,
    )


def _came_true(told: Estimate, yes: bool) -> bool:
    """A document's forecast says yes; a probability of exactly ½ says nothing, and is not come true."""
    return yes if told.probability is None else (told.probability - 0.5) * (1 if yes else -1) > 0


def _crps(told: Estimate, value: float) -> float:
    points, chances = zip(*told.distribution, strict=True)
    return scores.crps(np.array(points), np.array(chances), value)


def _auc(told: Sequence[float], came: Sequence[float]) -> float | None:
    yes = [one for one, outcome in zip(told, came, strict=True) if outcome]
    no = [one for one, outcome in zip(told, came, strict=True) if not outcome]
    if not yes or not no:
        return None
    return sum((one > other) + 0.5 * (one == other) for one in yes for other in no) / (len(yes) * len(no))
