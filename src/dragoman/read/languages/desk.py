"""The desk: one document in Russian, Turkish or Kazakh, paragraph by paragraph, with the findings that it gives.

No parser and no trained model: rules and tables. The confidence of a finding is that of its sort, a round figure below
what was counted on labelled sentences (`eval/languages`), since press that nobody had in mind is harder.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.read.languages import russian_sayings, turkic_sayings
from dragoman.read.languages.aims import aims
from dragoman.read.languages.deeds import deeds, parties_word
from dragoman.read.languages.lexicon import belongs
from dragoman.read.languages.parties import Directory, Line, unique
from dragoman.read.languages.sayings import Saying
from dragoman.read.languages.signs import assessed
from dragoman.read.languages.triggers import Deed, grammar
from dragoman.read.languages.words import words_of
from dragoman.read.quotes import quotes
from dragoman.read.sentences import Passage, sentence_starts
from dragoman.read.timing import TimeExpression
from dragoman.read.voices import Voices
from dragoman.records import (
    Actor,
    Claim,
    DateRange,
    Document,
    Event,
    Finding,
    Forecast,
    Modality,
    PartialDate,
    Role,
    Span,
    When,
)
from dragoman.world import EntityKind, Mention, World

_PIECE = 500  # characters of an answer that make one claim
_LAST_WORD = re.compile(r"(\w+)\.\s+$")
_SURE = {"verb": 0.85, "noun": 0.65, "quotation": 0.9, "inside quotation": 0.9, "colon": 0.85, "according to": 0.85}
_OTHERS = 0.7
_PRONOUNS = {"он": False, "его": False, "она": True, "её": True, "ее": True}  # is it a woman?
_NAMED = 2  # words of a name that is a person's


def _is_person(actor: Actor) -> bool:
    """Whether a speaker is a person by name: neither a state nor a body, nor words for an office."""
    words = actor.name.split()
    return actor.id != actor.side and len(words) >= _NAMED and all(word[0].isupper() for word in words)


def _is_woman(actor: Actor) -> bool:
    return actor.name.endswith(("а", "я", "a", "va"))


class Desk:
    """One document on the desk. `mentions` and `times` belong to the paragraphs, in order."""

    def __init__(
        self,
        document: Document,
        world: World,
        published: PartialDate | None,
        voices: Voices,
    ) -> None:
        self.document = document
        self.world = world
        self.language = document.source.language or ""
        self.published = published
        self.voices = voices
        self.directory = Directory(world, document.text, self.language, published.last if published else None)
        self.circle: tuple[Actor, ...] = ()
        self.spoken: list[Actor] = []
        self.method = f"rules-{self.language}/1"

    def findings(
        self, todo: Sequence[Passage], mentions: Sequence[Sequence[Mention]], times: Sequence[Sequence[TimeExpression]]
    ) -> Iterator[Finding]:
        """Every finding, paragraph by paragraph."""
        for passage, named, told in zip(todo, mentions, times, strict=True):
            self.voices.forget_before(passage.blocks[0].start)
            starts = self._starts(passage.text)
            whole = self._line(passage, 0, len(passage.text), named)
            if not whole.words:
                continue
            yield from self._claims(whole, starts)
            yield from self._turn(passage, starts)
            for start, end in zip(starts, [*starts[1:], len(passage.text)], strict=True):
                line = self._line(passage, start, end, [one for one in named if start <= one.start < end])
                if line.words:
                    yield from self._of_line(line, [one for one in told if start <= one.start < end])

    def _starts(self, text: str) -> list[int]:
        """Where sentences begin; a full stop after "г." or "Prof." ends none."""
        found = []
        for start in sentence_starts(text):
            before = _LAST_WORD.search(text, max(0, start - 30), start) if start else None
            if before is None or not belongs(self.language, "abbreviation", before.group(1).lower()):
                found.append(start)
        return found

    def _line(self, passage: Passage, start: int, end: int, mentions: Sequence[Mention]) -> Line:
        words = words_of(passage.text, start, end, mentions, self.language)
        line = Line(passage, start, end, words, self.language)
        line.parties = grammar(self.language).parties(line, self.directory)
        return line

    def _claims(self, line: Line, starts: Sequence[int]) -> Iterator[Claim]:
        """What the paragraph reports; tells the voices whose words its stretches are."""
        rules = russian_sayings if self.language == "ru" else turkic_sayings
        told = list(rules.sayings(line, starts, quotes(line.passage.text)))
        for saying in sorted(told, key=lambda one: one.cue or one.content[0] if one.content else (0, 0)):
            speaker = self._speaker(line, saying)
            content = tuple(line.cut(self.document.text, *part) for part in saying.content)
            if content:
                yield self._claim(line, starts, saying, speaker, content)

    def _speaker(self, line: Line, saying: Saying) -> Actor | None:
        """Who speaks; a pronoun is whoever spoke last, as far as the document has said."""
        if saying.source is None:
            return None
        speaker = self.directory.speaker(line, *saying.source)
        if speaker is None:
            return None
        woman = _PRONOUNS.get(speaker.name.casefold())
        if woman is None:
            self.spoken.append(speaker)
            return speaker
        meant = next((one for one in reversed(self.spoken) if _is_person(one) and _is_woman(one) == woman), None)
        return replace(meant, span=speaker.span) if meant is not None else speaker

    def _claim(
        self, line: Line, starts: Sequence[int], saying: Saying, speaker: Actor | None, content: tuple[Span, ...]
    ) -> Claim:
        """One claim; where nobody is named as its source, whoever wrote the text passes it on."""
        edges = [*(saying.cue or saying.content[0]), *(place for part in saying.content for place in part)]
        start = max((one for one in starts if one <= min(edges)), default=0)
        past = min((one for one in starts if one >= max(edges)), default=len(line.passage.text))
        whole = line.cut(self.document.text, start, len(line.passage.text[:past].rstrip()))
        chain = self.voices.chain(line.passage, content[0].start)
        if speaker is None:
            speaker = replace(chain[-1], span=None)
        else:
            self.voices.tell(speaker, content)
        return Claim(
            source=self.document.source.id,
            span=whole,
            voice=(*chain, speaker) if chain[-1].key != speaker.key else chain,
            method=f"{self.method} {saying.rule}" + (f":{saying.word}" if saying.word else ""),
            confidence=_SURE.get(saying.rule, _OTHERS),
            speaker=speaker,
            cue=line.cut(self.document.text, *saying.cue) if saying.cue else None,
            content=content,
            about=self._about(line, saying.content),
            assessment=None if saying.denies else assessed(line, saying.content, self.world),
            notes=("the speaker denies it",) if saying.denies else (),
        )

    def _about(self, line: Line, content: Sequence[tuple[int, int]]) -> tuple[Actor, ...]:
        inside = [
            party for party in line.parties if any(start <= line.words[party.first].at < end for start, end in content)
        ]
        return unique(inside)

    def _turn(self, passage: Passage, starts: Sequence[int]) -> Iterator[Claim]:
        """An answer in an interview, a few sentences at a time."""
        if passage.role is not Role.ANSWER or not passage.speaker:
            return
        chain = self.voices.base(passage)
        edge = 0
        for start, end in zip(starts, [*starts[1:], len(passage.text)], strict=True):
            if end - edge >= _PIECE or end == len(passage.text):
                begin = edge if end - edge < 2 * _PIECE else start
                past = len(passage.text[:end].rstrip())
                if past > begin:
                    span = passage.span(self.document.text, *passage.range_in_document(begin, past))
                    yield Claim(
                        source=self.document.source.id,
                        span=span,
                        voice=chain,
                        method=f"{self.method} answer",
                        confidence=_OTHERS,
                        speaker=chain[-1],
                        content=(span,),
                    )
                edge = end

    def _of_line(self, line: Line, times: Sequence[TimeExpression]) -> Iterator[Finding]:
        if line.words[-1].text != "?":
            for deed in deeds(line):
                event = self._event(line, deed, times)
                if event is not None:
                    if deed.word.reciprocal and len(event.actors) > 1:
                        self.circle = tuple(replace(actor, span=None) for actor in event.actors)
                    yield event
        self._note_circle(line)
        for aim in aims(line):
            content = line.cut(self.document.text, *aim.content)
            chain = self.voices.chain(line.passage, content.start)
            speaker = aim.holder.actor
            yield Forecast(
                source=self.document.source.id,
                span=self._sentence(line),
                voice=(*chain, speaker) if chain[-1].key != speaker.key else chain,
                method=f"{self.method} aim:{aim.verb}",
                confidence=_OTHERS,
                speaker=speaker,
                content=content,
                due=next((time.when for time in times if aim.content[0] <= time.start < aim.content[1]), None),
            )

    def _note_circle(self, line: Line) -> None:
        """Remember the parties of a communiqué: the last names that were joined as those who act."""
        for party in line.parties:
            if party.group and party.own and not party.preposition:
                group = unique(line.group_of(party))
                if len(group) > 1 and "nom" in party.cases:
                    self.circle = tuple(replace(actor, span=None) for actor in group)

    def _sentence(self, line: Line) -> Span:
        return line.cut(self.document.text, line.start, line.words[-1].end)

    def _event(self, line: Line, deed: Deed, times: Sequence[TimeExpression]) -> Event | None:
        actors, recipients = (self._acting(unique(side)) for side in (deed.actors, deed.recipients))
        if not actors or (deed.word.reciprocal and len(actors) < 2):
            actors = self._parties_of(line, deed) or actors
        taken = {actor.side for actor in actors}
        recipients = tuple(actor for actor in recipients if actor.side not in taken)
        missing = deed.word.needs in ("recipient", "both") and not recipients and len(actors) < 2
        missing = missing or (deed.word.reciprocal and bool(deed.word.actor) and self._alone(actors))
        if deed.modality is None or missing or not (actors or recipients):
            return None
        date = self._date(line, deed, times)
        modality = deed.modality
        if date and self.published and date.first > self.published.last:
            if isinstance(date, DateRange):
                date = None  # the years of a plan are not the day on which it was signed
            elif modality is Modality.HAPPENED:
                modality = Modality.PLANNED
        sort = "verb" if deed.word.is_verb else "noun"
        return Event(
            source=self.document.source.id,
            span=self._sentence(line),
            voice=self.voices.chain(line.passage, self._in_document(line, deed)),
            method=f"{self.method} {sort}:{deed.word.name}",
            confidence=_SURE[sort],
            event_type=deed.word.event_type,
            modality=modality,
            actors=actors,
            recipients=recipients,
            date=date,
        )

    def _acting(self, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """Those who can take part in a deed; newspapers and agencies tell of it."""
        entities = ((actor, self.world.entity(actor.id) if actor.id else None) for actor in actors)
        return tuple(actor for actor, entity in entities if entity is None or entity.type != "outlet")

    def _alone(self, actors: tuple[Actor, ...]) -> bool:
        """Whether one who is no body of several stands alone where a meeting is told: "the summit hosted by X"."""
        entity = self.world.entity(actors[0].side) if len(actors) == 1 else None
        return entity is not None and entity.kind is EntityKind.STATE

    def _in_document(self, line: Line, deed: Deed) -> int:
        return line.passage.to_document(line.words[deed.place].at)

    def _parties_of(self, line: Line, deed: Deed) -> tuple[Actor, ...]:
        """ "Стороны договорились": those who were named together last, else the words themselves."""
        place = parties_word(line, deed)
        if place is None:
            return ()
        words = line.span(self.document.text, place, place)
        return self.circle or (Actor(words.exact, None, None, words),)

    def _date(self, line: Line, deed: Deed, times: Sequence[TimeExpression]) -> When | None:
        """The date in the clause of a deed, or at the head of the sentence."""
        low, high = grammar(self.language).clause(line, deed.place)
        if self.language != "ru":
            high = min(len(line.words), high + 1)
        start, end = line.words[low].at, line.words[high - 1].end
        inside = [time for time in times if start <= time.start < end]
        if inside:
            return min(inside, key=lambda time: abs(time.start - line.words[deed.place].at)).when
        head = line.words[min(2, len(line.words) - 1)].end
        return next((time.when for time in times if time.start < head and deed.modality is not Modality.DEMANDED), None)
