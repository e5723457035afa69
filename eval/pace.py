"""How fast Dragoman reads, and what it weighs: from file to ledger on one core, and a small spaCy pipeline beside it.

No model of spaCy can be downloaded here, so that the pipeline beside it is our own: `en_dragoman`, a tagger and a parser
with vectors of its own width, run alone by `nlp.pipe` over the same paragraphs; and `spacy.blank("en")`, which only cuts
words. Each is run three times; the interval is the slowest and the fastest. Other work on the machine shows in it.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import places
from rows import REPORT, Row
from speed import make, measure
from world import finding, look_ups

from dragoman.read import read
from dragoman.read.documents import read_document
from dragoman.read.syntax import parser
from dragoman.records import Document
from dragoman.world import load_world

GROUP = "Speed"
WEIGHT = "Package"
DOCUMENTS = 40
TIMES = 3
ONE = "Kazakhstan's foreign minister met his Turkish colleague in Astana on 3 May 2023.\n"
_PEERS = "parsers of the peers: CoreNLP 2–5 sentences/s, a small spaCy pipeline 150–175 sentences/s"


def rows() -> list[Row]:
    """Speed of both sets of documents, then of names."""
    with tempfile.TemporaryDirectory() as scratch:
        made, given = Path(scratch) / "made", Path(scratch) / "given"
        made.mkdir()
        make(made, DOCUMENTS, seed=1)
        shutil.copytree(places.PRESS, given)
        if places.SEEDS.is_dir():
            shutil.copytree(places.SEEDS, given / "seeds")
        table = [*_of_folder(given, "articles and example press"), *_of_folder(made, "made documents")]
    return [*table, *_names()]


def _of_folder(folder: Path, data: str) -> list[Row]:
    documents = [read_document(path) for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".md", ".html")]
    documents = [document for document in documents if document.source.read_for_findings]
    words = sum(len(document.text.split()) for document in documents)
    world, nlp = load_world(), parser()
    read(documents[0], world=world)
    from spacy import blank

    tokenizer = blank("en")
    pieces = [piece for document in documents for piece in document.text.split("\n") if piece.strip()]
    runs = [measure(folder, words, 1) for _ in range(TIMES)]
    begin = _starts()
    remark = f"of which {sorted(begin)[TIMES // 2]:.1f} s to start the program, load the world and the models, and read one sentence"
    table = [
        _row(
            f"file to ledger, start of the program included, {name}",
            data,
            words,
            [words / run[key] for run in runs],
            _PEERS,
            remark,
        )
        for name, key in (("wall", "seconds"), ("processor", "cpu_seconds"))
    ]
    for what, work, peers in (
        ("reading alone, processor", lambda: _read_all(documents, world), ""),
        ("beside it: en_dragoman alone, nlp.pipe, processor", lambda: sum(1 for _ in nlp.pipe(pieces)), ""),
        ('beside it: spacy.blank("en"), words only, processor', lambda: sum(1 for _ in tokenizer.pipe(pieces)), ""),
    ):
        table.append(_row(what, data, words, [words / _seconds(work) for _ in range(TIMES)], peers))
    return table


def _read_all(documents: list[Document], world: object) -> int:
    return sum(len(read(document, world=world).findings) for document in documents)  # type: ignore[arg-type]


def _seconds(work: Callable[[], int]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _starts() -> list[float]:
    """Processor seconds of reading a single sentence into a ledger."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "one.txt").write_text(ONE, encoding="utf-8")
        return [measure(Path(folder), 1, 1)["cpu_seconds"] for _ in range(TIMES)]


def _row(what: str, data: str, n: int, paces: list[float], peers: str, remark: str = "", of: str = "words") -> Row:
    load = f"load of the machine {os.getloadavg()[0]:.1f}"
    return Row(GROUP, what, data, REPORT, n, of, sorted(paces)[len(paces) // 2], f"{of}/s", (min(paces), max(paces)), peers,
               "measured by us, [spaCy]" if peers else "", "; ".join(filter(None, (remark, load))))  # fmt: skip


def _names() -> list[Row]:
    world = load_world()
    found = [finding(world, 1_000_000, seed) for seed in range(TIMES)]
    n = int(found[0]["characters"])
    ours, theirs = ([one[key] for one in found] for key in ("ours_per_second", "phrase_matcher_per_second"))
    peers = f"spaCy's PhraseMatcher in the same run {sorted(theirs)[TIMES // 2]:,.0f}; it settles no ambiguity"
    calls = look_ups(world, 100_000, 1)
    return [
        _row("names found in running text, processor", "example press, shuffled", n, ours, peers, of="characters"),
        _row(
            "look-ups of distinct names, processor",
            "made names",
            100_000,
            [1e6 / calls["microseconds_each"]],
            "",
            of="look-ups",
        ),
    ]


def package() -> list[Row]:
    """What the weights weigh, and what reading imports."""
    size = sum(path.stat().st_size for path in places.MODEL.rglob("*") if path.is_file()) / 1e6
    code = "import sys\nfrom dragoman.read import read_file\nfrom pathlib import Path\nread_file(Path(sys.argv[1]))\n"
    code += "print(*[name for name in ('torch', 'transformers', 'tensorflow', 'sklearn') if name in sys.modules])"
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "one.txt"
        path.write_text(ONE, encoding="utf-8")
        imported = places.run([sys.executable, "-c", code, str(path)]).split()
    peers = "BERT+CofeNet: BERT-base, 110 million parameters, and torch; UniversalPetrarch: UDPipe 1 and Python 3.8"
    return [
        Row(WEIGHT, "all weights", "src/dragoman/data/model", REPORT, ours=size, unit="MB", peers=peers, source="their repositories"),
        Row(WEIGHT, "torch, transformers, tensorflow or sklearn imported by reading", "one document", REPORT,
            ours=float(len(imported)), unit="of 4", remark=" ".join(imported)),
    ]  # fmt: skip
