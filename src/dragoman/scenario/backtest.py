"""The backtest: every model on resolved issues, scored against what came out.

A median wins on how often it is nearly right and loses on how far it is off, so no loss stands alone. A model that
gives a point is a distribution of one point: its CRPS is its absolute error.

Source: [ArreguiPerarnaud2022], [GneitingRaftery2007]
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.scenario.deu import load_deu
from dragoman.scenario.prediction import LEVEL
from dragoman.scenario.rivals import Cases, Told, cases_of, rivals
from dragoman.scenario.scores import crps, quantile

DRAWS = 2000
_NEAR = 10.0
_HALF = 50.0
_CLIP = 0.01


@dataclass(frozen=True, slots=True)
class Score:
    """A model's losses over `issues` issues, in units of 0 to 100; smaller is better but for shares.

    `within10`: share of points at most 10 off; `brier` and `log` of an outcome above 50, chances held within 1 and 99 % for
    the latter; `coverage` and `width` of the 80 % interval. `over` is MAE less that of the compromise with votes, with the
    bounds of 95 % of draws of proposals. None: the model has no such thing.
    """

    model: str
    capability: str
    issues: int
    mae: float
    rmse: float
    median_ae: float
    within10: float
    crps: float
    brier: float | None = None
    log: float | None = None
    coverage: float | None = None
    width: float | None = None
    over: float | None = None
    over_low: float | None = None
    over_high: float | None = None


def backtest(path: Path | str) -> list[Score]:
    """All models, all scores, on data in the form of DEU III, best MAE first. Raises DataError."""
    return scored(cases_of(load_deu(path)))


def scored(cases: Cases) -> list[Score]:
    """All models, all scores, best MAE first."""
    told = list(rivals(cases))
    base = next(one for one in told if one.model == "compromise")
    over = _over(cases, told, base)
    scores = [_score(cases, one, *bounds) for one, bounds in zip(told, over, strict=True)]
    return sorted(scores, key=lambda score: (score.mae, score.crps))


def _score(cases: Cases, told: Told, over: float, low: float, high: float) -> Score:
    here = ~np.isnan(told.point)
    loss = np.abs(told.point - cases.outcome)[here]
    plain = (int(here.sum()), loss.mean(), np.sqrt((loss**2).mean()), np.median(loss), (loss <= _NEAR).mean())
    issues, *figures = (float(figure) for figure in plain)
    rest: dict[str, float] = (
        _spread_score(cases, told) if told.spread else {"crps": figures[0], "brier": _hard(cases, told, here)}
    )
    if told.band is not None:
        inside = (told.band[:, 0] <= cases.outcome) & (cases.outcome <= told.band[:, 1])
        rest |= {"coverage": float(inside.mean()), "width": float((told.band[:, 1] - told.band[:, 0]).mean())}
    rest |= {"over": over, "over_low": low, "over_high": high}
    return Score(told.model, told.capability, int(issues), *figures, **rest)


def _hard(cases: Cases, told: Told, here: NDArray[np.bool_]) -> float:
    return float(((told.point > _HALF) != (cases.outcome > _HALF))[here].mean())


def _spread_score(cases: Cases, told: Told) -> dict[str, float]:
    spread = told.spread or ()
    pairs = list(zip(spread, cases.outcome.tolist(), strict=True))
    above = np.clip([float(p[x > _HALF].sum()) for x, p in spread], 0, 1)
    came = cases.outcome > _HALF
    safe = np.clip(np.where(came, above, 1 - above), _CLIP, 1 - _CLIP)
    ends = [(quantile(x, p, (1 - LEVEL) / 2), quantile(x, p, (1 + LEVEL) / 2)) for x, p in spread]
    band = np.array(ends)
    return {
        "crps": float(np.mean([crps(x, p, outcome) for (x, p), outcome in pairs])),
        "brier": float(((above - came) ** 2).mean()),
        "log": float(-np.log(safe).mean()),
        "coverage": float(((band[:, 0] <= cases.outcome) & (cases.outcome <= band[:, 1])).mean()),
        "width": float((band[:, 1] - band[:, 0]).mean()),
    }


def _over(cases: Cases, told: Sequence[Told], base: Told, seed: int = 2026) -> list[tuple[float, float, float]]:
    """MAE less that of `base` on the same issues, and the bounds of 95 % of draws of proposals with replacement."""
    loss = np.abs(np.array([one.point for one in told]) - cases.outcome)
    more = loss - np.abs(base.point - cases.outcome)
    there = ~np.isnan(more)
    groups = int(cases.group.max()) + 1
    member = np.zeros((len(cases.group), groups))
    member[np.arange(len(cases.group)), cases.group] = 1
    total, count = np.where(there, more, 0) @ member, there @ member
    drawn = np.random.default_rng(seed).multinomial(groups, np.full(groups, 1 / groups), size=DRAWS)
    means = (drawn @ total.T) / np.maximum(drawn @ count.T, 1)
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    observed = total.sum(axis=1) / count.sum(axis=1)
    return list(zip(observed.tolist(), low.tolist(), high.tolist(), strict=True))
