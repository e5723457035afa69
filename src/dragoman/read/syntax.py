"""Syntax: sentences as trees of tokens, with Universal Dependencies relations and places in the document.

spaCy runs the parser (trained by `training/`, shipped in `data/model`); its result is copied once into plain tokens,
because rules that look at every token many times are several times faster on them.

Source: [UD-EWT]
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from dragoman.errors import DataError
from dragoman.read.lemmas import lemma
from dragoman.read.sentences import Passage
from dragoman.read.words import Naming, Word
from dragoman.records import Role, Span

if TYPE_CHECKING:
    from spacy.language import Language

MODEL = "en_dragoman"
_BATCH = 16  # portions parsed at once
_PORTION = 500  # words; memory grows with the words of a batch


@dataclass(slots=True, eq=False)
class Token:
    """A word in its tree. `start` and `end` are places in the document, `at` and `past` in the reading text."""

    i: int
    start: int
    end: int
    at: int
    past: int
    text: str
    lower: str
    lemma: str
    tag: str
    dep: str
    naming: Naming | None = None
    head: "Token | None" = None
    children: list["Token"] = field(default_factory=list)

    @property
    def is_verb(self) -> bool:
        """A verb form by its Penn tag."""
        return self.tag[:2] == "VB"

    @property
    def is_noun(self) -> bool:
        """A common or proper noun by its Penn tag."""
        return self.tag[:2] == "NN"

    def child(self, *deps: str) -> "Token | None":
        """The first child with one of the relations."""
        return next((token for token in self.children if token.dep in deps), None)

    def all(self, *deps: str) -> list["Token"]:
        """Every child with one of the relations."""
        return [token for token in self.children if token.dep in deps]

    def case(self) -> str:
        """The preposition of a noun phrase ("with"), fixed ones joined ("because of"), or ''."""
        for token in self.children:
            if token.dep == "case" and token.lower not in ("'s", "’s", "'", "’"):
                return " ".join([token.lower, *(part.lower for part in token.children if part.dep == "fixed")])
        return ""

    def subtree(self, without: frozenset[str] = frozenset()) -> list["Token"]:
        """The token and all below it, in no particular order; branches with a relation in `without` are left out."""
        found, queue = [], [self]
        while queue:
            token = queue.pop()
            found.append(token)
            queue.extend(child for child in token.children if child.dep not in without)
        return found

    def ancestors(self) -> Iterator["Token"]:
        """From the head to the root."""
        token = self.head
        while token is not None:
            yield token
            token = token.head


@dataclass(slots=True, eq=False)
class Sentence:
    """A parsed sentence in its paragraph and its document."""

    tokens: list[Token]
    passage: Passage
    paragraph: int
    document_text: str

    @property
    def role(self) -> Role:
        """The role of its paragraph."""
        return self.passage.role

    @property
    def start(self) -> int:
        """The first character in the document."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """One past the last character in the document."""
        return self.tokens[-1].end

    @property
    def span(self) -> Span:
        """The sentence as it stands in the document; its longest piece, if a page break cuts it."""
        return max(self.pieces(self.start, self.end), key=lambda piece: len(piece.exact))

    def pieces(self, start: int, end: int) -> list[Span]:
        """A range of the document as spans, what does not belong to the paragraph left out."""
        return [Span.cut(self.document_text, *piece) for piece in self.passage.pieces(start, end)]

    @property
    def text(self) -> str:
        """The sentence in the reading text."""
        return self.passage.text[self.tokens[0].at : self.reading_end]

    @property
    def reading_end(self) -> int:
        """One past its last character in the reading text."""
        return self.tokens[-1].past

    @property
    def namings(self) -> list[Token]:
        """The tokens that are namings, in order."""
        return [token for token in self.tokens if token.naming is not None]

    def cut(self, first: Token, last: Token) -> Span:
        """The span from one token to another."""
        return Span.cut(self.document_text, first.start, last.end)

    def cover(self, tokens: Iterable[Token]) -> Span:
        """The shortest span that holds all the tokens."""
        ordered = sorted(tokens, key=lambda token: token.i)
        return self.cut(ordered[0], ordered[-1])

    def words(self, tokens: Iterable[Token]) -> str:
        """The reading text from the first to the last of the tokens, white space normalised."""
        ordered = sorted(tokens, key=lambda token: token.i)
        text = self.passage.text[ordered[0].at : ordered[-1].past]
        return " ".join(text.split())


@cache
def parser() -> "Language":
    """The shipped pipeline; loaded once a process. Raises DataError if the package lacks it."""
    import spacy

    folder = files("dragoman") / "data" / "model" / MODEL
    if not folder.is_dir():
        raise DataError("the parser's weights are missing from the package", "reinstall dragoman, or run `make train`")
    return spacy.load(str(folder))


def parse(paragraphs: Iterable[tuple[Passage, list[list[Word]]]], document_text: str) -> list[Sentence]:
    """The sentences of a document, parsed, in order."""
    nlp = parser()
    todo = list(paragraphs)
    parts = [(n, part) for n, (_, sentences) in enumerate(todo) for part in _parts(sentences)]
    found: list[Sentence] = []
    for first in range(0, len(parts), _BATCH):
        with nlp.memory_zone():
            batch = parts[first : first + _BATCH]
            documents = [_as_document(nlp, sentences) for _, sentences in batch]
            for (number, sentences), parsed in zip(batch, nlp.pipe(documents, batch_size=_BATCH), strict=True):
                found.extend(_sentences(parsed, todo[number][0], sentences, number, document_text))
    return found


def _parts(sentences: list[list[Word]]) -> Iterator[list[list[Word]]]:
    """Sentences in portions of at most `_PORTION` words or one sentence, so that no paragraph is too long for memory."""
    part: list[list[Word]] = []
    for sentence in sentences:
        if part and sum(map(len, part)) + len(sentence) > _PORTION:
            yield part
            part = []
        part.append(sentence)
    if part:
        yield part


def _as_document(nlp: "Language", sentences: list[list[Word]]) -> Any:
    """What the parser reads: stand-ins for names, sentence starts settled."""
    from spacy.tokens import Doc

    words = [word.stand_in or word.text for sentence in sentences for word in sentence]
    starts: list[bool | int | None] = [place == 0 for sentence in sentences for place in range(len(sentence))]
    return Doc(nlp.vocab, words=words, sent_starts=starts)


def _sentences(
    parsed: Any, passage: Passage, sentences: list[list[Word]], paragraph: int, document_text: str
) -> Iterator[Sentence]:
    offset = 0
    for words in sentences:
        tokens: list[Token] = []
        heads: list[int] = []
        for place, word in enumerate(words):
            read = parsed[offset + place]
            start, end = passage.range_in_document(word.at, word.end)
            lower, tag = word.lower, read.tag_
            tokens.append(
                Token(
                    place,
                    start,
                    end,
                    word.at,
                    word.end,
                    word.text,
                    lower,
                    lemma(lower, tag),
                    tag,
                    read.dep_,
                    word.naming,
                )
            )
            heads.append(read.head.i - offset)
        for token, head in zip(tokens, heads, strict=True):
            if head != token.i and 0 <= head < len(tokens):
                token.head = tokens[head]
                tokens[head].children.append(token)
        offset += len(words)
        yield Sentence(tokens, passage, paragraph, document_text)
