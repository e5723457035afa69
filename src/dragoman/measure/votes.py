"""Votes in the UN General Assembly: who voted how, by roll call and session. A table ships; a newer one may be added.

A session is not a year: the 69th opened in 2014 (session + 1945) and went on into 2015. `Votes` keeps, for each roll
call, the session, the date and the year by which its release labels it, which may be wrong (the release of June 2024
labels the 78th session 2022). Absence is no vote. Source: [Voeten2013], [unvotes]
"""

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dragoman.errors import DataError, UsageError
from dragoman.measure.releases import LONG, UNGA, read_release
from dragoman.world import folder_of

Cells = NDArray[np.int8]

SHIPPED = UNGA / "votes.parquet"
OWN = "unga_votes.parquet"
PERIODS = ("session", "year", "label")
"""By what votes are put together: session, year of the date, or the year that the release gives."""
_ABOUT = ("rollcall", "session", "date", "year", "resolution", "important", "issues")
_LOST = 0.15  # share of roll calls below which a state that voted often before is suspected to be lost by its name
_OFTEN = 0.6


@dataclass(frozen=True, eq=False, slots=False)
class Votes:
    """Votes cast: `cells[i, j]` is how `states[j]` voted in row i of `rollcalls`: 1 yes, 2 abstain, 3 no, 0 no vote.

    `release` says which table it is; `notes`, what was put right or left out when it was read; `own`, that the user
    added it.
    """

    release: str
    rollcalls: pl.DataFrame
    states: tuple[str, ...]
    cells: Cells
    notes: tuple[str, ...] = ()
    own: bool = False

    @cached_property
    def sessions(self) -> tuple[int, ...]:
        """The sessions in which anybody voted, in order."""
        return tuple(self.rollcalls["session"].unique().sort().to_list())

    def matrix(self, session: int) -> Cells:
        """The votes of a session: a row a roll call, a column a state. Empty if there was no vote."""
        return self.cells[self.places("session").get(session, slice(0, 0))]

    def of(self, state: str) -> Cells:
        """All votes of a state, a place a roll call; all 0 for who never voted."""
        where = self._columns.get(state)
        return np.zeros(len(self.cells), dtype=np.int8) if where is None else self.cells[:, where]

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {state: place for place, state in enumerate(self.states)}

    def places(self, by: str = "session") -> dict[int, NDArray[np.intp]]:
        """The rows of `rollcalls` by period, in order; roll calls without a date or label are in no year."""
        if by not in PERIODS:
            raise UsageError(f"votes are not put together by {by!r}", f"by is one of {', '.join(PERIODS)}")
        if by not in self._places:
            numbers = self._period(by)
            periods = sorted(set(numbers[numbers >= 0].tolist()))
            self._places[by] = {period: np.flatnonzero(numbers == period) for period in periods}
        return self._places[by]

    @cached_property
    def _places(self) -> dict[str, dict[int, NDArray[np.intp]]]:
        return {}

    def _period(self, by: str) -> NDArray[np.int64]:
        column = {"session": pl.col("session"), "year": pl.col("date").dt.year(), "label": pl.col("year")}[by]
        return self.rollcalls.select(column.cast(pl.Int64).fill_null(-1)).to_series().to_numpy()

    @cached_property
    def unanimous(self) -> NDArray[np.bool_]:
        """For each roll call whether all who voted voted alike."""
        kinds = sum((self.cells == vote).any(axis=1).astype(np.int8) for vote in (1, 2, 3))
        return np.asarray(kinds <= 1)

    def ballots(self, states: Sequence[str], period: int, by: str = "session") -> pl.DataFrame:
        """How these states voted in a period, roll call by roll call: null where a state did not vote."""
        rows = self.places(by).get(period, np.empty(0, dtype=np.intp))
        words = {0: None, 1: "yes", 2: "abstain", 3: "no"}
        columns = {state: [words[vote] for vote in self.of(state)[rows].tolist()] for state in dict.fromkeys(states)}
        votes = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
        return pl.concat([self.rollcalls[rows], votes], how="horizontal")

    def gaps(self, states: Sequence[str], by: str = "session", periods: Collection[int] | None = None) -> list[str]:
        """Sentences on states that seem to be lost in a period: hardly a vote, after many in the one before."""
        told = []
        for state in dict.fromkeys(states):
            cast = {period: float((self.of(state)[rows] > 0).mean()) for period, rows in self.places(by).items()}
            order = sorted(cast)
            for before, period in itertools.pairwise(order):
                asked = periods is None or period in periods
                if asked and cast[before] >= _OFTEN and 0 < cast[period] < _LOST:
                    rows = self.places(by)[period]
                    number = int((self.of(state)[rows] > 0).sum())
                    told.append(
                        f"{state} has {number} votes of {len(rows)} roll calls in {by} {period}, after many before: "
                        "the release may have lost it under another name"
                    )
        return told

    def to_long(self) -> pl.DataFrame:
        """A row a vote cast, as `read_release` gives it."""
        rows, columns = np.nonzero(self.cells)
        told = self.rollcalls[rows]
        states = pl.Series("state", self.states, dtype=pl.String)[columns]
        return told.with_columns(states, pl.Series("vote", self.cells[rows, columns])).select(*LONG)

    def write(self, path: Path) -> None:
        """Keep the table as Parquet: a row a roll call, a column a state, null where it did not vote."""
        cells = pl.DataFrame(self.cells, schema=dict.fromkeys(self.states, pl.Int8)).with_columns(
            pl.all().replace(0, None)
        )
        table = pl.concat([self.rollcalls, cells], how="horizontal")
        draft = path.with_name(f".{path.name}.new")
        table.write_parquet(draft, compression="zstd", compression_level=19, statistics=False)
        draft.replace(path)


def votes_of(long: pl.DataFrame, *, release: str, notes: Sequence[str] = (), own: bool = False) -> Votes:
    """The table of votes from a row a vote cast (see `releases.LONG`)."""
    told = list(notes)
    dated = long.filter(pl.col("date").is_not_null())
    dates = dated.group_by("rollcall", "date").len().sort(["rollcall", "len", "date"], descending=[False, True, False])
    several = dates["rollcall"].len() - dates["rollcall"].n_unique()
    if several:
        told.append(f"{several:,} dates of roll calls differ from the most frequent one, which is taken")
    first = long.drop("date", "state", "vote").unique("rollcall", keep="first", maintain_order=True)
    rollcalls = (
        first.join(dates.unique("rollcall", keep="first", maintain_order=True).drop("len"), on="rollcall", how="left")
        .select(_ABOUT)
        .sort("session", "rollcall")
    )
    states = long["state"].unique().sort()
    rows = long.select("rollcall").join(rollcalls.select("rollcall").with_row_index("at"), on="rollcall", how="left")[
        "at"
    ]
    columns = long.select("state").join(pl.DataFrame({"state": states}).with_row_index("at"), on="state", how="left")[
        "at"
    ]
    cells = np.zeros((rollcalls.height, states.len()), dtype=np.int8)
    cells[rows.to_numpy(), columns.to_numpy()] = long["vote"].to_numpy()
    return Votes(release, rollcalls, tuple(states.to_list()), cells, tuple(told), own)


def load_votes(path: Path | str | None = None, *, ledger: Path | str | None = None) -> Votes:
    """The votes of a file in any of the field's forms; without one those beside the ledger, else those that ship.

    Raises DataError.
    """
    if path is None and ledger is not None:
        own = folder_of(Path(ledger)) / OWN
        path = own if own.is_file() else None
    found = SHIPPED if path is None else Path(path)
    try:
        stamp = found.stat()
    except OSError as fault:
        raise DataError(f"{found} cannot be read ({fault.strerror})", "name a file of votes") from None
    return _loaded(found, (stamp.st_mtime_ns, stamp.st_size))


@lru_cache(maxsize=2)
def _loaded(path: Path, _: tuple[int, int]) -> Votes:
    columns = set(pl.read_parquet_schema(path)) if path.suffix.lower() == ".parquet" else set()
    if columns >= set(_ABOUT) and "vote" not in columns:
        return _kept(path)
    long, notes = read_release(path)
    return votes_of(long, release=path.name, notes=notes, own=True)


def _kept(path: Path) -> Votes:
    """A table as `Votes.write` keeps it, with the notes beside it."""
    table = pl.read_parquet(path)
    states = tuple(name for name in table.columns if name not in _ABOUT)
    cells = table.select(states).fill_null(0).to_numpy().astype(np.int8)
    own = path != SHIPPED
    release, notes = ("unvotes", ()) if not own else _remarks(path)
    return Votes(release, table.select(_ABOUT), states, np.ascontiguousarray(cells), notes, own)


def _remarks(path: Path) -> tuple[str, tuple[str, ...]]:
    """The name and the notes of a release that was added: the lines of the text beside the table."""
    beside = path.with_suffix(".txt")
    lines = beside.read_text(encoding="utf-8").splitlines() if beside.is_file() else [path.name]
    return lines[0], tuple(lines[1:])


def add_votes(path: Path, ledger: Path) -> Votes:
    """Take a release of votes into the folder beside the ledger, where it comes before the table that ships.

    A release that was added before is replaced. Raises DataError, and then nothing is changed.
    """
    votes = load_votes(path)
    folder = folder_of(ledger)
    folder.mkdir(parents=True, exist_ok=True)
    votes.write(folder / OWN)
    text = "\n".join((path.name, *votes.notes)) + "\n"
    (folder / OWN).with_suffix(".txt").write_text(text, encoding="utf-8")
    return votes
