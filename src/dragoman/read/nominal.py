"""Deeds told by nouns: "Lavrov's visit to Astana", "talks between X and Y", by the patterns of
`data/event_nouns.csv`.

Source: [PLOVER]
"""

from dragoman.read import modality
from dragoman.read.participants import (
    OBLIQUE,
    actors_in,
    event_of,
    is_body,
    joined,
    sides_of,
    stands_after,
)
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.wordlists import NounPattern, noun_patterns
from dragoman.records import Actor, Event, EventType

_FIGURATIVE = frozenset(
    "hybrid cold information trade existential diplomatic economic verbal propaganda proxy nuclear".split()
)
_SET_PLURALS = frozenset("talk negotiation consultation sanction exercise drill hostility protest".split())


def noun_pattern(noun: Token) -> NounPattern | None:
    """The sense of a noun, that of "telephone conversation" before that of "conversation"."""
    table = noun_patterns()
    for child in noun.all("nmod"):
        pattern = table.get(f"{noun.lemma} of {child.lemma}") if child.case() == "of" else None
        if pattern:
            return pattern
    for child in noun.all("compound", "amod"):
        pattern = table.get(f"{child.lemma} {noun.lemma}")
        if pattern:
            return pattern
    return table.get(noun.lemma)


def event_of_noun(scene: Scene, noun: Token, pattern: NounPattern, source: str) -> Event | None:
    told = modality.of_noun(noun, pattern.support, scene.clauses_on(noun))
    if told is None or _unspecific(scene, noun, pattern):
        return None
    carrier = noun.head if noun.head is not None and noun.dep in ("obj", "nsubj:pass") else None
    if carrier is not None and carrier.lemma not in pattern.support:
        carrier = None
    actors = _noun_side(scene, noun, carrier, pattern.actor, every=pattern.reciprocal)
    if carrier is not None and carrier.lemma in pattern.support:
        actors = joined(actors_in(scene, sides_of(scene, carrier)[0]), actors)
    recipients = _noun_side(scene, noun, carrier, pattern.recipient, without=actors)
    if pattern.reciprocal:
        actors, recipients = joined(actors, recipients), ()
    if pattern.needs in ("actor", "both") and not actors:
        return None
    if (pattern.needs == "recipient" and not recipients) or (
        pattern.needs == "both" and len(actors) + len(recipients) < 2
    ):
        return None
    event_type = pattern.event_type
    if event_type is EventType.RETREAT and any(is_body(scene, actor) for actor in recipients):
        event_type = EventType.SANCTION
    return event_of(scene, noun, event_type, told, actors, recipients, source, "noun")


def _unspecific(scene: Scene, noun: Token, pattern: NounPattern) -> bool:
    """A figure of speech ("hybrid war"), or plural acts in general ("American investments in the region")."""
    if (
        any(child.lemma in _FIGURATIVE for child in noun.all("amod", "compound"))
        and pattern.event_type is EventType.ASSAULT
    ):
        return True
    plural = noun.tag == "NNS" and noun.lemma not in _SET_PLURALS
    return plural and scene.date_of(noun) is None and noun.child("nummod") is None


def _noun_side(
    scene: Scene,
    noun: Token,
    carrier: Token | None,
    places: tuple[str, ...],
    *,
    every: bool = False,
    without: tuple[Actor, ...] = (),
) -> tuple[Actor, ...]:
    """The participants at the places of a noun ("poss" or prepositions), best first; at every place for reciprocal
    acts.
    """
    taken = {actor.key for actor in without}
    found: tuple[Actor, ...] = ()
    for place in places:
        if place == "poss":
            here = _owners(scene, noun)
        else:
            hanging = [*noun.all("nmod", "obl", "acl"), *(carrier.all(*OBLIQUE) if carrier is not None else ())]
            if place in ("between", "with", "among"):  # "the Agreement on Strategic Partnership between X and Y"
                hanging += [inner for outer in noun.all("nmod") for inner in outer.all("nmod")]
            here = actors_in(scene, [token for token in hanging if stands_after(token, (place,))])
        here = tuple(actor for actor in here if actor.key not in taken)
        found = joined(found, here)
        if here and not every:
            break
    return found


def _owners(scene: Scene, noun: Token) -> tuple[Actor, ...]:
    """Possessors and demonyms before a noun: "Lavrov's visit", "the Russian invasion", "an OTS summit"."""
    found = actors_in(scene, noun.all("nmod:poss"))
    for child in noun.all("amod", "compound"):
        naming = child.naming
        if naming is not None and naming.acts:
            found = joined(found, (naming.actor,))
    return found
