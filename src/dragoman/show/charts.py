"""Pictures of a measure's answer: one Vega-Lite specification for screen and print, with its definition inside the image.

Time runs along the horizontal axis where the answer has one; powers are told apart by colour *and* shape; intervals are bands or
bars; a number that is missing leaves a gap, never a zero.
"""

import json
from collections.abc import Mapping
from typing import Any

from dragoman.errors import UsageError
from dragoman.measure.result import ALWAYS, Result

Spec = dict[str, Any]
_TIMES = ("period", "year", "session", "month", "quarter", "date")
_SERIES = ("power", "other", "b", "to", "with", "partner", "measure")
_PANELS = ("quantity", "measure", "domain", "variant", "level")
_MOST_PANELS = 6
# Okabe and Ito's palette, told apart by the colour-blind; the yellow is left out, for it fades on white
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#555555")
_FONT = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
_WIDTH, _PANEL_HEIGHT = 640, 240
_LINE = 100  # letters in a line of the note below


def spec_of(result: Result, told: Mapping[str, str] | None = None) -> Spec:
    """The specification; `told` are further lines for the foot (ledger, its hash, the day). Raises UsageError if there is no number."""
    rows = [row for row in result.frame.to_dicts() if row.get("value") is not None]
    if not rows:
        raise UsageError("there is no number to draw", "look at the table: it says why each is missing")
    keys = [name for name in result.frame.columns if name not in ALWAYS]
    time = next((name for name in _TIMES if name in keys and _differs(rows, name)), None)
    series = next((name for name in _SERIES if name in keys and _differs(rows, name)), None)
    panel = next((name for name in _PANELS if name in keys and name != series and _differs(rows, name)), None)
    values = [{name: _plain(row.get(name)) for name in (*keys, "value", "low", "high", "n")} for row in rows]
    names = list(dict.fromkeys(str(row[series]) for row in rows)) if series else []
    inner = _over_time(time, series, names) if time else _by_size(series or (keys[-1] if keys else None), names, rows)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"{result.question}. {result.definition}",
        "background": "white",
        "padding": 12,
        "title": _title(result, told or {}),
        "data": {"values": values},
        **_panels(inner, panel, values),
        "config": _config(),
    }


def _differs(rows: list[dict[str, Any]], name: str) -> bool:
    return len({row.get(name) for row in rows}) > 1


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | float | bool) else str(value)


def _panels(inner: Spec, panel: str | None, values: list[Spec]) -> Spec:
    if panel is None:
        return {"width": _WIDTH, "height": int(_PANEL_HEIGHT * 1.3), **inner}
    names = list(dict.fromkeys(row[panel] for row in values))[:_MOST_PANELS]
    return {
        "transform": [{"filter": {"field": panel, "oneOf": names}}],
        "facet": {"row": {"field": panel, "type": "nominal", "sort": names, "header": {"title": None, "labelFontWeight": "bold"}}},
        "spec": {"width": _WIDTH, "height": _PANEL_HEIGHT // (1 if len(names) < 4 else 2), **inner},
        "resolve": {"scale": {"y": "independent"}},
    }  # fmt: skip


def _over_time(time: str, series: str | None, names: list[str]) -> Spec:
    x = {"field": time, "type": "ordinal", "axis": {"title": None, "labelAngle": 0, "labelOverlap": True}}
    y = {"type": "quantitative", "title": None, "scale": {"zero": False}}
    colour = _colour(series, names)
    band = {
        "mark": {"type": "area", "opacity": 0.16, "line": False},
        "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}, **colour},
    }
    line = {
        "mark": {"type": "line", "strokeWidth": 2, "point": {"size": 45, "filled": True}},
        "encoding": {
            "x": x,
            "y": {**y, "field": "value"},
            **colour,
            **_shape(series),
            "tooltip": _tooltip(time, series),
        },
    }
    return {"layer": [band, line]}


def _by_size(name: str | None, names: list[str], rows: list[dict[str, Any]]) -> Spec:
    order = list(dict.fromkeys(str(row[name]) for row in sorted(rows, key=lambda row: -row["value"]))) if name else []
    y = {"field": name, "type": "nominal", "sort": order, "axis": {"title": None}} if name else {}
    x = {"type": "quantitative", "title": None}
    bar = {
        "mark": {"type": "bar", "height": 14},
        "encoding": {"y": y, "x": {**x, "field": "value"}, **_colour(name if names else None, names)},
    }
    rule = {
        "mark": {"type": "rule", "strokeWidth": 2, "color": "#333333"},
        "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
    }
    return {"layer": [bar, rule], "height": {"step": 28}}


def _colour(series: str | None, names: list[str]) -> Spec:
    if series is None:
        return {"color": {"value": PALETTE[0]}}
    legend = {"title": None, "orient": "top", "symbolOpacity": 1}
    scale = {"domain": names, "range": [PALETTE[place % len(PALETTE)] for place in range(len(names))]}
    return {"color": {"field": series, "type": "nominal", "scale": scale, "legend": legend}}


def _shape(series: str | None) -> Spec:
    return {"shape": {"field": series, "type": "nominal", "legend": None}} if series else {}


def _tooltip(*names: str | None) -> list[Spec]:
    asked = [name for name in names if name] + ["value", "low", "high", "n"]
    return [{"field": name, **({"format": ".3f"} if name in ("value", "low", "high") else {})} for name in asked]


def _title(result: Result, told: Mapping[str, str]) -> Spec:
    lines = [*_folded(result.definition), *(line for note in result.notes for line in _folded(note))]
    lines += _folded(" · ".join(f"{name}: {value}" for name, value in (*result.settings.items(), *told.items())))
    return {
        "text": result.question,
        "subtitle": lines,
        "anchor": "start",
        "fontSize": 17,
        "subtitleFontSize": 11,
        "subtitleColor": "#555555",
        "subtitlePadding": 6,
        "offset": 14,
    }


def _folded(text: str) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) >= _LINE:
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
