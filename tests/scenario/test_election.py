"""The probabilistic Condorcet election: by hand, as published, and through changes that must not matter."""

import numpy as np
import pytest

from dragoman.scenario.compromise import compromise, weights
from dragoman.scenario.election import Rules, elect
from tests.scenario.cases import drawn, emissions


def test_of_two_positions_each_has_the_share_of_its_votes() -> None:
    held = elect(np.array([[70.0, 30.0]]), np.array([[3.0, 1.0]]), 100)
    assert held.option.tolist() == [[30.0, 70.0]]
    assert held.probability[0] == pytest.approx([0.25, 0.75], abs=1e-6)
    assert held.mean == pytest.approx([60.0], abs=1e-5)


def test_three_equal_stakeholders_are_elected_as_computed_by_hand() -> None:
    # 50 against 0: those at 50 and 100 vote ½ each for it, the one at 0 votes ½ against, so 2/3; 0 against 100 is even.
    # 3 p0 = ½ · 2 p0 + ⅓ (p0 + p50) + ½ (p0 + p100) with p0 = p100 and p50 = 1 − 2 p0 gives p0 = ¼
    held = elect(np.array([[0.0, 50.0, 100.0]]), np.ones((1, 3)), 100)
    assert held.probability[0] == pytest.approx([0.25, 0.5, 0.25], abs=1e-6)


def test_the_emissions_issue_is_elected_as_published() -> None:
    x, c, s = emissions()
    held = elect(x, weights(c, s), 6)
    chance = {option: p for option, p in zip(held.option[0], held.probability[0], strict=True) if p}
    assert chance == pytest.approx({4.0: 0.246, 7.0: 0.392, 10.0: 0.362}, abs=5e-4)
    assert held.mean == pytest.approx([7.35], abs=5e-3)


def test_who_is_alone_prevails() -> None:
    assert elect(np.array([[5.0]]), np.array([[2.0]]), 10).probability.tolist() == [[1.0]]


@pytest.mark.parametrize("challenge", ["uniform", "incentive", "conditional"])
@pytest.mark.parametrize("vote", ["linear", "binary", "cubic"])
@pytest.mark.parametrize("victory", ["linear", "squared"])
def test_every_rule_gives_a_distribution_that_order_and_mirror_do_not_change(
    challenge: str, vote: str, victory: str
) -> None:
    rules = Rules(challenge, vote, victory)  # type: ignore[arg-type]
    x, c, s = drawn(15, 6)
    weight = weights(c, s)
    held = elect(x, weight, 100, rules)
    assert held.probability.sum(axis=1) == pytest.approx(np.ones(15))
    assert (held.probability >= 0).all()
    order = np.random.default_rng(3).permutation(6)
    assert elect(x[:, order], weight[:, order], 100, rules).mean == pytest.approx(held.mean)
    assert elect(100 - x, weight, 100, rules).mean == pytest.approx(100 - held.mean, abs=1e-6)


def test_a_stakeholder_told_as_two_halves_changes_nothing() -> None:
    x, c, s = drawn(15, 6)
    weight = weights(c, s)
    halves = np.concatenate([weight, weight[:, :1] / 2], axis=1)
    halves[:, 0] /= 2
    twice = elect(np.concatenate([x, x[:, :1]], axis=1), halves, 100)
    assert twice.mean == pytest.approx(elect(x, weight, 100).mean)


def test_the_length_of_the_scale_does_not_matter() -> None:
    x, c, s = drawn(15, 6)
    assert elect(x / 20, weights(c, s), 5).mean * 20 == pytest.approx(elect(x, weights(c, s), 100).mean)


def test_the_election_leans_less_to_extremes_than_the_shares_do() -> None:
    x, w = np.array([[0.0, 50.0, 100.0]]), np.array([[1.0, 1.0, 2.0]])
    assert compromise(x, w)[0] > elect(x, w, 100).mean[0] > 50
