"""What a briefing is made of, before anybody asks for HTML, Word or PDF: sections of paragraphs, tables, quotes, pictures."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of text and the numbers of the sources on which it rests. `strong` stands out."""

    text: str
    sources: tuple[int, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences in a row. A `note` is set smaller."""

    parts: tuple[Said, ...]
    note: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; numbered if `ordered`."""

    items: tuple[Said, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under heads. Columns named in `right` hold figures; those in `whole` are not broken into lines.

    `widths` are shares of the width, where they matter.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]
    right: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a source, who says so, where."""

    text: str
    voice: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two quotes that do not agree, and what would settle it."""

    about: str
    one: Quote
    other: Quote
    settle: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG, what it shows in words, and its numbers as a table."""

    svg: str
    alt: str
    twin: Table


@dataclass(frozen=True, slots=True)
class Code:
    """Text to be copied as it stands."""

    text: str


Block = Paragraph | Bullets | Table | Opposed | Picture | Code


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a briefing; `vintage` says how old what it rests on is."""

    title: str
    vintage: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A numbered source: its citation, its address if it may be a link, and the quotes taken from it."""

    number: int
    citation: str
    address: str | None
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A briefing: title, the lines below it, its parts, and the sources with full quotes."""

    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    language: str = "en"


def said(*texts: str) -> tuple[Said, ...]:
    """Plain cells of a table."""
    return tuple(Said(text) for text in texts)


def paragraph(*parts: Said | str, note: bool = False) -> Paragraph:
    """A paragraph of sentences, plain ones given as text."""
    return Paragraph(tuple(Said(part) if isinstance(part, str) else part for part in parts), note)
