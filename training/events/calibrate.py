"""Thresholds and calibration, chosen on texts that the model has not seen."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from dragoman.read import triggers
from dragoman.read.event_model import Chances, Model
from dragoman.read.linear import Linear
from examples import Candidate

_GRID = np.arange(0.1, 0.91, 0.02)
_SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
PRECISION = 0.65  # of the model alone; what the reader asks of the sides lifts it above three of four

Cases = Sequence[tuple[Model, Sequence[Candidate]]]  # candidates, each with a model that has not seen them


def answers(model: Model, held: Sequence[Candidate]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each candidate the probability of its best class, and whether that class is right."""
    chances, right = [], []
    for one, scores in zip(held, told(model, held), strict=True):
        place = 1 + int(scores[1:].argmax())
        chances.append(float(scores[place]))
        right.append(float(place == one.answer))
    return np.array(chances), np.array(right)


def pooled(cases: Cases) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The answers of several models, each asked about other candidates."""
    chances, right = zip(*(answers(model, asked) for model, asked in cases), strict=True)
    return np.concatenate(chances), np.concatenate(right)


def told(model: Model, held: Sequence[Candidate]) -> list[Chances]:
    """For each candidate the probabilities of its classes, trigger and sentence taken together."""
    heard: dict[int, Chances] = {}
    for one in held:
        if id(one.scene) not in heard:
            heard[id(one.scene)] = model.heard(triggers.gist(one.scene, model.clusters))
    return [model.chances(one.features, _beside(one, heard[id(one.scene)])) for one in held]


def _beside(one: Candidate, heard: Chances) -> Chances:
    """What else is heard of a candidate: its sentence, and a witness if its scene has one."""
    return heard if one.scene.witness is None else heard * one.scene.witness.deed(one.token)


def share(cases: Cases) -> float:
    """What the sentence weighs beside the trigger: the share at which the right answers are likeliest."""

    def loss(at: float) -> float:
        return -sum(
            float(np.log(max(1e-9, each[one.answer])))
            for model, asked in cases
            for one, each in zip(asked, told(replace(model, share=at), asked), strict=True)
            if one.weight
        )

    return float(min(_SHARES, key=loss))


def platt(chances: NDArray[np.float64], right: NDArray[np.float64]) -> tuple[float, float]:
    """Slope and shift of a logistic curve from the model's probabilities to the share that is right."""
    clipped = np.clip(chances, 1e-6, 1 - 1e-6)
    odds = np.log(clipped / (1 - clipped))
    line = np.array([1.0, 0.0])

    def loss(line: NDArray[np.float64]) -> float:
        score = line[0] * odds + line[1]
        return float((np.logaddexp(0, score) - right * score).sum() + 5e-4 * (line[0] - 1) ** 2)

    for _ in range(50):  # Newton's method in two variables, with a little damping; a step that leads up is halved
        told = 1 / (1 + np.exp(-(line[0] * odds + line[1])))
        weight = told * (1 - told) + 1e-9
        pull = np.array([((right - told) * odds).sum() - 1e-3 * (line[0] - 1), (right - told).sum()])
        bend = np.array(
            [[(weight * odds * odds).sum() + 1e-3, (weight * odds).sum()], [(weight * odds).sum(), weight.sum()]]
        )
        step = np.linalg.solve(bend, pull)
        while loss(line + step) > loss(line) and np.abs(step).max() > 1e-9:
            step = step / 2
        line = line + step
    slope, shift = line
    return float(slope), float(shift)


def threshold(chances: NDArray[np.float64], right: NDArray[np.float64], many: int) -> float:
    """The threshold with the best F among those at which the model alone is right often enough; `many` is how many there are."""
    best_f, chosen = -1.0, 0.5
    for at in _GRID:
        told = chances >= at
        hits = right[told].sum()
        precise = hits / max(1, told.sum())
        score = 2 * hits / (told.sum() + many)
        if precise >= PRECISION and score > best_f:
            best_f, chosen = float(score), float(at)
    return round(chosen, 2)


def side_threshold(model: Linear, held: Sequence[Candidate], side: int) -> float:
    """The threshold for one side with the best F, among those from which a phrase is likelier than not that side."""
    pairs = [
        (float(model.probabilities(features)[side]), answer == side) for one in held for features, answer in one.sides
    ]
    many = sum(right for _, right in pairs)
    best_f, chosen = -1.0, 0.5
    for at in _GRID[_GRID > 0.49]:
        told = [right for chance, right in pairs if chance >= at]
        score = 2 * sum(told) / max(1, len(told) + many)
        if score > best_f:
            best_f, chosen = score, float(at)
    return round(chosen, 2)


def reliability(confidences: Sequence[float], right: Sequence[float]) -> list[tuple[str, int, float, float]]:
    """Rows of a reliability table: band, how many, mean confidence, share right."""
    told, hit = np.array(confidences), np.array(right)
    rows = []
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (told >= low) & (told < low + 0.2 + (low == 0.8))
        if inside.any():
            rows.append(
                (f"{low:.1f}-{low + 0.2:.1f}", int(inside.sum()), float(told[inside].mean()), float(hit[inside].mean()))
            )
    return rows
