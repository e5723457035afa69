"""Who is named where in a sentence: the world's names, persons that only the text knows, titles and offices.

A naming is a stretch of words with the actor that it names. "Russian Foreign Minister Sergei Lavrov" is one naming: a
person, an office and the body in which it is held. A title without a name is the person who held the office on that
date, if the world knows one; a name that the world does not know keeps its text and gets no id. Naming comes before
parsing and looks at words alone, because the parser reads better when each name is one word.

A short name that the text explains in brackets is known from there on. Known bad cases: a surname alone that the text
never gives in full and the world does not hold is left unnamed; "Georgia" is always the state.
"""

import datetime
import re
from dataclasses import replace

from dragoman.read.capitals import in_capitals, is_person, longer_name, run_from, written
from dragoman.read.lemmas import lemma
from dragoman.read.officers import days_of, holder, holder_or_words, names_the_holder, stated, with_offices
from dragoman.read.sentences import Passage
from dragoman.read.titles import APOSTROPHES, apposed_to, closes_apposition, title_at, with_body
from dragoman.read.wordlists import Title, idioms, verb_cues, word_set
from dragoman.read.words import Naming, Word
from dragoman.records import Actor, Document, Span, When
from dragoman.world import EntityKind, Mention, Sense, World

_PERSON_LENGTH = range(2, 5)
_INITIAL = re.compile(r"[A-ZА-Я]\.?")
_SHORT = re.compile(r"[A-Z][A-Za-z]?[A-Z&+-]*[A-Z][A-Za-z]{0,3}")
_STAND_INS = {
    EntityKind.PERSON: "Bush",
    EntityKind.STATE: "Iraq",
    EntityKind.ORGANISATION: "Enron",
    EntityKind.PLACE: "Baghdad",
    EntityKind.GROUP: "Europe",
    None: "Enron",
}
_FORMER = frozenset(("former", "ex"))
_OPENS_SPEECH = frozenset(("that", "“", '"', "«", ":"))


class Namer:
    """Names the sentences of one document, in order; remembers the persons that it gave in full."""

    def __init__(self, world: World, document: Document, on: datetime.date | None) -> None:
        self.world = world
        self.text = document.text
        self.on = on
        self._persons: dict[str, str] = {}
        self._alike: dict[str, set[str]] = {}  # the full names of whoever may be a person, by each of their words
        self._bodies: dict[str, Naming] = {}
        self._short: dict[str, Naming] = {}
        self._given: dict[tuple[str, str], Actor] = {}
        author = document.source.author
        for name in (author.value if author else None, *(block.speaker for block in document.blocks)):
            if name:
                self._remember(name)

    def _remember(self, name: str) -> None:
        """Keep a full name, so that the surname alone is the same person."""
        parts = name.split()
        if len(parts) in _PERSON_LENGTH and name not in self._persons:
            self._persons[name] = name
            self._persons.setdefault(parts[-1], name)

    def in_full(self, actor: Actor) -> Actor:
        """Whoever stands under one name alone, as the one whom the text names in full: "Berg" as "Anna Berg".

        Words that begin with a capital are names of persons where somebody speaks, whatever else they may be elsewhere.
        """
        full = self._alike.get(actor.name, set())
        if actor.id is None and len(full) == 1:
            return replace(self.person(next(iter(full))), span=actor.span)
        return actor

    def person(self, name: str) -> Actor:
        """The person of that name, known to the world or only to the text."""
        for mention in self.world.mentions(name, on=self.on):
            if mention.entity.kind is EntityKind.PERSON and mention.end - mention.start >= len(name) - 2:
                entity = mention.entity
                return Actor(entity.name, entity.id, self.world.rollup(entity.id, on=self.on))
        return Actor(self._persons.get(name, name))

    def name(self, passage: Passage, words: list[Word], when: When | None) -> list[Word]:
        """The words of one sentence with each naming as one word; offices are held as of `when`, else as of the document."""
        days = days_of(when, self.on)
        words = _with_idioms(passage, self._from_world(passage, words, days))
        words = self._with_explained(passage, self._from_text(passage, words))
        words = self._with_titles(passage, words, days)
        for before, word in zip([None, *words], words, strict=False):
            if word.naming is not None:
                word.stand_in = _stand_in(word, before)
        for before, word, after in zip(words, words[1:], words[2:], strict=False):
            if word.lower.endswith("s") and after.lower in _OPENS_SPEECH and _reports(before, word):
                word.stand_in = "says"  # "argues" and "fears" are plural nouns to a small parser
        return words

    def _span(self, passage: Passage, first: Word, last: Word) -> Span:
        return passage.span(self.text, *passage.range_in_document(first.at, last.end))

    def _joined(self, passage: Passage, words: list[Word], naming: Naming) -> Word:
        """One word out of several, under one naming."""
        actor = naming.actor
        span = self._span(passage, words[0], words[-1])
        naming.actor = Actor(actor.name, actor.id, actor.state, span)
        text = " ".join(passage.text[words[0].at : words[-1].end].split())
        return Word(text, words[0].at, words[-1].end, naming=naming)

    def _from_world(self, passage: Passage, words: list[Word], days: tuple[datetime.date, ...]) -> list[Word]:
        found: list[Word] = []
        for word in words:
            if word.mention is None:
                found.append(word)
                continue
            naming = self._of_mention(word.mention, days)
            before: list[Word] = []
            if naming.kind is EntityKind.PERSON and naming.sense is Sense.SURNAME:
                while (
                    found and found[-1].naming is None and _INITIAL.fullmatch(found[-1].text) and found[-1].text != "I"
                ):
                    before.insert(0, found.pop())
            found.append(self._joined(passage, [*before, word], naming))
            if naming.kind is EntityKind.ORGANISATION:
                self._bodies[found[-1].lower.split()[-1]] = naming
        return self._with_acronyms(passage, found)

    def _of_mention(self, mention: Mention, days: tuple[datetime.date, ...]) -> Naming:
        """What a name of the world stands for; a name with two equal meanings keeps its words, and the state they share."""
        entity = mention.entity
        meanings = (entity.id, *mention.others) if mention.open else (entity.id,)
        states = {stated(self.world, meaning, days) for meaning in meanings}
        state = states.pop() if len(states) == 1 else None
        if mention.open:
            return Naming(entity.kind, Actor(mention.text, None, state), mention.sense, others=meanings)
        naming = Naming(entity.kind, Actor(entity.name, entity.id, state), mention.sense)
        return with_offices(self.world, naming, days) if entity.kind is EntityKind.PERSON else naming

    def _with_explained(self, passage: Passage, words: list[Word]) -> list[Word]:
        """ "Organization of Examples (OE)" is one naming, and so is every "OE" after it."""
        i = 0
        while i < len(words):
            naming = words[i].naming
            if naming is None and words[i].text in self._short:
                words[i] = self._joined(passage, [words[i]], _again(self._short[words[i].text]))
            elif naming is not None and (short := _short_after(words, i)) is not None:
                self._short[words[short].text] = naming
                words[i : short + 2] = [self._joined(passage, words[i : short + 2], naming)]
            i += 1
        return words

    def _with_acronyms(self, passage: Passage, words: list[Word]) -> list[Word]:
        """ "The EEU (the Eurasian Economic Union)" is one naming."""
        i = 0
        while i < len(words):
            past = _same_again(words, i)
            if past:
                words[i : past + 1] = [self._joined(passage, words[i : past + 1], _naming(words[i]))]
            i += 1
        return words

    def _from_text(self, passage: Passage, words: list[Word]) -> list[Word]:
        """Join runs of capitalised words that the world does not know: persons if the text says so, else bodies."""
        if in_capitals(words):
            return words
        found: list[Word] = []
        i = 0
        while i < len(words):
            if (whole := longer_name(words, i)) is not None:
                run = words[i : whole + 1]
                found.append(self._joined(passage, run, Naming(EntityKind.ORGANISATION, Actor(written(run)))))
                i = whole + 1
                continue
            last = run_from(words, i)
            naming = self._of_run(words, i, last) if last >= i else None
            if naming is None:
                found.append(words[i])
                i += 1
            else:
                found.append(self._joined(passage, words[i : last + 1], naming))
                i = last + 1
        return found

    def _of_run(self, words: list[Word], first: int, last: int) -> Naming | None:
        run = words[first : last + 1]
        name = written(run)
        full = self._persons.get(name)
        if full:
            return Naming(EntityKind.PERSON, Actor(full))
        if word_set("body") & {word.lower for word in run} and len(run) > 1:
            return Naming(EntityKind.ORGANISATION, Actor(name))
        plain = sum(word.text not in ("-", ".") for word in run)
        if plain in _PERSON_LENGTH:
            for word in run:
                self._alike.setdefault(word.text, set()).add(name)
        if plain in _PERSON_LENGTH and is_person(words, first, last):
            self._remember(name)
            return Naming(EntityKind.PERSON, Actor(name))
        return Naming(None, Actor(name)) if plain > 1 else None

    def _with_titles(self, passage: Passage, words: list[Word], days: tuple[datetime.date, ...]) -> list[Word]:
        """Join titles with the names beside them, and name the holders of offices that stand alone."""
        i = 0
        while i < len(words):
            found = title_at(words, i)
            if found is None:
                i += 1
                continue
            last, title = found
            first, past, body = with_body(words, i, last)
            if body is None and first > 1 and words[first - 1].lower in APOSTROPHES:
                body = self._bodies.get(words[first - 2].lower)
                first = first - 2 if body is not None else first
            person = self._titled(words, first, past, title, body)
            if person is not None:
                words[first : person + 1] = [self._joined(passage, words[first : person + 1], _naming(words[person]))]
                i = first + 1
            elif body is not None and (held := self._holder(passage, words, first, past, title, body, days)):
                words[first : past + 1] = [held]
                i = first + 1
            else:
                i = last + 1
        return words

    def _titled(self, words: list[Word], first: int, past: int, title: Title, body: Naming | None) -> int | None:
        """The place of the person whose title it is, if title and name make one naming; gives him or her the office."""
        beside = past + 1 if past + 1 < len(words) else None
        set_off = beside is not None and words[beside].text == ","
        place = past + 2 if set_off and past + 2 < len(words) else beside
        person = words[place].naming if place is not None else None
        before = apposed_to(words, first)
        if person is not None and person.kind is EntityKind.PERSON and (not set_off or closes_apposition(words, place)):
            self._give(person, words[max(0, first - 1) : past + 1], title, body)
            return None if set_off else place
        if before is not None and before.kind is EntityKind.PERSON:
            self._give(before, words[first : past + 1], title, body)
        return None

    def _give(self, person: Naming, phrase: list[Word], title: Title, body: Naming | None) -> None:
        if body is not None:
            self._given[title.office, body.actor.key] = person.actor
        person.offices |= {title.office}
        if title.office and person.office is None and body is not None:
            person.office, person.body, person.role = title.office, body.actor, title.kind == "role"
            person.former = any(word.lower in _FORMER for word in phrase)

    def _holder(
        self,
        passage: Passage,
        words: list[Word],
        first: int,
        past: int,
        title: Title,
        body: Naming,
        days: tuple[datetime.date, ...],
    ) -> Word | None:
        """Who held the office, where a title stands alone ("the Russian President"); the words themselves if
        unknown.
        """
        if not body.actor.id or not names_the_holder(words, first, past, title):
            return None
        text = " ".join(passage.text[words[first].at : words[past].end].split())
        person = holder(self.world, body.actor.id, title, days)
        known = self._given.get((title.office, body.actor.key))
        actor = holder_or_words(self.world, person, known, text, body.actor.id)
        naming = Naming(EntityKind.PERSON, actor, offices=frozenset((title.office,)))
        return self._joined(passage, words[first : past + 1], with_offices(self.world, naming, days))


def _with_idioms(passage: Passage, words: list[Word]) -> list[Word]:
    """The words with each fixed phrase ("from time to time") as one."""
    table = idioms()
    if table.keys().isdisjoint([word.lower for word in words]):
        return words
    found: list[Word] = []
    i = 0
    while i < len(words):
        fitting = (idiom for idiom in table.get(words[i].lower, ()) if _stands_here(words, i, idiom[0]))
        phrase, stand_in = next(fitting, ((), None))
        if phrase:
            last = words[i + len(phrase) - 1]
            text = passage.text[words[i].at : last.end]
            found.append(Word(text, words[i].at, last.end, stand_in=stand_in))
        else:
            found.append(words[i])
        i += len(phrase) or 1
    return found


def _stands_here(words: list[Word], i: int, phrase: tuple[str, ...]) -> bool:
    return [word.lower for word in words[i : i + len(phrase)]] == list(phrase)


def _stand_in(word: Word, before: Word | None) -> str:
    """A word that the parser has seen often, of the same kind as the naming."""
    naming = _naming(word)
    if naming.sense is Sense.DEMONYM:
        return "Americans" if word.text.endswith("s") else "Iraqi"
    if naming.kind is EntityKind.GROUP:
        return "Americans" if word.text.endswith("s") else "Europe"
    if naming.kind in (EntityKind.ORGANISATION, None) and before is not None and before.lower in ("the", "this", "its"):
        return "government"
    return _STAND_INS[naming.kind]


def _reports(before: Word, word: Word) -> bool:
    """Whether a word in -s before "that" is a reporting verb: after a name or a comma, not after "the" or an
    adjective.
    """
    known = lemma(word.lower, "VBZ") in verb_cues()
    return (
        known
        and word.naming is None
        and (before.naming is not None or before.lower in (",", ")", "he", "she", "it", "who", "also"))
    )


def _naming(word: Word) -> Naming:
    assert word.naming is not None
    return word.naming


def _same_again(words: list[Word], i: int) -> int | None:
    """The closing bracket after a naming that gives the same name again, in full or in short."""
    if words[i].naming is None or i + 3 >= len(words) or words[i + 1].text != "(":
        return None
    place = i + 3 if words[i + 2].lower == "the" else i + 2
    again = words[place].naming if place + 1 < len(words) and words[place + 1].text == ")" else None
    return place + 1 if again is not None and again.actor.key == _naming(words[i]).actor.key else None


def _short_after(words: list[Word], i: int) -> int | None:
    """The short name in brackets after the naming of a body: its first letter begins a word of the name."""
    naming = _naming(words[i])
    named = naming.kind in (EntityKind.ORGANISATION, EntityKind.GROUP, None) and len(words[i].text.split()) > 1
    if not named or i + 3 >= len(words) or words[i + 1].text != "(":
        return None
    place = i + 3 if words[i + 2].lower == "the" else i + 2
    short = words[place].text if place + 1 < len(words) and words[place + 1].text == ")" else ""
    fits = _SHORT.fullmatch(short) and any(word[:1] == short[0] for word in words[i].text.split())
    return place if fits and words[place].naming is None else None


def _again(naming: Naming) -> Naming:
    """The same naming for another mention."""
    return Naming(naming.kind, naming.actor, naming.sense, offices=naming.offices, others=naming.others)
