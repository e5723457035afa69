"""The tagger in plain numpy: bidirectional LSTM layers over a passage, then the best sequence of a linear-chain CRF.

Passages of like length run side by side; each has a batch of its own length order, so padding never reaches a state.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.read.attribution.features import COLUMNS, FLAGS

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
BATCH = 48
"""Passages that run side by side; more gain little and cost memory."""
_ROWS = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One direction of one layer; gates in the order input, forget, candidate, output.

    The three sigmoid gates are stored halved, so that one tanh serves all four.
    """

    w_in: Floats
    w_rec: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Network:
    """All weights of the tagger. `tables`: an embedding a column, then quotation state and beginning.

    `w_told`: what an encoder's state of a word gives to the gates of the first layer, ahead and behind; None without one.
    `weight`: what the network counts for where several are heard.
    """

    tables: tuple[Floats, ...]
    layers: tuple[tuple[Cell, Cell], ...]
    w_out: Floats
    b_out: Floats
    pairs: Floats
    first: Floats
    w_told: tuple[Floats, Floats] | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Tagging:
    """The best tags of a passage, the probability of every tag at every token, and the states of the last layer."""

    tags: NDArray[np.int64]
    marginals: Floats
    states: Floats


def tag(networks: Sequence[Network], passages: Sequence[Rows], told: Sequence[Floats] | None = None) -> list[Tagging]:
    """Tag passages given as feature rows, by the mean of what several networks say; the order is that of the input.

    `told`: an encoder's states of the words of each passage (words, width), for networks that were trained with one.
    """
    order = sorted(range(len(passages)), key=lambda k: -len(passages[k]))
    out: dict[int, Tagging] = {}
    for at in range(0, len(order), BATCH):
        chosen = order[at : at + BATCH]
        rows, lengths = _stack([passages[k] for k in chosen])
        beside = None if told is None else _beside([told[k] for k in chosen], len(rows))
        parts = [states(network, rows, lengths, beside) for network in networks]
        out.update(zip(chosen, judge(networks, parts, lengths), strict=True))
    return [out[k] for k in range(len(passages))]


def judge(networks: Sequence[Network], parts: Sequence[Floats], lengths: NDArray[np.int64]) -> list[Tagging]:
    """The taggings of a batch from each network's states (steps, batch, width); scores and pairs are averaged by weight."""
    weights = [network.weight for network in networks]
    told = [part @ network.w_out + network.b_out for network, part in zip(networks, parts, strict=True)]
    scores = _mean(told, weights)
    pairs = _mean([network.pairs for network in networks], weights)
    first = _mean([network.first for network in networks], weights)
    tags = decode(scores, pairs, first, lengths)
    marginals = probabilities(scores, pairs, first, lengths)
    last = np.concatenate(parts, -1)
    return [
        Tagging(tags[:size, column].copy(), marginals[:size, column].copy(), last[:size, column].copy())
        for column, size in enumerate(lengths)
    ]


def _mean(arrays: Sequence[Floats], weights: Sequence[float]) -> Floats:
    if len(arrays) == 1:
        return arrays[0]
    shares = np.array(weights, np.float32) / np.float32(sum(weights))
    mean: Floats = np.tensordot(shares, np.stack(arrays), 1)
    return mean


def _beside(told: Sequence[Floats], steps: int) -> Floats:
    out = np.zeros((steps, len(told), told[0].shape[-1]), np.float32)
    for column, states_ in enumerate(told):
        out[: len(states_), column] = states_
    return out


def states(network: Network, rows: Rows, lengths: NDArray[np.int64], told: Floats | None = None) -> Floats:
    """States (steps, batch, width) of the last layer for rows (steps, batch, columns); lengths must fall."""
    steps = np.arange(len(rows))[:, None]
    back = np.where(steps < lengths, lengths - 1 - steps, steps), np.arange(len(lengths))[None, :]
    active = [int(np.searchsorted(-lengths, -step)) for step in range(len(rows))]
    kinds, kind = _kinds(rows)
    x = _inputs(network, kinds)
    (ahead, behind), *above = network.layers
    gates, back_gates = (x @ ahead.w_in)[kind], (x @ behind.w_in)[kind[back]]
    if network.w_told is not None and told is not None:
        gates += _times(told, network.w_told[0])
        back_gates += _times(told[back], network.w_told[1])
    parts = _run(ahead, gates, active), _run(behind, back_gates, active)[back]
    for ahead, behind in above:
        x = np.concatenate(parts, -1)
        parts = _run(ahead, _times(x, ahead.w_in), active), _run(behind, _times(x[back], behind.w_in), active)[back]
    return np.concatenate(parts, -1)


def _kinds(rows: Rows) -> tuple[Rows, NDArray[np.intp]]:
    """The different rows, and which of them each is: most words of a text come again."""
    flat = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[-1] * rows.itemsize))).ravel()
    _, first, kind = np.unique(flat, return_index=True, return_inverse=True)
    return rows.reshape(-1, rows.shape[-1])[first], kind.reshape(rows.shape[:-1])


def _times(x: Floats, weights: Floats) -> Floats:
    product: Floats = (x.reshape(-1, x.shape[-1]) @ weights).reshape(*x.shape[:-1], -1)
    return product


def _stack(passages: Sequence[Rows]) -> tuple[Rows, NDArray[np.int64]]:
    lengths = np.array([len(rows) for rows in passages], np.int64)
    out = np.zeros((int(lengths[0]), len(passages), len(COLUMNS) + 3), np.int32)
    for column, rows in enumerate(passages):
        out[: len(rows), column] = rows
    return out, lengths


def _inputs(network: Network, rows: Rows) -> Floats:
    width = len(COLUMNS)
    parts = [table[rows[..., k]] for k, table in enumerate(network.tables[:width])]
    flags = ((rows[..., width, None] >> np.arange(len(FLAGS))) & 1).astype(np.float32)
    last = [table[rows[..., width + 1 + k]] for k, table in enumerate(network.tables[width:])]
    return np.concatenate([*parts, flags, *last], -1)


def _run(cell: Cell, gates: Floats, active: list[int]) -> Floats:
    """States (steps, batch, hidden) from what the inputs (steps, batch, gates) give to the gates; these are overwritten.

    `active[t]` passages are longer than t: the first ones of the batch. A product is fastest with fours of rows.
    """
    steps, batch, _ = gates.shape
    hidden = cell.w_rec.shape[0]
    half = np.float32(0.5)
    gates += cell.bias
    out = np.zeros((steps, batch, hidden), np.float32)
    state, memory = np.zeros((batch + _ROWS, hidden), np.float32), np.zeros((batch, hidden), np.float32)
    recalled, sigmoid = np.empty((batch + _ROWS, 4 * hidden), np.float32), np.empty((batch, 4 * hidden), np.float32)
    for step, count in enumerate(active):
        gate, open_, kept = gates[step, :count], sigmoid[:count], memory[:count]
        width = count if count == 1 else -(-count // _ROWS) * _ROWS
        np.dot(state[:width], cell.w_rec, out=recalled[:width])
        gate += recalled[:count]
        np.tanh(gate, out=gate)
        np.multiply(gate, half, out=open_)
        open_ += half
        kept *= open_[:, hidden : 2 * hidden]
        kept += open_[:, :hidden] * gate[:, 2 * hidden : 3 * hidden]
        np.tanh(kept, out=out[step, :count])
        out[step, :count] *= open_[:, 3 * hidden :]
        state[:count] = out[step, :count]
    return out


def decode(scores: Floats, pairs: Floats, first: Floats, lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """The best tags (steps, batch), by Viterbi's algorithm."""
    steps, batch, tags = scores.shape
    best = first + scores[0]
    pointers = np.zeros((steps, batch, tags), np.int64)
    for step in range(1, steps):
        paths = best[:, :, None] + pairs
        pointers[step] = paths.argmax(1)
        ahead = paths.max(1) + scores[step]
        best = np.where((step < lengths)[:, None], ahead, best)
    out = np.zeros((steps, batch), np.int64)
    column = np.arange(batch)
    current = best.argmax(1)
    for step in range(steps - 1, -1, -1):
        within = step < lengths
        out[step] = np.where(within, current, 0)
        if step:
            current = np.where(within, pointers[step, column, current], current)
    return out


def probabilities(scores: Floats, pairs: Floats, first: Floats, lengths: NDArray[np.int64]) -> Floats:
    """The probability of each tag (steps, batch, tags), forward and backward; each step is scaled to sum to one."""
    steps = len(scores)
    local = np.exp(scores - scores.max(-1, keepdims=True))
    steps_to = np.exp(pairs)
    ahead, behind = np.empty_like(local), np.ones_like(local)
    ahead[0] = _scaled(np.exp(first) * local[0])
    for step in range(1, steps):
        ahead[step] = _scaled((ahead[step - 1] @ steps_to) * local[step])
    for step in range(steps - 2, -1, -1):
        earlier = _scaled((behind[step + 1] * local[step + 1]) @ steps_to.T)
        behind[step] = np.where((step + 1 < lengths)[:, None], earlier, behind[step])
    return _scaled(ahead * behind)


def _scaled(weights: Floats) -> Floats:
    scaled: Floats = weights / np.maximum(weights.sum(-1, keepdims=True), np.float32(1e-30))
    return scaled
