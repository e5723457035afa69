"""What the tests of the models share: the emissions issue of 1994 from the published table, other tables where they lie, draws."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from dragoman.scenario.compromise import Floats
from dragoman.scenario.draws import Inputs, Ranges

BENCH = Path(os.environ.get("DRAGOMAN_BENCH", Path(__file__).resolve().parents[3] / "shared" / "bench")) / "scenario"
DEU = BENCH / "deu3_with_gdp_row_blksv.tsv"
needs_bench = pytest.mark.skipif(not BENCH.is_dir(), reason="the published tables are not beside this checkout")
needs_deu = pytest.mark.skipif(not DEU.is_file(), reason="the DEU data are not beside this checkout")

# Bueno de Mesquita 1994, p. 78: capability, position (years), salience
EMISSIONS = {
    "Netherlands": (0.08, 4, 0.8), "Belgium": (0.08, 7, 0.4), "Luxembourg": (0.03, 4, 0.2), "Germany": (0.16, 4, 0.8),
    "France": (0.16, 10, 0.6), "Italy": (0.16, 10, 0.6), "UK": (0.16, 10, 0.9), "Ireland": (0.05, 7, 0.1),
    "Denmark": (0.05, 4, 1.0), "Greece": (0.08, 7, 0.7),
}  # fmt: skip


def emissions() -> tuple[Floats, Floats, Floats]:
    """Position, capability, salience (1, 10)."""
    capability, position, salience = (np.array([column], float) for column in zip(*EMISSIONS.values(), strict=True))
    return position, capability, salience


def drawn(draws: int, count: int, seed: int = 1) -> tuple[Floats, Floats, Floats]:
    """Position on 0 to 100, capability and salience on 0 to 1."""
    chance = np.random.default_rng(seed)
    return 100 * chance.random((draws, count)), chance.random((draws, count)), chance.random((draws, count))


def ranged(count: int = 6, seed: int = 1) -> Inputs:
    """Inputs with a range around each."""
    x, c, s = (table[0] for table in drawn(1, count, seed))
    return Inputs(
        Ranges(x, np.clip(x - 10, 0, 100), np.clip(x + 20, 0, 100)),
        Ranges(c, 0.8 * c, 1.2 * c),
        Ranges(s, np.clip(s - 0.1, 0, 1), np.clip(s + 0.1, 0, 1)),
    )


def table(name: str) -> list[list[float]]:
    """Influence, position, salience of the stakeholders of a file in KTAB's form."""
    with (BENCH / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[2:]
    return [[float(cell) for cell in row[2:5]] for row in rows if len(row) >= 5 and row[0].strip()]
