"""Disagreements: where the sources of a ledger contradict each other, the most telling first."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt

import polars as pl

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure.contradictions import event_contradictions, tie_contradictions
from dragoman.measure.denials import Denials, denials_of
from dragoman.measure.disagreement import Disagreement, Party, Quarrel
from dragoman.measure.discrepancies import date_discrepancies, figure_discrepancies, known_dates
from dragoman.measure.opposition import Sayings, oppositions
from dragoman.measure.passages import Text, texts
from dragoman.measure.reports import Bond, Deed, Key, Quantity, reports
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
_OF_WORDING = (None, Quarrel.RELATION, Quarrel.TREND)
_MOST = 100  # disagreements of one kind about one pair that are told
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
    ledger: Ledger,
    about: str | Sequence[str] | None = None,
    kind: str | None = None,
    world: World | None = None,
    *,
    most: int | None = None,
) -> Result:
    """Where findings contradict each other or the world, and voices describe a relation in opposite ways.

    `about` names a state, body or person (one of the sides must be it), or several, who must all be among the sides; `kind`
    is one of `Quarrel`. Rejected findings do not count, corrected ones count as corrected, near-duplicates once. `world`
    is by default that of the ledger; `most` is how many are told, the strongest (None: all).

    Raises UsageError for an empty ledger, a name that nobody bears, and a kind that there is not.
    """
    if kind is not None and kind not in list(Quarrel):
        raise UsageError(f"{kind!r} is no kind of disagreement", f"it is one of {', '.join(Quarrel)}")
    known = load_world(ledger.path) if world is None else world
    sides = sides_meant(ledger, about, known)
    read = _read(ledger, known, kind)
    documents, unread = read.documents, read.unread
    found, left = _strongest(one for one in _found(read, known, kind) if kind is None or one.kind == kind)
    del read  # rows need room
    ranked = _ranked(_united(found))  # before the choice of sides, so that a row has the same strength in every choice
    chosen = [pair for pair in ranked if _is_about(pair[0], sides)]
    rows = [_row(one, strength, known) for one, strength in chosen[:most]]
    return Result(
        measure="disagreements",
        question=_question(about, kind),
        definition=DEFINITION,
        frame=pl.DataFrame({name: [row[name] for row in rows] for name in COLUMNS}, schema=dict(COLUMNS)),
        notes=_notes(documents, unread, len(rows), len(chosen), left),
        settings={"about": ", ".join(sides), "kind": kind or "all"},
        evidence={
            str(row["row"]): (one.one.finding, one.other.finding, *one.further)
            for row, (one, _) in zip(rows, chosen[:most], strict=True)
        },
    )


def read_texts(ledger: Ledger, world: World) -> list[Text]:
    """The documents of a ledger; raises UsageError if there is none."""
    read = list(texts(ledger, world))
    if not read:
        raise _empty(ledger)
    return read


def _empty(ledger: Ledger) -> UsageError:
    return UsageError(f"{ledger.path} holds no documents", f"add some with `dragoman add FOLDER -l {ledger.path}`")


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


@dataclass(slots=True)
class _Read:
    """What the documents of a ledger told that may be in dispute, gathered in one reading."""

    denials: Denials
    sayings: Sayings = field(default_factory=Sayings)
    deeds: dict[Key, list[Deed]] = field(default_factory=lambda: defaultdict(list))
    ties: list[Bond] = field(default_factory=list)
    figures: list[Quantity] = field(default_factory=list)
    noted: list[Deed] = field(default_factory=list)
    documents: int = 0
    unread: int = 0

    def hear(self, text: Text, kind: str | None) -> None:
        """Take in one document."""
        self.documents += 1
        self.unread += not text.findings
        if kind in _OF_WORDING:
            self.sayings.hear(statements(text))
        if kind in (Quarrel.RELATION, Quarrel.TREND):
            return
        self.denials.hear(text)
        for report in reports(text):
            match report:
                case Deed():
                    self._take(report)
                case Bond():
                    self.ties.append(report)
                case Quantity():
                    self.figures.append(report)

    def _take(self, deed: Deed) -> None:
        if deed.key:
            self.deeds[deed.key].append(deed)
        if deed.known:
            self.noted.append(deed)


def _read(ledger: Ledger, world: World, kind: str | None) -> _Read:
    read = _Read(denials_of(ledger, world) if kind in (None, Quarrel.DENIAL) else Denials(()))
    for text in texts(ledger, world):
        read.hear(text, kind)
    if not read.documents:
        raise _empty(ledger)
    return read


def _found(read: _Read, world: World, kind: str | None) -> Iterator[Disagreement]:
    if kind in _OF_WORDING:
        yield from oppositions(read.sayings.by_pair(), world)
    if kind in (Quarrel.RELATION, Quarrel.TREND):
        return
    yield from tie_contradictions(read.ties, world)
    yield from event_contradictions(read.deeds)
    yield from date_discrepancies(read.deeds, read.ties)
    yield from known_dates(read.noted)
    yield from figure_discrepancies(read.figures, world)
    yield from read.denials.found()


def _strongest(found: Iterable[Disagreement]) -> tuple[list[Disagreement], int]:
    """Of each kind and pair the strongest, in their order, and how many were left out."""
    held: dict[tuple[str, tuple[str, str]], list[tuple[float, int, Disagreement]]] = defaultdict(list)
    number = 0
    for number, one in enumerate(found, 1):
        pile = held[one.kind, one.pairs[0]]
        pile.append((-one.strength, number, one))
        if len(pile) >= 2 * _MOST:
            pile.sort(key=lambda told: told[:2])
            del pile[_MOST:]
    kept = sorted((told for pile in held.values() for told in pile), key=lambda told: told[1])
    return [one for *_, one in kept], number - len(kept)


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


def _notes(documents: int, unread: int, told: int, found: int, left: int) -> tuple[str, ...]:
    notes = [f"{documents} documents, near-duplicates counted once"]
    if left:
        notes.append(
            f"of one kind about one pair the strongest {_MOST} or more are told: {left:,} weaker ones are left out"
        )
    if unread:
        notes.append(
            f"{unread} of them without findings: what they say is not held against the others, save its wording"
        )
    if told < found:
        notes.append(f"the {told:,} strongest are told, {found - told:,} more are left out")
    if not found:
        notes.append("no disagreement was found, which does not say that there is none")
    return tuple(notes)
