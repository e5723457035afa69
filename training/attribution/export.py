"""Torch's weights in the order that the run time wants."""

import numpy as np
import torch
from network import Tagger

from dragoman.read.attribution.features import COLUMNS
from dragoman.read.attribution.network import Cell, Network


def network_of(model: Tagger) -> Network:
    """The tagger for numpy: sigmoid gates halved (see `Cell`), forbidden steps written into the pairs."""
    hidden = model.settings["hidden"]
    halves = np.full(4 * hidden, 0.5, np.float32)
    halves[2 * hidden : 3 * hidden] = 1.0
    arrays = [w.detach().numpy() for w in model.lstm]
    cells = []
    for at in range(0, len(arrays), 3):
        w_in, w_rec, bias = arrays[at : at + 3]
        cells.append(
            Cell(
                np.ascontiguousarray((w_in * halves[:, None]).T),
                np.ascontiguousarray((w_rec * halves[:, None]).T),
                bias * halves,
            )
        )
    tables = [model.embed[name].weight for name in COLUMNS] + [model.quote.weight, model.begins.weight]
    with torch.no_grad():
        pairs, first = (p.numpy().copy() for p in model.penalty())
    return Network(
        tuple(t.detach().numpy() for t in tables),
        tuple(zip(cells[::2], cells[1::2], strict=True)),
        np.ascontiguousarray(model.out.weight.detach().numpy().T),
        model.out.bias.detach().numpy(),
        pairs,
        first,
    )
