"""Votes: the table that ships, releases in all their forms, and their traps."""

import gzip
import sys
from pathlib import Path

import polars as pl
import pytest

from dragoman.errors import DataError, UsageError
from dragoman.measure.votes import SHIPPED, add_votes, load_votes

from .bench import BENCH, needs_bench
from .votefiles import made, table, written

ROWS = made({"KAZ": "yyan-", "RUS": "ynaay"})


def test_the_table_that_ships_goes_to_session_74_and_is_small() -> None:
    votes = load_votes()
    assert votes.sessions == tuple(range(1, 75))
    assert len(votes.states) == 200
    assert int((votes.cells > 0).sum()) == 870_107
    assert not votes.own
    assert SHIPPED.stat().st_size < 600_000


def test_the_table_that_ships_carries_resolution_numbers_and_issues() -> None:
    call = load_votes().rollcalls.filter(pl.col("resolution") == "A/RES/74/38").row(0, named=True)
    assert call["issues"] == "di|co|ec"
    assert str(call["date"]) == "2019-12-12"


@pytest.mark.parametrize("ending", [".csv", ".tab", ".txt"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_text_is_read_whatever_parts_its_cells(tmp_path: Path, ending: str, separator: str) -> None:
    votes = load_votes(written(tmp_path / f"votes{ending}", ROWS, separator))
    assert votes.of("KAZ").tolist() == [1, 1, 2, 3, 0]
    assert votes.of("RUS").tolist() == [1, 3, 2, 2, 1]


def test_parquet_and_packed_texts_give_the_same_as_the_text(tmp_path: Path) -> None:
    text = written(tmp_path / "votes.csv", ROWS)
    pl.DataFrame(ROWS).write_parquet(tmp_path / "votes.parquet")
    (tmp_path / "votes.csv.gz").write_bytes(gzip.compress(text.read_bytes()))
    one, two, three = (load_votes(tmp_path / name) for name in ("votes.csv", "votes.parquet", "votes.csv.gz"))
    assert one.to_long().equals(two.to_long())
    assert one.to_long().equals(three.to_long())


def test_absence_and_no_membership_are_no_votes(tmp_path: Path) -> None:
    rows = [*ROWS[:2], {**ROWS[2], "vote": 8}, {**ROWS[3], "vote": 9}]
    assert (load_votes(written(tmp_path / "v.csv", rows)).cells > 0).sum() == 2


def test_the_columns_of_unvotes_are_known_with_words_for_votes_and_two_letters_for_states(tmp_path: Path) -> None:
    rows = [
        {"rcid": 5, "country": "Kazakhstan", "country_code": "KZ", "vote": "yes", "session": 50.0},
        {"rcid": 5, "country": "Federal Republic of Germany", "country_code": "NA", "vote": "abstain", "session": 50.0},
        {"rcid": 5, "country": "Namibia", "country_code": "NA", "vote": "no", "session": 50.0},
    ]
    votes = load_votes(written(tmp_path / "v.csv", rows[:1] + rows[2:]))
    assert {state: int(votes.of(state)[0]) for state in votes.states} == {"KAZ": 1, "NAM": 3}
    rows[1]["country_code"] = ""
    assert load_votes(written(tmp_path / "w.csv", rows)).of("DEU").tolist() == [2]


def test_the_library_of_the_un_writes_letters_and_the_symbols_of_emergency_sessions(tmp_path: Path) -> None:
    head = {"ms_code": "KAZ", "ms_name": "KAZAKHSTAN", "resolution": "A/RES/ES-11/1", "session": "11emsp"}
    rows = [
        {"undl_id": 1, **head, "ms_vote": "A", "date": "2022-03-02"},
        {"undl_id": 2, **head, "ms_vote": "X", "date": "2022-03-24"},
        {"undl_id": 3, **head, "ms_vote": "A", "date": "2022-10-12"},
        {"undl_id": 4, **head, "ms_vote": "Y", "date": "2021-12-01", "session": "76", "resolution": "A/RES/76/1"},
    ]
    votes = load_votes(written(tmp_path / "v.csv", rows))
    assert [int(number) for number in votes.matrix(76).ravel()] == [2, 1]
    assert votes.matrix(77).ravel().tolist() == [2]
    assert any("2 votes without the number of a regular session" in note for note in votes.notes)


def test_a_number_that_states_bore_in_turn_is_shared_out_by_the_dates_of_the_votes(tmp_path: Path) -> None:
    rows = [
        {"rollcall_id": 57001, "ccode": 345, "vote": 1, "date": "2002-12-01"},
        {"rollcall_id": 58001, "ccode": 345, "vote": 1, "date": "2003-12-01"},
        {"rollcall_id": 62001, "ccode": 345, "vote": 1, "date": "2007-12-01"},
    ]
    votes = load_votes(written(tmp_path / "v.csv", rows))
    assert votes.states == ("SCG", "SRB", "YUG")
    assert votes.sessions == (57, 58, 62)


def test_the_soviet_union_votes_as_russia_whatever_its_code(tmp_path: Path) -> None:
    rows = [{"undl_id": 1, "ms_code": "SUN", "ms_vote": "Y", "date": "1946-02-01"}]
    votes = load_votes(written(tmp_path / "v.csv", rows))
    assert votes.states == ("RUS",)
    assert votes.sessions == (1,)


def test_a_vote_that_stands_twice_counts_once_and_two_unlike_votes_are_none(tmp_path: Path) -> None:
    rows = [*ROWS, ROWS[0], {**ROWS[1], "vote": 3}]
    votes = load_votes(written(tmp_path / "v.csv", rows))
    assert votes.of("KAZ").tolist() == [1, 0, 2, 3, 0]
    assert any(note.startswith("1 votes stand twice") for note in votes.notes)
    assert any(note.startswith("2 votes contradict") for note in votes.notes)


def test_a_state_that_nobody_knows_is_left_out_and_told(tmp_path: Path) -> None:
    votes = load_votes(written(tmp_path / "v.csv", [*ROWS, {**ROWS[0], "ccode": 511}]))
    assert votes.notes == ("votes of codes that are no state we know are left out: 511 (1)",)


@pytest.mark.parametrize(("column", "told"), [("vote", "how"), ("ccode", "who voted"), ("rcid", "which roll call")])
def test_a_missing_column_is_named_with_what_it_would_say(tmp_path: Path, column: str, told: str) -> None:
    rows = [{name: cell for name, cell in row.items() if name != column} for row in ROWS]
    with pytest.raises(DataError, match=told):
        load_votes(written(tmp_path / "v.csv", rows))


def test_votes_without_session_and_date_are_refused_with_the_way_to_join_them(tmp_path: Path) -> None:
    rows = [{"rcid": 5, "country_code": "KZ", "vote": "yes"}]
    with pytest.raises(DataError) as fault:
        load_votes(written(tmp_path / "v.csv", rows))
    assert "merge(un_votes, un_roll_calls)" in fault.value.hint


def test_a_vote_that_is_none_is_shown(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="'perhaps'"):
        load_votes(written(tmp_path / "v.csv", [{**ROWS[0], "vote": "perhaps"}]))


def test_a_file_of_states_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no state"):
        load_votes(written(tmp_path / "v.csv", [{**ROWS[0], "ccode": 9999}]))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.csv"):
        load_votes(tmp_path / "none.csv")


class _FakeR:
    """Stands for the package rdata: gives the table that a file of R holds."""

    class Table:
        columns = ("rcid", "ccode", "session", "vote")

        def to_csv(self, *, index: bool) -> str:
            assert not index
            return "rcid,ccode,session,vote\n69001.0,705.0,69.0,1.0\n"

    def read_rds(self, path: Path) -> Table:
        return self.Table()

    def read_rda(self, path: Path) -> dict[str, object]:
        return {"other": 1, "completeVotes": self.Table()}


@pytest.mark.parametrize("name", ["votes.rds", "votes.RData"])
def test_a_file_of_r_is_read_with_rdata(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rdata", _FakeR())  # type: ignore[arg-type]
    (tmp_path / name).write_bytes(b"")
    assert load_votes(tmp_path / name).of("KAZ").tolist() == [1]


def test_a_file_of_r_without_rdata_is_refused_with_the_line_that_converts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rdata", None)  # type: ignore[arg-type]
    (tmp_path / "votes.rds").write_bytes(b"")
    with pytest.raises(DataError) as fault:
        load_votes(tmp_path / "votes.rds")
    assert "write.csv" in fault.value.hint


def test_votes_added_beside_a_ledger_come_before_those_that_ship_and_keep_their_notes(tmp_path: Path) -> None:
    book = tmp_path / "kz.ledger"
    assert not load_votes(ledger=book).own
    add_votes(written(tmp_path / "mine.csv", [*ROWS, ROWS[0]]), book)
    votes = load_votes(ledger=book)
    assert votes.own
    assert votes.release == "mine.csv"
    assert votes.notes == ("1 votes stand twice in the release and count once",)
    assert votes.of("RUS").tolist() == [1, 3, 2, 2, 1]


def test_a_release_with_a_fault_changes_nothing(tmp_path: Path) -> None:
    book = tmp_path / "kz.ledger"
    with pytest.raises(DataError):
        add_votes(written(tmp_path / "bad.csv", [{**ROWS[0], "vote": "perhaps"}]), book)
    assert not (tmp_path / "kz.world").exists()


def test_a_table_that_is_written_twice_is_the_same_to_the_byte(tmp_path: Path) -> None:
    votes = table(ROWS)
    votes.write(tmp_path / "a.parquet")
    votes.write(tmp_path / "b.parquet")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


def test_a_year_is_that_of_the_date_and_not_the_session(tmp_path: Path) -> None:
    rows = [{**row, "date": "2015-02-01", "year": 2014} for row in ROWS]
    votes = table(rows)
    assert list(votes.places("session")) == [69]
    assert list(votes.places("year")) == [2015]
    assert list(votes.places("label")) == [2014]
    with pytest.raises(UsageError):
        votes.places("month")


def test_a_state_that_nearly_vanishes_is_reported() -> None:
    many = "y" * 20
    votes = table(made({"TUR": many, "KAZ": many}, session=77), made({"TUR": "y" + "-" * 19, "KAZ": many}, session=78))
    assert votes.gaps(["KAZ", "TUR"]) == [
        (
            "TUR has 1 votes of 20 roll calls in session 78, after many before: "
            "the release may have lost it under another name"
        )
    ]


def test_ballots_show_roll_call_by_roll_call_who_voted_how() -> None:
    shown = table(ROWS).ballots(["KAZ", "RUS"], 69)
    assert shown["KAZ"].to_list() == ["yes", "yes", "abstain", "no", None]


@needs_bench
def test_the_full_release_is_read_whole_with_its_faults_reported() -> None:
    votes = load_votes(BENCH / "unga_votes_s1_78.parquet")
    assert votes.sessions[-1] == 78
    assert int((votes.cells > 0).sum()) == 855_890 - 3 - 2  # three stand twice, two are of Zanzibar
    assert votes.notes == (
        "votes of codes that are no state we know are left out: 511 (2)",
        "3 votes stand twice in the release and count once",
        "23 dates of roll calls differ from the most frequent one, which is taken",
    )
    assert any(note.startswith("TUR has 2 votes of 87") for note in votes.gaps(["TUR"]))
