"""Numbers moved by an analyst: ranges go along, what is moved says by whom, and the file that comes of it can be run."""

import pytest

from dragoman.errors import UsageError
from dragoman.scenario.adjustment import Input, Moved, adjusted, bounds
from dragoman.scenario.issue import Issue, Part
from dragoman.scenario.issue_file import parse_issue
from dragoman.scenario.issue_text import issue_text
from tests.scenario.issues import QUOTED, make_issue, stakeholder, value

ISSUE = make_issue(stakeholder("Kazakhstan", 30.0), stakeholder("Russia", 90.0, capability=2.0))


def position(issue: Issue, place: int = 0) -> tuple[float, float, float]:
    held = issue.stakeholders[place].position
    return held.value, held.low, held.high


def test_a_range_goes_with_its_value() -> None:
    assert position(adjusted(ISSUE, {(0, "position"): Moved(value=50.0)}, "Aigul")) == (50, 40, 60)


def test_a_range_ends_where_the_scale_does() -> None:
    assert position(adjusted(ISSUE, {(0, "position"): Moved(value=95.0)}, "Aigul")) == (95, 85, 100)


def test_an_end_that_was_put_somewhere_stays_there_unless_the_value_lies_beyond() -> None:
    assert position(adjusted(ISSUE, {(0, "position"): Moved(value=50.0, low=20.0)}, "Aigul")) == (50, 20, 60)
    assert position(adjusted(ISSUE, {(0, "position"): Moved(value=50.0, low=55.0)}, "Aigul")) == (50, 50, 60)


def test_what_is_moved_says_by_whom_and_from_where_and_keeps_what_it_rested_on() -> None:
    held = stakeholder("Kazakhstan", 30.0)
    quoted = make_issue(
        type(held)(name="Kazakhstan", position=value(30.0, findings=(QUOTED,), judgement="mine"),
                   salience=held.salience, capability=held.capability),
        stakeholder("Russia", 90.0),
    )  # fmt: skip
    moved = adjusted(quoted, {(0, "position"): Moved(value=50.0)}, "Aigul").stakeholders[0].position
    assert moved.judgement == "judgement by Aigul, moved in the app from 30; before: mine"
    assert moved.findings == (QUOTED,)


def test_what_is_not_moved_is_as_it_was() -> None:
    moved = adjusted(ISSUE, {(0, "position"): Moved(value=50.0)}, "Aigul")
    assert moved.stakeholders[1] == ISSUE.stakeholders[1]
    assert moved.stakeholders[0].salience == ISSUE.stakeholders[0].salience


def test_the_changed_issue_is_a_file_that_reads_back_as_it_was_and_the_same_bytes_each_time() -> None:
    changes: dict[Input, Moved] = {(0, "position"): Moved(value=47.3, high=60.0), (1, "salience"): Moved(value=0.9)}
    text = issue_text(adjusted(ISSUE, changes, 'A "quoted" analyst'))
    assert parse_issue(text) == adjusted(ISSUE, changes, 'A "quoted" analyst')
    assert issue_text(parse_issue(text)) == text


@pytest.mark.parametrize(("part", "number"), [("position", 101.0), ("salience", -0.1), ("capability", float("nan"))])
def test_a_number_out_of_bounds_is_refused(part: Part, number: float) -> None:
    with pytest.raises(UsageError, match="out of bounds"):
        adjusted(ISSUE, {(0, part): Moved(value=number)}, "Aigul")


def test_an_issue_without_any_weight_is_refused() -> None:
    with pytest.raises(UsageError, match="all weights are zero"):
        adjusted(ISSUE, {(0, "salience"): Moved(value=0.0), (1, "capability"): Moved(value=0.0)}, "Aigul")


def test_a_capability_may_be_doubled_beyond_the_greatest() -> None:
    assert bounds(ISSUE, "capability") == (0, 4)
