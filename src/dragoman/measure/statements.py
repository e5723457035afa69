"""Statements: everything by which a voice says how two sides stand, or where their relation is going, in one shape.

They come from claims that assess a relation, from ties that carry a sign (ally, rival, partner), from the wording of
sentences, and – as weaker evidence of the opposite – from what a voice reports that one side did to the other.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import sqrt

from dragoman.measure.passages import Origin, Passage, Text, Voice, is_denied, voice_of
from dragoman.measure.trends import Direction, trend_in
from dragoman.measure.wording import TURNED, Word, lemmas, relation_table, relations_in, with_both, words_of
from dragoman.records import Modality, Row, Sign, Status


class Ground(StrEnum):
    """What a statement rests on."""

    ASSESSMENT = "assessment"
    TIE = "tie"
    WORDING = "wording"
    STANDING = "standing"  # a role or relation stands high or low, without a word of movement
    DEED = "deed"


DIRECTNESS = {
    Ground.ASSESSMENT: 1.0,
    Ground.TIE: 0.9,
    Ground.WORDING: 0.8,
    Ground.STANDING: 0.7,
    Ground.DEED: 0.3,
}
"""How directly each says it: the voice's own judgement first, what must be inferred from a deed last."""
_INFERRED = 0.7  # of a direction turned by a negation, or with a side from the sentence before
_UNRATED = 0.7  # a confidence that nobody gave
_OWN_WORDS = 0.8  # that an author means what stands in his own words
_UNSURE = 0.5  # confidence below which neither a claim's assessment is heard nor a deed
_OTHERS_SAY = re.compile(r"\W*(?:who(?:so)?ever|(?:any|every)one who|(?:those|he|they) who)\b", re.IGNORECASE)
_EXPECTED = re.compile(r"^\W*(?:if|unless|should|were)\b|\b(?:un)?likely\s+to\b", re.IGNORECASE)
_TWO = re.compile("two|both", re.IGNORECASE)
_BACK = 4  # sentences back in which "both" finds its two sides
_NO_SIGN = frozenset({"MOBILIZE", "REQUEST"})  # troops come to help as well as to harm
_WEIGHTY = 3.0  # intensity from which a deed tells how two sides stand

Stance = Sign | Direction


@dataclass(frozen=True, slots=True)
class Statement:
    """One voice on one pair of sides, `a` before `b` in the alphabet.

    `weight`, in (0, 1], is directness x confidence x how specific it is of the pair: √(2 / sides spoken of).
    """

    a: str
    b: str
    stance: Stance
    ground: Ground
    weight: float
    voice: Voice
    quote: str
    origin: Origin
    start: int
    finding: str | None = None

    @property
    def evidence(self) -> str:
        """The id of its finding, else the place of the sentence: "text:SOURCE START"."""
        return self.finding or f"text:{self.origin.id[:16]} {self.start}"


def statements(text: Text) -> Iterator[Statement]:
    """All statements of a document; an assessment that the wording of its own claim contradicts is left out."""
    told = text.passages
    worded = list(_worded(told))
    yield from worded
    yield from _trends(told)
    inside: dict[str, list[Passage]] = defaultdict(list)
    own: dict[str, list[Statement]] = defaultdict(list)
    for passage in told:
        if passage.finding:
            inside[passage.finding["id"]].append(passage)
    for one in worded:
        if one.finding:
            own[one.finding].append(one)
    for finding in text.findings:
        if finding["kind"] == "claim" and finding["assessment"]:
            yield from _assessed(finding, text, inside[finding["id"]], own[finding["id"]])
        elif finding["kind"] == "tie":
            yield from _tied(finding, text, told)
        elif finding["kind"] == "event":
            yield from _done(finding, text, told)


def confidence_of(finding: Row | None) -> float:
    """What an analyst confirmed is certain; what nobody rated counts as 0.7, an author's own sentence as 0.8."""
    if finding is None:
        return _OWN_WORDS
    if finding["status"] in (Status.CONFIRMED, Status.CORRECTED):
        return 1.0
    return _UNRATED if finding["confidence"] is None else float(finding["confidence"])


@lru_cache(maxsize=1_000)  # one object for the findings of one sentence
def told_quote(text: str) -> str:
    """A quote on one line."""
    return " ".join(text.split())


def _specific(sides: int) -> float:
    return sqrt(2 / max(2, sides))


def _worded(told: Sequence[Passage]) -> Iterator[Statement]:
    for place, passage in enumerate(told):
        pair = _last_two(told[max(0, place - _BACK) : place])
        if not passage.named and not (pair and _TWO.search(passage.text)):
            continue  # nobody of whom it could tell: the most of all sentences
        for words, denied in _parts(passage):
            taken = with_both(words, pair) if pair else words
            for one in relations_in(taken):
                sign = TURNED[one.sign] if denied else one.sign
                share = _specific(one.among) * (1 if len(taken) == len(words) and taken == words else _INFERRED)
                yield _of(passage, (one.a, one.b), sign, Ground.WORDING, share)


def _parts(passage: Passage) -> Iterator[tuple[list[Word], bool]]:
    """A denied sentence is denied up to the colon or semicolon: what follows says what holds instead."""
    words = words_of(passage.text, passage.named)
    edge = next((place for place, word in enumerate(words) if word.text in (":", ";")), None)
    if not passage.denied or edge is None:
        yield words, passage.denied
        return
    yield words[:edge], True
    yield words[edge + 1 :], False


def _last_two(before: Sequence[Passage]) -> tuple[str, str] | None:
    """The two sides that one of the last sentences named, if it named just two: "both powers", "two rivals"."""
    for passage in reversed(before):
        if len(passage.sides) == 2:
            return passage.sides[0], passage.sides[1]
    return None


def _trends(told: Sequence[Passage]) -> Iterator[Statement]:
    before: tuple[str, ...] = ()
    for passage in told:
        if not passage.named:
            continue
        trend = trend_in(words_of(passage.text, passage.named), before, denied=passage.denied)
        before = passage.sides or before
        if trend is None:
            continue
        ground = Ground.WORDING if trend.moves else Ground.STANDING
        share = _specific(trend.among) * (1 if trend.sure else _INFERRED)
        yield _of(passage, (trend.a, trend.b), trend.direction, ground, share)


def _of(passage: Passage, pair: tuple[str, str], stance: Stance, ground: Ground, share: float) -> Statement:
    return Statement(
        min(pair),
        max(pair),
        stance,
        ground,
        DIRECTNESS[ground] * confidence_of(passage.finding) * share,
        passage.voice,
        told_quote(passage.text),
        passage.origin,
        passage.start,
        passage.finding["id"] if passage.finding else None,
    )


def _assessed(claim: Row, text: Text, inside: Sequence[Passage], own: Sequence[Statement]) -> Iterator[Statement]:
    """What a claim says of a pair, and of the sides that its sentence names in one breath with one of the two.

    `inside` are the sentences of the claim, `own` what their wording says.
    """
    said, confidence = claim["assessment"], confidence_of(claim)
    pair, sign = (min(said["a"], said["b"]), max(said["a"], said["b"])), Sign(said["sign"])
    if (
        confidence < _UNSURE
        or pair[0] == pair[1]
        or _holds_not(claim)
        or _only_expected(claim, inside, pair)
        or any((one.a, one.b) == pair and one.stance is TURNED[sign] is not sign for one in own)
    ):
        return
    passage = next((one for one in inside if set(pair) <= set(one.sides)), None)
    quote = passage.text if passage else " … ".join(span["exact"] for span in claim["content"])
    start = passage.start if passage else claim["span"]["start"]
    others = _in_one_breath(passage, pair)
    for a, b in (pair, *others):
        share = _specific(2 + len(others))
        weight = DIRECTNESS[Ground.ASSESSMENT] * confidence * share
        voice = voice_of(claim, text)
        yield Statement(
            a, b, sign, Ground.ASSESSMENT, weight, voice, told_quote(quote), text.origin, start, claim["id"]
        )


def _holds_not(claim: Row) -> bool:
    """Whether the voice does not hold what it says: it denies it, or tells of whoever says so."""
    judged = claim["status"] in (Status.CONFIRMED, Status.CORRECTED)
    return not judged and (is_denied(claim) or bool(_OTHERS_SAY.match(claim["content"][0]["exact"])))


def _only_expected(claim: Row, inside: Sequence[Passage], pair: tuple[str, str]) -> bool:
    """Whether the claim tells what would come on a condition, or is likely to, in every sentence that names both of the two.

    That says nothing of how they stand now: "if a crisis broke out, A would again leave it to B".
    """
    told = [passage.text for passage in inside if set(pair) <= set(passage.sides)]
    judged = claim["status"] in (Status.CONFIRMED, Status.CORRECTED)
    return not judged and bool(told) and all(_EXPECTED.search(text) for text in told)


def _in_one_breath(passage: Passage | None, pair: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """ "A is against B and C", assessed as A against B, tells of A and C too."""
    if passage is None or is_denied(passage.finding):
        return ()
    groups = [word.sides for word in words_of(passage.text, passage.named) if len(word.sides) > 1]
    found = []
    for group in groups:
        for one, other in (pair, pair[::-1]):
            if one in group and other not in group:
                found += [(min(other, side), max(other, side)) for side in group if side not in (one, other)]
    return tuple(dict.fromkeys(found))


def _tied(tie: Row, text: Text, told: Sequence[Passage]) -> Iterator[Statement]:
    signs = [relation_table()[word] for word in tie["relation"].split("_") if word in relation_table()]
    a, b = (tie[end]["state"] or tie[end]["id"] for end in ("a", "b"))
    if not signs or not a or not b or a == b or tie["modality"] not in (Modality.HAPPENED, Modality.DENIED):
        return
    sign = TURNED[signs[-1]] if tie["modality"] == Modality.DENIED else signs[-1]
    yield _found(tie, text, told, (a, b), sign, Ground.TIE, 1.0)


def _done(event: Row, text: Text, told: Sequence[Passage]) -> Iterator[Statement]:
    """What one side did to another, if it was weighty: it speaks for or against a good relation."""
    happened = event["modality"] == Modality.HAPPENED and event["event_type"] not in _NO_SIGN
    if not happened or abs(event["intensity"]) < _WEIGHTY or confidence_of(event) < _UNSURE:
        return
    doers, targets = ({who["state"] or who["id"] for who in event[role]} - {None} for role in ("actors", "recipients"))
    sign = Sign.COOPERATIVE if event["intensity"] > 0 else Sign.ADVERSARIAL
    pairs = sorted({(min(a, b), max(a, b)) for a in doers for b in targets if a != b})
    for pair in pairs:
        yield _found(event, text, told, pair, sign, Ground.DEED, _specific(len(doers | targets)))


def _found(
    finding: Row,
    text: Text,
    told: Sequence[Passage],
    pair: tuple[str, str],
    sign: Sign,
    ground: Ground,
    share: float,
) -> Statement:
    span = finding["span"]
    weight = DIRECTNESS[ground] * confidence_of(finding) * share
    voice = voice_of(finding, text)
    quote = whole_quote(finding, told)
    return Statement(
        min(pair), max(pair), sign, ground, weight, voice, quote, text.origin, span["start"], finding["id"]
    )


def whole_quote(finding: Row, told: Sequence[Passage]) -> str:
    """The sentence in which a finding stands, or its own words if it goes beyond one."""
    start, end = finding["span"]["start"], finding["span"]["end"]
    place = bisect_right(told, start, key=lambda one: one.start) - 1
    whole = place >= 0 and end <= told[place].start + len(told[place].text)
    return told_quote(told[place].text if whole else finding["span"]["exact"])


def stems(quote: str) -> frozenset[str]:
    """The words of a quote by which it is compared: of four letters or more, without their endings."""
    return frozenset(form for form in map(_stem, quote.lower().split()) if form)


def alike(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """How much two sets of words share: what both have over what either has (Jaccard)."""
    both = len(ours & theirs)
    return both / (len(ours) + len(theirs) - both) if ours or theirs else 0.0


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    bare = word.strip("\"'“”‘’«»().,;:!?")
    return min(lemmas(bare), key=len) if len(bare) > 3 else ""
