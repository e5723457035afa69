"""The states of the words of a text: what the encoder makes of each word where it stands."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dragoman.read.attribution.tokens import Passage, passages
from dragoman.read.encoder.pieces import Vocabulary

Floats = NDArray[np.float32]


class Session(Protocol):
    """An inference session of onnxruntime, or what stands in for one."""

    def run(self, outputs: None, inputs: dict[str, NDArray[np.generic]], /) -> Sequence[Floats]:
        """States of pieces (1, pieces, width): for who says what, and for who does what."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """The pretrained network and the pieces that it was taught.

    Each passage is read by itself, so that what is said of it does not hang on what else is read.
    """

    session: Session
    vocabulary: Vocabulary

    def encode(self, passage: Passage) -> tuple[Floats, Floats]:
        """States (words, width) for claims, and for deeds: the mean over the pieces of each word."""
        pieces, owners = self.vocabulary.passage(passage.words)
        given = {"pieces": pieces[None], "real": np.ones((1, len(pieces)), np.bool_)}
        inside = owners > 0
        starts = np.searchsorted(owners[inside], np.arange(1, len(passage) + 1))
        counts = np.diff(np.append(starts, inside.sum()))
        claims, deeds = (_of_words(told[0][inside], starts, counts) for told in self.session.run(None, given))
        return claims, deeds


def _of_words(told: Floats, starts: NDArray[np.intp], counts: NDArray[np.intp]) -> Floats:
    sums = np.add.reduceat(told, np.minimum(starts, len(told) - 1), axis=0)
    states: Floats = (sums / np.maximum(counts, 1)[:, None]).astype(np.float32)
    states[counts == 0] = 0.0
    return states


@dataclass(slots=True)
class States:
    """All words of a text with their places and both states, a part a passage; kept in half precision, since a book has many."""

    encoder: Encoder
    passages: list[Passage] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    claims: list[NDArray[np.float16]] = field(default_factory=list)
    deeds: list[NDArray[np.float16]] = field(default_factory=list)
    edges: list[int] = field(default_factory=lambda: [0])

    @classmethod
    def of(cls, text: str, encoder: Encoder) -> "States":
        """Read a whole text."""
        found = cls(encoder)
        for passage in passages(text):
            found.passages.append(passage)
            found.starts += passage.starts
            found.ends += passage.ends
            for kept, told in zip((found.claims, found.deeds), encoder.encode(passage), strict=True):
                kept.append(told.astype(np.float16))
            found.edges.append(len(found.starts))
        return found

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words (first, after the last) that a stretch of the text touches; the nearest one before it where none."""
        first, past = bisect_right(self.ends, start), bisect_left(self.starts, end)
        if first < past:
            return first, past
        first = max(0, min(first, len(self.starts) - 1))
        return first, first + 1

    def at(self, first: int, past: int) -> Floats:
        """States for deeds (words, width) of the words with numbers from `first` to before `past`."""
        found: list[NDArray[np.float16]] = []
        number = bisect_right(self.edges, first) - 1
        for start, end in islice(pairwise(self.edges), number, None):
            if start >= past:
                break
            found.append(self.deeds[number][max(first, start) - start : min(past, end) - start])
            number += 1
        return np.concatenate(found).astype(np.float32)
