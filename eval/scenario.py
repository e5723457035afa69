"""The scenario engine on 351 resolved issues (DEU III), and its speed.

    python eval/scenario.py choose [--write]   the mix weight and the shipped residuals, from train and dev only
    python eval/scenario.py report             the TEST split, nested leave-one-proposal-out, coverage
    python eval/scenario.py backtest           every model, every score
    python eval/scenario.py speed              10,000 draws of 26 stakeholders; memory

The split is the one that schelling publishes. `choose` prints the mean CRPS on train and dev for each weight and takes the
least, to a tenth; with --write it writes src/dragoman/data/deu_residuals.csv from the same issues. It never looks at TEST.
The result stands in the code as prediction.SHARE. A figure for TEST had been printed before by others, on whose data the
equal mix had been seen to do well, so this is no blind test; hence the nested figure, in which each proposal is predicted
with the weight and the residuals that all the others choose.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import places
from numpy.typing import NDArray

from dragoman.errors import UsageError
from dragoman.scenario.arithmetic import engines
from dragoman.scenario.backtest import backtest
from dragoman.scenario.compromise import compromise, weights
from dragoman.scenario.deu import load_deu
from dragoman.scenario.election import Rules
from dragoman.scenario.prediction import LEVELS, SHARE, SHIPPED, half_width, interval, mixture, residuals_of, shipped
from dragoman.scenario.rivals import Cases, Distribution, cases_of, conformal, held, mixed, points
from dragoman.scenario.scores import crps, quantile

FOLDER = places.BENCH / "scenario"
DEU = FOLDER / "deu3_with_gdp_row_blksv.tsv"
SPLIT = FOLDER / "schelling_deu3_split.json"
GRID = [round(0.1 * step, 1) for step in range(11)]
QUANTILES = np.arange(1, 100) / 100
_SCALE = 100.0

Flags = NDArray[np.bool_]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("what", choices=("choose", "report", "backtest", "speed"))
    options.add_argument("--write", action="store_true", help="with choose: write the residuals that ship")
    options.add_argument("--data", type=Path, default=DEU)
    chosen = options.parse_args()
    if chosen.what == "speed":
        found = speed(chosen.data)
    elif chosen.what == "backtest":
        found = {"scores": [asdict(score) for score in backtest(chosen.data)]}
    else:
        cases = cases_of(load_deu(chosen.data))
        part = json.loads(SPLIT.read_text(encoding="utf-8"))["assignment"]
        test = np.array([part.get(issue.issue) == "test" for issue in cases.issues])
        found = choose(cases, ~test, write=chosen.write) if chosen.what == "choose" else report(cases, test)
    print(json.dumps(found, indent=1, ensure_ascii=False))
    places.OUT.mkdir(exist_ok=True)
    (places.OUT / f"scenario_{chosen.what}.json").write_text(
        json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def choose(cases: Cases, known: Flags, *, write: bool) -> dict[str, object]:
    """The weight with the least mean CRPS on the issues that are `known`, with the residuals of these alone."""
    losses = {share: float(loss.mean()) for share, loss in _losses(cases, known, known).items()}
    best = min(losses, key=lambda share: (losses[share], share))
    error = (cases.outcome - points(cases))[known]
    if write:
        _write(error)
    return {"issues": int(known.sum()), "crps": losses, "share": best, "in the code": SHARE,
            "half_widths": {level: round(half, 3) for level, half in residuals_of(error).half_width.items()}}  # fmt: skip


def report(cases: Cases, test: Flags) -> dict[str, object]:
    """What came out on TEST, and nested over all issues."""
    return {
        "TEST, residuals of train and dev outside the proposal": _judged(cases, test, ~test, SHARE),
        "TEST, residuals of all issues outside the proposal": _judged(cases, test, np.ones_like(test), SHARE),
        "TEST, the residuals that ship": _as_shipped(cases, test),
        "TEST, by weight (for the record)": {
            share: round(float(loss.mean()), 3) for share, loss in _losses(cases, test, ~test).items()
        },
        "train and dev": _judged(cases, ~test, ~test, SHARE),
        "nested, leave one proposal out": _nested(cases),
        "all, conformal by level": {level: _covered(cases, conformal(cases, points(cases), level)) for level in LEVELS},
    }


def _losses(cases: Cases, asked: Flags, pool: Flags) -> dict[float, NDArray[np.float64]]:
    """CRPS of the issues asked for by weight; the residuals are of `pool`, outside the issue's proposal.

    The CRPS of a mixture is a parabola in its weight: three weights give all.
    """
    spread, point = held(cases, Rules()), points(cases)
    none, half, full = (_crps(cases, mixed(cases, spread, point, pool, share))[asked] for share in (0.0, 0.5, 1.0))
    bend = 2 * (none + full) - 4 * half
    return {share: none + share * (full - none - bend) + share**2 * bend for share in GRID}


def _crps(cases: Cases, spread: list[Distribution]) -> NDArray[np.float64]:
    return np.array([crps(x, p, outcome) for (x, p), outcome in zip(spread, cases.outcome.tolist(), strict=True)])


def _judged(cases: Cases, asked: Flags, pool: Flags, share: float) -> dict[str, object]:
    point = points(cases)
    both = mixed(cases, held(cases, Rules()), point, pool, share)
    error = cases.outcome - point
    halves = [half_width(error[pool & (cases.group != group)], 0.8) for group in cases.group]
    bounds = np.array([interval(p, half) for p, half in zip(point.tolist(), halves, strict=True)])
    return _told(cases, asked, both, bounds)


def _as_shipped(cases: Cases, asked: Flags) -> dict[str, object]:
    known, point = shipped(), points(cases)
    both = [
        mixture(option[None], chance[None], point[place : place + 1], (0.0, _SCALE), known.error, SHARE)
        for place, (option, chance) in enumerate(held(cases, Rules()))
    ]
    bounds = np.array([interval(p, known.half_width[0.8]) for p in point.tolist()])
    return _told(cases, asked, both, bounds)


def _told(cases: Cases, asked: Flags, both: list[Distribution], bounds: NDArray[np.float64]) -> dict[str, object]:
    means = np.array([float(x @ p) for x, p in both])
    own = np.array([(quantile(x, p, 0.1), quantile(x, p, 0.9)) for x, p in both])
    return {
        "issues": int(asked.sum()),
        "crps": round(float(_crps(cases, both)[asked].mean()), 3),
        "mae of the mean": round(float(np.abs(means - cases.outcome)[asked].mean()), 3),
        "mae of the compromise": round(float(np.abs(points(cases) - cases.outcome)[asked].mean()), 3),
        "conformal 80 %": _covered(cases, bounds, asked),
        "the mixture's own 80 %": _covered(cases, own, asked),
    }


def _covered(cases: Cases, bounds: NDArray[np.float64], asked: Flags | None = None) -> dict[str, float]:
    here = slice(None) if asked is None else asked
    inside = (bounds[:, 0] <= cases.outcome) & (cases.outcome <= bounds[:, 1])
    return {
        "coverage": round(float(inside[here].mean()), 3),
        "width": round(float((bounds[:, 1] - bounds[:, 0])[here].mean()), 2),
    }


def _nested(cases: Cases) -> dict[str, object]:
    """Each proposal with the weight that is best on the others, whose residuals leave it out as well."""
    everything = np.ones(len(cases.issues), bool)
    mine = _losses(cases, everything, everything)
    loss, taken = np.empty(len(cases.issues)), []
    for group in range(int(cases.group.max()) + 1):
        inside = cases.group == group
        inner = {share: float(losses.mean()) for share, losses in _losses(cases, ~inside, ~inside).items()}
        best = min(inner, key=lambda share: (inner[share], share))  # called at once
        loss[inside] = mine[best][inside]
        taken.append(best)
    counts = {share: taken.count(share) for share in GRID if share in taken}
    return {"issues": len(loss), "crps": round(float(loss.mean()), 3), "weights taken, by proposals": counts}


def _write(error: NDArray[np.float64]) -> None:
    lines = [
        "# How far the compromise model was off on resolved issues of European lawmaking, scale 0 to 100: quantiles of outcome",
        "# less compromise (kind residual), and half-widths of its conformal interval (kind half_width). Measured by",
        f"# eval/scenario.py choose on {len(error)} issues (train and dev) of Arregui, J. and Perarnaud, C.: Decision-making in the",
        "# European Union (DEU III), doi 10.34810/data53. Nothing else of that dataset is here. Own figures, Apache-2.0.",
        "kind,level,value",
        *(f"half_width,{level:g},{half:.3f}" for level, half in residuals_of(error).half_width.items()),
        *(f"residual,{q:.2f},{value:.3f}" for q, value in zip(QUANTILES, np.quantile(error, QUANTILES), strict=True)),
    ]
    SHIPPED.write_text("\n".join(lines) + "\n", encoding="utf-8")


def speed(data: Path, draws: int = 10_000, stakeholders: int = 26) -> dict[str, object]:
    """CPU seconds of both engines with and without [speed], of the backtest, and the most memory that was held."""
    chance = np.random.default_rng(1)
    x, c, s = (chance.random((draws, stakeholders)) for _ in range(3))
    found: dict[str, object] = {"draws": draws, "stakeholders": stakeholders}
    for name in ("numpy", "compiled"):
        try:
            chosen = engines(name)  # type: ignore[arg-type]  # one of two literals
        except UsageError as fault:
            found[name] = str(fault)
            continue
        chosen.elect(x[:9], weights(c[:9], s[:9]), 1.0)  # compiled at the first call
        chosen.challenge(x[:9], c[:9], s[:9])
        found[f"A, {name}"] = _cpu(lambda: (compromise(x, weights(c, s)), chosen.elect(x, weights(c, s), 1.0).mean))  # noqa: B023
        found[f"B, 10 rounds, {name}"] = _cpu(lambda: chosen.challenge(x, c, s))  # noqa: B023
    if data.is_file():
        found["backtest"] = _cpu(lambda: backtest(data))
    found["peers"] = "schelling 56 s, 3 rounds; KTAB 2.5 h (10,000 draws, n = 26)"
    found["most memory, MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return found


def _cpu(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return round(time.process_time() - begin, 3)


if __name__ == "__main__":
    sys.exit(main())
