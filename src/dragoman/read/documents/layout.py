"""Lines → paragraphs of plain text, whichever way the file was laid out.

Three layouts occur: one paragraph a line (with or without empty lines between), paragraphs hard-wrapped at a column,
and pages of a PDF. In the last two a line joins the next one if it is full – if the next line's first word would not
have fitted – or if it breaks off and the next begins small. Markup at the edges (`## `, `- `, `**…**`) stays outside.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.read.documents.extract import Paragraph, marker_at

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})\s+")
_UNDERLINE = re.compile(r"(=|-)\1{2,}\s*")
_WRAPS = ("***", "___", "**", "__", "*", "_")
_FINAL = re.compile(r"[.!?…。؟]\W*$")
_HAS_WORD = re.compile(r"[^\W_]")
_SMALL = re.compile(r"\W*[^\W\d_]")
_STARTS_ITEM = re.compile(r"\s*(?:#{1,6}\s|[-–—*•·>|]|\d{1,2}[.)]\s)")
WIDEST_COLUMN = 120
"""Characters: lines longer than this are paragraphs, not wrapped lines."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    apart: bool  # an empty line or a page break stands before it
    page: int
    furniture: bool = False


def is_finished(text: str) -> bool:
    """Whether the text ends as a sentence does: a full stop, a question or an exclamation mark, then only signs."""
    return _FINAL.search(text[-20:]) is not None


def begins_small(text: str) -> bool:
    """Whether the first letter is a small one, with nothing but signs before it."""
    found = _SMALL.match(text)
    return found is not None and found[0][-1].islower()


def paragraphs(
    text: str, *, pages: Sequence[int] = (), furniture: frozenset[int] = frozenset(), widest: int = WIDEST_COLUMN
) -> tuple[Paragraph, ...]:
    """The paragraphs of a plain text, in order.

    `pages` are the offsets at which pages after the first begin, `furniture` the offsets at which lines begin that
    a page repeats, `widest` the longest line, in characters, that may be one of several of a paragraph.
    """
    lines = _lines(text, pages, furniture)
    width = _column(text, lines, widest)
    found: list[Paragraph] = []
    group: list[_Line] = []
    for line in lines:
        if group and not _joins(text, group[-1], line, width):
            _add(found, text, group)
            group = []
        group.append(line)
    if group:
        _add(found, text, group)
    return tuple(found)


def _lines(text: str, pages: Sequence[int], furniture: frozenset[int]) -> list[_Line]:
    found: list[_Line] = []
    last = 0
    feeds = 0
    for match in _LINE.finditer(text):
        start, end = match.span()
        words = match[0].strip()
        if not words:
            continue
        between = text[last:start]
        feeds += between.count("\f")
        indent = len(match[0]) - len(match[0].lstrip())
        start += indent
        page = feeds + bisect_right(pages, start)
        apart = "\f" in between or len(_BREAK.findall(between)) > 1
        found.append(_Line(start, start + len(words), indent, apart, page, start in furniture))
        last = end
    return found


def _column(text: str, lines: Sequence[_Line], widest: int) -> int:
    """The width in characters at which lines were wrapped, or 0 if a line is a paragraph.

    Lines are wrapped if a third of those that have a follower break off before a small letter.
    """
    pairs = [(one, two) for one, two in pairwise(lines) if not two.apart]
    if not pairs:
        return 0
    lengths = sorted(one.end - one.start for one, _ in pairs)
    width = lengths[(len(lengths) - 1) * 19 // 20]
    if width > widest:
        return 0
    full = [(one, two) for one, two in pairs if one.end - one.start > 0.6 * width]
    broken = sum(1 for one, two in full if _breaks_off(text, one, two))
    return width if broken and broken * 3 >= len(full) else 0


def _breaks_off(text: str, one: _Line, two: _Line) -> bool:
    return not is_finished(text[one.start : one.end]) and begins_small(text[two.start : two.end])


def _joins(text: str, one: _Line, two: _Line, width: int) -> bool:
    """Whether `two` goes on with the paragraph of `one`."""
    if not width or two.apart or one.furniture or two.furniture or one.page != two.page:
        return False
    if _STARTS_ITEM.match(text, two.start, two.end) or text.startswith("#", one.start):
        return False
    length = one.end - one.start
    if _breaks_off(text, one, two) and length > 0.4 * width:
        return True
    if two.indent > one.indent + 1 and is_finished(text[one.start : one.end]):
        return False
    first_word = text[two.start : two.end].split(maxsplit=1)[0]
    return length + 1 + len(first_word) > 0.85 * width and length > 0.4 * width


def _add(found: list[Paragraph], text: str, group: Sequence[_Line]) -> None:
    first, last = group[0], group[-1]
    line = text[first.start : last.end]
    if not _HAS_WORD.search(line):
        if _UNDERLINE.fullmatch(line) and found and not first.apart and not found[-1].level:
            found[-1] = replace(found[-1], level=1 if line[0] == "=" else 2)
        return
    made = _unmarked(text, Paragraph(first.start, last.end, page=first.page, furniture=first.furniture))
    if made.start < made.end:
        found.append(made)


def _unmarked(text: str, whole: Paragraph) -> Paragraph:
    """The paragraph without the markup at its edges, which sets its level, marker and emphasis."""
    start, end, level = whole.start, whole.end, 0
    heading = _HEADING.match(text, start, end)
    if heading:
        start, level = heading.end(), len(heading[1])
        end = start + len(text[start:end].rstrip("#").rstrip())
    inside, marker = marker_at(text, start, end)
    start += inside
    start, end, bold, italic = _unwrapped(text, start, end)
    return replace(whole, start=start, end=end, level=level, marker=marker, bold=bold, italic=italic)


def _unwrapped(text: str, start: int, end: int) -> tuple[int, int, bool, bool]:
    """Edges inside `**…**`, `*…*` and the like around the whole, and whether it was bold or italic."""
    bold = italic = False
    for wrap in _WRAPS:
        size = len(wrap)
        if end - start > 2 * size and text.startswith(wrap, start) and text.startswith(wrap, end - size):
            inside = text[start + size : end - size]
            if wrap not in inside and not inside[0].isspace():
                start, end = start + size, end - size
                bold, italic = bold or size > 1, italic or size != 2
    # A footnote's star that nothing closes.
    if text.startswith("*", start) and text.find("*", start + 1, end) < 0 and end - start > 1:
        start += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end, bold, italic
