"""`dragoman add --reader llm`: which model is asked, what that will cost, whether the texts may go there, what it gave."""

import functools
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from dragoman.cli.table import counted
from dragoman.errors import UsageError

if TYPE_CHECKING:
    from dragoman.ledger import Ledger
    from dragoman.read.llm import Endpoint, ModelReader, Tally

NAME = "llm"
_EXAMPLE = "--endpoint http://localhost:8080/v1 --model NAME"
_OPTIONS = (
    ("--endpoint", {"metavar": "URL", "help": "llm: the OpenAI-compatible server; texts are sent there."}),
    ("--model", {"metavar": "NAME", "help": "llm: the model asked, by the name that the endpoint knows."}),
    ("--unsure", {"is_flag": True, "help": "llm: send only paragraphs that the fast reader is unsure of."}),
    ("--budget", {"metavar": "TOKENS", "type": click.IntRange(1), "help": "llm: send no more than about so much."}),
    (
        "--wait",
        {"metavar": "SECONDS", "type": click.FloatRange(1, 86_400), "help": "llm: wait so long. [default: 300]"},
    ),
    ("--plain-http", {"is_flag": True, "help": "llm: allow http to hosts that are not private."}),
    ("--yes", {"is_flag": True, "help": "llm: do not ask before sending."}),
)


def takes_model(verb: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the options of a language model, gathered as `asked` by their names."""
    names = [flag.removeprefix("--").replace("-", "_") for flag, _ in _OPTIONS]

    @functools.wraps(verb)
    def with_model(*args: Any, **options: Any) -> Any:
        asked = {name: value for name in names if (value := options.pop(name))}
        return verb(*args, asked=asked, **options)

    decorated: Callable[..., Any] = with_model
    for flag, settings in reversed(_OPTIONS):
        decorated = click.option(flag, **settings)(decorated)
    return decorated


def model_reader(reader: str, asked: dict[str, Any], jobs: int) -> "ModelReader | None":
    """The reader that asks a model, if that is the one named; raises UsageError for options that do not fit."""
    if reader != NAME:
        if asked:
            raise UsageError(f"--{next(iter(asked)).replace('_', '-')} belongs to --reader llm", "say --reader llm")
        return None
    for name in ("endpoint", "model"):
        if not str(asked.get(name, "")).strip():
            hint = f"as in --reader llm {_EXAMPLE}; docs/llm.md tells of models on this machine and elsewhere"
            raise UsageError(f"--reader llm needs --{name}", hint)
    from dragoman.read.llm import Cache, Endpoint, Exchange, ModelReader, cache_folder, key_in

    endpoint = Endpoint(asked["endpoint"], asked["model"], key_in(os.environ), bool(asked.get("plain_http")))
    exchange = Exchange(endpoint, **({"wait": asked["wait"]} if "wait" in asked else {}))
    cache = Cache(cache_folder(os.environ), endpoint)
    return ModelReader(exchange, cache, bool(asked.get("unsure")), asked.get("budget"), jobs)


def consent(reader: "ModelReader", book: "Ledger", what: tuple[str, ...], *, sure: bool) -> bool:
    """Say where texts will go and what it will cost, about; whether they may. Asks only at a terminal."""
    from dragoman import ingest
    from dragoman.read.llm import Outlook
    from dragoman.world import load_world

    look = functools.partial(reader.foresee, world=load_world(book.path))
    outlook = sum(ingest.foresee(book, what, look), Outlook())
    fresh = outlook.portions - outlook.cached
    if not fresh:
        return True
    endpoint = reader.exchange.endpoint
    known = f" ({outlook.cached} of them answered before)" if outlook.cached else ""
    click.echo(
        f"{counted(outlook.documents, 'document')}, {counted(outlook.portions, 'portion')}{known}: about "
        f"{outlook.tokens:,} tokens.\nTheir text goes to {endpoint.name} ({_where(endpoint)}), model {endpoint.model}.",
        err=True,
    )
    if reader.budget is not None and reader.budget < outlook.tokens:
        click.echo(f"The budget of {reader.budget:,} tokens is less: documents beyond it are skipped.", err=True)
    if sure or not sys.stdin.isatty():
        return True
    return click.confirm("Send?", err=True)


def print_tally(reader: "ModelReader") -> None:
    """What was asked and what it cost, and what of the answers was left out."""
    tally = reader.tally
    if not tally.portions:
        return
    known = f", {tally.cached} from the cache" if tally.cached else ""
    about = "about " if tally.uncounted else ""
    click.echo(
        f"asked       {counted(tally.portions, 'portion')}{known}; {about}{tally.tokens_in:,} tokens sent, "
        f"{tally.tokens_out:,} received in {counted(tally.questions, 'answer')}"
    )
    click.echo(f"quotes      {tally.quotes:,} looked up; {tally.invented:,} do not stand in the text and were left out")
    for quote in tally.examples:
        click.echo(f"            “{quote}”")
    _print_dropped(tally)
    if tally.unkept:
        click.echo(f"            {counted(tally.unkept, 'answer')} could not be kept in {reader.cache.folder}")


def _print_dropped(tally: "Tally") -> None:
    reasons = ", ".join(f"{reason} {number}" for reason, number in sorted(tally.dropped.items()) if number)
    click.echo(
        f"dropped     {tally.dropped.total()} of {tally.kept + tally.dropped.total()} items"
        + (f" ({reasons})" if reasons else "")
    )


def _where(endpoint: "Endpoint") -> str:
    return "this machine or a private network" if endpoint.private else "off this machine"
