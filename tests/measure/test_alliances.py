"""Alliances: portfolios of levels and S on them, on a case made by hand and on our own tables."""

from pathlib import Path

import pytest

from dragoman.errors import DataError, UsageError
from dragoman.measure.alliances import alliance_similarity, read_ties, ties_on

from .votefiles import written

# five states: KAZ and RUS bound by defence, RUS and BLR too, KAZ and USA by non-aggression, CHN by nothing
ROWS: list[dict[str, object]] = [
    {"a": "KAZ", "b": "RUS", "level": 3, "year": 2015}, {"a": "RUS", "b": "KAZ", "level": 2, "year": 2015},
    {"a": "BLR", "b": "RUS", "level": 3, "year": 2015}, {"a": "KAZ", "b": "USA", "level": 1, "year": 2015},
    {"a": "CHN", "b": "USA", "level": 0, "year": 2015}, {"a": "CHN", "b": "USA", "level": 3, "year": 2014},
]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "ties.csv", ROWS)


def numbers(file: Path, other: str, **asked: object) -> dict[str, float | None]:
    frame = alliance_similarity("KAZ", [other], ties=read_ties(file), **asked).frame  # type: ignore[arg-type]
    return dict(frame.select("measure", "value").rows())


def test_a_portfolio_holds_a_level_for_every_state_and_3_for_itself(file: Path) -> None:
    ties = read_ties(file)
    assert ties.states == ("BLR", "CHN", "KAZ", "RUS", "USA")
    assert ties.period == "2015"
    assert ties.portfolio("KAZ") == [0, 0, 3, 3, 1]
    assert ties.portfolio("CHN") == [0, 3, 0, 0, 0]


def test_s_of_two_portfolios_is_what_it_is_by_hand(file: Path) -> None:
    # KAZ 0 0 3 3 1, RUS 3 0 3 3 0: distances 3 0 0 0 1
    found = numbers(file, "RUS", measures=["S_abs", "S_sq"])
    assert found["S_abs"] == pytest.approx(1 - 2 * 4 / (5 * 3))
    assert found["S_sq"] == pytest.approx(1 - 2 * 10 / (5 * 9))


def test_kappa_and_pi_of_two_portfolios_are_what_they_are_by_hand(file: Path) -> None:
    # joint levels of KAZ and RUS: (0,3) (0,0) (3,3) (3,3) (1,0); marginals 2 1 0 2 and 2 0 0 3
    found = numbers(file, "RUS", measures=["kappa_nominal", "kappa_quadratic", "pi_nominal"])
    chance = (2 * 2 + 2 * 3) / 25
    assert found["kappa_nominal"] == pytest.approx((3 / 5 - chance) / (1 - chance))
    assert found["kappa_quadratic"] == pytest.approx(
        1 - (10 / 5) / ((2 * 3 * 9 + 1 * (2 * 1 + 3 * 4) + 2 * 2 * 9) / 25)
    )
    alike = (4**2 + 1**2 + 5**2) / 100
    assert found["pi_nominal"] == pytest.approx((3 / 5 - alike) / (1 - alike))


def test_weights_count_each_state_by_its_weight(file: Path) -> None:
    weights = {"BLR": 0.0, "CHN": 0.5, "KAZ": 0.1, "RUS": 0.2, "USA": 0.2}
    assert numbers(file, "RUS", measures=["S_abs"], weights=weights)["S_abs"] == pytest.approx(1 - 2 * 0.2 * 1 / 3)
    tenfold = {state: 10 * weight for state, weight in weights.items()}
    assert numbers(file, "RUS", measures=["S_abs"], weights=tenfold)["S_abs"] == pytest.approx(1 - 2 * 0.2 * 1 / 3)


def test_a_tie_below_the_least_level_counts_as_none(file: Path) -> None:
    # KAZ 0 0 3 3 0, RUS 3 0 3 3 0
    assert numbers(file, "RUS", measures=["S_abs"], least=3)["S_abs"] == pytest.approx(1 - 2 * 3 / 15)


def test_a_year_may_be_chosen(file: Path) -> None:
    assert read_ties(file, year=2014).between("USA", "CHN") == 3
    with pytest.raises(UsageError):
        read_ties(file, year=1990)


def test_a_state_outside_the_table_has_no_number_and_a_reason(file: Path) -> None:
    result = alliance_similarity("KAZ", ["EU"], ties=read_ties(file), measures=["S_abs"])
    assert result.frame["value"].to_list() == [None]
    assert result.frame["missing"].to_list() == ["EU is in no table of ties for then"]


def test_a_table_without_its_columns_or_with_a_strange_level_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="level"):
        read_ties(written(tmp_path / "a.csv", [{"a": "KAZ", "b": "RUS"}]))
    with pytest.raises(DataError, match="level 7"):
        read_ties(written(tmp_path / "b.csv", [{"a": "KAZ", "b": "RUS", "level": 7}]))


def test_our_tables_bind_the_members_of_the_csto_as_of_the_day() -> None:
    import datetime

    ties = ties_on(datetime.date(2022, 1, 6))
    assert len(ties.states) == 193
    assert ties.between("KAZ", "RUS") == 3
    assert ties.between("KAZ", "CHN") == 0
    assert ties.between("TUR", "USA") == 3
    assert ties_on(datetime.date(1945, 12, 1)).between("TUR", "USA") == 0


def test_by_alliances_of_2022_kazakhstan_is_nearer_to_russia_than_to_anyone_else() -> None:
    frame = alliance_similarity("KAZ", ["RUS", "CHN", "TUR", "USA"], on="2022-01-06", measures=["S_abs"]).frame
    found = dict(frame.select("other", "value").rows())
    assert max(found, key=lambda state: found[state]) == "RUS"
    assert alliance_similarity("RUS", ["KAZ"], on="2022-01-06", measures=["S_abs"]).frame["value"][0] == found["RUS"]


@pytest.mark.parametrize(("asked", "told"), [({}, "no day"), ({"on": "2022-01-06", "least": 4}, "level 4")])
def test_what_cannot_be_answered_says_why(asked: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        alliance_similarity("KAZ", ["RUS"], **asked)  # type: ignore[arg-type]
