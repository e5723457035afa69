"""Relations: how a sentence describes two of the sides named in it, judged by a small model.

Features are the words before, between and after the two sides, words that hint at a relation with their negations, and
the way through the tree from one side to the other. `training/judgements/` makes the weights from our own sentences.
"""

from collections import Counter
from collections.abc import Iterator

from dragoman.read.linear import load_linear
from dragoman.read.syntax import Token
from dragoman.read.wordlists import relation_hints, relation_words
from dragoman.records import Sign

NONE = "none"  # the class of pairs whose relation is not described
MODEL = "assessment"
_NEGATIONS = frozenset("not n't n’t never neither nor no without hardly nobody none nothing anything".split())
_SHORT = {Sign.COOPERATIVE: "C", Sign.ADVERSARIAL: "A", Sign.NEUTRAL: "N"}
_AROUND = 8  # words before the first side and after the second that are looked at
_NEGATED = 5  # words back in which a negation still turns a word
_MOST = 3


def judge(tokens: list[Token], a: Token, b: Token) -> tuple[Sign, float] | None:
    """How two sides stand to each other, and how probable that is; None if nothing is said of it."""
    model = load_linear(MODEL)
    probabilities = model.probabilities(features(tokens, a, b))
    best = int(probabilities.argmax())
    label = model.classes[best]
    return None if label == NONE else (Sign(label), float(probabilities[best]))


def features(tokens: list[Token], a: Token, b: Token) -> Iterator[str]:
    """What the model looks at; `tokens` is the sentence (or text) in which both sides stand."""
    yield "bias"
    places = {id(token): place for place, token in enumerate(tokens)}
    first, second = sorted((places[id(a)], places[id(b)]))
    total: Counter[str] = Counter()
    for prefix, begin, end in (
        ("<", max(0, first - _AROUND), first),
        ("=", first + 1, second),
        (">", second + 1, min(len(tokens), second + 1 + _AROUND)),
    ):
        yield from _words(tokens, begin, end, prefix, total)
    yield "all:" + "".join(f"{hint}{min(count, _MOST)}" for hint, count in sorted(total.items()))
    yield "kinds:" + "".join(sorted(total))
    lean = total["C"] + total["A!"] - total["A"] - total["C!"]
    yield f"lean:{max(-_MOST, min(_MOST, lean))}"
    yield f"apart:{min(20, second - first) // 3}"
    yield from _way(tokens[first], tokens[second])


def _words(tokens: list[Token], begin: int, end: int, prefix: str, total: Counter[str]) -> Iterator[str]:
    last = ""
    for place in range(begin, end):
        token = tokens[place]
        word = "NAME" if token.naming is not None else token.lemma
        yield prefix + word
        yield "w:" + word
        if last:
            yield f"{prefix}{last}_{word}"
            yield f"w:{last}_{word}"
        last = word
        negated = "!" if any(t.lower in _NEGATIONS for t in tokens[max(0, place - _NEGATED) : place]) else ""
        if (sign := relation_words().get(token.lemma)) is not None:
            yield f"sign:{_SHORT[sign]}{negated}"
            yield f"{prefix}sign:{_SHORT[sign]}{negated}"
        hint = _hint(token)
        if hint:
            total[hint + negated] += 1
            yield f"hint:{hint}{negated}"
            yield f"{prefix}hint:{hint}{negated}"
            yield f"{prefix}hint:{hint}{negated}/{token.dep}"


def _hint(token: Token) -> str:
    sign = relation_hints().get(token.lemma) or relation_hints().get(token.lower)
    return _SHORT[sign] if sign is not None and token.naming is None else ""


def _way(one: Token, other: Token) -> Iterator[str]:
    """The way through the tree from one side to the other, and what hangs on it."""
    yield f"first:{one.dep}/{one.case()}"
    yield f"second:{other.dep}/{other.case()}"
    up, down = [one, *one.ancestors()], [other, *other.ancestors()]
    meeting = next((token for token in up if token in down), None)
    if meeting is None:
        yield "no way"
        return
    left, right = up[: up.index(meeting)], down[: down.index(meeting)]
    yield "meet:" + meeting.lemma
    yield "way:" + "/".join(t.dep for t in left) + "|" + "/".join(t.dep for t in right)
    yield f"long:{min(9, len(left) + len(right))}"
    if meeting.head is not None:
        yield "above:" + meeting.head.lemma
    for token in (*left[1:], *right[1:], meeting):
        yield "on:" + token.lemma
        negated = "!" if any(child.lower in _NEGATIONS for child in token.children) else ""
        if negated:
            yield "way negated"
            yield "negated:" + token.lemma
        if hint := _hint(token):
            yield f"way hint:{hint}{negated}"
        for child in token.children:
            if child.naming is None:
                yield "near:" + child.lemma
                if hint := _hint(child):
                    yield "near hint:" + hint
