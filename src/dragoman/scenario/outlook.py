"""The outlook of an issue: what every model says of it, from the same numbers and the same draws.

The headline is the prediction with its conformal interval. The draws show what the ranges of the inputs do to each model;
their spread is no forecast of the outcome, and is far too narrow for one.
"""

from dataclasses import dataclass, fields

from dragoman.scenario import draws as monte_carlo
from dragoman.scenario.arithmetic import Arithmetic, engines
from dragoman.scenario.challenge import ROUNDS, Move, Reading, who_moves_whom
from dragoman.scenario.compromise import Floats, compromise, weighted_median, weights
from dragoman.scenario.draws import DRAWS, Inputs, Shape
from dragoman.scenario.election import elect
from dragoman.scenario.influence import Bar, Share, shares, tornado
from dragoman.scenario.issue import Issue
from dragoman.scenario.multiverse import Fork, Spread, World, forks, multiverse, spread
from dragoman.scenario.prediction import Prediction, predict

MOVES = 1_000
"""Draws of the challenge model unless more are asked for: a draw of it takes ten times as long as one of the others."""
QUICK = 250
"""Draws of a glance: the first of those that `outlook` takes with the same seed."""
_TAILS = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A number at the values of the file, and where the middle 80 % of the draws put it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Option:
    """A position that stands to election: who holds it, and how likely it is to prevail, at the values of the file."""

    at: float
    holders: tuple[str, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class Round:
    """A round of the challenge model, 0 the start: its weighted median and mean, and where each stakeholder stands."""

    number: int
    median: Drawn
    mean: Drawn
    position: tuple[float, ...]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Glance:
    """What can be said of an issue at once, 26 stakeholders in a tenth of a second.

    All but the ranges of `compromise`, `median` (weighted) and `expected` (of the election) is computed from the values of the
    file: the same numbers as in an Outlook. The ranges are of `draws` draws. `moves` is who moves whom in the challenge model.
    """

    issue: Issue
    prediction: Prediction
    compromise: Drawn
    median: Drawn
    expected: Drawn
    options: tuple[Option, ...]
    moves: tuple[Move, ...]
    draws: int

    @property
    def winner(self) -> Option:
        """The position that is likelier than any other to prevail, the lower of two."""
        return max(self.options, key=lambda option: (option.probability, -option.at))

    def pairs(self) -> dict[tuple[int, int], tuple[int, ...]]:
        """Who moves whom, by their places, and in which rounds; those first who do so most often, then earliest."""
        found: dict[tuple[int, int], tuple[int, ...]] = {}
        for move in self.moves:
            found[move.by, move.who] = (*found.get((move.by, move.who), ()), move.number)
        return dict(sorted(found.items(), key=lambda one: (-len(one[1]), one[1], one[0])))


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Outlook(Glance):
    """All that the models say of an issue; `challenge_draws` draws of the challenge model."""

    rounds: tuple[Round, ...]
    worlds: tuple[World, ...]
    spread: Spread
    forks: tuple[Fork, ...]
    bars: tuple[Bar, ...]
    shares: tuple[Share, ...]
    challenge_draws: int
    seed: int
    shape: Shape
    reading: Reading


def predict_issue(issue: Issue) -> Prediction:
    """The headline: what is predicted from the values of the file, with the residuals that ship."""
    inputs = issue.inputs()
    weight = weights(inputs.capability.value, inputs.salience.value)
    return predict(inputs.position.value, weight, (issue.scale.low, issue.scale.high))


def engine_forecasts(issue: Issue) -> dict[str, tuple[tuple[float, float], ...]]:
    """What each engine forecasts from the values of the file: points with their probabilities, by the engine's name."""
    inputs = issue.inputs()
    values = [part.value for part in inputs.ranges()]
    weight = weights(inputs.capability.value, inputs.salience.value)
    told = predict_issue(issue)
    held = elect(inputs.position.value[None], weight[None], issue.scale.length)
    last = engines("numpy").challenge(*(value[None] for value in values), rounds=ROUNDS).median[-1, 0]
    return {
        "prediction": tuple(zip(told.support.tolist(), told.probability.tolist(), strict=True)),
        "compromise": ((float(compromise(inputs.position.value, weight)), 1.0),),
        "election": tuple(
            (option.at, option.probability) for option in _options(issue, held.option[0], held.probability[0])
        ),
        f"challenge as coded, median of round {ROUNDS}": ((float(last), 1.0),),
    }


def glance(
    issue: Issue,
    *,
    draws: int = QUICK,
    seed: int = 1,
    shape: Shape = "triangular",
    jobs: int = 1,
    reading: Reading = "as_coded",
    arithmetic: Arithmetic | None = "numpy",
) -> Glance:
    """What can be said at once. The same seed draws the same shares of each range whatever the numbers are, so that an answer
    moves as smoothly as the input that is moved. Raises UsageError.
    """
    inputs, length = issue.inputs(), issue.scale.length
    settled = monte_carlo.settle(inputs, length, draws=draws, seed=seed, shape=shape, jobs=jobs, arithmetic=arithmetic)
    position, capability, salience = (part.value for part in inputs.ranges())
    weight = weights(capability, salience)
    held = elect(position[None], weight[None], length)
    return Glance(
        issue=issue,
        prediction=predict_issue(issue),
        compromise=_drawn(float(compromise(position, weight)), settled.compromise),
        median=_drawn(float(weighted_median(position, weight)), settled.median),
        expected=_drawn(float(held.mean[0]), settled.expected),
        options=tuple(_options(issue, held.option[0], held.probability[0])),
        moves=tuple(who_moves_whom(position, capability, salience, reading=reading)),
        draws=draws,
    )


def outlook(
    issue: Issue,
    *,
    draws: int = DRAWS,
    challenge_draws: int | None = None,
    seed: int = 1,
    shape: Shape = "triangular",
    jobs: int = 1,
    reading: Reading = "as_coded",
) -> Outlook:
    """Run every model on an issue. `challenge_draws`: None for the lesser of `draws` and MOVES.

    The same arguments give the same numbers, with any number of `jobs`. Raises UsageError.
    """
    moves = min(draws, MOVES) if challenge_draws is None else challenge_draws
    inputs = issue.inputs()
    seen = glance(issue, draws=draws, seed=seed, shape=shape, jobs=jobs, reading=reading, arithmetic=None)
    position, capability, salience = (part.value for part in inputs.ranges())
    worlds = multiverse(position, capability, salience, (issue.scale.low, issue.scale.high))
    return Outlook(
        **{field.name: getattr(seen, field.name) for field in fields(Glance)},
        rounds=tuple(_rounds(inputs, moves, seed, shape, jobs, reading)),
        worlds=tuple(worlds),
        spread=spread(worlds),
        forks=tuple(forks(worlds)),
        bars=tuple(tornado(inputs)),
        shares=tuple(shares(inputs, seed=seed, shape=shape)),
        challenge_draws=moves,
        seed=seed,
        shape=shape,
        reading=reading,
    )


def _drawn(value: float, drawn: Floats) -> Drawn:
    low, _, high = monte_carlo.band(drawn, _TAILS)
    return Drawn(value, low, high)


def _options(issue: Issue, option: Floats, probability: Floats) -> list[Option]:
    held: dict[float, list[str]] = {}
    for one in issue.stakeholders:
        held.setdefault(one.position.value, []).append(one.name)
    chances = dict(
        zip(option.tolist()[::-1], probability.tolist()[::-1], strict=True)
    )  # of equal ones the first has all
    return [Option(at, tuple(names), chances[at]) for at, names in sorted(held.items())]


def _rounds(inputs: Inputs, draws: int, seed: int, shape: Shape, jobs: int, reading: Reading) -> list[Round]:
    values = [part.value[None] for part in inputs.ranges()]
    path = engines("numpy").challenge(*values, rounds=ROUNDS, reading=reading)
    moved = monte_carlo.move(inputs, draws=draws, seed=seed, shape=shape, jobs=jobs, rounds=ROUNDS, reading=reading)
    return [
        Round(
            number,
            _drawn(float(path.median[number, 0]), moved.median[number]),
            _drawn(float(path.mean[number, 0]), moved.mean[number]),
            tuple(path.position[number, 0].tolist()),
        )
        for number in range(ROUNDS + 1)
    ]
