"""Positions: ideal points of states in the UN General Assembly as published, and how far apart they are.

The points of Bailey, Strezhnev and Voeten are read, not estimated: one dimension, re-estimated with each release, so
that old values move (Kazakhstan in 1992: 0.409 in the release of 2013, 0.582 in that of April 2020). On one dimension
two powers that are both far from the West are hard to tell apart. Distances carry a 95 % interval from the published
5 and 95 % quantiles, taken as those of independent normal distributions. Source: [BaileyEtAl2017]
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from statistics import NormalDist

import polars as pl

from dragoman.errors import DataError, UsageError
from dragoman.measure.formats import read_table
from dragoman.measure.releases import OPENING_YEAR, UNGA, state_ids
from dragoman.measure.result import LEVEL, Result
from dragoman.measure.similarity import voters
from dragoman.world import folder_of

SHIPPED_POINTS = UNGA.parent / "ideal_points.csv"
OWN_POINTS = "ideal_points.parquet"
DEFINITION = "|θ_a − θ_b|, θ = ideal point as published (Bailey, Strezhnev and Voeten)"
_BAND = NormalDist().inv_cdf(0.95) * 2  # 5 % to 95 % of a normal distribution, in standard deviations
_WIDTH = NormalDist().inv_cdf((1 + LEVEL) / 2)
_COLUMNS = {
    "state": ("state", "iso3c", "ccode"), "session": ("session",), "point": ("point", "idealpoint", "idealpointall"),
    "low": ("low", "q5%", "q5"), "high": ("high", "q95%", "q95"),
}  # fmt: skip


@dataclass(frozen=True, eq=False, slots=True)
class Points:
    """Ideal points: `at[state, session]` is the point with its standard deviation (None if no quantiles are given).

    `file` is the name of the table that they stand in.
    """

    release: str
    at: Mapping[tuple[str, int], tuple[float, float | None]]
    file: str = SHIPPED_POINTS.name

    @property
    def sessions(self) -> tuple[int, ...]:
        """The sessions with a point of anybody, in order."""
        return tuple(sorted({session for _, session in self.at}))

    def distance(self, one: str, other: str, session: int) -> tuple[float, float | None] | None:
        """How far two states are apart, with the standard deviation; None if one of them has no point."""
        a, b = self.at.get((one, session)), self.at.get((other, session))
        if a is None or b is None:
            return None
        spread = None if a[1] is None or b[1] is None else math.hypot(a[1], b[1])
        return abs(a[0] - b[0]), spread

    def sessions_of(self, *states: str) -> list[int]:
        """The sessions in which all of these have a point."""
        return [session for session in self.sessions if all((state, session) in self.at for state in states)]


def is_points(columns: Sequence[str]) -> bool:
    """Whether a table with these columns (small letters) is one of ideal points."""
    return all(any(name in columns for name in _COLUMNS[what]) for what in ("state", "session", "point"))


def load_points(path: Path | str | None = None, *, ledger: Path | str | None = None) -> Points:
    """The ideal points of a file (Voeten's CSV, tab, Parquet, RData or rds); without one those beside the ledger, else
    those that ship: 16 states of the region and the powers, sessions 45 to 74. Raises DataError.
    """
    if path is None and ledger is not None:
        own = folder_of(Path(ledger)) / OWN_POINTS
        path = own if own.is_file() else None
    found = SHIPPED_POINTS if path is None else Path(path)
    stamp = found.stat().st_mtime_ns if found.is_file() else 0
    return _loaded(found, stamp)


@lru_cache(maxsize=2)
def _loaded(path: Path, _: int) -> Points:
    if path == SHIPPED_POINTS:
        frame, release = pl.read_csv(path, comment_prefix="#"), "release of April 2020, 16 states"
    else:
        frame, release = read_points(path), "your own table" if path.name == OWN_POINTS else path.name
    spread = (pl.col("high") - pl.col("low")) / _BAND
    rows = frame.select("state", "session", "point", spread.alias("spread")).rows()
    return Points(release, {(state, session): (point, spread) for state, session, point, spread in rows}, path.name)


def read_points(path: Path) -> pl.DataFrame:
    """A table of ideal points as state, session, point, low, high (the 5 and 95 % quantiles). Raises DataError."""
    raw = read_table(path, wanted=is_points)
    meant = {what: next((name for name in names if name in raw.columns), None) for what, names in _COLUMNS.items()}
    missing = [what for what in ("state", "session", "point") if meant[what] is None]
    if missing:
        hint = "the field's files have ccode or iso3c, session, IdealPoint, Q5%, Q95%"
        raise DataError(f"{path.name} has no column for {', '.join(missing)}; it has {', '.join(raw.columns)}", hint)
    try:
        numbers = {
            what: pl.lit(None, dtype=pl.Float64) if meant[what] is None else _number(str(meant[what]))
            for what in ("point", "low", "high")
        }
        frame = raw.select(
            state_ids(raw[str(meant["state"])], numbers=meant["state"] == "ccode").alias("state"),
            _number(str(meant["session"])).cast(pl.Int64).alias("session"),
            *(number.alias(what) for what, number in numbers.items()),
        )
    except pl.exceptions.PolarsError as fault:
        raise DataError(f"{path.name} has a point that is no number ({fault})", "mend the file") from None
    return frame.filter(pl.col("state").is_not_null() & pl.col("point").is_not_null())


def _number(column: str) -> pl.Expr:
    text = pl.col(column).cast(pl.String)
    return pl.when(text.is_in(["", "NA"])).then(None).otherwise(text).cast(pl.Float64)


def add_points(path: Path, ledger: Path) -> Points:
    """Take a table of ideal points into the folder beside the ledger, in the place of those that ship. Raises DataError."""
    frame = read_points(path)
    folder = folder_of(ledger)
    folder.mkdir(parents=True, exist_ok=True)
    frame.write_parquet(folder / OWN_POINTS)
    return load_points(ledger=ledger)


def ideal_point_distance(
    state: str,
    others: Sequence[str],
    *,
    points: Points | None = None,
    first: int | None = None,
    last: int | None = None,
) -> Result:
    """How far the ideal point of a state is from those of others, a row a session; 0 is the same position.

    `first` and `last` bound the sessions, both included. Raises UsageError.
    """
    table = points or load_points()
    one, rest = voters(state, others)
    sessions = [
        session
        for session in table.sessions_of(one)
        if (first is None or session >= first) and (last is None or session <= last)
    ]
    if not sessions:
        known = table.sessions_of(one)
        span = f"it has those of {known[0]} to {known[-1]}" if known else "add a table that has them"
        raise UsageError(f"there is no ideal point of {one} in these sessions in {table.release}", span)
    rows = [_row(table, one, other, session) for other in rest for session in sessions]
    return Result(
        measure="ideal_points",
        question=f"How far is {one} from {', '.join(rest)} in the UN General Assembly, by ideal points?",
        definition=DEFINITION,
        frame=pl.DataFrame(rows, schema=_SCHEMA),
        citation=("BaileyEtAl2017",),
        notes=(
            f"ideal points: {table.release}, to session {table.sessions[-1]}; one dimension; re-estimation moves old values",
            f"a session is not a year: session + {OPENING_YEAR} is the year in which it opens",
        ),
        settings={
            "points": table.release,
            "interval": f"{LEVEL:.0%}, from the published quantiles, normal, independent",
        },
        evidence={str(row["row"]): _evidence(table.file, row) for row in rows},
    )


_SCHEMA = {
    "row": pl.String, "state": pl.String, "other": pl.String, "period": pl.Int64,
    "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64, "missing": pl.String,
}  # fmt: skip


def _row(points: Points, one: str, other: str, session: int) -> dict[str, object]:
    head = {"row": f"ideal_points:{one}:{other}:{session}", "state": one, "other": other, "period": session}
    found = points.distance(one, other, session)
    if found is None:
        return {**head, "n": 0, "missing": f"there is no ideal point of {other} in session {session}"}
    value, spread = found
    low = None if spread is None else max(0.0, value - _WIDTH * spread)
    high = None if spread is None else value + _WIDTH * spread
    return {**head, "value": value, "low": low, "high": high, "n": 2, "missing": None}


def _evidence(file: str, row: Mapping[str, object]) -> tuple[str, ...]:
    if row["missing"]:
        return ()
    return tuple(f"table:{file} {row[who]} {row['period']}" for who in ("state", "other"))
