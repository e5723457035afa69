"""What the word lists say of nouns that tell a deed: "Lavrov's visit to Astana", "talks between X and Y".

The lists propose, by the rows of `data/event_nouns.csv`; the model decides (`event_model`).

Source: [PLOVER]
"""

from dragoman.read.participants import OBLIQUE, is_named, sides_of, stands_after
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.wordlists import NounPattern, noun_patterns
from dragoman.records import EventType, Modality

_JOINT = ("between", "with", "among")
_FIGURATIVE = frozenset(
    "hybrid cold information trade existential diplomatic economic verbal propaganda proxy nuclear".split()
)
_SET_PLURALS = frozenset("talk negotiation consultation sanction exercise drill hostility protest".split())


def noun_pattern(noun: Token) -> NounPattern | None:
    """The sense of a noun, that of "telephone conversation" before that of "conversation"."""
    table = noun_patterns()
    for child in noun.children:
        if child.dep == "nmod" and child.case() == "of" and (pattern := table.get(f"{noun.lemma} of {child.lemma}")):
            return pattern
    for child in noun.children:
        if child.dep in ("compound", "amod") and (pattern := table.get(f"{child.lemma} {noun.lemma}")):
            return pattern
    return table.get(noun.lemma)


def carrier_of(noun: Token) -> Token | None:
    """The verb whose object or passive subject the noun is: "held" in "held talks"."""
    return noun.head if noun.head is not None and noun.dep in ("obj", "nsubj:pass") and noun.head.is_verb else None


def listed_sides(noun: Token, places: tuple[str, ...]) -> list[Token]:
    """The phrases that stand at the places of a noun ("poss" or prepositions), best first."""
    carrier = carrier_of(noun)
    found: list[Token] = []
    for place in places:
        if place == "poss":
            found += noun.all("nmod:poss")
            found += [c for c in noun.all("amod", "compound") if c.naming is not None and c.naming.acts]
        else:
            hanging = [*noun.all("nmod", "obl", "acl"), *(carrier.all(*OBLIQUE) if carrier is not None else ())]
            if place in _JOINT:  # "the Agreement on Strategic Partnership between X and Y"
                hanging += [inner for outer in noun.all("nmod") for inner in outer.all("nmod")]
            found += [token for token in hanging if stands_after(token, (place,))]
    return found


def sense_of(scene: Scene, noun: Token, told: Modality | None) -> NounPattern | None:
    """The sense of a noun if one deed is meant and whom it needs is there."""
    pattern = noun_pattern(noun)
    if pattern is None or told is None or is_unspecific(scene, noun, pattern):
        return None
    carrier = carrier_of(noun)
    light = carrier is not None and carrier.lemma in pattern.support
    actors = [*(sides_of(carrier)[0] if light and carrier else ()), *listed_sides(noun, pattern.actor)]
    found = [sum(map(is_named, actors)), sum(map(is_named, listed_sides(noun, pattern.recipient)))]
    enough = {"actor": found[0], "recipient": found[1], "both": sum(found) > 1}.get(pattern.needs, True)
    return pattern if enough else None


def is_unspecific(scene: Scene, noun: Token, pattern: NounPattern) -> bool:
    """A figure of speech ("hybrid war"), or plural acts in general ("American investments in the region")."""
    figure = any(child.lemma in _FIGURATIVE for child in noun.all("amod", "compound"))
    if figure and pattern.event_type is EventType.ASSAULT:
        return True
    plural = noun.tag == "NNS" and noun.lemma not in _SET_PLURALS
    return plural and scene.date_of(noun) is None and noun.child("nummod") is None
