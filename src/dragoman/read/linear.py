"""Linear models: named features in, the probability of each class out. Small, fast, and each weight can be looked at.

The weights are made by `training/` and lie in `data/model/*.npz`: the names of the features, one row of weights for
each, and the classes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import DataError


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
    text = np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)
    labels = np.frombuffer("\n".join(classes).encode("utf-8"), np.uint8)
    with open(path, "wb") as file:  # noqa: PTH123 (numpy wants a file, lest it add an ending)
        np.savez_compressed(file, names=text, classes=labels, weights=weights.astype(np.float16))


@cache
def load_linear(name: str) -> Linear:
    """A shipped model, read once a process. Raises DataError if the package lacks it."""
    place = files("dragoman") / "data" / "model" / f"{name}.npz"
    if not place.is_file():
        raise DataError(f"the weights {name} are missing from the package", "reinstall dragoman, or run `make train`")
    with place.open("rb") as file, np.load(file, allow_pickle=False) as packed:
        names = packed["names"].tobytes().decode("utf-8").split("\n")
        classes = tuple(packed["classes"].tobytes().decode("utf-8").split("\n"))
        weights = packed["weights"].astype(np.float32)
    return Linear(classes, {name: row for row, name in enumerate(names)}, weights)
