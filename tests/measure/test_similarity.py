"""Similarity by votes: the published table of Kazakhstan's, and what every answer has to say of itself."""

import csv

import numpy as np
import polars as pl
import pytest

from dragoman.errors import UsageError
from dragoman.measure.similarity import dyads, similarity
from dragoman.measure.votes import Votes, load_votes

from .bench import BENCH, needs_bench
from .votefiles import made, table

OURS = {
    "identical": "pct_same", "agree3": "agree3", "S_abs": "S_abs", "S_sq": "S_sq", "kappa_nominal": "kappa_nominal",
    "kappa_linear": "kappa_linear", "kappa_quadratic": "kappa_quadratic", "pi_nominal": "scott_pi_nominal",
    "pi_quadratic": "scott_pi_quadratic", "A": "A_bencap_abs",
}  # fmt: skip
SMALL = table(
    made({"KAZ": "yyyyaayynnyy", "RUS": "ynyyaayynnan", "CHN": "yyyyyyyyyyyy"}, session=68),
    made({"KAZ": "yyaanyyyyyyy", "RUS": "yyaanyyyyyan", "CHN": "--" + "-" * 10, "USA": "n" * 12}, session=69),
)


def value(votes: Votes, **asked: object) -> dict[tuple[str, int, str], float | None]:
    frame = similarity("KAZ", ["RUS", "CHN"], votes=votes, draws=0, **asked).frame  # type: ignore[arg-type]
    return {
        (other, period, measure): number
        for other, period, measure, number in frame.select("other", "period", "measure", "value").rows()
    }


@pytest.fixture(scope="module")
def full() -> Votes:
    if not BENCH.is_dir():
        pytest.skip("the published figures are not beside this checkout")
    return load_votes(BENCH / "unga_votes_s1_78.parquet")


def gold() -> list[dict[str, str]]:
    with (BENCH / "gold_unga_similarity_KAZ.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("unit", "by"), [("sess", "session"), ("year", "label")])
def test_the_published_table_of_similarity_is_reproduced_to_its_last_digit(full: Votes, unit: str, by: str) -> None:
    rows = [row for row in gold() if row["unit"] == unit]
    others = sorted({row["b"] for row in rows})
    found = {
        (other, period, measure): (number, n)
        for other, period, measure, number, n in similarity("KAZ", others, by=by, votes=full, draws=0)
        .frame.select("other", "period", "measure", "value", "n")
        .rows()
    }
    assert len(rows) > 400
    for row in rows:
        for ours, theirs in OURS.items():
            number, n = found[row["b"], int(row["period"]), ours]
            assert n == int(row["n"])
            if row[theirs] == "":
                assert number is None
            else:
                assert number is not None
                assert abs(number - float(row[theirs])) <= 5.01e-7, (row["period"], row["b"], ours)


def test_the_published_agreement_without_unanimous_roll_calls_is_reproduced(full: Votes) -> None:
    rows = [row for row in gold() if row["unit"] == "sess"]
    others = sorted({row["b"] for row in rows})
    frame = similarity("KAZ", others, votes=full, measures=["agree3"], unanimous="drop", draws=0).frame
    found = {
        (other, period): (number, n)
        for other, period, number, n in frame.select("other", "period", "value", "n").rows()
    }
    for row in rows:
        number, n = found[row["b"], int(row["period"])]
        assert n == int(row["n_nonunanimous"])
        assert number == pytest.approx(float(row["agree3_nonunanimous"]), abs=5.01e-7)


def test_the_shares_of_a_textbook_are_met_in_the_fifteen_years_in_which_votes_were_not_corrected_since(
    full: Votes,
) -> None:
    frame = similarity("KAZ", ["RUS", "USA"], votes=full, measures=["identical"], draws=0).frame
    found = {
        (other, period + 1945): number for other, period, number in frame.select("other", "period", "value").rows()
    }
    with (BENCH / "gold_qss_unvoting_KAZ.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for other, column in (("RUS", "PctAgreeRUSSIA"), ("USA", "PctAgreeUS")):
        apart = [abs(found[other, int(row["Year"])] - float(row[column])) for row in rows]
        assert sum(difference <= 5.01e-8 for difference in apart) == 15
        assert max(apart) <= 0.025


@pytest.mark.parametrize(
    ("session", "other", "n", "agree3", "s_abs", "s_sq", "kappa", "pi", "a"),
    [
        (47, "RUS", 64, 0.867188, 0.734375, 0.867188, 0.579598, 0.453129, 0.280762),
        (47, "CHN", 61, 0.786885, 0.573770, 0.737705, -0.034995, -0.085913, -0.018275),
        (60, "RUS", 73, 0.897260, 0.794521, 0.869863, 0.592658, 0.516925, 0.259711),
        (69, "CHN", 78, 0.916667, 0.833333, 0.891026, 0.435745, 0.326795, 0.103222),
        (76, "TUR", 76, 0.671053, 0.342105, 0.460526, -0.097183, -0.149466, -0.049169),
        (76, "USA", 76, 0.263158, -0.473684, -0.394737, -0.095160, -0.471580, -0.116343),
    ],
)
def test_rows_of_the_table_of_sessions(
    full: Votes, session: int, other: str, n: int,
    agree3: float, s_abs: float, s_sq: float, kappa: float, pi: float, a: float,
) -> None:  # fmt: skip
    measures = ["agree3", "S_abs", "S_sq", "kappa_quadratic", "pi_nominal", "A"]
    frame = similarity("KAZ", [other], votes=full, measures=measures, first=session, last=session, draws=0).frame
    assert frame["n"].to_list() == [n] * 6
    assert frame["value"].round(6).to_list() == [agree3, s_abs, s_sq, kappa, pi, a]


def test_a_row_has_its_address_its_number_its_interval_and_the_roll_calls_behind_it() -> None:
    result = similarity("KAZ", ["RUS"], votes=SMALL, measures=["agree3"], first=68, last=68)
    row = result.frame.row(0, named=True)
    assert row["row"] == "similarity:KAZ:RUS:68:agree3"
    assert row["n"] == 12
    assert row["value"] == pytest.approx((9 + 0.5) / 12)
    assert row["low"] < row["value"] < row["high"]
    assert len(result.rests_on(row["row"])) == 12
    assert result.rests_on(row["row"])[0].endswith(" 68001")


def test_whoever_did_not_vote_has_no_number_and_a_reason_and_never_a_zero() -> None:
    frame = similarity("KAZ", ["CHN", "TUR", "EU"], votes=SMALL, measures=["agree3"], first=69, last=69).frame
    assert frame["value"].to_list() == [None, None, None]
    assert frame["missing"].to_list() == [
        "nothing that both took part in",
        "TUR casts no votes in the General Assembly",
        "EU casts no votes in the General Assembly",
    ]


def test_two_that_never_vary_have_an_agreement_but_no_kappa_and_no_interval() -> None:
    votes = table(made({"KAZ": "y" * 12, "RUS": "y" * 12}))
    frame = similarity("KAZ", ["RUS"], votes=votes, measures=["agree3", "kappa_nominal"]).frame
    assert frame["value"].to_list() == [1.0, None]
    assert frame["low"].to_list() == [None, None]
    assert frame["missing"].to_list() == [None, "both always stand at one and the same level: 0/0"]


def test_few_common_votes_have_no_interval() -> None:
    votes = table(made({"KAZ": "yayayay", "RUS": "yyyyyyy"}))
    assert similarity("KAZ", ["RUS"], votes=votes).frame["low"].null_count() == 10


def test_similarity_is_symmetric_with_its_interval() -> None:
    there = similarity("KAZ", ["RUS"], votes=SMALL).frame.select("period", "measure", "value", "low", "high", "n")
    back = similarity("RUS", ["KAZ"], votes=SMALL).frame.select("period", "measure", "value", "low", "high", "n")
    assert there.equals(back)


def test_a_number_is_the_same_whatever_is_asked_beside_it() -> None:
    alone = similarity("KAZ", ["RUS"], votes=SMALL, measures=["S_sq"]).frame
    among = similarity("KAZ", ["USA", "RUS"], votes=SMALL).frame.filter(
        (pl.col("other") == "RUS") & (pl.col("measure") == "S_sq")
    )
    assert alone.equals(among)


def test_names_of_states_may_be_said_in_any_way_that_is_known() -> None:
    result = similarity("Kazakhstan", ["Russian Federation"], votes=SMALL, measures=["agree3"], draws=0)
    assert set(result.frame["other"]) == {"RUS"}


def test_the_interval_of_agreement_is_near_that_of_its_standard_error() -> None:
    votes = load_votes()
    row = similarity("KAZ", ["RUS"], votes=votes, measures=["agree3"], first=69, last=69, draws=20_000).frame.row(
        0, named=True
    )
    mine, theirs = (votes.of(state)[votes.places()[69]].astype(float) for state in ("KAZ", "RUS"))
    both = (mine > 0) & (theirs > 0)
    each = 1 - np.abs(mine[both] - theirs[both]) / 2
    error = 1.96 * each.std() / np.sqrt(len(each))
    assert row["low"] == pytest.approx(row["value"] - error, abs=0.012)
    assert row["high"] == pytest.approx(row["value"] + error, abs=0.012)


def test_every_pair_of_a_session_at_once_gives_what_each_gives_alone() -> None:
    frame = dyads(SMALL)
    assert frame.height == 3 + 3
    ours = value(SMALL)
    for session, a, b, agree3, kappa in frame.select("session", "a", "b", "agree3", "kappa_quadratic").rows():
        if {a, b} == {"KAZ", "RUS"}:
            assert agree3 == pytest.approx(ours["RUS", session, "agree3"])
            assert kappa == pytest.approx(ours["RUS", session, "kappa_quadratic"])
    assert set(frame.filter(pl.col("session") == 69)["b"]) == {"RUS", "USA"}


def test_a_result_says_which_table_it_rests_on_and_that_a_session_is_no_year() -> None:
    notes = " | ".join(similarity("KAZ", ["RUS"], measures=["agree3"], first=74, draws=0).notes)
    assert "votes: unvotes, to session 74 (opened 2019)" in notes
    assert "a session is not a year" in notes
    assert "votes on Ukraine of the eleventh emergency session" in notes
    assert "as RUS in 0 of 2" in notes


def test_a_release_that_has_the_emergency_session_is_not_said_to_lack_it() -> None:
    votes = table(made({"KAZ": "a" * 12, "RUS": "n" * 12}, session=76))
    lacking = similarity("KAZ", ["RUS"], votes=votes, draws=0)
    marked = votes.rollcalls.with_columns(resolution=pl.lit("A/RES/ES-11/1"))
    having = similarity("KAZ", ["RUS"], votes=Votes("made", marked, votes.states, votes.cells), draws=0)
    assert any("eleventh emergency" in note for note in lacking.notes)
    assert not any("eleventh emergency" in note for note in having.notes)


def test_the_formula_of_every_measure_is_in_the_result() -> None:
    result = similarity("KAZ", ["RUS"], votes=SMALL, draws=0)
    assert "S_sq = 1 − 2 Σ(x − y)² / (n·d_max²)" in result.definition
    assert "Haege2011" in result.citation


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"state": "Atlantis"}, "Atlantis"),
        ({"others": ["Nowhere at all"]}, "Nowhere at all"),
        ({"others": []}, "nobody is named"),
        ({"others": ["KAZ"]}, "with itself"),
        ({"measures": ["gamma"]}, "gamma"),
        ({"by": "month"}, "month"),
        ({"unanimous": "maybe"}, "maybe"),
        ({"first": 90}, "no votes by session"),
        ({"state": "TUR"}, "TUR casts no vote"),
    ],
)
def test_what_cannot_be_answered_says_why(asked: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        similarity(**({"state": "KAZ", "others": ["RUS"], "votes": SMALL} | asked))  # type: ignore[arg-type]


@needs_bench
def test_the_release_labels_the_last_session_with_the_year_before_and_dates_do_not(full: Votes) -> None:
    assert max(full.places("label")) == 2022
    assert max(full.places("year")) == 2024
    frame = similarity("KAZ", ["RUS"], votes=full, by="label", measures=["agree3"], first=2022, draws=0).frame
    assert frame["row"].to_list() == ["similarity:KAZ:RUS:2022:agree3:label"]
    assert int((full.of("KAZ")[full.places("label")[2022]] > 0).sum()) == 159


def test_sessions_before_a_state_voted_are_left_out_unless_asked_for() -> None:
    until = similarity("KAZ", ["RUS"], last=48, measures=["agree3"], draws=0).frame["period"].to_list()
    assert until == [47, 48]
    assert similarity("KAZ", ["RUS"], first=46, last=47, measures=["agree3"], draws=0).frame["period"].to_list() == [
        46,
        47,
    ]
