"""World map: how a state stands with each other state, on borders whose viewpoint is named and whose disputes are shown."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from dragoman.records import Row
from dragoman.show.charts import Spec
from dragoman.show.figures import atlas
from dragoman.show.figures.figure import BLUE, GUIDE, INK, VERMILION, WIDTH, Figure, Named, figure, listed

Layer = Literal["events", "ties"]
LAYERS: tuple[Layer, ...] = ("events", "ties")
COLUMNS = ("state", "value", "n", "cooperation", "conflict", "missing", "row")
_HEIGHT = 470
_MOST_LABELS = 24
_APART = {False: (54.0, 13.0), True: (24.0, 6.0)}  # between labels, across and up: pixels, of all the earth degrees
_LABEL_ROOM = 26, 8  # pixels from the edge of the map to the middle of a label
_BEYOND = -0.99  # the cosine of the farthest place that is placed: the other side of the earth has no place
_NEAR = 430  # scale of the projection around a state
_ADDRESS = "/own/countries-{scale}.json"


def worldmap(
    rows: Sequence[Row],
    told: Mapping[str, str],
    *,
    state: str,
    layer: Layer,
    window: str,
    whole: bool = False,
    named: Named = str,
    inline: bool = False,
) -> Figure | None:
    """The figure of what is told (or known) of a state and each other: rows of COLUMNS.

    `value` is cooperation less conflict in merged events, or the level of ties; None is missing. `whole` shows all the
    earth, else what lies around the state. `inline` puts the shapes into the specification, for a file that must stand alone.
    """
    known = [row for row in rows if row["value"] is not None and row["state"] in atlas.numbers()]
    if not known:
        return None
    unit = {
        "events": "Cooperation less conflict in merged events that happened",
        "ties": "Sum of the weights of ties in force, from the tables",
    }[layer]
    lost = [row for row in rows if row["value"] is not None and row["state"] not in atlas.numbers()]
    caption = (
        f"{unit}, {window}. Grey: nothing is told or known, which is not zero. {atlas.VIEWPOINT}. "
        "Outlines of areas that are no shape of the atlas are approximate."
        + (
            f" {len(lost)} with numbers {'is no state' if len(lost) == 1 else 'are no states'} on the map: see the table."
            if lost
            else ""
        )
    )
    return figure(
        "map",
        _plot(known, state, layer, whole, inline, named),
        title=_finding(known, state, layer, named),
        caption=caption,
        alt=f"A map of states around {named(state)}, coloured by the number that stands on them; disputed areas are hatched.",
        told=told,
        rows=rows,
        columns=COLUMNS,
    )


def _finding(known: Sequence[Row], state: str, layer: Layer, named: Named) -> str:
    ranked = sorted(known, key=lambda row: (-row["value"], row["state"]))
    if layer == "ties":
        top = [named(row["state"]) for row in ranked[:3]]
        return f"{named(state)} is tied most closely to {listed(top)}, of {len(known)} states to which the tables know a tie"
    for_, against = [row for row in ranked if row["value"] > 0], [row for row in ranked[::-1] if row["value"] < 0]
    told = f"{named(state)}: cooperation prevails with {len(for_)} of {len(known)} states"
    if for_:
        told += f", most with {named(for_[0]['state'])}"
    return told + (f"; conflict with {listed([named(row['state']) for row in against])}" if against else "")


def _plot(known: Sequence[Row], state: str, layer: Layer, whole: bool, inline: bool, named: Named) -> Spec:
    scale = "110m" if whole or inline else "50m"
    return {
        "width": WIDTH,
        "height": _HEIGHT if not whole else 340,
        "projection": _projection(state, whole),
        "layer": [
            {
                "data": {"graticule": {"step": [20, 20]}},
                "mark": {
                    "type": "geoshape",
                    "filled": False,
                    "color": GUIDE,
                    "strokeWidth": 0.25,
                    "strokeOpacity": 0.5,
                },
            },
            {
                "data": _shapes(scale, inline),
                "mark": {"type": "geoshape", "color": "#c9ced3", "stroke": "#ffffff", "strokeWidth": 0.6},
            },
            _states(known, layer, scale, inline, named),
            *_own(state, scale, inline),
            *_disputed(),
            *_labels(known, layer, whole, centre(state)),
        ],
    }


def _projection(state: str, whole: bool) -> Spec:
    """All the earth at true areas; or what lies around the state, at true areas too."""
    if whole:
        return {"type": "equalEarth", "rotate": [-11, 0, 0]}
    east, north = centre(state)
    return {
        "type": "azimuthalEqualArea",
        "rotate": [-east, -north, 0],
        "scale": _NEAR,
        "translate": [WIDTH / 2, _HEIGHT / 2],
        "clipExtent": [[0, 0], [WIDTH, _HEIGHT]],
    }


def centre(state: str) -> atlas.Point:
    """The middle of the largest shape of a state; the middle of the map if the atlas has none."""
    rings = atlas.shape_of(atlas.numbers().get(state, ""))
    return max((atlas.middle(ring) for ring in rings), key=lambda told: told[1])[0] if rings else (45.0, 40.0)


def _shapes(scale: str, inline: bool) -> Spec:
    told: dict[str, Any] = {"format": {"type": "topojson", "feature": "countries"}}
    if inline:
        return told | {"values": atlas.topology(scale)}
    return told | {"url": _ADDRESS.format(scale=scale)}


_KEY = {"calculate": "isValid(datum.id) ? datum.id : datum.properties.name", "as": "key"}


def _states(known: Sequence[Row], layer: Layer, scale: str, inline: bool, named: Named) -> Spec:
    values = [
        {
            "shape": atlas.numbers()[row["state"]],
            "state": named(row["state"]),
            **{name: row.get(name) for name in ("value", "n", "cooperation", "conflict")},
            "link": row["link"],
        }
        for row in known
    ]
    names = ["state", "value", "n", *(["cooperation", "conflict"] if layer == "events" else [])]
    most = max(abs(row["value"]) for row in known) or 1
    scale_of = (
        {"domain": [-most, 0, most], "range": [VERMILION, "#dfe3e7", BLUE], "interpolate": "rgb"}
        if layer == "events"
        else {"domain": [0, most], "range": ["#d5e6f3", BLUE], "interpolate": "rgb"}
    )
    title = "− conflict   + cooperation" if layer == "events" else "level of ties"
    legend = {"title": title, "orient": "top", "direction": "horizontal", "gradientLength": 130, "tickCount": 3}
    colour = {"field": "value", "type": "quantitative", "scale": scale_of, "legend": legend}
    return {
        "data": _shapes(scale, inline),
        "transform": [
            _KEY,
            {"lookup": "key", "from": {"data": {"values": values}, "key": "shape", "fields": [*names, "link"]}},
        ],
        "mark": {"type": "geoshape", "stroke": "#ffffff", "strokeWidth": 0.6, "cursor": "pointer"},
        "encoding": {
            "color": colour,
            "tooltip": [{"field": name} for name in names],
            "href": {"field": "link"},
        },
    }


def _own(state: str, scale: str, inline: bool) -> list[Spec]:
    number = atlas.numbers().get(state)
    if number is None:
        return []
    return [
        {
            "data": _shapes(scale, inline),
            "transform": [_KEY, {"filter": {"field": "key", "equal": number}}],
            "mark": {"type": "geoshape", "color": INK, "stroke": "#ffffff", "strokeWidth": 0.8},
        }
    ]


def _disputed() -> list[Spec]:
    """Hatched and dashed, whoever the atlas draws them as."""
    outlines, lines = [], []
    for area in atlas.disputed():
        told = {"name": area.name, "held": area.held_by, "claimed": area.claimed_by, "drawn": area.drawn_as}
        outlines.append(
            {
                "type": "Feature",
                "properties": told,
                "geometry": {
                    "type": "MultiLineString",
                    "coordinates": [[list(point) for point in ring] for ring in area.rings],
                },
            }
        )
        lines.append(
            {
                "type": "Feature",
                "properties": told,
                "geometry": {"type": "MultiLineString", "coordinates": atlas.hatching(area.rings)},
            }
        )
    tooltip = [
        {"field": f"properties.{name}", "title": title}
        for name, title in (("name", "disputed"), ("held", "held by"), ("claimed", "claimed by"), ("drawn", "drawn as"))
    ]
    common = {"type": "geoshape", "filled": False, "stroke": INK}
    return [
        {
            "data": {"values": lines},
            "mark": {**common, "strokeWidth": 0.7, "strokeOpacity": 0.75},
            "encoding": {"tooltip": tooltip},
        },
        {
            "data": {"values": outlines},
            "mark": {**common, "strokeWidth": 1.1, "strokeDash": [3, 2]},
            "encoding": {"tooltip": tooltip},
        },
    ]


def placed(place: atlas.Point, middle: atlas.Point) -> atlas.Point:
    """Where a place stands on the map around the middle, in pixels from it (azimuthal, at true areas)."""
    (east, north), (east_0, north_0) = ([math.radians(one) for one in point] for point in (place, middle))
    across = east - east_0
    nearness = math.sin(north_0) * math.sin(north) + math.cos(north_0) * math.cos(north) * math.cos(across)
    if nearness < _BEYOND:
        return math.inf, math.inf
    stretch = _NEAR * math.sqrt(2 / (1 + nearness))
    up = math.cos(north_0) * math.sin(north) - math.sin(north_0) * math.cos(north) * math.cos(across)
    return stretch * math.cos(north) * math.sin(across), stretch * up


def in_view(place: atlas.Point, middle: atlas.Point) -> bool:
    """Whether a label at a place stands wholly on the map around the middle."""
    x, y = placed(place, middle)
    return abs(x) < WIDTH / 2 - _LABEL_ROOM[0] and abs(y) < _HEIGHT / 2 - _LABEL_ROOM[1]


def _labels(known: Sequence[Row], layer: Layer, whole: bool, middle: atlas.Point) -> list[Spec]:
    """The number on each of the states of which most is told, so that colour is not needed to read it; none over another."""
    wide, high = _APART[whole]
    values: list[Row] = []
    places: list[atlas.Point] = []
    for row in sorted(known, key=lambda row: (-(row["n"] or 0), row["state"])):
        east, north = place = centre(row["state"])
        x, y = place if whole else placed(place, middle)
        taken = any(abs(one[0] - x) < wide and abs(one[1] - y) < high for one in places)
        if taken or len(values) == _MOST_LABELS or not (whole or in_view((east, north), middle)):
            continue
        value = row["value"]
        places.append((x, y))
        text = f"{value:+.0f}".replace("-", "−") if layer == "events" else f"{value:.2g}"
        values.append({"east": east, "north": north, "text": f"{row['state']} {text}"})
    at = {
        "longitude": {"field": "east", "type": "quantitative"},
        "latitude": {"field": "north", "type": "quantitative"},
        "text": {"field": "text"},
    }
    mark = {"type": "text", "fontSize": 10, "fontWeight": 700}
    return [
        {
            "data": {"values": values},
            "mark": {**mark, "stroke": "#ffffff", "strokeWidth": 3, "fill": "#ffffff", "opacity": 0.85},
            "encoding": at,
        },
        {"data": {"values": values}, "mark": {**mark, "color": "#10202c"}, "encoding": at},
    ]
