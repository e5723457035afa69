"""New since the last visit: what a browser remembers, and what it cannot know."""

import datetime
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.show.news import cookie_name, news
from tests.factory import make_reading

NOON = datetime.datetime(2026, 1, 5, 12, tzinfo=datetime.UTC)
UNKNOWN = "what is new to you cannot be told"


def later(**time: int) -> datetime.datetime:
    return NOON + datetime.timedelta(**time)


def add(path: Path, text: str) -> None:
    with Ledger.open(path) as book:
        book.add(make_reading(text, path=f"{text[:7]}.txt"))


def test_a_browser_that_was_never_here_is_told_so(client: TestClient) -> None:
    assert UNKNOWN in client.get("/").text
    assert "Nothing has come in since" in client.get("/").text


def test_what_came_in_since_is_listed_and_counted(client: TestClient, path: Path) -> None:
    client.get("/")
    add(path, "A fourth report\nCONSULT KAZ TUR 2024-05-06\n")
    page = client.get("/").text
    assert "1 document with 1 finding, 0 decisions" in page
    assert "A fourth report" in page


def test_within_one_visit_what_was_new_stays_new(path: Path) -> None:
    with Ledger.open(path) as book:
        _, cookie = news(book, "", NOON)
    add(path, "One more\n")
    with Ledger.open(path) as book:
        told, cookie = news(book, cookie, later(days=1))
        assert told
        assert told.came.documents == 1
        told, cookie = news(book, cookie, later(days=1, minutes=20))
        assert told
        assert told.came.documents == 1
        told, _ = news(book, cookie, later(days=2))
        assert told
        assert (told.came.documents, told.since[:10]) == (0, "2026-01-06")


@pytest.mark.parametrize(
    "cookie", ["", "x", "1.2", "9.9.9-9.9.9", "-1.0.0-0.0.0", "1.1.1-1.1.1\n", "0.0.5-0.0.99999999999"]
)
def test_of_a_cookie_that_is_not_ours_or_tells_of_another_ledger_nothing_is_made(path: Path, cookie: str) -> None:
    with Ledger.open(path) as book:
        told, written = news(book, cookie, NOON)
    assert told is None
    assert re.fullmatch(r"3\.0\.\d+-3\.0\.\d+", written)


def test_each_ledger_has_a_cookie_of_its_own() -> None:
    assert cookie_name(Path("/a.ledger")) != cookie_name(Path("/b.ledger"))


def test_the_cookie_is_of_use_to_no_script_and_no_other_site(client: TestClient) -> None:
    told = client.get("/").headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=strict" in told
