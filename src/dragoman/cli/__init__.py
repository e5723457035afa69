"""The command line: one small file a verb, loaded when it is called; and the one place where faults become exit codes.

0: all went well. 1: a document was skipped for a fault, a check found something, or the ledger could not be used.
2: the call was wrong. 130: stopped by Ctrl-C.
"""

import importlib
import os
import sys
from collections.abc import Sequence

import click

from dragoman import __version__
from dragoman.errors import DragomanError, UsageError

__all__ = ["VERBS", "dragoman", "main"]

VERBS = {
    "demo": "Read the example press into a small ledger and show what was found.",
    "add": "Read files and folders into the ledger. Safe to repeat.",
    "open": "Open the ledger in your browser; `dragoman LEDGER` does the same.",
    "list": "Show rows: sources, events, claims, ties, figures, forecasts, actors.",
    "show": "Show one item, its quote, its source and how to cite it.",
    "who": "Say who or what a name meant on a date.",
    "world": "Show what is known of a state, body, person or route; add tables of your own.",
    "measure": "Measure how a state stands between powers, with uncertainty.",
    "disagreements": "Show where sources contradict each other, both quotes side by side.",
    "scenario": "Run a scenario, register forecasts and score them.",
    "review": "Go through doubtful items and accept, correct or reject them.",
    "brief": "Write a printable briefing on a state, with numbered sources: html, md, docx, pdf.",
    "export": "Write the findings in another format.",
    "check": "Verify that every quote still stands where the ledger says.",
    "doctor": "Say what is installed and what is missing.",
}

_MODULES = {"list": "rows"}  # a module called list would hide the builtin in this package


class _Verbs(click.Group):
    """The verbs in the order in which they are used, each imported only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"dragoman.cli.{_MODULES.get(cmd_name, cmd_name)}")
        command: click.Command = module.verb
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A ledger in place of a verb is opened."""
        first = args[0]
        if first not in VERBS and (first.endswith(".ledger") or os.path.isfile(first)):  # noqa: PTH113 (no import for --help)
            args = ["open", *args]
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            outcome = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # the reader of our output has seen enough: `dragoman list events | head`
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return outcome


@click.group(
    cls=_Verbs,
    subcommand_metavar="VERB …",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="dragoman")
def dragoman() -> None:
    """Reads articles on international relations into a sourced ledger: who did what to whom, who says so, which ties
    bind whom, since when. Every row leads back to its sentence.

    Begin with `dragoman demo`, or with `dragoman add FOLDER`.
    """


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console that lacks a letter gets a question mark, not a traceback
            stream.reconfigure(errors="replace")
    try:
        outcome = dragoman.main(args, prog_name="dragoman", standalone_mode=False)
    except DragomanError as fault:
        _tell(fault)
        return 2 if isinstance(fault, UsageError) else 1
    except click.ClickException as fault:
        fault.show()
        return fault.exit_code
    except click.Abort:
        click.echo("Stopped. What was done is kept; run the same command again to go on.", err=True)
        return 130
    except OSError as fault:
        place = f"{fault.filename}: " if fault.filename else ""
        from dragoman.ledger import way_out  # only now: it brings SQLite

        _tell(DragomanError(f"{place}{fault.strerror or fault}", way_out(fault)))
        return 1
    return outcome if isinstance(outcome, int) else 0


def _tell(fault: DragomanError) -> None:
    click.echo(f"dragoman: {fault.message}" + (f"\n  {fault.hint}" if fault.hint else ""), err=True)
