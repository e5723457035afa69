"""Ternary path: where a state stood between three powers, period by period, as a way through a triangle."""

from collections.abc import Mapping, Sequence
from math import sqrt

from dragoman.records import Row
from dragoman.show.charts import Spec
from dragoman.show.figures.figure import BLUE, GUIDE, INK, Figure, Named, between, figure, number_link, share
from dragoman.show.words import counted

COLUMNS = ("period", "power_a", "share_a", "power_b", "share_b", "power_c", "share_c", "events")
_HIGH = sqrt(3) / 2
_MOST_LABELS = 14
_SIDE = 460


def ternary(
    rows: Sequence[Row], told: Mapping[str, str], *, state: str, powers: Sequence[str], named: Named = str
) -> Figure | None:
    """The figure of a balance's shares by period over three `powers` (rows of `balance`, quantity share).

    The shares are those among the three. A period in which one of them is not told of has no point; None if no period has one.
    """
    a, b, c = powers
    points = _points(rows, powers)
    if not points:
        return None
    last = points[-1]
    lead = max((last["share_a"], a), (last["share_b"], b), (last["share_c"], c))
    middle = min(points, key=lambda one: max(one["share_a"], one["share_b"], one["share_c"]))
    title = f"{named(state)} between {named(a)}, {named(b)} and {named(c)}: nearest to {named(lead[1])} in {last['period']} ({share(lead[0])})"
    if len(points) > 1:
        title += f", most in the middle in {middle['period']}"
    lost = len({row["period"] for row in rows}) - len(points)
    caption = (
        f"Shares of cooperation among the three, a point a period, {between(points[0]['period'], points[-1]['period'])}; "
        f"{counted(sum(one['events'] for one in points), 'merged event')}."
        + (f" Left out: {counted(lost, 'period')} of which nothing is told of one of the three." if lost else "")
    )
    return figure(
        "ternary",
        _plot(points, [named(one) for one in powers]),
        title=title,
        caption=caption,
        alt="A path through a triangle whose corners are the three powers: the nearer a point to a corner, the larger its share.",
        told=told,
        rows=points,
        columns=COLUMNS,
    )


def _points(rows: Sequence[Row], powers: Sequence[str]) -> list[Row]:
    by_period: dict[str, dict[str, Row]] = {}
    for row in rows:
        if row["power"] in powers and row["value"] is not None:
            by_period.setdefault(str(row["period"]), {})[str(row["power"])] = row
    points = []
    for period in sorted(by_period):
        held = by_period[period]
        whole = sum(row["value"] for row in held.values())
        if len(held) < len(powers) or not whole:
            continue
        point: Row = {"period": period}
        for letter, power in zip("abc", powers, strict=True):
            point |= {f"power_{letter}": power, f"share_{letter}": held[power]["value"] / whole}
        points.append(point | {"events": max(row["n"] for row in held.values()), "row": held[powers[0]]["row"]})
    return points


def _place(b: float, c: float) -> tuple[float, float]:
    """Across and up: the first power lies left below, the second right below, the third above."""
    return b + c / 2, c * _HIGH


def _plot(points: Sequence[Row], names: Sequence[str]) -> Spec:
    shown = len(points) // _MOST_LABELS + 1
    path = []
    for number, point in enumerate(points):
        across, up = _place(point["share_b"], point["share_c"])
        label = point["period"] if number % shown == 0 or number == len(points) - 1 else ""
        told = " · ".join(
            f"{name} {share(point[f'share_{letter}'])}" for name, letter in zip(names, "abc", strict=True)
        )
        path.append({"x": across, "y": up, "order": number, "period": point["period"], "label": label, "told": told,
                     "age": (number + 1) / len(points), "link": number_link(str(point["row"]))})  # fmt: skip
    x = {
        "field": "x",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-0.16, 1.16], "nice": False, "zero": False},
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [-0.1, 1.0], "nice": False, "zero": False},
    }
    at = {"x": x, "y": y}
    return {
        "width": int(_SIDE * 1.32),
        "height": int(_SIDE * 1.1),
        "layer": [*_triangle(at, names), *_path(at, path)],
    }


def _triangle(at: Spec, names: Sequence[str]) -> list[Spec]:
    lines = []
    for step in (0.2, 0.4, 0.6, 0.8):
        for group, ends in enumerate(
            (((step, 0), (0, step)), ((1 - step, step), (0, step)), ((1 - step, step), (1 - step, 0)))
        ):
            lines += [{"x": x, "y": y, "line": f"{step}{group}"} for x, y in (_place(*end) for end in ends)]
    outline = [
        dict(zip("xy", _place(*corner), strict=True)) | {"order": n}
        for n, corner in enumerate(((0, 0), (1, 0), (0, 1), (0, 0)))
    ]
    corners = [
        {"x": 0, "y": -0.05, "name": names[0]},
        {"x": 1, "y": -0.05, "name": names[1]},
        {"x": 0.5, "y": _HIGH + 0.05, "name": names[2]},
    ]
    return [
        {
            "data": {"values": lines},
            "mark": {"type": "line", "color": GUIDE, "strokeWidth": 0.6, "strokeDash": [2, 3]},
            "encoding": {**at, "detail": {"field": "line"}},
        },
        {
            "data": {"values": outline},
            "mark": {"type": "line", "color": GUIDE, "strokeWidth": 1.4},
            "encoding": {**at, "order": {"field": "order"}},
        },
        {
            "data": {"values": corners},
            "mark": {"type": "text", "color": INK, "fontSize": 13, "fontWeight": 600},
            "encoding": {**at, "text": {"field": "name"}},
        },
    ]


def _path(at: Spec, path: Sequence[Row]) -> list[Spec]:
    tooltip = [{"field": "period"}, {"field": "told", "title": "shares"}]
    age = {"field": "age", "type": "quantitative", "scale": {"domain": [0, 1], "range": [0.35, 1]}, "legend": None}
    return [
        {
            "data": {"values": list(path)},
            "mark": {"type": "line", "color": BLUE, "opacity": 0.5, "strokeWidth": 1.6},
            "encoding": {**at, "order": {"field": "order"}},
        },
        {
            "data": {"values": list(path)},
            "mark": {"type": "point", "filled": True, "size": 70, "color": BLUE, "cursor": "pointer"},
            "encoding": {**at, "opacity": age, "tooltip": tooltip, "href": {"field": "link"}},
        },
        {
            "data": {"values": list(path)},
            "mark": {"type": "text", "color": INK, "dx": 8, "align": "left", "fontSize": 11},
            "encoding": {**at, "text": {"field": "label"}},
        },
    ]
