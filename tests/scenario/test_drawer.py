"""Issue files kept beside a ledger: under names of our own, once each, never outside of their folder."""

from pathlib import Path

import pytest

from dragoman.errors import DataError
from dragoman.scenario.drawer import find, folder_of, keep, kept
from tests.scenario.issues import WELL


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "kz.ledger"


def test_nothing_is_kept_where_there_is_no_folder(ledger: Path) -> None:
    assert kept(ledger) == []
    assert find(ledger, "csto") is None


def test_a_file_that_was_kept_is_found_by_a_name_made_of_its_own(ledger: Path) -> None:
    one = keep(ledger, WELL, "My Case (2).TOML.toml")
    assert one.name == "my-case-2-toml"
    assert one.path == folder_of(ledger) / "my-case-2-toml.toml"
    assert find(ledger, one.name) == one
    assert one.read().question == "How far?"


@pytest.mark.parametrize(
    "called", ["../../etc/passwd.toml", "..\\..\\x.toml", "/etc/x.toml", "....toml", "~/.toml", "\0.toml"]
)
def test_no_name_leads_out_of_the_folder(ledger: Path, called: str) -> None:
    one = keep(ledger, WELL, called)
    assert one.path.parent == folder_of(ledger)
    assert [path.parent for path in ledger.parent.rglob("*.toml")] == [folder_of(ledger)]


def test_the_same_text_is_kept_once_and_another_of_that_name_beside_it(ledger: Path) -> None:
    first = keep(ledger, WELL, "case.toml")
    assert keep(ledger, WELL, "other.toml") == first
    second = keep(ledger, WELL.replace("How far?", "How near?"), "case.toml")
    assert [one.name for one in kept(ledger)] == ["case", "case-2"]
    assert second.read().question == "How near?"


def test_a_file_with_faults_is_not_kept_and_all_faults_are_told(ledger: Path) -> None:
    with pytest.raises(DataError) as fault:
        keep(ledger, WELL.replace("value = 30", "value = 130").replace("value = 90", "value = nan"), "bad.toml")
    assert [line.split(":")[:2] for line in fault.value.message.splitlines()] == [
        ["bad.toml", "13"],
        ["bad.toml", "20"],
    ]
    assert kept(ledger) == []


def test_a_file_put_there_by_hand_is_read_and_read_again_when_it_changes(ledger: Path) -> None:
    folder_of(ledger).mkdir()
    path = folder_of(ledger) / "by_hand.toml"
    path.write_text(WELL, "utf-8")
    first = find(ledger, "by-hand")
    assert first
    assert first.issue
    path.write_text("[issue]\n", "utf-8")
    second = find(ledger, "by-hand")
    assert second
    assert second.issue is None
    with pytest.raises(DataError, match=r"there is no table \[scale\]"):
        second.read()
