"""The tally: events between a state and the powers, counted by period, power and type, once and in every draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dragoman.errors import UsageError
from dragoman.measure import panel as panels
from dragoman.measure.bootstrap import Floats, Shares, draw
from dragoman.measure.coding import CLASSES, Coding
from dragoman.records import EventType

Weight = Literal["events", "reports", "sources"]
Direction = Literal["both", "out", "in"]
WEIGHTS: tuple[Weight, ...] = ("events", "reports", "sources")
TYPES = tuple(str(kind) for kind in EventType)
CHANNELS = (*CLASSES, "intensity")
"""What each period and power is summed up in: five classes, and the sum of intensities."""


def contacts(panel: pl.DataFrame, state: str, powers: pl.DataFrame) -> pl.DataFrame:
    """The events that join a state with a power: the columns of the panel after `power` and `direction`.

    "out" is what the state does to the power, "in" what is done to it; mutual deeds are both, a row each. `powers` are
    the sides of the powers (powers.frame). An event with several sides of one power is one contact.
    """
    near = panel.filter(pl.col("actors").list.contains(state) | pl.col("recipients").list.contains(state))
    pairs = panels.dyads(near, directed=True).select("event", "a", "b", "first", "last")
    out = pairs.filter(pl.col("a") == state).select("event", "first", "last", side="b", direction=pl.lit("out"))
    in_ = pairs.filter(pl.col("b") == state).select("event", "first", "last", side="a", direction=pl.lit("in"))
    joined = pl.concat([out, in_]).join(powers, on="side")
    begun = pl.col("start").is_null() | pl.col("last").is_null() | (pl.col("last") >= pl.col("start"))
    going = pl.col("end").is_null() | (pl.col("first") < pl.col("end")).fill_null(False)  # undated: as things stand
    met = joined.filter(begun & going).select("event", "power", "direction").unique()
    return met.join(near, on="event").sort("power", "event", "direction")


def one_way(met: pl.DataFrame, direction: Direction) -> pl.DataFrame:
    """The contacts of a direction; of both, each event once."""
    if direction == "both":
        return met.unique(["event", "power"], maintain_order=True)
    return met.filter(pl.col("direction") == direction)


@dataclass(frozen=True, slots=True)
class Tally:
    """Contacts by period and power: `met` (with `period` and `quad`), and what each cluster of sources adds to each cell."""

    met: pl.DataFrame
    periods: tuple[str, ...]
    powers: tuple[str, ...]
    shares: Shares
    coding: Coding

    @property
    def shape(self) -> tuple[int, int, int]:
        """Periods, powers, types."""
        return len(self.periods), len(self.powers), len(TYPES)

    def observed(self) -> Floats:
        """Periods × powers × CHANNELS."""
        return np.asarray(self.shares.totals().reshape(self.shape) @ _channels(self.coding), dtype=np.float64)

    def drawn(self, draws: int, seed: int) -> Floats:
        """Draws × periods × powers × CHANNELS."""
        channels = _channels(self.coding)
        blocks = [sums.reshape(-1, *self.shape) @ channels for sums in draw(self.shares, draws, seed)]
        return np.concatenate(blocks)

    def counts(self, classes: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """How many merged events of these classes, periods × powers, and how many clusters tell of them."""
        coded = self.met.filter(pl.col("quad").is_in(list(classes)))
        events = coded.group_by("period", "power").agg(
            events=pl.col("event").n_unique(), clusters=pl.col("clusters").explode().n_unique()
        )
        return self._grid(events, "events"), self._grid(events, "clusters")

    def clusters(self, classes: Sequence[str]) -> NDArray[np.int64]:
        """How many clusters tell of events of these classes with any power, by period."""
        coded = self.met.filter(pl.col("quad").is_in(list(classes)))
        told = dict(coded.group_by("period").agg(pl.col("clusters").explode().n_unique()).iter_rows())
        return np.array([told.get(period, 0) for period in self.periods], dtype=np.int64)

    def _grid(self, counted: pl.DataFrame, column: str) -> NDArray[np.int64]:
        told = {(row["period"], row["power"]): row[column] for row in counted.iter_rows(named=True)}
        flat = [told.get((t, k), 0) for t in self.periods for k in self.powers]
        return np.array(flat, dtype=np.int64).reshape(len(self.periods), len(self.powers))


def tally(
    met: pl.DataFrame,
    powers: Sequence[str],
    by: panels.By | None,
    weight: Weight = "events",
    coding: Coding | None = None,
) -> Tally:
    """Count contacts. An event counts 1, as often as reports tell of it, or as often as clusters of sources do.

    Events that one sentence tells of the same two sides, of one class, are one contact: the one that most reports tell of.
    """
    if weight not in WEIGHTS:
        raise UsageError(f"{weight!r} is no weight", f"it is one of {', '.join(WEIGHTS)}")
    coding = coding or Coding()
    dated = _once(met.with_columns(panels.period(by), coding.quads()).drop_nulls("period"))
    periods = tuple(dated["period"].unique().sort()) if by else ("all",)
    long = dated.select("event", "period", "power", "event_type", "clusters").explode("clusters")
    apart = long.group_by("event", "period", "power", "event_type", "clusters").agg(reports=pl.len().cast(pl.Float64))
    each = {"events": 1.0 / pl.len().over("event", "power"), "reports": pl.col("reports"), "sources": pl.lit(1.0)}[
        weight
    ]
    places = [
        ("period", periods, len(powers) * len(TYPES)),
        ("power", tuple(powers), len(TYPES)),
        ("event_type", TYPES, 1),
    ]
    cell = sum(
        (pl.col(name).replace_strict({key: place * width for place, key in enumerate(keys)}, return_dtype=pl.Int64, default=0)
         for name, keys, width in places),
        start=pl.lit(0, dtype=pl.Int64),
    )  # fmt: skip
    added = (
        apart.select(cell=cell, cluster="clusters", value=each)
        .group_by("cell", "cluster")
        .agg(pl.col("value").sum())
        .sort("cell", "cluster")
    )
    numbered = added.with_columns(cluster=pl.col("cluster").rank("dense") - 1)
    shares = Shares(
        numbered["cluster"].cast(pl.Int64).to_numpy(),
        numbered["cell"].to_numpy(),
        numbered["value"].cast(pl.Float64).to_numpy(),
        clusters=numbered["cluster"].n_unique(),
        cells=len(periods) * len(powers) * len(TYPES),
    )
    return Tally(dated, periods, tuple(powers), shares, coding)


def _once(dated: pl.DataFrame) -> pl.DataFrame:
    """Without the further events of one class that a sentence tells of a power."""
    ranked = dated.with_columns(told=pl.coalesce("sentence", "event")).sort(
        pl.col("findings").list.len(), descending=True, maintain_order=True
    )
    kept = ranked.unique(["told", "period", "power", "quad"], keep="first", maintain_order=True)
    return dated.join(kept.select("event", "power"), on=["event", "power"], how="semi", maintain_order="left")


def _channels(coding: Coding) -> Floats:
    """Types × CHANNELS: which class a type counts to, and its intensity."""
    rows = [[float(coding.quad_of(kind) == name) for name in CLASSES] + [coding.score_of(kind)] for kind in TYPES]
    return np.array(rows, dtype=np.float64)
