"""Sentences: the reading text of a paragraph, where its sentences begin, and the way back to the document.

A reading text is what a person reads: markup characters are dropped, line breaks are spaces, and a paragraph that a
page break or a caption cuts in two is whole again. `Passage.to_document` leads each place back to the extracted text,
so that spans quote the document and never the reading text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from dragoman.records import Block, Document, Role, Span

READ_ROLES = (Role.TITLE, Role.HEADING, Role.BODY, Role.QUESTION, Role.ANSWER)

_MARKUP = re.compile(
    r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|\\(?=[$*_#\[\]()%&])|</?(?:sup|sub|b|i|em|strong|span|u)>"
    r"|(?<=\])\([^()\s]{1,500}\)|^#{1,6}\s+"
)
_BLANK = str.maketrans({"\n": " ", "\r": " ", "\t": " ", "\u00a0": " ", "\u202f": " ", "\u2028": " ", "\u00ad": " "})
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen brig col lt sgt cpl cmdr cdr pvt spc rev mt ft sen rep gov st no nos vs art fig pp vol ch sec "
    "inc ltd co corp jr sr ed eds etc approx "
    "jan feb mar apr jun jul aug sep sept oct nov dec cf al e.g i.e u.s u.k u.n e.u p.m a.m ph.d dept hon adm amb maj capt".split()
)
_BOUNDARY = re.compile(
    r"""(?<![.!?…])([.!?…]+)(["'”’»)\]]*)(?:\[\d{1,3}\])*\s+(?=["'“‘«(\[–—-]*\s*[A-ZА-ЯЁÀ-ÞŠŽÇĞİÖŞÜ0-9ҚҒӘҢҰҮІ])"""
)
_GAP = "\n\n"  # between paragraphs that are joined
_LONGEST = 8_000  # characters of a paragraph that are read as one
_CAPITALS = r"[A-ZÀ-ÞŞĞİÇÖÜА-ЯЁ][A-ZÀ-ÞŞĞİÇÖÜА-ЯЁ'’./-]+"
_DATELINE = re.compile(rf"{_CAPITALS}(?:[ /]{_CAPITALS}){{0,3}}(?:,|\s\()?[^—–\n.!?]{{0,60}}?\s?(?:[—–]|--?)\s")
_LAST_WORD = re.compile(r"[\w.’'-]+$")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph to be read: its reading text, its place in the document, its role and speaker.

    `breaks` are the ranges of the document between its blocks where something else stands: a page's footer, a caption.
    """

    text: str
    blocks: tuple[Block, ...]
    reading_starts: tuple[int, ...]
    document_starts: tuple[int, ...]
    breaks: tuple[tuple[int, int], ...] = ()

    @property
    def role(self) -> Role:
        """The role of the paragraph's first block."""
        return self.blocks[0].role

    @property
    def speaker(self) -> str | None:
        """Whose turn it is, if the document is an interview."""
        return self.blocks[0].speaker

    def to_document(self, place: int) -> int:
        """The place in the document of the character at `place` of the reading text."""
        piece = bisect_right(self.reading_starts, place) - 1
        return self.document_starts[piece] + place - self.reading_starts[piece]

    def pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """A half-open range of the document without the breaks inside it."""
        found = []
        for first, past in self.breaks:
            if start < first < end:
                found.append((start, first))
                start = past
        return [*found, (start, end)] if start < end else found

    def spans(self, document: str, start: int, end: int) -> list[Span]:
        """The same as spans of the document, whose text is given."""
        return [Span.cut(document, *piece) for piece in self.pieces(start, end)]

    def span(self, document: str, start: int, end: int) -> Span:
        """The same as one span: the longest piece, if a page break cuts it."""
        return max(self.spans(document, start, end), key=lambda piece: len(piece.exact))

    def range_in_document(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range in the document of a half-open, non-empty range of the reading text."""
        if len(self.reading_starts) == 1:
            shift = self.document_starts[0] - self.reading_starts[0]
            return start + shift, end + shift
        return self.to_document(start), self.to_document(end - 1) + 1


def joined(passages: Iterable[Passage]) -> str:
    """The paragraphs as one text, for what is looked up or tagged in the whole of it."""
    return _GAP.join(passage.text for passage in passages)


def starts_of(passages: Iterable[Passage]) -> list[int]:
    """Where each paragraph begins in the joined text."""
    lengths = (len(passage.text) + len(_GAP) for passage in passages)
    return list(accumulate(lengths, initial=0))[:-1]


def paragraph_at(starts: Sequence[int], place: int) -> int:
    """The number of the paragraph in which a place of the joined text stands."""
    return bisect_right(starts, place) - 1


def passages(document: Document) -> Iterator[Passage]:
    """The paragraphs of a document that are read for findings, in order; noise and metadata are left out."""
    group: list[Block] = []
    for block in _portions(document):
        if group and not block.continues:
            yield _passage(document.text, group)
            group = []
        group.append(block)
    if group:
        yield _passage(document.text, group)


def _portions(document: Document) -> Iterator[Block]:
    """The blocks that are read; a paragraph of many pages is cut at ends of sentences, so that its cost stays in proportion."""
    for block in document.blocks:
        if block.role not in READ_ROLES:
            continue
        start, continues = block.start, block.continues
        while block.end - start > _LONGEST:
            bound = _BOUNDARY.search(document.text, start + _LONGEST // 2, start + _LONGEST)
            past = bound.end() if bound else start + _LONGEST
            yield Block(start, past, block.role, block.speaker, continues)
            start, continues = past, False
        yield Block(start, block.end, block.role, block.speaker, continues)


def _passage(text: str, blocks: list[Block]) -> Passage:
    reading: list[str] = []
    reading_starts: list[int] = []
    document_starts: list[int] = []
    length = 0
    for block in blocks:
        if reading:
            reading.append(" ")
            reading_starts.append(length)
            document_starts.append(block.start - 1)
            length += 1
        for start, end in _unmarked(text, _after_dateline(text, block), block.end):
            reading.append(text[start:end])
            reading_starts.append(length)
            document_starts.append(start)
            length += end - start
    joined = "".join(reading).translate(_BLANK)
    between = [(before.end, after.start) for before, after in pairwise(blocks)]
    breaks = tuple((start, end) for start, end in between if text[start:end].strip())
    return Passage(joined, tuple(blocks), tuple(reading_starts), tuple(document_starts), breaks)


def _after_dateline(text: str, block: Block) -> int:
    """Where a paragraph begins after "ASTANA, 26 January (Agency) –", which tells of the report, not of the world."""
    found = _DATELINE.match(text, block.start, min(block.end, block.start + 120))
    told = found.group() if found else ""
    return found.end() if found and ("(" in told or any(char.isdigit() for char in told)) else block.start


def _unmarked(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between markup characters."""
    edge = start
    for found in _MARKUP.finditer(text, start, end):
        if found.start() > edge:
            yield edge, found.start()
        edge = found.end()
    if edge < end:
        yield edge, end


def sentence_starts(text: str) -> list[int]:
    """Where the sentences of a reading text begin, the first at its first character."""
    bounds = _BOUNDARY.finditer(text)
    return [0, *(found.end() for found in bounds if not _abbreviated(text, found))]


def _abbreviated(text: str, found: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation or an initial ("N. Nazarbayev", "U.S. officials")."""
    if found.group(1) != "." or found.group(2):
        return False
    word = _LAST_WORD.search(text, max(0, found.start() - 30), found.start())
    if not word:
        return False
    last = word.group().lower()
    if len(last) == 1 and last.isalpha():
        return last != "i"
    return last in _ABBREVIATIONS
