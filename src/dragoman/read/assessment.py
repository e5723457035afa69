"""Assessment: does a voice describe the relation of two sides as cooperative, adversarial or neutral – or not at all?

Read off the words of `data/relation_words.csv` and the sides that syntax ties to them: "the conflict between A and
B", "A is a rival of B", "A's hostile policy towards B", "A trusts B". A negation turns the sign ("do not conflict").
Two such words that disagree in one sentence say nothing. Where the rules say nothing, a small model (`relations.py`)
judges each two sides of the sentence, and is heard where it is sure.
"""

from itertools import combinations, islice

from dragoman.read.relations import joined, judged, tied, wording
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.wordlists import relation_words
from dragoman.records import Actor, Assessment, Sign, Span
from dragoman.world import EntityKind

_TURNED = {Sign.COOPERATIVE: Sign.ADVERSARIAL, Sign.ADVERSARIAL: Sign.COOPERATIVE, Sign.NEUTRAL: Sign.NEUTRAL}
_NEGATIONS = frozenset("not n't n’t no never without neither nor none hardly".split())
_RELATIONS = frozenset("relation relationship tie interaction link attitude policy stance dialogue".split())
_BETWEEN = frozenset("between with against towards toward to of".split())
_GOES_ON = frozenset(
    "be grow develop deepen strengthen continue remain exist last expand intensify begin start".split()
)
_MOST = 6
_SURE = 0.72  # probability from which the model is heard
_PAIRS = 15  # of a sentence that names many sides


def sides_about(scenes: list[Scene], content: tuple[Span, ...]) -> tuple[Actor, ...]:
    """The actors named inside a content, each once, at most six."""
    found: list[Actor] = []
    for scene in scenes:
        for token in scene.sentence.namings:
            naming = token.naming
            span = naming.actor.span if naming else None
            if naming is None or span is None or not naming.acts or naming.actor.id is None:
                continue
            if any(part.contains(span) for part in content) and all(a.key != naming.actor.key for a in found):
                found.append(naming.actor)
    return tuple(found[:_MOST])


def assess(scenes: list[Scene], content: tuple[Span, ...], *, denied: bool = False) -> Assessment | None:
    """The first relation that the content describes, or None."""
    for scene in scenes:
        told = _in_sentence(scene, content)
        if told is not None:
            return Assessment(told.a, told.b, _TURNED[told.sign]) if denied else told
    return None


def _in_sentence(scene: Scene, content: tuple[Span, ...]) -> Assessment | None:
    found: list[Assessment] = []
    if any(token.lower == "neither" for token in scene.tokens):
        return _by_model(scene, content)
    for token in scene.tokens:
        sign = relation_words().get(token.lemma) or relation_words().get(token.lower)
        if not sign or token.naming is not None or not any(part.start <= token.start < part.end for part in content):
            continue
        sides = _sides(scene, token)
        if len(sides) == 2:
            found.append(Assessment(sides[0], sides[1], _TURNED[sign] if _negated(token) else sign))
    signs = {told.sign for told in found}
    if found:
        return found[0] if len(signs) == 1 else None
    return _by_model(scene, content)


def _by_model(scene: Scene, content: tuple[Span, ...]) -> Assessment | None:
    """The two sides of which the model is surest that the content describes their relation."""
    sides: dict[str, Token] = {}
    for token in scene.sentence.namings:
        actor = token.naming.actor if token.naming is not None else None
        inside = any(part.start <= token.start < part.end for part in content)
        if inside and actor is not None and (actor.id or actor.state) and _can_be_a_side(token):
            sides.setdefault(actor.side, token)
    if len(sides) < 2 or any(token.text == "?" for token in scene.tokens):
        return None
    best: tuple[float, Assessment] | None = None
    text = wording(scene.tokens)
    series = ""
    for one, other in islice(combinations(sides, 2), _PAIRS):
        a, b = sides[one], sides[other]
        told = judged(text, a, b, scene.witness) if tied(text, a, b) else None
        if told is None or told[1] < _SURE:
            continue
        if joined(a) is joined(b):  # "A, B and C are not at odds": the first two stand for all
            if series == joined(a).text:
                continue
            series = joined(a).text
        if best is None or told[1] > best[0]:
            best = (told[1], Assessment(one, other, told[0]))
    return best[1] if best is not None else None


def _can_be_a_side(token: Token) -> bool:
    """A state, a group of states, a body or a person who stands for one: not a treaty, a corridor or an armed group."""
    naming = token.naming
    if naming is None or not naming.acts or token.lower.startswith("anti-"):
        return False
    return naming.kind in (EntityKind.STATE, EntityKind.GROUP) or naming.actor.state is not None


def _sides(scene: Scene, word: Token) -> list[str]:
    """The sides that syntax ties to a word, in the order of the text."""
    tokens = _own(word)
    head = word.head
    if word.dep == "nsubj" and head is not None and head.is_verb and head.lemma not in _GOES_ON:
        return []  # "cooperation between A and B undergoes a test": the verb says how they stand
    if word.dep == "amod" and head is not None:
        tokens += [head, *_own(head)] if head.lemma in _RELATIONS or head.naming else _own(head)
        tokens += _around(head)
    elif word.is_verb or word.child("cop") is not None:
        tokens += _clause(word)
    else:
        tokens += _around(word)
    found: list[tuple[int, str]] = []
    for token in tokens:
        if token.naming is None and not any(below.naming for below in token.subtree()):
            continue  # "the countries": whose relation it is, is guesswork
        actors = scene.arguments.actors(token)
        for actor in actors if token.case() in ("between", "among", "of", "") else actors[:1]:
            if (actor.id or actor.state) and all(actor.side != side for _, side in found):
                found.append((actor.span.start if actor.span else token.start, actor.side))
    return [side for _, side in sorted(found)]


def _own(word: Token) -> list[Token]:
    """Modifiers of a noun that name sides: possessors, demonyms, "between A and B"; not "an A and B ally"."""
    return [
        child
        for child in word.children
        if child.dep == "nmod:poss"
        or (child.dep == "compound" and child.child("conj") is None)
        or (child.dep in ("nmod", "obl") and child.case() in _BETWEEN)
    ]


def _around(noun: Token) -> list[Token]:
    """The other end of a relation noun: what it is an object, a predicate or an apposition of."""
    if noun.child("cop") is not None:
        return _clause(noun)
    head = noun.head
    if head is None:
        return []
    if noun.dep in ("obj", "xcomp") and head.is_verb:
        return _clause(head)
    return [head] if noun.dep == "appos" else []


def _clause(verb: Token) -> list[Token]:
    """Subject, object and the sides after "with", "against", "to" of a verb or predicate."""
    plain = verb.all("nsubj", "nsubj:pass", "obj", "obl:agent")
    return plain + [
        token
        for token in verb.all("obl", "nmod")
        if token.case() in ("with", "against", "to", "towards", "toward", "by", "of")
    ]


def _negated(token: Token) -> bool:
    """Whether a negation stands on the word or on the verb that carries it."""
    above = [token, *list(token.ancestors())[:1]] if token.dep in ("obj", "xcomp", "amod") else [token]
    return any(child.lower in _NEGATIONS for head in above for child in head.children)
