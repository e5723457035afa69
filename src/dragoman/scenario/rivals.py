"""The models that a backtest compares, as they speak on resolved issues: rules of thumb, the engines, the prediction.

What is learnt from resolved issues (residuals, half-widths, the climatology) is learnt for each issue from those of other
proposals only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import DataError
from dragoman.scenario.challenge import Reading, challenge
from dragoman.scenario.compromise import Floats, compromise, weighted_median, weights
from dragoman.scenario.deu import Capability, Resolved
from dragoman.scenario.draws import Inputs, Ranges, sample
from dragoman.scenario.election import Rules, elect
from dragoman.scenario.prediction import LEVEL, SCALE, SHARE, half_width, interval, mixture

SHARES = (0.3, 0.5, 0.7)
ROUNDS = (1, 2, 5, 10)
READINGS: tuple[Reading, ...] = ("as_coded", "as_printed")
"""Of the challenge model; as printed with conflicts that move nobody, which is the better of its two forms."""
RULES = {
    "": Rules(),
    ", binary votes": Rules(vote="binary"),
    ", cubic votes": Rules(vote="cubic"),
    ", squared victory": Rules(victory="squared"),
    ", by incentive": Rules(challenge="incentive"),
    ", conditional": Rules(challenge="conditional"),
}
NOISE_DRAWS = 500
NOISE = (10.0, 0.2, 0.1)
"""How far positions, capabilities (as a share) and saliences are drawn from their values in the input-noise model."""
_HALF = 50.0

Distribution = tuple[Floats, Floats]


@dataclass(frozen=True, eq=False, slots=True)
class Told:
    """What a model said: `point` (issues,), NaN where it says nothing; `spread` where it gives a distribution, `band` an
    80 % interval.
    """

    model: str
    capability: str
    point: Floats
    spread: Sequence[Distribution] | None = None
    band: Floats | None = None


@dataclass(frozen=True, eq=False, slots=True)
class Cases:
    """Resolved issues made ready: `group` numbers the proposals, `sizes` the issues with as many stakeholders."""

    issues: Sequence[Resolved]
    outcome: Floats
    group: NDArray[np.int64]
    sizes: Sequence[NDArray[np.int64]]

    def stacked(self, places: NDArray[np.int64], kind: Capability) -> tuple[Floats, Floats, Floats]:
        """Position, capability and salience (issues, n) of issues of one size."""
        some = [self.issues[place] for place in places]
        rows = ([i.position for i in some], [i.capability(kind) for i in some], [i.salience for i in some])
        position, capability, salience = (np.array(row, float) for row in rows)
        return position, capability, salience

    def others(self, values: Floats, place: int) -> Floats:
        """The values of the issues of other proposals."""
        chosen: Floats = values[self.group != self.group[place]]
        return chosen


def cases_of(issues: Sequence[Resolved]) -> Cases:
    """Make issues ready. Raises DataError if they come from fewer than two proposals."""
    proposals = {name: number for number, name in enumerate(dict.fromkeys(issue.proposal for issue in issues))}
    if len(proposals) < 2:
        raise DataError("there are too few resolved issues to test on", "the data must hold at least two proposals")
    count = np.array([len(issue.actor) for issue in issues])
    return Cases(
        issues,
        np.array([issue.outcome for issue in issues]),
        np.array([proposals[issue.proposal] for issue in issues]),
        [np.flatnonzero(count == size) for size in sorted(set(count.tolist()))],
    )


def rivals(cases: Cases) -> Iterator[Told]:
    """Every model on all issues."""
    kinds: list[Capability] = ["votes", "equal"]
    if all(len(issue.added) for issue in cases.issues):
        kinds.append("added")
    yield from _plain(cases)
    for kind in kinds:
        yield from _balance(cases, kind)
    yield from _challenges(cases, kinds)
    yield from _elections(cases)
    yield from _mixed(cases)
    yield _noise(cases)


def _plain(cases: Cases) -> Iterator[Told]:
    """What needs no weights."""
    yield Told("constant 50", "", np.full(len(cases.issues), _HALF))
    for actor, name in (("com", "position of the Commission"), ("ep", "position of the Parliament")):
        held = [dict(zip(i.actor, i.position.tolist(), strict=True)).get(actor, np.nan) for i in cases.issues]
        if not all(np.isnan(held)):
            yield Told(name, "", np.array(held))
    ones = [np.ones(len(issue.actor)) for issue in cases.issues]
    pairs = list(zip(cases.issues, ones, strict=True))
    yield Told("mean, unweighted", "", np.array([compromise(i.position, w) for i, w in pairs]))
    yield Told("median, unweighted", "", np.array([weighted_median(i.position, w) for i, w in pairs]))
    rest = [cases.others(cases.outcome, place) for place in range(len(cases.issues))]
    spread = [(past, np.full(len(past), 1 / len(past))) for past in rest]
    yield Told("climatology", "", np.array([past.mean() for past in rest]), spread)


def _balance(cases: Cases, kind: Capability) -> Iterator[Told]:
    """The compromise with its conformal interval, the median, and the shares of the positions."""
    weight = [weights(issue.capability(kind), issue.salience) for issue in cases.issues]
    pairs = list(zip(cases.issues, weight, strict=True))
    point = np.array([compromise(issue.position, w) for issue, w in pairs])
    yield Told("compromise", kind, point, band=conformal(cases, point))
    yield Told("weighted median", kind, np.array([weighted_median(issue.position, w) for issue, w in pairs]))
    if kind == "votes":
        yield Told("position shares", kind, point, [(issue.position, w / w.sum()) for issue, w in pairs])


def conformal(cases: Cases, point: Floats, level: float = LEVEL) -> Floats:
    """The conformal interval (issues, 2) of each issue, from the errors on other proposals."""
    error = cases.outcome - point
    halves = [half_width(cases.others(error, place), level) for place in range(len(point))]
    return np.array([interval(p, half) for p, half in zip(point.tolist(), halves, strict=True)])


def _challenges(cases: Cases, kinds: Sequence[Capability]) -> Iterator[Told]:
    """The challenge model in its two readings; all capabilities go through it at once, which takes a third of the time."""
    keys = [(reading, what, number) for reading in READINGS for what in ("median", "mean") for number in ROUNDS]
    found = {key: np.empty((len(kinds), len(cases.issues))) for key in keys}
    for places in cases.sizes:
        parts = [cases.stacked(places, kind) for kind in kinds]
        inputs = [np.concatenate(column) for column in zip(*parts, strict=True)]
        for reading in READINGS:
            moves = challenge(*inputs, rounds=max(ROUNDS), reading=reading, conflict_moves=False)
            for number in ROUNDS:
                found[reading, "median", number][:, places] = moves.median[number].reshape(len(kinds), -1)
                found[reading, "mean", number][:, places] = moves.mean[number].reshape(len(kinds), -1)
    for (reading, what, number), point in found.items():
        for kind, row in zip(kinds, point, strict=True):
            yield Told(f"challenge {reading.replace('_', ' ')}, {what}, round {number}", kind, row)


def held(cases: Cases, rules: Rules, kind: Capability = "votes") -> list[Distribution]:
    """The election of each issue."""
    result: list[Distribution] = [(cases.outcome, cases.outcome)] * len(cases.issues)
    for places in cases.sizes:
        position, capability, salience = cases.stacked(places, kind)
        election = elect(position, weights(capability, salience), SCALE[1] - SCALE[0], rules)
        for row, place in enumerate(places):
            result[place] = (election.option[row], election.probability[row])
    return result


def _elections(cases: Cases) -> Iterator[Told]:
    """The election, then with one of its rules changed at a time."""
    for name, rules in RULES.items():
        spread = held(cases, rules)
        yield Told(f"election{name}", "votes", _means(spread), spread)


def _means(spread: Sequence[Distribution]) -> Floats:
    return np.array([float(support @ chance) for support, chance in spread])


def _mixed(cases: Cases) -> Iterator[Told]:
    """The dressed points and the mixtures."""
    point = points(cases)
    spread = held(cases, Rules())
    expected = _means(spread)
    everywhere = np.ones(len(point), bool)
    yield Told("compromise, dressed", "votes", point, mixed(cases, spread, point, everywhere, 0.0))
    yield Told("election, dressed", "votes", expected, mixed(cases, spread, expected, everywhere, 0.0))
    for share in sorted({*SHARES, SHARE}):
        both = mixed(cases, spread, point, everywhere, share)
        yield Told(f"prediction, λ = {share:g}", "votes", _means(both), both)


def points(cases: Cases, kind: Capability = "votes") -> Floats:
    """The compromise of each issue."""
    return np.array([compromise(i.position, weights(i.capability(kind), i.salience)) for i in cases.issues])


def mixed(
    cases: Cases, spread: Sequence[Distribution], point: Floats, pool: NDArray[np.bool_], share: float
) -> list[Distribution]:
    """The predictive distribution of each issue with the errors of the issues in `pool` that come from other proposals."""
    error = cases.outcome - point
    result = []
    for place, (option, chance) in enumerate(spread):
        past = error[pool & (cases.group != cases.group[place])]
        result.append(mixture(option[None], chance[None], point[place : place + 1], SCALE, past, share))
    return result


def _noise(cases: Cases, seed: int = 1) -> Told:
    """Monte Carlo over input noise alone: positions ± 10, capabilities ± 20 %, saliences ± 0.1, triangular."""
    spread, band, point = [], [], []
    for place, issue in enumerate(cases.issues):
        x, c, s = issue.position, issue.capability(), issue.salience
        inputs = Inputs(
            Ranges(x, x - NOISE[0], x + NOISE[0]),
            Ranges(c, c * (1 - NOISE[1]), c * (1 + NOISE[1])),
            Ranges(s, s - NOISE[2], s + NOISE[2]),
        )
        drawn = sample(inputs, NOISE_DRAWS, seed=(seed, place))
        weight = weights(drawn.capability, np.clip(drawn.salience, 0, 1))
        values = compromise(np.clip(drawn.position, *SCALE), weight)
        spread.append((values, np.full(NOISE_DRAWS, 1 / NOISE_DRAWS)))
        band.append(np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]))
        point.append(values.mean())
    return Told("compromise, input noise", "votes", np.array(point), spread, np.array(band))
