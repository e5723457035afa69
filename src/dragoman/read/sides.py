"""Sides: the phrases that may be actor or recipient of a deed, and what the model is told about each.

What is told of a phrase: the way through the tree from the trigger, its preposition, its kind, where it stands, and
whether the word lists expect one of the sides there. A phrase that is joined to another is asked with the way of the
first, so that lists stay together.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.read.nominal import carrier_of, listed_sides, noun_pattern
from dragoman.read.participants import OBLIQUE, is_somebody, sides_of
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.triggers import class_of, kind_of
from dragoman.read.verbal import listed_recipients, verb_pattern
from dragoman.read.wordlists import noun_patterns, organ_table, verb_cues
from dragoman.records import EventType
from dragoman.world import EntityKind

_FAR = 4  # steps up or down the tree that are told one by one
_SAYS = frozenset("say tell add note report state announce declare".split())
_WHERE = ("in", "at", "near")
_PLACES = (EntityKind.PLACE, EntityKind.STATE, EntityKind.GROUP, None)
_REACH = 40  # words between a trigger and a phrase that is asked


@dataclass(frozen=True, slots=True)
class Expected:
    """Where grammar and word lists expect the sides of a deed, by token number."""

    actors: Mapping[int, int]
    recipients: Mapping[int, int]
    has_subject: bool
    has_object: bool
    passive: bool


def expected(trigger: Token) -> Expected:
    """What grammar and lists say of a trigger's sides."""
    if trigger.is_noun:
        return _expected_of_noun(trigger)
    subjects, objects, passive = sides_of(trigger)
    pattern = verb_pattern(trigger, passive=passive)
    recipients = listed_recipients(trigger, pattern, objects) if pattern else []
    for head in objects:  # "the agreement between X and Y was signed"
        listed = noun_pattern(head) if head.is_noun and head.naming is None else None
        if listed is not None and listed.reciprocal:
            subjects = [*subjects, *listed_sides(head, listed.actor)]
    return Expected(_places(subjects), _places(recipients), bool(subjects), bool(objects), passive)


def _expected_of_noun(noun: Token) -> Expected:
    pattern, carrier = noun_pattern(noun), carrier_of(noun)
    subjects = sides_of(carrier)[0] if carrier is not None else []
    if pattern is None:
        return Expected(_places(subjects), {}, bool(subjects), False, False)
    light = carrier is not None and carrier.lemma in pattern.support
    actors = [*(subjects if light else ()), *listed_sides(noun, pattern.actor)]
    return Expected(_places(actors), _places(listed_sides(noun, pattern.recipient)), bool(subjects), False, light)


def _places(tokens: list[Token]) -> dict[int, int]:
    places: dict[int, int] = {}
    for token in tokens:
        places.setdefault(token.i, min(len(places), 3))
    return places


def candidates(scene: Scene, trigger: Token) -> list[Token]:
    """The words that may name a side of the deed, in the order of the sentence."""
    left_out = {place for date in scene.dates for place in range(date.first, date.last + 1)} | _tellers(trigger)
    near = scene.tokens[max(0, trigger.i - _REACH) : trigger.i + _REACH + 1]
    return [token for token in near if token is not trigger and token.i not in left_out and _eligible(token)]


def _tellers(trigger: Token) -> set[int]:
    """Who only tells of the deed: "Lavrov said that Kazakhstan had rejected it" is no deed of Lavrov's.

    A clause about "it" or "its soldiers", or one in the passive, may be about the speaker.
    """
    found: set[int] = set()
    clause = trigger
    for head in trigger.ancestors():
        if clause.dep == "ccomp" and head.lemma in verb_cues() and _has_own_subject(clause):
            found.update(token.i for teller in head.all("nsubj") for token in (teller, *teller.all("conj")))
        clause = head
    return found


def _has_own_subject(clause: Token) -> bool:
    pronouns = ("PRP", "PRP$", "EX")
    return any(
        subject.tag not in pronouns and all(child.tag not in pronouns for child in subject.all("nmod:poss"))
        for subject in clause.all("nsubj", "nsubj:outer")
    )


def _eligible(token: Token) -> bool:
    if token.naming is not None or token.tag in ("PRP", "PRP$"):
        return True
    if token.lemma in noun_patterns() and token.lemma not in organ_table():  # a deed is no side of another; its doer is
        return False
    return token.is_noun and token.dep not in ("compound", "flat", "fixed", "nmod:unmarked", "obl:unmarked")


def is_no_actor(scene: Scene, trigger: Token, token: Token) -> bool:
    """Whether a name only tells where a deed was done, or to whom."""
    return is_somewhere(scene, token) or is_patient(trigger, token)


def is_somewhere(scene: Scene, token: Token) -> bool:
    """Whether a name only tells where: "at a meeting in Baku the association admitted".

    The preposition has to stand right before it, or before the first of its list: parsers mistake what follows a place.
    """
    first = _first(token)[0]
    before = scene.tokens[first.i - 1].lower if first.i else ""
    return token.naming is not None and token.naming.kind in _PLACES and before in _WHERE


def is_patient(trigger: Token, token: Token) -> bool:
    """Whether a name stands right after an infinitive that opens its sentence: "To support Kazakhstan is important".

    Parsers take it for the subject of what follows.
    """
    return trigger.tag == "VB" and trigger.i == 1 and token.i == 2


def is_apart(trigger: Token, token: Token) -> bool:
    """Whether a name is the subject of another clause than that of a deed which has a subject of its own.

    "Turkmenistan is an observer, and Northern Cyprus was admitted": nobody says who admitted it.
    """
    if not trigger.child("nsubj", "nsubj:pass", "nsubj:outer"):
        return False
    first = _first(token)[0]
    return first.dep in ("nsubj", "nsubj:pass", "nsubj:outer") and first.head is not trigger


def features(
    scene: Scene, trigger: Token, event_type: EventType, where: Expected, climbed: Mapping[int, str], token: Token
) -> list[str]:
    """What the model is told about a phrase; `climbed` are the ways up from the trigger."""
    first, joined = _first(token)
    way = _way(climbed, first)
    case = first.case()
    kind, name = kind_of(token), str(event_type)
    pos = "n" if trigger.is_noun else "p" if where.passive else "v"
    gap = token.i - trigger.i
    side = "after" if gap > 0 else "before"
    near = str(min(abs(gap) // 3, 5))
    role = f"{'A' if first.i in where.actors else ''}{'R' if first.i in where.recipients else ''}" or "-"
    found = [
        "", f"k {kind}", f"{pos} way {way}", f"{pos} way {way} {kind}", f"{name} way {way}", f"{trigger.lemma} way {way}",
        f"{name} {pos} case {case}", f"{trigger.lemma} case {case}", f"{name} {kind}", f"role {role}", f"role {role} {name}", f"role {role} {kind}",
        f"{side} {near}", f"{side} {name}", f"{side} {kind} {pos}", f"{side} {kind} {name}", f"dep {token.dep} {case}",
        f"subject {where.has_subject} object {where.has_object} {way}", f"{pos} {way} {role}",
    ]  # fmt: skip
    if joined:
        found += ["joined", f"joined {way}"]
    if first.i in where.recipients:
        found.append(f"recipient {where.recipients[first.i]}")
    if token.naming is None:
        found += [f"l {token.lemma}", f"{name} l {token.lemma}"]
        if any(child.naming is not None for child in token.children):
            found += ["named", f"named {way}", f"named {name} {side}"]
    head = first.head
    if head is not None:
        found += [
            f"h {head.lemma if head.naming is None else kind_of(head)} {first.dep} {case}",
            f"ht {first.dep} {case} {name}",
        ]
        if head.is_verb:
            told = class_of(head)
            found += [f"{pos} hf {told} {way}", f"{name} hf {told} {way}"]
        if head.lemma in _SAYS and first.dep == "nsubj":
            found += ["speaker", f"speaker {name}"]
    if token.i and scene.tokens[token.i - 1].lower == "against":
        found.append("against")
    return found


def _first(token: Token) -> tuple[Token, bool]:
    """The first of the list in which a phrase stands, and whether there is one."""
    seen = token
    while seen.dep == "conj" and seen.head is not None and is_somebody(seen.head):
        seen = seen.head
    return seen, seen is not token


def climb(trigger: Token) -> dict[int, str]:
    """The ways up from a trigger, by the number of the token that they reach."""
    ways, way, seen = {trigger.i: ""}, "", trigger
    for step, head in enumerate(trigger.ancestors()):
        way = f"{way}<{seen.dep}" if step < _FAR else "<far"
        ways[head.i] = way
        seen = head
    return ways


def _way(climbed: Mapping[int, str], token: Token) -> str:
    """The way through the tree from the trigger to a phrase: "<xcomp>nsubj"."""
    down: list[str] = []
    seen: Token | None = token
    while seen is not None and seen.i not in climbed:
        told = seen.dep in OBLIQUE and (seen is token or seen.case() in ("of", "between"))
        down.append(f"{seen.dep}:{seen.case()}" if told else seen.dep)
        seen = seen.head
    if seen is None or len(down) > _FAR:
        return "far"
    if not down:
        return f"{climbed[seen.i]}!{token.dep}"
    return climbed[seen.i] + ">" + ">".join(reversed(down))
