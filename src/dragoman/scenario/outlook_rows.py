"""An outlook as rows: nested for programs, flat for spreadsheets and charts."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from dragoman.records import Row
from dragoman.scenario.issue import PARTS, Issue, Stakeholder, Value
from dragoman.scenario.outlook import Drawn, Glance, Outlook
from dragoman.scenario.prediction import LEVEL, SHARE, Prediction

BINS = 10
SHEET = ("part", "what", "value", "low", "high", "band")
CITATION = ("VandenBos1991", "Achen2006", "WiseLesterEfird2015", "Scholz2011", "VovkEtAl2005", "SteegenEtAl2016")


def as_row(found: Outlook) -> Row:
    """Everything, for programs; numbers are in units of the scale."""
    issue, told = found.issue, found.prediction
    names = [held.name for held in issue.stakeholders]
    return {
        "question": issue.question,
        "rubric": issue.rubric,
        "resolves": str(issue.resolves),
        "about": list(issue.about),
        "note": issue.note,
        "scale": asdict(issue.scale),
        "outcome": _outcome(found),
        "stakeholders": [_stakeholder(held) for held in issue.stakeholders],
        "prediction": {
            "point": told.point,
            "mean": told.mean,
            "median": told.quantile(0.5),
            "intervals": [{"level": level, "low": low, "high": high} for level, (low, high) in told.interval.items()],
            "chances": [{"from": low, "to": high, "probability": chance} for low, high, chance in chances(found)],
            "support": told.support.tolist(),
            "probability": told.probability.tolist(),
        },
        "compromise": asdict(found.compromise),
        "weighted_median": asdict(found.median),
        "election": {**asdict(found.expected), "options": [asdict(option) for option in found.options]},
        "rounds": [asdict(one) for one in found.rounds],
        "moves": [asdict(move) | {"who": names[move.who], "by": names[move.by]} for move in found.moves],
        "multiverse": {
            **asdict(found.spread),
            "forks": [asdict(fork) | {"spread": fork.spread} for fork in found.forks],
            "worlds": [asdict(world) | {"choices": dict(world.choices)} for world in found.worlds],
        },
        "tornado": [asdict(bar) | {"stakeholder": names[bar.stakeholder], "swing": bar.swing} for bar in found.bars],
        "variance": [asdict(share) | {"stakeholder": names[share.stakeholder]} for share in found.shares],
        "thin": [{"stakeholder": who, "part": part, "why": why} for who, part, why in issue.thin()],
        "settings": settings(found),
        "citation": list(CITATION),
    }


def settings(found: Outlook) -> dict[str, Any]:
    """What was chosen, and would give these numbers again."""
    return {
        "draws": found.draws,
        "draws_of_challenge": found.challenge_draws,
        "seed": found.seed,
        "shape": found.shape,
        "level": LEVEL,
        "election_share": SHARE,
        "rounds": len(found.rounds) - 1,
        "reading": found.reading,
    }


def sheet(found: Outlook) -> list[Row]:
    """One number a row: its part, what it is of, and a range; `band` says what the range is."""
    return list(_sheet(found))


def chances(found: Glance) -> list[tuple[float, float, float]]:
    """The scale in ten bands, with the probability of an outcome in each; a band takes its lower end, the last both."""
    scale, told = found.issue.scale, found.prediction
    edges = [scale.low + scale.length * number / BINS for number in range(BINS)] + [scale.high]
    below = [float(told.probability[told.support < edge].sum()) for edge in edges[:-1]] + [1.0]
    return [
        (low, high, max(0.0, after - before))
        for low, high, before, after in zip(edges, edges[1:], below, below[1:], strict=False)
    ]


def middle(told: Prediction) -> tuple[float, float]:
    """Where the middle 80 % of a prediction lie; not its conformal interval, which is that of the compromise."""
    return told.quantile((1 - LEVEL) / 2), told.quantile((1 + LEVEL) / 2)


def _sheet(found: Outlook) -> Iterator[Row]:
    told, drawn = found.prediction, f"{LEVEL:.0%} of draws"
    low, high = told.interval[LEVEL]
    yield _row("model", "headline: compromise", Drawn(told.point, low, high), f"conformal, {LEVEL:.0%}")
    yield _row("model", "prediction", Drawn(told.mean, *middle(told)), f"{LEVEL:.0%} of the prediction")
    for name, spread in (
        ("compromise", found.compromise),
        ("election", found.expected),
        ("weighted median", found.median),
    ):
        yield _row("model", name, spread, drawn)
    yield _row("model", f"challenge, round {found.rounds[-1].number}", found.rounds[-1].median, drawn)
    for start, end, chance in chances(found):
        yield {"part": "distribution", "what": f"{start:g} – {end:g}", "value": chance}
    for option in found.options:
        yield {"part": "election", "what": f"{option.at:g} ({', '.join(option.holders)})", "value": option.probability}
    for one in found.rounds:
        yield _row("round", str(one.number), one.median, drawn)
    spread_ = found.spread
    yield _row("multiverse", "all readings", Drawn(spread_.median, spread_.low, spread_.high), "4 readings in 5")
    for fork in found.forks:
        for option_, mean in fork.options:
            yield {"part": "multiverse", "what": f"{fork.family}, {fork.choice}: {option_}", "value": mean}
    for bar in found.bars:
        what = f"{found.issue.stakeholders[bar.stakeholder].name}, {bar.part}"
        yield _row(
            "tornado", what, Drawn(bar.swing, min(bar.low, bar.high), max(bar.low, bar.high)), "ends of its range"
        )


def _row(part: str, what: str, spread: Drawn, band: str) -> Row:
    return {"part": part, "what": what, "value": spread.value, "low": spread.low, "high": spread.high, "band": band}


def _outcome(found: Outlook) -> Row | None:
    outcome = found.issue.outcome
    if outcome is None:
        return None
    low, high = found.prediction.interval[LEVEL]
    return {
        "value": outcome.value,
        "source": outcome.source,
        "on": str(outcome.on) if outcome.on else None,
        "error_of_compromise": found.compromise.value - outcome.value,
        "crps_of_prediction": found.prediction.crps(outcome.value),
        "inside_interval": low <= outcome.value <= high,
    }


def _stakeholder(held: Stakeholder) -> Row:
    return {"name": held.name, "id": held.id or None, **{part: asdict(held.part(part)) for part in PARTS}}


def differences(one: Issue, other: Issue) -> list[str]:
    """What the second issue says otherwise – of the question, the scale and the stakeholders, value and range –, a sentence each."""
    told = [
        f"{name}: {new} instead of {old}"
        for name, old, new in zip(("question", "rubric", "due"), _asked(one), _asked(other), strict=True)
        if old != new
    ]
    if one.scale != other.scale:
        told.append("the scale is named otherwise")
    before, after = ({held.name: held for held in issue.stakeholders} for issue in (one, other))
    told += [f"{name} is not there" for name in before if name not in after]
    told += [f"{name} is there too" for name in after if name not in before]
    for name in before:
        for part in PARTS if name in after else ():
            if changed := _changed(before[name].part(part), after[name].part(part)):
                told.append(f"{name}: {part} {changed}")
    return told


def _asked(issue: Issue) -> tuple[str, str, str]:
    return issue.question, issue.rubric, str(issue.resolves)


def _changed(old: Value, new: Value) -> str:
    """The value and the range, as far as they differ; "" if neither does."""
    said = []
    if old.value != new.value:
        said.append(f"{new.value:g} instead of {old.value:g}")
    if (old.low, old.high) != (new.low, new.high):
        said.append(f"range {new.low:g} to {new.high:g} instead of {old.low:g} to {old.high:g}")
    return ", ".join(said)
