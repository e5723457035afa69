"""Who a noun phrase stands for: names, organs of a state ("Russian officials"), lists, pronouns, "the two countries".

A phrase that stands for nobody the text has named is kept as a speaker may need it ("some analysts"), with no id.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from dragoman.read.syntax import Sentence, Token
from dragoman.read.wordlists import organ_table
from dragoman.read.words import Naming
from dragoman.records import Actor
from dragoman.world import EntityKind, Sense, World

_PERSON_PRONOUNS = frozenset("he she him her his hers himself herself".split())
_SPEAKER_PRONOUNS = frozenset("i me my we us our ours ourselves".split())
_RELATIVE = frozenset("which who that whom whose".split())
_MODIFIERS = ("compound", "amod", "nmod:poss", "nmod", "flat", "appos", "nmod:desc")
_FORGETS = 2  # sentences without any person, after which "he" means nobody
_SUBJECT = ("nsubj", "nsubj:pass")
_PART_OF = frozenset("some several many most few certain other individual".split())
_THINGS = frozenset(
    "pipeline project corridor route initiative treaty format process bloc plan programme program".split()
)
_FORCES = frozenset(
    "force troop troops forces peacekeeper army military soldier contingent mission official leader minister president".split()
)
_WHERE = frozenset("in at near inside outside".split())
_BOTH = frozenset("country state side nation capital republic people power".split())
_PAIR_WORDS = frozenset("two both".split())
_SINGULAR = {"country": EntityKind.STATE, "republic": EntityKind.STATE, "organisation": EntityKind.ORGANISATION,
             "organization": EntityKind.ORGANISATION, "bloc": EntityKind.ORGANISATION, "alliance": EntityKind.ORGANISATION}  # fmt: skip


@dataclass(slots=True)
class Memory:
    """Who was spoken of: the last person, state and body as subjects, and the last two states."""

    person: Actor | None = None
    state: Actor | None = None
    body: Actor | None = None
    states: list[Actor] = field(default_factory=list)
    _unseen: int = 0

    def copy(self) -> "Memory":
        """The memory as it is now."""
        return Memory(self.person, self.state, self.body, list(self.states), self._unseen)

    def see(self, sentence: Sentence) -> None:
        """Take in a sentence that has been read.

        A person is remembered as the one whom "he" or "she" means if he or she was a subject, or the only one
        named; and for a few sentences only.
        """
        subject: Actor | None = None
        persons = {t.naming.actor.key for t in sentence.namings if t.naming and t.naming.kind is EntityKind.PERSON}
        self._unseen = 0 if persons else self._unseen + 1
        if self._unseen > _FORGETS or len(persons) > 1:
            self.person = None
        for token in sentence.namings:
            naming = token.naming
            if naming is None:
                continue
            actor = naming.actor
            if naming.kind is EntityKind.PERSON:
                if subject is None and len(persons) == 1:
                    self.person = actor
                if token.dep in _SUBJECT and subject is None:
                    subject = self.person = actor
            elif naming.kind is EntityKind.ORGANISATION:
                self.body = actor
            if naming.kind is EntityKind.STATE:
                self.state = actor if self.state is None or naming.sense is not Sense.DEMONYM else self.state
            if actor.state and naming.kind in (EntityKind.STATE, EntityKind.PERSON):
                self._see_state(actor)

    def _see_state(self, actor: Actor) -> None:
        kept = [other for other in self.states if other.side != actor.side]
        self.states = [*kept[-3:], actor]


class Arguments:
    """Resolves the noun phrases of one sentence."""

    def __init__(self, sentence: Sentence, memory: Memory, world: World) -> None:
        self.sentence = sentence
        self.memory = memory
        self.world = world
        self.voice_at: Callable[[int], tuple[Actor, ...]] = lambda place: ()

    def actors(self, head: Token, *, places: bool = False) -> tuple[Actor, ...]:
        """Those for whom a phrase stands, its conjuncts included; () if nobody that is named or can act."""
        found: list[Actor] = []
        for token in self._conjuncts(head):
            for actor in self._one(token, places=places):
                if all(actor.key != other.key for other in found):
                    found.append(actor)
        return tuple(found)

    def speaker(self, head: Token, *, anybody: bool = False) -> Actor | None:
        """Who speaks: like `actors`, but an unnamed voice ("some analysts") keeps its words and has no id.

        `anybody`: any noun may speak ("the poll says"), as it may with verbs that do nothing else than report.
        A "he" of whom nobody knows who it is stays "he": the words are somebody's, and not the author's.
        """
        found = self.actors(head)
        if not found and head.lower in _PERSON_PRONOUNS:
            return Actor(head.text, span=self.sentence.cut(head, head))
        if len(found) > 1 and head.naming is None and head.is_noun:
            return self._worded(head, Actor("", None, None))  # "the heads of X and Y" are neither X nor Y
        if found:
            actor = found[0]
            return (
                self._worded(head, actor)
                if actor.id is None and head.naming is None and head.tag[:3] != "PRP"
                else actor
            )
        if head.tag in ("PRP", "DT", "WP", "WDT", "EX") and head.lower not in (
            "some",
            "others",
            "many",
            "few",
            "most",
            "several",
        ):
            return None
        level = organ_table().get(head.lemma) or (anybody and head.is_noun)
        if level or head.lower in ("some", "others", "many", "critics", "few", "most", "several"):
            return self._worded(head, Actor("", None, None))
        return None

    def _worded(self, head: Token, actor: Actor) -> Actor:
        """The speaker under the text's own words."""
        sentence = self.sentence
        tokens = head.subtree(
            frozenset(("case", "acl:relcl", "acl", "appos", "cc", "conj", "punct", "parataxis", "advcl", "ccomp"))
        )
        words = sentence.words(tokens)
        first = min(tokens, key=lambda token: token.i)
        if first.lower in ("the", "a", "an") and len(tokens) > 1:
            words = words[len(first.text) :].strip()
        return Actor(words, None, actor.state, sentence.cover(tokens))

    def _conjuncts(self, head: Token) -> list[Token]:
        return [head, *(child for child in head.children if child.dep == "conj" and not child.is_verb)]

    def _one(self, token: Token, *, places: bool) -> tuple[Actor, ...]:
        if token.naming is not None:
            return self._of_naming(token, token.naming, places=places)
        if token.tag in ("PRP", "PRP$"):
            actor = self._of_pronoun(token)
            return (actor,) if actor else ()
        if token.lower in _RELATIVE and token.tag in ("WDT", "WP", "IN", "WP$"):
            clause = next((t for t in token.ancestors() if t.dep == "acl:relcl"), None)
            return self._one(clause.head, places=places) if clause is not None and clause.head is not None else ()
        return self._of_noun(token)

    def _of_naming(self, token: Token, naming: Naming, *, places: bool) -> tuple[Actor, ...]:
        if naming.kind is EntityKind.PLACE and not places:
            return ()
        some = [t for t in token.all("det", "amod") if t.lower in _PART_OF]
        if naming.kind is EntityKind.GROUP and some:  # "some Central Asian republics" are not all of them
            tokens = [*some, token]
            return (Actor(self.sentence.words(tokens), None, None, self.sentence.cover(tokens)),)
        if naming.sense is Sense.DEMONYM and token.tag.startswith("JJ"):
            return ()
        if naming.sense is Sense.METONYM and not places and token.case() in _WHERE:
            return ()
        return (naming.actor,)

    def _of_pronoun(self, token: Token) -> Actor | None:
        word = token.lower
        if word in _PERSON_PRONOUNS:
            actor = self._person_before(token)
        elif word in _SPEAKER_PRONOUNS:
            voice = self.voice_at(token.start)
            actor = voice[-1] if voice else None
            if actor is None or (word[0] in "wuo" and actor.state is None):
                return None
        else:
            return None
        return Actor(actor.name, actor.id, actor.state, self.sentence.cut(token, token)) if actor else None

    def _person_before(self, pronoun: Token) -> Actor | None:
        """The subject before it in the sentence, else the person last spoken of."""
        before = [t for t in self.sentence.tokens[: pronoun.i] if t.naming and t.naming.kind is EntityKind.PERSON]
        found = next((t for t in before if t.dep in _SUBJECT), None) or (
            before[-1] if before and not self.memory.person else None
        )
        return found.naming.actor if found is not None and found.naming else self.memory.person

    def _of_noun(self, token: Token) -> tuple[Actor, ...]:
        named = next(
            (t.naming for t in token.all("appos", "flat") if t.naming and t.naming.kind is EntityKind.PERSON), None
        )
        if named is not None and token.tag == "NN":
            return (named.actor,)
        if token.lemma in _THINGS:
            return tuple(
                t.naming.actor for t in token.all("compound") if t.naming and t.naming.kind is EntityKind.ORGANISATION
            )
        level = organ_table().get(token.lemma)
        if level is None and token.lemma not in _BOTH and token.lemma not in _SINGULAR:
            return ()
        modifiers = self._modifiers(token)
        if modifiers:
            return self._organ(token, modifiers, level or "state")
        return self._definite(token) or self._unnamed(token)

    def _unnamed(self, token: Token) -> tuple[Actor, ...]:
        """An organ that the sentence gives to nobody ("peacekeeping forces"): its words, no id."""
        if token.lemma not in _FORCES:
            return ()
        tokens = [token, *token.all("amod", "compound")]
        return (Actor(self.sentence.words(tokens), None, None, self.sentence.cover(tokens)),)

    def _modifiers(self, token: Token) -> list[Naming]:
        """Namings that say whose organ it is: "Russian officials", "Kazakhstan's leadership", "the heads of Turkey
        and …".
        """
        found: list[Naming] = []
        for child in token.children:
            if child.dep not in _MODIFIERS or (
                child.dep == "nmod" and child.case() not in ("of", "from", "in", "for", "")
            ):
                continue
            for part in self._conjuncts(child):
                naming = part.naming
                if naming and naming.kind is not EntityKind.PLACE and naming not in found:
                    found.append(naming)
                elif naming is None and part.is_noun and part.dep == "nmod":
                    found.extend(n for n in self._modifiers(part) if n not in found)
        return found

    def _organ(self, token: Token, modifiers: list[Naming], level: str) -> tuple[Actor, ...]:
        persons = [naming.actor for naming in modifiers if naming.kind is EntityKind.PERSON]
        if persons:
            return tuple(persons)
        sides = [naming for naming in modifiers if naming.actor.id]
        bodies = [
            naming
            for naming in sides
            if naming.kind is EntityKind.ORGANISATION and naming.actor.state != naming.actor.id
        ]
        if bodies and any(naming.sense is Sense.DEMONYM for naming in sides):
            return (bodies[0].actor,)  # "the Russian Sputnik agency" is Sputnik, not Russia
        if not sides:
            return ()
        if len(sides) > 1 and level == "state":
            return tuple(naming.actor for naming in sides)
        side = sides[0]
        tokens = [token, *(t for t in self.sentence.tokens if t.naming is side)]
        state = (side.actor.state or side.actor.id) if level == "state" else None
        return (Actor(self.sentence.words(tokens), None, state, self.sentence.cover(tokens)),)

    def _definite(self, token: Token) -> tuple[Actor, ...]:
        """ "The two countries", "the sides", "the country", "the organisation": who was spoken of before."""
        words = {child.lower for child in token.children if child.dep in ("det", "nummod", "amod", "det:predet")}
        if not words & {"the", "both", "two", "this", "these", "our"} or token.all(
            "nmod", "acl:relcl", "acl", "compound"
        ):
            return ()
        span = self.sentence.cut(token, token)
        if token.tag == "NNS" and token.lemma in _BOTH and not words & {"other", "these", "our"}:
            pair = self.memory.states[-2:]
            return (
                tuple(Actor(a.name, a.id, a.state, span) for a in map(self._as_state, pair)) if len(pair) == 2 else ()
            )
        kind = _SINGULAR.get(token.lemma)
        if token.tag != "NN" or kind is None or words & {"other", "both", "two"}:
            return ()
        actor = self.memory.state if kind is EntityKind.STATE else self.memory.body
        return (Actor(actor.name, actor.id, actor.state, span),) if actor else ()

    def _as_state(self, actor: Actor) -> Actor:
        """The state behind a person, under its own name."""
        entity = self.world.entity(actor.state) if actor.state and actor.state != actor.id else None
        return Actor(entity.name, entity.id, entity.id, actor.span) if entity else actor
