"""`dragoman review`: a person goes through what the machine suggests."""

import getpass
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from dragoman.cli.options import know_actors, takes_filters, takes_ledger
from dragoman.cli.show import show_finding
from dragoman.errors import DragomanError
from dragoman.ledger import Filters, Ledger, Query
from dragoman.records import Kind, Row, Status

_KEYS = "[a]ccept  [c]orrect  [r]eject  [s]kip  [q]uit"
_FIXED = ("id", "kind", "status", "source", "method", "confidence")
_ACTORS = ("actors", "recipients", "about", "voice")
_ACTOR = ("speaker", "a", "b")


@click.command("review")
@takes_ledger
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only findings of this kind.")
@click.option("--analyst", metavar="NAME", help="Who decides. [default: your user name]")
@takes_filters
def verb(ledger: Path, filters: Filters, *, kind: str | None, analyst: str | None) -> None:
    """Go through suggested findings, doubtful ones first, and accept, correct or reject each. Decisions are kept beside
    the suggestion, with your name and the time; quit at any time and go on later.
    """
    with Ledger.open(ledger) as book:
        known = know_actors(book, filters)
        known["kind"] = kind
        known["order"] = "doubtful"
        known.setdefault("status", Status.SUGGESTED)
        waiting = [row["id"] for row in book.findings(Query.of(known))]
        if not waiting:
            click.echo("Nothing is left to review under these filters.")
            return
        done = _go_through(book, waiting, analyst or getpass.getuser())
    click.echo(f"\n{done} decided, {len(waiting) - done} left. Next: dragoman export {ledger} -o findings.jsonl")


def _go_through(book: Ledger, waiting: list[str], analyst: str) -> int:
    done = 0
    for number, finding_id in enumerate(waiting, 1):
        row = book.finding(finding_id)
        click.echo(f"\n— {number} of {len(waiting)} —")
        show_finding(book, row)
        answer = _decide(book, row, analyst)
        if answer == "q":
            break
        done += answer != "s"
    return done


def _decide(book: Ledger, row: Row, analyst: str) -> str:
    """Ask until there is an answer that can be carried out; returns its key. The end of the input quits."""
    while True:
        answer = _ask(f"{_KEYS} > ")
        key = "q" if answer is None else answer[:1].lower()
        try:
            if key == "a":
                book.decide(row["id"], Status.CONFIRMED, analyst=analyst)
            elif key == "r":
                book.decide(row["id"], Status.REJECTED, analyst=analyst)
            elif key == "c":
                changes = _corrections(row)
                if not changes:
                    continue
                book.decide(row["id"], Status.CORRECTED, changes, analyst=analyst)
            elif key not in ("s", "q"):
                click.echo("Type one of the letters in brackets.")
                continue
        except DragomanError as fault:
            click.echo(f"{fault.message}. {fault.hint}")
            continue
        return key


def _corrections(row: Row) -> dict[str, Any]:
    """The changed fields: from the editor on a terminal that has one, else line by line."""
    old = {key: value for key, value in row.items() if key not in _FIXED}
    if sys.stdin.isatty() and sys.stdout.isatty():
        text = click.edit("\n".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in old.items()))
        lines = (text or "").splitlines()
    else:
        click.echo(f"Write field=value, one a line, an empty line to end. Fields: {', '.join(old)}")
        lines = list(_lines())
    changes: dict[str, Any] = {}
    for line in lines:
        key, sign, value = line.partition("=")
        if sign and (new := _value(key.strip(), value.strip())) != old.get(key.strip(), _MISSING):
            changes[key.strip()] = new
    return changes


_MISSING = object()


def _lines() -> Iterator[str]:
    while line := _ask("  "):
        yield line


def _ask(prompt: str) -> str | None:
    """One line from the person or the pipe, None at its end."""
    click.echo(prompt, nl=False)
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.strip() if line else None


def _value(key: str, text: str) -> Any:
    """A field as the contract has it: JSON where it is JSON, an actor where one is meant, else the text itself."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        value = text or None
    if key in _ACTORS and isinstance(value, str):
        return [_actor(name.strip()) for name in value.split(",")]
    if key in _ACTOR and isinstance(value, str):
        return _actor(value)
    return value


def _actor(name: str) -> Row:
    """The actor of the world that a name or code means; without a place in the text, for the analyst gave it."""
    from dragoman.world import who_rows

    rows = who_rows(name, None)
    best = rows[0] if rows else {"name": name, "id": None, "state": None}
    return {"name": best["name"], "id": best["id"], "state": best["state"], "span": None}
