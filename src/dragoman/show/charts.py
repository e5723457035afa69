"""Pictures of a measure's answer: one Vega-Lite specification for screen and print, with its definition inside the image.

Time runs along the horizontal axis where the answer has one, and no year is left out of it; powers are told apart by colour
*and* shape; intervals are bands or bars; a number that is missing leaves a gap, never a zero.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dragoman.errors import UsageError
from dragoman.measure.naming import in_names
from dragoman.measure.result import ALWAYS, Result
from dragoman.world import load_world

Spec = dict[str, Any]
_TIMES = ("period", "year", "session", "month", "quarter", "date")
_SERIES = ("power", "other", "b", "to", "with", "partner", "measure")
_PANELS = ("quantity", "measure", "domain", "variant", "level", "direction", "document", "source")
_MOST_PANELS, _MOST_BARS = 8, 30
# Okabe and Ito's palette, told apart by the colour-blind; the yellow is left out, for it fades on white
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#555555")
_FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
_WIDTH, _PANEL_HEIGHT = 640, 240
_LINE, _TITLE_LINE = 100, 66  # letters in a line of the note and of the title
_ALL = "all of them"
_REFUSED = {
    "network_balance": "chart the edges: leave out --balance",
    "left_out": "read the table: it tells who speaks of which pair",
}
"""Answers whose numbers are of one kind each, or only signs: side by side they would say nothing."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is drawn: `rows` with `value`, `low`, `high`, and their `panel`, `series`, `label` and `time` as they are shown."""

    kind: str
    rows: list[Spec]
    notes: tuple[str, ...] = ()
    axis: str | None = None


def spec_of(result: Result, told: Mapping[str, str] | None = None) -> Spec:
    """The specification; `told` are further lines for the foot (ledger, its hash, the day).

    Raises UsageError if there is no number, or none that a chart can show.
    """
    if result.measure in _REFUSED:
        raise UsageError(f"a chart of {result.measure} would show nothing", _REFUSED[result.measure])
    if result.frame["value"].null_count() == result.frame.height:
        raise UsageError("there is no number to draw", "look at the table: it says why each is missing")
    plan = _shown(_PLANS.get(result.measure, _plain_plan)(result))
    names = list(dict.fromkeys(row["series"] for row in plan.rows if row["series"] != _ALL))
    panels = list(dict.fromkeys(row["panel"] for row in plan.rows))
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"{result.question}. {result.definition}",
        "background": "white",
        "padding": 12,
        "title": _title(result, plan.notes, told or {}),
        "data": {"values": plan.rows},
        "vconcat": [_panel(plan, panel, names, alone=len(panels) == 1) for panel in panels],
        "resolve": {"scale": {"color": "shared", "shape": "shared"}},
        "config": _config(),
    }


def _row(row: Spec, *, panel: str = "", series: Any = None, label: str = "", time: float | None = None) -> Spec:
    told = {name: row.get(name) for name in ("value", "low", "high", "n")}
    return {**told, "panel": panel, "series": _text(series) or _ALL, "label": label, "time": time}


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _plain_plan(result: Result) -> _Plan:
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
        return _Plan("bars", [{**bar, "label": bar["label"] or _ALL} for bar in bars])
    every = result.frame.to_dicts()
    drawn = [
        {**_row(row, panel=_named(row, panels), series=row[series] if series else None, time=_moment(row[time])),
         "label": _text(row[time])}
        for row in every
    ]  # fmt: skip
    return _Plan("lines", _with_gaps(drawn), axis=time if time == "session" else None)


def _named(row: Spec, keys: Sequence[str]) -> str:
    return " · ".join(_text(row[key]) for key in keys if row[key] is not None)


def _pairs_plan(result: Result) -> _Plan:
    """A bar for each two sides, the largest first; cooperative and adversarial ones told apart."""
    one, other = ("voice_1", "voice_2") if "voice_1" in result.frame.columns else ("a", "b")
    rows = [row for row in result.frame.to_dicts() if row["value"] is not None]
    sign: dict[Any, str] = {1: "cooperative", -1: "adversarial"}
    return _Plan(
        "bars",
        [
            _row(row, label=row[one] if row[one] == row[other] else f"{row[one]} – {row[other]}", series=sign.get(row.get("sign")))
            for row in rows
        ],
    )  # fmt: skip


def _quarrels_plan(result: Result) -> _Plan:
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
    return _Plan("bars", bars, kept)


def _ties_plan(result: Result) -> _Plan:
    """The level of each pair, a panel for each domain; several days over time."""
    rows = [row for row in result.frame.to_dicts() if row["quantity"] == "level"]
    if _differs(rows, "date"):
        drawn = [_row(row, panel=row["domain"], series=row["power"], time=_moment(row["date"])) for row in rows]
        return _Plan("lines", drawn)
    bars = [_row(row, panel=row["domain"], label=f"{row['state']} – {row['power']}") for row in rows]
    return _Plan("bars", [bar for bar in bars if bar["value"] is not None], ("bars are levels",))


def _since_plan(result: Result) -> _Plan:
    """A row for each measure, the year along the axis."""
    rows = [row for row in result.frame.to_dicts() if row["value"] is not None]
    return _Plan("years", [_row(row, label=row["measure"]) for row in rows])


def _variants_plan(result: Result) -> _Plan:
    """A line for each variant, a dot for each power."""
    drawn = ("share", "evenness", "conflict")
    rows = [row for row in result.frame.to_dicts() if row["value"] is not None and row["quantity"] in drawn]
    return _Plan(
        "dots",
        [
            _row(row, panel=row["quantity"], series=row["power"], label=f"{row['choice']}: {row['variant']}")
            for row in rows
        ],
    )


def _visits_plan(result: Result) -> _Plan:
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
    return _Plan("stacks", drawn, notes)


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


def _shown(plan: _Plan) -> _Plan:
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


def _panel(plan: _Plan, panel: str, names: list[str], *, alone: bool) -> Spec:
    rows = [row for row in plan.rows if row["panel"] == panel]
    kind = plan.kind
    if kind == "stacks":
        kind = "columns" if any(row["time"] is not None for row in rows) else "sums"
    drawn = {
        "lines": _lines, "bars": _bars, "years": _years, "dots": _dots, "columns": _columns, "sums": _sums,
    }[kind](rows, names, plan)  # fmt: skip
    spec = {"transform": [{"filter": {"field": "panel", "equal": panel}}], "width": _WIDTH, **drawn}
    return spec if not panel else {"title": {"text": panel, "anchor": "start", "fontSize": 12}, **spec}


def _time(plan: _Plan) -> Spec:
    axis = {"title": plan.axis, "format": "d", "tickMinStep": 1, "grid": False}
    return {"field": "time", "type": "quantitative", "scale": {"zero": False, "nice": False}, "axis": axis}


def _lines(rows: list[Spec], names: list[str], plan: _Plan) -> Spec:
    x = _time(plan)
    y = {"type": "quantitative", "title": None, "scale": {"zero": False}}
    colour = _colour(rows, names)
    band = {
        "mark": {"type": "area", "opacity": 0.16, "line": False, "invalid": "break-paths-show-domains"},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, **colour},
    }
    single = {
        "transform": [{"filter": "datum.alone"}],
        "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.3},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, **colour},
    }
    mark = {
        "type": "line",
        "strokeWidth": 2,
        "invalid": "break-paths-show-domains",
        "point": {"size": 45, "filled": True},
    }
    line = {
        "mark": mark,
        "encoding": {
            "x": x, "y": {**y, "field": "value"}, **colour, **_shape(rows, names), "tooltip": _tooltip("label", "series"),
        },
    }  # fmt: skip
    height = _PANEL_HEIGHT if len({row["panel"] for row in plan.rows}) < 4 else int(_PANEL_HEIGHT * 0.6)
    return {"height": height, "layer": [band, single, line]}


def _bars(rows: list[Spec], names: list[str], _: _Plan) -> Spec:
    y = _labels(rows)
    x = {"type": "quantitative", "title": None}
    bar = {
        "mark": {"type": "bar", "height": {"band": 0.6}},
        "encoding": {"y": y, "x": {**x, "field": "value"}, **_colour(rows, names), "tooltip": _tooltip("label")},
    }
    return {"height": {"step": 22}, "layer": [bar, _interval(y, x)]}


def _interval(y: Spec, x: Spec) -> Spec:
    ends = {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}
    return {"mark": {"type": "rule", "strokeWidth": 2, "color": "#333333"}, "encoding": ends}


def _years(rows: list[Spec], _: list[str], plan: _Plan) -> Spec:
    """Years by measure: a point with its interval."""
    y = _labels(rows)
    x = {key: part for key, part in _time(plan).items() if key != "field"}
    x |= {"axis": {**x["axis"], "grid": True}, "scale": {"zero": False, "nice": False, "padding": 12}}
    point = {
        "mark": {"type": "point", "filled": True, "size": 90, "color": PALETTE[0], "opacity": 1},
        "encoding": {"y": y, "x": {**x, "field": "value"}, "tooltip": _tooltip("label")},
    }
    return {"height": {"step": 26}, "layer": [_interval(y, x), point]}


def _dots(rows: list[Spec], names: list[str], _: _Plan) -> Spec:
    """Powers beside each other on the line of a variant."""
    y, x = _labels(rows), {"type": "quantitative", "title": None, "scale": {"zero": False}}
    here = list(dict.fromkeys(row["series"] for row in rows))
    offset = (
        {"yOffset": {"field": "series", "type": "nominal", "sort": names, "scale": {"domain": here}}}
        if len(here) > 1
        else {}
    )
    colour = _colour(rows, names)
    rule = {
        "mark": {"type": "rule", "strokeWidth": 1.5, "opacity": 0.5},
        "encoding": {"y": y, **offset, "x": {**x, "field": "low"}, "x2": {"field": "high"}, **colour},
    }
    point = {
        "mark": {"type": "point", "filled": True, "size": 30, "opacity": 1},
        "encoding": {
            "y": y, **offset, "x": {**x, "field": "value"}, **colour, **_shape(rows, names), "tooltip": _tooltip("label", "series"),
        },
    }  # fmt: skip
    return {
        "height": {"step": max(16, 6 * len(here)), "for": "position"},
        "layer": [rule, point],
    }


def _columns(rows: list[Spec], names: list[str], plan: _Plan) -> Spec:
    """Counts by time, stacked by power."""
    times = [row["time"] for row in plan.rows if row["time"] is not None]
    x = _time(plan)
    x["scale"] = {"domain": [min(times) - 0.5, max(times) + 1], "nice": False}
    y = {
        "field": "value",
        "type": "quantitative",
        "aggregate": "sum",
        "stack": "zero",
        "title": None,
        "axis": {"tickMinStep": 1, "format": "d"},
    }
    mark = {
        "type": "bar",
        "orient": "vertical",
        "width": max(2, min(14, int(0.7 * _WIDTH / (max(times) - min(times) + 1.5)))),
    }
    return {
        "height": int(_PANEL_HEIGHT * 0.6),
        "mark": mark,
        "encoding": {"x": x, "y": y, **_colour(rows, names), "tooltip": _tooltip("label", "series")[:3]},
    }


def _sums(rows: list[Spec], names: list[str], _: _Plan) -> Spec:
    """Counts by power."""
    x = {
        "field": "value",
        "type": "quantitative",
        "aggregate": "sum",
        "title": None,
        "axis": {"tickMinStep": 1, "format": "d"},
    }
    return {
        "height": {"step": 22},
        "mark": {"type": "bar", "height": {"band": 0.6}},
        "encoding": {"y": _labels(rows), "x": x, **_colour(rows, names)},
    }


def _labels(rows: Iterable[Spec]) -> Spec:
    order = list(dict.fromkeys(row["label"] for row in rows))
    return {
        "field": "label",
        "type": "nominal",
        "sort": order,
        "axis": {"title": None, "labelLimit": 210, "grid": False},
    }


def _colour(rows: Iterable[Spec], names: list[str]) -> Spec:
    """The colour of each series; what is of all of them is grey, and stands in no legend."""
    if not names or all(row["series"] == _ALL for row in rows):
        return {"color": {"value": PALETTE[0]}}
    legend = {"title": None, "orient": "top", "symbolOpacity": 1, "values": names}
    return {"color": {"field": "series", "type": "nominal", "scale": _scale(names), "legend": legend}}


def _scale(names: list[str]) -> Spec:
    return {
        "domain": [*names, _ALL],
        "range": [*(PALETTE[place % len(PALETTE)] for place in range(len(names))), "#333333"],
    }


def _shape(rows: Iterable[Spec], names: list[str]) -> Spec:
    if not names or all(row["series"] == _ALL for row in rows):
        return {}
    return {"shape": {"field": "series", "type": "nominal", "scale": {"domain": [*names, _ALL]}, "legend": None}}


def _tooltip(*names: str) -> list[Spec]:
    asked = [*names, "value", "low", "high", "n"]
    return [{"field": name, **({"format": ".3~f"} if name in ("value", "low", "high") else {})} for name in asked]


def _title(result: Result, notes: Sequence[str], told: Mapping[str, str]) -> Spec:
    lines = [*_folded(result.definition), *(line for note in (*notes, *result.notes) for line in _folded(note))]
    lines += _folded(" · ".join(f"{name}: {value}" for name, value in (*result.settings.items(), *told.items())))
    return {
        "text": _folded(in_names(result.question, load_world()), _TITLE_LINE),
        "subtitle": lines,
        "anchor": "start",
        "fontSize": 17,
        "subtitleFontSize": 11,
        "subtitleColor": "#555555",
        "subtitlePadding": 6,
        "offset": 14,
    }


def _folded(text: str, length: int = _LINE) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) >= length:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line] if line else lines


def _config() -> Spec:
    return {
        "font": _FONT,
        "axis": {"gridColor": "#e6e6e6", "domainColor": "#999999", "labelFontSize": 11},
        "view": {"stroke": None},
        "legend": {"labelFontSize": 12},
    }


def as_json(spec: Spec) -> str:
    """The specification as text that may stand inside a script element: no sequence in it ends the element."""
    return (
        json.dumps(spec, ensure_ascii=False, allow_nan=False)
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
