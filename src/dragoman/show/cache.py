"""The cache: where this user's programs keep what can be made again. Its files can be deleted at any time."""

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from dragoman.ledger import Ledger

_NAME = "dragoman"


def cache_folder() -> Path:
    """Where this user's programs keep what can be made again."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / _NAME


def name_of(book: Ledger) -> str:
    """What names a ledger among the files of the cache: made of where it lies."""
    return hashlib.sha256(str(book.path.resolve()).encode()).hexdigest()[:16]


def store(place: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a file of the cache: wholly or not at all, and for this user alone."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
    os.close(handle)
    try:
        write(Path(name))
        Path(name).replace(place)
    finally:
        Path(name).unlink(missing_ok=True)
