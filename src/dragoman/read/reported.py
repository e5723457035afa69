"""Reported speech: four ways by which a sentence gives words or thoughts to somebody.

A reporting verb with its clause or quotation; "according to X" and "in X's view"; a reporting noun ("X's thesis about
…"); a name and a colon. "This was stated by X" points back to the sentences before it.

Source: [PolNeAR], [Citron]
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.read.contents import (
    SHORTEST_QUOTE,
    bracket_around,
    clause_tokens,
    joined_on,
    quote_span,
    quoted,
    quotes_beside,
    spans,
    trimmed,
    with_quotes,
)
from dragoman.read.quotes import Quote
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.wordlists import Cue, noun_cues, verb_cues
from dragoman.records import Actor, ClaimType, Span
from dragoman.world import EntityKind

_TOPIC = 5  # words; "refers to China and Russia" reports no content
# what facts do as well as people: only a person, an organ or a document says something by these
_SHOWS = frozenset(
    "show demonstrate indicate suggest mean prove reveal imply confirm find illustrate testify signal reflect".split()
)
_ESTIMATES = frozenset(
    "definition word data estimate calculation information version logic account understanding eye".split()
)
_VIEWS = frozenset(
    "view opinion word eye understanding estimation assessment judgement judgment interpretation mind reading".split()
)
_FIRST_PERSON = frozenset("i we you".split())
_ENDS_SPEECH = frozenset(
    (",", "”", "»", "’", '"', "?", "!", "—", "–")
)  # not ";": what stands before it is told already
_POINTERS = frozenset("this that so".split())
_CLAUSES = ("ccomp", "parataxis", "csubj", "csubj:pass")


@dataclass(slots=True, eq=False)
class Said:
    """A claim before its voice is known."""

    scene: Scene
    speaker: Actor
    content: tuple[Span, ...]
    cue: Span | None
    claim_type: ClaimType
    rule: str
    at: Token
    denies: bool = False
    confidence: float | None = None


def said_in(scene: Scene, paragraph: list[Scene], marks: list[Quote]) -> Iterator[Said]:
    for token in scene.tokens:
        one = None
        if token.is_verb and token.dep != "amod" and token.lemma in verb_cues():
            one = _by_verb(scene, token, paragraph, marks)
        elif token.lower == "according":
            one = _according(scene, token)
        elif token.lemma in _VIEWS and token.case() in ("in", "to"):
            one = _in_view_of(scene, token)
        elif token.text == ":":
            one = _by_colon(scene, token, marks)
        elif token.is_noun and token.lemma in noun_cues():
            one = _by_noun(scene, token, marks)
        if one is not None:
            yield one


def announced_in(scene: Scene) -> Actor | None:
    """Who is announced by the last reporting verb of a sentence that ends in a colon ("The minister said:")."""
    for token in reversed(scene.tokens):
        if token.is_verb and token.lemma in verb_cues() and (speaker := _speaker(scene, token)) is not None:
            return speaker
    return None


def _by_verb(scene: Scene, verb: Token, paragraph: list[Scene], marks: list[Quote]) -> Said | None:
    if verb.i and scene.tokens[verb.i - 1].text == "-" and scene.tokens[verb.i - 1].past == verb.at:
        return None  # "so-called"
    speaker = _speaker(scene, verb)
    if speaker is None:
        return None
    if _points_back(verb) and (content := _before(scene, paragraph)):
        cue = verb_cues()[verb.lemma][0]
        return Said(scene, speaker, content, _cue_span(scene, verb, cue), cue.claim_type, f"back:{verb.lemma}", verb)
    for cue in verb_cues()[verb.lemma]:
        if cue.preps and not _has_particle(verb, cue):
            continue
        content = _content(scene, verb, cue, marks)
        if content:
            content = with_quotes(scene, content, marks)
            if speaker.span and any(span.contains(speaker.span) for span in content):
                return None
            denies = cue.denies or any(child.lower in ("not", "n't", "n’t", "never") for child in verb.children)
            return Said(
                scene, speaker, content, _cue_span(scene, verb, cue), cue.claim_type, f"verb:{verb.lemma}", verb, denies
            )
    return None


def _has_particle(verb: Token, cue: Cue) -> bool:
    """Whether the verb has the particle or preposition that makes it this cue ("point out", "speak of")."""
    found = {child.lower for child in verb.all("compound:prt", "advmod")}
    found |= {child.case() for child in verb.all("obl", "nmod", "advcl")}
    return bool(found & set(cue.preps)) or ("as" in cue.preps and any(_has_as(t) for t in verb.children))


def _speaker(scene: Scene, verb: Token) -> Actor | None:
    """Who says it: the subject, the agent of a passive, or the subject of the verb that it is joined to."""
    agent = verb.child("obl:agent")
    if verb.child("nsubj:pass") or verb.child("aux:pass"):
        head = agent or next((t for t in verb.all("obl", "nmod") if t.case() == "by"), None)
    else:
        head = verb.child("nsubj") or _subject_above(verb)
    if head is None or head.lower in _FIRST_PERSON:
        return None
    reports = any(
        cue.claim_type is ClaimType.STATEMENT and "that" in cue.complements for cue in verb_cues()[verb.lemma]
    )
    reports = reports and verb.lemma not in _SHOWS
    return scene.arguments.speaker(head, anybody=reports)


def _subject_above(verb: Token) -> Token | None:
    if verb.head is None:
        return None
    if verb.dep in ("conj", "xcomp", "advcl"):
        return verb.head.child("nsubj")
    if verb.dep == "acl" and verb.tag == "VBG":
        return verb.head
    return verb.head if verb.dep == "acl:relcl" and verb.child("nsubj") is None else None


def _content(scene: Scene, verb: Token, cue: Cue, marks: list[Quote]) -> tuple[Span, ...] | None:
    """What is said, by the complements that the cue allows; None if it has none of them here."""
    if cue.complements & {"that", "quote"}:
        clause = next((t for t in verb.children if t.dep in _CLAUSES and (t.is_verb or len(t.children) > 1)), None)
        if clause is not None and ("that" in cue.complements or quoted(clause, marks)) and not _is_question(clause):
            return spans(scene, trimmed(clause_tokens(verb, clause)))
        if verb.dep in ("parataxis", "ccomp") and verb.head is not None and _tells_after(verb):
            inside = set(map(id, verb.subtree()))
            return spans(scene, [token for token in scene.tokens if id(token) not in inside])
        beside = quotes_beside(scene, verb, marks)
        if beside:
            return beside
    if "to" in cue.complements and (clause := verb.child("xcomp")) is not None and cue.claim_type is ClaimType.ATTITUDE:
        return spans(scene, trimmed(clause.subtree()))
    if "as" in cue.complements and (named := verb.child("obj")) is not None:
        role = next((t for t in (*verb.children, *named.children) if _has_as(t)), None)
        return spans(scene, [*named.subtree(), *role.subtree()]) if role is not None else None
    topic = _topic(verb, cue)
    return spans(scene, trimmed(topic.subtree())) if topic is not None else None


def _has_as(token: Token) -> bool:
    return token.case() == "as" or any(child.lower == "as" for child in token.children)


def _topic(verb: Token, cue: Cue) -> Token | None:
    """What is spoken about, after the preposition that the cue asks for ("talk about", "warn of", "accuse of")."""
    allowed = set(cue.preps) if "np" in cue.complements or "about" in cue.complements else set()
    if "about" in cue.complements and not cue.preps:
        allowed |= {"about", "regarding", "concerning"}
    return next(
        (t for t in verb.all("obl", "nmod", "advcl") if t.case() in allowed and len(t.subtree()) >= _TOPIC), None
    )


def _is_question(clause: Token) -> bool:
    """ "Say what it will", "knows how": no content is asserted."""
    first = min((token for token in clause.subtree() if token.dep != "punct"), key=lambda token: token.i)
    return (first.tag in ("WP", "WRB", "WDT") and first.lower != "that") or first.lower in ("whether", "if")


def _tells_after(verb: Token) -> bool:
    """Whether a reporting verb follows or interrupts what it reports ("…, said X", "…, X said, …")."""
    head = verb.head
    plain = head is not None and head.i < verb.i and verb.child("ccomp") is None and verb.child("mark") is None
    first = min(verb.subtree(), key=lambda token: token.i)
    if not plain or head is None or _is_question(verb):  # "We asked her, how Moscow reads it"
        return False
    return any(token.text in _ENDS_SPEECH for token in head.subtree() if token.i in (first.i, first.i - 1))


def _points_back(verb: Token) -> bool:
    """ "This was stated by X", "so said X": the content stands before."""
    subject = verb.child("nsubj:pass") or next((t for t in verb.all("advmod", "obj") if t.lower == "so"), None)
    told_here = verb.child("ccomp", "csubj", "csubj:pass", "xcomp") is not None
    states = any("that" in cue.complements and cue.claim_type is ClaimType.STATEMENT for cue in verb_cues()[verb.lemma])
    return states and subject is not None and subject.lower in _POINTERS and subject.i < verb.i and not told_here


def _before(scene: Scene, paragraph: list[Scene]) -> tuple[Span, ...] | None:
    """The sentences to which "This was stated by X" points back: up to four of its paragraph, as one stretch."""
    place = next(i for i, other in enumerate(paragraph) if other is scene)
    earlier = paragraph[max(0, place - 4) : place]
    if not earlier:
        return None
    return tuple(scene.sentence.pieces(earlier[0].sentence.start, earlier[-1].sentence.end))


def _cue_span(scene: Scene, verb: Token, cue: Cue) -> Span:
    """The reporting word with its particle ("point out") and the "that" or "to" right after it left out."""
    tokens = [verb, *(t for t in verb.all("compound:prt") if abs(t.i - verb.i) <= 2)]
    return scene.sentence.cover(tokens)


def _according(scene: Scene, token: Token) -> Said | None:
    """ "According to X, …", in front, in the middle or at the end."""
    if token.i + 1 >= len(scene.tokens) or scene.tokens[token.i + 1].lower != "to":
        return None
    head = token.head
    if head is None or (not head.is_noun and head.tag not in ("PRP", "DT", "CD")):
        head = next((t for t in scene.tokens[token.i + 2 : token.i + 12] if t.is_noun or t.tag == "PRP"), None)
    if head is None:
        return None
    owner = next((t for t in head.all("nmod") if t.case() == "of"), None)
    held = head.lemma in _ESTIMATES or (head.lemma in noun_cues() and head.naming is None)
    said_by = owner if owner is not None and held else head
    speaker = scene.arguments.speaker(said_by) or _phrase(scene, said_by)
    told = [*head.subtree(frozenset(("acl:relcl",))), token, scene.tokens[token.i + 1]]
    inside = {t.i for t in told}
    above = head.head if head.head is not None and head.head.i not in inside else None
    rest = above.subtree() if above is not None and token.i > 0 else scene.tokens
    if above is not None:
        rest = [t for t in rest if not joined_on(t, above)]
    rest = [t for t in rest if t.i not in inside]
    if len(rest) < _TOPIC:
        rest = [t for t in bracket_around(scene, token.i) if t.i not in inside]
    content = spans(scene, rest)
    cue = scene.sentence.cut(token, scene.tokens[token.i + 1])
    if not content or speaker is None:
        return None
    return Said(scene, speaker, content, cue, ClaimType.STATEMENT, "according to", token)


def _in_view_of(scene: Scene, noun: Token) -> Said | None:
    """ "In Ankara's view, …", "in their eyes, …"."""
    owner = noun.child("nmod:poss") or next((t for t in noun.all("nmod") if t.case() == "of"), None)
    if owner is None or noun.head is None or owner.lower in ("my", "our", "your"):
        return None
    speaker = scene.arguments.speaker(owner)
    if speaker is None:
        return None
    inside = {t.i for t in noun.subtree()}
    content = spans(scene, [t for t in noun.head.subtree() if t.i not in inside and not joined_on(t, noun.head)])
    kind = ClaimType.STATEMENT if noun.lemma == "word" else ClaimType.ATTITUDE
    return Said(scene, speaker, content, scene.sentence.cut(noun, noun), kind, "view", noun) if content else None


def _by_colon(scene: Scene, colon: Token, marks: list[Quote]) -> Said | None:
    """ "Amreyev: the Council aims to …": a name, a colon, what he says – at the head of a sentence or of a quotation."""
    naming = scene.tokens[colon.i - 1].naming if colon.i else None
    if naming is None or naming.kind is not EntityKind.PERSON:
        return None
    before = scene.tokens[colon.i - 2].text if colon.i > 1 else ""
    if before not in ("", "“", "‘", "«", '"', "–", "—"):
        return None
    past = min((q.end for q in marks if q.start <= colon.at < q.end), default=scene.sentence.reading_end)
    told = [t for t in scene.tokens[colon.i + 1 :] if t.at < past]
    content = spans(scene, told) if len(told) >= _TOPIC else ()
    cue = scene.sentence.cut(colon, colon)
    return Said(scene, naming.actor, content, cue, ClaimType.STATEMENT, "colon", colon) if content else None


def _phrase(scene: Scene, head: Token) -> Actor | None:
    """A source under its own words ("the report")."""
    if not head.is_noun:
        return None
    tokens = head.subtree(frozenset(("case", "acl:relcl", "acl", "punct", "det", "cc", "conj", "parataxis")))
    return Actor(scene.sentence.words(tokens), span=scene.sentence.cover(tokens))


def _by_noun(scene: Scene, noun: Token, marks: list[Quote]) -> Said | None:
    """ "X's thesis about “…”", "an interview with X entitled “…”", "the claim by X that …"."""
    cue = noun_cues()[noun.lemma]
    owner = noun.child("nmod:poss") or next(
        (t for t in noun.all("nmod") if t.case() in ("of", "by", "with", "from")), None
    )
    speaker = scene.arguments.speaker(owner) if owner is not None and owner.lower not in ("my", "our", "your") else None
    if speaker is None:
        return None
    clause = next(
        (t for t in noun.children if t.dep in ("acl", "ccomp") and any(m.lower == "that" for m in t.all("mark"))), None
    )
    content: tuple[Span, ...] | None = None
    if clause is not None:
        content = spans(scene, trimmed(clause.subtree()))
    else:
        last = max(token.at for token in noun.subtree())
        near = [
            q
            for q in marks
            if noun.at < q.start <= last + 40 and q.length >= SHORTEST_QUOTE and q.start <= scene.tokens[-1].at
        ]
        content = (quote_span(scene, near[0]),) if near else None
    if not content:
        return None
    return Said(
        scene,
        speaker,
        with_quotes(scene, content, marks),
        scene.sentence.cut(noun, noun),
        cue.claim_type,
        f"noun:{noun.lemma}",
        noun,
    )
