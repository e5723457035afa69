"""A draft of an issue from the ledger: who speaks or acts on a body, how each stands to it, how much of its voice it gets.

What the draft computes is a beginning, and says of each number how thin it is; an analyst decides. The scale is how each
stands to the body, from against it to with it:

position    the mean of what each source tells of the stakeholder and the body (see `signs`; assessments −1, 0 or +1, deeds
            by the intensity of PLOVER, ties by their level; each by its confidence) and of where the tables of the world put
            it today (see `reference`; 50 if nowhere), which counts as much as three sources. A member stays at 60 or above.
            The range runs over the sources, widened by 25 divided by their number; of fewer than three sources it also
            runs 25 to either side of where the tables put it, and the position is called thin.
salience    the share of all findings with the stakeholder that concern the body, with its 95 % interval.
capability  the same for all: no table of power ships with the tables, and to guess one is the analyst's part.

Members of whom the ledger tells nothing are listed too, as far as there is room: a question on an alliance that leaves
out half of it is another question.
"""

import datetime
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.errors import UsageError
from dragoman.ledger import Ledger, Query
from dragoman.records import PartialDate, Row, Status
from dragoman.scenario.issue import UNWRITTEN, Issue, Point, Quoted, Scale, Stakeholder, Value
from dragoman.scenario.reference import FLOOR, MIDDLE, Reference, references
from dragoman.scenario.signs import Sign, signs_of
from dragoman.scenario.track_record import wilson
from dragoman.world import Entity, EntityKind, World, load_world

MOST = 12
"""Stakeholders in a draft, those of whom most is told."""
_FEW = 3  # sources below which a position is called thin, and as many as the tables count for
_QUOTES = 4
_ALONE = 25.0  # how far the range of a single source is widened, on 0 to 100; of n sources by an n-th of it
_NO_POWER = "no table of power ships: all alike until an analyst says otherwise"
_UNTIED = Reference(level=MIDDLE, floor=0.0, standing="", rows=(), member=False)


@dataclass(frozen=True, slots=True)
class _Side:
    """Who may have a say: what the ledger tells of it and the body, and where the tables put it."""

    entity: Entity
    told: tuple[Sign, ...]
    reference: Reference


def draft(
    ledger: Ledger,
    about: str,
    *,
    resolves: PartialDate,
    question: str = "",
    most: int = MOST,
    world: World | None = None,
) -> Issue:
    """An issue about a state or body, proposed from what the ledger tells of it and the tables say of it today.

    Raises UsageError for a body that nobody knows, if the ledger tells of nobody, and if there are fewer than two stakeholders.
    """
    known = world or load_world()
    body = known.resolve(about, EntityKind.STATE, EntityKind.ORGANISATION)
    today = datetime.datetime.fromisoformat(ledger.now()).date()
    sides = _sides(ledger, known, body, today)
    if len(sides) < 2 or not any(side.told for side in sides):
        names = ", ".join(side.entity.name for side in sides if side.told) or "nobody"
        raise UsageError(
            f"the ledger tells how {names} stands to {body.name}, and an issue needs two stakeholders",
            "add documents on it, or write the issue by hand: docs/scenarios.md shows how",
        )
    kept, left = sides[:most], sides[most:]
    note = f"A draft from {ledger.path.name} and the tables as of {today}. Every number is a proposal; see what is marked thin."
    if left:
        note += f" Left out for want of room (--most): {', '.join(side.entity.name for side in left)}."
    return Issue(
        question=question or f"How close will the ties with {_called(body)} be by {resolves}?",
        rubric=f"{UNWRITTEN}: what will decide it, and who reports that.",
        resolves=resolves,
        scale=_scale(body),
        stakeholders=tuple(_stakeholders(ledger, kept, body)),
        about=(body.id,),
        note=note,
    )


def year_after(ledger: Ledger) -> PartialDate:
    """The last day of the year after that of the latest document, and after this year: a question needs time to come.

    Raises UsageError if no document is dated.
    """
    years = [int(row["published"][:4]) for row in ledger.sources() if (row["published"] or "")[:4].isdigit()]
    if not years:
        raise UsageError("no document of the ledger is dated", "say by when the question is decided, with --due")
    return PartialDate(max(*years, int(ledger.now()[:4])) + 1, 12, 31)


def _sides(ledger: Ledger, world: World, body: Entity, today: datetime.date) -> list[_Side]:
    """Those of whom most is told first; then the members of whom nothing is told, the nearest first."""
    tables = references(world, body, today)
    signs: dict[str, list[Sign]] = {}
    for row in ledger.findings(actor=body.id):
        for sign in signs_of(row, body.id) if row["status"] != Status.REJECTED else ():
            signs.setdefault(sign.side, []).append(sign)
    for side, one in tables.items():
        if one.member:
            signs.setdefault(side, [])
    found = [
        _Side(entity, tuple(told), tables.get(side, _UNTIED))
        for side, told in signs.items()
        if (entity := _stakeholder_of(world, side, body))
    ]
    return sorted(found, key=lambda side: (-len(side.told), -side.reference.level, side.entity.id))


def _stakeholder_of(world: World, side: str, body: Entity) -> Entity | None:
    """The entity of a side if it can have a say: a state or an organisation of states, and not the body itself."""
    entity = world.entity(side)
    fits = entity and (entity.kind is EntityKind.STATE or world.rollup(side) == side)
    return entity if entity and fits and entity.id != body.id else None


def _stakeholders(ledger: Ledger, sides: Sequence[_Side], body: Entity) -> Iterator[Stakeholder]:
    power = Value(value=1.0, low=0.5, high=1.5, judgement=f"judgement by nobody: {_NO_POWER}", thin=_NO_POWER)
    cares = {side.entity.id: _salience(ledger, side, body) for side in sides if side.told}
    usual = statistics.median(one.value for one in cares.values())
    unknown = Value(
        value=round(usual, 2),
        low=0.0,
        high=1.0,
        judgement="the median of those of whom the ledger tells",
        thin="the ledger does not tell how much it cares",
    )
    for side in sides:
        yield Stakeholder(
            name=side.entity.name,
            id=side.entity.id,
            position=_position(side),
            salience=cares.get(side.entity.id, unknown),
            capability=power,
        )


def _position(side: _Side) -> Value:
    """The mean over sources and the tables, whole: nobody knows a tenth of closeness."""
    prior, means = side.reference, _means(side.told)
    total, weight = prior.level * _FEW, float(_FEW)
    for mean, trust in means:
        total, weight = total + mean * trust, weight + trust
    value = max(total / weight, prior.floor)
    ends = [value, *(mean for mean, _ in means)]
    low, high = (min(ends) - _ALONE / max(1, len(means)), max(ends) + _ALONE / max(1, len(means)))
    thin = len(means) < _FEW
    if thin:
        low, high = min(low, prior.level - _ALONE), max(high, prior.level + _ALONE)
    told = _counted(side.told, len(means))
    return Value(
        value=float(round(value)),
        low=float(max(0, round(low))),
        high=float(min(100, round(high))),
        findings=tuple(_telling(side.told)),
        rows=prior.rows,
        judgement=_judgement(prior, told, held=value == prior.floor),
        thin=(f"only {told}" if side.told else told) if thin else "",
    )


def _means(told: Sequence[Sign]) -> list[tuple[float, float]]:
    """Of each source the mean of its signs on 0 to 100, weighted by how far each is to be trusted, and the most trust in one."""
    by_source: dict[str, list[Sign]] = {}
    for sign in told:
        if sign.weight > 0:
            by_source.setdefault(sign.row["source"]["id"], []).append(sign)
    return [
        (
            MIDDLE + MIDDLE * sum(one.sign * one.weight for one in signs) / sum(one.weight for one in signs),
            max(one.weight for one in signs),
        )
        for signs in by_source.values()
    ]


def _counted(told: Sequence[Sign], sources: int) -> str:
    if not told:
        return "no finding"
    return f"{len(told)} finding{'s' * (len(told) != 1)} in {sources} source{'s' * (sources != 1)}"


def _judgement(prior: Reference, told: str, *, held: bool) -> str:
    by = f"{prior.level:g} by its standing in the tables ({prior.standing})" if prior.standing else ""
    start = f"reference row: {by}" if by else f"no row of the tables ties the two: {MIDDLE:g} to begin with"
    floor = f", held at {FLOOR:g} as a member" if held and prior.floor else ""
    return f"computed: {start}; {told}{floor}"


def _telling(told: Sequence[Sign]) -> Iterator[Quoted]:
    """Some findings that span what is told: the lowest and the highest signs, by turns, each quote once."""
    ordered = sorted(told, key=lambda sign: (sign.sign, sign.row["id"]))
    turned = [one for pair in zip(ordered, reversed(ordered), strict=True) for one in pair]
    quotes: dict[str, Quoted] = {}
    for sign in turned:
        quote = " ".join(sign.row["span"]["exact"].split())
        quotes.setdefault(quote, Quoted(sign.row["id"], quote, _origin(sign.row)))
    yield from list(quotes.values())[:_QUOTES]


def _origin(row: Row) -> str:
    voice = row["voice"][-1]["name"] if row["voice"] else ""
    return ", ".join(dict.fromkeys(filter(None, (voice, row["source"]["outlet"], row["source"]["published"]))))


def _salience(ledger: Ledger, side: _Side, body: Entity) -> Value:
    entity = side.entity
    every = ledger.number_of("findings", Query(actor=(entity.id,)))
    both = ledger.number_of("findings", Query(actor=(entity.id,), with_=(body.id,)))
    low, high = wilson(both, every)
    share = round(both / every, 2) if every else 0.0
    first = side.told[0].row
    return Value(
        value=share,
        low=min(round(low, 2), share),
        high=max(round(high, 2), share),
        findings=(Quoted(first["id"], " ".join(first["span"]["exact"].split()), _origin(first)),),
        judgement=f"computed: {both} of the {every} findings with {entity.name} concern {body.name}",
        thin=f"only {every} findings with {entity.name}" if every < 10 * _FEW else "",
    )


def _called(body: Entity) -> str:
    return body.name if body.kind is EntityKind.STATE else f"the {body.id}"


def _scale(body: Entity) -> Scale:
    points = (
        Point(0.0, f"against {_called(body)}"),
        Point(25.0, "at a distance from it"),
        Point(50.0, "neither with nor against it"),
        Point(75.0, "works with it"),
        Point(100.0, f"wholly with {_called(body)}"),
    )
    return Scale(low=0.0, high=100.0, unit="closeness", points=points)
