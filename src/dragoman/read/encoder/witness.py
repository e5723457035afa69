"""A second witness: what a pretrained encoder says of the words of one sentence, heard beside the trained models of each question.

Each answer is a factor for every class: the encoder's probability, raised to what it weighs beside the model's own. The
default reader has no such witness; the reader `accurate` has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dragoman.read import event_model
from dragoman.read.attribution import model as attribution_model
from dragoman.read.encoder.states import Encoder, States
from dragoman.read.syntax import Token

Floats = NDArray[np.float32]

QUESTIONS = ("gist", "words", "modality", "sides", "pairs")
_LEAST = 1e-4  # nothing is ruled out by one witness


@dataclass(frozen=True, slots=True)
class Judge:
    """One hidden layer over the states of the places that are judged together; `share` is what its word weighs."""

    w_in: Floats
    b_in: Floats
    w_out: Floats
    b_out: Floats
    share: float

    def factors(self, *places: Floats) -> Floats:
        """The factor of each answer."""
        hidden = np.maximum(np.concatenate(places) @ self.w_in + self.b_in, 0)
        scores = hidden @ self.w_out + self.b_out
        powers = np.exp(scores - scores.max())
        result: Floats = np.power(np.maximum(powers / powers.sum(), _LEAST), np.float32(self.share))
        return result


@dataclass(frozen=True, slots=True)
class Judges:
    """The judge of each of QUESTIONS, and the look with which the words of a sentence are weighed."""

    by_question: Mapping[str, Judge]
    look: Floats


@dataclass(frozen=True, slots=True)
class Accurate:
    """All that the reader `accurate` has beside the default one: an encoder, its judges, and the models that were trained with it."""

    encoder: Encoder
    judges: Judges
    attribution: attribution_model.Model
    events: event_model.Model


@dataclass(eq=False)
class Witness:
    """What is said of one sentence; `base` is the place of its paragraph in the text whose states are given."""

    states: States
    judges: Judges
    base: int
    start: int
    end: int

    def deed(self, token: Token) -> Floats:
        """Of the classes of deeds that a word tells, none first."""
        factors: Floats = self._heard * self.judges.by_question["words"].factors(self._of(token), self._whole)
        return factors

    def modality(self, token: Token) -> Floats:
        """Of the modalities of a deed, by name."""
        return self.judges.by_question["modality"].factors(self._of(token), self._whole)

    def side(self, trigger: Token, token: Token) -> Floats:
        """Of neither, actor, recipient."""
        return self.judges.by_question["sides"].factors(self._of(trigger), self._of(token))

    def relation(self, one: Token, other: Token) -> Floats:
        """Of the signs of a relation between two sides, by name, "none" among them."""
        return self.judges.by_question["pairs"].factors(self._of(one), self._of(other), self._whole)

    def _of(self, token: Token) -> Floats:
        mean: Floats = self.states.at(*self.states.within(self.base + token.at, self.base + token.past)).mean(0)
        return mean

    @cached_property
    def _whole(self) -> Floats:
        states = self.states.at(*self.states.within(self.base + self.start, self.base + self.end))
        scores = states @ self.judges.look
        weights = np.exp(scores - scores.max())
        whole: Floats = (weights / weights.sum()) @ states
        return whole

    @cached_property
    def _heard(self) -> Floats:
        return self.judges.by_question["gist"].factors(self._whole)


def scaled(factors: Floats) -> Floats:
    """Factors as probabilities."""
    result: Floats = factors / factors.sum()
    return result
