"""The tagger as torch sees it while it learns: embeddings, bidirectional LSTM layers, a linear-chain CRF."""

import torch
from corpus import TAGS
from torch import Tensor, nn

from dragoman.read.attribution.features import BEGINNINGS, BUCKETS, COLUMNS, FLAGS, QUOTES

FORBIDDEN = -1e4


def forbidden() -> tuple[Tensor, Tensor]:
    """What no sequence may do: (from, to) pairs and first tags, as penalties."""
    pairs, first = torch.zeros(len(TAGS), len(TAGS)), torch.zeros(len(TAGS))
    for to, name in enumerate(TAGS):
        if name.startswith("I-"):
            first[to] = FORBIDDEN
            for before, earlier in enumerate(TAGS):
                if earlier[2:] != name[2:]:
                    pairs[before, to] = FORBIDDEN
    return pairs, first


class Shared(nn.Module):
    """Dropout whose mask is the same at every step of a sequence (time first)."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        mask = torch.empty(1, *x.shape[1:], dtype=x.dtype).bernoulli_(1 - self.rate) / (1 - self.rate)
        return x * mask


class Tagger(nn.Module):
    """`settings` is the table `network` of the configuration; `words` the size of the vocabulary, number 0 included.

    With an encoder, `settings` has the width of its states ("state") and how many numbers are made of one ("told").
    `weight` is what the network counts for beside others.
    """

    def __init__(self, settings: dict, words: int) -> None:
        super().__init__()
        self.settings = settings
        sizes = {**settings["embeddings"]}
        tables = {"word": words, **BUCKETS}
        self.embed = nn.ModuleDict({name: nn.Embedding(tables[name], sizes[name]) for name in COLUMNS})
        self.quote = nn.Embedding(QUOTES, sizes["quote"])
        self.begins = nn.Embedding(BEGINNINGS, sizes["begins"])
        for table in [*self.embed.values(), self.quote, self.begins]:
            nn.init.normal_(table.weight, std=0.3)
        width = sum(sizes.values()) + len(FLAGS) + settings.get("told", 0)
        if settings.get("told"):
            self.project = nn.Linear(settings["state"], settings["told"])
        hidden, depth = settings["hidden"], settings["layers"]
        self.lstm = nn.ParameterList()
        for layer in range(depth):
            for _ in range(2):
                self.lstm.extend(_cell(width if layer == 0 else 2 * hidden, hidden))
        self.drop_in, self.drop_mid = Shared(settings["dropout_in"]), Shared(settings["dropout_mid"])
        self.drop_out = nn.Dropout(settings["dropout_out"])
        self.out = nn.Linear(2 * hidden, len(TAGS))
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.first = nn.Parameter(torch.zeros(len(TAGS)))
        pairs, first = forbidden()
        self.register_buffer("pairs_forbidden", pairs)
        self.register_buffer("first_forbidden", first)

    def inputs(self, rows: Tensor) -> Tensor:
        """rows: (steps, batch, columns)"""
        parts = [self.embed[name](rows[..., k]) for k, name in enumerate(COLUMNS)]
        bits = (rows[..., len(COLUMNS), None] >> torch.arange(len(FLAGS))) & 1
        return torch.cat([*parts, bits.float(), self.quote(rows[..., -2]), self.begins(rows[..., -1])], -1)

    def emissions(self, rows: Tensor, lengths: Tensor, told: Tensor | None = None) -> Tensor:
        """(steps, batch, tags)"""
        return self.out(self.drop_out(self.states(rows, lengths, told)))

    def states(self, rows: Tensor, lengths: Tensor, told: Tensor | None = None) -> Tensor:
        """States of the last layer (steps, batch, width); `told`: the encoder's (steps, batch, width)."""
        steps, batch = rows.shape[:2]
        back = lengths[None, :] - 1 - torch.arange(steps)[:, None]
        back = torch.where(back >= 0, back, torch.arange(steps)[:, None]).to(torch.int64)
        column = torch.arange(batch)[None, :]
        inputs = self.inputs(rows)
        if told is not None and self.settings.get("told"):
            inputs = torch.cat([inputs, self.project(told)], -1)
        x = self.drop_in(inputs).to(torch.bfloat16)
        for layer in range(self.settings["layers"]):
            ahead = self._run(x, 2 * layer)
            behind = self._run(x[back, column], 2 * layer + 1)[back, column]
            x = torch.cat([ahead, behind], -1)
            if layer + 1 < self.settings["layers"]:
                x = self.drop_mid(x)
        return x.float()

    def _run(self, x: Tensor, number: int) -> Tensor:
        w_in, w_rec, bias = (w for w in self.lstm[3 * number : 3 * number + 3])
        if self.training and self.settings["dropout_recurrent"]:
            w_rec = nn.functional.dropout(w_rec, self.settings["dropout_recurrent"])
        weights = [w.to(x.dtype) for w in (w_in, w_rec, bias, torch.zeros_like(bias))]
        start = torch.zeros(1, x.shape[1], self.settings["hidden"], dtype=x.dtype)
        return torch.lstm(x, (start, start), weights, True, 1, 0.0, self.training, False, False)[0]

    def penalty(self) -> tuple[Tensor, Tensor]:
        return self.transitions + self.pairs_forbidden, self.first + self.first_forbidden

    def loss(self, rows: Tensor, lengths: Tensor, tags: Tensor, told: Tensor | None = None) -> Tensor:
        """Negative log-likelihood a token."""
        mask = torch.arange(len(rows))[:, None] < lengths[None, :]
        return self._nll(self.emissions(rows, lengths, told), tags, mask) / mask.sum()

    def _nll(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        pairs, first = self.penalty()
        given = scores.gather(2, tags[..., None])[..., 0]
        gold = (given * mask).sum() + first[tags[0]].sum() + (pairs[tags[:-1], tags[1:]] * mask[1:]).sum()
        alpha = first + scores[0]
        for step in range(1, len(scores)):
            ahead = torch.logsumexp(alpha[:, :, None] + pairs, 1) + scores[step]
            alpha = torch.where(mask[step][:, None], ahead, alpha)
        return torch.logsumexp(alpha, 1).sum() - gold


def _cell(width: int, hidden: int) -> list[nn.Parameter]:
    w_in, w_rec, bias = torch.empty(4 * hidden, width), torch.empty(4 * hidden, hidden), torch.zeros(4 * hidden)
    nn.init.xavier_uniform_(w_in)
    for k in range(4):
        nn.init.orthogonal_(w_rec[k * hidden : (k + 1) * hidden])
    bias[hidden : 2 * hidden] = 1.0
    return [nn.Parameter(w_in), nn.Parameter(w_rec), nn.Parameter(bias)]
