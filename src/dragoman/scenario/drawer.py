"""The drawer: issue files kept beside a ledger, in the folder `kz.scenarios` next to `kz.ledger`.

They are plain files, which `dragoman scenario run` reads too; whoever puts one there by hand finds it in the app. An issue is
known by the name of its file: whoever asks for one gives a name, which is looked up among the files that are there, never a path.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dragoman.errors import DataError, DragomanError, LedgerError
from dragoman.ledger import write_whole
from dragoman.scenario.issue import Issue
from dragoman.scenario.issue_file import parse_issue, read_issue

SUFFIX = ".scenarios"
_LONGEST = 60  # letters of a name
_STRANGE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """An issue of the drawer. `digest`: the first twelve hex digits of the SHA-256 of its bytes; `fault` says why there is no
    `issue`: the file breaks the rules.
    """

    name: str
    path: Path
    digest: str
    issue: Issue | None = None
    fault: DragomanError | None = None

    def read(self) -> Issue:
        """The issue. Raises what is wrong with its file."""
        if self.issue is None:
            raise self.fault or DataError(f"{self.path.name} cannot be read", "see what it is")
        return self.issue


def folder_of(ledger: Path) -> Path:
    """Where the issues of a ledger are kept; the folder need not be there."""
    return ledger.with_suffix(SUFFIX)


def kept(ledger: Path) -> list[Kept]:
    """Every issue kept with a ledger, by name."""
    return list(_kept(ledger))


def find(ledger: Path, name: str) -> Kept | None:
    """The issue of that name; None if none is kept."""
    return next((one for one in _kept(ledger) if one.name == name), None)


def keep(ledger: Path, text: str, called: str) -> Kept:
    """Keep an issue file; `called` is what it was called, of which a harmless name is made. The same text is kept once.

    Raises DataError with every fault of the text, and then keeps nothing; LedgerError if the folder cannot be written.
    """
    parse_issue(text, called)
    folder, name = folder_of(ledger), _name(called)
    there = {one.name: one for one in _kept(ledger)}
    same = next((one for one in there.values() if one.digest == _digest(text.encode())), None)
    if same:
        return same
    free = next(one for one in (name, *(f"{name}-{n}" for n in range(2, len(there) + 3))) if one not in there)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as fault:
        raise LedgerError(f"{folder} cannot be made ({fault.strerror or fault})", "see who may write there") from fault
    write_whole(folder / f"{free}.toml", [text])
    return next(one for one in _kept(ledger) if one.name == free)


def _kept(ledger: Path) -> Iterator[Kept]:
    folder = folder_of(ledger)
    seen: set[str] = set()
    for path in sorted(folder.glob("*.toml"), key=lambda one: one.stem) if folder.is_dir() else ():
        name = _name(path.name)
        if path.is_file() and name not in seen:
            seen.add(name)
            state = path.stat()
            yield _read(name, path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=256)
def _read(name: str, path: Path, _: int, __: int) -> Kept:
    """One file, read again only if it has changed."""
    try:
        return Kept(name, path, _digest(path.read_bytes()), issue=read_issue(path))
    except (DragomanError, OSError) as fault:
        told = fault if isinstance(fault, DragomanError) else DataError(f"{path.name} cannot be read", str(fault))
        return Kept(name, path, "", fault=told)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def _name(called: str) -> str:
    """A name made of the letters and digits of a file's, without its folder and ending: "My case.toml" → "my-case"."""
    stem = called.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".toml")
    return _STRANGE.sub("-", stem.lower()).strip("-")[:_LONGEST].strip("-") or "scenario"
