"""Scenarios: the questions registered beforehand."""

from pathlib import Path

from starlette.testclient import TestClient

from dragoman.ledger import Estimate, Ledger, Question
from dragoman.records import PartialDate


def test_without_questions_the_page_says_how_to_register_one(client: TestClient) -> None:
    assert "dragoman scenario forecast add --help" in client.get("/scenarios").text


def test_a_question_stands_with_its_forecasts(client: TestClient, path: Path) -> None:
    asked = Question(question="Will it <b>rain</b>?", rubric="A gauge says so", due=PartialDate.parse("2030-01-01"))
    with Ledger.open(path) as book:
        book.register(
            asked, Estimate(question="", forecaster="Aigul", probability=0.3, made_on=PartialDate.parse("2026-01-01"))
        )
    page = client.get("/scenarios").text
    assert "Will it &lt;b&gt;rain&lt;/b&gt;?" in page
    assert "Aigul" in page
    assert "30 %" in page
    assert client.get("/scenarios.json").json()["rows"][0]["forecasts"] == 1
