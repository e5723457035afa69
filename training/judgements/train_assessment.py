"""Train the model of assessment: how a text describes the relation of two sides.

usage: OMP_NUM_THREADS=1 python training/judgements/train_assessment.py [OUT.npz]

Reads training/data/assessment.jsonl and assessment_more.jsonl (own work), needs scikit-learn. Prints accuracy with one file
left out (they were written at different times, so this is the honest figure), in ten folds by text, and on the dev part of
eval/gold/assessment.jsonl; the weights go to src/dragoman/data/model/assessment.npz.
"""

import hashlib
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sentences import scenes_of, tokens_at
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from dragoman.read.linear import Linear, pack
from dragoman.read.relations import MODEL, WORD, features, wording
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / "training" / "data" / f"{name}.jsonl" for name in ("assessment", "assessment_more")]
GOLD = ROOT / "eval" / "gold" / "assessment.jsonl"
STRENGTH = 0.2  # of the weights against their penalty; of 0.05, 0.1, 0.2, 0.3 the best with one file left out
SEEN = 2  # times that a feature must occur
PLAIN = 0.6  # what a plain word counts against a word of the tables
LEVELS = ("easy", "middling", "hard")

Row = dict[str, Any]


@dataclass
class Example:
    """A pair of sides: its features, its sign and its text."""

    features: list[str]
    sign: str
    text: str
    level: str = ""


def example(row: Row) -> Example:
    """A marked pair; without its sides only the constant feature."""
    found = scenes_of(row["text"])
    sides = [_top(found, row[f"{side}_start"], row[side]) for side in ("a", "b")]
    text = wording([token for scene in found for token in scene.tokens])
    known = list(features(text, sides[0], sides[1])) if sides[0] and sides[1] else ["bias"]
    return Example(known, row["sign"], row["text"], row.get("level", ""))


def _top(found: list[Scene], start: int, words: str) -> Token | None:
    """The top word of a stretch of the text."""
    inside = [token for _, token in tokens_at(found, start, start + len(words))]
    return next((token for token in inside if token.head not in inside), None)


def train(examples: list[Example]) -> Linear:
    """The weights from some examples."""
    counts = Counter(name for one in examples for name in set(one.features))
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    rows = {name: place for place, name in enumerate(names)}
    scale = np.array([PLAIN if name.startswith(WORD) else 1.0 for name in names])
    known = [sorted({rows[name] for name in one.features if name in rows}) for one in examples]
    ends = np.cumsum([0, *map(len, known)])
    columns = np.concatenate(known)
    x = csr_matrix((scale[columns], columns, ends), shape=(len(examples), len(rows)))
    model = LogisticRegression(C=STRENGTH, max_iter=500, fit_intercept=False)
    model.fit(x, [one.sign for one in examples])
    weights = (model.coef_ * scale).T.astype(np.float16).astype(np.float32)
    return Linear(tuple(map(str, model.classes_)), rows, weights)


def right(model: Linear, examples: list[Example]) -> list[bool]:
    """Which examples a model judges right."""
    return [model.classes[int(model.probabilities(one.features).argmax())] == one.sign for one in examples]


def report(parts: list[list[Example]]) -> None:
    """Accuracy with one file left out, and in ten folds by text."""
    for place, path in enumerate(FILES):
        rest = [one for n, part in enumerate(parts) if n != place for one in part]
        print(f"without {path.name}, on it: {np.mean(right(train(rest), parts[place])):.3f} of {len(parts[place])}")
    marked = [one for part in parts for one in part]
    told: list[bool] = []
    for learnt, asked in GroupKFold(10).split(marked, groups=[one.text for one in marked]):
        told += right(train([marked[n] for n in learnt]), [marked[n] for n in asked])
    print(f"ten folds: {np.mean(told):.3f} of {len(told)}")


def main(out: Path) -> None:
    """Train, report, write."""
    parts = []
    for path in FILES:
        print(path.name, hashlib.sha256(path.read_bytes()).hexdigest())
        parts.append([example(json.loads(line)) for line in path.read_text("utf-8").splitlines()])
    report(parts)
    model = train([one for part in parts for one in part])
    lines = GOLD.read_text("utf-8").splitlines()
    dev = [example(row) for row in map(json.loads, lines) if row["part"] == "dev"]
    for level in LEVELS:
        told = right(model, [one for one in dev if one.level == level])
        print(f"dev, {level}: {sum(told)} of {len(told)}")
    print(f"dev: {np.mean(right(model, dev)):.3f} of {len(dev)}; {len(model.rows)} features")
    pack(str(out), model.classes, list(model.rows), model.weights)
    print(out, hashlib.sha256(out.read_bytes()).hexdigest(), out.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "src" / "dragoman" / "data" / "model" / f"{MODEL}.npz")
