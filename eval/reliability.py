"""Make src/dragoman/data/reliability.csv: how often findings of each rule were judged right.

usage: python eval/reliability.py [JUDGED.csv …]        (without files: eval/judged.csv)

A file of judged findings has the columns batch, kind, method, verdict; `method` is the rule without the reader's version
and `verdict` right, half or wrong. Only what is right without reserve counts as right.
"""

import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import places
from world import rows_of

JUDGED = places.ROOT / "eval" / "judged.csv"
TABLE = places.ROOT / "src" / "dragoman" / "data" / "reliability.csv"
_HEAD = """\
# How often findings of each rule were judged right, wholly, by people who had not written the reader: findings drawn by lot, read
# against their text. `method` is the rule. Made by eval/reliability.py; own work, Apache-2.0.
"""

Verdict = dict[str, str]


def counted(verdicts: Iterable[Verdict]) -> list[tuple[str, str, int, int]]:
    """Kind, method, how many were judged, how many of them right; sorted."""
    judged: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for verdict in verdicts:
        judged[verdict["kind"], verdict["method"]][verdict["verdict"]] += 1
    return [(kind, method, told.total(), told["right"]) for (kind, method), told in sorted(judged.items())]


def main(files: list[Path]) -> None:
    verdicts = [verdict for file in files or [JUDGED] for verdict in rows_of(file)]
    with TABLE.open("w", encoding="utf-8", newline="") as out:
        out.write(_HEAD)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("kind", "method", "judged", "right"))
        writer.writerows(counted(verdicts))
    print(f"{TABLE}: {len(verdicts)} verdicts")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
