"""DOCX: paragraphs and tables in their order, and the core properties.

The archive is measured before it is opened, so that a zip bomb is refused and not unpacked.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from dragoman.errors import SourceError
from dragoman.read.documents.encoding import without_surrogates
from dragoman.read.documents.extract import Composer, Extract, Marker, Stated
from dragoman.read.documents.formats import Format
from dragoman.records import Known

MAX_UNPACKED = 200_000_000
"""Bytes that an archive may unpack to."""
MAX_RATIO = 100
"""How many times larger than its file an archive may unpack."""
_SMALL = 5_000_000
_ANOTHER_COPY = "get another copy, or save it again in Word"
# Names that programs put where the author's should stand.
_NO_AUTHORS = frozenset({"", "python-docx", "user", "admin", "administrator", "microsoft office user", "unknown"})


def read_word(data: bytes) -> Extract:
    """The text of a DOCX file; raises SourceError if it is another archive, a bomb, damaged or protected."""
    import docx

    _inspect(data)
    composer = Composer()
    try:
        document = docx.Document(io.BytesIO(data))
        for write in _blocks(document):
            write(composer)
        stated = _properties(document)
    # A damaged file fails anywhere in zipfile, zlib, lxml or python-docx, each with errors of its own.
    except Exception as fault:
        raise SourceError("is a damaged Word file", _ANOTHER_COPY) from fault
    return Extract(
        format=Format.DOCX.value,
        text=without_surrogates(composer.text),
        paragraphs=tuple(composer.paragraphs),
        stated=stated,
    )


def _inspect(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as fault:
        raise SourceError("is a damaged or truncated archive or Word file", _ANOTHER_COPY) from fault
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > MAX_RATIO * len(data)):
        raise SourceError(
            f"unpacks to {unpacked // 1_000_000} MB, far more than any document: it may be a zip bomb",
            "do not open it; ask whoever sent it",
        )
    if any(info.flag_bits & 1 for info in infos):
        raise SourceError("is protected by a password", "unpack it with the password and add what is inside")
    if not any(info.filename == "word/document.xml" for info in infos):
        raise SourceError("is a zip archive, not a Word document", "unpack it and add the documents inside")


def _blocks(document: Any) -> Iterator[Any]:
    """For every paragraph and table row in order, what writes it to a composer."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield lambda composer, row=row: _write_row(composer, row)
        else:
            yield lambda composer, block=block: _write_paragraph(composer, block)


def _write_paragraph(composer: Composer, paragraph: Any) -> None:
    style = (paragraph.style.name or "").lower() if paragraph.style is not None else ""
    level = 1 if style == "title" else 0
    if style.startswith("heading"):
        level = min(int(style[-1]), 6) if style[-1].isdigit() else 1
    marker = Marker.BULLET if style.startswith("list") else Marker.NONE
    lines = [
        (part, run.bold, run.italic, number)
        for run in paragraph.runs
        for number, part in enumerate(run.text.split("\n"))
    ]
    if not lines and paragraph.text.strip():
        lines = [(paragraph.text, None, None, 0)]
    for text, bold, italic, number in lines:
        if number:
            _close(composer, level, marker)
        composer.add(text, bold=bool(bold), italic=bool(italic))
    _close(composer, level, marker)


def _close(composer: Composer, level: int, marker: Marker) -> None:
    composer.close(level=level, marker=marker)


def _write_row(composer: Composer, row: Any) -> None:
    cells: list[str] = []
    for cell in row.cells:
        text = " ".join(cell.text.split())
        # A merged cell is given once for every column that it covers.
        if text and (not cells or cells[-1] != text):
            cells.append(text)
    composer.add(" | ".join(cells))
    composer.close()


def _properties(document: Any) -> Stated:
    core = document.core_properties
    title, author, created = core.title, core.author, core.created
    # The template of python-docx carries its own author and date, which say nothing about the document.
    made_by_template = (author or "").lower() == "python-docx" or (
        created and created.year == 2013 and created.month == 12
    )
    return Stated(
        title=Known(title.strip(), "document property title") if title and title.strip() else None,
        author=Known(author.strip(), "document property author")
        if (author or "").strip().lower() not in _NO_AUTHORS
        else None,
        published=Known(created.date().isoformat(), "document property created")
        if created and not made_by_template
        else None,
        weak=True,
    )
