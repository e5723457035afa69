"""Krippendorff's alpha, on the worked examples that he published, and its properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UsageError
from dragoman.measure.reliability import LEVELS, Level, krippendorff_alpha

_ = None  # a gap
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]
units = st.lists(st.lists(st.integers(-1, 1), min_size=0, max_size=5), max_size=12)


def by_unit(observers: list[list[int | None]]) -> list[list[float]]:
    return [[value for value in told if value is not None] for told in zip(*observers, strict=True)]


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_four_observers_with_gaps_agree_as_published(level: Level, alpha: float) -> None:
    assert krippendorff_alpha(by_unit(FOUR_OBSERVERS), level) == pytest.approx(alpha, abs=0.0005)


def test_two_observers_of_two_values_agree_as_published() -> None:
    told = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    assert krippendorff_alpha(list(zip(*told, strict=True))) == pytest.approx(0.095, abs=0.0005)


def test_two_observers_of_five_names_agree_as_published() -> None:
    told = [[ord(letter) for letter in letters] for letters in ("aabbdcccedda", "babbbccceddd")]
    assert krippendorff_alpha(list(zip(*told, strict=True))) == pytest.approx(0.692, abs=0.0005)


def test_a_case_by_hand() -> None:
    # values 1 1 | 1 2: observed 1/2 of the pairs within units; expected 2·3·1/(4·3) = 1/2
    assert krippendorff_alpha([[1, 1], [1, 2]]) == pytest.approx(0.0)


def test_one_value_throughout_is_not_defined() -> None:
    assert krippendorff_alpha([[1, 1], [1, 1, 1]]) is None


def test_units_of_one_voice_do_not_count() -> None:
    assert krippendorff_alpha([[1, 1], [2, 2], [9]]) == 1.0
    assert krippendorff_alpha([[1], [2]]) is None


def test_an_unknown_level_says_which_there_are() -> None:
    with pytest.raises(UsageError) as fault:
        krippendorff_alpha([[1, 2]], "ratio")  # type: ignore[arg-type]
    assert "ordinal" in fault.value.hint


@given(units, st.sampled_from(LEVELS))
def test_perfect_agreement_is_one(told: list[list[int]], level: Level) -> None:
    alpha = krippendorff_alpha([[unit[0]] * (len(unit) + 1) for unit in told if unit], level)
    assert alpha is None or alpha == pytest.approx(1.0)


@given(units, st.sampled_from(LEVELS))
def test_the_order_of_voices_and_units_does_not_matter(told: list[list[int]], level: Level) -> None:
    alpha = krippendorff_alpha(told, level)
    mixed = [sorted(unit) for unit in reversed(told)]
    again = krippendorff_alpha(mixed, level)
    assert (alpha is None) == (again is None)
    assert alpha is None or alpha == pytest.approx(again)


@given(units, st.sampled_from(LEVELS))
def test_alpha_never_exceeds_one(told: list[list[int]], level: Level) -> None:
    alpha = krippendorff_alpha(told, level)
    assert alpha is None or alpha <= 1 + 1e-9
