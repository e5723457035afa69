"""Speech beyond its cue: quotations that go on after "said X", into the next paragraphs, by "he" and by "citing Y".

Known bad cases: a quotation that changes its speaker without a word of saying; straight quotation marks that are
opened again in each paragraph of prose which quotes single words.

Source: [PolNeAR]
"""

from dataclasses import replace

from dragoman.read.anaphora import gender_of
from dragoman.read.contents import SHORTEST_QUOTE, quote_span
from dragoman.read.quotes import Quote
from dragoman.read.reported import Said
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.records import Actor, ClaimType, Span
from dragoman.world import EntityKind

CARRIED, CITED = "carried on", "citing"
_SPOKEN = 15  # characters; a shorter quotation alone is a phrase that somebody else takes up
_CITES = frozenset("cite cites cited citing quote quotes quoted quoting".split())


def named_again(paragraph: list[Scene], said: list[Said], last: Actor | None) -> list[Said]:
    """The claims with a "he" or "she" whom nothing else explains led back to the one person whom the paragraph names before;
    if it names nobody, to whoever spoke before.
    """
    found = []
    for one in said:
        if one.speaker.id is None and one.speaker.span and gender_of(one.speaker.name.casefold()):
            named = _persons_before(paragraph, one.speaker.span)
            meant = named[0] if len(named) == 1 else last if not named else None
            if meant is not None and one.scene.arguments.references.may_mean(one.speaker.name, meant):
                one.speaker = replace(meant, span=one.speaker.span)
        if one.claim_type is ClaimType.STATEMENT:
            last = one.speaker
        found.append(one)
    return found


def _persons_before(paragraph: list[Scene], span: Span) -> list[Actor]:
    """The persons whom a paragraph names before a place, each once."""
    namings = [t.naming for scene in paragraph for t in scene.tokens if t.naming is not None and t.end <= span.start]
    return list({n.actor.key: n.actor for n in namings if n.kind is EntityKind.PERSON}.values())


def carried_on(paragraph: list[Scene], said: list[Said], marks: list[Quote], before: Actor | None) -> list[Said]:
    """Quotations of a paragraph that no claim holds, said by whoever was quoted before them: in the paragraph, or
    (`before`) in the one that ended with a quotation, if the paragraph begins with one.
    """
    found: list[Said] = []
    for quote in marks:
        span = quote_span(paragraph[0], quote)
        if quote.length < _SPOKEN or _held(span, said) or not (scenes := _around(paragraph, quote)):
            continue
        speaker = _speaker_before(span, said, paragraph, marks)
        if speaker is None and quote.start <= 2 and not _named_between(said, span):
            speaker = before
        if speaker is None or not _a_sentence(paragraph, quote):
            continue
        content = tuple(paragraph[0].sentence.pieces(span.start, span.end))
        found.append(Said(scenes[0], speaker, content, None, ClaimType.STATEMENT, CARRIED, _first(scenes[0], quote)))
    return found


def _held(span: Span, said: list[Said]) -> bool:
    return any(span.overlaps(content) for one in said for content in one.content)


def _around(paragraph: list[Scene], quote: Quote) -> list[Scene]:
    return [s for s in paragraph if s.tokens[-1].past > quote.start and s.tokens[0].at < quote.end]


def _first(scene: Scene, quote: Quote) -> Token:
    return next((token for token in scene.tokens if token.at >= quote.start), scene.tokens[0])


def _speaker_before(span: Span, said: list[Said], paragraph: list[Scene], marks: list[Quote]) -> Actor | None:
    """The last one quoted before a place of the paragraph, if what lies between names no other subject."""
    spans = [quote_span(paragraph[0], quote) for quote in marks]
    quoted = [
        (content.end, one)
        for one in said
        for content in one.content
        if content.end <= span.start and any(content.overlaps(mark) for mark in spans)
    ]
    if not quoted:
        return None
    end, one = max(quoted, key=lambda pair: pair[0])
    edge = max(end, one.cue.end if one.cue and one.cue.end <= span.start else 0)
    between = [scene for scene in paragraph if scene.sentence.start >= edge and scene.sentence.end <= span.start]
    return None if between else one.speaker


def _named_between(said: list[Said], span: Span) -> bool:
    return any(one.cue is not None and one.cue.end <= span.start for one in said)


def _a_sentence(paragraph: list[Scene], quote: Quote) -> bool:
    """Whether a quotation is a sentence or more: it begins with a capital and holds a verb."""
    text = paragraph[0].sentence.passage.text[quote.start : quote.end].lstrip("…. ")
    verbs = any(
        token.is_verb or token.tag == "MD" for s in _around(paragraph, quote) for token in s.tokens
        if quote.start <= token.at < quote.end
    )  # fmt: skip
    return text[:1].isupper() and verbs and len(text) >= SHORTEST_QUOTE


def cited(said: list[Said]) -> list[Said]:
    """ "The agency, citing the ministry, reported …": the words are the ministry's, as the agency tells."""
    found: list[Said] = []
    behind: list[Said] = []  # told after those who cite, so that they stand inside them in the chain of voices
    for one in said:
        if one.cue is None or one.cue.exact.casefold().split()[-1] not in _CITES or (whom := _cited_actor(one)) is None:
            found.append(one)
            continue
        host = next(
            (o for o in said if o is not one and o.scene is one.scene and o.speaker.key == one.speaker.key), None
        )
        if host is not None:
            behind.append(Said(host.scene, whom, host.content, one.cue, ClaimType.STATEMENT, CITED, one.at))
    return found + behind


def _cited_actor(one: Said) -> Actor | None:
    """Who is cited, if the "content" is nobody's words but a name."""
    (span, *rest) = one.content
    tokens = [t for t in one.scene.tokens if t.start >= span.start and t.end <= span.end]
    if rest or not tokens or any(t.is_verb for t in tokens):
        return None
    places = {id(token) for token in tokens}
    head = next((token for token in tokens if id(token.head) not in places), tokens[0])
    known = one.scene.arguments.actors(head)
    return replace(known[0], span=span) if known else Actor(" ".join(span.exact.split()), span=span)
