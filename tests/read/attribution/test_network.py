"""The numpy tagger does what a bidirectional LSTM with a CRF does, one passage or many at a time."""

from dataclasses import replace
from itertools import pairwise, product

import numpy as np
import pytest

from dragoman.read.attribution.features import BEGINNINGS, BUCKETS, COLUMNS, FLAGS, QUOTES
from dragoman.read.attribution.network import TAGS, Cell, Network, decode, probabilities, states, tag

HIDDEN, WIDTH = 5, 3


@pytest.fixture(scope="module")
def network():
    chance = np.random.default_rng(7)

    def draw(*shape):
        return chance.normal(size=shape, scale=0.6).astype(np.float32)

    sizes = [50, *(BUCKETS[name] for name in COLUMNS[1:]), QUOTES, BEGINNINGS]
    wide = WIDTH * len(sizes) + len(FLAGS)
    layers = []
    for width in (wide, 2 * HIDDEN):
        cells = [Cell(draw(width, 4 * HIDDEN), draw(HIDDEN, 4 * HIDDEN), draw(4 * HIDDEN)) for _ in range(2)]
        layers.append((cells[0], cells[1]))
    tables = tuple(draw(size, WIDTH) for size in sizes)
    return Network(tables, tuple(layers), draw(2 * HIDDEN, 7), draw(7), draw(7, 7), draw(7))


def rows(length, seed):
    chance = np.random.default_rng(seed)
    tops = [50, *(BUCKETS[name] for name in COLUMNS[1:]), 1 << len(FLAGS), QUOTES, BEGINNINGS]
    return np.stack([chance.integers(0, top, length) for top in tops], 1).astype(np.int32)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def step_by_step(cell, inputs):
    """An LSTM as the textbook has it; stored gates are halved except the candidate's."""
    state, memory, out = np.zeros(HIDDEN), np.zeros(HIDDEN), []
    for x in inputs:
        gates = (x @ cell.w_in + state @ cell.w_rec + cell.bias).reshape(4, HIDDEN)
        memory = sigmoid(2 * gates[1]) * memory + sigmoid(2 * gates[0]) * np.tanh(gates[2])
        state = sigmoid(2 * gates[3]) * np.tanh(memory)
        out.append(state)
    return np.array(out)


def slowly(network, one):
    width = len(COLUMNS)
    parts = [table[one[:, k]] for k, table in enumerate(network.tables[:width])]
    flags = (one[:, width, None] >> np.arange(len(FLAGS))) & 1
    x = np.concatenate([*parts, flags, network.tables[-2][one[:, -2]], network.tables[-1][one[:, -1]]], 1)
    for ahead, behind in network.layers:
        x = np.concatenate([step_by_step(ahead, x), step_by_step(behind, x[::-1])[::-1]], 1)
    return x


def test_states_are_those_of_the_textbook(network):
    one = rows(9, 1)
    assert np.allclose(states(network, one[:, None], np.array([9]))[:, 0], slowly(network, one), atol=1e-4)


def test_company_in_a_batch_changes_nothing(network):
    found = [rows(length, length) for length in (3, 17, 1, 8, 17)]
    together = tag([network], found)
    for one, tagging in zip(found, together, strict=True):
        alone = tag([network], [one])[0]
        assert tagging.tags.tolist() == alone.tags.tolist()
        assert np.allclose(tagging.marginals, alone.marginals, atol=1e-4)


def weight(network, scores, tags):
    steps = sum(network.pairs[before, after] for before, after in pairwise(tags))
    return float(network.first[tags[0]] + steps + sum(scores[place, one] for place, one in enumerate(tags)))


def every_sequence(network, scores):
    return {tags: weight(network, scores, tags) for tags in product(range(len(TAGS)), repeat=len(scores))}


def test_the_best_sequence_is_the_best_of_all(network):
    scores = np.random.default_rng(3).normal(size=(4, 1, 7)).astype(np.float32)
    weights = every_sequence(network, scores[:, 0])
    assert tuple(decode(scores, network.pairs, network.first, np.array([4]))[:, 0]) == max(weights, key=weights.get)


def test_probabilities_are_shares_of_all_sequences(network):
    scores = np.random.default_rng(4).normal(size=(4, 1, 7)).astype(np.float32)
    weights = {tags: np.exp(weight) for tags, weight in every_sequence(network, scores[:, 0]).items()}
    total = sum(weights.values())
    given = probabilities(scores, network.pairs, network.first, np.array([4]))[:, 0]
    for place, one in product(range(4), range(7)):
        share = sum(weight for tags, weight in weights.items() if tags[place] == one) / total
        assert given[place, one] == pytest.approx(share, abs=1e-4)


def test_several_networks_are_averaged(network):
    other = replace(network, b_out=network.b_out + np.arange(7, dtype=np.float32), first=network.first * 3)
    mean = replace(network, b_out=(network.b_out + other.b_out) / 2, first=network.first * 2)
    one = rows(12, 5)
    both, middle = tag([network, other], [one])[0], tag([mean], [one])[0]
    assert both.tags.tolist() == middle.tags.tolist()
    assert np.allclose(both.marginals, middle.marginals, atol=1e-4)
    assert both.states.shape == (12, 4 * HIDDEN)
