"""A made-up ledger of a million findings whose every page can be opened: real bodies, texts that hold the quotes, full-text indexes.

    python eval/app_ledger.py FILE [--findings 1000000]

What is drawn (types, sides, dates, who merges with whom) is that of measure_speed.py; here each finding is a whole row of
the contract, and each source holds the sentences of its findings, so that quotes, hashes and highlights are true.
"""

import argparse
import contextlib
import hashlib
import json
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from measure_speed import KINDS, PER_SOURCE, WORDS, _events, _id, _insert

from dragoman.ledger import Ledger
from dragoman.records import EventType
from dragoman.records.plover import QUAD_AND_INTENSITY

LENGTH = 140
Told = dict[int, tuple[Any, ...]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", type=Path)
    options.add_argument("--findings", type=int, default=1_000_000)
    chosen = options.parse_args()
    fill(chosen.file, chosen.findings)


def fill(path: Path, findings: int, seed: int = 1) -> None:
    """Make the ledger and fill it through SQL; the ids of findings are drawn, not computed."""
    Ledger.open(path, create=True).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -200000")
        told = {number: tuple(event) for number, *event in _events(connection, findings, seed)}
        _fill_sources(connection, findings, told, random.Random(seed))
        _fill_made(connection, findings, told)
        for index in ("text_index", "quote_index"):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
        connection.commit()


def _fill_sources(connection: sqlite3.Connection, findings: int, told: Told, chance: random.Random) -> None:
    for number in range(1, findings // PER_SOURCE + 1):
        places = range((number - 1) * PER_SOURCE + 1, number * PER_SOURCE + 1)
        quotes = [" ".join(chance.choices(WORDS, k=22))[:LENGTH].ljust(LENGTH, ".") for _ in places]
        text = "\n".join(quotes)
        day = f"{1992 + number % 34}-{1 + number % 12:02d}-{1 + number % 28:02d}"
        language = ("en", "en", "en", "ru", "tr", "kk")[number % 6]
        connection.execute(
            "INSERT INTO sources VALUES (?, ?, ?, ?, 'text', ?, ?, NULL, ?, 'first line', ?, 'site', NULL, NULL, ?, 'meta tag', "
            "'utf-8', 500, 1, '[]', '2026-01-01T00:00:00+00:00', ?)",
            (number, number, _id(number, 64), hashlib.sha256(text.encode()).hexdigest(), language, f"{number}.txt",
             quotes[0][:60], f"Outlet {number % 50}", day, text),
        )  # fmt: skip
        connection.executemany(
            "INSERT INTO blocks VALUES (?, ?, ?, 'body', NULL, 0)",
            [(_id(number, 64), n * (LENGTH + 1), n * (LENGTH + 1) + LENGTH) for n in range(PER_SOURCE)],
        )
        connection.executemany(
            "INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, 'events/1 verb:sign', 0.5, ?)",
            [_finding(place, n, number, quotes[n], told.get(place)) for n, place in enumerate(places)],
        )


def _finding(number: int, place: int, source: int, quote: str, event: tuple[Any, ...] | None) -> tuple[Any, ...]:
    start = place * (LENGTH + 1)
    span = {"start": start, "end": start + LENGTH, "exact": quote}
    kind = KINDS[number % len(KINDS)]
    outlet = {"name": f"Outlet {source % 50}", "id": None, "state": None, "span": None}
    head = {"span": span, "voice": [outlet], "method": "events/1 verb:sign", "confidence": 0.5, "notes": []}
    body = head | _BODIES[kind](event, span)
    return number, _id(number, 16), _id(source, 64), kind, start, start + LENGTH, quote, json.dumps(body)


def _side(code: str) -> dict[str, Any]:
    return {"name": code.title(), "id": code, "state": code, "span": None}


def _event(event: tuple[Any, ...] | None, _: dict[str, Any]) -> dict[str, Any]:
    assert event
    _, kind, modality, one, other, day = event
    quad, intensity = QUAD_AND_INTENSITY[EventType(kind)]
    told = {"event_type": kind, "modality": modality, "date": day, "place": None, "quad": str(quad)}
    return told | {"actors": [_side(one)], "recipients": [_side(other)], "intensity": intensity}


def _claim(_: object, span: dict[str, Any]) -> dict[str, Any]:
    told = {"speaker": _side("RUS"), "cue": None, "content": [span], "about": [_side("KAZ")]}
    return told | {"claim_type": "statement", "assessment": {"a": "RUS", "b": "KAZ", "sign": "cooperative"}}


def _tie(_: object, __: dict[str, Any]) -> dict[str, Any]:
    told = {"a": _side("KAZ"), "b": _side("CSTO"), "relation": "member", "modality": "happened"}
    return told | {"start": "1994", "end": None}


_BODIES = {
    "event": _event,
    "claim": _claim,
    "tie": _tie,
    "figure": lambda *_: {"value": 5.0, "unit": "USD", "bound": "exact", "about": "trade"},
    "forecast": lambda _, span: {"speaker": _side("CHN"), "content": span, "due": "2030", "condition": None},
}


def _now(number: int, event: tuple[Any, ...] | None) -> tuple[Any, ...]:
    """The row of finding_now."""
    kind, source = KINDS[number % len(KINDS)], (number - 1) // PER_SOURCE + 1
    head = (_id(number, 16), source, "suggested", 0.5, None)
    published = f"{1992 + source % 34}-{1 + source % 12:02d}-{1 + source % 28:02d}"
    if event:
        _, type_, modality, one, other, day = event
        key = f"{type_}|{modality}|{one}>{other}"
        return (*head, type_, None, None, None, modality, None, day, day, int(day is not None), 0, key, "sign")
    types = {"claim": "statement", "tie": "member", "figure": "USD"}
    columns = [types["claim"] if kind == "claim" else None, types["tie"] if kind == "tie" else None]
    columns += [types["figure"] if kind == "figure" else None, "happened" if kind == "tie" else None]
    columns += ["RUS" if kind == "claim" else "CHN" if kind == "forecast" else None]
    dates = ("1994-01-01", "9999-12-31") if kind == "tie" else (published, published)
    return (*head, None, *columns, *dates, 0, 0, None, None)


def _actors(number: int, event: tuple[Any, ...] | None) -> Iterator[tuple[Any, ...]]:
    finding, kind = _id(number, 16), KINDS[number % len(KINDS)]
    outlet = f"Outlet {((number - 1) // PER_SOURCE + 1) % 50}"
    yield finding, "voice", 0, outlet, outlet.casefold(), None, None
    sides: dict[str, tuple[tuple[str, str], ...]] = {
        "claim": (("speaker", "RUS"), ("about", "KAZ")),
        "tie": (("a", "KAZ"), ("b", "CSTO")),
        "forecast": (("speaker", "CHN"),),
    }
    for role, code in (("actor", event[3]), ("recipient", event[4])) if event else sides.get(kind, ()):
        yield finding, role, 0, code.title(), code.casefold(), code, code


def _fill_made(connection: sqlite3.Connection, findings: int, told: Told) -> None:
    """finding_now, finding_actors, events and event_reports, in the order of their keys."""
    numbers = sorted(range(1, findings + 1), key=lambda number: _id(number, 16))
    for first in range(0, findings, 100_000):
        some = numbers[first : first + 100_000]
        _insert(connection, "finding_now", [_now(number, told.get(number)) for number in some])
        _insert(
            connection, "finding_actors", sorted(row for number in some for row in _actors(number, told.get(number)))
        )
    merged: dict[int, list[str]] = {}
    for number in numbers:
        if number in told:
            merged.setdefault(told[number][0], []).append(_id(number, 16))
    events, reports = [], []
    for first, members in merged.items():
        _, kind, modality, one, other, day = told.get(first) or told[first]
        event_id = _id(first, 16, "event")
        key = f"{kind}|{modality}|{one}>{other}"
        events.append((event_id, key, kind, modality, day, day, members[0], len(members), len(members)))
        reports += [(event_id, finding) for finding in members]
    _insert(connection, "events", sorted(events))
    _insert(connection, "event_reports", sorted(reports))


if __name__ == "__main__":
    main()
