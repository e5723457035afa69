"""Views kept for the briefing, and the briefing in the browser and as a file."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.ledger.clippings import clippings
from tests.show.conftest import TOKEN

ASKED = "state=KAZ&powers=RUS,CHN"


def keep(client: TestClient, address: str, title: str = "A view", told: str = "") -> int:
    form = {"token": TOKEN, "address": address, "title": title, "told": told}
    return client.post("/briefings/keep", data=form, follow_redirects=False).status_code


def kept(path: Path) -> list[str]:
    with Ledger.open(path, readonly=True) as book:
        return [one.address for one in clippings(book)]


def first(client: TestClient, view: str) -> str:
    path, _, query = view.partition("?")
    return str(client.get(f"{path}.json?{query}").json()["rows"][0]["id"])


@pytest.mark.parametrize(
    "view", ["/", "/events?actor=KAZ", "/pair?a=KAZ&b=CHN", "/world?name=KAZ", "/search?text=well"]
)
def test_every_view_offers_to_be_kept_and_then_to_be_taken_out(client: TestClient, path: Path, view: str) -> None:
    page = client.get(view).text
    assert "Add to briefing" in page
    form = dict(
        re.findall(
            r'<input type="hidden" name="(\w+)" value="([^"]*)">', page.partition("</form>")[2].partition("</form>")[0]
        )
    )
    form = {name: value.replace("&amp;", "&") for name, value in form.items()}
    answer = client.post("/briefings/keep", data=form, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, form["address"])
    assert kept(path) == [form["address"]]
    assert "Take out" in client.get(view).text
    client.post("/briefings/drop", data={"token": TOKEN, "address": form["address"]})
    assert kept(path) == []


def test_what_is_kept_is_told_with_the_finding_of_its_picture(client: TestClient) -> None:
    page = client.get("/claims").text
    assert re.search(r'name="told" value="Only [^"]* is heard', page)


def test_the_files_of_the_page_hold_what_is_kept(client: TestClient) -> None:
    keep(client, "/events?actor=KAZ", "Events of Kazakhstan", "3 events")
    (row,) = client.get("/briefings.json").json()["rows"]
    assert (row["title"], row["analyst"]) == ("Events of Kazakhstan", "Aigul")
    assert "Events of Kazakhstan" in client.get("/briefings.csv").text
    assert client.get("/briefings").text.count("data-row") == 1


@pytest.mark.parametrize("address", [
    "", "//elsewhere.example/", "http://elsewhere.example/", "/nothing", "/add/1", "/own/own.js", "/\\elsewhere", "events", "/numbers",
])  # fmt: skip
def test_what_is_no_view_is_not_kept(client: TestClient, path: Path, address: str) -> None:
    assert keep(client, address) == 400
    assert kept(path) == []


@pytest.mark.parametrize("change", ["/briefings/keep", "/briefings/drop"])
def test_nothing_is_kept_or_dropped_without_the_token(client: TestClient, path: Path, change: str) -> None:
    keep(client, "/events")
    assert client.post(change, data={"address": "/claims", "title": "x"}).status_code == 403
    assert kept(path) == ["/events"]


def test_the_briefing_holds_the_quotes_of_what_is_kept_with_numbered_sources(client: TestClient) -> None:
    finding, event = first(client, "/claims"), first(client, "/events?actor=CHN")
    for address in (f"/finding/{finding}", f"/event/{event}", "/events?actor=CHN"):
        keep(client, address, f"Of {address}")
    page = client.get(f"/briefing?{ASKED}").text
    section = page[page.index("Kept for this briefing") : page.index("Annex:")]
    assert "SAYS RUS all is well between us" in section
    assert "AID CHN KAZ" in section
    assert section.count('<sup class="cite">') == 4
    assert "/events?actor=CHN" in section


def test_a_finding_that_is_gone_is_said_to_be_gone(client: TestClient) -> None:
    keep(client, "/event/0123456789abcdef", "An event")
    assert "It is no longer in the ledger." in client.get(f"/briefing?{ASKED}").text


def test_without_anything_kept_the_briefing_has_no_such_part(client: TestClient) -> None:
    page = client.get(f"/briefing?{ASKED}").text
    assert "Kazakhstan between the powers" in page
    assert "Kept for this briefing" not in page


def test_what_is_kept_later_stands_in_the_next_briefing(client: TestClient) -> None:
    client.get(f"/briefing?{ASKED}")
    keep(client, "/events", "All the events")
    assert "All the events" in client.get(f"/briefing?{ASKED}").text


def test_the_page_of_a_briefing_has_no_style_or_script_of_its_own_and_nothing_raw(client: TestClient) -> None:
    keep(client, "/events", "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>')
    for page in (client.get(f"/briefing?{ASKED}").text, client.get("/briefings").text, client.get("/events").text):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert not re.search(r"<style|<[^>]+\s(?:style|on\w+)=", page)


@pytest.mark.parametrize(("ending", "begins"), [("html", b"<!doctype html>"), ("md", b"# Kazakhstan"), ("docx", b"PK")])
def test_the_briefing_is_also_a_file(client: TestClient, ending: str, begins: bytes) -> None:
    keep(client, "/events", "All the events")
    answer = client.get(f"/briefing.{ending}?{ASKED}")
    assert answer.content.startswith(begins)
    assert f".{ending}" in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    "address", ["/briefing.exe?state=KAZ", "/briefing.html?state=Nowhere-land", "/briefing?since=soon"]
)
def test_what_cannot_be_written_is_refused_with_a_hint(client: TestClient, address: str) -> None:
    assert client.get(address).status_code in (400, 404)


def test_the_period_is_in_the_address_and_in_the_briefing(client: TestClient) -> None:
    page = client.get(f"/briefing?{ASKED}&since=2023").text
    assert "Since 2023" in page
    assert f"/briefing.md?{ASKED.replace(',', quote(',')).replace('&', '&amp;')}&amp;since=2023" in page
