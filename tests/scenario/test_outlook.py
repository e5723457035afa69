"""A glance says what an outlook says, at once, and moves as smoothly as the input that is moved."""

import numpy as np
import pytest

from dragoman.scenario.adjustment import Moved, adjusted
from dragoman.scenario.draws import sample
from dragoman.scenario.outlook import QUICK, Outlook, glance, outlook
from dragoman.scenario.outlook_rows import as_row
from dragoman.scenario.prediction import predict, smoothed
from tests.scenario.issues import make_issue, stakeholder

ISSUE = make_issue(
    stakeholder("Kazakhstan", 30.0, 0.3), stakeholder("Russia", 90.0, 0.9, 3.0), stakeholder("China", 55.0, 0.5, 2.0)
)


@pytest.fixture(scope="module")
def whole() -> Outlook:
    return outlook(ISSUE, draws=QUICK, challenge_draws=10)


def test_a_glance_says_what_an_outlook_of_as_many_draws_says(whole: Outlook) -> None:
    seen = glance(ISSUE, arithmetic=None)
    assert (seen.compromise, seen.median, seen.expected) == (whole.compromise, whole.median, whole.expected)
    assert (seen.options, seen.moves) == (whole.options, whole.moves)


def test_a_glance_takes_the_first_draws_of_an_outlook_of_more() -> None:
    inputs = ISSUE.inputs()
    few, many = sample(inputs, QUICK), sample(inputs, 2000)
    assert (many.position[:QUICK] == few.position).all()


def test_a_small_step_of_an_input_is_a_small_step_of_every_range() -> None:
    steps = [glance(adjusted(ISSUE, {(0, "position"): Moved(value=40 + 0.1 * n)}, "A")) for n in range(1, 12)]
    for name in ("compromise", "expected"):
        lows = np.array([getattr(one, name).low for one in steps])
        assert np.abs(np.diff(lows)).max() < 0.1
        assert np.abs(np.diff(lows, n=2)).max() < 0.01  # fresh draws would make it tremble


def test_the_winner_is_the_position_likelier_than_any_other() -> None:
    seen = glance(ISSUE)
    assert seen.winner.holders == ("Russia",)
    assert seen.winner.probability == max(option.probability for option in seen.options)


def test_pairs_tell_in_which_rounds_one_moves_another_and_programs_get_every_move(whole: Outlook) -> None:
    assert sum(map(len, whole.pairs().values())) == len(whole.moves) > 0
    assert list(map(len, whole.pairs().values())) == sorted(map(len, whole.pairs().values()), reverse=True)
    first = as_row(whole)["moves"][0]
    names = [held.name for held in ISSUE.stakeholders]
    assert (first["who"] in names, first["by"] in names, first["number"]) == (True, True, 1)


def test_the_curve_of_a_prediction_has_the_area_of_one_and_leans_as_it_does() -> None:
    low, high = 4.0, 10.0
    told = predict([4, 4, 9], [1, 1, 1], (low, high))
    places, height = smoothed(told, (low, high))
    assert (places[0], places[-1]) == (low, high)
    assert np.trapezoid(height, places) == pytest.approx(1, abs=1e-3)
    assert np.trapezoid(height * places, places) == pytest.approx(told.mean, abs=0.1)
