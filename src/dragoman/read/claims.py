"""Claims: who says what, by which word – statements and attitudes, direct, indirect and broken in two.

What `reported` finds in the sentences of a paragraph becomes claims with their voices; a turn of an interview is a
claim that needs no cue, and so is a sentence in which the author describes how two sides stand to each other.

Source: [PolNeAR]
"""

from dataclasses import replace

from dragoman.read.assessment import assess, sides_about
from dragoman.read.attributed import RULE, attributed
from dragoman.read.attribution import Attribution
from dragoman.read.contents import quote_span
from dragoman.read.continued import CARRIED, carried_on, cited, named_again
from dragoman.read.quotes import Quote, quotes
from dragoman.read.reported import Said, announced_in, said_in
from dragoman.read.scene import METHOD, Scene
from dragoman.read.voices import Voices
from dragoman.records import Actor, Assessment, Claim, ClaimType, Role

_ASKS = frozenset("asked ask".split())
_US = frozenset("we i".split())
_PIECE = 500  # characters of an answer that make one claim


def claims(paragraph: list[Scene], voices: Voices, source: str, tagged: list[Attribution]) -> list[Claim]:
    """The claims of one paragraph, those that the tagger marked and those that only rules find; tells `voices` whose
    words its stretches are.
    """
    marks = quotes(paragraph[0].sentence.passage.text)
    said = list(attributed(paragraph, tagged))
    said += [one for scene in paragraph for one in said_in(scene, paragraph, marks) if not _heard(one, said)]
    said = cited(_without_doubles(named_again(paragraph, said, voices.last)))
    said = _by_whom(said, voices, marks)
    said = [*said, *carried_on(paragraph, said, marks, voices.carried)] or _carried_on(paragraph, voices, marks)
    _carry(paragraph, voices, said, marks)
    for one in said:
        if one.cue is not None:
            voices.hear(one.cue, one.speaker)
        if one.claim_type is ClaimType.STATEMENT or one.rule != RULE:  # what somebody plans or fears is not his words
            voices.tell(one.speaker, one.content)
    found = [_claim(one, paragraph, voices, source) for one in said]
    found += _turn(paragraph, voices, source)
    found += _own_words(paragraph, voices, said, source)
    return found


def _by_whom(said: list[Said], voices: Voices, marks: list[Quote]) -> list[Said]:
    """The claims with surnames in full and the author's "we" as the author; "We asked her …" gives nobody's words."""
    found = []
    for one in said:
        quoted = any(quote.start <= one.at.at < quote.end for quote in marks)
        if not quoted and one.speaker.id is None and one.speaker.name.casefold() in _US:
            if one.cue is not None and one.cue.exact.casefold() in _ASKS:
                continue
            speaker = voices.base(one.scene.sentence.passage)[-1]
        else:
            speaker = voices.namer.in_full(one.speaker)
        one.speaker = replace(speaker, span=one.speaker.span)
        found.append(one)
    return found


def _heard(one: Said, said: list[Said]) -> bool:
    """Whether the tagger has the claim: by the same word, or the same words by the same speaker."""
    for known in said:
        if one.cue and known.cue and one.cue.overlaps(known.cue):
            return True
        same = known.speaker.key == one.speaker.key
        if same and any(span.overlaps(other) for span in one.content for other in known.content):
            return True
    return False


def _carried_on(paragraph: list[Scene], voices: Voices, marks: list[Quote]) -> list[Said]:
    """A paragraph that is one quotation, or follows "X said:", goes on with the words of the last speaker."""
    scene = paragraph[0]
    length = len(scene.sentence.passage.text)
    whole = [quote for quote in marks if quote.start <= 2 and quote.length >= 0.8 * length]
    if voices.carried is None or not (whole or voices.announced):
        return []
    first, last = paragraph[0].sentence, paragraph[-1].sentence
    content = tuple(first.pieces(first.start, last.end)) if not whole else ()
    if whole:
        span = quote_span(scene, whole[0])
        content = tuple(first.pieces(span.start, span.end))
    return [Said(scene, voices.carried, content, None, ClaimType.STATEMENT, CARRIED, scene.tokens[0])]


def _carry(paragraph: list[Scene], voices: Voices, said: list[Said], marks: list[Quote]) -> None:
    """Note for the next paragraph who spoke last, if with quotation marks, or who was announced by a colon."""
    voices.last = next((one.speaker for one in reversed(said) if one.claim_type is ClaimType.STATEMENT), None)
    last = paragraph[-1]
    if last.tokens[-1].text == ":" and (speaker := announced_in(last)) is not None:
        voices.carried, voices.announced = speaker, True
        return
    if voices.announced and not marks and said and said[-1].speaker == voices.carried:
        return  # a statement printed without quotation marks goes on, paragraph by paragraph
    spoke = said[-1].speaker if said and marks else None
    voices.carried, voices.announced = spoke, False


def _without_doubles(said: list[Said]) -> list[Said]:
    """One claim for one speaker and stretch; of two cues for the same words the nearer one."""
    kept: list[Said] = []
    for one in said:
        same = [
            other
            for other in kept
            if other.speaker.key == one.speaker.key and any(a.overlaps(b) for a in other.content for b in one.content)
        ]
        if not same:
            kept.append(one)
    return kept


def _claim(one: Said, paragraph: list[Scene], voices: Voices, source: str) -> Claim:
    chain = one.scene.voice(one.at)
    inside = [scene for scene in paragraph if any(scene.sentence.span.overlaps(span) for span in one.content)]
    sentence = one.scene.sentence
    start = min(sentence.span.start, *(span.start for span in one.content))
    whole = sentence.pieces(start, max(sentence.span.end, *(span.end for span in one.content)))
    return Claim(
        source=source,
        span=whole[0] if len(whole) == 1 else sentence.span,
        voice=(*chain, one.speaker) if chain[-1].key != one.speaker.key else chain,
        method=f"{METHOD} {one.rule}",
        confidence=one.confidence,
        speaker=one.speaker,
        cue=one.cue,
        content=one.content,
        about=sides_about(inside, one.content),
        claim_type=one.claim_type,
        assessment=assess(inside, one.content, denied=one.denies),
        notes=(*(("the speaker denies it",) if one.denies else ()), *one.scene.notes_on((one.speaker,))),
    )


def _turn(paragraph: list[Scene], voices: Voices, source: str) -> list[Claim]:
    """An answer in an interview: sentences that assess a relation one by one, the others a few at a time."""
    passage = paragraph[0].sentence.passage
    if passage.role is not Role.ANSWER or not passage.speaker:
        return []
    pieces: list[list[Scene]] = []
    known: dict[int, Assessment | None] = {}
    alone = True
    for scene in paragraph:
        known[id(scene)] = assess([scene], (scene.sentence.span,))
        assessed = known[id(scene)] is not None
        if pieces and not alone and not assessed and scene.sentence.end - pieces[-1][0].sentence.start <= _PIECE:
            pieces[-1].append(scene)
        else:
            pieces.append([scene])
        alone = assessed
    chain = voices.base(passage)
    return [_own(piece, chain, source, "answer", ClaimType.STATEMENT, known) for piece in pieces]


def _own_words(paragraph: list[Scene], voices: Voices, said: list[Said], source: str) -> list[Claim]:
    """Sentences in which the author describes how two sides stand to each other."""
    passage = paragraph[0].sentence.passage
    if passage.role is not Role.BODY:
        return []
    found = []
    for scene in paragraph:
        span = scene.sentence.span
        if any(span.overlaps(content) for one in said for content in one.content):
            continue
        told = assess([scene], (span,))
        if told is not None:
            chain = voices.base(passage)
            found.append(_own([scene], chain, source, "author", ClaimType.ATTITUDE, {id(scene): told}))
    return found


def _own(
    piece: list[Scene],
    chain: tuple[Actor, ...],
    source: str,
    rule: str,
    claim_type: ClaimType,
    known: dict[int, Assessment | None],
) -> Claim:
    """`known`: what each sentence by itself assesses."""
    content = tuple(piece[0].sentence.pieces(piece[0].sentence.start, piece[-1].sentence.end))
    return Claim(
        source=source,
        span=max(content, key=lambda span: len(span.exact)),
        voice=chain,
        method=f"{METHOD} {rule}",
        speaker=chain[-1],
        content=content,
        about=sides_about(piece, content),
        claim_type=claim_type,
        assessment=known[id(piece[0])] if len(piece) == len(content) == 1 else assess(piece, content),
    )
