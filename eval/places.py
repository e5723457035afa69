"""Where things lie: this checkout, the public data beside it, and the programs that are run from outside."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "eval" / "out"
GOLD = ROOT / "eval" / "gold"
BENCH = ROOT.parent / "shared" / "bench"
SEEDS = ROOT.parent / "shared" / "seeds"
PRESS = ROOT / "examples" / "press"
DATA = ROOT / "training" / "data"
MODEL = ROOT / "src" / "dragoman" / "data" / "model"

Finding = dict[str, Any]

for folder in ("attribution", "events"):  # the scripts there import each other by plain names, as we import them
    sys.path.append(str(ROOT / "training" / folder))


def jsonl(path: Path) -> list[dict[str, Any]]:
    """The objects of a file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def exported(folder: Path, out: Path, reader: str = "fast") -> list[Finding]:
    """What `dragoman add` and `dragoman export` make of a folder of documents; written to `out` as well."""
    with tempfile.TemporaryDirectory() as scratch:
        ledger = f"{scratch}/eval.ledger"
        dragoman("add", str(folder), "-l", ledger, "--reader", reader)
        dragoman("export", ledger, "--format", "jsonl", "-o", str(out))
    return jsonl(out)


def dragoman(*words: str) -> str:
    """Run the program as its users do; documents that could not be read (exit code 1) are no fault here."""
    return run([sys.executable, "-m", "dragoman", *words], allowed=(0, 1))


def run(command: Sequence[str], *, allowed: Sequence[int] = (0,)) -> str:
    """Run a program on one thread; returns what it prints."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode not in allowed:
        sys.exit(f"{' '.join(command[:4])} … failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout
