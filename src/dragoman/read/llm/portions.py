"""Portions: a document cut into questions – whole paragraphs in their order, a few thousand characters at once.

A portion is the unit that is sent, counted, paid for and kept: the same paragraphs make the same portion on every run.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from dragoman.read.sentences import Passage

SIZE = 6_000
"""Bytes of UTF-8 (about 1,500 tokens) from which on a portion takes no further paragraph; a longer one stands alone.

The instructions are sent with every portion and take as much again: smaller portions cost more, larger ones find less.
"""
_GAP, _LEFT_OUT = "\n\n", "\n\n[…]\n\n"


@dataclass(frozen=True, slots=True)
class Portion:
    """Paragraphs sent together: their numbers in the document, and the text as it is sent."""

    numbers: tuple[int, ...]
    text: str


def portions(passages: Sequence[Passage], wanted: Container[int]) -> list[Portion]:
    """The wanted paragraphs in portions, in order; what is left out between two is marked."""
    found: list[Portion] = []
    for number, passage in enumerate(passages):
        if number not in wanted or not passage.text.strip():
            continue
        alone = Portion((number,), passage.text)
        both = _joined(found[-1], alone) if found else alone
        if found and len(both.text.encode("utf-8", "replace")) <= SIZE:
            found[-1] = both
        else:
            found.append(alone)
    return found


def _joined(portion: Portion, other: Portion) -> Portion:
    gap = _GAP if portion.numbers[-1] + 1 == other.numbers[0] else _LEFT_OUT
    return Portion((*portion.numbers, *other.numbers), f"{portion.text}{gap}{other.text}")
