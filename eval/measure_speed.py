"""How fast the panel and a balance are on a ledger of a million findings, made up: wall and CPU seconds on one core.

    python eval/measure_speed.py [--findings 1000000] [--draws 1000] [--keep FILE]

The ledger has the schema of a real one and rows as long as real ones (bodies of some 860 characters, quotes of 140,
three reports to two events); it is filled by SQL, since reading a million findings takes a day. With `--keep` the file
stays, and is used again if it is there. Results: eval/out/measure_speed.json.
"""

import argparse
import contextlib
import hashlib
import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("POLARS_MAX_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from dragoman.ledger import Ledger
from dragoman.records import EventType

OUT = Path(__file__).parent / "out"
STATES = "KAZ RUS CHN TUR USA EU UZB KGZ TJK TKM AZE IRN UKR DEU FRA GBR CSTO OTS SCO NATO IND PAK JPN KOR".split()
TYPES = [str(kind) for kind in EventType]
KINDS = ("event", "event", "event", "event", "event", "event", "claim", "claim", "claim", "tie", "figure", "forecast")
WORDS = (
    "the president signed an agreement on gas transit and railway tariffs with his counterpart while ministers spoke of "
    "joint exercises culture schools loans oil ports sanctions borders water visas troops investment and trade in the capital"
).split()
PER_SOURCE = 20  # findings a document


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--findings", type=int, default=1_000_000)
    options.add_argument("--draws", type=int, default=1000)
    options.add_argument("--keep", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = chosen.keep or Path(scratch) / "speed.ledger"
        if not path.exists():
            fill(path, chosen.findings)
        result = measure(path, chosen.draws)
    print(json.dumps(result, indent=1))
    OUT.mkdir(exist_ok=True)
    (OUT / "measure_speed.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def measure(path: Path, draws: int) -> dict[str, Any]:
    """Time the panel, then balances of Kazakhstan on it, each in this process."""
    from dragoman.measure import balance, panel

    with Ledger.open(path, readonly=True) as ledger:
        events, panel_time = timed(lambda: panel.events(ledger))
    told: dict[str, Any] = {"findings": rows_of(path), "events": events.height, "draws": draws, "panel": panel_time}
    for by in (None, "year", "quarter"):
        result, spent = timed(lambda by=by: balance.balance(events, "KAZ", by=by, draws=draws, seed=1))  # type: ignore[misc]
        told[f"balance by {by}"] = {**spent, "rows": result.frame.height}
    return told


def timed(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What `work` gives, with the wall and CPU seconds that it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    done = work()
    spent = {"seconds": round(time.perf_counter() - wall, 2), "cpu_seconds": round(time.process_time() - cpu, 2)}
    return done, spent


def rows_of(path: Path) -> int:
    """How many findings the ledger holds."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM findings").fetchone()[0])


def fill(path: Path, findings: int, seed: int = 1) -> None:
    """Make a ledger and fill it through SQL."""
    Ledger.open(path, create=True).close()
    print(f"filling {path} …", file=sys.stderr)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        chance = random.Random(seed)
        sources = findings // PER_SOURCE
        connection.executemany(
            "INSERT INTO sources VALUES (?, ?, ?, 'x', 'text', 'en', ?, NULL, NULL, NULL, ?, NULL, NULL, NULL, '2022', "
            "NULL, 'utf-8', 500, 1, '[]', '2026-01-01', '')",
            ((n, n - chance.randrange(2) * (n % 2 == 0), _id(n, 64), f"{n}.txt", f"Outlet {n % 50}")
             for n in range(1, sources + 1)),
        )  # fmt: skip
        connection.executemany(
            "INSERT INTO findings VALUES (?, ?, ?, ?, 0, 140, ?, ?, 0.5, ?)", _findings(findings, seed)
        )
        events = list(_events(connection, findings, seed))
        _made(connection, events, chance)
        connection.commit()


def _findings(count: int, seed: int) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(seed + 1)
    for number in range(1, count + 1):
        quote = " ".join(chance.choices(WORDS, k=22))[:140].ljust(140, ".")
        body = json.dumps({"span": {"start": 0, "end": 140, "exact": quote}, "filler": "x" * 660})
        source = (number - 1) // PER_SOURCE + 1
        yield number, _id(number, 16), _id(source, 64), KINDS[number % len(KINDS)], quote, "events/1 verb:sign", body


def _events(connection: sqlite3.Connection, count: int, seed: int) -> Iterator[tuple[Any, ...]]:
    """What each event finding says: number, type, modality, sides, first and last day."""
    chance = random.Random(seed + 2)
    drawn: list[tuple[Any, ...]] = []
    for number in range(1, count + 1):
        if KINDS[number % len(KINDS)] != "event":
            continue
        if drawn and chance.random() < 1 / 3:  # another report of one told before
            yield number, *drawn[chance.randrange(max(0, len(drawn) - 50_000), len(drawn))]
            continue
        pair = chance.sample(STATES[: chance.choice((6, 12, len(STATES)))], 2)
        day = f"{chance.randrange(1992, 2026)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
        modality = chance.choices(("happened", "planned", "denied"), (8, 1, 1))[0]
        dated = chance.random() < 0.7
        kind = chance.choices(TYPES, (9, 12, 9, 2, 4, 4, 2, 4, 4, 4, 3, 2, 3, 2, 2, 4))[0]
        drawn.append((number, kind, modality, *pair, day if dated else None))
        yield number, *drawn[-1]


def _made(connection: sqlite3.Connection, events: list[tuple[Any, ...]], chance: random.Random) -> None:
    """finding_now, finding_actors, events and event_reports, in the order of their keys."""
    told = {number: event for number, *event in events}
    numbers = {_id(number, 16): number for (number,) in connection.execute("SELECT number FROM findings")}
    now, actors, reports = [], [], []
    merged: dict[int, list[str]] = {}
    for finding in sorted(numbers):
        number = numbers[finding]
        source = (number - 1) // PER_SOURCE + 1
        outlet = f"Outlet {source % 50}"
        speaker = chance.choice((None, None, "RUS", "KAZ", "CHN"))
        actors.append((finding, "voice", 0, outlet, outlet.lower(), None, None))
        if speaker:
            actors.append((finding, "voice", 1, "Speaker", "speaker", speaker, speaker))
        event = told.get(number)
        if event is None:
            now.append(
                (
                    finding,
                    source,
                    "suggested",
                    0.5,
                    None,
                    None,
                    "statement",
                    None,
                    None,
                    None,
                    None,
                    None,
                    None,
                    0,
                    0,
                    None,
                    None,
                )
            )
            actors += [(finding, "about", 0, "Kazakhstan", "kazakhstan", "KAZ", "KAZ")]
            continue
        first, kind, modality, one, other, day = event
        key = f"{kind}|{modality}|{one}>{other}"
        now.append(
            (
                finding,
                source,
                "suggested",
                0.5,
                None,
                kind,
                None,
                None,
                None,
                modality,
                None,
                day,
                day,
                int(day is not None),
                0,
                key,
                "sign",
            )
        )
        actors += [
            (finding, "actor", 0, one, one.lower(), one, one),
            (finding, "recipient", 0, other, other.lower(), other, other),
        ]
        merged.setdefault(first, []).append(finding)
    rows = []
    for first, findings in merged.items():
        _, kind, modality, one, other, day = told[first]
        event_id = _id(first, 16, "event")
        rows.append(
            (
                event_id,
                f"{kind}|{modality}|{one}>{other}",
                kind,
                modality,
                day,
                day,
                findings[0],
                len(findings),
                len(findings),
            )
        )
        reports += [(event_id, finding) for finding in findings]
    _insert(connection, "finding_now", now)
    _insert(connection, "finding_actors", sorted(actors))
    _insert(connection, "events", sorted(rows))
    _insert(connection, "event_reports", sorted(reports))


def _insert(connection: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]]) -> None:
    places = ", ".join("?" * len(rows[0]))
    connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)


def _id(number: int, length: int, kind: str = "") -> str:
    return hashlib.sha256(f"{kind}{number}".encode()).hexdigest()[:length]


if __name__ == "__main__":
    main()
