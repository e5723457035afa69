"""What the word lists say of verbs: the sense of `data/verbs.csv` that fits, and where it puts the recipient.

The lists propose; the model decides (`event_model`).

Source: [PLOVER]
"""

from dragoman.read.participants import GENERAL, OBLIQUE, is_named, patients_of, sides_of, stands_after
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.wordlists import VerbPattern, organ_table, verb_patterns
from dragoman.records import EventType, Modality, Role

_SPOKEN = frozenset((EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.SUPPORT, EventType.PROTEST))
_NOBODY = frozenset("this that it which these those what".split())
_DATING = frozenset("after before since by following despite".split())


def verb_pattern(verb: Token, *, passive: bool) -> VerbPattern | None:
    """The most specific sense that fits the verb's particle, object and prepositions."""
    particles = {child.lower for child in verb.all("compound:prt")}
    adverbs = {child.lower for child in verb.all("advmod")}
    objects = patients_of(verb) if passive else verb.all("obj")
    lemmas = _object_lemmas(objects)
    preps = {child.case() for child in verb.all(*OBLIQUE)}
    preps |= {child.case() for head in objects for child in head.all("nmod", "obl")}
    preps = {general for prep in preps for general in (prep, GENERAL.get(prep, prep))}
    for pattern in verb_patterns().get(verb.lemma, ()):
        if pattern.particle not in particles | adverbs if pattern.particle else particles:
            continue
        if pattern.objects and not pattern.objects & lemmas:
            continue
        if pattern.no_object and lemmas:
            continue
        if pattern.preps and not preps & set(pattern.preps):
            continue
        return pattern
    return None


def first_pattern(verb: Token) -> VerbPattern | None:
    """The plainest sense of a verb, whatever stands beside it."""
    patterns = verb_patterns().get(verb.lemma)
    return patterns[-1] if patterns else None


def listed_recipients(verb: Token, pattern: VerbPattern, objects: list[Token]) -> list[Token]:
    """The phrases that stand where the sense puts the recipient, best first."""
    found: list[Token] = []
    for place in pattern.recipient:
        if place == "obj":
            found += objects
        elif place == "poss-obj":
            found += [owner for head in objects for owner in head.children if _owns(owner)]
        elif place != "none":
            found += verb.all("iobj") if place == "to" else []
            found += [token for token in verb.all(*OBLIQUE) if stands_after(token, (place,))]
            below = (place, "by") if place == "of" else (place,)
            found += [
                t for head in objects or verb.all(*OBLIQUE) for t in head.all("nmod", "obl") if stands_after(t, below)
            ]
    return found


def _owns(child: Token) -> bool:
    """Whether it says whose a thing is: "Russia's request", "the independence of Kazakhstan", "the Russian proposal"."""
    named = child.dep in ("amod", "compound") and child.naming is not None and child.naming.acts
    return named or child.dep == "nmod:poss" or (child.dep == "nmod" and child.case() in ("of", "by", "from"))


def _object_lemmas(objects: list[Token]) -> set[str]:
    """The head nouns of the objects, alone and with a modifier ("joint exercise")."""
    heads = [part for head in objects for part in (head, *head.all("conj"))]
    pairs = {f"{child.lemma} {head.lemma}" for head in heads for child in head.all("amod", "compound")}
    return pairs | {head.lemma for head in heads} | {head.lower for head in heads}


def sense_of(scene: Scene, verb: Token, told: Modality | None) -> VerbPattern | None:
    """The sense of a verb if its form asserts a deed, somebody does it, and whom it needs is there."""
    subjects, objects, passive = sides_of(verb)
    pattern = verb_pattern(verb, passive=passive)
    if pattern is None or told is None or is_habit(scene, verb, told, pattern.event_type):
        return None
    if not passive and subjects and all(map(_acts_not, subjects)):
        return None
    if pattern.needs_recipient and not any(map(is_named, listed_recipients(verb, pattern, objects))):
        return None
    return pattern


def _acts_not(token: Token) -> bool:
    """Whether a subject is nobody who acts: "this", "the idea"; persons and organs may stay unnamed."""
    return token.lower in _NOBODY or (token.is_noun and token.naming is None and token.lemma not in organ_table())


def is_habit(scene: Scene, verb: Token, told: Modality | None, event_type: EventType) -> bool:
    """Whether a verb tells a habit or a state of things: the undated present tense of what is not done with words."""
    if told is not Modality.HAPPENED or scene.sentence.role in (Role.TITLE, Role.HEADING):
        return False
    auxiliaries = [child for child in verb.children if child.dep in ("aux", "aux:pass")]
    finite = auxiliaries[0] if auxiliaries else verb
    if verb.tag == "VBG":  # "is deploying" goes on now
        return not auxiliaries and event_type not in _SPOKEN and not _dated_gerund(verb)
    present = finite.tag in ("VBZ", "VBP") and finite.lemma not in ("have", "'ve", "’ve")
    if finite is verb and verb.tag == "VBP" and verb.lower != verb.lemma:
        present = False  # a past form that the tagger took for a present one ("freed")
    return present and event_type not in _SPOKEN and scene.date_of(verb) is None


def _dated_gerund(verb: Token) -> bool:
    """ "After requesting help …": a gerund that tells of a deed."""
    marks = {child.lower for child in verb.children if child.dep in ("mark", "case")}
    return bool(marks & _DATING) or (verb.dep == "advcl" and not marks)
