"""A scene: everything that is known about one sentence before its findings are read off it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from dragoman.read.arguments import Arguments
from dragoman.read.encoder.witness import Witness
from dragoman.read.syntax import Sentence, Token
from dragoman.read.timing import TimeExpression
from dragoman.records import Actor, When
from dragoman.world import EntityKind, Sense

METHOD = "rules/1"  # the reader and its version, at the head of every finding's method
_CLAUSES = frozenset(("ccomp", "advcl", "parataxis", "conj", "acl:relcl", "csubj"))
_VERB_CLAUSES = frozenset(("ccomp", "advcl", "parataxis", "csubj"))
_CARRIED = frozenset(("nsubj", "nsubj:pass", "obj"))
_TAKES_PLACE = frozenset("hold take convene open begin start conclude host happen occur end".split())
_AT = frozenset(("in", "at", "near"))


@dataclass(slots=True, eq=False)
class Dated:
    """A date in the sentence, by its tokens."""

    first: int
    last: int
    when: When | None


@dataclass(slots=True, eq=False)
class Scene:
    """One sentence with its names, its arguments, its dates and the voices that speak in it; `day` is the document's.

    `witness`: what an encoder says of it, if one is asked.
    """

    sentence: Sentence
    arguments: Arguments
    dates: list[Dated] = field(default_factory=list)
    day: datetime.date | None = None
    witness: Witness | None = None

    @property
    def tokens(self) -> list[Token]:
        """Its tokens."""
        return self.sentence.tokens

    def voice(self, token: Token) -> tuple[Actor, ...]:
        """Who speaks at a token, outermost first."""
        return self.arguments.voice_at(token.start)

    def on_day_of(self, date: When | None, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
        """The actors with each person standing for whom he or she stood for on the day of the deed, if the text gives one."""
        if date is None:
            return actors
        world, latest = self.arguments.world, self.day or date.last
        days = (min(date.first, latest), min(date.last, latest))
        found = []
        for actor in actors:
            entity = world.entity(actor.id) if actor.id else None
            if entity is not None and entity.kind is EntityKind.PERSON and world.tenures(entity.id):
                states = [state for day in days if (state := world.rollup(entity.id, on=day))]
                actor = replace(actor, state=states[0] if states else None)
            found.append(actor)
        return tuple(found)

    def notes_on(self, actors: Iterable[Actor]) -> tuple[str, ...]:
        """What is open about whom the words mean: a pronoun that may lead elsewhere, a name of two."""
        places = {actor.span.start for actor in actors if actor.span}
        world, told = self.arguments.world, dict[str, None]()
        for token in self.tokens:
            if token.start not in places:
                continue
            ids = token.naming.others if token.naming is not None else ()
            names = [f"{entity.name} ({entity.id})" for each in ids if (entity := world.entity(each))]
            names += [actor.name for actor in self.arguments.references.doubts.get(token.start, ())]
            if names:
                told[f"“{token.text}” may mean {' or '.join(names)}"] = None
        return tuple(told)

    def date_of(self, predicate: Token) -> When | None:
        """The date that the text gives for a deed: inside its clause, or in front of the sentence; None if it gives
        none.
        """
        if not self.dates:
            return None
        own = predicate.subtree(_CLAUSES if predicate.is_verb else _VERB_CLAUSES)
        if not predicate.is_verb:
            own += [token for clause in self.clauses_on(predicate) for token in clause.subtree(_VERB_CLAUSES)]
        inside = self._dates_in(own)
        if inside:
            return self._nearest(inside, predicate).when
        below = {token.i for token in predicate.subtree()}
        for head in predicate.ancestors():
            if not head.is_verb and head.child("cop") is None:
                continue
            near = [date for date in self._dates_in(head.subtree(_CLAUSES)) if date.first not in below]
            carried = not predicate.is_verb and head is _verb_above(predicate)
            fitting = near if carried else [date for date in near if date.first < min(head.i, predicate.i)]
            if fitting:
                return self._nearest(fitting, predicate).when
            if predicate.is_verb and head.dep not in ("conj", "xcomp", "ccomp", "advcl"):
                return None
        return None

    def clauses_on(self, noun: Token) -> list[Token]:
        """The clauses that tell more of a noun: its own, its modifiers', and a relative clause right after its phrase.

        Parsers hang ", which is going to be held …" on any noun to the left; the nearest phrase is meant.
        """
        phrase = {token.i for token in noun.subtree(frozenset(("acl:relcl", "acl", "conj", "parataxis")))}
        found = [clause for part in (noun, *noun.all("nmod")) for clause in part.all("acl", "acl:relcl")]
        for clause in self.tokens:
            if clause.dep in ("acl:relcl", "acl") and clause.i > noun.i and clause not in found:
                first = min(token.i for token in clause.subtree())
                before = first - 2 if first > 1 and self.tokens[first - 1].text == "," else first - 1
                if before in phrase:
                    found.append(clause)
        return found

    def _dates_in(self, tokens: list[Token]) -> list[Dated]:
        places = {token.i for token in tokens}
        return [date for date in self.dates if date.first in places or date.last in places]

    def _nearest(self, dates: list[Dated], predicate: Token) -> Dated:
        """The date nearest to a deed; one that stands in the deed's own branch comes before one on another noun."""
        return min(dates, key=lambda date: (abs(date.first - predicate.i), date.first))

    def place_of(self, predicate: Token) -> str | None:
        """Where it happened: a named place after "in" or "at" in the clause."""
        own = {token.i for token in predicate.subtree(_CLAUSES)}
        if not predicate.is_verb:
            own |= {token.i for clause in self.clauses_on(predicate) for token in clause.subtree(_VERB_CLAUSES)}
            if predicate.dep in _CARRIED and predicate.head is not None and predicate.head.lemma in _TAKES_PLACE:
                own |= {token.i for token in predicate.head.subtree(_CLAUSES)}  # "the summit was held in Samarkand"
        for token in self.sentence.namings:
            naming = token.naming
            if naming is None or token.i not in own:
                continue
            somewhere = naming.kind is EntityKind.PLACE or naming.sense is Sense.METONYM
            if somewhere and (token.case() in _AT or (token.i and self.tokens[token.i - 1].lower in _AT)):
                return token.text
        return None


def _verb_above(noun: Token) -> Token | None:
    return next((token for token in noun.ancestors() if token.is_verb or token.child("cop") is not None), None)


def place_dates(sentence: Sentence, expressions: list[TimeExpression]) -> list[Dated]:
    """Time expressions of the paragraph, as tokens of the sentence."""
    dates = []
    for found in expressions:
        inside = [token.i for token in sentence.tokens if token.at < found.end and token.past > found.start]
        if inside:
            dates.append(Dated(inside[0], inside[-1], found.when))
    return dates
