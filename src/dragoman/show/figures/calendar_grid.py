"""Calendar: what two sides did with and to each other, month by month – how much, and of which sign."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from dragoman.records import Row
from dragoman.show.charts import Spec
from dragoman.show.figures.figure import BLUE, FAINT, INK, VERMILION, WIDTH, Figure, Named, figure

COLUMNS = ("month", "events", "cooperation", "conflict", "neutral")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST_YEARS = 40


def calendar_grid(
    rows: Sequence[Row], told: Mapping[str, str], *, a: str, b: str, undated: int = 0, named: Named = str
) -> Figure | None:
    """The figure of merged events by month: rows with `month` ("2022-01"), `events`, `cooperation`, `conflict`, `neutral`.

    `undated` events have no month; they are counted in the caption. None if no event has one.
    """
    if not rows:
        return None
    years = sorted({str(row["month"])[:4] for row in rows})
    kept = years[-_MOST_YEARS:]
    span = [str(year) for year in range(int(kept[0]), int(kept[-1]) + 1)]
    events = sum(row["events"] for row in rows)
    caption = (
        f"Merged events that happened, by month, {rows[0]['month']} to {rows[-1]['month']}: {events} with a month"
        + (f", {undated} without one left out" if undated else "")
        + ". + more cooperation, − more conflict, ± as much of both, ○ neither. Empty: nothing is told, which is not that nothing happened."
    )
    return figure(
        "calendar",
        _plot([_cell(row, a, b) for row in rows if str(row["month"])[:4] in span], span),
        title=finding(rows, named(a), named(b)),
        caption=caption,
        alt="A grid of years by months; each cell holds the number of events with the sign that prevails.",
        told=told,
        rows=rows,
        columns=COLUMNS,
    )


def finding(rows: Sequence[Row], a: str, b: str) -> str:
    """What the calendar says, in words: the fullest month, and how much was conflict."""
    most = max(rows, key=lambda row: (row["events"], row["month"]))
    events, conflict = sum(row["events"] for row in rows), sum(row["conflict"] for row in rows)
    part = "none of them conflict" if not conflict else f"{conflict} of {events} conflict"
    busiest = f"most in {most['month']} ({most['events']})" if len(rows) > 1 else f"all in {most['month']}"
    return f"{a} and {b}: {events} dated events are told of, {part}; {busiest}"


def sign_of(row: Row) -> str:
    """ "+", "−", "±" or "○": which kind of event prevails in a month."""
    if not row["cooperation"] and not row["conflict"]:
        return "○"
    if row["cooperation"] == row["conflict"]:
        return "±"
    return "+" if row["cooperation"] > row["conflict"] else "−"


def _cell(row: Row, a: str, b: str) -> Row:
    month = str(row["month"])
    query = urlencode({"actor": a, "with": b, "modality": "happened", "from": month, "to": month})
    whole = row["cooperation"] + row["conflict"]
    return {
        **row,
        "year": month[:4],
        "name": _MONTHS[int(month[5:7]) - 1],
        "net": (row["cooperation"] - row["conflict"]) / whole if whole else 0.0,
        "text": f"{sign_of(row)}{row['events']}",
        "link": f"/events?{query}",
    }


def _plot(cells: Sequence[Row], years: Sequence[str]) -> Spec:
    x = {
        "field": "name",
        "type": "ordinal",
        "scale": {"domain": list(_MONTHS)},
        "axis": {"title": None, "orient": "top", "labelAngle": 0, "domain": False, "ticks": False},
    }
    y = {
        "field": "year",
        "type": "ordinal",
        "scale": {"domain": list(years)},
        "axis": {"title": None, "domain": False, "ticks": False},
    }
    grid = [{"name": month, "year": year} for year in years for month in _MONTHS]
    colour = {
        "field": "net",
        "type": "quantitative",
        "legend": None,
        "scale": {"domain": [-1, 0, 1], "range": [VERMILION, "#c9ced3", BLUE], "interpolate": "rgb"},
    }
    strength = {
        "field": "events",
        "type": "quantitative",
        "scale": {"type": "sqrt", "range": [0.35, 0.95]},
        "legend": None,
    }
    tooltip = [{"field": name} for name in ("month", "events", "cooperation", "conflict", "neutral")]
    return {
        "width": WIDTH - 50,
        "height": {"step": 24},
        "layer": [
            {
                "data": {"values": grid},
                "mark": {"type": "rect", "color": FAINT, "xOffset": 1, "x2Offset": -1, "yOffset": 1, "y2Offset": -1},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": list(cells)},
                "mark": {
                    "type": "rect",
                    "cursor": "pointer",
                    "xOffset": 1,
                    "x2Offset": -1,
                    "yOffset": 1,
                    "y2Offset": -1,
                },
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": colour,
                    "opacity": strength,
                    "tooltip": tooltip,
                    "href": {"field": "link"},
                },
            },
            {
                "data": {"values": list(cells)},
                "mark": {"type": "text", "color": INK, "fontSize": 11, "fontWeight": 600},
                "encoding": {"x": x, "y": y, "text": {"field": "text"}},
            },
        ],
    }
