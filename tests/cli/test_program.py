"""The program as a whole: quick to answer, quiet in pipes, and documented as it is."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from dragoman.cli import VERBS, dragoman
from dragoman.cli.manual import manual
from dragoman.ledger import Ledger
from tests.factory import make_reading

DOCS = Path(__file__).parents[2] / "docs"
HEAVY = ("spacy", "polars", "trafilatura", "numpy", "rich", "lxml", "sqlite3", "rensa", "importlib.metadata")


def imported_by(words: list[str], modules: tuple[str, ...], cwd: Path | None = None) -> str:
    """Which of the modules the program has imported after this call, as printed."""
    code = "import sys; from dragoman.cli import main; "
    code += f"main({words!r}); print([m for m in {modules!r} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=cwd)
    return told.stdout.splitlines()[-1]


def test_help_imports_nothing_heavy() -> None:
    assert imported_by(["--help"], HEAVY) == "[]"


@pytest.mark.parametrize("words", [["list", "events"], ["show", "1"], ["export"], ["check"]])
def test_verbs_that_read_no_text_import_no_language_tools(words: list[str], tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "dragoman.ledger", create=True) as book:
        book.add(make_reading("CONSULT KAZ RUS 2022"))
    assert imported_by(words, ("spacy", "numpy", "trafilatura"), cwd=tmp_path) == "[]"


@pytest.mark.parametrize("name", VERBS)
def test_each_verb_has_help_and_its_line_in_the_list_has_its_first_words(name: str) -> None:
    verb = dragoman.get_command(click.Context(dragoman), name)
    assert verb is not None
    assert verb.help


def test_the_manual_is_made_from_the_help_texts() -> None:
    assert (DOCS / "cli.md").read_text("utf-8") == manual(), "run: python -m dragoman.cli.manual > docs/cli.md"


def test_the_reader_of_a_pipe_may_leave(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "kz.ledger", create=True) as book:
        book.add(make_reading("\n".join(f"FIGURE {number} tonnes" for number in range(3000))))
    command = [sys.executable, "-m", "dragoman", "export", str(tmp_path / "kz.ledger")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_full_disk_at_the_end_of_a_pipe_is_one_line(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with Ledger.open(tmp_path / "kz.ledger", create=True) as book:
        book.add(make_reading("FIGURE 5 tonnes"))
    command = [sys.executable, "-m", "dragoman", "export", str(tmp_path / "kz.ledger")]
    with Path("/dev/full").open("w") as full:
        told = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert told.returncode == 1
    assert "No space left" in told.stderr
    assert "Traceback" not in told.stderr


def test_an_export_to_the_standard_output_as_a_file_goes_through_the_pipe(tmp_path: Path) -> None:
    if not Path("/dev/stdout").exists():
        pytest.skip("this system has no /dev/stdout")
    with Ledger.open(tmp_path / "kz.ledger", create=True) as book:
        book.add(make_reading("FIGURE 5 tonnes"))
    command = [sys.executable, "-m", "dragoman", "export", str(tmp_path / "kz.ledger"), "-o", "/dev/stdout"]
    told = subprocess.run(command, capture_output=True, text=True)
    assert told.stdout.count("\n") == 1
    assert "1 finding written" in told.stderr


def test_nothing_is_coloured_in_a_pipe(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "kz.ledger", create=True) as book:
        book.add(make_reading("FIGURE 5 tonnes"))
    command = [sys.executable, "-m", "dragoman", "list", "figures", str(tmp_path / "kz.ledger")]
    told = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"TERM": "xterm-256color"})
    assert b"\x1b" not in told.stdout


def test_ctrl_c_is_one_sentence(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "kz.ledger", create=True) as book:
        book.add(make_reading("FIGURE 5 tonnes"))
    command = [sys.executable, "-m", "dragoman", "review", str(tmp_path / "kz.ledger")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
    assert process.returncode == 130
    assert said.strip().startswith("Stopped.")


def test_every_key_of_the_contract_is_documented() -> None:
    text = (DOCS / "contract.md").read_text("utf-8")
    rows = make_reading("CONSULT KAZ RUS 2022\nSAYS KAZ hello\nTIE KAZ CSTO member\nFIGURE 5 USD\nFORECAST KAZ snow")
    from dragoman.records import to_row

    keys = {key for finding in rows.findings for key in to_row(finding, rows.document.source)}
    assert not [key for key in sorted(keys) if f"`{key}`" not in text]


def test_every_table_and_column_of_the_ledger_is_documented() -> None:
    text = (DOCS / "ledger.md").read_text("utf-8")
    import dragoman.ledger

    folder = Path(dragoman.ledger.__file__).parent / "migrations"
    for script in sorted(folder.glob("*.sql")):
        for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)", script.read_text("utf-8"), re.DOTALL):
            assert f"`{table}`" in text, table
            for column in re.findall(r'^    "?([a-z_]+)"? +[A-Z]', body, re.MULTILINE):
                assert f"`{column}`" in text, f"{table}.{column}"
