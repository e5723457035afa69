"""`dragoman export`: the findings in another format."""

from pathlib import Path

import click

from dragoman.cli.options import know_actors, takes_filters, takes_ledger
from dragoman.ledger import FORMATS, Filters, Ledger, Query, export_lines, write_whole
from dragoman.records import Kind


@click.command("export")
@takes_ledger
@click.option("--format", "file_format", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="Format.")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False), help="Write to FILE.")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), help="Only findings of this kind.")
@takes_filters
def verb(ledger: Path, filters: Filters, *, file_format: str, output: Path | None, kind: str | None) -> None:
    """Write the findings, one a line: jsonl (the contract, see docs/contract.md) or csv (one flat row each, UTF-8 with
    byte order mark). To FILE wholly or not at all; else to the terminal.
    """
    with Ledger.open(ledger, readonly=True) as book:
        known = know_actors(book, filters)
        known["kind"] = kind
        query = Query.of(known)
        lines = export_lines(book, query, file_format)
        if output:
            write_whole(output, lines)
            click.echo(f"{book.number_of('findings', query)} findings written to {output}", err=True)
        else:
            for line in lines:
                click.echo(line, nl=False)
