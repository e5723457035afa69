"""The manual of the command line, made from the help texts: `python -m dragoman.cli.manual > docs/cli.md`."""

import inspect
from collections.abc import Iterator

import click

from dragoman.cli import VERBS, dragoman

_WIDTH = 100
_HEAD = """# The command line

Made from the help texts by `python -m dragoman.cli.manual > docs/cli.md`; a test compares.

Exit codes: 0 all went well · 1 a document was skipped for a fault, a check found something, or the ledger could not be
used · 2 the call was wrong · 130 stopped by Ctrl-C. Errors are one sentence and one thing to do, on standard error. Colours only on a terminal.
"""


def manual() -> str:
    """The help of the program and of each verb, as Markdown."""
    context = click.Context(dragoman, info_name="dragoman", terminal_width=_WIDTH, help_option_names=["-h", "--help"])
    parts = [_HEAD, _section("dragoman", dragoman.get_help(context))]
    for name in VERBS:
        verb = dragoman.get_command(context, name)
        assert verb is not None
        parts += _sections(verb, context, f"dragoman {name}")
    return "\n".join(parts)


def _sections(verb: click.Command, above: click.Context, path: str) -> Iterator[str]:
    """The help of a verb and, if it has verbs of its own, of each of these."""
    inner = click.Context(verb, parent=above, info_name=path.split()[-1], terminal_width=_WIDTH)
    yield _section(path, verb.get_help(inner))
    if isinstance(verb, click.Group):
        for name in verb.list_commands(inner):
            below = verb.get_command(inner, name)
            assert below is not None
            yield from _sections(below, inner, f"{path} {name}")


def _section(name: str, text: str) -> str:
    lines = "\n".join(line.rstrip() for line in inspect.cleandoc(text).splitlines())
    return f"## {name}\n\n```\n{lines}\n```\n"


if __name__ == "__main__":
    click.echo(manual(), nl=False)
