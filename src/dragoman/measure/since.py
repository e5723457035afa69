"""Since when has a state voted closer to one power than to another, without interruption? A different answer by measure.

For each measure the session is sought from which on, to the last one, the state's value with the nearer power is above
its value with the farther one (its ideal point is less far). The answer is so sensitive to the measure that all of them
stand side by side, each with what a bootstrap over roll calls makes of it: the sessions in which 95 % of the redrawn
series begin, and the session from which on the difference is clear of zero in each session by itself.

The two similarities of a session rest on the same roll calls, so that they are redrawn together: paired bootstrap.
Source: [Haege2011], [BaileyEtAl2017]
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dragoman.errors import UsageError
from dragoman.measure import agreement
from dragoman.measure.agreement import Array
from dragoman.measure.positions import DEFINITION, Points, load_points
from dragoman.measure.releases import OPENING_YEAR
from dragoman.measure.result import LEVEL, Result
from dragoman.measure.similarity import (
    FEWEST,
    LEVELS,
    draws_of,
    interval,
    known,
    notes_on,
    roll_calls,
    voters,
)
from dragoman.measure.votes import Votes, load_votes

DRAWS = 4000
SEED = 7
COUNTED = ("own", "common")
"""Roll calls of a session that count: all that a pair has in common, or only those on which all three voted."""
IDEAL_POINTS = "ideal_points"
_SILENT = LEVELS  # the level of a power that did not vote, beside yes, abstain, no
_SHAPE = (LEVELS, LEVELS + 1, LEVELS + 1)
_CELLS = LEVELS * (LEVELS + 1) ** 2
_DIFFERENCES = {
    "row": pl.String, "state": pl.String, "nearer": pl.String, "farther": pl.String, "period": pl.Int64,
    "measure": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64, "missing": pl.String,
}  # fmt: skip
_SINCE = {
    "row": pl.String, "state": pl.String, "nearer": pl.String, "farther": pl.String, "measure": pl.String,
    "session": pl.Int64, "last": pl.Int64, "clear_from": pl.Int64, "clear": pl.Int64,
    "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64, "missing": pl.String,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Session:
    """A session: the votes of the three counted together, with the difference of each measure and its draws."""

    number: int
    n: int
    rows: tuple[int, ...]
    value: Mapping[str, float]
    drawn: Mapping[str, Array]


def vote_differences(
    state: str,
    nearer: str,
    farther: str,
    *,
    measures: Sequence[str] | None = None,
    votes: Votes | None = None,
    counted: str = "common",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Result:
    """How much more alike a state votes with one power than with another, a row a session and measure.

    `counted="common"` takes the roll calls on which all three voted, "own" for each pair those that it has in common.
    The interval is a paired bootstrap. Raises UsageError.
    """
    table = votes or load_votes()
    three = _three(state, nearer, farther)
    names = [formula.name for formula in agreement.named(measures)]
    found = _sessions(table, three, names, counted, draws, seed)
    rows: list[Mapping[str, object]] = []
    evidence = {}
    tail = ":own" if counted == "own" else ""
    for session in found:
        calls = roll_calls(table, session.rows)
        for name in names:
            low, high = _band(session, name)
            value = known(session.value[name])
            address = f"vote_difference:{':'.join(three)}:{session.number}:{name}{tail}"
            rows.append(
                {
                    "row": address, **dict(zip(("state", "nearer", "farther"), three, strict=True)),
                    "period": session.number, "measure": name, "value": value, "low": low, "high": high,
                    "n": session.n, "missing": None if value is not None else agreement.reason(session.n),
                }
            )  # fmt: skip
            evidence[address] = calls
    return Result(
        measure="vote_difference",
        question=f"How much more alike does {three[0]} vote with {three[1]} than with {three[2]}?",
        definition=f"measure({three[0]}, {three[1]}) − measure({three[0]}, {three[2]}), on the roll calls on which "
        + ("all three voted" if counted == "common" else "each pair voted"),
        frame=pl.DataFrame(rows, schema=_DIFFERENCES),
        citation=_cited(names),
        notes=notes_on(table, three, "session", [session.number for session in found]),
        settings=_settings(table, counted, draws, seed),
        evidence=evidence,
    )


def similar_since(
    state: str,
    nearer: str,
    farther: str,
    *,
    measures: Sequence[str] | None = None,
    votes: Votes | None = None,
    points: Points | None = None,
    counted: str = "own",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Result:
    """Since when a state has voted closer to one power than to another, without interruption, a row a measure.

    `value` is the year in which the first session of the run opens (`session` + 1945), `low` and `high` the years
    between which 95 % of the redrawn series begin theirs; `clear_from` the session from which on the 95 % interval of
    the difference is above zero in every session (null: it is not in the last), `clear` in how many sessions it is;
    `last` the last session of the series; `n` the roll calls of the run (of ideal points: the sessions). An upper bound in the year
    after the last session says that the redrawn series do not begin by then. A session without a value is passed over.
    `measures` may name `ideal_points` too. Raises UsageError.
    """
    table = votes or load_votes()
    three = _three(state, nearer, farther)
    wanted = [*agreement.FORMULAS, IDEAL_POINTS] if measures is None else list(measures)
    names = [name for name in wanted if name.casefold() != IDEAL_POINTS]
    names = [formula.name for formula in agreement.named(names)] if names else []
    found = _sessions(table, three, names, counted, draws, seed) if names else []
    rows = [_run(three, name, found) for name in names]
    evidence = {}
    for row in rows:
        begun = [
            session
            for session in found
            if row.get("session") is not None and session.number >= int(str(row["session"]))
        ]
        evidence[str(row["row"])] = tuple(call for session in begun for call in roll_calls(table, session.rows))
    notes = notes_on(table, three, "session", [session.number for session in found])
    if len(names) < len(wanted):
        series = points or load_points()
        rows.append(_run(three, IDEAL_POINTS, _positions(series, three, draws, seed)))
        notes += (f"ideal points: {series.release}; the series ends with session {series.sessions[-1]}",)
    return Result(
        measure="similar_since",
        question=f"Since when has {three[0]} voted closer to {three[1]} than to {three[2]}, without interruption?",
        definition=(
            f"the first session from which on measure({three[0]}, {three[1]}) > measure({three[0]}, {three[2]}) "
            "in every session to the last; " + "; ".join(_formula(str(row["measure"])) for row in rows)
        ),
        frame=pl.DataFrame(rows, schema=_SINCE),
        citation=_cited(names),
        notes=(f"to session {table.sessions[-1]}: a run may be broken by votes after it", *_read_so(rows), *notes),
        settings=_settings(table, counted, draws, seed),
        evidence=evidence,
    )


def _read_so(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """How the numbers are read, and what a bound after the last session means."""
    read = (
        "value and its bounds are years, in which a session opens; n counts the roll calls of the run (of ideal points its "
        "sessions), clear the sessions of the run in which the difference is clear of 0"
    )
    told = [read]
    after = [
        row for row in rows if row.get("high") is not None and row["high"] == int(str(row["last"])) + 1 + OPENING_YEAR
    ]
    if after:
        year = int(str(after[0]["high"]).split(".")[0])
        told.append(f"an upper bound of {year} means: not yet in the table, which ends with session {after[0]['last']}")
    return told


def _three(state: str, nearer: str, farther: str) -> tuple[str, str, str]:
    one, rest = voters(state, [nearer, farther])
    if len(rest) < 2:
        raise UsageError(f"{rest[0]} is compared with itself", "name two powers")
    return one, rest[0], rest[1]


def _sessions(
    votes: Votes, three: tuple[str, str, str], names: Sequence[str], counted: str, draws: int, seed: int
) -> list[_Session]:
    """The sessions in which the state voted, the votes of the three counted together and redrawn together."""
    if counted not in COUNTED:
        raise UsageError(f"{counted!r} are no roll calls to count", f"say {' or '.join(COUNTED)}")
    series = [votes.of(state) for state in three]
    silent = [state for state, cast in zip(three, series, strict=True) if not (cast > 0).any()]
    if silent:
        raise UsageError(f"{silent[0]} casts no vote in {votes.release}", "name members of the United Nations")
    found = []
    generator = np.random.default_rng(seed)  # one for all sessions, in order
    for number, rows in votes.places("session").items():
        one, two, other = (cast[rows] for cast in series)
        there = (one > 0) & ((two > 0) & (other > 0) if counted == "common" else (two > 0) | (other > 0))
        if not there.any():
            continue
        levels = [np.where(cast[there] > 0, cast[there] - 1, _SILENT).astype(np.int64) for cast in (one, two, other)]
        cells = np.ravel_multi_index(levels, _SHAPE)
        counts = np.bincount(cells, minlength=_CELLS).reshape(_SHAPE).astype(np.float64)
        drawn = dict.fromkeys(names, np.empty(0))
        if draws and len(cells) >= FEWEST:
            drawn = _differences(_redrawn(cells, draws, generator), names)
        value = {name: float(numbers) for name, numbers in _differences(counts, names).items()}
        found.append(_Session(number, len(cells), tuple(rows[there].tolist()), value, drawn))
    return found


def _redrawn(
    cells: np.ndarray[tuple[int, ...], np.dtype[np.int64]], draws: int, generator: np.random.Generator
) -> Array:
    """Counts of as many roll calls drawn with replacement, `draws` times along a last axis."""
    places = generator.integers(0, len(cells), (draws, len(cells)))
    numbered = cells[places] + _CELLS * np.arange(draws)[:, np.newaxis]
    counts = np.bincount(numbered.ravel(), minlength=_CELLS * draws).reshape(draws, *_SHAPE)
    return np.moveaxis(counts, 0, -1).astype(np.float64)


def _differences(counts: Array, names: Sequence[str]) -> dict[str, Array]:
    """Each measure with the first power less that with the second, from counts by all three (a last axis of draws)."""
    one = agreement.scores(counts[:, :_SILENT].sum(axis=2), names)
    other = agreement.scores(counts[:, :, :_SILENT].sum(axis=1), names)
    return {name: one[name] - other[name] for name in names}


def _positions(points: Points, three: tuple[str, str, str], draws: int, seed: int) -> list[_Session]:
    """The same of ideal points: how much farther the second power is; drawn from the published quantiles."""
    found = []
    for session in points.sessions_of(*three):
        at = [points.at[state, session] for state in three]
        value = abs(at[0][0] - at[2][0]) - abs(at[0][0] - at[1][0])
        drawn = np.empty(0)
        if draws and all(spread is not None for _, spread in at):
            generator = draws_of(seed, *three, session, IDEAL_POINTS)
            one, two, other = (generator.normal(point, spread or 0, draws) for point, spread in at)
            drawn = np.abs(one - other) - np.abs(one - two)
        found.append(_Session(session, 1, (), {IDEAL_POINTS: value}, {IDEAL_POINTS: drawn}))
    return found


def _run(three: tuple[str, str, str], name: str, sessions: Sequence[_Session]) -> dict[str, object]:
    """One row: when the run of sessions begins that goes on to the last."""
    of = [session for session in sessions if not np.isnan(session.value[name])]
    head: dict[str, object] = {
        "row": f"similar_since:{':'.join(three)}:{name}",
        **dict(zip(("state", "nearer", "farther"), three, strict=True)),
        "measure": name,
        "last": of[-1].number if of else None,
    }
    if not of:
        return {**head, "n": 0, "missing": "there is no session with a value for all three"}
    numbers = np.array([session.number for session in of])
    start = _start(np.array([session.value[name] for session in of])[:, np.newaxis])[0]
    bands = [_band(session, name) for session in of]
    clear = np.array([low is not None and low > 0 for low, _ in bands])
    clear_at = _start(clear[:, np.newaxis].astype(np.float64))[0]
    begun = of[start:]
    low, high = _begin(name, of, numbers)
    head |= {
        "clear_from": int(numbers[clear_at]) if clear_at < len(of) else None, "clear": int(clear[start:].sum()),
        "n": sum(session.n for session in begun),
    }  # fmt: skip
    if not begun:
        return {**head, "missing": f"in the last session, {of[-1].number}, {three[0]} is not closer to {three[1]}"}
    first = begun[0].number
    return {**head, "session": first, "value": float(first + OPENING_YEAR), "low": low, "high": high, "missing": None}


def _start(values: Array) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """For each column the place from which on all values are above zero; their number if the last one is not."""
    broken = ~(values[::-1] > 0)
    unbroken = np.where(broken.any(axis=0), broken.argmax(axis=0), len(values))
    return np.asarray(len(values) - unbroken)


def _begin(
    name: str, sessions: Sequence[_Session], numbers: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
) -> tuple[float | None, float | None]:
    """Between which years the redrawn series begin; one that ends without a run begins in the year after the last."""
    drawn = [session for session in sessions if session.drawn[name].size]
    if not drawn:
        return None, None
    draws = drawn[0].drawn[name].size
    table = np.stack(
        [s.drawn[name] if s.drawn[name].size else np.full(draws, s.value[name]) for s in sessions],
    )
    table = np.where(np.isnan(table), np.array([[s.value[name]] for s in sessions]), table)
    years = np.append(numbers, numbers[-1] + 1)[_start(table)] + OPENING_YEAR
    low, high = np.quantile(years, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], method="inverted_cdf")
    return float(low), float(high)


def _band(session: _Session, name: str) -> tuple[float | None, float | None]:
    if not session.drawn[name].size:
        return None, None
    low, high = interval(session.drawn[name])
    return known(low), known(high)


def _formula(name: str) -> str:
    if name == IDEAL_POINTS:
        return f"{name} = {DEFINITION}, and closer is less"
    return f"{name} = {agreement.FORMULAS[name].formula}"


def _cited(names: Sequence[str]) -> tuple[str, ...]:
    keys = [key for name in names for key in agreement.FORMULAS[name].citation]
    return tuple(dict.fromkeys((*keys, "BaileyEtAl2017")))


def _settings(votes: Votes, counted: str, draws: int, seed: int) -> dict[str, str]:
    return {
        "votes": votes.release, "counted": counted, "draws": str(draws), "seed": str(seed),
        "interval": f"{LEVEL:.0%}, paired bootstrap over roll calls",
    }  # fmt: skip
