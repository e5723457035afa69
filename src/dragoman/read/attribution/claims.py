"""Who says what in a plain text: each attribution with its spans, whether it is a statement, and how sure that is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from dragoman.read.attribution import model as weights
from dragoman.read.attribution.features import FLAGS, normal
from dragoman.read.attribution.linking import Found, Link, Scene, found_spans, link
from dragoman.read.attribution.network import Floats, tag
from dragoman.read.attribution.tokens import Passage, passages
from dragoman.records import Span

BLOCK = 192
"""Passages that are held in memory together."""

_STATEMENT = 1 << FLAGS.index("statement_verb") | 1 << FLAGS.index("statement_noun")
_SAYING_MARKS = frozenset((":", "according", "per"))


@dataclass(frozen=True, slots=True)
class Attribution:
    """One claim as it stands in a text.

    `source`: who says it, None if nobody is named; `content` is broken into several spans where cue or source stand inside.
    `statement`: something said or written, not a wish or belief. `confidence`: probability that an annotator marked the same
    claim, with cue and source at the same place and half of the content's words at least.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    statement: bool
    confidence: float


def attributions(
    text: str,
    *,
    threshold: float | None = None,
    model: weights.Model | None = None,
    told: Iterable[Floats] | None = None,
) -> list[Attribution]:
    """All claims of a plain text in the order of their cues; offsets are code points of `text`.

    `threshold`: least confidence (0 to 1); without it, the one at which most claims were right and found in training.
    `model`: another than the package's; `told` as in `read`.
    """
    model = model or weights.load()
    least = model.threshold if threshold is None else threshold
    return [found for found in read(text, model, told) if found.confidence >= least]


def read(text: str, model: weights.Model, told: Iterable[Floats] | None = None) -> Iterator[Attribution]:
    """The claims that a given model finds, the doubtful ones too.

    `told`: an encoder's states (words, width) of the passages of the text in order, for a model that was trained with one.
    """
    stream, beside = passages(text), iter(told) if told is not None else None
    while block := list(islice(stream, BLOCK)):
        rows = [model.encoder.encode(passage) for passage in block]
        states = list(islice(beside, len(block))) if beside is not None else None
        for passage, row, tagging in zip(block, rows, tag(model.networks, rows, states), strict=True):
            scene = Scene(passage, row, tagging.states, found_spans(tagging.tags, tagging.marginals))
            links = link(scene, model.content_scorer, model.source_scorer)
            for found in links:
                yield _attribution(text, passage, scene, found, links, model.confidence)


def _attribution(
    text: str, passage: Passage, scene: Scene, found: Link, links: Sequence[Link], confidence: NDArray[np.float32]
) -> Attribution:
    def cut(span: Found) -> Span:
        start, end = passage.starts[span.start], passage.ends[span.end - 1]
        return Span(start, end, text[start:end])

    spans = scene.spans
    return Attribution(
        source=None if found.source is None else cut(spans.source[found.source]),
        cue=cut(spans.cue[found.cue]),
        content=tuple(cut(spans.content[k]) for k in found.contents),
        statement=is_statement(scene, spans.cue[found.cue]),
        confidence=probability(evidence(scene, found, links), confidence),
    )


def is_statement(scene: Scene, cue: Found) -> bool:
    """Whether a cue holds a verb or noun of saying, or a mark that stands for one."""
    return any(
        scene.flags[k] & _STATEMENT or normal(scene.words[k]) in _SAYING_MARKS for k in range(cue.start, cue.end)
    )


def evidence(scene: Scene, found: Link, links: Sequence[Link]) -> list[float]:
    """What the confidence of a claim is judged by; logits of probabilities, then plain facts."""
    spans = scene.spans
    cue, contents = spans.cue[found.cue], [spans.content[k] for k in found.contents]
    source = None if found.source is None else spans.source[found.source]
    size = sum(content.end - content.start for content in contents)
    return [
        1.0,
        _logit(cue.probability),
        _logit(source.probability) if source else 0.0,
        _logit(max(content.probability for content in contents)),
        _logit(min(content.probability for content in contents)),
        _logit(found.source_probability),
        _logit(found.content_probability),
        float(source is None),
        float(is_statement(scene, cue)),
        float(any(scene.quote[content.start] in (1, 2) for content in contents)),
        float(len(contents) > 1),
        float(size < 3),
        min(size, 40) / 20,
        float(sum(other.source == found.source for other in links) > 1),
    ]


def probability(facts: Sequence[float], confidence: NDArray[np.float32]) -> float:
    """The logistic judgement, rounded to four places."""
    score = float(np.dot(np.asarray(facts, np.float32), confidence))
    return round(1 / (1 + float(np.exp(-max(-30.0, min(30.0, score))))), 4)


def _logit(value: float) -> float:
    value = min(max(value, 0.001), 0.999)
    return float(np.log(value / (1 - value)))
