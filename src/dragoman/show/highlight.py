"""A text with its findings marked: cut where a finding begins or ends, so that overlaps are told apart.

"Kazakhstan signed and Russia said so" with findings at 0–20 and 11–36 becomes three pieces: the first of one finding, the
second of both, the third of the other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dragoman.records import Block, Document, Role, Row

LETTERS = 40_000
"""Letters of a text on one page; it is cut between blocks."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on which the same findings stand. `first` are those that begin here: their place to go to."""

    text: str
    findings: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    first: tuple[str, ...] = ()

    @property
    def innermost(self) -> str | None:
        """The shortest finding on it."""
        return self.findings[0] if self.findings else None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with its pieces, or what stands between blocks (`role` None)."""

    role: Role | None
    pieces: tuple[Piece, ...]
    speaker: str | None = None

    @property
    def noise(self) -> bool:
        """Whether it was never read for findings."""
        return self.role in (Role.NOISE, Role.META, None)


@dataclass(frozen=True, slots=True)
class Sheaf:
    """One page of a text: from `start` to `end` in code points; `number` of `of`."""

    start: int
    end: int
    number: int
    of: int


def sheaves(document: Document) -> list[Sheaf]:
    """The text cut into pages between blocks; one page if it is short."""
    edges = [0]
    for block in document.blocks:
        if block.start - edges[-1] >= LETTERS:
            edges.append(block.start)
    edges.append(len(document.text))
    return [Sheaf(start, end, n, len(edges) - 1) for n, (start, end) in enumerate(pairwise(edges), 1)]


def sheaf_at(parts: Sequence[Sheaf], place: int) -> Sheaf:
    """The page on which a place of the text stands; the last for one beyond the end."""
    return next((part for part in parts if part.start <= place < part.end), parts[-1])


def passages(document: Document, rows: Sequence[Row], part: Sheaf) -> Iterator[Passage]:
    """The passages of one page, with the findings that touch it. What stands between blocks is told if it has words."""
    spans = [(row["span"]["start"], row["span"]["end"], row["id"], row["kind"]) for row in rows]
    edge = part.start
    blocks = [block for block in document.blocks if part.start <= block.start < part.end]
    for block in blocks:
        yield from _between(document.text[edge : block.start])
        yield _passage(document.text, block, spans)
        edge = block.end
    yield from _between(document.text[edge : part.end])


def _between(text: str) -> Iterator[Passage]:
    if any(map(str.isalnum, text)):  # else it is a sign of markup: the # of a heading, a rule
        yield Passage(None, (Piece(text),))


def _passage(text: str, block: Block, spans: Sequence[tuple[int, int, str, str]]) -> Passage:
    near = [one for one in spans if one[0] < block.end and block.start < one[1]]
    return Passage(block.role, tuple(_pieces(text, block, near)), block.speaker)


def _pieces(text: str, block: Block, spans: Sequence[tuple[int, int, str, str]]) -> Iterator[Piece]:
    cuts = {block.start, block.end}
    for start, end, _, _ in spans:
        cuts |= {place for place in (start, end) if block.start < place < block.end}
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        here = sorted(
            (one for one in spans if one[0] <= start and end <= one[1]), key=lambda one: (one[1] - one[0], one[2])
        )
        first = tuple(one[2] for one in here if one[0] == start or (start == block.start and one[0] < start))
        kinds = tuple(dict.fromkeys(one[3] for one in here))
        yield Piece(text[start:end], tuple(one[2] for one in here), kinds, first)


def in_context(document: Document, start: int, end: int, room: int = 320) -> tuple[str, str, str]:
    """What stands before a quote in its block, the quote, and what follows, cut at words to `room` letters on each side."""
    block = next((one for one in document.blocks if one.start <= start < one.end), None)
    first, last = (block.start, max(block.end, end)) if block else (0, len(document.text))
    before, after = document.text[first:start], document.text[end:last]
    if len(before) > room:
        before = "… " + before[-room:].partition(" ")[2]
    if len(after) > room:
        after = after[:room].rpartition(" ")[0] + " …"
    return before, document.text[start:end], after
