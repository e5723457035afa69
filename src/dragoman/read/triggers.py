"""Triggers: the words that may tell a deed, and what the model is told about each.

Every verb is asked, every noun that the word lists or the model know, and adjectives of readiness. What is told are
plain features, one string each: the word, what hangs from it and what it hangs from, what kinds of names stand there,
the senses that `data/verbs.csv` and `data/event_nouns.csv` give, the modality that the grammar gives, and the words
around. Class and probability are the model's (`event_model`).
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from dragoman.read import modality, nominal, verbal
from dragoman.read.nominal import noun_pattern
from dragoman.read.participants import OBLIQUE, sides_of
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.titles import title_of
from dragoman.read.verbal import first_pattern, verb_pattern
from dragoman.read.wordlists import noun_patterns, organ_table, verb_patterns
from dragoman.read.words import Naming
from dragoman.records import EventType, Modality
from dragoman.world import Sense

Clusters = Mapping[str, tuple[str, ...]]
_AUXILIARY = frozenset(("aux", "aux:pass", "cop"))
_NOT_TOLD = frozenset(("punct", "det", "case", "cc", "mark", "aux", "aux:pass", "cop"))
_THINGS = frozenset("this that these those what which".split())
_TELLING = frozenset(('"', "?"))  # punctuation that tells something of a sentence
_NEAR = 7  # words on either side that count as the trigger's surroundings


def candidates(scene: Scene, nouns: frozenset[str]) -> Iterator[Token]:
    """The words of a sentence that may tell a deed; `nouns` are the lemmas of nouns that are asked beside the listed ones."""
    for token in scene.tokens:
        if token.naming is not None or token.dep in _AUXILIARY:
            continue
        if token.is_verb:
            if not _so_called(scene, token):
                yield token
        elif token.is_noun:
            if token.lemma in nouns or noun_pattern(token) is not None:
                yield token
        elif token.lemma in verb_patterns() and token.tag in ("JJ", "RB", "RP", "IN") and token.child("cop"):
            yield token


def _so_called(scene: Scene, token: Token) -> bool:
    """The last part of a compound written with a hyphen."""
    return token.i > 0 and scene.tokens[token.i - 1].text == "-" and scene.tokens[token.i - 1].past == token.at


def told_of(scene: Scene, token: Token) -> Modality | None:
    """The modality that the grammar gives to a deed, None if its form asserts nothing."""
    if not token.is_noun:
        return modality.of_verb(token)
    pattern = noun_pattern(token)
    return modality.of_noun(token, pattern.support if pattern else _LIGHT, scene.clauses_on(token))


_LIGHT = frozenset(
    "hold make give take launch stage carry conduct issue impose declare announce begin start have".split()
)


def sense_of(scene: Scene, token: Token, told: Modality | None) -> EventType | None:
    """The class that the word lists give to a trigger, if all that they ask for is there."""
    pattern = (nominal if token.is_noun else verbal).sense_of(scene, token, told)
    return pattern.event_type if pattern is not None else None


def is_mutual(token: Token) -> bool:
    """Whether the lists say that all sides of a deed act in it: "met", "talks"."""
    pattern = noun_pattern(token) if token.is_noun else verb_pattern(token, passive=sides_of(token)[2])
    return pattern is not None and pattern.reciprocal


def is_carried(token: Token) -> bool:
    """Whether a noun is the object of a verb that the lists give to it: "imposed sanctions"."""
    pattern, carrier = (noun_pattern(token), nominal.carrier_of(token)) if token.is_noun else (None, None)
    return pattern is not None and carrier is not None and carrier.lemma in pattern.support


def is_general(scene: Scene, token: Token, told: Modality, event_type: EventType) -> bool:
    """Whether a word may tell no single deed: a habit, acts in general, a figure of speech."""
    if token.is_noun:
        pattern = noun_pattern(token)
        return pattern is not None and nominal.is_unspecific(scene, token, pattern)
    return verbal.is_habit(scene, token, told, event_type)


def is_doubtful(scene: Scene, token: Token, told: Modality | None) -> bool:
    """Whether a thing does it ("this"), or the lists do not know a noun or miss somebody whom it needs."""
    if token.is_noun:
        return sense_of(scene, token, told) is None
    subjects, _, passive = sides_of(token)
    return not passive and bool(subjects) and all(subject.lower in _THINGS for subject in subjects)


def kind_of(token: Token) -> str:
    """What kind of participant a word names, in one word."""
    naming = token.naming
    if naming is not None:
        return _kind_of_naming(naming)
    if token.tag in ("PRP", "PRP$"):
        return "it" if token.lower in ("it", "its") else "pron"
    if token.tag[:1] == "W" or token.lower in ("that", "which"):
        return "rel"
    if token.tag in ("CD", "$") or token.lower in ("million", "billion", "dollar", "euro"):
        return "number"
    level = organ_table().get(token.lemma)
    if level is not None:
        return "organ" if level == "state" else "people"
    if not token.is_noun:
        return "clause" if token.is_verb else "other"
    if title_of(token) is not None:
        return "office"
    if token.lemma in noun_patterns():
        return "deed"
    return "noun" if token.tag != "NNP" else "proper"


def _kind_of_naming(naming: Naming) -> str:
    if naming.sense is Sense.DEMONYM:
        return "demonym"
    return str(naming.kind or "name")


def features(scene: Scene, token: Token, told: Modality | None, clusters: Clusters) -> list[str]:
    """What the model is told about a word that may tell a deed."""
    atoms = list(_of_noun(scene, token, clusters) if token.is_noun else _of_verb(scene, token, clusters))
    word = ("n " if token.is_noun else "v ") + token.lemma
    own = clusters.get(token.lemma, ())
    mood = str(told) if told else "open"
    head = token.head
    place = f"{token.dep} {head.tag[:2] if head is not None else ''}"
    found = [
        "",
        word,
        f"d {place}",
        f"t {mood}",
        f"{word}|t {mood}",
        f"{word}|d {token.dep}",
        f"g {token.tag}",
        f"{word}|g {token.tag}",
    ]
    found += [f"c {cluster}" for cluster in own]
    listed = sense_of(scene, token, told)
    if listed is not None:
        found += [f"ok {listed}", f"ok {listed}|t {mood}", f"{word}|ok {listed}", "ok"]
    if head is not None and head.naming is None:
        above = f"a {token.dep} {head.lemma}"
        found += [above, f"{word}|{above}", f"af {token.dep} {class_of(head)}"]
        found += [f"ac {token.dep} {cluster}" for cluster in clusters.get(head.lemma, ())[:1]]
    for atom in atoms:
        found.append(atom)
        found.append(f"{word}|{atom}")
        if own and atom[:1] in "pso" and " " in atom:
            found.append(f"{own[0]}|{atom}")
        if atom[:2] == "f ":
            found.append(f"{atom}|t {mood}")
            found.append(f"{atom}|d {token.dep}")
    found += _around(scene, token)
    return found


def class_of(token: Token) -> str:
    """The class that the lists give to a word at first sight."""
    if token.is_noun:
        noun = noun_patterns().get(token.lemma)
        return str(noun.event_type) if noun else "-"
    verb = first_pattern(token)
    return str(verb.event_type) if verb else "-"


def _of_verb(scene: Scene, verb: Token, clusters: Clusters) -> Iterator[str]:
    subjects, objects, passive = sides_of(verb)
    patterns = verb_patterns().get(verb.lemma, ())
    pattern = verb_pattern(verb, passive=passive) if patterns else None
    yield f"f {pattern.event_type}" if pattern else "f -"
    if pattern:
        yield f"fw {pattern.event_type} {min(pattern.weight, 9)}"
    for name in sorted({str(other.event_type) for other in patterns}):
        yield f"fa {name}"
    if passive:
        yield "passive"
    if verbal.is_habit(scene, verb, Modality.HAPPENED, EventType.CONSULT):
        yield "habit"
    for child in verb.children:
        if child.dep == "compound:prt":
            yield f"r {child.lower}"
        elif child.dep in ("advmod", "advcl") and (child.dep == "advmod" or child.is_verb):
            yield f"{child.dep} {child.lemma}"
        elif child.dep in ("xcomp", "ccomp"):
            yield f"x {child.dep}"
            yield f"x {child.dep} {child.lemma}"
            yield f"xf {child.dep} {class_of(child)}"
        elif child.dep in OBLIQUE:
            yield from _phrase("p " + child.case(), child, clusters)
        elif child.dep in ("aux", "neg"):
            yield f"u {child.lower}"
    yield from _side("s", subjects, clusters)
    yield from _side("o", objects, clusters)
    if not objects:
        yield "o none"


def _side(name: str, tokens: list[Token], clusters: Clusters) -> Iterator[str]:
    for token in tokens[:3]:
        yield from _phrase(name, token, clusters)
        if token.naming is None and token.is_noun:
            yield f"{name}f {class_of(token)}"
            for child in token.children:
                if child.dep in ("amod", "compound") and child.naming is None:
                    yield f"{name}m {child.lemma} {token.lemma}"
                elif child.dep == "nmod":
                    yield f"{name}n {child.case()} {child.lemma if child.naming is None else kind_of(child)}"


def _phrase(name: str, token: Token, clusters: Clusters) -> Iterator[str]:
    """A noun phrase: what introduces it, its kind, its head, the cluster of its head."""
    yield f"{name} k:{kind_of(token)}"
    yield name
    if token.naming is None:
        yield f"{name} {token.lemma}"
        yield from (f"{name} c:{cluster}" for cluster in clusters.get(token.lemma, ()))


def _of_noun(scene: Scene, noun: Token, clusters: Clusters) -> Iterator[str]:
    pattern = noun_pattern(noun)
    if pattern and nominal.is_unspecific(scene, noun, pattern):
        yield "unspecific"
    yield f"f {pattern.event_type}" if pattern else "f -"
    if pattern and " " in pattern.noun:
        yield f"fw {pattern.event_type}"
    head = noun.head
    if pattern and head is not None and noun.dep in ("obj", "nsubj:pass", "nsubj"):
        yield f"light {head.lemma in pattern.support}"
        yield f"f {pattern.event_type} light {head.lemma in pattern.support}"
    for child in noun.children:
        if child.dep in ("amod", "compound", "det", "nmod:poss", "nummod"):
            yield f"m {child.dep} {kind_of(child)}"
            if child.naming is None:
                yield f"m {child.lemma}"
        elif child.dep in OBLIQUE:
            yield from _phrase("p " + child.case(), child, clusters)
        elif child.dep in ("acl", "acl:relcl"):
            yield f"x {child.dep} {child.lemma}"
    if (case := noun.case()) and head is not None:
        yield f"under {case}"
        yield f"under {case} {head.lemma}"


def _around(scene: Scene, token: Token) -> Iterator[str]:
    """Words near by, and what else the sentence tells."""
    for other in scene.tokens[max(0, token.i - _NEAR) : token.i + _NEAR + 1]:
        if other is token or other.dep in _NOT_TOLD or other.tag[:1] not in "VNJ":
            continue
        if other.naming is None:
            yield f"w {other.lemma}"
            if other.is_noun or other.is_verb:
                yield f"wf {class_of(other)}"


def gist(scene: Scene, clusters: Clusters) -> list[str]:
    """What the model is told about a whole sentence: its words, alone, in pairs and in pieces, and their clusters.

    Names are all alike.
    """
    words = [_plain(token) for token in scene.tokens if token.dep != "punct" or token.text in _TELLING]
    found = [""]
    for before, word in pairwise(["<", *words]):
        found += [f"u {word}", f"b {before} {word}", *_pieces(word)]
        found += [f"c {cluster}" for cluster in clusters.get(word, ())]
    return found


def _plain(token: Token) -> str:
    if token.naming is not None:
        return "X"
    return "#" if token.tag == "CD" else token.lemma


@lru_cache(maxsize=1 << 15)
def _pieces(word: str) -> tuple[str, ...]:
    """The stretches of four and five letters of a word with its edges marked."""
    edged = f"^{word}$"
    return tuple(f"h {edged[at : at + size]}" for size in (4, 5) for at in range(len(edged) - size + 1))
