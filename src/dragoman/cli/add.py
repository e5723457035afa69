"""`dragoman add`: read files and folders into the ledger."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman import ingest
from dragoman.cli import language_model
from dragoman.cli.options import ledger_option
from dragoman.cli.table import counted, step
from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.records import Kind

if TYPE_CHECKING:
    from dragoman.read.llm import ModelReader

_MOST = 20  # lines of one sort that are printed before the rest is only counted


@click.command("add")
@click.argument("what", metavar="WHAT…", nargs=-1, required=True)
@ledger_option
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="Processes that read; llm: questions at once.",
)
@click.option(
    "--reader", type=click.Choice([*ingest.READERS, language_model.NAME]), default="fast", show_default=True,
    help="Who reads: fast; accurate, slower, better at voices (English; docs/reading.md); llm, a language model (docs/llm.md).",
)  # fmt: skip
@language_model.takes_model
def verb(what: tuple[str, ...], ledger: Path, jobs: int, reader: str, asked: dict[str, Any]) -> int:
    """Read files and folders (text, Markdown, HTML, PDF, DOCX) into the ledger; of a library of Zotero or another
    reference manager (.ris, .bib, .json in CSL) the files attached, with author, title and date as its entries have them.

    Safe to repeat: what is in the ledger is not read again. Ends with what was read, skipped and why, and found.
    The exit code is 1 if anything was skipped.
    """
    if not all(place.strip() for place in what):
        raise UsageError("an argument is empty", "name files or folders; the current folder is .")
    if ledger.suffix.lower() in (".txt", ".md", ".html", ".htm", ".pdf", ".docx"):
        raise UsageError(f"{ledger} looks like a document, not like a ledger", "name the ledger after -l: -l kz.ledger")
    model = language_model.model_reader(reader, asked, jobs)
    ingest.require(reader)
    with Ledger.open(ledger, create=True) as book:
        if model is None:
            with _progress() as progress:
                report = ingest.add(book, what, jobs=jobs, progress=progress, reader=reader)
        elif language_model.consent(model, book, what, sure=bool(asked.get("yes"))):
            report = _add_by(model, book, what)
        else:
            click.echo("Nothing was sent.")
            return 1
    print_report(report)
    if report.read or report.duplicates:
        click.echo(f"\n{step('list', 'events', ledger)}")
    elif not report.skipped:
        click.echo(f"Nothing to read was found in {', '.join(what)}: Dragoman reads text, HTML, PDF and DOCX.")
        return 1
    return 1 if report.skipped else 0


def _add_by(model: "ModelReader", book: Ledger, what: tuple[str, ...]) -> ingest.Report:
    """Read by asking a model; what it cost is told however it ends."""
    try:
        with _progress() as progress:
            return ingest.add(book, what, progress=progress, reader=model)
    finally:
        language_model.print_tally(model)


def print_report(report: ingest.Report) -> None:
    """What became of the documents, in lines that a person and grep can read."""
    pace = f" ({counted(report.words, 'word')} in {report.seconds:.1f} s)" if report.read else ""
    click.echo(f"read        {report.read}{pace}")
    if report.stored_only:
        click.echo(f"            {report.stored_only} stored only: the language is not read for findings yet")
    click.echo(f"duplicates  {len(report.duplicates)}" + (" (in the ledger already)" if report.duplicates else ""))
    if report.near_duplicates:
        alike = [f"{path} resembles source {first[:12]}" for path, first in report.near_duplicates]
        _print_lines(f"resembling  {len(alike)}", alike, most=5)
    skipped = [_reason(path, fault.message, fault.hint) for path, fault in report.skipped]
    _print_lines(f"skipped     {len(skipped)}", skipped)
    if report.passed_over:
        kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(report.passed_over.items()))
        click.echo(f"left out    {report.passed_over.total()} (their kind is not read: {kinds})")
    if report.issues:
        _print_lines(f"remarks     {len(report.issues)}", _remarks(report.issues))
    found = ", ".join(counted(report.found[kind], kind) for kind in Kind)
    click.echo(f"found       {found}")


def _reason(path: Path, message: str, hint: str) -> str:
    named = message if path.name in message else f"{path}: {message}"
    return " ".join((f"{named}; {hint}" if hint else named).split())


def _remarks(issues: list[tuple[Path, str]]) -> list[str]:
    """Each remark once, with the document that it was first made on and how many more."""
    made_on: dict[str, list[Path]] = {}
    for path, said in issues:
        made_on.setdefault(said, []).append(path)
    return [
        f"{said}: {paths[0]}" + (f" and {len(paths) - 1} more" if len(paths) > 1 else "")
        for said, paths in made_on.items()
    ]


def _print_lines(head: str, lines: list[str], *, most: int = _MOST) -> None:
    click.echo(head)
    for line in lines[:most]:
        click.echo(f"            {line}")
    if len(lines) > most:
        click.echo(f"            … and {len(lines) - most} more")


@contextlib.contextmanager
def _progress() -> Iterator[ingest.Progress | None]:
    """A bar on the terminal; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, name="")

        def tell(done: int, total: int, path: Path) -> None:
            bar.update(task, completed=done, total=total, name=path.name)

        yield tell
