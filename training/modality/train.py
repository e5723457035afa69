"""Train the model of modality: did it happen, is it planned, hypothetical, denied or demanded?

usage: python training/modality/train.py [OUT.npz]

Reads training/data/events*.jsonl and modality_more.jsonl (own work), needs scikit-learn. Prints how much is right in
five folds by text, file by file when trained on the others, and on the dev part of eval/gold/modality.jsonl; the weights
go to src/dragoman/data/model/modality.npz. Nothing is drawn at random; the hashes of the data are printed.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dragoman.read.linear import Linear, pack
from dragoman.read.modality_model import MODEL
from examples import Example, gold, own

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "training" / "data"
FILES = ("events", "events_wire", "events_modality", "modality_more")
GOLD = ROOT / "eval" / "gold" / "modality.jsonl"
STRENGTH = 0.3  # inverse of the L2 penalty; 0.05 to 0.8 differ by a point in the folds
SEEN = 2  # times that a feature must occur
FAINT = 0.01  # features whose weights are all smaller are left out
FOLDS = 5


def fit(examples: Sequence[Example]) -> Linear:
    """The model of some examples."""
    counts = Counter(name for one in examples for name in set(one.features))
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    index = {name: place for place, name in enumerate(names)}
    known = [sorted({index[name] for name in one.features if name in index}) for one in examples]
    ends = np.cumsum([0, *map(len, known)])
    matrix = csr_matrix((np.ones(ends[-1]), np.concatenate(known), ends), shape=(len(examples), len(names)))
    model = LogisticRegression(C=STRENGTH, max_iter=300, fit_intercept=False)
    model.fit(matrix, np.array([one.modality for one in examples]))
    weights = model.coef_.T.astype(np.float32)
    kept = np.abs(weights).max(axis=1) > FAINT
    rows = [name for name, keep in zip(names, kept, strict=True) if keep]
    return Linear(tuple(map(str, model.classes_)), {name: row for row, name in enumerate(rows)}, weights[kept])


def right(model: Linear, examples: Sequence[Example]) -> list[bool]:
    """Which examples the model gets right."""
    chances = [model.probabilities(one.features) for one in examples]
    return [model.classes[int(each.argmax())] == one.modality for each, one in zip(chances, examples, strict=True)]


def report(examples: Sequence[Example]) -> None:
    """Print what is right in folds by text, and file by file when trained on the others."""
    held = _tested(examples, lambda one: str(int(hashlib.sha256(one.text.encode()).hexdigest(), 16) % FOLDS))
    alone = _tested(examples, lambda one: one.file)
    for name in FILES:
        both = [np.mean([hit[n] for n, one in enumerate(examples) if one.file == name]) for hit in (held, alone)]
        print(f"{name}: folds {both[0]:.3f}, trained on the other files {both[1]:.3f}", flush=True)


def _tested(examples: Sequence[Example], part: Callable[[Example], str]) -> list[bool]:
    """Whether each example is right when its part is left out of the training."""
    hits = [False] * len(examples)
    for name in sorted({part(one) for one in examples}):
        out = [place for place, one in enumerate(examples) if part(one) == name]
        model = fit([one for one in examples if part(one) != name])
        for place, hit in zip(out, right(model, [examples[n] for n in out]), strict=True):
            hits[place] = hit
    return hits


def main(out: Path) -> None:
    """Train, report, write."""
    examples: list[Example] = []
    for name in FILES:
        path = DATA / f"{name}.jsonl"
        print(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), flush=True)
        examples += own(path)
    report(examples)
    model = fit(examples)
    dev = list(gold(GOLD))
    hits = right(model, dev)
    for level in ("easy", "middling", "hard"):
        some = [hit for hit, one in zip(hits, dev, strict=True) if one.level == level]
        print(f"dev, {level}: {sum(some)} of {len(some)}")
    print(f"dev: {sum(hits)} of {len(hits)}; {len(examples)} deeds, {len(model.rows)} features")
    pack(str(out), model.classes, list(model.rows), model.weights)
    print(out.name, out.stat().st_size, hashlib.sha256(out.read_bytes()).hexdigest())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "src" / "dragoman" / "data" / "model" / f"{MODEL}.npz")
