"""The reader `accurate` beside the default one: gold sentences, the founding documents, words a second.

usage: python eval/accurate.py [--gold DIR] [--seeds DIR] [--report] [--records FILE] [--speed]

--report asks the report part of eval/gold, in place of dev; a figure of it is for now and then. Who says what on PolNeAR:
`training/attribution/evaluate.py FOLDER dev --accurate`. Needs dragoman-accurate (packages/) and onnxruntime.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import deeds
import places
import speed
from rows import wilson
from sentences import LEVELS
from texts import tops

from dragoman.read import read_document, reader
from dragoman.read.encoder import wheel
from dragoman.read.encoder.witness import Accurate
from dragoman.read.modality_model import settled
from dragoman.read.relations import NONE, judged, wording
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.records import Block, Document, Role, Source, text_hash, to_row
from dragoman.world import load_world

SCORER = places.BENCH / "score" / "score_articles.py"


def scenes(text: str, accurate: Accurate | None) -> list[Scene]:
    """A text of one paragraph, with witnesses if an encoder is given."""
    source = Source(id="0" * 64, text_hash=text_hash(text), format="text", language="en")
    document = Document(source, text, (Block(0, len(text), Role.BODY),))
    return reader.scenes(document, world=load_world(), accurate=accurate)


def modality(row: dict, accurate: Accurate | None) -> str | None:
    """The modality of the marked deed."""
    place = _at(scenes(row["text"], accurate), row["trigger_start"], row["trigger"])
    return str(settled(*place)) if place else None


def sign(row: dict, accurate: Accurate | None) -> str:
    """The sign between the marked sides."""
    found = scenes(row["text"], accurate)
    a, b = (_at(found, row[f"{side}_start"], row[side]) for side in "ab")
    if a is None or b is None:
        return NONE
    told = judged(wording([token for scene in found for token in scene.tokens]), a[1], b[1], a[0].witness)
    return NONE if told is None else str(told[0])


def _at(found: list[Scene], start: int, words: str) -> tuple[Scene, Token] | None:
    return next(((scene, token) for scene in found for token in tops(scene, start, start + len(words))), None)


def sentences(part: str) -> None:
    """Share right of both readers."""
    for task, key, ask in (("modality", "modality", modality), ("assessment", "sign", sign)):
        gold = [row for row in places.jsonl(places.GOLD / f"{task}.jsonl") if row["part"] == part]
        for name, accurate in (("default", None), ("accurate", wheel.load())):
            right = [ask(row, accurate) == row[key] for row in gold]
            low, high = wilson(sum(right), len(right))
            levels = " ".join(f"{level} {_share(right, gold, level):.0f}" for level in LEVELS)
            print(
                f"{task}, {part}, {name}: {100 * sum(right) / len(right):.1f} [{low:.1f}, {high:.1f}] of {len(right)}; {levels}"
            )


def _share(right: list[bool], gold: list[dict], level: str) -> float:
    told = [hit for hit, row in zip(right, gold, strict=True) if row["level"] == level]
    return 100 * sum(told) / max(1, len(told))


def founding(seeds: Path, gold: Path) -> None:
    """What the scorer of the founding documents prints of both readers."""
    for name, accurate in (("default", None), ("accurate", wheel.load())):
        with tempfile.TemporaryDirectory() as scratch:
            out = Path(scratch) / "findings.jsonl"
            with out.open("w", encoding="utf-8") as file:
                for path in sorted(seeds.glob("*.txt")):
                    document = read_document(path)
                    for finding in reader.read(document, accurate=accurate).findings:
                        row = to_row(finding, document.source)
                        row["source"]["path"] = str(path)
                        file.write(json.dumps(row, ensure_ascii=False) + "\n")
            done = subprocess.run([sys.executable, SCORER, gold, out], capture_output=True, text=True, check=True)
            print(f"{name}: {done.stdout.strip().splitlines()[-1]}")


def pace(accurate: Accurate | None, count: int = 60) -> float:
    """Words of a CPU second, from file to findings, after a warm-up; one core."""
    with tempfile.TemporaryDirectory() as scratch:
        words = speed.make(Path(scratch), count, 7)
        paths = sorted(Path(scratch).glob("*.txt"))
        for path in paths[:6]:
            reader.read(read_document(path), accurate=accurate)
        started = time.process_time()
        for path in paths:
            reader.read(read_document(path), accurate=accurate)
        return words / (time.process_time() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--seeds", type=Path, default=places.SEEDS)
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--records", type=Path, help="bench/events/petr2_gsr.jsonl")
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    sentences("report" if asked.report else "dev")
    if asked.gold:
        founding(asked.seeds, asked.gold)
    for name in ("fast", "accurate") if asked.records else ():
        for row in deeds.records(asked.records, name):
            print(
                f"{row.what}, {row.data}, {name}: {row.ours:.1f} [{row.interval[0]:.1f}, {row.interval[1]:.1f}], {row.remark}"
            )
    if asked.speed:
        for name, accurate in (("default", None), ("accurate", wheel.load())):
            print(f"{name}: {pace(accurate):.0f} words/s")


if __name__ == "__main__":
    main()
