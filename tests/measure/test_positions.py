"""Positions: ideal points as published, their distances, and a table of one's own."""

import csv
from pathlib import Path

import pytest

from dragoman.errors import DataError, UsageError
from dragoman.measure.positions import Points, add_points, ideal_point_distance, load_points

from .bench import BENCH, needs_bench
from .votefiles import written

MADE = Points(
    "made", {("KAZ", 60): (0.5, 0.1), ("RUS", 60): (-0.5, 0.1), ("KAZ", 61): (0.0, None), ("RUS", 61): (1.0, 0.1)}
)


def test_the_points_that_ship_are_the_published_ones() -> None:
    points = load_points()
    for state, told in {
        "KAZ": (0.582, -0.169, -0.386, -0.610), "RUS": (1.113, 0.081, 0.071, 0.142), "CHN": (-0.736, -0.741, -0.842, -0.334),
        "TUR": (0.731, 0.672, 0.479, 0.634), "USA": (3.001, 2.890, 2.668, 2.695),
    }.items():  # fmt: skip
        assert tuple(round(points.at[state, session][0], 3) for session in (47, 60, 69, 74)) == told


@needs_bench
def test_the_published_distances_follow_from_the_points_as_far_as_these_are_printed() -> None:
    with (BENCH / "gold_ideal_point_distance_KAZ.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    frame = ideal_point_distance("KAZ", sorted({row["b"] for row in rows})).frame
    found = {(other, session): value for other, session, value in frame.select("other", "period", "value").rows()}
    for row in rows:
        # the points are printed to six places, so that their difference may be one off in the last
        assert found[row["b"], int(row["session"])] == pytest.approx(
            float(row["ideal_point_distance_from_KAZ"]), abs=1.01e-6
        )


def test_a_distance_carries_the_interval_of_two_independent_points() -> None:
    row = ideal_point_distance("KAZ", ["RUS"], points=MADE, last=60).frame.row(0, named=True)
    assert row["value"] == pytest.approx(1.0)
    assert row["low"] == pytest.approx(1 - 1.96 * 0.02**0.5, abs=1e-4)
    assert row["high"] == pytest.approx(1 + 1.96 * 0.02**0.5, abs=1e-4)


def test_a_point_without_quantiles_has_a_distance_without_interval() -> None:
    row = ideal_point_distance("KAZ", ["RUS"], points=MADE, first=61).frame.row(0, named=True)
    assert row["value"] == 1
    assert row["low"] is None


def test_who_has_no_point_has_no_distance_and_a_reason() -> None:
    row = ideal_point_distance("KAZ", ["EU"], points=MADE, last=60).frame.row(0, named=True)
    assert row["value"] is None
    assert row["missing"] == "there is no ideal point of EU in session 60"


def test_sessions_without_points_are_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as fault:
        ideal_point_distance("KAZ", ["RUS"], points=MADE, first=75)
    assert "60 to 61" in fault.value.hint


def test_a_table_of_ones_own_takes_the_place_of_the_one_that_ships(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"ccode": 705, "session": 77, "IdealPoint": -0.5, "Q5%": -0.7, "Q95%": -0.3},
        {"ccode": 710, "session": 77, "IdealPoint": -0.4, "Q5%": "NA", "Q95%": "NA"},
    ]
    book = tmp_path / "kz.ledger"
    add_points(written(tmp_path / "Idealpoints.csv", rows), book)
    points = load_points(ledger=book)
    assert points.sessions == (77,)
    assert points.at["CHN", 77] == (-0.4, None)
    assert points.at["KAZ", 77][1] == pytest.approx(0.4 / (2 * 1.6448536))


def test_a_table_without_points_is_refused_with_the_columns_that_it_needs(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no column for point"):
        load_points(written(tmp_path / "p.csv", [{"ccode": 705, "session": 77}]))
