"""The bootstrap over clusters of sources, and diversification."""

import csv
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UsageError
from dragoman.measure import diversification
from dragoman.measure.bootstrap import Shares, band, draw
from tests.measure.bench import BENCH, needs_bench

weights = st.lists(st.floats(0, 1e6, allow_subnormal=False), min_size=2, max_size=8).filter(
    lambda held: sum(held) > 1e-3
)


def shares_of(*entries: tuple[int, int, float]) -> Shares:
    cluster, cell, value = (np.array(column) for column in zip(*entries, strict=True))
    return Shares(cluster, cell, value.astype(np.float64), int(cluster.max()) + 1, int(cell.max()) + 1)


def test_draws_scatter_around_what_was_observed() -> None:
    shares = shares_of((0, 0, 2.0), (1, 0, 1.0), (2, 1, 3.0), (3, 1, 1.0))
    drawn = np.concatenate(list(draw(shares, 4000, seed=1)))
    assert drawn.shape == (4000, 2)
    assert np.allclose(drawn.mean(axis=0), shares.totals(), atol=0.1)
    # the variance of a sum of n resampled clusters is n times that of one: here 4 * ((4 + 1) / 4 - (3 / 4) ** 2)
    assert drawn[:, 0].var() == pytest.approx(4 * (5 / 4 - 9 / 16), abs=0.15)


def test_the_same_seed_gives_the_same_draws_and_another_others() -> None:
    shares = shares_of((0, 0, 2.0), (1, 0, 1.0), (2, 1, 3.0))
    one, again, other = (np.concatenate(list(draw(shares, 300, seed))) for seed in (7, 7, 8))
    assert (one == again).all()
    assert (one != other).any()


def test_reports_of_one_cluster_stand_and_fall_together() -> None:
    drawn = np.concatenate(list(draw(shares_of((0, 0, 5.0), (0, 1, 5.0), (1, 2, 1.0)), 200, seed=1)))
    assert (drawn[:, 0] == drawn[:, 1]).all()


def test_a_band_leaves_out_draws_without_a_value() -> None:
    drawn = np.array([[np.nan, np.nan], [0.0, np.nan], [100.0, np.nan]])
    low, high = band(drawn)
    assert (low[0], high[0]) == pytest.approx((2.5, 97.5))
    assert np.isnan(low[1])
    assert np.isnan(high[1])


def test_a_band_is_numpys_percentile() -> None:
    drawn = np.random.default_rng(1).normal(size=(501, 3))
    low, high = band(drawn)
    assert np.allclose((low, high), np.percentile(drawn, (2.5, 97.5), axis=0))


def test_no_draws_are_refused() -> None:
    with pytest.raises(UsageError, match="0 draws"):
        next(draw(shares_of((0, 0, 1.0)), 0, seed=1))


def test_equal_parts_and_one_part_are_the_two_ends() -> None:
    assert diversification.concentration([1, 1, 1, 1]) == {"hhi": 0.25, "effective": 4.0, "evenness": 1.0}
    assert diversification.concentration([1, 0, 0, 0]) == {"hhi": 1.0, "effective": 1.0, "evenness": 0.0}


def test_nothing_at_all_is_missing() -> None:
    nothing = {"hhi": None, "effective": None, "evenness": None}
    assert diversification.concentration([0, 0, 0, 0]) == nothing
    assert diversification.concentration({}) == nothing


def test_what_is_not_known_is_left_out_and_lowers_only_the_listed_evenness() -> None:
    held = np.array([1.0, 1.0, np.nan, np.nan])
    assert diversification.evenness(held) == 1.0
    assert diversification.evenness(held, listed=True) == pytest.approx(0.5)
    assert np.isnan(diversification.evenness(np.array([3.0, np.nan])))


@given(weights)
def test_shares_sum_to_one_and_indices_stay_in_their_range(held: list[float]) -> None:
    amounts = np.array(held)
    assert np.nansum(diversification.shares(amounts)) == pytest.approx(1)
    assert 0 <= diversification.evenness(amounts) <= 1
    assert 1 - 1e-9 <= diversification.effective(amounts) <= len(held) + 1e-9
    assert 1 / len(held) - 1e-9 <= diversification.hhi(amounts) <= 1 + 1e-9


@given(weights, st.floats(0.1, 10))
def test_neither_order_nor_unit_matters(held: list[float], unit: float) -> None:
    one, other = (
        diversification.concentration(held),
        diversification.concentration([unit * part for part in reversed(held)]),
    )
    assert all(one[name] == pytest.approx(other[name]) for name in one)


@needs_bench
def test_trade_with_four_powers_is_as_concentrated_as_published() -> None:
    codes = {2: "USA", 365: "RUS", 640: "TUR", 710: "CHN"}
    flows: dict[int, dict[str, float]] = {}
    with (BENCH / "cow_trade_v4_KAZ_selected_dyads.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            power = codes.get(int(float(row["ccode1"]))) or codes.get(int(float(row["ccode2"])))
            amounts = [float(row[name]) for name in ("flow1", "flow2") if row[name] and float(row[name]) >= 0]
            if power and amounts:
                flows.setdefault(int(float(row["year"])), {})[power] = sum(amounts)
    with (BENCH / "gold_trade_concentration_KAZ_cow_trade_v4.csv").open(encoding="utf-8") as table:
        gold = list(csv.DictReader(table))
    assert len(gold) == 23
    for row in gold:
        held = np.array([flows[int(row["year"])].get(power, math.nan) for power in ("RUS", "CHN", "TUR", "USA")])
        assert round(float(diversification.hhi(held)), 6) == float(row["hhi_4powers"]), row["year"]
        assert round(float(diversification.evenness(held, listed=True)), 6) == float(row["norm_entropy_4powers"]), row[
            "year"
        ]


@needs_bench
def test_arms_by_supplier_are_as_concentrated_as_published() -> None:
    delivered: dict[str, float] = {}
    with (BENCH / "sipri_KAZ_imports_by_supplier_2000_2023.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            delivered[row["supplier"]] = delivered.get(row["supplier"], 0.0) + float(row["tiv_delivered_m"])
    assert round(sum(delivered.values()), 2) == 3112.48
    hhi = diversification.concentration(delivered)["hhi"]
    assert hhi is not None
    assert round(hhi, 6) == 0.730754
