"""The tables beside a ledger: pages and briefings know what stands in them, as the command line does."""

import datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.show.brief import brief
from dragoman.show.brief.blocks import Table
from dragoman.show.questions import number
from dragoman.world import folder_of
from tests.factory import make_reading

BODY = "id,name,type,state,parent,start,end,certainty,source,checked,note\nBODY1,The Steppe Forum,forum,,,2000,,unverified,general,,\n"
TIE = "a,b,relation,instrument,start,end,certainty,source,checked,note\nISL,MNG,ally,,2000,,unverified,general,,\n"
MEMBERS = (
    "org,state,status,start,end,certainty,source,checked,note\n"
    "BODY1,ISL,member,2000,,unverified,general,,\nBODY1,CHN,member,2000,,unverified,general,,\n"
)


@pytest.fixture(autouse=True)
def _tables(path: Path) -> None:
    """A body and an alliance of one's own, and documents that tell of them."""
    folder = folder_of(path)
    folder.mkdir()
    for name, text in (("organisations", BODY), ("ties", TIE), ("memberships", MEMBERS)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with Ledger.open(path) as book:
        book.add(make_reading("AID BODY1 ISL 2022-01-06\nAID CHN ISL 2022-02-06", path="own.txt"))


def test_a_body_of_ones_own_has_a_balance_and_a_page_for_each_number(client: TestClient) -> None:
    rows = client.get("/state.json?name=ISL&powers=The Steppe Forum,CHN").json()["rows"]
    assert {row["power"]: row["value"] for row in rows} == {"BODY1": 0.5, "CHN": 0.5}
    assert client.get("/state?name=The Steppe Forum").status_code == 200
    page = client.get(f"/number?at={rows[0]['row']}").text
    assert "Share of The Steppe Forum in the cooperation of Iceland" in page


def test_a_level_on_the_map_counts_ties_of_ones_own_as_its_page_does(client: TestClient, path: Path) -> None:
    rows = client.get("/map.json?state=ISL&layer=ties&domain=security&year=2022").json()["rows"]
    shown = next(row for row in rows if row["state"] == "MNG")
    assert "table:ties.csv ISL MNG ally" in number(path, shown["row"])["evidence"]
    assert shown["n"] == number(path, shown["row"])["rows"][0]["n"]


def test_a_briefing_names_bodies_of_ones_own(path: Path) -> None:
    with Ledger.open(path, readonly=True) as book:
        made = brief(book, "ISL", today=datetime.date(2026, 1, 2), powers=("The Steppe Forum", "CHN"))
    (stands,) = (one for one in made.sections if one.title == "Who stands where: ties in force")
    (table,) = (block for block in stands.blocks if isinstance(block, Table))
    assert "The Steppe Forum" in {row[0].text: row[1].text for row in table.rows}["China"]
