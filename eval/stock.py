"""The annotated articles (recall by kind), dated names, NGEC's actor cases, and the parser on the treebank's dev part."""

import json
import re
import tempfile
from pathlib import Path

import ngec
import numpy as np
import places
from rows import DEVELOPMENT, Row, bootstrap, wilson
from world import dated_names

from dragoman.records import Kind
from dragoman.world import load_world

SEEDS = "Articles"
NAMES = "Names"
_NGEC = "no figure published; a prebuilt index of Wikipedia is needed"


def seeds(bench: Path, gold: Path | None, texts: Path) -> list[Row]:
    """Recall of the five kinds, by the bench's program, which is run from outside."""
    program = bench / "score" / "score_articles.py"
    data = "five articles, annotated"
    if gold is None or not gold.is_dir() or not program.is_file() or not texts.is_dir():
        return [
            Row(
                SEEDS, "recall, five kinds", data, DEVELOPMENT, missing="needs --gold and bench/score/score_articles.py"
            )
        ]
    with tempfile.TemporaryDirectory() as scratch:
        out, told = Path(scratch) / "seeds.jsonl", Path(scratch) / "told.json"
        places.exported(texts, out)
        printed = places.run(["python3", str(program), str(gold), str(out), "--json", str(told)])
        found = json.loads(told.read_text(encoding="utf-8"))
    table = []
    for kind in Kind:
        line = re.search(rf"^{kind} .*\(([\d.]+) of (\d+);", printed, re.MULTILINE)
        if line is None:
            continue
        got, n = float(line.group(1)), int(line.group(2))
        table.append(
            Row(SEEDS, f"recall of {kind}s", data, DEVELOPMENT, n, f"{kind}s", 100 * got / n, "%", wilson(got, n))
        )
    table.append(Row(SEEDS, "mean of the five recalls", data, DEVELOPMENT, len(table), "kinds", 100 * found["overall"],
                     remark=f"{1000 * found['findings'] / found['words']:.1f} findings per 1,000 words"))  # fmt: skip
    table.append(Row(SEEDS, "spans that stand in the document exactly", data, DEVELOPMENT, found["spans"], "spans",
                     100 * found["exact"], "%", wilson(found["exact"] * found["spans"], found["spans"])))  # fmt: skip
    return table


def names(bench: Path) -> list[Row]:
    """Names at two dates, and NGEC's cases."""
    world = load_world()
    ours = dated_names(world)
    n, right = int(str(ours["cases"])), int(str(ours["right"]))
    table = [Row(NAMES, "names at two dates", "our own list", DEVELOPMENT, n, "cases", 100 * right / n, "%", wilson(right, n),
                 "dictionaries of PETRARCH2: 28 of 62 of these names", "measured by us")]  # fmt: skip
    path = bench / "events" / "ngec_actor_cases.jsonl"
    if not path.is_file():
        return [
            *table,
            Row(NAMES, "NGEC's actor cases", "NGEC", DEVELOPMENT, missing="needs bench/events/ngec_actor_cases.jsonl"),
        ]
    for group, told in ngec.score(world, path).items():
        n, right = int(str(told["cases"])), int(str(told["right"]))
        table.append(Row(NAMES, f"NGEC's actor cases: {group}", "NGEC", DEVELOPMENT, n, "cases", 100 * right / n, "%",
                         wilson(right, n), _NGEC, "[NGEC]"))  # fmt: skip
    return table


def parser(bench: Path) -> list[Row]:
    """Tags and trees on UD English EWT, gold tokens and sentences found by the parser."""
    path = bench / "ud-english-ewt" / "dev.conllu"
    if not path.is_file():
        return [Row("Parser", "tags, UAS, LAS", "UD EWT dev", DEVELOPMENT, missing="needs bench/ud-english-ewt")]
    from spacy.tokens import Doc

    from dragoman.read.syntax import parser as shipped

    nlp = shipped()
    counts = []
    for gold in _trees(path):
        read = nlp(Doc(nlp.vocab, words=[word for word, *_ in gold]))
        right = [0, 0, 0]
        for token, (_, tag, head, relation) in zip(read, gold, strict=True):
            attached = (0 if token.head is token or token.head == token else token.head.i + 1) == head
            right[0] += token.tag_ == tag
            right[1] += attached
            right[2] += attached and token.dep_.lower() == relation.lower()
        counts.append((*right, len(gold)))
    total = np.sum(counts, axis=0)
    peers = "a pipeline half its size (8.6 MB), on the test part: 93.4 / 84.6 / 81.0"
    return [
        Row("Parser", what, "UD EWT dev", DEVELOPMENT, len(counts), "sentences", 100 * float(total[k] / total[3]), "%",
            bootstrap([(one[k], one[3]) for one in counts], lambda sums: np.asarray(sums[..., 0] / sums[..., 1])), peers,
            "measured by us; [UD-EWT]", "gold sentences and tokens")
        for k, what in enumerate(("tags", "UAS", "LAS"))
    ]  # fmt: skip


def _trees(path: Path) -> list[list[tuple[str, str, int, str]]]:
    """Sentences of word, tag, head and relation."""
    found: list[list[tuple[str, str, int, str]]] = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        cells = [line.split("\t") for line in block.splitlines() if line[:1].isdigit()]
        found.append([(c[1], c[4], int(c[6]), c[7]) for c in cells if c[0].isdigit()])
    return found
