"""Ego network: a side, those with whom it stands, and how they stand with each other – at most forty, all of them named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from urllib.parse import quote

from dragoman.records import Row
from dragoman.show.charts import Spec
from dragoman.show.figures.figure import BLUE, INK, VERMILION, WIDTH, Figure, Named, figure, listed, shortened
from dragoman.show.words import counted

COLUMNS = ("a", "b", "sign", "value", "events", "ties", "ratio", "row")
MOST = 40
_ONE_RING = 20
"""Partners on one ring; more stand on two, the strongest on the inner."""
_INNER = 13
_OUT, _IN = 0.95, 0.46  # how far the rings are from the middle
_LABEL, _INNER_LABEL = 24, 15  # letters of a name beside its node
_HIGH = 520
_MOST_EDGES = 160
_HALO = "#fefefe"  # paper, also when it is dark (own/pictures.js)


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
        f"Blue, solid: cooperation prevails; orange, dashed: conflict. {len(nodes) - 1} of {counted(len(all_own), 'partner')} shown"
        f"{', the strongest nearest' if len(nodes) - 1 > _ONE_RING else ''}. No line: nothing is told."
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
    """Where the ego and its strongest partners stand: on one ring or two, those against it apart from those with it."""
    own: dict[str, Row] = {}
    for row in rows:
        if row["sign"] and around in (row["a"], row["b"]):
            own[row["b"] if row["a"] == around else row["a"]] = row
    ranked = sorted(own, key=lambda code: (-abs(own[code]["value"]), -own[code]["n"], code))[: MOST - 1]
    nodes = [Node(around, named(around), 0.0, 0.0, 0)]
    two = len(ranked) > _ONE_RING
    for ring, radius in ((ranked[:_INNER], _IN), (ranked[_INNER:], _OUT)) if two else ((ranked, _OUT),):
        ordered = sorted(ring, key=lambda code: (-own[code]["sign"], -abs(own[code]["value"]), code))
        for code, (x, y) in zip(ordered, _ring(len(ordered), radius), strict=True):
            nodes.append(Node(code, named(code), x, y, int(own[code]["sign"])))
    return nodes


def _ring(number: int, radius: float) -> list[tuple[float, float]]:
    """So many places, clockwise from the top: down the right half, up the left. On each side they lie equally far apart in
    height, so that a name beside one never meets the name beside the next."""
    right = (number + 1) // 2
    placed = []
    for side, held in ((1, right), (-1, number - right)):
        heights = [radius * (1 - (2 * place + 1) / held) for place in range(held)]
        placed += [
            (round(side * sqrt(radius**2 - y**2), 4), round(y, 4)) for y in (heights if side > 0 else heights[::-1])
        ]
    return placed


def short_name(node: Node, letters: int) -> str:
    """A name that fits beside a node: whole, else the code if that is an acronym, else cut off."""
    if len(node.name) > letters and node.code.isupper() and len(node.code) <= letters:
        return node.code
    return shortened(node.name, letters)


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
            "link": f"/pair?a={quote(row['a'])}&b={quote(row['b'])}",
        }
        for row in reversed(kept)
    ]
    x = {"field": "x", "type": "quantitative", "axis": None, "scale": {"domain": [-1.6, 1.6]}}
    y = {"field": "y", "type": "quantitative", "axis": None, "scale": {"domain": [-0.96, 0.96]}}
    return {
        "width": WIDTH,
        "height": _HIGH,
        "layer": [_lines(edges, x, y), *_dots(_named(nodes), x, y)],
        "resolve": {"scale": {"color": "independent"}},
    }


def _named(nodes: Sequence[Node]) -> list[Row]:
    """The nodes with what stands beside them, outwards."""
    two = len(nodes) - 1 > _ONE_RING
    return [
        {
            "x": node.x,
            "y": node.y,
            "name": node.name,
            "label": short_name(node, _INNER_LABEL if two and 0 < number <= _INNER else _LABEL),
            "side": "right" if node.x >= 0 else "left",
            "kind": "ego" if not number else "with" if node.sign > 0 else "against",
            "link": f"/network?ego={quote(node.code)}",
        }
        for number, node in enumerate(nodes)
    ]


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
    middle = "datum.kind === 'ego'"
    heavy = {"fontSize": 13, "fontWeight": 700, "dy": -17}
    told = {"values": list(dots)}
    return [
        {
            "data": told,
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
        _words(told, x, y, f"!({middle}) && datum.side === 'right'", align="left", dx=9),
        _words(told, x, y, f"!({middle}) && datum.side === 'left'", align="right", dx=-9),
        _words(told, x, y, middle, **heavy, stroke=_HALO, strokeWidth=5, opacity=0.9),
        _words(told, x, y, middle, **heavy),
    ]


def _words(told: Spec, x: Spec, y: Spec, test: str, **mark: object) -> Spec:
    """The names of some nodes."""
    return {
        "data": told,
        "transform": [{"filter": test}],
        "mark": {"type": "text", "color": INK, "fontSize": 11.5, **mark},
        "encoding": {"x": x, "y": y, "text": {"field": "label"}},
    }
