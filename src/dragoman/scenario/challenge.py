"""The challenge model: who moves whom, round by round, when each offers to or forces upon the others what pays.

Two readings of one paper. `as_coded` is the program of its authors, which gives the table that they print; `as_printed` follows the
equations of the text. They differ in three facts that no text states: the denominator of the probability of winning, whose risk
exponent counts, and which compromise is taken. With Q = 1 (the status quo is kept) the terms of a changed status quo vanish.

Source: [Scholz2011]; equation numbers are the paper's
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dragoman.scenario.compromise import Floats, compromise, weighted_median, weights

Places = NDArray[np.intp]
Reading = Literal["as_coded", "as_printed"]
ROUNDS = 10
TIE = 1e-12
"""Utilities (between -2 and 2) that differ by less are equal: what is equal by the equations must not be decided by rounding."""
_BLOCK = 400  # draws at a time, so that a round's matrices stay in the processor's cache


@dataclass(frozen=True, eq=False, slots=True)
class Rounds:
    """`position` (rounds + 1, draws, n) from the start on; `median` and `mean` (rounds + 1, draws) are weighted."""

    position: Floats
    median: Floats
    mean: Floats


@dataclass(frozen=True, slots=True)
class Move:
    """In round `number` (1 the first) stakeholder `who` goes from `start` to `end` on account of `by`; places as in the issue.

    `whole`: it takes over the position of `by`; else the two meet, and it goes a part of the way.
    """

    number: int
    who: int
    by: int
    start: float
    end: float
    whole: bool


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
    """Run the model on each draw; inputs (draws, n), salience in [0, 1], `status_quo` the paper's Q.

    `conflict_moves`: whether the weaker side of a conflict gives way (`as_printed` only).
    """
    weight = weights(capability, salience)
    path = np.empty((rounds + 1, *position.shape))
    path[0] = position
    for at in range(0, len(position), _BLOCK):
        part = slice(at, at + _BLOCK)
        run = _run(
            position[part], weight[part], salience[part], rounds, reading, status_quo, conflict_moves=conflict_moves
        )
        for number, (seen, _) in enumerate(run, 1):
            path[number, part] = seen
    return rounds_of(path, weight)


def who_moves_whom(
    position: Floats, capability: Floats, salience: Floats, *, rounds: int = ROUNDS, reading: Reading = "as_coded"
) -> list[Move]:
    """Every move of one issue, round by round in the order of the stakeholders; inputs (n,), with Q = 1."""
    weight = weights(capability, salience)
    run = _run(position[None], weight[None], salience[None], rounds, reading, 1.0, conflict_moves=True)
    near, before, found = TIE * max(float(np.ptp(position)), 1.0), position, []
    for number, (seen, causes) in enumerate(run, 1):
        for who in np.flatnonzero(causes[0] >= 0).tolist():
            by, start, end = int(causes[0, who]), float(before[who]), float(seen[0, who])
            found.append(Move(number, who, by, start, end, whole=abs(end - float(before[by])) <= near))
        before = seen[0]
    return found


def _run(
    x: Floats, w: Floats, s: Floats, rounds: int, reading: Reading, quo: float, *, conflict_moves: bool
) -> Iterator[tuple[Floats, Places]]:
    """After each round the positions (draws, n), and on whose account each moved (draws, n), -1 who did not."""
    first = np.ptp(x, axis=1)
    for _ in range(rounds):
        span = first if reading == "as_coded" else np.ptp(x, axis=1)
        x, causes = _round(x, w, s, span, reading, quo, conflict_moves=conflict_moves)
        yield x, causes


def rounds_of(path: Floats, weight: Floats) -> Rounds:
    """The rounds with their medians and means from the positions, one round at a time to spare memory."""
    median = np.array([weighted_median(position, weight) for position in path])
    return Rounds(path, median, np.array([compromise(position, weight) for position in path]))


def _round(
    x: Floats, w: Floats, s: Floats, span: Floats, reading: Reading, quo: float, *, conflict_moves: bool
) -> tuple[Floats, Places]:
    span = np.where(span > 0, span, 1.0)  # all agree: distances are 0 and nobody moves
    far = np.abs(x[:, :, None] - x[:, None, :]) / span[:, None, None]
    risk = np.ones_like(x)
    view = _View(x, w, s, span, far, quo)
    # as printed the risk exponents do not enter the probability of winning
    chance = _chance_as_coded(w, far, risk) if reading == "as_coded" else _chance_as_printed(w, far)
    _, theirs = view.utilities(risk, chance)
    risk = _risk(theirs)
    if reading == "as_coded":
        chance = _chance_as_coded(w, far, risk)
    mine, theirs = view.utilities(risk, chance)
    if reading == "as_coded":
        return _moved_as_coded(x, mine, theirs)
    return _moved_as_printed(x, mine, np.swapaxes(mine, 1, 2), conflict_moves=conflict_moves)


@dataclass(frozen=True, eq=False, slots=True)
class _View:
    """What a round looks like to every stakeholder; matrices are (draws, i, j)."""

    x: Floats
    w: Floats
    s: Floats
    span: Floats
    far: Floats
    quo: float

    def utilities(self, risk: Floats, chance: Floats) -> tuple[Floats, Floats]:
        """E^i(i→j) and E^i(j→i): of challenging, and of being challenged, both as i sees them (25)."""
        r = risk[:, :, None]
        success = 2 - 4 * (0.5 - 0.5 * self.far) ** r  # (15)
        failure = 2 - 4 * (0.5 + 0.5 * self.far) ** r  # (16)
        unmoved = 2 - 4 * 0.5**r  # (24)
        kept = self.quo * unmoved
        stake = self.s[:, None, :]
        mine = stake * (chance * success + (1 - chance) * failure) + (1 - stake) * success - kept
        stake, chance = self.s[:, :, None], np.swapaxes(chance, 1, 2)
        theirs = stake * (chance * success + (1 - chance) * failure) + (1 - stake) * success - kept
        if self.quo < 1:
            away = np.abs(self.x - weighted_median(self.x, self.w)[:, None]) / self.span[:, None]
            mine = mine - self._changed(away[:, :, None], r)
            theirs = theirs - self._changed(away[:, None, :], r)
        return mine, theirs

    def _changed(self, away: Floats, r: Floats) -> Floats:
        """(1 − Q) [T U_b + (1 − T) U_w] (22, 23): the status quo moves for better or worse; `away`: challenger from median."""
        both = away + self.far
        better = 2 - 4 * np.clip(0.5 - 0.25 * both, 0.0, None) ** r
        worse = 2 - 4 * (0.5 + 0.25 * both) ** r
        result: Floats = (1 - self.quo) * np.where(away < self.far, better, worse)
        return result


def _risk(theirs: Floats) -> Floats:
    """Risk exponents from the danger in which each stands: r = (1 − R/3)/(1 + R/3) (33, 34)."""
    places = np.arange(theirs.shape[1])
    theirs = theirs.copy()
    theirs[:, places, places] = 0.0
    danger = theirs.sum(axis=2)
    most, least = danger.max(axis=1, keepdims=True), danger.min(axis=1, keepdims=True)
    spread = most - least
    share = np.where(spread > 0, (2 * danger - most - least) / np.where(spread > 0, spread, 1.0), 0.0)
    result: Floats = (1 - share / 3) / (1 + share / 3)
    return result


def _chance_as_coded(w: Floats, far: Floats, risk: Floats) -> Floats:
    """P_ij = N_ij / (2 Σ N), N_ij = Σ_k max(0, D_kj − D_ki), D_ka = w_k (|x_k − x_a|/R)^r_k."""
    loss = w[:, :, None] * far ** risk[:, :, None]  # (draws, k, a)
    ahead = _ahead(loss)
    total = ahead.sum(axis=(1, 2), keepdims=True)
    result: Floats = ahead / np.where(total > 0, 2 * total, 1.0)
    return result


def _chance_as_printed(w: Floats, far: Floats) -> Floats:
    """P_ij = Σ_{k: arg > 0} w arg / Σ w |arg|, arg_k = |x_k − x_j| − |x_k − x_i|; ½ where nobody cares (31)."""
    ahead = _ahead(w[:, :, None] * far)
    both = ahead + np.swapaxes(ahead, 1, 2)
    result: Floats = np.where(both > 0, ahead / np.where(both > 0, both, 1.0), 0.5)
    return result


def _ahead(loss: Floats) -> Floats:
    """Σ_k max(0, loss_kj − loss_ki) as (draws, i, j)."""
    count = loss.shape[1]
    total = loss.sum(axis=1)
    lead = total[:, None, :] - total[:, :, None]
    result = np.zeros_like(loss)
    for i in range(count - 1):  # |a| + a = 2 max(0, a): one pass serves i before j and j before i
        gap = np.abs(loss[:, :, i + 1 :] - loss[:, :, i : i + 1]).sum(axis=1)
        result[:, i, i + 1 :] = (gap + lead[:, i, i + 1 :]) / 2
        result[:, i + 1 :, i] = (gap - lead[:, i, i + 1 :]) / 2
    return np.maximum(result, 0.0)


def _moved_as_coded(x: Floats, mine: Floats, theirs: Floats) -> tuple[Floats, Places]:
    """The nearest confrontation; else the compromise whose weighted middle is lowest; else nothing. Positions and causes."""
    here, there = x[:, :, None], x[:, None, :]
    apart = here != there  # nobody moves whom he already agrees with
    forced = apart & (theirs > mine + TIE) & (mine > TIE)
    offered = apart & (theirs > TIE) & (mine < -TIE) & (theirs > TIE - mine)
    nearest = np.where(forced, np.abs(there - here), np.inf)
    a, b = np.abs(mine), np.abs(theirs)
    middle = np.where(offered, (a * here + b * there) / np.where(offered, a + b, 1.0), np.inf)
    share = np.where(offered, a / np.where(offered, b, 1.0), 0.0)
    to_force, to_offer = nearest.argmin(axis=2)[:, :, None], middle.argmin(axis=2)[:, :, None]
    moved = x + ((there - here) * share)[np.arange(len(x))[:, None], np.arange(x.shape[1])[None, :], to_offer[:, :, 0]]
    moved = np.where(offered.any(axis=2), moved, x)
    forced_to = np.take_along_axis(np.broadcast_to(there, mine.shape), to_force, 2)[:, :, 0]
    yields, meets = forced.any(axis=2), offered.any(axis=2)
    causes = np.where(yields, to_force[:, :, 0], np.where(meets, to_offer[:, :, 0], -1))
    return np.where(yields, forced_to, moved), causes


def _moved_as_printed(x: Floats, mine: Floats, theirs: Floats, *, conflict_moves: bool) -> tuple[Floats, Places]:
    """The least move among conflicts, compromises (36) and capitulations (the octants of Fig. 6). Positions and causes."""
    here, there = x[:, :, None], x[:, None, :]
    apart = here != there
    share = np.full(mine.shape, np.inf)
    if conflict_moves:
        share = np.where(apart & (mine > TIE) & (theirs > mine + TIE), 1.0, share)
    yields = apart & (mine < -TIE) & (theirs > TIE)
    offer = yields & (theirs > TIE - mine)
    share = np.where(offer, np.abs(mine) / np.where(offer, theirs, 1.0), share)
    share = np.where(yields & (theirs < -mine - TIE), 1.0, share)
    moves = np.isfinite(share)
    length = np.where(moves, np.abs(there - here) * np.where(moves, share, 0.0), np.inf)
    chosen = length.argmin(axis=2)[:, :, None]
    step = np.take_along_axis((there - here) * np.where(moves, share, 0.0), chosen, 2)[:, :, 0]
    any_ = moves.any(axis=2)
    return np.where(any_, x + step, x), np.where(any_, chosen[:, :, 0], -1)
