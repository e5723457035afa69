"""The desk: what every page reads from – the ledger, opened for each request; counts and measures, kept until it changes.

Readers never wait for a writer, and see what is there when their request begins. What takes long is computed once for
each state of the ledger: in this process if there is little, else in one of its own, while pages go on with the answer
for an older state and say so.
"""

import contextlib
import datetime
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from dragoman.errors import DragomanError, LedgerBusy
from dragoman.ledger import Ledger, shelf
from dragoman.ledger.outward import mark
from dragoman.show import stored_answers
from dragoman.world import World, load_world

T = TypeVar("T")
Measure = Callable[..., Any]
Question = tuple[str, str, tuple[Any, ...]]
"""A measure, by module and name, and what it was asked."""
PATIENCE = 0.2
"""Seconds that a page waits for measures of which nothing is known yet; then it says so."""
_FILE_PATIENCE = 20.0  # seconds that a file waits
_KEPT = 256  # counts and the like, and answers
_MANY = 60_000  # findings from which measures have a process of their own
_PAUSE = 2.0  # seconds in which a browser asks for its first page
_MODEST = 10  # how much such a process gives way to pages
_writes_a_file: ContextVar[bool] = ContextVar("writes_a_file", default=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of something that takes long: `value` (None: not yet), whether it is of an older state of the
    ledger, why there is none if it cannot be; and of which older `state` it is."""

    value: Any = None
    stale: bool = False
    fault: DragomanError | None = None
    state: str = ""

    @property
    def waiting(self) -> bool:
        """Whether it is worth asking again soon."""
        return self.fault is None and (self.value is None or self.stale)


class Counts(Mapping[str, int]):
    """How much there is of everything (see `shelf.COUNTED`), each number counted when it is asked for."""

    def __init__(self, desk: "Desk", book: Ledger) -> None:
        self._desk, self._book = desk, book

    def __getitem__(self, name: str) -> int:
        if name not in shelf.COUNTED:
            raise KeyError(name)
        return self._desk.kept(self._book, ("count", name), lambda: shelf.count(self._book, name))

    def __iter__(self) -> Iterator[str]:
        return iter(shelf.COUNTED)

    def __len__(self) -> int:
        return len(shelf.COUNTED)


class Desk:
    """The ledger at `path`, for pages; close it at the end.

    `patience` is how many seconds a page waits for measures of which nothing is known yet.
    """

    def __init__(self, path: Path, *, analyst: str, patience: float = PATIENCE) -> None:
        self.path = path.resolve()
        self.analyst = analyst
        self._patience = patience
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._answers: OrderedDict[Question, tuple[str, Answer]] = OrderedDict()
        self._running: dict[Question, Future[None]] = {}
        self._deadlines: WeakKeyDictionary[Ledger, float] = WeakKeyDictionary()
        self._lock = threading.RLock()  # what is done at once is kept while it is asked for
        self._ended = threading.Event()
        self._tables_read = threading.Event()
        self._tables_read.set()
        self._lanes = {slow: ThreadPoolExecutor(1, thread_name_prefix="measure") for slow in (False, True)}
        self._apart: set[BaseProcess] = set()

    def close(self) -> None:
        """End the work in the background."""
        self._ended.set()
        for lane in self._lanes.values():
            lane.shutdown(wait=False, cancel_futures=True)
        for process in tuple(self._apart):
            process.terminate()

    def warm(self) -> None:
        """Read the tables of names; when the first page is out, count what pages tell and load the numerical libraries."""
        self._tables_read.clear()
        try:
            load_world(self.path).who("KAZ")
            load_world().who("KAZ")  # the tables shipped: filters look names up in them
        except DragomanError:  # told by the page that needs them
            pass
        finally:
            self._tables_read.set()
        if self._ended.wait(_PAUSE):
            return
        with contextlib.suppress(DragomanError), self.book() as book:
            dict(self.counts(book))  # all of them, each once
        import_module("dragoman.measure.balance")

    @contextlib.contextmanager
    def book(self) -> Iterator[Ledger]:
        """The ledger for reading. While the tables are read at the start, pages wait: reading them twice is no faster."""
        self._tables_read.wait()
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
        key = (self.mark(book), name)
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

    def counts(self, book: Ledger) -> Mapping[str, int]:
        """How much there is of everything; each number is counted when it is asked for."""
        return Counts(self, book)

    def mark(self, book: Ledger) -> str:
        """Twelve hex digits that name this state of the ledger."""
        return mark(book)

    def told(self, book: Ledger, answer: Answer | None = None) -> dict[str, str]:
        """What a picture or a citation says of the ledger: its name, its state, the day. The state is that of the answer
        which is drawn, where that is an older one."""
        state = answer.state if answer and answer.stale else self.mark(book)
        return {"ledger": self.path.name, "state": state, "as of": today().isoformat()}

    def answer(self, book: Ledger, measure: Measure, *args: Any, slow: bool = False) -> Answer:
        """What a function of the ledger's path gives: `measure(path, *args)`, a function of a module, its answer small.

        Waits a moment for it if there is little to read; then gives what there is. `slow` is what may take minutes: others
        do not wait for it.
        """
        now, many = self.mark(book), shelf.change(book)[1] >= _MANY
        question = (measure.__module__, measure.__qualname__, args)
        state, known = self._known(book, question, many)
        if state == now:
            return known
        running = self._begun(question, now, many, measure, slow)
        if _writes_a_file.get() or (known.value is None and not many):
            with contextlib.suppress(TimeoutError, CancelledError):
                running.result(timeout=self._left(book))
            state, known = self._known(book, question, many=False)
        if _writes_a_file.get() and state != now and known.fault is None:
            raise LedgerBusy("what this file tells is still being counted", "ask for it again in a minute")
        if state == now:
            return known
        return Answer(known.value, stale=known.value is not None, fault=known.fault, state=state)

    def _left(self, book: Ledger) -> float:
        """How many seconds this visit may still wait, for all that it asks."""
        patience = _FILE_PATIENCE if _writes_a_file.get() else self._patience
        with self._lock:
            return max(0.0, self._deadlines.setdefault(book, time.monotonic() + patience) - time.monotonic())

    def _known(self, book: Ledger, question: Question, many: bool) -> tuple[str, Answer]:
        """What was answered last, and for which state of the ledger; what others stored of a large one is found too."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]
        stored = stored_answers.find(book, question) if many else None
        if stored is None:
            return "", Answer()
        with self._lock:
            return self._answers.setdefault(question, (stored[0], Answer(stored[1])))

    def _begun(self, question: Question, now: str, many: bool, measure: Measure, slow: bool) -> Future[None]:
        with self._lock:
            if question not in self._running:
                lane = self._lanes[slow]
                self._running[question] = lane.submit(self._work, question, now, many, measure)
            return self._running[question]

    def _work(self, question: Question, state: str, many: bool, measure: Measure) -> None:
        """Compute an answer and keep it, or why there is none."""
        self._tables_read.wait()
        try:
            told = Answer(self._compute(state, many, measure, question))
        except DragomanError as fault:
            told = Answer(fault=fault)
        except Exception as fault:
            told = Answer(
                fault=DragomanError(f"it could not be computed ({type(fault).__name__}: {fault})", "report this")
            )
        with self._lock:
            self._running.pop(question, None)
            self._answers[question] = (state, told)
            while len(self._answers) > _KEPT:
                self._answers.popitem(last=False)

    def _compute(self, now: str, many: bool, measure: Measure, question: Question) -> Any:
        """The measure, in this process or – what a million findings take is then given back – in one of its own."""
        if not many:
            return measure(self.path, *question[2])
        value = self._computed_apart(measure, question[2])
        with self.book() as book:
            stored_answers.keep(book, question, now, value)
        return value

    def _computed_apart(self, measure: Measure, args: tuple[Any, ...]) -> Any:
        context = get_context("spawn")
        hear, tell = context.Pipe(duplex=False)
        process = context.Process(target=_tell, args=(tell, measure, self.path, *args), daemon=True)
        self._apart.add(process)
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
            self._apart.discard(process)
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome


@contextlib.contextmanager
def for_a_file() -> Iterator[None]:
    """What is asked within is for a file: it waits for measures, since nobody would see that rows are still missing."""
    token = _writes_a_file.set(True)
    try:
        yield
    finally:
        _writes_a_file.reset(token)


def _tell(tell: Connection, measure: Measure, *args: Any) -> None:
    """Compute and send what came of it. Run in a process of its own, to which pages go before."""
    if hasattr(os, "nice"):
        os.nice(_MODEST)
    try:
        outcome = measure(*args)
    except Exception as fault:
        outcome = fault
    tell.send(outcome)


def today() -> datetime.date:
    """The day by the clock of this machine."""
    return datetime.datetime.now().astimezone().date()
