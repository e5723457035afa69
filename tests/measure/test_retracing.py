"""Retracing: every address of a row leads to the same number again."""

from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.measure.additions import is_addition, take_addition
from dragoman.measure.alliances import alliance_similarity
from dragoman.measure.memberships import memberships
from dragoman.measure.positions import ideal_point_distance
from dragoman.measure.result import Result
from dragoman.measure.retracing import READERS, row_at
from dragoman.measure.similarity import similarity
from dragoman.measure.since import similar_since, vote_differences

from .votefiles import made, written


def results() -> list[Result]:
    return [
        similarity("KAZ", ["RUS"], first=69, last=69),
        similarity("KAZ", ["RUS"], by="year", first=2014, last=2014, unanimous="drop", measures=["S_sq"]),
        vote_differences("KAZ", "CHN", "RUS", measures=["agree3"]),
        vote_differences("KAZ", "CHN", "RUS", measures=["agree3"], counted="own"),
        similar_since("KAZ", "CHN", "RUS", measures=["S_sq", "ideal_points"]),
        ideal_point_distance("KAZ", ["RUS"], first=60, last=60),
        memberships("KAZ", ["RUS"], on="2022-01-05", rule="all", types=["igo", "format"]),
        memberships("KAZ", ["RUS"], by="year", first=2014, last=2014, types=None),
        alliance_similarity("KAZ", ["RUS"], on="2022-01-06", least=3),
    ]


@pytest.mark.parametrize("result", results(), ids=lambda result: result.measure)
def test_the_number_under_an_address_is_computed_again(result: Result) -> None:
    for row in result.frame.rows(named=True)[-2:]:
        again = row_at(row["row"], READERS, None)
        assert again.frame.rows(named=True) == [row]
        assert again.rests_on(row["row"]) == result.rests_on(row["row"])


@pytest.mark.parametrize("address", ["", "balance", "similarity:KAZ", "similarity:KAZ:RUS:x:agree3", "gamma:KAZ:RUS"])
def test_what_is_no_address_is_refused_with_what_one_begins_with(address: str) -> None:
    with pytest.raises(UsageError) as fault:
        row_at(address, READERS, None)
    assert "similarity" in fault.value.hint


def test_a_number_is_computed_with_the_votes_beside_the_ledger(tmp_path: Path) -> None:
    book = tmp_path / "kz.ledger"
    rows = made({"KAZ": "y" * 12, "RUS": "y" * 9 + "nnn"}, session=80)
    taken = take_addition(written(tmp_path / "new.csv", rows), book)
    assert taken.what == "votes"
    assert taken.size == "12 roll calls of sessions 80 to 80, 2 states"
    again = row_at("similarity:KAZ:RUS:80:identical", READERS, book)
    assert again.frame["value"].to_list() == [0.75]
    assert "a table of your own takes the place of the one that ships" in again.notes


def test_votes_and_points_are_told_from_other_tables(tmp_path: Path) -> None:
    votes = written(tmp_path / "v.csv", made({"KAZ": "y"}))
    points = written(tmp_path / "p.tab", [{"ccode": 705, "session": 77, "IdealPoint": -0.5}], "\t")
    other = written(tmp_path / "states.csv", [{"id": "KAZ", "name": "Kazakhstan"}])
    assert [is_addition(path) for path in (votes, points, other, tmp_path / "none.csv")] == [True, True, False, False]
