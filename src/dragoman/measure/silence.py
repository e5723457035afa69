"""Silence: why a power has no number – nobody tells of it, or only of what does not count."""

from dataclasses import dataclass, field

import polars as pl

from dragoman.measure import panel as panels
from dragoman.measure.choice import Choice

_EVERY = "all"


def filters(choice: Choice, domain: str = _EVERY) -> str:
    """What was asked to be left out, in brackets after a sentence: " (domain transport, since 2050)"; empty if nothing was."""
    domain = choice.domain if domain == _EVERY and choice.domain else domain
    voices = choice.voices if isinstance(choice.voices, str) or choice.voices is None else ", ".join(choice.voices)
    modality = None if choice.modality == Choice().modality else ", ".join(choice.modality or (_EVERY,))
    told = {
        "domain": None if domain == _EVERY else domain,
        "voices": voices,
        "modality": modality,
        "since": choice.since,
        "until": choice.until,
    }
    asked = ", ".join(f"{name} {value}" for name, value in told.items() if value)
    return f" ({asked})" if asked else ""


@dataclass(slots=True)
class Silence:
    """What the sources tell of a state and the powers (`told`), beside what counts (`met`)."""

    state: str
    told: pl.DataFrame
    met: pl.DataFrame
    choice: Choice
    domain: str = _EVERY
    _other: dict[tuple[str, str], str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        rest = self.told.join(self.met.select("event", "power"), on=["event", "power"], how="anti")
        placed = rest.with_columns(panels.period(self.choice.by), self._why_not()).drop_nulls("period")
        kinds = placed.group_by("power", "period", "why").agg(n=pl.col("event").n_unique()).sort("why")
        for power, period, why, n in kinds.iter_rows():
            before = self._other.get((power, period))
            self._other[power, period] = f"{before}, {n} {why}" if before else f"{n} {why}"

    def _why_not(self) -> pl.Expr:
        """Why an event does not count: its modality, else its domain, else its time, else who tells of it."""
        happened = pl.lit(True) if self.choice.modality is None else pl.col("modality").is_in(self.choice.modality)
        here = pl.lit(self.domain == _EVERY) | (pl.col("domain") == self.domain)
        timed = pl.lit(bool(self.choice.since or self.choice.until))
        other_time = pl.lit(
            "at another time or undated" if self.choice.voices is None else "at another time or by other voices"
        )
        return (
            pl.when(~happened).then(pl.col("modality"))
            .when(~here).then(pl.format("in {}", "domain"))
            .when(timed).then(other_time)
            .otherwise(pl.lit("told by other voices"))
            .alias("why")
        )  # fmt: skip

    def why(self, power: str, period: str) -> str:
        """Why the power has no number in the period, as a sentence."""
        when = "" if period == _EVERY else f" in {period}"
        other = self._other.get((power, period))
        asked = filters(self.choice, self.domain)
        if other:
            return f"the sources tell of {self.state} and {power}{when} only what does not count here{asked}: {other}"
        return f"the sources tell of no event of {self.state} with {power}{when}"
