"""The probabilistic Condorcet election: how likely each stakeholder's position is to prevail over all others.

Options are the distinct positions. Every stakeholder votes in each pair of options with w (u(a) − u(b)); who has more
votes wins the pair with the greater probability; the election is the fixed point of the pairs. What is taken for the
headline is `Rules()`; the other rules are readings that others defend. Two stakeholders: 30 and 70 with weights 1 and 3
give 30 the probability 1/4.

Source: [WiseLesterEfird2015], [GrassmannTaksarHeyman1985]
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dragoman.scenario.compromise import Floats

EPSILON = 1e-8
"""Votes that every option has in each pair, so that a pair in which nobody cares is even."""
_BLOCK = 500_000  # numbers in the largest array that is held at once: it stays in the processor's cache


@dataclass(frozen=True, slots=True)
class Rules:
    """How the election is held.

    `challenge`: who challenges the option in place: any of the others alike (Markov, uniform), each as much as it has to
    gain (Markov, incentive), or all at once (conditional). `vote`: how a vote grows with the difference in utility.
    `victory`: whether the votes or their squares are the chances of a pair.
    """

    challenge: Literal["uniform", "incentive", "conditional"] = "uniform"
    vote: Literal["linear", "binary", "cubic"] = "linear"
    victory: Literal["linear", "squared"] = "linear"


@dataclass(frozen=True, eq=False, slots=True)
class Election:
    """`option` (draws, n) holds the positions in ascending order, `probability` (draws, n) theirs; an option that
    stands for a stakeholder whose position another has already taken has probability 0.
    """

    option: Floats
    probability: Floats

    @property
    def mean(self) -> Floats:
        """The expected position of each draw."""
        result: Floats = np.einsum("mk,mk->m", self.option, self.probability)
        return result


def elect(position: Floats, weight: Floats, scale: float, rules: Rules = Rules()) -> Election:  # frozen
    """The election of each draw; under `Rules()`: p_a = (1/K) Σ_b P_ab (p_a + p_b), Σ p = 1.

    `position` and `weight` (draws, n), `scale` the length of the scale.
    """
    order = np.argsort(position, axis=-1, kind="stable")
    option = np.take_along_axis(position, order, -1)
    weight = np.take_along_axis(weight, order, -1)
    first = np.ones(option.shape, bool)
    first[:, 1:] = option[:, 1:] > option[:, :-1]
    probability = np.empty(option.shape)
    block = max(1, _BLOCK // max(1, option.shape[1] ** 2))
    for at in range(0, len(option), block):
        part = slice(at, at + block)
        votes = _votes(option[part], weight[part], scale, rules)
        probability[part] = _prevails(votes, first[part], rules)
    return Election(option, probability)


def _votes(option: Floats, weight: Floats, scale: float, rules: Rules) -> Floats:
    """C (draws, a, b): the votes for option a against option b; ε on the diagonal."""
    away = np.abs(option[:, :, None] - option[:, None, :]) / scale  # of voter k from option a
    count = option.shape[1]
    result = np.full((len(option), count, count), EPSILON)
    for a in range(count - 1):
        gain = away[:, :, a + 1 :] - away[:, :, a : a + 1]  # what a offers voter k more than b
        if rules.vote == "binary":
            gain = np.clip(gain / EPSILON, -1, 1)
        elif rules.vote == "cubic":
            gain = gain**3
        lead = np.einsum("mk,mkb->mb", weight, gain)  # for a, less those for b
        votes = np.einsum("mk,mkb->mb", weight, np.abs(gain, out=gain))  # for a and for b together
        result[:, a, a + 1 :] += np.maximum(votes + lead, 0) / 2
        result[:, a + 1 :, a] += np.maximum(votes - lead, 0) / 2
    return result


def _prevails(votes: Floats, first: NDArray[np.bool_], rules: Rules) -> Floats:
    """The probability of each option (draws, n); those that are not `first` get none."""
    real = first[:, :, None] & first[:, None, :]
    chance = votes if rules.victory == "linear" else votes**2
    victory = chance / (chance + np.swapaxes(chance, 1, 2))
    if rules.challenge == "conditional":
        beaten = np.where(first, np.log(np.where(real, victory, 1.0)).sum(axis=2), -np.inf)
        return _shares(np.exp(beaten - beaten.max(axis=1, keepdims=True)))
    if rules.challenge == "incentive":
        gain = np.where(real, votes * victory, 0.0)
        total = gain.sum(axis=1, keepdims=True)
        return _fixed_point(victory * gain / np.where(total > 0, total, 1.0))
    return _fixed_point(np.where(real, victory, 0.0))


def _fixed_point(flow: Floats) -> Floats:
    """The probabilities that `flow` (draws, to a, from b) leaves unchanged: Σ_b flow_ab p_b = p_a Σ_b flow_ba.

    States are eliminated one by one from the last, which never subtracts, and gives the same bytes with any number of
    threads, unlike a library's solver. The first option is always one; what is none has no flow and gets nothing.
    """
    table = np.ascontiguousarray(flow.transpose(1, 2, 0))
    count = len(table)
    for last in range(count - 1, 0, -1):
        out = table[:last, last].sum(axis=0)
        table[last, :last] /= np.where(out > 0, out, 1.0)
        table[:last, :last] += table[:last, last, None] * table[None, last, :last]
    mass = np.ones((count, table.shape[2]))
    for a in range(1, count):
        mass[a] = (mass[:a] * table[a, :a]).sum(axis=0)
    return _shares(mass.T)


def _shares(mass: Floats) -> Floats:
    result: Floats = mass / mass.sum(axis=1, keepdims=True)
    return result
