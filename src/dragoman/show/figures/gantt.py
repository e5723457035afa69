"""Gantt: ties as bars on a line of time, from the day on which they began to the day on which they no longer held."""

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence

from dragoman.records import Row
from dragoman.show.charts import Spec
from dragoman.show.figures.figure import INK, WIDTH, Figure, coloured, figure, shortened
from dragoman.show.words import counted

COLUMNS = ("with", "relation", "start", "end", "basis", "certainty", "source", "finding")
_MOST = 34
_EARLIEST = 1990
_KINDS = 6  # that have a colour; the others share grey
_OTHER = "other"
_NAME = 30  # letters of the other side


def gantt(ties: Sequence[Row], told: Mapping[str, str], *, side: str, until: datetime.date) -> Figure | None:
    """The figure of the ties of one `side`: rows of COLUMNS, `start` and `end` partial dates or None (unknown; still held).

    `basis` says what tells of the tie: "tables" or "documents". None if no tie has a beginning.
    """
    begun = [tie for tie in ties if tie["start"]]
    if not begun:
        return None
    shown = sorted(
        sorted(begun, key=lambda tie: str(tie["start"]), reverse=True)[:_MOST],
        key=lambda tie: (str(tie["start"]), tie["with"]),
    )
    held = [tie for tie in ties if _holds(tie, until)]
    last = max(begun, key=lambda tie: str(tie["start"]))
    ended = [tie for tie in begun if tie["end"] and str(tie["end"]) <= until.isoformat()]
    newest = f"the latest since {last['start']} ({last['relation'].replace('_', ' ')}, {last['with']})"
    title = f"{side}: {counted(len(held), 'tie')} in force on {until}; {newest}"
    caption = (
        f"Ties with a known beginning, {len(shown)} of {len(ties)} shown"
        + (", the latest" if len(begun) > len(shown) else "")
        + (f"; {len(ended)} {'has' if len(ended) == 1 else 'have'} ended" if ended else "; none has ended")
        + ". Bars with an arrow hold still, as far as is known. Solid: from the dated tables; outlined: told of in documents."
    )
    return figure(
        "gantt",
        _plot(shown, until),
        title=title,
        caption=caption,
        alt="A bar for each tie from its beginning to its end, with its kind and its other side.",
        told=told,
        rows=shown,
        columns=COLUMNS,
    )


def _holds(tie: Row, day: datetime.date) -> bool:
    return (not tie["start"] or str(tie["start"]) <= day.isoformat()) and (
        not tie["end"] or str(tie["end"]) > day.isoformat()
    )


def _first(date: str) -> str:
    return date + "-01-01"[len(date) - 4 :] if len(date) < 10 else date


def _plot(ties: Sequence[Row], until: datetime.date) -> Spec:
    values = [_value(tie, until) for tie in ties]
    counts = Counter(value["relation"] for value in values)
    kinds = [kind for kind, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))]
    for value in values:
        value["kind"] = value["relation"] if value["relation"] in kinds[:_KINDS] else _OTHER
    colour = coloured("kind", [*kinds[:_KINDS], *([_OTHER] if len(kinds) > _KINDS else [])])["color"]
    axis = {"title": None, "format": "%Y", "tickCount": 10}
    x = {"field": "from", "type": "temporal", "axis": axis, "scale": {"nice": False}}
    names = {"title": None, "labelLimit": 300, "ticks": False, "domain": False, "labelColor": INK}
    y = {
        "field": "name",
        "type": "nominal",
        "sort": list(dict.fromkeys(value["name"] for value in values)),
        "axis": names,
    }
    return {
        "width": WIDTH - 230,
        "height": {"step": 17},
        "data": {"values": values},
        "layer": [_bars(x, y, colour), _arrows(x, y, colour)],
    }


def _value(tie: Row, until: datetime.date) -> Row:
    relation = str(tie["relation"]).replace("_", " ")
    end = _first(str(tie["end"])) if tie["end"] else until.isoformat()
    return {
        "name": f"{shortened(str(tie['with']), _NAME)} · {relation}",
        "side": tie["with"],
        "from": max(_first(str(tie["start"])), f"{_EARLIEST}-01-01"),
        "to": max(min(end, until.isoformat()), f"{_EARLIEST}-01-01"),
        "open": not tie["end"],
        "relation": relation,
        "basis": tie["basis"],
        "since": tie["start"],
        "until": tie["end"] or "still",
        "certainty": tie["certainty"],
        "link": f"/finding/{tie['finding']}" if tie["finding"] else None,
    }


def _bars(x: Spec, y: Spec, colour: Spec) -> Spec:
    opacity = {"condition": {"test": "datum.basis === 'tables'", "value": 0.75}, "value": 0.1}
    tooltip = [{"field": name} for name in ("side", "relation", "since", "until", "basis", "certainty")]
    return {
        "mark": {"type": "bar", "height": 11, "strokeWidth": 1.4},
        "encoding": {
            "x": x,
            "x2": {"field": "to"},
            "y": y,
            "color": colour,
            "stroke": {**colour, "legend": None},
            "fillOpacity": opacity,
            "tooltip": tooltip,
            "href": {"field": "link"},
        },
    }


def _arrows(x: Spec, y: Spec, colour: Spec) -> Spec:
    """What holds still goes on beyond the last day."""
    return {
        "transform": [{"filter": "datum.open"}],
        "mark": {"type": "point", "shape": "triangle-right", "filled": True, "size": 60, "opacity": 1, "xOffset": 4},
        "encoding": {"x": {**x, "field": "to"}, "y": y, "color": colour},
    }
