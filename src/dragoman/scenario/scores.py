"""Scores of forecasts: of a number (absolute error, CRPS, coverage) and of yes or no (Brier, log score).

All are losses: smaller is better. Source: [Brier1950], [Good1952], [GneitingRaftery2007]
"""

import numpy as np

from dragoman.scenario.compromise import Floats


def brier(probability: Floats, outcome: Floats) -> Floats:
    """(p − o)², o = 1 if it came true, else 0; 0 to 1."""
    result: Floats = (np.asarray(probability, float) - np.asarray(outcome, float)) ** 2
    return result


def log_score(probability: Floats, outcome: Floats) -> Floats:
    """−ln of the probability given to what happened, in nats; infinite if that was 0."""
    told = np.asarray(probability, float)
    given = np.where(np.asarray(outcome, bool), told, 1 - told)
    with np.errstate(divide="ignore"):
        result: Floats = -np.log(given)
    return result


def crps(support: Floats, probability: Floats, outcome: float) -> float:
    """E|X − y| − ½ E|X − X'| of a distribution over points, in units of the scale."""
    order = np.argsort(support, kind="stable")
    points, chance = np.asarray(support, float)[order], np.asarray(probability, float)[order]
    chance = chance / chance.sum()
    # Σ_ij p_i p_j |x_i − x_j| = 2 Σ_i p_i x_i (2 F_i − 1), F_i to the middle of its step
    below = chance.cumsum() - chance / 2
    spread = 2 * float((chance * points * (2 * below - 1)).sum())
    return float((chance * np.abs(points - outcome)).sum()) - spread / 2


def quantile(support: Floats, probability: Floats, share: float) -> float:
    """The first point at which the distribution has reached `share`."""
    order = np.argsort(support, kind="stable")
    reached = np.asarray(probability, float)[order].cumsum()
    return float(
        np.asarray(support, float)[order][np.searchsorted(reached, share * reached[-1] - 1e-12).clip(0, len(order) - 1)]
    )


def calibration(probability: Floats, outcome: Floats, bands: int = 5) -> list[tuple[float, float, int, float, float]]:
    """Rows of a reliability table: band from, to, how many, mean probability, share come true. Empty bands are left out."""
    told, came = np.asarray(probability, float), np.asarray(outcome, float)
    rows = []
    for band in range(bands):
        low, high = band / bands, (band + 1) / bands
        inside = (told >= low) & ((told < high) | (band == bands - 1))
        if inside.any():
            rows.append((low, high, int(inside.sum()), float(told[inside].mean()), float(came[inside].mean())))
    return rows


def decomposition(probability: Floats, outcome: Floats, bands: int = 5) -> dict[str, float]:
    """Brier score = reliability − resolution + uncertainty (of the banded forecasts); a skilful forecaster has little of the first,
    much of the second.

    Source: [Murphy1973]
    """
    came = np.asarray(outcome, float)
    base = float(came.mean())
    rows = calibration(probability, outcome, bands)
    total = sum(count for *_, count, _, _ in rows)
    reliability = sum(count * (told - share) ** 2 for _, _, count, told, share in rows) / total
    resolution = sum(count * (share - base) ** 2 for _, _, count, _, share in rows) / total
    return {"reliability": reliability, "resolution": resolution, "uncertainty": base * (1 - base)}
