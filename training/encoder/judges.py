"""The judges over the states of the small network, what each weighs beside the reader's own models, and the events' settings.

usage: OMP_NUM_THREADS=1 python training/encoder/judges.py WEIGHTS_FOLDER EVENTS_FOLDER WORK_FOLDER

After finish.py. What a judge weighs is set where neither it nor the linear model beside it has learnt: on our held tenth, for
modality and assessment (whose linear models have seen all) on the dev part of eval/gold. The judges of deeds are weighed by F1 on our held
tenth and on plv_train.jsonl in five folds, each of which has an encoder that has not seen it (branch.py … FOLD); a fold itself is then
read with what the other four have set (folds.jsonl, to be scored). Writes judges.npz and events.npz.
"""

import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[1:1] = [str(ROOT / name) for name in ("training/events", "training/attribution", "eval")]

import calibrate  # noqa: E402
import deeds  # noqa: E402
import folds  # noqa: E402
import network_file  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
import weak  # noqa: E402
from branch import BRANCHED, branched  # noqa: E402
from fine_tune import vocabulary_of  # noqa: E402
from heads import MODALITIES, SIGNS, Encoded  # noqa: E402
from texts import scenes as scenes_of  # noqa: E402
from train import Learnt, held_out, learn, read_data, with_learnt  # noqa: E402

from dragoman.read import event_model  # noqa: E402
from dragoman.read.encoder.pieces import Vocabulary  # noqa: E402
from dragoman.read.encoder.states import Encoder, States  # noqa: E402
from dragoman.read.encoder.wheel import FORM, JUDGES, judges_in  # noqa: E402
from dragoman.read.encoder.witness import QUESTIONS, Judges, Witness  # noqa: E402
from dragoman.read.events import side_chances  # noqa: E402
from dragoman.read.linear import load_linear  # noqa: E402
from dragoman.read.modality_model import features  # noqa: E402
from dragoman.read.relations import judged, wording  # noqa: E402
from dragoman.read.scene import Scene  # noqa: E402
from dragoman.read.weights import pack  # noqa: E402
from dragoman.records import EventType  # noqa: E402
from examples import Candidate  # noqa: E402

HEARD = [(gist, words) for gist in (0.2, 0.4, 0.6, 0.8, 1.0, 1.3) for words in (0.2, 0.4, 0.6, 0.8)]
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0)
OWN = ("events", "events_wire", "events_modality", "events_prose")
PROSE = "events_prose"
NAMES = {"modality": MODALITIES, "pairs": SIGNS}
EVEN = dict.fromkeys(QUESTIONS, 1.0)


def tuned(folder: Path, vocabulary: Vocabulary, name: str) -> tuple[Encoder, Encoded]:
    """An encoder as fine-tuned, and the same as its small network file, which is written if it is not there."""
    model = branched(json.loads(Path(__file__).with_name("network.json").read_text()), folder / f"{name}.pt")
    file = folder / (network_file.FILE if name == BRANCHED else f"{name}.onnx")
    if not file.exists():
        network_file.write(model.encoder, file)
    return network_file.opened(file, vocabulary), model


def packed(model: Encoded, shares: Mapping[str, float]) -> bytes:
    """The judges as the reader wants them: answers of modality and assessment by name."""
    arrays: dict[str, np.ndarray] = {"form": np.array([FORM]), "look": model.look.weight[0].detach().numpy()}
    arrays["look"] = arrays["look"].astype(np.float16)
    for name in QUESTIONS:
        judge = getattr(model, name)
        order = np.argsort(NAMES[name]) if name in NAMES else np.arange(judge.out.out_features)
        weights = (
            judge.hidden.weight.T,
            judge.hidden.bias,
            judge.out.weight.T[:, order.copy()],
            judge.out.bias[order.copy()],
        )
        for part, value in zip(("w_in", "b_in", "w_out", "b_out"), weights, strict=True):
            arrays[f"{name}_{part}"] = value.detach().numpy().astype(np.float16)
        arrays[f"{name}_share"] = np.array([shares[name]])
    out = BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


class Court:
    """Scenes with their witnesses, and the questions on which shares are set."""

    def __init__(self, encoder: Encoder, judges: Judges) -> None:
        self.encoder, self.judges = encoder, judges

    def attend(self, scenes: Sequence[Scene]) -> None:
        """Give the sentences of one text their witness."""
        states: dict[str, States] = {}
        for scene in scenes:
            text = scene.sentence.passage.text
            if text not in states:
                states[text] = States.of(text, self.encoder)
            scene.witness = Witness(states[text], self.judges, 0, scene.tokens[0].at, scene.sentence.reading_end)

    def with_share(self, scenes: Sequence[Scene], question: str, share: float) -> None:
        """Let one question weigh otherwise in scenes that have witnesses."""
        for scene in scenes:
            assert scene.witness is not None
            table = {**scene.witness.judges.by_question}
            table[question] = replace(table[question], share=share)
            scene.witness = replace(scene.witness, judges=Judges(table, scene.witness.judges.look))


def chosen(question: str, court: Court, scenes: Sequence[Scene], loss: Callable[[], float]) -> float:
    """The share at which the right answers are likeliest."""
    told = []
    for share in SHARES:
        court.with_share(scenes, question, share)
        told.append(loss())
    best = SHARES[int(np.argmin(told))]
    court.with_share(scenes, question, best)
    print(question, "share", best, np.round(told, 4).tolist(), flush=True)
    return best


def side_loss(model: event_model.Model, found: Sequence[Candidate]) -> float:
    """Mean loss of the sides of true deeds."""
    losses = []
    for one in found:
        if one.answer and one.weight and one.sides:
            chances = [
                each
                for _, each in side_chances(one.scene, one.token, EventType(event_model.CLASSES[one.answer]), model)
            ]
            if len(chances) == len(one.sides):
                losses += [
                    -math.log(max(1e-9, each[answer])) for each, (_, answer) in zip(chances, one.sides, strict=True)
                ]
    return float(np.mean(losses))


def modality_loss(cases: Sequence[tuple[Scene, object, str]]) -> float:
    """Mean loss of the modalities of marked deeds."""
    model, losses = load_linear("modality"), []
    for scene, token, name in cases:
        chances = model.probabilities(features(scene, token)) * scene.witness.modality(token)  # type: ignore
        losses.append(-math.log(max(1e-9, float(chances[model.classes.index(name)] / chances.sum()))))
    return float(np.mean(losses))


@dataclass(frozen=True, slots=True)
class Fold:
    """A fifth of plv_train.jsonl, with linear models and a court that have not seen it."""

    gold: list[dict]
    texts: list[weak.WeakText]
    learnt: Learnt
    court: Court

    def export(self, shares: Mapping[str, float], settings: event_model.Model) -> list[str]:
        """The events that are read in it, a line each."""
        scenes = [scene for text in self.texts for scene in text.scenes]
        for name, share in shares.items():
            self.court.with_share(scenes, name, share)
        model = with_learnt(settings, self.learnt)
        return [line for text in self.texts for line in folds.export(text.name, text.scenes, model)]

    def counts(self, shares: Mapping[str, float], settings: event_model.Model) -> np.ndarray:
        """How many sentences and events are right, of how many (eval/deeds.py)."""
        return np.sum(deeds.counted(self.gold, map(json.loads, self.export(shares, settings))), axis=0)


def read_folds(events: Path, folder: Path, vocabulary: Vocabulary) -> Iterator[Fold]:
    """The folds of plv_train.jsonl."""
    own = [
        *(ROOT / "training" / "data" / f"{name}.jsonl" for name in OWN),
        ROOT / "training" / "events" / "clusters.txt",
    ]
    more = [events / name for name in ("petrarch_unit_tests.jsonl", "ngec_synthetic.jsonl.gz")]
    plv = events / "plv_train.jsonl"
    data = read_data([*own, *(path for path in more if path.exists()), plv])
    gold = [json.loads(line) for line in plv.read_text("utf-8").splitlines()]
    names = {row["id"] for row in gold}
    seen = [one for found, left in zip(data.labelled, held_out(data), strict=True) if not left for one in found]
    asked = [text for text in data.texts if text.name in names]
    others = [text for text in data.texts if text.name not in names]
    for fold in range(folds.FOLDS):
        left = asked[fold :: folds.FOLDS]
        told = learn(seen, [*(text for text in asked if text not in left), *others], data.clusters)
        encoder, model = tuned(folder, vocabulary, f"{BRANCHED}-{fold}")
        court = Court(encoder, judges_in(packed(model, EVEN)))
        for text in left:
            court.attend(text.scenes)
        print("fold", fold, "learnt", flush=True)
        yield Fold(gold[fold :: folds.FOLDS], left, told, court)


def main(weights: str, events: str, work: str) -> None:
    torch.set_num_threads(1)
    folder, vocabulary = Path(work), vocabulary_of(Path(weights))
    encoder, model = tuned(folder, vocabulary, BRANCHED)
    own = Own.of(Court(encoder, judges_in(packed(model, EVEN))))
    steady = own.steady()
    parts = list(read_folds(Path(events), folder, vocabulary))
    tried = [own.heard(steady | {"gist": gist, "words": words}, parts) for gist, words in HEARD]
    best = max(tried, key=lambda one: one.score(range(folds.FOLDS)))
    (folder / JUDGES).write_bytes(packed(model, best.shares))
    (folder / event_model.FILE).write_bytes(pack(event_model.arrays_of(best.settings)))
    print("all", best.shares, (folder / JUDGES).stat().st_size, flush=True)
    with (folder / "folds.jsonl").open("w", encoding="utf-8") as file:
        for fold, part in enumerate(parts):
            best = max(tried, key=lambda one, fold=fold: one.score([k for k in range(folds.FOLDS) if k != fold]))
            print("fold", fold, best.shares, flush=True)
            file.writelines(line + "\n" for line in part.export(best.shares, best.settings))


@dataclass(frozen=True, slots=True)
class Tried:
    """What the judges may weigh, with the settings for it, F1 of our held deeds, and the counts of each fold."""

    shares: dict[str, float]
    settings: event_model.Model
    own: float
    counts: list[np.ndarray]

    def score(self, among: Iterable[int]) -> float:
        """The mean of F1 on our own deeds and on some folds."""
        return (self.own + float(deeds.class_f1(np.sum([self.counts[k] for k in among], axis=0).astype(float)))) / 2


@dataclass(frozen=True, slots=True)
class Own:
    """The held tenth of our own sentences before a court: candidates of wire and of prose, the latter mostly without a deed."""

    court: Court
    model: event_model.Model
    dense: list[Candidate]
    prose: list[Candidate]
    scenes: list[Scene]

    @classmethod
    def of(cls, court: Court) -> "Own":
        data = read_data([ROOT / "training" / "data" / f"{name}.jsonl" for name in OWN])
        held = [k for k, out in enumerate(held_out(data)) if out]
        for k in held:
            court.attend(data.scenes[k])
        dense, prose = (
            [one for k in held if (data.rows[k]["file"] == PROSE) is prose for one in data.labelled[k]]
            for prose in (False, True)
        )
        return cls(court, event_model.load(), dense, prose, [scene for k in held for scene in data.scenes[k]])

    def heard(self, shares: dict[str, float], parts: Sequence[Fold]) -> Tried:
        """How well deeds are read if their judges weigh so much."""
        for name in ("gist", "words"):
            self.court.with_share(self.scenes, name, shares[name])
        settings, own = self.settled()
        tried = Tried(shares, settings, own, [part.counts(shares, settings) for part in parts])
        print(shares["gist"], shares["words"], round(own, 4), round(tried.score(range(len(parts))), 4), flush=True)
        return tried

    def steady(self) -> dict[str, float]:
        """What the judges of the other questions weigh."""
        court, cases, pairs = self.court, _gold_deeds(self.court), _gold_pairs(self.court)
        everyone = [*self.dense, *self.prose]
        return {
            "sides": chosen("sides", court, self.scenes, lambda: side_loss(self.model, everyone)),
            "modality": chosen("modality", court, [scene for scene, *_ in cases], lambda: modality_loss(cases)),
            "pairs": chosen("pairs", court, [scene for scene, *_ in pairs], lambda: _pair_loss(pairs)),
        }

    def settled(self) -> tuple[event_model.Model, float]:
        """Slope from all, shift from prose alone, where deeds are as rare as in what is read; then the threshold, and F1 at it."""
        model, everyone = self.model, [*self.dense, *self.prose]
        slope, shift = calibrate.platt(*calibrate.answers(model, everyone))
        chances, right = calibrate.answers(model, self.prose)
        odds = np.log(np.clip(chances, 1e-6, 1 - 1e-6) / (1 - np.clip(chances, 1e-6, 1 - 1e-6)))
        grid = np.linspace(shift - 3, shift + 1, 81)
        shift = float(
            min(grid, key=lambda at: abs(float((1 / (1 + np.exp(-(slope * odds + at)))).sum() - right.sum())))
        )
        model = replace(model, slope=slope, shift=shift)
        chances, right = calibrate.answers(model, everyone)
        sure = np.array([model.confidence(float(chance)) for chance in chances])
        many = sum(1 for one in everyone if one.answer)
        least = calibrate.threshold(sure, right, many)
        given = sure >= least
        return replace(model, threshold=least), 2 * float(right[given].sum()) / (int(given.sum()) + many)


def _gold_deeds(court: Court) -> list:
    out = []
    for row in _dev("modality"):
        found = scenes_of(row["text"])
        court.attend(found)
        start, end = row["trigger_start"], row["trigger_start"] + len(row["trigger"])
        tokens = [(s, t) for s in found for t in s.tokens if t.start < end and t.end > start]
        if tokens:
            scene, token = min(tokens, key=lambda each: 0 if each[1].is_verb else 1 if each[1].is_noun else 2)
            out.append((scene, token, row["modality"]))
    return out


def _dev(name: str) -> list[dict]:
    """The dev part of gold sentences; the report part is not looked at."""
    lines = (ROOT / "eval" / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["part"] == "dev"]


def _gold_pairs(court: Court) -> list:
    out = []
    for row in _dev("assessment"):
        found = scenes_of(row["text"])
        court.attend(found)
        tops = [_top(found, row[f"{side}_start"], row[side]) for side in "ab"]
        if tops[0] and tops[1] and tops[0][0] is tops[1][0]:
            out.append((tops[0][0], tops[0][1], tops[1][1], row["sign"]))
    return out


def _top(found: Sequence[Scene], start: int, words: str) -> tuple[Scene, object] | None:
    inside = [(s, t) for s in found for t in s.tokens if t.start < start + len(words) and t.end > start]
    return next(((s, t) for s, t in inside if t.head not in [each for _, each in inside]), None)


def _pair_loss(pairs: list) -> float:
    wrong = 0.0
    for scene, a, b, sign in pairs:
        told = judged(wording(scene.tokens), a, b, scene.witness)
        wrong += (str(told[0]) if told else "none") != sign
    return wrong / len(pairs)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
