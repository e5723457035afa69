"""What a file is, told from its first bytes and never from its name."""

import re
from enum import StrEnum
from pathlib import Path

from dragoman.errors import SourceError


class Format(StrEnum):
    """The formats that are read; the value is what a source's `format` says."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


SUFFIXES: dict[str, Format] = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
}

_READABLE = "text, Markdown, HTML, PDF and DOCX are read"
_AS_TEXT = "save it as .docx, .pdf or .txt and add that"
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a picture (PNG)", _READABLE),
    (b"\xff\xd8\xff", "a picture (JPEG)", _READABLE),
    (b"GIF8", "a picture (GIF)", _READABLE),
    (b"II*\x00", "a picture (TIFF)", _READABLE),
    (b"MM\x00*", "a picture (TIFF)", _READABLE),
    (b"RIFF", "a sound, film or picture (RIFF)", _READABLE),
    (b"ID3", "a sound (MP3)", _READABLE),
    (b"OggS", "a sound (Ogg)", _READABLE),
    (b"SQLite format 3\x00", "a database (SQLite)", "a ledger is opened with -l, not added"),
    (b"\x7fELF", "a program", _READABLE),
    (b"MZ\x90\x00", "a program", _READABLE),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it and add what is inside"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)", "unpack it and add what is inside"),
    (b"Rar!", "an archive (RAR)", "unpack it and add what is inside"),
    (b"BZh9", "a compressed file (bzip2)", "unpack it and add what is inside"),
    (b"\xfd7zXZ", "a compressed file (xz)", "unpack it and add what is inside"),
    (b"{\\rtf", "an RTF file", _AS_TEXT),
    (b"%!PS", "a PostScript file", _AS_TEXT),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML_TAGS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|h[1-6]|br|article|table|ul)\b[^<>]*>", re.I
)
_HTML_START = re.compile(rb"\s*(?:<\?xml[^<>]{0,200}\?>|<!--[^<>]{0,2000}-->|\s)*<(?:!doctype\s+html|html)\b", re.I)
_XML_START = re.compile(rb"\s*<\?xml\b")
_LOOK_AT = 16_384
_ENOUGH_TAGS = 4


def detect(data: bytes, path: Path) -> Format:
    """The format of a file's bytes; `path` only tells Markdown from text.

    Raises SourceError for what is no document: pictures, programs, archives, databases.
    """
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK\x03\x04"):
        return Format.DOCX
    _refuse_foreign(data)
    named = SUFFIXES.get(path.suffix.lower(), Format.TEXT)
    if _is_html(data[:_LOOK_AT], named):
        return Format.HTML
    return Format.MARKDOWN if named is Format.MARKDOWN else Format.TEXT


def misnamed(found: Format, path: Path) -> str | None:
    """A note if the name of a file promises another format than the one found in it."""
    named = SUFFIXES.get(path.suffix.lower())
    texts = {Format.TEXT, Format.MARKDOWN}
    if named is None or named is found or {named, found} <= texts:
        return None
    return f"its name ends in {path.suffix}, but it holds {found.value}; it was read as {found.value}"


def _refuse_foreign(data: bytes) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SourceError(
                "is protected by a password", "open it in Word, remove the password, save it and add it again"
            )
        raise SourceError("is an old Office file (.doc, .xls)", _AS_TEXT)
    for magic, kind, hint in _FOREIGN:
        if data.startswith(magic):
            raise SourceError(f"is {kind}, not a document", hint)


def _is_html(head: bytes, named: Format) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[1:2] == b"\x00":
        head = head.replace(b"\x00", b"")[2 if head[0] > 127 else 0 :]
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML_START.match(head):
        return True
    if _XML_START.match(head):
        raise SourceError("is an XML file, not a page or a document", _READABLE)
    tags = len(_HTML_TAGS.findall(head))
    return tags >= 1 if named is Format.HTML else tags >= _ENOUGH_TAGS and head.lstrip().startswith(b"<")
