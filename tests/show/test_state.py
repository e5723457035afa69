"""State: balance, path between three powers, ties and claims of one state, as page, CSV and JSON."""

import csv
import io
import re

from starlette.testclient import TestClient


def test_the_page_shows_the_state_its_pictures_and_its_ties(client: TestClient) -> None:
    page = client.get("/state?name=Kazakhstan&powers=RUS,CHN")
    assert page.status_code == 200
    assert "Kazakhstan" in page.text
    assert 'data-picture="ribbon"' in page.text
    assert 'data-picture="gantt"' in page.text
    assert "CSTO" in page.text or "Collective Security Treaty Organization" in page.text


def test_the_csv_holds_the_rows_of_the_page(client: TestClient) -> None:
    page = client.get("/state?powers=RUS,CHN&by=year").text
    rows = list(csv.DictReader(io.StringIO(client.get("/state.csv?powers=RUS,CHN&by=year").text.lstrip("\ufeff"))))
    assert page.count("<tr data-row>") == len(rows) > 0
    assert {row["quantity"] for row in rows} == {"share"}


def test_a_picture_alone_has_an_address_with_its_numbers(client: TestClient) -> None:
    told = client.get("/state.json?powers=RUS,CHN&part=ribbon").json()
    assert told["rows"]
    page = client.get("/state?powers=RUS,CHN&part=ribbon").text
    assert 'data-picture="ribbon"' in page
    assert 'data-picture="gantt"' not in page


def test_a_picture_that_is_not_there_is_refused_by_name(client: TestClient) -> None:
    answer = client.get("/state.json?part=nothing")
    assert answer.status_code == 400
    assert "nothing" in answer.json()["error"]


def test_every_number_leads_to_its_evidence(client: TestClient) -> None:
    page = client.get("/state?powers=RUS,CHN&quantity=cooperation").text
    links = re.findall(r'href="(/number\?at=[^"]+)"', page)
    assert links
    assert client.get(links[0]).status_code == 200


def test_a_state_that_nobody_knows_is_told_and_not_escaped_into_the_page(client: TestClient) -> None:
    answer = client.get("/state?name=<script>alert(1)</script>")
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text


def test_a_quantity_that_there_is_not_is_refused(client: TestClient) -> None:
    assert client.get("/state?quantity=goodness").status_code == 400
