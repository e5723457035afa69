"""Files: told by content, refused whole when something is wrong, and never more in memory than a line."""

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.errors import DataError, UsageError
from dragoman.world import World
from dragoman.world.registries import Report, rows_of
from dragoman.world.registries import files as registry_files
from dragoman.world.tables import COLUMNS

from .conftest import FILES, Rows, Write

ALL = sorted(path.name for path in FILES.iterdir())
PERSON = '{"id": "Q1", "caption": "Ann Example", "schema": "Person", "properties": {"name": ["Ann Example"]}}\n'


@pytest.mark.parametrize("name", ALL)
def test_every_form_gives_tables_that_load(name: str, added: Callable[[Rows], World]) -> None:
    rows = rows_of(FILES / name)
    assert rows
    added(rows)


@pytest.mark.parametrize("name", ALL)
def test_every_row_has_its_tables_columns_and_is_unverified_with_the_file_as_source(name: str) -> None:
    for table, rows in rows_of(FILES / name).items():
        for row in rows:
            assert tuple(row) == COLUMNS[table]
            assert row["certainty"] == "unverified"
            assert row["source"].startswith(f"file:{name} (")
            assert row.get("checked", "") == ""


@pytest.mark.parametrize("name", ALL)
def test_the_same_file_gives_the_same_rows(name: str) -> None:
    assert rows_of(FILES / name) == rows_of(FILES / name)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("entities.ftm.json", "FollowTheMoney entities"),
        ("targets.nested.json", "FollowTheMoney entities"),
        ("query.json", "Wikidata query results"),
        ("query_short.json", "Wikidata query results"),
        ("states2016.csv", "COW state system membership"),
        ("system2016.csv", "COW state system membership, by year"),
        ("state_year_formatv3.csv", "COW IGO membership, by state and year"),
        ("igo_year_formatv3.csv", "COW IGO membership, by organisation and year"),
    ],
)
def test_a_form_is_told_by_what_the_file_holds(name: str, form: str, tmp_path: Path) -> None:
    report = Report()
    rows_of(Path(shutil.copy(FILES / name, tmp_path / "anything.txt")), report=report)
    assert report.form == form


def test_a_packed_file_gives_what_the_file_gives(write: Write) -> None:
    plain = (FILES / "entities.ftm.json").read_bytes()
    path = write("entities.ftm.json", gzip.compress(plain))
    assert rows_of(path) == rows_of(FILES / "entities.ftm.json")


def test_a_packed_file_cut_off_is_refused(write: Write) -> None:
    packed = gzip.compress((FILES / "entities.ftm.json").read_bytes())
    with pytest.raises(DataError, match="damaged"):
        rows_of(write("cut.json.gz", packed[:-20]))


@pytest.mark.parametrize("name", ALL)
def test_a_file_added_twice_adds_nothing(name: str, store: Callable[[Rows], Path]) -> None:
    folder = store(rows_of(FILES / name))
    assert rows_of(FILES / name, folder=folder) == {}


def test_progress_goes_up_to_the_whole() -> None:
    seen: list[tuple[int, int]] = []
    rows_of(FILES / "entities.ftm.json", on_progress=lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]
    assert len({total for _, total in seen}) == 1


@pytest.mark.parametrize("content", ["", "\n \n", "hello\n", "a,b,c\n1,2,3\n", "<html></html>"])
def test_what_is_no_registry_is_a_wrong_call_that_lists_the_forms(write: Write, content: str) -> None:
    with pytest.raises(UsageError) as fault:
        rows_of(write("other.csv", content))
    assert "FollowTheMoney" in fault.value.hint
    assert "Correlates of War" in fault.value.hint


def test_a_zip_archive_is_to_be_unpacked_first(write: Write) -> None:
    with pytest.raises(UsageError, match="zip") as fault:
        rows_of(write("states2016.zip", b"PK\x03\x04rest"))
    assert "unpack" in fault.value.hint


def test_a_missing_file_and_a_folder_are_wrong_calls(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(UsageError, match="cannot be read"):
            rows_of(path)


@pytest.mark.parametrize("content", [PERSON + "x\0y\n", "stateabb,ccode,styear,endyear\nA\0,2,1816,1900\n"])
def test_null_bytes_are_refused(write: Write, content: str) -> None:
    with pytest.raises(DataError, match=":2: null bytes"):
        rows_of(write("null.any", content))


def test_a_line_without_end_is_refused_before_it_fills_the_memory(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry_files, "LONGEST_LINE", 1000)
    with pytest.raises(DataError, match=":2: the line is longer"):
        rows_of(write("long.json", PERSON + '{"id": "' + "x" * 5000))


def test_all_faults_are_named_at_once_and_nothing_is_taken(write: Write) -> None:
    bad = PERSON + "{not json\n" + PERSON + '{"id": "x"}\n' + '{"id": 7, "schema": "Person", "properties": {}}\n'
    report = Report()
    with pytest.raises(DataError) as fault:
        rows_of(write("bad.json", bad), report=report)
    assert [line.split(":")[1] for line in fault.value.message.splitlines()] == ["2", "4", "5"]
    assert not report.taken


def test_a_thousand_faults_are_counted_not_listed(write: Write) -> None:
    with pytest.raises(DataError, match="… and 980 more") as fault:
        rows_of(write("bad.json", PERSON + "[]\n" * 1000))
    assert len(fault.value.message.splitlines()) == 21


def test_json_nested_without_end_is_a_fault_of_its_line(write: Write) -> None:
    deep = '{"id": "q", "schema": "Person", "properties": {"x": ' + "[" * 100_000 + "]" * 100_000 + "}}\n"
    with pytest.raises(DataError, match=":2: nested too deep"):
        rows_of(write("deep.json", PERSON + deep))
