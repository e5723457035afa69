"""Files that are no ledgers, ledgers that are damaged, busy or of another age: one sentence each, and a hint."""

import os
import sqlite3
import subprocess
from pathlib import Path

import pytest

from dragoman.errors import LedgerBusy, LedgerError, UsageError
from dragoman.ledger import Ledger, engine, file, format_for, write_whole
from dragoman.ledger.remake import remake
from tests.factory import make_reading

TEXT = "CONSULT KAZ RUS 2022-03-05\nSAYS KAZ we met them"


@pytest.fixture
def raw(ledger: Ledger) -> sqlite3.Connection:
    """A connection past the ledger, to damage what is in it."""
    ledger.add(make_reading(TEXT))
    connection = sqlite3.connect(ledger.path, isolation_level=None)
    yield connection
    connection.close()


def test_no_ledger_is_made_unless_asked(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        Ledger.open(tmp_path / "none.ledger")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"Dear Sir,\n" * 300])
def test_another_file_is_not_taken_for_a_ledger(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(path)
    assert path.read_bytes() == content


def test_a_text_is_not_overwritten_by_a_new_ledger(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir,\n" * 300)
    with pytest.raises(LedgerError, match="not a ledger"):
        Ledger.open(path, create=True)


def test_the_database_of_another_program_is_not_taken_for_a_ledger(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE t (x)")
    other.close()
    with pytest.raises(LedgerError, match="not a ledger of Dragoman"):
        Ledger.open(tmp_path / "other.db", create=True)


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="folder"):
        Ledger.open(tmp_path, create=True)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger.open(tmp_path / "no" / "such.ledger", create=True)


def test_a_ledger_of_a_newer_program_is_left_alone(ledger: Ledger, raw: sqlite3.Connection) -> None:
    raw.execute("PRAGMA user_version = 99")
    with pytest.raises(LedgerError, match="newer Dragoman") as fault:
        Ledger.open(ledger.path)
    assert "newest version" in fault.value.hint


def test_a_truncated_ledger_is_told_from_a_sound_one(ledger: Ledger) -> None:
    ledger.add(make_reading(TEXT))
    ledger.close()
    whole = ledger.path.read_bytes()
    ledger.path.write_bytes(whole[: len(whole) // 2])
    try:
        with Ledger.open(ledger.path) as book:
            faults = book.check()
    except LedgerError as fault:
        faults = [fault.message]
    assert any("damaged" in fault for fault in faults)


def test_a_ledger_locked_by_another_writer_says_so(
    ledger: Ledger, raw: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "_PATIENCE", 0.05)
    raw.execute("BEGIN IMMEDIATE")
    with Ledger.open(ledger.path) as book, pytest.raises(LedgerBusy, match="another process is writing"):
        book.add(make_reading("CONSULT KAZ CHN"))


def test_a_full_disk_is_one_sentence_and_loses_nothing(ledger: Ledger) -> None:
    ledger.add(make_reading(TEXT))
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LedgerError, match="is full"):
        ledger.add(make_reading("CONSULT KAZ CHN\n" + "many words " * 20_000))
    assert ledger.check() == []
    assert ledger.counts()["sources"] == 1


def test_an_export_to_a_full_disk_is_one_sentence() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(LedgerError, match="cannot be written"):
        write_whole(Path("/dev/full/x.jsonl"), ["a line\n"])


@pytest.mark.parametrize("name", ["test.ledger", "test.ledger-wal", "link.ledger", "hard.ledger", "no/../test.ledger"])
def test_an_export_does_not_overwrite_a_ledger(ledger: Ledger, name: str) -> None:
    ledger.add(make_reading(TEXT))
    folder = ledger.path.parent
    (folder / "no").mkdir()
    (folder / "link.ledger").symlink_to(ledger.path)
    (folder / "hard.ledger").hardlink_to(ledger.path)
    with pytest.raises(UsageError, match="is a ledger"):
        write_whole(folder / name, ["a line\n"])
    assert ledger.check() == []


def test_an_export_to_a_pipe_goes_through_it_and_leaves_it_there(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as cat:
        write_whole(pipe, ["a line\n"])
        assert cat.stdout is not None
        assert cat.stdout.read() == b"a line\n"
    assert pipe.is_fifo()


def test_an_export_to_a_full_device_fails_and_leaves_it_there() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with pytest.raises(LedgerError, match="No space left") as fault:
        write_whole(full, ["a line\n"])
    assert "make room" in fault.value.hint
    assert full.is_char_device()


def test_an_export_follows_a_link_and_keeps_the_permissions(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    target.chmod(0o640)
    (tmp_path / "link.jsonl").symlink_to(target)
    write_whole(tmp_path / "link.jsonl", ["a line\n"])
    assert (tmp_path / "link.jsonl").is_symlink()
    assert target.read_text() == "a line\n"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("name", "told"), [("a.csv", "csv"), ("A.CSV", "csv"), ("a.jsonl", "jsonl"), ("a", "jsonl")])
def test_the_format_is_told_from_the_name(name: str, told: str) -> None:
    assert format_for(Path(name)) == told


def test_a_name_that_asks_for_another_format_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match=r"a\.odt"):
        format_for(Path("a.odt"))


def test_a_file_is_written_wholly_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("what was there before")

    def lines():  # type: ignore[no-untyped-def]
        yield "half of it"
        raise OSError(28, "No space left on device")

    with pytest.raises(LedgerError, match="No space left"):
        write_whole(target, lines())
    assert target.read_text() == "what was there before"
    assert list(tmp_path.iterdir()) == [target]


def test_findings_and_decisions_cannot_be_changed(ledger: Ledger, raw: sqlite3.Connection) -> None:
    ledger.decide(next(ledger.findings())["id"], "confirmed", analyst="ann")
    for sql in (
        "UPDATE findings SET body = '{}'",
        "DELETE FROM findings",
        "UPDATE decisions SET status = 'rejected'",
        "DELETE FROM decisions",
        "UPDATE sources SET text = 'another'",
        "DELETE FROM sources",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            raw.execute(sql)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (
            "DROP TRIGGER sources_stay; UPDATE sources SET text = replace(text, 'met', 'bet')",
            "the text is not the one whose hash",
        ),
        ("UPDATE finding_now SET status = 'confirmed'", "decided last"),
        ("UPDATE finding_now SET date_first = '1999-01-01' WHERE date_first IS NOT NULL", "columns for searching"),
        ("DELETE FROM finding_actors", "columns for searching"),
        ("UPDATE events SET reports = 7", "not those that their reports make"),
        ("DELETE FROM events", "not those that their reports make"),
        ("DELETE FROM blocks; DROP TRIGGER sources_remain; DELETE FROM sources", "refers to a row"),
        ("DROP TRIGGER findings_stay; UPDATE findings SET exact = 'nothing'", "different quotes"),
        ("DROP TRIGGER findings_stay; UPDATE findings SET body = replace(body, 'we met', 'we bet')", "does not stand"),
        ("DROP TRIGGER findings_stay; UPDATE findings SET body = replace(body, 'CONSULT', 'DANCE')", "DANCE"),
        ("DROP TRIGGER findings_stay; UPDATE findings SET body = 'no json'", "Expecting value"),
        ("DROP TRIGGER findings_stay; UPDATE findings SET id = '0123456789abcdef' WHERE kind = 'claim'", "this id"),
        ("DROP TRIGGER sources_stay; UPDATE sources SET notes = 'no json'", "Expecting value"),
    ],
)
def test_check_finds_what_was_tampered_with(ledger: Ledger, raw: sqlite3.Connection, damage: str, said: str) -> None:
    raw.executescript(f"PRAGMA foreign_keys = OFF; {damage}")
    assert any(said in fault for fault in ledger.check()), ledger.check()


@pytest.mark.parametrize("table", ["source_actors", "source_dates"])
def test_check_finds_a_name_or_date_that_does_not_stand_in_its_text(
    ledger: Ledger, raw: sqlite3.Connection, table: str
) -> None:
    raw.execute(f"UPDATE {table} SET exact = replace(exact, substr(exact, 1, 1), '#')")
    assert any("does not stand" in fault for fault in ledger.check())


def beside(path: Path) -> list[str]:
    return sorted(found.name for found in path.parent.iterdir() if found.name.startswith(path.name))


def test_reading_a_ledger_leaves_no_files_beside_it(ledger: Ledger) -> None:
    ledger.add(make_reading(TEXT))
    ledger.close()
    with Ledger.open(ledger.path, readonly=True) as book:
        assert len(list(book.findings())) == 2
    assert beside(ledger.path) == ["test.ledger"]


def test_an_unclosed_ledger_in_a_folder_that_may_not_be_written_to_is_told_what_to_do(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.add(make_reading(TEXT))  # what was added still stands in the -wal

    class Forbidden:
        def execute(self, sql: str) -> None:
            raise sqlite3.OperationalError("unable to open database file")

        def close(self) -> None: ...

    monkeypatch.setattr(file, "_connect", lambda uri: Forbidden())
    with pytest.raises(LedgerError, match="folder may not be written to") as fault:
        Ledger.open(ledger.path, readonly=True)
    assert "test.ledger-wal" in fault.value.hint


def test_a_ledger_of_the_first_form_is_brought_up_to_date_also_by_a_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.ledger"
    whole = file._migrations
    monkeypatch.setattr(file, "_migrations", lambda: whole()[:1])
    with sqlite3.connect(path, isolation_level=None) as old:
        old.row_factory = sqlite3.Row
        file._migrate(old, 0)
    old.close()
    monkeypatch.undo()
    with Ledger.open(path, readonly=True) as book:
        assert book.check() == []
        assert list(book.sources()) == []


def test_what_is_computed_is_made_again_from_findings_and_decisions(ledger: Ledger, raw: sqlite3.Connection) -> None:
    first = next(ledger.findings())["id"]
    ledger.decide(first, "corrected", {"event_type": "THREATEN"}, analyst="ann")
    ledger.decide(list(ledger.findings())[1]["id"], "rejected", analyst="ann")
    before = list(ledger.events()), list(ledger.findings())
    raw.executescript(
        "DELETE FROM finding_actors; DELETE FROM events; UPDATE finding_now SET merge_key = 'x', doubts = 9"
    )
    remake(ledger._connection)
    assert (list(ledger.events()), list(ledger.findings())) == before
    assert ledger.check() == []


def test_full_text_search_is_there() -> None:
    assert engine()["fts5"] is True
