"""Multinomial logistic regression over named features, in the shape that the reader loads."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dragoman.read.linear import Linear

RARE = 2  # a feature has to be seen so often
FAINT = 0.02  # features whose weights are all smaller are left out
STEPS = 120


def fit(
    features: Sequence[list[str]],
    answers: Sequence[int],
    weights: Sequence[float],
    classes: tuple[str, ...],
    strength: float,
) -> Linear:
    """The model; answers are places in `classes`, `strength` is the inverse of the L2 penalty."""
    seen = Counter(name for row in features for name in set(row))
    names = sorted(name for name, count in seen.items() if count >= RARE)
    column = {name: place for place, name in enumerate(names)}
    places = [sorted({column[name] for name in row if name in column}) for row in features]
    ends = np.cumsum([0, *map(len, places)])
    flat = np.array([place for row in places for place in row], np.int32)
    matrix = csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(features), len(names)))
    model = LogisticRegression(C=strength, max_iter=STEPS, fit_intercept=False)
    model.fit(matrix, np.array(answers), sample_weight=np.array(weights))
    table = np.zeros((len(names), len(classes)), np.float32)
    table[column[""], :] = -20.0  # an answer never seen stays improbable
    table[:, model.classes_] = model.coef_.T
    kept = np.abs(table).max(axis=1) > FAINT
    rows = {name: row for row, name in enumerate(name for name, keep in zip(names, kept, strict=True) if keep)}
    return Linear(classes, rows, np.ascontiguousarray(table[kept]))
