"""Network: who stands around a side, in all the time or one year."""

import json
import re

from starlette.testclient import TestClient


def test_the_edges_of_the_picture_are_the_rows_of_the_files(client: TestClient) -> None:
    rows = client.get("/network.json?ego=RUS").json()["rows"]
    page = client.get("/network?ego=RUS").text
    assert {(row["a"], row["b"]) for row in rows} == {("RUS", "UKR")}
    assert page.count("<tr data-row>") == len(rows)


def test_the_graph_beside_the_picture_has_the_same_nodes(client: TestClient) -> None:
    page = client.get("/network?ego=RUS").text
    found = re.search(r'class="told-graph">(.*?)</script>', page)
    assert found
    assert {node["id"] for node in json.loads(found[1])["nodes"]} == {"RUS", "UKR"}


def test_the_years_are_links_so_that_the_slider_is_not_needed(client: TestClient) -> None:
    page = client.get("/network?ego=RUS").text
    assert 'href="/network?ego=RUS&amp;year=2022"' in page
    assert client.get("/network?ego=RUS&year=2022").status_code == 200


def test_a_year_of_which_nothing_is_told_says_so(client: TestClient) -> None:
    assert "Nothing is told of Russia in 1999" in client.get("/network?ego=RUS&year=1999&by=events").text


def test_what_is_no_year_is_refused(client: TestClient) -> None:
    assert client.get("/network?year=20x2").status_code == 400
