"""`dragoman show`: one item with all that it rests on."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from dragoman.cli.options import as_json, takes_ledger
from dragoman.cli.quote import in_context
from dragoman.cli.table import MARKS, command, counted, names, one_name, room, shorten, side_name, wrap
from dragoman.ledger import Ledger
from dragoman.ledger.outward.citing import citation
from dragoman.records import Row

_HEAD = ("id", "kind", "status", "source", "span", "voice", "method", "confidence", "notes")
_MOST = 12  # findings of a source that are listed
_MOST_NAMES = 30
_NAME = 12  # columns for the name of a fact
_BRIGHT, _PLAIN = "\x1b[33m\x1b[1m", "\x1b[0m"


@click.command("show")
@click.argument("item", metavar="ID")
@takes_ledger
@as_json
def verb(item: str, ledger: Path, *, json_: bool) -> None:
    """Show a finding, an event or a source by its ID (the beginning of it is enough): the quote in its sentence, who
    says so, what is known of the source and why, what analysts decided, and how to cite it. Or a number of a measure by its
    address (balance:KAZ:2022:share:RUS): what it is, and the findings that it rests on.
    """
    with Ledger.open(ledger, readonly=True) as book:
        if ":" in item:
            _show_number(book, item, json_=json_)
            return
        thing, full = book.identify(item)
        if json_:
            click.echo(json.dumps(_as_row(book, thing, full), ensure_ascii=False, indent=1))
        elif thing == "finding":
            show_finding(book, book.finding(full))
        elif thing == "event":
            _show_event(book, book.event(full))
        else:
            _show_source(book, next(book.sources(source=full)))


def _show_number(book: Ledger, address: str, *, json_: bool) -> None:
    from dragoman.cli.answers import as_row, explain_row, print_answer
    from dragoman.measure.recall import number_at

    result = number_at(address, book)
    if json_:
        click.echo(json.dumps(as_row(result), ensure_ascii=False, default=str))
        return
    print_answer(result)
    found = result.rests_on(address)
    click.echo(f"\n{counted(len(found), 'row')} behind it" if found else "\nNothing in the ledger is behind it.")
    explain_row(book, found)


def show_finding(book: Ledger, row: Row) -> None:
    """Print a finding with its quote, voice, source, decisions and citation."""
    entry = next(book.sources(source=row["source"]["id"]))
    _fact(row["kind"], f"{row['id']}  {MARKS[row['status']]} {row['status']}")
    _show_quote(book, row)
    for key, value in row.items():
        if key not in _HEAD and key not in ("content", "cue") and value not in (None, [], ""):
            _fact(key, _plain(value))
    _fact("says who", _voice(row))
    confidence = "" if row["confidence"] is None else f", confidence {row['confidence']:.2f}"
    _fact("method", f"{row['method']}{confidence}")
    _show_notes(row)
    for past in book.decisions(row["id"]):
        said = f": {past['note']}" if past["note"] else ""
        _fact("decided", f"{past['status']} by {past['analyst']} on {past['decided_at'][:10]}{said}")
    click.echo()
    _show_origin(entry)
    place = (row["span"]["start"], row["span"]["end"])
    _fact("cite", citation(row["source"], added_at=entry["added_at"], place=place, folders=True))


def _show_event(book: Ledger, row: Row) -> None:
    told = f"{counted(row['reports'], 'report')} in {counted(row['sources'], 'independent source')}"
    _fact("event", f"{row['id']}  {told}")
    for key in ("event_type", "modality", "date", "place", "actors", "recipients", "quad", "intensity"):
        if row[key] not in (None, []):
            _fact(key, _plain(row[key]))
    _fact("says who", names(row["voices"]) or "the documents themselves")
    in_language = _by_language(book.finding(finding_id) for finding_id in row["findings"])
    for language, reports in in_language.items():
        if len(in_language) > 1:
            click.echo()
            _fact("language", f"{language or 'not known'}  {counted(len(reports), 'report')}")
        for report in reports:
            _show_report(book, report, titled=len(in_language) > 1)


def _by_language(reports: Iterable[Row]) -> dict[str | None, list[Row]]:
    """The reports of an event by the language of their documents, in the order of the languages' codes."""
    found: dict[str | None, list[Row]] = {}
    for report in reports:
        found.setdefault(report["source"]["language"], []).append(report)
    return dict(sorted(found.items(), key=lambda item: item[0] or ""))


def _show_report(book: Ledger, report: Row, *, titled: bool) -> None:
    entry = next(book.sources(source=report["source"]["id"]))
    click.echo()
    _fact(
        "report", f"{report['id']}  {MARKS[report['status']]} {report['status']}, dated {report['date'] or 'nowhere'}"
    )
    if titled and entry["title"]:
        _fact("headline", entry["title"])
    _show_quote(book, report)
    _fact("says who", _voice(report))
    _show_notes(report)
    place = (report["span"]["start"], report["span"]["end"])
    _fact("cite", citation(report["source"], added_at=entry["added_at"], place=place, folders=True))


def _show_notes(row: Row) -> None:
    for note in row["notes"]:
        _fact("note", note)


def _show_source(book: Ledger, entry: Row) -> None:
    _fact("source", entry["id"])
    _show_origin(entry)
    _fact("words", f"{entry['words']:,}")
    _fact("added", entry["added_at"])
    _fact("cite", citation(entry, added_at=entry["added_at"], folders=True))
    if entry["actors"]:
        _fact("names", f"{counted(len(entry['actors']), 'actor')}: {_some(names([a]) for a in entry['actors'])}")
    if entry["dates"]:
        _fact("dates", _some(date["date"] for date in entry["dates"]))
    click.echo(f"\n{counted(entry['findings'], 'finding')}")
    for row in book.findings(source=entry["id"], limit=_MOST):
        head = f"  {row['id'][:10]}  {MARKS[row['status']]} {row['kind']:8}  "
        click.echo(head + shorten(row["span"]["exact"], room() - len(head)))
    if entry["findings"] > _MOST:
        click.echo(f"  … all of them: {command('export', book.path, '--source', entry['id'][:12])}")


def _show_origin(entry: Row) -> None:
    for key in ("title", "outlet", "author", "published"):
        if entry[key]:
            _fact(key, f"{entry[key]}  ({entry['reasons'][key]})")
        else:
            _fact(key, "not known")
    for key in ("language", "path", "url"):
        if entry[key]:
            _fact(key, entry[key])
    if not entry["read_for_findings"]:
        _fact("reading", "this language is not read for findings yet")
    if entry["near_duplicate_of"]:
        _fact("resembles", f"source {entry['near_duplicate_of'][:12]}, which was added first")
    for note in (*entry["notes"], *entry["issues"]):
        _fact("note", note)


def _show_quote(book: Ledger, row: Row) -> None:
    span = row["span"]
    before, quote, after = in_context(book.document(row["source"]["id"]), span["start"], span["end"])
    on, off = ("\x02", "\x03") if sys.stdout.isatty() else ("[", "]")  # marks that are turned into colour when wrapped
    _fact("quote", f"{before}{on}{quote}{off}{after}")


def _fact(name: str, value: object) -> None:
    head = f"{name.replace('_', ' '):{_NAME}}"
    for line in wrap(f"{value}", room(), first=head, rest=" " * _NAME) or [head.rstrip()]:
        click.echo(line.replace("\x02", _BRIGHT).replace("\x03", _PLAIN))


def _voice(row: Row) -> str:
    return " → ".join(one_name(actor) for actor in row["voice"]) or "the document itself"


def _some(parts: Iterable[str]) -> str:
    """Some of many, each once, and how many more."""
    each = list(dict.fromkeys(parts))
    more = f" and {len(each) - _MOST_NAMES} more" if len(each) > _MOST_NAMES else ""
    return ", ".join(each[:_MOST_NAMES]) + more


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(part) for part in value)
    if isinstance(value, dict) and "sign" in value:
        return f"{side_name(value['a'])} and {side_name(value['b'])}: {value['sign']}"
    if isinstance(value, dict):
        return f"{one_name(value)}" + (f" [{value['id']}]" if value["id"] else "")
    return str(value)


def _as_row(book: Ledger, thing: str, full: str) -> Row:
    if thing == "finding":
        return book.finding(full) | {"decisions": book.decisions(full)}
    if thing == "event":
        row = book.event(full)
        return row | {"findings": [book.finding(finding_id) for finding_id in row["findings"]]}
    return next(book.sources(source=full))
