"""A long file written while it is read: by one thread, since a connection to the ledger belongs to the thread that opened it."""

import queue
import threading
import time
from collections.abc import Callable, Iterator

_PIECE = 60_000  # letters that are sent at once
_AHEAD = 8  # pieces that are made before the first is taken
_TURN = 0.5  # seconds between two looks whether anybody still reads
_PATIENCE = 600.0  # seconds that a reader may pause: as long, the ledger stays open at one state and its log grows


class Left(Exception):
    """Nobody took the next piece for too long: what was sent is not the whole file."""


def in_one_thread(lines: Callable[[], Iterator[str]], *, patience: float = _PATIENCE) -> Iterator[str]:
    """The lines, joined into pieces, made by a thread of their own; it ends when nobody reads on.

    Raises Left if the reader comes back after more than `patience` seconds.
    """
    pieces: queue.Queue[str | BaseException | None] = queue.Queue(_AHEAD)
    left = threading.Event()
    maker = threading.Thread(target=_make, args=(lines, pieces, left, patience), daemon=True)
    maker.start()
    try:
        while (piece := _next(pieces, maker)) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        left.set()


def _next(pieces: "queue.Queue[str | BaseException | None]", maker: threading.Thread) -> str | BaseException | None:
    while True:
        alive = maker.is_alive()  # asked first: what it puts before it ends is then seen
        try:
            return pieces.get(timeout=_TURN if alive else 0)
        except queue.Empty:
            if not alive:
                return Left("the rest of the file was not waited for")


def _make(
    lines: Callable[[], Iterator[str]],
    pieces: "queue.Queue[str | BaseException | None]",
    left: threading.Event,
    patience: float,
) -> None:
    held, size = list[str](), 0
    try:
        for line in lines():
            held.append(line)
            size += len(line)
            if size >= _PIECE:
                if not _put(pieces, "".join(held), left, patience):
                    return
                held, size = [], 0
        if _put(pieces, "".join(held), left, patience):
            _put(pieces, None, left, patience)
    except Exception as fault:
        _put(pieces, fault, left, patience)


def _put(
    pieces: "queue.Queue[str | BaseException | None]",
    piece: str | BaseException | None,
    left: threading.Event,
    patience: float,
) -> bool:
    """Hand a piece on as soon as there is room; False if nobody reads any more."""
    until = time.monotonic() + patience
    while not left.is_set() and time.monotonic() < until:
        try:
            pieces.put(piece, timeout=_TURN)
        except queue.Full:
            continue
        return True
    return False
