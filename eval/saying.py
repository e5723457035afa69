"""Who says what, on the dev part of PolNeAR: the tagger alone on plain text, and from file to export.

Scored by training/attribution/metrics.py: spans exact and overlapping, linked triples det, lenient, half and strict,
and the statements, which are those with a verb of the list that is printed. The first annotator's file is the gold.
"""

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import places
from corpus import ROLES, Article, Gold, read_articles
from metrics import SAYING_VERBS, SPEECH_VERBS, Tally, measure
from rows import DEVELOPMENT, REPORT, Row, bootstrap, f1, share

from dragoman.read.attribution import attributions

GROUP = "Who says what"
DATA = "PolNeAR dev"
VERBS = f"saying: {', '.join(SAYING_VERBS)}, according to. Speech: these and {', '.join(SPEECH_VERBS[len(SAYING_VERBS) :])}."
_COFENET = "CofeNet, docs/cofenet-detail-exp.pdf, table 6 (PolNeAR test)"
_MEASURED = "measured by us; two people: training/attribution/README.md"
_HUMANS = "two people on 16 training articles {}"
_EXACT = {
    "source": ("BERT+CofeNet 83.2; best without BERT 73.3; " + _HUMANS.format("78.6"), _COFENET),
    "cue": ("BERT+CofeNet 75.3; best without BERT 66.2; " + _HUMANS.format("70.6"), _COFENET),
    "content": ("BERT+CofeNet 72.9; best without BERT 63.6; " + _HUMANS.format("70.7"), _COFENET),
}
_OVERLAP = {
    "source": ("textacy 22.7 (a ValueError on 22 of 84 articles)", _MEASURED),
    "cue": ("textacy 23.2", _MEASURED),
    "content": ("textacy 29.0; Citron 83.2 (PARC3, whole quotations)", f"{_MEASURED}; [Citron]"),
}
_LINKED = {
    "det": "textacy 19.6",
    "lenient": "textacy 17.2; two people on 16 training articles 78.5",
    "half": "textacy 14.1; two people on 16 training articles 74.7",
    "strict": "textacy 3.9; two people on 16 training articles 58.2",
}
PEERS: dict[str, tuple[str, str]] = {
    **{f"exact {role}": told for role, told in _EXACT.items()},
    **{f"overlap {role}": told for role, told in _OVERLAP.items()},
    **{f"linked {name}": (told, f"{_MEASURED}; [PolNeAR]") for name, told in _LINKED.items()},
    "saying recall": ("two people on 16 training articles 96.3", _MEASURED),
}


def rows(bench: Path) -> list[Row]:
    """All figures of this group."""
    folder = bench / "polnear" / "dev"
    if not folder.is_dir():
        return [Row(GROUP, "who says what", DATA, REPORT, missing="needs bench/polnear")]
    articles = read_articles(folder)
    alone = {article.name: [gold_of(claim) for claim in attributions(article.text)] for article in articles}
    found = table(articles, alone, "tagger alone", REPORT)
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "polnear.jsonl"
        findings = places.exported(folder / "text", out)
        found += table(articles, claims_by_article(articles, findings), "file to export", DEVELOPMENT)
        found += _by_the_bench(bench, folder, out, len(articles))
    return found


def table(articles: Sequence[Article], given: dict[str, list[Gold]], name: str, use: str) -> list[Row]:
    """A row for each measure."""
    tallies = []
    for article in articles:
        tally = Tally()
        measure(article.text, article.annotations[0], given[article.name], tally)
        tallies.append(tally.counts)
    measures = [f"{how} {role}" for how in ("exact", "overlap", "tokens") for role in ROLES]
    measures += [f"linked {how}" for how in ("det", "lenient", "half", "strict")]
    measures += [f"{verbs} {side}" for verbs in ("saying", "speech") for side in ("precision", "recall")]
    return [_row(measure_, [tally[measure_] for tally in tallies], name, use) for measure_ in measures]


def _row(measure_: str, counts: list[list[int]], name: str, use: str) -> Row:
    hit, given, gold = (sum(column) for column in zip(*counts, strict=True))
    plain = measure_.startswith(("saying", "speech"))
    ours = hit / max(1, gold) if plain else 2 * hit / max(1, given + gold)
    interval = bootstrap([[one[0], one[2]] for one in counts], share) if plain else bootstrap(counts, f1)
    peers, source = PEERS.get(measure_, ("", ""))
    title = f"{measure_}, lenient" if plain else f"{measure_} F1"
    n, of = (gold, "statements") if plain else (len(counts), "articles")
    return Row(GROUP, f"{title}; {name}", DATA, use, n, of, 100 * ours, "%", interval, peers, source)


def claims_by_article(articles: Iterable[Article], findings: Iterable[dict[str, Any]]) -> dict[str, list[Gold]]:
    """The claims of an export as spans, by the name of the article; a span that does not quote its text is left out."""
    texts = {article.name: article.text for article in articles}
    found: dict[str, list[Gold]] = defaultdict(list)
    for finding in findings:
        name = Path(str(finding["source"]["path"])).stem
        if finding["kind"] == "claim" and name in texts:
            source, cue = finding["speaker"].get("span"), finding["cue"]
            parts = [[span for span in spans if span] for spans in ([source], [cue], finding["content"])]
            found[name].append(Gold(*[_quoting(texts[name], spans) for spans in parts]))
    return {name: found[name] for name in texts}


def _quoting(text: str, spans: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in spans if text[span["start"] : span["end"]] == span["exact"]]


def gold_of(claim: Any) -> Gold:
    """A claim of the tagger as spans."""
    source = [(claim.source.start, claim.source.end)] if claim.source else []
    return Gold(source, [(claim.cue.start, claim.cue.end)], [(span.start, span.end) for span in claim.content])


def _by_the_bench(bench: Path, folder: Path, export: Path, n: int) -> list[Row]:
    """The linked F1 as the bench's own program counts it, if it is there."""
    program = bench / "score" / "score_polnear.py"
    if not program.is_file():
        return []
    last = places.run(["python3", str(program), str(folder), str(export)]).strip().splitlines()[-1]
    told = re.search(r"linked F1 ([\d.]+)", last)
    if told is None:
        return []
    return [Row(GROUP, "linked half F1, by the bench's program; file to export", DATA, DEVELOPMENT, n, "articles",
                float(told.group(1)), remark=last)]  # fmt: skip
