"""Agreement of two series: each formula by hand, what holds for all of them, and what is not defined."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UsageError
from dragoman.measure import agreement
from dragoman.measure.agreement import coincidence, score, scores, tabulate

from .bench import BENCH, needs_bench

# ten roll calls: yes 0, abstain 1, no 2
X = [0, 0, 0, 0, 0, 1, 1, 2, 2, 0]
Y = [0, 0, 0, 0, 1, 1, 0, 2, 0, -1]
SERIES = st.lists(st.tuples(st.integers(-1, 2), st.integers(-1, 2)), max_size=60)


def table(pairs: list[tuple[int, int]]) -> np.ndarray:
    return tabulate([x for x, _ in pairs], [y for _, y in pairs], 3)


def test_places_at_which_one_of_them_has_no_position_are_not_counted() -> None:
    counts = tabulate(X, Y, 3)
    assert counts.sum() == 9
    assert counts.tolist() == [[4, 1, 0], [1, 1, 0], [1, 0, 1]]


def test_each_formula_gives_what_it_gives_by_hand() -> None:
    # n 9, same 6, one step 2, two steps 1; marginals 5 2 2 and 6 2 1
    found = {name: float(value) for name, value in scores(tabulate(X, Y, 3)).items()}
    assert found["identical"] == pytest.approx(6 / 9)
    assert found["agree3"] == pytest.approx((6 + 2 / 2) / 9)
    assert found["S_abs"] == pytest.approx(1 - 2 * (2 + 2) / (9 * 2))
    assert found["S_sq"] == pytest.approx(1 - 2 * (2 + 4) / (9 * 4))
    assert found["kappa_nominal"] == pytest.approx((6 / 9 - 36 / 81) / (1 - 36 / 81))
    assert found["kappa_linear"] == pytest.approx(1 - (4 / 9) / (62 / 81))
    assert found["kappa_quadratic"] == pytest.approx(1 - (6 / 9) / (96 / 81))
    chance = (11**2 + 4**2 + 3**2) / 18**2
    assert found["pi_nominal"] == pytest.approx((6 / 9 - chance) / (1 - chance))
    assert found["pi_quadratic"] == pytest.approx(1 - (6 / 9) / (2 * (11 * 4 + 4 * 3 + 4 * 11 * 3) / 18**2))
    assert found["A"] == pytest.approx((1 - 2 * 4 / 18) - (1 - 2 * 62 / 81 / 2))


def test_the_range_is_that_of_the_scale_and_not_of_the_levels_that_occur() -> None:
    assert score(tabulate([0, 0], [1, 1], 3), "S_abs") == 0
    assert score(tabulate([0, 0], [1, 1], 4), "S_abs") == pytest.approx(1 / 3)


def test_weights_count_a_place_by_its_weight() -> None:
    counts = tabulate([0, 0], [0, 2], 3, weights=[3, 1])
    assert score(counts, "S_abs") == pytest.approx(1 - 2 * (1 * 2) / (4 * 2))


def test_nothing_in_common_is_missing_with_its_reason() -> None:
    found = scores(tabulate([-1, 0], [0, -1], 3))
    assert all(np.isnan(value) for value in found.values())
    assert agreement.reason(0) == agreement.NOTHING_IN_COMMON


def test_kappa_of_two_that_never_vary_is_missing_and_not_one() -> None:
    found = scores(tabulate([0, 0, 0], [0, 0, 0], 3))
    assert found["agree3"] == 1
    assert np.isnan(found["kappa_quadratic"])
    assert np.isnan(found["pi_nominal"])
    assert agreement.reason(3) == agreement.NEVER_VARY


@given(SERIES)
def test_agree3_is_s_moved_to_the_unit_interval(pairs: list[tuple[int, int]]) -> None:
    found = scores(table(pairs), ["agree3", "S_abs"])
    assert np.array_equal(found["agree3"], (found["S_abs"] + 1) / 2, equal_nan=True)


@given(SERIES)
def test_all_measures_are_symmetric(pairs: list[tuple[int, int]]) -> None:
    counts = table(pairs)
    for name, value in scores(counts).items():
        np.testing.assert_allclose(scores(counts.T)[name], value, atol=1e-12, err_msg=name)


@given(SERIES)
def test_all_measures_stay_in_their_range(pairs: list[tuple[int, int]]) -> None:
    for name, value in scores(table(pairs)).items():
        assert np.isnan(value) or agreement.FORMULAS[name].low - 1e-9 <= value <= 1 + 1e-9, name


@given(SERIES, st.randoms(use_true_random=False))
def test_the_order_of_places_says_nothing(pairs: list[tuple[int, int]], chance: object) -> None:
    shuffled = sorted(pairs)
    assert np.array_equal(table(pairs), table(shuffled))


@given(st.lists(SERIES, min_size=1, max_size=4))
def test_many_tables_at_once_give_what_each_gives_alone(many: list[list[tuple[int, int]]]) -> None:
    stacked = scores(np.stack([table(pairs) for pairs in many], axis=-1))
    for place, pairs in enumerate(many):
        for name, value in scores(table(pairs)).items():
            np.testing.assert_allclose(stacked[name][place], value, atol=1e-12)


def test_a_measure_is_found_whatever_its_case_and_a_strange_one_is_refused_with_those_there_are() -> None:
    assert [formula.name for formula in agreement.named(["KAPPA_LINEAR", "a"])] == ["kappa_linear", "A"]
    with pytest.raises(UsageError) as fault:
        agreement.named(["gamma"])
    assert "kappa_quadratic" in fault.value.hint


def test_a_level_above_the_scale_is_refused() -> None:
    with pytest.raises(UsageError):
        tabulate([3], [0], 3)


def test_the_formula_of_voting_coincidence_is_named_because_it_changes_the_score() -> None:
    assert coincidence(10, 10, 10, 10, formula="without absences") == pytest.approx(0.5)
    assert coincidence(10, 0, 10, 20, formula="absences as half") == pytest.approx(0.5)
    assert coincidence(0, 0, 0, formula="without absences") is None
    with pytest.raises(UsageError):
        coincidence(1, 1, 1, formula="ours")


@needs_bench
def test_the_published_voting_coincidence_follows_from_its_formula_in_all_years_but_2021() -> None:
    with (BENCH / "gold_state_dept_voting_coincidence_KAZ_USA.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        votes = [int(row[name]) for name in ("same", "partial", "opposite", "absent")]
        without = coincidence(*votes, formula="without absences")
        as_half = coincidence(*votes, formula="absences as half")
        assert without is not None
        assert as_half is not None
        assert f"{without:.4f}" == f"{float(row['formula_excluding_absent']):.4f}"
        assert f"{as_half:.4f}" == f"{float(row['formula_absent_as_half']):.4f}"
        chosen = without if int(row["year"]) <= 2020 else as_half
        assert (f"{chosen:.2f}" == row["published_coincidence"]) == (row["year"] != "2021")
