"""Verbatim: where a quote that a model gave stands in the text, or that it stands nowhere.

A quote stands in a text if it is there letter for letter; only what typesetting changes may differ: the amount and kind
of white space, the shape of quotation marks, apostrophes and dashes, three full stops for an ellipsis, invisible
characters, and whether an accent is a character of its own. Quotation marks around the whole quote that the text does
not have are left out. Nothing else is forgiven – no other case, no other ending, no word left out – and a quote does not
begin or end inside a word. Places are half-open, in code points: “they  met” in 'He said "they met".' is 8–18.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

MOST = 200
"""Places of one quote that are looked at; more say nothing about which was meant."""

_SHAPES = str.maketrans(
    dict.fromkeys("“”„‟«»〝〞＂", '"') | dict.fromkeys("‘’‚‛ʼ′`´＇", "'") | dict.fromkeys("‐‑‒–—―−﹣－", "-")
)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_NO_WORD_GAPS = 0x2E80  # from here on stand scripts that write words without a gap
_AROUND = " \"'"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A text as it is searched: folded characters, and for each where it begins and ends in the text."""

    folded: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Verbatim":
        """A text made ready for the search."""
        chars, starts, ends = [], [], []
        for char, start, end in _folded(text):
            chars.append(char)
            starts.append(start)
            ends.append(end)
        return cls("".join(chars), tuple(starts), tuple(ends))

    def places(self, quote: str) -> list[tuple[int, int]]:
        """Where the quote stands, in order; an empty list if it does not, or says nothing."""
        wanted = "".join(char for char, _, _ in _folded(quote)).strip()
        for form in dict.fromkeys((wanted, wanted.strip(_AROUND))):
            found = list(self._found(form)) if any(map(str.isalnum, form)) else []
            if found:
                return found
        return []

    def _found(self, wanted: str) -> Iterator[tuple[int, int]]:
        at, seen = self.folded.find(wanted), 0
        while at >= 0 and seen < MOST:
            past = at + len(wanted)
            if not (_inside_word(self.folded, at) or _inside_word(self.folded, past)):
                yield self.starts[at], self.ends[past - 1]
                seen += 1
            at = self.folded.find(wanted, at + 1)


def _inside_word(text: str, place: int) -> bool:
    """Whether a word goes on across a place."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return before.isalnum() and after.isalnum() and max(ord(before), ord(after)) < _NO_WORD_GAPS


def _folded(text: str) -> Iterator[tuple[str, int, int]]:
    """The characters to compare, each with the range of the text that it stands for."""
    blank = False
    for cluster, start, end in _clusters(text):
        if cluster.isspace():
            if not blank:
                yield " ", start, end
            blank = True
            continue
        blank = False
        for char in unicodedata.normalize("NFC", cluster).replace("…", "...").translate(_SHAPES):
            yield char, start, end


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """Characters with the accents that follow them; invisible ones are left out."""
    start, size = 0, len(text)
    while start < size:
        end = start + 1
        while end < size and unicodedata.combining(text[end]):
            end += 1
        if text[start] not in _INVISIBLE:
            yield text[start:end], start, end
        start = end
