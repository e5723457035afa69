"""One run of the tagger: batches, the optimiser, averaged weights, checkpoints, the held tenth after each epoch."""

import json
import math
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from augment import dressed
from corpus import TAGS, Article, Tagged, tagged
from network import Tagger
from torch import Tensor

from dragoman.read.attribution.features import COLUMNS, UNKNOWN, Encoder, Lexicon

EVALUATE_BATCH = 64


@dataclass(slots=True)
class Run:
    """A run as it stands after an epoch; stored, so that one which was stopped goes on."""

    model: Tagger
    averaged: Tagger
    optimiser: torch.optim.Optimizer
    chance: random.Random
    epoch: int = 0
    step: int = 0
    best: float = 0.0

    @classmethod
    def begin(cls, settings: dict, words: int) -> "Run":
        torch.manual_seed(settings["seed"])
        model, averaged = (Tagger(settings["network"], words) for _ in range(2))
        averaged.eval().load_state_dict(model.state_dict())
        optimiser = torch.optim.AdamW(
            model.parameters(), lr=settings["rate"], weight_decay=settings["weight_decay"], betas=(0.9, 0.98)
        )
        return cls(model, averaged, optimiser, random.Random(settings["seed"]))

    def store(self, file: Path) -> None:
        parts = {name: getattr(self, name).state_dict() for name in ("model", "averaged", "optimiser")}
        numbers = {name: getattr(self, name) for name in ("epoch", "step", "best")}
        torch.save({**parts, **numbers, "chance": self.chance.getstate(), "torch": torch.get_rng_state()}, file)

    def resume(self, file: Path) -> None:
        state = torch.load(file, weights_only=False)
        for name in ("model", "averaged", "optimiser"):
            getattr(self, name).load_state_dict(state[name])
        self.epoch, self.step, self.best = state["epoch"], state["step"], state["best"]
        self.chance.setstate(state["chance"])
        torch.set_rng_state(state["torch"])


def learn(settings: dict, train: list[Article], held: list[Article], lexicon: Lexicon, out: Path) -> Tagger:
    """Train, and keep in `out` the weights, averaged over the steps, of the last epoch or of that which did best on the held tenth (`keep`).

    Prints one line an epoch. A run that was stopped goes on where it was.
    """
    run = Run.begin(settings, len(lexicon.words) + 1)
    state = out.with_suffix(".state")
    if state.exists():
        run.resume(state)
    encoder = Encoder(lexicon)
    held_passages = [t for article in held for t in tagged(article)]
    while run.epoch < settings["epochs"]:
        started = time.process_time()
        loss = _learn_epoch(run, settings, train, encoder)
        scores = span_scores(run.averaged, held_passages, encoder)
        line = {"epoch": run.epoch, "loss": round(loss, 4), "cpu": round(time.process_time() - started), **scores}
        print(json.dumps(line), flush=True)
        if settings["keep"] == "last" or sum(scores.values()) > run.best:
            run.best = sum(scores.values())
            torch.save(run.averaged.state_dict(), out)
        run.store(state)
    run.averaged.load_state_dict(torch.load(out))
    return run.averaged


def members(settings: dict) -> list[dict]:
    """The settings of each network of the tagger: what they share, and what is its own."""
    shared, network = settings["shared"], settings["network"]
    return [{**shared, **own, "network": {**network, **own["network"]}} for own in settings["members"]]


def _learn_epoch(run: Run, settings: dict, train: list[Article], encoder: Encoder) -> float:
    """Go once through the articles; returns the mean loss."""
    batches = list(_batches(dressings(train, run.chance, settings), encoder, run.chance, settings))
    run.model.train()
    losses = 0.0
    for rows, lengths, tags in batches:
        for group in run.optimiser.param_groups:
            group["lr"] = _rate(run.step, settings["epochs"] * len(batches), settings)
        loss = run.model.loss(rows, lengths, tags)
        run.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(run.model.parameters(), settings["clip"])
        run.optimiser.step()
        _average(run.averaged, run.model, min(settings["averaging"], (1 + run.step) / (10 + run.step)))
        run.step += 1
        losses += loss.item()
    run.epoch += 1
    return losses / len(batches)


def _rate(step: int, total: int, settings: dict) -> float:
    warm = min(1.0, (step + 1) / settings["warmup_steps"])
    return settings["rate"] * warm * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))))


def _average(averaged: Tagger, model: Tagger, keep: float) -> None:
    with torch.no_grad():
        for old, new in zip(averaged.parameters(), model.parameters(), strict=True):
            old.lerp_(new, 1 - keep)


def dressings(articles: list[Article], chance: random.Random, settings: dict) -> list[Tagged]:
    """The passages of an epoch: each article changed by chance, by one of its annotators, cut anew."""
    out = []
    for article in articles:
        version = chance.randrange(len(article.annotations))
        changed = dressed(article, chance, settings["changes"])
        out += tagged(changed, version, size=chance.randint(*settings["passage_tokens"]))
    return out


def _batches(
    found: list[Tagged], encoder: Encoder, chance: random.Random, settings: dict
) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    found = [t for t in found if len(t.passage) > 1]
    chance.shuffle(found)
    found.sort(key=lambda t: len(t.passage) // 6)
    groups, group, longest = [], [], 0
    for one in found:
        longest = max(longest, len(one.passage))
        if group and longest * (len(group) + 1) > settings["batch_tokens"]:
            groups.append(group)
            group, longest = [], len(one.passage)
        group.append(one)
    groups.append(group)
    chance.shuffle(groups)
    hider = np.random.default_rng(chance.randrange(2**32))
    for group in groups:
        rows, lengths, tags = stack(group, encoder)
        yield hidden(rows, hider, settings), lengths, tags


def hidden(rows: Tensor, hider: np.random.Generator, settings: dict) -> Tensor:
    """Hide some words, and of some all that their letters tell, so that neither is relied on alone."""
    drawn = torch.from_numpy(hider.random(rows.shape[:2], dtype=np.float32))
    rows[..., 0] = torch.where(drawn < settings["hide_word"], UNKNOWN, rows[..., 0])
    for column in range(1, len(COLUMNS) - 1):
        rows[..., column] = torch.where(drawn < settings["hide_spelling"], 0, rows[..., column])
    return rows


def stack(group: list[Tagged], encoder: Encoder) -> tuple[Tensor, Tensor, Tensor]:
    """Rows (steps, batch, columns), lengths and tags of passages, padded at the end."""
    lengths = [len(t.passage) for t in group]
    rows = np.zeros((max(lengths), len(group), len(COLUMNS) + 3), np.int64)
    tags = np.zeros((max(lengths), len(group)), np.int64)
    for k, one in enumerate(group):
        rows[: lengths[k], k] = encoder.encode(one.passage)
        tags[: lengths[k], k] = one.tags
    return torch.from_numpy(rows), torch.tensor(lengths), torch.from_numpy(tags)


Beside = Callable[[list[Tagged]], Tensor]
"""What an encoder says of a batch of passages: states (steps, batch, width)."""


def span_scores(model: Tagger, found: list[Tagged], encoder: Encoder, beside: Beside | None = None) -> dict[str, float]:
    """Exact F1 a role over tagged spans."""
    return exact(found, predict(model, found, encoder, beside))


def exact(found: list[Tagged], given: list[list[int]]) -> dict[str, float]:
    """Exact F1 a role of given tags."""
    counts = {name[2:]: [0, 0, 0] for name in TAGS if name.startswith("B-")}
    for one, tags in zip(found, given, strict=True):
        gold, told = set(spans(one.tags)), set(spans(tags))
        for k, group in enumerate((gold & told, told, gold)):
            for role, _, _ in group:
                counts[role][k] += 1
    return {role: round(200 * hit / max(1, told + gold), 2) for role, (hit, told, gold) in counts.items()}


def predict(model: Tagger, found: list[Tagged], encoder: Encoder, beside: Beside | None = None) -> list[list[int]]:
    """The best tags of each passage."""
    scores = score(model, found, encoder, beside)
    pairs, first = (p.detach().numpy() for p in model.penalty())
    return [viterbi(s, pairs, first) for s in scores]


def score(model: Tagger, found: list[Tagged], encoder: Encoder, beside: Beside | None = None) -> list[np.ndarray]:
    """Emission scores (tokens, tags) of each passage."""
    model.eval()
    order = sorted(range(len(found)), key=lambda k: len(found[k].passage))
    out: list = [None] * len(found)
    with torch.no_grad():
        for at in range(0, len(order), EVALUATE_BATCH):
            chosen = order[at : at + EVALUATE_BATCH]
            group = [found[k] for k in chosen]
            rows, lengths, _ = stack(group, encoder)
            scores = model.emissions(rows, lengths, beside(group) if beside else None).numpy()
            for column, k in enumerate(chosen):
                out[k] = scores[: lengths[column], column]
    return out


def viterbi(scores: np.ndarray, pairs: np.ndarray, first: np.ndarray) -> list[int]:
    """The best sequence under the CRF."""
    best, back = first + scores[0], []
    for row in scores[1:]:
        paths = best[:, None] + pairs
        back.append(paths.argmax(0))
        best = paths.max(0) + row
    tags = [int(best.argmax())]
    for pointers in reversed(back):
        tags.append(int(pointers[tags[-1]]))
    return tags[::-1]


def spans(tags: list[int]) -> Iterator[tuple[str, int, int]]:
    """(role, first token, after the last) of each tagged span."""
    start = None
    for place, tag in enumerate([*tags, 0]):
        if start is not None and (tag == 0 or tag % 2 == 1):
            yield TAGS[tags[start]][2:], start, place
            start = None
        if tag % 2 == 1:
            start = place
