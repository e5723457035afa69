"""`dragoman review`: a person goes through what the machine suggests."""

import getpass
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from dragoman.cli.options import known_filters, known_world, takes_filters, takes_ledger
from dragoman.cli.show import show_finding
from dragoman.cli.table import step
from dragoman.errors import DragomanError, UsageError
from dragoman.ledger import Filters, Ledger, Query
from dragoman.records import Kind, Row, Status
from dragoman.show.correction import Correction

_KEYS = "[a]ccept  [c]orrect  [r]eject  [s]kip  [q]uit"
_ASK_NOTE = "Note (Enter for none) > "
_ANSWERS = ("accept", "correct", "reject", "skip", "quit")


@click.command("review")
@takes_ledger
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only findings of this kind.")
@click.option("--analyst", metavar="NAME", help="Who decides. [default: your user name]")
@takes_filters
def verb(ledger: Path, filters: Filters, *, kind: str | None, analyst: str | None) -> None:
    """Go through suggested findings, doubtful ones first – those with a note against them, then the least sure – and
    accept, correct or reject each. Decisions are kept beside the suggestion, with your name, the time and a note if you
    write one; quit at any time and go on later.

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
                changes = _changes(Correction(row, book.document(row["source"]["id"]), known_world()))
                if not changes:
                    continue
                note = note or _typed_line(_ASK_NOTE)
                book.decide(row["id"], Status.CORRECTED, changes, analyst=analyst, note=note)
        except DragomanError as fault:
            _complain(fault)
            continue
        except _LeavingError:
            return "quit"
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
    return _ask(_ASK_NOTE) or ""


class _LeavingError(Exception):
    """The person, or the input, ends in the middle of a correction: nothing of it is kept."""


def _changes(correction: Correction) -> dict[str, Any]:
    """The changed fields: from the editor if one is set on a terminal, else line by line. What is good is kept."""
    changes: dict[str, Any] = {}
    for key, text in _typed(correction):
        _set(correction, changes, key, text)
    correction.verify(changes)
    return changes


def _set(correction: Correction, changes: dict[str, Any], key: str, text: str) -> None:
    """Set a field; it is asked for again while the text is not what it wants, until it is or nothing is typed."""
    while True:
        try:
            value = correction.read(key, text)
        except UsageError as fault:
            _complain(fault)
            if key not in correction.fields() or not (text := _another(correction, changes, key)):
                return
        else:
            if value != correction.row[key]:
                changes[key] = value
            return


def _another(correction: Correction, changes: dict[str, Any], key: str) -> str:
    """Another text for a field, without the "field=" before it; a line for another field sets that one meanwhile."""
    while line := _typed_line(f"  {key} (Enter to leave it) = "):
        name, sign, text = (part.strip() for part in line.partition("="))
        if not sign or name not in correction.fields():
            return line
        if name == key:
            return text
        _set(correction, changes, name, text)
    return ""


def _typed(correction: Correction) -> Iterator[tuple[str, str]]:
    """Fields with what was typed for them."""
    old = {key: correction.as_typed(key) for key in correction.fields()}
    editor = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    if editor and sys.stdin.isatty() and sys.stdout.isatty():
        lines = _edited("".join(f"{key} = {' '.join(value.split())}\n" for key, value in old.items()), editor)
    else:
        click.echo(f"Write field=value, one a line, an empty line to end, q to quit. Fields: {', '.join(old)}")
        lines = _lines()
    for line in lines:
        key, sign, value = (part.strip() for part in line.partition("="))
        if not sign and line.strip():
            click.echo("Write field=value, for instance modality=planned.")
        elif sign and value != " ".join(old.get(key, "\0").split()):
            yield key, value


def _edited(text: str, editor: str) -> Iterator[str]:
    """What the person makes of the text in the editor; nothing if it is left as it was."""
    try:
        return iter((click.edit(text, editor=editor) or "").splitlines())
    except (click.ClickException, OSError, ValueError) as fault:  # not there, failed, or saved what is no text
        hint = "set EDITOR to one that works, or unset EDITOR and VISUAL to be asked field by field"
        raise DragomanError(f"the editor {editor} failed, nothing is stored", hint) from fault


def _lines() -> Iterator[str]:
    while line := _typed_line("  "):
        yield line


def _typed_line(prompt: str) -> str:
    """A line of a correction; raises _LeavingError at the end of the input, or if it says to quit."""
    line = _ask(prompt)
    if line is None or line.lower() in ("q", "quit"):
        raise _LeavingError
    return line


def _complain(fault: DragomanError) -> None:
    click.echo(f"{fault.message}. {fault.hint}".strip())


def _ask(prompt: str) -> str | None:
    """One line from the person or the pipe, None at its end."""
    click.echo(prompt, nl=False)
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None
