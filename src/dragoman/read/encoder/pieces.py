"""Words as pieces of an encoder's vocabulary (WordPiece): small letters without accents, the longest known piece first.

Dragoman has its own words with their places; what a tokenizer library adds is a walk over the whole text and a hub client.
Source of the scheme: devlin2019bert.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

MOST = 512
"""Pieces that the encoder sees together, its two marks included."""
_WORD_MOST = 8
_TIGHT = 2  # pieces of a word in a passage that would not fit
_LONGEST = 60
_FORGET = 400_000

Pieces = NDArray[np.int64]


@dataclass(slots=True)
class Vocabulary:
    """The pieces by number; remembers each word it has met."""

    numbers: Mapping[str, int]
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def passage(self, words: Sequence[str]) -> tuple[Pieces, Pieces]:
        """The pieces of a passage between its two marks, and for each the number of its word from 1 on (0: a mark)."""
        told = [self.word(word) for word in words]
        if sum(map(len, told)) > MOST - 2:
            told = [pieces[:_TIGHT] for pieces in told]
        if sum(map(len, told)) > MOST - 2:
            told = [pieces[:1] if place < MOST - 2 else () for place, pieces in enumerate(told)]
        numbers = [self.numbers["[CLS]"], *(piece for pieces in told for piece in pieces), self.numbers["[SEP]"]]
        owners = [0, *(place for place, pieces in enumerate(told, 1) for _ in pieces), 0]
        return np.array(numbers, np.int64), np.array(owners, np.int64)

    def word(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, eight at most."""
        known = self._seen.get(word)
        if known is None:
            if len(self._seen) > _FORGET:
                self._seen.clear()
            known = self._seen[word] = self._cut(word)
        return known

    def _cut(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        for part in _parts(word[:_LONGEST]):
            found += self._pieces(part)
        return tuple(found[:_WORD_MOST]) or (self.numbers["[UNK]"],)

    def _pieces(self, part: str) -> list[int]:
        found, start = [], 0
        while start < len(part):
            end = len(part)
            lead = "##" if start else ""
            while end > start and lead + part[start:end] not in self.numbers:
                end -= 1
            if end == start:
                return [self.numbers["[UNK]"]]
            found.append(self.numbers[lead + part[start:end]])
            start = end
        return found


def _parts(word: str) -> list[str]:
    """The word in small letters without accents, each mark by itself."""
    parts = [""]
    for letter in unicodedata.normalize("NFD", word.lower()):
        kind = unicodedata.category(letter)
        if kind == "Mn":
            continue
        if kind[0] == "P" or letter in "$+<=>^`|~" or 0x4E00 <= ord(letter) <= 0x9FFF:
            parts += [letter, ""]
        else:
            parts[-1] += letter
    return [part for part in parts if part]
