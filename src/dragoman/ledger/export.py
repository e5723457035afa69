"""The ledger in other formats: the contract as JSON lines, and a flat sheet as CSV."""

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.errors import LedgerError, UsageError
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.query import Query
from dragoman.ledger.sheet import csv_lines, flat

FORMATS = ("jsonl", "csv")
_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl", ".csv": "csv", "": "jsonl"}
_SQLITE = b"SQLite format 3\0"
_COMPANIONS = ("-wal", "-shm", "-journal")


def export_lines(ledger: Ledger, query: Query, file_format: str) -> Iterator[str]:
    """The findings asked for in a format, line by line, with line ends."""
    if file_format not in FORMATS:
        raise UsageError(f"{file_format!r} is no format of export", f"it is one of {', '.join(FORMATS)}")
    rows = ledger.findings(query)
    if file_format == "csv":
        return csv_lines(flat(row) for row in rows)
    return (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def format_for(target: Path) -> str:
    """The format that a file's name asks for; raises UsageError for a name that asks for one we do not write.

    What is no ordinary file (/dev/stdout, a pipe) asks for nothing: jsonl. A ledger is refused when it is written.
    """
    if target.exists() and (not target.is_file() or _is_database(target)):
        return "jsonl"
    told = _SUFFIXES.get(target.suffix.lower())
    if told is None:
        raise UsageError(
            f"the name {target.name} does not say in which format to write",
            f"give --format, or a name that ends in {' or '.join(f'.{one}' for one in FORMATS)}",
        )
    return told


def write_whole(path: Path, lines: Iterable[str]) -> None:
    """Write a file so that it is there wholly or not at all: under another name first, then renamed.

    A link is followed; a device or a pipe is written to as it is. Raises UsageError if a ledger or another database
    would be overwritten, LedgerError if it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as out:
                out.writelines(lines)
        else:
            _refuse_databases(path.resolve(), path)
            _replace(path.resolve(), lines)
    except OSError as fault:
        raise LedgerError(f"{path} cannot be written ({fault.strerror or fault})", way_out(fault)) from fault


def way_out(fault: OSError) -> str:
    """What to do about a file that cannot be written."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "make room on the disk, or name another place"
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "name a place that you may write to, or change its permissions"
    return "see that its folder is there, or name another place"


def _refuse_databases(target: Path, path: Path) -> None:
    """The ledger that is exported, and any other: what analysts decided stands nowhere else."""
    owners = [target.with_name(target.name.removesuffix(end)) for end in _COMPANIONS if target.name.endswith(end)]
    if any(_is_database(held) for held in (target, *owners)):
        raise UsageError(f"{path} is a ledger or another database, or part of one", "name another file with -o")


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _replace(target: Path, lines: Iterable[str]) -> None:
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
