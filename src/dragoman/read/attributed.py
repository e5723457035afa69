"""Attributed speech: what the tagger of `attribution/` finds in a paragraph, with speakers that the world knows.

The tagger marks who speaks, by which words, and what is said, without syntax or names; here its spans are laid over the
scenes, and the words for the speaker ("he", "the Turkish minister") lead back to an actor as anywhere else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dragoman.read.attribution import Attribution
from dragoman.read.reported import Said
from dragoman.read.scene import Scene
from dragoman.read.sentences import Passage, paragraph_at, starts_of
from dragoman.read.syntax import Token
from dragoman.read.wordlists import noun_cues, verb_cues
from dragoman.records import Actor, ClaimType, Role, Span
from dragoman.world import EntityKind

RULE = "tagger"
_POINTERS = frozenset("this that it so these those".split())
_NOBODY = frozenset("it one there this that which nobody none neither nothing whoever whatever".split())
_NOBODY |= frozenset(("anyone", "anybody", "everyone", "everybody", "no one", "no-one"))
_FIRST_PERSON = frozenset("i we my our me us".split())
_ADDRESSED = frozenset("you your".split())
_NOBODY_WHO = frozenset("none nobody neither no few".split())  # "none of them believes": they do not
# How sure a claim has to be beside the tagger's own threshold: people who annotate agree on attitudes two times in three, and
# of doubtful ones in prose few are right; a word that no list of cues knows is as doubtful.
_SURE_STATEMENT, _SURE_ATTITUDE, _SURE_UNLISTED = 0.45, 0.65, 0.75
_NOT = frozenset("not n't n’t never denied denies deny denying".split())


def by_paragraph(passages: list[Passage], attributions: Iterable[Attribution]) -> list[list[Attribution]]:
    """Attributions in the joined text of all paragraphs, each with the paragraph in which its cue stands, at places of that one."""
    found: list[list[Attribution]] = [[] for _ in passages]
    starts = starts_of(passages)
    for one in sorted(attributions, key=lambda one: one.cue.start):
        number = paragraph_at(starts, one.cue.start)
        begin, size = starts[number], len(passages[number].text)
        spans = (one.cue, *one.content, *((one.source,) if one.source else ()))
        if all(begin <= span.start and span.end <= begin + size for span in spans):
            found[number].append(
                replace(
                    one,
                    cue=_back(one.cue, begin),
                    content=tuple(_back(span, begin) for span in one.content),
                    source=_back(one.source, begin) if one.source else None,
                )
            )
    return found


def _back(span: Span, begin: int) -> Span:
    return Span(span.start - begin, span.end - begin, span.exact)


def attributed(paragraph: list[Scene], found: list[Attribution]) -> Iterator[Said]:
    """The claims of one paragraph that the tagger found, in the order of their cues."""
    for one in found:
        said = _said(paragraph, one)
        if said is not None:
            yield said


def _said(paragraph: list[Scene], one: Attribution) -> Said | None:
    at = _at(paragraph, one.cue)
    if at is None or one.source is None or one.source.exact.casefold() in _NOBODY:
        return None
    scene, token = at
    passage = scene.sentence.passage
    if all(span.exact.casefold() in _POINTERS for span in one.content):
        return None  # "This was stated by X": a rule finds what "this" is
    first_person = one.source.exact.casefold() in _FIRST_PERSON
    if first_person and passage.role in (Role.ANSWER, Role.QUESTION):
        return None  # the turn itself is the speaker's claim
    if passage.role in (Role.QUESTION, Role.ANSWER) and one.source.exact.casefold() in _ADDRESSED:
        return None  # what is asked is asserted by nobody, and "as you say" is no answer
    if not _sure(paragraph, one) or _names_alone(paragraph, one):
        return None
    speaker = _speaker(paragraph, one.source)
    content = tuple(piece for span in one.content for piece in _pieces(scene, span))
    cue = _pieces(scene, one.cue)
    if speaker is None or not content or not cue:
        return None
    kind = ClaimType.STATEMENT if one.statement else ClaimType.ATTITUDE
    words = one.cue.exact.casefold().replace("n't", " n't").split()
    denies = any(word in _NOT for word in words) or one.source.exact.casefold().split()[0] in _NOBODY_WHO
    return Said(scene, speaker, content, cue[0], kind, RULE, token, denies, one.confidence)


def _sure(paragraph: list[Scene], one: Attribution) -> bool:
    """Whether a claim is sure enough for its kind and its word."""
    least = _SURE_STATEMENT if one.statement else _SURE_ATTITUDE
    tokens = _inside(paragraph, one.cue)
    if not any(
        token.lemma in verb_cues() or token.lemma in noun_cues() or token.lower == "according" for token in tokens
    ):
        least = _SURE_UNLISTED
    return one.confidence is None or one.confidence >= least


def _names_alone(paragraph: list[Scene], one: Attribution) -> bool:
    """ "Called Tokayev": what is "said" is nothing but a name, outside quotation marks."""
    tokens = [token for span in one.content for token in _inside(paragraph, span) if token.text[:1].isalnum()]
    return bool(tokens) and all(token.naming is not None for token in tokens)


def _inside(paragraph: list[Scene], span: Span) -> list[Token]:
    return [t for scene in paragraph for t in scene.tokens if t.at < span.end and t.past > span.start]


def _at(paragraph: list[Scene], span: Span) -> tuple[Scene, Token] | None:
    """The scene and the first token of a stretch of the reading text."""
    for scene in paragraph:
        for token in scene.tokens:
            if token.at < span.end and token.past > span.start:
                return scene, token
    return None


def _pieces(scene: Scene, span: Span) -> list[Span]:
    """A stretch of the reading text as spans of the document."""
    return scene.sentence.pieces(*scene.sentence.passage.range_in_document(span.start, span.end))


def _speaker(paragraph: list[Scene], source: Span) -> Actor | None:
    """Whom the words for the speaker mean; the words themselves where nobody is known."""
    for scene in paragraph:
        inside = [token for token in scene.tokens if token.at >= source.start and token.past <= source.end]
        if not inside:
            continue
        spans = _pieces(scene, source)
        if not spans:
            return None
        places = {id(token) for token in inside}
        head = next((token for token in inside if id(token.head) not in places), inside[0])
        known = scene.arguments.actors(head)
        if head.tag in ("WP", "WDT"):  # parsers mistake what a relative clause hangs on; a name before it is meant
            before = _named_before(scene, head)
            return replace(before, span=spans[0]) if before else None
        if not known and head.naming is None:  # "Ruslan Example, an expert on energy,": the parser took the expert
            known = tuple(t.naming.actor for t in inside if t.naming and t.naming.kind is EntityKind.PERSON)
        if len(known) > 1 and head.tag.startswith("PRP"):
            known = ()  # "they" are several; none of them speaks alone
        name = " ".join(source.exact.strip(" ,;").split())
        return replace(known[0], span=spans[0]) if known else Actor(name, span=spans[0])
    return None


def _named_before(scene: Scene, relative: Token) -> Actor | None:
    """Whom a relative pronoun means: the name right before it, or the only one for whom the syntax lets it stand."""
    place = relative.i - 1
    while place > 0 and scene.tokens[place].text == ",":
        place -= 1
    naming = scene.tokens[place].naming if place >= 0 else None
    if naming is not None and naming.acts:
        return naming.actor
    known = scene.arguments.actors(relative)
    return known[0] if len(known) == 1 else None
