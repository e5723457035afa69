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
_PORTION = 500  # words of a paragraph that are read as one
_BATCH = 1_500  # words parsed at once; memory grows with them
_VOCABULARY = (
    30_000  # words that the vocabulary keeps from batch to batch: to learn a word costs as much as to parse it
)


@dataclass(slots=True, eq=False)
class Token:
    """A word in its tree. `start` and `end` are places in the document, `at` and `past` in the reading text.

    `is_verb` and `is_noun` (common or proper) tell the kind by the Penn tag.
    """

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
    is_verb: bool = field(init=False)
    is_noun: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_verb = self.tag[:2] == "VB"
        self.is_noun = self.tag[:2] == "NN"

    def child(self, *deps: str) -> "Token | None":
        """The first child with one of the relations."""
        for token in self.children:
            if token.dep in deps:
                return token
        return None

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
        """The sentence as it stands in the document, as far as no page break cuts it."""
        return self.passage.span(self.document_text, self.start, self.end)

    def pieces(self, start: int, end: int) -> list[Span]:
        """A range of the document as spans, what does not belong to the paragraph left out."""
        return self.passage.spans(self.document_text, start, end)

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
        """The span from one token to another, as far as no page break cuts it."""
        return self.passage.span(self.document_text, first.start, last.end)

    def cover(self, tokens: Iterable[Token]) -> Span:
        """The shortest span that holds all the tokens, as far as no page break cuts it."""
        ordered = sorted(tokens, key=lambda token: token.i)
        return self.cut(ordered[0], ordered[-1])

    def words(self, tokens: Iterable[Token]) -> str:
        """The reading text from the first to the last of the tokens, white space normalised."""
        ordered = sorted(tokens, key=lambda token: token.i)
        text = self.passage.text[ordered[0].at : ordered[-1].past]
        return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class _Part:
    """A portion of a paragraph: sentences that are parsed as one document."""

    paragraph: int
    passage: Passage
    sentences: list[list[Word]]


@cache
def parser() -> "Language":
    """The shipped pipeline; loaded once a process. Raises DataError if the package lacks it."""
    import spacy

    folder = files("dragoman") / "data" / "model" / MODEL
    if not folder.is_dir():
        raise DataError("the parser's weights are missing from the package", "reinstall dragoman, or run `make train`")
    return _with_numpy(spacy.load(str(folder)))


def _with_numpy(nlp: "Language") -> "Language":
    """The pipeline with numpy's matrix product, which knows the processor; the one that comes with thinc is of no
    particular one, and three times slower.
    """
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    pipes: list[Any] = [pipe for _, pipe in nlp.pipeline]
    for pipe in pipes:
        for layer in pipe.model.walk():
            layer.ops = ops
    return nlp


def parse(paragraphs: Iterable[tuple[Passage, list[list[Word]]]], document_text: str) -> Iterator[Sentence]:
    """The sentences of a document, parsed, in order; no more of them are held than one batch."""
    nlp = parser()
    for batch in _batches(paragraphs):
        _learn(nlp, batch)
        found: list[Sentence] = []
        with nlp.memory_zone():
            documents = [_as_document(nlp, part.sentences) for part in batch]
            for part, parsed in zip(batch, nlp.pipe(documents, batch_size=len(batch)), strict=True):
                found.extend(_sentences(parsed, part, document_text))
        yield from found


def _batches(paragraphs: Iterable[tuple[Passage, list[list[Word]]]]) -> Iterator[list[_Part]]:
    """The portions of all paragraphs, as many at once as make `_BATCH` words."""
    batch: list[_Part] = []
    size = 0
    for number, (passage, sentences) in enumerate(paragraphs):
        for portion in _parts(sentences):
            length = sum(map(len, portion))
            if batch and size + length > _BATCH:
                yield batch
                batch, size = [], 0
            batch.append(_Part(number, passage, portion))
            size += length
    if batch:
        yield batch


@cache
def _learnt() -> set[str]:
    """The words that the parser's vocabulary keeps."""
    return set()


def _learn(nlp: "Language", batch: list[_Part]) -> None:
    """Let the vocabulary keep the words of a batch while there is room; the others are forgotten after the batch."""
    known = _learnt()
    if len(known) < _VOCABULARY:
        words = {word.stand_in or word.text for part in batch for sentence in part.sentences for word in sentence}
        for word in words - known:
            nlp.vocab[word]
        known |= words


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


def _sentences(parsed: Any, part: _Part, document_text: str) -> Iterator[Sentence]:
    names = parsed.vocab.strings
    labels = [(names[tag], names[dep]) for tag, dep in parsed.to_array(["TAG", "DEP"]).tolist()]
    steps = parsed.to_array("HEAD").astype("int64").tolist()
    offset = 0
    for words in part.sentences:
        tokens = [_token(place, word, part.passage, *labels[offset + place]) for place, word in enumerate(words)]
        for token, step in zip(tokens, steps[offset:], strict=False):
            head = token.i + step
            if step and 0 <= head < len(tokens):
                token.head = tokens[head]
                tokens[head].children.append(token)
        offset += len(words)
        yield Sentence(tokens, part.passage, part.paragraph, document_text)


def _token(place: int, word: Word, passage: Passage, tag: str, dep: str) -> Token:
    start, end = passage.range_in_document(word.at, word.end)
    lower = word.lower
    return Token(place, start, end, word.at, word.end, word.text, lower, lemma(lower, tag), tag, dep, word.naming)
