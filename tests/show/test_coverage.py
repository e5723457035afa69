"""Coverage: months with and without documents; and what was stored without being read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.records import Document
from dragoman.show.coverage import strip
from tests.factory import make_reading


def test_months_without_documents_are_gaps() -> None:
    told = strip(
        [{"month": "2022-01", "language": "en", "documents": 3}, {"month": "2022-04", "language": "ru", "documents": 1}]
    )
    assert told.periods == ("2022-01", "2022-02", "2022-03", "2022-04")
    assert told.gaps() == 2
    assert told.languages == ("en", "ru")
    assert (told.level("en", "2022-01"), told.level("en", "2022-02")) == (4, 0)


def test_many_months_are_told_as_years_and_the_undated_apart() -> None:
    told = strip([
        {"month": "1992-01", "language": "en", "documents": 1},
        {"month": "2022-04", "language": "en", "documents": 1},
        {"month": None, "language": None, "documents": 4},
    ])  # fmt: skip
    assert told.periods[0] == "1992"
    assert told.periods[-1] == "2022"
    assert told.undated == {"?": 4}


def test_words_of_documents_that_were_only_stored_are_not_said_to_be_read(
    path: Path, open_app: Callable[[Path], TestClient]
) -> None:
    made = make_reading("Un rapport\nrien de plus\n", path="fr.txt")
    source = replace(made.document.source, language="fr", read_for_findings=False)
    with Ledger.open(path) as book:
        words = book.counts()["words"]
        book.add(replace(made, document=Document(source, made.document.text, made.document.blocks), findings=()))
    client = open_app(path)
    overview, method = client.get("/").text, client.get("/method").text
    assert f"{words} words read in 3 documents; 1 document more is stored only" in overview
    assert 'href="/sources?lang=fr"' in overview
    assert f"of which 3 documents with {words} words were read for findings" in method
    assert "What was left out" in method


def test_where_everything_was_read_nothing_is_said_of_what_was_not(client: TestClient) -> None:
    assert "stored only" not in client.get("/").text
    assert "stored only" not in client.get("/method").text
