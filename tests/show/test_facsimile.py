"""Pictures of the pages of a PDF: of the very file that was read, or a sentence that says why not."""

import hashlib
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.read.documents.facsimile import png
from dragoman.show.facsimile import Facsimile
from tests.browser.paper import make_pdf
from tests.factory import make_document, make_reading

Open = Callable[[Path], TestClient]
LINES = ("Sanctions on the steppe", "ASSAULT RUS UKR 2022-02-24")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the original lies: beside the ledger."""
    paper = tmp_path / "papers" / "steppe.pdf"
    paper.parent.mkdir()
    paper.write_bytes(make_pdf(LINES))
    return paper


@pytest.fixture
def source(path: Path, place: Path) -> str:
    """The id of the source that was read from it."""
    return add(path, place, "papers/steppe.pdf")


def add(path: Path, place: Path, told: str | None) -> str:
    reading = make_reading("\n".join(LINES), path=told)
    digest = hashlib.sha256(place.read_bytes()).hexdigest()
    document = replace(reading.document, source=replace(reading.document.source, id=digest, format="pdf"))
    with Ledger.open(path) as book:
        book.add(replace(reading, document=document, findings=()))
    return digest


def test_the_page_stands_beside_the_text(path: Path, source: str, open_app: Open) -> None:
    client = open_app(path)
    page = client.get(f"/source/{source}").text
    assert f'<img src="/source/{source[:16]}/page/1.png" alt="Page 1 of 1' in page
    answer = client.get(f"/source/{source[:16]}/page/1.png")
    assert answer.headers["content-type"] == "image/png"
    wide, high = struct.unpack(">II", answer.content[16:24])
    assert 900 < wide <= 1000
    assert wide < high <= 1500


def test_the_browser_asks_whether_its_picture_still_holds(path: Path, source: str, open_app: Open) -> None:
    client = open_app(path)
    tag = client.get(f"/source/{source}/page/1.png").headers["etag"]
    again = client.get(f"/source/{source}/page/1.png", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("page", ["0", "2", "x", "999999999", "-1", "1.5"])
def test_a_page_that_is_not_there_is_told_so(path: Path, source: str, open_app: Open, page: str) -> None:
    assert open_app(path).get(f"/source/{source}/page/{page}.png").status_code == 404


def test_a_file_that_has_changed_is_not_shown(path: Path, place: Path, source: str, open_app: Open) -> None:
    client = open_app(path)
    client.get(f"/source/{source}")
    place.write_bytes(make_pdf(("Something else",)))
    assert "has changed since it was read" in client.get(f"/source/{source}").text
    assert client.get(f"/source/{source}/page/1.png").status_code == 404


def test_a_file_that_is_gone_is_told_of(path: Path, place: Path, source: str, open_app: Open) -> None:
    place.unlink()
    client = open_app(path)
    assert "is no longer where it was" in client.get(f"/source/{source}").text
    assert client.get(f"/source/{source}/page/1.png").status_code == 404


def test_a_file_of_which_only_the_text_is_kept_is_told_of(path: Path, place: Path, open_app: Open) -> None:
    digest = add(path, place, None)
    assert "and not where the file lies" in open_app(path).get(f"/source/{digest}").text


def test_what_is_no_pdf_has_no_pages(client: TestClient) -> None:
    digest = client.get("/sources.json").json()["rows"][0]["id"]
    assert "facsimile" not in client.get(f"/source/{digest}").text
    assert client.get(f"/source/{digest}/page/1.png").status_code == 404


def test_a_file_that_only_says_that_it_is_a_pdf_is_not_drawn(path: Path, tmp_path: Path, open_app: Open) -> None:
    fake = tmp_path / "fake.pdf"
    fake.write_bytes(b"%PDF-1.7 not at all")
    digest = add(path, fake, "fake.pdf")
    assert "cannot be drawn" in open_app(path).get(f"/source/{digest}").text


def test_a_place_in_the_text_leads_to_its_page() -> None:
    document = make_document("one two\n\nthree four\n\nfive")
    held = Facsimile(Path("x"), (6, 9, 4))
    assert [held.page_at(document, document.text.index(word)) for word in ("one", "two", "three", "four", "five")] == [
        1,
        1,
        2,
        2,
        3,
    ]
    assert held.page_at(document, len(document.text)) == 3


def test_a_picture_holds_the_pixels_that_were_drawn() -> None:
    made = png(2, 1, 3, b"\0" + bytes([255, 0, 0, 0, 0, 255]))
    begin = made.index(b"IDAT")
    (length,) = struct.unpack(">I", made[begin - 4 : begin])
    assert zlib.decompress(made[begin + 4 : begin + 4 + length]) == b"\0\xff\0\0\0\0\xff"


def test_a_file_that_goes_while_it_is_looked_at_is_told_of(
    path: Path, place: Path, source: str, open_app: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.show.facsimile._may_be", lambda found: found == place)
    place.unlink()
    assert "pages cannot be shown" in open_app(path).get(f"/source/{source}").text
