"""Train the model of assessment: how a text describes the relation of two sides.

usage: python training/judgements/train_assessment.py [OUT.npz]

Reads training/data/assessment.jsonl (own work), needs scikit-learn. Prints accuracy in ten folds by text, and on the dev
part of eval/gold/assessment.jsonl; the weights go to src/dragoman/data/model/assessment.npz.
"""

import hashlib
import json
import sys
from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack
from sentences import scenes_of, tokens_at
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from dragoman.read.linear import pack
from dragoman.read.relations import MODEL, NONE, features
from dragoman.read.syntax import Token

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "training" / "data" / "assessment.jsonl"
GOLD = ROOT / "eval" / "gold" / "assessment.jsonl"
STRENGTH = 0.2  # of the weights against their penalty; of 0.03, 0.1, 0.2, 0.3, 1 the best in the folds
SEEN = 2  # times that a feature must occur


def example(row: dict[str, object]) -> list[str]:
    """The features of a pair of sides in its text; without the sides only the constant one."""
    found = scenes_of(str(row["text"]))
    sides = [
        next(
            tokens_at(found, int(str(row[f"{side}_start"])), int(str(row[f"{side}_start"])) + len(str(row[side]))), None
        )
        for side in ("a", "b")
    ]
    if sides[0] is None or sides[1] is None:
        return ["bias"]
    tokens = [token for scene in found for token in scene.tokens]
    return list(features(tokens, sides[0][1], sides[1][1]))


def others(rows: list[dict[str, object]]) -> list[list[str]]:
    """Pairs of which nothing is said: two sides of a text that stand on no line of it."""
    labelled: dict[str, list[tuple[int, int]]] = {}
    for row in rows:
        labelled.setdefault(str(row["text"]), []).extend(
            (int(str(row[f"{side}_start"])), len(str(row[side]))) for side in ("a", "b")
        )
    found: list[list[str]] = []
    for text, places in labelled.items():
        for scene in scenes_of(text):
            named = [token for token in scene.sentence.namings if token.naming and token.naming.acts]
            marked = [any(at < t.end and t.start < at + size for at, size in places) for t in named]
            for (one, first), (two, second) in combinations(zip(named, marked, strict=True), 2):
                if not (first and second) and _sides_differ(one, two):
                    found.append(list(features(scene.tokens, one, two)))
    return found


def _sides_differ(one: Token, two: Token) -> bool:
    return bool(one.naming and two.naming and one.naming.actor.side != two.naming.actor.side)


def matrix(examples: list[list[str]], rows: dict[str, int]) -> csr_matrix:
    """Examples by features."""
    known = [sorted({rows[name] for name in one if name in rows}) for one in examples]
    ends = np.cumsum([0, *map(len, known)])
    return csr_matrix((np.ones(ends[-1]), np.concatenate(known), ends), shape=(len(examples), len(rows)))


def main(out: Path) -> None:
    """Train, report, write."""
    print("data", hashlib.sha256(DATA.read_bytes()).hexdigest())
    rows = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
    examples = [example(row) for row in rows]
    silent = others(rows)
    print(len(silent), "pairs of which nothing is said")
    counts = Counter(name for one in (*examples, *silent) for name in set(one))
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    index = {name: n for n, name in enumerate(names)}
    x, y = matrix(examples, index), np.array([row["sign"] for row in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=500, fit_intercept=False)
    guessed = cross_val_predict(model, x, y, groups=[row["text"] for row in rows], cv=GroupKFold(10))
    print(f"ten folds: {np.mean(guessed == y):.3f} of {len(y)}, {len(names)} features")
    model.fit(vstack([x, matrix(silent, index)]), np.concatenate([y, np.full(len(silent), NONE)]))
    dev = [row for row in map(json.loads, GOLD.read_text("utf-8").splitlines()) if row["part"] == "dev"]
    told = model.predict(matrix([example(row) for row in dev], index))
    print(f"dev: {np.mean(told == np.array([row['sign'] for row in dev])):.3f} of {len(dev)}")
    pack(str(out), [str(label) for label in model.classes_], names, model.coef_.T.astype(np.float32))
    print(out, out.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "src" / "dragoman" / "data" / "model" / f"{MODEL}.npz")
