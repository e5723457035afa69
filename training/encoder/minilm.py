"""The pretrained encoder as torch sees it: BERT's layers, started from the weights of a safetensors file."""

from copy import deepcopy
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH, DEPTH, HEADS, INNER = 384, 6, 12, 1536
VOCABULARY, PLACES = 30522, 512


class Shared(nn.Module):
    """Dropout whose mask is the same for all pieces of a passage: as good, and drawn in a hundredth of the time."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        return x * (torch.rand(len(x), 1, x.shape[-1]) > self.rate).to(x.dtype) / (1 - self.rate)


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each with a residual and a norm after it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm_attention, self.norm_inner = (nn.LayerNorm(WIDTH, eps=1e-12) for _ in range(2))
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = Shared(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (batch, pieces, width); mask: (batch, 1, 1, pieces), added to the scores."""
        batch, steps, _ = x.shape

        def heads(part: nn.Linear) -> Tensor:
            return part(x).view(batch, steps, HEADS, WIDTH // HEADS).transpose(1, 2)

        scores = heads(self.query) @ heads(self.key).transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + mask
        told = scores.softmax(-1).to(scores.dtype) @ heads(self.value)
        x = self.norm_attention(x + self.drop(self.out(told.transpose(1, 2).reshape(batch, steps, WIDTH))))
        return self.norm_inner(x + self.drop(self.narrow(nn.functional.gelu(self.widen(x)))))


class MiniLM(nn.Module):
    """Pieces (batch, pieces) to two states of each (batch, pieces, WIDTH): of the last layer, and of a branch beside the last ones."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(PLACES, WIDTH)
        self.words.weight.requires_grad_(requires_grad=False)  # rare words stay where pretraining put them
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Shared(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(DEPTH))
        self.branch = nn.ModuleList()

    def grow(self, layers: int) -> "MiniLM":
        """Copy the last layers as a branch, to be taught something else."""
        self.branch = deepcopy(self.layers[-layers:])
        return self

    def forward(self, pieces: Tensor, real: Tensor) -> tuple[Tensor, Tensor]:
        """`real`: which pieces are not padding."""
        x = self.words(pieces) + self.places.weight[: pieces.shape[1]] + self.kind
        x = self.drop(self.norm(x))
        mask = torch.where(real, 0.0, -1e4)[:, None, None, :].to(x.dtype)
        fork = DEPTH - len(self.branch)
        for layer in self.layers[:fork]:
            x = layer(x, mask)
        states = other = x
        for layer in self.layers[fork:]:
            states = layer(states, mask)
        for layer in self.branch:
            other = layer(other, mask)
        return states, other

    @classmethod
    def pretrained(cls, file: Path, dropout: float = 0.1) -> "MiniLM":
        """With the weights of a file in the naming of BERT."""
        stored, model = load_file(str(file)), cls(dropout)
        own: dict[str, Tensor] = {
            "words.weight": stored["embeddings.word_embeddings.weight"],
            "places.weight": stored["embeddings.position_embeddings.weight"],
            "kind": stored["embeddings.token_type_embeddings.weight"][0],
            "norm.weight": stored["embeddings.LayerNorm.weight"],
            "norm.bias": stored["embeddings.LayerNorm.bias"],
        }
        names = {
            "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
            "out": "attention.output.dense", "norm_attention": "attention.output.LayerNorm",
            "widen": "intermediate.dense", "narrow": "output.dense", "norm_inner": "output.LayerNorm",
        }  # fmt: skip
        for layer in range(DEPTH):
            for name, theirs in names.items():
                for part in ("weight", "bias"):
                    own[f"layers.{layer}.{name}.{part}"] = stored[f"encoder.layer.{layer}.{theirs}.{part}"]
        model.load_state_dict(own)
        return model
