"""Weights as they lie in the package: arrays in one file of numpy's, lists of words among them as one text, a line each."""

from collections.abc import Iterable
from importlib.resources import files
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import DataError

Arrays = dict[str, NDArray[np.generic]]

_WAY_OUT = "install Dragoman again, or train it: see training/"


def shipped(file: str) -> bytes:
    """A file of `data/model`; raises DataError if the package lacks it."""
    try:
        return (files("dragoman") / "data" / "model" / file).read_bytes()
    except FileNotFoundError:
        raise DataError(f"data/model/{file} is missing", _WAY_OUT) from None


def pack(arrays: Arrays) -> bytes:
    """Arrays as the bytes of one file; the same arrays give the same bytes."""
    out = BytesIO()
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
    return out.getvalue()


def arrays_in(data: bytes, file: str, form: int | None = None) -> Arrays:
    """The arrays in the bytes that `pack` made; raises DataError if their layout, the array `form`, is not that number."""
    with np.load(BytesIO(data), allow_pickle=False) as stored:
        arrays: Arrays = {name: stored[name] for name in stored.files}
    if form is not None and int(arrays["form"][0]) != form:
        raise DataError(f"data/model/{file} is of another version", _WAY_OUT)
    return arrays


def single(array: NDArray[np.generic]) -> NDArray[np.float32]:
    """Numbers of 32 bits, as they are reckoned with."""
    return np.ascontiguousarray(array, np.float32)


def text_of(words: Iterable[str]) -> NDArray[np.uint8]:
    """Words as one array."""
    return np.frombuffer("\n".join(words).encode(), np.uint8)


def words_in(array: NDArray[np.generic]) -> list[str]:
    """The words that `text_of` put into an array."""
    text = array.tobytes().decode()
    return text.split("\n") if text else []


def numbered(array: NDArray[np.generic]) -> dict[str, int]:
    """The same, each with its place."""
    return {word: place for place, word in enumerate(words_in(array))}
