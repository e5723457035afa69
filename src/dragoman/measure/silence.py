"""Silence: why a power has no number – nobody tells of it, or only of what does not count."""

from dataclasses import dataclass, field

import polars as pl

from dragoman.measure import panel as panels


@dataclass(slots=True)
class Silence:
    """What the sources tell of a state and the powers (`told`), beside what counts (`met`)."""

    state: str
    told: pl.DataFrame
    met: pl.DataFrame
    by: panels.By | None
    _other: dict[tuple[str, str], str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        rest = self.told.join(self.met.select("event", "power"), on=["event", "power"], how="anti")
        placed = rest.with_columns(panels.period(self.by)).drop_nulls("period")
        kinds = placed.group_by("power", "period", "modality").agg(n=pl.col("event").n_unique()).sort("modality")
        for power, period, modality, n in kinds.iter_rows():
            before = self._other.get((power, period))
            self._other[power, period] = f"{before}, {n} {modality}" if before else f"{n} {modality}"

    def why(self, power: str, period: str) -> str:
        """Why the power has no number in the period, as a sentence."""
        when = "" if period == "all" else f" in {period}"
        other = self._other.get((power, period))
        if other:
            return f"the sources tell of {self.state} and {power}{when} only what does not count here: {other}"
        return f"the sources tell of no event of {self.state} with {power}{when}"
