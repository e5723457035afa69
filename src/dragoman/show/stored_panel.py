"""The stored panel: the events of a large ledger as a file in the user's cache, so that each measure need not read a million rows.

The file belongs to one state of one ledger; as soon as anything was added or decided, the next measure makes another in
its place. It can be deleted at any time.
"""

import contextlib
from pathlib import Path

import polars as pl

from dragoman.ledger import Ledger, shelf
from dragoman.ledger.outward import mark
from dragoman.measure import panel as panels
from dragoman.show.cache import cache_folder, name_of, store

_MANY = 60_000  # findings from which reading the file is faster than making the panel


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
    return cache_folder() / f"{name_of(book)}-{mark(book)}.parquet"


def _store(panel: pl.DataFrame, place: Path) -> None:
    """Write it, and drop those of older states."""
    store(place, panel.write_parquet)
    for old in place.parent.glob(f"{place.stem.partition('-')[0]}-*.parquet"):
        if old != place:
            old.unlink(missing_ok=True)
