"""Linear models: named features in, the probability of each class out. Small, fast, and each weight can be looked at.

The weights are made by `training/` and lie in `data/model/*.npz`: the names of the features, one row of weights for
each, and the classes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dragoman.read import weights as stored


@dataclass(frozen=True, slots=True)
class Linear:
    """A multinomial logistic model: `rows` gives each feature its row in `weights` (features x classes)."""

    classes: tuple[str, ...]
    rows: dict[str, int]
    weights: NDArray[np.float32]

    def probabilities(self, features: Iterable[str]) -> NDArray[np.float32]:
        """The probability of each class, in the order of `classes`; a feature counts once, an unknown one nothing."""
        known = set(map(self.rows.get, features))
        known.discard(None)
        scores = np.add.reduce(self.weights[sorted(known)], axis=0)  # type: ignore[type-var]
        powers = np.exp(scores - scores.max())
        result: NDArray[np.float32] = powers / powers.sum()
        return result


def pack(path: str, classes: Sequence[str], names: Sequence[str], weights: NDArray[np.float32]) -> None:
    """Write a model; weights are kept in half precision."""
    arrays: stored.Arrays = {"names": stored.text_of(names), "classes": stored.text_of(classes)}
    Path(path).write_bytes(stored.pack(arrays | {"weights": weights.astype(np.float16)}))


@cache
def load_linear(name: str) -> Linear:
    """A shipped model, read once a process. Raises DataError if the package lacks it."""
    file = f"{name}.npz"
    arrays = stored.arrays_in(stored.shipped(file), file)
    classes = tuple(stored.words_in(arrays["classes"]))
    return Linear(classes, stored.numbered(arrays["names"]), stored.single(arrays["weights"]))
