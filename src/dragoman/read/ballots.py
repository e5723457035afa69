"""Ballots: whom a vote is for and against, which is told by what was voted on and not by the names beside the verb.

"Voted with Russia against the suspension of Belarus": Russia votes on the same side, and what is done to Belarus is
opposed, so that the vote supports it. A paper put to the vote ("the resolution") leads on to the deed that it names, or
to those who tabled it. Where it stays open whom a vote concerns, it tells of no one.

Source: [PLOVER]
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.read.nominal import noun_pattern
from dragoman.read.participants import OBLIQUE, meant, sides_of
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.verbal import first_pattern, verb_pattern
from dragoman.records import Actor, EventType

_VOTES = frozenset(("vote",))
_WITH = frozenset(("with", "together with", "alongside", "along with", "like"))
_FAVOUR = frozenset("favour favor support".split())
_PAPERS = frozenset(
    "resolution motion draft bill proposal text document decision amendment law measure call plan statement".split()
)
_BELOW = ("nmod", "acl", "acl:relcl", "amod", "compound", "obl", "xcomp", "ccomp")
_TABLED = ("nmod:poss", "amod", "compound")
_TO_WHOM = ("of", "against", "on", "to", "for", "from")
_HARMS = frozenset((EventType.ACCUSE, EventType.SANCTION, EventType.COERCE, EventType.ASSAULT, EventType.THREATEN,
                    EventType.REJECT, EventType.PROTEST, EventType.MOBILIZE))  # fmt: skip
_HELPS = frozenset((EventType.SUPPORT, EventType.AID, EventType.COOPERATE, EventType.AGREE, EventType.CONCEDE))


@dataclass(frozen=True, slots=True)
class Cast:
    """A vote as an event: its class, and to whom it is done."""

    event_type: EventType
    recipients: tuple[Actor, ...]


def is_vote(trigger: Token) -> bool:
    """Whether a trigger tells that somebody voted."""
    return trigger.lemma in _VOTES


def is_opposed(trigger: Token) -> bool:
    """Whether a deed is only what somebody voted against: "against the suspension of Russia" suspends nobody.

    What else a clause tells of it ("the sanctions that the council imposed") was done all the same, unless it tells what a
    paper says.
    """
    branch = trigger
    for head in trigger.ancestors():
        if head.lemma in _VOTES:
            return any(place is branch for place in _measures(head, "against"))
        clause = branch.dep in ("acl", "acl:relcl") and head.lemma in _PAPERS
        if not clause and branch.dep not in ("conj", "compound", *OBLIQUE):
            return False
        branch = head
    return False


def cast(scene: Scene, vote: Token, told: EventType, recipients: tuple[Actor, ...]) -> Cast | None:
    """The vote, given the class and the recipients that the model takes it for; None if it is open whom it concerns."""
    beside = {actor.key for token in _fellows(vote) for actor in meant(scene, token)}
    left = tuple(actor for actor in recipients if actor.key not in beside)
    for stance, own in (("against", EventType.REJECT), ("for", EventType.SUPPORT)):
        measures = _measures(vote, stance)
        if measures:
            return _on(scene, measures[0], own)
    return Cast(told, left) if left or not recipients else None


def _on(scene: Scene, measure: Token, own: EventType) -> Cast | None:
    """A vote for (SUPPORT) or against (REJECT) a measure, a side or a paper."""
    if measure.naming is not None and measure.naming.acts:
        return Cast(own, _actors(scene, [measure]))
    found = _deed(measure)
    if found is None:
        return Cast(own, _actors(scene, _tablers(measure)))
    deed, targets = found
    against = _actors(scene, targets)
    if not against:
        return Cast(own, ())
    if deed in _HELPS:
        return Cast(own, against)
    if deed in _HARMS and own is EventType.REJECT:
        return Cast(EventType.SUPPORT, against)
    return Cast(deed, against) if deed is EventType.ACCUSE else None


def _actors(scene: Scene, tokens: list[Token]) -> tuple[Actor, ...]:
    found = [actor for head in tokens for token in (head, *head.all("conj")) for actor in meant(scene, token)]
    return tuple({actor.key: actor for actor in found if actor.id or actor.state}.values())


def _fellows(vote: Token) -> list[Token]:
    """Those who voted on the same side."""
    heads = [token for token in vote.all(*OBLIQUE) if token.case() in _WITH]
    return [token for head in heads for token in (head, *head.all("conj"))]


def _measures(vote: Token, stance: str) -> list[Token]:
    """What was voted for or against: a phrase, or a clause ("against expelling Russia")."""
    found = [token for token in vote.children if token.dep in (*OBLIQUE, "advcl") and _stance(token) == stance]
    if stance == "for":
        favour = [token for token in vote.all(*OBLIQUE) if token.lemma in _FAVOUR and token.case() == "in"]
        found += [part for token in favour for part in token.all("nmod", "acl") if _stance(part) in ("of", "")]
    return [part for token in found for part in (token, *token.all("conj"))]


def _stance(token: Token) -> str:
    mark = token.child("mark")
    return token.case() or (mark.lower if mark is not None else "")


def _deed(measure: Token) -> tuple[EventType, list[Token]] | None:
    """What a measure does, and to whom: its own word, or the nearest below a paper that tells a deed."""
    for token in _from(measure):
        if token.is_verb:
            subjects, objects, passive = sides_of(token)
            pattern = verb_pattern(token, passive=passive) or first_pattern(token)
            if pattern is not None:
                return pattern.event_type, [token for token in objects if token not in subjects]
        elif token.is_noun and token.naming is None and token.lemma not in _PAPERS and (listed := noun_pattern(token)):
            return listed.event_type, [t for t in token.children if _is_target(t)]
    return None


def _from(measure: Token) -> Iterator[Token]:
    """A measure, and what stands below it while only papers have come."""
    yield measure
    if measure.is_noun and measure.naming is None and measure.lemma in _PAPERS:
        for child in measure.children:
            if child.dep in _BELOW:
                yield from _from(child)


def _is_target(token: Token) -> bool:
    return token.dep in ("nmod", "obl") and token.case() in _TO_WHOM


def _tablers(measure: Token) -> list[Token]:
    """Whose a paper is: "Russia's motion", "the Russian draft", "a resolution by the United States"."""
    if measure.lemma not in _PAPERS:
        return []
    return [
        child
        for child in measure.children
        if (child.dep in _TABLED and child.naming is not None)
        or (child.dep in ("nmod", "obl:agent", "acl") and child.case() in ("by", "from"))
    ]
