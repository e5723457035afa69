"""Monte Carlo over the ranges of the inputs: what the models say if each input may lie anywhere in its range.

Every chunk of draws has a seed of its own, spawned from the one that is given; so the numbers do not depend on how many
processes share the work. What comes out is the spread of the inputs only. On resolved issues such an 80 % interval
holds 7 % of the outcomes: it is no forecast, see `prediction`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from dragoman.errors import DragomanError, UsageError
from dragoman.run import spread
from dragoman.scenario.arithmetic import Arithmetic, engines
from dragoman.scenario.challenge import ROUNDS, Reading
from dragoman.scenario.compromise import Floats, compromise, weighted_median, weights

Shape = Literal["triangular", "uniform"]
Seed = int | tuple[int, ...]
CHUNK = 500
"""Draws with one seed: to change it changes every result."""
DRAWS = 10_000


@dataclass(frozen=True, eq=False, slots=True)
class Ranges:
    """Values of the stakeholders with the bounds of each, all (n,); low ≤ value ≤ high."""

    value: Floats
    low: Floats
    high: Floats

    @classmethod
    def fixed(cls, value: Sequence[float] | Floats) -> "Ranges":
        """Values that are certain."""
        known = np.asarray(value, float)
        return cls(known, known, known)


@dataclass(frozen=True, eq=False, slots=True)
class Inputs:
    """What is known of the stakeholders of an issue: positions on the scale, capabilities from 0, saliences on 0 to 1."""

    position: Ranges
    capability: Ranges
    salience: Ranges

    def __post_init__(self) -> None:
        """Raises UsageError if a range is upside down, is no number, or there are not as many of each."""
        parts = [one for ranges in self.ranges() for one in (ranges.low, ranges.value, ranges.high)]
        if len({part.shape for part in parts}) > 1 or parts[0].ndim != 1 or not parts[0].size:
            raise UsageError(
                "the inputs are not as many of each", "give every stakeholder all three, with their ranges"
            )
        for ranges in self.ranges():
            if not ((ranges.low <= ranges.value) & (ranges.value <= ranges.high)).all():
                raise UsageError("a range is upside down or no number", "give low ≤ value ≤ high")

    def ranges(self) -> tuple[Ranges, Ranges, Ranges]:
        """Position, capability, salience."""
        return self.position, self.capability, self.salience


@dataclass(frozen=True, eq=False, slots=True)
class Sample:
    """Drawn inputs, each (draws, n)."""

    position: Floats
    capability: Floats
    salience: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Settled:
    """What engine A says of each draw: `compromise`, `median` and `expected` (of the election) are (draws,); `option` and
    `probability` (draws, n) the elections.
    """

    compromise: Floats
    median: Floats
    expected: Floats
    option: Floats
    probability: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Moved:
    """What engine B says of each draw: weighted `median` and `mean` (rounds + 1, draws), from the start on."""

    median: Floats
    mean: Floats


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker is to do with a chunk."""

    inputs: Inputs
    shape: Shape
    arithmetic: Arithmetic | None
    scale: float = 0.0
    rounds: int = ROUNDS
    reading: Reading = "as_coded"
    status_quo: float = 1.0
    conflict_moves: bool = True


def settle(
    inputs: Inputs,
    scale: float,
    *,
    draws: int = DRAWS,
    seed: Seed = 1,
    shape: Shape = "triangular",
    jobs: int = 1,
    arithmetic: Arithmetic | None = None,
) -> Settled:
    """Engine A on draws of the inputs; `scale` is the length of the scale.

    `arithmetic`: None takes the compiled functions if the extra [speed] is there; results agree to 1e-9 of the scale. Raises UsageError.
    """
    parts = _spread(_settle, _Task(inputs, shape, arithmetic, scale), draws, seed, jobs)
    return Settled(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def move(
    inputs: Inputs,
    *,
    draws: int = DRAWS,
    seed: Seed = 1,
    shape: Shape = "triangular",
    jobs: int = 1,
    rounds: int = ROUNDS,
    reading: Reading = "as_coded",
    status_quo: float = 1.0,
    conflict_moves: bool = True,
    arithmetic: Arithmetic | None = None,
) -> Moved:
    """Engine B on draws of the inputs, the same draws as `settle` with that seed. Raises UsageError."""
    task = _Task(inputs, shape, arithmetic, 0.0, rounds, reading, status_quo, conflict_moves)
    parts = _spread(_move, task, draws, seed, jobs)
    return Moved(*(np.concatenate(column, axis=1) for column in zip(*parts, strict=True)))


def sample(inputs: Inputs, draws: int = DRAWS, *, seed: Seed = 1, shape: Shape = "triangular") -> Sample:
    """Draws of the inputs, each independent of the others. Raises UsageError."""
    parts = [_sample(inputs, shape, count, own) for count, own in _chunks(draws, seed)]
    return Sample(*(np.concatenate([getattr(part, name) for part in parts]) for name in Sample.__slots__))


def inverse(ranges: Ranges, share: Floats, shape: Shape) -> Floats:
    """The values below which `share` (…, n) of each range lies: uniform, or triangular with its peak at the value."""
    low, high, width = ranges.low, ranges.high, ranges.high - ranges.low
    if shape == "uniform":
        return low + width * share
    safe = np.where(width > 0, width, 1.0)
    left, right = ranges.value - low, high - ranges.value
    rising = low + np.sqrt(share * width * left)
    falling = high - np.sqrt((1 - share) * width * right)
    drawn = np.where(share < left / safe, rising, falling)
    return np.clip(drawn, low, high)


def band(values: Floats, shares: Sequence[float] = (0.1, 0.5, 0.9)) -> list[float]:
    """Quantiles of the draws."""
    return [float(value) for value in np.quantile(values, shares)]


def _chunks(draws: int, seed: Seed) -> list[tuple[int, np.random.SeedSequence]]:
    if draws < 1:
        raise UsageError(f"{draws} draws are none", "take 10000")
    sizes = [min(CHUNK, draws - at) for at in range(0, draws, CHUNK)]
    return list(zip(sizes, np.random.SeedSequence(seed).spawn(len(sizes)), strict=True))


def _sample(inputs: Inputs, shape: Shape, draws: int, seed: np.random.SeedSequence) -> Sample:
    parts = inputs.ranges()
    shares = np.random.default_rng(seed).random((draws, len(parts), len(inputs.position.value)))
    return Sample(*(inverse(ranges, shares[:, place], shape) for place, ranges in enumerate(parts)))


def _spread(
    work: Callable[[_Task, tuple[int, np.random.SeedSequence]], tuple[Floats, ...]],
    task: _Task,
    draws: int,
    seed: Seed,
    jobs: int,
) -> Iterator[tuple[Floats, ...]]:
    for _, outcome in spread(partial(work, task), _chunks(draws, seed), jobs=jobs):
        if isinstance(outcome, DragomanError):
            raise outcome
        yield outcome


def _settle(task: _Task, chunk: tuple[int, np.random.SeedSequence]) -> tuple[Floats, ...]:
    drawn = _sample(task.inputs, task.shape, *chunk)
    weight = weights(drawn.capability, drawn.salience)
    held = engines(task.arithmetic).elect(drawn.position, weight, task.scale)
    points = compromise(drawn.position, weight)
    return points, weighted_median(drawn.position, weight), held.mean, held.option, held.probability


def _move(task: _Task, chunk: tuple[int, np.random.SeedSequence]) -> tuple[Floats, ...]:
    drawn = _sample(task.inputs, task.shape, *chunk)
    found = engines(task.arithmetic).challenge(
        drawn.position,
        drawn.capability,
        drawn.salience,
        rounds=task.rounds,
        reading=task.reading,
        status_quo=task.status_quo,
        conflict_moves=task.conflict_moves,
    )
    return found.median, found.mean
