"""Pair: events that join two sides, by month and one by one, and who acted first."""

from pathlib import Path

from starlette.testclient import TestClient

from dragoman.show.questions import dealings


def test_the_page_lists_the_events_that_join_the_two(client: TestClient) -> None:
    page = client.get("/pair?a=RUS&b=UKR").text
    assert "ASSAULT" in page
    assert "AGREE" not in page
    assert page.count("<tr data-row>") == len(client.get("/pair.json?a=RUS&b=UKR").json()["rows"]) == 1


def test_who_acted_first_is_told_with_the_day(client: TestClient) -> None:
    page = client.get("/pair?a=RUS&b=UKR").text
    assert "Russia acted first in 1" in page
    assert "RUS, 2022-02-24" in page


def test_what_both_do_is_done_together(path: Path) -> None:
    years = dealings(path, "KAZ", "CHN")["years"]
    assert [(row["year"], row["together"], row["first"]) for row in years] == [("2023", 1, None)]


def test_events_without_a_month_are_counted_apart(path: Path) -> None:
    told = dealings(path, "KAZ", "CHN")
    assert [row["month"] for row in told["months"]] == ["2023-05"]
    assert told["undated"] == 1


def test_one_side_alone_is_no_pair(client: TestClient) -> None:
    answer = client.get("/pair?a=KAZ&b=Kazakhstan")
    assert answer.status_code == 400


def test_two_of_whom_nothing_is_told_get_a_sentence_and_a_next_step(client: TestClient) -> None:
    page = client.get("/pair?a=ISL&b=FJI").text
    assert "No event joins the two" in page
    assert "/add" in page


def test_the_disagreements_of_a_pair_are_those_about_both(client: TestClient) -> None:
    assert 'href="/disagreements?about=KAZ&amp;with=RUS"' in client.get("/pair?a=KAZ&b=RUS").text
