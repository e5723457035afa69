"""The trained weights as they lie in the package, read on first use: one file.

The large matrices are whole numbers of 8 bits with a scale for each column, all else are numbers of 16 bits.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.read.attribution.features import COLUMNS, Encoder, Lexicon
from dragoman.read.attribution.linking import Scorer
from dragoman.read.attribution.network import Cell, Floats, Network
from dragoman.read.weights import Arrays, arrays_in, shipped, single, text_of, words_in

FILE = "attribution.npz"
FORM = 1
"""Number of the layout below; weights of another one are refused."""

_SIDES = ("ahead", "behind")
_MATRICES = ("w_in", "w_rec")
_ENDS = ("w_out", "b_out", "pairs", "first")
_SCORER = ("w_facts", "w_seeker", "w_option", "bias", "w_out")


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that is learnt. `threshold`: claims less probable than this are left out."""

    networks: tuple[Network, ...]
    encoder: Encoder
    content_scorer: Scorer
    source_scorer: Scorer
    confidence: NDArray[np.float32]
    threshold: float


@cache
def load() -> Model:
    """The model of the package; raises DataError if it is missing or of another layout."""
    return unpack(shipped(FILE))


def unpack(data: bytes) -> Model:
    """The model in the bytes that `pack` made."""
    arrays = arrays_in(data, FILE, FORM)
    return Model(
        networks=_networks(arrays),
        encoder=Encoder(_lexicon(arrays)),
        content_scorer=_scorer(arrays, "content"),
        source_scorer=_scorer(arrays, "source"),
        confidence=single(arrays["confidence"]),
        threshold=float(arrays["threshold"][0]),
    )


def arrays_of(model: Model) -> Arrays:
    """What `unpack` reads."""
    lexicon = model.encoder.lexicon
    out: Arrays = {"form": np.array([FORM]), "threshold": np.array([model.threshold]), "confidence": model.confidence}
    for number, network in enumerate(model.networks):
        out |= _stored(network, f"network_{number}_")
    for role, scorer in (("content", model.content_scorer), ("source", model.source_scorer)):
        for name in _SCORER:
            out[f"{role}_{name}"] = getattr(scorer, name).astype(np.float16)
    out["words"] = text_of(sorted(lexicon.words, key=lambda word: lexicon.words[word]))
    out["flagged"] = text_of(list(lexicon.flags))
    out["flags"] = np.array(list(lexicon.flags.values()), np.int32)
    return out


def _stored(network: Network, prefix: str) -> Arrays:
    out: Arrays = {}
    for k, table in enumerate(network.tables):
        out[f"{prefix}table_{k}"] = table.astype(np.float16)
    for k, layer in enumerate(network.layers):
        for side, cell in zip(_SIDES, layer, strict=True):
            name = f"{prefix}{side}_{k}_"
            for part in _MATRICES:
                out[name + part], out[name + part + "_scale"] = _small(getattr(cell, part))
            out[name + "bias"] = cell.bias.astype(np.float16)
    for part in _ENDS:
        out[prefix + part] = getattr(network, part).astype(np.float16)
    if network.weight != 1.0:
        out[prefix + "weight"] = np.array([network.weight])
    for side, matrix in zip(_SIDES, network.w_told or (), strict=False):
        name = f"{prefix}told_{side}"
        out[name], out[name + "_scale"] = _small(matrix)
    return out


def _small(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Whole numbers from -127 to 127, and what one of them is worth in each column."""
    scale = (np.maximum(np.abs(matrix).max(0), 1e-6) / 127).astype(np.float16)
    return np.clip(np.rint(matrix / scale.astype(np.float32)), -127, 127).astype(np.int8), scale


def _networks(arrays: Arrays) -> tuple[Network, ...]:
    out: list[Network] = []
    while f"network_{len(out)}_first" in arrays:
        out.append(_network(arrays, f"network_{len(out)}_"))
    return tuple(out)


def _network(arrays: Arrays, prefix: str) -> Network:
    def matrix(name: str) -> Floats:
        return single(arrays[name]) * single(arrays[name + "_scale"])

    def cell(name: str) -> Cell:
        return Cell(matrix(name + "w_in"), matrix(name + "w_rec"), single(arrays[name + "bias"]))

    layers: list[tuple[Cell, Cell]] = []
    while f"{prefix}ahead_{len(layers)}_bias" in arrays:
        ahead, behind = (cell(f"{prefix}{side}_{len(layers)}_") for side in _SIDES)
        layers.append((ahead, behind))
    tables = tuple(single(arrays[f"{prefix}table_{k}"]) for k in range(len(COLUMNS) + 2))
    w_out, b_out, pairs, first = (single(arrays[prefix + part]) for part in _ENDS)
    beside = [f"{prefix}told_{side}" for side in _SIDES]
    told = (matrix(beside[0]), matrix(beside[1])) if beside[0] in arrays else None
    weight = float(arrays.get(f"{prefix}weight", np.ones(1))[0])
    return Network(tables, tuple(layers), w_out, b_out, pairs, first, told, weight)


def _lexicon(arrays: Arrays) -> Lexicon:
    words = {word: number for number, word in enumerate(words_in(arrays["words"]), 1)}
    flags = dict(zip(words_in(arrays["flagged"]), arrays["flags"].tolist(), strict=True))
    return Lexicon(words, flags)


def _scorer(arrays: Arrays, role: str) -> Scorer:
    return Scorer(*(single(arrays[f"{role}_{name}"]) for name in _SCORER))
