"""What cannot be read is refused with one sentence that names the fault and a hint; nothing else is raised."""

import os
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import SourceError
from dragoman.read.documents.intake import find_files, read_document

from .makers import LONG, make_docx, make_locked_pdf, make_pdf, make_zip, read


def fault(data: bytes, name: str = "a.txt") -> SourceError:
    with pytest.raises(SourceError) as raised:
        read(data, name)
    assert raised.value.hint
    return raised.value


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n ", b"\xef\xbb\xbf", b"\xff\xfe", "\u00a0\u2003\n".encode()])
def test_an_empty_file_is_refused(data: bytes) -> None:
    assert fault(data).message in ("is empty", "holds no text")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"SQLite format 3\x00\x10\x00", "database"),
        (b"\x7fELF\x02\x01\x01\x00", "program"),
        (b"\x1f\x8b\x08\x00", "compressed"),
        (b"{\\rtf1\\ansi Hello}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", "old Office file"),
        (b"<?xml version='1.0'?><rss><channel/></rss>", "XML"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_what_is_no_document_is_refused_by_name(data: bytes, kind: str) -> None:
    assert kind in fault(data).message


def test_a_word_file_with_a_password_is_refused() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le")
    assert fault(data, "a.docx").message == "is protected by a password"


def test_a_pdf_with_a_password_is_refused() -> None:
    assert fault(make_locked_pdf(), "a.pdf").message == "is protected by a password"


def test_a_truncated_pdf_is_refused() -> None:
    assert "damaged" in fault(make_pdf([["Some words."]])[:60], "a.pdf").message


def test_a_scan_without_text_is_refused() -> None:
    assert "scan" in fault(make_pdf([[]]), "a.pdf").message


def test_a_truncated_word_file_is_refused() -> None:
    made = docx.Document()
    made.add_paragraph(LONG)
    assert "damaged" in fault(make_docx(made)[:-200], "a.docx").message


def test_a_word_file_of_rubbish_is_refused() -> None:
    assert "damaged" in fault(make_zip({"word/document.xml": b"<w:document", "[Content_Types].xml": b"x"})).message


def test_an_archive_that_is_no_word_file_is_refused() -> None:
    assert "zip archive" in fault(make_zip({"a.txt": b"words"}), "a.docx").message


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = make_zip({"word/document.xml": b"\x00" * 30_000_000})
    assert "zip bomb" in fault(bomb, "a.docx").message


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    path.write_text("words " * 100)
    with pytest.raises(SourceError, match="larger than") as raised:
        read_document(path, max_bytes=100)
    assert "split it" in raised.value.hint


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is not there"):
        read_document(tmp_path / "no.txt")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="not a file"):
        read_document(tmp_path)


def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(SourceError, match="not a file"):
        read_document(tmp_path / "pipe.txt")


def test_a_missing_path_is_reported_and_the_others_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG)
    found, faults = find_files([tmp_path / "no", tmp_path])
    assert found == [tmp_path / "a.txt"]
    assert [(path, fault.message) for path, fault in faults] == [(tmp_path / "no", "is not there")]


def test_folders_are_searched_for_documents_only_in_order(tmp_path: Path) -> None:
    names = [
        "b.pdf",
        "a.txt",
        "sub/deep/c.HTML",
        ".hidden.txt",
        ".git/d.txt",
        "x.ledger",
        "README.md",
        "LICENSE",
        "e.csv",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(LONG)
    found, faults = find_files([tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.txt", "b.pdf", "sub/deep/c.HTML"]
    assert faults == []


def test_a_file_named_is_taken_whatever_its_name_and_only_once(tmp_path: Path) -> None:
    path = tmp_path / "README"
    path.write_text(LONG)
    assert find_files([path, path])[0] == [path]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_is_reported(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o000)
    try:
        found, faults = find_files([tmp_path])
    finally:
        locked.chmod(0o700)
    assert found == []
    assert "cannot be opened" in faults[0][1].message


def check(data: bytes, name: str) -> None:
    try:
        document = read(data, name)
    except SourceError:
        return
    edge = 0
    for block in document.blocks:
        assert edge <= block.start < block.end <= len(document.text)
        assert document.text[block.start : block.end].strip()
        edge = block.end
    document.text.encode("utf-8")


_PIECES = (
    "<p>|</div>|<b>|<br>|<table>|<td>|</body>|<!--|<script>|&#xD800;|<h1>|</h1>|# |- |**|\n\n|\f|Anna Berg: |Read also"
    "|Comments|3 March 2024|Why?| words. And so."
)
MARKUP = st.sampled_from(_PIECES.split("|"))


@settings(max_examples=150, deadline=None)
@given(st.text(), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_text_gives_a_document_or_a_source_error(text: str, name: str) -> None:
    check(text.encode("utf-8", errors="surrogatepass"), name)


@settings(max_examples=150, deadline=None)
@given(st.lists(MARKUP, min_size=1, max_size=40), st.sampled_from(["a.txt", "a.html"]))
def test_any_markup_gives_a_document_or_a_source_error(pieces: list[str], name: str) -> None:
    check("".join(pieces).encode(), name)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe", b"<html>"]), st.binary(max_size=300))
def test_any_bytes_give_a_document_or_a_source_error(start: bytes, data: bytes) -> None:
    check(start + data, "a.bin")
