"""Marked sentences (marked.py) as batches of passages, and what each of their marks costs."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from heads import MODALITIES, SIGNS, Encoded
from torch import Tensor, nn

from dragoman.read.attribution.tokens import Passage, passages
from dragoman.read.encoder.pieces import Vocabulary

Row = dict[str, Any]

OTHER = 0.1  # what the words weigh that tell no deed where only one class is known of a text: they may tell another


@dataclass(slots=True)
class Marked:
    """A text with its words and marks."""

    row: Row
    passage: Passage

    def words(self, start: int, end: int) -> list[int]:
        """The numbers of the words in a stretch of the text; the next one where none is."""
        starts, ends = self.passage.starts, self.passage.ends
        inside = [k for k in range(len(starts)) if starts[k] < end and ends[k] > start]
        return inside or [next((k for k in range(len(starts)) if ends[k] > start), len(starts) - 1)]


def read_marked(path: Path) -> list[Marked]:
    """The texts of a file of marked.py."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [Marked(row, next(iter(passages(row["text"], size=10_000)))) for row in rows]


def padded(found: Sequence[Passage], vocabulary: Vocabulary) -> tuple[Tensor, Tensor]:
    """Pieces and owners (batch, pieces), padded at the end."""
    cut = [vocabulary.passage(one.words) for one in found]
    longest = max(len(pieces) for pieces, _ in cut)
    pieces, owners = np.zeros((len(cut), longest), np.int64), np.full((len(cut), longest), -1, np.int64)
    for k, (numbers, places) in enumerate(cut):
        pieces[k, : len(numbers)], owners[k, : len(places)] = numbers, places
    return torch.from_numpy(pieces), torch.from_numpy(owners)


def endless(found: list[Marked], chance: random.Random, size: int) -> Iterator[list[Marked]]:
    """Batches of texts of like length, for ever."""
    while True:
        order = sorted(found, key=lambda one: len(one.passage) + chance.random() * 8)
        groups = [order[at : at + size] for at in range(0, len(order), size)]
        chance.shuffle(groups)
        yield from groups


def mixed(one: list[Marked], other: list[Marked], chance: random.Random, sizes: list[int]) -> Iterator[list[Marked]]:
    """Batches of so many texts of one kind and so many of another, for ever."""
    for first, second in zip(endless(one, chance, sizes[0]), endless(other, chance, sizes[1]), strict=True):
        yield [*first, *second]


def judged(model: Encoded, batch: list[Marked], vocabulary: Vocabulary) -> dict[str, tuple[Tensor, Tensor, Tensor]]:
    """For each question: scores (n, answers), right answers (n, answers) as shares, weights (n)."""
    steps = max(len(one.passage) for one in batch)
    states = model.states(*padded([one.passage for one in batch], vocabulary), steps)[1]
    mask = torch.arange(steps)[None, :] < torch.tensor([len(one.passage) for one in batch])[:, None]
    whole = model.whole(states, mask)
    asked = asked_of(batch)

    def at(spans: list[tuple[int, list[int]]]) -> Tensor:
        return torch.stack([states[k, places].mean(0) for k, places in spans])

    out = {}
    if asked["gist"]:
        rows = [k for k, _, _ in asked["gist"]]
        out["gist"] = _answers(model.gist(whole[rows]), asked["gist"])
    for name, judge in (("words", model.words), ("modality", model.modality)):
        if asked[name]:
            rows = [k for (k, _), _, _ in asked[name]]
            out[name] = _answers(judge(at([place for place, _, _ in asked[name]]), whole[rows]), asked[name])
    if asked["some"]:
        rows = [k for (k, _), _, _ in asked["some"]]
        out["some"] = _told(model.words(at([place for place, _, _ in asked["some"]]), whole[rows]), asked["some"])
    if asked["sides"]:
        first, second = (at([(k, pair[side]) for (k, pair), _, _ in asked["sides"]]) for side in range(2))
        out["sides"] = _answers(model.sides(first, second), asked["sides"])
    if asked["pairs"]:
        first, second = (at([(k, pair[side]) for (k, pair), _, _ in asked["pairs"]]) for side in range(2))
        out["pairs"] = _answers(
            model.pairs(first, second, whole[[k for (k, _), _, _ in asked["pairs"]]]), asked["pairs"]
        )
    return out


def _answers(scores: Tensor, asked: list) -> tuple[Tensor, Tensor, Tensor]:
    """Several answers are right in equal parts; of a set any is, and its members share as they now seem likely."""
    right = torch.zeros_like(scores)
    for k, (_, answers, _) in enumerate(asked):
        if isinstance(answers, frozenset):
            places = sorted(answers)
            right[k, places] = scores[k, places].detach().softmax(0)
        else:
            right[k, answers] = 1 / len(answers)
    return scores, right, torch.tensor([weight for _, _, weight in asked])


def _told(scores: Tensor, asked: list) -> tuple[Tensor, Tensor, Tensor]:
    """Of the words of a text the likeliest tells its deed, the others none, which is less certain."""
    right, weights = torch.zeros_like(scores), torch.full((len(asked),), OTHER)
    chances = scores.detach().softmax(-1)
    best: dict[int, tuple[float, int]] = {}
    for row, ((text, _), answers, _) in enumerate(asked):
        best[text] = max(best.get(text, (-1.0, 0)), (float(chances[row, sorted(answers)].sum()), row))
    right[:, 0] = 1.0
    for _, row in best.values():
        places = sorted(asked[row][1])
        right[row, 0], weights[row] = 0.0, 1.0
        right[row, places] = scores[row, places].detach().softmax(0)
    return scores, right, weights


def asked_of(batch: list[Marked]) -> dict[str, list]:
    """(place, right answers, weight) of each question."""
    out: dict[str, list] = {name: [] for name in ("gist", "words", "some", "modality", "sides", "pairs")}
    for k, one in enumerate(batch):
        row = one.row
        if "gist" in row:
            out["gist"].append((k, row["gist"] or [0], 1.0))
        if "any" in row:
            out["gist"].append((k, frozenset(row["any"]), 1.0))
        for start, end, answer, weight in row.get("words", ()):
            out["words"].append(((k, one.words(start, end)), [answer], weight))
        for start, end, answers in row.get("some", ()):
            out["some"].append(((k, one.words(start, end)), frozenset(answers), 1.0))
        for start, end, name in row.get("modality", ()):
            out["modality"].append(((k, one.words(start, end)), [MODALITIES.index(name)], 1.0))
        for a, b, c, d, answer in row.get("sides", ()):
            out["sides"].append(((k, (one.words(a, b), one.words(c, d))), [answer], 1.0))
        for a, b, c, d, name in row.get("pairs", ()):
            out["pairs"].append(((k, (one.words(a, b), one.words(c, d))), [SIGNS.index(name)], 1.0))
    return out


def cost(model: Encoded, batch: list[Marked], vocabulary: Vocabulary, shares: dict[str, float]) -> Tensor:
    """The weighted losses of all questions."""
    total = torch.zeros(())
    for name, (scores, right, weight) in judged(model, batch, vocabulary).items():
        loss = nn.functional.cross_entropy(scores, right, reduction="none", label_smoothing=0.05)
        total = total + shares[name] * (loss * weight).sum() / weight.sum()
    return total


def shown(model: Encoded, found: list[Marked], vocabulary: Vocabulary) -> dict[str, float]:
    """The share of right answers to each question."""
    hits: dict[str, list[bool]] = {}
    model.eval()
    with torch.no_grad():
        for at in range(0, len(found), 64):
            for name, (scores, right, _) in judged(model, found[at : at + 64], vocabulary).items():
                hits.setdefault(name, []).extend((right.gather(1, scores.argmax(1, keepdim=True)) > 0)[:, 0].tolist())
    return {name: round(100 * sum(told) / len(told), 1) for name, told in hits.items()}
