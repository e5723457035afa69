"""The ledger in other formats: to a stream, to a file, or as a download with its README and citation."""

import contextlib
import errno
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from dragoman.errors import LedgerError, UsageError
from dragoman.ledger import outward
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.query import Query

FORMATS = tuple(outward.FORMATS)
_SQLITE = b"SQLite format 3\0"
_COMPANIONS = ("-wal", "-shm", "-journal")
_ZIP = ".zip"
_THEN = (1980, 1, 1, 0, 0, 0)  # the day of every file in an archive, so that the same ledger makes the same bytes


def export_lines(ledger: Ledger, query: Query, file_format: str) -> Iterator[str]:
    """The findings asked for in a format that is text, piece by piece, with line ends."""
    chosen = _known(file_format)
    if chosen.lines is None:
        what = "a folder" if chosen.notes else "no text"
        raise UsageError(f"{chosen.name} is {what} and cannot be printed", "name a file or folder with -o")
    return chosen.lines(ledger, query)


def export_to(ledger: Ledger, query: Query, file_format: str, target: Path) -> None:
    """Write the findings asked for: a file; a folder for notes; for a name that ends in .zip all of it with README and
    citation. The file is there wholly or not at all. Raises UsageError for a place that must not be overwritten.
    """
    chosen = _known(file_format)
    if target.suffix.lower() == _ZIP:
        write_made(target, lambda path: _pack(ledger, query, chosen, path))
    elif chosen.notes:
        _write_folder(ledger, query, chosen.notes(ledger, query), target)
    elif chosen.save:
        save = chosen.save
        write_made(target, lambda path: save(ledger, query, path))
    else:
        write_whole(target, export_lines(ledger, query, file_format))


def number_written(ledger: Ledger, query: Query, file_format: str) -> tuple[int, str] | None:
    """How many rows an export has, and of what: 12, "source" for references; None for networks and timelines."""
    rows = _known(file_format).rows
    return (ledger.number_of(rows, query), rows.removesuffix("s")) if rows else None


def _known(file_format: str) -> outward.Format:
    if file_format not in outward.FORMATS:
        raise UsageError(f"{file_format!r} is no format of export", f"it is one of {', '.join(FORMATS)}")
    return outward.FORMATS[file_format]


def format_for(target: Path) -> str:
    """The format that a file's name asks for; raises UsageError for a name that asks for one we do not write.

    What is no ordinary file (/dev/stdout, a pipe) asks for nothing: jsonl. A ledger is refused when it is written.
    """
    if target.exists() and not target.is_dir() and (not target.is_file() or _is_database(target)):
        return "jsonl"
    name = target.name.lower()
    fitting = [
        (ending, format_.name)
        for format_ in outward.FORMATS.values()
        for ending in format_.endings
        if name.endswith(ending)
    ]
    if fitting:
        return max(fitting, key=lambda pair: len(pair[0]))[1]
    if not target.suffix and not target.is_dir():
        return "jsonl"
    endings = [format_.endings[0] for format_ in outward.FORMATS.values() if format_.endings]
    raise UsageError(
        f"the name {target.name} does not say in which format to write",
        f"give --format, or a name that ends in {', '.join(endings[:-1])} or {endings[-1]}",
    )


def _pack(ledger: Ledger, query: Query, chosen: outward.Format, target: Path) -> None:
    """A download: the format's files, README.md and CITATION.cff in one archive."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: str | bytes) -> None:
            held = zipfile.ZipInfo(name, _THEN)
            held.compress_type, held.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(held, content)

        if chosen.notes:
            for name, text in chosen.notes(ledger, query):
                put(name, text)
            told = {"Sources/, Actors/": chosen.what}
        else:
            name = f"{_plain(ledger.path.stem)}{chosen.endings[0]}"
            put(name, _content(ledger, query, chosen))
            told = {name: chosen.what}
        put("README.md", outward.readme(ledger, query, told))
        put("CITATION.cff", outward.cff(ledger))


def _content(ledger: Ledger, query: Query, chosen: outward.Format) -> bytes:
    if chosen.save is None:
        return "".join(export_lines(ledger, query, chosen.name)).encode("utf-8")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "content"
        chosen.save(ledger, query, place)
        return place.read_bytes()


def _plain(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name).strip(".") or "ledger"


def _write_folder(ledger: Ledger, query: Query, notes: Iterable[tuple[str, str]], target: Path) -> None:
    """Notes into a folder that is new or empty: what somebody wrote there is not touched."""
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target} is there already", "name a folder that is new or empty, or a .zip")
    try:
        for name, text in notes:
            place = target / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
        target.mkdir(parents=True, exist_ok=True)
        told = {"Sources/, Actors/": "the notes; begin with `Start here.md`"}
        (target / "README.md").write_text(outward.readme(ledger, query, told), encoding="utf-8", newline="\n")
        (target / "CITATION.cff").write_text(outward.cff(ledger), encoding="utf-8", newline="\n")
    except OSError as fault:
        raise LedgerError(f"{target} cannot be written ({fault.strerror or fault})", way_out(fault)) from fault


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
            _replace(path.resolve(), lambda part: _write_lines(part, lines))
    except OSError as fault:
        raise LedgerError(f"{path} cannot be written ({fault.strerror or fault})", way_out(fault)) from fault


def write_made(path: Path, make: Callable[[Path], None]) -> None:
    """Let `make` write a file that is no text, so that it is there wholly or not at all. Raises as `write_whole` does."""
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"{path} is no ordinary file", "name a file with -o")
        _refuse_databases(path.resolve(), path)
        _replace(path.resolve(), make)
    except OSError as fault:
        raise LedgerError(f"{path} cannot be written ({fault.strerror or fault})", way_out(fault)) from fault


def _write_lines(part: Path, lines: Iterable[str]) -> None:
    with part.open("w", encoding="utf-8", newline="") as out:
        out.writelines(lines)


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


def _replace(target: Path, make: Callable[[Path], None]) -> None:
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        make(part)
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
