"""The functions for [speed] do the same sums, compiled or not."""

import numpy as np
import pytest

from dragoman.errors import UsageError
from dragoman.scenario import arithmetic, compiled
from dragoman.scenario.challenge import challenge
from dragoman.scenario.compromise import weights
from dragoman.scenario.election import Rules, elect
from tests.scenario.cases import drawn, emissions


@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_the_election_is_the_same(count: int) -> None:
    x, c, s = drawn(10, count)
    ours, theirs = (held(x, weights(c, s), 100) for held in (compiled.elect, elect))
    assert ours.option.tolist() == theirs.option.tolist()
    assert ours.probability == pytest.approx(theirs.probability, abs=1e-9)


@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_the_challenges_are_the_same(count: int) -> None:
    inputs = drawn(10, count)
    ours, theirs = (run(*inputs, rounds=5) for run in (compiled.challenge, challenge))
    assert ours.position == pytest.approx(theirs.position, abs=1e-7)  # 1e-9 of the scale
    assert ours.median == pytest.approx(theirs.median, abs=1e-7)


def test_ties_are_decided_alike() -> None:
    chance = np.random.default_rng(5)
    x = 10.0 * chance.integers(0, 4, (30, 7))
    c, s = chance.integers(1, 3, (30, 7)) / 2, chance.integers(1, 3, (30, 7)) / 2
    assert compiled.elect(x, weights(c, s), 30).probability == pytest.approx(
        elect(x, weights(c, s), 30).probability, abs=1e-9
    )
    ours, theirs = (run(x, c, s, rounds=4).position for run in (compiled.challenge, challenge))
    assert ours == pytest.approx(theirs, abs=3e-8)


def test_the_emissions_table_comes_out() -> None:
    median = compiled.challenge(*emissions(), rounds=8).median[1:, 0]
    assert median == pytest.approx([8.416, 9.611, 9.962, 9.962, 9.962, 7.472, 8.825, 9.671], abs=5e-4)


def test_other_rules_and_readings_are_left_to_numpy() -> None:
    x, c, s = emissions()
    printed = compiled.challenge(x, c, s, rounds=2, reading="as_printed", conflict_moves=False)
    assert printed.median[1:, 0] == pytest.approx([9.53, 9.53], abs=5e-4)
    rules = Rules(vote="cubic")
    assert compiled.elect(x, weights(c, s), 6, rules).mean == elect(x, weights(c, s), 6, rules).mean


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arithmetic, "find_spec", lambda _: None)
    arithmetic.engines.cache_clear()
    try:
        assert arithmetic.engines().name == "numpy"
        with pytest.raises(UsageError, match="not installed") as caught:
            arithmetic.engines("compiled")
        assert "dragoman[speed]" in caught.value.hint
    finally:
        arithmetic.engines.cache_clear()
