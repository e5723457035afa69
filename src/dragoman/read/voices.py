"""Voices: who asserts what stands at a place of a document – the outlet or author, the person interviewed, the one
quoted.
"""

from dataclasses import dataclass, field

from dragoman.read.naming import Namer
from dragoman.read.sentences import Passage
from dragoman.records import Actor, Document, Role, Span


@dataclass(slots=True)
class Voices:
    """The chain of voices at each place of a document; claims are told to it as they are found.

    `carried` is the speaker whose quotation may go on in the next paragraph; `announced`, that the last one ended in
    "X said:", so that the next is X's even without quotation marks; `last`, who spoke last in the paragraph before.
    """

    document: Document
    namer: Namer
    carried: Actor | None = None
    announced: bool = False
    last: Actor | None = None
    _persons: dict[str, Actor] = field(default_factory=dict)
    _told: list[tuple[int, int, Actor]] = field(default_factory=list)
    _cues: list[tuple[Span, Actor]] = field(default_factory=list)

    def author(self) -> Actor:
        """The outermost voice: the author, else the outlet, else "the author"."""
        source = self.document.source
        if source.author:
            return self._person(source.author.value)
        return Actor(source.outlet.value if source.outlet else "the author")

    def _person(self, name: str) -> Actor:
        if name not in self._persons:
            self._persons[name] = self.namer.person(name)
        return self._persons[name]

    def base(self, passage: Passage) -> tuple[Actor, ...]:
        """The chain for a paragraph: author, and the speaker of the turn in an interview."""
        author = self.author()
        if passage.role in (Role.ANSWER, Role.QUESTION) and passage.speaker and passage.speaker != author.name:
            speaker = self._person(passage.speaker)
            return (author,) if speaker.key == author.key else (author, speaker)
        return (author,)

    def tell(self, speaker: Actor, content: tuple[Span, ...]) -> None:
        """Take in that a stretch of text is somebody's words."""
        self._told.extend((span.start, span.end, speaker) for span in content)

    def hear(self, cue: Span, speaker: Actor) -> None:
        """Take in by which word somebody says or thinks something."""
        self._cues.append((cue, speaker))

    def by_word(self, place: int) -> Actor | None:
        """Who says or thinks something by the word at a place; None if no claim has it."""
        return next((speaker for cue, speaker in self._cues if cue.start <= place < cue.end), None)

    def forget_before(self, place: int) -> None:
        """Drop what ends before a place: paragraphs are read in order."""
        self._told = [told for told in self._told if told[1] > place]
        self._cues = [one for one in self._cues if one[0].end > place]

    def chain(self, passage: Passage, place: int) -> tuple[Actor, ...]:
        """Who speaks at a place, outermost first."""
        around = [told for told in self._told if told[0] <= place < told[1]]
        around.sort(key=lambda told: (told[0] - told[1], told[0]))
        chain = list(self.base(passage))
        for _, _, speaker in around:
            if speaker.key != chain[-1].key:
                chain.append(speaker)
        return tuple(chain)
