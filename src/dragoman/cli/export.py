"""`dragoman export`: the findings in another format."""

from pathlib import Path

import click

from dragoman.cli.options import PathType, known_filters, takes_filters, takes_ledger
from dragoman.cli.table import counted
from dragoman.ledger import FORMATS, Filters, Ledger, Query, export_lines, export_to, format_for, number_written
from dragoman.records import Kind

_TARGET = PathType(path_type=Path, readable=False, allow_dash=True)


@click.command("export")
@takes_ledger
@click.option(
    "--format", "file_format", type=click.Choice(FORMATS), help="Format. [default: as FILE is called, else jsonl]"
)
@click.option("-o", "--output", metavar="FILE", type=_TARGET, help="Write to FILE; - is the terminal or pipe.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only findings of this kind.")
@takes_filters
def verb(ledger: Path, filters: Filters, *, file_format: str | None, output: Path | None, kind: str | None) -> None:
    """Write the findings: jsonl (the contract, see docs/contract.md), csv, xlsx or parquet; as a network, graphml or gexf;
    their sources as bibtex, ris or csl; quotes as jsonld (W3C Web Annotation); notes for obsidian (a folder); events for
    timelinejs; html to read. docs/exports.md says what is in each.

    To FILE wholly or not at all – a device or a pipe is written to as it is – else to the terminal. A FILE that ends in
    .zip holds a README and how to cite besides.
    """
    with Ledger.open(ledger, readonly=True) as book:
        known = known_filters(book, filters, kind or "findings")
        known["kind"] = kind
        query = Query.of(known)
        target = None if output == Path("-") else output
        chosen = file_format or (format_for(target) if target else "jsonl")
        if target:
            export_to(book, query, chosen, target)
            number = number_written(book, query, chosen)
            click.echo(f"{counted(*number) if number else chosen} written to {target}", err=True)
        else:
            for line in export_lines(book, query, chosen):
                click.echo(line, nl=False)
