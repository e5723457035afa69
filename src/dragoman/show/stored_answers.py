"""Stored answers: what measures gave for a large ledger, as files in the user's cache, so that a server begins with them.

An answer belongs to one state of one ledger. When the ledger has grown since, it is still given, and said to be of an
older state; of another ledger at the same path it never is. The files can be deleted at any time.
"""

import contextlib
import hashlib
import json
from collections.abc import Hashable
from pathlib import Path
from typing import Any

from dragoman.ledger import Ledger, shelf
from dragoman.show.cache import cache_folder, name_of, store

_KEPT = 200  # files of one ledger; the oldest go
_FORM = 1  # raised when what a measure gives changes its form


def find(book: Ledger, question: Hashable) -> tuple[str, Any] | None:
    """The state for which a question was answered last, and the answer; None if it was not for this ledger."""
    try:
        told = json.loads(_place(book, question).read_text("utf-8"))
        state, value, number, source = (told[name] for name in ("state", "value", "number", "source"))
    except (OSError, ValueError, KeyError, TypeError):  # none, or not as we wrote it
        return None
    return (state, value) if source == shelf.source_numbered(book, number) else None


def keep(book: Ledger, question: Hashable, state: str, value: Any) -> None:
    """Store the answer for a state of the ledger: whole or, if it cannot be, not at all."""
    number = shelf.change(book)[0]
    told = {"state": state, "number": number, "source": shelf.source_numbered(book, number), "value": value}
    with contextlib.suppress(OSError, TypeError):  # a full disk, a value of other types: go on without
        _write(_place(book, question), json.dumps(told, ensure_ascii=False))


def _place(book: Ledger, question: Hashable) -> Path:
    asked = hashlib.sha256(f"{_FORM}|{question!r}".encode()).hexdigest()[:16]
    return cache_folder() / f"{name_of(book)}-answers" / f"{asked}.json"


def _write(place: Path, text: str) -> None:
    store(place, lambda part: part.write_bytes(text.encode("utf-8")))
    files = sorted(place.parent.glob("*.json"), key=lambda one: one.stat().st_mtime, reverse=True)
    for old in files[_KEPT:]:
        old.unlink(missing_ok=True)
