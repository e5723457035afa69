"""`dragoman open`: the ledger in the browser."""

import getpass
from pathlib import Path

import click

from dragoman.cli.options import takes_ledger


@click.command("open")
@takes_ledger
@click.option("--port", type=click.IntRange(1, 65535), help="Listen at this port. [default: a free one]")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--analyst", metavar="NAME", help="Who decides in review. [default: your user name]")
def verb(ledger: Path, *, port: int | None, no_browser: bool, analyst: str | None) -> None:
    """Open the ledger in your browser: read, search, review, add documents. `dragoman LEDGER` does the same.

    Only this machine can reach it, and nothing leaves it. Other programs may add to the ledger meanwhile.
    """
    from dragoman.show.serve import serve  # the web framework: only here

    def ready(address: str) -> None:
        click.echo(f"{ledger}\n{address}\nStop with Ctrl-C.")

    serve(ledger, analyst=analyst or getpass.getuser(), port=port, ready=ready, browser=not no_browser)
