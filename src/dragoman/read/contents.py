"""Contents: which words are what somebody says – clauses, quotations over sentence bounds, pieces broken by the cue."""

from dragoman.read.quotes import Quote
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.records import Span

SHORTEST_QUOTE = 12  # characters; less is a word in scare quotes, which quotes nobody
_LONG_QUOTE = 40  # characters; less is a phrase in somebody else's sentence
_CONTRASTS = frozenset(("while", "whereas"))


def trimmed(tokens: list[Token]) -> list[Token]:
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


def spans(scene: Scene, tokens: list[Token]) -> tuple[Span, ...]:
    """The stretches that the tokens form; breaks of one or two tokens are bridged, pieces of one word dropped."""
    ordered = trimmed(tokens)
    runs: list[list[Token]] = []
    for token in ordered:
        if runs and token.i - runs[-1][-1].i <= 3:
            runs[-1].append(token)
        else:
            runs.append([token])
    kept = [trimmed(run) for run in runs]
    kept = [run for run in kept if sum(token.text[:1].isalnum() for token in run) >= 2]
    return tuple(piece for run in kept for piece in scene.sentence.pieces(run[0].start, run[-1].end))


def quote_span(scene: Scene, quote: Quote) -> Span:
    start, end = scene.sentence.passage.range_in_document(quote.start, quote.end)
    while end - 1 > start and scene.sentence.document_text[end - 1] in ",; ":
        end -= 1
    return Span.cut(scene.sentence.document_text, start, end)


def with_quotes(scene: Scene, content: tuple[Span, ...], marks: list[Quote]) -> tuple[Span, ...]:
    """Snap a content that lies in a quotation to the whole of it, over sentence bounds."""
    grown: list[Span] = []
    for span in content:
        for quote in marks:
            whole = quote_span(scene, quote)
            begins_inside = whole.start - 2 <= span.start < whole.end
            shared = min(span.end, whole.end) - max(span.start, whole.start)
            if quote.length >= _LONG_QUOTE and begins_inside and shared >= 0.6 * (span.end - span.start):
                span = whole
                break
        grown.extend(part for part in scene.sentence.pieces(span.start, span.end) if part not in grown)
    return tuple(grown)


def quotes_beside(scene: Scene, verb: Token, marks: list[Quote]) -> tuple[Span, ...] | None:
    """Quotations in the sentence of the cue that do not hold the cue itself."""
    near = [quote for quote in marks if quote.length >= SHORTEST_QUOTE and _beside(scene, verb, quote)]
    if not near:
        return None
    found = [quote_span(scene, quote) for quote in near]
    return tuple(piece for span in found for piece in scene.sentence.pieces(span.start, span.end))


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


def quoted(token: Token, marks: list[Quote]) -> bool:
    return any(quote.start <= token.at < quote.end for quote in marks)


def bracket_around(scene: Scene, place: int) -> list[Token]:
    """The tokens of the bracket in which a place stands, or of the sentence."""
    opened = max((t.i for t in scene.tokens[:place] if t.text in ("(", "[")), default=-1)
    closed = min((t.i for t in scene.tokens[place:] if t.text in (")", "]")), default=len(scene.tokens))
    return scene.tokens[opened + 1 : closed]


def joined_on(token: Token, top: Token) -> bool:
    """Whether a token belongs to a clause with its own subject that is only joined on (", but it is unlikely that
    …").
    """
    for above in (token, *token.ancestors()):
        if above is top:
            return False
        if above.dep in ("conj", "parataxis") and above.child("nsubj", "nsubj:pass", "expl") is not None:
            return True
    return False


def clause_tokens(verb: Token, clause: Token) -> list[Token]:
    """A content clause with those joined to it by "and that"; "while others …" is left to the others."""
    clauses = [clause, *(t for t in verb.all("conj") if any(m.lower == "that" for m in t.all("mark")))]
    found: list[Token] = []
    for part in clauses:
        contrasts = [t for t in part.all("advcl") if any(m.lower in _CONTRASTS for m in t.all("mark"))]
        left_out = {id(t) for contrast in contrasts for t in contrast.subtree()}
        found.extend(t for t in part.subtree() if id(t) not in left_out)
    return found
