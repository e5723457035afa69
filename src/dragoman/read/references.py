"""References: the words of a sentence that lead back – pronouns, "the two presidents", "the minister", "the alliance".

Where two are equally likely nobody is chosen; where one is likelier, the others are kept as `doubts`, for a note on
the finding. What "it" and "they" mean is told by subjects only, because objects mislead.
"""

import datetime
from collections.abc import Callable

from dragoman.read.anaphora import Lead, Memory, Seen, gender_of, seen_in
from dragoman.read.syntax import Sentence, Token
from dragoman.read.titles import title_of
from dragoman.read.wordlists import Title, word_set
from dragoman.records import Actor
from dragoman.world import EntityKind, Sense, World

PERSON_PRONOUNS = frozenset("he she him her his hers himself herself".split())
_SPEAKER_PRONOUNS = frozenset("i me my we us our ours ourselves".split())
_IT = frozenset("it its itself".split())
_THEY = frozenset("they them their theirs themselves".split())
_OBJECTS = frozenset("him her them it".split())
_SUBJECT = ("nsubj", "nsubj:pass")
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
SIDES = frozenset("country state side nation capital republic people power".split())
_SINGULAR = {
    "country": EntityKind.STATE, "republic": EntityKind.STATE, "organisation": EntityKind.ORGANISATION,
    "organization": EntityKind.ORGANISATION, "bloc": EntityKind.ORGANISATION, "alliance": EntityKind.ORGANISATION,
}  # fmt: skip
DEFINITE_NOUNS = SIDES | _SINGULAR.keys()
_POINTS = frozenset("the both two three four five six this these our".split())
_STANDINGS = frozenset(("guarantor", "observer"))
_EMPTY_IT = frozenset(("ccomp", "csubj", "csubj:outer", "expl"))

ActorsOf = Callable[[Token], tuple[Actor, ...]]


class References:
    """Resolves the words of one sentence that lead back; `doubts` are who else may have been meant, by place."""

    def __init__(
        self, sentence: Sentence, memory: Memory, world: World, on: datetime.date | None, actors_of: ActorsOf
    ) -> None:
        self._sentence = sentence
        self._memory = memory
        self._world = world
        self._on = on
        self._actors_of = actors_of
        self.doubts: dict[int, tuple[Actor, ...]] = {}
        self.voice_at: Callable[[int], tuple[Actor, ...]] = lambda place: ()

    def pronoun(self, token: Token) -> tuple[Actor, ...]:
        """Those whom a pronoun means; () if that is unknown."""
        word = token.lower
        if word in PERSON_PRONOUNS:
            return self._led(token, self._memory.person(self._before(token), gender=gender_of(word)))
        if word in _SPEAKER_PRONOUNS:
            return self._speaker(token)
        if word in _IT and not _is_empty(token):
            return self._it(token)
        if word in _THEY:
            return self._they(token)
        return ()

    def persons(self) -> tuple[tuple[Seen, str], ...]:
        """The persons whom the sentence's pronouns mean, as mentions of them, each with its pronoun."""
        found = []
        for token in self._sentence.tokens:
            if token.lower not in PERSON_PRONOUNS:
                continue
            lead = self._memory.person(self._before(token), gender=gender_of(token.lower))
            if lead.actor:
                actor, subject = self._here(token, lead.actor), token.dep in _SUBJECT
                seen = Seen(actor, EntityKind.PERSON, Sense.NAME, frozenset(), subject, joined=False)
                found.append((seen, token.lower))
        return tuple(found)

    def may_mean(self, pronoun: str, actor: Actor) -> bool:
        """Whether the text has not called somebody by the other pronoun."""
        other = {"m": "f", "f": "m"}.get(gender_of(pronoun.lower()), "")
        return (actor.key, other) not in self._memory.genders

    def definite(self, noun: Token) -> tuple[Actor, ...]:
        """Those whom a noun with "the" or a number means: states, persons by their office, bodies, guarantors."""
        if standing := _standing(noun):
            return self._of_standing(noun, standing)
        words = {child.lower for child in noun.children if child.dep in ("det", "nummod", "amod", "det:predet")}
        title = title_of(noun)
        beside = noun.all("nmod", "acl:relcl", "acl")
        whole = title is not None and len(beside) == 1 and title.words.endswith(f" of {beside[0].lower}")
        if words & {"other", "former", "new", "next", "each", "any"} or (beside and not whole):
            return ()
        possessor = noun.child("nmod:poss")
        if title is not None and possessor is not None:
            return self._officer_of(noun, title, possessor)
        if not words & _POINTS or (title is None and noun.all("compound")):
            return ()
        if noun.tag == "NNS":
            return self._several(noun, title, words)
        if noun.tag != "NN" or words & {"both", "two", "three", "these"}:
            return ()
        if title is not None:
            return self._led(noun, self._memory.person(self._before(noun), offices_for(title)))
        kind = _SINGULAR.get(noun.lemma)
        return self._led(noun, self._memory.one(self._before(noun), kind)) if kind else ()

    def _before(self, token: Token) -> tuple[Seen, ...]:
        """Who is named before in the sentence; "him" is never the subject of its own verb ("X contradicts him")."""
        named = self._sentence.tokens[: token.i]
        if token.lower in _OBJECTS and token.dep in ("obj", "iobj", "obl") and token.head is not None:
            own = {id(t) for t in token.head.all("nsubj")}
            named = [t for t in named if id(t) not in own]
        return tuple(seen_in(named))

    def _led(self, token: Token, lead: Lead) -> tuple[Actor, ...]:
        """The actor; of several that are equally good none, but the word itself, with the state that they share."""
        if lead.rivals:
            self.doubts[token.start] = (lead.actor, *lead.rivals) if lead.actor else lead.rivals
        if lead.actor is None and lead.rivals:
            states = {rival.state for rival in lead.rivals}
            return (
                Actor(token.text, None, states.pop() if len(states) == 1 else None, self._sentence.cut(token, token)),
            )
        return (self._here(token, lead.actor),) if lead.actor else ()

    def _here(self, token: Token, actor: Actor) -> Actor:
        """The actor, as mentioned by this word."""
        entity = self._world.entity(actor.id) if actor.id else None
        return Actor(entity.name if entity else actor.name, actor.id, actor.state, self._sentence.cut(token, token))

    def _speaker(self, token: Token) -> tuple[Actor, ...]:
        voice = self.voice_at(token.start)
        if not voice or (token.lower[0] in "wuo" and voice[-1].state is None):
            return ()
        return (self._here(token, voice[-1]),)

    def _it(self, token: Token) -> tuple[Actor, ...]:
        kinds = (EntityKind.STATE, EntityKind.ORGANISATION)
        here = [
            one for one in self._before(token) if one.subject and one.kind in kinds and one.sense is not Sense.DEMONYM
        ]
        each = {one.actor.key: one.actor for one in here}
        if len(each) == 1 and not here[0].joined:
            return self._led(token, Lead(here[0].actor))
        if here or self._memory.many or len(self._memory.subjects) != 1 or self._has_subject_before(token):
            return ()
        spoken_of = {one.actor.side for one in self._memory.sentences[-1] if one.kind in kinds}
        if spoken_of - {self._memory.subjects[0].side}:
            return ()
        return self._led(token, Lead(self._memory.subjects[0]))

    def _has_subject_before(self, token: Token) -> bool:
        """Whether something else stands before it as a subject, which it may mean as well."""
        return any(one.dep in _SUBJECT and one.tag[:2] == "NN" for one in self._sentence.tokens[: token.i])

    def _they(self, token: Token) -> tuple[Actor, ...]:
        found = self._memory.subjects if self._memory.many else ()
        before = [one for one in self._sentence.tokens[: token.i] if one.dep in _SUBJECT and one.tag[:3] != "PRP"]
        if before:
            found = self._actors_of(before[-1]) if is_many(before[-1]) else ()
        return tuple(self._here(token, actor) for actor in found)

    def _several(self, noun: Token, title: Title | None, words: set[str]) -> tuple[Actor, ...]:
        number = next((_NUMBERS[word] for word in sorted(words) if word in _NUMBERS), 2)
        before = self._before(noun)
        if title is not None:
            found = self._memory.several(before, number, EntityKind.PERSON, offices_for(title))
        elif noun.lemma in SIDES and not words & {"these", "our"}:
            found = self._memory.several(before, number, EntityKind.STATE)
        else:
            found = ()
        return tuple(self._here(noun, actor) for actor in found)

    def _of_standing(self, noun: Token, standing: str) -> tuple[Actor, ...]:
        """The guarantors of the format of which the text spoke last."""
        bodies = [one for one in self._before(noun) if one.kind is EntityKind.ORGANISATION]
        for body in (*reversed(bodies), *reversed(self._memory.bodies)):
            held = self._world.memberships(org=body.actor.id, on=self._on) if body.actor.id else []
            states = [membership.state for membership in held if membership.status == standing]
            if states:
                return tuple(self._here(noun, Actor(state, state, state)) for state in states)
        phrase = [noun, *noun.all("compound", "amod")]
        return (Actor(self._sentence.words(phrase), None, None, self._sentence.cover(phrase)),)

    def _officer_of(self, noun: Token, title: Title, possessor: Token) -> tuple[Actor, ...]:
        """ "Its president", "the country's foreign minister": who holds the office there."""
        bodies = self._actors_of(possessor) if possessor.naming is None else ()
        if len(bodies) != 1 or not title.office or noun.tag not in ("NN", "NNP"):
            return ()
        side = bodies[0].side
        held = self._world.holder(side, title.office, on=self._on) if self._on else None
        if held is None:
            return (Actor(noun.text, None, side, self._sentence.cut(noun, noun)),)
        return (self._here(noun, Actor(held.person, held.person, side)),)


def offices_for(title: Title) -> frozenset[str]:
    """The offices that a title may mean: "leader" any of the highest, "minister" any ministry."""
    return word_set(f"office {title.office or title.words}") or frozenset((title.office,))


def is_many(token: Token) -> bool:
    """Whether "they" may mean it: a list, a plural, a group."""
    if token.naming is not None and token.naming.kind is EntityKind.GROUP:
        return True
    plural_people = token.naming is not None and token.naming.sense is Sense.DEMONYM and token.lower.endswith("s")
    return (
        plural_people
        or any(part.is_noun for part in token.all("conj"))
        or (token.naming is None and token.tag == "NNS")
    )


def _is_empty(token: Token) -> bool:
    """ "It is clear that …", "it seems": an "it" that means nothing."""
    head = token.head
    if token.lower != "it" or head is None:
        return False
    return (
        token.dep == "expl"
        or not head.is_verb
        or bool(head.all(*_EMPTY_IT, "cop"))
        or head.child("nsubj:pass") is token
    )


def _standing(noun: Token) -> str | None:
    """The standing that a noun gives to states: "guarantor countries", "the guarantors"."""
    if noun.lemma == "guarantor" and noun.tag == "NNS" and not noun.all("nmod", "nmod:poss", "amod"):
        return noun.lemma
    if noun.lemma not in SIDES or noun.tag != "NNS" or any(child.naming for child in noun.children):
        return None
    return next((child.lemma for child in noun.all("compound", "amod") if child.lemma in _STANDINGS), None)
