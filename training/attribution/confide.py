"""How sure a claim is: a logistic judgement of the tagger's and the linker's probabilities, learnt on the held tenth.

A claim is right if it matches one of the annotator's by the measure `half` (metrics.py). The threshold is the one with the best F1
on the held tenth, judged by five-fold crossing so that no article judges itself.
"""

from collections.abc import Sequence

import numpy as np
from corpus import Article, tagged
from link import Tell, attribute, linked
from metrics import LINKED, Ruler, match

from dragoman.read.attribution.claims import evidence, probability
from dragoman.read.attribution.features import Encoder
from dragoman.read.attribution.linking import Scorer
from dragoman.read.attribution.network import Network

FOLDS = 5
RIDGE = 1.0


def learn_confidence(
    networks: Sequence[Network],
    scorers: tuple[Scorer, Scorer],
    held: list[Article],
    encoder: Encoder,
    tell: Tell | None = None,
) -> tuple[np.ndarray, float]:
    """(weights of the judgement, threshold); prints the reliability of the crossed judgements."""
    facts, right, group, missed = judged(networks, scorers, held, encoder, tell)
    crossed = np.zeros(len(right))
    for fold in range(FOLDS):
        weights = fit(facts[group % FOLDS != fold], right[group % FOLDS != fold])
        for k in np.flatnonzero(group % FOLDS == fold):
            crossed[k] = probability(facts[k], weights)
    gold = int(right.sum()) + missed
    steps = np.arange(0.0, 0.6, 0.01)
    scores = [2 * right[crossed >= step].sum() / (np.count_nonzero(crossed >= step) + gold) for step in steps]
    threshold = float(steps[int(np.argmax(np.convolve(scores, np.ones(5) / 5, "same")[2:-2])) + 2])
    print(f"confidence: half F1 {100 * scores[0]:.1f} without threshold, {100 * max(scores):.1f} at {threshold:.2f}")
    for low in np.arange(0, 1, 0.1):
        within = (crossed >= low) & (crossed < low + 0.1)
        if within.any():
            print(
                f"  said {crossed[within].mean():.2f}  right {right[within].mean():.2f}  of {within.sum()}", flush=True
            )
    return fit(facts, right).astype(np.float32), threshold


def judged(
    networks: Sequence[Network],
    scorers: tuple[Scorer, Scorer],
    articles: list[Article],
    encoder: Encoder,
    tell: Tell | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, int]:
    """Facts and truth of every claim found, the number of its article, and how many of the annotators' were missed."""
    facts, right, group, missed = [], [], [], 0
    for number, article in enumerate(articles):
        found = tagged(article)
        claims = []
        for one, (scene, links) in zip(found, attribute(networks, scorers, found, encoder, tell), strict=True):
            facts += [evidence(scene, each, links) for each in links]
            claims += linked(scene, one, links)
        ruler = Ruler(article.text)
        gold = [ruler.triple(each) for each in article.annotations[0]]
        matched = match(gold, [ruler.triple(each) for each in claims], LINKED["half"])
        hit = set(matched.values())
        right += [k in hit for k in range(len(claims))]
        group += [number] * len(claims)
        missed += len(gold) - len(matched)
    return np.array(facts), np.array(right, np.float64), np.array(group), missed


def fit(facts: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Logistic regression with a ridge, by Newton's steps."""
    weights = np.zeros(facts.shape[1])
    ridge = np.eye(len(weights)) * RIDGE
    for _ in range(30):
        given = 1 / (1 + np.exp(-facts @ weights))
        slope = facts.T @ (right - given) - ridge @ weights
        curve = (facts * (given * (1 - given))[:, None]).T @ facts + ridge
        weights = weights + np.linalg.solve(curve, slope)
    return weights
