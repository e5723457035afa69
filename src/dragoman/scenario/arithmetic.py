"""Which functions do the sums: those of numpy, or the compiled ones of the extra [speed], equal to 1e-9 of the scale."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Literal

from dragoman.errors import UsageError
from dragoman.scenario.challenge import Rounds, challenge
from dragoman.scenario.election import Election, elect

Arithmetic = Literal["numpy", "compiled"]


@dataclass(frozen=True, slots=True)
class Engines:
    """The two models that take time, under one name."""

    name: Arithmetic
    elect: Callable[..., Election]
    challenge: Callable[..., Rounds]


@lru_cache
def engines(name: Arithmetic | None = None) -> Engines:
    """The engines by name; without one the compiled if they can be had. Raises UsageError if they cannot."""
    there = find_spec("numba") is not None
    if name == "compiled" and not there:
        raise UsageError("the compiled functions are not installed", "pip install 'dragoman[speed]'")
    if name == "numpy" or not there:
        return Engines("numpy", elect, challenge)
    compiled = import_module("dragoman.scenario.compiled")  # takes a second: only when it is used
    return Engines("compiled", compiled.elect, compiled.challenge)
