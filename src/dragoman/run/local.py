"""Work spread over processes of this machine, with results in the order of the items.

In flight are never more than a few items per worker, so memory does not grow with their number. Each worker talks to
this process over a pipe of its own: that is how a worker which dies is known to have died, and on which item; and how
workers end by themselves when this process is killed (their pipe closes).
"""

import contextlib
import multiprocessing
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from dragoman.errors import DragomanError, SourceError

Item = TypeVar("Item")
Result = TypeVar("Result")

_CONTEXT = multiprocessing.get_context("spawn")  # never fork: the ledger's connection must not be inherited
_AHEAD = 2  # items queued at one worker: one at work and one waiting, so that it never idles while we write
_WINDOW = 4  # items per worker begun and not yet yielded: how far a slow item may hold up the others


def spread(
    function: Callable[[Item], Result], items: Iterable[Item], *, jobs: int = 1
) -> Generator[tuple[Item, Result | DragomanError], None, None]:
    """Apply `function` to each item and yield the item with its result, or with what went wrong, in order.

    With `jobs` > 1, `function` must be importable by name, and items and results must be picklable. A fault of one
    item is a value: a DragomanError as raised, anything else as a SourceError that names the exception; so is the
    death of a worker. Closing the generator ends the workers; so does KeyboardInterrupt, which is raised.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # processes are the parallelism: threads would compete
        os.environ.setdefault(name, "1")
    if jobs <= 1:
        return ((item, _attempt(function, item)) for item in items)
    return _Crew(function, jobs).work(items)


def _attempt(function: Callable[[Item], Result], item: Item) -> Result | DragomanError:
    try:
        return function(item)
    except DragomanError as fault:
        return fault
    except Exception as fault:  # one document must never stop the others; what it was is told
        return _unforeseen(fault)


def _unforeseen(fault: Exception) -> SourceError:
    said = " ".join(str(fault).split())[:200]
    return SourceError(f"could not be read: {type(fault).__name__}: {said}", "please report it with the file")


def _serve(pipe: "Connection[Any, Any]") -> None:
    """A worker's life: receive the function, then items; send back what came of each, until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends us
    with contextlib.suppress(EOFError, OSError):
        function = pickle.loads(pipe.recv_bytes())  # heavy imports happen here, not when the process starts
        while True:
            outcome = _attempt(function, pipe.recv())
            try:
                pipe.send(outcome)
            except (pickle.PicklingError, TypeError, AttributeError) as fault:
                pipe.send(_unforeseen(fault))


class _Worker(Generic[Item]):
    """One process with its pipe, and the items that it has been given and not yet answered, oldest first."""

    def __init__(self, function: bytes) -> None:
        self.pipe, theirs = _CONTEXT.Pipe()
        self.process = _CONTEXT.Process(target=_serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()  # else we would never see the end of the pipe
        self.given: deque[tuple[int, Item]] = deque()
        with contextlib.suppress(OSError):
            self.pipe.send_bytes(function)

    def give(self, number: int, item: Item) -> None:
        self.given.append((number, item))
        with contextlib.suppress(OSError):  # it has died: seen when its answer is awaited
            self.pipe.send(item)

    def end(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join()

    def last_words(self) -> SourceError:
        """Why there will be no answer to the oldest item."""
        self.process.join(5)
        code = self.process.exitcode
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        return SourceError(
            f"could not be read: the process reading it died ({how})",
            "the file may need more memory than there is; read it alone with --jobs 1, or leave it out",
        )


class _Crew(Generic[Item, Result]):
    """The workers, what they have in hand, and what waits to be yielded in its turn."""

    def __init__(self, function: Callable[[Item], Result], jobs: int) -> None:
        self.function = pickle.dumps(function)
        self.jobs = jobs
        self.workers: list[_Worker[Item]] = []
        self.done: dict[int, tuple[Item, Result | DragomanError]] = {}

    def work(self, items: Iterable[Item]) -> Generator[tuple[Item, Result | DragomanError], None, None]:
        waiting = enumerate(items)
        due = 0
        try:
            while True:
                self._hand_out(waiting)
                if due in self.done:
                    yield self.done.pop(due)
                    due += 1
                elif any(worker.given for worker in self.workers):
                    self._collect()
                else:
                    return
        finally:
            for worker in self.workers:
                worker.end()

    def _hand_out(self, waiting: Iterator[tuple[int, Item]]) -> None:
        """Give items to the least busy workers until each has enough or the window is full."""
        while self._in_flight() < _WINDOW * self.jobs:
            if len(self.workers) < self.jobs and all(worker.given for worker in self.workers):
                worker = None
            else:
                worker = min(self.workers, key=lambda one: len(one.given))
                if len(worker.given) >= _AHEAD:
                    return
            following = next(waiting, None)
            if following is None:
                return
            if worker is None:
                worker = _Worker(self.function)
                self.workers.append(worker)
            worker.give(*following)

    def _in_flight(self) -> int:
        return len(self.done) + sum(len(worker.given) for worker in self.workers)

    def _collect(self) -> None:
        """Wait for an answer, or for a death, and note it."""
        busy = {worker.pipe: worker for worker in self.workers if worker.given}
        for pipe in wait(list(busy)):
            worker = busy[pipe]  # type: ignore[index]  # wait() is typed for any waitable
            try:
                outcome = worker.pipe.recv()
            except (EOFError, OSError):
                self._replace(worker)
                continue
            number, item = worker.given.popleft()
            self.done[number] = (item, outcome)

    def _replace(self, dead: _Worker[Item]) -> None:
        """The item at work is at fault; the one that waited behind it goes to a fresh worker."""
        number, item = dead.given.popleft()
        self.done[number] = (item, dead.last_words())
        self.workers.remove(dead)
        dead.end()
        if dead.given:
            fresh: _Worker[Item] = _Worker(self.function)
            self.workers.append(fresh)
            for number, item in dead.given:
                fresh.give(number, item)
