"""Balance: how a state stands between the powers – level, shares, evenness, tilt; cooperation and conflict apart.

Never one index, and nothing is averaged over domains. A power of which the sources tell nothing is missing, not zero: it
has no share, and evenness is taken over the powers that they do tell of (`evenness_listed` shows what it would be if the
others had nothing). If they tell of events with a power, but of none of a class, that class is a true 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure import address, domains, powers, quantities, silence, tally
from dragoman.measure import panel as panels
from dragoman.measure.choice import Choice
from dragoman.measure.coding import Coding
from dragoman.measure.evidence import Evidence
from dragoman.measure.powers import names
from dragoman.measure.result import Result
from dragoman.world import World, load_world

DEFINITION = (
    "level(k) = merged events between the state and power k in the period that count (as set): all sides of an agreement, "
    "consultation or cooperation meet, else actor and recipient do. cooperation = the verbal and material ones, conflict "
    "likewise; a request is neither unless it is set so. Several events that one sentence tells of the same two and of one "
    "class count once. share s(k) = cooperation(k) / sum over the powers told of. hhi = sum of s²; effective "
    "= 1/hhi; evenness = H / ln K with H = -sum of s ln s over the K powers told of (evenness_listed: K = all asked about); "
    "tilt A-B = s(A) - s(B). intensity: sum and mean of the PLOVER scores. low, high: 95 % of a bootstrap over the clusters of "
    "near-duplicate sources that tell of these events, none where fewer than two clusters tell (of a share of 0: of that power) or all "
    "draws are the same. A power not told of is missing, not 0."
)
CITATION = ("Hill1973", "Pielou1966", "Simpson1949", "PLOVER", "DavisonHinkley1997")
EACH = "each"
SCHEMA = (
    dict.fromkeys(("row", "state", "period", "domain", "direction", "power", "quantity"), pl.String)
    | dict.fromkeys(("value", "low", "high"), pl.Float64)
    | {"n": pl.Int64, "missing": pl.String}
)


def balance(
    what: Ledger | pl.DataFrame,
    state: str,
    *,
    powers: Sequence[str] = powers.DEFAULT,
    by: panels.By | None = None,
    domain: str | None = None,
    voices: str | Sequence[str] | None = None,
    modality: Sequence[str] | None = ("happened",),
    directed: bool = False,
    weight: tally.Weight = "events",
    coding: Coding | None = None,
    since: str | None = None,
    until: str | None = None,
    tilt: tuple[str, str] | None = None,
    draws: int = 1000,
    seed: int = 0,
    world: World | None = None,
) -> Result:
    """How a state stands between powers, in the events of a ledger or a panel.

    Columns between `row` and `value`: `state`, `period` ("all", "2022", "2022Q1", "2022-01"), `domain` ("all" or one),
    `direction` ("both"; if `directed`, what the state does, "out", and what is done to it, "in"), `power` (two for a
    tilt; null where all are meant), `quantity` (quantities.BY_POWER, BY_PERIOD, `sources`, `tilt`). `n` is the number of merged events behind
    the value. `domain` may be "each"; `modality` None counts all; `tilt` names two powers (else the first of the list
    is held against each other one). `world` is by default that of the ledger, of a panel that of the tables shipped.
    Raises UsageError for what nobody knows, an empty panel, and one power alone.
    """
    choice = Choice(
        powers=names(powers), by=by, domain=domain, voices=voices if voices is None or isinstance(voices, str) else tuple(voices),
        modality=None if modality is None else tuple([modality] if isinstance(modality, str) else modality),
        directed=directed, weight=weight, coding=coding or Coding(), since=since, until=until, tilt=tilt,
    )  # fmt: skip
    return answer(panels.of(what), state, choice, world or world_of(what), draws=draws, seed=seed)


def world_of(what: Ledger | pl.DataFrame) -> World:
    """The world of a ledger, with the tables beside it; of a panel, that of the tables shipped."""
    return load_world(what.path if isinstance(what, Ledger) else None)


def answer(
    panel: pl.DataFrame, state: str, choice: Choice, world: World, *, draws: int = 1000, seed: int = 0
) -> Result:
    """The balance that a choice asks for: see `balance`."""
    if panel.is_empty():
        raise UsageError("there are no events to balance", "add documents with `dragoman add`")
    known = _sides(panel)
    code = powers.state_of(state, known, world)
    asked = powers.powers_of(choice.powers, code, known, world)
    _check_tilt(choice, [power.code for power in asked])
    parts = powers.frame(asked)
    told = tally.contacts(panel, code, parts)
    near = panel.filter(pl.col("event").is_in(told["event"].unique().implode()))
    frames, findings, notes = [], [], list[str]()
    for domain in domains.DOMAINS if choice.domain == EACH else (choice.domain,):
        counted = panels.chosen(
            near,
            modality=choice.modality,
            domain=domain,
            voices=choice.voices,
            since=choice.since,
            until=choice.until,
            world=world,
        )
        met = tally.contacts(counted, code, parts)
        for direction in ("out", "in") if choice.directed else ("both",):
            block = _Block(
                code, choice, domain or "all", direction, tally.one_way(met, direction), tally.one_way(told, direction),
                [power.code for power in asked],
            )  # fmt: skip
            frame, evidence = block.rows(draws, seed)
            frames.append(frame)
            findings.append(evidence)
            notes += [note for note in block.notes() if note not in notes]
    whole = pl.concat(frames)
    if choice.by and whole.is_empty():
        raise UsageError(
            f"no event of {code} with these powers has a date that lies in one {choice.by}{silence.filters(choice)}",
            "ask without a period, or for less",
        )
    settings = address.settings(choice) | {"powers": ", ".join(power.told() for power in asked)}
    settings |= {"coding": str(choice.coding), "draws": str(draws), "seed": str(seed)}
    question = f"How does {code} stand between {', '.join(power.code for power in asked)}?"
    return Result(
        "balance", question, DEFINITION, whole, CITATION, tuple(notes), settings, Evidence(whole, pl.concat(findings))
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """One domain and direction of a balance: `met` counts, `told` is all that the sources tell of these dyads."""

    state: str
    choice: Choice
    domain: str
    direction: tally.Direction
    met: pl.DataFrame
    told: pl.DataFrame
    powers: list[str]

    def rows(self, draws: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows of the result, and the findings behind them by period, power and class."""
        counts = tally.tally(self.met, self.powers, self.choice.by, self.choice.weight, self.choice.coding)
        lines = list(self._lines(counts, quantities.numbers(counts, self._pairs(), draws, seed)))
        frame = pl.DataFrame(lines, schema=SCHEMA, orient="row")
        place = (pl.lit(self.domain).alias("domain"), pl.lit(self.direction).alias("direction"))
        return frame, counts.met.select(*place, "period", "power", "quad", "findings")

    def notes(self) -> Iterator[str]:
        """What a reader must know of this block."""
        placed = self.met.with_columns(panels.period(self.choice.by))
        lost, every = placed.filter(pl.col("period").is_null())["event"].n_unique(), placed["event"].n_unique()
        if lost:
            yield f"{lost} of {every} events have no date, or one that spans several periods: they are in no row"
        requests = self.met.filter(pl.col("event_type") == "REQUEST")["event"].n_unique()
        if requests:
            count = "request counts" if requests == 1 else "requests count"
            yield f"{requests} {count} as {self.choice.coding.quad_of('REQUEST')} (the codebook: verbal conflict)"
        nobody = [power for power in self.powers if power not in set(self.told["power"])]
        if nobody:
            yield f"the sources tell of no event of {self.state} with {', '.join(nobody)}: missing, not zero"

    def _lines(self, counts: tally.Tally, numbers: Mapping[str, quantities.Number]) -> Iterator[tuple[object, ...]]:
        quiet = silence.Silence(self.state, self.told, self.met, self.choice, self.domain)
        known = quantities.known_powers(counts)
        pairs = self._pairs()
        everyone: list[tuple[str | None, tuple[int, ...]]] = [(None, tuple(range(len(self.powers))))]
        places = dict.fromkeys(quantities.BY_PERIOD, everyone)
        places["tilt"] = [(f"{self.powers[a]}-{self.powers[b]}", (a, b)) for a, b in pairs]
        each: list[tuple[str | None, tuple[int, ...]]] = [(power, (place,)) for place, power in enumerate(self.powers)]
        for t, period in enumerate(counts.periods):
            for name, number in numbers.items():
                for x, (label, of) in enumerate(places.get(name, each)):
                    value = number.value[t, x]
                    missing = self._why(name, period, [self.powers[k] for k in of if not known[t, k]], len(of), quiet)
                    yield (
                        address.write(self.state, period, name, label, self.domain, self.direction, self.choice),
                        self.state, period, self.domain, self.direction, label, name,
                        *(None if np.isnan(one) else float(one) for one in (value, number.low[t, x], number.high[t, x])),
                        int(number.n[t, x]), missing if np.isnan(value) else None,
                    )  # fmt: skip

    def _why(self, name: str, period: str, silent: list[str], of: int, quiet: silence.Silence) -> str:
        """Why a quantity would have no value; `silent` are those of its `of` powers of which nothing is told."""
        if silent and name not in quantities.BY_PERIOD:
            return quiet.why(silent[0], period)
        if name == "evenness" and len(silent) == of - 1:
            return f"the sources tell of one of the powers only{silence.filters(self.choice, self.domain)}"
        what = "conflict" if name == "conflict_share" else "cooperation"
        return f"the sources tell of no {what} with any of the powers{silence.filters(self.choice, self.domain)}"

    def _pairs(self) -> list[tuple[int, int]]:
        tilt = self.choice.tilt
        if tilt:
            return [(self.powers.index(tilt[0]), self.powers.index(tilt[1]))]
        return [(0, other) for other in range(1, len(self.powers))]


def _sides(panel: pl.DataFrame) -> frozenset[str]:
    return frozenset(panel["actors"].explode().drop_nulls().unique()) | frozenset(
        panel["recipients"].explode().drop_nulls().unique()
    )


def _check_tilt(choice: Choice, codes: list[str]) -> None:
    for power in choice.tilt or ():
        if power not in codes:
            raise UsageError(
                f"the tilt asks for {power}, which is none of the powers", f"take two of {', '.join(codes)}"
            )
