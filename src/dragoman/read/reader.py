"""The reader: a document in, its findings out – all five kinds, with voices, modality and dates."""

import contextlib
import datetime
import gc
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby, pairwise
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.read import languages
from dragoman.read.anaphora import Memory
from dragoman.read.arguments import Arguments
from dragoman.read.attributed import by_paragraph
from dragoman.read.attribution import Attribution, attributions
from dragoman.read.claims import claims
from dragoman.read.documents import read_document
from dragoman.read.documents.stamps import days_in, stamps_in
from dragoman.read.encoder.states import States
from dragoman.read.encoder.witness import Accurate, Witness
from dragoman.read.events import events
from dragoman.read.facts import Facts
from dragoman.read.figures import figures
from dragoman.read.forecasts import forecasts
from dragoman.read.naming import Namer
from dragoman.read.reliability import rated
from dragoman.read.scene import Scene, place_dates
from dragoman.read.sentences import Passage, joined, paragraph_at, passages, sentence_starts, starts_of
from dragoman.read.syntax import Sentence, parse
from dragoman.read.ties import ties
from dragoman.read.timing import Clock, TimeExpression
from dragoman.read.voices import Voices
from dragoman.read.words import Word, sentences_of
from dragoman.records import Actor, Document, Finding, NamedDate, PartialDate, Reading, Span
from dragoman.world import EntityKind, Mention, World, load_world

NOT_READ = "not read for findings yet: only English, Russian, Turkish and Kazakh are"


def read(document: Document, *, world: World | None = None, accurate: Accurate | None = None) -> Reading:
    """The findings of a document. Languages other than English are stored, and say that they were not read.

    `accurate`: the pretrained encoder, heard beside the reader's own models.
    """
    world = world or load_world()
    with _unswept():
        page = _Page(document, world, accurate)
        actors, dates = page.actors(), page.dates()
        if not document.source.read_for_findings:
            return Reading(document, (), (NOT_READ,), actors, dates)
        unique = {finding.id: rated(finding) for finding in page.findings()}
    ordered = sorted(unique.values(), key=lambda f: (f.span.start, f.span.end, f.kind, f.id))
    return Reading(document, tuple(ordered), (), actors, dates)


@contextlib.contextmanager
def _unswept() -> Iterator[None]:
    """No sweep for unused objects while a document is read: most live until its end, and each sweep looks at them all."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def read_file(path: Path) -> Reading:
    """The reading of one file; raises SourceError if it cannot be read."""
    return read(read_document(path))


def scenes(document: Document, *, world: World | None = None, accurate: Accurate | None = None) -> list[Scene]:
    """The sentences of a document with names, dates and syntax, before any finding is read off them."""
    page = _Page(document, world or load_world(), accurate)
    return [scene for _, paragraph in page.paragraphs() for scene in paragraph]


def published_on(document: Document) -> PartialDate | None:
    """The date of publication, if one is known or was inferred."""
    known = document.source.published
    try:
        return PartialDate.parse(known.value) if known else None
    except UsageError:
        return None


def _stamped(text: str, clock: Clock) -> list[TimeExpression]:
    """Dates in any language that the date lines of documents are read in; a day without a year is the last such day."""
    full = [TimeExpression(stamp.start, stamp.end, stamp.date) for stamp in stamps_in(text)]
    days = [TimeExpression(start, end, clock.nearest(month, day)) for month, day, start, end in days_in(text)]
    return sorted(full + days, key=lambda time: time.start)


class _Page:
    """One document on the desk: what has been read of it so far."""

    def __init__(self, document: Document, world: World, accurate: Accurate | None = None) -> None:
        self.document = document
        self.world = world
        self.accurate = accurate
        self.published = published_on(document)
        self.day: datetime.date | None = self.published.last if self.published else None
        self.facts = Facts(world, self.day)
        self.namer = Namer(world, document, self.day)
        self.voices = Voices(document, self.namer)
        self.memory = Memory()
        self.todo = list(passages(document))
        self.starts = starts_of(self.todo)
        self.states = States.of(joined(self.todo), accurate.encoder) if accurate else None
        self.times = self._times()
        self.mentions = self._mentions(self.todo)
        self.insiders = self._insiders()

    def _insiders(self) -> frozenset[str]:
        """The keys of those who made the document: author, outlet, the speakers of an interview."""
        source = self.document.source
        names = [known.value for known in (source.author, source.outlet) if known]
        names += [block.speaker for block in self.document.blocks if block.speaker]
        return frozenset(key for name in names for key in (name.casefold(), self.namer.person(name).key))

    def findings(self) -> Iterator[Finding]:
        """Every finding, paragraph by paragraph."""
        if self.document.source.language in languages.READ:
            desk = languages.Desk(self.document, self.world, self.published, self.voices)
            yield from desk.findings(self.todo, self.mentions, self.times)
            return
        tagged = by_paragraph(self.todo, self._attributions())
        for number, paragraph in self.paragraphs():
            self.voices.forget_before(self.todo[number].blocks[0].start)
            yield from claims(paragraph, self.voices, self.document.source.id, tagged[number])
            for scene in paragraph:
                yield from self._of_scene(scene)

    def _attributions(self) -> list[Attribution]:
        """Who says what, in the joined text of the paragraphs."""
        if self.accurate is None or self.states is None:
            return attributions(joined(self.todo))
        told = (part.astype("float32") for part in self.states.claims)
        return attributions(joined(self.todo), model=self.accurate.attribution, told=told)

    def paragraphs(self) -> Iterator[tuple[int, list[Scene]]]:
        """The scenes of each paragraph, with its number."""
        named = [self._named(*each) for each in zip(self.todo, self.mentions, self.times, strict=True)]
        for number, group in groupby(parse(named, self.document.text), key=lambda sentence: sentence.paragraph):
            yield number, [self._scene(sentence, self.times[number]) for sentence in group]

    def actors(self) -> tuple[Actor, ...]:
        """Those whom the world knows and the text names, each at the first mention, in whatever language it is read."""
        found: dict[str, Actor] = {}
        for passage, mentions in zip(self.todo, self.mentions, strict=True):
            for mention in mentions:
                entity = mention.entity
                if entity.id not in found and entity.kind is not EntityKind.PLACE:
                    span = self._span(passage, mention.start, mention.end)
                    found[entity.id] = Actor(entity.name, entity.id, self.world.rollup(entity.id, on=self.day), span)
        return tuple(found.values())

    def dates(self) -> tuple[NamedDate, ...]:
        """The dates that the text names, in order."""
        found: list[NamedDate] = []
        for passage, told in zip(self.todo, self.times, strict=True):
            found.extend(
                NamedDate(time.when, self._span(passage, time.start, time.end))
                for time in told
                if time.when is not None
            )
        return tuple(found)

    def _times(self) -> list[list[TimeExpression]]:
        """The dates in each paragraph; date lines in languages that are not read are read as they are printed."""
        language = self.document.source.language
        if language in languages.READ:
            calendar = languages.Calendar(language, self.published)
            return [calendar.expressions(passage.text) for passage in self.todo]
        clock = Clock(self.published)
        if language == "en":
            return [clock.expressions(passage.text) for passage in self.todo]
        return [_stamped(passage.text, clock) for passage in self.todo]

    def _span(self, passage: Passage, start: int, end: int) -> Span:
        return passage.span(self.document.text, *passage.range_in_document(start, end))

    def _named(
        self, passage: Passage, mentions: list[Mention], times: list[TimeExpression]
    ) -> tuple[Passage, list[list[Word]]]:
        """A paragraph's sentences, each name one word; offices are held as of the first date in the sentence."""
        sentences = []
        for words in sentences_of(passage, mentions):
            inside = (time.when for time in times if words[0].at <= time.start < words[-1].end)
            when = next((when for when in inside if when is not None), None)
            sentences.append(self.namer.name(passage, words, when))
        return passage, sentences

    def _mentions(self, todo: list[Passage]) -> list[list[Mention]]:
        """The world's names in each paragraph, looked up in the whole text at once: a full name explains a surname."""
        texts, starts = [passage.text for passage in todo], self.starts
        found: list[list[Mention]] = [[] for _ in texts]
        language = self.document.source.language or "en"
        dated = list(self._dated(starts))
        for mention in self.world.mentions(joined(todo), on=self.day, language=language, dated=dated):
            number = paragraph_at(starts, mention.start)
            start, end = mention.start - starts[number], mention.end - starts[number]
            if end <= len(texts[number]):
                found[number].append(replace(mention, start=start, end=end))
        return found

    def _dated(self, starts: list[int]) -> Iterator[tuple[int, int, datetime.date]]:
        """The sentences that name a day before the document's, with that day: names are read as of then."""
        for passage, times, start in zip(self.todo, self.times, starts, strict=True):
            told = [time for time in times if time.when is not None]
            if not told:
                continue
            for first, past in pairwise([*sentence_starts(passage.text), len(passage.text)]):
                when = next((time.when for time in told if first <= time.start < past), None)
                if when is not None and (self.day is None or when.last < self.day):
                    yield start + first, start + past, when.last

    def _scene(self, sentence: Sentence, times: list[TimeExpression]) -> Scene:
        first, past = sentence.tokens[0].at, sentence.reading_end
        arguments = Arguments(sentence, self.memory, self.world, self.day)
        arguments.voice_at = partial(self.voices.chain, sentence.passage)
        subjects, many = arguments.subjects()
        self.memory = self.memory.after(sentence, arguments.references.persons(), subjects, many=many)
        dates = place_dates(sentence, [time for time in times if first <= time.start < past])
        return Scene(sentence, arguments, dates, self.day, self._witness(sentence, first, past))

    def _witness(self, sentence: Sentence, first: int, past: int) -> Witness | None:
        if self.accurate is None or self.states is None:
            return None
        return Witness(self.states, self.accurate.judges, self.starts[sentence.paragraph], first, past)

    def _of_scene(self, scene: Scene) -> Iterator[Finding]:
        source = self.document.source.id
        told = next((date.when for date in scene.dates if date.when is not None), None)
        model = self.accurate.events if self.accurate else None
        for event in events(scene, source, self.published, self.insiders, model):
            yield self.facts.beside(event, told)
        for tie in ties(scene, source):
            yield self.facts.beside(tie, told)
        yield from figures(scene, source)
        yield from forecasts(scene, source, self.voices)
