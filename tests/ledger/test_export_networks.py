"""The network: dates on edges, only what happened, names as they are."""

import io
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pytest

from dragoman.ledger import Ledger, Query, export_lines
from dragoman.records import Reading
from tests.factory import make_document, make_event, make_reading
from tests.ledger.exports import filled

GEXF, GRAPHML = "{http://gexf.net/1.3}", "{http://graphml.graphdrawing.org/xmlns}"


def edges(ledger: Ledger, **filters: str) -> list[dict[str, str]]:
    root = ET.fromstring("".join(export_lines(ledger, Query.of(filters), "gexf")))  # type: ignore[arg-type]
    return [edge.attrib for edge in root.iter(f"{GEXF}edge")]


def test_an_edge_runs_from_the_first_day_to_the_last_that_are_meant(ledger: Ledger) -> None:
    ledger.add(make_reading("ACCUSE RUS UKR 2022"))
    (edge,) = edges(ledger)
    assert (edge["source"], edge["target"], edge["start"], edge["end"]) == ("RUS", "UKR", "2022-01-01", "2022-12-31")


def test_an_edge_without_a_date_has_none(ledger: Ledger) -> None:
    ledger.add(make_reading("ACCUSE RUS UKR"))
    assert not {"start", "end"} & set(edges(ledger)[0])


@pytest.mark.parametrize("modality", ["planned", "denied", "hypothetical", "demanded"])
def test_what_did_not_happen_is_no_edge(ledger: Ledger, modality: str) -> None:
    document = make_document("It was so.")
    ledger.add(Reading(document, (make_event(document, "It was so.", "ACCUSE", ["RUS"], ["UKR"], modality=modality),)))
    assert edges(ledger) == []


def test_what_was_rejected_is_no_edge(ledger: Ledger) -> None:
    ledger.add(make_reading("ACCUSE RUS UKR\nTIE KAZ CSTO member"))
    for row in list(ledger.findings()):
        ledger.decide(row["id"], "rejected", analyst="Ann")
    assert edges(ledger) == []


def test_the_filters_of_lists_hold_for_the_network(ledger: Ledger) -> None:
    filled(ledger)
    assert {edge["label"] for edge in edges(ledger, kind="tie")} == {"member"}
    assert {edge["label"] for edge in edges(ledger, kind="event", type_="CONSULT")} == {"CONSULT"}


def test_all_edges_have_their_nodes_and_every_reader_may_take_them_as_directed(ledger: Ledger) -> None:
    root = ET.fromstring("".join(export_lines(filled(ledger), Query(), "graphml")))
    nodes = {node.attrib["id"] for node in root.iter(f"{GRAPHML}node")}
    ends = {edge.attrib[end] for edge in root.iter(f"{GRAPHML}edge") for end in ("source", "target")}
    assert ends == nodes
    assert all("directed" not in edge.attrib for edge in root.iter(f"{GRAPHML}edge"))


def test_a_name_full_of_markup_comes_back_as_it_is(ledger: Ledger) -> None:
    root = ET.fromstring("".join(export_lines(filled(ledger), Query(), "gexf")))
    assert "<B>Con</B>".casefold() in {label.casefold() for label in labels(root)}


def labels(root: ET.Element) -> Iterator[str]:
    return (node.attrib["label"] for node in root.iter(f"{GEXF}node"))


@pytest.mark.parametrize("file_format", ["gexf", "graphml"])
def test_networkx_reads_it(ledger: Ledger, file_format: str) -> None:
    networkx = pytest.importorskip("networkx")
    text = "".join(export_lines(filled(ledger), Query(), file_format))
    read = networkx.parse_graphml(text) if file_format == "graphml" else networkx.read_gexf(io.BytesIO(text.encode()))
    assert read.number_of_edges() == len(edges(ledger))
