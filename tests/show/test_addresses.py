"""Addresses: what a view calls a side is understood under the names of other views; what is no filter is said to be none."""

import re

import pytest
from starlette.testclient import TestClient

from tests.show.conftest import TOKEN


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/state?state=UZB", "/state?name=UZB"),
        ("/network?name=CHN&year=2023", "/network?ego=CHN&year=2023"),
        ("/map?ego=CHN", "/map?state=CHN"),
        ("/events?state=KAZ", "/events?actor=KAZ"),
        ("/pair?actor=KAZ&with=CHN", "/pair?a=KAZ&b=CHN"),
        ("/disagreements?state=KAZ", "/disagreements?about=KAZ"),
        ("/claims.csv?name=RUS&all=1", "/claims.csv?actor=RUS&all=1"),
        ("/?name=KGZ", "/?state=KGZ"),
    ],
)
def test_a_side_is_understood_under_the_name_that_other_views_have_for_it(
    client: TestClient, typed: str, meant: str
) -> None:
    answer = client.get(typed, follow_redirects=False)
    assert answer.status_code == 307
    assert answer.headers["location"] == meant
    assert client.get(meant, follow_redirects=False).status_code == 200


def test_a_key_that_a_view_does_not_know_is_said_to_be_left_out(client: TestClient) -> None:
    page = client.get("/state?name=KAZ&colour=red").text
    said = re.search(r'<p class="stray".*?</p>', page, re.DOTALL)
    assert said
    assert "<code>colour</code> is not a filter here" in said[0]
    assert "this page shows “Kazakhstan: share by year”" in said[0]
    assert "<code>powers</code>" in said[0]
    assert client.get("/state.json?name=KAZ&colour=red").json()["no_filter_here"] == ["colour"]


def test_a_second_name_for_a_side_beside_the_first_is_left_out(client: TestClient) -> None:
    assert "<code>state</code> is not a filter here" in client.get("/state?name=KAZ&state=RUS").text


@pytest.mark.parametrize(
    "address", ["/state?name=KAZ&by=month", "/events?page=1&rows=20", "/state?part=gantt", "/map?layer=ties", "/method"]
)
def test_nothing_is_said_of_what_a_view_knows(client: TestClient, address: str) -> None:
    assert 'class="stray"' not in client.get(address).text


def test_a_view_is_kept_without_what_it_does_not_know(client: TestClient) -> None:
    page = client.get("/events?actor=KAZ&colour=red").text
    kept = re.search(r'name="address" value="([^"]*)"', page)
    assert kept
    assert kept[1] == "/events?actor=KAZ"
    form = {"token": TOKEN, "address": kept[1], "title": "Events"}
    assert client.post("/briefings/keep", data=form, follow_redirects=False).status_code == 303
    assert "In the briefing" in client.get("/events?actor=KAZ").text


def test_a_key_of_markup_stays_text(client: TestClient) -> None:
    assert "<script>alert" not in client.get("/state?%3Cscript%3Ealert(1)%3C/script%3E=1").text


def test_a_page_without_filters_says_so(client: TestClient) -> None:
    page = client.get("/scenarios?colour=red").text
    assert "<code>colour</code> is not a filter here" in page
    assert "It has no filters" in page
    assert client.get("/scenarios.json?colour=red").json()["no_filter_here"] == ["colour"]


def test_a_briefing_says_what_it_was_not_asked_by_and_understands_other_names_of_the_state(client: TestClient) -> None:
    page = client.get("/briefing?state=KAZ&colour=red").text
    assert "<code>colour</code> is not a filter here" in page
    assert "<code>since</code>" in page
    assert "is not a filter" not in client.get("/briefing?state=KAZ&since=2022").text
    for path in ("/briefing", "/briefing.md"):
        answer = client.get(f"{path}?name=UZB&since=2022", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (307, f"{path}?state=UZB&since=2022")
