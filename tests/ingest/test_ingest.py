"""Documents are read and written down one by one; what fails is told, and the rest goes on."""

import os
from pathlib import Path

import pytest

from dragoman import ingest
from dragoman.errors import DataError, LedgerError, UsageError
from dragoman.ledger import Ledger
from dragoman.records import Kind, Reading
from tests.factory import find_toy, read_toy


@pytest.fixture
def press(tmp_path: Path) -> Path:
    folder = tmp_path / "press"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(
            f"Number {number}\nCONSULT KAZ RUS 2022-0{number + 1}-05\nSAYS KAZ hello {number}"
        )
    return folder


def add(ledger: Ledger, *what: Path, jobs: int = 1) -> ingest.Report:
    return ingest.add(ledger, what, jobs=jobs, read=read_toy, find=find_toy)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_is_read_whatever_the_number_of_processes(ledger: Ledger, press: Path, jobs: int) -> None:
    report = add(ledger, press, jobs=jobs)
    assert (report.read, report.skipped, report.duplicates) == (6, [], [])
    assert report.found == {Kind.EVENT: 6, Kind.CLAIM: 6}
    assert report.words == 60
    assert [row["path"] for row in ledger.sources()] == [str(press / f"{number}.txt") for number in range(6)]
    assert ledger.check() == []


def test_what_is_in_the_ledger_is_not_read_again(ledger: Ledger, press: Path) -> None:
    add(ledger, press)

    def never(path: Path) -> Reading:
        raise AssertionError(path)

    report = ingest.add(ledger, [press], read=never, find=find_toy)
    assert (report.read, len(report.duplicates), report.skipped) == (0, 6, [])


@pytest.mark.parametrize("jobs", [1, 2])
def test_two_files_with_the_same_bytes_are_one_source(ledger: Ledger, press: Path, jobs: int) -> None:
    (press / "copy.txt").write_bytes((press / "0.txt").read_bytes())
    report = add(ledger, press, jobs=jobs)
    assert (report.read, report.duplicates) == (6, [press / "copy.txt"])


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bad_document_is_skipped_and_noted_and_the_rest_is_read(ledger: Ledger, press: Path, jobs: int) -> None:
    (press / "3.txt").write_text("BAD")
    (press / "4.txt").write_bytes(b"\xff\xfe\xff")
    report = add(ledger, press, press / "none.txt", jobs=jobs)
    assert report.read == 4
    assert [(path.name, fault.message.split(" ")[-1]) for path, fault in report.skipped[:2]] == [
        ("none.txt", "there"),
        ("3.txt", "bad"),
    ]
    assert "UnicodeDecodeError" in report.skipped[2][1].message
    assert len(ledger.skipped()) == 3


def test_a_file_that_vanishes_is_skipped(ledger: Ledger, press: Path) -> None:
    def find(paths: object) -> tuple[list[Path], list[object]]:
        return [press / "gone.txt", press / "0.txt"], []

    report = ingest.add(ledger, [press], read=read_toy, find=find)  # type: ignore[arg-type]
    assert report.read == 1
    assert "cannot be opened (No such file" in report.skipped[0][1].message


def test_what_is_no_file_is_skipped_and_does_not_hang(ledger: Ledger, press: Path) -> None:
    os.mkfifo(press / "pipe.txt")
    report = add(ledger, press, Path("/dev/zero"))
    assert report.read == 6
    assert [fault.message.split(" ", 1)[1] for _, fault in report.skipped] == ["is not a file"] * 2


def test_a_fault_of_the_ledger_stops_and_keeps_what_was_written(ledger: Ledger, press: Path) -> None:
    def read(path: Path) -> Reading:
        if path.name == "3.txt":
            ledger._connection.execute("PRAGMA query_only = ON")
        return read_toy(path)

    with pytest.raises(LedgerError):
        ingest.add(ledger, [press], read=read, find=find_toy)
    assert ledger.counts()["sources"] == 3


def test_near_duplicates_are_told(ledger: Ledger, tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(100))
    for name, text in (("a.txt", words), ("b.txt", f"{words} more")):
        (tmp_path / name).write_text(text)
    report = add(ledger, tmp_path)
    ((path, first),) = report.near_duplicates
    assert path.name == "b.txt"
    assert ledger.source(first).path == str(tmp_path / "a.txt")


def test_progress_counts_every_file_once(ledger: Ledger, press: Path) -> None:
    (press / "3.txt").write_text("BAD")
    (press / "copy.txt").write_bytes((press / "0.txt").read_bytes())
    told: list[tuple[int, int]] = []
    ingest.add(
        ledger, [press], read=read_toy, find=find_toy, progress=lambda done, total, _: told.append((done, total))
    )
    assert told == [(number, 7) for number in range(1, 8)]


def test_remarks_of_the_reader_are_told(ledger: Ledger, press: Path) -> None:
    (press / "0.txt").write_text("ODD")
    assert add(ledger, press).issues == [(press / "0.txt", "a line was odd")]


@pytest.mark.parametrize("jobs", [1, 2])
def test_broken_data_of_our_own_stop_everything(ledger: Ledger, press: Path, jobs: int) -> None:
    with pytest.raises(DataError):
        ingest.add(ledger, [press], read=without_data, find=find_toy, jobs=jobs)
    assert ledger.skipped() == []


def without_data(path: Path) -> Reading:
    raise DataError("verbs.csv is missing", "install dragoman afresh")


@pytest.mark.parametrize("jobs", [1, 2])
def test_copies_of_what_cannot_be_read_are_skipped_each_and_in_every_run(
    ledger: Ledger, press: Path, jobs: int
) -> None:
    for name in ("x.txt", "y.txt", "z.txt"):
        (press / name).write_text("BAD")
    for duplicates in (0, 6):
        report = add(ledger, press, jobs=jobs)
        assert len(report.duplicates) == duplicates
        assert [path.name for path, _ in report.skipped] == ["x.txt", "y.txt", "z.txt"]
        assert [path.name in fault.message for path, fault in report.skipped] == [True] * 3
    assert len(ledger.skipped()) == 3


def test_a_value_that_no_record_takes_costs_one_document_only(ledger: Ledger, press: Path) -> None:
    victim = sorted(path for path in press.rglob("*") if path.is_file())[0]

    def read(path: Path) -> Reading:
        if path == victim:
            raise UsageError("inf is no figure", "give a number")
        return read_toy(path)

    report = ingest.add(ledger, [press], read=read, find=find_toy)
    assert victim in [path for path, _ in report.skipped]
    assert report.read > 0
