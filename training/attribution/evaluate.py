"""Measure the packed model as users meet it, on plain text.

usage: python training/attribution/evaluate.py POLNEAR_FOLDER {held|dev} [--accurate | --model FILE] [--change NAME] [--threshold X]

`held` is the tenth of train/ on which models and thresholds were chosen; `dev` is for the report. --change dresses the texts
otherwise first (augment.py: small, large, bare, marks, names, flowing …). --accurate measures the model of the package dragoman-accurate, with
its encoder. No torch is needed.
"""

import argparse
import random
import time
from pathlib import Path

from augment import CHANGES
from corpus import Article, Gold, read_articles, split
from metrics import SAYING_VERBS, SPEECH_VERBS, Tally, measure

from dragoman.read.attribution.claims import Attribution, read
from dragoman.read.attribution.model import Model, load, unpack
from dragoman.read.attribution.tokens import passages
from dragoman.read.encoder import wheel
from dragoman.read.encoder.states import Encoder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("part", choices=("held", "dev"))
    parser.add_argument("--model", type=Path)
    parser.add_argument("--accurate", action="store_true")
    parser.add_argument("--change", choices=sorted(CHANGES))
    parser.add_argument("--threshold", type=float)
    asked = parser.parse_args()
    accurate = wheel.load() if asked.accurate else None
    model = accurate.attribution if accurate else unpack(asked.model.read_bytes()) if asked.model else load()
    least = model.threshold if asked.threshold is None else asked.threshold
    articles = (
        split(read_articles(asked.polnear / "train"))[1]
        if asked.part == "held"
        else read_articles(asked.polnear / "dev")
    )
    if asked.change:
        chance = random.Random(1)
        articles = [CHANGES[asked.change](article, chance) for article in articles]
    report(asked.part, articles, model, least, accurate.encoder if accurate else None)


def report(part: str, articles: list[Article], model: Model, least: float, encoder: Encoder | None) -> None:
    """Print the table."""
    tally, words, spent = Tally(), 0, 0.0
    for article in articles:
        started = time.process_time()
        told = (encoder.encode(passage)[0] for passage in passages(article.text)) if encoder else None
        found = [claim for claim in read(article.text, model, told) if claim.confidence >= least]
        spent += time.process_time() - started
        words += len(article.text.split())
        measure(article.text, article.annotations[0], [_gold(claim) for claim in found], tally)
    print(f"{part}: {len(articles)} articles, {words} words, {words / spent:.0f} words/s, threshold {least:.2f}")
    for name, (precision, recall, f1) in tally.table().items():
        given, gold = tally.counts[name][1:]
        print(f"{name:24s} P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}  (given {given}, gold {gold})")
    print("saying:", " ".join(SAYING_VERBS), "according-to")
    print("speech: these and", " ".join(SPEECH_VERBS[len(SAYING_VERBS) :]))


def _gold(claim: Attribution) -> Gold:
    source = [(claim.source.start, claim.source.end)] if claim.source else []
    return Gold(source, [(claim.cue.start, claim.cue.end)], [(span.start, span.end) for span in claim.content])


if __name__ == "__main__":
    main()
