"""Dumbbell: two figures that should be one – what each source says, on a scale of its own for each disagreement."""

from collections.abc import Mapping, Sequence

from dragoman.records import Row
from dragoman.show.charts import Spec
from dragoman.show.figures.figure import BLUE, DIM, GUIDE, VERMILION, WIDTH, Figure, figure, number_link, shortened
from dragoman.show.words import number

COLUMNS = ("about", "unit", "value_1", "voice_1", "date_1", "value_2", "voice_2", "date_2", "apart", "row")
_MOST = 12
_LABEL = 38  # letters


def dumbbell(rows: Sequence[Row], told: Mapping[str, str]) -> Figure | None:
    """The figure of disagreements on numbers: rows of COLUMNS, `apart` the larger over the smaller, None if a value is 0."""
    kept = sorted(rows, key=lambda row: -(row["apart"] or 0))[:_MOST]
    if not kept:
        return None
    widest = kept[0]
    title = f"{len(rows)} {'figures differ' if len(rows) > 1 else 'figure differs'} between sources"
    if widest["apart"]:
        title += f"; widest apart: {widest['about'] or widest['unit']}, by a factor of {widest['apart']:.2g}"
    caption = (
        "Each line: one quantity, given by two voices; scales differ from line to line, each in its own unit"
        + (f". The {_MOST} widest apart are shown" if len(rows) > _MOST else "")
        + ". ● the earlier, ■ the later of the two."
    )
    return figure(
        "dumbbell",
        _plot(kept),
        title=title,
        caption=caption,
        alt="A line for each disagreement, its ends at the two figures.",
        told=told,
        rows=kept,
        columns=COLUMNS,
    )


def _plot(rows: Sequence[Row]) -> Spec:
    values = [
        _end(place, row, one, other) for place, row in enumerate(rows, 1) for one, other in (("1", "2"), ("2", "1"))
    ]
    header = {"title": None, "labelAngle": 0, "labelAlign": "left", "labelAnchor": "start", "labelOrient": "top"}
    matters = list(dict.fromkeys(value["matter"] for value in values))
    return {
        "data": {"values": values},
        "facet": {
            "row": {"field": "matter", "type": "nominal", "sort": matters, "header": {**header, "labelLimit": 620}}
        },
        "spacing": 22,
        "resolve": {"scale": {"x": "independent"}, "axis": {"x": "independent"}},
        "spec": {"width": WIDTH, "height": 26, "layer": _layers()},
    }


def _layers() -> list[Spec]:
    """The line between the two ends, its ends, and what is told beside each."""
    x = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False, "padding": 200, "nice": False},
        "axis": {"title": None, "tickCount": 4, "grid": True},
    }
    ends = {"mark": {"type": "point", "filled": True, "size": 130, "opacity": 1, "cursor": "pointer"}}
    return [
        {"mark": {"type": "line", "color": GUIDE, "strokeWidth": 3}, "encoding": {"x": x}},
        {**ends, "encoding": {"x": x, **_told_apart()}},
        _label(x, "datum.above", align="left", dx=11),
        _label(x, "!datum.above", align="right", dx=-11),
    ]


def _told_apart() -> Spec:
    """The earlier and the later of the two by colour and shape."""
    at = {"field": "end", "type": "nominal", "legend": None}
    domain = {"domain": ["earlier", "later"]}
    return {
        "color": {**at, "scale": {**domain, "range": [BLUE, VERMILION]}},
        "shape": {**at, "scale": {**domain, "range": ["circle", "square"]}},
        "tooltip": [{"field": name} for name in ("value", "voice", "date")],
        "href": {"field": "link"},
    }


def _label(x: Spec, test: str, **place: object) -> Spec:
    return {
        "transform": [{"filter": test}],
        "mark": {"type": "text", "color": DIM, "dy": 0, **place},
        "encoding": {"x": x, "text": {"field": "text"}},
    }


def _end(place: int, row: Row, one: str, other: str) -> Row:
    """One end of a line."""
    return {
        "matter": f"{place}. {row['about'] or row['unit']} ({row['unit']})",
        "end": "earlier" if one == "1" else "later",
        "value": row[f"value_{one}"],
        "text": shortened(f"{number(row[f'value_{one}'])} · {row[f'voice_{one}']}", _LABEL),
        "voice": row[f"voice_{one}"],
        "date": row[f"date_{one}"],
        "above": row[f"value_{one}"] >= row[f"value_{other}"],
        "link": number_link(str(row["row"])),
    }
