"""Monte Carlo over input ranges: the same bytes again, with any number of processes."""

import numpy as np
import pytest

from dragoman.errors import UsageError
from dragoman.scenario.draws import CHUNK, Inputs, Ranges, Settled, band, inverse, move, sample, settle
from tests.scenario.cases import ranged


def _bytes(told: object) -> list[bytes]:
    return [getattr(told, name).tobytes() for name in type(told).__slots__]  # type: ignore[attr-defined]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    inputs = ranged()
    assert _bytes(settle(inputs, 100, draws=40, seed=3)) == _bytes(settle(inputs, 100, draws=40, seed=3))
    assert _bytes(settle(inputs, 100, draws=40, seed=3)) != _bytes(settle(inputs, 100, draws=40, seed=4))


def test_two_processes_give_the_bytes_of_one() -> None:
    inputs, draws = ranged(12), 2 * CHUNK + 7
    assert _bytes(settle(inputs, 100, draws=draws)) == _bytes(settle(inputs, 100, draws=draws, jobs=2))
    assert _bytes(move(inputs, draws=draws, rounds=2)) == _bytes(move(inputs, draws=draws, rounds=2, jobs=2))


def test_more_draws_begin_with_those_of_fewer() -> None:
    few, many = (sample(ranged(), draws).position for draws in (CHUNK, 2 * CHUNK))
    assert (many[:CHUNK] == few).all()


@pytest.mark.parametrize("shape", ["triangular", "uniform"])
def test_draws_lie_in_their_ranges(shape: str) -> None:
    inputs = ranged()
    drawn = sample(inputs, 400, shape=shape)  # type: ignore[arg-type]
    for table, ranges in zip((drawn.position, drawn.capability, drawn.salience), inputs.ranges(), strict=True):
        assert (ranges.low <= table).all()
        assert (table <= ranges.high).all()


def test_shares_become_values_of_the_shape() -> None:
    ranges = Ranges(np.array([2.0]), np.array([0.0]), np.array([10.0]))
    assert inverse(ranges, np.array([[0.25]]), "uniform") == 2.5
    assert inverse(ranges, np.array([[0.2]]), "triangular") == pytest.approx(2)  # the peak: a fifth lies below
    assert inverse(ranges, np.array([[0.05]]), "triangular") == pytest.approx(1)
    assert inverse(ranges, np.array([[0.8]]), "triangular") == pytest.approx(10 - 4)


def test_what_is_certain_is_never_varied() -> None:
    known = Ranges.fixed([10.0, 90.0])
    told = settle(Inputs(known, Ranges.fixed([1.0, 3.0]), Ranges.fixed([0.5, 0.5])), 100, draws=5)
    assert told.compromise == pytest.approx([70] * 5)
    assert told.median.tolist() == [90] * 5
    assert band(told.compromise) == pytest.approx([70, 70, 70])


def test_both_engines_see_the_same_draws() -> None:
    inputs = ranged()
    assert move(inputs, draws=30, rounds=1).mean[0] == pytest.approx(settle(inputs, 100, draws=30).compromise)


def test_every_chance_belongs_to_an_option() -> None:
    told = settle(ranged(), 100, draws=10)
    assert isinstance(told, Settled)
    assert told.option.shape == told.probability.shape == (10, 6)
    assert told.probability.sum(axis=1) == pytest.approx(np.ones(10))


@pytest.mark.parametrize("low", [[5.0], [np.nan], [1.0, 2.0]])
def test_ranges_that_are_none_are_refused(low: list[float]) -> None:
    one = Ranges.fixed([1.0])
    with pytest.raises(UsageError):
        Inputs(Ranges(np.array([4.0]), np.array(low), np.array([6.0])), one, one)


def test_no_draws_are_refused() -> None:
    with pytest.raises(UsageError, match="none"):
        sample(ranged(), 0)
