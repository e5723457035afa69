"""Events: who did what to whom, read off verbs and nouns whose senses `data/verbs.csv` and `data/event_nouns.csv`
list.

One finding for each predicate, with lists of actors and recipients: a summit of twenty is one event, not 380. No
event is better than a wrong one: a deed needs at least one side that the world knows.

Source: [PLOVER]
"""

from collections.abc import Iterator
from dataclasses import replace

from dragoman.read.nominal import event_of_noun, noun_pattern
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.read.verbal import event_of_verb
from dragoman.read.wordlists import verb_patterns
from dragoman.records import Event, EventType, Modality, PartialDate


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
            event = event_of_verb(scene, token, source)
        elif token.is_noun and token.naming is None:
            pattern = noun_pattern(token)
            event = event_of_noun(scene, token, pattern, source) if pattern else None
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
