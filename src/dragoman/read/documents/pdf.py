"""PDF: the text layer page by page; repeated headers and footers are marked, gaps between lines part paragraphs.

Nothing is de-hyphenated: the text is what the file holds. Known bad case: two columns that the file stores line by
line across both.
"""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dragoman.errors import SourceError
from dragoman.read.documents.encoding import without_surrogates
from dragoman.read.documents.extract import Extract, Stated
from dragoman.read.documents.formats import Format
from dragoman.read.documents.layout import paragraphs
from dragoman.records import Known

MAX_TEXT = 20_000_000
"""Characters of text that a PDF may hold."""
_WIDEST_LINE = 200
_EDGE_LINES = 2
_GAP = 1.35
_LARGE = 1.2
_TITLE_LEADING = 1.6
_FEWEST_LINES = 4
_PAGE_NUMBER = re.compile(r"\W*(?:page|p\.|стр\.?|sayfa|s\.)?\s*\d{1,4}\s*(?:(?:of|/|из)\s*\d{1,4})?\W*", re.I)
_NUMBERS = re.compile(r"\d+")
_CREATED = re.compile(r"D:((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_PROGRAM_TITLE = re.compile(r"^(?:microsoft \w+ - |untitled|document\d*$)|\.(?:docx?|indd|pdf|qxd|tex|rtf|odt)$", re.I)


@dataclass(frozen=True, slots=True)
class _PageLine:
    text: str
    apart: bool


def read_pdf(data: bytes) -> Extract:
    """The text layer of a PDF; raises SourceError if it is damaged, protected, or only a scan."""
    document = _opened(data)
    try:
        pages = _pages(document)
        stated = _properties(document)
    finally:
        document.close()
    if not any(line.text.strip() for page in pages for line in page):
        raise SourceError("is a scan: it holds pictures of pages and no text", "run text recognition (OCR) on it first")
    text, starts, furniture = _joined(pages)
    return Extract(
        format=Format.PDF.value,
        text=text,
        paragraphs=paragraphs(text, pages=starts, furniture=furniture, widest=_WIDEST_LINE),
        stated=stated,
    )


def _opened(data: bytes) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        len(document)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower() or "security" in str(fault).lower():
            raise SourceError("is protected by a password", "save a copy without the password and add that") from fault
        raise SourceError("is a damaged or truncated PDF", "get another copy of it") from fault
    return document


def _pages(document: Any) -> list[list[_PageLine]]:
    """The lines of every page; a page that cannot be loaded counts as empty."""
    import pypdfium2

    found: list[list[_PageLine]] = []
    size = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            found.append([])
            continue
        lines = _lines(page.get_textpage())
        size += sum(len(line.text) for line in lines)
        if size > MAX_TEXT:
            raise SourceError(f"holds more than {MAX_TEXT // 1_000_000} million characters", "split it")
        found.append(lines)
    return found


def _lines(textpage: Any) -> list[_PageLine]:
    """The lines of a page; those with a wider gap above than is usual on the page stand apart."""
    text = without_surrogates(textpage.get_text_range()).replace("\x00", " ").replace("\ufffe", "-")
    rows = re.split(r"\r\n|[\r\n]", text)
    # Only where the text counts as many characters as the page does do offsets lead to their boxes.
    places = _places(textpage, text) if len(text) == textpage.count_chars() else []
    kept = [row.rstrip() for row in rows if row.strip()]
    if len(places) != len(kept) or len(kept) < _FEWEST_LINES:
        return [_PageLine(row, False) for row in kept]
    gaps = [abs(above - below) for (above, _), (below, _) in pairwise(places)]
    usual, size = statistics.median(gaps), statistics.median(height for _, height in places)
    lines = [_PageLine(kept[0], False)]
    for number, row in enumerate(kept[1:], start=1):
        gap, (_, above), (_, height) = gaps[number - 1], places[number - 1], places[number]
        # Two lines in the same large letters are one title.
        if min(above, height) > _LARGE * size and abs(above - height) < 1 and gap < _TITLE_LEADING * height:
            lines[-1] = _PageLine(f"{lines[-1].text} {row}", lines[-1].apart)
        else:
            lines.append(_PageLine(row, gap > _GAP * usual))
    return lines


def _places(textpage: Any, text: str) -> list[tuple[float, float]]:
    """For each line that is not empty, how high above the page's foot it stands and how high it is, in points."""
    places = []
    for found in re.finditer(r"[^\r\n]*[^\s][^\r\n]*", text):
        first = found.start() + len(found[0]) - len(found[0].lstrip())
        _, bottom, _, top = textpage.get_charbox(first, loose=True)
        places.append((float(bottom), float(top - bottom)))
    return places


def _joined(pages: Sequence[Sequence[_PageLine]]) -> tuple[str, list[int], frozenset[int]]:
    """The text of all pages, where each page after the first begins, and where repeated lines begin."""
    repeated = _repeated(pages)
    parts: list[str] = []
    starts: list[int] = []
    furniture: set[int] = set()
    length = 0
    for page in pages:
        if parts and page:
            parts.append("\n\n")
            length += 2
            starts.append(length)
        for number, line in enumerate(page):
            if number:
                parts.append("\n\n" if line.apart else "\n")
                length += len(parts[-1])
            at_edge = number < _EDGE_LINES or number >= len(page) - _EDGE_LINES
            if at_edge and (_alike(line.text) in repeated or (len(page) > 2 and _PAGE_NUMBER.fullmatch(line.text))):
                furniture.add(length + len(line.text) - len(line.text.lstrip()))
            parts.append(line.text)
            length += len(line.text)
    return "".join(parts), starts, frozenset(furniture)


def _repeated(pages: Sequence[Sequence[_PageLine]]) -> frozenset[str]:
    """Lines at the edges of pages that recur, numbers apart, on two fifths of the pages and at least on three."""
    filled = [page for page in pages if page]
    times: Counter[str] = Counter()
    for page in filled:
        times.update({_alike(line.text) for line in [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]})
    fewest = max(min(3, len(filled)), 2, 0.4 * len(filled))
    return frozenset(line for line, count in times.items() if count >= fewest and len(line) <= 120)


def _alike(line: str) -> str:
    return _NUMBERS.sub("#", " ".join(line.split()).lower())


def _properties(document: Any) -> Stated:
    found = document.get_metadata_dict(skip_empty=True)
    title, author = (without_surrogates(found.get(key, "")).strip() for key in ("Title", "Author"))
    created = _CREATED.match(found.get("CreationDate", ""))
    return Stated(
        title=Known(title, "PDF property Title") if title and not _PROGRAM_TITLE.search(title) else None,
        author=Known(author, "PDF property Author") if " " in author else None,
        published=Known("-".join(created.groups()), "PDF property CreationDate") if created else None,
        weak=True,
    )
