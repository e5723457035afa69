"""The trained model of modality: how a deed stands, by the words that hang from it, above it and around it.

Features are strings: what the table of factuality reckons along the tree and along the words (`factuality`, `signs`),
the form of the clause, and the words themselves. All guesses are weighed together, since trees of such sentences are
often wrong. `training/modality/` makes the weights.
"""

from collections.abc import Iterator
from itertools import pairwise

from dragoman.read import factuality
from dragoman.read.linear import Linear, load_linear
from dragoman.read.scene import Scene
from dragoman.read.signs import OPENERS, TIMES, along, signs
from dragoman.read.syntax import Token
from dragoman.records import Modality

MODEL = "modality"
_ABOVE = 4  # heads that are looked at
_ASKING = frozenset("who what when where why how which".split())
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday tonight weekend".split())
_MONTHS = frozenset(
    "january february march april may june july august september october november december spring summer autumn winter".split()
)
_MARKS = (
    "if",
    "unless",
    "whether",
    "?",
    "had",
    "would",
    "will",
    "may",
    "might",
    "could",
    "not",
    "never",
    "no",
    "without",
    "until",
)


def settled(scene: Scene, token: Token, model: Linear | None = None) -> Modality:
    """The likeliest modality of the deed that a token names, whatever its form."""
    model = model or load_linear(MODEL)
    chances = model.probabilities(features(scene, token))
    if scene.witness is not None:
        chances = chances * scene.witness.modality(token)
    return Modality(model.classes[int(chances.argmax())])


def features(scene: Scene, token: Token) -> list[str]:
    """What the model is told of a deed."""
    kind = "v" if token.is_verb else "n" if token.is_noun else "o"
    before, after = signs(scene.tokens, token)
    reckoned, told, near = factuality.reckoned(token), along(before), along(before[-3:])
    return [
        "",
        f"l {token.lemma}",
        f"tag {token.tag}",
        f"dep {token.dep}",
        f"tagdep {token.tag} {token.dep}",
        f"walk {reckoned}",
        f"along {told}",
        f"near {near}",
        f"wa {reckoned} {told}",
        f"wan {reckoned} {told} {near} {kind}",
        f"w< {reckoned} {' '.join(before[-2:])}",
        *_sequence("<", kind, before[::-1]),
        *_sequence(">", kind, after),
        *_form(scene, token),
        *(f"{kind} {word}" for word in _own(token, "0")),
        *_above(token, kind),
        *_words(scene.tokens, token.i),
    ]


def _form(scene: Scene, token: Token) -> Iterator[str]:
    """The form of the clause: an imperative, a question, the present tense of a plan, a headline."""
    tokens = scene.tokens
    first = token.i == 0 or tokens[token.i - 1].text in OPENERS
    if token.is_verb and first and token.tag in ("VB", "VBP"):
        yield "imperative"
    if tokens[-1].text == "?" or "?" in [each.text for each in tokens[token.i : token.i + 12]]:
        yield "question"
        opener = tokens[0].lower
        yield f"question {opener if opener in _ASKING else 'aux' if tokens[0].tag in ('MD', 'VBD', 'VBZ', 'VBP') else '-'}"
    auxiliaries = [child for child in token.children if child.dep in ("aux", "aux:pass", "cop")]
    finite = auxiliaries[0] if auxiliaries else token
    dated = sorted({_day(each) for each in tokens if _day(each)})
    tense = f"{finite.tag} {finite.lemma if auxiliaries else ''} {token.tag}"
    yield f"tense {tense}"
    yield from (f"tense {tense} {day}" for day in dated or ["-"])
    past = any(each.tag == "VBD" for each in tokens if each is not token)
    yield f"tense {tense} past {past}"
    if tokens[-1].text not in '.!?"”':
        yield f"headline {token.tag}"
    yield from _carried(token, dated)


def _carried(token: Token, dated: list[str]) -> Iterator[str]:
    """The tense of the verb that carries a noun."""
    head = token.head
    if token.is_noun and head is not None and head.is_verb:
        above = [child for child in head.children if child.dep in ("aux", "aux:pass")]
        verb = above[0] if above else head
        yield f"carried {token.dep} {verb.tag} {verb.lemma if above else ''}"
        yield from (f"carried {token.dep} {verb.tag} {day}" for day in dated or ["-"])


def _day(token: Token) -> str:
    """Whether a word dates: a weekday, a month, "tomorrow", "last"."""
    if token.lower in TIMES:
        return token.lower
    if token.lower in _WEEKDAYS:
        return "weekday"
    return "month" if token.lower in _MONTHS and token.text[:1].isupper() else ""


def _sequence(side: str, kind: str, told: list[str]) -> Iterator[str]:
    """Signs on one side, the nearest first: each, and the nearest in their order."""
    for length in (1, 2, 3, 4):
        if len(told) >= length:
            yield f"{side}{length} {' '.join(told[:length])}"
            yield f"{side}{length}{kind} {' '.join(told[:length])}"
    for sign in told:
        yield f"{side} {sign}"
    for one, two in pairwise(told):
        yield f"{side}2 any {one} {two}"
    if not told:
        yield f"{side} none {kind}"


def _own(token: Token, prefix: str) -> Iterator[str]:
    """What hangs from a word: auxiliaries, adverbs, marks, articles, adjectives, its preposition, clauses."""
    for child in token.children:
        dep = child.dep
        if dep in ("aux", "aux:pass", "cop", "advmod", "mark", "det", "cc:preconj", "cc", "case"):
            yield f"{prefix} {dep} {child.lower}"
        elif dep in ("amod", "compound"):
            yield f"{prefix} {dep} {child.lemma}"
        elif dep in ("advcl", "acl", "acl:relcl"):
            yield f"{prefix} {dep} {' '.join(mark.lower for mark in child.all('mark'))}"
            yield f"{prefix} {dep} is {child.lemma}"
            yield from (f"{prefix} {dep} aux {aux.lower}" for aux in child.all("aux"))
        elif dep in ("nsubj", "nsubj:pass") and child.lower in factuality.NEGATIONS:
            yield f"{prefix} nobody"
        if dep in ("nsubj", "nsubj:pass", "obj", "obl") and any(det.lower == "no" for det in child.all("det")):
            yield f"{prefix} {dep} no"
    if (told := factuality.own_words(token)) is not None:
        yield f"{prefix} told {told}"


def _above(token: Token, kind: str) -> Iterator[str]:
    """The words above a deed: each with its way down, what the table says of it, how it stands itself."""
    below, path = token, ""
    for step in range(1, _ABOVE + 1):
        head = below.head
        if head is None:
            break
        path += f"/{below.dep}"
        near = min(step, 3)
        frames = factuality.frames_of(below)
        frame, told = frames[0], factuality.signature(head, *frames, "pp", "obj")
        stands = factuality.reckoned(head, 2)
        name = told.name if told else "-"
        yield f"{near} sig {name}"
        yield f"{near} sig {name} {stands} {frame}"
        yield f"{near} sig {name} {stands} {kind}"
        yield f"{near} l {head.lemma}"
        yield f"any {head.lemma}"
        if step < 3:
            yield f"{step} lp {head.lemma}{path}"
            yield f"{step} path {path} {head.tag}"
        yield from _own(head, str(near))
        below = head


def _words(tokens: list[Token], place: int) -> Iterator[str]:
    """The words around, as they are."""
    low = [token.lower for token in tokens]
    for step in range(1, 5):
        if place >= step:
            yield f"-{step} {low[place - step]}"
        if place + step < len(low) and step < 4:
            yield f"+{step} {low[place + step]}"
    for token in tokens[max(0, place - 9) : place]:
        yield f"b {token.lemma}"
    for token in tokens[place + 1 : place + 8]:
        yield f"a {token.lemma}"
    if place > 1:
        yield f"bb {low[place - 2]} {low[place - 1]}"
    if place > 2:
        yield f"bbb {low[place - 3]} {low[place - 2]} {low[place - 1]}"
    if place + 2 < len(low):
        yield f"aa {low[place + 1]} {low[place + 2]}"
    for word in _MARKS:
        if word in low:
            yield f"s {word} {'<' if word in low[:place] else '>'}"
