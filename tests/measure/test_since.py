"""Since when a state votes closer to one power than to another: the answers differ by measure, and are all given."""

import csv

import pytest

from dragoman.errors import UsageError
from dragoman.measure.positions import Points
from dragoman.measure.since import similar_since, vote_differences
from dragoman.measure.votes import Votes, load_votes

from .bench import BENCH
from .votefiles import made, table

# KAZ votes as RUS in 66, as CHN in 67, in 68 both alike, as CHN from 69 on
SMALL = table(
    made({"KAZ": "yyaannyyaann", "RUS": "yyaannyyaann", "CHN": "nnaayynnaayy"}, session=66),
    made({"KAZ": "yyaannyyaann", "RUS": "nnaayynnaayy", "CHN": "yyaannyyaann"}, session=67),
    made({"KAZ": "yyaannyyaann", "RUS": "yyaannyyaann", "CHN": "yyaannyyaann"}, session=68),
    made({"KAZ": "yyaannyyaann", "RUS": "yyaayyyyaayy", "CHN": "yyaannyyaany"}, session=69),
    made({"KAZ": "yyaannyyaann", "RUS": "nnaayyyyaayy", "CHN": "yyaannyyaany"}, session=70),
)


@pytest.fixture(scope="module")
def full() -> Votes:
    if not BENCH.is_dir():
        pytest.skip("the published figures are not beside this checkout")
    return load_votes(BENCH / "unga_votes_s1_78.parquet")


def test_a_run_begins_after_the_last_session_that_breaks_it() -> None:
    row = similar_since("KAZ", "CHN", "RUS", votes=SMALL, measures=["agree3"]).frame.row(0, named=True)
    assert row["session"] == 69
    assert row["value"] == 2014
    assert row["last"] == 70
    assert row["n"] == 24
    assert row["low"] <= row["value"] <= row["high"]


def test_a_run_that_does_not_reach_the_last_session_is_none_and_says_so() -> None:
    row = similar_since("KAZ", "RUS", "CHN", votes=SMALL, measures=["agree3"]).frame.row(0, named=True)
    assert row["value"] is None
    assert row["session"] is None
    assert row["missing"] == "in the last session, 70, KAZ is not closer to RUS"


def test_on_the_full_votes_the_answer_is_2007_2009_2011_2013_or_2022_by_the_measure(full: Votes) -> None:
    result = similar_since("KAZ", "CHN", "RUS", votes=full, draws=200)
    assert dict(result.frame.select("measure", "value").rows()) == {
        "agree3": 2007, "identical": 2007, "S_abs": 2007, "S_sq": 2009,
        "kappa_nominal": 2017, "kappa_linear": 2011, "kappa_quadratic": 2011, "pi_nominal": 2011, "pi_quadratic": 2011,
        "A": 2022, "ideal_points": 2013,
    }  # fmt: skip
    assert result.notes[0] == "to session 78: a run may be broken by votes after it"
    assert "the series ends with session 74" in result.notes[-1]


def test_with_the_table_that_ships_the_answers_carry_that_it_ends_with_session_74() -> None:
    result = similar_since("KAZ", "CHN", "RUS", draws=200)
    assert result.notes[0].startswith("to session 74")
    assert dict(result.frame.select("measure", "value").rows()) == {
        "agree3": 2006, "identical": 2006, "S_abs": 2006, "S_sq": 2004,
        "kappa_nominal": 2009, "kappa_linear": 2010, "kappa_quadratic": 2011, "pi_nominal": 2009, "pi_quadratic": 2011,
        "A": 2019, "ideal_points": 2013,
    }  # fmt: skip


def test_by_mean_agreement_the_difference_is_clear_of_zero_in_every_session_from_68_on(full: Votes) -> None:
    row = similar_since("KAZ", "CHN", "RUS", votes=full, measures=["agree3"], counted="common").frame.row(0, named=True)
    assert row["clear_from"] == 68
    assert row["clear"] == 13  # and in 64 and 66


def test_the_published_paired_bootstrap_is_reproduced_to_its_last_digit(full: Votes) -> None:
    frame = vote_differences("KAZ", "CHN", "RUS", votes=full, measures=["agree3"]).frame
    found = {row["period"]: row for row in frame.rows(named=True)}
    with (BENCH / "kaz_china_minus_russia_agreement_bootstrap.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 32
    for row in rows:
        ours = found[int(row["session"])]
        assert ours["n"] == int(row["n_common"])
        for name, column in (("value", "chn_minus_rus_agree3"), ("low", "ci_low"), ("high", "ci_high")):
            assert ours[name] == pytest.approx(float(row[column]), abs=5.01e-5)


def test_another_seed_moves_the_bounds_by_no_more_than_a_step_of_the_difference(full: Votes) -> None:
    one, other = (
        vote_differences("KAZ", "CHN", "RUS", votes=full, measures=["agree3"], seed=seed).frame for seed in (7, 8)
    )
    step = 1 / (2 * one["n"])  # mean agreement moves by half a vote
    assert ((one["low"] - other["low"]).abs() <= step + 1e-9).all()
    assert ((one["high"] - other["high"]).abs() <= step + 1e-9).all()


def test_the_differences_of_a_session_rest_on_the_roll_calls_that_all_three_voted_on() -> None:
    votes = table(made({"KAZ": "yyyyyyyyyyya", "RUS": "yyyyyyyyyyn-", "CHN": "-yyyyyyyyyya"}))
    common = vote_differences("KAZ", "CHN", "RUS", votes=votes, measures=["identical"]).frame.row(0, named=True)
    own = vote_differences("KAZ", "CHN", "RUS", votes=votes, measures=["identical"], counted="own").frame.row(
        0, named=True
    )
    assert common["n"] == 10
    assert common["value"] == pytest.approx(1 - 9 / 10)
    assert own["n"] == 12
    assert own["value"] == pytest.approx(1 - 10 / 11)
    assert own["row"] == "vote_difference:KAZ:CHN:RUS:69:identical:own"


def test_ideal_points_are_closer_when_their_distance_is_less() -> None:
    at = {("KAZ", 68): (0.0, None), ("CHN", 68): (-1.0, None), ("RUS", 68): (0.5, None)}
    at |= {("KAZ", 69): (-0.5, None), ("CHN", 69): (-1.0, None), ("RUS", 69): (0.5, None)}
    row = similar_since(
        "KAZ", "CHN", "RUS", votes=SMALL, points=Points("made", at), measures=["ideal_points"]
    ).frame.row(0, named=True)
    assert row["value"] == 2014
    assert row["low"] is None
    assert row["n"] == 1


@pytest.mark.parametrize(
    ("three", "told"),
    [
        (("KAZ", "CHN", "China"), "with itself"),
        (("KAZ", "EU", "RUS"), "EU casts no vote"),
        (("KAZ", "KAZ", "RUS"), "itself"),
    ],
)
def test_who_cannot_be_compared_is_refused(three: tuple[str, str, str], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        similar_since(*three, votes=SMALL)


def test_the_same_question_gives_the_same_answer_to_the_last_bit() -> None:
    one, other = (similar_since("KAZ", "CHN", "RUS", votes=SMALL) for _ in range(2))
    assert one.frame.equals(other.frame)
    assert one.evidence == other.evidence


def test_the_answer_says_that_values_are_years_and_what_a_bound_after_the_last_session_means() -> None:
    notes = similar_since("KAZ", "CHN", "RUS", draws=200).notes
    assert any(note.startswith("value and its bounds are years") for note in notes)
    assert "an upper bound of 2020 means: not yet in the table, which ends with session 74" in notes
