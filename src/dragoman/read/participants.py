"""Participants: who stands where in the syntax of a deed, and the event that they make.

A phrase counts after its own preposition and after those that it stands for ("toward" for "to"). Subjects are
inherited from the verbs above; a list counts whole.
"""

from dragoman.read import modality
from dragoman.read.scene import METHOD, Scene
from dragoman.read.syntax import Token
from dragoman.records import Actor, Event, EventType, Modality
from dragoman.world import EntityKind

OBLIQUE = ("obl", "nmod", "obl:arg", "obl:unmarked")
# a preposition of the word lists stands for its neighbours too
GENERAL = {
    "toward": "to", "towards": "to", "into": "in", "inside": "in", "across": "in", "near": "in", "off": "in", "along": "in",
    "through": "in", "throughout": "in", "upon": "on", "over": "on", "onto": "on", "behind": "for", "around": "for", "outside": "at",
    "out of": "from", "together with": "with", "alongside": "with",
}  # fmt: skip
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")


def event_of(
    scene: Scene,
    predicate: Token,
    event_type: EventType,
    told: Modality,
    actors: tuple[Actor, ...],
    recipients: tuple[Actor, ...],
    source: str,
    rule: str,
) -> Event | None:
    """The event, if enough is known of its sides."""
    recipients = tuple(a for a in recipients if all(a.key != b.key for b in actors))
    if not any(actor.id or actor.state for actor in (*actors, *recipients)):
        return None
    if not actors and len(recipients) != 1:
        return None
    date = scene.date_of(predicate)
    return Event(
        source=source,
        span=scene.sentence.span,
        voice=scene.voice(predicate),
        method=f"{METHOD} {rule}:{predicate.lemma}",
        event_type=event_type,
        modality=told,
        actors=scene.on_day_of(date, actors),
        recipients=scene.on_day_of(date, recipients),
        date=date,
        place=scene.place_of(predicate),
        notes=scene.notes_on((*actors, *recipients)),
    )


def sides_of(scene: Scene, verb: Token) -> tuple[list[Token], list[Token], bool]:
    """Subject and object tokens of a verb, those inherited from the verbs and nouns above it included."""
    passive = bool(verb.child("nsubj:pass", "aux:pass")) or (verb.tag == "VBN" and verb.dep == "acl")
    if passive:
        patients = patients_of(verb) or _inherited(verb)
        agents = verb.all("obl:agent") or [t for t in verb.all(*OBLIQUE) if t.case() == "by" and t.naming]
        return agents, patients, True
    subjects = verb.all("nsubj", "nsubj:outer") or _inherited(verb)
    if not subjects and verb.dep == "acl" and verb.head is not None and verb.tag in ("VBG", "VB"):
        subjects = verb.head.all("nsubj") if verb.head.child("cop") else [verb.head]
    return subjects, verb.all("obj", "iobj"), False


def _inherited(verb: Token) -> list[Token]:
    """The subject of a verb that has none of its own: of the verb that it is joined to or that governs it."""
    seen = verb
    for _ in range(4):
        head = seen.head
        if head is None or seen.dep not in ("conj", "xcomp", "advcl", "ccomp"):
            return []
        if seen.dep == "xcomp" and head.lemma in modality.OBJECT_CONTROL:
            return head.all("obj", "nsubj:pass")
        subjects = head.all(*_SUBJECTS)
        if subjects:
            return subjects
        if head.dep == "acl" and head.head is not None:
            return [head.head]
        seen = head
    return []


def patients_of(verb: Token) -> list[Token]:
    """What a passive verb was done to."""
    return verb.all("nsubj:pass") or ([verb.head] if verb.dep == "acl" and verb.head else [])


def is_body(scene: Scene, actor: Actor) -> bool:
    """Whether one leaves it by an act of state: an organisation or a treaty, not a country."""
    entity = scene.arguments.world.entity(actor.id) if actor.id else None
    return entity is not None and entity.kind is EntityKind.ORGANISATION


def actors_in(scene: Scene, tokens: list[Token]) -> tuple[Actor, ...]:
    """Those for whom the phrases stand, each once; the unnamed only if nobody is named."""
    found: list[Actor] = []
    for token in tokens:
        found.extend(actor for actor in scene.arguments.actors(token) if all(actor.key != a.key for a in found))
    known = [actor for actor in found if actor.id or actor.state]
    return tuple(known or found)


def after_prepositions(scene: Scene, verb: Token, preps: tuple[str, ...]) -> tuple[Actor, ...]:
    """Named participants after a preposition, on the verb or on what it is joined to."""
    tokens = [token for token in verb.all(*OBLIQUE) if stands_after(token, preps)]
    if "to" in preps:
        tokens = verb.all("iobj") + tokens
    return actors_in(scene, tokens)


def stands_after(token: Token, preps: tuple[str, ...]) -> bool:
    """Whether a phrase is introduced by one of the prepositions, or by one that it stands for."""
    prep = token.case()
    return prep in preps or GENERAL.get(prep) in preps


def below_objects(scene: Scene, objects: list[Token], prep: str) -> tuple[Actor, ...]:
    """Participants after a preposition on the object: "imposed sanctions on X", "signed an agreement with X"."""
    preps = (prep, "by") if prep == "of" else (prep,)
    return actors_in(
        scene, [token for head in objects for token in head.all("nmod", "obl") if stands_after(token, preps)]
    )


def possessors_of(scene: Scene, objects: list[Token]) -> tuple[Actor, ...]:
    """Whose object it is: "Russia's request", "the independence of Kazakhstan", "the Russian proposal"."""
    found: list[Actor] = []
    for head in objects:
        for child in head.children:
            if child.dep == "nmod:poss" or (child.dep == "nmod" and child.case() in ("of", "by", "from")):
                found.extend(scene.arguments.actors(child))
            elif child.dep in ("amod", "compound") and (naming := child.naming) is not None and naming.acts:
                found.append(naming.actor)
    return tuple(found)


def joined(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Both lists as one, each actor once."""
    return (*first, *(actor for actor in second if all(actor.key != other.key for other in first)))
