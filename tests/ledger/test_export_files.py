"""Exports as files: chosen by name, whole, the same each time, and never over something that must stay."""

import csv
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from dragoman.errors import UsageError
from dragoman.ledger import FORMATS, Ledger, Query, export_lines, export_to, format_for
from tests.ledger.exports import HOSTILE_QUOTE, filled, written

SHEETS = [f"xl/worksheets/sheet{number}.xml" for number in range(1, 6)]


@pytest.mark.parametrize(
    ("name", "file_format"),
    [
        ("a.csl.json", "csl"), ("a.timeline.json", "timelinejs"), ("a.json", "jsonl"), ("A.XLSX", "xlsx"), ("a.bib", "bibtex"),
        ("a.gexf", "gexf"), ("a.htm", "html"), ("a.jsonld", "jsonld"), ("a", "jsonl"),
    ],
)  # fmt: skip
def test_a_name_says_in_which_format_to_write(name: str, file_format: str) -> None:
    assert format_for(Path(name)) == file_format


def test_a_name_that_says_nothing_is_refused_with_the_names_that_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as fault:
        format_for(tmp_path / "kz.papyrus")
    assert ".gexf" in fault.value.hint


@pytest.mark.parametrize("file_format", sorted(set(FORMATS) - {"obsidian"}))
def test_the_same_ledger_makes_the_same_bytes(ledger: Ledger, tmp_path: Path, file_format: str) -> None:
    filled(ledger)
    one, other = (written(ledger, file_format, tmp_path / f"{name}.x") for name in ("one", "other"))
    assert one
    assert one == other


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_empty_answer_can_be_written_in_every_format(ledger: Ledger, tmp_path: Path, file_format: str) -> None:
    export_to(filled(ledger), Query.of({"actor": "FRA"}), file_format, tmp_path / "none.zip")
    assert zipfile.ZipFile(tmp_path / "none.zip").testzip() is None


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_download_is_accompanied_by_a_readme_and_a_citation(ledger: Ledger, tmp_path: Path, file_format: str) -> None:
    written(filled(ledger), file_format, tmp_path / "out.zip")
    names = zipfile.ZipFile(tmp_path / "out.zip").namelist()
    assert {"README.md", "CITATION.cff"} < set(names)


def test_the_readme_says_what_was_asked_and_how_much_people_decided(ledger: Ledger, tmp_path: Path) -> None:
    finding = next(filled(ledger).findings())["id"]
    ledger.decide(finding, "confirmed", analyst="Ann")
    written(ledger, "csv", tmp_path / "out.zip", actor="KAZ")
    told = zipfile.ZipFile(tmp_path / "out.zip").read("README.md").decode()
    assert "actor KAZ" in told
    assert "people have decided on 1 of 7 findings" in told


def test_parquet_has_the_rows_of_the_csv_with_types(ledger: Ledger, tmp_path: Path) -> None:
    written(filled(ledger), "parquet", tmp_path / "out.parquet")
    frame = pl.read_parquet(tmp_path / "out.parquet")
    lines = list(csv.DictReader(io.StringIO("".join(export_lines(ledger, Query(), "csv")).lstrip("\ufeff"))))
    assert frame.columns == list(lines[0])
    assert frame["id"].to_list() == [line["id"] for line in lines]
    assert frame.schema["start"] == pl.Int64
    assert frame.schema["intensity"] == pl.Float64
    assert HOSTILE_QUOTE in frame["quote"].to_list()


def test_nothing_in_a_workbook_is_a_formula_or_a_link(ledger: Ledger, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    book = zipfile.ZipFile(io.BytesIO(written(filled(ledger), "xlsx", tmp_path / "out.xlsx")))
    sheets = [book.read(name).decode() for name in SHEETS]
    assert all("<f>" not in sheet and "hyperlink" not in sheet.lower().replace("=hyperlink", "") for sheet in sheets)
    assert any("=cmd|" in sheet for sheet in sheets)


def test_a_workbook_has_a_row_for_each_finding_and_event(ledger: Ledger, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    book = zipfile.ZipFile(io.BytesIO(written(filled(ledger), "xlsx", tmp_path / "out.xlsx")))
    rows = [book.read(name).decode().count("<row ") - 1 for name in SHEETS[1:3]]
    assert rows == [len(list(ledger.events())), len(list(ledger.findings()))]


@pytest.mark.parametrize("file_format", ["xlsx", "parquet", "obsidian"])
def test_what_is_no_text_is_not_printed(ledger: Ledger, file_format: str) -> None:
    with pytest.raises(UsageError, match="cannot be printed"):
        export_lines(ledger, Query(), file_format)


@pytest.mark.parametrize("file_format", ["parquet", "obsidian", "html"])
def test_a_ledger_is_not_overwritten(ledger: Ledger, file_format: str) -> None:
    filled(ledger)
    with pytest.raises(UsageError):
        export_to(ledger, Query(), file_format, ledger.path)
    assert ledger.check() == []


def test_a_folder_in_which_somebody_wrote_is_not_touched(ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "mine.md").write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        export_to(filled(ledger), Query(), "obsidian", folder)
    assert [path.name for path in folder.iterdir()] == ["mine.md"]
