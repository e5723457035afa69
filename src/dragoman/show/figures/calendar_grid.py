"""Calendar: what two sides did with and to each other, month by month – how much, and of which sign."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from dragoman.records import Row
from dragoman.show.charts import Spec
from dragoman.show.figures.figure import BLUE, FAINT, INK, VERMILION, WIDTH, Figure, Named, between, figure
from dragoman.show.words import counted

COLUMNS = ("month", "events", "cooperation", "conflict", "neutral")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MOST_YEARS = 40
_SQUARE = {"type": "rect", "xOffset": 1, "x2Offset": -1, "yOffset": 1, "y2Offset": -1}


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
        f"Merged events that happened, by month, {between(str(rows[0]['month']), str(rows[-1]['month']))}: {events} with a month"
        + (f"; {undated} without a month left out" if undated else "")
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
    none = "no conflict" if events == 1 else "none of them conflict"
    part = f"{conflict} of {events} conflict" if conflict else none
    busiest = f"most in {most['month']} ({most['events']})" if len(rows) > 1 else f"all in {most['month']}"
    told = f"{counted(events, 'dated event')} {'is' if events == 1 else 'are'} told of"
    return f"{a} and {b}: {told}, {part}; {busiest}"


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
    at = _places(years)
    grid = [{"name": month, "year": year} for year in years for month in _MONTHS]
    told = {"values": list(cells)}
    return {
        "width": WIDTH - 50,
        "height": {"step": 24},
        "layer": [
            {"data": {"values": grid}, "mark": {**_SQUARE, "color": FAINT}, "encoding": at},
            {"data": told, "mark": {**_SQUARE, "cursor": "pointer"}, "encoding": {**at, **_shades()}},
            {
                "data": told,
                "mark": {"type": "text", "color": INK, "fontSize": 11, "fontWeight": 600},
                "encoding": {**at, "text": {"field": "text"}},
            },
        ],
    }


def _places(years: Sequence[str]) -> Spec:
    """Months across, years down."""
    axis = {"title": None, "domain": False, "ticks": False}
    return {
        "x": {
            "field": "name",
            "type": "ordinal",
            "scale": {"domain": list(_MONTHS)},
            "axis": {**axis, "orient": "top", "labelAngle": 0},
        },
        "y": {"field": "year", "type": "ordinal", "scale": {"domain": list(years)}, "axis": axis},
    }


def _shades() -> Spec:
    """Which kind prevails as colour, how much is told as strength, and what a cell says and leads to."""
    signs = {"domain": [-1, 0, 1], "range": [VERMILION, "#c9ced3", BLUE], "interpolate": "rgb"}
    strengths = {"type": "sqrt", "range": [0.35, 0.95]}
    return {
        "color": {"field": "net", "type": "quantitative", "legend": None, "scale": signs},
        "opacity": {"field": "events", "type": "quantitative", "legend": None, "scale": strengths},
        "tooltip": [{"field": name} for name in COLUMNS],
        "href": {"field": "link"},
    }
