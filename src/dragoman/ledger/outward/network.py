"""The findings as a network with dates, for Gephi, networkx and others: GEXF 1.3 and GraphML.

A node is a state, body, person or group; an edge a merged event (from who did it to whom; between all sides of a meeting or
an agreement) or a tie. All edges are directed, for many programs refuse a mixture; `mutual` marks those whose
direction means nothing. Only what happened, according to who tells of it, is an edge, and nothing that was rejected. Dates are days,
both ends meant: an event of "2022" runs from 1 January to 31 December; what is not known has no date.
"""

import datetime
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product
from typing import Any

from dragoman.data import rows
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.outward.citing import last_change, sentence
from dragoman.ledger.outward.telling import one_line
from dragoman.ledger.query import Query
from dragoman.records import EventType, Kind, Modality, PartialDate, Row, Status, parse_when

_MUTUAL = frozenset({EventType.AGREE, EventType.CONSULT, EventType.COOPERATE})
_GEXF = "http://gexf.net/1.3"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_NODE = (("code", "string"), ("state", "string"))
_EDGE = (
    ("kind", "string"), ("type", "string"), ("quad", "string"), ("intensity", "double"), ("reports", "int"),
    ("sources", "int"), ("date", "string"), ("mutual", "boolean"), ("quote", "string"), ("finding", "string"),
)  # fmt: skip
_DATES = (("start", "string"), ("end", "string"))


@dataclass(frozen=True, slots=True)
class Edge:
    """What joins two nodes: `mutual` if its direction means nothing; `weight` is the number of reports, `told` the attributes by name."""

    source: str
    target: str
    mutual: bool
    weight: int
    label: str
    start: datetime.date | None
    end: datetime.date | None
    told: dict[str, Any]


def gexf(ledger: Ledger, query: Query) -> Iterator[str]:
    """The network as GEXF, dynamic, with a start and an end on each dated edge."""
    nodes, edges = network(ledger, query)
    root = ET.Element("gexf", {"xmlns": _GEXF, "version": "1.3"})
    meta = ET.SubElement(root, "meta", {"lastmodifieddate": last_change(ledger) or "2000-01-01"})
    ET.SubElement(meta, "creator").text = "Dragoman"
    ET.SubElement(meta, "description").text = sentence(ledger)
    graph = ET.SubElement(
        root, "graph", {"mode": "dynamic", "defaultedgetype": "directed", "timeformat": "date", "idtype": "string"}
    )
    for kind, columns in (("node", _NODE), ("edge", _EDGE)):
        held = ET.SubElement(graph, "attributes", {"class": kind, "mode": "static"})
        for name, type_ in columns:
            ET.SubElement(
                held, "attribute", {"id": f"{kind}_{name}", "title": name, "type": type_.replace("int", "integer")}
            )
    listed = ET.SubElement(graph, "nodes")
    for key, actor in nodes.items():
        node = ET.SubElement(listed, "node", {"id": key, "label": one_line(actor["name"])})
        _gexf_values(node, "node", {"code": actor["id"], "state": actor["state"]})
    joined = ET.SubElement(graph, "edges")
    for number, edge in enumerate(edges):
        told = {"id": str(number), "source": edge.source, "target": edge.target, "label": edge.label}
        told["weight"] = str(edge.weight)
        told |= {name: day.isoformat() for name, day in (("start", edge.start), ("end", edge.end)) if day}
        _gexf_values(ET.SubElement(joined, "edge", told), "edge", edge.told | {"mutual": str(edge.mutual).lower()})
    yield from _written(root)


def graphml(ledger: Ledger, query: Query) -> Iterator[str]:
    """The network as GraphML; the dates are attributes `start` and `end`."""
    nodes, edges = network(ledger, query)
    root = ET.Element("graphml", {"xmlns": _GRAPHML})
    columns = {"node": (("label", "string"), *_NODE), "edge": (("label", "string"), ("weight", "int"), *_EDGE, *_DATES)}
    for kind, held in columns.items():
        for name, type_ in held:
            ET.SubElement(root, "key", {"id": f"{kind}_{name}", "for": kind, "attr.name": name, "attr.type": type_})
    graph = ET.SubElement(root, "graph", {"id": "ledger", "edgedefault": "directed"})
    ET.SubElement(graph, "desc").text = sentence(ledger)
    for key, actor in nodes.items():
        node = ET.SubElement(graph, "node", {"id": key})
        _data(node, "node", {"label": actor["name"], "code": actor["id"], "state": actor["state"]})
    for number, edge in enumerate(edges):
        told = {"id": f"e{number}", "source": edge.source, "target": edge.target}
        made = ET.SubElement(graph, "edge", told)
        days = {"start": edge.start, "end": edge.end, "mutual": str(edge.mutual).lower()}
        _data(made, "edge", {"label": edge.label, "weight": edge.weight} | edge.told | days)
    yield from _written(root)


def network(ledger: Ledger, query: Query) -> tuple[dict[str, Row], list[Edge]]:
    """The nodes by key, in the order in which edges name them, and the edges: events from the newest, then ties."""
    nodes: dict[str, Row] = {}
    edges: list[Edge] = []
    for edge, sides in (*_events(ledger, query), *_ties(ledger, query)):
        edges.append(edge)
        for actor in sides:
            nodes.setdefault(key_of(actor), actor)
    return nodes, edges


def key_of(actor: Row) -> str:
    """What makes two mentions one node: the id, else the name in small letters."""
    return str(actor["id"] or one_line(actor["name"]).casefold())


def _events(ledger: Ledger, query: Query) -> Iterator[tuple[Edge, tuple[Row, Row]]]:
    for event in ledger.events(query):
        if event["modality"] != Modality.HAPPENED:
            continue
        when = parse_when(event["date"]) if event["date"] else None
        mutual = event["event_type"] in _MUTUAL
        told = {"kind": "event", "type": event["event_type"], "finding": event["lead"]}
        told |= {name: event[name] for name in ("quad", "intensity", "reports", "sources", "date", "quote")}
        for one, other in _pairs(event, mutual=mutual):
            first, last = (when.first, when.last) if when else (None, None)
            label = str(event["event_type"])
            yield Edge(key_of(one), key_of(other), mutual, event["reports"], label, first, last, told), (one, other)


def _pairs(event: Row, *, mutual: bool) -> Iterator[tuple[Row, Row]]:
    if mutual:
        both = {key_of(actor): actor for actor in (*event["actors"], *event["recipients"])}
        yield from combinations(both.values(), 2)
        return
    for one, other in product(event["actors"], event["recipients"]):
        if key_of(one) != key_of(other):
            yield one, other


def _ties(ledger: Ledger, query: Query) -> Iterator[tuple[Edge, tuple[Row, Row]]]:
    if query.kind not in (None, Kind.TIE):
        return
    for tie in ledger.findings(query):
        if tie["kind"] != Kind.TIE or tie["status"] == Status.REJECTED or tie["modality"] != Modality.HAPPENED:
            continue
        start = PartialDate.parse(tie["start"]).first if tie["start"] else None
        end = PartialDate.parse(tie["end"]).first - datetime.timedelta(days=1) if tie["end"] else None
        told = {"kind": "tie", "type": tie["relation"], "quote": tie["span"]["exact"], "finding": tie["id"]}
        mutual = tie["relation"] in _symmetric()
        edge = Edge(key_of(tie["a"]), key_of(tie["b"]), mutual, 1, tie["relation"], start, end, told)
        yield edge, (tie["a"], tie["b"])


@lru_cache(maxsize=1)
def _symmetric() -> frozenset[str]:
    """The relations that bind both ways."""
    return frozenset(row["relation"] for row in rows("relations") if row["symmetric"] == "yes")


def _gexf_values(element: ET.Element, kind: str, told: dict[str, Any]) -> None:
    given = {name: value for name, value in told.items() if value is not None}
    held = ET.SubElement(element, "attvalues") if given else None
    for name, value in given.items():
        if held is not None:
            ET.SubElement(held, "attvalue", {"for": f"{kind}_{name}", "value": one_line(value)})


def _data(element: ET.Element, kind: str, told: dict[str, Any]) -> None:
    for name, value in told.items():
        if value is not None:
            ET.SubElement(element, "data", {"key": f"{kind}_{name}"}).text = one_line(value)


def _written(root: ET.Element) -> Iterator[str]:
    ET.indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield ET.tostring(root, encoding="unicode") + "\n"
