"""Events: who did what to whom, read off verbs and nouns whose senses `data/verbs.csv` and `data/event_nouns.csv` list.

One finding for each predicate, with lists of actors and recipients: a summit of twenty is one event, not 380. No
event is
better than a wrong one: a deed needs at least one side that the world knows, a habit in the present tense is no event
("China uses the SCO …"), and neither is a bare infinitive of purpose.

Source: [PLOVER]
"""

from collections.abc import Iterator
from dataclasses import replace

from dragoman.read import modality
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.wordlists import NounPattern, VerbPattern, noun_patterns, organ_table, verb_patterns
from dragoman.records import Actor, Event, EventType, Modality, PartialDate, Role
from dragoman.world import EntityKind

METHOD = "rules/1"
_REFUSABLE = frozenset("accept recognise recognize agree approve acknowledge endorse ratify".split())
_BODILY = frozenset((EventType.ASSAULT, EventType.COERCE))
_OTHER_CLAUSES = frozenset(("ccomp", "parataxis", "conj", "acl:relcl"))
_FIGURATIVE = frozenset(
    "hybrid cold information trade existential diplomatic economic verbal propaganda proxy nuclear".split()
)
_SET_PLURALS = frozenset("talk negotiation consultation sanction exercise drill hostility protest".split())
_SPOKEN = frozenset(
    (EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.SUPPORT, EventType.PROTEST)
)
_WORDS = frozenset((EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE))
_OBLIQUE = ("obl", "nmod", "obl:arg", "obl:unmarked")
# a preposition of the word lists stands for its neighbours too
_GENERAL = {
    "toward": "to", "towards": "to", "into": "in", "inside": "in", "across": "in", "near": "in", "off": "in", "along": "in",
    "through": "in", "throughout": "in", "upon": "on", "over": "on", "onto": "on", "behind": "for", "around": "for", "outside": "at",
    "out of": "from", "together with": "with", "alongside": "with",
}  # fmt: skip
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")


def events(scene: Scene, source: str, published: PartialDate | None, insiders: frozenset[str]) -> Iterator[Event]:
    """The events of one sentence, in the order of their predicates; a question asserts none.

    `insiders` are the keys of those who made the document: that they met is the interview itself.
    """
    if scene.tokens[-1].text.endswith("?"):
        return
    found: list[tuple[Token, Event]] = []
    for token in scene.tokens:
        event = None
        if token.is_verb and not _adjective(token) and token.lemma in verb_patterns() and not _so_called(scene, token):
            event = _of_verb(scene, token, source)
        elif token.is_noun and token.naming is None:
            pattern = _noun_pattern(token)
            event = _of_noun(scene, token, pattern, source) if pattern else None
        if event is not None and not _told(event, token, found) and not _own_talk(event, insiders):
            found.append((token, _settled(event, published)))
    for _, event in found:
        yield event


def _told(event: Event, token: Token, found: list[tuple[Token, Event]]) -> bool:
    """Whether the sentence has told the same deed already ("held talks", "signed an agreement")."""
    sides = {actor.side for actor in (*event.actors, *event.recipients)}
    for other_token, other in found:
        same = {actor.side for actor in (*other.actors, *other.recipients)}
        if (
            other.event_type == event.event_type
            and (sides <= same or same <= sides)
            and abs(other_token.i - token.i) < 30
        ):
            return True
        if token.head is other_token and token.dep in ("obj", "nsubj:pass", "obl") and sides <= same:
            return True
    return False


def _adjective(token: Token) -> bool:
    """A participle that describes: "accepted terms", "have become accepted"."""
    linked = token.head is not None and token.head.lemma in ("become", "remain", "get", "seem")
    return token.dep == "amod" or (token.tag == "VBN" and token.dep == "xcomp" and linked)


def _so_called(scene: Scene, token: Token) -> bool:
    """The last part of a compound written with a hyphen."""
    return token.i > 0 and scene.tokens[token.i - 1].text == "-" and scene.tokens[token.i - 1].past == token.at


def _own_talk(event: Event, insiders: frozenset[str]) -> bool:
    sides = (*event.actors, *event.recipients)
    return event.event_type in (EventType.CONSULT, EventType.REQUEST) and any(
        actor.key in insiders or actor.name.casefold() in insiders for actor in sides
    )


def _settled(event: Event, published: PartialDate | None) -> Event:
    """A deed whose date lies wholly after publication is planned, whatever the tense."""
    if event.modality is Modality.HAPPENED and event.date and published and event.date.first > published.last:
        return replace(event, modality=Modality.PLANNED)
    return event


def _of_verb(scene: Scene, verb: Token, source: str) -> Event | None:
    subjects, objects, passive = _sides(scene, verb)
    pattern = _verb_pattern(scene, verb, passive)
    if pattern is None:
        return None
    told = modality.of_verb(verb)
    if verb.lemma in ("recognise", "recognize") and any(
        t.case() == "as" for t in verb.all(*_OBLIQUE, "advcl", "xcomp")
    ):
        return None  # "recognise X as unfriendly" is no recognition
    if told is Modality.HAPPENED and any(t.lower in ("nobody", "nothing", "none", "no") for t in objects):
        told = Modality.DENIED
    if told is None or _habit(scene, verb, pattern, told):
        return None
    actors = _actors(scene, subjects)
    if passive and not actors and subjects:
        agent = scene.arguments.speaker(subjects[0], anybody=True)
        actors = (agent,) if agent else ()
    if not actors and not passive and _acts_not(subjects):
        return None
    recipients = _recipients(scene, verb, pattern, objects, passive)
    event_type, told = _refused(verb, pattern, told)
    if event_type is EventType.RETREAT and any(_is_body(scene, actor) for actor in recipients):
        event_type = EventType.SANCTION
    if pattern.needs_recipient and not recipients:
        return None
    if pattern.reciprocal:
        actors, recipients = _joined(_joined(actors, recipients), _obliques(scene, verb, ("with",))), ()
    return _event(scene, verb, event_type, told, actors, recipients, source, "verb")


def _event(
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
    return Event(
        source=source,
        span=scene.sentence.span,
        voice=scene.voice(predicate),
        method=f"{METHOD} {rule}:{predicate.lemma}",
        event_type=event_type,
        modality=told,
        actors=actors,
        recipients=recipients,
        date=scene.date_of(predicate),
        place=scene.place_of(predicate),
    )


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


def _is_body(scene: Scene, actor: Actor) -> bool:
    """Whether one leaves it by an act of state: an organisation or a treaty, not a country."""
    entity = scene.arguments.world.entity(actor.id) if actor.id else None
    return entity is not None and entity.kind is EntityKind.ORGANISATION


def _sides(scene: Scene, verb: Token) -> tuple[list[Token], list[Token], bool]:
    """Subject and object tokens of a verb, those inherited from the verbs and nouns above it included."""
    passive = bool(verb.child("nsubj:pass", "aux:pass")) or (verb.tag == "VBN" and verb.dep == "acl")
    if passive:
        patients = (
            verb.all("nsubj:pass") or _inherited(verb) or ([verb.head] if verb.dep == "acl" and verb.head else [])
        )
        agents = verb.all("obl:agent") or [t for t in verb.all(*_OBLIQUE) if t.case() == "by" and t.naming]
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


def _verb_pattern(scene: Scene, verb: Token, passive: bool) -> VerbPattern | None:
    """The most specific sense that fits the verb's particle, object and prepositions."""
    particles = {child.lower for child in verb.all("compound:prt")}
    adverbs = {child.lower for child in verb.all("advmod")}
    objects = _patients(verb) if passive else verb.all("obj")
    lemmas = _object_lemmas(objects)
    preps = {child.case() for child in verb.all(*_OBLIQUE)}
    preps |= {child.case() for head in objects for child in head.all("nmod", "obl")}
    preps = {general for prep in preps for general in (prep, _GENERAL.get(prep, prep))}
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


def _patients(verb: Token) -> list[Token]:
    """What a passive verb was done to."""
    return verb.all("nsubj:pass") or ([verb.head] if verb.dep == "acl" and verb.head else [])


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


def _actors(scene: Scene, tokens: list[Token]) -> tuple[Actor, ...]:
    found: list[Actor] = []
    for token in tokens:
        found.extend(actor for actor in scene.arguments.actors(token) if all(actor.key != a.key for a in found))
    known = [actor for actor in found if actor.id or actor.state]
    return tuple(known or found)


def _recipients(
    scene: Scene, verb: Token, pattern: VerbPattern, objects: list[Token], passive: bool
) -> tuple[Actor, ...]:
    """Where the pattern says that the recipient stands; the first place that names somebody wins."""
    bodily = pattern.event_type in _BODILY
    if bodily and (against := [t for t in verb.subtree(_OTHER_CLAUSES) if t.case() == "against"]):
        found = _actors(scene, against)
        if found:
            return found
    for place in pattern.recipient:
        if place == "none" or (place == "in" and bodily):  # where people are killed is not whom the deed is done to
            continue
        if place == "obj":
            found = _actors(scene, objects)
        elif place == "poss-obj":
            found = _possessors(scene, objects)
        else:
            found = _obliques(scene, verb, (place,)) or _below(scene, objects or verb.all(*_OBLIQUE), place)
        if place == "obj" and objects and not found and bodily:
            patient = scene.arguments.speaker(objects[0], anybody=True)
            found = (patient,) if patient else ()  # "thirty soldiers were killed in X": they, not X
        if found:
            return found
    return ()


def _obliques(scene: Scene, verb: Token, preps: tuple[str, ...]) -> tuple[Actor, ...]:
    """Named participants after a preposition, on the verb or on what it is joined to."""
    tokens = [token for token in verb.all(*_OBLIQUE) if _stands(token, preps)]
    if "to" in preps:
        tokens = verb.all("iobj") + tokens
    return _actors(scene, tokens)


def _stands(token: Token, preps: tuple[str, ...]) -> bool:
    """Whether a phrase is introduced by one of the prepositions, or by one that it stands for."""
    prep = token.case()
    return prep in preps or _GENERAL.get(prep) in preps


def _below(scene: Scene, objects: list[Token], prep: str) -> tuple[Actor, ...]:
    """Participants after a preposition on the object: "imposed sanctions on X", "signed an agreement with X"."""
    preps = (prep, "by") if prep == "of" else (prep,)
    return _actors(scene, [token for head in objects for token in head.all("nmod", "obl") if _stands(token, preps)])


def _possessors(scene: Scene, objects: list[Token]) -> tuple[Actor, ...]:
    """Whose object it is: "Russia's request", "the independence of Kazakhstan", "the Russian proposal"."""
    found: list[Actor] = []
    for head in objects:
        for child in head.children:
            if child.dep == "nmod:poss" or (child.dep == "nmod" and child.case() in ("of", "by", "from")):
                found.extend(scene.arguments.actors(child))
            elif child.dep in ("amod", "compound") and (naming := child.naming) is not None and naming.acts:
                found.append(naming.actor)
    return tuple(found)


def _joined(first: tuple[Actor, ...], second: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return (*first, *(actor for actor in second if all(actor.key != other.key for other in first)))


def _noun_pattern(noun: Token) -> NounPattern | None:
    """The sense of a noun, that of "telephone conversation" before that of "conversation"."""
    table = noun_patterns()
    for child in noun.all("nmod"):
        pattern = table.get(f"{noun.lemma} of {child.lemma}") if child.case() == "of" else None
        if pattern:
            return pattern
    for child in noun.all("compound", "amod"):
        pattern = table.get(f"{child.lemma} {noun.lemma}")
        if pattern:
            return pattern
    return table.get(noun.lemma)


def _of_noun(scene: Scene, noun: Token, pattern: NounPattern, source: str) -> Event | None:
    told = modality.of_noun(noun, pattern.support, scene.clauses_on(noun))
    if told is None or _unspecific(scene, noun, pattern):
        return None
    carrier = noun.head if noun.head is not None and noun.dep in ("obj", "nsubj:pass") else None
    if carrier is not None and carrier.lemma not in pattern.support:
        carrier = None
    actors = _noun_side(scene, noun, carrier, pattern.actor, every=pattern.reciprocal)
    if carrier is not None and carrier.lemma in pattern.support:
        actors = _joined(_actors(scene, _sides(scene, carrier)[0]), actors)
    recipients = _noun_side(scene, noun, carrier, pattern.recipient, without=actors)
    if pattern.reciprocal:
        actors, recipients = _joined(actors, recipients), ()
    if pattern.needs in ("actor", "both") and not actors:
        return None
    if (pattern.needs == "recipient" and not recipients) or (
        pattern.needs == "both" and len(actors) + len(recipients) < 2
    ):
        return None
    event_type = pattern.event_type
    if event_type is EventType.RETREAT and any(_is_body(scene, actor) for actor in recipients):
        event_type = EventType.SANCTION
    return _event(scene, noun, event_type, told, actors, recipients, source, "noun")


def _unspecific(scene: Scene, noun: Token, pattern: NounPattern) -> bool:
    """A figure of speech ("hybrid war"), or plural acts in general ("American investments in the region")."""
    if (
        any(child.lemma in _FIGURATIVE for child in noun.all("amod", "compound"))
        and pattern.event_type is EventType.ASSAULT
    ):
        return True
    plural = noun.tag == "NNS" and noun.lemma not in _SET_PLURALS
    return plural and scene.date_of(noun) is None and noun.child("nummod") is None


def _noun_side(
    scene: Scene,
    noun: Token,
    carrier: Token | None,
    places: tuple[str, ...],
    *,
    every: bool = False,
    without: tuple[Actor, ...] = (),
) -> tuple[Actor, ...]:
    """The participants at the places of a noun ("poss" or prepositions), best first; at every place for reciprocal
    acts.
    """
    taken = {actor.key for actor in without}
    found: tuple[Actor, ...] = ()
    for place in places:
        if place == "poss":
            here = _owners(scene, noun)
        else:
            hanging = [*noun.all("nmod", "obl", "acl"), *(carrier.all(*_OBLIQUE) if carrier is not None else ())]
            if place in ("between", "with", "among"):  # "the Agreement on Strategic Partnership between X and Y"
                hanging += [inner for outer in noun.all("nmod") for inner in outer.all("nmod")]
            here = _actors(scene, [token for token in hanging if _stands(token, (place,))])
        here = tuple(actor for actor in here if actor.key not in taken)
        found = _joined(found, here)
        if here and not every:
            break
    return found


def _owners(scene: Scene, noun: Token) -> tuple[Actor, ...]:
    """Possessors and demonyms before a noun: "Lavrov's visit", "the Russian invasion", "an OTS summit"."""
    found = _actors(scene, noun.all("nmod:poss"))
    for child in noun.all("amod", "compound"):
        naming = child.naming
        if naming is not None and naming.acts:
            found = _joined(found, (naming.actor,))
    return found
