"""Resolved issues: reading them, and every model's losses on them."""

from pathlib import Path

import numpy as np
import pytest

from dragoman.errors import DataError
from dragoman.scenario.backtest import Score, backtest
from dragoman.scenario.deu import Resolved, load_deu
from dragoman.scenario.prediction import LEVELS
from dragoman.scenario.rivals import cases_of, conformal, points
from tests.scenario.cases import DEU, needs_deu

HEAD = "prnr\tisnr\tintro\tpcom\tpep\tpde\tpfr\tplu\tscom\tsep\tsde\tsfr\tslu\trp\tout\n"
ROWS = (
    "d96001\td96001i1\t17-04-96\t100\t0\t50\t20\t20\t80\t50\t50\t60\t20\t0\t40\n"
    "d96001\td96001i2\t17-04-96\t0\t\t100\t100\t30\t80\t\t50\t60\t20\t\t70\n"
    "d04218\td04218i1\t2029-09-04\t0\t50\t100\t90\t30\t80\t10\t50\t60\t20\t\t100\n"
    "a160070\td160070i1\t08-03-2016\t0\t50\t100\t90\t30\t80\t10\t50\t60\t20\t\t60\n"
    "n99001\tn99001i1\t1930-05-99\t10\t20\t60\t0\t30\t80\t10\t50\t12,5\t20\t\t25\n"
    "n99002\tn99002i1\t30-05-99\t10\t20\t60\t0\t30\t80\t10\t50\t60\t20\t\t\n"
    "n99003\tn99003i1\t30-05-99\t10\t999\t\t0\t\t80\t10\t50\t60\t20\t\t50\n"
)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "issues.tab"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def test_issues_with_an_outcome_and_three_stakeholders_are_read(small: Path) -> None:
    issues = load_deu(small)
    assert [issue.issue for issue in issues] == ["d96001i1", "d96001i2", "d04218i1", "d160070i1", "n99001i1"]
    first = issues[0]
    assert first.actor == ("com", "ep", "de", "fr", "lu")
    assert first.position.tolist() == [100, 0, 50, 20, 20]
    assert first.salience.tolist() == [0.8, 0.5, 0.5, 0.6, 0.2]
    assert (first.proposal, first.outcome, first.reference) == ("d96001", 40.0, 0.0)
    assert issues[1].actor == ("com", "de", "fr", "lu")


def test_damaged_dates_are_read_as_meant(small: Path) -> None:
    assert [issue.year for issue in load_deu(small)] == [1997, 1997, 2005, 2017, 2000]


def test_decimal_commas_are_numbers(small: Path) -> None:
    assert load_deu(small)[-1].salience.tolist() == [0.8, 0.1, 0.5, 0.125, 0.2]


def test_votes_are_those_of_the_year(small: Path) -> None:
    votes = {issue.year: dict(zip(issue.actor, issue.capability().tolist(), strict=True)) for issue in load_deu(small)}
    assert votes[1997] == {"com": 10, "de": 10, "fr": 10, "lu": 2}
    assert votes[2005] == {"com": 29, "ep": 29, "de": 29, "fr": 29, "lu": 4}
    assert votes[2017]["de"] == votes[2017]["ep"] == 83.1


def test_a_row_of_added_capabilities_is_used_on_demand(small: Path) -> None:
    small.write_text(HEAD + "\t\t\t4,1\t4.1\t4\t3\t0.1\t\t\t\t\t\t\t\n" + ROWS, encoding="utf-8")
    first = load_deu(small)[0]
    assert first.capability("added").tolist() == [4.1, 4.1, 4, 3, 0.1]
    assert first.capability("equal").tolist() == [1] * 5


def test_what_the_file_lacks_is_told(small: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no row of capabilities"):
        load_deu(small)[0].capability("added")
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(DataError, match="prnr, isnr, intro, out"):
        load_deu(other)


def test_every_model_is_scored_on_a_small_file(small: Path) -> None:
    scores = {(score.model, score.capability): score for score in backtest(small)}
    constant = scores["constant 50", ""]
    assert constant.issues == 5
    assert constant.mae == pytest.approx((10 + 20 + 50 + 10 + 25) / 5)
    assert constant.within10 == pytest.approx(2 / 5)
    assert scores["position of the Parliament", ""].issues == 4
    assert scores["compromise", "votes"].over == 0
    assert scores["compromise", "votes"].coverage == pytest.approx(0.8)
    assert scores["election", "votes"].crps < scores["election", "votes"].mae
    assert ("compromise", "added") not in scores


def test_the_same_file_gives_the_same_scores(small: Path) -> None:
    assert backtest(small) == backtest(small)


def test_one_proposal_is_too_few(small: Path) -> None:
    small.write_text(HEAD + "".join(ROWS.splitlines(keepends=True)[:2]), encoding="utf-8")
    with pytest.raises(DataError, match="too few"):
        backtest(small)


def test_the_conformal_interval_covers_its_share_of_made_up_issues() -> None:
    chance = np.random.default_rng(8)
    issues = []
    for number in range(400):
        x = 100 * chance.random(5)
        outcome = float(np.clip(x.mean() + chance.normal(0, 15), 0, 100))
        told = np.full(5, 0.5)
        issues.append(
            Resolved(f"i{number}", f"p{number // 4}", 2000, tuple("abcde"), x, told, outcome, None, np.ones(5))
        )
    cases = cases_of(issues)
    for level in LEVELS:
        bounds = conformal(cases, points(cases, "equal"), level)
        inside = (bounds[:, 0] <= cases.outcome) & (cases.outcome <= bounds[:, 1])
        assert inside.mean() == pytest.approx(level, abs=0.02)


@pytest.fixture(scope="module")
def measured() -> dict[tuple[str, str], Score]:
    return {(score.model, score.capability): score for score in backtest(DEU)}


@needs_deu
def test_the_european_issues_are_those_counted() -> None:
    issues = load_deu(DEU)
    assert len(issues) == 351
    assert {issue.year for issue in issues} <= set(range(1996, 2020))


@needs_deu
@pytest.mark.parametrize(
    ("model", "capability", "mae"),
    [
        ("compromise", "votes", 22.98), ("compromise", "equal", 23.64), ("weighted median", "votes", 28.49),
        ("constant 50", "", 27.96), ("election", "votes", 22.58), ("compromise", "added", 23.21),
        ("challenge as coded, mean, round 2", "added", 24.83), ("challenge as printed, mean, round 1", "votes", 24.14),
    ],
)  # fmt: skip
def test_the_errors_are_those_published(
    measured: dict[tuple[str, str], Score], model: str, capability: str, mae: float
) -> None:
    assert measured[model, capability].mae == pytest.approx(mae, abs=0.05)


@needs_deu
def test_the_scores_of_distributions_are_those_published(measured: dict[tuple[str, str], Score]) -> None:
    published = {
        "election": 16.70,
        "election, conditional": 17.30,
        "position shares": 18.12,
        "compromise, dressed": 16.38,
    }
    for model, loss in published.items():
        assert measured[model, "votes"].crps == pytest.approx(loss, abs=0.05)
    assert measured["climatology", ""].crps == pytest.approx(19.26, abs=0.05)


@needs_deu
def test_input_noise_alone_covers_few_outcomes_and_the_conformal_interval_its_share(
    measured: dict[tuple[str, str], Score],
) -> None:
    assert measured["compromise, input noise", "votes"].coverage == pytest.approx(0.068, abs=0.015)
    assert measured["compromise", "votes"].coverage == pytest.approx(0.801, abs=0.01)


@needs_deu
def test_the_challenge_model_is_worse_than_the_mean(measured: dict[tuple[str, str], Score]) -> None:
    worse = measured["challenge as coded, median, round 5", "votes"]
    assert worse.over_low is not None
    assert worse.over_low > 3
