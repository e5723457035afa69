"""What the outcome hangs on: gradients, tornado, and shares of the variance with known answers."""

import numpy as np
import pytest

from dragoman.errors import UsageError
from dragoman.scenario.compromise import Floats, compromise, weights
from dragoman.scenario.draws import Inputs, Ranges
from dragoman.scenario.influence import centre, indices, saltelli, shares, sobol, tornado
from tests.scenario.cases import ranged


def ishigami(share: Floats) -> Floats:
    x = np.pi * (2 * share - 1)
    result: Floats = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    return result


def test_ishigamis_function_has_its_known_shares() -> None:
    found = sobol(ishigami, 3, base=16384)
    assert found.first == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert found.total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
    assert (found.first_band[0] < found.first).all()
    assert (found.first < found.first_band[1]).all()


def test_a_sum_is_shared_by_the_squares_of_its_slopes() -> None:
    found = sobol(lambda share: share @ np.array([1.0, 2.0, 3.0]), 3, base=4096)
    assert found.first == pytest.approx(np.array([1, 4, 9]) / 14, abs=0.03)
    assert found.total == pytest.approx(np.array([1, 4, 9]) / 14, abs=0.03)


def test_what_does_not_vary_has_no_shares() -> None:
    assert sobol(lambda share: np.ones(len(share)), 2, base=16).total.tolist() == [0, 0]


def test_the_shares_are_those_of_salib() -> None:
    analyze = pytest.importorskip("SALib.analyze.sobol", reason="SALib is not installed")
    inputs, base = 4, 256
    points = saltelli(inputs, base=base)
    outcome = points @ np.arange(1.0, inputs + 1) + 3 * points[:, 0] * points[:, 1]
    problem = {"num_vars": inputs, "names": list("abcd"), "bounds": [[0, 1]] * inputs}
    theirs = analyze.analyze(problem, outcome, calc_second_order=False, num_resamples=10, seed=1)
    ours = indices(outcome.reshape(base, inputs + 2))
    assert ours.first == pytest.approx(theirs["S1"], abs=1e-9)
    assert ours.total == pytest.approx(theirs["ST"], abs=1e-9)


def test_the_points_spread_evenly_over_every_input() -> None:
    points = saltelli(2, base=8).reshape(8, 4, 2)
    assert sorted((points[:, 0, 0] * 8).astype(int).tolist()) == list(range(8))
    assert (points[:, 1, 0] == points[:, 3, 0]).all()
    assert (points[:, 1, 1] == points[:, 0, 1]).all()


def test_a_bar_holds_the_outcomes_at_both_ends() -> None:
    inputs = ranged(4)
    x, c, s = (ranges.value for ranges in inputs.ranges())
    bars = tornado(inputs)
    assert len(bars) == 12
    assert [bar.swing for bar in bars] == sorted((bar.swing for bar in bars), reverse=True)
    bar = next(bar for bar in bars if (bar.stakeholder, bar.part) == (2, "salience"))
    s = s.copy()
    s[2] = inputs.salience.high[2]
    assert bar.high == pytest.approx(float(compromise(x, weights(c, s))))


def test_bars_of_positions_are_as_long_as_the_slopes_say() -> None:
    inputs = ranged(4)
    widths = inputs.position.high - inputs.position.low
    for bar in tornado(inputs):
        if bar.part == "position":
            assert bar.high - bar.low == pytest.approx(bar.slope * widths[bar.stakeholder])


def test_another_model_can_be_examined() -> None:
    assert {bar.swing for bar in tornado(ranged(4), centre)} != {bar.swing for bar in tornado(ranged(4))}


def test_what_has_no_range_has_no_bar_and_no_share() -> None:
    inputs = ranged(4)
    some = Inputs(inputs.position, Ranges.fixed(inputs.capability.value), Ranges.fixed(inputs.salience.value))
    assert {bar.part for bar in tornado(some)} == {"position"}
    found = shares(some, base=2048, shape="uniform")
    widths = (inputs.position.high - inputs.position.low) * weights(inputs.capability.value, inputs.salience.value)
    by_hand = widths**2 / (widths**2).sum()  # the compromise is a weighted sum of positions
    assert {row.part for row in found} == {"position"}
    assert {row.stakeholder: row.total for row in found} == pytest.approx(dict(enumerate(by_hand)), abs=0.04)


def test_nothing_varied_has_no_shares() -> None:
    one = Ranges.fixed([1.0, 2.0])
    assert shares(Inputs(one, one, one)) == []


def test_too_few_points_are_refused() -> None:
    with pytest.raises(UsageError):
        sobol(ishigami, 3, base=1)
