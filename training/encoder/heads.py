"""What the encoder is asked beside attribution: small networks over the states of words."""

import torch
from minilm import WIDTH, MiniLM
from network import Tagger
from torch import Tensor, nn

from dragoman.read.event_model import CLASSES

HIDDEN = 128
MODALITIES = ("happened", "planned", "hypothetical", "denied", "demanded")
SIGNS = ("cooperative", "adversarial", "neutral", "none")
SIDES = 3


class Judge(nn.Module):
    """One hidden layer over the states of the places that are judged together."""

    def __init__(self, places: int, answers: int) -> None:
        super().__init__()
        self.drop_in, self.drop = nn.Dropout(0.2), nn.Dropout(0.2)
        self.hidden, self.out = nn.Linear(places * WIDTH, HIDDEN), nn.Linear(HIDDEN, answers)

    def forward(self, *places: Tensor) -> Tensor:
        return self.out(self.drop(torch.relu(self.hidden(self.drop_in(torch.cat(places, -1))))))


class Encoded(nn.Module):
    """The encoder with its tagger and its judges."""

    def __init__(self, settings: dict, words: int, encoder: MiniLM) -> None:
        super().__init__()
        self.encoder = encoder
        self.tagger = Tagger(settings["network"], words)
        self.look = nn.Linear(WIDTH, 1)
        self.gist = Judge(1, len(CLASSES))
        self.words = Judge(2, len(CLASSES))
        self.modality = Judge(2, len(MODALITIES))
        self.sides = Judge(2, SIDES)
        self.pairs = Judge(3, len(SIGNS))

    def states(self, pieces: Tensor, owners: Tensor, steps: int) -> tuple[Tensor, Tensor]:
        """Both states of words (batch, steps, WIDTH): the mean of their pieces. `owners`: word of each piece from 1 on, 0 a mark, -1 padding."""
        with torch.autocast("cpu", torch.bfloat16):
            told, other = self.encoder(pieces, owners >= 0)
        first = _of_words(told.float(), owners, steps)
        return first, first if other is told else _of_words(other.float(), owners, steps)

    def whole(self, states: Tensor, mask: Tensor) -> Tensor:
        """A sentence (batch, WIDTH) from the words that matter in it."""
        weight = torch.where(mask, self.look(states)[..., 0], -1e4).softmax(-1)
        return (weight[..., None] * states).sum(1)


def _of_words(told: Tensor, owners: Tensor, steps: int) -> Tensor:
    place = owners.clamp(min=0)[..., None].expand(-1, -1, WIDTH)
    total = torch.zeros(len(told), steps + 1, WIDTH).scatter_add(1, place, told)
    count = torch.zeros(len(told), steps + 1).scatter_add(1, owners.clamp(min=0), torch.ones_like(told[..., 0]))
    return (total / count.clamp(min=1)[..., None])[:, 1:]
