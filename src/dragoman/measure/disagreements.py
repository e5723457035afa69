"""Disagreements: where the sources of a ledger contradict each other, the most telling first."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import sqrt

import polars as pl

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure.contradictions import denials, event_contradictions, reports_of, tie_contradictions
from dragoman.measure.disagreement import Disagreement, Party, Quarrel
from dragoman.measure.discrepancies import date_discrepancies, figure_discrepancies
from dragoman.measure.opposition import oppositions
from dragoman.measure.passages import Text, texts
from dragoman.measure.result import Result
from dragoman.measure.statements import statements
from dragoman.world import EntityKind, World, load_world

DEFINITION = (
    "strength = telling x √(weight_1 x weight_2) x 1 / (1 + years apart / 5), halved where a voice contradicts itself; "
    "weight = directness (assessment 1, tie 0.9, wording 0.8, standing 0.7, deed 0.3) x confidence (unrated 0.7, own words 0.8, confirmed 1) "
    "x √(2 / sides spoken of); telling = 1 for a yes against a no, 0.9 for rising against falling or not rising, 0.5 for neutral against a "
    "sign, the share of words in common for dates, figures and denials, x 1 / √members for a member in place of its body; "
    "the r-th row of one kind about one pair counts 1 / √r"
)
_PARTY = ("finding", "voice", "stance", "quote", "source", "date")
COLUMNS: Mapping[str, type[pl.DataType]] = {
    "row": pl.String,
    "kind": pl.String,
    "about": pl.String,
    "a": pl.String,
    "b": pl.String,
    "same_voice": pl.Boolean,
    **{f"{name}_{number}": pl.String for number in (1, 2) for name in _PARTY},
    "settle": pl.String,
    "indirect": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
    "missing": pl.String,
}
"""Columns of the frame. `value` is the strength, in (0, 1]; `n` the number of documents, near-duplicates counted once.

`indirect` says why the two only bear on each other: a member stands for its body, or a deed against a description; null in
all other rows."""


def disagreements(
    ledger: Ledger, about: str | Sequence[str] | None = None, kind: str | None = None, world: World | None = None
) -> Result:
    """Where findings contradict each other or the world, and voices describe a relation in opposite ways.

    `about` names a state, body or person (one of the sides must be it), or several, who must all be among the sides; `kind`
    is one of `Quarrel`. Rejected findings do not count, corrected ones count as corrected, near-duplicates once. `world`
    is by default that of the ledger.

    Raises UsageError for an empty ledger, a name that nobody bears, and a kind that there is not.
    """
    if kind is not None and kind not in list(Quarrel):
        raise UsageError(f"{kind!r} is no kind of disagreement", f"it is one of {', '.join(Quarrel)}")
    known = load_world(ledger.path) if world is None else world
    sides = sides_meant(ledger, about, known)
    read = read_texts(ledger, known)
    found = [one for one in _found(read, known, kind) if kind is None or one.kind == kind]
    ranked = _ranked(_united(found))  # before the choice of sides, so that a row has the same strength in every choice
    chosen = [pair for pair in ranked if _is_about(pair[0], sides)]
    rows = [_row(one, strength, known) for one, strength in chosen]
    return Result(
        measure="disagreements",
        question=_question(about, kind),
        definition=DEFINITION,
        frame=pl.DataFrame(rows, schema=dict(COLUMNS)),
        notes=_notes(read, rows),
        settings={"about": ", ".join(sides), "kind": kind or "all"},
        evidence={
            str(row["row"]): (one.one.finding, one.other.finding, *one.further)
            for row, (one, _) in zip(rows, chosen, strict=True)
        },
    )


def read_texts(ledger: Ledger, world: World) -> list[Text]:
    """The documents of a ledger; raises UsageError if there is none."""
    read = list(texts(ledger, world))
    if not read:
        raise UsageError(f"{ledger.path} holds no documents", f"add some with `dragoman add FOLDER -l {ledger.path}`")
    return read


def sides_meant(ledger: Ledger, about: str | Sequence[str] | None, world: World) -> tuple[str, ...]:
    """The sides of which is asked, by id: a person stands for the state or body; names that only the texts know as given.

    Raises UsageError, which names near ones, for a name that neither the world nor the ledger has.
    """
    names = () if about is None else (about,) if isinstance(about, str) else tuple(about)
    return tuple(dict.fromkeys(_side_meant(ledger, name, world) for name in names))


def _side_meant(ledger: Ledger, name: str, world: World) -> str:
    try:
        entity = world.resolve(name.strip())
    except UsageError:
        named = name.strip().casefold()
        if any(row["name"].casefold() == named for row in ledger.actors(actor=name)) if named else False:
            return named
        raise
    if entity.kind is EntityKind.PERSON:
        return world.rollup(entity.id) or entity.id
    return entity.id


def _found(read: Sequence[Text], world: World, kind: str | None) -> Iterator[Disagreement]:
    if kind in (None, Quarrel.RELATION, Quarrel.TREND):
        yield from oppositions((one for text in read for one in statements(text)), world)
    if kind in (Quarrel.RELATION, Quarrel.TREND):
        return
    ties, events = reports_of(read, "tie"), reports_of(read, "event")
    yield from tie_contradictions(ties, world)
    yield from event_contradictions(events)
    yield from date_discrepancies(events, ties)
    yield from figure_discrepancies(reports_of(read, "figure"), world)
    yield from denials(read)


def _is_about(one: Disagreement, sides: Sequence[str]) -> bool:
    named = {side for pair in one.pairs for side in pair}
    return all(side in named for side in sides)


def _united(found: Iterable[Disagreement]) -> list[Disagreement]:
    """Rows with the same two quotes made one: "A is against B and C" is one disagreement about two pairs."""
    groups: dict[tuple[str, ...], list[Disagreement]] = defaultdict(list)
    for one in found:
        groups[one.kind, one.one.source, one.one.quote, one.other.source, one.other.quote].append(one)
    united = []
    for key in sorted(groups):
        best = min(groups[key], key=lambda one: (-one.strength, one.pairs))
        pairs = [pair for one in sorted(groups[key], key=lambda one: (-one.strength, one.pairs)) for pair in one.pairs]
        said = dict.fromkeys(finding for one in groups[key] for finding in one.further)
        further = tuple(finding for finding in said if finding not in (best.one.finding, best.other.finding))
        united.append(replace(best, pairs=tuple(dict.fromkeys(pairs)), further=further))
    return united


def _ranked(found: Iterable[Disagreement]) -> list[tuple[Disagreement, float]]:
    """The strongest first; each further row of one kind about the same pair counts less, so that none fills the table."""
    before: dict[tuple[str, tuple[str, str]], int] = defaultdict(int)
    ranked = []
    for one in sorted(found, key=lambda one: (-one.strength, one.kind, one.one.finding, one.other.finding)):
        before[one.kind, one.pairs[0]] += 1
        ranked.append((one, one.strength / sqrt(before[one.kind, one.pairs[0]])))
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0].kind, pair[0].one.finding, pair[0].other.finding))


def _row(one: Disagreement, strength: float, world: World) -> dict[str, str | float | bool | None]:
    a, b = one.pairs[0]
    pairs = "; ".join(f"{first} – {second}" if first != second else first for first, second in one.pairs)
    clusters = {one.one.cluster, one.other.cluster} - {"table"}
    said = f"{one.one.finding}|{one.one.quote}|{one.other.finding}|{one.other.quote}"
    return {
        "row": f"disagreement:{one.kind}:{a}-{b}:{hashlib.sha256(said.encode()).hexdigest()[:8]}",
        "kind": str(one.kind),
        "about": f"{one.about} ({pairs})" if one.about and a else one.about or pairs,
        "a": a,
        "b": b,
        "same_voice": one.same_voice,
        **_party(one.one, 1),
        **_party(one.other, 2),
        "settle": _by_name(one, world),
        "indirect": one.indirect or None,
        "value": strength,
        "low": None,
        "high": None,
        "n": len(clusters),
        "missing": None,
    }


def _by_name(one: Disagreement, world: World) -> str:
    """What would settle it, with the names of the sides in place of their codes."""
    told = one.settle
    for side in sorted({side for pair in one.pairs for side in pair if side}):
        entity = world.entity(side)
        if entity:
            told = re.sub(rf"(?<![\w-]){re.escape(side)}(?![\w-])", entity.name, told)
    return told


def _party(party: Party, number: int) -> dict[str, str | None]:
    return {
        f"finding_{number}": party.finding,
        f"voice_{number}": party.voice.name,
        f"stance_{number}": party.stance,
        f"quote_{number}": party.quote,
        f"source_{number}": party.source,
        f"date_{number}": party.day.isoformat() if party.day else None,
    }


def _question(about: str | Sequence[str] | None, kind: str | None) -> str:
    names = "" if about is None else f" about {about if isinstance(about, str) else ' and '.join(about)}"
    what = f" on {kind}" if kind else ""
    return f"Where do the sources disagree{names}{what}?"


def _notes(read: Sequence[Text], rows: Sequence[object]) -> tuple[str, ...]:
    notes = [f"{len(read)} documents, near-duplicates counted once"]
    unread = sum(not text.findings for text in read)
    if unread:
        notes.append(
            f"{unread} of them without findings: what they say is not held against the others, save its wording"
        )
    if not rows:
        notes.append("no disagreement was found, which does not say that there is none")
    return tuple(notes)
