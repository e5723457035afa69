"""A draft of an issue from the ledger: who speaks or acts on a body, how each stands to it, how much of its voice it gets.

What the draft computes is a beginning, and says of each number how thin it is; an analyst decides. The scale is how each
stands to the body, from against it to with it:

position    50 + 50 × the mean, over sources, of what each source tells of the stakeholder and the body: assessments
            (cooperative +1, neutral 0, adversarial −1), deeds (intensity / 10 of PLOVER) and ties (a member, an ally … by
            the weight of that tie) – one source more that tells nothing is added, so that a lone sentence puts nobody
            at the end of the scale. The range runs over the sources, widened by 25 divided by their number.
salience    the share of all findings with the stakeholder that concern the body, with its 95 % interval.
capability  the same for all: no table of power ships with the tables, and to guess one is the analyst's part.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.data import rows as table_rows
from dragoman.errors import UsageError
from dragoman.ledger import Ledger, Query
from dragoman.records import PartialDate, Row
from dragoman.scenario.issue import Issue, Point, Quoted, Scale, Stakeholder, Value
from dragoman.scenario.track_record import wilson
from dragoman.world import Entity, EntityKind, World, load_world

MOST = 12
"""Stakeholders in a draft, those of whom most is told."""
_FEW = 3  # sources below which a position is called thin
_QUOTES = 4
_ALONE = 25.0  # how far the range of a single source is widened, on 0 to 100; of n sources by an n-th of it
_TOLD = {"cooperative": 1.0, "neutral": 0.0, "adversarial": -1.0}
_REAL = ("happened", "planned")
_NO_POWER = "no table of power ships: all alike until an analyst says otherwise"


@dataclass(frozen=True, slots=True)
class Sign:
    """What one finding tells of how a stakeholder stands to the body, from −1 to 1."""

    side: str
    sign: float
    row: Row


def draft(
    ledger: Ledger,
    about: str,
    *,
    resolves: PartialDate,
    question: str = "",
    most: int = MOST,
    world: World | None = None,
) -> Issue:
    """An issue about a state or body, proposed from what the ledger tells of it.

    Raises UsageError for a body that nobody knows, and if fewer than two stakeholders are told of.
    """
    known = world or load_world()
    body = known.resolve(about, EntityKind.STATE, EntityKind.ORGANISATION)
    signs: dict[str, list[Sign]] = {}
    for row in ledger.findings(actor=body.id):
        for sign in signs_of(row, body.id) if row["status"] != "rejected" else ():
            signs.setdefault(sign.side, []).append(sign)
    sides = [(entity, told) for side, told in signs.items() if (entity := _stakeholder_of(known, side, body))]
    sides = sorted(sides, key=lambda one: (-len(one[1]), one[0].id))[:most]
    if len(sides) < 2:
        names = ", ".join(entity.name for entity, _ in sides) or "nobody"
        raise UsageError(
            f"the ledger tells how {names} stands to {body.name}, and an issue needs two stakeholders",
            "add documents on it, or write the issue by hand: docs/scenarios.md shows how",
        )
    holders = tuple(_stakeholder(ledger, entity, told, body) for entity, told in sides)
    return Issue(
        question=question or f"How close will the ties with {_called(body)} be by {resolves}?",
        rubric="To be written before the question is registered: what will decide it, and who reports that.",
        resolves=resolves,
        scale=_scale(body),
        stakeholders=holders,
        about=(body.id,),
        note=f"A draft from {ledger.path.name}. Every number is a proposal; see what is marked thin.",
    )


def signs_of(row: Row, body: str) -> Iterator[Sign]:
    """What a finding tells of the sides that stand in it beside the body."""
    if row["kind"] == "claim" and row["assessment"]:
        told = row["assessment"]
        if body in (told["a"], told["b"]) and told["a"] != told["b"]:
            yield Sign(told["b"] if told["a"] == body else told["a"], _TOLD[told["sign"]], row)
    elif row["kind"] == "event" and row["modality"] in _REAL:
        yield from (Sign(side, row["intensity"] / 10, row) for side in _counterparts(row, body))
    elif row["kind"] == "tie" and row["modality"] in _REAL and row["end"] is None:
        weight = _tie_weights().get(row["relation"])
        others = [_side(one) for one in (row["a"], row["b"]) if _side(one) != body]
        if weight is not None and len(others) == 1:
            yield Sign(others[0], weight, row)


def _counterparts(row: Row, body: str) -> list[str]:
    """The sides that the event joins with the body: those on the other side, or with it where there is no other."""
    doers, targets = ([_side(one) for one in row[key]] for key in ("actors", "recipients"))
    others = (targets or doers) if body in doers else doers if body in targets else []
    return [side for side in dict.fromkeys(others) if side != body]


def _side(actor: Row) -> str:
    return str(actor["state"] or actor["id"] or actor["name"])


def _tie_weights() -> dict[str, float]:
    """How much each relation says of closeness; a rival stands against the body."""
    told = {
        row["name"].replace(" ", "_"): float(row["weight"])
        for row in table_rows("tie_weights")
        if row["kind"] != "universal"
    }
    return told | {"rival": -1.0, "adversary": -1.0, "founder": told["member"]}


def _stakeholder_of(world: World, side: str, body: Entity) -> Entity | None:
    """The entity of a side if it can have a say: a state or an organisation of states, and not the body itself."""
    entity = world.entity(side)
    fits = entity and (entity.kind is EntityKind.STATE or world.rollup(side) == side)
    return entity if entity and fits and entity.id != body.id else None


def _stakeholder(ledger: Ledger, entity: Entity, told: Sequence[Sign], body: Entity) -> Stakeholder:
    return Stakeholder(
        name=entity.name,
        id=entity.id,
        position=_position(told),
        salience=_salience(ledger, entity, body, told),
        capability=Value(value=1.0, low=0.5, high=1.5, judgement=f"judgement by nobody: {_NO_POWER}", thin=_NO_POWER),
    )


def _position(told: Sequence[Sign]) -> Value:
    by_source: dict[str, list[float]] = {}
    for sign in told:
        by_source.setdefault(sign.row["source"]["id"], []).append(sign.sign)
    means = [50 + 50 * sum(signs) / len(signs) for signs in by_source.values()]
    value = (50 + sum(means)) / (1 + len(means))
    low, high = min(*means, value) - _ALONE / len(means), max(*means, value) + _ALONE / len(means)
    sources = f"{len(told)} finding{'s' * (len(told) != 1)} in {len(means)} source{'s' * (len(means) != 1)}"
    return Value(
        value=round(value, 1),
        low=round(max(0.0, low), 1),
        high=round(min(100.0, high), 1),
        findings=tuple(_telling(told)),
        judgement=f"computed from {sources}",
        thin=f"only {sources}" if len(means) < _FEW else "",
    )


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


def _salience(ledger: Ledger, entity: Entity, body: Entity, told: Iterable[Sign]) -> Value:
    every = ledger.number_of("findings", Query(actor=(entity.id,)))
    both = ledger.number_of("findings", Query(actor=(entity.id,), with_=(body.id,)))
    low, high = wilson(both, every)
    share = both / every if every else 0.0
    first = next(iter(told)).row
    return Value(
        value=round(share, 3),
        low=round(min(low, share), 3),
        high=round(max(high, share), 3),
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
