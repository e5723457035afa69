"""The compromise, its gradients and the weighted median."""

import csv

import numpy as np
import pytest

from dragoman.scenario.compromise import compromise, gradients, weighted_median, weights
from tests.scenario.cases import BENCH, drawn, emissions, needs_bench, table


def test_the_emissions_issue_starts_from_the_published_median_and_mean() -> None:
    x, c, s = emissions()
    assert weighted_median(x, weights(c, s)) == [7.0]
    assert compromise(x, weights(c, s)) == pytest.approx([7.390], abs=5e-4)


def test_the_gradients_are_those_of_small_changes() -> None:
    parts = {"position": 0, "capability": 1, "salience": 2}
    inputs = [column[0] for column in drawn(1, 5)]
    exact = gradients(*inputs)
    for name, place in parts.items():
        for who in range(5):
            ends = []
            for step in (-1e-6, 1e-6):
                moved = [column.copy() for column in inputs]
                moved[place][who] += step
                ends.append(float(compromise(moved[0], weights(moved[1], moved[2]))))
            assert exact[name][who] == pytest.approx((ends[1] - ends[0]) / 2e-6, rel=1e-5, abs=1e-7)


def test_without_any_salience_the_capabilities_count() -> None:
    nobody = np.zeros(2)
    assert compromise(np.array([0.0, 10.0]), weights(np.array([1.0, 3.0]), nobody)) == pytest.approx(7.5)
    assert compromise(np.array([0.0, 10.0]), weights(nobody, nobody)) == pytest.approx(5.0)


@pytest.mark.parametrize("change", ["order", "scale", "reflection", "duplicate"])
def test_the_mean_follows_the_stakeholders_through(change: str) -> None:
    x, c, s = drawn(20, 7)
    before = compromise(x, weights(c, s))
    if change == "order":
        order = np.random.default_rng(2).permutation(7)
        assert compromise(x[:, order], weights(c[:, order], s[:, order])) == pytest.approx(before)
    elif change == "scale":
        assert compromise(3 * x - 7, weights(c, s)) == pytest.approx(3 * before - 7)
    elif change == "reflection":
        assert compromise(100 - x, weights(c, s)) == pytest.approx(100 - before)
    else:  # one who is told as two halves
        x, c, s = (np.concatenate([column, column[:, :1]], axis=1) for column in (x, c, s))
        c[:, 0] /= 2
        c[:, -1] /= 2
        assert compromise(x, weights(c, s)) == pytest.approx(before)


@needs_bench
def test_ktabs_tables_of_china_have_the_published_middles() -> None:
    for name, mean, median in (("SOE-Policy.csv", 35.0, 30), ("SOE-Competitive.csv", 40.0, 40)):
        capability, position, salience = np.array(table(name)).T
        weight = weights(capability, salience / 100)
        assert round(float(compromise(position, weight))) == mean
        assert weighted_median(position, weight) == median


@needs_bench
def test_the_copenhagen_issues_settle_at_their_weighted_means() -> None:
    with (BENCH / "decide_copenhagen.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quotechar="'") if row and row[0] == "#D"]
    issues = sorted({row[2] for row in rows})
    assert len(issues) == 7
    for issue in issues:
        told = [[float(cell.replace(",", ".")) for cell in row[3:6]] for row in rows if row[2] == issue]
        total = sum(salience * power for _, salience, power in told)
        by_hand = sum(position * salience * power for position, salience, power in told) / total
        position, salience, power = np.array(told).T
        assert compromise(position, weights(power, salience)) == pytest.approx(by_hand)
