"""How well attributions are found, by the measures of the field: spans a role, and linked triples.

All counts are over word and punctuation tokens of the plain text, first annotator as gold:
  tokens   F1 over the tokens of a role
  exact    F1 over unbroken spans, right if all their tokens are; `as marked`: parts that annotators left apart although nothing
           stands between them stay apart
  overlap  a span counts if it shares a token with one of its role
  linked   one-to-one match of attributions. det: cue and content overlap; lenient: det, and sources overlap or both have
           none; half: cues overlap, contents share half of their union, sources as before; strict: all three identical
  saying, speech  lenient, of the gold attributions whose cue has a form of SAYING_VERBS or SPEECH_VERBS (recall) and of the given
             ones (precision)
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus import ROLES, Gold
from lexicon import verb_forms

SAYING_VERBS = (
    "say tell add write note explain argue state announce declare claim tweet continue recall acknowledge insist warn assert"
).split()
SPEECH_VERBS = [
    *SAYING_VERBS,
    *(
        "ask report admit reply respond answer comment remark observe mention stress emphasize confirm conclude deny testify "
        "quip joke reveal post repeat shout predict"
    ).split(),
]
_SAYING_FORMS = frozenset(form for verb in SAYING_VERBS for form in verb_forms(verb)) | {"according"}
_SPEECH_FORMS = frozenset(form for verb in SPEECH_VERBS for form in verb_forms(verb)) | {"according"}
_TOKEN = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")
_LETTERS = re.compile(r"[^\W\d_]+")

Tokens = frozenset[int]


@dataclass(frozen=True, slots=True)
class Triple:
    """An attribution in tokens; `pieces` are the unbroken spans of each role."""

    source: Tokens
    cue: Tokens
    content: Tokens
    pieces: tuple[tuple[Tokens, ...], ...]
    marked: tuple[Tokens, ...]
    saying: bool
    speech: bool


class Ruler:
    """Character spans of a text, measured in its tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_TOKEN.finditer(text))
        self.starts, self.ends = [m.start() for m in found], [m.end() for m in found]

    def tokens(self, start: int, end: int) -> Tokens:
        first = bisect_right(self.ends, start)
        last = first
        while last < len(self.starts) and self.starts[last] < end:
            last += 1
        return frozenset(range(first, last))

    def triple(self, found: Gold) -> Triple:
        roles, pieces = [], []
        for role in ROLES:
            spans = [self.tokens(start, end) for start, end in getattr(found, role)]
            whole = frozenset().union(*spans)
            roles.append(whole)
            pieces.append(_runs(whole))
        words = {word.lower() for start, end in found.cue for word in _LETTERS.findall(self.text[start:end])}
        marked = tuple(self.tokens(start, end) for start, end in found.content)
        return Triple(
            *roles,
            pieces=tuple(pieces),
            marked=marked,
            saying=bool(words & _SAYING_FORMS),
            speech=bool(words & _SPEECH_FORMS),
        )


def _runs(tokens: Tokens) -> tuple[Tokens, ...]:
    out: list[list[int]] = []
    for token in sorted(tokens):
        if out and out[-1][-1] == token - 1:
            out[-1].append(token)
        else:
            out.append([token])
    return tuple(frozenset(run) for run in out)


@dataclass(slots=True)
class Tally:
    """True, given and gold counts by measure; `table` gives percent."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, hit: int, given: int, gold: int) -> None:
        cell = self.counts.setdefault(name, [0, 0, 0])
        for k, number in enumerate((hit, given, gold)):
            cell[k] += number

    def table(self) -> dict[str, tuple[float, float, float]]:
        """Measure → precision, recall, F1 in percent."""
        out = {}
        for name, (hit, given, gold) in self.counts.items():
            out[name] = tuple(
                round(100 * x, 1) for x in (hit / max(1, given), hit / max(1, gold), 2 * hit / max(1, given + gold))
            )
        return out


def measure(text: str, gold: Sequence[Gold], given: Sequence[Gold], tally: Tally) -> None:
    """Add one article."""
    ruler = Ruler(text)
    golds, givens = [ruler.triple(g) for g in gold], [ruler.triple(g) for g in given]
    for k, role in enumerate(ROLES):
        sides = [frozenset().union(*[getattr(t, role) for t in side]) for side in (golds, givens)]
        tally.add(f"tokens {role}", len(sides[0] & sides[1]), len(sides[1]), len(sides[0]))
        spans = [{piece for t in side for piece in t.pieces[k]} for side in (golds, givens)]
        tally.add(f"exact {role}", len(spans[0] & spans[1]), len(spans[1]), len(spans[0]))
        tally.add(
            f"overlap {role}",
            _one_to_one(sorted_spans(spans[0]), sorted_spans(spans[1]), lambda a, b: bool(a & b)),
            len(spans[1]),
            len(spans[0]),
        )
    marks = [{piece for t in side for piece in t.marked} for side in (golds, givens)]
    tally.add("exact content as marked", len(marks[0] & marks[1]), len(marks[1]), len(marks[0]))
    for name, fits in LINKED.items():
        tally.add(f"linked {name}", _one_to_one(golds, givens, fits), len(givens), len(golds))
    right = match(golds, givens, LINKED["lenient"])
    for name in ("saying", "speech"):
        said = [k for k, t in enumerate(golds) if getattr(t, name)]
        tally.add(f"{name} recall", sum(k in right for k in said), len(said), len(said))
        said = [k for k, t in enumerate(givens) if getattr(t, name)]
        tally.add(f"{name} precision", sum(k in right.values() for k in said), len(said), len(said))


def sorted_spans(spans: set[Tokens]) -> list[Tokens]:
    return sorted(spans, key=lambda span: (min(span, default=-1), len(span)))


def _sources(a: Triple, b: Triple) -> bool:
    return bool(a.source & b.source) or not (a.source or b.source)


def _half(a: Triple, b: Triple) -> bool:
    return 2 * len(a.content & b.content) >= len(a.content | b.content) > 0


LINKED: dict[str, Callable[[Triple, Triple], bool]] = {
    "det": lambda a, b: bool(a.cue & b.cue and a.content & b.content),
    "lenient": lambda a, b: bool(a.cue & b.cue and a.content & b.content) and _sources(a, b),
    "half": lambda a, b: bool(a.cue & b.cue) and _half(a, b) and _sources(a, b),
    "strict": lambda a, b: (a.source, a.cue, a.content) == (b.source, b.cue, b.content),
}


def _one_to_one(left: Sequence, right: Sequence, fits: Callable) -> int:
    return len(match(left, right, fits))


def match(left: Sequence, right: Sequence, fits: Callable) -> dict[int, int]:
    """A largest matching, by augmenting paths: left → right."""
    options = [[k for k, b in enumerate(right) if fits(a, b)] for a in left]
    owner: dict[int, int] = {}

    def place(k: int, tried: set[int]) -> bool:
        for other in options[k]:
            if other not in tried:
                tried.add(other)
                if other not in owner or place(owner[other], tried):
                    owner[other] = k
                    return True
        return False

    for k in range(len(left)):
        place(k, set())
    return {k: other for other, k in owner.items()}
