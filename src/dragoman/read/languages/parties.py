"""Parties: who is named in a sentence, in which case, and whether the words stand for the side itself or only mention it.

"посол Узбекистана" and "Rus ordusu" act for their state: the party is its `own`. "импорт казахстанского зерна" is not
Kazakhstan, but tells whose grain it is.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from dragoman.read.languages.cases import Cases
from dragoman.read.languages.lexicon import belongs
from dragoman.read.languages.words import Word, bare
from dragoman.read.sentences import Passage
from dragoman.records import Actor, Span
from dragoman.world import EntityKind, Sense, World

_ACTING = (EntityKind.STATE, EntityKind.ORGANISATION, EntityKind.GROUP, EntityKind.PERSON)
_NAME_LENGTH = range(2, 4)
_TITLED = 3  # words of a name with a title that has a capital because it begins a sentence
_PATRONYMS = ("вич", "вна", "улы", "ұлы", "қызы", "оглу", "oğlu")
_SHARED = 4  # letters at the head of a name that its forms share
_MARKS = ' ,;:–—-«»“”"'


@dataclass(slots=True, eq=False)
class Party:
    """One side as the sentence names it: the words `first..last`, their cases, the preposition that governs them.

    `own`: the words stand for the side, or for who acts for it. `loose`: a bare Turkish name before a noun, which may
    belong to the noun or be the subject. `group`: the same number for names that are joined ("X and Y").
    """

    actor: Actor
    first: int
    last: int
    cases: Cases
    preposition: str = ""
    own: bool = True
    loose: bool = False
    group: int = 0


@dataclass(eq=False)
class Line:
    """One sentence: its words and the parties named in it."""

    passage: Passage
    start: int
    end: int
    words: list[Word]
    language: str
    parties: list[Party] = field(default_factory=list)
    clauses: dict[int, tuple[int, int]] = field(default_factory=dict)
    """The clause around a word, once it has been asked for."""

    @cached_property
    def joints(self) -> frozenset[int]:
        """The words between names that are joined: what stands there ends no clause."""
        return frozenset(
            place
            for one, two in pairwise(self.parties)
            if one.group and one.group == two.group
            for place in range(one.last + 1, two.first)
        )

    def span(self, document: str, first: int, last: int) -> Span:
        """The span of the words `first..last` in the document."""
        return self.cut(document, self.words[first].at, self.words[last].end)

    def cut(self, document: str, start: int, end: int) -> Span:
        """The span in the document of a range of the reading text."""
        return self.passage.span(document, *self.passage.range_in_document(start, end))

    def low(self, place: int) -> str:
        """The word at a place in small letters; nothing beyond the ends."""
        return self.words[place].low if 0 <= place < len(self.words) else ""

    def has(self, place: int, *sets: str) -> bool:
        """Whether the word at a place is in one of the sets of `languages_words.csv`."""
        word = bare(self.low(place))
        return bool(word) and any(belongs(self.language, name, word) for name in sets)

    def group_of(self, party: Party) -> list[Party]:
        """The party and all that are joined with it."""
        return [one for one in self.parties if one is party or (party.group and one.group == party.group)]

    def party_over(self, first: int, last: int) -> Party | None:
        """The party whose words are within `first..last`, the widest one first."""
        inside = [one for one in self.parties if first <= one.first and one.last <= last]
        return max(inside, key=lambda one: (one.own, one.last - one.first), default=None)


class Directory:
    """Makes actors of the words of one document: states, organs, those who hold an office, persons only the text knows."""

    def __init__(self, world: World, text: str, language: str, day: datetime.date | None) -> None:
        self.world = world
        self.text = text
        self.language = language
        self.day = day
        self._persons: list[str] = []
        self._known: dict[tuple[str, Sense], list[str]] = {}
        for name in world.tables().names:
            if name.language in (language, "mul"):
                self._known.setdefault((name.entity, name.sense), []).append(name.text)

    def acts(self, word: Word) -> bool:
        """Whether a word names somebody who can act."""
        return word.mention is not None and word.mention.entity.kind in _ACTING and not word.mention.open

    def is_person(self, id: str) -> bool:  # noqa: A002 (the word of the records)
        """Whether an id is that of a person."""
        entity = self.world.entity(id)
        return entity is not None and entity.kind is EntityKind.PERSON

    def is_name(self, word: Word) -> bool:
        """Whether what may be a people is the name of the state too: "Қытай"."""
        assert word.mention is not None
        return word.mention.text in self._known.get((word.mention.entity.id, Sense.NAME), ())

    def dictionary_form(self, word: Word) -> str:
        """The form of a name in the tables that is nearest to the word as written."""
        assert word.mention is not None
        written = word.mention.text.replace("ё", "е").lower()
        names = [
            name.replace("ё", "е").lower() for name in self._known.get((word.mention.entity.id, word.mention.sense), ())
        ]
        return max(names, key=lambda name: (_alike(name, written), -abs(len(name) - len(written))), default=written)

    def actor(self, line: Line, word: Word, first: int, last: int) -> Actor:
        """The actor that the words `first..last` name, of which `word` names the state or body."""
        assert word.mention is not None
        entity = word.mention.entity
        side = self.world.rollup(entity.id, on=self.day)
        span = line.span(self.text, first, last)
        if first == last:
            return Actor(entity.name, entity.id, side, span)
        phrase = self._bare([one.text for one in line.words[first : last + 1]])
        found = [one for one in self.world.who(phrase, self.day) if one.state == side]
        named = last + 2 < len(line.words) and line.words[last + 1].capital and line.words[last + 2].capital
        if found and len({one.id for one in found}) == 1 and not named:
            return Actor(found[0].name, found[0].id, side, span)
        return Actor(span.exact, None, side, span)

    def _bare(self, words: list[str]) -> str:
        last = bare(words[-1])
        if self.language == "tr" and last.endswith(("ndan", "nden", "nın", "nin", "nun", "nün")):
            last = last[:-4] if last.endswith(("dan", "den")) else last[:-3]
        return " ".join([*words[:-1], last])

    def speaker(self, line: Line, first: int, last: int) -> Actor | None:
        """Who speaks, by the words `first..last`: a person by name, a state or body, else the words themselves."""
        while first <= last and not line.words[first].is_word:
            first += 1
        while last >= first and line.words[last].text in _MARKS:
            last -= 1
        if last < first:
            return None
        if last > first and line.has(first, "preposition"):
            first += 1
        span = line.span(self.text, first, last)
        party = line.party_over(first, last)
        name = self._person(line.words[first : last + 1])
        state = (party.actor.state or party.actor.id) if party is not None and party.own else None
        persons = [word.mention.entity for word in line.words[first : last + 1] if word.mention and self.acts(word)]
        person = next((entity for entity in persons if entity.kind is EntityKind.PERSON), None)
        if person is not None:
            return Actor(person.name, person.id, self.world.rollup(person.id, on=self.day) or state, span)
        if name is not None:
            return Actor(name, None, state, span)
        if party is not None and party.own and (party.actor.id or party.last == last):
            return Actor(party.actor.name, party.actor.id, party.actor.state, span)
        alone = first == last and line.words[first].capital
        named = bare(span.exact) if alone else span.exact
        return Actor(" ".join(named.split()), None, state, span)

    def _person(self, words: Sequence[Word]) -> str | None:
        """A person's name in a phrase, as the text first gave it: the first in Russian, the last in Turkish."""
        runs = self._runs(words)
        if len(runs) == 1 and len(runs[0]) == 1 == len(words):
            name = runs[0][0]
            return next((known for known in self._persons if _same_person(known.split()[-1], name)), None)
        named = [run for run in runs if len(run) in _NAME_LENGTH]
        if not named:
            return None
        run = named[0 if self.language == "ru" else -1]
        if run[0] == words[0].text and len(run) == _TITLED and not run[1].endswith(_PATRONYMS):
            run = run[1:]  # "Инженер Пётр Лугов" begins a sentence with a title
        name = " ".join(run)
        known = next((other for other in self._persons if _same_person(other, name)), None)
        if known is None:
            self._persons.append(name)
        return known or name

    def _runs(self, words: Sequence[Word]) -> list[list[str]]:
        """Runs of words with capitals that may be names; a Turkish ending after an apostrophe ends one."""
        runs: list[list[str]] = [[]]
        for word in words:
            if not word.capital or word.mention is not None or belongs(self.language, "organ", word.low):
                runs.append([])
                continue
            name = bare(word.text)
            runs[-1].append(name)
            if name != word.text:
                runs.append([])
        return [run for run in runs if run]


def _alike(one: str, other: str) -> int:
    """How many letters two words share from the beginning."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _same_person(one: str, other: str) -> bool:
    a, b = one.split(), other.split()
    return len(a) == len(b) and all(
        _alike(x, y) >= min(len(x), len(y), max(_SHARED, min(len(x), len(y)) - 2)) for x, y in zip(a, b, strict=True)
    )


def unique(parties: Iterable[Party]) -> tuple[Actor, ...]:
    """The actors of parties, each once."""
    return tuple({party.actor.key: party.actor for party in parties}.values())
