"""Opposition: who describes a relation as cooperation and who as rivalry; for whom it grows and for whom it fades.

Statements of the same pair are held against each other, and of kindred pairs with less weight: what is said of a
member state bears on its organisation by 1 / √members. Two deeds of opposite sign are no disagreement – states help
and harm each other at once –, so a deed only speaks against a judgement.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import sqrt

from dragoman.measure.disagreement import Disagreement, Party, Quarrel
from dragoman.measure.statements import Ground, Stance, Statement
from dragoman.measure.trends import Direction
from dragoman.records import Sign
from dragoman.world import EntityKind, World

_OPPOSED: dict[frozenset[Stance], float] = {
    frozenset({Sign.COOPERATIVE, Sign.ADVERSARIAL}): 1.0,
    frozenset({Sign.COOPERATIVE, Sign.NEUTRAL}): 0.5,
    frozenset({Sign.ADVERSARIAL, Sign.NEUTRAL}): 0.5,
    frozenset({Direction.RISING, Direction.FALLING}): 0.9,
    frozenset({Direction.RISING, Direction.NOT_RISING}): 0.9,
    frozenset({Direction.FALLING, Direction.NOT_FALLING}): 0.9,
}
"""How plainly two stances exclude each other."""
_STRONGEST = 40  # statements of a pair and stance that are held against others
_HELD = 300  # statements of a pair from which the weakest are let go
_MOST_MEMBERS = 12  # of a body or group for which its members' relations speak

Pair = tuple[str, str]


class Sayings:
    """The statements of a ledger by pair, the strongest: filled document by document, since all would be too many."""

    def __init__(self) -> None:
        self._by_pair: dict[Pair, dict[tuple[str, str, str, str], Statement]] = defaultdict(dict)

    def hear(self, told: Iterable[Statement]) -> None:
        """Add the statements of one document; the same sentence once for each stance."""
        touched = set()
        for one in told:
            held = self._by_pair[one.a, one.b]
            key = _same(one)
            if key not in held or held[key].weight < one.weight:
                held[key] = one
            touched.add((one.a, one.b))
        for pair in touched:
            if len(self._by_pair[pair]) > _HELD:
                self._by_pair[pair] = {_same(one): one for one in _kept(self._by_pair[pair].values())}

    def by_pair(self) -> dict[Pair, list[Statement]]:
        """The statements of each pair, the strongest first, and no more than are held against each other."""
        return {pair: _kept(held.values()) for pair, held in self._by_pair.items()}


def _same(one: Statement) -> tuple[str, str, str, str]:
    return one.origin.cluster, one.quote, one.voice.key, one.stance


def oppositions(by_pair: Mapping[Pair, Sequence[Statement]], world: World) -> Iterator[Disagreement]:
    """Opposed statements, the strongest for each two voices and pair of sides; self-contradictions among them."""
    for pair in sorted(by_pair):
        yield from _strongest(_within(pair, by_pair[pair], by_pair[pair], 1.0))
        for kindred, share in sorted(_kindred(pair, by_pair, world)):
            met = _within(pair, by_pair[pair], by_pair[kindred], share)
            yield from _strongest(one for one in met if not one.same_voice)


def _leading(told: Iterable[Statement]) -> dict[tuple[str, str, bool], Stance]:
    """What a voice holds in a document, where it says both: what it says more often, more surely and directly."""
    sums: dict[tuple[str, str, bool], dict[Stance, float]] = defaultdict(lambda: defaultdict(float))
    for one in told:
        sums[_whose(one)][one.stance] += one.weight
    return {key: min(held, key=lambda stance: (-round(held[stance], 9), stance)) for key, held in sums.items()}


def _whose(one: Statement) -> tuple[str, str, bool]:
    return one.voice.key, one.origin.cluster, isinstance(one.stance, Direction)


def _kept(told: Iterable[Statement]) -> list[Statement]:
    ranked = sorted(told, key=lambda one: (-one.weight, one.evidence, one.stance))
    counts: dict[Stance, int] = defaultdict(int)
    kept = []
    for one in ranked:
        counts[one.stance] += 1
        if counts[one.stance] <= _STRONGEST:
            kept.append(one)
    return kept


def _within(pair: Pair, ours: Sequence[Statement], theirs: Sequence[Statement], share: float) -> Iterator[Disagreement]:
    alike = ours is theirs
    lead, their_lead = _leading(ours), _leading(theirs)
    for one, other in product(ours, theirs):
        if one.voice.key != other.voice.key and not (
            lead[_whose(one)] is one.stance and their_lead[_whose(other)] is other.stance
        ):
            continue
        plain = _OPPOSED.get(frozenset({one.stance, other.stance}), 0.0)
        if not plain or (alike and one.evidence > other.evidence) or one.evidence == other.evidence:
            continue
        if one.ground is Ground.DEED and other.ground is Ground.DEED:
            continue
        first, second = sorted((one, other), key=_order)
        kind = Quarrel.TREND if isinstance(one.stance, Direction) else Quarrel.RELATION
        pairs = tuple(dict.fromkeys([pair, (other.a, other.b)]))
        yield Disagreement(
            kind, pairs, party_of(first), party_of(second), plain * share, settled(kind, pair, first, second),
            indirect=_indirect(alike, one, other),
        )  # fmt: skip


def _indirect(alike: bool, one: Statement, other: Statement) -> str:
    """What stands between the two, so that they only bear on each other."""
    if not alike:
        return "a member stands for its body"
    return "a deed stands against a description" if Ground.DEED in (one.ground, other.ground) else ""


def _order(one: Statement) -> tuple[datetime.date, str]:
    return one.origin.day or datetime.date.max, one.evidence


def party_of(one: Statement) -> Party:
    """A statement as one of two parties."""
    origin = one.origin
    return Party(
        one.evidence, one.voice, one.quote, origin.name, origin.day, one.weight, origin.cluster, str(one.stance)
    )


def settled(kind: Quarrel, pair: Pair, one: Statement, other: Statement) -> str:
    """What would settle it, in a sentence made from the kind and the grounds."""
    names = f"{pair[0]} and {pair[1]}"
    days = [origin.day for origin in (one.origin, other.origin) if origin.day]
    until = f" up to {max(days)}" if days else ""
    if Ground.DEED in (one.ground, other.ground):
        return f"a record of the event told of, and what both {names} said of it afterwards"
    if kind is Quarrel.TREND:
        return f"the same figures for both times: visits, trade and agreements of {names} by year{until}"
    if Ground.TIE in (one.ground, other.ground):
        return f"the text of the treaty in force between {names}, and its dates"
    return f"the statutes, treaties and joint statements of {names}{until}, and the events between them"


def _strongest(met: Iterable[Disagreement]) -> Iterator[Disagreement]:
    alike: dict[tuple[str, str, str], list[Disagreement]] = defaultdict(list)
    for one in met:
        voices = sorted((one.one.voice.key, one.other.voice.key))
        alike[one.kind, voices[0], voices[1]].append(one)
    for key in sorted(alike):
        ranked = sorted(alike[key], key=lambda one: (-one.strength, one.one.finding, one.other.finding))
        said = dict.fromkeys(finding for one in ranked for finding in (one.one.finding, one.other.finding))
        shown = (ranked[0].one.finding, ranked[0].other.finding)
        yield replace(ranked[0], further=tuple(finding for finding in said if finding not in shown))


def _kindred(pair: Pair, known: Iterable[Pair], world: World) -> Iterator[tuple[Pair, float]]:
    """Pairs in which a member stands for a body or group of this one, and how much it speaks for it."""
    have = set(known)
    for place, side in enumerate(pair):
        members = members_of(side, world)
        for member in members:
            other = pair[1 - place]
            kin = (min(member, other), max(member, other))
            if member != other and other not in members and kin in have:
                yield kin, 1 / sqrt(len(members))


def members_of(side: str, world: World) -> tuple[str, ...]:
    """The states of a small body or group; empty for a state, and for bodies so large that no member speaks for them."""
    entity = world.entity(side)
    if entity is None:
        return ()
    if entity.kind is EntityKind.GROUP:
        members = world.members_of_group(side)
    elif entity.kind is EntityKind.ORGANISATION:
        members = tuple(dict.fromkeys(row.state for row in world.members(side)))
    else:
        return ()
    return tuple(sorted(members)) if len(members) <= _MOST_MEMBERS else ()
