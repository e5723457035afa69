"""The reception: documents handed in through the browser, read by a process of their own, with a line on what became of each.

What is handed in is hostile until read: it is written only into a private folder that is emptied afterwards, under a name
made by us from the letters of its own; it is never executed and never served; the process that reads it holds nothing else.
A file that brings this process down, or takes more time or memory than any document needs, is left out, and the others
are read by another.
"""

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, BinaryIO

from dragoman.errors import DragomanError, UsageError
from dragoman.ingest import Find, Read

MOST_BYTES = 300_000_000
"""Of all files handed in at once."""
_MOST_OF_ONE = 100_000_000
_SUFFIXES = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx")
_STRANGE = re.compile(r"[^\w .,()\[\]+-]+")
_KEPT = 20  # batches that are remembered
_LONGEST = 100
_PATIENCE = 300.0  # seconds that one file may take
_PATIENCE_MB = 60.0  # seconds more for each million bytes: five times what plain text takes
_LEAST_MEMORY = 3 << 30  # bytes that the process may take in any case


@dataclass(slots=True)
class Line:
    """What became of one file: `state` is waiting, reading, read, duplicate, skipped; `told` says more."""

    name: str
    state: str = "waiting"
    told: str = ""
    source: str | None = None


@dataclass(slots=True)
class Batch:
    """Files handed in together; `fault` if reading them broke off."""

    number: int
    lines: list[Line]
    fault: str = ""
    over: bool = False
    _done: threading.Event = field(default_factory=threading.Event)

    @property
    def waiting(self) -> list[tuple[int, str]]:
        """The places and names of the files that nobody has begun to read."""
        return [(place, line.name) for place, line in enumerate(self.lines) if line.state == "waiting"]

    def break_off(self, why: str) -> bool:
        """The file that is being read cannot be; whether there was one."""
        begun = [line for line in self.lines if line.state == "reading"]
        for line in begun:
            line.state, line.told = "skipped", why
        return bool(begun)

    @property
    def done(self) -> int:
        """How many files are done with."""
        return sum(line.state not in ("waiting", "reading") for line in self.lines)

    def wait(self, seconds: float) -> bool:
        """Wait until it is over; whether it is."""
        return self._done.wait(seconds)

    def end(self, fault: str = "") -> None:
        """Nothing more will be read of it."""
        for line in self.lines:
            if line.state in ("waiting", "reading"):
                line.state, line.told = "skipped", fault or "reading broke off; hand it in again"
        self.fault, self.over = fault, True
        self._done.set()


class Reception:
    """Takes files for a ledger. One batch is read at a time; the others wait."""

    def __init__(
        self, ledger: Path, *, read: Read | None = None, find: Find | None = None, patience: float = _PATIENCE
    ) -> None:
        self._ledger = ledger
        self._patience = patience
        self._read, self._find = read, find
        self._batches: dict[int, Batch] = {}
        self._turn = threading.Lock()
        self._lock = threading.Lock()
        self._processes: set[Any] = set()
        self._closed = False

    def close(self) -> None:
        """End what is being read; what was read stays."""
        self._closed = True
        with self._lock:
            running = list(self._processes)
        for process in running:
            process.terminate()

    def batches(self) -> list[Batch]:
        """The last batches, the newest first."""
        with self._lock:
            return sorted(self._batches.values(), key=lambda batch: -batch.number)

    def batch(self, number: int) -> Batch | None:
        """One batch; None if there is none, or it was long ago."""
        with self._lock:
            return self._batches.get(number)

    def take(self, handed: Iterable[tuple[str, BinaryIO]]) -> Batch:
        """Keep these files (name and content) and begin to read them. Raises UsageError if there is none."""
        folder = Path(tempfile.mkdtemp(prefix="dragoman-"))  # 0700: ours alone
        try:
            lines = [self._keep(folder, number, name, content) for number, (name, content) in enumerate(handed, 1)]
            if not lines:
                raise UsageError("no file was handed in", "choose one or more files")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        with self._lock:
            batch = Batch(max(self._batches, default=0) + 1, lines)
            self._batches[batch.number] = batch
            for old in sorted(self._batches)[:-_KEPT]:
                del self._batches[old]
        threading.Thread(target=self._work, args=(batch, folder), daemon=True).start()
        return batch

    def _keep(self, folder: Path, number: int, given: str, content: BinaryIO) -> Line:
        name = safe_name(given)
        if Path(name).suffix.lower() not in _SUFFIXES:
            return Line(name, "skipped", f"this kind of file is not read; Dragoman reads {', '.join(_SUFFIXES)}")
        place = folder / str(number)
        place.mkdir(mode=0o700)
        left = _MOST_OF_ONE
        with (place / name).open("xb") as out:
            while piece := content.read(1 << 20):
                left -= len(piece)
                if left < 0:
                    break
                out.write(piece)
        if left < 0:
            (place / name).unlink()
            return Line(
                name, "skipped", f"it is larger than {_MOST_OF_ONE // 1_000_000} MB; add it with `dragoman add`"
            )
        return Line(name)

    def _work(self, batch: Batch, folder: Path) -> None:
        fault = "reading broke off; hand the files in again"
        try:
            with self._turn:
                fault = self._read_all(batch, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            batch.end(fault)

    def _read_all(self, batch: Batch, folder: Path) -> str:
        """Have the waiting files read, the others by a new process if one broke the first; returns what went wrong."""
        broken = 0
        while batch.waiting and not self._closed:
            fault, ends = self._read_in_process(batch, folder)
            if fault and (ends or not batch.break_off(fault)):
                return fault
            broken += bool(fault)
        return "reading broke off at a file or more, as their lines say; the others were read" if broken else ""

    def _read_in_process(self, batch: Batch, folder: Path) -> tuple[str, bool]:
        """Have the waiting files read by one process; returns why it broke off, empty if it did not, and whether
        another would fare no better."""
        waiting = batch.waiting
        context = get_context("spawn")
        hear, tell = context.Pipe(duplex=False)
        process = context.Process(
            target=read_in, args=(self._ledger, folder, waiting, tell, self._read, self._find), daemon=True
        )
        process.start()
        tell.close()
        with self._lock:
            self._processes.add(process)
        try:
            fault, ends = self._listen(batch, hear, folder)
            if fault and not ends:
                process.kill()  # it may be at that file still
            return fault, ends
        finally:
            process.join(5)
            with self._lock:
                self._processes.discard(process)

    def _listen(self, batch: Batch, hear: Connection, folder: Path) -> tuple[str, bool]:
        """Write down what the process tells; returns as `_read_in_process`."""
        patience = _PATIENCE  # at first for the process to begin
        while True:
            try:
                if not hear.poll(patience):
                    return f"reading it took more than {patience / 60:.0f} minutes; leave it out", False
                place, state, told, source = hear.recv()
            except (EOFError, OSError):
                return "the process that reads broke off at this file; hand it in again, or leave it out", False
            if place is None:
                return str(told), True
            line = batch.lines[place]
            line.state, line.told, line.source = state, told, source
            patience = self._patience + _PATIENCE_MB * _size(folder / str(place + 1) / line.name) / 1_000_000


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def read_in(
    ledger: Path, folder: Path, waiting: list[tuple[int, str]], tell: Connection, read: Read | None, find: Find | None
) -> None:
    """Read files into the ledger, one after another, and tell what became of each. Run in a process of its own.

    It works inside the private folder, so that a source is known by the name of its file, not by a path that is gone.
    """
    from dragoman import ingest
    from dragoman.ledger import Ledger

    _be_modest()
    try:
        with Ledger.open(ledger) as book:
            for place, name in waiting:
                tell.send((place, "reading", "", None))
                os.chdir(folder / str(place + 1))
                state, told = _outcome(ingest.add(book, [Path(name)], read=read, find=find))
                tell.send((place, state, told, None if state == "skipped" else _digest(Path(name))))
        tell.send((None, "", "", None))
    except DragomanError as fault:
        with contextlib.suppress(OSError):
            tell.send((None, "", f"{fault.message}; {fault.hint}", None))


def _be_modest() -> None:
    """Take at most half of the machine's memory: a page of 1 MB can hold billions of letters."""
    try:
        import resource

        machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
        most = max(_LEAST_MEMORY, machine // 2)
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    except (ImportError, OSError, ValueError):  # Windows; a system that does not tell
        return


def _digest(path: Path) -> str:
    """The id of the source that a file is."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _outcome(report: Any) -> tuple[str, str]:
    """What a report on one file says: its state, and more."""
    if report.skipped:
        fault = report.skipped[0][1]
        return "skipped", f"{fault.message}; {fault.hint}".rstrip("; ")
    if report.duplicates:
        return "duplicate", "its bytes were in the ledger already"
    found = ", ".join(f"{number} {kind}{'' if number == 1 else 's'}" for kind, number in report.found.items() if number)
    told = [f"{report.words:,} words", found or "no findings"]
    if report.stored_only:
        told = [f"{report.words:,} words", "stored only: this language is not read for findings yet"]
    if report.near_duplicates:
        told.append(f"resembles source {report.near_duplicates[0][1][:12]}")
    return "read", "; ".join(told)


def safe_name(given: str) -> str:
    """A file name made of the harmless letters of another, with its ending; never a path, never hidden."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, suffix = last.rpartition(".")
    if not dot:
        stem, suffix = last, ""
    clean = " ".join(_STRANGE.sub(" ", stem).split()).strip(". ")[:_LONGEST] or "document"
    ending = re.sub(r"[^A-Za-z0-9]", "", suffix)[:10]
    return f"{clean}.{ending}" if ending else clean
