"""A long file written while it is read: by one thread, since a connection to the ledger belongs to the thread that opened it."""

import queue
import threading
from collections.abc import Callable, Iterator

_PIECE = 60_000  # letters that are sent at once
_AHEAD = 8  # pieces that are made before the first is taken
_TURN = 0.5  # seconds between two looks whether anybody still reads


def in_one_thread(lines: Callable[[], Iterator[str]]) -> Iterator[str]:
    """The lines, joined into pieces, made by a thread of their own; it ends when nobody reads on."""
    pieces: queue.Queue[str | BaseException | None] = queue.Queue(_AHEAD)
    left = threading.Event()
    threading.Thread(target=_make, args=(lines, pieces, left), daemon=True).start()
    try:
        while (piece := pieces.get()) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        left.set()


def _make(
    lines: Callable[[], Iterator[str]], pieces: "queue.Queue[str | BaseException | None]", left: threading.Event
) -> None:
    held, size = list[str](), 0
    try:
        for line in lines():
            held.append(line)
            size += len(line)
            if size >= _PIECE:
                if not _put(pieces, "".join(held), left):
                    return
                held, size = [], 0
        _put(pieces, "".join(held), left)
        _put(pieces, None, left)
    except Exception as fault:
        _put(pieces, fault, left)


def _put(
    pieces: "queue.Queue[str | BaseException | None]", piece: str | BaseException | None, left: threading.Event
) -> bool:
    """Hand a piece on as soon as there is room; False if nobody reads any more."""
    while not left.is_set():
        try:
            pieces.put(piece, timeout=_TURN)
        except queue.Full:
            continue
        return True
    return False
