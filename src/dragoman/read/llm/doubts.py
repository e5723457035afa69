"""Doubts: which paragraphs the default reader is unsure of, and how a model's findings there join its own.

Unsure is a paragraph with a finding below `UNSURE`, one with a word of speech but no claim, and every paragraph of a
language that is not read for findings. Where both readers tell the same, the default reader's finding stands; where
they tell of the same words differently, its finding stands if it is sure of it, else the model's.
"""

from collections.abc import Iterable, Sequence

from dragoman.read.llm.cast import Cast
from dragoman.read.sentences import Passage
from dragoman.read.wordlists import verb_cues
from dragoman.records import Actor, Claim, ClaimType, Event, Figure, Finding, Forecast, Reading, Role, Span, Tie

UNSURE = 0.5
"""A confidence below which a finding is asked about again; the measures do not hear such findings either."""


def unsure_of(reading: Reading, passages: Sequence[Passage], cast: Cast, least: float = UNSURE) -> set[int]:
    """The numbers of the paragraphs that the default reader is unsure of."""
    if not reading.document.source.read_for_findings:
        return set(range(len(passages)))
    found: set[int] = set()
    for number, passage in enumerate(passages):
        here = _inside(reading.findings, passage)
        doubtful = any(_below(finding, least) for finding in here)
        if doubtful or (_speaks(cast, number) and not any(isinstance(finding, Claim) for finding in here)):
            found.add(number)
    return found


def joined(own: Iterable[Finding], told: Iterable[Finding], least: float = UNSURE) -> list[Finding]:
    """The default reader's findings with a model's, none told twice."""
    kept = {finding.id: finding for finding in own}
    for finding in told:
        doubles = [other for other in kept.values() if _of_same_words(finding, other)]
        if not doubles:
            kept[finding.id] = finding
        elif all(_below(other, least) for other in doubles) and not any(_agree(finding, other) for other in doubles):
            for other in doubles:
                del kept[other.id]
            kept[finding.id] = finding
    return list(kept.values())


def _inside(findings: Iterable[Finding], passage: Passage) -> list[Finding]:
    start, end = passage.blocks[0].start, passage.blocks[-1].end
    return [finding for finding in findings if finding.span.start < end and finding.span.end > start]


def _below(finding: Finding, least: float) -> bool:
    """Whether a finding of the default reader is unsure; one that nobody rated is the model's, and stays."""
    return finding.confidence is not None and finding.confidence < least


def _speaks(cast: Cast, number: int) -> bool:
    """Whether a verb of speech stands in a paragraph of prose."""
    for scene in cast.paragraphs[number]:
        if scene.sentence.role not in (Role.BODY, Role.ANSWER):
            return False
        for token in scene.tokens:
            if token.is_verb and any(cue.claim_type is ClaimType.STATEMENT for cue in verb_cues().get(token.lemma, ())):
                return True
    return False


def _of_same_words(one: Finding, other: Finding) -> bool:
    """Whether two findings tell of the same words of the text, rightly or not."""
    if one.id == other.id:
        return True
    if isinstance(one, Claim) and isinstance(other, Claim):
        same_cue = one.cue is not None and other.cue is not None and one.cue.overlaps(other.cue)
        return same_cue or (one.speaker.key == other.speaker.key and _overlap(one.content, other.content))
    if isinstance(one, Event) and isinstance(other, Event):
        if not one.span.overlaps(other.span):
            return False
        return _word(one) == _word(other) or (one.event_type == other.event_type and bool(_sides(one) & _sides(other)))
    if isinstance(one, Tie) and isinstance(other, Tie):
        return one.span.overlaps(other.span) and {one.a.side, one.b.side} == {other.a.side, other.b.side}
    if isinstance(one, Figure) and isinstance(other, Figure):
        return one.span.overlaps(other.span)
    if isinstance(one, Forecast) and isinstance(other, Forecast):
        return one.content.overlaps(other.content)
    return False


def _agree(one: Finding, other: Finding) -> bool:
    """Whether two findings of the same words tell the same of them."""
    if isinstance(one, Claim) and isinstance(other, Claim):
        return one.speaker.key == other.speaker.key and one.claim_type == other.claim_type
    if isinstance(one, Event) and isinstance(other, Event):
        same = one.event_type == other.event_type and one.modality == other.modality
        return same and (_keys(one.actors), _keys(one.recipients)) == (_keys(other.actors), _keys(other.recipients))
    if isinstance(one, Tie) and isinstance(other, Tie):
        return (one.relation, one.modality) == (other.relation, other.modality)
    return True


def _sides(event: Event) -> set[str]:
    return {actor.side for actor in (*event.actors, *event.recipients)}


def _keys(actors: Iterable[Actor]) -> set[str]:
    return {actor.key for actor in actors}


def _word(event: Event) -> str:
    """The word that an event rests on: "sign" of a method "… verb:sign"."""
    return event.method.rpartition(":")[2]


def _overlap(one: Iterable[Span], other: Sequence[Span]) -> bool:
    return any(span.overlaps(each) for span in one for each in other)
