"""The trained weights as they lie in the package, read on first use: one file.

The large matrices are whole numbers of 8 bits with a scale for each column, all else are numbers of 16 bits.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import DataError
from dragoman.read.attribution.features import COLUMNS, Encoder, Lexicon
from dragoman.read.attribution.linking import Scorer
from dragoman.read.attribution.network import Cell, Network

FILE = "attribution.npz"
FORM = 1
"""Number of the layout below; weights of another one are refused."""

_SIDES = ("ahead", "behind")
_MATRICES = ("w_in", "w_rec")
_ENDS = ("w_out", "b_out", "pairs", "first")
_SCORER = ("w_facts", "w_seeker", "w_option", "bias", "w_out")

Arrays = dict[str, NDArray[np.generic]]


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
    place = files("dragoman") / "data" / "model" / FILE
    try:
        data = place.read_bytes()
    except FileNotFoundError:
        raise DataError(f"data/model/{FILE} is missing", "install Dragoman again, or train it: see training/") from None
    return unpack(data)


def pack(arrays: Arrays) -> bytes:
    """Arrays as the bytes of one file; the same arrays give the same bytes."""
    out = BytesIO()
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
    return out.getvalue()


def unpack(data: bytes) -> Model:
    """The model in the bytes that `pack` made."""
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        arrays: Arrays = {name: stored[name] for name in stored.files}
    if int(arrays["form"][0]) != FORM:
        raise DataError(
            f"data/model/{FILE} is of another version", "install Dragoman again, or train it: see training/"
        )
    return Model(
        networks=_networks(arrays),
        encoder=Encoder(_lexicon(arrays)),
        content_scorer=_scorer(arrays, "content"),
        source_scorer=_scorer(arrays, "source"),
        confidence=_single(arrays["confidence"]),
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
    out["words"] = _text(sorted(lexicon.words, key=lambda word: lexicon.words[word]))
    out["flagged"] = _text(list(lexicon.flags))
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
    def cell(name: str) -> Cell:
        w_in, w_rec = (_single(arrays[name + part]) * _single(arrays[name + part + "_scale"]) for part in _MATRICES)
        return Cell(w_in, w_rec, _single(arrays[name + "bias"]))

    layers: list[tuple[Cell, Cell]] = []
    while f"{prefix}ahead_{len(layers)}_bias" in arrays:
        ahead, behind = (cell(f"{prefix}{side}_{len(layers)}_") for side in _SIDES)
        layers.append((ahead, behind))
    tables = tuple(_single(arrays[f"{prefix}table_{k}"]) for k in range(len(COLUMNS) + 2))
    return Network(tables, tuple(layers), *(_single(arrays[prefix + part]) for part in _ENDS))


def _lexicon(arrays: Arrays) -> Lexicon:
    words = {word: number for number, word in enumerate(_lines(arrays["words"]), 1)}
    flags = dict(zip(_lines(arrays["flagged"]), arrays["flags"].tolist(), strict=True))
    return Lexicon(words, flags)


def _scorer(arrays: Arrays, role: str) -> Scorer:
    return Scorer(*(_single(arrays[f"{role}_{name}"]) for name in _SCORER))


def _single(array: NDArray[np.generic]) -> NDArray[np.float32]:
    return np.ascontiguousarray(array, np.float32)


def _text(words: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def _lines(array: NDArray[np.generic]) -> list[str]:
    return array.tobytes().decode().split("\n")
