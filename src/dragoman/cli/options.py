"""Options that several verbs share: which ledger, which rows."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from dragoman.errors import UsageError
from dragoman.ledger import Filters, Ledger
from dragoman.records import Status

DEFAULT_LEDGER = Path("dragoman.ledger")

_FILTERS = (
    ("--actor", "actor", "NAME", "A state, organisation or person: ISO code, id or name."),
    ("--with", "with_", "NAME", "A second actor in the same finding."),
    ("--type", "type_", "TYPE", "Event type, relation, type of claim or unit."),
    ("--source", "source", "SOURCE", "Beginning of a source's id, part of its path, or outlet."),
    ("--lang", "lang", "CODE", "Language of the source: en, ru, tr …"),
    ("--status", "status", "STATUS", f"One of {', '.join(Status)}."),
    ("--from", "since", "DATE", "From this year, month or day (2022, 2022-01, 2022-01-06)."),
    ("--to", "until", "DATE", "Until this year, month or day, included."),
    ("--text", "text", "WORDS", "Words that the quote must hold (for sources: the whole text)."),
)


def takes_ledger(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb its ledger, as the last argument or by -l."""

    @click.argument("last", metavar="[LEDGER]", required=False, type=click.Path(path_type=Path))
    @click.option("-l", "--ledger", "named", metavar="LEDGER", type=click.Path(path_type=Path), help=_ledger_help())
    @functools.wraps(verb)
    def with_ledger(*args: Any, last: Path | None, named: Path | None, **options: Any) -> Any:
        if last and named and last != named:
            raise UsageError(f"two ledgers are named: {last} and {named}", "give one, last or after -l")
        return verb(*args, ledger=last or named or DEFAULT_LEDGER, **options)

    return with_ledger


def ledger_option(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb its ledger by -l alone, where the arguments are something else."""
    option = click.option(
        "-l", "--ledger", metavar="LEDGER", type=click.Path(path_type=Path), default=DEFAULT_LEDGER, help=_ledger_help()
    )
    return option(verb)


def takes_filters(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the filters of all lists, gathered as `filters`."""
    names = [name for _, name, _, _ in _FILTERS]

    @functools.wraps(verb)
    def with_filters(*args: Any, **options: Any) -> Any:
        filters = {name: value for name in names if (value := options.pop(name)) is not None}
        return verb(*args, filters=filters, **options)

    decorated: Callable[..., Any] = with_filters
    for flag, name, metavar, text in reversed(_FILTERS):
        decorated = click.option(flag, name, metavar=metavar, help=text)(decorated)
    return decorated


def as_json(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb --json."""
    return click.option("--json", "json_", is_flag=True, help="Print JSON, for programs.")(verb)


def know_actors(ledger: Ledger, filters: Filters) -> Filters:
    """The filters with actors that the ledger does not know under their name translated by the world's names."""
    known = filters.copy()
    if name := filters.get("actor"):
        known["actor"] = _id_of(ledger, name)
    if name := filters.get("with_"):
        known["with_"] = _id_of(ledger, name)
    return known


def asked(filters: Filters) -> str:
    """The filters as typed, to be repeated in a sentence."""
    return " ".join(f"{flag} {value}" for flag, name, _, _ in _FILTERS if (value := dict(filters).get(name)))


def _id_of(ledger: Ledger, name: str) -> str:
    if any(True for _ in ledger.findings(actor=name, limit=1)):
        return name
    from dragoman.world import who_rows

    rows = who_rows(name, None)
    return str(rows[0]["id"]) if rows else name


def _ledger_help() -> str:
    return f"The ledger to use. [default: {DEFAULT_LEDGER}]"
