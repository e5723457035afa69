"""Learn the linker and the confidence of its claims.

The linker sees the annotators' spans and, three times over, the tagger's own on the same articles with parts of it switched off
(dropout), so that it meets spans that are wrong. Confidence is learnt on the held tenth, which the tagger has not seen.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from corpus import ROLES, Article, Gold, Tagged, tagged
from export import network_of
from learn import stack
from network import Tagger
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from dragoman.read.attribution.features import Encoder
from dragoman.read.attribution.linking import (
    ALONE_WIDTH,
    PAIR_WIDTH,
    Found,
    Link,
    Scene,
    Scorer,
    Spans,
    found_spans,
    link,
    pairs,
)
from dragoman.read.attribution.network import BATCH, Network, Tagging, judge, tag

HIDDEN = 48


def gold_spans(one: Tagged, chance: random.Random) -> Spans:
    """The annotators' spans, given out as fairly sure ones."""
    found = []
    for role in ROLES:
        places = sorted({tuple(span) for attribution in one.links for span in attribution[role]})
        found.append(tuple(Found(s, e, 1 - chance.random() ** 2 / 2) for s, e in places))
    return Spans(*found)


Tell = Callable[[Sequence[Tagged]], list[np.ndarray]]
"""What an encoder says of the words of each passage: states (words, width)."""


def noisy(
    models: Sequence[Tagger], found: list[Tagged], encoder: Encoder, told: list[np.ndarray] | None = None
) -> list[Tagging]:
    """The taggers' work with dropout on."""
    networks = [network_of(model) for model in models]
    order = sorted(range(len(found)), key=lambda k: -len(found[k].passage))
    out: dict[int, Tagging] = {}
    for model in models:
        model.train()
    with torch.no_grad():
        for at in range(0, len(order), BATCH):
            chosen = order[at : at + BATCH]
            rows, lengths, _ = stack([found[k] for k in chosen], encoder)
            beside = None if told is None else pad_sequence([torch.from_numpy(told[k]).float() for k in chosen])
            parts = [model.states(rows, lengths, beside) for model in models]
            dropped = [model.drop_out(part).numpy() for model, part in zip(models, parts, strict=True)]
            whole = torch.cat(parts, -1).numpy()
            for column, tagging in enumerate(judge(networks, dropped, lengths.numpy())):
                out[chosen[column]] = replace(tagging, states=whole[: lengths[column], column].copy())
    for model in models:
        model.eval()
    return [out[k] for k in range(len(found))]


def answers(one: Tagged, spans: Spans) -> tuple[list[int], list[int]]:
    """The right choice of each content (a cue) and of each cue (a source); the number after the last is none."""
    contents, sources = [], []
    for content in spans.content:
        owner = _owner(one, "content", content)
        contents.append(_best(spans.cue, owner["cue"] if owner else []))
    for cue in spans.cue:
        owner = _owner(one, "cue", cue)
        sources.append(_best(spans.source, owner["source"]) if owner else -1)
    return contents, sources


def _owner(one: Tagged, role: str, span: Found) -> dict | None:
    scored = [(sum(_shared(span, place) for place in attribution[role]), -k) for k, attribution in enumerate(one.links)]
    best = max(scored, default=(0, 0))
    return one.links[-best[1]] if best[0] else None


def _best(options: tuple[Found, ...], places: list[tuple[int, int]]) -> int:
    scored = [(sum(_shared(option, place) for place in places), -k) for k, option in enumerate(options)]
    best = max(scored, default=(0, 0))
    return -best[1] if best[0] else len(options)


def _shared(span: Found, place: tuple[int, int]) -> int:
    return max(0, min(span.end, place[1]) - max(span.start, place[0]))


@dataclass(frozen=True, slots=True)
class Example:
    """One choice: facts (options, width), states of the seeker and of the options, the right one."""

    facts: np.ndarray
    seeker: np.ndarray
    options: np.ndarray
    answer: int


def examples(found: list[Tagged], scenes: list[Scene]) -> tuple[list[Example], list[Example]]:
    """Choices of contents and of cues; a cue that no annotator marked teaches nothing about sources."""
    contents, sources = [], []
    for one, scene in zip(found, scenes, strict=True):
        spans = scene.spans
        right_cue, right_source = answers(one, spans)
        if spans.cue and spans.content:
            contents += _choices(scene, spans.content, spans.cue, right_cue)
        if spans.cue:
            sources += _choices(scene, spans.cue, spans.source, right_source)
    return contents, sources


def _choices(scene: Scene, seekers: tuple[Found, ...], options: tuple[Found, ...], right: list[int]) -> list[Example]:
    table, states = pairs(scene, seekers, options), scene.states_of(options, none=True).astype(np.float16)
    own = scene.states_of(seekers).astype(np.float16)
    return [
        Example(table[k].astype(np.float16), own[k], states, answer) for k, answer in enumerate(right) if answer >= 0
    ]


def learn_scorer(found: list[Example], seed: int, epochs: int = 10) -> Scorer:
    """Multinomial choice among the options, by a small hidden layer."""
    torch.manual_seed(seed)
    width, deep = PAIR_WIDTH + 2 * ALONE_WIDTH, len(found[0].seeker)
    facts, seeker, option = (
        nn.Linear(width, HIDDEN),
        nn.Linear(deep, HIDDEN, bias=False),
        nn.Linear(deep, HIDDEN, bias=False),
    )
    out = nn.Linear(HIDDEN, 1, bias=False)
    optimiser = torch.optim.AdamW(
        [p for part in (facts, seeker, option, out) for p in part.parameters()], lr=2e-3, weight_decay=0.05
    )
    chance = random.Random(seed)
    for epoch in range(epochs):
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * (1 - epoch / epochs)
        chance.shuffle(found)
        for at in range(0, len(found), 128):
            table, states, mask, own, right = _padded(found[at : at + 128])
            drop = nn.functional.dropout
            hidden = facts(drop(table, 0.05)) + option(drop(states, 0.3)) + seeker(drop(own, 0.3))[:, None]
            scores = out(drop(torch.relu(hidden), 0.1))[..., 0] + mask
            loss = nn.functional.cross_entropy(scores, right)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    weights = (facts.weight.T, seeker.weight.T, option.weight.T, facts.bias, out.weight[0])
    return Scorer(*(np.ascontiguousarray(w.detach().numpy()) for w in weights))


def _padded(batch: list[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Facts, states of the options, a mask of what is no option, states of the seekers, right answers."""
    most, width, deep = max(len(one.facts) for one in batch), batch[0].facts.shape[1], len(batch[0].seeker)
    table = np.zeros((len(batch), most, width), np.float32)
    states = np.zeros((len(batch), most, deep), np.float32)
    mask = np.full((len(batch), most), -1e4, np.float32)
    for k, one in enumerate(batch):
        size = len(one.facts)
        table[k, :size], states[k, :size], mask[k, :size] = one.facts, one.options, 0
    own = np.stack([one.seeker for one in batch]).astype(np.float32)
    right = torch.tensor([one.answer for one in batch])
    return torch.from_numpy(table), torch.from_numpy(states), torch.from_numpy(mask), torch.from_numpy(own), right


def learn_linker(
    models: Sequence[Tagger],
    articles: list[Article],
    encoder: Encoder,
    seed: int,
    rounds: int = 2,
    tell: Tell | None = None,
) -> tuple[Scorer, Scorer]:
    """(content → cue, cue → source)"""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    found = [t for article in articles for t in tagged(article)]
    rows = [encoder.encode(t.passage) for t in found]
    told = tell(found) if tell else None
    contents: list[Example] = []
    sources: list[Example] = []
    for turn in range(rounds + 1):
        scenes = []
        for one, row, tagging in zip(found, rows, noisy(models, found, encoder, told), strict=True):
            spans = found_spans(tagging.tags, tagging.marginals) if turn else gold_spans(one, chance)
            scenes.append(Scene(one.passage, row, tagging.states, spans))
        more = examples(found, scenes)
        contents += more[0]
        sources += more[1]
    return learn_scorer(contents, seed), learn_scorer(sources, seed)


def linked(scene: Scene, one: Tagged, links: list[Link]) -> list[Gold]:
    """Links as character ranges."""
    starts, ends = one.passage.starts, one.passage.ends

    def place(span: Found) -> tuple[int, int]:
        return starts[span.start], ends[span.end - 1]

    spans = scene.spans
    return [
        Gold(
            [] if k.source is None else [place(spans.source[k.source])],
            [place(spans.cue[k.cue])],
            [place(spans.content[c]) for c in k.contents],
        )
        for k in links
    ]


def attribute(
    networks: Sequence[Network],
    scorers: tuple[Scorer, Scorer],
    found: list[Tagged],
    encoder: Encoder,
    tell: Tell | None = None,
) -> list[tuple[Scene, list[Link]]]:
    """Tag and link passages."""
    rows = [encoder.encode(t.passage) for t in found]
    out = []
    for one, row, tagging in zip(found, rows, tag(networks, rows, tell(found) if tell else None), strict=True):
        scene = Scene(one.passage, row, tagging.states, found_spans(tagging.tags, tagging.marginals))
        out.append((scene, link(scene, *scorers)))
    return out
