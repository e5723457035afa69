"""Many reports, one event: which findings tell of the same thing.

A pure function over the reports of one group: same event type, same modality, same sides. The result does not depend on
the order of the reports. The rules, in the order in which they are applied:

1. **Exact dates** (a day, or up to three days from first to last) meet when they are at most one day apart: newspapers
   date a call by their own midnight. Days are taken in order, and each is held against the first day of the event, so
   that daily calls do not grow into one long event: 5, 6 and 7 May are two events. Where one side is represented by other
   people, the day must be the same: the call of two presidents on the 6th is not that of their ministers on the 7th.
2. **Coarse dates** (a month, a year, a long interval) join the one event that lies wholly within them. If none does, or
   if several do (which one was meant cannot be known), reports with the same coarse date are one event of their own.
3. **No date**: two reports within one document (or its near-duplicates) tell of one event if they rest on the same
   word ("promise", "sign"); they join its only dated event of the group if that rests on this word too. A document that
   says that A promised one thing and proposed another tells of two deeds. Undated reports of different documents, and
   those whose word is not known, are never merged.
4. If any side is **not known to the world** ("officials", "the company"), only reports within one document merge.
"""

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field

_EXACT = datetime.timedelta(days=2)  # from first to last day
_NEAR = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What merging asks of a finding.

    `cluster` is the number of its document, or of the first that it resembles; `predicate` the word that it rests on;
    `people` those named in it whom the world knows, each with the side they stand for: ("TUR", "recep-tayyip-erdogan").
    """

    finding: str
    cluster: int
    first: datetime.date | None = None
    last: datetime.date | None = None
    confidence: float | None = None
    predicate: str | None = None
    people: frozenset[tuple[str, str]] = frozenset()

    @property
    def exact(self) -> bool:
        """Whether the date is exact enough to be compared by days."""
        return self.first is not None and self.last is not None and self.last - self.first <= _EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEvent:
    """One event with its reports. `lead` is the report that tells most: the most exact date, the highest confidence."""

    lead: str
    first: datetime.date | None
    last: datetime.date | None
    reports: tuple[str, ...]
    sources: int

    @property
    def id(self) -> str:
        """Sixteen hex digits made of the smallest id among the reports."""
        return hashlib.sha256(f"happening|{self.reports[0]}".encode()).hexdigest()[:16]


@dataclass(slots=True)
class _Pile:
    """Reports put together so far, under the date of the first."""

    first: datetime.date | None
    last: datetime.date | None
    reports: list[Report] = field(default_factory=list)
    people: set[tuple[str, str]] = field(default_factory=set)

    def add(self, report: Report) -> None:
        self.reports.append(report)
        self.people |= report.people

    def takes(self, report: Report) -> bool:
        """Whether a report with an exact date, of the first day or a later one, tells of this event."""
        assert self.last is not None
        assert report.first is not None
        if report.first <= self.last:
            return True
        return report.first <= self.last + _NEAR and not _others(self.people, report.people)

    def covered_by(self, report: Report) -> bool:
        if self.first is None or self.last is None or report.first is None or report.last is None:
            return False
        return report.first <= self.first and self.last <= report.last


def merge(reports: Iterable[Report], *, known: bool = True) -> list[MergedEvent]:
    """The events that the reports of one group tell of; `known` says that the world knows every side."""
    ordered = sorted(reports, key=_most_telling_first)
    if known:
        groups = [ordered]
    else:
        clusters = sorted({report.cluster for report in ordered})
        groups = [[report for report in ordered if report.cluster == cluster] for cluster in clusters]
    piles = [pile for group in groups for pile in _piles(group)]
    return sorted((_event(pile) for pile in piles), key=lambda event: event.reports[0])


def _most_telling_first(
    report: Report,
) -> tuple[int, datetime.timedelta, datetime.date, datetime.date, bool, float, str]:
    rest = not report.people, -(report.confidence or 0.0), report.finding
    if report.first is None or report.last is None:
        return 2, datetime.timedelta.max, datetime.date.max, datetime.date.max, *rest
    length = report.last - report.first
    if report.exact:  # by day alone, so that the sweep of rule 1 runs forward in time
        return 0, datetime.timedelta(0), report.first, report.last, *rest
    return 1, length, report.first, report.last, *rest


def _piles(ordered: list[Report]) -> list[_Pile]:
    piles: list[_Pile] = []
    for report in ordered:
        if report.exact:
            _place_exact(report, piles)
        elif report.first is not None:
            _place_coarse(report, piles)
    _place_undated([report for report in ordered if report.first is None], piles)
    return piles


def _place_exact(report: Report, piles: list[_Pile]) -> None:
    fitting = [pile for pile in _open(report, piles) if pile.takes(report)]
    if not fitting:
        fitting = [_Pile(report.first, report.last)]
        piles += fitting
    next((pile for pile in fitting if pile.people & report.people), fitting[0]).add(report)


def _open(report: Report, piles: list[_Pile]) -> Iterator[_Pile]:
    """The events to which a report with an exact date may still belong, the latest first."""
    assert report.first is not None
    for pile in reversed(piles):
        if pile.first is None or pile.first + _EXACT + _NEAR < report.first:
            return
        yield pile


def _others(one: Set[tuple[str, str]], other: Set[tuple[str, str]]) -> bool:
    """Whether both name people of one side, and not one of them is the same."""
    shared = {side for side, _ in one & other}
    return any(side not in shared for side in {side for side, _ in one} & {side for side, _ in other})


def _place_coarse(report: Report, piles: list[_Pile]) -> None:
    alike = [pile for pile in piles if (pile.first, pile.last) == (report.first, report.last)]
    within = [pile for pile in piles if pile.covered_by(report)]
    if alike:
        alike[0].reports.append(report)
    elif len(within) == 1:
        within[0].reports.append(report)
    else:
        piles.append(_Pile(report.first, report.last, [report]))


def _place_undated(undated: list[Report], piles: list[_Pile]) -> None:
    alike: dict[tuple[int, str, str], list[Report]] = {}
    for report in undated:
        apart = "" if report.predicate else report.finding
        alike.setdefault((report.cluster, report.predicate or "", apart), []).append(report)
    dated = piles[:]
    for (cluster, predicate, _), reports in sorted(alike.items()):
        near = [pile for pile in dated if any(report.cluster == cluster for report in pile.reports)]
        if len(near) == 1 and predicate and _rests_on(near[0], cluster, predicate):
            near[0].reports.extend(reports)
        else:
            piles.append(_Pile(None, None, reports))


def _rests_on(pile: _Pile, cluster: int, predicate: str) -> bool:
    """Whether a report of this document in the pile rests on this word."""
    return any(report.cluster == cluster and report.predicate == predicate for report in pile.reports)


def _event(pile: _Pile) -> MergedEvent:
    return MergedEvent(
        lead=min(pile.reports, key=_lead_first).finding,
        first=pile.first,
        last=pile.last,
        reports=tuple(sorted(report.finding for report in pile.reports)),
        sources=len({report.cluster for report in pile.reports}),
    )


def _lead_first(report: Report) -> tuple[int, float, str]:
    rank = 0 if report.exact else 1 if report.first is not None else 2
    return rank, -(report.confidence or 0.0), report.finding
