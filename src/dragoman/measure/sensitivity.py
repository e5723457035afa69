"""Sensitivity: one question of balance under every choice that a coder could have made otherwise.

Each line changes one thing against the first. What stays the same under all of them may be said; what does not is a
matter of coding.
"""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from dragoman.ledger import Ledger
from dragoman.measure import balance, powers
from dragoman.measure import panel as panels
from dragoman.measure.choice import Choice
from dragoman.measure.coding import CODEBOOK, Coding
from dragoman.measure.powers import names
from dragoman.measure.result import Result

SHOWN = ("cooperation", "share", "conflict", "evenness", "effective", "tilt")
"""Quantities that are compared unless others are asked for."""
PLAIN = "as by default"
DEFINITION = (
    "The balance of the state over the whole time, computed again with one choice changed at a time: which events count, "
    "told by whom, merged or by report, what a request, an accusation and a sanction count as, who the powers are. "
    + balance.DEFINITION
)

Change = tuple[str, str, dict[str, Any]]


def sensitivity(
    what: Ledger | pl.DataFrame,
    state: str,
    *,
    powers: Sequence[str] = powers.DEFAULT,
    domain: str | None = None,
    quantities: Sequence[str] = SHOWN,
    draws: int = 1000,
    seed: int = 0,
) -> Result:
    """The balance of a state under each variant of the coding.

    Columns between `row` and `value`: `state`, `choice` (what is chosen), `variant` (how), `power`, `quantity`. A `row` is
    the address of the balance so computed. Raises UsageError as `balance` does.
    """
    panel, world = panels.of(what), balance.world_of(what)
    plain = Choice(powers=names(powers), domain=domain)
    frames, evidence = [], list[Mapping[str, tuple[str, ...]]]()
    for choice, variant, change in variants(plain.powers):
        direction = change.pop("direction", None)
        told = balance.answer(panel, state, replace(plain, **change), world, draws=draws, seed=seed)
        kept = told.frame.filter(pl.col("quantity").is_in(list(quantities)))
        if direction:
            kept = kept.filter(pl.col("direction") == direction)
        frames.append(kept.with_columns(choice=pl.lit(choice), variant=pl.lit(variant)))
        evidence.append(told.evidence)
    columns = ("row", "state", "choice", "variant", "power", "quantity", "value", "low", "high", "n", "missing")
    whole = pl.concat(frames).select(columns)
    question = f"How much of the balance of {whole['state'][0]} is a matter of coding?"
    settings = {"powers": ", ".join(plain.powers), "domain": domain or "all", "draws": str(draws), "seed": str(seed)}
    return Result(
        "sensitivity",
        question,
        DEFINITION,
        whole,
        balance.CITATION,
        tuple(_ranges(whole)),
        settings,
        ChainMap(*map(dict, evidence)),
    )


def variants(asked: Sequence[str]) -> Iterator[Change]:
    """What is varied, how, and the settings of that variant; the first is the default."""
    yield "all", PLAIN, {}
    yield "modality", "happened or planned", {"modality": ("happened", "planned")}
    yield "modality", "all, denied ones too", {"modality": None}
    yield "dates", "dated events only", {"since": "0001"}
    yield "voices", "told by states only", {"voices": "states"}
    yield "voices", "told by the press only", {"voices": "press"}
    yield "merging", "every report counts", {"weight": "reports"}
    yield "merging", "every source counts", {"weight": "sources"}
    yield "direction", "what the state does", {"directed": True, "direction": "out"}
    yield "direction", "what is done to it", {"directed": True, "direction": "in"}
    yield "REQUEST", "as cooperation", {"coding": Coding(requests="cooperation")}
    yield "REQUEST", "as conflict (codebook)", {"coding": Coding(requests="conflict")}
    yield "ACCUSE", "+3 (as printed)", {"coding": Coding(accuse="printed")}
    yield "SANCTION", "as verbal conflict", {"coding": Coding(sanction="verbal")}
    yield "codebook", "to the letter", {"coding": CODEBOOK}
    yield from _of_powers(asked)


def _of_powers(asked: Sequence[str]) -> Iterator[Change]:
    """Other lists of powers: the EU with its members, the West as one, without each."""
    if "EU" in asked:
        yield (
            "powers",
            "the EU with its members",
            {"powers": tuple("EU+" if power == "EU" else power for power in asked)},
        )
    if {"USA", "EU"} & set(asked):
        others = tuple(power for power in asked if power not in ("USA", "EU"))
        if others:
            yield "powers", "the West as one", {"powers": (*others, "WEST")}
    if len(asked) > 2:
        for left_out in asked:
            yield "powers", f"without {left_out}", {"powers": tuple(power for power in asked if power != left_out)}


def _ranges(whole: pl.DataFrame) -> Iterator[str]:
    """From where to where each share and the evenness go."""
    shown = whole.filter(pl.col("quantity").is_in(["share", "evenness"])).drop_nulls("value")
    spans = shown.group_by("quantity", "power", maintain_order=True).agg(
        low=pl.col("value").min(), high=pl.col("value").max(), n=pl.len()
    )
    for quantity, power, low, high, n in spans.iter_rows():
        yield f"{quantity}{f' of {power}' if power else ''}: {low:.3f} to {high:.3f} over {n} variants"
