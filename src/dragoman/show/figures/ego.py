"""Ego network: a side, those with whom it stands, and how they stand with each other – at most forty, all of them named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from dragoman.records import Row
from dragoman.show.charts import Spec
from dragoman.show.figures.figure import BLUE, INK, VERMILION, Figure, Named, figure, listed

COLUMNS = ("a", "b", "sign", "value", "events", "ties", "ratio", "row")
MOST = 40
_INNER = 13
_SIZE = 600
_MOST_EDGES = 160


@dataclass(frozen=True, slots=True)
class Node:
    """A side in the picture: `x` and `y` from -1 to 1, the ego in the middle."""

    code: str
    name: str
    x: float
    y: float
    sign: int


def ego(
    rows: Sequence[Row], told: Mapping[str, str], *, around: str, period: str, by: str, named: Named = str
) -> Figure | None:
    """The figure of edges (rows of `network_edges`) around a side; None if it has no edge with a sign."""
    nodes = places(rows, around, named)
    if len(nodes) < 2:
        return None
    codes = {node.code for node in nodes}
    edges = [row for row in rows if row["sign"] and row["a"] in codes and row["b"] in codes]
    own = [row for row in edges if around in (row["a"], row["b"])]
    all_own = {
        row["b"] if row["a"] == around else row["a"] for row in rows if row["sign"] and around in (row["a"], row["b"])
    }
    window = "all the time that the documents tell of" if period == "all" else period
    made_of = {"events": "merged events", "ties": "ties in force", "both": "merged events and ties in force"}[by]
    caption = (
        f"Edge: sign and width of the net intensity (PLOVER, −10 to +10 an event; a tie counts 5) of {made_of}, {window}. "
        f"Blue, solid: cooperation prevails; orange, dashed: conflict. {len(nodes) - 1} of {len(all_own)} partners shown, "
        "the strongest nearest. No line: nothing is told."
    )
    return figure(
        "ego",
        _plot(nodes, edges),
        title=_finding(own, around, named),
        caption=caption,
        alt=f"{named(around)} in the middle, its partners on rings around it, lines between those of whom events or ties are told.",
        told=told,
        rows=edges,
        columns=COLUMNS,
    )


def _finding(own: Sequence[Row], around: str, named: Named) -> str:
    with_, against = ([row for row in own if row["sign"] == sign] for sign in (1, -1))
    strongest = max(own, key=lambda row: abs(row["value"]))
    other = strongest["b"] if strongest["a"] == around else strongest["a"]
    told = f"{named(around)}: cooperation prevails with {len(with_)}, conflict with {len(against)}"
    if against:
        told += f" ({listed([named(row['b'] if row['a'] == around else row['a']) for row in against])})"
    return f"{told}; strongest with {named(other)}"


def places(rows: Sequence[Row], around: str, named: Named = str) -> list[Node]:
    """Where the ego and its strongest partners stand: on two rings, those against it apart from those with it."""
    own: dict[str, Row] = {}
    for row in rows:
        if row["sign"] and around in (row["a"], row["b"]):
            own[row["b"] if row["a"] == around else row["a"]] = row
    ranked = sorted(own, key=lambda code: (-abs(own[code]["value"]), -own[code]["n"], code))[: MOST - 1]
    nodes = [Node(around, named(around), 0.0, 0.0, 0)]
    rings = ((ranked[:_INNER], 0.52), (ranked[_INNER:], 0.93)) if len(ranked) > _INNER else ((ranked, 0.75),)
    for ring, radius in rings:
        ordered = sorted(ring, key=lambda code: (-own[code]["sign"], -abs(own[code]["value"]), code))
        for number, code in enumerate(ordered):
            angle = 2 * pi * (number + (0.5 if radius > 0.8 else 0)) / len(ordered) + pi / 2
            nodes.append(
                Node(
                    code,
                    named(code),
                    round(radius * cos(angle), 4),
                    round(radius * sin(angle), 4),
                    int(own[code]["sign"]),
                )
            )
    return nodes


def graph(nodes: Sequence[Node], rows: Sequence[Row]) -> Row:
    """The same for cytoscape: nodes with their places, edges with their sign and width."""
    codes = {node.code for node in nodes}
    edges = [row for row in rows if row["sign"] and row["a"] in codes and row["b"] in codes]
    return {
        "nodes": [
            {"id": node.code, "label": node.name, "x": node.x, "y": -node.y, "sign": node.sign} for node in nodes
        ],
        "edges": [
            {"id": row["row"], "source": row["a"], "target": row["b"], "sign": row["sign"], "width": _width(row)}
            for row in edges
        ],
    }


def _width(row: Row) -> float:
    return round(min(7.0, 0.8 + 0.45 * sqrt(abs(row["value"]))), 2)


def _plot(nodes: Sequence[Node], rows: Sequence[Row]) -> Spec:
    at = {node.code: node for node in nodes}
    middle = nodes[0].code
    kept = sorted(rows, key=lambda row: (middle not in (row["a"], row["b"]), -abs(row["value"]), row["row"]))[
        :_MOST_EDGES
    ]
    edges = [
        {
            "x": at[row["a"]].x,
            "y": at[row["a"]].y,
            "x2": at[row["b"]].x,
            "y2": at[row["b"]].y,
            "sign": "with" if row["sign"] > 0 else "against",
            "width": _width(row),
            "own": middle in (row["a"], row["b"]),
            "pair": f"{at[row['a']].name} – {at[row['b']].name}",
            "net": row["value"],
            "events": row["events"],
            "ties": row["ties"],
            "link": f"/pair?a={row['a']}&b={row['b']}",
        }
        for row in reversed(kept)
    ]
    dots = [
        {
            "x": node.x,
            "y": node.y,
            "name": node.name,
            "side": "right" if node.x >= -0.02 else "left",
            "kind": "ego" if not number else "with" if node.sign > 0 else "against",
            "link": f"/network?ego={node.code}",
        }
        for number, node in enumerate(nodes)
    ]
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-1.35, 1.35]}}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [-1.08, 1.08]}}
    return {
        "width": 660,
        "height": int(_SIZE * 0.9),
        "layer": [_lines(edges, x, y), *_dots(dots, x, y)],
        "resolve": {"scale": {"color": "independent"}},
    }


def _lines(edges: Sequence[Row], x: Spec, y: Spec) -> Spec:
    signs = {"domain": ["with", "against"]}
    at = {"field": "sign", "type": "nominal", "legend": None}
    return {
        "data": {"values": list(edges)},
        "mark": {"type": "rule", "cursor": "pointer"},
        "encoding": {
            "x": x,
            "y": y,
            "x2": {"field": "x2"},
            "y2": {"field": "y2"},
            "color": {**at, "scale": {**signs, "range": [BLUE, VERMILION]}},
            "strokeDash": {**at, "scale": {**signs, "range": [[1, 0], [6, 4]]}},
            "strokeWidth": {"field": "width", "type": "quantitative", "scale": None},
            "opacity": {"condition": {"test": "datum.own", "value": 0.8}, "value": 0.28},
            "tooltip": [{"field": name} for name in ("pair", "net", "events", "ties")],
            "href": {"field": "link"},
        },
    }


def _dots(dots: Sequence[Row], x: Spec, y: Spec) -> list[Spec]:
    kinds = {"domain": ["ego", "with", "against"]}
    at = {"field": "kind", "type": "nominal", "legend": None}
    text = {"type": "text", "color": INK, "fontSize": 11.5}
    around, middle = "datum.kind !== 'ego'", {"filter": "datum.kind === 'ego'"}
    return [
        {
            "data": {"values": list(dots)},
            "mark": {"type": "point", "filled": True, "opacity": 1, "cursor": "pointer"},
            "encoding": {
                "x": x,
                "y": y,
                "color": {**at, "scale": {**kinds, "range": [INK, BLUE, VERMILION]}},
                "shape": {**at, "scale": {**kinds, "range": ["square", "circle", "triangle-down"]}},
                "size": {**at, "scale": {**kinds, "range": [260, 90, 110]}},
                "tooltip": {"field": "name"},
                "href": {"field": "link"},
            },
        },
        {
            "data": {"values": list(dots)},
            "transform": [{"filter": f"{around} && datum.side === 'right'"}],
            "mark": {**text, "align": "left", "dx": 8},
            "encoding": {"x": x, "y": y, "text": {"field": "name"}},
        },
        {
            "data": {"values": list(dots)},
            "transform": [{"filter": f"{around} && datum.side === 'left'"}],
            "mark": {**text, "align": "right", "dx": -8},
            "encoding": {"x": x, "y": y, "text": {"field": "name"}},
        },
        {
            "data": {"values": list(dots)},
            "transform": [middle],
            "mark": {**text, "fontSize": 13, "fontWeight": 700, "dy": -16},
            "encoding": {"x": x, "y": y, "text": {"field": "name"}},
        },
    ]
