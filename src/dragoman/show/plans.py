"""Plans of charts: which rows of an answer are drawn, in which panel, as which series, under which label and when."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.errors import UsageError
from dragoman.measure.result import ALWAYS, Result

Spec = dict[str, Any]
_TIMES = ("period", "year", "session", "month", "quarter", "date")
_SERIES = ("power", "other", "b", "to", "with", "partner", "measure")
_PANELS = ("quantity", "measure", "domain", "variant", "level", "direction", "document", "source")
_MOST_PANELS, _MOST_BARS = 8, 30
ALL = "all of them"
_REFUSED = {
    "network_balance": "chart the edges: leave out --balance",
    "left_out": "read the table: it tells who speaks of which pair",
}
"""Answers whose numbers are of one kind each, or only signs: side by side they would say nothing."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn: `rows` with `value`, `low`, `high`, and their `panel`, `series`, `label` and `time` as they are shown."""

    kind: str
    rows: list[Spec]
    notes: tuple[str, ...] = ()
    axis: str | None = None


def _row(row: Spec, *, panel: str = "", series: Any = None, label: str = "", time: float | None = None) -> Spec:
    told = {name: row.get(name) for name in ("value", "low", "high", "n")}
    return {**told, "panel": panel, "series": _text(series) or ALL, "label": label, "time": time}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _plain_plan(result: Result) -> Plan:
    """Over time if the answer has several times, else bars: a series by colour, what differs besides in panels."""
    rows = [row for row in result.frame.to_dicts() if row["value"] is not None]
    keys = [name for name in result.frame.columns if name not in ALWAYS]
    time = next((name for name in _TIMES if name in keys and _differs(rows, name)), None)
    series = next((name for name in _SERIES if name in keys and _differs(rows, name)), None)
    panels = [name for name in _PANELS if name in keys and name != series and _differs(rows, name)]
    if time is None:
        bars = [
            _row(row, panel=_named(row, panels), label=_text(row[series]) if series else _text(row[keys[-1]]))
            for row in rows
        ]
        return Plan("bars", [{**bar, "label": bar["label"] or ALL} for bar in bars])
    every = result.frame.to_dicts()
    drawn = [
        {**_row(row, panel=_named(row, panels), series=row[series] if series else None, time=_moment(row[time])),
         "label": _text(row[time])}
        for row in every
    ]  # fmt: skip
    return Plan("lines", _with_gaps(drawn), axis=time if time == "session" else None)


def _named(row: Spec, keys: Sequence[str]) -> str:
    return " · ".join(_text(row[key]) for key in keys if row[key] is not None)


def _pairs_plan(result: Result) -> Plan:
    """A bar for each two sides, the largest first; cooperative and adversarial ones told apart."""
    one, other = ("voice_1", "voice_2") if "voice_1" in result.frame.columns else ("a", "b")
    rows = [row for row in result.frame.to_dicts() if row["value"] is not None]
    sign: dict[Any, str] = {1: "cooperative", -1: "adversarial"}
    return Plan(
        "bars",
        [
            _row(row, label=row[one] if row[one] == row[other] else f"{row[one]} – {row[other]}", series=sign.get(row.get("sign")))
            for row in rows
        ],
    )  # fmt: skip


def _quarrels_plan(result: Result) -> Plan:
    """A bar for each disagreement: its sides, its kind, and its place in the list."""
    rows = [row for row in result.frame.to_dicts() if not row.get("indirect")] or result.frame.to_dicts()
    kept = ("rows that only bear on each other are left out",) if len(rows) < result.frame.height else ()
    bars = [
        _row(
            row,
            label=f"{number}. {' – '.join(dict.fromkeys((row['a'], row['b'])))} · {row['kind']}",
            series=row["kind"],
        )
        for number, row in enumerate(rows, 1)
    ]
    return Plan("bars", bars, kept)


def _ties_plan(result: Result) -> Plan:
    """The level of each pair, a panel for each domain; several days over time."""
    rows = [row for row in result.frame.to_dicts() if row["quantity"] == "level"]
    if _differs(rows, "date"):
        drawn = [_row(row, panel=row["domain"], series=row["power"], time=_moment(row["date"])) for row in rows]
        return Plan("lines", drawn)
    bars = [_row(row, panel=row["domain"], label=f"{row['state']} – {row['power']}") for row in rows]
    return Plan("bars", [bar for bar in bars if bar["value"] is not None], ("bars are levels",))


def _since_plan(result: Result) -> Plan:
    """A row for each measure, the year along the axis."""
    rows = [row for row in result.frame.to_dicts() if row["value"] is not None]
    return Plan("years", [_row(row, label=row["measure"]) for row in rows])


def _variants_plan(result: Result) -> Plan:
    """A line for each variant, a dot for each power."""
    drawn = ("share", "evenness", "conflict")
    rows = [row for row in result.frame.to_dicts() if row["value"] is not None and row["quantity"] in drawn]
    return Plan(
        "dots",
        [
            _row(row, panel=row["quantity"], series=row["power"], label=f"{row['choice']}: {row['variant']}")
            for row in rows
        ],
    )


def _visits_plan(result: Result) -> Plan:
    """Who came to whom, a panel for each direction; what a source counts stands apart from single visits."""
    rows = [row for row in result.frame.to_dicts() if row["value"] is not None]
    state = rows[0]["state"]
    ways = {"out": f"journeys of {state}", "in": f"journeys to {state}"}
    counted = "as a source counts them, without dates"
    dated = len({row["period"] for row in rows} - {"all"}) > 0
    undated = sum(row["value"] for row in rows if row["period"] == "undated" and row["occasion"] != "counted")
    drawn = []
    for row in sorted(rows, key=lambda row: (row["occasion"] == "counted", row["direction"] == "in")):
        apart = row["occasion"] == "counted"
        if not apart and row["period"] == "undated":
            continue
        panel = f"{ways[row['direction']]}, {counted}" if apart else ways[row["direction"]]
        over = dated and not apart
        drawn.append(
            _row(row, panel=panel, series=row["power"] if dated else row["level"],
                 label=row["period"] if over else row["power"], time=_moment(row["period"]) if over else None)
        )  # fmt: skip
    notes = (f"{undated:g} visits without a date are left out",) if undated else ()
    if not drawn:
        raise UsageError("none of the visits has a date", "ask without --by")
    return Plan("stacks", drawn, notes)


_PLANS = {
    "network": _pairs_plan,
    "network_change": _pairs_plan,
    "voice_agreement": _pairs_plan,
    "disagreements": _quarrels_plan,
    "ties": _ties_plan,
    "similar_since": _since_plan,
    "sensitivity": _variants_plan,
    "visits": _visits_plan,
}
"""Answers that are drawn in a way of their own."""


def _shown(plan: Plan) -> Plan:
    """Without panels and series that have no number, and with no more panels and bars than can be read."""
    held = {(row["panel"], row["series"]) for row in plan.rows if row["value"] is not None}
    rows = [row for row in plan.rows if (row["panel"], row["series"]) in held]
    notes = list(plan.notes)
    panels = list(dict.fromkeys(row["panel"] for row in rows))
    if len(panels) > _MOST_PANELS:
        notes.append(f"{len(panels) - _MOST_PANELS} panels more are left out: ask for fewer quantities")
    rows = [row for row in rows if row["panel"] in panels[:_MOST_PANELS]]
    if plan.kind == "bars":
        rows = sorted(rows, key=lambda row: -abs(row["value"]))
        largest = [row for panel in panels for row in [one for one in rows if one["panel"] == panel][:_MOST_BARS]]
        if len(largest) < len(rows):
            notes.append(f"the {len(largest)} largest of {len(rows)}")
        rows = largest
    return replace(plan, rows=rows, notes=tuple(notes))


def _differs(rows: Sequence[Spec], name: str) -> bool:
    return len({row.get(name) for row in rows}) > 1


def _moment(period: Any) -> float | None:
    """A session or year as it is, a quarter, month or day as a part of its year; None for what is no time."""
    found = re.fullmatch(r"(\d+)(?:Q([1-4])|-(\d\d)(?:-(\d\d))?)?", str(period))
    if found is None:
        return None
    year, quarter, month, day = (int(part) if part else None for part in found.groups())
    part = (quarter - 1) / 4 if quarter else (month - 1) / 12 + ((day or 1) - 1) / 366 if month else 0
    return round((year or 0) + part, 4)


def _with_gaps(rows: list[Spec]) -> list[Spec]:
    """A row without a number for each period between two others that the answer does not have, so that the line breaks."""
    times = sorted({row["time"] for row in rows if row["time"] is not None})
    quarters, months = (any(form in str(row["label"]) for row in rows) for form in ("Q", "-"))
    parts = 4 if quarters else 12 if months else 1
    days = any(re.fullmatch(r"\d+-\d\d-\d\d", str(row["label"])) for row in rows)
    if len(times) < 2 or days:
        return _alone(rows)
    every = [round(step / parts, 4) for step in range(round(times[0] * parts), round(times[-1] * parts) + 1)]
    there = defaultdict(set)
    for row in rows:
        there[row["panel"], row["series"]].add(row["time"])
    gaps = [
        {**_row({}, panel=panel, series=series, time=time), "n": 0}
        for (panel, series), known in there.items()
        for time in every
        if time not in known
    ]
    return _alone(sorted([*rows, *gaps], key=lambda row: row["time"]) if gaps else rows)


def _alone(rows: list[Spec]) -> list[Spec]:
    """Mark numbers with none before and after them: a band has no breadth there, and a bar shows the interval."""
    lines: dict[tuple[str, str], list[Spec]] = defaultdict(list)
    for row in rows:
        lines[row["panel"], row["series"]].append(row)
    marked = []
    for line in lines.values():
        ordered = sorted(line, key=lambda row: row["time"])
        there = [False, *(row["value"] is not None for row in ordered), False]
        marked += [
            {**row, "alone": there[place + 1] and not there[place] and not there[place + 2]}
            for place, row in enumerate(ordered)
        ]
    return marked


def plan_of(result: Result) -> Plan:
    """What is drawn of an answer. Raises UsageError if there is no number, or none that a chart can show."""
    if result.measure in _REFUSED:
        raise UsageError(f"a chart of {result.measure} would show nothing", _REFUSED[result.measure])
    if result.frame["value"].null_count() == result.frame.height:
        raise UsageError("there is no number to draw", "look at the table: it says why each is missing")
    return _shown(_PLANS.get(result.measure, _plain_plan)(result))
