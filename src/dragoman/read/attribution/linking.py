"""Which cue goes with which source and content: a small network over what lies between two spans.

Every content looks for its cue, and every cue for its source, among those of the passage, or for none. So a source may serve
several claims ("X said A and warned B"), and a claim may have a broken content ("A," X said, "B").
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.read.attribution.features import COLUMNS, FLAGS
from dragoman.read.attribution.tokens import Passage

Floats = NDArray[np.float32]

_NEAR = (0, 1, 2, 4, 8, 16, 32, 64)
_LEADS = ("that", "to", "“", '"', "whether", "how", "for", "as", "of")
_AFTER = (",", "”", '"', ".", "said", ":")
_ACCORDING = frozenset(("according", ":", "per", "by", "of", "in"))
_FLAG_COLUMN = len(COLUMNS)


@dataclass(frozen=True, slots=True)
class Found:
    """A tagged span in tokens, with the probability that it is one."""

    start: int
    end: int
    probability: float


@dataclass(frozen=True, slots=True)
class Spans:
    """The tagged spans of a passage, each role in order."""

    source: tuple[Found, ...]
    cue: tuple[Found, ...]
    content: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """A hidden layer over the facts of a pair and the tagger's states at both spans, then one number a pair."""

    w_facts: Floats
    w_seeker: Floats
    w_option: Floats
    bias: Floats
    w_out: Floats

    def scores(self, facts: Floats, seekers: Floats, options: Floats) -> Floats:
        """(seekers, options) from facts (seekers, options, width) and states (spans, width)."""
        hidden = facts @ self.w_facts + self.bias
        hidden += (seekers @ self.w_seeker)[:, None, :]
        hidden += (options @ self.w_option)[None, :, :]
        scores: Floats = np.maximum(hidden, 0) @ self.w_out
        return scores


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution in span numbers, with the probabilities of the links it rests on."""

    source: int | None
    cue: int
    contents: tuple[int, ...]
    source_probability: float
    content_probability: float


def found_spans(tags: NDArray[np.int64], marginals: Floats) -> Spans:
    """The spans of a tag sequence; the probability of one is that of its least certain token."""
    roles: tuple[list[Found], ...] = ([], [], [])
    sure = marginals[np.arange(len(tags)), tags].tolist()
    start = -1
    listed = [*tags.tolist(), 0]
    for place, tag in enumerate(listed):
        if start >= 0 and (tag == 0 or tag % 2 == 1):
            roles[(listed[start] - 1) // 2].append(Found(start, place, min(sure[start:place])))
            start = -1
        if tag % 2 == 1:
            start = place
    return Spans(*(tuple(found) for found in roles))


class Scene:
    """What the linker sees of a passage."""

    def __init__(self, passage: Passage, rows: NDArray[np.int32], states: Floats, spans: Spans) -> None:
        self.states = states
        self.words = [word.lower() for word in passage.words]
        self.quote = [state % 4 for state in passage.quote]
        self.sentences = np.concatenate([[0], np.cumsum(np.asarray(passage.begins) > 0)])
        self.paragraphs = np.concatenate([[0], np.cumsum(np.asarray(passage.begins) == 2)])
        self.flags = rows[:, _FLAG_COLUMN].tolist()
        self.spans = spans
        marks = np.zeros((3, len(passage) + 1), np.int64)
        for role, found in enumerate((spans.source, spans.cue, spans.content)):
            for span in found:
                marks[role, span.start + 1] += 1
        self.counts = marks.cumsum(1)

    def states_of(self, spans: Sequence[Found], *, none: bool = False) -> Floats:
        """The tagger's states at the first and last token of each span, summed; a row of zeros at the end for none."""
        first, last = [span.start for span in spans], [span.end - 1 for span in spans]
        states = self.states[first] + self.states[last]
        return np.concatenate([states, np.zeros((1, states.shape[1]), np.float32)]) if none else states


def link(scene: Scene, content_scorer: Scorer, source_scorer: Scorer) -> list[Link]:
    """The attributions of a passage, by the place of their cue; a cue without content and a content without cue are left out."""
    spans = scene.spans
    if not spans.cue or not spans.content:
        return []
    chosen: dict[int, list[tuple[int, float]]] = {}
    for k, probabilities in enumerate(choices(scene, spans.content, spans.cue, content_scorer)):
        best = int(probabilities.argmax())
        if best < len(spans.cue):
            chosen.setdefault(best, []).append((k, float(probabilities[best])))
    out = []
    sources = choices(scene, [spans.cue[k] for k in chosen], spans.source, source_scorer)
    for (cue, contents), probabilities in zip(chosen.items(), sources, strict=True):
        best = int(probabilities.argmax())
        source = best if best < len(spans.source) else None
        surest = max(probability for _, probability in contents)
        out.append(Link(source, cue, tuple(k for k, _ in contents), float(probabilities[best]), surest))
    return sorted(out, key=lambda found: found.cue)


def choices(scene: Scene, seekers: Sequence[Found], options: Sequence[Found], scorer: Scorer) -> list[Floats]:
    """For each seeker the probability of each option, and last of none."""
    if not seekers:
        return []
    scores = scorer.scores(
        pairs(scene, seekers, options), scene.states_of(seekers), scene.states_of(options, none=True)
    )
    weights = np.exp(scores - scores.max(1, keepdims=True))
    return list(weights / weights.sum(1, keepdims=True))


def pairs(scene: Scene, seekers: Sequence[Found], options: Sequence[Found]) -> Floats:
    """Features (seekers, options + 1, width); the last option is none."""
    out = []
    plain = [_alone(scene, option) for option in options]
    for seeker in seekers:
        alone = _alone(scene, seeker)
        before = [k for k, option in enumerate(options) if option.start < seeker.start]
        after = [k for k, option in enumerate(options) if option.start >= seeker.start]
        nearest = ({before[-1]} if before else set()) | ({after[0]} if after else set())
        for k, option in enumerate(options):
            out.append([*_pair(scene, seeker, option, nearest=k in nearest), *plain[k], *alone])
        out.append([1.0, *[0.0] * (PAIR_WIDTH - 1), *[0.0] * ALONE_WIDTH, *alone])
    return np.array(out, np.float32).reshape(len(seekers), len(options) + 1, PAIR_WIDTH + 2 * ALONE_WIDTH)


def _pair(scene: Scene, seeker: Found, option: Found, *, nearest: bool) -> list[float]:
    forward = option.start >= seeker.start
    first, second = (seeker, option) if forward else (option, seeker)
    start, end = first.end, max(first.end, second.start)
    gap = end - start
    sentences = int(scene.sentences[second.start + 1] - scene.sentences[first.end])
    paragraphs = int(scene.paragraphs[second.start + 1] - scene.paragraphs[first.end])
    between = [int(scene.counts[role][end] - scene.counts[role][start]) for role in range(3)]
    bare = all(not scene.words[k][0].isalnum() for k in range(start, end)) if gap < 4 else False
    side = 1.0 if forward else 0.0
    values = [
        0.0, side, 1.0 - side, float(nearest), float(nearest) * side, float(bare), float(bare) * side,
        min(gap, 60) / 20, float(sentences == 0), float(sentences == 0) * side, float(sentences == 1), float(sentences == 1) * side,
        min(sentences, 6) / 3, float(paragraphs == 0), min(paragraphs, 3) / 2,
        *[float(count == 0) for count in between], *[min(count, 4) / 2 for count in between], *[float(count == 0) * side for count in between],
        float(scene.quote[seeker.start] == scene.quote[option.start]),
    ]  # fmt: skip
    values += [float(gap <= bound) for bound in _NEAR]
    return values + [float(gap <= bound) * side for bound in _NEAR]


def _alone(scene: Scene, span: Found) -> list[float]:
    words, flags = scene.words, scene.flags
    mask = 0
    for k in range(span.start, min(span.end, span.start + 12)):
        mask |= flags[k]
    before = words[span.start - 1] if span.start else "\n"
    after = words[span.end] if span.end < len(words) else "\n"
    values = [
        span.probability, min(span.end - span.start, 40) / 20, float(span.end - span.start == 1),
        float(scene.quote[span.start] == 1), float(scene.quote[span.start] == 2), float(scene.quote[span.end - 1] == 3),
        float(scene.sentences[span.start + 1] > scene.sentences[span.start]), float(scene.paragraphs[span.start + 1] > scene.paragraphs[span.start]),
        float(words[span.start] in _ACCORDING), float(not words[span.end - 1][0].isalnum()), float(before == ","), float(after == "\n"),
    ]  # fmt: skip
    values += [float(words[span.start] == lead) for lead in _LEADS]
    values += [float(after == mark) for mark in _AFTER]
    return values + [float(mask >> k & 1) for k in range(len(FLAGS))]


PAIR_WIDTH = 25 + 2 * len(_NEAR)
ALONE_WIDTH = 12 + len(_LEADS) + len(_AFTER) + len(FLAGS)
