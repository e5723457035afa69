"""Examples: for each candidate what the model is told, and what it should answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from texts import nearest, tops

from dragoman.read import sides, triggers
from dragoman.read.event_model import CLASSES
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.records import EventType, Modality

ANSWER = {name: place for place, name in enumerate(CLASSES)}
Clusters = Mapping[str, tuple[str, ...]]
SideExample = tuple[list[str], int]


@dataclass(slots=True, eq=False)
class Candidate:
    """A word that may tell a deed; `weight` 0 keeps it out of training, `sides` are the examples for its sides."""

    scene: Scene
    token: Token
    told: Modality | None
    features: list[str]
    answer: int = 0
    weight: float = 1.0
    sides: list[SideExample] = field(default_factory=list)


def candidates(scenes: Iterable[Scene], nouns: frozenset[str], clusters: Clusters) -> list[Candidate]:
    """Every candidate of a text, unlabelled."""
    found = []
    for scene in scenes:
        for token in triggers.candidates(scene, nouns):
            told = triggers.told_of(scene, token)
            found.append(Candidate(scene, token, told, triggers.features(scene, token, told, clusters)))
    return found


def nouns_of(rows: Iterable[tuple[dict[str, Any], list[Scene]]]) -> frozenset[str]:
    """The nouns that tell a deed in labelled texts."""
    found = set()
    for row, scenes in rows:
        for event in row["events"]:
            for scene in scenes:
                for token in tops(scene, event["start"], event["start"] + len(event["trigger"])):
                    if token.is_noun and token.naming is None:
                        found.add(token.lemma)
    return frozenset(found)


def labelled(row: dict[str, Any], scenes: list[Scene], nouns: frozenset[str], clusters: Clusters) -> list[Candidate]:
    """The candidates of a text whose triggers and sides are known."""
    found = candidates(scenes, nouns, clusters)
    for event in row["events"]:
        start, end = event["start"], event["start"] + len(event["trigger"])
        inside = [one for one in found if one.token.start < end and one.token.end > start]
        if not inside:
            continue
        tokens = [one.token for one in inside]
        chosen = next((one for one in inside if one.token.head not in tokens), inside[0])
        for one in inside:
            one.weight = float(one is chosen)
        chosen.answer = ANSWER[event["type"]]
        chosen.sides = side_examples(chosen, row["text"], scenes, event["actors"], event["recipients"])
    return found


def side_examples(
    one: Candidate, text: str, scenes: Sequence[Scene], actors: Sequence[str], recipients: Sequence[str]
) -> list[SideExample]:
    """The phrases around a trigger, each with its side."""
    where, climbed = sides.expected(one.token), sides.climb(one.token)
    event_type = EventType(CLASSES[one.answer])
    return [
        (sides.features(one.scene, one.token, event_type, where, climbed, token), answer)
        for token, answer in sided(one, text, scenes, actors, recipients)
    ]


def sided(
    one: Candidate, text: str, scenes: Sequence[Scene], actors: Sequence[str], recipients: Sequence[str]
) -> Iterator[tuple[Token, int]]:
    """The top words of the phrases around a trigger; a pronoun is what it leads to, one that leads nowhere is left out."""
    answers, keys = _named(one, text, scenes, actors, recipients)
    for token in sides.candidates(one.scene, one.token):
        answer = answers.get(token.i, 0)
        if token.tag in ("PRP", "PRP$") and token.i not in answers:
            meant = one.scene.arguments.alone(token)
            answer = next((keys[actor.key] for actor in meant if actor.key in keys), 0)
            if not meant:
                continue
        yield token, answer


def _named(
    one: Candidate, text: str, scenes: Sequence[Scene], actors: Sequence[str], recipients: Sequence[str]
) -> tuple[dict[int, int], dict[str, int]]:
    """The words of the trigger's sentence that name a side, and the keys of all who are named as one."""
    answers: dict[int, int] = {}
    keys: dict[str, int] = {}
    for answer, names in ((1, actors), (2, recipients)):
        spans = [span for name in names if (span := nearest(text, name, one.token.start))]
        for scene in scenes:
            for span in spans:
                heads = tops(scene, *span)
                head = next((token for token in heads if token.naming is not None or token.is_noun), None) or next(
                    iter(heads), None
                )
                if head is None:
                    continue
                if scene is one.scene:
                    answers[head.i] = answer
                keys.update((actor.key, answer) for actor in scene.arguments.alone(head))
    return answers, keys
