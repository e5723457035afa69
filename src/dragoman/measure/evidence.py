"""Evidence: the findings behind each row of a balance, looked up when they are asked for."""

from collections.abc import Iterator, Mapping

import polars as pl

from dragoman.measure.coding import CLASSES, CONFLICT, COOPERATION


class Evidence(Mapping[str, tuple[str, ...]]):
    """For each row that has a value the ids of its findings, sorted.

    `rows` is the frame of the result; `findings` has `domain`, `direction`, `period`, `power`, `quad` and `findings`.
    """

    def __init__(self, rows: pl.DataFrame, findings: pl.DataFrame) -> None:
        valued = rows.filter(pl.col("value").is_not_null())
        keys = valued.select("domain", "direction", "period", "power", "quantity").iter_rows()
        self._keys = dict(zip(valued["row"], keys, strict=True))
        self._findings = findings

    def __getitem__(self, row: str) -> tuple[str, ...]:
        domain, direction, period, power, quantity = self._keys[row]
        wanted = (pl.col("domain") == domain) & (pl.col("direction") == direction) & (pl.col("period") == period)
        if quantity == "tilt":
            wanted &= pl.lit(power).str.starts_with(pl.col("power") + "-") | pl.lit(power).str.ends_with(
                "-" + pl.col("power")
            )
        elif power is not None:
            wanted &= pl.col("power") == power
        of_class = self._findings.filter(wanted & pl.col("quad").is_in(_classes(quantity)))
        return tuple(of_class["findings"].explode().drop_nulls().unique().sort())

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def _classes(quantity: str) -> list[str]:
    """The classes of events that a quantity counts."""
    if quantity in ("conflict", "conflict_share"):
        return list(CONFLICT)
    if quantity in ("level", "intensity_sum", "intensity_mean", "sources"):
        return list(CLASSES)
    one = [name for name in CLASSES if name.replace(" ", "_") == quantity]
    return one or list(COOPERATION)
