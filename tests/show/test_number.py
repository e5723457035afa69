"""Number: one value by its address, with the findings behind it."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient


def test_a_number_shows_its_definition_and_its_findings(client: TestClient) -> None:
    page = client.get("/number?at=balance:KAZ:2023:cooperation:CHN:powers=RUS,CHN").text
    assert "AGREE" in page
    assert "level(k) =" in page


def test_the_files_hold_the_findings_of_the_page(client: TestClient) -> None:
    at = "balance:KAZ:all:cooperation:CHN:powers=RUS,CHN"
    rows = client.get(f"/number.json?at={at}").json()["rows"]
    assert len(rows) == client.get(f"/number?at={at}").text.count("<tr data-row>") == 2
    assert len(client.get(f"/number.csv?at={at}&all=1").text.strip().splitlines()) == 3


def test_a_number_that_rests_on_tables_names_the_rows(client: TestClient) -> None:
    page = client.get("/number?at=ties:KAZ:2022-01-06:security:level:RUS").text
    assert "memberships.csv CSTO KAZ RUS" in page


@pytest.mark.parametrize("at", ["", "nonsense", "balance:../../etc/passwd", "<script>", "x" * 500])
def test_what_is_no_address_is_not_found_or_refused(client: TestClient, at: str) -> None:
    answer = client.get("/number", params={"at": at})
    assert answer.status_code in (200, 400, 404)
    assert "<script>alert" not in answer.text
    assert "root:" not in answer.text


def test_a_number_says_in_words_what_it_is_of_and_what_n_has_counted(client: TestClient) -> None:
    page = client.get("/number?at=balance:KAZ:2023:share:CHN:powers=RUS,CHN").text
    assert "<h1>Share of China in the cooperation of Kazakhstan with the powers, 2023</h1>" in page
    assert "n = 1, the whole: 1 merged event of cooperation of Kazakhstan with Russia and China, 2023" in page
    assert "1 finding, reports of the part that falls to China" in page
    assert "<b>100 %</b>" in page


def test_a_level_is_of_one_power_and_its_n_too(client: TestClient) -> None:
    page = client.get("/number?at=balance:KAZ:all:cooperation:CHN:powers=RUS,CHN").text
    assert "<h1>Cooperation of Kazakhstan with China, in merged events, all the time</h1>" in page
    assert "n = 2: 2 merged events of Kazakhstan with China" in page


def test_each_share_of_the_overview_leads_to_its_findings(client: TestClient) -> None:
    page = client.get("/").text
    address = re.search(r'href="(/number\?at=[^"]*share%3ACHN[^"]*)"', page)
    assert address
    assert client.get(address[1]).text.count("<tr data-row>") == 2


def test_the_next_page_of_findings_is_of_the_same_number(client: TestClient) -> None:
    page = client.get("/number?at=balance:KAZ:all:cooperation:CHN:powers=RUS,CHN&rows=1").text
    address = re.search(r'rel="next" href="([^"]*)"', page)
    assert address
    after = client.get(unescape(address[1])).text
    assert "<h1>Cooperation of Kazakhstan with China" in after
    assert after.count("<tr data-row>") == 1
