"""Words: a paragraph cut into sentences and words before it is parsed, with each name of the world as one word.

A small parser knows few names. So each naming – "Russian Foreign Minister Sergei Lavrov", "the Shanghai Cooperation
Organisation" – is given to it as one frequent word of the same kind ("Bush", "government"), and stands in the tree as
one token that quotes the text in full.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from dragoman.read.sentences import Passage, sentence_starts
from dragoman.records import Actor
from dragoman.world import EntityKind, Mention, Sense

_LONGEST = 300  # words; a longer "sentence" is a table or a list, and is cut
# characters without a space; the tokenizer takes the square of their number, so that a longer stretch is cut
_UNSPACED = re.compile(r"\S{1,200}")


@dataclass(slots=True, eq=False)
class Naming:
    """A stretch of words that names somebody or something, with the office that the words give to a person.

    `offices` are those that a person is known to hold, and their common names; `others` the ids of all that an open
    name may mean.
    """

    kind: EntityKind | None
    actor: Actor
    sense: Sense = Sense.NAME
    office: str | None = None
    body: Actor | None = None
    role: bool = False
    former: bool = False
    offices: frozenset[str] = frozenset()
    others: tuple[str, ...] = ()

    @property
    def acts(self) -> bool:
        """Whether it names one that can act (a city cannot, unless it stands for its state)."""
        return self.kind is not EntityKind.PLACE


@dataclass(slots=True, eq=False)
class Word:
    """A word of the reading text; `lower` is it in small letters, `stand_in` what the parser reads in its place."""

    text: str
    at: int
    end: int
    mention: Mention | None = None
    naming: Naming | None = None
    stand_in: str | None = None
    lower: str = field(init=False)

    def __post_init__(self) -> None:
        self.lower = self.text.lower()


@cache
def _tokenizer() -> Any:
    """spaCy's rules for English words; they need no weights."""
    from spacy.lang.en import English

    return English().tokenizer


def sentences_of(passage: Passage, mentions: list[Mention]) -> list[list[Word]]:
    """The words of a paragraph by sentence; each mention is one word, unless a sentence ends inside it."""
    starts = sentence_starts(passage.text)
    found: list[list[Word]] = [[]]
    nth = 1
    for word in _words(passage.text, mentions):
        begins = nth < len(starts) and word.at >= starts[nth]
        while nth < len(starts) and word.at >= starts[nth]:
            nth += 1
        if (begins or len(found[-1]) >= _LONGEST) and found[-1]:
            found.append([])
        found[-1].append(word)
    return [sentence for sentence in found if sentence]


def _words(text: str, mentions: list[Mention]) -> Iterator[Word]:
    edge = 0
    for mention in mentions:
        yield from _plain(text, edge, mention.start)
        yield Word(" ".join(mention.text.split()), mention.start, mention.end, mention)
        edge = mention.end
    yield from _plain(text, edge, len(text))


def _plain(text: str, start: int, end: int) -> Iterator[Word]:
    for found in _UNSPACED.finditer(text, start, end):
        place = found.start()
        for shift, word in _cut(found.group()):
            yield Word(word, place + shift, place + shift + len(word))


@lru_cache(maxsize=1 << 16)
def _cut(unspaced: str) -> tuple[tuple[int, str], ...]:
    """The words of what stands between two spaces, each with its place in it."""
    return tuple((token.idx, token.text) for token in _tokenizer()(unspaced))
