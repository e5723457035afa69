"""Who a noun phrase stands for: names, organs of a state ("Russian officials"), lists, pronouns, "the two countries".

A phrase that stands for nobody the text has named is kept as a speaker may need it ("some analysts"), with no id.
"""

import datetime
from collections.abc import Callable

from dragoman.read.anaphora import Memory
from dragoman.read.references import DEFINITE_NOUNS, PERSON_PRONOUNS, References, is_many
from dragoman.read.syntax import Sentence, Token
from dragoman.read.titles import title_of
from dragoman.read.wordlists import organ_table
from dragoman.read.words import Naming
from dragoman.records import Actor
from dragoman.world import EntityKind, Sense, World

_RELATIVE = frozenset("which who that whom whose".split())
_MODIFIERS = ("compound", "amod", "nmod:poss", "nmod", "flat", "appos", "nmod:desc")
_SUBJECT = ("nsubj", "nsubj:pass")
_PART_OF = frozenset("some several many most few certain other individual".split())
_THINGS = frozenset(
    "pipeline project corridor route initiative treaty format process bloc plan programme program".split()
)
_FORCES = frozenset(
    "force troop troops forces peacekeeper army military soldier contingent mission official leader minister president".split()
)
_NO_LONGER = frozenset("former ex late exiled".split())  # such a leader does not act for the state
_WHERE = frozenset("in at near inside outside".split())


class Arguments:
    """Resolves the noun phrases of one sentence, given who was spoken of before and the day of the document."""

    def __init__(self, sentence: Sentence, memory: Memory, world: World, on: datetime.date | None = None) -> None:
        self.sentence = sentence
        self.world = world
        self.references = References(sentence, memory, world, on, self.actors)

    @property
    def voice_at(self) -> Callable[[int], tuple[Actor, ...]]:
        """Who speaks at a place of the document, outermost first."""
        return self.references.voice_at

    @voice_at.setter
    def voice_at(self, voice_at: Callable[[int], tuple[Actor, ...]]) -> None:
        self.references.voice_at = voice_at

    def subjects(self) -> tuple[tuple[Actor, ...], bool]:
        """For whom the main subject stands, and whether "they" may mean it; () for a person, whom "it" never means."""
        root = next((token for token in self.sentence.tokens if token.head is None), None)
        subject = root.child(*_SUBJECT) if root is not None else None
        if subject is None:
            return (), False
        found = self.actors(subject)
        many = len(found) > 1 or (bool(found) and is_many(subject))
        person = subject.naming is not None and subject.naming.kind is EntityKind.PERSON
        return (() if person and not many else found), many

    def actors(self, head: Token, *, places: bool = False) -> tuple[Actor, ...]:
        """Those for whom a phrase stands, its conjuncts included; () if nobody that is named or can act."""
        found: list[Actor] = []
        for token in self._conjuncts(head):
            for actor in self._one(token, places=places):
                if all(actor.key != other.key for other in found):
                    found.append(actor)
        return tuple(found)

    def alone(self, token: Token) -> tuple[Actor, ...]:
        """Those for whom one word stands, without what is joined to it."""
        return self._one(token, places=False)

    def speaker(self, head: Token, *, anybody: bool = False) -> Actor | None:
        """Who speaks: like `actors`, but an unnamed voice ("some analysts") keeps its words and has no id.

        `anybody`: any noun may speak ("the poll says"), as it may with verbs that do nothing else than report.
        A "he" of whom nobody knows who it is stays "he": the words are somebody's, and not the author's.
        """
        found = self.actors(head)
        if not found and head.lower in PERSON_PRONOUNS:
            return Actor(head.text, span=self.sentence.cut(head, head))
        if len(found) > 1 and head.naming is None and (head.is_noun or head.tag == "PRP"):
            return self.worded(head, Actor("", None, None))  # "the heads of X and Y" are neither X nor Y
        if found:
            actor = found[0]
            return (
                self.worded(head, actor)
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
            return self.worded(head, Actor("", None, None))
        return None

    def worded(self, head: Token, actor: Actor) -> Actor:
        """The actor under the text's own words."""
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
            return self.references.pronoun(token)
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

    def _of_noun(self, token: Token) -> tuple[Actor, ...]:
        named = next(
            (t.naming for t in token.all("appos", "flat") if t.naming and t.naming.kind is EntityKind.PERSON), None
        )
        if named is not None and token.tag == "NN":
            return (named.actor,)
        if token.lemma in _THINGS:
            compound = [t.naming for t in token.all("compound") if t.naming]
            bodies = tuple(naming.actor for naming in compound if naming.kind is EntityKind.ORGANISATION)
            if bodies or token.lemma not in DEFINITE_NOUNS:
                return bodies
        apposed = [t.naming.actor for t in self._apposed(token) if t.naming and t.naming.acts]
        if apposed and token.tag == "NNS":
            return tuple(apposed)
        level = organ_table().get(token.lemma)
        if level is None and token.lemma not in DEFINITE_NOUNS and title_of(token) is None:
            return ()
        modifiers = self._modifiers(token)
        if modifiers:
            return self._organ(token, modifiers, level or "state")
        return self.references.definite(token) or self._unnamed(token)

    def _apposed(self, token: Token) -> list[Token]:
        """The list that follows a plural: "the two presidents, X and Y"."""
        return [part for child in token.all("appos") for part in self._conjuncts(child)]

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
        past = any(child.lower in _NO_LONGER for child in token.all("amod", "compound"))
        state = (side.actor.state or side.actor.id) if level == "state" and not past else None
        return (Actor(self.sentence.words(tokens), None, state, self.sentence.cover(tokens)),)
