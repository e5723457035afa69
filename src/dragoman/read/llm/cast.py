"""The cast: who is named where in a document, and whom the words that a model quotes mean.

Words lead to actors as they do for every reader: by the names, offices and dates of `world/`, and in English by syntax
and by who was spoken of before ("he", "the two presidents"). Words that lead to nobody stay words and get no id.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.read.reader import scenes
from dragoman.read.scene import Scene
from dragoman.read.sentences import Passage, joined, paragraph_at, starts_of
from dragoman.read.syntax import Token
from dragoman.records import Actor, Document, Span
from dragoman.world import EntityKind, Mention, World

_MOST = 6  # actors that a claim is about
_PARSED = frozenset(("en",))  # languages whose syntax is read


@dataclass(frozen=True, slots=True)
class _Named:
    """Somebody named in a paragraph, at places of its reading text."""

    start: int
    end: int
    actor: Actor
    kind: EntityKind | None


class Cast:
    """Everybody named in one document; `paragraphs` are its sentences with their syntax, where that is read."""

    def __init__(
        self, document: Document, passages: Sequence[Passage], world: World, day: datetime.date | None
    ) -> None:
        self._document, self._passages, self._world, self._day = document, passages, world, day
        self.paragraphs: list[list[Scene]] = [[] for _ in passages]
        if document.source.language in _PARSED:
            for scene in scenes(document, world=world):
                self.paragraphs[scene.sentence.paragraph].append(scene)
            self._named = [_in_scenes(paragraph) for paragraph in self.paragraphs]
        else:
            self._named = self._in_text()

    def meant(self, number: int, start: int, end: int) -> tuple[Actor, ...]:
        """Those for whom the words of a paragraph stand, each with the words as its mention."""
        span = self._span(number, start, end)
        found = self._by_syntax(number, start, end, span) or self._by_name(number, start, end)
        if not found:
            return (Actor(" ".join(span.exact.split()), span=span),)
        inside = [actor for actor in found if actor.span and actor.span.overlaps(span)]
        return tuple(
            replace(actor, span=span) if len(found) == 1 or actor.span is None else actor for actor in inside or found
        )

    def about(self, number: int, content: Sequence[Span]) -> tuple[Actor, ...]:
        """Those known to the world whom a content names, each once, at most six."""
        found: dict[str, Actor] = {}
        for named in self._named[number]:
            actor = named.actor
            if actor.id and actor.span and any(part.contains(actor.span) for part in content):
                found.setdefault(actor.key, actor)
        return tuple(found.values())[:_MOST]

    def scene_at(self, number: int, place: int) -> Scene | None:
        """The sentence at a place of a paragraph, where syntax is read."""
        return next((scene for scene in self.paragraphs[number] if place < scene.sentence.reading_end), None)

    def tokens(self, number: int, start: int, end: int) -> list[Token]:
        """The words at a place of a paragraph, where syntax is read."""
        return _inside(self.paragraphs[number], start, end)

    def _by_syntax(self, number: int, start: int, end: int, span: Span) -> tuple[Actor, ...]:
        scene = self.scene_at(number, start)
        inside = _inside([scene], start, end) if scene else []
        if scene is None or not inside:
            return ()
        if len(inside) == 1:
            return scene.arguments.alone(inside[0])
        own = {id(token) for token in inside}
        head = next((token for token in inside if id(token.head) not in own), inside[0])
        found = scene.arguments.actors(head)
        within = tuple(actor for actor in found if actor.span is None or actor.span.overlaps(span))
        if not found and head.naming is None:  # "Dana Example, an expert on energy": the parser took the expert
            return tuple(t.naming.actor for t in inside if t.naming and t.naming.kind is EntityKind.PERSON)
        return within or found

    def _by_name(self, number: int, start: int, end: int) -> tuple[Actor, ...]:
        """Whom the names inside the words mean: one that is all of them, else a person among them.

        Words around a single name of another kind ("the parliament of X") are those of an organ: they stand for it.
        """
        inside = [named for named in self._named[number] if named.start < end and named.end > start]
        whole = [named for named in inside if named.start <= start and named.end >= end]
        persons = [named for named in inside if named.kind is EntityKind.PERSON]
        if whole or persons:
            return ((whole or persons)[0].actor,)
        if len(inside) != 1:
            return ()
        span = self._span(number, start, end)
        only = inside[0].actor
        return (Actor(" ".join(span.exact.split()), None, only.state or only.id, span),)

    def _span(self, number: int, start: int, end: int) -> Span:
        passage = self._passages[number]
        return passage.span(self._document.text, *passage.range_in_document(start, end))

    def _in_text(self) -> list[list[_Named]]:
        """The world's names in each paragraph, looked up in the whole text at once: a full name explains a surname."""
        starts = starts_of(self._passages)
        found: list[list[_Named]] = [[] for _ in self._passages]
        text = joined(self._passages)
        for mention in self._world.mentions(text, on=self._day, language=self._document.source.language):
            number = paragraph_at(starts, mention.start)
            start, end = mention.start - starts[number], mention.end - starts[number]
            if end <= len(self._passages[number].text) and mention.entity.kind is not EntityKind.PLACE:
                actor = replace(self._actor(mention), span=self._span(number, start, end))
                found[number].append(_Named(start, end, actor, mention.entity.kind))
        return found

    def _actor(self, mention: Mention) -> Actor:
        entity = mention.entity
        if mention.open:
            return Actor(mention.text)
        return Actor(entity.name, entity.id, self._world.rollup(entity.id, on=self._day))


def _in_scenes(paragraph: Iterable[Scene]) -> list[_Named]:
    return [
        _Named(token.at, token.past, token.naming.actor, token.naming.kind)
        for scene in paragraph
        for token in scene.sentence.namings
        if token.naming is not None and token.naming.acts
    ]


def _inside(paragraph: Iterable[Scene], start: int, end: int) -> list[Token]:
    return [token for scene in paragraph for token in scene.tokens if token.at < end and token.past > start]
