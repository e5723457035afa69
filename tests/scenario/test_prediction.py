"""The predictive distribution and its interval."""

import math

import numpy as np
import pytest

from dragoman.errors import UsageError
from dragoman.scenario.compromise import weights
from dragoman.scenario.election import elect
from dragoman.scenario.prediction import (
    SHARE,
    Residuals,
    half_width,
    interval,
    mixture,
    predict,
    residuals_of,
    shipped,
)
from dragoman.scenario.scores import crps
from tests.scenario.cases import drawn

TWO = (np.array([20.0, 80.0]), np.array([1.0, 1.0]))


def test_the_half_width_is_the_error_that_the_next_stays_below_with_that_chance() -> None:
    error = [-9, 1, -2, 3, 4, -5, 6, 7, 8]
    assert half_width(error, 0.5) == 5  # the 5th of 9: 10 · 0.5
    assert half_width(error, 0.8) == 8
    assert half_width(error, 0.9) == 9
    assert half_width(error, 0.95) == math.inf


def test_the_interval_ends_where_the_scale_ends() -> None:
    assert interval(90, 37) == (53, 100)
    assert interval(5, 50, (0, 10)) == (0, 10)
    assert interval(5, 20, (0, 10)) == (3, 7)


def test_a_prediction_mixes_the_election_with_the_dressed_compromise() -> None:
    told = predict(*TWO, residuals=Residuals(np.array([-10.0, 10.0]), {0.8: 30.0}), share=0.5)
    assert told.support.tolist() == [20, 40, 60, 80]
    assert told.probability == pytest.approx([0.25] * 4, abs=1e-6)
    assert told.point == told.mean == pytest.approx(50)
    assert told.interval == {0.8: (20.0, 80.0)}
    assert told.chance(40, 60) == pytest.approx(0.5, abs=1e-6)
    assert told.quantile(0.5) == 40


def test_residuals_are_stretched_to_the_scale_and_held_within_it() -> None:
    told = predict([2, 8], [1, 1], (0, 10), residuals=Residuals(np.array([-90.0, 10.0]), {}), share=0)
    assert told.support.tolist() == [0, 6]


def test_the_share_decides_between_the_two() -> None:
    known = Residuals(np.array([-10.0, 10.0]), {})
    assert predict(*TWO, residuals=known, share=1).support.tolist() == [20, 80]
    assert predict(*TWO, residuals=known, share=0).support.tolist() == [40, 60]


def test_draws_count_alike() -> None:
    x, c, s = drawn(4, 5)
    together = predict(x, weights(c, s))
    alone = [predict(x[row], weights(c, s)[row]) for row in range(4)]
    assert together.mean == pytest.approx(np.mean([one.mean for one in alone]))
    assert together.chance(0, 50) == pytest.approx(np.mean([one.chance(0, 50) for one in alone]))


def test_the_crps_of_a_mixture_is_a_parabola_in_its_weight() -> None:
    x, c, s = drawn(1, 6)
    held = elect(x, weights(c, s), 100)
    error = np.array([-40.0, -5.0, 0.0, 12.0, 30.0])

    def at(share: float) -> float:
        return crps(*mixture(held.option, held.probability, held.mean, (0, 100), error, share), 64.0)

    none, half, full = at(0), at(0.5), at(1)
    bend = 2 * (none + full) - 4 * half
    assert at(0.3) == pytest.approx(none + 0.3 * (full - none - bend) + 0.09 * bend)


def test_what_ships_is_a_table_of_quantiles_and_half_widths() -> None:
    known = shipped()
    assert len(known.error) == 99
    assert (np.diff(known.error) >= 0).all()
    assert sorted(known.half_width) == [0.5, 0.8, 0.9]
    assert known.half_width[0.5] < known.half_width[0.8] < known.half_width[0.9]
    assert 0 < SHARE < 1


def test_ones_own_residuals_serve_as_well() -> None:
    own = residuals_of(np.linspace(-20, 20, 41))
    assert own.half_width[0.8] == 17
    assert predict(*TWO, residuals=own).interval[0.8] == (33, 67)


def test_no_residuals_and_no_scale_are_refused() -> None:
    with pytest.raises(UsageError, match="resolved"):
        residuals_of([])
    with pytest.raises(UsageError, match="length"):
        predict(*TWO, (10, 10))
