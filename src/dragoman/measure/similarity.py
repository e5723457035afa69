"""Similarity of a state to others by their votes in the UN General Assembly, by every measure of agreement, period by period.

Each value has a 95 % interval by bootstrap over roll calls: as many are drawn as the pair has in common, with
replacement. The counts of a draw are multinomial, so that no roll call need be drawn one by one. There is none below
ten common votes, and none where the pair never varies, for then the draws cannot either.
Source: [Haege2011], [Voeten2013]
"""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dragoman.errors import UsageError
from dragoman.measure import agreement
from dragoman.measure.agreement import Array, Formula
from dragoman.measure.emergency import emergency_note
from dragoman.measure.releases import OPENING_YEAR
from dragoman.measure.result import LEVEL, Result
from dragoman.measure.votes import SHIPPED, Votes, load_votes
from dragoman.world import EntityKind, load_world

DRAWS = 2000
SEED = 20260101
FEWEST = 10
"""Common votes below which no interval is given."""
UNANIMOUS = ("keep", "drop")
LEVELS = 3
_SCHEMA = {
    "row": pl.String, "state": pl.String, "other": pl.String, "period": pl.Int64, "measure": pl.String,
    "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64, "missing": pl.String,
}  # fmt: skip
_SOVIET_LAST = 46  # the last session that the Soviet Union opened
_BY = {"session": "session", "year": "year of the date", "label": "year as the release labels it"}


@dataclass(frozen=True, slots=True)
class _Pair:
    """A state, another and a period, with the joint votes counted and the places of the roll calls behind them."""

    other: str
    period: int
    counts: Array
    rows: tuple[int, ...]


def similarity(
    state: str,
    others: Sequence[str],
    *,
    by: str = "session",
    measures: Sequence[str] | None = None,
    votes: Votes | None = None,
    unanimous: str = "keep",
    first: int | None = None,
    last: int | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Result:
    """How alike a state and each of the others voted, a row a period and measure.

    `by` is "session", "year" (of the date of the vote) or "label" (the year that the release gives, which may be
    wrong); `first` and `last` bound the periods, both included, else all in which the state voted; `unanimous="drop"`
    leaves out roll calls on which all who voted voted alike; `draws=0` gives no intervals. Raises UsageError.
    """
    table = votes or load_votes()
    formulas = agreement.named(measures)
    if unanimous not in UNANIMOUS:
        raise UsageError(f"unanimous roll calls are kept or dropped, not {unanimous!r}", "say keep or drop")
    one, rest = voters(state, others)
    pairs = list(_pairs(table, one, rest, _periods(table, one, by, first, last), by, unanimous == "drop"))
    tail = _tail(by, unanimous)
    rows: list[Mapping[str, object]] = []
    evidence: dict[str, tuple[str, ...]] = {}
    for pair, values, lows, highs in _scored(one, pairs, formulas, by, draws, seed):
        calls = roll_calls(table, pair.rows)
        for formula in formulas:
            row = _row(one, pair, formula, values, lows, highs, tail)
            row["missing"] = None if row["value"] is not None else _why(table, one, pair)
            rows.append(row)
            evidence[str(row["row"])] = calls
    return Result(
        measure="similarity",
        question=f"How alike do {one} and {', '.join(rest)} vote in the UN General Assembly, by {_BY[by]}?",
        definition="; ".join(f"{formula.name} = {formula.formula}" for formula in formulas)
        + "; votes are 1 yes, 2 abstain, 3 no; only roll calls on which both voted",
        frame=pl.DataFrame(rows, schema=_SCHEMA),
        citation=tuple(dict.fromkeys(key for formula in formulas for key in formula.citation)),
        notes=notes_on(table, (one, *rest), by, [pair.period for pair in pairs]),
        settings={
            "votes": table.release, "by": by, "unanimous": unanimous, "draws": str(draws), "seed": str(seed),
            "interval": f"{LEVEL:.0%}, bootstrap over roll calls",
        },
        evidence=evidence,
    )  # fmt: skip


def voters(state: str, others: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The ids of a state and of those that it is compared with, each once. Raises UsageError for who is not known."""
    world = load_world()
    one = world.resolve(state, EntityKind.STATE).id
    rest = tuple(dict.fromkeys(world.resolve(other, EntityKind.STATE, EntityKind.ORGANISATION).id for other in others))
    if not rest:
        raise UsageError(f"nobody is named to compare {one} with", "name one state or more")
    if one in rest:
        raise UsageError(f"{one} cannot be compared with itself", "name others")
    return one, rest


def _periods(votes: Votes, state: str, by: str, first: int | None, last: int | None) -> list[int]:
    cast = votes.of(state) > 0
    places = votes.places(by)
    if not cast.any():
        raise UsageError(f"{state} casts no vote in {votes.release}", "name a member of the United Nations")
    voted = [period for period, rows in places.items() if cast[rows].any()]
    there = [period for period in places if first is not None or period in voted or (last and period > voted[0])]
    wanted = [p for p in there if (first is None or p >= first) and (last is None or p <= last)]
    if not wanted:
        known = list(places)
        span = f"{known[0]} to {known[-1]}" if known else "none"
        bounds = "".join(f" {word} {bound}" for word, bound in (("from", first), ("to", last)) if bound is not None)
        raise UsageError(f"there are no votes by {by}{bounds}", f"{votes.release} has {by} {span}")
    return wanted


def _pairs(votes: Votes, one: str, rest: Sequence[str], periods: Sequence[int], by: str, drop: bool) -> Iterator[_Pair]:
    mine, places = votes.of(one), votes.places(by)
    kept = ~votes.unanimous if drop else np.ones(len(mine), dtype=np.bool_)
    for other in rest:
        theirs = votes.of(other)
        for period in periods:
            rows = places[period]
            rows = rows[(mine[rows] > 0) & (theirs[rows] > 0) & kept[rows]]
            # all measures are symmetric; counted in one order, intervals are too
            x, y = (mine, theirs) if one < other else (theirs, mine)
            yield _Pair(other, period, agreement.tabulate(x[rows] - 1, y[rows] - 1, LEVELS), tuple(rows.tolist()))


Scored = tuple[_Pair, dict[str, float], dict[str, float], dict[str, float]]


def _scored(
    one: str, pairs: Sequence[_Pair], formulas: Sequence[Formula], by: str, draws: int, seed: int
) -> Iterator[Scored]:
    names = [formula.name for formula in formulas]
    stacked = np.stack([pair.counts for pair in pairs], axis=-1)
    values = agreement.scores(stacked, names)
    for place, pair in enumerate(pairs):
        lows, highs = dict.fromkeys(names, np.nan), dict.fromkeys(names, np.nan)
        if draws and pair.counts.sum() >= FEWEST:
            generator = draws_of(seed, *sorted((one, pair.other)), by, pair.period)
            drawn = agreement.scores(redrawn(pair.counts, draws, generator), names)
            for name in names:
                lows[name], highs[name] = interval(drawn[name])
        yield pair, {name: float(values[name][place]) for name in names}, lows, highs


def draws_of(seed: int, *about: object) -> np.random.Generator:
    """The source of chance for one number: the same whatever else is asked beside it."""
    return np.random.default_rng([seed, zlib.crc32(":".join(map(str, about)).encode())])


def redrawn(counts: Array, draws: int, generator: np.random.Generator) -> Array:
    """As many roll calls as were counted, drawn anew with replacement, `draws` times: a last axis is added."""
    total = int(counts.sum())
    drawn = generator.multinomial(total, counts.ravel() / total, size=draws)
    return np.asarray(drawn.T.reshape(*counts.shape, draws), dtype=np.float64)


def interval(drawn: Array) -> tuple[float, float]:
    """The middle 95 % of the draws; NaN twice if half of them are undefined or all are the same."""
    known = drawn[~np.isnan(drawn)]
    if known.size * 2 < drawn.size or known.size == 0 or np.ptp(known) == 0:
        return np.nan, np.nan
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def _row(
    one: str,
    pair: _Pair,
    formula: Formula,
    values: Mapping[str, float],
    lows: Mapping[str, float],
    highs: Mapping[str, float],
    tail: str,
) -> dict[str, object]:
    value, low, high = (known(part[formula.name]) for part in (values, lows, highs))
    return {
        "row": f"similarity:{one}:{pair.other}:{pair.period}:{formula.name}{tail}",
        "state": one, "other": pair.other, "period": pair.period, "measure": formula.name,
        "value": value, "low": low, "high": high, "n": int(pair.counts.sum()),
    }  # fmt: skip


def known(number: float) -> float | None:
    """A number as a cell of a frame: null, not NaN."""
    return None if np.isnan(number) else float(number)


def _tail(by: str, unanimous: str) -> str:
    return "".join((f":{by}" if by == "label" else "", ":nonunanimous" if unanimous == "drop" else ""))


def _why(votes: Votes, one: str, pair: _Pair) -> str:
    silent = [state for state in (one, pair.other) if not (votes.of(state) > 0).any()]
    if silent:
        return f"{silent[0]} casts no votes in the General Assembly"
    return agreement.reason(float(pair.counts.sum()))


def roll_calls(votes: Votes, rows: Sequence[int]) -> tuple[str, ...]:
    """The roll calls behind a number, as `Result.evidence` names rows of tables."""
    table = "unga_votes.parquet" if votes.own else f"unga/{SHIPPED.name}"
    return tuple(f"table:{table} {number}" for number in votes.rollcalls["rollcall"][list(rows)].to_list())


def notes_on(votes: Votes, states: Sequence[str], by: str, periods: Sequence[int]) -> tuple[str, ...]:
    """What a reader of numbers from votes has to know of the table that they rest on."""
    last = votes.sessions[-1]
    notes = [f"votes: {votes.release}, to session {last} (opened {last + OPENING_YEAR})"]
    if votes.own:
        notes.append("a table of your own takes the place of the one that ships")
    notes += votes.notes
    if by == "session":
        notes.append(f"a session is not a year: session + {OPENING_YEAR} is the year in which it opens")
        if "RUS" in states and periods and min(periods) <= _SOVIET_LAST:
            notes.append(f"to session {_SOVIET_LAST} RUS is the Soviet Union")
    if by == "label":
        notes.append("years are the release's own labels, which may differ from the dates of the votes")
    spoken = votes.places(by)
    notes += votes.gaps(states, by, set(periods) or None)
    notes += emergency_note(votes, states, [int(place) for period in periods for place in spoken[period][:1]])
    notes.append("consensus resolutions are not in the table; absence counts as no vote, not as abstention")
    return tuple(notes)


def dyads(
    votes: Votes, measures: Sequence[str] | None = None, *, sessions: Sequence[int] | None = None
) -> pl.DataFrame:
    """Every pair of states in every session: `session`, `a` < `b`, `n` common votes, a column a measure (null: undefined).

    About a million rows for all sessions. Counted by products of indicator matrices, a session at a time.
    """
    names = [formula.name for formula in agreement.named(measures)]
    states = pl.Enum(list(votes.states))
    frames = []
    for session in votes.sessions if sessions is None else sessions:
        cells = votes.matrix(session)
        there = np.flatnonzero((cells > 0).any(axis=0))
        one, other = np.triu_indices(len(there), k=1)
        counts = joint_counts(cells[:, there])[:, :, one, other]
        columns = agreement.scores(counts, names)
        total = counts.sum(axis=(0, 1)).astype(np.int32)
        codes = {"a": there[one], "b": there[other]}
        frame = pl.DataFrame({"session": np.full(len(one), session, dtype=np.int16), **codes, "n": total, **columns})
        frames.append(frame.with_columns(pl.col("a", "b").cast(pl.UInt32).cast(states)).filter(pl.col("n") > 0))
    floats = pl.col(names).fill_nan(None)
    return pl.concat(frames).with_columns(floats) if frames else pl.DataFrame()


def joint_counts(cells: np.ndarray[tuple[int, ...], np.dtype[np.int8]]) -> Array:
    """For each pair of columns of votes (0 none, 1 … 3) how often they stood at levels k and l: an array k, l, a, b."""
    at = [(cells == level + 1).astype(np.float32) for level in range(LEVELS)]
    counts = np.empty((LEVELS, LEVELS, cells.shape[1], cells.shape[1]))
    for k in range(LEVELS):
        for j in range(k, LEVELS):
            counts[k, j] = at[k].T @ at[j]
            counts[j, k] = counts[k, j].T
    return counts
