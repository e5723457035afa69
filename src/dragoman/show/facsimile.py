"""The facsimile of a source: its original file, if it is where it was and has not changed, and pictures of its pages.

Where the original lies is told by the ledger, never by a request; what is drawn is a file whose SHA-256 is the source's
id, and no other. A process of its own draws it.
"""

import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate
from pathlib import Path

from dragoman.ledger import Ledger
from dragoman.records import Document, Row
from dragoman.show.desk import Desk

_MOST = 100_000_000  # bytes of a file that is drawn
_SECONDS = 25


@dataclass(frozen=True, slots=True)
class Facsimile:
    """The pages of an original at `place`: how many `letters` each has. `why` there is none, in a sentence."""

    place: Path | None = None
    letters: tuple[int, ...] = ()
    why: str = ""

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.letters)

    def page_at(self, document: Document, start: int) -> int:
        """The page on which a place of the text stands, from 1 on."""
        before = sum(not one.isspace() for one in document.text[:start])
        return next((n for n, end in enumerate(accumulate(self.letters), 1) if before < end), self.pages)


def facsimile(desk: Desk, book: Ledger, entry: Row) -> Facsimile | None:
    """The facsimile of a source (`shelf.source_entry`); None for what is no PDF."""
    if entry["format"] != "pdf":
        return None
    if not entry["path"]:
        return Facsimile(
            why="The ledger keeps the text of this PDF, and not where the file lies: its pages cannot be shown."
        )
    found = [place for place in _places(entry["path"], desk.path) if _may_be(place)]
    same = [place for place in found if _is_same(desk, book, place, entry["id"])]
    if not same:
        why = "has changed since it was read" if found else "is no longer where it was"
        return Facsimile(why=f"The original file {why}: its pages cannot be shown. The text is what was read then.")
    counted = desk.kept(book, ("facsimile", entry["id"]), lambda: _run(same[0], "letters"))
    if not counted:
        return Facsimile(why="The pages of the original cannot be drawn on this machine. The text is what was read.")
    return Facsimile(same[0], tuple(json.loads(counted)))


def picture(held: Facsimile, number: int) -> bytes | None:
    """A page as PNG; None if there is none, or it cannot be drawn."""
    return _run(held.place, "picture", str(number)) if held.place and 1 <= number <= held.pages else None


def _places(path: str, ledger: Path) -> Sequence[Path]:
    """Where the file may be: a relative path was told from the folder of the command, often that of the ledger."""
    return list(dict.fromkeys((ledger.parent / path, Path.cwd() / path)))


def _may_be(place: Path) -> bool:
    try:
        return place.is_file() and place.stat().st_size <= _MOST
    except (OSError, ValueError):
        return False


def _is_same(desk: Desk, book: Ledger, place: Path, source: str) -> bool:
    """Whether the file is the source, byte by byte; read again if it was written since."""

    def digest() -> str:
        try:
            with place.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""

    try:
        told = place.stat()
    except OSError:  # gone since it was looked for
        return False
    return desk.kept(book, ("digest", str(place), told.st_size, told.st_mtime_ns), digest) == source


def _run(place: Path, *asked: str) -> bytes:
    """What the process that draws has written; nothing if it failed."""
    program = files("dragoman") / "read" / "documents" / "facsimile.py"
    command = [sys.executable, "-P", str(program), str(place), *asked]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL)
    except (subprocess.TimeoutExpired, OSError):
        return b""
    return done.stdout if done.returncode == 0 else b""
