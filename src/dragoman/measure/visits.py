"""Visits: how often a state and each power came to each other, by level, direction and period."""

from collections.abc import Iterator, Sequence

import polars as pl

from dragoman.ledger import Ledger
from dragoman.measure import journeys
from dragoman.measure import panel as panels
from dragoman.measure import powers as _powers
from dragoman.measure.address import beside
from dragoman.measure.result import Result
from dragoman.world import load_world

DEFINITION = (
    "visits(k, direction, level, period) = journeys between the state and power k: those told as events, merged, each day once "
    "(visit), those that a source counts in so many words (counted; a number of its own, never added to the others), and the meetings "
    "of organisations in the tables to which the members came (summit; their level is assumed to be that of heads of state, not known). Level: the "
    "office that the visitor held on the day – of an undated visit on the day of publication –, head of state before head of "
    "government before foreign minister, else other. direction: out = from the state to the power, in = from the power. No "
    "interval: these are counts of what is told, and what is not told is missing."
)
OCCASIONS = ("visit", "counted", "summit")
MODALITY = ("happened",)
_KEYS = ("row", "state", "period", "direction", "power", "occasion", "level")


def visits(
    ledger: Ledger,
    state: str,
    *,
    powers: Sequence[str] = _powers.DEFAULT,
    by: panels.By | None = None,
    modality: Sequence[str] = MODALITY,
    occasions: Sequence[str] = OCCASIONS,
) -> Result:
    """Visits between a state and the powers.

    Columns between `row` and `value`: `state`, `period` (undated ones: "undated" if `by` is given), `direction` (out, in),
    `power`, `occasion` (visit, counted, summit), `level`. `n` is the number of findings or rows behind the value. Raises UsageError.
    """
    world = load_world(ledger.path)
    code = _powers.state_of(state, world=world)
    asked = _powers.powers_of(powers, code, world=world)
    sides = _powers.frame(asked)
    known = [*journeys.told(ledger, world, modality=modality), *journeys.counted(ledger, world)]
    known += journeys.summits(world, code, list(dict.fromkeys(sides["side"])))
    made = _frame([one for one in known if one.occasion in occasions], code, sides, by)
    counts = made.group_by("period", "direction", "power", "occasion", "level").agg(
        value=pl.col("times").sum(),
        n=pl.col("evidence").explode().n_unique(),
        evidence=pl.col("evidence").explode().unique().sort(),
    )
    counted = "" if tuple(modality) == MODALITY else ",".join(modality)
    lines = sorted(
        _lines(code, [power.code for power in asked], counts, beside({"modality": counted})),
        key=lambda line: (line[0][2] in ("all", "undated"), str(line[0][2]) if by else ""),
    )
    evidence = {str(line[0]): behind for line, behind in lines if behind}
    schema = (
        dict.fromkeys(_KEYS, pl.String)
        | dict.fromkeys(("value", "low", "high"), pl.Float64)
        | {"n": pl.Int64, "missing": pl.String}
    )
    frame = pl.DataFrame([line for line, _ in lines], schema=schema, orient="row")
    settings = {"powers": ", ".join(power.told() for power in asked), "by": by or "all", "modality": ",".join(modality)}
    question = f"Who came to whom, {code} and {', '.join(power.code for power in asked)}?"
    return Result("visits", question, DEFINITION, frame, (), (), settings, evidence)


def _frame(known: Sequence[journeys.Journey], state: str, sides: pl.DataFrame, by: panels.By | None) -> pl.DataFrame:
    """The journeys between the state and a power: `period`, `direction`, `power`, `occasion`, `level`, `times`, `evidence`."""
    schema: dict[str, pl.DataType] = {name: pl.String() for name in ("visitor", "host", "level")}
    schema |= {
        "first": pl.Date(),
        "last": pl.Date(),
        "occasion": pl.String(),
        "times": pl.Float64(),
        "evidence": pl.List(pl.String),
    }
    rows = [
        (one.visitor, one.host, one.level, one.first, one.last, one.occasion, one.times, list(one.evidence))
        for one in known
    ]
    made = pl.DataFrame(rows, schema=schema, orient="row")
    out = made.filter(pl.col("visitor") == state).with_columns(direction=pl.lit("out"), side="host")
    in_ = made.filter(pl.col("host") == state).with_columns(direction=pl.lit("in"), side="visitor")
    joined = pl.concat([out, in_]).join(sides, on="side")
    begun = pl.col("start").is_null() | pl.col("first").is_null() | (pl.col("first") >= pl.col("start"))
    going = pl.col("end").is_null() | (pl.col("first") < pl.col("end")).fill_null(False)
    return joined.filter(begun & going).with_columns(panels.period(by).fill_null("undated"))


def _lines(
    state: str, powers: Sequence[str], counts: pl.DataFrame, tail: str
) -> Iterator[tuple[tuple[object, ...], tuple[str, ...]]]:
    """The rows by power and direction, in order; a power and direction without any has one row that says so."""
    order = {level: place for place, level in enumerate(journeys.LEVELS)}
    for power in powers:
        for direction in ("out", "in"):
            here = counts.filter((pl.col("power") == power) & (pl.col("direction") == direction))
            ranked = here.sort(
                "period", pl.col("occasion"), pl.col("level").replace_strict(order, return_dtype=pl.Int64)
            )
            for row in ranked.iter_rows(named=True):
                keys = (state, row["period"], direction, power, row["occasion"], row["level"])
                address = ":".join(("visits", *map(str, keys))).replace(" ", "_") + tail
                yield (address, *keys, row["value"], None, None, row["n"], None), tuple(row["evidence"])
            if ranked.is_empty():
                who, whom = (state, power) if direction == "out" else (power, state)
                why = f"the sources and the tables tell of no journey of {who} to {whom}"
                yield (
                    (
                        f"visits:{state}:all:{direction}:{power}{tail}",
                        state,
                        "all",
                        direction,
                        power,
                        None,
                        None,
                        None,
                        None,
                        None,
                        0,
                        why,
                    ),
                    (),
                )
