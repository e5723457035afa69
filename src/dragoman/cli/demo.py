"""`dragoman demo`: the example press, read before your eyes."""

import hashlib
import heapq
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import click

from dragoman import ingest
from dragoman.cli.add import print_report
from dragoman.cli.options import PathType, as_json
from dragoman.cli.table import (
    command,
    counted,
    deed,
    describes,
    names,
    one_name,
    origin,
    room,
    shorten,
    step,
    view,
    wrap,
)
from dragoman.errors import DataError, UsageError
from dragoman.ledger import Ledger
from dragoman.records import Row

_TOP = 3  # items shown of each kind


@click.command("demo")
@click.argument("ledger", metavar="[LEDGER]", required=False, type=PathType(path_type=Path), default="demo.ledger")
@as_json
def verb(ledger: Path, *, json_: bool) -> int:
    """Read the example press that comes with Dragoman into a ledger (demo.ledger in this folder), and show what was
    read and found. Safe to repeat.
    """
    press = press_files()
    if ledger.exists() and ledger.stat().st_size:
        _refuse_other_sources(ledger, press)
    with Ledger.open(ledger, create=True) as book:
        if not json_:
            click.echo(f"Reading {len(press)} example documents into {ledger} …\n")
        report = ingest.add(book, press)
        if json_:
            _print_counts(book)
        else:
            print_report(report)
            _print_top(book)
            click.echo(f"Open it in your browser: {command('open', ledger)}")
    return 1 if report.skipped else 0


def _refuse_other_sources(ledger: Path, press: list[Path]) -> None:
    """The invented press must not come among real documents."""
    ours = {hashlib.sha256(path.read_bytes()).hexdigest() for path in press}
    with Ledger.open(ledger, readonly=True) as book:
        if any(row["id"] not in ours for row in book.sources()):
            raise UsageError(
                f"{ledger} holds documents that are not of the example press, which is invented",
                "name another file, for instance `dragoman demo example.ledger`",
            )


def press_files() -> list[Path]:
    """The documents of the example press: in the installed package, or in a checkout beside it."""
    package = Path(str(resources.files("dragoman")))
    for folder in (package / "data" / "press", package.parents[1] / "examples" / "press"):
        if folder.is_dir():
            return sorted(
                path for path in folder.iterdir() if path.is_file() and not path.name.startswith(("README", "."))
            )
    raise DataError("the example press is not installed", "install dragoman afresh, or add documents of your own")


def _print_counts(book: Ledger) -> None:
    import json

    click.echo(json.dumps(book.counts()))


def _print_top(book: Ledger) -> None:
    counts = book.counts()
    if not counts["reports"]:
        return
    reports, merged = counted(counts["reports"], "report"), counted(counts["events"], "event")
    click.echo(f"\n{reports} were merged into {merged}. Some of what was found:")
    events = heapq.nlargest(_TOP, book.events(), key=_weight)
    _print_items(book, "Who did what to whom", events, _event)
    assessed = (row for row in book.findings(kind="claim") if row["assessment"])
    _print_items(book, "Who says so", _best(assessed, _known_views), _claim)
    happened = (row for row in book.ties() if row["modality"] == "happened")
    _print_items(book, "Which ties bind whom", _best(happened, _known_ends), _tie)
    _print_items(book, "What may come", _best(book.findings(kind="forecast"), _known_times), _forecast)
    click.echo(f"\n{step('show', events[0]['id'][:10], book.path)}")
    click.echo(f"      {command('list', 'events', book.path)}")
    click.echo(f"      {command('add', 'YOUR-FOLDER')}")


def _print_items(book: Ledger, head: str, rows: list[Row], tell: Callable[[Row], str]) -> None:
    if rows:
        click.echo(f"\n{head}")
    for row in rows:
        lead = book.finding(row["lead"]) if "lead" in row else row
        told = (
            tell(row),
            f"“{shorten(lead['span']['exact'], 200)}”",
            f"{origin(lead['source'])} · id {row['id'][:10]}",
        )
        for part, indent in zip(told, ("  ", "      ", "      "), strict=True):
            for line in wrap(part, room(), first=indent, rest="      "):
                click.echo(line)


def _best(rows: Iterator[Row], merit: Callable[[Row], int]) -> list[Row]:
    """The rows of most merit, each from another source."""
    seen: dict[str, Row] = {}
    for row in sorted(rows, key=merit, reverse=True):
        seen.setdefault(row["source"]["id"], row)
    return list(seen.values())[:_TOP]


def _weight(event: Row) -> tuple[int, bool, bool, str]:
    sides = bool(event["recipients"]) or len(event["actors"]) > 1
    return event["sources"], sides, event["date"] is not None, event["id"]


def _known_views(claim: Row) -> int:
    """Views on what the world knows (its codes are in capitals), by a speaker whom the quote itself names."""
    told = claim["assessment"]
    name = claim["speaker"]["name"]
    named = " " in name and any(word in claim["span"]["exact"] for word in name.split())
    return sum((told["a"].isupper(), told["b"].isupper(), named))


def _known_ends(tie: Row) -> int:
    return sum(value is not None for value in (tie["a"]["id"], tie["b"]["id"], tie["start"]))


def _known_times(forecast: Row) -> int:
    return sum(value is not None for value in (forecast["due"], forecast["speaker"]["id"]))


def _event(row: Row) -> str:
    told = f"{row['modality']}, {counted(row['reports'], 'report')}"
    return f"{row['date'] or 'undated'} · {row['event_type']} · {deed(row)} ({told}; says who: {names(row['voices'])})"


def _claim(row: Row) -> str:
    return f"{one_name(row['speaker'])} {describes(row['speaker'])} {view(row['assessment'])}"


def _tie(row: Row) -> str:
    since = f", since {row['start']}" if row["start"] else ""
    return f"{one_name(row['a'])} · {row['relation'].replace('_', ' ')} · {one_name(row['b'])}{since}"


def _forecast(row: Row) -> str:
    due = f" (due {row['due']})" if row["due"] else ""
    return f"{one_name(row['speaker'])}{due}"
