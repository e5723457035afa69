"""The same issue under every reading."""

import numpy as np
import pytest

from dragoman.scenario.multiverse import World, forks, multiverse, spread
from tests.scenario.cases import emissions


@pytest.fixture(scope="module")
def worlds() -> list[World]:
    return multiverse(*(column[0] for column in emissions()), (4, 10))


def _outcome(worlds: list[World], family: str, **choices: str) -> float:
    found = [w.outcome for w in worlds if w.family == family and all(w.choice(k) == v for k, v in choices.items())]
    assert len(found) == 1
    return found[0]


def test_the_headlines_are_among_the_readings(worlds: list[World]) -> None:
    usual = "capability · salience"
    assert _outcome(worlds, "balance", weights=usual, centre="mean") == pytest.approx(7.390, abs=5e-4)
    assert _outcome(
        worlds, "election", weights=usual, challenges="uniform", votes="linear", victory="linear"
    ) == pytest.approx(7.348, abs=5e-4)
    coded = {"reading": "as coded", "Q": "1", "round": "5", "centre": "median"}
    assert _outcome(worlds, "challenge", **coded) == pytest.approx(9.962, abs=5e-4)
    printed = {"reading": "as printed, conflicts move nobody", "Q": "1", "round": "5", "centre": "median"}
    assert _outcome(worlds, "challenge", **printed) == pytest.approx(9.530, abs=5e-4)


def test_every_reading_is_told_once_and_lies_on_the_scale(worlds: list[World]) -> None:
    assert len({(world.family, world.choices) for world in worlds}) == len(worlds) == 128
    assert all(4 <= world.outcome <= 10 for world in worlds)


def test_the_spread_is_that_of_the_outcomes(worlds: list[World]) -> None:
    found = spread(worlds)
    assert found.least < found.low < found.median < found.high < found.most == 10
    assert found.readings == 128


def test_a_fork_tells_what_its_choice_does_on_average() -> None:
    some = [
        World("balance", (("weights", "equal"), ("centre", "mean")), 1.0),
        World("balance", (("weights", "equal"), ("centre", "median")), 3.0),
        World("balance", (("weights", "salience"), ("centre", "mean")), 5.0),
        World("balance", (("weights", "salience"), ("centre", "median")), 7.0),
    ]
    first, second = forks(some)
    assert (first.choice, first.options, first.spread) == ("weights", (("equal", 2.0), ("salience", 6.0)), 4.0)
    assert (second.choice, second.spread) == ("centre", 2.0)


def test_all_readings_agree_where_all_stakeholders_do() -> None:
    ones = np.ones(3)
    assert {world.outcome for world in multiverse(6 * ones, ones, ones / 2, (4, 10))} == {6.0}
