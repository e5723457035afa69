"""The desk: what takes long is computed once, beside what is quick; pages say what is missing, files wait for it."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import LedgerBusy, UsageError
from dragoman.ledger import Ledger
from dragoman.show import desk as desks
from dragoman.show import stored_answers
from dragoman.show.desk import Desk, for_a_file
from tests.factory import make_reading

GATE = threading.Event()


def told(_: Path, what: str = "it") -> dict[str, Any]:
    """A measure that is quick."""
    return {"told": what}


def held_up(_: Path) -> str:
    """A measure that takes until the gate opens."""
    GATE.wait(20)
    return "at last"


def impossible(_: Path) -> None:
    """A measure that cannot be computed."""
    raise UsageError("there is nothing to count", "add documents")


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    """A desk that waits a moment; measures that are held up end with the test."""
    GATE.clear()
    opened = Desk(path, analyst="Aigul", patience=0.3)
    yield opened
    GATE.set()
    opened.close()


@pytest.fixture
def large(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The same, taken for a ledger of a million findings; its measures are computed here all the same."""
    monkeypatch.setattr(desks, "_MANY", 0)
    monkeypatch.setattr(stored_answers, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setattr(Desk, "_computed_apart", lambda self, measure, args: measure(self.path, *args))
    return desk


def settled(desk: Desk, *asked: Any) -> Any:
    """The answer when it is there."""
    for _ in range(200):
        with desk.book() as book:
            answer = desk.answer(book, *asked)
        if not answer.waiting:
            return answer.value
        time.sleep(0.02)
    raise AssertionError("no answer")


def test_what_is_quick_is_there_at_once(desk: Desk) -> None:
    with desk.book() as book:
        assert desk.answer(book, told).value == {"told": "it"}


def test_a_page_does_not_wait_for_what_is_slow_and_the_quick_does_not_wait_behind_it(desk: Desk) -> None:
    with desk.book() as book:
        assert desk.answer(book, held_up, slow=True).waiting
    with desk.book() as book:
        assert desk.answer(book, told).value == {"told": "it"}


def test_a_visit_waits_once_for_all_that_it_asks(desk: Desk) -> None:
    begun = time.monotonic()
    with desk.book() as book:
        for number in range(20):
            desk.answer(book, held_up, slow=number % 2 == 0)
    assert time.monotonic() - begun < 2


def test_a_file_waits_until_its_rows_are_there(desk: Desk) -> None:
    threading.Timer(0.8, GATE.set).start()
    with desk.book() as book, for_a_file():
        assert desk.answer(book, held_up).value == "at last"


def test_a_file_whose_rows_are_not_there_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desks, "_FILE_PATIENCE", 0.1)
    with desk.book() as book, for_a_file(), pytest.raises(LedgerBusy):
        desk.answer(book, held_up)


def test_why_there_is_no_answer_is_told(desk: Desk) -> None:
    with desk.book() as book:
        answer = desk.answer(book, impossible)
    assert answer.fault is not None
    assert not answer.waiting


def test_an_answer_about_an_older_state_is_said_to_be_one(desk: Desk) -> None:
    with desk.book() as book:
        desk.answer(book, told)
    with desk.pen() as book:
        book.add(make_reading("A fourth\nASSAULT CHN TUR 2024-01-01\n", path="4.txt"))
    with desk.book() as book:
        answer = desk.answer(book, told)
    assert answer.stale
    assert answer.value == settled(desk, told) == {"told": "it"}


def test_a_picture_of_an_older_answer_names_the_state_that_it_shows(desk: Desk) -> None:
    with desk.book() as book:
        desk.answer(book, told)
        before = desk.mark(book)
    with desk.pen() as book:
        book.add(make_reading("A fourth\nASSAULT CHN TUR 2024-01-01\n", path="4.txt"))
    with desk.book() as book:
        answer = desk.answer(book, told)
        assert answer.state == desk.told(book, answer)["state"] == before != desk.mark(book)
        assert desk.told(book)["state"] == desk.mark(book)


def test_a_large_ledger_is_opened_with_the_answers_of_the_last_time(large: Desk, path: Path) -> None:
    settled(large, told, "what was")
    other = Desk(path, analyst="Bek")
    with other.book() as book:
        assert other.answer(book, told, "what was") == desks.Answer({"told": "what was"})
    other.close()


def test_a_stored_answer_about_an_older_state_is_said_to_be_one(large: Desk, path: Path) -> None:
    settled(large, told)
    with large.pen() as book:
        book.add(make_reading("A fourth\nASSAULT CHN TUR 2024-01-01\n", path="4.txt"))
    other = Desk(path, analyst="Bek")
    with other.book() as book:
        answer = other.answer(book, told)
    assert answer.stale
    assert answer.value == {"told": "it"}
    other.close()


def test_what_was_stored_for_another_ledger_at_the_same_path_is_never_given(large: Desk, path: Path) -> None:
    settled(large, told)
    with large.book() as book:
        assert stored_answers.find(book, (told.__module__, "told", ()))
    path.unlink()
    with Ledger.open(path, create=True) as book:
        for number in range(3):
            book.add(make_reading(f"Another {number}\nAGREE KAZ CHN\n", path=f"{number}.txt"))
        assert stored_answers.find(book, (told.__module__, "told", ())) is None


def test_a_stored_answer_that_is_broken_is_computed_anew(large: Desk, tmp_path: Path, path: Path) -> None:
    settled(large, told)
    (file,) = (tmp_path / "cache").glob("*/*.json")
    file.write_text("no json", encoding="utf-8")
    other = Desk(path, analyst="Bek")
    assert settled(other, told) == {"told": "it"}
    other.close()
