"""`dragoman review`: a person goes through what the machine suggests."""

import getpass
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from dragoman.cli.correction import Correction
from dragoman.cli.options import known_filters, takes_filters, takes_ledger
from dragoman.cli.show import show_finding
from dragoman.cli.table import step
from dragoman.errors import DragomanError, UsageError
from dragoman.ledger import Filters, Ledger, Query
from dragoman.records import Kind, Row, Status

_KEYS = "[a]ccept  [c]orrect  [r]eject  [s]kip  [q]uit"
_ANSWERS = ("accept", "correct", "reject", "skip", "quit")


@click.command("review")
@takes_ledger
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only findings of this kind.")
@click.option("--analyst", metavar="NAME", help="Who decides. [default: your user name]")
@takes_filters
def verb(ledger: Path, filters: Filters, *, kind: str | None, analyst: str | None) -> None:
    """Go through suggested findings, doubtful ones first, and accept, correct or reject each. Decisions are kept beside
    the suggestion, with your name, the time and a note if you write one; quit at any time and go on later.

    What follows a letter is the note: "a checked against the treaty".
    """
    with Ledger.open(ledger) as book:
        known = known_filters(book, filters, kind or "findings")
        known["kind"] = kind
        known["order"] = "doubtful"
        known.setdefault("status", Status.SUGGESTED)
        waiting = [row["id"] for row in book.findings(Query.of(known))]
        if not waiting:
            click.echo("Nothing is left to review under these filters.")
            return
        done = _go_through(book, waiting, analyst or getpass.getuser())
    click.echo(f"\n{done} decided, {len(waiting) - done} left. {step('export', ledger, '-o', 'findings.jsonl')}")


def _go_through(book: Ledger, waiting: list[str], analyst: str) -> int:
    done = 0
    for number, finding_id in enumerate(waiting, 1):
        row = book.finding(finding_id)
        click.echo(f"\n— {number} of {len(waiting)} —")
        show_finding(book, row)
        answer = _decide(book, row, analyst)
        if answer == "quit":
            break
        done += answer != "skip"
    return done


def _decide(book: Ledger, row: Row, analyst: str) -> str:
    """Ask until there is an answer that can be carried out; returns it. The end of the input quits."""
    while True:
        answer, note = _answer()
        try:
            if answer == "accept":
                book.decide(row["id"], Status.CONFIRMED, analyst=analyst, note=note)
            elif answer == "reject":
                book.decide(row["id"], Status.REJECTED, analyst=analyst, note=note or _note())
            elif answer == "correct":
                changes = _changes(Correction(row, book.document(row["source"]["id"])))
                if not changes:
                    continue
                book.decide(row["id"], Status.CORRECTED, changes, analyst=analyst, note=note or _note())
        except DragomanError as fault:
            _complain(fault)
            continue
        return answer


def _answer() -> tuple[str, str]:
    """What is to be done, and the note that follows it."""
    while True:
        line = _ask(f"{_KEYS} > ")
        if line is None:
            return "quit", ""
        word, _, note = line.partition(" ")
        for answer in _ANSWERS:
            if word and word.lower() in (answer[0], answer):
                return answer, note.strip()
        click.echo("Type one of the letters in brackets.")


def _note() -> str:
    return _ask("Note (Enter for none) > ") or ""


def _changes(correction: Correction) -> dict[str, Any]:
    """The changed fields: from the editor on a terminal that has one, else line by line. What is good is kept."""
    changes: dict[str, Any] = {}
    for key, text in _typed(correction):
        value = _read(correction, key, text)
        if value is not _DROPPED and value != correction.row[key]:
            changes[key] = value
    return changes


_DROPPED = object()


def _read(correction: Correction, key: str, text: str) -> Any:
    """The value of a field; asked for again while it is not what the field wants, until it is or nothing is typed."""
    while True:
        try:
            return correction.read(key, text)
        except UsageError as fault:
            _complain(fault)
            again = _ask(f"  {key} (Enter to leave it) = ") if key in correction.fields() else None
            if not again:
                return _DROPPED
            text = again


def _typed(correction: Correction) -> Iterator[tuple[str, str]]:
    """Fields with what was typed for them."""
    old = {key: correction.as_typed(key) for key in correction.fields()}
    if sys.stdin.isatty() and sys.stdout.isatty():
        text = click.edit("".join(f"{key} = {' '.join(value.split())}\n" for key, value in old.items()))
        lines: Iterator[str] = iter((text or "").splitlines())
    else:
        click.echo(f"Write field=value, one a line, an empty line to end. Fields: {', '.join(old)}")
        lines = _lines()
    for line in lines:
        key, sign, value = (part.strip() for part in line.partition("="))
        if not sign and line.strip():
            click.echo("Write field=value, for instance modality=planned.")
        elif sign and value != " ".join(old.get(key, "\0").split()):
            yield key, value


def _lines() -> Iterator[str]:
    while line := _ask("  "):
        yield line


def _complain(fault: DragomanError) -> None:
    click.echo(f"{fault.message}. {fault.hint}".strip())


def _ask(prompt: str) -> str | None:
    """One line from the person or the pipe, None at its end."""
    click.echo(prompt, nl=False)
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None
