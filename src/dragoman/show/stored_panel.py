"""The stored panel: the events of a large ledger as a file in the user's cache, so that each measure need not read a million rows.

The file belongs to one state of one ledger; as soon as anything was added or decided, the next measure makes another in
its place. It can be deleted at any time.
"""

import contextlib
import hashlib
import os
import sys
import tempfile
from pathlib import Path

import polars as pl

from dragoman.ledger import Ledger, shelf
from dragoman.measure import panel as panels

_MANY = 60_000  # findings from which reading the file is faster than making the panel
_NAME = "dragoman"


def panel_of(book: Ledger) -> pl.DataFrame:
    """The panel of the ledger as it stands."""
    if shelf.change(book)[1] < _MANY:
        return panels.events(book)
    place = _place(book)
    if place.is_file():
        with contextlib.suppress(OSError, pl.exceptions.PolarsError):
            return pl.read_parquet(place)
    panel = panels.events(book)
    with contextlib.suppress(OSError):  # a full disk or a home that cannot be written to: go on without
        _store(panel, place)
    return panel


def _place(book: Ledger) -> Path:
    ledger = hashlib.sha256(str(book.path.resolve()).encode()).hexdigest()[:16]
    newest = "".join(row["finding_id"] + row["decided_at"] for row in shelf.decisions(book, 1))
    told = f"{shelf.change(book)}|{shelf.newest_source(book)}|{newest}"
    return cache_folder() / f"{ledger}-{hashlib.sha256(told.encode()).hexdigest()[:16]}.parquet"


def cache_folder() -> Path:
    """Where this user's programs keep what can be made again."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / _NAME


def _store(panel: pl.DataFrame, place: Path) -> None:
    """Write it whole or not at all, and drop those of older states."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=place.parent, suffix=".part")
    os.close(handle)
    panel.write_parquet(name)
    Path(name).replace(place)
    for old in place.parent.glob(f"{place.stem.partition('-')[0]}-*.parquet"):
        if old != place:
            old.unlink(missing_ok=True)
