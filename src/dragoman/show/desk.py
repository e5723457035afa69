"""The desk: what every page reads from – the ledger, opened for each request; counts and measures, kept until it changes.

Readers never wait for a writer, and see what is there when their request begins. What takes long is computed once for
each state of the ledger: in this process if there is little, else in one of its own, while pages go on with the answer
for an older state and say so.
"""

import contextlib
import datetime
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

from dragoman.errors import DragomanError
from dragoman.ledger import Ledger, shelf
from dragoman.world import World, load_world

T = TypeVar("T")
Measure = Callable[..., Any]
_KEPT = 256  # counts and the like
_MANY = 60_000  # findings from which measures have a process of their own
_PATIENCE = 1.5  # seconds that a page waits for a measure that is not there yet


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of something that takes long: `value` (None: not yet), whether it is of an older state of the
    ledger, and why there is none if it cannot be."""

    value: Any = None
    stale: bool = False
    fault: DragomanError | None = None

    @property
    def waiting(self) -> bool:
        """Whether it is worth asking again soon."""
        return self.fault is None and (self.value is None or self.stale)


class Desk:
    """The ledger at `path`, for pages. `clock` gives the time written beside decisions; close it at the end."""

    def __init__(self, path: Path, *, analyst: str, patience: float = _PATIENCE) -> None:
        self.path = path.resolve()
        self.analyst = analyst
        self._patience = patience
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._answers: dict[Hashable, tuple[shelf.Change, Answer]] = {}
        self._running: dict[Hashable, Future[Any]] = {}
        self._lock = threading.RLock()  # what is done at once is kept while it is asked for
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="measure")
        self._apart: BaseProcess | None = None

    def close(self) -> None:
        """End the work in the background."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._apart:
            self._apart.terminate()

    def warm(self) -> None:
        """Count what every page tells and read the tables of names, before a page is asked for."""
        with contextlib.suppress(DragomanError), self.book() as book:
            self.counts(book)
            self.world.who("KAZ")
            load_world().who("KAZ")  # the tables shipped: filters look names up in them

    @contextlib.contextmanager
    def book(self) -> Iterator[Ledger]:
        """The ledger for reading."""
        with Ledger.open(self.path, readonly=True) as book:
            yield book

    @contextlib.contextmanager
    def pen(self) -> Iterator[Ledger]:
        """The ledger for writing: open no longer than one decision takes."""
        with Ledger.open(self.path) as book:
            yield book

    @property
    def world(self) -> World:
        """The tables shipped and those beside the ledger."""
        return load_world(self.path)

    def kept(self, book: Ledger, name: Hashable, make: Callable[[], T]) -> T:
        """Something counted, once for each state of the ledger."""
        key = (shelf.change(book), name)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[no-any-return]
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return made

    def counts(self, book: Ledger) -> dict[str, int]:
        """How much there is of everything."""
        return self.kept(book, "counts", lambda: shelf.counts(book))

    def mark(self, book: Ledger) -> str:
        """Twelve hex digits that name this state of the ledger: another as soon as anything was added or decided."""
        state = "|".join(map(str, shelf.change(book)))
        newest = "".join(row["finding_id"] + row["decided_at"] for row in shelf.decisions(book, 1))
        return hashlib.sha256(f"{shelf.newest_source(book)}|{state}|{newest}".encode()).hexdigest()[:12]

    def told(self, book: Ledger) -> dict[str, str]:
        """What a picture or a citation says of the ledger: its name, its state, the day."""
        return {"ledger": self.path.name, "state": self.mark(book), "as of": today().isoformat()}

    def answer(self, book: Ledger, measure: Measure, *args: Any) -> Answer:
        """What a function of the ledger's path gives: `measure(path, *args)`, a function of a module, its answer small.

        Waits a moment for it if there is little to read; then gives what there is.
        """
        now, key = shelf.change(book), (measure.__module__, measure.__qualname__, args)
        with self._lock:
            state, known = self._answers.get(key, (None, Answer()))
            if state == now:
                return known
            running = self._running.get(key)
            if running is None:
                running = self._running[key] = self._threads.submit(self._compute, now[1] >= _MANY, measure, args)
                running.add_done_callback(lambda done: self._keep(key, now, done))
        if known.value is None and now[1] < _MANY:
            with contextlib.suppress(Exception):  # told by _keep
                running.result(timeout=self._patience)
            with self._lock:
                state, known = self._answers.get(key, (None, Answer()))
        return known if state == now else Answer(known.value, stale=known.value is not None, fault=known.fault)

    def _keep(self, key: Hashable, state: shelf.Change, done: "Future[Any]") -> None:
        with self._lock:
            self._running.pop(key, None)
            if done.cancelled():
                return
            fault = done.exception()
            if fault is None:
                self._answers[key] = (state, Answer(done.result()))
            elif isinstance(fault, DragomanError):
                self._answers[key] = (state, Answer(fault=fault))
            else:
                failed = DragomanError(f"it could not be computed ({type(fault).__name__}: {fault})", "report this")
                self._answers[key] = (state, Answer(fault=failed))

    def _compute(self, many: bool, measure: Measure, args: tuple[Any, ...]) -> Any:
        """The measure, in this process or – what a million findings take is then given back – in one of its own."""
        if not many:
            return measure(self.path, *args)
        context = get_context("spawn")
        hear, tell = context.Pipe(duplex=False)
        self._apart = process = context.Process(target=_tell, args=(tell, measure, self.path, *args), daemon=True)
        process.start()
        tell.close()
        try:
            outcome = hear.recv()
        except (EOFError, OSError):
            raise DragomanError(
                "it could not be computed: the process broke off", "there may be too little memory"
            ) from None
        finally:
            process.join()
            self._apart = None
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


def _tell(tell: Connection, measure: Measure, *args: Any) -> None:
    """Compute and send what came of it. Run in a process of its own."""
    try:
        outcome = measure(*args)
    except Exception as fault:
        outcome = fault
    tell.send(outcome)


def today() -> datetime.date:
    """The day by the clock of this machine."""
    return datetime.datetime.now().astimezone().date()
