"""The judges over the states of the small network, what each weighs beside the reader's own models, and the events' settings.

usage: OMP_NUM_THREADS=1 python training/encoder/judges.py WEIGHTS_FOLDER EVENTS_FOLDER MARKED.jsonl WORK_FOLDER

After finish.py. Learns each judge anew on frozen states of all texts but the held tenth, with the sentences of EVENTS_FOLDER that the
encoder has not seen; sets on the held tenth (for modality and assessment, whose linear models have seen all: on the dev part of eval/gold) what each
weighs; then reads plv_train.jsonl in five folds (folds.jsonl, to be scored). Writes judges.npz and events.npz.
"""

import json
import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[1:1] = [str(ROOT / "training" / name) for name in ("events", "attribution")]

import calibrate  # noqa: E402
import folds  # noqa: E402
import network_file  # noqa: E402
import numpy as np  # noqa: E402
import torch  # noqa: E402
from fine_tune import FOLDED, vocabulary_of  # noqa: E402
from heads import MODALITIES, SIGNS, Judge  # noqa: E402
from sentences import Marked, asked_of, read_marked  # noqa: E402
from texts import scenes as scenes_of  # noqa: E402
from torch import Tensor, nn  # noqa: E402
from train import Data, Learnt, held_out, learn, read_data, with_learnt  # noqa: E402

from dragoman.read import event_model  # noqa: E402
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

EPOCHS, RATE, BATCH = 12, 1e-3, 64
SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0)
OWN = ("events", "events_wire", "events_modality", "events_prose")
PROSE = "events_prose"
NAMES = {"modality": MODALITIES, "pairs": SIGNS}


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of one kind: states of the places (n, width), right answers as shares (n, answers), weights, the text of each."""

    places: Tensor
    right: Tensor
    weights: Tensor
    texts: list[str]


def gathered(found: Sequence[Marked], encoder: Encoder, look: np.ndarray) -> dict[str, Asked]:
    """All questions of some texts."""
    rows: dict[str, list] = {name: [] for name in QUESTIONS}
    for one in found:
        states = network_file.half(encoder.encode(one.passage)).astype(np.float32)
        scores = states @ look
        weights = np.exp(scores - scores.max())
        whole = (weights / weights.sum()) @ states
        for name, asked in asked_of([one]).items():
            for place, answers, weight in asked:
                rows[name].append((_places(name, place, states, whole), answers, weight, one.row["id"]))
    return {name: _asked(name, told) for name, told in rows.items() if told}


def _places(name: str, place: object, states: np.ndarray, whole: np.ndarray) -> np.ndarray:
    if name == "gist":
        return whole
    _, spans = place  # type: ignore[misc]
    spans = spans if name in ("sides", "pairs") else (spans,)
    parts = [states[span].mean(0) for span in spans]
    return np.concatenate(parts if name == "sides" else [*parts, whole])


def _asked(name: str, rows: list) -> Asked:
    width = {
        "gist": len(event_model.CLASSES),
        "words": len(event_model.CLASSES),
        "sides": 3,
        "modality": 5,
        "pairs": 4,
    }[name]
    right = torch.zeros(len(rows), width)
    for k, (_, answers, _, _) in enumerate(rows):
        right[k, answers] = 1 / len(answers)
    places = torch.from_numpy(np.stack([place for place, _, _, _ in rows]))
    return Asked(places, right, torch.tensor([row[2] for row in rows]), [row[3] for row in rows])


def learnt(asked: Asked, seed: int) -> Judge:
    """A judge from its questions."""
    torch.manual_seed(seed)
    judge = Judge(asked.places.shape[1] // 384, asked.right.shape[1])
    optimiser = torch.optim.AdamW(judge.parameters(), lr=RATE, weight_decay=0.05)
    steps = math.ceil(len(asked.places) / BATCH)
    for epoch in range(EPOCHS):
        order = torch.randperm(len(asked.places))
        judge.train()
        for step in range(steps):
            rows = order[step * BATCH : (step + 1) * BATCH]
            for part in optimiser.param_groups:
                part["lr"] = RATE * (1 - (epoch * steps + step) / (EPOCHS * steps))
            losses = nn.functional.cross_entropy(
                judge(asked.places[rows]), asked.right[rows], reduction="none", label_smoothing=0.05
            )
            loss = (losses * asked.weights[rows]).sum() / asked.weights[rows].sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return judge.eval()


def right_share(judge: Judge, asked: Asked) -> float:
    """The share of right answers."""
    with torch.no_grad():
        return float((asked.right.gather(1, judge(asked.places).argmax(1, keepdim=True)) > 0).float().mean())


def packed(judges: dict[str, Judge], look: np.ndarray, shares: dict[str, float]) -> bytes:
    """The judges as the reader wants them: answers of modality and assessment by name."""
    arrays: dict[str, np.ndarray] = {"form": np.array([FORM]), "look": look.astype(np.float16)}
    for name, judge in judges.items():
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

    def attend(self, scenes: Sequence[Scene], judges: Judges | None = None) -> None:
        """Give the sentences of one text their witness."""
        states: dict[str, States] = {}
        for scene in scenes:
            text = scene.sentence.passage.text
            if text not in states:
                states[text] = States.of(text, self.encoder)
            scene.witness = Witness(
                states[text], judges or self.judges, 0, scene.tokens[0].at, scene.sentence.reading_end
            )

    def with_share(self, scenes: Sequence[Scene], question: str, share: float) -> None:
        """Let one question weigh otherwise in scenes that have witnesses."""
        for scene in scenes:
            assert scene.witness is not None
            table = {**scene.witness.judges.by_question}
            table[question] = replace(table[question], share=share)
            scene.witness = replace_judges(scene.witness, Judges(table, scene.witness.judges.look))


def replace_judges(witness: Witness, judges: Judges) -> Witness:
    """The same witness before other judges."""
    return Witness(witness.states, judges, witness.base, witness.start, witness.end)


def chosen(question: str, court: Court, scenes: Sequence[Scene], loss: object) -> float:
    """The share at which the right answers are likeliest."""
    told = []
    for share in SHARES:
        court.with_share(scenes, question, share)
        told.append(loss())  # type: ignore[operator]
    best = SHARES[int(np.argmin(told))]
    court.with_share(scenes, question, best)
    print(question, "share", best, [round(each, 4) for each in told], flush=True)
    return best


def deed_loss(model: event_model.Model, found: Sequence[Candidate]) -> float:
    """Mean loss of the classes of candidates."""
    chances = calibrate.told(model, found)
    kept = [(one, each) for one, each in zip(found, chances, strict=True) if one.weight]
    return -float(np.mean([np.log(max(1e-9, each[one.answer])) for one, each in kept]))


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


def settled(model: event_model.Model, dense: Sequence[Candidate], prose: Sequence[Candidate]) -> event_model.Model:
    """Slope from all held texts, shift from prose alone, where deeds are as rare as in what is read; then the threshold."""
    slope, shift = calibrate.platt(*calibrate.answers(model, [*dense, *prose]))
    chances, right = calibrate.answers(model, prose)
    odds = np.log(np.clip(chances, 1e-6, 1 - 1e-6) / (1 - np.clip(chances, 1e-6, 1 - 1e-6)))
    grid = np.linspace(shift - 3, shift + 1, 81)
    shift = float(min(grid, key=lambda at: abs(float((1 / (1 + np.exp(-(slope * odds + at)))).sum() - right.sum()))))
    model = replace(model, slope=slope, shift=shift)
    chances, right = calibrate.answers(model, [*dense, *prose])
    sure = np.array([model.confidence(float(chance)) for chance in chances])
    many = sum(1 for one in (*dense, *prose) if one.answer)
    model = replace(model, threshold=max(0.3, calibrate.threshold(sure, right, many)))
    print("slope", round(slope, 3), "shift", round(shift, 3), "threshold", model.threshold, flush=True)
    return model


def main(weights: str, events: str, marked: str, work: str) -> None:
    settings = json.loads(Path(__file__).with_name("network.json").read_text())
    torch.set_num_threads(1)
    folder, texts = Path(work), read_marked(Path(marked))
    encoder = network_file.opened(folder / network_file.FILE, vocabulary_of(Path(weights)))
    stored = torch.load(folder / "encoded.pt")
    look = stored["look.weight"][0].numpy()
    learning = gathered([one for one in texts if not one.row["held"]], encoder, look)
    asking = gathered([one for one in texts if one.row["held"]], encoder, look)
    judges = {name: learnt(asked, settings["seed"]) for name, asked in learning.items()}
    for name, asked in asking.items():
        print(f"held, {name}: {right_share(judges[name], asked):.3f} of {len(asked.texts)}", flush=True)
    even = dict.fromkeys(QUESTIONS, 1.0)
    court = Court(encoder, judges_in(packed(judges, look, even)))
    data = read_data([ROOT / "training" / "data" / f"{name}.jsonl" for name in OWN])
    shares, model = weighed(data, court)
    (folder / JUDGES).write_bytes(packed(judges, look, shares))
    (folder / event_model.FILE).write_bytes(pack(event_model.arrays_of(model)))
    print(shares, (folder / JUDGES).stat().st_size, flush=True)
    read_folds(
        Path(events), texts, learning, court, (judges, look, shares), model, folder / "folds.jsonl", settings["seed"]
    )


def weighed(data: Data, court: Court) -> tuple[dict[str, float], event_model.Model]:
    """What each judge weighs, and the model of the events with its settings."""
    model, shares = event_model.load(), {}
    held = [k for k, out in enumerate(held_out(data)) if out]
    for k in held:
        court.attend(data.scenes[k])
    found = {
        prose: [one for k in held if (data.rows[k]["file"] == PROSE) is prose for one in data.labelled[k]]
        for prose in (False, True)
    }
    everyone, scenes = [*found[False], *found[True]], [scene for k in held for scene in data.scenes[k]]
    court.with_share(scenes, "gist", 0.0)
    for question in ("words", "gist", "words"):
        shares[question] = chosen(question, court, scenes, lambda: deed_loss(model, everyone))
    shares["sides"] = chosen("sides", court, scenes, lambda: side_loss(model, everyone))
    cases = _gold_deeds(court)
    shares["modality"] = chosen("modality", court, [scene for scene, *_ in cases], lambda: modality_loss(cases))
    pairs = _gold_pairs(court)
    shares["pairs"] = chosen("pairs", court, [scene for scene, *_ in pairs], lambda: _pair_loss(pairs))
    return shares, settled(model, found[False], found[True])


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


def read_folds(
    events: Path,
    texts: list[Marked],
    learning: dict[str, Asked],
    court: Court,
    shipped: tuple,
    model: event_model.Model,
    out: Path,
    seed: int,
) -> None:
    """plv_train.jsonl in five folds, each read by judges and models that have not seen it; the encoder has seen none."""
    judges, look, shares = shipped
    files = [
        *(ROOT / "training" / "data" / f"{name}.jsonl" for name in OWN),
        ROOT / "training" / "events" / "clusters.txt",
    ]
    more = [events / name for name in ("petrarch_unit_tests.jsonl", "ngec_synthetic.jsonl.gz", "plv_train.jsonl")]
    data = read_data([*files, *(path for path in more if path.exists())])
    names = [one.row["id"] for one in texts if one.row["file"] == FOLDED]
    seen = [one for found, left in zip(data.labelled, held_out(data), strict=True) if not left for one in found]
    asked = [text for text in data.texts if text.name in names]
    others = [text for text in data.texts if text.name not in names]
    gist = learning["gist"]
    with out.open("w", encoding="utf-8") as file:
        for fold in range(folds.FOLDS):
            left = {text.name for place, text in enumerate(asked) if place % folds.FOLDS == fold}
            kept = [k for k, name in enumerate(gist.texts) if name not in left]
            part = Asked(gist.places[kept], gist.right[kept], gist.weights[kept], [gist.texts[k] for k in kept])
            own = judges_in(packed({**judges, "gist": learnt(part, seed)}, look, shares))
            known = [text for text in asked if text.name not in left]
            told: Learnt = learn(seen, [*known, *others], data.clusters)
            for text in asked:
                if text.name in left:
                    court.attend(text.scenes, own)
                    for line in folds.export(text.name, text.scenes, with_learnt(model, told)):
                        file.write(line + "\n")
            print("fold", fold, flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
