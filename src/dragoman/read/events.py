"""Events: who did what to whom, decided by the trained model (`event_model`) on what grammar and word lists propose.

One finding for each trigger, with lists of actors and recipients: a summit of twenty is one event, not 380. No event
is better than a wrong one: what is less probable than the model's threshold is left out, and a deed of nobody whom the
world knows has to be surer than others. All who meet, sign or fight each other are actors.

Source: [PLOVER]
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dragoman.read import ballots, sides, triggers
from dragoman.read.encoder.witness import scaled
from dragoman.read.event_model import CLASSES, VERSION, Model, load
from dragoman.read.modality_model import settled
from dragoman.read.nominal import carrier_of
from dragoman.read.participants import is_body, meant
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.wordlists import verb_patterns
from dragoman.records import Actor, Event, EventType, Modality, PartialDate

_REFUSABLE = frozenset("accept recognise recognize agree approve acknowledge endorse ratify".split())
_SORT = ("verb", "noun")  # of trigger, in the method of an event
_PLAIN_AUXILIARIES = frozenset("do does did has have had".split())
_AT_HOME = frozenset((EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.ACCUSE))
_WITNESSED = "+encoder"  # behind the version, where the encoder was heard
_NEVER = 2.0  # a confidence that nothing reaches
_NEAR = 30  # words within which the same deed of the same sides is told twice


@dataclass(frozen=True, slots=True)
class Deed:
    """A trigger with the class that the model gives it; `told` is None if its form asserts nothing.

    `passing`: a surer one stands in the same sentence, so that this one may be told in passing.
    """

    trigger: Token
    event_type: EventType
    confidence: float
    told: Modality | None
    passing: bool = False


def events(
    scene: Scene, source: str, published: PartialDate | None, insiders: frozenset[str], model: Model | None = None
) -> Iterator[Event]:
    """The events of one sentence, in the order of their triggers; a question asserts none.

    `insiders` are the keys of those who made the document: that they met is the interview itself.
    """
    if scene.tokens[-1].text.endswith("?"):
        return
    model = model or load()
    weighed = [(deed, _least(scene, deed, model)) for deed in _proposed(scene, model)]
    found = list(_events(scene, _sure(weighed, model), source, model, insiders))
    if not found:
        found = [
            told for told in _events(scene, _alone(weighed, model), source, model, insiders) if _by_somebody(told[1])
        ]
    for number, (token, event) in enumerate(found):
        if not _told(event, token, found[:number], found[number + 1 :]):
            yield _settled(event, published)


def _events(
    scene: Scene, deeds: Iterable[Deed], source: str, model: Model, insiders: frozenset[str]
) -> Iterator[tuple[Token, Event]]:
    """Deeds as events, if enough is known of their sides, with their triggers."""
    for deed in deeds:
        event = _event(scene, deed, source, model)
        if event is not None and not _own_talk(event, insiders):
            yield deed.trigger, event


def _sure(weighed: list[tuple[Deed, float]], model: Model) -> list[Deed]:
    """The deeds that are as sure as they have to be, in the order of the sentence.

    What only the word lists vouch for is left out beside the verb that carries it: "signed an agreement".
    """
    kept = [(deed, least) for deed, least in weighed if deed.confidence >= least]
    verbs = [deed.trigger for deed, _ in kept]
    kept = [one for one in kept if one[0].confidence >= model.threshold or carrier_of(one[0].trigger) not in verbs]
    surest = max((deed.confidence for deed, _ in kept), default=0.0)
    return [replace(deed, passing=model.threshold_listed < least and deed.confidence < surest) for deed, least in kept]


def _alone(weighed: list[tuple[Deed, float]], model: Model) -> list[Deed]:
    """The likeliest deed of a sentence that tells no sure one; the first of equals."""
    likely = [deed for deed, least in weighed if least < _NEVER and deed.confidence >= model.threshold_alone]
    return sorted(likely, key=lambda deed: -deed.confidence)[:1]


def _by_somebody(event: Event) -> bool:
    return any(actor.id or actor.state for actor in event.actors)


def _proposed(scene: Scene, model: Model) -> Iterator[Deed]:
    asked = list(triggers.candidates(scene, model.nouns))
    if not asked:
        return
    heard = model.heard(triggers.gist(scene, model.clusters))
    least = min(model.threshold_listed, model.threshold_alone)
    for token in asked:
        told = triggers.told_of(scene, token)
        beside = heard if scene.witness is None else heard * scene.witness.deed(token)
        chances = model.chances(triggers.features(scene, token, told, model.clusters), beside)
        place = 1 + int(chances[1:].argmax())
        confidence = model.confidence(float(chances[place]))
        if confidence >= least:
            yield Deed(token, EventType(CLASSES[place]), confidence, told)


def _least(scene: Scene, deed: Deed, model: Model) -> float:
    """How sure the model has to be of a deed, by its words; a bare infinitive tells none.

    What may be a habit or a state of things, or is of doubtful form, has to be surer than others; one that the word
    lists know as well, and that is dated or the object of its own verb, is two times witnessed, and may be less sure.
    """
    token, told = deed.trigger, deed.told
    if told is None:
        return _NEVER
    if triggers.is_general(scene, token, told, deed.event_type):
        return model.threshold_general
    if triggers.sense_of(scene, token, told) is deed.event_type and (
        scene.date_of(token) is not None or triggers.is_carried(token)
    ):
        return model.threshold_listed
    return model.threshold_doubtful if triggers.is_doubtful(scene, token, told) else model.threshold


def _event(scene: Scene, deed: Deed, source: str, model: Model) -> Event | None:
    """The deed with its sides, if enough is known of them."""
    if ballots.is_opposed(deed.trigger):
        return None
    event_type, told = _refused(scene, deed)
    actors, recipients = _sides(scene, deed, model)
    if ballots.is_vote(deed.trigger):
        vote = ballots.cast(scene, deed.trigger, event_type, recipients)
        if vote is None:
            return None
        own = {actor.side for actor in actors}
        event_type, recipients = vote.event_type, tuple(one for one in vote.recipients if one.side not in own)
    if event_type is EventType.CONSULT and triggers.is_mutual(deed.trigger):
        actors, recipients = (*actors, *recipients), ()
    if event_type is EventType.RETREAT and any(is_body(scene, actor) for actor in recipients):
        event_type = EventType.SANCTION
    if deed.confidence < _asked(deed, told, actors, recipients, model):
        return None
    date = scene.date_of(deed.trigger)
    return Event(
        source=source,
        span=scene.sentence.span,
        voice=scene.voice(deed.trigger),
        method=f"{VERSION}{'' if scene.witness is None else _WITNESSED} {_SORT[deed.trigger.is_noun]}:{deed.trigger.lemma}",
        confidence=round(deed.confidence, 3),
        event_type=event_type,
        modality=told,
        actors=scene.on_day_of(date, actors),
        recipients=scene.on_day_of(date, recipients),
        date=date,
        place=scene.place_of(deed.trigger),
        notes=scene.notes_on((*actors, *recipients)),
    )


def _asked(deed: Deed, told: Modality, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], model: Model) -> float:
    """How sure a deed has to be, given who takes part: one told in passing surer, if a side is missing or unknown.

    A deed of nobody that did not take place tells nothing.
    """
    known = [any(actor.id or actor.state for actor in side) for side in (actors, recipients)]
    if not actors and (not recipients or told in (Modality.HYPOTHETICAL, Modality.DEMANDED)):
        return _NEVER
    if not any(known):
        return model.threshold_unknown
    complete = known[0] and (known[1] or len(actors) > 1)
    return model.threshold_beside if deed.passing and not complete else 0.0


def _sides(scene: Scene, deed: Deed, model: Model) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Actors and recipients, each once; nobody is both, and a state is not the recipient of its own diplomacy.

    Where no phrase is sure enough, the likeliest name is taken if it is likely at all.
    """
    asked = list(side_chances(scene, deed.trigger, deed.event_type, model))
    chosen: tuple[list[Token], list[Token]] = ([], [])
    for token, chances in asked:
        if chances[1] >= model.actor and chances[1] >= chances[2]:
            if not sides.is_no_actor(scene, deed.trigger, token):
                chosen[0].append(token)
        elif chances[2] >= model.recipient:
            chosen[1].append(token)
    for side, tokens in enumerate(chosen, 1):
        if not tokens:
            left = [
                (chances[side], -place, token)
                for place, (token, chances) in enumerate(asked)
                if _may(scene, deed.trigger, token, chosen, chances, side)
            ]
            tokens += [token for chance, _, token in sorted(left, key=lambda one: one[:2])[-1:] if chance >= model.name]
    actors, recipients = (_known_first(scene, tokens) for tokens in chosen)
    taken = {actor.key for actor in actors}
    own = {actor.side for actor in actors} if deed.event_type not in _AT_HOME else set()
    return actors, tuple(actor for actor in recipients if actor.key not in taken and actor.side not in own)


def _may(
    scene: Scene,
    trigger: Token,
    token: Token,
    chosen: tuple[list[Token], list[Token]],
    chances: tuple[float, ...],
    side: int,
) -> bool:
    """Whether a name that no side has taken is likelier on this side than on the other.

    Where a deed was done, and whoever does something else in a clause beside it, is not its actor.
    """
    if token.naming is None or token in (*chosen[0], *chosen[1]) or chances[side] < chances[3 - side]:
        return False
    return side != 1 or not (sides.is_no_actor(scene, trigger, token) or sides.is_apart(trigger, token))


def _known_first(scene: Scene, tokens: list[Token]) -> tuple[Actor, ...]:
    """Those for whom the words stand, each once; the unnamed only if nobody is named."""
    found = {actor.key: actor for token in reversed(tokens) for actor in reversed(meant(scene, token))}
    actors = tuple(reversed(found.values()))
    return tuple(actor for actor in actors if actor.id or actor.state) or actors


def side_chances(
    scene: Scene, trigger: Token, event_type: EventType, model: Model
) -> Iterator[tuple[Token, tuple[float, ...]]]:
    """The words that may name a side, with the probabilities that they are neither, actor or recipient."""
    where, climbed = sides.expected(trigger), sides.climb(trigger)
    for token in sides.candidates(scene, trigger):
        told = sides.features(scene, trigger, event_type, where, climbed, token)
        chances = model.sides.probabilities(told)
        if scene.witness is not None:
            chances = scaled(chances * scene.witness.side(trigger, token))
        yield token, tuple(chances.tolist())


def _refused(scene: Scene, deed: Deed) -> tuple[EventType, Modality]:
    """Class and modality: "did not accept", "do not recognise" is a refusal, which is a deed of its own.

    Where only the negation makes a refusal of a verb ("will not lift the embargo"), it has been told by the class.
    """
    verb = deed.trigger
    told = settled(scene, verb) if deed.told else Modality.HAPPENED
    plain = all(child.lower in _PLAIN_AUXILIARIES for child in verb.all("aux"))
    if told is Modality.DENIED and verb.lemma in _REFUSABLE and plain:
        return EventType.REJECT, Modality.HAPPENED
    if told is Modality.DENIED and deed.event_type is EventType.REJECT and verb.is_verb:
        senses = [sense for sense in verb_patterns().get(verb.lemma, ()) if not sense.particle]
        refuses = any(sense.event_type is EventType.REJECT for sense in senses)
        return EventType.REJECT, told if refuses else Modality.HAPPENED
    return deed.event_type, told


def _told(event: Event, token: Token, before: list[tuple[Token, Event]], after: list[tuple[Token, Event]]) -> bool:
    """Whether the sentence tells the same deed elsewhere, and tells more of it ("held talks", "signed an agreement")."""
    sides_told = {actor.side for actor in (*event.actors, *event.recipients)}
    for others, earlier in ((before, True), (after, False)):
        for other_token, other in others:
            same = {actor.side for actor in (*other.actors, *other.recipients)}
            if other.event_type != event.event_type or abs(other_token.i - token.i) >= _NEAR:
                continue
            if (sides_told <= same) if earlier else (sides_told < same):
                return True
    return False


def _own_talk(event: Event, insiders: frozenset[str]) -> bool:
    told = (*event.actors, *event.recipients)
    return event.event_type in (EventType.CONSULT, EventType.REQUEST) and any(
        actor.key in insiders or actor.name.casefold() in insiders for actor in told
    )


def _settled(event: Event, published: PartialDate | None) -> Event:
    """A deed whose date lies wholly after publication is planned, whatever the tense."""
    if event.modality is Modality.HAPPENED and event.date and published and event.date.first > published.last:
        return replace(event, modality=Modality.PLANNED)
    return event
