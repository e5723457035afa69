"""Speed and memory of `dragoman add`, end to end from file to ledger: words per second and peak memory.

usage: python eval/speed.py [--documents N] [--seed S]

Documents are made by shuffling the paragraphs of the example press and changing their figures, so that no two are
near-duplicates. Each measurement is a process of its own; memory is the largest resident set of the process and, with
two jobs, of its largest worker. Figures are printed as a table and written to eval/out/speed.json.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "eval" / "out"
PRESS = ROOT / "examples" / "press"
WORDS_EACH = 500
_NUMBER = re.compile(r"\b\d{1,3}\b")


def paragraphs() -> list[str]:
    """Every paragraph of prose in the plain-text and Markdown examples in English."""
    found: list[str] = []
    for path in sorted([*PRESS.glob("*.txt"), *PRESS.glob("*.md")]):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:  # the one that stands for legacy encodings
            continue
        if path.name != "README.md":
            found += [part.strip() for part in text.split("\n\n") if len(part) > 120]
    return found


def make(folder: Path, count: int, seed: int) -> int:
    """Write `count` documents; returns the number of words."""
    chance = random.Random(seed)
    stock = paragraphs()
    total = 0
    for number in range(count):
        parts: list[str] = []
        while sum(len(part.split()) for part in parts) < WORDS_EACH:
            part = chance.choice(stock)
            words = part.split()
            cut = chance.randrange(0, max(1, len(words) // 3))
            parts.append(_NUMBER.sub(lambda _: str(chance.randrange(2, 99)), " ".join(words[cut:])))
        body = f"Report {number}\n\nMarch {1 + number % 28}, 2023\n\n" + "\n\n".join(parts) + "\n"
        (folder / f"{number:05d}.txt").write_text(body, encoding="utf-8")
        total += len(body.split())
    return total


def measure(folder: Path, words: int, jobs: int) -> dict[str, float]:
    """Time one `dragoman add` of a folder in a fresh ledger."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            sys.executable,
            "-m",
            "dragoman",
            "add",
            str(folder),
            "-l",
            f"{scratch}/speed.ledger",
            "--jobs",
            str(jobs),
        ]
        before = os.times()
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - start
        after = os.times()
    if done.returncode:
        sys.exit(f"dragoman add failed:\n{done.stdout}\n{done.stderr}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"jobs": jobs, "words": words, "seconds": round(seconds, 2), "cpu_seconds": round(cpu, 2),
            "words_per_second": round(words / seconds), "peak_mib": round(peak)}  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    rows = []
    for count, jobs in ((chosen.documents // 10, 1), (chosen.documents, 1), (chosen.documents, 2)):
        with tempfile.TemporaryDirectory() as folder:
            words = make(Path(folder), count, chosen.seed)
            row = {"documents": count} | measure(Path(folder), words, jobs)
        print(" ".join(f"{key}={value}" for key, value in row.items()), flush=True)
        rows.append(row)
    OUT.mkdir(exist_ok=True)
    (OUT / "speed.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
