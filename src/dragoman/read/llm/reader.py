"""The reader that asks a language model: a document in, its findings out, each quote looked up in the text.

It has the interface of the default reader, whose names, dates and – with `unsure` – findings it takes over. A document
is asked about portion by portion; answers are kept as they come, so that a run that was killed pays for nothing twice.
"""

import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from importlib.util import find_spec

from dragoman.errors import EndpointError, SourceError, UsageError
from dragoman.read.llm.answer import Answer, Unreadable, read_answer
from dragoman.read.llm.cache import Cache, Reply
from dragoman.read.llm.cast import Cast
from dragoman.read.llm.doubts import joined, unsure_of
from dragoman.read.llm.exchange import Exchange, Unanswered
from dragoman.read.llm.findings import Clerk
from dragoman.read.llm.page import Page
from dragoman.read.llm.portions import Portion, portions
from dragoman.read.llm.question import question, tokens_answered, tokens_asked, tokens_in
from dragoman.read.llm.tally import Tally
from dragoman.read.reader import published_on, read
from dragoman.read.sentences import Passage, passages
from dragoman.records import Document, Finding, Reading
from dragoman.world import World, load_world

_TIMES = 2  # how often a portion is asked about until the answer keeps to the form
_IN_A_ROW = 3  # documents without an answer after which no further one is tried


@dataclass(frozen=True, slots=True)
class Outlook:
    """What reading would ask: `portions` in `documents`, `cached` of them answered already, and about how many tokens."""

    documents: int = 0
    portions: int = 0
    cached: int = 0
    tokens: int = 0

    def __add__(self, other: "Outlook") -> "Outlook":
        return Outlook(
            self.documents + other.documents,
            self.portions + other.portions,
            self.cached + other.cached,
            self.tokens + other.tokens,
        )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A document made ready to be asked about."""

    reading: Reading
    passages: list[Passage]
    cast: Cast
    world: World
    portions: list[Portion]


@dataclass(slots=True)
class ModelReader:
    """Reads documents by asking the model of `exchange`; `tally` counts over all of them.

    `unsure`: ask only where the default reader is unsure, and keep its findings. `budget`: tokens, of questions and
    answers together, after which nothing is sent any more; answers under way may exceed it by their own size. `at_once`:
    questions that are under way at one time. Raises UsageError if httpx2 is not installed.
    """

    exchange: Exchange
    cache: Cache
    unsure: bool = False
    budget: int | None = None
    at_once: int = 1
    tally: Tally = field(default_factory=Tally)
    _lost: int = 0
    _counting: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        if find_spec("httpx2") is None:
            raise UsageError("the language model cannot be asked: httpx2 is missing", "pip install 'dragoman[llm]'")

    def __call__(self, document: Document, *, world: World | None = None) -> Reading:
        """The findings of a document. Raises SourceError if the model did not answer, EndpointError if it never will."""
        sheet = self._sheet(document, world)
        mine = Tally()
        try:
            answers = self._answers(sheet.portions, mine)
            return self._reading(sheet, answers, mine)
        finally:
            self.tally.add(mine)

    def foresee(self, document: Document, *, world: World | None = None) -> Outlook:
        """What reading a document would ask; nothing is sent."""
        todo = self._sheet(document, world).portions
        fresh = [portion for portion in todo if self._kept(portion) is None]
        tokens = sum(tokens_asked(portion) + tokens_answered(portion) for portion in fresh)
        return Outlook(1, len(todo), len(todo) - len(fresh), tokens)

    def _sheet(self, document: Document, world: World | None) -> _Sheet:
        world = world or load_world()
        todo = list(passages(document))
        reading = read(document, world=world)
        published = published_on(document)
        cast = Cast(document, todo, world, published.last if published else None)
        wanted = unsure_of(reading, todo, cast) if self.unsure else range(len(todo))
        return _Sheet(reading, todo, cast, world, portions(todo, wanted))

    def _answers(self, todo: Sequence[Portion], tally: Tally) -> list[tuple[Portion, Answer]]:
        """The answers to all portions that have one, in order; each is kept as soon as it is there."""
        kept = [(portion, self._kept(portion)) for portion in todo]
        tally.portions += len(todo)
        tally.cached += sum(answer is not None for _, answer in kept)
        missing = [portion for portion, answer in kept if answer is None]
        fresh = dict(zip(missing, self._asked(missing, tally), strict=True)) if missing else {}
        both = [(portion, answer or fresh[portion]) for portion, answer in kept]
        tally.unread += sum(answer is None for _, answer in both)
        return [(portion, answer) for portion, answer in both if answer is not None]

    def _kept(self, portion: Portion) -> Answer | None:
        reply = self.cache.get(portion)
        try:
            return read_answer(reply.text) if reply else None
        except Unreadable:
            return None

    def _asked(self, todo: list[Portion], tally: Tally) -> list[Answer | None]:
        """Ask about portions, some at once. What was answered is kept even if a later question fails."""
        pool = ThreadPoolExecutor(self.at_once) if self.at_once > 1 else None
        try:
            with self.exchange.opened():
                ask = partial(self._ask, tally=tally)
                found = list(pool.map(ask, todo) if pool else map(ask, todo))
        except Unanswered as fault:
            self._count_loss(fault)
            raise
        finally:
            if pool:
                pool.shutdown(wait=False, cancel_futures=True)
        self._lost = 0
        return found

    def _count_loss(self, fault: Unanswered) -> None:
        """Stop the whole run if document after document goes without an answer."""
        self._lost += 1
        if self._lost >= _IN_A_ROW:
            raise EndpointError(f"{fault.message}, for {_IN_A_ROW} documents in a row", fault.hint) from fault

    def _ask(self, portion: Portion, tally: Tally) -> Answer | None:
        """The answer to one portion; None if none of the replies keeps to the form."""
        messages = question(portion)
        for _ in range(_TIMES):
            self._stop_at_budget(portion, tally)
            reply = self.exchange.ask(messages)
            self._count(portion, reply, tally)
            try:
                answer = read_answer(reply.text)
            except Unreadable:
                continue
            if not self.cache.put(portion, reply):
                with self._counting:
                    tally.unkept += 1
            return answer
        return None

    def _stop_at_budget(self, portion: Portion, tally: Tally) -> None:
        with self._counting:
            spent = self.tally.tokens + tally.tokens
        if self.budget is not None and spent + tokens_asked(portion) + tokens_answered(portion) > self.budget:
            raise SourceError(
                f"not read: the budget of {self.budget:,} tokens is spent", "run the same command again to go on"
            )

    def _count(self, portion: Portion, reply: Reply, tally: Tally) -> None:
        """Count what a reply cost; by estimate, if the endpoint does not say."""
        uncounted = reply.tokens_in is None or reply.tokens_out is None
        with self._counting:
            tally.questions += 1
            tally.uncounted += uncounted
            tally.tokens_in += tokens_asked(portion) if reply.tokens_in is None else reply.tokens_in
            tally.tokens_out += tokens_in(reply.text) if reply.tokens_out is None else reply.tokens_out

    def _reading(self, sheet: _Sheet, answers: list[tuple[Portion, Answer]], tally: Tally) -> Reading:
        before = sheet.reading
        page = Page(before, sheet.passages, sheet.cast, sheet.world, tally)
        told = [(portion.numbers, item) for portion, answer in answers for item in answer.told]
        tally.dropped["not in the form asked for"] += sum(answer.misformed for _, answer in answers)
        model = self.exchange.endpoint.model
        found: Iterable[Finding] = Clerk(page, model).findings(told)
        if self.unsure:
            found = joined(before.findings, found)
        unique = {finding.id: finding for finding in found}
        ordered = sorted(unique.values(), key=lambda f: (f.span.start, f.span.end, f.kind, f.id))
        issues = tuple(before.issues) if self.unsure and before.document.source.read_for_findings else ()
        return replace(
            before,
            document=_as_read(before.document, _told_of(model, self.unsure, tally)),
            findings=tuple(ordered),
            issues=(*issues, *_unread(model, tally)),
        )


def _as_read(document: Document, note: str) -> Document:
    """The document marked as read, whatever its language, with a note of how far."""
    source = document.source
    return replace(document, source=replace(source, read_for_findings=True, notes=(*source.notes, note)))


def _told_of(model: str, unsure: bool, tally: Tally) -> str:
    """What the ledger keeps of how a document was read: how much of it, and what was not let in."""
    where = " where the default reader was unsure" if unsure else ""
    left = sum(tally.dropped.values())
    return (
        f"read by llm:{model}{where}; portions read: {tally.portions - tally.unread} of {tally.portions}; quotes looked up: "
        f"{tally.quotes}; not in the text and left out: {tally.invented}; items dropped: {left} of {left + tally.kept}"
    )


def _unread(model: str, tally: Tally) -> Iterator[str]:
    if tally.unread:
        yield f"{tally.unread} of {tally.portions} portions were not read: the answers of llm:{model} were not in the form asked for"
