"""Deeds told by verbs: the sense of `data/verbs.csv` that fits, its sides, its modality.

A habit in the present tense is no deed, and neither is a bare infinitive of purpose or a deed of "this" and "it".

Source: [PLOVER]
"""

from dragoman.read import modality
from dragoman.read.participants import (
    GENERAL,
    OBLIQUE,
    actors_in,
    after_prepositions,
    below_objects,
    event_of,
    is_body,
    joined,
    patients_of,
    possessors_of,
    sides_of,
)
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.wordlists import VerbPattern, organ_table, verb_patterns
from dragoman.records import Actor, Event, EventType, Modality, Role

_REFUSABLE = frozenset("accept recognise recognize agree approve acknowledge endorse ratify".split())
_BODILY = frozenset((EventType.ASSAULT, EventType.COERCE))
_OTHER_CLAUSES = frozenset(("ccomp", "parataxis", "conj", "acl:relcl"))
_SPOKEN = frozenset(
    (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.PROTEST)
)


def event_of_verb(scene: Scene, verb: Token, source: str) -> Event | None:
    """The deed that a verb tells, or None."""
    subjects, objects, passive = sides_of(scene, verb)
    pattern = _verb_pattern(scene, verb, passive)
    if pattern is None:
        return None
    told = modality.of_verb(verb)
    if verb.lemma in ("recognise", "recognize") and any(t.case() == "as" for t in verb.all(*OBLIQUE, "advcl", "xcomp")):
        return None  # "recognise X as unfriendly" is no recognition
    if told is Modality.HAPPENED and any(t.lower in ("nobody", "nothing", "none", "no") for t in objects):
        told = Modality.DENIED
    if told is None or _habit(scene, verb, pattern, told):
        return None
    actors = actors_in(scene, subjects)
    if passive and not actors and subjects:
        agent = scene.arguments.speaker(subjects[0], anybody=True)
        actors = (agent,) if agent else ()
    if not actors and not passive and _acts_not(subjects):
        return None
    recipients = _recipients(scene, verb, pattern, objects, passive)
    event_type, told = _refused(verb, pattern, told)
    if event_type is EventType.RETREAT and any(is_body(scene, actor) for actor in recipients):
        event_type = EventType.SANCTION
    if pattern.needs_recipient and not recipients:
        return None
    if pattern.reciprocal:
        actors, recipients = joined(joined(actors, recipients), after_prepositions(scene, verb, ("with",))), ()
    return event_of(scene, verb, event_type, told, actors, recipients, source, "verb")


def _acts_not(subjects: list[Token]) -> bool:
    """Whether the subject is there and is nobody who acts: "this", "the idea"; persons and organs may stay unnamed."""
    return any(
        token.lower in ("this", "that", "it", "which", "these", "those", "what")
        or (token.is_noun and token.naming is None and token.lemma not in organ_table())
        for token in subjects
    )


def _refused(verb: Token, pattern: VerbPattern, told: Modality) -> tuple[EventType, Modality]:
    """ "Did not accept", "do not recognise": a refusal, which is a deed of its own."""
    plain = not verb.all("aux") or all(
        child.lower in ("do", "does", "did", "has", "have", "had") for child in verb.all("aux")
    )
    if told is Modality.DENIED and verb.lemma in _REFUSABLE and plain:
        return EventType.REJECT, Modality.HAPPENED
    return pattern.event_type, told


def _verb_pattern(scene: Scene, verb: Token, passive: bool) -> VerbPattern | None:
    """The most specific sense that fits the verb's particle, object and prepositions."""
    particles = {child.lower for child in verb.all("compound:prt")}
    adverbs = {child.lower for child in verb.all("advmod")}
    objects = patients_of(verb) if passive else verb.all("obj")
    lemmas = _object_lemmas(objects)
    preps = {child.case() for child in verb.all(*OBLIQUE)}
    preps |= {child.case() for head in objects for child in head.all("nmod", "obl")}
    preps = {general for prep in preps for general in (prep, GENERAL.get(prep, prep))}
    for pattern in verb_patterns()[verb.lemma]:
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


def _object_lemmas(objects: list[Token]) -> set[str]:
    """The head nouns of the objects, alone and with a modifier ("joint exercise")."""
    heads = [part for head in objects for part in (head, *head.all("conj"))]
    pairs = {f"{child.lemma} {head.lemma}" for head in heads for child in head.all("amod", "compound")}
    return pairs | {head.lemma for head in heads} | {head.lower for head in heads}


def _habit(scene: Scene, verb: Token, pattern: VerbPattern, told: Modality) -> bool:
    """A present tense that tells a habit or a state of things, not a deed."""
    if told is not Modality.HAPPENED or scene.sentence.role in (Role.TITLE, Role.HEADING):
        return False
    auxiliaries = [child for child in verb.children if child.dep in ("aux", "aux:pass")]
    finite = auxiliaries[0] if auxiliaries else verb
    present = finite.tag in ("VBZ", "VBP") and finite.lemma not in ("have", "'ve", "’ve")
    if present:
        return pattern.event_type not in _SPOKEN or pattern.event_type is EventType.THREATEN
    return verb.tag == "VBG" and not auxiliaries and not _dated_gerund(verb)


def _dated_gerund(verb: Token) -> bool:
    """ "After requesting help …": a gerund that tells of a deed; a bare infinitive never does."""
    if verb.tag != "VBG" or verb.dep not in ("advcl", "acl"):
        return False
    marks = {child.lower for child in verb.children if child.dep in ("mark", "case")}
    return bool(marks & {"after", "before", "since", "by", "following", "despite"}) or (
        verb.dep == "advcl" and not marks
    )


def _recipients(
    scene: Scene, verb: Token, pattern: VerbPattern, objects: list[Token], passive: bool
) -> tuple[Actor, ...]:
    """Where the pattern says that the recipient stands; the first place that names somebody wins."""
    bodily = pattern.event_type in _BODILY
    if bodily and (against := [t for t in verb.subtree(_OTHER_CLAUSES) if t.case() == "against"]):
        found = actors_in(scene, against)
        if found:
            return found
    for place in pattern.recipient:
        if place == "none" or (place == "in" and bodily):  # where people are killed is not whom the deed is done to
            continue
        if place == "obj":
            found = actors_in(scene, objects)
        elif place == "poss-obj":
            found = possessors_of(scene, objects)
        else:
            found = after_prepositions(scene, verb, (place,)) or below_objects(
                scene, objects or verb.all(*OBLIQUE), place
            )
        if place == "obj" and objects and not found and bodily:
            patient = scene.arguments.speaker(objects[0], anybody=True)
            found = (patient,) if patient else ()  # "thirty soldiers were killed in X": they, not X
        if found:
            return found
    return ()
