"""Torch's weights in the order that the run time wants."""

import numpy as np
import torch
from network import Tagger
from torch import Tensor, nn

from dragoman.read.attribution.features import COLUMNS
from dragoman.read.attribution.network import Cell, Network, states


class Frozen(nn.Module):
    """A network of the package among taggers that are being trained: it learns nothing more."""

    def __init__(self, network: Network, dropout: float) -> None:
        super().__init__()
        self.network = network
        self.drop_out = nn.Dropout(dropout)

    def states(self, rows: Tensor, lengths: Tensor, _told: Tensor | None = None) -> Tensor:
        """States of the last layer (steps, batch, width); lengths must fall."""
        return torch.from_numpy(states(self.network, rows.numpy().astype(np.int32), lengths.numpy()))


def network_of(model: "Tagger | Frozen") -> Network:
    """The tagger for numpy: sigmoid gates halved (see `Cell`), forbidden steps written into the pairs."""
    if isinstance(model, Frozen):
        return model.network
    hidden = model.settings["hidden"]
    halves = np.full(4 * hidden, 0.5, np.float32)
    halves[2 * hidden : 3 * hidden] = 1.0
    arrays = [w.detach().numpy() for w in model.lstm]
    cells, beside = [], []
    for at in range(0, len(arrays), 3):
        w_in, w_rec, bias = arrays[at : at + 3]
        if at < 6 and model.settings.get("told"):
            w_in, w_told, b_told = _apart(model, w_in)
            beside.append(np.ascontiguousarray((w_told * halves[:, None]).T))
            bias = bias + b_told
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
        (beside[0], beside[1]) if beside else None,
        model.settings.get("weight", 1.0),
    )


def _apart(model: Tagger, w_in: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first layer's weights for the columns, for the encoder's states (the projection folded in), and what its bias adds."""
    told = model.settings["told"]
    last = w_in[:, -told:]
    weight, bias = (p.detach().numpy() for p in (model.project.weight, model.project.bias))
    return w_in[:, :-told], last @ weight, last @ bias
