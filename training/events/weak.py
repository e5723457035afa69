"""Texts of which only the class of one deed is known: which word tells it is guessed by the model that is being trained.

Sentences of Zero-Shot-PLOVER (class, the words for both sides) and the headlines of NGEC's synthetic stories (class).
Their labels follow PLOVER, where a planned meeting is an agreement; the modality that the grammar gives leads back.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from texts import scenes, world

from dragoman.read.linear import Linear
from dragoman.read.scene import Scene
from dragoman.records import Modality
from examples import ANSWER, Candidate, side_examples

YIELD = ("CONCEDE", "RETREAT")
_PLANNED = {
    "CONSULT": "AGREE",
    "SUPPORT": "AGREE",
    "COOPERATE": "AGREE",
    "AID": "AGREE",
    "RETREAT": "YIELD",
    "CONCEDE": "YIELD",
}
_HOSTILE = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
_HEADLINE = 0.6  # what a headline weighs beside a sentence
_OTHER = 0.5  # what the other words of a text weigh, which tell no deed of their own: the label is that of the main one
_SIDES_FROM = 0.2  # sides are learnt from triggers that are at least so probable


@dataclass(slots=True, eq=False)
class WeakText:
    """A text with the class of its main deed and, if known, the words for its sides."""

    name: str
    text: str
    scenes: list[Scene]
    gold: str
    weight: float
    actors: Sequence[str] = ()
    recipients: Sequence[str] = ()
    candidates: list[Candidate] | None = None


def sentences(path: Path) -> Iterator[WeakText]:
    """The sentences of plv_train.jsonl."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["sentence"]
        actors, recipients = ([row[side]] if row[side] else [] for side in ("source", "target"))
        yield WeakText(row["id"], text, scenes(text), row["plover"], 1.0, actors, recipients)


def headlines(path: Path) -> Iterator[WeakText]:
    """The headlines of ngec_synthetic.jsonl.gz, one for each that differs in more than names; written as sentences."""
    seen = set()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text, key = _as_sentence(row["prompt"].split(" (")[0].strip())
            if (key, row["plover"]) not in seen:
                seen.add((key, row["plover"]))
                yield WeakText(row["id"], text, scenes(text), row["plover"], _HEADLINE)


def _as_sentence(headline: str) -> tuple[str, str]:
    """A headline with capitals in names only, and the same without names."""
    text, key, edge = "", "", 0
    for mention in sorted(world().mentions(headline), key=lambda mention: mention.start):
        small = headline[edge : mention.start].lower()
        text, key, edge = text + small + headline[mention.start : mention.end], key + small + "X", mention.end
    rest = headline[edge:].lower()
    whole = text + rest
    return whole[:1].upper() + whole[1:] + ".", key + rest


def assign(texts: Sequence[WeakText], model: Linear) -> None:
    """Choose the word that tells the deed in each text."""
    for text in texts:
        best: tuple[float, int, Candidate] | None = None
        for one in text.candidates or ():
            chances = model.probabilities(one.features)
            one.answer, one.sides = 0, []
            one.weight = _OTHER * text.weight
            for answer in answers(text.gold, one.told):
                if best is None or chances[answer] > best[0]:
                    best = (float(chances[answer]), answer, one)
        if best is not None:
            chance, answer, one = best
            one.answer, one.weight = answer, text.weight * min(1.0, 0.2 + 2 * chance)
            if chance >= _SIDES_FROM and (text.actors or text.recipients):
                one.sides = side_examples(one, text.text, text.scenes, text.actors, text.recipients)


def answers(gold: str, told: Modality | None) -> list[int]:
    """The classes that a trigger may have if the text's class is `gold` and its modality `told`."""
    same = YIELD if gold == "YIELD" else (gold,)
    if told is Modality.PLANNED:
        changed = [name for name, recoded in _PLANNED.items() if recoded == gold]
        kept = [name for name in same if name not in _PLANNED and name not in _HOSTILE]
        same = (*changed, *kept, *(_HOSTILE if gold == "THREATEN" else ()))
    elif told is Modality.HYPOTHETICAL and gold == "THREATEN":
        same = (*same, *_HOSTILE)
    return [ANSWER[name] for name in sorted(set(same))]
