"""Libraries of reference managers: entries believed before the document, files of this machine only."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from dragoman import ingest
from dragoman.errors import SourceError
from dragoman.ledger import Ledger
from dragoman.read.documents.bibtex import bibtex_files, latex_text
from dragoman.read.documents.library import (
    Entry,
    attached,
    bib_entries,
    csl_entries,
    date_of,
    open_libraries,
    ris_entries,
)

TEXT = "Talks in Astana\n\nBy Anna Berg\n\nThe presidents of Kazakhstan and Russia met in Astana on 5 March 2022 and talked for two hours.\n"
RIS = """TY  - NEWS
TI  - Two presidents
AU  - Sartova, Aigerim
AU  - Olzhatai, Daniyar
T2  - Steppe Gazette
DA  - 2022/03/07/
UR  - https://gazette.example/two
L1  - files/1/talks.txt
ER  -
"""
BIB = r"""
@comment{not an entry, {really}}
@string{sg = "Steppe Gazette"}
@article{sartova2022,
  author = {Sartova, Aigerim and {M{\"u}ller-K{\o}hn}, \'{E}va},
  title = {{Two presidents} \& one table --- a {\v{C}}ase},
  journaltitle = "Steppe {Gazette}", year = 2022, month = mar,
  file = {Full Text PDF:files/1/talks.txt:text/plain;Snapshot:files/2/none.html:text/html}
}
"""
CSL = """[{"id": "a", "type": "article-newspaper", "title": "Two presidents", "author": [{"family": "Sartova", "given": "Aigerim"},
 {"literal": "The Desk"}], "container-title": "Steppe Gazette", "issued": {"date-parts": [[2022, 3]]}, "file": "files/1/talks.txt"}]"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "library" / "files" / "1").mkdir(parents=True)
    (tmp_path / "library" / "files" / "1" / "talks.txt").write_text(TEXT, "utf-8")
    return tmp_path / "library"


def put(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def test_a_ris_record_tells_who_what_where_and_when() -> None:
    (entry,) = ris_entries(RIS)
    assert (entry.title, entry.author) == ("Two presidents", "Aigerim Sartova and Daniyar Olzhatai")
    assert (entry.outlet, entry.published, entry.url) == ("Steppe Gazette", "2022-03-07", "https://gazette.example/two")
    assert entry.files == ("files/1/talks.txt",)


def test_a_bibtex_entry_is_read_as_text_and_its_month_as_a_date() -> None:
    (entry,) = bib_entries(BIB)
    assert entry.title == "Two presidents & one table — a Čase"
    assert entry.author == "Aigerim Sartova and Éva Müller-Køhn"
    assert (entry.key, entry.outlet, entry.published) == ("sartova2022", "Steppe Gazette", "2022-03")
    assert entry.files == ("files/1/talks.txt", "files/2/none.html")


def test_a_csl_item_tells_the_same() -> None:
    (entry,) = csl_entries(CSL)
    assert entry == Entry(
        key="a", title="Two presidents", author="Aigerim Sartova and The Desk", outlet="Steppe Gazette", published="2022-03",
        files=("files/1/talks.txt",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (ris_entries, "TY  - NEWS\nL1  - https://gazette.example/a.pdf\nL1  - a.pdf\nER  - "),
        (bib_entries, r"@article{a, file = {:https\://gazette.example/a.pdf:PDF;:a.pdf:PDF}}"),
        (csl_entries, '[{"type": "article", "title": "A", "files": ["https://gazette.example/a.pdf", "a.pdf"]}]'),
    ],
)
def test_an_address_on_the_web_is_no_file_attached(read: Callable[[str], Iterable[Entry]], text: str) -> None:
    assert [entry.files for entry in read(text)] == [("a.pdf",)]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2022", "2022"),
        ("2022-01", "2022-01"),
        ("2022/01/07/", "2022-01-07"),
        ("2022/2/31", None),
        ("spring", None),
        ("20221", None),
    ],
)
def test_a_date_is_read_as_far_as_it_goes(text: str, date: str | None) -> None:
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("field", "paths"),
    [
        ("a:files/1/x.pdf:application/pdf", ["files/1/x.pdf"]), (":x.pdf:PDF", ["x.pdf"]), ("x.pdf", ["x.pdf"]),
        (r"a:C\:\\My Files\\x.pdf:PDF", [r"C:\My Files\x.pdf"]), (r"C:\x.pdf", [r"C:\x.pdf"]), ("a.pdf;b.pdf", ["a.pdf", "b.pdf"]), ("", []),
    ],
)  # fmt: skip
def test_the_file_field_is_read_as_zotero_jabref_and_others_write_it(field: str, paths: list[str]) -> None:
    assert list(bibtex_files(field)) == paths


@pytest.mark.parametrize(
    ("text", "plain"),
    [(r"{\textendash} \% \_ \{x\}", "– % _ {x}"), (r"Tok{\'a}yev", "Tokáyev"), (r"a -{}- b", "a -- b")],
)
def test_latex_becomes_text(text: str, plain: str) -> None:
    assert latex_text(text) == plain


@pytest.mark.parametrize(
    "named",
    [
        "https://x.example/a.pdf", "ftp://x/a.pdf", "internal-pdf://a.pdf", "file://server/share/a.pdf", "//server/share/a.pdf",
        r"\\server\share\a.pdf", "../../outside.txt", "files/none.pdf", "attachments:a.pdf", "files/1", "a\0b",
    ],
)  # fmt: skip
def test_only_files_of_this_machine_are_taken(folder: Path, named: str) -> None:
    (folder.parent / "outside.txt").write_text("secret")
    with pytest.raises(SourceError):
        attached(named, folder / "library.ris")


def test_a_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder.parent / "outside.txt").write_text("secret")
    (folder / "inside.txt").symlink_to(folder.parent / "outside.txt")
    with pytest.raises(SourceError, match="outside the folder"):
        attached("inside.txt", folder / "library.ris")


def test_a_whole_path_is_taken_if_it_is_there(folder: Path) -> None:
    place = folder / "files" / "1" / "talks.txt"
    assert attached(str(place), folder / "library.ris") == place
    assert attached(place.as_uri(), folder / "library.ris") == place


def test_a_json_that_holds_something_else_is_no_library(folder: Path) -> None:
    places = [
        put(folder, "a.json", '{"x": 1}'),
        put(folder, "b.json", "[1, 2]"),
        put(folder, "c.ris", "Dear Sir,"),
        folder,
    ]
    rest, shelf = open_libraries(places)
    assert rest == places
    assert (shelf.documents, shelf.faults) == ([], [])


@pytest.mark.parametrize(("name", "text"), [("a.ris", RIS), ("a.bib", BIB), ("a.json", CSL)])
def test_the_entry_is_believed_before_the_document(folder: Path, ledger: Ledger, name: str, text: str) -> None:
    ingest.add(ledger, [put(folder, name, text)])
    (row,) = ledger.sources()
    assert row["title"].startswith("Two presidents")
    assert "Aigerim Sartova" in row["author"]
    assert row["outlet"] == "Steppe Gazette"
    assert row["published"].startswith("2022-03")
    assert set(row["reasons"].values()) == {f"entry of the library {name}"}


def test_what_the_entry_does_not_say_the_document_says(folder: Path, ledger: Ledger) -> None:
    ingest.add(ledger, [put(folder, "a.ris", "TY  - NEWS\nT2  - Steppe Gazette\nL1  - files/1/talks.txt\nER  -\n")])
    (row,) = ledger.sources()
    assert row["author"] == "Anna Berg"
    assert row["outlet"] == "Steppe Gazette"


def test_an_entry_without_a_file_is_told_as_skipped_with_what_to_do(folder: Path, ledger: Ledger) -> None:
    report = ingest.add(ledger, [put(folder, "a.ris", RIS + "TY  - NEWS\nID  - k\nTI  - Bare\nER  -\n")])
    ((place, fault),) = report.skipped
    assert place.name == "a.ris#k"
    assert "“Bare” has no file attached" in fault.message
    assert "Export Files" in fault.hint
    assert report.read == 1


def test_a_library_may_be_added_twice(folder: Path, ledger: Ledger) -> None:
    library = put(folder, "a.ris", RIS)
    ingest.add(ledger, [library])
    report = ingest.add(ledger, [library])
    assert (report.read, len(report.duplicates)) == (0, 1)


@pytest.mark.parametrize(
    "text", ["@article{", "@article{a, title = {", "@a{k,x=" + "{" * 5000, '@article{a, title = "x', "@@@{{{"]
)
def test_a_broken_library_is_read_as_far_as_it_goes(text: str) -> None:
    list(bib_entries(text))
