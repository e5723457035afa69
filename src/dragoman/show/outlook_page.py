"""The outlook of an issue as one picture: the distribution, the challenge model round by round, the readings, the tornado."""

from pathlib import Path

import polars as pl

from dragoman.measure.result import Result
from dragoman.scenario.outlook import Outlook
from dragoman.scenario.outlook_rows import SHEET, chances, settings, sheet
from dragoman.show.charts import FONT, PALETTE, Spec
from dragoman.show.picture import write_spec

_WIDTH, _HEIGHT = 640, 190
_MOST_BARS = 12
_DEFINITION = (
    "Bars: how likely the prediction holds each tenth of the scale. Line: the compromise; band: the interval that held four "
    "in five resolved issues of European lawmaking, which the issue at hand may not be like."
)


def write_outlook(found: Outlook, target: Path) -> None:
    """Write the picture to `target`, an .html or .svg file; raises UsageError for any other."""
    write_spec(as_result(found), outlook_spec(found), target)


def as_result(found: Outlook) -> Result:
    """The numbers of an outlook as an answer, a row each."""
    rows = [{name: row.get(name) for name in SHEET} for row in sheet(found)]
    text = {name: pl.String() if name in ("part", "what", "band") else pl.Float64() for name in SHEET}
    told = {name: str(value) for name, value in settings(found).items()}
    return Result("scenario", found.issue.question, _DEFINITION, pl.DataFrame(rows, schema=text), settings=told)


def outlook_spec(found: Outlook) -> Spec:
    """The Vega-Lite specification, four panels below each other."""
    told = " · ".join(f"{name}: {value}" for name, value in settings(found).items())
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"{found.issue.question} {_DEFINITION}",
        "background": "white",
        "padding": 12,
        "title": {
            "text": found.issue.question,
            "subtitle": [*_folded(_DEFINITION), told],
            "anchor": "start",
            "offset": 12,
        },
        "vconcat": [_distribution(found), _rounds(found), _readings(found), _tornado(found)],
        "config": {"font": FONT, "axis": {"gridColor": "#e6e6e6"}, "view": {"stroke": None}},
    }


def _distribution(found: Outlook) -> Spec:
    scale = found.issue.scale
    rows = [{"from": low, "to": high, "chance": chance} for low, high, chance in chances(found)]
    low, high = found.prediction.interval[0.8]
    at = {"type": "quantitative", "scale": {"domain": [scale.low, scale.high]}, "title": scale.unit or None}
    band = {"low": low, "high": high, "point": found.compromise.value}
    return {
        "title": "Prediction",
        "width": _WIDTH,
        "height": _HEIGHT,
        "layer": [
            {
                "data": {"values": [band]},
                "mark": {"type": "rect", "opacity": 0.12, "color": PALETTE[1]},
                "encoding": {"x": {**at, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "data": {"values": rows},
                "mark": {"type": "bar", "color": PALETTE[0], "tooltip": True},
                "encoding": {
                    "x": {**at, "field": "from"},
                    "x2": {"field": "to"},
                    "y": {"field": "chance", "type": "quantitative", "axis": {"format": "%", "title": None}},
                    "y2": {"datum": 0},
                },
            },
            {
                "data": {"values": [band]},
                "mark": {"type": "rule", "strokeWidth": 2, "color": PALETTE[1]},
                "encoding": {"x": {**at, "field": "point"}},
            },
        ],
    }


def _rounds(found: Outlook) -> Spec:
    scale = found.issue.scale
    rows = [
        {"round": one.number, "low": one.median.low, "high": one.median.high, "value": one.median.value}
        for one in found.rounds
    ]
    x = {"field": "round", "type": "ordinal", "axis": {"labelAngle": 0, "title": "round"}}
    y = {"type": "quantitative", "title": None, "scale": {"domain": [scale.low, scale.high]}}
    return {
        "title": "Challenge model: weighted median round by round; band: 80 % of draws",
        "width": _WIDTH,
        "height": _HEIGHT,
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "area", "opacity": 0.16, "color": PALETTE[2]},
                "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}},
            },
            {
                "mark": {"type": "line", "point": True, "color": PALETTE[2], "tooltip": True},
                "encoding": {"x": x, "y": {**y, "field": "value"}},
            },
        ],
    }


def _readings(found: Outlook) -> Spec:
    rows = [
        {"family": world.family, "outcome": world.outcome, "choices": "; ".join(f"{k}: {v}" for k, v in world.choices)}
        for world in found.worlds
    ]
    scale = found.issue.scale
    return {
        "title": f"The same numbers under {len(rows)} readings of the models",
        "width": _WIDTH,
        "height": 90,
        "data": {"values": rows},
        "mark": {"type": "tick", "opacity": 0.5, "thickness": 2, "color": PALETTE[3]},
        "encoding": {
            "x": {
                "field": "outcome",
                "type": "quantitative",
                "title": None,
                "scale": {"domain": [scale.low, scale.high]},
            },
            "y": {"field": "family", "type": "nominal", "title": None},
            "tooltip": [{"field": "choices"}, {"field": "outcome", "format": ".2f"}],
        },
    }


def _tornado(found: Outlook) -> Spec:
    rows = [
        {"input": f"{found.issue.stakeholders[bar.stakeholder].name}, {bar.part}", "low": bar.low, "high": bar.high}
        for bar in found.bars[:_MOST_BARS]
    ]
    y = {"field": "input", "type": "nominal", "sort": [row["input"] for row in rows], "title": None}
    x = {"type": "quantitative", "title": None, "scale": {"zero": False}}
    return {
        "title": "The compromise with one input at either end of its range",
        "width": _WIDTH,
        "height": {"step": 22},
        "data": {"values": rows},
        "mark": {"type": "bar", "color": PALETTE[4], "tooltip": True},
        "encoding": {"y": {**y, "axis": {"labelLimit": 260}}, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
    }


def _folded(text: str) -> list[str]:
    middle = text.index(". ") + 1
    return [text[:middle], text[middle:].strip()]
