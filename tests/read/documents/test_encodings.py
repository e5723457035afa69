"""Bytes become the text that their author wrote, or are refused."""

import pytest

from dragoman.errors import SourceError
from dragoman.read.documents.encoding import decode

from .makers import LONG

RUSSIAN = "Президент заявил, что страны договорились о поставках газа и о новой железной дороге."
TURKISH = "Cumhurbaşkanı, iki ülkenin görüşmelerinin başarıyla sonuçlandığını açıkladı."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [RUSSIAN, TURKISH, LONG])
def test_unicode_is_read_with_and_without_a_mark(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "iso8859-5", "cp866"])
def test_russian_is_read_from_any_of_its_old_sets(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)).text == RUSSIAN


def test_turkish_is_read_from_windows_1254() -> None:
    text = "“" + TURKISH + "”"
    assert decode(text.encode("cp1254")) == decode(text.encode("cp1254"))
    assert decode(text.encode("cp1254")).text == text


def test_turkish_is_read_from_latin_5() -> None:
    assert decode(TURKISH.encode("iso8859-9")).text == TURKISH


def test_curly_quotes_of_windows_1252_are_read() -> None:
    text = f"“{LONG}” – so the café said"
    assert decode(text.encode("cp1252")).text == text


def test_a_page_may_declare_its_encoding() -> None:
    page = f'<html><head><meta charset="iso-8859-9"></head><body>{TURKISH}</body></html>'
    assert TURKISH in decode(page.encode("iso8859-9"), html=True).text


def test_a_page_that_is_utf8_is_read_so_whatever_it_declares() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body>{RUSSIAN}</body></html>'
    assert RUSSIAN in decode(page.encode("utf-8"), html=True).text


def test_a_declared_encoding_that_does_not_exist_is_passed_over() -> None:
    assert RUSSIAN in decode(f'<meta charset="x-unheard-of">{RUSSIAN}'.encode(), html=True).text


def test_a_few_invalid_bytes_are_replaced_with_a_note() -> None:
    decoded = decode((RUSSIAN * 3).encode("utf-8") + b"\xff" + RUSSIAN.encode("utf-8"))
    assert decoded.text.count("\ufffd") == 1
    assert "1 place" in decoded.notes[0]


def test_many_invalid_bytes_are_refused() -> None:
    with pytest.raises(SourceError, match="no encoding"):
        decode(RUSSIAN.encode("utf-8") + b"\xff " * 12)


def test_lone_surrogates_never_reach_the_text() -> None:
    assert "\ud800" not in decode(b"\xff\xfe" + ("a" * 200).encode("utf-16-le") + b"\x00\xd8" + b"b\x00").text


def test_zeros_that_are_no_utf16_are_binary() -> None:
    with pytest.raises(SourceError, match="binary"):
        decode(b"some text\x00and \x00\x01\x02 more of it")


def test_control_characters_without_zeros_are_binary() -> None:
    with pytest.raises(SourceError, match="binary"):
        decode(bytes(range(1, 32)) * 20)
