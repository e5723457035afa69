"""Words of a sentence in a language other than English, each name of the world one word.

A Turkish or Kazakh name keeps its ending ("Rusya'nın" is one word), which says what part it plays.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.world import Mention

_WORD = re.compile(r"\w+(?:[-’'.]\w+)*|[^\w\s]")
_ENDING = re.compile(r"['’]\w+|-\w{1,4}(?!\w)")
_BREAKS = frozenset(';:—–()«»“”"„')


@dataclass(slots=True, eq=False)
class Word:
    """A word or mark at `[at, end)` of a reading text; `ending` is what a name has grown in the sentence."""

    text: str
    low: str
    at: int
    end: int
    mention: Mention | None = None
    ending: str = ""

    @property
    def is_word(self) -> bool:
        """Whether it is no mark."""
        return self.text[0].isalnum()

    @property
    def breaks(self) -> bool:
        """Whether it is a mark at which a clause ends, whatever follows."""
        return self.text in _BREAKS

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


def small(text: str, language: str) -> str:
    """Small letters, as the language has them: "İran" → "iran", "IŞIK" → "ışık" in Turkish."""
    if language == "tr":
        text = text.replace("İ", "i").replace("I", "ı")
    return text.lower()


def bare(word: str) -> str:
    """A word without what it has grown after an apostrophe: "Rusya'nın" → "Rusya"."""
    return word.replace("’", "'").partition("'")[0]


def words_of(text: str, start: int, end: int, mentions: Sequence[Mention], language: str) -> list[Word]:
    """The words of the sentence `text[start:end]`, with the names that stand in it."""
    found: list[Word] = []
    edge = start
    for mention in mentions:
        if mention.start < edge or mention.end > end:
            continue
        found.extend(_plain(text, edge, mention.start, language))
        grown = _ENDING.match(text, mention.end) if language != "ru" else None
        edge = grown.end() if grown else mention.end
        written = text[mention.start : edge]
        ending = small(text[mention.end : edge], language).lstrip("'’-")
        found.append(Word(written, small(written, language), mention.start, edge, mention, ending))
    found.extend(_plain(text, edge, end, language))
    return found


def _plain(text: str, start: int, end: int, language: str) -> list[Word]:
    return [
        Word(found.group(), small(found.group(), language), found.start(), found.end())
        for found in _WORD.finditer(text, start, end)
    ]
