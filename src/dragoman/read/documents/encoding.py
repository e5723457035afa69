"""Bytes → text: byte order marks, what a page declares, UTF-8 and UTF-16, and the old 8-bit sets of our region.

The 8-bit sets are told apart by plausibility: Cyrillic letters must look like Russian (small letters, the common
ones), Turkish letters decide between windows-1254 and windows-1252. Known bad case: a text of a few letters.
A lone surrogate or a byte that no set knows becomes U+FFFD, never part of the text as it is.
"""

import codecs
import re
from dataclasses import dataclass

from dragoman.errors import SourceError

MAX_FAULTS = 0.01
"""Share of undecodable bytes above which a file is refused."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.I,
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_CYRILLIC_SETS = ("cp1251", "koi8-r", "iso8859-5", "cp866")
_RUSSIAN = frozenset("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфёіїғқңөұүһә")
_COMMON_RUSSIAN = frozenset("оеаинтсрвлкмдпу")
_TURKISH_ONLY = re.compile(r"[ğşıİĞŞ]")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BINARY = SourceError("holds binary data, not text", "text, Markdown, HTML, PDF and DOCX are read")
_UNKNOWN = SourceError("is in no encoding that is known here", "save it as UTF-8 and add it again")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding that gave it, and a note where something was lost."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, html: bool = False) -> Decoded:
    """The text of a file; `html` lets a page declare its own encoding.

    Raises SourceError if the bytes are binary, or if more than MAX_FAULTS of them mean nothing.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    if b"\x00" in data:
        return _unmarked_utf16(data)
    if len(_CONTROLS.findall(data)) > MAX_FAULTS * len(data):
        raise _fresh(_BINARY)
    declared = _declared(data) if html else None
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        if declared and declared != "utf-8":
            return _replacing(data, declared)
    return _faulty_utf8(data) or _eight_bit(data)


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for every lone surrogate, which no encoding can hold."""
    return _SURROGATES.sub("\ufffd", text)


def _fresh(fault: SourceError) -> SourceError:
    return SourceError(fault.message, fault.hint)


def _replacing(data: bytes, encoding: str) -> Decoded:
    """Decode, counting what had to be replaced."""
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd") - data.count("\ufffd".encode(encoding, errors="ignore") or b"\xff\xff\xff")
    if lost <= 0:
        return Decoded(text, encoding)
    if lost > MAX_FAULTS * len(text):
        raise _fresh(_UNKNOWN)
    places = "1 place that was" if lost == 1 else f"{lost} places that were"
    return Decoded(text, encoding, (f"{places} not valid {encoding} became U+FFFD",))


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
        "a".encode(name)
    except (LookupError, UnicodeError, AttributeError):
        return None
    # A page that declares Latin-1 means windows-1252, and -9 windows-1254: so do all browsers.
    return {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}.get(name, name)


def _unmarked_utf16(data: bytes) -> Decoded:
    """UTF-16 without a mark: zeros stand almost only on one side, and the text looks like text."""
    sides = data[0::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if sides[1] > sides[0] else "utf-16-be"
    if min(sides) > 0.02 * max(sides):
        raise _fresh(_BINARY)
    text = data[: len(data) // 2 * 2].decode(encoding, errors="replace")
    plain = sum(1 for sign in text if sign.isspace() or (sign.isprintable() and ord(sign) < 0x2100))
    if not text or plain < 0.95 * len(text):
        raise _fresh(_BINARY)
    return _replacing(data, encoding)


def _faulty_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with faults, if most of what is not ASCII is good UTF-8; None if it is rather another encoding."""
    good = len(_MULTIBYTE.findall(data))
    bad = len(_HIGH.findall(_MULTIBYTE.sub(b"", data)))
    return _replacing(data, "utf-8") if good >= 3 * bad else None


def _eight_bit(data: bytes) -> Decoded:
    high = b"".join(_HIGH.findall(data))
    letters = sum(1 for byte in data if byte < 128 and chr(byte).isalpha())
    if len(high) > 0.5 * letters:
        best = max(_CYRILLIC_SETS, key=lambda name: (_russian(high, name), name == "cp1251"))
        if _russian(high, best) < 0.35:
            raise _fresh(_UNKNOWN)
        return _replacing(data, best)
    return _latin(data)


def _russian(high: bytes, name: str) -> float:
    """How Russian the high bytes look in a set: the share of small letters, the common ones counted twice, halved."""
    text = high.decode(name, errors="replace")
    return sum((sign in _RUSSIAN) + (sign in _COMMON_RUSSIAN) for sign in text) / (2 * len(text))


def _latin(data: bytes) -> Decoded:
    """windows-1254 if letters that only Turkish has stand inside words, else windows-1252."""
    turkish = data.decode("cp1254", errors="replace")
    alone = any(0x80 <= byte <= 0x9F for byte in data)
    if _TURKISH_ONLY.search(turkish):
        if not alone:
            return Decoded(turkish, "iso8859-9")
        return _replacing(data, "cp1254")
    return _replacing(data, "cp1252")
