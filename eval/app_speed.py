"""How fast the pages of the app are on a ledger of a million findings, and how much memory they take.

    python eval/app_speed.py FILE [--only /state,/pair] [--fresh-cache]

FILE is a ledger made by app_ledger.py; it is made first if it is not there. Each page is asked for of a server of its own
that has just started (cold: as its second page, after one that asks nothing of the ledger), then again when measures that
take long are there (warm: the median of five). Wall milliseconds are those of the client; CPU milliseconds those of the
server's threads, and not of the processes in which measures are computed; "measured in" is how long a page told that
something was being computed. With `--fresh-cache` no measure is stored beforehand. At the end, how long it takes from the
start of a server to the answer of its first page. Linux only. Results: eval/out/app_speed.json.
"""

import argparse
import contextlib
import http.client
import json
import os
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app_ledger import fill

OUT = Path(__file__).parent / "out"
_SMALL = "/add"  # the page that asks least: answered when the tables of names are read
_WAITING = re.compile(rb'data-waiting|http-equiv="refresh"|hx-trigger="load delay')
_LONGEST = 900.0  # seconds that a measure may take
_TIMES = 5


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--only", default="", help="pages whose address begins so, by commas")
    options.add_argument("--fresh-cache", action="store_true")
    chosen = options.parse_args()
    if not chosen.file.exists():
        fill(chosen.file, 1_000_000)
    only = tuple(filter(None, chosen.only.split(",")))
    asked = [page for page in pages(chosen.file) if not only or page.startswith(only)]
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        cache = scratch if chosen.fresh_cache else os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache"))
        _print_head()
        for page in asked:
            rows.append(measure(chosen.file, page, cache))
            _print(rows[-1])
        begun = [first_page(chosen.file, cache) for _ in range(3)]
        print(f"first page after the start: {', '.join(map(str, begun))} s")
    if not only:
        OUT.mkdir(exist_ok=True)
        (OUT / "app_speed.json").write_text(
            json.dumps({"pages": rows, "first page": begun}, indent=1) + "\n", encoding="utf-8"
        )


def pages(ledger: Path) -> list[str]:
    """An address of every page; of lists also the filters that people use."""
    with contextlib.closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
        finding, source = connection.execute(
            "SELECT id, source_id FROM findings ORDER BY number DESC LIMIT 1"
        ).fetchone()
        event = connection.execute("SELECT id FROM events LIMIT 1 OFFSET 500").fetchone()[0]
    return [
        "/", "/state?name=KAZ", "/state?name=UZB", "/pair?a=KAZ&b=RUS", "/pair?a=UZB&b=TUR", "/pair?a=KAZ&b=RUS&from=2020",
        "/network?ego=KAZ", "/map?state=KAZ", "/disagreements", "/disagreements?about=KAZ", "/events", "/events?actor=KAZ",
        "/events?actor=UZB&with=JPN", "/events?type=CONSULT&modality=planned", "/events?from=2020&to=2021", "/claims",
        "/claims?actor=UZB", "/claims?actor=KAZ", "/ties", "/figures", "/forecasts", "/sources", f"/source/{source}", f"/finding/{finding}",
        f"/event/{event}", "/world?name=KAZ", "/scenarios", "/search?q=railway", "/search?q=gas+transit+railway+visas",
        "/review", "/method", "/export", "/add",
    ]  # fmt: skip


def measure(ledger: Path, page: str, cache: str) -> dict[str, Any]:
    """One page of a fresh server: its first answer, and when all is there."""
    with served(ledger, cache) as (port, process):
        ask(port, _SMALL)
        first = timed(port, process.pid, page)
        begun = time.monotonic()
        waited = first["waiting"]
        while waited and ask(port, page)[2] and time.monotonic() - begun < _LONGEST:
            time.sleep(0.5)
        seconds = round(time.monotonic() - begun, 1) if waited else 0.0
        time.sleep(3.5)  # what is done after the start is done
        again = [timed(port, process.pid, page) for _ in range(_TIMES)]
        memory = _memory(process.pid)
    return {
        "page": page, "status": first["status"],
        "cold_wall": first["wall"], "cold_cpu": first["cpu"], "computing": waited, "measured_in": seconds,
        "warm_wall": statistics.median(one["wall"] for one in again),
        "warm_cpu": statistics.median(one["cpu"] for one in again), **memory,
    }  # fmt: skip


def first_page(ledger: Path, cache: str) -> float:
    """Seconds from the start of a server to the answer of its first page."""
    begun = time.perf_counter()
    with served(ledger, cache) as (port, _):
        ask(port, "/")
        return round(time.perf_counter() - begun, 2)


@contextlib.contextmanager
def served(ledger: Path, cache: str) -> Iterator[tuple[int, "subprocess.Popen[str]"]]:
    """`dragoman open` on a free port, ended at the end."""
    command = [sys.executable, "-m", "dragoman", "open", str(ledger), "--no-browser"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "XDG_CACHE_HOME": cache, "PYTHONUNBUFFERED": "1"}
    )
    try:
        assert process.stdout
        for line in process.stdout:
            if found := re.match(r"http://127\.0\.0\.1:(\d+)/", line):
                yield int(found[1]), process
                return
        raise SystemExit("the server did not start")
    finally:
        process.terminate()
        process.wait()


def ask(port: int, page: str) -> tuple[int, bytes, bool]:
    """What the server answers, and whether the page says that something is being computed."""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as line:
        line.request("GET", page)
        answer = line.getresponse()
        body = answer.read()
    return answer.status, body, bool(_WAITING.search(body))


def timed(port: int, process: int, page: str) -> dict[str, Any]:
    """One request: wall and CPU milliseconds."""
    cpu, wall = _cpu(process), time.perf_counter()
    status, _, waiting = ask(port, page)
    spent = time.perf_counter() - wall
    return {"status": status, "waiting": waiting, "wall": round(spent * 1e3), "cpu": round((_cpu(process) - cpu) * 1e3)}


def _cpu(process: int) -> float:
    """Seconds that the threads of a process have run."""
    total = 0
    for task in Path(f"/proc/{process}/task").iterdir():
        with contextlib.suppress(OSError):  # a thread may end meanwhile
            total += int((task / "schedstat").read_text().split()[0])
    return total / 1e9


def _memory(process: int) -> dict[str, int]:
    """Megabytes that a process holds now, and held at most."""
    told = dict(re.findall(r"^Vm(RSS|HWM):\s+(\d+) kB", Path(f"/proc/{process}/status").read_text(), re.MULTILINE))
    return {"rss": int(told["RSS"]) // 1024, "peak": int(told["HWM"]) // 1024}


def _print_head() -> None:
    print(f"{'page':42} cold wall   cpu  warm wall   cpu   RSS  peak  MB; ms; * says that it is being computed")


def _print(row: dict[str, Any]) -> None:
    mark = "*" if row["computing"] else " "
    fault = f"  {row['status']}" if row["status"] != 200 else ""
    spent = f"  measured in {row['measured_in']} s" if row["measured_in"] else ""
    print(
        f"{row['page'][:42]:42} {row['cold_wall']:>8}{mark} {row['cold_cpu']:>5} {row['warm_wall']:>9} {row['warm_cpu']:>6}"
        f" {row['rss']:>5} {row['peak']:>5}{spent}{fault}", flush=True,
    )  # fmt: skip


if __name__ == "__main__":
    main()
