"""Who is named where in a sentence: the world's names, persons that only the text knows, titles and offices.

A naming is a stretch of words with the actor that it names. "Russian Foreign Minister Sergei Lavrov" is one naming: a
person, an office and the body in which it is held. A title without a name is the person who held the office on that
date,
if the world knows one; a name that the world does not know keeps its text and gets no id. Naming comes before parsing
and
looks at words alone, because the parser reads better when each name is one word.

Known bad cases: a surname alone that the text never gives in full and the world does not hold is left unnamed;
"Georgia"
is always the state.
"""

import datetime
import re

from dragoman.read.lemmas import lemma
from dragoman.read.sentences import Passage
from dragoman.read.wordlists import Title, body_words, never_names, speaking_verbs, title_table, verb_cues
from dragoman.read.words import Naming, Word
from dragoman.records import Actor, Document, Span
from dragoman.world import EntityKind, Sense, World

_PERSON_LENGTH = range(2, 5)
_PARTICLES = frozenset("de von van al el bin ibn da di del der la le".split())
_INITIAL = re.compile(r"[A-ZА-Я]\.?")
_APOSTROPHES = frozenset(("'s", "’s", "'", "’"))
_RANKS = frozenset(
    "former ex - acting current then late new senior deputy first second interim outgoing incumbent".split()
)
_NOT_THE_HOLDER = frozenset("former ex first new next future a an every each other late then".split())
_STAND_INS = {
    EntityKind.PERSON: "Bush",
    EntityKind.STATE: "Iraq",
    EntityKind.ORGANISATION: "Enron",
    EntityKind.PLACE: "Baghdad",
    EntityKind.GROUP: "Europe",
    None: "Enron",
}
_BETWEEN_TITLES = frozenset(", and ( ) of the a an political sciences science economics history philosophy law".split())
_OPENS_SPEECH = frozenset(("that", "“", '"', "«", ":"))
_SET_OFF = frozenset((",", ".", ";", ":", ")", "”", "—", "–", "-", "(", "who", "said", "and"))


class Namer:
    """Names the sentences of one document, in order; remembers the persons that it gave in full."""

    def __init__(self, world: World, document: Document, on: datetime.date | None) -> None:
        self.world = world
        self.text = document.text
        self.on = on
        self._persons: dict[str, str] = {}
        self._bodies: dict[str, Naming] = {}
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

    def person(self, name: str) -> Actor:
        """The person of that name, known to the world or only to the text."""
        for mention in self.world.mentions(name, on=self.on):
            if mention.entity.kind is EntityKind.PERSON and mention.end - mention.start >= len(name) - 2:
                entity = mention.entity
                return Actor(entity.name, entity.id, self.world.rollup(entity.id, on=self.on))
        return Actor(self._persons.get(name, name))

    def name(self, passage: Passage, words: list[Word], on: datetime.date | None) -> list[Word]:
        """The words of one sentence with each naming as one word."""
        on = on or self.on
        words = self._from_world(passage, words, on)
        words = self._from_text(passage, words)
        words = self._with_titles(passage, words, on)
        for before, word in zip([None, *words], words, strict=False):
            if word.naming is not None:
                word.stand_in = _stand_in(word, before)
        for before, word, after in zip(words, words[1:], words[2:], strict=False):
            if word.lower.endswith("s") and after.lower in _OPENS_SPEECH and _reports(before, word):
                word.stand_in = "says"  # "argues" and "fears" are plural nouns to a small parser
        return words

    def _span(self, passage: Passage, first: Word, last: Word) -> Span:
        start, end = passage.range_in_document(first.at, last.end)
        return Span.cut(self.text, start, end)

    def _joined(self, passage: Passage, words: list[Word], naming: Naming) -> Word:
        """One word out of several, under one naming."""
        actor = naming.actor
        span = self._span(passage, words[0], words[-1])
        naming.actor = Actor(actor.name, actor.id, actor.state, span)
        text = " ".join(passage.text[words[0].at : words[-1].end].split())
        return Word(text, words[0].at, words[-1].end, naming=naming)

    def _from_world(self, passage: Passage, words: list[Word], on: datetime.date | None) -> list[Word]:
        found: list[Word] = []
        for word in words:
            if word.mention is None:
                found.append(word)
                continue
            entity = word.mention.entity
            actor = Actor(entity.name, entity.id, self.world.rollup(entity.id, on=on))
            naming = Naming(entity.kind, actor, word.mention.sense)
            before: list[Word] = []
            if entity.kind is EntityKind.PERSON and word.mention.sense is Sense.SURNAME:
                while (
                    found and found[-1].naming is None and _INITIAL.fullmatch(found[-1].text) and found[-1].text != "I"
                ):
                    before.insert(0, found.pop())
            found.append(self._joined(passage, [*before, word], naming))
            if entity.kind is EntityKind.ORGANISATION:
                self._bodies[found[-1].lower.split()[-1]] = naming
        return self._with_acronyms(passage, found)

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
        if _in_capitals(words):
            return words
        found: list[Word] = []
        i = 0
        while i < len(words):
            if (whole := _longer_name(words, i)) is not None:
                run = words[i : whole + 1]
                found.append(self._joined(passage, run, Naming(EntityKind.ORGANISATION, Actor(_name(run)))))
                i = whole + 1
                continue
            last = _run(words, i)
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
        name = _name(run)
        full = self._persons.get(name)
        if full:
            return Naming(EntityKind.PERSON, Actor(full))
        if body_words() & {word.lower for word in run} and len(run) > 1:
            return Naming(EntityKind.ORGANISATION, Actor(name))
        plain = sum(word.text not in ("-", ".") for word in run)
        if plain in _PERSON_LENGTH and _is_person(words, first, last):
            self._remember(name)
            return Naming(EntityKind.PERSON, Actor(name))
        return Naming(None, Actor(name)) if plain > 1 else None

    def _with_titles(self, passage: Passage, words: list[Word], on: datetime.date | None) -> list[Word]:
        """Join titles with the names beside them, and name the holders of offices that stand alone."""
        i = 0
        while i < len(words):
            found = _title_at(words, i)
            if found is None:
                i += 1
                continue
            last, title = found
            first, past, body = _with_body(words, i, last)
            if body is None and first > 1 and words[first - 1].lower in _APOSTROPHES:
                body = self._bodies.get(words[first - 2].lower)
                first = first - 2 if body is not None else first
            person = self._titled(words, first, past, title, body)
            if person is not None:
                words[first : person + 1] = [self._joined(passage, words[first : person + 1], _naming(words[person]))]
                i = first + 1
            elif body is not None and (held := self._holder(passage, words, first, past, title, body, on)):
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
        before = _apposed_to(words, first)
        if person is not None and person.kind is EntityKind.PERSON and (not set_off or _closes(words, place)):
            self._give(person, words[first : past + 1], title, body)
            return None if set_off else place
        if before is not None and before.kind is EntityKind.PERSON:
            self._give(before, words[first : past + 1], title, body)
        return None

    def _give(self, person: Naming, phrase: list[Word], title: Title, body: Naming | None) -> None:
        if title.office and person.office is None and body is not None:
            person.office, person.body, person.role = title.office, body.actor, title.kind == "role"
            person.former = any(word.lower in ("former", "ex") for word in phrase)

    def _holder(
        self,
        passage: Passage,
        words: list[Word],
        first: int,
        past: int,
        title: Title,
        body: Naming,
        on: datetime.date | None,
    ) -> Word | None:
        """Who held the office, where a title stands alone ("the Russian President"); the words themselves if
        unknown.
        """
        around = {word.lower for word in words[max(0, first - 2) : past + 1]}
        if title.kind != "office" or title.plural_only or not body.actor.id or around & _NOT_THE_HOLDER:
            return None
        tenure = self.world.holder(body.actor.id, title.office, on=on) if on else None
        entity = self.world.entity(tenure.person) if tenure else None
        text = " ".join(passage.text[words[first].at : words[past].end].split())
        actor = Actor(entity.name, entity.id, body.actor.id) if entity else Actor(text, None, body.actor.id)
        return self._joined(passage, words[first : past + 1], Naming(EntityKind.PERSON, actor))


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


def _name(run: list[Word]) -> str:
    """The words of a name as one writes them, hyphens and dots closed up."""
    return " ".join(word.text for word in run).replace(" - ", "-").replace(" .", ".")


def _title_at(words: list[Word], i: int) -> tuple[int, Title] | None:
    """The longest title that begins at a word: its last word and what it says."""
    table, longest = title_table()
    if words[i].naming is not None or words[i].lower not in longest:
        return None
    for length in range(min(longest[words[i].lower], len(words) - i), 0, -1):
        if any(word.naming for word in words[i : i + length]):
            continue
        title = table.get(" ".join(word.lower for word in words[i : i + length]).replace(" - ", "-"))
        if title:
            return i + length - 1, title
    return None


def _with_body(words: list[Word], first: int, last: int) -> tuple[int, int, Naming | None]:
    """First and last word of a title with the body in which the office is held, and that body."""
    edge = first - 1
    while edge >= 0 and (words[edge].lower in _APOSTROPHES or words[edge].lower in _RANKS):
        edge -= 1
    before = words[edge].naming if edge >= 0 else None
    if before is not None and before.kind in (EntityKind.STATE, EntityKind.ORGANISATION):
        return edge, last, before
    if last + 2 < len(words) and words[last + 1].lower in ("of", "for", "to", "at"):
        after = last + 2
        while after + 1 < len(words) and words[after].lower in ("the", "a", "an", '"', "“", "«", "‘"):
            after += 1
        body = words[after].naming
        if body is not None and body.kind in (EntityKind.STATE, EntityKind.ORGANISATION, None):
            return first, after, body
    return first, last, None


def _same_again(words: list[Word], i: int) -> int | None:
    """The closing bracket after a naming that gives the same name again, in full or in short."""
    if words[i].naming is None or i + 3 >= len(words) or words[i + 1].text != "(":
        return None
    place = i + 3 if words[i + 2].lower == "the" else i + 2
    again = words[place].naming if place + 1 < len(words) and words[place + 1].text == ")" else None
    return place + 1 if again is not None and again.actor.key == _naming(words[i]).actor.key else None


def _apposed_to(words: list[Word], first: int) -> Naming | None:
    """The person whom a title follows: "X, president of", "X (Kazakhstan), doctor of sciences, professor, and
    president of".
    """
    _, longest = title_table()
    place = first - 1
    if place < 1 or words[place].lower not in (",", "and", "the", "a", "an"):
        return None
    while place >= 0 and first - place < 16:
        naming = words[place].naming
        if naming is not None and naming.kind is EntityKind.PERSON:
            return naming
        bracketed = place > 0 and words[place - 1].text == "("
        if naming is None and words[place].lower not in _BETWEEN_TITLES and words[place].lower not in longest:
            return None
        if naming is not None and not bracketed:
            return None
        place -= 1
    return None


def _closes(words: list[Word], place: int | None) -> bool:
    """Whether the name after "the council's honorary chairman," is set off by a mark or ends the sentence."""
    return place is not None and (place + 1 >= len(words) or words[place + 1].lower in _SET_OFF)


def _in_capitals(words: list[Word]) -> bool:
    """Whether most words are capitalised, as in headlines, where capitals tell nothing."""
    plain = [word for word in words if word.naming is None and word.text.isalpha() and len(word.text) > 3]
    return len(plain) > 3 and sum(word.text[0].isupper() for word in plain) > 0.6 * len(plain)


def _longer_name(words: list[Word], i: int) -> int | None:
    """The last word of a name that goes beyond one the world knows: "Collective Security Council" is not the UN's."""
    if i == 0 or not _in_name(words, i) or _title_at(words, i) or words[i].lower in title_table()[1]:
        return None
    place = i
    while place + 1 < len(words) and _in_name(words, place + 1):
        place += 1
    after = words[place + 1].naming if place + 1 < len(words) else None
    plain = after is not None and after.kind is EntityKind.ORGANISATION and after.sense is Sense.NAME
    return place + 1 if plain and len(words[place + 1].text.split()) > 1 else None


def _run(words: list[Word], first: int) -> int:
    """The last word of a run of capitalised words that begins at `first`; before `first` if none does."""
    if not _in_name(words, first) or _title_at(words, first):
        return first - 1
    last = first
    while last + 1 < len(words):
        step = next((s for s in (1, 2) if last + s < len(words) and _in_name(words, last + s)), None)
        if step == 1 or (step == 2 and _joins(words, first, last)):
            last += step or 1
        else:
            break
    return last


def _joins(words: list[Word], first: int, last: int) -> bool:
    """Whether the small word after `last` goes on in the name: a particle, a hyphen, "of" in the name of a body."""
    between = words[last + 1]
    if between.naming is not None:
        return False
    if between.lower in _PARTICLES or between.text == "-":
        return True
    named = {word.lower for word in words[first : last + 1]}
    return between.lower in ("of", "for") and bool(named & body_words())


def _in_name(words: list[Word], i: int) -> bool:
    word = words[i]
    if word.naming is not None or not word.text[:1].isupper() or word.lower in never_names():
        return False
    return word.text.replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha()


def _is_person(words: list[Word], first: int, last: int) -> bool:
    """Whether the text treats a run of names as a person: a title before it, a profession after it, or it speaks."""
    table, _ = title_table()
    if not all(
        word.text[:1].isupper() or word.lower in _PARTICLES or word.text == "-" for word in words[first : last + 1]
    ):
        return False
    before = words[first - 1].lower.rstrip(".") if first else ""
    if before in table or before in speaking_verbs():
        return True
    after = [word.lower for word in words[last + 1 : last + 12]]
    if after[:1] in ([","], ["("], ["is"], ["was"]) and any(word in table for word in after[1:9]):
        return True
    return _speaks(words, last + 1)


def _speaks(words: list[Word], place: int) -> bool:
    """Whether a speaking verb follows, at most an "of the Institute" or a comma between."""
    for word in words[place : place + 8]:
        if word.lower in speaking_verbs():
            return True
        small = word.lower in ("of", "at", "from", "the", "in", ",", "for", "also", "now", "then")
        if not small and word.naming is None and not word.text[:1].isupper():
            return False
    return False
