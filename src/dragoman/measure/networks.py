"""Networks: who stands with whom and against whom in a stretch of time, around one side or among all.

An edge has the sign of the net intensity of what two sides did to each other (`by="events"`), of the ties in force
between them (`by="ties"`: ally and partner +1, rival -1), or of both together, a tie counting as one event of intensity 5.
An event joins the same sides as in the panel (see `panel.dyads`). A person stands for a state or body; one who stood for none
on that day is no side.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Literal

import polars as pl

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure.disagreements import sides_meant
from dragoman.measure.reciprocity import ratio, reciprocity
from dragoman.measure.result import Result
from dragoman.measure.structural_balance import EXACT_BELOW, StructuralBalance, structural_balance
from dragoman.measure.wording import relation_table
from dragoman.records import DateRange, Interval, Modality, PartialDate, Row, Sign, Status, parse_when
from dragoman.world import EntityKind, World, load_world

By = Literal["events", "ties", "both"]
BYS: tuple[By, ...] = ("events", "ties", "both")
TIE_WEIGHT = 5.0
"""The intensity that a tie counts for beside events: that of PLOVER's SUPPORT."""
_MEETINGS = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_SIDES = (EntityKind.STATE, EntityKind.ORGANISATION, EntityKind.GROUP)
_TAIL: dict[str, type[pl.DataType]] = {
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "n": pl.Int64,
    "missing": pl.String,
}

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Edge:
    """How two sides stood: `weight` is the net intensity, `events` and `ties` how many it rests on."""

    weight: float
    events: int
    ties: int
    findings: tuple[str, ...]

    @property
    def sign(self) -> int:
        """1, -1, or 0 where cooperation and conflict cancel out: such an edge is none."""
        return (self.weight > 0) - (self.weight < 0)


@dataclass(frozen=True, slots=True)
class Network:
    """Signed edges by pair (in the order of the alphabet) and, for reciprocity, what went from whom to whom.

    `flows` hold the cooperation (sum of positive intensities) of directed events; meetings and agreements, in which all
    sides act, are left out.
    """

    period: str
    edges: Mapping[Pair, Edge] = field(default_factory=dict)
    flows: Mapping[Pair, float] = field(default_factory=dict)

    def signs(self) -> list[tuple[str, str, int]]:
        """The edges with a sign."""
        return [(a, b, edge.sign) for (a, b), edge in sorted(self.edges.items()) if edge.sign]

    def around(self, ego: str) -> "Network":
        """The ego network: a side, those with whom it has an edge, and the edges among them."""
        near = {ego} | {side for a, b, _ in self.signs() for side in (a, b) if ego in (a, b)}
        edges = {pair: edge for pair, edge in self.edges.items() if near.issuperset(pair)}
        return Network(self.period, edges, {pair: flow for pair, flow in self.flows.items() if near.issuperset(pair)})


def signed_network(
    ledger: Ledger, *, period: str | None = None, by: By = "both", ego: str | None = None, world: World | None = None
) -> Network:
    """The network of a period: "2022", "2022-01" or "2021-03/2022-05", both ends meant; None is all that there is.

    Only what happened counts, each merged event once; events without a date count only where no period is given. A tie
    counts if it may have been in force on a day of the period; without dates of its own, if its document appeared then.
    Raises UsageError for a period that is none, a `by` that there is not, an unknown ego, an empty ledger.
    """
    if by not in BYS:
        raise UsageError(f"edges cannot be made of {by!r}", f"it is one of {', '.join(BYS)}")
    if not ledger.counts()["sources"]:
        raise UsageError(f"{ledger.path} holds no documents", f"add some with `dragoman add FOLDER -l {ledger.path}`")
    when = parse_when(period) if period else None
    span = DateRange(*(when, when)) if isinstance(when, PartialDate) else when
    known = load_world(ledger.path) if world is None else world
    asked = None if ego is None else sides_meant(ledger, ego, known)[0]

    def counts(side: str) -> bool:
        return side == asked or is_side(side, known)

    sums: dict[Pair, list[tuple[float, bool, tuple[str, ...]]]] = defaultdict(list)
    flows: dict[Pair, float] = defaultdict(float)
    if by != "ties":
        for event in _events(ledger, span):
            _add_event(event, sums, flows, counts)
    if by != "events":
        for pair, weight, finding in _ties(ledger, span):
            if all(map(counts, pair)):
                sums[pair].append((weight, False, (finding,)))
    edges = {pair: _edge(sums[pair]) for pair in sorted(sums)}
    network = Network(period or "all", edges, dict(sorted(flows.items())))
    return network if asked is None else network.around(asked)


def is_side(code: str, world: World) -> bool:
    """Whether this is a state, a body or a group: no person, and no place that stands for nobody."""
    entity = world.entity(code)
    return entity is not None and entity.kind in _SIDES


def network_edges(
    ledger: Ledger, *, period: str | None = None, by: By = "both", ego: str | None = None, world: World | None = None
) -> Result:
    """Each edge of the network: `value` is the net intensity, `sign` 1 or -1, `ratio` how evenly cooperation goes both ways."""
    network = signed_network(ledger, period=period, by=by, ego=ego, world=world)
    rows, evidence = [], {}
    for (a, b), edge in network.edges.items():
        row = f"network:{network.period}:{by}:{a}-{b}"
        evidence[row] = edge.findings
        even = ratio(network.flows, a, b)
        missing = None if edge.sign else "cooperation and conflict cancel out: no sign"
        rows.append(
            [
                row,
                a,
                b,
                edge.sign or None,
                edge.events,
                edge.ties,
                even,
                edge.weight,
                None,
                None,
                edge.events + edge.ties,
                missing,
            ]
        )
    head: dict[str, type[pl.DataType]] = {
        "row": pl.String,
        "a": pl.String,
        "b": pl.String,
        "sign": pl.Int64,
        "events": pl.Int64,
        "ties": pl.Int64,
    }
    return Result(
        measure="network",
        question=f"Who stood with whom, {network.period}?",
        definition=f"edge = sum of intensities of merged events that happened, a tie counting {TIE_WEIGHT:g}; ratio = smaller "
        "cooperation over larger, directed events without meetings",
        frame=pl.DataFrame(rows, schema=head | {"ratio": pl.Float64} | _TAIL, orient="row"),
        citation=("PLOVER",),
        notes=_empty(network),
        settings={"period": network.period, "by": by, "ego": ego or ""},
        evidence=evidence,
    )


def network_balance(
    ledger: Ledger, *, period: str | None = None, by: By = "both", ego: str | None = None, world: World | None = None
) -> Result:
    """Structural balance and reciprocity of the network: a row a number, its n, and why it is missing if it is.

    A frustration that is only bounded has its bounds in `low` and `high`. Source: [CartwrightHarary1956]
    """
    network = signed_network(ledger, period=period, by=by, ego=ego, world=world)
    rows = [
        [f"network_balance:{network.period}:{by}:{ego or 'all'}:{name}", name, *numbers]
        for name, *numbers in (*_balance_rows(structural_balance(network.signs())), *_reciprocity_rows(network))
    ]
    findings = tuple(dict.fromkeys(one for edge in network.edges.values() for one in edge.findings))
    return Result(
        measure="network_balance",
        question=f"How balanced was the network, {network.period}?",
        definition="triangles: balanced (product of signs > 0) / all; walk: Σexp(λ signed) / Σexp(λ unsigned); frustration: "
        "1 - F / (m / 2), F the fewest edges against the best division into two camps; reciprocity r = returned / links, "
        "rho = (r - a) / (1 - a), r_w = Σ min(w_ij, w_ji) / Σ w_ij, of directed cooperation without meetings",
        frame=pl.DataFrame(rows, schema={**dict.fromkeys(("row", "number"), pl.String), **_TAIL}, orient="row"),
        citation=("CartwrightHarary1956", "Estrada2019", "ArefWilson2018", "GarlaschelliLoffredo2004", "Squartini2013"),
        notes=_empty(network),
        settings={"period": network.period, "by": by, "ego": ego or ""},
        evidence={str(row[0]): findings for row in rows},
    )


def network_change(
    ledger: Ledger,
    first: str,
    second: str,
    *,
    by: By = "both",
    ego: str | None = None,
    world: World | None = None,
) -> Result:
    """What changed from one period to another: edges gained, lost, and those that changed sign; `value` is the difference.

    An edge that is gained may only be one that nobody told of before: no data is not no tie.
    """
    before = signed_network(ledger, period=first, by=by, ego=ego, world=world)
    after = signed_network(ledger, period=second, by=by, ego=ego, world=world)
    rows, evidence = [], {}
    for (a, b), change, old, new in changes(before, after):
        row = f"network_change:{first}:{second}:{by}:{a}-{b}"
        told = [edge for edge in (before.edges.get((a, b)), after.edges.get((a, b))) if edge]
        evidence[row] = tuple(dict.fromkeys(one for edge in told for one in edge.findings))
        count = sum(edge.events + edge.ties for edge in told)
        difference = new - old if old is not None and new is not None else None
        missing = None if difference is not None else f"nothing is known of {first if old is None else second}"
        rows.append([row, a, b, change, old, new, difference, None, None, count, missing])
    head: dict[str, type[pl.DataType]] = {
        "row": pl.String,
        "a": pl.String,
        "b": pl.String,
        "change": pl.String,
        "before": pl.Float64,
        "after": pl.Float64,
    }
    return Result(
        measure="network_change",
        question=f"What changed from {first} to {second}?",
        definition="gained: an edge in the second period only; lost: in the first only; turned: the sign changed",
        frame=pl.DataFrame(rows, schema=head | _TAIL, orient="row"),
        notes=(*_empty(before), *_empty(after)),
        settings={"first": first, "second": second, "by": by, "ego": ego or ""},
        evidence=evidence,
    )


def changes(before: Network, after: Network) -> Iterator[tuple[Pair, str, float | None, float | None]]:
    """Pairs whose edge was gained, lost or turned, with the weight before and after."""
    old, new = ({pair: edge for pair, edge in one.edges.items() if edge.sign} for one in (before, after))
    for pair in sorted({*old, *new}):
        if pair not in old:
            yield pair, "gained", None, new[pair].weight
        elif pair not in new:
            yield pair, "lost", old[pair].weight, None
        elif old[pair].sign != new[pair].sign:
            yield pair, "turned", old[pair].weight, new[pair].weight


def _events(ledger: Ledger, span: DateRange | None) -> Iterator[Row]:
    """Merged events that happened, wholly within the span."""
    asked = ledger.events(since=span.start, until=span.end) if span else ledger.events()
    for event in asked:
        when = parse_when(event["date"]) if event["date"] else None
        within = span is None or (when is not None and span.first <= when.first and when.last <= span.last)
        if event["modality"] == Modality.HAPPENED and within:
            yield event


def _add_event(
    event: Row,
    sums: Mapping[Pair, list[tuple[float, bool, tuple[str, ...]]]],
    flows: dict[Pair, float],
    counts: Callable[[str], bool],
) -> None:
    doers, targets = (
        sorted({s for who in event[role] if (s := who["state"] or who["id"]) and counts(s)})
        for role in ("actors", "recipients")
    )
    meeting = event["event_type"] in _MEETINGS
    pairs = {(min(a, b), max(a, b)) for a, b in product(doers, targets) if a != b}
    if meeting or (event["intensity"] > 0 and not event["recipients"]):  # all sides with each other
        pairs |= set(combinations(sorted({*doers, *targets}), 2))
    if not meeting and event["intensity"] > 0:
        for a, b in product(doers, targets):
            flows[a, b] = flows.get((a, b), 0.0) + event["intensity"]
    for pair in sorted(pairs):
        sums[pair].append((event["intensity"], True, tuple(event["findings"])))


def _ties(ledger: Ledger, span: DateRange | None) -> Iterator[tuple[Pair, float, str]]:
    """Ties with a sign that may have been in force in the span, each pair and relation once."""
    seen = set()
    for tie in ledger.ties():
        a, b = (tie[end]["state"] or tie[end]["id"] for end in ("a", "b"))
        signs = [relation_table()[word] for word in tie["relation"].split("_") if word in relation_table()]
        usable = (
            a and b and a != b and signs and tie["status"] != Status.REJECTED and tie["modality"] == Modality.HAPPENED
        )
        if not usable or not _in_force(tie, span):
            continue
        pair = (min(a, b), max(a, b))
        if (pair, tie["relation"]) not in seen:
            seen.add((pair, tie["relation"]))
            yield pair, TIE_WEIGHT if signs[-1] is Sign.COOPERATIVE else -TIE_WEIGHT, tie["id"]


def _in_force(tie: Row, span: DateRange | None) -> bool:
    if span is None:
        return True
    start, end = (PartialDate.parse(tie[key]) if tie[key] else None for key in ("start", "end"))
    if start is None and end is None:
        published = tie["source"]["published"]
        day = parse_when(published).first if published else None
        return day is not None and span.first <= day <= span.last
    holds = Interval(start, end)
    return (
        holds.holds_on(span.first)
        or holds.holds_on(span.last)
        or (start is not None and span.first <= start.first <= span.last)
    )


def _edge(parts: Iterable[tuple[float, bool, tuple[str, ...]]]) -> Edge:
    told = list(parts)
    findings = tuple(sorted({one for _, _, ids in told for one in ids}))
    events = sum(is_event for _, is_event, _ in told)
    return Edge(round(sum(weight for weight, _, _ in told), 9), events, len(told) - events, findings)


def _empty(network: Network) -> tuple[str, ...]:
    if network.edges:
        return ()
    return (f"nothing is told of {network.period}: no edge is not the same as no tie",)


def _balance_rows(balance: StructuralBalance) -> Iterator[list[object]]:
    none = None if balance.triangles else "no triangle"
    yield ["balanced triangles", balance.share, None, None, balance.triangles, none]
    none = None if balance.edges else "no edge"
    yield ["walk", balance.walk, None, None, balance.edges, none]
    exact = balance.frustration_low == balance.frustration_high
    bounds = [None, None] if exact else [float(balance.frustration_low), float(balance.frustration_high)]
    value = float(balance.frustration_high) if balance.edges else None
    yield ["frustrated edges", value, *bounds, balance.edges, none]
    note = none or (None if exact else f"bounded only: {EXACT_BELOW} nodes or more in one knot")
    yield ["frustration", balance.frustration_index, None, None, balance.edges, note]


def _reciprocity_rows(network: Network) -> Iterator[list[object]]:
    told = reciprocity(network.flows)
    none = None if told.links else "no directed cooperation beside meetings"
    yield ["reciprocity r", told.share, None, None, told.links, none]
    every = None if told.rho is not None else none or "every possible link is there"
    yield ["reciprocity rho", told.rho, None, None, told.links, every]
    yield ["reciprocity r_w", told.weighted, None, None, told.links, none]
