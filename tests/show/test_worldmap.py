"""Map: numbers by state, the viewpoint of the borders named, disputed areas shown."""

from pathlib import Path

from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.show.questions import partners
from tests.factory import make_reading


def test_the_viewpoint_of_the_borders_stands_on_page_and_picture(client: TestClient) -> None:
    page = client.get("/map?state=KAZ").text
    assert page.count("de facto viewpoint") >= 2
    assert "Crimea" in page


def test_the_rows_are_the_states_with_a_number(client: TestClient) -> None:
    rows = client.get("/map.json?state=RUS").json()["rows"]
    assert [(row["state"], row["value"], row["conflict"]) for row in rows] == [("UKR", -1.0, 1)]
    assert client.get("/map?state=RUS").text.count("<tr data-row>") == 1


def test_ties_come_from_the_tables_on_a_day(client: TestClient) -> None:
    rows = client.get("/map.json?state=KAZ&layer=ties&domain=security&year=2022").json()["rows"]
    assert "RUS" in {row["state"] for row in rows}
    assert all(row["row"].startswith("ties:KAZ:2022-12-31:security:level:") for row in rows)


def test_shapes_come_from_this_machine(client: TestClient) -> None:
    assert client.get("/own/countries-50m.json").status_code == 200
    assert "http" not in client.get("/map").text.split('class="spec">')[1].split("</script>")[0].replace(
        "https://vega.github.io/schema/", ""
    )


def test_nothing_told_leads_on(client: TestClient) -> None:
    assert "the ties that the tables know" in client.get("/map?state=ISL").text


def test_only_states_and_bodies_are_partners(path: Path) -> None:
    with Ledger.open(path) as book:
        book.add(make_reading("ACCUSE poet CHN 2022-01-06\nAID CHN KAZ 2022-01-07", path="more.txt"))
    told = {row["state"] for row in partners(path, "CHN", None)["rows"]}
    assert "KAZ" in told
    assert all(side.isupper() for side in told)
