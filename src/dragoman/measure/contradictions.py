"""Contradictions: findings about the same two sides and time whose content cannot both hold, and findings against the world.

Who belongs to what and who does not; what happened and what was denied; what is planned and what is ruled out; what one
voice says and another denies in nearly the same words. A row of the world counts only where it was checked.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dragoman.measure.disagreement import Disagreement, Party, Quarrel
from dragoman.measure.passages import Text, Voice, voice_of
from dragoman.measure.statements import confidence_of, told_quote, whole_quote, words_alike
from dragoman.records import Modality, Row, When, parse_when
from dragoman.world import Membership, World

_AT_A_TIME = frozenset({"member", "observer", "associate", "candidate", "dialogue_partner"})
"""Of these a state is one at a time in an organisation."""
_RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_SPARE = datetime.timedelta(days=365)  # between two undated reports, for which they still speak of one time
_NEAR = datetime.timedelta(days=31)
_ALIKE = 0.3  # words shared from which two reports of the same type and sides are of the same deed
_SAME_WORDS = 0.5  # words shared from which a denial denies what the other says
_UNDATED = 0.6

TABLES = Voice("table", "the world's tables")
Stretch = tuple[datetime.date | None, datetime.date | None]


@dataclass(frozen=True, slots=True)
class Report:
    """A finding with its document: what contradictions are made of."""

    row: Row
    text: Text
    quote: str

    @property
    def modality(self) -> str:
        """Whether it happened, was planned, denied …"""
        return str(self.row["modality"])

    @property
    def stretch(self) -> Stretch:
        """The first and last day that it may concern; for a tie without dates the day of publication."""
        if self.row["kind"] == "event":
            when = read_when(self.row["date"])
            return (when.first, when.last) if when else (None, None)
        start, end = read_when(self.row["start"]), read_when(self.row["end"])
        day = self.text.origin.day
        if start is None and end is None:
            return day, day
        if start is None or end is not None:
            return (start.first if start else None), (end.first if end else None)
        return start.first, max(day, start.last) if day else start.last

    def party(self, stance: str) -> Party:
        """It as one of two parties."""
        origin = self.text.origin
        return Party(
            self.row["id"],
            voice_of(self.row, self.text),
            self.quote,
            origin.name,
            origin.day,
            confidence_of(self.row),
            origin.cluster,
            stance,
        )


def read_when(text: str | None) -> When | None:
    """A date of the contract."""
    return parse_when(text) if text else None


def reports_of(texts: Sequence[Text], kind: str) -> list[Report]:
    """All findings of a kind, each with its sentence, in the order of their documents."""
    return [
        Report(row, text, whole_quote(row, text.passages))
        for text in texts
        for row in text.findings
        if row["kind"] == kind
    ]


def tie_contradictions(ties: Sequence[Report], world: World) -> Iterator[Disagreement]:
    """Ties affirmed and denied, two statuses at a time, and ties against what is known."""
    groups: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for tie in ties:
        pair = tie_pair(tie.row)
        if pair:
            groups[pair].append(tie)
    for pair in sorted(groups):
        for one, other in combinations(groups[pair], 2):
            yield from _tie_against_tie(pair, one, other)
        for tie in groups[pair]:
            yield from _tie_against_world(tie, world)


def tie_pair(tie: Row) -> tuple[str, str] | None:
    """The two sides of a tie, in the order of the alphabet; None if one is not known."""
    a, b = (tie[end]["state"] or tie[end]["id"] for end in ("a", "b"))
    return (min(a, b), max(a, b)) if a and b and a != b else None


def _tie_against_tie(pair: tuple[str, str], one: Report, other: Report) -> Iterator[Disagreement]:
    said, told = one.row["relation"], other.row["relation"]
    modalities = {one.modality, other.modality}
    if not meet(one.stretch, other.stretch, _SPARE):
        return
    if said == told and modalities in ({Modality.HAPPENED, Modality.DENIED}, {Modality.PLANNED, Modality.DENIED}):
        planned = Modality.PLANNED in modalities
        kind = Quarrel.MODALITY if planned else Quarrel.MEMBERSHIP if said in _AT_A_TIME else Quarrel.TIE
    elif said != told and {said, told} <= _AT_A_TIME and modalities == {Modality.HAPPENED}:
        kind = Quarrel.MEMBERSHIP
    else:
        return
    first, second = in_order(one, other)
    days = sorted(day for report in (one, other) for day in report.stretch if day)
    yield Disagreement(
        kind, (pair,), first.party(_stance(first)), second.party(_stance(second)), 1.0, _roll(kind, pair, said, days)
    )


def _stance(tie: Report) -> str:
    return tie.row["relation"] if tie.modality == Modality.HAPPENED else f"{tie.modality}: {tie.row['relation']}"


def _roll(kind: Quarrel, pair: tuple[str, str], relation: str, days: Sequence[datetime.date]) -> str:
    on = f" on {days[-1]}" if days else ""
    if kind is Quarrel.MEMBERSHIP:
        return f"the list of members, observers and partners of {' or '.join(pair)}{on}"
    if kind is Quarrel.MODALITY:
        return f"the decision itself, or its refusal, as published by {' or '.join(pair)}"
    return f"the treaty or declaration that makes {pair[0]} and {pair[1]} {relation.replace('_', ' ')}, in force{on}"


def _tie_against_world(tie: Report, world: World) -> Iterator[Disagreement]:
    state, body = (tie.row[end]["state"] or tie.row[end]["id"] for end in ("a", "b"))
    day = tie.stretch[0] or tie.stretch[1]
    relation = tie.row["relation"]
    if day is None or relation not in _AT_A_TIME or tie.modality not in (Modality.HAPPENED, Modality.DENIED):
        return
    rows = world.memberships(org=body, state=state)
    if not rows or not all(row.basis.firm for row in rows):
        return
    full = {row.state for row in world.members(body, day)}
    stands = [row for row in rows if row.interval.holds_on(day)]
    held = state in full if relation == "member" else any(row.status.replace(" ", "_") == relation for row in stands)
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
    pair = (min(state, body), max(state, body))
    settle = _roll(Quarrel.MEMBERSHIP, pair, relation, [day])
    yield Disagreement(Quarrel.MEMBERSHIP, (pair,), tie.party(_stance(tie)), known, 1.0, settle)


def _known(rows: Sequence[Membership], day: datetime.date) -> str:
    periods = [f"{row.status} {row.interval.start or ''} – {row.interval.end or ''}".strip(" –") for row in rows]
    return f"{rows[0].state} in {rows[0].org} on {day}: {'; '.join(periods)}"


def event_contradictions(events: Sequence[Report]) -> Iterator[Disagreement]:
    """What happened according to one and did not according to another; what is planned and what is ruled out."""
    groups: dict[tuple[str, ...], list[Report]] = defaultdict(list)
    for event in events:
        key = event_key(event.row)
        if key:
            groups[key].append(event)
    for key in sorted(groups):
        denied = [event for event in groups[key] if event.modality == Modality.DENIED]
        told = [event for event in groups[key] if event.modality in (Modality.HAPPENED, Modality.PLANNED)]
        for event in told:
            for denial in denied:
                yield from _event_against_denial(event, denial)


def event_key(event: Row) -> tuple[str, ...] | None:
    """Type and sides, by which reports are compared; None unless two sides are known."""
    doers, targets = ([who["state"] or who["id"] for who in event[role]] for role in ("actors", "recipients"))
    if None in (*doers, *targets) or len({*doers, *targets}) < 2:
        return None
    both = sorted({*doers, *targets})
    if event["event_type"] in _RECIPROCAL:
        return event["event_type"], *both
    return event["event_type"], *sorted(set(doers)), ">", *sorted(set(targets))


def _event_against_denial(event: Report, denial: Report) -> Iterator[Disagreement]:
    alike = words_alike(event.quote, denial.quote)
    dated = None not in (*event.stretch, *denial.stretch)
    if alike < _ALIKE or event.quote == denial.quote:
        return
    if not meet(event.stretch, denial.stretch, _NEAR) or not meet(_published(event), _published(denial), _SPARE * 3):
        return
    kind = Quarrel.MODALITY if event.modality == Modality.PLANNED else Quarrel.EVENT
    sides = sorted(set(event_key(event.row) or ()) - {event.row["event_type"], ">"})
    first, second = in_order(event, denial)
    settle = f"a record of the day itself{_on(event)}: a communiqué, a photograph, a third party's report"
    if kind is Quarrel.MODALITY:
        settle = f"what took place in the end, and the announcement of {' or '.join(sides)}{_on(event)}"
    pairs = tuple(combinations(sides, 2))
    telling = (1.0 if dated else _UNDATED) * min(1.0, 2 * alike)
    yield Disagreement(kind, pairs, first.party(first.modality), second.party(second.modality), telling, settle)


def _on(event: Report) -> str:
    return f" of {event.row['date']}" if event.row["date"] else ""


def _published(report: Report) -> Stretch:
    return report.text.origin.day, report.text.origin.day


def denials(texts: Sequence[Text]) -> Iterator[Disagreement]:
    """What one voice says and another denies in nearly the same words, of the same sides."""
    told = [passage for text in texts for passage in text.passages if passage.finding and passage.sides]
    by_side = defaultdict(list)
    for passage in told:
        by_side[passage.sides[0]].append(passage)
    for denied in (passage for passage in told if passage.denied):
        for passage in (one for side in sorted(set(denied.sides)) for one in by_side[side]):
            alike = words_alike(denied.text, passage.text)
            if passage.denied or alike < _SAME_WORDS or passage.voice.key == denied.voice.key:
                continue
            parties = [
                Party(
                    one.finding["id"] if one.finding else "",
                    one.voice,
                    told_quote(one.text),
                    one.origin.name,
                    one.origin.day,
                    confidence_of(one.finding),
                    one.origin.cluster,
                    "denied" if one.denied else "said",
                )
                for one in (passage, denied)
            ]
            sides = sorted({*denied.sides, *passage.sides})
            pairs = tuple(combinations(sides, 2)) or ((sides[0], sides[0]),)
            settle = f"a document of {' or '.join(sides)} on the matter itself"
            yield Disagreement(Quarrel.DENIAL, pairs, parties[0], parties[1], alike, settle)


def meet(one: Stretch, other: Stretch, spare: datetime.timedelta) -> bool:
    """Whether two stretches of time overlap, or lie no further apart than `spare`; unknown bounds are open."""
    (start, end), (begin, until) = one, other
    apart = (start and until and start - until > spare) or (begin and end and begin - end > spare)
    return not apart


def in_order(one: Report, other: Report) -> tuple[Report, Report]:
    """The earlier document first."""
    first, second = sorted((one, other), key=lambda r: (r.text.origin.day or datetime.date.max, r.row["id"]))
    return first, second
