"""The answer of a measure: numbers with their definition, their interval and what each rests on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

LEVEL = 0.95
"""Share of repetitions that an interval covers, wherever `low` and `high` stand."""
ALWAYS = ("row", "value", "low", "high", "n", "missing")
"""Columns of every frame; between `row` and `value` stand those that say what the number is of."""


@dataclass(frozen=True, slots=True)
class Result:
    """One question, answered: a frame with a number a row.

    `frame` has the columns `row` (the address of the number, as `dragoman show` takes it), then the keys of the
    measure (state, power, period …), then `value`, `low` and `high` (a 95 % interval; null where there is none), `n`
    (what was counted) and `missing` (why there is no value, null where there is one). A value that the data do not give
    is null, never 0. `definition` is the formula as printed; `citation` holds keys of docs/bibliography.md;
    `settings` what was chosen. `evidence` gives for a row the ids of its findings, or `table:FILE KEY` for a row of a table.
    """

    measure: str
    question: str
    definition: str
    frame: pl.DataFrame
    citation: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def rests_on(self, row: str) -> tuple[str, ...]:
        """The findings or table rows behind a number, empty if the address is none of this result."""
        return self.evidence.get(row, ())
