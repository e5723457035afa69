"""Speed of similarity by UN votes: all pairs of states in all sessions, beside scikit-learn's kappa on the same pairs.

usage: python eval/votes_speed.py VOTES [--pairs N] [--seed S]

VOTES is a release of votes in any form that `dragoman world add` takes. Measured in one process on one core: reading the
file, then agree3, S, kappa and pi of every pair in every session. On a sample of N pairs `cohen_kappa_score` of
scikit-learn is timed in the same run, and each value compared; without scikit-learn that part is left out. Figures are
printed and written to eval/out/votes_speed.json.
"""

import argparse
import json
import os
import time
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ.setdefault(_name, "1")  # before numpy and polars are loaded
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import numpy as np  # noqa: E402
import polars as pl  # noqa: E402

from dragoman.measure.similarity import dyads  # noqa: E402
from dragoman.measure.votes import Votes, load_votes  # noqa: E402

OUT = Path(__file__).resolve().parent / "out" / "votes_speed.json"
MEASURES = ("agree3", "S_abs", "S_sq", "kappa_nominal", "kappa_quadratic", "pi_nominal")


def sklearn_beside(votes: Votes, frame: pl.DataFrame, pairs: int, seed: int) -> dict[str, Any]:
    """How long scikit-learn takes for the kappas of a sample of pairs, and how far its values are from ours."""
    try:
        from sklearn.metrics import cohen_kappa_score
    except ImportError:
        return {"scikit-learn": "not installed"}
    rows = np.random.default_rng(seed).choice(frame.height, size=min(pairs, frame.height), replace=False)
    sample = frame[np.sort(rows)]
    apart, undefined, spent = 0.0, 0, 0.0
    column = {state: place for place, state in enumerate(votes.states)}
    for session, a, b, ours in sample.select("session", "a", "b", "kappa_quadratic").iter_rows():
        x, y = (votes.matrix(session)[:, column[state]] for state in (a, b))
        both = (x > 0) & (y > 0)
        if ours is None:
            undefined += 1
            continue
        start = time.perf_counter()
        theirs = float(cohen_kappa_score(x[both], y[both], labels=[1, 2, 3], weights="quadratic"))
        spent += time.perf_counter() - start
        apart = max(apart, abs(theirs - ours))
    counted = sample.height - undefined
    return {
        "pairs": counted, "undefined, left out": undefined, "seconds": round(spent, 2),
        "seconds for all pairs, at this pace": round(spent / max(counted, 1) * frame.height, 0),
        "largest difference": apart,
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("votes", type=Path)
    parser.add_argument("--pairs", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    start = time.perf_counter()
    votes = load_votes(asked.votes)
    read = time.perf_counter()
    frame = dyads(votes, MEASURES)
    done = time.perf_counter()
    figures: dict[str, Any] = {
        "votes cast": int((votes.cells > 0).sum()), "roll calls": votes.rollcalls.height,
        "sessions": len(votes.sessions), "pairs of states by session": frame.height, "measures": ", ".join(MEASURES),
        "seconds to read": round(read - start, 2), "seconds to measure": round(done - read, 2),
        "scikit-learn, quadratic kappa": sklearn_beside(votes, frame, asked.pairs, asked.seed),
    }  # fmt: skip
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
