"""Claims: who says what, by which word – statements and attitudes, direct, indirect and broken in two.

Four ways lead to a claim: a reporting verb with its clause or quotation, "according to X", a reporting noun ("X's
thesis
about …"), and a turn of an interview, which needs no cue. "This was stated by X" points back to the sentences before
it.

Source: [PolNeAR], [Citron]
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.read.assessment import assess, sides_about
from dragoman.read.quotes import Quote, quotes
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.voices import Voices
from dragoman.read.wordlists import Cue, noun_cues, verb_cues
from dragoman.records import Actor, Claim, ClaimType, Role, Span

METHOD = "rules/1"
_PIECE = 900  # characters of an answer that make one claim
_SHORTEST_QUOTE = 12  # characters; less is a word in scare quotes, which quotes nobody
_TOPIC = 5  # words; "refers to China and Russia" reports no content
_FIRST_PERSON = frozenset("i we you".split())
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


def claims(paragraph: list[Scene], voices: Voices, source: str) -> list[Claim]:
    """The claims of one paragraph; tells `voices` whose words its stretches are."""
    marks = quotes(paragraph[0].sentence.passage.text)
    said = [one for scene in paragraph for one in _in_sentence(scene, paragraph, marks)]
    said = _without_doubles(said)
    for one in said:
        voices.tell(one.speaker, one.content)
    found = [_claim(one, paragraph, voices, source) for one in said]
    found += _turn(paragraph, voices, source)
    found += _own_words(paragraph, voices, said, source)
    return found


def _in_sentence(scene: Scene, paragraph: list[Scene], marks: list[Quote]) -> Iterator[Said]:
    for token in scene.tokens:
        one = None
        if token.is_verb and token.dep != "amod" and token.lemma in verb_cues():
            one = _by_verb(scene, token, paragraph, marks)
        elif token.lower == "according":
            one = _according(scene, token)
        elif token.is_noun and token.lemma in noun_cues():
            one = _by_noun(scene, token, marks)
        if one is not None:
            yield one


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
            content = _with_quotes(scene, content, marks)
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
    return scene.arguments.speaker(head)


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
        if clause is not None and ("that" in cue.complements or _quoted(clause, marks)) and not _is_question(clause):
            return _spans(scene, _trimmed(clause.subtree()))
        if verb.dep in ("parataxis", "ccomp") and verb.head is not None and _tells_after(verb):
            inside = set(map(id, verb.subtree()))
            return _spans(scene, [token for token in scene.tokens if id(token) not in inside])
        beside = _quotes_beside(scene, verb, marks)
        if beside:
            return beside
    if "to" in cue.complements and (clause := verb.child("xcomp")) is not None and cue.claim_type is ClaimType.ATTITUDE:
        return _spans(scene, _trimmed(clause.subtree()))
    if "as" in cue.complements and (named := verb.child("obj")) is not None:
        role = next((t for t in (*verb.children, *named.children) if _has_as(t)), None)
        return _spans(scene, [*named.subtree(), *role.subtree()]) if role is not None else None
    topic = _topic(verb, cue)
    return _spans(scene, _trimmed(topic.subtree())) if topic is not None else None


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
    first = min(clause.subtree(), key=lambda token: token.i)
    return first.tag in ("WP", "WRB", "WDT") or first.lower in ("whether", "if")


def _tells_after(verb: Token) -> bool:
    """Whether a reporting verb follows or interrupts what it reports ("…, said X", "…, X said, …")."""
    head = verb.head
    return head is not None and head.i < verb.i and verb.child("ccomp") is None and verb.child("mark") is None


def _quotes_beside(scene: Scene, verb: Token, marks: list[Quote]) -> tuple[Span, ...] | None:
    """Quotations in the sentence of the cue that do not hold the cue itself."""
    near = [quote for quote in marks if quote.length >= _SHORTEST_QUOTE and _beside(scene, verb, quote)]
    if not near:
        return None
    return tuple(_quote_span(scene, quote) for quote in near)


def _beside(scene: Scene, verb: Token, quote: Quote) -> bool:
    """Whether a quotation begins right after the cue, or ends right before the clause of the cue."""
    first, past = scene.tokens[0].at, scene.sentence.reading_end
    if quote.start >= past or quote.end <= first or quote.start <= verb.at < quote.end:
        return False
    if quote.start > verb.at:
        between = [token for token in scene.tokens if verb.i < token.i and token.at < quote.start]
        return len(between) <= 4 or (":" in {token.text for token in between} and verb.dep in ("root", "ROOT", "conj"))
    clause = min(token.i for token in (verb, *verb.all("nsubj", "aux")))
    between = [token for token in scene.tokens if token.at >= quote.end and token.i < clause]
    return len(between) <= 3


def _quoted(token: Token, marks: list[Quote]) -> bool:
    return any(quote.start <= token.at < quote.end for quote in marks)


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
    return (Span.cut(scene.sentence.document_text, earlier[0].sentence.start, earlier[-1].sentence.end),)


def _with_quotes(scene: Scene, content: tuple[Span, ...], marks: list[Quote]) -> tuple[Span, ...]:
    """Snap a content that lies in a quotation to the whole of it, over sentence bounds."""
    grown: list[Span] = []
    for span in content:
        for quote in marks:
            whole = _quote_span(scene, quote)
            if (
                quote.length >= 40
                and whole.start - 2 <= span.start
                and span.start < whole.end
                and span.end > whole.start
            ):
                mostly_inside = min(span.end, whole.end) - max(span.start, whole.start) >= 0.6 * (span.end - span.start)
                if mostly_inside:
                    span = whole
                    break
        if span not in grown:
            grown.append(span)
    return tuple(grown)


def _quote_span(scene: Scene, quote: Quote) -> Span:
    start, end = scene.sentence.passage.range_in_document(quote.start, quote.end)
    while end - 1 > start and scene.sentence.document_text[end - 1] in ",; ":
        end -= 1
    return Span.cut(scene.sentence.document_text, start, end)


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
    speaker = scene.arguments.speaker(head) or _phrase(scene, head)
    told = [*head.subtree(frozenset(("acl:relcl",))), token, scene.tokens[token.i + 1]]
    inside = {t.i for t in told}
    above = head.head if head.head is not None and head.head.i not in inside else None
    rest = above.subtree() if above is not None and token.i > 0 else scene.tokens
    if above is not None:
        rest = [t for t in rest if not _joined_on(t, above)]
    rest = [t for t in rest if t.i not in inside]
    if len(rest) < _TOPIC:
        rest = [t for t in _around(scene, token.i) if t.i not in inside]
    content = _spans(scene, rest)
    cue = scene.sentence.cut(token, scene.tokens[token.i + 1])
    if not content or speaker is None:
        return None
    return Said(scene, speaker, content, cue, ClaimType.STATEMENT, "according to", token)


def _around(scene: Scene, place: int) -> list[Token]:
    """The tokens of the bracket in which a place stands, or of the sentence."""
    opened = max((t.i for t in scene.tokens[:place] if t.text in ("(", "[")), default=-1)
    closed = min((t.i for t in scene.tokens[place:] if t.text in (")", "]")), default=len(scene.tokens))
    return scene.tokens[opened + 1 : closed]


def _joined_on(token: Token, top: Token) -> bool:
    """Whether a token belongs to a clause with its own subject that is only joined on (", but it is unlikely that
    …").
    """
    for above in (token, *token.ancestors()):
        if above is top:
            return False
        if above.dep in ("conj", "parataxis") and above.child("nsubj", "nsubj:pass", "expl") is not None:
            return True
    return False


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
        content = _spans(scene, _trimmed(clause.subtree()))
    else:
        last = max(token.at for token in noun.subtree())
        near = [
            q
            for q in marks
            if noun.at < q.start <= last + 40 and q.length >= _SHORTEST_QUOTE and q.start <= scene.tokens[-1].at
        ]
        content = (_quote_span(scene, near[0]),) if near else None
    if not content:
        return None
    return Said(
        scene,
        speaker,
        _with_quotes(scene, content, marks),
        scene.sentence.cut(noun, noun),
        cue.claim_type,
        f"noun:{noun.lemma}",
        noun,
    )


def _trimmed(tokens: list[Token]) -> list[Token]:
    """A clause without the "that" or "to" that opens it and the marks around it."""
    ordered = sorted(tokens, key=lambda token: token.i)
    while ordered and (
        ordered[0].tag in (",", ":", "``", "''", "-LRB-", ".")
        or ordered[0].lower in ("that", "as", "about", "of", "on")
    ):
        ordered.pop(0)
    while ordered and ordered[-1].tag in (",", ":", "``", "''", "-RRB-", "."):
        ordered.pop()
    return ordered


def _spans(scene: Scene, tokens: list[Token]) -> tuple[Span, ...]:
    """The stretches that the tokens form; breaks of one or two tokens are bridged, pieces of one word dropped."""
    ordered = _trimmed(tokens)
    runs: list[list[Token]] = []
    for token in ordered:
        if runs and token.i - runs[-1][-1].i <= 3:
            runs[-1].append(token)
        else:
            runs.append([token])
    kept = [_trimmed(run) for run in runs]
    kept = [run for run in kept if sum(token.text[:1].isalnum() for token in run) >= 2]
    return tuple(scene.sentence.cut(run[0], run[-1]) for run in kept)


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
    first, last = one.scene.sentence.span, one.scene.sentence.span
    spans = sorted([first, last, *one.content])
    text = one.scene.sentence.document_text
    return Claim(
        source=source,
        span=Span.cut(text, spans[0].start, max(span.end for span in spans)),
        voice=(*chain, one.speaker) if chain[-1].key != one.speaker.key else chain,
        method=f"{METHOD} {one.rule}",
        speaker=one.speaker,
        cue=one.cue,
        content=one.content,
        about=sides_about(inside, one.content),
        claim_type=one.claim_type,
        assessment=assess(inside, one.content, denied=one.denies),
        notes=("the speaker denies it",) if one.denies else (),
    )


def _turn(paragraph: list[Scene], voices: Voices, source: str) -> list[Claim]:
    """An answer in an interview: sentences that assess a relation one by one, the others a few at a time."""
    passage = paragraph[0].sentence.passage
    if passage.role is not Role.ANSWER or not passage.speaker:
        return []
    pieces: list[list[Scene]] = []
    alone = True
    for scene in paragraph:
        assessed = assess([scene], (scene.sentence.span,)) is not None
        if pieces and not alone and not assessed and scene.sentence.end - pieces[-1][0].sentence.start <= _PIECE:
            pieces[-1].append(scene)
        else:
            pieces.append([scene])
        alone = assessed
    chain = voices.base(passage)
    return [_own(piece, chain, source, "answer", ClaimType.STATEMENT) for piece in pieces]


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
        if assess([scene], (span,)) is not None:
            found.append(_own([scene], voices.base(passage), source, "author", ClaimType.ATTITUDE))
    return found


def _own(piece: list[Scene], chain: tuple[Actor, ...], source: str, rule: str, claim_type: ClaimType) -> Claim:
    text = piece[0].sentence.document_text
    span = Span.cut(text, piece[0].sentence.start, piece[-1].sentence.end)
    return Claim(
        source=source,
        span=span,
        voice=chain,
        method=f"{METHOD} {rule}",
        speaker=chain[-1],
        content=(span,),
        about=sides_about(piece, (span,)),
        claim_type=claim_type,
        assessment=assess(piece, (span,)),
    )
