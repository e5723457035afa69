"""Processes that are killed, and processes at the same ledger: nothing is lost, nothing is doubled."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman import ingest
from dragoman.ledger import Ledger, Query, export_lines
from tests import factory
from tests.factory import find_toy, read_toy

DOCUMENTS = 120


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """Documents whose reports merge with each other's, and some that resemble each other."""
    folder = tmp_path / "press"
    folder.mkdir()
    chance = random.Random(5)
    common = " ".join(f"word{number}" for number in range(60))
    for number in range(DOCUMENTS):
        lines = [
            f"SLOW {number} {common if number % 10 == 0 else ''}",
            f"CONSULT KAZ RUS 2022-0{chance.randint(1, 9)}-05",
            "CONSULT KAZ RUS",
            f"SAYS KAZ hello {number}",
            "TIE KAZ CSTO member",
        ]
        (folder / f"{number:03}.txt").write_text("\n".join(lines))
    return folder


def start(ledger: Path, press: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(Path(factory.__file__)), str(ledger), str(press)]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def exported(path: Path) -> str:
    with Ledger.open(path, readonly=True) as book:
        return "".join(export_lines(book, Query(), "jsonl"))


def finish(path: Path, press: Path) -> None:
    with Ledger.open(path, create=True) as book:
        ingest.add(book, [press], read=read_toy, find=find_toy)


def test_add_killed_at_ten_moments_loses_and_doubles_nothing(tmp_path: Path, press: Path) -> None:
    finish(tmp_path / "whole.ledger", press)
    expected = exported(tmp_path / "whole.ledger")
    with Ledger.open(tmp_path / "whole.ledger", readonly=True) as book:
        events = list(book.events())
    chance = random.Random(20260102)
    interrupted = 0
    for moment in range(10):
        path = tmp_path / f"killed{moment}.ledger"
        with start(path, press) as process:
            assert process.stdout is not None
            if moment:  # the first is killed while the ledger is being made
                process.stdout.readline()
                time.sleep(chance.uniform(0, 1.0))
            else:
                time.sleep(chance.uniform(0.02, 0.2))
            process.send_signal(signal.SIGKILL)
        if path.exists():
            with Ledger.open(path, create=True) as book:
                assert book.check() == []
                interrupted += 0 < book.counts()["sources"] < DOCUMENTS
        finish(path, press)
        with Ledger.open(path) as book:
            assert book.check() == []
            assert list(book.events()) == events
        assert exported(path) == expected
    assert interrupted >= 5, "too few were killed in the middle for this to prove anything"


def test_one_process_adds_while_another_reads(tmp_path: Path, press: Path) -> None:
    path = tmp_path / "shared.ledger"
    with start(path, press) as process:
        assert process.stdout is not None
        process.stdout.readline()
        seen: list[int] = []
        with Ledger.open(path, readonly=True) as book:
            while process.poll() is None:
                rows = list(book.findings())
                assert len(rows) % 4 == 0, "a document was seen half"
                seen.append(len(rows))
            seen.append(len(list(book.findings())))
    assert process.returncode == 0
    assert seen == sorted(seen)
    assert len(set(seen)) > 3
    assert seen[-1] == 4 * DOCUMENTS


def test_two_processes_that_add_the_same_write_it_once(tmp_path: Path, press: Path) -> None:
    path = tmp_path / "shared.ledger"
    with start(path, press) as one, start(path, press) as other:
        assert (one.wait(), other.wait()) == (0, 0)
    finish(tmp_path / "whole.ledger", press)
    assert exported(path) == exported(tmp_path / "whole.ledger")
    with Ledger.open(path) as book:
        assert book.check() == []
