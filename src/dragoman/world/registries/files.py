"""Files: a registry's bytes as lines of bounded length, packed or not, with progress; what is no text is refused."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from dragoman.errors import DataError, UsageError

Progress = Callable[[int, int], None]  # bytes read so far, bytes to read in all

LONGEST_LINE = 16 * 1024 * 1024
_MOST_FAULTS = 20
_BETWEEN_REPORTS = 2000  # lines
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


class Faults:
    """The faults of one file, kept until all of it was seen."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._first: list[str] = []
        self._count = 0

    def add(self, line: int, fault: str) -> None:
        """A fault in a line of the file."""
        self._count += 1
        if self._count <= _MOST_FAULTS:
            self._first.append(f"{self._name}:{line}: {fault}")

    def check(self) -> None:
        """Raises DataError with the first twenty faults, if there are any."""
        if self._count:
            more = self._count - len(self._first)
            lines = [*self._first, f"… and {more} more"] if more else self._first
            raise DataError("\n".join(lines), "mend or remove these lines; nothing was taken from the file")


class RegistryFile:
    """A file that may be read several times; `passes` says how often, for the progress."""

    def __init__(self, path: Path, on_progress: Progress | None = None) -> None:
        self.path = path
        self.name = path.name
        self.passes = 1
        self.odd_lines = 0  # lines that are not UTF-8 and were read as Latin-1
        self._pass = 0
        self._on_progress = on_progress
        try:
            self._size = path.stat().st_size
            with path.open("rb") as file:
                head = file.read(4)
        except OSError as fault:
            raise UsageError(f"{path} cannot be read: {fault.strerror or fault}", "name a file") from None
        if head == _ZIP:
            raise UsageError(f"{path.name} is a zip archive", "unpack it and name the file inside")
        self._packed = head[:2] == _GZIP

    def lines(self, *, latin: bool = False) -> Iterator[tuple[int, str]]:
        """The lines with their numbers, ends kept. `latin` reads lines that are not UTF-8 as Latin-1, and counts them.

        Raises DataError for null bytes, lines of more than 16 MiB, broken packing and what is not UTF-8.
        """
        with self.path.open("rb") as raw:
            try:
                yield from self._decoded(raw, latin)
            except (EOFError, gzip.BadGzipFile, zlib.error) as fault:
                raise DataError(f"{self.name} is packed and damaged: {fault}", "fetch the file again") from None
        self._pass += 1

    def _decoded(self, raw: IO[bytes], latin: bool) -> Iterator[tuple[int, str]]:
        unpacked = io.BufferedReader(gzip.GzipFile(fileobj=raw)) if self._packed else raw
        number = 0
        while data := unpacked.readline(LONGEST_LINE + 1):
            number += 1
            yield number, self._text(number, data, latin)
            if number % _BETWEEN_REPORTS == 0:
                self._report(raw.tell())
        self._report(self._size)

    def _text(self, number: int, data: bytes, latin: bool) -> str:
        if len(data) > LONGEST_LINE:
            raise DataError(f"{self.name}:{number}: the line is longer than 16 MiB", "is this the right file?")
        if b"\0" in data:
            raise DataError(f"{self.name}:{number}: null bytes, so this is no UTF-8 text", "save it as UTF-8")
        try:
            return data.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            if not latin:
                raise DataError(f"{self.name}:{number}: the line is not UTF-8", "save the file as UTF-8") from None
            self.odd_lines += 1
            return data.decode("latin-1")

    def _report(self, read: int) -> None:
        if self._on_progress:
            self._on_progress(self._size * self._pass + read, self._size * self.passes)

    def first_line(self) -> str:
        """The first line that is not blank; empty if there is none."""
        callback, self._on_progress = self._on_progress, None
        try:
            return next((text.strip() for _, text in self.lines(latin=True) if text.strip()), "")
        finally:
            self._on_progress, self._pass, self.odd_lines = callback, 0, 0

    def whole(self, most: int) -> str:
        """All the text, for forms that cannot be read by lines; DataError if it is longer than `most` characters."""
        text = io.StringIO()
        for _, line in self.lines():
            text.write(line)
            if text.tell() > most:
                raise DataError(f"{self.name} is too large to be read at once", "split the query and add the parts")
        return text.getvalue()
