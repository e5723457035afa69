"""Documents in, a ledger out: read by as many processes as asked for, written down by one.

The only place where `read` meets `ledger`. A document is named by the SHA-256 of its bytes, so what is in the ledger is
not read again, and a run that was stopped goes on where it stopped when it is started again.
"""

import contextlib
import hashlib
import importlib
import os
import stat
import time
from collections import Counter
from collections.abc import Callable, Container, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dragoman.errors import DataError, DragomanError, EndpointError, LedgerError, SourceError
from dragoman.ledger import Ledger
from dragoman.records import Document, Kind, Reading
from dragoman.run import spread

if TYPE_CHECKING:
    from dragoman.read.documents.extract import Stated

Read = Callable[[Path], Reading]
Find = Callable[[Sequence[Path]], tuple[list[Path], list[tuple[Path, SourceError]]]]
Foreseen = TypeVar("Foreseen")
Progress = Callable[[int, int, Path], None]
ReadDocument = Callable[..., Reading]
"""Who reads a document, in the world given: `reader(document, world=world)`."""

READERS = {
    "fast": "dragoman.read.reader:read",
    "accurate": "dragoman.read.accurate:read",
}
"""The readers that need nothing but their name, each with its function, which is loaded when it reads."""


@dataclass(slots=True)
class Report:
    """What became of the documents.

    `read` counts those added; `duplicates` are files whose bytes were in the ledger before; `near_duplicates` pairs a
    file that was added with the id of the source it resembles; `stored_only` counts those whose language is not read
    for findings yet; `found` counts findings by kind; `passed_over` the files of folders whose kind is not read, by suffix.
    """

    read: int = 0
    words: int = 0
    seconds: float = 0.0
    stored_only: int = 0
    skipped: list[tuple[Path, DragomanError]] = field(default_factory=list)
    duplicates: list[Path] = field(default_factory=list)
    near_duplicates: list[tuple[Path, str]] = field(default_factory=list)
    issues: list[tuple[Path, str]] = field(default_factory=list)
    found: Counter[Kind] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)


def add(
    ledger: Ledger,
    what: Iterable[Path | str],
    *,
    jobs: int = 1,
    read: Read | None = None,
    find: Find | None = None,
    progress: Progress | None = None,
    reader: str | ReadDocument = "fast",
) -> Report:
    """Read files, folders and the documents of library files (RIS, BibTeX, CSL-JSON) into the ledger, each document
    wholly or not at all. Safe to repeat.

    `reader` names one of `READERS`, or is one; with `jobs` > 1 it must be importable by name. `progress` is called with
    the number of files done, their total, and the file. A document that cannot be read is
    noted and the others are read; a fault of the ledger or of our own data is raised, and what was written stays.
    """
    began = time.perf_counter()
    report, places = Report(), [Path(place) for place in what]
    attached, unattached = list[Path](), list[tuple[Path, SourceError]]()
    if read is None or find is None:
        from dragoman.read import find_files, read_file  # heavy: only when something is read
        from dragoman.read.documents.formats import SUFFIXES
        from dragoman.read.documents.library import open_libraries

        places, shelf = open_libraries(places)
        attached, unattached = shelf.documents, shelf.faults
        read, find = read or _reader(ledger.path, shelf.told, read_file, reader), find or find_files
        report.passed_over = _passed_over(places, SUFFIXES, ledger.path)
    paths, faults = find([*places, *attached])
    faults = [*faults, *unattached]
    for path, fault in faults:
        _skip(ledger, report, path, fault)
    done, copies = _Done(len(paths), progress), list[Path]()
    _take_in(ledger, report, spread(read, _fresh(ledger, paths, report, done, copies), jobs=jobs), done)
    _take_in(ledger, report, spread(read, _fresh(ledger, copies, report, done), jobs=1), done)
    report.seconds = time.perf_counter() - began
    return report


def _reader(ledger: Path, told: "Mapping[Path, Stated]", read_file: Read, reader: str | ReadDocument) -> Read:
    """Who reads: where a user's tables stand beside the ledger, a library tells of the documents, or another reader is
    named, one who knows them."""
    from dragoman.world import folder_of

    plain = reader == "fast" and not told and not folder_of(ledger).is_dir()
    return read_file if plain else partial(read_beside, ledger, told, reader)


def read_beside(ledger: Path, told: "Mapping[Path, Stated]", reader: str | ReadDocument, path: Path) -> Reading:
    """The reading of one file by what the tables shipped and those beside the ledger know, and what a library has `told`
    of it. Run in the workers."""
    from dragoman.read import read_document
    from dragoman.world import load_world

    reads = _named(reader) if isinstance(reader, str) else reader
    return reads(read_document(path, told=told.get(path)), world=load_world(ledger))


def require(reader: str) -> None:
    """Raise UsageError if what the reader of this name needs is not installed."""
    if reader == "accurate":
        from dragoman.read.encoder import wheel

        wheel.require()


def _named(reader: str) -> ReadDocument:
    module, _, function = READERS[reader].partition(":")
    found: ReadDocument = getattr(importlib.import_module(module), function)
    return found


def foresee(ledger: Ledger, what: Iterable[Path | str], look: Callable[[Document], Foreseen]) -> Iterator[Foreseen]:
    """What `look` makes of each document that `add` would read, before it does; what cannot be read is passed over."""
    from dragoman.read import find_files, read_document
    from dragoman.read.documents.library import open_libraries

    def of_file(path: Path) -> Foreseen:
        return look(read_document(path, told=shelf.told.get(path)))

    places, shelf = open_libraries([Path(place) for place in what])
    paths = {digest: path for path in find_files([*places, *shelf.documents])[0] if (digest := _digest(path))}
    fresh = (path for digest, path in paths.items() if not ledger.has_source(digest))
    for _, outcome in spread(of_file, fresh):
        if not isinstance(outcome, DragomanError):
            yield outcome


def _digest(path: Path) -> str | None:
    try:
        return _sha256(path).hex()
    except (OSError, SourceError):
        return None


def _take_in(
    ledger: Ledger, report: Report, outcomes: Generator[tuple[Path, Reading | DragomanError]], done: "_Done"
) -> None:
    with contextlib.closing(outcomes):
        for path, outcome in outcomes:
            if isinstance(outcome, DragomanError):
                _skip(ledger, report, path, outcome)
            else:
                _keep(ledger, report, path, outcome)
            done.count(path)


@dataclass(slots=True)
class _Done:
    """How many files are done, told to whoever wants to know."""

    total: int
    progress: Progress | None
    number: int = 0

    def count(self, path: Path) -> None:
        self.number += 1
        if self.progress:
            self.progress(self.number, self.total, path)


def _fresh(
    ledger: Ledger, paths: Iterable[Path], report: Report, done: _Done, copies: list[Path] | None = None
) -> Iterator[Path]:
    """The files that are not in the ledger yet.

    With `copies`, each content once: further files with it are put there, to be looked at again when it is known
    whether the first could be read. If it could not, they are no duplicates of anything.
    """
    seen: set[bytes] = set()
    for path in paths:
        try:
            digest = _sha256(path)
        except (OSError, SourceError) as fault:
            _skip(ledger, report, path, fault if isinstance(fault, SourceError) else _unopened(path, fault))
            done.count(path)
            continue
        if copies is not None and digest in seen:
            copies.append(path)
        elif ledger.has_source(digest.hex()):
            report.duplicates.append(path)
            done.count(path)
        else:
            seen.add(digest)
            yield path


def _sha256(path: Path) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe or a device would never end
        raise SourceError(f"{path} is not a file", "name a file or a folder of files")
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _passed_over(places: Iterable[Path], suffixes: Container[str], ledger: Path) -> Counter[str]:
    """The files of folders with a suffix that no document has, hidden ones and the ledger's own left out."""
    kinds = Counter[str]()
    from dragoman.world import folder_of

    tables = folder_of(ledger)
    for place in places:
        for folder, folders, names in os.walk(place):
            folders[:] = [one for one in folders if not one.startswith(".") and not _same(Path(folder, one), tables)]
            for name in names:
                path = Path(folder, name)
                own = path.name.startswith(ledger.name) and path.parent.resolve() == ledger.parent.resolve()
                if name.startswith(".") or own or path.suffix.lower() in suffixes:
                    continue
                kinds[path.suffix.lower() or "no suffix"] += 1
    return kinds


def _same(one: Path, other: Path) -> bool:
    return one.name == other.name and one.resolve() == other.resolve()


def _unopened(path: Path, fault: OSError) -> SourceError:
    return SourceError(f"{path} cannot be opened ({fault.strerror or fault})", "see that it is there and may be read")


def _skip(ledger: Ledger, report: Report, path: Path, fault: DragomanError) -> None:
    if isinstance(fault, DataError | LedgerError | EndpointError):  # no document would fare better
        raise fault
    ledger.skip(path, fault)
    report.skipped.append((path, fault))


def _keep(ledger: Ledger, report: Report, path: Path, reading: Reading) -> None:
    added = ledger.add(reading)
    if not added.new:  # another process was faster
        report.duplicates.append(path)
        return
    report.read += 1
    report.words += reading.document.source.words
    report.stored_only += not reading.document.source.read_for_findings
    report.found.update(finding.kind for finding in reading.findings)
    report.issues += [(path, issue) for issue in reading.issues]
    if added.near_duplicate_of:
        report.near_duplicates.append((path, added.near_duplicate_of))
