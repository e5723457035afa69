"""What the tagger sees of a token: numbers made from its letters, its quotation state and frozen word lists.

The word lists travel with the weights (`Lexicon`), so that a change of `data/*.csv` never changes what the weights meant.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from dragoman.read.attribution.tokens import Passage

COLUMNS = ("word", "spelling", "prefix", "suffix", "shape")
BUCKETS = {"spelling": 4096, "prefix": 1024, "suffix": 2048, "shape": 256}
"""Sizes of the hash tables; bucket 0 is kept for hidden words (in training)."""
FLAGS = (
    "statement_verb", "attitude_verb", "statement_noun", "attitude_noun", "takes_that", "takes_to", "takes_np",
    "title", "organ", "place", "person", "organisation", "third_person", "first_person", "auxiliary", "time",
)  # fmt: skip
QUOTES = 16
BEGINNINGS = 3
UNKNOWN = 0

_DIGIT = re.compile(r"\d")
_CURLY = str.maketrans("’‘‐‑", "''--")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Frequent words by number, and flags of listed words as a bit mask over FLAGS; all keys normalised."""

    words: Mapping[str, int]
    flags: Mapping[str, int]


@dataclass(slots=True)
class Encoder:
    """Turns passages into rows of numbers; remembers each spelling it has met."""

    lexicon: Lexicon
    _seen: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def encode(self, passage: Passage) -> NDArray[np.int32]:
        """One row a token: COLUMNS, flag mask, quotation state, beginning."""
        return self.rows(passage.words, passage.quote, passage.begins)

    def rows(self, words: Sequence[str], quote: Sequence[int], begins: Sequence[int]) -> NDArray[np.int32]:
        """The same from parallel lists."""
        if len(self._seen) > 400_000:
            self._seen.clear()
        out = np.empty((len(words), len(COLUMNS) + 3), np.int32)
        out[:, : len(COLUMNS) + 1] = [self._spelling(word) for word in words]
        out[:, -2] = quote
        out[:, -1] = begins
        return out

    def _spelling(self, word: str) -> tuple[int, ...]:
        known = self._seen.get(word)
        if known is None:
            known = self._seen[word] = spelling(word, self.lexicon)
        return known


def normal(word: str) -> str:
    """The form under which a word is listed: small letters, straight marks, digits as 0."""
    return _DIGIT.sub("0", word[:60].translate(_CURLY).lower())


def spelling(word: str, lexicon: Lexicon) -> tuple[int, ...]:
    """COLUMNS of a word, then its flags."""
    low = normal(word)
    return (
        lexicon.words.get(low, UNKNOWN),
        _bucket("spelling", low),
        _bucket("prefix", low[:3]),
        _bucket("suffix", low[-3:]),
        _bucket("shape", shape(word)),
        lexicon.flags.get(low, 0),
    )


def shape(word: str) -> str:
    """Capitals, digits and length in brief: "Xx", "X.X.", "00", "x-x"; long runs count as two or three letters."""
    out: list[str] = []
    for letter in word[:24]:
        kind = "X" if letter.isupper() else "x" if letter.islower() else "0" if letter.isdigit() else letter
        if out[-3:] != [kind] * 3:
            out.append(kind)
    return "".join(out)


def _bucket(column: str, text: str) -> int:
    return 1 + zlib.crc32(f"{column}:{text}".encode("utf-8", "surrogatepass")) % (BUCKETS[column] - 1)
