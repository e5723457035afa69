"""`dragoman check`: the ledger held against itself."""

import json
from pathlib import Path

import click

from dragoman.cli.options import as_json, takes_ledger
from dragoman.cli.table import counted
from dragoman.ledger import Ledger

_MOST = 50


@click.command("check")
@takes_ledger
@as_json
def verb(ledger: Path, *, json_: bool) -> int:
    """Verify every quote, every hash, the links between rows and all that is computed from them. The exit code is 1 if
    anything is off.
    """
    with Ledger.open(ledger, readonly=True) as book:
        faults, counts = book.check(), book.counts()
    if json_:
        click.echo(json.dumps({"ok": not faults, "faults": faults, "counts": counts}, ensure_ascii=False))
        return 1 if faults else 0
    kinds = ("reports", "claims", "ties", "figures", "forecasts")
    findings = sum(counts[kind] for kind in kinds)
    if not faults:
        stand = "stands" if findings == 1 else "stand"
        held = f"{counted(findings, 'quote')} {stand} in {counted(counts['sources'], 'source')}"
        click.echo(f"{ledger} is sound: {held}.")
        return 0
    for fault in faults[:_MOST]:
        click.echo(fault)
    more = f" ({len(faults) - _MOST} not shown; --json shows all)" if len(faults) > _MOST else ""
    click.echo(f"{counted(len(faults), 'fault')} in {ledger}{more}.")
    click.echo(
        "Keep this file: it may hold decisions that stand nowhere else. Events are merged afresh by the next add or "
        "review; for quotes and texts that are off, take a copy from a backup and compare."
    )
    return 1
