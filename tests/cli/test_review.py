"""Reviewing on the terminal, line by line."""

import io
import json
from pathlib import Path

import pytest

from dragoman.cli import main
from dragoman.ledger import Ledger
from tests.factory import make_reading

TEXT = "CONSULT KAZ RUS 2022-03-05\nASSAULT RUS UKR\nSAYS KAZ we met them"


@pytest.fixture
def review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Answer the review with these lines; returns what was printed and the findings after it."""
    monkeypatch.setattr("dragoman.world.who_rows", lambda name, on: [], raising=False)
    path = tmp_path / "kz.ledger"
    with Ledger.open(path, create=True) as book:
        book.add(make_reading(TEXT))

    def answer(*lines: str, options: tuple[str, ...] = ()):  # type: ignore[no-untyped-def]
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        assert main(["review", str(path), "--analyst", "ann", *options]) == 0
        with Ledger.open(path) as book:
            assert book.check() == []
            return capsys.readouterr().out, list(book.findings())

    return answer


def test_findings_are_accepted_rejected_and_skipped(review) -> None:  # type: ignore[no-untyped-def]
    out, rows = review("a", "r", "s")
    assert [row["status"] for row in rows] == ["rejected", "confirmed", "suggested"]
    assert "2 decided, 1 left" in out


def test_the_doubtful_come_first(review) -> None:  # type: ignore[no-untyped-def]
    out, _ = review("q")
    assert "[ASSAULT RUS UKR]" in out
    assert "note        no date" in out
    assert "[CONSULT" not in out


def test_what_was_decided_does_not_come_again(review) -> None:  # type: ignore[no-untyped-def]
    review("a", "a", "q")
    out, _ = review("a")
    assert "1 of 1" in out
    out, _ = review()
    assert "Nothing is left to review" in out


def test_the_end_of_the_input_quits(review) -> None:  # type: ignore[no-untyped-def]
    _, rows = review()
    assert {row["status"] for row in rows} == {"suggested"}


def test_a_field_is_corrected_by_name(review) -> None:  # type: ignore[no-untyped-def]
    _, rows = review("c", "event_type=THREATEN", "date=2022-02-24", "actors=Russia, BLR", "", "q")
    assault = rows[1]
    assert (assault["status"], assault["event_type"], assault["date"]) == ("corrected", "THREATEN", "2022-02-24")
    assert [actor["name"] for actor in assault["actors"]] == ["Russia", "BLR"]


def test_a_wrong_correction_is_refused_and_asked_again(review) -> None:  # type: ignore[no-untyped-def]
    out, rows = review("c", "event_type=DANCE", "", "x", "a", "q")
    assert "DANCE" in out
    assert "Type one of the letters" in out
    assert rows[1]["status"] == "confirmed"


def test_only_what_is_asked_for_is_reviewed(review) -> None:  # type: ignore[no-untyped-def]
    out, rows = review("a", options=("--kind", "claim"))
    assert "1 of 1" in out
    assert rows[2]["status"] == "confirmed"
    assert json.dumps(rows[2]["speaker"]["id"]) == '"KAZ"'
