"""Disagreements: both quotes side by side, by side and by kind."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.records import Modality, Tie
from tests.factory import make_reading

TEXTS = ("One\nTIE KAZ CSTO member\n", "Other <b>report</b>\nTIE KAZ CSTO member\n")


@pytest.fixture
def quarrel(tmp_path: Path, open_app: Callable[[Path], TestClient]) -> TestClient:
    """Two documents, of which one denies what the other says."""
    place = tmp_path / "quarrel.ledger"
    with Ledger.open(place, create=True) as book:
        says, denies = (make_reading(text, path=f"{number}.txt") for number, text in enumerate(TEXTS))
        book.add(says)
        findings = [replace(one, modality=Modality.DENIED) if isinstance(one, Tie) else one for one in denies.findings]
        book.add(replace(denies, findings=tuple(findings)))
    return open_app(place)


def test_the_page_and_its_files_hold_the_same_rows(quarrel: TestClient) -> None:
    rows = quarrel.get("/disagreements.json").json()["rows"]
    page = quarrel.get("/disagreements").text
    assert page.count('<article class="dispute" data-row>') == len(rows) > 0


def test_a_kind_that_there_is_not_is_refused(quarrel: TestClient) -> None:
    assert quarrel.get("/disagreements?kind=war").status_code == 400


def test_where_none_fits_the_page_says_what_to_do(quarrel: TestClient) -> None:
    page = quarrel.get("/disagreements?about=Iceland").text
    assert "None fits" in page
    assert 'href="/disagreements"' in page


def test_only_rows_about_the_side_are_shown(quarrel: TestClient) -> None:
    assert quarrel.get("/disagreements.json?about=Kazakhstan").json()["rows"]
    assert not quarrel.get("/disagreements.json?about=TUR").json()["rows"]


def test_both_sides_stand_on_the_page_with_links_to_their_findings(quarrel: TestClient) -> None:
    row = quarrel.get("/disagreements.json").json()["rows"][0]
    page = quarrel.get("/disagreements").text
    assert f'href="/finding/{row["finding_1"]}"' in page
    assert "<b>report</b>" not in page
    assert "Would settle it" in page


def test_only_rows_of_the_kind_are_shown(quarrel: TestClient) -> None:
    kinds = {row["kind"] for row in quarrel.get("/disagreements.json").json()["rows"]}
    for kind in kinds:
        assert {row["kind"] for row in quarrel.get(f"/disagreements.json?kind={kind}").json()["rows"]} == {kind}
    assert not quarrel.get("/disagreements.json?kind=figure").json()["rows"]


def test_of_two_sides_only_rows_about_both_are_shown(quarrel: TestClient) -> None:
    assert quarrel.get("/disagreements.json?about=KAZ&with=CSTO").json()["rows"]
    assert not quarrel.get("/disagreements.json?about=KAZ&with=TUR").json()["rows"]
    assert "Disagreements about Kazakhstan and" in quarrel.get("/disagreements?about=KAZ&with=CSTO").text
