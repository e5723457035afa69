"""`dragoman demo`: the example press, read before your eyes."""

import heapq
from collections.abc import Callable, Iterator
from importlib import resources
from itertools import islice
from pathlib import Path

import click

from dragoman import ingest
from dragoman.cli.add import print_report
from dragoman.cli.options import as_json
from dragoman.cli.table import names, one_name, shorten
from dragoman.errors import DataError
from dragoman.ledger import Ledger
from dragoman.records import Row

_TOP = 3  # items shown of each kind


@click.command("demo")
@click.argument("ledger", metavar="[LEDGER]", required=False, type=click.Path(path_type=Path), default="demo.ledger")
@as_json
def verb(ledger: Path, *, json_: bool) -> int:
    """Read the example press that comes with Dragoman into a ledger (demo.ledger in this folder), and show what was
    read and found. Safe to repeat.
    """
    press = press_files()
    with Ledger.open(ledger, create=True) as book:
        if not json_:
            click.echo(f"Reading {len(press)} example documents into {ledger} …\n")
        report = ingest.add(book, press)
        if json_:
            _print_counts(book)
        else:
            print_report(report)
            _print_top(book)
    return 1 if report.skipped else 0


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
    click.echo(
        f"\n{counts['reports']} reports of events were merged into {counts['events']} events. Some of what was found:"
    )
    last = None
    for head, tell, rows in _top(book):
        for row in rows:
            if head != last:
                click.echo(f"\n{head}")
                last = head
            click.echo(f"  {tell(row)}")
            quoted = row.get("quote") or row["span"]["exact"]
            lead = book.finding(row["lead"]) if "lead" in row else row
            outlet = lead["source"]["outlet"] or Path(lead["source"]["path"] or "?").name
            click.echo(f"      “{shorten(quoted, 160)}”")
            click.echo(f"      {outlet}, {lead['source']['published'] or 'undated'} · id {row['id'][:10]}")
    example = next(book.events(limit=1), None) or next(book.findings(limit=1), None)
    if example:
        click.echo(f"\nNext: dragoman show {example['id'][:10]} {book.path}")
        click.echo(f"      dragoman list events {book.path}")
        click.echo("      dragoman add YOUR-FOLDER")


def _top(book: Ledger) -> Iterator[tuple[str, Callable[[Row], str], list[Row]]]:
    yield "Who did what to whom", _event, heapq.nlargest(_TOP, book.events(), key=_weight)
    assessed = (row for row in book.findings(kind="claim") if row["assessment"])
    yield "Who says so", _claim, list(islice(_of_different_sources(assessed), _TOP))
    ties = (row for row in book.ties() if row["modality"] == "happened")
    yield "Which ties bind whom", _tie, list(islice(_of_different_sources(ties), _TOP))
    yield "What may come", _forecast, list(islice(_of_different_sources(book.findings(kind="forecast")), _TOP))


def _weight(event: Row) -> tuple[int, bool, bool, str]:
    sides = bool(event["recipients"]) or len(event["actors"]) > 1
    return event["sources"], sides, event["date"] is not None, event["id"]


def _of_different_sources(rows: Iterator[Row]) -> Iterator[Row]:
    seen: list[str] = []
    for row in rows:
        if row["source"]["id"] not in seen:
            seen.append(row["source"]["id"])
            yield row


def _event(row: Row) -> str:
    sides = " → ".join(names(side) for side in (row["actors"], row["recipients"]) if side)
    reports = f"{row['reports']} reports" if row["reports"] > 1 else "1 report"
    return f"{row['date'] or 'undated'}  {row['event_type']}  {sides}  ({row['modality']}, {reports})"


def _claim(row: Row) -> str:
    told = row["assessment"]
    return f"{one_name(row['speaker'])} describes {told['a']} and {told['b']} as {told['sign']}"


def _tie(row: Row) -> str:
    since = f", since {row['start']}" if row["start"] else ""
    return f"{one_name(row['a'])} · {row['relation']} · {one_name(row['b'])}{since}"


def _forecast(row: Row) -> str:
    due = f" (due {row['due']})" if row["due"] else ""
    return f"{one_name(row['speaker'])}{due}"
