"""The trained weights of the event reader as they lie in the package: three linear models, read on first use.

One says of a trigger which of the sixteen classes it tells, or none; one says the same of a whole sentence, and is
heard beside the first; one says of a phrase whether it is actor, recipient or neither. Each is a table with one row a
feature and one column an answer; the answer's score is the sum of the rows. What is not in the table says nothing.
`training/events/` makes them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
from numpy.typing import NDArray

from dragoman.read.linear import Linear
from dragoman.read.weights import Arrays, arrays_in, numbered, shipped, single, text_of, words_in
from dragoman.records import EventType

FILE = "events.npz"
VERSION = "events/3"  # the reader and its version, at the head of the method of every event
FORM = 2
"""Number of the layout below; weights of another one are refused."""
NONE = "NONE"
CLASSES = (NONE, *(str(kind) for kind in EventType))
SIDES = ("neither", "actor", "recipient")

_LEAST = 1e-6  # no class is ruled out by a sentence

Chances = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Model:
    """Everything that is learnt. `nouns` are asked beside the listed ones; `clusters` are groups of like words.

    `share` is what the sentence weighs beside the trigger, whose weight is one. `slope` and `shift` turn the
    probability of a class into a calibrated one; an event less probable than `threshold` is left out, one that names
    nobody whom the world knows if it is less probable than `threshold_unknown`, one beside a surer one in its
    sentence if it is less probable than `threshold_beside`; one of doubtful form needs `threshold_doubtful`, one that
    may be a habit `threshold_general`, one that the word lists know, dated or the object of its own verb, only
    `threshold_listed`. If a sentence has none so sure, its likeliest deed of somebody known is taken from
    `threshold_alone` on. A phrase is a side from `actor` or `recipient` on; the likeliest name from `name` on, if
    nothing else is that side.
    """

    triggers: Linear
    gist: Linear
    sides: Linear
    nouns: frozenset[str]
    clusters: Mapping[str, tuple[str, ...]]
    share: float
    slope: float
    shift: float
    threshold: float
    threshold_unknown: float
    threshold_beside: float
    threshold_doubtful: float
    threshold_listed: float
    threshold_general: float
    threshold_alone: float
    actor: float
    recipient: float
    name: float

    def heard(self, gist: Iterable[str]) -> Chances:
        """What a sentence says of the classes of its deeds, to be multiplied with what their triggers say."""
        result: Chances = np.power(np.maximum(self.gist.probabilities(gist), _LEAST), np.float32(self.share))
        return result

    def chances(self, trigger: Iterable[str], heard: Chances) -> Chances:
        """The probability of each class of a deed, trigger and sentence taken together; not calibrated."""
        product = self.triggers.probabilities(trigger) * heard
        result: Chances = product / product.sum()
        return result

    def confidence(self, probability: float) -> float:
        """The calibrated probability of a class that the linear model gives `probability`."""
        clipped = min(max(probability, 1e-6), 1 - 1e-6)
        return float(1 / (1 + np.exp(-(self.slope * np.log(clipped / (1 - clipped)) + self.shift))))


_NUMBERS = tuple(each.name for each in fields(Model) if each.type in (float, "float"))


@cache
def load() -> Model:
    """The model of the package; raises DataError if it is missing or of another layout."""
    return unpack(shipped(FILE))


def arrays_of(model: Model) -> Arrays:
    """What `unpack` reads, weights as 16-bit numbers."""
    return {
        "form": np.array([FORM]),
        "trigger_features": text_of(model.triggers.rows),
        "trigger_weights": model.triggers.weights.astype(np.float16),
        "gist_features": text_of(model.gist.rows),
        "gist_weights": model.gist.weights.astype(np.float16),
        "side_features": text_of(model.sides.rows),
        "side_weights": model.sides.weights.astype(np.float16),
        "nouns": text_of(sorted(model.nouns)),
        "clustered": text_of([" ".join([word, *names]) for word, names in model.clusters.items()]),
        "numbers": np.array([getattr(model, name) for name in _NUMBERS]),
    }


def unpack(data: bytes) -> Model:
    """The model in the bytes that `pack` made."""
    arrays = arrays_in(data, FILE, FORM)
    triggers = Linear(CLASSES, numbered(arrays["trigger_features"]), single(arrays["trigger_weights"]))
    gist = Linear(CLASSES, numbered(arrays["gist_features"]), single(arrays["gist_weights"]))
    sides = Linear(SIDES, numbered(arrays["side_features"]), single(arrays["side_weights"]))
    clusters = {word: tuple(names) for word, *names in (line.split(" ") for line in words_in(arrays["clustered"]))}
    nouns, numbers = frozenset(words_in(arrays["nouns"])), map(float, arrays["numbers"].tolist())
    return Model(triggers, gist, sides, nouns, clusters, *numbers)
