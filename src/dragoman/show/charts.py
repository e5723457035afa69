"""Pictures of a measure's answer: one Vega-Lite specification for screen and print, with its definition inside the image.

Time runs along the horizontal axis where the answer has one, and no year is left out of it; powers are told apart by colour
*and* shape; intervals are bands or bars; a number that is missing leaves a gap, never a zero.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dragoman.measure.naming import in_names
from dragoman.measure.result import Result
from dragoman.show.plans import ALL, Plan, plan_of
from dragoman.world import load_world

Spec = dict[str, Any]
# Okabe and Ito's palette, told apart by the colour-blind; the yellow is left out, for it fades on white
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#555555")
FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
_WIDTH, _PANEL_HEIGHT = 640, 240
_LINE, _TITLE_LINE = 100, 66  # letters in a line of the note and of the title


def spec_of(result: Result, told: Mapping[str, str] | None = None) -> Spec:
    """The specification; `told` are further lines for the foot (ledger, its hash, the day).

    Raises UsageError if there is no number, or none that a chart can show.
    """
    plan = plan_of(result)
    names = list(dict.fromkeys(row["series"] for row in plan.rows if row["series"] != ALL))
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


def _panel(plan: Plan, panel: str, names: list[str], *, alone: bool) -> Spec:
    rows = [row for row in plan.rows if row["panel"] == panel]
    kind = plan.kind
    if kind == "stacks":
        kind = "columns" if any(row["time"] is not None for row in rows) else "sums"
    drawn = {
        "lines": _lines, "bars": _bars, "years": _years, "dots": _dots, "columns": _columns, "sums": _sums,
    }[kind](rows, names, plan)  # fmt: skip
    spec = {"transform": [{"filter": {"field": "panel", "equal": panel}}], "width": _WIDTH, **drawn}
    return spec if not panel else {"title": {"text": panel, "anchor": "start", "fontSize": 12}, **spec}


def _time(plan: Plan) -> Spec:
    axis = {"title": plan.axis, "format": "d", "tickMinStep": 1, "grid": False}
    return {"field": "time", "type": "quantitative", "scale": {"zero": False, "nice": False}, "axis": axis}


def _lines(rows: list[Spec], names: list[str], plan: Plan) -> Spec:
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


def _bars(rows: list[Spec], names: list[str], _: Plan) -> Spec:
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


def _years(rows: list[Spec], _: list[str], plan: Plan) -> Spec:
    """Years by measure: a point with its interval."""
    y = _labels(rows)
    x = {key: part for key, part in _time(plan).items() if key != "field"}
    x |= {"axis": {**x["axis"], "grid": True}, "scale": {"zero": False, "nice": False, "padding": 12}}
    point = {
        "mark": {"type": "point", "filled": True, "size": 90, "color": PALETTE[0], "opacity": 1},
        "encoding": {"y": y, "x": {**x, "field": "value"}, "tooltip": _tooltip("label")},
    }
    return {"height": {"step": 26}, "layer": [_interval(y, x), point]}


def _dots(rows: list[Spec], names: list[str], _: Plan) -> Spec:
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


def _columns(rows: list[Spec], names: list[str], plan: Plan) -> Spec:
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


def _sums(rows: list[Spec], names: list[str], _: Plan) -> Spec:
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
    if not names or all(row["series"] == ALL for row in rows):
        return {"color": {"value": PALETTE[0]}}
    legend = {"title": None, "orient": "top", "symbolOpacity": 1, "values": names}
    return {"color": {"field": "series", "type": "nominal", "scale": _scale(names), "legend": legend}}


def _scale(names: list[str]) -> Spec:
    return {
        "domain": [*names, ALL],
        "range": [*(PALETTE[place % len(PALETTE)] for place in range(len(names))), "#333333"],
    }


def _shape(rows: Iterable[Spec], names: list[str]) -> Spec:
    if not names or all(row["series"] == ALL for row in rows):
        return {}
    return {"shape": {"field": "series", "type": "nominal", "scale": {"domain": [*names, ALL]}, "legend": None}}


def _tooltip(*names: str) -> list[Spec]:
    asked = [*names, "value", "low", "high", "n"]
    return [{"field": name, **({"format": ".3~f"} if name in ("value", "low", "high") else {})} for name in asked]


def _title(result: Result, notes: Sequence[str], told: Mapping[str, str]) -> Spec:
    settings = " · ".join(f"{name}: {value}" for name, value in (*result.settings.items(), *told.items()))
    parts = (result.definition, *notes, *result.notes, settings)
    return {
        "text": folded(in_names(result.question, load_world()), _TITLE_LINE),
        "subtitle": [line for part in parts for line in folded(part, _LINE)],
        "anchor": "start",
        "fontSize": 17,
        "subtitleFontSize": 11,
        "subtitleColor": "#555555",
        "subtitlePadding": 6,
        "offset": 14,
    }


def folded(text: str, length: int) -> list[str]:
    """A text in lines of at most so many letters, broken between words."""
    lines, line = list[str](), ""
    for word in text.split():
        if line and len(line) + len(word) >= length:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return [*lines, line] if line else lines


def _config() -> Spec:
    return {
        "font": FONT,
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
