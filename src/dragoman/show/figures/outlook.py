"""Outlook: what the models say of an issue, as its file has it and as an analyst moved it – the curve, and a bar a model.

All that a moved dial changes stands in named data and in the parameter `said`, the title, so that a picture that is drawn takes
new numbers without being made anew (own/sliders.js).
"""

from collections.abc import Iterator, Mapping, Sequence

from dragoman.records import Row
from dragoman.scenario.issue import Issue, Scale
from dragoman.scenario.outlook import Glance
from dragoman.scenario.outlook_rows import chances, middle
from dragoman.scenario.prediction import LEVEL, SMOOTHING, smoothed
from dragoman.show.charts import Spec
from dragoman.show.figures.figure import BLUE, DIM, WIDTH, Figure, figure, listed, share, shortened

COLUMNS = ("part", "what", "filed", "filed_low", "filed_high", "moved", "moved_low", "moved_high", "range")
FILED, MOVED = "as the file has it", "as you moved it"
_LABELS = 150


def outlook(filed: Glance, moved: Glance, told: Mapping[str, str]) -> Figure:
    """The figure of an issue as its file has it and as it was moved; the same twice if nothing was. `told` as in Desk.told."""
    both = [(FILED, filed)] if moved is filed else [(FILED, filed), (MOVED, moved)]
    scale = filed.issue.scale
    unit = f"{scale.unit or 'the scale'}, {scale.low:g} to {scale.high:g}"
    caption = (
        f"{filed.issue.question} Horizontal: {unit}. Curve: how likely the prediction holds an outcome near there, per tenth of the "
        f"scale, smoothed by {100 * SMOOTHING:.0f} % of it. Bars: {share(LEVEL)} – of resolved issues of European lawmaking "
        f"(compromise), of the curve (prediction), of {moved.draws} draws from the ranges (the others: the doubt in the inputs alone)."
    )
    drawn = figure(
        "outlook", _plot(both, scale), title=finding(filed, moved), caption=caption,
        alt="A curve along the scale, and below it a bar with a point for each model"
        + (", each twice: as the file has it, and as moved." if len(both) > 1 else "."),
        told=told, rows=rows_of(filed, moved), columns=COLUMNS,
    )  # fmt: skip
    drawn.spec["params"] = [{"name": "said", "value": drawn.spec["title"]["text"]}]
    drawn.spec["title"]["text"] = {"expr": "said"}
    return drawn


def finding(filed: Glance, moved: Glance) -> str:
    """What the numbers say: where the compromise lies with its interval, what moving changed, and which position leads."""
    point, (low, high) = moved.prediction.point, moved.prediction.interval[LEVEL]
    leads = f"{place(moved.winner.at, moved.issue)} is likeliest to prevail ({share(moved.winner.probability)})"
    if moved is filed:
        near = moved.issue.scale.nearest(point)
        named = f", nearest to “{shortened(near.name, 40)}”" if near else ""
        return f"Compromise at {point:.1f}{named}, {share(LEVEL)} from {low:.1f} to {high:.1f}; {leads}"
    change = point - filed.prediction.point
    away = (
        f"{abs(change):.1f} {'above' if change > 0 else 'below'}"
        if abs(change) >= 0.05
        else "no farther than 0.05 from"
    )
    before = "" if moved.winner.at == filed.winner.at else f", no longer {filed.winner.at:g}"
    return f"As moved, compromise at {point:.1f}, {away} the file’s {filed.prediction.point:.1f}; {leads}{before}"


def place(at: float, issue: Issue) -> str:
    """A position with those who hold it: "52 (Kazakhstan)"."""
    holders = [held.name for held in issue.stakeholders if held.position.value == at]
    return f"{at:g} ({shortened(listed(holders, 2), 40)})"


def rows_of(filed: Glance, moved: Glance) -> list[Row]:
    """One number a row, with its range and what that is, as the file has it and as it was moved."""
    pairs = zip(_rows(filed), _rows(moved), strict=True)
    return [
        {
            "part": one[0], "what": one[1], "filed": one[2], "filed_low": one[3], "filed_high": one[4], "moved": other[2],
            "moved_low": other[3], "moved_high": other[4], "range": one[5],
        }
        for one, other in pairs
    ]  # fmt: skip


def _rows(seen: Glance) -> Iterator[tuple[str, str, float, float | None, float | None, str]]:
    told = seen.prediction
    yield "model", "compromise", told.point, *told.interval[LEVEL], f"conformal, {share(LEVEL)}"
    yield "model", "prediction, median", told.quantile(0.5), *middle(told), f"{share(LEVEL)} of the curve"
    drawn = (
        ("election, mean", seen.expected),
        ("weighted median", seen.median),
        ("compromise, draws", seen.compromise),
    )
    for name, one in drawn:
        yield "model", name, one.value, one.low, one.high, f"{share(LEVEL)} of {seen.draws} draws"
    for low, high, chance in chances(seen):
        yield "curve", f"{low:g} – {high:g}", chance, None, None, ""


def _plot(both: Sequence[tuple[str, Glance]], scale: Scale) -> Spec:
    x = {"type": "quantitative", "scale": {"domain": [scale.low, scale.high], "nice": False}}
    names = [name for name, _ in both]
    ways = [(BLUE, [1, 0])] if len(both) == 1 else [(DIM, [5, 4]), (BLUE, [1, 0])]
    at = {"field": "which", "type": "nominal", "sort": names}
    legend = {"title": None, "orient": "top", "symbolType": "stroke", "symbolStrokeWidth": 2} if len(both) > 1 else None
    colour = {**at, "scale": {"domain": names, "range": [colour for colour, _ in ways]}, "legend": legend}
    dash = {**at, "scale": {"domain": names, "range": [dash for _, dash in ways]}, "legend": legend}
    parts = [_curve(both, scale, x, {"color": colour, "strokeDash": dash}), _bars(both, x, {"color": colour}, names)]
    return {"vconcat": parts, "spacing": 4, "resolve": {"scale": {"color": "shared"}}}


def _curve(both: Sequence[tuple[str, Glance]], scale: Scale, x: Spec, looks: Spec) -> Spec:
    rows = [
        {"which": which, "at": round(at, 6), "chance": round(height * scale.length / 10, 5)}
        for which, seen in both
        for at, height in zip(
            *(column.tolist() for column in smoothed(seen.prediction, (scale.low, scale.high))), strict=True
        )
    ]
    points = [{"which": which, "at": seen.prediction.point} for which, seen in both]
    axis = {"title": None, "format": ".0%", "tickCount": 4, "minExtent": _LABELS, "maxExtent": _LABELS}
    y = {"field": "chance", "type": "quantitative", "axis": axis}
    place = {**x, "field": "at", "axis": {"title": None, "labels": False, "ticks": False}}
    return {
        "width": WIDTH - _LABELS - 20,
        "height": 150,
        "data": {"name": "curve", "values": rows},
        "layer": [
            {
                "transform": [{"filter": {"field": "which", "equal": both[-1][0]}}],
                "mark": {"type": "area", "color": BLUE, "opacity": 0.18},
                "encoding": {"x": place, "y": {**y, "stack": None}},
            },
            {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {"x": place, "y": y, **looks}},
            {"data": {"name": "points", "values": points}, "mark": {"type": "rule", "strokeWidth": 1.5}, "encoding": {"x": place, **looks}},
        ],
    }  # fmt: skip


def _bars(both: Sequence[tuple[str, Glance]], x: Spec, colour: Spec, names: Sequence[str]) -> Spec:
    rows = [
        {"which": which, "model": what, "value": value, "low": low, "high": high, "range": told}
        for which, seen in both
        for part, what, value, low, high, told in _rows(seen)
        if part == "model"
    ]
    sort = list(dict.fromkeys(row["model"] for row in rows))
    axis = {"title": None, "grid": True, "minExtent": _LABELS, "maxExtent": _LABELS, "labelLimit": _LABELS - 10}
    y = {"field": "model", "type": "nominal", "sort": sort, "axis": axis}
    offset = {"yOffset": {"field": "which", "type": "nominal", "sort": list(names)}} if len(both) > 1 else {}
    tips = [
        {"field": "which"},
        {"field": "model"},
        *({"field": name, "format": ".2f"} for name in ("value", "low", "high")),
    ]
    ends = {"x": {**x, "field": "low", "axis": {"title": None}}, "x2": {"field": "high"}}
    return {
        "data": {"name": "models", "values": rows},
        "width": WIDTH - _LABELS - 20,
        "height": {"step": 11 if len(both) > 1 else 20, **({"for": "position"} if len(both) == 1 else {})},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 2.5, "opacity": 0.45}, "encoding": {"y": y, **offset, **ends, **colour}},
            {
                "mark": {"type": "point", "filled": True, "size": 46, "opacity": 1},
                "encoding": {
                    "y": y, **offset, "x": {**x, "field": "value"}, **colour, "tooltip": [*tips, {"field": "range"}],
                },
            },
        ],
    }  # fmt: skip
