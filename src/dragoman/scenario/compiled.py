"""The election and the challenge model as loops over numbers, for the extra [speed] to compile; equal to numpy's to 1e-9 of the scale.

Without numba the same functions run as they stand, hundreds of times slower: only tests call them so. No fastmath, which
moves some draws over an edge. What saves time: positions are sorted, so that the votes of a pair come from prefix sums; a
distance is raised to many powers from one logarithm; the election's fixed point is found by elimination of states one by
one, which never subtracts.

Source: [GrassmannTaksarHeyman1985], [Scholz2011], [WiseLesterEfird2015]
"""

import math
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from dragoman.errors import UsageError
from dragoman.scenario.challenge import ROUNDS, TIE, Reading, Rounds, rounds_of
from dragoman.scenario.challenge import challenge as _challenge
from dragoman.scenario.compromise import Floats, weights
from dragoman.scenario.election import EPSILON, Election, Rules
from dragoman.scenario.election import elect as _elect

_Function = TypeVar("_Function", bound=Callable[..., object])
_INFINITY = math.inf

Places = NDArray[np.int64]


def _fast(function: _Function) -> _Function:
    if find_spec("numba") is None:
        return function
    return cast("_Function", import_module("numba").njit(cache=True, error_model="numpy")(function))


def elect(position: Floats, weight: Floats, scale: float, rules: Rules | None = None) -> Election:
    """As `election.elect`; rules other than the headline's are left to it."""
    if rules is not None and rules != Rules():
        return _elect(position, weight, scale, rules)
    order = np.argsort(position, axis=-1, kind="stable")
    option = np.take_along_axis(position, order, -1)
    probability = np.zeros(option.shape)
    _elect_all(option, np.take_along_axis(weight, order, -1), scale, probability)
    return Election(option, probability)


def challenge(
    position: Floats,
    capability: Floats,
    salience: Floats,
    *,
    rounds: int = ROUNDS,
    reading: Reading = "as_coded",
    status_quo: float = 1.0,
    conflict_moves: bool = True,
) -> Rounds:
    """As `challenge.challenge`; readings other than the coded one at Q = 1 are left to it."""
    if reading != "as_coded" or status_quo != 1:
        return _challenge(position, capability, salience, rounds=rounds, reading=reading, status_quo=status_quo,
                          conflict_moves=conflict_moves)  # fmt: skip
    if position.ndim != 2:
        raise UsageError("the inputs are no table of draws", "give arrays of (draws, n)")
    weight = weights(capability, salience)
    path = np.empty((rounds + 1, *position.shape))
    path[0] = position
    span = np.ptp(position, axis=1)
    _challenge_all(path, weight, np.ascontiguousarray(salience, float), np.where(span > 0, span, 1.0))
    return rounds_of(path, weight)


@_fast
def _elect_all(option: Floats, weight: Floats, scale: float, probability: Floats) -> None:
    draws, count = option.shape
    place, flow, mass = np.empty(count), np.empty((count, count)), np.empty(count)
    below, moment = np.empty(count + 1), np.empty(count + 1)
    seat = np.empty(count, np.int64)
    for draw in range(draws):
        options = 0
        below[0] = moment[0] = 0.0
        for k in range(count):
            x = option[draw, k]
            if k == 0 or x > option[draw, k - 1]:
                place[options] = x
                seat[options] = k
                options += 1
            below[k + 1] = below[k] + weight[draw, k]
            moment[k + 1] = moment[k] + weight[draw, k] * x
        for a in range(options):
            middle = seat[a]
            for b in range(a + 1, options):
                while middle < count and 2 * option[draw, middle] < place[a] + place[b]:
                    middle += 1
                _pair(place, below, moment, seat, middle, count, scale, a, b, flow)
        _stationary(flow, mass, options)
        for a in range(options):
            probability[draw, seat[a]] = mass[a]


@_fast
def _pair(
    place: Floats,
    below: Floats,
    moment: Floats,
    seat: Places,
    middle: int,
    count: int,
    scale: float,
    a: int,
    b: int,
    flow: Floats,
) -> None:
    """The chances of options a < b against each other; voters before `middle` are nearer to a.

    Between the two, who is at x gains x_a + x_b − 2x from a; outside all gain their whole distance, x_b − x_a.
    """
    gap, both = place[b] - place[a], place[a] + place[b]
    mine, theirs = int(seat[a]), int(seat[b])
    won = below[mine] * gap + both * (below[middle] - below[mine]) - 2 * (moment[middle] - moment[mine])
    lost = (below[count] - below[theirs]) * gap + 2 * (moment[theirs] - moment[middle])
    lost -= both * (below[theirs] - below[middle])
    won = EPSILON + max(won, 0.0) / scale
    lost = EPSILON + max(lost, 0.0) / scale
    flow[a, b] = won / (won + lost)
    flow[b, a] = lost / (won + lost)


@_fast
def _stationary(flow: Floats, mass: Floats, options: int) -> None:
    """The masses that flow (to a, from b) leaves unchanged, by elimination; `flow` is used up."""
    for last in range(options - 1, 0, -1):
        out = 0.0
        for a in range(last):
            out += flow[a, last]
        for a in range(last):
            flow[last, a] /= out
        for a in range(last):
            share = flow[a, last]
            for b in range(last):
                flow[a, b] += share * flow[last, b]
    mass[0] = total = 1.0
    for a in range(1, options):
        sum_in = 0.0
        for b in range(a):
            sum_in += mass[b] * flow[a, b]
        mass[a] = sum_in
        total += sum_in
    for a in range(options):
        mass[a] /= total


@_fast
def _challenge_all(path: Floats, weight: Floats, salience: Floats, span: Floats) -> None:
    rounds, draws, count = path.shape
    tables = np.empty((7, count, count))
    risk, danger, order = np.empty(count), np.empty(count), np.empty(count, np.int64)
    for draw in range(draws):
        for number in range(1, rounds):
            x = path[number - 1, draw]
            order[:] = np.argsort(x)
            _distances(x, span[draw], tables)
            _chances(x, weight[draw], risk, order, tables, True)
            _dangers(salience[draw], tables, danger)
            _exponents(danger, risk)
            _chances(x, weight[draw], risk, order, tables, False)
            _moved(x, salience[draw], risk, tables, path[number, draw])


@_fast
def _distances(x: Floats, span: float, tables: Floats) -> None:
    """Distances (0) and the logarithms from which their powers come: of d (1), of (1 − d)/2 (2), of (1 + d)/2 (3)."""
    far, log_far, log_less, log_more = tables[0], tables[1], tables[2], tables[3]
    for i in range(len(x)):
        for j in range(i, len(x)):
            d = abs(x[i] - x[j]) / span
            logs = (
                math.log(d) if d > 0 else -_INFINITY,
                math.log(0.5 - 0.5 * d) if d < 1 else -_INFINITY,
                math.log(0.5 + 0.5 * d),
            )
            far[i, j] = far[j, i] = d
            log_far[i, j] = log_far[j, i] = logs[0]
            log_less[i, j] = log_less[j, i] = logs[1]
            log_more[i, j] = log_more[j, i] = logs[2]


@_fast
def _chances(x: Floats, w: Floats, risk: Floats, order: Places, tables: Floats, plain: bool) -> None:
    """P_ij (6), from what k would lose at a (4) and its sums along the sorted positions (5); `plain`: all exponents 1."""
    far, log_far, loss, sums, chance = tables[0], tables[1], tables[4], tables[5], tables[6]
    count = len(x)
    for k in range(count):
        for a in range(count):
            power = far[k, a] if plain else math.exp(risk[k] * log_far[k, a])
            loss[k, a] = w[k] * power
    for a in range(count):
        running = 0.0
        for rank in range(count):
            running += loss[order[rank], a]
            sums[a, rank] = running
    total = 0.0
    for low in range(count):
        i = order[low]
        chance[i, i] = 0.0
        middle = -1  # the last rank of those who are nearer to i than to j
        for high in range(low + 1, count):
            j = order[high]
            while middle + 1 < count and 2 * x[order[middle + 1]] < x[i] + x[j]:
                middle += 1
            near_i = sums[i, middle] if middle >= 0 else 0.0
            near_j = sums[j, middle] if middle >= 0 else 0.0
            ahead = max(near_j - near_i, 0.0)
            behind = max((sums[i, count - 1] - near_i) - (sums[j, count - 1] - near_j), 0.0)
            if x[i] == x[j]:
                ahead = behind = 0.0
            chance[i, j], chance[j, i] = ahead, behind
            total += ahead + behind
    if total > 0:
        for i in range(count):
            for j in range(count):
                chance[i, j] /= 2 * total


@_fast
def _dangers(s: Floats, tables: Floats, danger: Floats) -> None:
    """Σ_j E^i(j→i) with all exponents 1: there U_s = 2d, U_f = −2d and U_q = 0."""
    far, chance = tables[0], tables[6]
    for i in range(len(s)):
        danger[i] = 0.0
        for j in range(len(s)):
            p = chance[j, i]
            danger[i] += 2 * far[i, j] * (s[i] * (2 * p - 1) + 1 - s[i])


@_fast
def _exponents(danger: Floats, risk: Floats) -> None:
    most, least = danger.max(), danger.min()
    for i in range(len(danger)):
        share = (2 * danger[i] - most - least) / (most - least) if most > least else 0.0
        risk[i] = (1 - share / 3) / (1 + share / 3)


@_fast
def _moved(x: Floats, s: Floats, risk: Floats, tables: Floats, new: Floats) -> None:
    """The nearest confrontation; else the compromise whose weighted middle is lowest; else nothing."""
    log_less, log_more, chance = tables[2], tables[3], tables[6]
    for i in range(len(x)):
        r = risk[i]
        unmoved = 2 - 4 * 0.5**r
        nearest = lowest = _INFINITY
        forced = offered = x[i]
        for j in range(len(x)):
            if x[j] == x[i]:
                continue
            success = 2 - 4 * math.exp(r * log_less[i, j])
            failure = 2 - 4 * math.exp(r * log_more[i, j])
            p, q = chance[i, j], chance[j, i]
            mine = s[j] * (p * success + (1 - p) * failure) + (1 - s[j]) * success - unmoved
            theirs = s[i] * (q * success + (1 - q) * failure) + (1 - s[i]) * success - unmoved
            if mine > TIE and theirs > mine + TIE:
                if abs(x[j] - x[i]) < nearest:
                    nearest, forced = abs(x[j] - x[i]), x[j]
            elif mine < -TIE and theirs > TIE and theirs > TIE - mine:
                middle = (-mine * x[i] + theirs * x[j]) / (theirs - mine)
                if middle < lowest:
                    lowest, offered = middle, x[i] + (x[j] - x[i]) * (-mine / theirs)
        new[i] = forced if nearest < _INFINITY else offered
