"""Ranks: in which order a document names partners – a doctrine that puts one before another says something by it.

What is ranked is the first mention of each state or body, in the whole document or in a passage. Known bad case: a text that
tells of a ranking ("Turkey came after Russia and China") names them in an order of its own.
"""

from collections.abc import Iterator, Sequence

import polars as pl

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure import powers as _powers
from dragoman.measure.address import beside
from dragoman.measure.result import Result
from dragoman.records import Document
from dragoman.world import EntityKind, World, load_world

DEFINITION = (
    "rank(k) = the place of partner k among all states and bodies that the document (or the passage) names, in the order of their "
    "first mention, capitals and persons in office counted as the state or body that they stand for; the document's own "
    "state is left out. A partner that is not named has no rank."
)
_SCHEMA = (
    dict.fromkeys(("row", "document", "partner", "quote"), pl.String)
    | dict.fromkeys(("start", "end"), pl.Int64)
    | dict.fromkeys(("value", "low", "high"), pl.Float64)
    | {"n": pl.Int64, "missing": pl.String}
)
_SHOWN = 60  # characters of text on each side of a mention


def ranks(
    ledger: Ledger,
    documents: str | Sequence[str],
    *,
    state: str | None = None,
    powers: Sequence[str] | None = None,
    passage: tuple[str, str] | None = None,
) -> Result:
    """In which order documents of the ledger name partners.

    `documents` are ids or their beginnings; `state` is whose doctrine it is; `powers` are those asked about (None: all
    that are named); `passage` the words with which the passage begins and those with which it ends. Columns between
    `row` and `value`: `document` (id), `partner`, then `quote` (the words around the first mention), `start`, `end` (its place).
    `n` is how many partners are named. Raises UsageError, also if the passage does not stand in a document.
    """
    world = load_world(ledger.path)
    own = _powers.state_of(state, world=world) if state else None
    asked = [_powers.state_of(power, world=world) for power in powers] if powers is not None else None
    lines: list[tuple[object, ...]] = []
    evidence: dict[str, tuple[str, ...]] = {}
    names = [documents] if isinstance(documents, str) else documents
    for name in names:
        document = ledger.document(name)
        begin, end = (0, len(document.text)) if passage is None else _between(document, passage)
        named = {side: place for side, place in _first_mentions(world, document, begin, end).items() if side != own}
        tail = beside({"state": own, "passage": f"{begin}-{end}" if passage else ""})
        for line in _lines(document, named, asked, tail):
            lines.append(line)
            evidence[str(line[0])] = (f"source:{document.source.id}",)
    frame = pl.DataFrame(lines, schema=_SCHEMA, orient="row")
    settings = {"state": own or "", "powers": ", ".join(asked or ("all",)), "passage": " … ".join(passage or ())}
    question = "In which order are partners named?"
    notes = ("findings play no part: every name in the text counts, in whatever sense it stands there",)
    return Result("ranks", question, DEFINITION, frame, (), notes, settings, evidence)


def _first_mentions(world: World, document: Document, begin: int, end: int) -> dict[str, tuple[int, int]]:
    """The first place from `begin` to `end` at which each state or body is named in the blocks that are read, in order."""
    read = [(block.start, block.end) for block in document.blocks if block.role not in ("noise", "meta")]
    found: dict[str, tuple[int, int]] = {}
    for mention in world.mentions(document.text, language=document.source.language):
        within = begin <= mention.start and mention.end <= end
        if not within or not any(start <= mention.start < stop for start, stop in read):
            continue
        side = world.rollup(mention.entity.id)
        if side is None and mention.entity.kind is EntityKind.PLACE:
            side = mention.entity.state
        if side:
            found.setdefault(side, (mention.start, mention.end))
    return found


def _between(document: Document, passage: tuple[str, str]) -> tuple[int, int]:
    """The stretch from the first words to the end of the last; raises UsageError if they do not stand there."""
    first, last = passage
    begin = document.text.find(first)
    stop = document.text.find(last, begin) if begin >= 0 else -1
    if stop < 0:
        words = first if begin < 0 else last
        raise UsageError(
            f"{words!r} does not stand in {document.source.path or document.source.id[:10]}",
            "copy the words from the text",
        )
    return begin, stop + len(last)


def _lines(
    document: Document, named: dict[str, tuple[int, int]], asked: Sequence[str] | None, tail: str
) -> Iterator[tuple[object, ...]]:
    places = {side: place for place, side in enumerate(named, start=1)}
    source, text = document.source.id, document.text
    for side in asked if asked is not None else named:
        row = f"ranks:{source[:10]}:{side}{tail}"
        if side not in named:
            yield row, source, side, None, None, None, None, None, None, 0, f"the text does not name {side}"
            continue
        start, end = named[side]
        quote = " ".join(text[max(0, start - _SHOWN) : end + _SHOWN].split())
        yield row, source, side, quote, start, end, float(places[side]), None, None, len(named), None
