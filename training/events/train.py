"""Train the event reader's three linear models.

usage: python training/events/train.py DATA… OUT

DATA: files of labelled sentences (events*.jsonl: trigger, class, sides), plv_train.jsonl (class, words for the sides),
petrarch_unit_tests.jsonl (class, codes of the sides), ngec_synthetic.jsonl.gz (class of a headline), clusters.txt
(groups of like words, by `clusters.py`). Any may be missing but one
events*.jsonl. OUT: the file of weights; the reader loads src/dragoman/data/model/events.npz.

Needs scikit-learn beside Dragoman. A tenth of the labelled sentences is held out, sets calibration and thresholds, and
is reported on. Nothing is drawn at random; the hashes of the data are printed.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import calibrate
import records
import weak
from linear import fit
from texts import scenes

from dragoman.read import triggers
from dragoman.read.event_model import CLASSES, SIDES, Model, arrays_of
from dragoman.read.events import events
from dragoman.read.linear import Linear
from dragoman.read.scene import Scene
from dragoman.read.weights import pack
from examples import Candidate, Clusters, candidates, labelled, nouns_of

STRENGTH = 0.5  # inverse of the L2 penalty
ROUNDS = 2  # of guessing the trigger in texts that only have a class
WEAK_SIDES = 0.7
UNKNOWN = 0.4  # confidence that a deed of nobody known needs: it is of less use, and oftener wrong
BESIDE = 0.4  # confidence that a deed needs beside a surer one in its sentence: many are told in passing
DOUBTFUL = 0.5  # confidence that a deed needs which a thing does, or which lacks somebody whom it needs
LISTED = 0.1  # confidence that a dated deed needs which the word lists know as well
GENERAL = 0.5  # confidence that a deed needs which may be a habit
ALONE = 0.25  # confidence that the likeliest deed of somebody known needs in a sentence that tells no sure one
NAME = 0.2  # probability from which the likeliest name fills a side that nothing else fills
HELD = 10  # every tenth text of ours is held out
PARTS = 5  # parts of the prose sentences, each read by models that have not seen it, to calibrate
_PROSE = "events_prose"  # most of its texts tell no deed, as in what the reader is used on
_SPEECH = "events_modality"  # marks what is promised or threatened, which the other files leave unmarked


@dataclass(slots=True)
class Data:
    """Everything that is trained on."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    scenes: list[list[Scene]] = field(default_factory=list)
    texts: list[weak.WeakText] = field(default_factory=list)
    clusters: Clusters = field(default_factory=dict)
    nouns: frozenset[str] = frozenset()
    labelled: list[list[Candidate]] = field(default_factory=list)


def read_data(paths: Sequence[Path]) -> Data:
    """The files by their names; their hashes are printed."""
    data = Data()
    for path in paths:
        print(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), flush=True)
        if path.name.startswith("plv"):
            data.texts += weak.sentences(path)
        elif path.name.startswith("petrarch"):
            data.texts += records.records(path)
        elif path.name.startswith("ngec"):
            data.texts += weak.headlines(path)
        elif path.suffix == ".txt":
            lines = path.read_text(encoding="utf-8").splitlines()
            data.clusters = {word: tuple(names) for word, *names in map(str.split, lines)}
        else:
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            data.rows += [row | {"file": path.stem} for row in rows]
    data.scenes = [scenes(row["text"]) for row in data.rows]
    data.nouns = nouns_of(zip(data.rows, data.scenes, strict=True))
    for row, parsed in zip(data.rows, data.scenes, strict=True):
        found = labelled(row, parsed, data.nouns, data.clusters)
        if row["file"] == _SPEECH:
            _only_acts(found)
        data.labelled.append(found)
    for text in data.texts:
        text.candidates = candidates(text.scenes, data.nouns, data.clusters)
    return data


def _only_acts(found: list[Candidate]) -> None:
    """Leave out the contents of speech acts, where the conventions of the files differ."""
    triggers = [one.token for one in found if one.answer]
    for one in found:
        if one.answer and one.token.dep in ("xcomp", "ccomp") and one.token.head in triggers:
            one.weight = 0.0


@dataclass(frozen=True, slots=True)
class Learnt:
    """The three models."""

    triggers: Linear
    gist: Linear
    sides: Linear


def learn(own: Sequence[Candidate], texts: Sequence[weak.WeakText], clusters: Clusters) -> Learnt:
    """The models, from labelled candidates and texts with a class."""
    kept = [one for one in own if one.weight]
    model = _triggers(kept)
    for _ in range(ROUNDS if texts else 0):
        weak.assign(texts, model)
        model = _triggers([*kept, *(one for text in texts for one in text.candidates or () if one.weight)])
    examples = [(*example, 1.0) for one in kept for example in one.sides]
    examples += [(*example, WEAK_SIDES) for text in texts for one in text.candidates or () for example in one.sides]
    told, answers, weights = zip(*examples, strict=True)
    return Learnt(model, _gist(kept, texts, clusters), fit(told, answers, weights, SIDES, STRENGTH))


def _gist(own: Sequence[Candidate], texts: Sequence[weak.WeakText], clusters: Clusters) -> Linear:
    """The model of sentences: a sentence of several classes counts for each in part, one of ours without a deed for none."""
    told: dict[int, tuple[Scene, float, set[int]]] = {}
    for one in own:
        told.setdefault(id(one.scene), (one.scene, 1.0, set()))[2].update([one.answer] if one.answer else [])
    for text in texts:
        for one in text.candidates or ():
            if one.answer:
                told.setdefault(id(one.scene), (one.scene, text.weight, set()))[2].add(one.answer)
    rows = [
        (triggers.gist(scene, clusters), answer, weight / max(1, len(answers)))
        for scene, weight, answers in told.values()
        for answer in sorted(answers) or [0]
    ]
    features, answers, weights = zip(*rows, strict=True)
    return fit(features, answers, weights, CLASSES, STRENGTH)


def _triggers(examples: Sequence[Candidate]) -> Linear:
    told = [one.features for one in examples]
    return fit(told, [one.answer for one in examples], [one.weight for one in examples], CLASSES, STRENGTH)


def held_out(data: Data) -> list[bool]:
    """Which of our own texts are held out."""
    return [place % HELD == HELD // 2 for place in range(len(data.rows))]


def unseen_prose(data: Data, texts: Sequence[weak.WeakText]) -> list[tuple[Learnt, list[Candidate]]]:
    """The prose sentences in parts, each with models that have not seen it; those held out are in none.

    Without them the dense sentences serve, whose deeds are far too likely for prose.
    """
    held = held_out(data)
    asked = [place for place, row in enumerate(data.rows) if row["file"] == _PROSE and not held[place]]
    asked = asked or [place for place, out in enumerate(held) if not out]
    parts = []
    for part in range(PARTS):
        left = set(asked[part::PARTS])
        seen = [place for place, out in enumerate(held) if not out and place not in left]
        parts.append((learn(_of(data, seen), texts, data.clusters), _of(data, sorted(left))))
    return parts


def _of(data: Data, places: Sequence[int]) -> list[Candidate]:
    return [one for place in places for one in data.labelled[place]]


def settle(
    data: Data, learnt: Learnt, held: Sequence[Candidate], prose: Sequence[tuple[Learnt, Sequence[Candidate]]]
) -> Model:
    """The model with thresholds for sides from held texts; calibration and the threshold for deeds from prose."""
    model = Model(
        learnt.triggers, learnt.gist, learnt.sides, data.nouns, data.clusters,
        share=0.0, slope=1.0, shift=0.0, threshold=0.5, threshold_unknown=UNKNOWN, threshold_beside=BESIDE,
        threshold_doubtful=DOUBTFUL, threshold_listed=LISTED, threshold_general=GENERAL, threshold_alone=ALONE,
        actor=calibrate.side_threshold(learnt.sides, held, 1), recipient=calibrate.side_threshold(learnt.sides, held, 2), name=NAME,
    )  # fmt: skip
    cases = [(with_learnt(model, other), asked) for other, asked in prose]
    model = replace(model, share=calibrate.share(cases))
    chances, right = calibrate.pooled([(replace(each, share=model.share), asked) for each, asked in cases])
    slope, shift = calibrate.platt(chances, right)
    model = replace(model, slope=slope, shift=shift)
    sure = [model.confidence(float(chance)) for chance in chances]
    many = sum(1 for _, asked in cases for one in asked if one.answer)
    return replace(model, threshold=calibrate.threshold(calibrate.np.array(sure), right, many))


def with_learnt(model: Model, learnt: Learnt) -> Model:
    """The model with other weights and the same settings."""
    return replace(model, triggers=learnt.triggers, gist=learnt.gist, sides=learnt.sides)


def report(model: Model, held: Sequence[Candidate], many: int) -> None:
    """Print how the held texts are read."""
    chances, right = calibrate.answers(model, held)
    sure = [model.confidence(float(chance)) for chance in chances]
    told = [hit for hit, chance in zip(right, sure, strict=True) if chance >= model.threshold]
    _print("class, model alone", sum(told), len(told), many)
    _print("class, as read", *_as_read(model, held), many)
    for side in (1, 2):
        counts = [0, 0, 0]
        for one in held:
            for features, answer in one.sides:
                chances_ = model.sides.probabilities(features)
                taken = 1 if chances_[1] >= model.actor else 2 if chances_[2] >= model.recipient else 0
                counts = [
                    counts[0] + (taken == answer == side),
                    counts[1] + (taken == side),
                    counts[2] + (answer == side),
                ]
        _print(SIDES[side], *counts)
    for band in calibrate.reliability(sure, right.tolist()):
        print("confidence {} n {} mean {:.2f} right {:.2f}".format(*band))


def read_prose(model: Model, prose: Sequence[tuple[Learnt, Sequence[Candidate]]]) -> None:
    """Print how prose is read by models that have not seen it."""
    counts = [_as_read(with_learnt(model, learnt), asked) for learnt, asked in prose]
    many = sum(1 for _, asked in prose for one in asked if one.answer)
    _print("prose in parts, as read", sum(hits for hits, _ in counts), sum(told for _, told in counts), many)


def _as_read(model: Model, held: Sequence[Candidate]) -> tuple[int, int]:
    """How many of the events that the reader gives have the class of a deed in their sentence, and how many it gives."""
    gold: dict[int, Counter[str]] = {}
    parsed = {id(one.scene): one.scene for one in held}
    for one in held:
        gold.setdefault(id(one.scene), Counter()).update([CLASSES[one.answer]] if one.answer else [])
    hits = told = 0
    for key, scene in parsed.items():
        found = Counter(str(event.event_type) for event in events(scene, "0" * 64, None, frozenset(), model))
        told += found.total()
        hits += (found & gold[key]).total()
    return hits, told


def _print(name: str, hits: float, told: int, many: int) -> None:
    precise, found = hits / max(1, told), hits / max(1, many)
    print(f"{name}: P {precise:.3f} R {found:.3f} F {2 * hits / max(1, told + many):.3f} (n {many})")


def main(paths: list[str]) -> None:
    data = read_data([Path(path) for path in paths[:-1]])
    held = held_out(data)
    learnt = learn(_of(data, [place for place, out in enumerate(held) if not out]), data.texts, data.clusters)
    prose = unseen_prose(data, data.texts)
    model = settle(data, learnt, _of(data, [place for place, out in enumerate(held) if out]), prose)
    print(f"threshold {model.threshold}, actor {model.actor}, recipient {model.recipient}, share {model.share}")
    for name in ("dense", "prose"):
        places = [
            place for place, out in enumerate(held) if out and (data.rows[place]["file"] == _PROSE) is (name == "prose")
        ]
        many = sum(len(data.rows[place]["events"]) for place in places)
        print(f"held {name}: {len(places)} texts, {many} events")
        report(model, _of(data, places), many)
    read_prose(model, prose)
    packed = pack(arrays_of(model))
    Path(paths[-1]).write_bytes(packed)
    rows = [len(each.rows) for each in (model.triggers, model.gist, model.sides)]
    print(f"{paths[-1]}: {len(packed)} bytes, features {rows}, SHA-256 {hashlib.sha256(packed).hexdigest()}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1:])
