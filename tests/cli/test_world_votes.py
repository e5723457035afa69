"""`dragoman world add` with votes and ideal points, as a person types it."""

import json
from pathlib import Path

import pytest

from dragoman.cli import main

VOTES = "rcid,ccode,session,vote\n80001,705,80,1\n80001,365,80,3\n80001,511,80,3\n"
POINTS = "ccode,session,IdealPoint,Q5%,Q95%\n705,80,-0.5,-0.7,-0.3\n"


def called(*words: str) -> int:
    return main(list(words))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "votes.csv").write_text(VOTES, encoding="utf-8")
    (tmp_path / "points.tab").write_text(POINTS.replace(",", "\t"), encoding="utf-8")
    return tmp_path


def test_votes_and_points_are_kept_beside_the_ledger_and_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called("world", "add", "votes.csv", "points.tab", "-l", "kz.ledger") == 0
    out = capsys.readouterr().out
    assert "1 roll calls of sessions 80 to 80, 2 states" in out
    assert "511 (1)" in out
    assert "1 points of sessions 80 to 80" in out
    assert sorted(path.name for path in (folder / "kz.world").iterdir()) == [
        "ideal_points.parquet", "unga_votes.parquet", "unga_votes.txt",
    ]  # fmt: skip


def test_what_an_addition_takes_the_place_of_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert called("world", "add", "votes.csv", "points.tab", "-l", "kz.ledger") == 0
    assert "instead of: unvotes, to session" in capsys.readouterr().out
    (folder / "newer.csv").write_text(VOTES.replace(",80,", ",81,"), encoding="utf-8")
    assert called("world", "add", "newer.csv", "-l", "kz.ledger") == 0
    assert "instead of: votes.csv, to session 80" in capsys.readouterr().out


def test_the_json_lists_the_series_apart_from_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    assert called("world", "add", "votes.csv", "-l", "kz.ledger", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [series["what"] for series in told["series"]] == ["votes"]
    assert told["added"] == {}


def test_a_table_and_votes_may_be_added_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    columns = "id,name,type,state,parent,start,end,certainty,source,checked,note"
    row = "CLUB,The Example Club,forum,,,2000,,unverified,general,,"
    (folder / "organisations.csv").write_text(f"{columns}\n{row}\n", encoding="utf-8")
    assert called("world", "add", "organisations.csv", "votes.csv", "-l", "kz.ledger") == 0
    out = capsys.readouterr().out
    assert "organisations.csv 1" in out
    assert "1 roll calls" in out


def test_votes_without_a_column_are_refused_and_nothing_is_kept(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "votes.csv").write_text("rcid,session,vote\n80001,80,1\n", encoding="utf-8")
    assert called("world", "add", "votes.csv", "-l", "kz.ledger") != 0
    assert "who voted" in capsys.readouterr().err
    assert not (folder / "kz.world").exists()
