"""The table of all accuracies and speeds, ours beside the peers': printed, kept in eval/out/table.json, written to docs/accuracy.md.

usage: python eval/table.py [--bench DIR] [--gold DIR] [--seeds DIR] [--only PART …] [--folds [--clusters FILE]] [--long] [--report]

Parts: sayings, events, articles, names, parser, sentences, trust, strain, speed, package. Without data a row says what it
needs; a figure kept from an earlier run stays on the page with its date. --folds trains the events' five folds again
(minutes, scikit-learn); --long reads two million words; --report also scores the part `report` of the gold sentences.
"""

import argparse
import datetime
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import deeds
import pace
import page
import places
import saying
import sentences
import stock
import strain
import trust

KEPT = places.OUT / "table.json"
PAGE = places.ROOT / "docs" / "accuracy.md"
Asked = argparse.Namespace

PARTS: dict[str, Callable[[Asked], Any]] = {
    "sayings": lambda asked: saying.rows(asked.bench),
    "events": lambda asked: deeds.rows(asked.bench, folds=asked.folds, clusters=asked.clusters),
    "articles": lambda asked: stock.seeds(asked.bench, asked.gold, asked.seeds),
    "names": lambda asked: stock.names(asked.bench),
    "parser": lambda asked: stock.parser(asked.bench),
    "sentences": lambda _: sentences.rows("dev"),
    "report": lambda _: sentences.rows("report"),
    "speed": lambda _: pace.rows(),
    "package": lambda _: pace.package(),
    page.TRUST: lambda asked: trust.tables(asked.bench),
    page.STRAIN: lambda asked: strain.tables(long=asked.long),
}


def main(words: list[str]) -> None:
    asked = arguments(words)
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.is_file() else {}
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    for part in asked.only or [part for part in PARTS if part != "report" or asked.report]:
        rows = [row.as_json() for row in PARTS[part](asked)]
        print(f"\n{part}\n{page.lines(rows)}", flush=True)
        kept[part] = merged(kept.get(part), rows, today)
        kept = {name: kept[name] for name in PARTS if name in kept}
        places.OUT.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page.page(kept, saying.VERBS), encoding="utf-8")


def arguments(words: list[str]) -> Asked:
    """What is asked for on the command line; --report is a part that has to be asked for by name."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=places.BENCH)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--seeds", type=Path, default=places.SEEDS)
    parser.add_argument("--only", nargs="+", choices=[part for part in PARTS if part != "report"])
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("--clusters", type=Path)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--report", action="store_true")
    asked = parser.parse_args(words)
    if asked.only and asked.report:
        asked.only.append("report")
    return asked


def merged(before: dict[str, Any] | None, rows: list[dict[str, Any]], today: str) -> dict[str, Any]:
    """The rows of a part with the date; if none could be measured, those of the run before are kept."""
    measured = any(not row.get("missing") for row in rows)
    return before if before is not None and not measured else {"date": today, "rows": rows}


if __name__ == "__main__":
    main(sys.argv[1:])
