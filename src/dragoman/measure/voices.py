"""Voices: how far those who speak of the same relations agree, and what one says and another leaves out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Literal

import numpy as np
import polars as pl

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure.address import beside
from dragoman.measure.disagreements import read_texts, sides_meant
from dragoman.measure.reliability import LEVELS, Level, krippendorff_alpha
from dragoman.measure.result import LEVEL, Result
from dragoman.measure.statements import Ground, Statement, statements
from dragoman.records import Sign
from dragoman.world import World, load_world

By = Literal["voice", "source", "outlet"]
BYS: tuple[By, ...] = ("voice", "source", "outlet")
ALL = "all"
_VALUES = {Sign.ADVERSARIAL: -1.0, Sign.NEUTRAL: 0.0, Sign.COOPERATIVE: 1.0}
_KEYS = {"row": pl.String, "voice_1": pl.String, "voice_2": pl.String}
_TAIL = {"value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "n": pl.Int64, "missing": pl.String}
_NO_PAIR = "no pair of sides of which two voices speak"
_NO_VARIATION = "all values are the same, so that agreement cannot be told from chance"

Pair = tuple[str, str]
Judgements = Mapping[str, Mapping[Pair, float]]
"""For each voice what it holds of each pair: 1 cooperative, 0 neutral, -1 adversarial."""


def voice_agreement(
    ledger: Ledger,
    about: str | Sequence[str] | None = None,
    *,
    by: By = "voice",
    level: Level = "ordinal",
    world: World | None = None,
    draws: int = 1000,
    seed: int = 1,
) -> Result:
    """How far voices agree on how sides stand to each other: alpha for all, then for each two with a pair in common.

    The units are pairs of sides; a voice has one value for each, the sign of the sum of what it says, by weight. `by` takes the
    innermost voice, the document or the outlet for a voice. `low` and `high` are the middle 95 % of `draws` draws over
    the pairs, null where fewer than three are shared. `agree` is the share of shared pairs with the same value; `only_1`
    and `only_2` the pairs of which only the one speaks.

    Raises UsageError as `disagreements` does, and for a level or a `by` that there is not. Source: [Krippendorff2011]
    """
    _check(by, level)
    known = load_world(ledger.path) if world is None else world
    sides = sides_meant(ledger, about, known)
    told = [one for text in read_texts(ledger, known) for one in statements(text)]
    held = judgements(told, by=by, sides=sides)
    random = np.random.default_rng(seed)
    meeting = _meeting(held)
    tail = beside({"by": _unusual(by), "about": ",".join(sides)})
    rows = [_everyone(held, level, tail, draws, random)]
    rows += [_two(held, one, other, level, tail, draws, random) for one, other in meeting]
    behind = [_behind(told, by, held, sorted(held)), *(_behind(told, by, held, pair) for pair in meeting)]
    kinds = _KEYS | {"agree": pl.Float64, "only_1": pl.String, "only_2": pl.String} | _TAIL
    return Result(
        measure="voice_agreement",
        question="How far do the voices agree on how sides stand to each other?",
        definition=f"Krippendorff's alpha, {level}: 1 - observed / expected disagreement over pairs of sides",
        frame=pl.DataFrame(rows, schema=kinds),
        citation=("Krippendorff2011",),
        notes=(f"{len(held)} voices", "near-duplicates counted once; deeds are not taken for judgements"),
        settings={"by": by, "level": level, "draws": str(draws), "seed": str(seed), "about": ", ".join(sides)},
        evidence={str(row["row"]): rests for row, rests in zip(rows, behind, strict=True)},
    )


def left_out(ledger: Ledger, one: str, other: str, *, by: By = "voice", world: World | None = None) -> Result:
    """What one voice says of pairs of which the other says nothing, and the reverse; n is the number of its statements.

    Voices are named as `voice_agreement` names them. Raises UsageError for one who says nothing of any pair.
    """
    _check(by, "nominal")
    known = load_world(ledger.path) if world is None else world
    told = [one for text in read_texts(ledger, known) for one in statements(text) if _counts(one)]
    held = judgements(told, by=by)
    for name in (one, other):
        if name not in held:
            raise UsageError(f"nobody called {name!r} says how two sides stand", f"these do: {', '.join(sorted(held))}")
    rows, evidence = [], {}
    for voice, against in ((one, other), (other, one)):
        for a, b in sorted(set(held[voice]) - set(held[against])):
            own = [say for say in told if _name(say, by) == voice and (say.a, say.b) == (a, b)]
            best = max(own, key=lambda say: (say.weight, say.evidence))
            row = f"left_out:{voice}:{against}:{a}-{b}{beside({'by': _unusual(by)})}"
            evidence[row] = tuple(dict.fromkeys(say.evidence for say in own))
            said = (str(best.stance), best.quote, best.origin.name)
            rows.append([row, voice, against, a, b, *said, held[voice][a, b], None, None, len(own), None])
    kinds = _KEYS | dict.fromkeys(("a", "b", "stance", "quote", "source"), pl.String) | _TAIL
    return Result(
        measure="left_out",
        question=f"What does {one} say that {other} leaves out, and the reverse?",
        definition="pairs of sides of which only one of the two speaks; 1 cooperative, 0 neutral, -1 adversarial",
        frame=pl.DataFrame(rows, schema=kinds, orient="row"),
        settings={"by": by},
        evidence=evidence,
    )


def judgements(told: Iterable[Statement], *, by: By = "voice", sides: Sequence[str] = ()) -> Judgements:
    """What each voice holds of each pair: the sum of its signs by weight, as a sign. Deeds and directions are left out."""
    sums: dict[str, dict[Pair, float]] = defaultdict(lambda: defaultdict(float))
    for one in sorted(told, key=lambda one: (one.evidence, one.a, one.b, one.stance)):
        if isinstance(one.stance, Sign) and _counts(one) and all(side in (one.a, one.b) for side in sides):
            sums[_name(one, by)][one.a, one.b] += _VALUES[one.stance] * one.weight
    return {
        voice: {pair: float(np.sign(round(total, 9))) for pair, total in sorted(pairs.items())}
        for voice, pairs in sorted(sums.items())
    }


def _name(one: Statement, by: By) -> str:
    if by == "source":
        return one.origin.name
    if by == "outlet":
        return str(one.origin.source["outlet"] or one.origin.name)
    vague = "@" in one.voice.key
    return f"{one.voice.name} ({one.origin.name})" if vague else one.voice.name


def _unusual(by: By) -> str:
    return "" if by == BYS[0] else by


def _check(by: str, level: str) -> None:
    if by not in BYS:
        raise UsageError(f"voices cannot be told apart by {by!r}", f"it is one of {', '.join(BYS)}")
    if level not in LEVELS:
        raise UsageError(f"{level!r} is no level of measurement", f"it is one of {', '.join(LEVELS)}")


def _meeting(held: Judgements) -> list[tuple[str, str]]:
    """Each two voices that speak of a pair in common."""
    speaking: dict[Pair, list[str]] = defaultdict(list)
    for voice in sorted(held):
        for pair in held[voice]:
            speaking[pair].append(voice)
    return sorted({two for voices in speaking.values() for two in combinations(voices, 2)})


def _behind(told: Sequence[Statement], by: By, held: Judgements, voices: Sequence[str]) -> tuple[str, ...]:
    """The findings on which the agreement of these voices rests: what they say of the pairs that two of them share."""
    spoken = Counter(pair for voice in voices for pair in held[voice])
    ours = (one for one in told if _counts(one) and _name(one, by) in voices and spoken[one.a, one.b] > 1)
    return tuple(dict.fromkeys(one.evidence for one in ours))


def _counts(one: Statement) -> bool:
    return isinstance(one.stance, Sign) and one.ground is not Ground.DEED


def _units(held: Judgements, voices: Iterable[str]) -> list[list[float]]:
    """For each pair of which two or more of the voices speak, what they hold."""
    units: dict[Pair, list[float]] = defaultdict(list)
    for voice in voices:
        for pair, value in held[voice].items():
            units[pair].append(value)
    return [units[pair] for pair in sorted(units) if len(units[pair]) > 1]


def _numbers(
    units: Sequence[Sequence[float]], level: Level, draws: int, random: np.random.Generator
) -> dict[str, float | int | str | None]:
    alpha = krippendorff_alpha(units, level)
    missing = None if alpha is not None else _NO_VARIATION if units else _NO_PAIR
    low = high = None
    if alpha is not None and len(units) > 2:
        drawn = [
            krippendorff_alpha([units[k] for k in chosen], level)
            for chosen in random.integers(0, len(units), (draws, len(units)))
        ]
        told = [value for value in drawn if value is not None]
        if told:
            low, high = (float(edge) for edge in np.quantile(told, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]))
    return {"value": alpha, "low": low, "high": high, "n": len(units), "missing": missing}


def _everyone(held: Judgements, level: Level, tail: str, draws: int, random: np.random.Generator) -> dict[str, object]:
    units = _units(held, sorted(held))
    same = [one == other for unit in units for one, other in combinations(unit, 2)]
    head = {"row": f"voice_agreement:{ALL}:{level}{tail}", "voice_1": ALL, "voice_2": ALL}
    agree = sum(same) / len(same) if same else None
    return {**head, "agree": agree, "only_1": None, "only_2": None, **_numbers(units, level, draws, random)}


def _two(
    held: Judgements, one: str, other: str, level: Level, tail: str, draws: int, random: np.random.Generator
) -> dict[str, object]:
    shared = sorted(set(held[one]) & set(held[other]))
    agree = sum(held[one][pair] == held[other][pair] for pair in shared) / len(shared)
    only = [
        ", ".join("–".join(pair) for pair in sorted(set(held[x]) - set(held[y])))
        for x, y in ((one, other), (other, one))
    ]
    head = {"row": f"voice_agreement:{one}:{other}:{level}{tail}", "voice_1": one, "voice_2": other}
    numbers = _numbers(_units(held, (one, other)), level, draws, random)
    return {**head, "agree": agree, "only_1": only[0], "only_2": only[1], **numbers}
