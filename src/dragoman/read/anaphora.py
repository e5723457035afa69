"""Anaphora: whom a text has introduced, and whom "he", "it", "the two presidents" or "the alliance" lead back to.

The nearest sentence that names anybody who fits decides. In it a subject comes before all others; where that leaves
two equally good, nobody is meant for certain, and nobody is chosen. Who else might have been meant stays with the
answer.
"""

from dataclasses import dataclass, replace

from dragoman.read.syntax import Sentence, Token
from dragoman.read.words import Naming
from dragoman.records import Actor
from dragoman.world import EntityKind, Sense

_WINDOW = 3  # sentences back from which "the two countries" and "the alliance" are understood
_FORGETS = 2  # sentences back from which "he" is understood
_SUBJECT = ("nsubj", "nsubj:pass", "nsubj:outer")


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention: who, what sort, how named, with which offices, whether as a subject."""

    actor: Actor
    kind: EntityKind | None
    sense: Sense
    offices: frozenset[str]
    subject: bool
    joined: bool  # one of several in a list


@dataclass(frozen=True, slots=True)
class Lead:
    """Whom a word leads back to, and who else it may mean. Without an actor, `rivals` are equally good."""

    actor: Actor | None = None
    rivals: tuple[Actor, ...] = ()


NOBODY = Lead()
_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_OTHER = {"f": "m", "m": "f", "": ""}


@dataclass(frozen=True, slots=True)
class Memory:
    """Who was spoken of in the sentences before, the latest last; `persons` and `bodies` of the whole text, each once."""

    sentences: tuple[tuple[Seen, ...], ...] = ()
    persons: tuple[Seen, ...] = ()
    states: tuple[Seen, ...] = ()
    bodies: tuple[Seen, ...] = ()
    subjects: tuple[Actor, ...] = ()  # the sides that were the subject of the sentence before
    many: bool = False  # whether that subject is one for "they"
    genders: frozenset[tuple[str, str]] = frozenset()  # whom the text has called "he" or "she"

    def after(
        self,
        sentence: Sentence,
        led: tuple[tuple[Seen, str], ...],
        subjects: tuple[Actor, ...],
        *,
        many: bool,
    ) -> "Memory":
        """The memory with one more sentence, its pronouns (`led`: whom, by which) and those for whom its main subject stands."""
        named = seen_in(sentence.tokens)
        seen = (*named, *(one for one, _ in led if all(one.actor.key != other.actor.key for other in named)))
        return replace(
            self,
            sentences=(*self.sentences[1 - _WINDOW - _FORGETS :], seen),
            persons=_with_new(self.persons, seen, EntityKind.PERSON),
            states=_with_new(self.states, seen, EntityKind.STATE),
            bodies=_with_new(self.bodies, seen, EntityKind.ORGANISATION),
            subjects=subjects,
            many=many,
            genders=self.genders.union((one.actor.key, gender_of(word)) for one, word in led),
        )

    def person(self, here: tuple[Seen, ...], office: frozenset[str] = frozenset(), gender: str = "") -> Lead:
        """The person last spoken of, before in the sentence (`here`) or in the last ones; with one of the offices, if any.

        One who is named before in the sentence, but not as a subject, is meant only if the sentences before name nobody.
        """
        before = [self._persons_in(seen, office, gender) for seen in reversed(self.sentences[-_FORGETS:])]
        now = self._persons_in(here, office, gender)
        subjects = [one for one in now if one.subject]
        for fitting in (now if subjects or office else [], *before, now):
            if fitting:
                return _best(fitting)
        fitting = [one for one in self.persons if one.offices & office]
        return Lead(fitting[0].actor) if len(fitting) == 1 else NOBODY

    def _persons_in(self, seen: tuple[Seen, ...], office: frozenset[str], gender: str) -> list[Seen]:
        """The persons in a sentence, without those whom the text has called by the other pronoun."""
        return [
            one
            for one in seen
            if (one.offices & office if office else one.kind is EntityKind.PERSON or _may_be_person(one))
            and (not gender or (one.actor.key, _OTHER[gender]) not in self.genders)
        ]

    def one(self, here: tuple[Seen, ...], kind: EntityKind) -> Lead:
        """The state or body last spoken of; the people of a state are none."""
        for seen in (here, *reversed(self.sentences[-_WINDOW:])):
            fitting = [one for one in seen if one.kind is kind and one.sense is not Sense.DEMONYM and one.actor.id]
            if not fitting and kind is EntityKind.STATE:
                fitting = [replace(one, actor=state) for one in seen if (state := _state_behind(one)) is not None]
            if fitting:
                return _best(fitting)
        every = self.states if kind is EntityKind.STATE else self.bodies
        return Lead(every[0].actor) if len(every) == 1 else NOBODY

    def several(
        self, here: tuple[Seen, ...], number: int, kind: EntityKind, office: frozenset[str] = frozenset()
    ) -> tuple[Actor, ...]:
        """The two, three … states or persons last spoken of, if they are just as many; else those of the whole text.

        Persons stand for their states only where one sentence names them all.
        """
        found: tuple[Actor, ...] = ()
        for seen in (here, *reversed(self.sentences[-_WINDOW:])):
            at_once = _sides([one for one in seen if _fits(one, kind, office)], kind)
            found = _each_once(
                (*_sides([one for one in seen if _fits(one, kind, office) and one.kind is kind], kind), *found)
            )
            if len(at_once) == number or len(found) == number:
                return at_once if len(at_once) == number else found
            if max(len(at_once), len(found)) > number:
                return ()
        every = [one.actor for one in (self.persons if kind is EntityKind.PERSON else self.states)
                 if not office or one.offices & office]  # fmt: skip
        return tuple(every) if len(every) == number else ()


def seen_in(tokens: list[Token]) -> list[Seen]:
    """The mentions among tokens, in order."""
    return [_seen(token, token.naming) for token in tokens if token.naming is not None]


def _seen(token: Token, naming: Naming) -> Seen:
    head = token.head if token.dep == "conj" and token.head is not None else token
    joined = any(part.naming is not None for part in head.all("conj"))
    return Seen(naming.actor, naming.kind, naming.sense, naming.offices, head.dep in _SUBJECT, joined)


def gender_of(pronoun: str) -> str:
    """ "f" for she and her, "m" for he and him, "" for all else."""
    return "f" if pronoun in _SHE else "m" if pronoun in _HE else ""


def _may_be_person(seen: Seen) -> bool:
    """Whether a name of which nothing is known may be a person's: a subject of two to four words."""
    return seen.kind is None and seen.subject and seen.actor.id is None and 1 < len(seen.actor.name.split()) < 5


def _fits(seen: Seen, kind: EntityKind, office: frozenset[str]) -> bool:
    """Whether a mention is of the kind; a person is also one of his or her state."""
    alike = seen.kind is kind or (kind is EntityKind.STATE and seen.kind is EntityKind.PERSON)
    return alike and (not office or bool(seen.offices & office))


def _sides(seen: list[Seen], kind: EntityKind) -> tuple[Actor, ...]:
    """The persons, or the states that are named and for which persons stand."""
    each = (_state_behind(one) if kind is EntityKind.STATE else one.actor for one in seen)
    return _each_once(tuple(actor for actor in each if actor is not None))


def _each_once(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple({actor.key: actor for actor in actors}.values())


def _state_behind(seen: Seen) -> Actor | None:
    """The state of a mention, or the one for which a person stands."""
    if seen.kind is EntityKind.STATE:
        return seen.actor if seen.actor.id else None
    return Actor(seen.actor.state, seen.actor.state, seen.actor.state) if seen.actor.state else None


def _best(fitting: list[Seen]) -> Lead:
    """The only one, or the first subject, unless it is one of a list; the others are rivals."""
    each = _distinct(fitting)
    subjects = [one for one in fitting if one.subject]
    if len(each) == 1:
        return Lead(each[0])
    if not subjects or subjects[0].joined:
        return Lead(None, each)
    chosen = subjects[0].actor
    return Lead(chosen, tuple(actor for actor in each if actor.key != chosen.key))


def _distinct(seen: list[Seen]) -> tuple[Actor, ...]:
    return _each_once(tuple(one.actor for one in seen))


def _with_new(known: tuple[Seen, ...], seen: tuple[Seen, ...], kind: EntityKind) -> tuple[Seen, ...]:
    """Those of one kind, each once, in the order of introduction, with every office that the text gave them."""
    found = {one.actor.key: one for one in known}
    for one in seen:
        if one.kind is kind:
            before = found.get(one.actor.key)
            found[one.actor.key] = replace(before, offices=before.offices | one.offices) if before else one
    return tuple(found.values())
