import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.show.views import VIEWS
from tests.factory import make_reading

LISTS = (
    "/events",
    "/claims",
    "/ties",
    "/figures",
    "/forecasts",
    "/sources",
    "/review",
    "/search?text=RUS",
    "/world?name=KAZ",
)
PAGES = tuple(view.path for view in VIEWS if view.path)
PARAMETERS = ("actor", "type", "from", "source", "text", "name", "on", "page", "rows", "lang", "state", "status", "in")


def rows_of(client: TestClient, path: str, ending: str) -> list[Any]:
    place, _, query = path.partition("?")
    answer = client.get(f"{place if place != '/' else '/overview'}.{ending}" + (f"?{query}" if query else ""))
    assert answer.status_code == 200, answer.text
    if ending == "json":
        return list(answer.json()["rows"])
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("address", PAGES)
def test_every_page_of_the_navigation_answers_with_a_title_and_a_main_part(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert re.search(r"<title>[^<]+ · toy.ledger · Dragoman</title>", answer.text)
    assert '<main id="main"' in answer.text
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("address", LISTS)
def test_csv_and_json_have_the_rows_that_are_on_the_page(client: TestClient, address: str) -> None:
    on_page = client.get(address).text.count("data-row")
    assert on_page == len(rows_of(client, address, "csv")) == len(rows_of(client, address, "json")) > 0


def test_the_files_follow_the_filters_and_the_page_of_the_address(client: TestClient) -> None:
    both = [rows_of(client, f"/claims?rows=1&page={page}", "json") for page in (1, 2)]
    assert [len(rows) for rows in both] == [1, 0]
    assert [row["event_type"] for row in rows_of(client, "/events?actor=CHN&type=AID", "csv")] == ["AID"]
    assert len(rows_of(client, "/events?rows=1&page=2", "csv")) == 1


def test_all_gives_every_row_that_the_page_counts(client: TestClient) -> None:
    page = client.get("/events?rows=1").text
    assert "3 events after merging" in page
    assert len(rows_of(client, "/events?rows=1&all=1", "csv")) == 3
    assert client.get("/events?rows=1&all=1").text.count("data-row") == 1


def test_events_are_merged_and_show_the_reports_under_them(client: TestClient) -> None:
    page = client.get("/events?type=ASSAULT").text
    assert "2 reports in 2 sources" in page
    assert rows_of(client, "/events?type=ASSAULT", "json")[0]["reports"] == 2
    one = rows_of(client, "/events?type=ASSAULT", "json")[0]
    assert len(rows_of(client, f"/event/{one['id']}", "json")) == 2


def test_every_view_says_how_to_cite_it_with_its_address_and_the_state_of_the_ledger(client: TestClient) -> None:
    page = client.get("/events?actor=KAZ").text
    state = client.get("/events.json").json()["state"]
    words = re.search(r'id="cite-words">(.*?)</p>', page, re.DOTALL)
    assert words
    assert "view /events?actor=KAZ" in words[1]
    assert f"state {state}" in words[1]
    assert "@misc{" in page


def test_the_state_of_the_ledger_is_another_after_a_decision(client: TestClient, path: Path) -> None:
    before = client.get("/events.json").json()["state"]
    with Ledger.open(path) as book:
        book.decide(next(book.findings())["id"], "confirmed", analyst="B")
    assert client.get("/events.json").json()["state"] != before


def test_a_row_shows_whether_a_machine_or_a_person_vouches_for_it(client: TestClient, path: Path) -> None:
    assert "confirmed by an analyst" not in client.get("/ties").text.partition("<footer")[0]
    with Ledger.open(path) as book:
        book.decide(next(book.findings(kind="tie"))["id"], "confirmed", analyst="B")
    assert "confirmed by an analyst" in client.get("/ties").text.partition("<footer")[0]


def test_an_empty_ledger_is_a_page_that_asks_for_documents(
    open_app: Callable[[Path], TestClient], tmp_path: Path
) -> None:
    Ledger.open(tmp_path / "empty.ledger", create=True).close()
    client = open_app(tmp_path / "empty.ledger")
    assert "data-drop" in client.get("/").text
    for path in PAGES:
        assert client.get(path).status_code == 200
    assert "This ledger is empty" in client.get("/events").text
    assert rows_of(client, "/events", "csv") == []


def test_what_nothing_fits_says_what_to_widen(client: TestClient) -> None:
    page = client.get("/events?actor=KAZ&from=2030").text
    assert "Nothing fits actor KAZ, from 2030" in page
    assert "Leave the filters out" in page


def test_a_wrong_filter_is_told_in_a_sentence_on_the_page_and_in_the_files(client: TestClient) -> None:
    page = client.get("/events?from=yesterday")
    assert page.status_code == 400
    assert "yesterday is no date" in page.text
    assert client.get("/events.json?from=yesterday").json()["hint"] == "write 2022, 2022-01 or 2022-01-06"


@pytest.mark.parametrize(
    "address", ["/nowhere", "/finding/ffff", "/event/zz", "/source/0123", "/add/77", "/export/exe"]
)
def test_what_is_not_there_is_a_page_with_a_way_on(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "To the overview" in answer.text


def test_a_source_marks_its_findings_and_greys_nothing_that_was_read(client: TestClient) -> None:
    source = rows_of(client, "/sources", "json")[0]["id"]
    page = client.get(f"/source/{source}").text
    found = rows_of(client, f"/source/{source}", "json")
    assert found
    for row in found:
        assert f'id="f-{row["id"]}"' in page
        assert f'id="t-{row["id"]}"' in page
    assert 'class="Z3988"' in page
    assert "rft.source=The+Toy" in page
    assert "told by the test" in page


def test_a_rejected_finding_is_not_marked_but_mentioned(client: TestClient, path: Path) -> None:
    with Ledger.open(path) as book:
        row = next(book.findings(kind="tie"))
        book.decide(row["id"], "rejected", analyst="B")
    page = client.get(f"/source/{row['source']['id']}").text
    assert f'id="f-{row["id"]}"' not in page
    assert "1 rejected, not marked" in page


def test_search_finds_words_in_quotes_and_in_whole_documents(client: TestClient) -> None:
    assert len(rows_of(client, "/search?text=rain", "json")) == 1
    found = rows_of(client, "/search?text=second&in=texts", "json")
    assert [row["title"] for row in found] == ["A second report"]
    assert "<mark>second</mark>" in client.get("/search?text=second&in=texts").text
    assert "Nothing holds all of these words" in client.get("/search?text=snow").text


@pytest.mark.parametrize("text", ['"', "a OR", "NEAR(", "*", "x:y", "'; DROP TABLE findings; --"])
def test_no_character_of_a_search_is_taken_for_syntax(client: TestClient, text: str) -> None:
    for within in ("quotes", "texts"):
        assert client.get("/search", params={"text": text, "in": within}).status_code in (200, 400)


def test_world_tells_of_a_state_as_of_a_date(client: TestClient) -> None:
    page = client.get("/world?name=KAZ&on=2015-06-01").text
    assert "Nursultan Nazarbayev" in page
    assert "as it stood on 2015-06-01" in page
    assert all(row["part"] for row in rows_of(client, "/world?name=KAZ&on=2015-06-01", "csv"))


def test_export_downloads_what_the_filters_let_through(client: TestClient) -> None:
    assert "1 finding under these filters" in client.get("/export?kind=tie").text
    lines = client.get("/export/jsonl?kind=tie").text.splitlines()
    assert len(lines) == 1
    assert client.get("/export/csv").text.startswith("\ufeffid,kind,status")


def test_every_format_can_be_downloaded_alone_and_with_its_readme(client: TestClient) -> None:
    links = re.findall(r'href="(/export/[^"]+)"', client.get("/export").text)
    assert len(links) > 4
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
        assert answer.headers["content-disposition"].startswith("attachment"), link
        assert answer.content.startswith(b"PK") or not link.endswith(".zip")


def test_the_overview_counts_and_links(client: TestClient) -> None:
    rows = {row["what"]: row["number"] for row in rows_of(client, "/", "json")}
    assert (rows["sources"], rows["reports"], rows["events"], rows["claims"]) == (3, 4, 3, 1)


def test_pages_are_right_to_left_where_the_text_is(client: TestClient, path: Path) -> None:
    with Ledger.open(path) as book:
        book.add(make_reading("تقرير\nSAYS RUS كل شيء بخير\n", language="ar"))
    source = rows_of(client, "/sources?lang=ar", "json")[0]["id"]
    page = client.get(f"/source/{source}").text
    assert 'dir="auto" lang="ar"' in page
    assert '<h1 dir="auto">' in page


@pytest.mark.parametrize("address", [*LISTS, "/export", "/method", "/add", "/"])
@pytest.mark.parametrize(
    "value", ["../../etc/passwd", "%2e%2e%2f", "<script>alert(1)</script>", "\x00", "é" * 400, "-1", "9" * 30]
)
def test_no_parameter_reaches_files_or_breaks_a_page(client: TestClient, address: str, value: str) -> None:
    place = address.partition("?")[0]
    for name in PARAMETERS:
        answer = client.get(place, params={name: value})
        assert answer.status_code in (200, 400), (name, answer.status_code)
        assert "root:" not in answer.text
        assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "name", ["..%2f..%2fapp.py", "../own.css", "%2e%2e/%2e%2e/pyproject.toml", "own.css/../x", "countries"]
)
def test_only_own_files_are_served(client: TestClient, name: str) -> None:
    assert client.get(f"/own/{name}").status_code in (404, 307)
    assert client.get("/own/own.css").headers["content-type"].startswith("text/css")


def test_the_overview_says_how_many_of_its_events_the_picture_by_year_holds(client: TestClient) -> None:
    page = " ".join(client.get("/").text.split())
    assert "2 merged events of cooperation in all the time, dated or not" in page
    assert "the picture by year holds the 1 whose year is told" in page


@pytest.mark.parametrize("view", ["/search?text=rain&kind=deed", "/review?kind=deed", "/export?kind=deed"])
def test_a_kind_that_there_is_not_is_refused_with_those_that_there_are(client: TestClient, view: str) -> None:
    answer = client.get(view)
    assert answer.status_code == 400
    assert "one of event, claim, tie, figure, forecast" in answer.text
