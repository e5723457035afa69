"""The ledger in other formats: the contract as JSON lines, and a flat sheet as CSV."""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.errors import LedgerError, UsageError
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.query import Query
from dragoman.ledger.sheet import csv_lines, flat

FORMATS = ("jsonl", "csv")


def export_lines(ledger: Ledger, query: Query, file_format: str) -> Iterator[str]:
    """The findings asked for in a format, line by line, with line ends."""
    if file_format not in FORMATS:
        raise UsageError(f"{file_format!r} is no format of export", f"it is one of {', '.join(FORMATS)}")
    rows = ledger.findings(query)
    if file_format == "csv":
        return csv_lines(flat(row) for row in rows)
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write_whole(path: Path, lines: Iterable[str]) -> None:
    """Write a file so that it is there wholly or not at all: under another name first, then renamed.

    Raises LedgerError if it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
        beside.replace(path)
    except OSError as fault:
        raise LedgerError(
            f"{path} cannot be written ({fault.strerror or fault})", "make room, or name another place with -o"
        ) from fault
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
