"""Scenarios: the questions registered beforehand."""

from pathlib import Path

from starlette.testclient import TestClient

from dragoman.ledger import Estimate, Ledger, Question, Resolution
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


def test_a_number_is_told_as_a_number_with_the_reason_why_it_is_known_early(client: TestClient, path: Path) -> None:
    asked = Question(
        question="How close?", rubric="As stated", due=PartialDate(2030), form="number", low=0.0, high=100.0
    )
    spread = Estimate(question="", forecaster="Aigul", distribution=((20.0, 0.25), (50.0, 0.5), (80.0, 0.25)))
    with Ledger.open(path) as book:
        key = book.register(asked, spread)
        book.resolve(
            Resolution(question=key, outcome="number", value=75.0, source="press", analyst="A. N.", note="signed early")
        )
    page = client.get("/scenarios").text
    assert "about 50 (80 %: 20 to 80)" in page
    assert "75 (signed early)" in page
