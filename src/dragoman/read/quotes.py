"""Quotation marks: what stands inside them in a paragraph, whatever their style, and what a missing one means.

Known bad cases: straight single quotes are apostrophes more often than quotation marks and are not read; a lone
closing mark opens at the beginning of its paragraph, a lone opening one closes at the end (a quotation over several
paragraphs has an opening mark in each and a closing one in the last).
"""

import re
from dataclasses import dataclass

_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’"}
_NESTING = frozenset("“«")
_CLOSERS = frozenset("”»")
_MARKS = re.compile('["“”«»„‘’]')


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands between two quotation marks: a half-open range of the reading text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """Characters inside."""
        return self.end - self.start


def quotes(text: str) -> list[Quote]:
    """The quotations of a paragraph, in order; those inside another are left to it."""
    found: list[Quote] = []
    opened: tuple[str, int] | None = None
    depth = 0
    for match in _MARKS.finditer(text):
        place, mark = match.start(), match.group()
        if mark == '"':
            mark = "”" if opened and opened[0] == '"' else '"'
        if opened is None:
            if mark == '"' or (mark in _PAIRS and _opens(text, place, mark)):
                opened, depth = (mark, place + 1), 1
            elif mark in _CLOSERS and place > 20 and not found:
                found.append(Quote(0, place))
        elif mark == opened[0] and mark in _NESTING:
            depth += 1
        elif _closes(opened[0], mark, text, place):
            depth -= 1
            if depth:
                continue
            if place > opened[1]:
                found.append(Quote(opened[1], place))
            opened = None
    if opened is not None and len(text) > opened[1] and _goes_on(text, *opened):
        found.append(Quote(opened[1], len(text)))
    return [quote for quote in found if any(map(str.isalnum, text[quote.start : quote.end]))]


def _opens(text: str, place: int, mark: str) -> bool:
    """A single curly mark opens only before a letter and after a space."""
    if mark != "‘":
        return True
    return (place == 0 or not text[place - 1].isalnum()) and text[place + 1 : place + 2].isalnum()


def _goes_on(text: str, mark: str, start: int) -> bool:
    """Whether a mark without a closing one opens a quotation over paragraphs: a straight one only before a sentence."""
    if mark == '"':
        return text[start].isupper() and (start == 1 or text[start - 2].isspace())
    return mark != "‘"


def _closes(opener: str, mark: str, text: str, place: int) -> bool:
    if opener == '"':
        return mark == "”"
    if opener == "‘":
        return mark == "’" and not text[place + 1 : place + 2].isalnum()
    return mark == _PAIRS[opener] or (opener == "“" and mark == "”")
