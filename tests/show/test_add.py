import io
import re
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.show.reception import Reception, safe_name
from tests.factory import find_toy, read_toy
from tests.show.conftest import TOKEN

NEW = b"A fourth report\nAGREE KAZ TUR 2024-05-05\n"


def wait(client: TestClient, number: int = 1) -> str:
    for _ in range(300):
        page = client.get(f"/add/{number}").text
        if "hx-get" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError("it is never over")


def test_a_dropped_file_is_read_by_a_process_of_its_own_and_appears(client: TestClient, path: Path) -> None:
    before = client.get("/events.json").json()["total"]
    files = [
        ("files", ("a.txt", NEW)),
        ("files", ("copy.txt", NEW)),
        ("files", ("worse.txt", b"BAD")),
        ("files", ("x.exe", b"MZ")),
    ]
    answer = client.post("/add", data={"token": TOKEN}, files=files, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/add")
    page = wait(client)
    assert "4 of 4 files done" in page
    assert "1 event" in page
    assert client.get(re.search(r'href="(/source/[0-9a-f]+)"', page)[1]).status_code == 200  # type: ignore[index]
    assert "its bytes were in the ledger already" in page
    assert "leave it out" in page
    assert "this kind of file is not read" in page
    assert client.get("/events.json").json()["total"] == before + 1
    with Ledger.open(path, readonly=True) as book:
        assert [row["path"] for row in book.sources() if row["title"] == "A fourth report"] == ["a.txt"]
        assert book.check() == []


def test_no_file_is_a_sentence(client: TestClient) -> None:
    answer = client.post("/add", data={"token": TOKEN}, files=[("files", ("", b""))])
    assert answer.status_code == 400
    assert "no file was handed in" in answer.text


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\docs\\Report 1.pdf", "Report 1.pdf"),
        (".bashrc", "document.bashrc"),
        ("a\x00b\n.txt", "a b.txt"),
        ("<script>.html", "script.html"),
        ("Отчёт (2).docx", "Отчёт (2).docx"),
        ("", "document"),
        ("x" * 500 + ".txt", "x" * 100 + ".txt"),
        ("$(rm -rf ~);`id`.md", "(rm -rf ) id.md"),
        ("a.t/x.t;xt", "x.txt"),
    ],
)
def test_a_name_is_made_harmless(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_the_private_folder_is_gone_afterwards(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    reception = Reception(path, read=read_toy, find=find_toy)
    batch = reception.take([("../../../evil.txt", io.BytesIO(NEW))])
    assert batch.wait(30)
    assert [line.state for line in batch.lines] == ["read"]
    assert not list(tmp_path.glob("dragoman-*"))
    assert not list(tmp_path.rglob("evil.txt"))


def test_a_reader_that_dies_is_told_and_the_app_goes_on(path: Path) -> None:
    reception = Reception(path, read=die, find=find_toy)
    batch = reception.take([("a.txt", io.BytesIO(NEW))])
    assert batch.wait(30)
    assert "broke off" in batch.fault
    assert batch.lines[0].state == "skipped"


def die(_: Path) -> None:
    """A reader that a hostile file brings down."""
    import os

    os._exit(1)
