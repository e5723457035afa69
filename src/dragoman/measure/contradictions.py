"""Contradictions: findings about the same two sides and time whose content cannot both hold, and findings against the world.

Who belongs to what and who does not; what happened and what was denied; what is planned and what is ruled out. A row of
the world counts only where it was checked.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations, product

from dragoman.measure.disagreement import Disagreement, Party, Quarrel
from dragoman.measure.passages import Voice
from dragoman.measure.reports import MOST_A_YEAR, Bond, Deed, Key, Report, by_year, in_order, meet, surest
from dragoman.measure.statements import alike, stems
from dragoman.records import Modality
from dragoman.world import Membership, World

_AT_A_TIME = frozenset({"member", "observer", "associate", "candidate", "dialogue_partner"})
"""Of these a state is one at a time in an organisation."""
_SPARE = datetime.timedelta(days=365)  # between two undated reports, for which they still speak of one time
_NEAR = datetime.timedelta(days=31)
_ALIKE = 0.3  # words shared from which two reports of the same type and sides are of the same deed
_UNDATED = 0.6
_MOST_TIES = 400  # ties of one pair, relation and modality that are held against others
_MOST_DENIALS = 40  # denials of one matter and year that are held against what is told

TABLES = Voice("table", "the world's tables")


def tie_contradictions(ties: Sequence[Bond], world: World) -> Iterator[Disagreement]:
    """Ties affirmed and denied, two statuses at a time, and ties against what is known."""
    groups: dict[tuple[str, str], list[Bond]] = defaultdict(list)
    for tie in ties:
        groups[tie.pair].append(tie)
    table = _Table(world)
    for pair in sorted(groups):
        for one, other in _clashing(groups[pair]):
            yield from _tie_against_tie(pair, one, other)
        for tie in groups[pair]:
            yield from _tie_against_world(tie, table)


def _clashing(ties: Sequence[Bond]) -> Iterator[tuple[Bond, Bond]]:
    """The ties of a pair that may contradict each other, in their order: those alike cannot, and are the most."""
    piles: dict[tuple[str, str], list[int]] = defaultdict(list)
    kept = surest(ties, lambda tie: (tie.relation, tie.modality), _MOST_TIES)
    for number, tie in enumerate(kept):
        piles[tie.relation, tie.modality].append(number)
    met = [
        (min(pair), max(pair))
        for one, other in combinations(piles, 2)
        if _clash(one, other)
        for pair in product(piles[one], piles[other])
    ]
    yield from ((kept[one], kept[other]) for one, other in sorted(met))


def _clash(one: tuple[str, str], other: tuple[str, str]) -> Quarrel | None:
    """What two ties of a pair, each by relation and modality, contradict each other about."""
    (said, first), (told, second) = one, other
    modalities = {first, second}
    if said == told and modalities in ({Modality.HAPPENED, Modality.DENIED}, {Modality.PLANNED, Modality.DENIED}):
        if Modality.PLANNED in modalities:
            return Quarrel.MODALITY
        return Quarrel.MEMBERSHIP if said in _AT_A_TIME else Quarrel.TIE
    if said != told and {said, told} <= _AT_A_TIME and modalities == {Modality.HAPPENED}:
        return Quarrel.MEMBERSHIP
    return None


def _tie_against_tie(pair: tuple[str, str], one: Bond, other: Bond) -> Iterator[Disagreement]:
    kind = _clash((one.relation, one.modality), (other.relation, other.modality))
    if kind is None or not meet(one.stretch, other.stretch, _SPARE):
        return
    first, second = in_order(one, other)
    days = sorted(day for report in (one, other) for day in report.stretch if day)
    settle = _roll(kind, pair, one.relation, days)
    yield Disagreement(kind, (pair,), first.party(_stance(first)), second.party(_stance(second)), 1.0, settle)


def _stance(tie: Bond) -> str:
    return tie.relation if tie.modality == Modality.HAPPENED else f"{tie.modality}: {tie.relation}"


def _roll(kind: Quarrel, pair: tuple[str, str], relation: str, days: Sequence[datetime.date]) -> str:
    on = f" on {days[-1]}" if days else ""
    if kind is Quarrel.MEMBERSHIP:
        return f"the list of members, observers and partners of {' or '.join(pair)}{on}"
    if kind is Quarrel.MODALITY:
        return f"the decision itself, or its refusal, as published by {' or '.join(pair)}"
    return f"the treaty or declaration that makes {pair[0]} and {pair[1]} {relation.replace('_', ' ')}, in force{on}"


class _Table:
    """What is known of memberships, looked up once for each body, state and day."""

    def __init__(self, world: World) -> None:
        self.rows = lru_cache(maxsize=None)(lambda body, state: world.memberships(org=body, state=state))
        self.full = lru_cache(maxsize=None)(lambda body, day: frozenset(row.state for row in world.members(body, day)))


def _tie_against_world(tie: Bond, table: _Table) -> Iterator[Disagreement]:
    state, body, relation = tie.a, tie.b, tie.relation
    day = tie.stretch[0] or tie.stretch[1]
    if day is None or relation not in _AT_A_TIME or tie.modality not in (Modality.HAPPENED, Modality.DENIED):
        return
    rows = table.rows(body, state)
    if not rows or not all(row.basis.firm for row in rows):
        return
    stands = [row for row in rows if row.interval.holds_on(day)]
    now = {row.status.replace(" ", "_") for row in stands}
    held = state in table.full(body, day) if relation == "member" else relation in now
    if held == (tie.modality == Modality.HAPPENED) or (not held and relation != "member"):
        return
    shown = stands or rows
    known = Party(
        f"table:memberships.csv {body} {state}",
        TABLES,
        _known(shown, day),
        shown[0].basis.source,
        day,
        1.0,
        "table",
        shown[0].status,
    )
    settle = _roll(Quarrel.MEMBERSHIP, tie.pair, relation, [day])
    yield Disagreement(Quarrel.MEMBERSHIP, (tie.pair,), tie.party(_stance(tie)), known, 1.0, settle)


def _known(rows: Sequence[Membership], day: datetime.date) -> str:
    periods = [f"{row.status} {row.interval.start or ''} – {row.interval.end or ''}".strip(" –") for row in rows]
    return f"{rows[0].state} in {rows[0].org} on {day}: {'; '.join(periods)}"


def event_contradictions(deeds: Mapping[Key, Sequence[Deed]]) -> Iterator[Disagreement]:
    """What happened according to one and did not according to another; what is planned and what is ruled out.

    `deeds` are the reports of events by their keys.
    """
    for key in sorted(deeds):
        denied = surest([deed for deed in deeds[key] if deed.modality == Modality.DENIED], by_year, _MOST_DENIALS)
        if not denied:
            continue
        told = [deed for deed in deeds[key] if deed.modality in (Modality.HAPPENED, Modality.PLANNED)]
        words = {quote: stems(quote) for quote in {deed.quote for deed in denied}}
        for deed in surest(told, by_year, MOST_A_YEAR):
            for denial in denied:
                yield from _event_against_denial(deed, denial, words)


def _event_against_denial(deed: Deed, denial: Deed, words: dict[str, frozenset[str]]) -> Iterator[Disagreement]:
    if deed.quote == denial.quote or not meet(deed.stretch, denial.stretch, _NEAR):
        return
    if not meet(_published(deed), _published(denial), _SPARE * 3):
        return
    if deed.quote not in words:
        words[deed.quote] = stems(deed.quote)
    shared = alike(words[deed.quote], words[denial.quote])
    if _same_day_abroad(deed, denial):  # two languages share no words: there the day speaks for the same deed
        shared = max(shared, _ALIKE)
    if shared < _ALIKE:
        return
    kind = Quarrel.MODALITY if deed.modality == Modality.PLANNED else Quarrel.EVENT
    first, second = in_order(deed, denial)
    on = f" of {deed.date}" if deed.date else ""
    settle = f"a record of the day itself{on}: a communiqué, a photograph, a third party's report"
    if kind is Quarrel.MODALITY:
        settle = f"what took place in the end, and the announcement of {' or '.join(deed.sides)}{on}"
    dated = None not in (*deed.stretch, *denial.stretch)
    telling = (1.0 if dated else _UNDATED) * min(1.0, 2 * shared)
    pairs = tuple(combinations(deed.sides, 2))
    yield Disagreement(kind, pairs, first.party(first.modality), second.party(second.modality), telling, settle)


def _same_day_abroad(deed: Deed, denial: Deed) -> bool:
    """Whether documents in two languages date the deed, of the same sort and sides, to the same day."""
    languages = {report.origin.source.get("language") for report in (deed, denial)}
    first, last = deed.stretch
    return len(languages) == 2 and first is not None and first == last and deed.stretch == denial.stretch


def _published(report: Report) -> tuple[datetime.date | None, datetime.date | None]:
    return report.origin.day, report.origin.day
