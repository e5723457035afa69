"""What every format is turned into before anybody asks what the paragraphs mean: a text and its paragraphs.

Offsets are code points into `Extract.text`. A paragraph leaves out the markup around it (`## `, `- `, `**…**`), but
remembers what it said: a heading's level, emphasis, a list marker.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from dragoman.records import Known


class Marker(StrEnum):
    """What stood before a paragraph: a dash may be a turn of speech, a bullet is a list."""

    NONE = ""
    DASH = "dash"
    BULLET = "bullet"
    QUOTE = "quote"


_MARKER = re.compile(r"(?:>\s?)+|[-–]\s+(?!\d+\s*$)|—\s*|[*•·●▪◦‣]\s+")


def marker_at(text: str, start: int, end: int) -> tuple[int, Marker]:
    """How many characters the marker at the start of a stretch of text takes, and which it is."""
    found = _MARKER.match(text, start, end)
    if not found or found.end() >= end:
        return 0, Marker.NONE
    if found[0][0] == ">":
        return len(found[0]), Marker.QUOTE
    return len(found[0]), Marker.DASH if found[0][0] in "-–—" else Marker.BULLET


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of text that its author meant as one. `page` counts page breaks before it, from 0.

    `level` is the level of a heading, 1 to 6, or 0. `furniture` marks headers and footers that a page repeats.
    """

    start: int
    end: int
    level: int = 0
    bold: bool = False
    italic: bool = False
    marker: Marker = Marker.NONE
    page: int = 0
    furniture: bool = False

    @property
    def emphasised(self) -> bool:
        """Whether the whole of it is bold or italic."""
        return self.bold or self.italic


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a file says about itself in its markup or properties. `weak` properties give way to what the text says."""

    title: Known | None = None
    outlet: Known | None = None
    author: Known | None = None
    published: Known | None = None
    url: str | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The text of a file, its paragraphs in order, and what the file says about itself."""

    format: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    encoding: str | None = None
    notes: tuple[str, ...] = ()
    stated: Stated = field(default_factory=Stated)


class Composer:
    """Builds the text of an extract from runs of formatted text, paragraph by paragraph.

    White space inside a paragraph is collapsed; paragraphs are separated by an empty line.
    """

    def __init__(self) -> None:
        self._runs: list[tuple[str, bool, bool]] = []
        self._parts: list[str] = []
        self._length = 0
        self.paragraphs: list[Paragraph] = []

    def add(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        """Add a run to the paragraph under way."""
        if text:
            self._runs.append((text, bold, italic))

    def close(self, *, level: int = 0, marker: Marker = Marker.NONE) -> None:
        """End the paragraph under way; one without a letter or a digit is dropped."""
        runs, self._runs = self._runs, []
        text = " ".join("".join(run for run, _, _ in runs).split())
        if not any(map(str.isalnum, text)):
            return
        seen = [(bold, italic) for run, bold, italic in runs if not run.isspace()]
        if self._parts:
            self._parts.append("\n\n")
            self._length += 2
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        bold, italic = all(bold for bold, _ in seen), all(italic for _, italic in seen)
        inside, written = marker_at(text, 0, len(text))
        made = Paragraph(start + inside, self._length, level, bold, italic, marker or written)
        self.paragraphs.append(made)

    @property
    def text(self) -> str:
        """All that was closed so far."""
        return "".join(self._parts)
