"""Relations: how a sentence describes two of the sides named in it, judged by a small model.

The features are the words and idioms that describe relations (`phrasing.py`) with what turns them and where they stand:
between the sides, on the way through the tree from one to the other, after the last "but", next to each other; how much
they lean to either sign on the whole; who else is named; and the plain words. `training/judgements/` makes the weights
from our own sentences.
"""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dragoman.read.encoder.witness import Witness, scaled
from dragoman.read.linear import load_linear
from dragoman.read.phrasing import NEGATIONS, SIGNED, Hit, hits, root
from dragoman.read.syntax import Token
from dragoman.records import Sign

NONE = "none"  # the class of pairs whose relation is not described
MODEL = "assessment"
WORD = "w:"  # head of the features that are plain words
_CONTRASTS = frozenset("but yet however instead rather only now today contrary".split())
_PAUSES = frozenset(";:–—.?!")
_MOST = 4
_LONG = 45  # tokens of a sentence too long to be sure of
_SHORT = 3  # links of the tree between a side and the word that ties it to another
_TYING = SIGNED + "G"  # growth: "the role of A in B grows"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text (mostly one sentence) and the words in it that describe relations; read once for all pairs of sides."""

    tokens: list[Token]
    places: dict[int, int]
    hits: list[Hit]
    words: list[str]
    turn: int  # the place of the last "but", semicolon or dash


def wording(tokens: list[Token]) -> Wording:
    """A text made ready to be judged."""
    turns = [
        n for n, token in enumerate(tokens)
        if token.lower in _CONTRASTS or (token.text in _PAUSES and n < len(tokens) - 3)
    ]  # fmt: skip
    words = ["NAME" if token.naming is not None else root(token.lower) for token in tokens]
    places = {id(token): n for n, token in enumerate(tokens)}
    return Wording(tokens, places, hits(tokens), words, turns[-1] if turns else -1)


def judge(tokens: list[Token], a: Token, b: Token) -> tuple[Sign, float] | None:
    """How a text describes the relation of two of its tokens, and how probable that is; None if not at all."""
    return judged(wording(tokens), a, b)


def judged(text: Wording, a: Token, b: Token, witness: Witness | None = None) -> tuple[Sign, float] | None:
    """The same of a text that is ready to be judged, for several pairs; a witness is heard beside the model."""
    model = load_linear(MODEL)
    probabilities = model.probabilities(features(text, a, b))
    if witness is not None:
        probabilities = scaled(probabilities * witness.relation(a, b))
    best = int(probabilities.argmax())
    label = model.classes[best]
    return None if label == NONE else (Sign(label), float(probabilities[best]))


def tied(text: Wording, a: Token, b: Token) -> bool:
    """Whether a word that describes a relation belongs to two sides by the tree: both are near it, and no third is nearer.
    In the press many sides are named and little is said of them; there the model is trusted only then.
    """
    together = joined(a) is joined(b)
    if len(text.tokens) > _LONG or (together and joined(a).dep == "compound"):
        return False  # "the union and NATO ally": of a third
    for hit in text.hits:
        if hit.entry.letter in _TYING and hit.entry.strength > 1:
            far = _distances(max(text.tokens[hit.start : hit.end], key=lambda token: len(token.children)))
            nearest = sorted(
                {(far[id(t)], id(joined(t))) for t in text.tokens if t.naming is not None and id(t) in far}
            )
            rank = 0 if together or _among(nearest, text) else 1
            if rank < len(nearest) and max(far.get(id(side), _LONG) for side in (a, b)) <= min(
                _SHORT, nearest[rank][0]
            ):
                return True
    return False


def _among(nearest: list[tuple[int, int]], text: Wording) -> bool:
    """Whether the nearest side is one of those "between" which something is: what else is named, is no end of it."""
    return bool(nearest) and text.tokens[text.places[nearest[0][1]]].case() in ("between", "among")


def joined(token: Token) -> Token:
    """The first of the things that "and" joins."""
    while token.dep == "conj" and token.head is not None and not token.head.is_verb:
        token = token.head
    return token


def _distances(start: Token) -> dict[int, int]:
    """How many links of the tree lie between a token and each other one; from one thing to another joined to it, none."""
    found, queue = {id(start): 0}, deque([start])
    while queue:
        token = queue.popleft()
        links = [(child, child.dep) for child in token.children]
        if token.head is not None:
            links.append((token.head, token.dep))
        for other, dep in links:
            if id(other) not in found:
                joined = dep == "conj" and not other.is_verb
                found[id(other)] = found[id(token)] + (not joined)
                (queue.appendleft if joined else queue.append)(other)
    return found


def features(text: Wording, a: Token, b: Token) -> Iterator[str]:
    """What the model looks at; both sides are tokens of the text."""
    first, second = sorted((text.places[id(a)], text.places[id(b)]))
    way = _way(text.tokens[first], text.tokens[second])
    signed = [hit for hit in text.hits if hit.entry.letter in SIGNED]
    yield "bias"
    for hit in text.hits:
        if hit.entry.letter in "DG" or hit in signed:
            yield "e:" + hit.entry.words
            yield "e:" + hit.entry.words + hit.mark[1:]
        if hit.entry.letter in "DG":
            yield "m:" + hit.mark
    for hit in signed:
        yield from _where(hit, text, first, second, way)
    yield from _on_the_whole(signed, text, first, second, way)
    yield from _in_a_row(signed)
    yield from _besides(text, first, second, "".join(sorted(_counts(signed)))[:4])
    yield from _plain(text)


def _way(one: Token, other: Token) -> tuple[frozenset[int], frozenset[int]]:
    """The tokens on the way through the tree from one side to the other, and those with their children."""
    up, down = [one, *one.ancestors()], [other, *other.ancestors()]
    meeting = next((token for token in up if token in down), None)
    if meeting is None:
        return frozenset(), frozenset()
    way = [*up[: up.index(meeting) + 1], *down[: down.index(meeting)]]
    on = frozenset(map(id, way))
    return on, on | {id(child) for token in way for child in token.children}


Way = tuple[frozenset[int], frozenset[int]]


def _near(hit: Hit, text: Wording, way: Way) -> str:
    """Whether an entry stands on the way ("p"), hangs on it ("n"), or stands elsewhere ("o")."""
    places = [id(text.tokens[n]) for n in range(hit.start, hit.end)]
    for letter, tokens in zip("pn", way, strict=True):
        if any(place in tokens for place in places):
            return letter
    return "o"


def _where(hit: Hit, text: Wording, first: int, second: int, way: Way) -> Iterator[str]:
    zone = "<" if hit.start < first else "=" if hit.start < second else ">"
    near = _near(hit, text, way)
    for place in ("m:", "m" + zone, "mL" if hit.start > text.turn else "ml", near + ":"):
        yield place + hit.mark
    yield f"m:{hit.mark}{hit.entry.strength}"
    if near != "o":
        yield f"{near}:{hit.mark}{hit.entry.strength}"


def _on_the_whole(signed: list[Hit], text: Wording, first: int, second: int, way: Way) -> Iterator[str]:
    """How much the words lean to either sign: all of them, the last clause, between the sides, near the way."""
    parts = {
        "S": signed,
        "SL": [hit for hit in signed if hit.start > text.turn],
        "SB": [hit for hit in signed if first < hit.start < second],
        "SP": [hit for hit in signed if _near(hit, text, way) != "o"],
    }
    for name, part in parts.items():
        lean = sum(hit.lean for hit in part)
        yield f"{name}:{int(max(-_MOST, min(_MOST, round(lean))))}"
        yield name + ("+" if lean > 0.3 else "-" if lean < -0.3 else "0")
    counts = _counts(signed)
    yield "all:" + "".join(f"{mark}{min(count, 2)}" for mark, count in sorted(counts.items()))
    yield "kinds:" + "".join(sorted(counts))
    yield f"words:{min(3, len(signed))}"
    if parts["SP"]:
        yield "last near:" + parts["SP"][-1].mark
    if signed:
        yield "nearest:" + min(signed, key=lambda hit: min(abs(hit.start - first), abs(hit.start - second))).mark


def _counts(signed: list[Hit]) -> Counter[str]:
    return Counter(hit.entry.letter + "!" * hit.negated for hit in signed)


def _in_a_row(signed: list[Hit]) -> Iterator[str]:
    """The first and the last word, and each with the next: "neither friend nor foe" is C!A!."""
    if not signed:
        return
    yield "first:" + signed[0].mark
    yield "last:" + signed[-1].mark
    kinds = {(hit.entry.letter, hit.negated) for hit in signed}
    for negated in (True, False):
        if {("C", negated), ("A", negated)} <= kinds:
            yield f"both:{negated}"
    for one, other in pairwise(signed):
        yield f"row:{one.mark}{other.mark}"


def _besides(text: Wording, first: int, second: int, kinds: str) -> Iterator[str]:
    """Who else is named, whether the sides are joined by "and", and other signs of a text that only tells or asks."""
    one, other = text.tokens[first], text.tokens[second]
    mine = {token.naming.actor.side for token in (one, other) if token.naming is not None}
    others = [n for n, t in enumerate(text.tokens) if t.naming is not None and t.naming.actor.side not in mine]
    yield f"third:{min(3, len(others))}"
    yield f"third between:{min(2, sum(first < place < second for place in others))}"
    yield f"third:{min(2, len(others))}:{kinds}"
    joined = other.dep == "conj" and other.head is one
    yield f"joined:{joined}"
    yield f"joined:{joined}:{kinds}"
    letters = {hit.entry.letter for hit in text.hits}
    for letter in "BVRGDT":
        yield f"has:{letter}{letter in letters}"
    lower = {token.lower for token in text.tokens}
    yield f"neither:{'neither' in lower and 'nor' in lower}"
    yield f"negations:{min(3, sum(token.lower in NEGATIONS for token in text.tokens))}"
    yield f"long:{min(6, len(text.tokens) // 6)}"
    yield f"quoted:{bool(lower & set('“”') or chr(34) in lower)}"
    yield f"asks:{'?' in lower}"
    if any(letter.isdigit() for word in lower for letter in word):
        yield "digits"


def _plain(text: Wording) -> Iterator[str]:
    last = "^"
    for word in text.words:
        yield WORD + word
        yield f"{WORD}{last}_{word}"
        last = word
