"""A scenario with its dials: what was moved stands in the address, the answer beside it, and the changed file can be run."""

import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.scenario.drawer import folder_of, keep
from dragoman.scenario.issue import Quoted
from dragoman.scenario.issue_file import parse_issue
from dragoman.scenario.issue_text import issue_text
from dragoman.scenario.outlook import glance
from tests.scenario.issues import WELL, make_issue, stakeholder, value
from tests.show.conftest import TOKEN

HERE = "/scenarios/how"
BAD = WELL.replace("value = 30", "value = 130").replace("salience = { value = 0.5", "salience = { value = 7")


@pytest.fixture
def scenario(client: TestClient, path: Path) -> TestClient:
    """The app, with one issue of two stakeholders; a position rests on a finding that is there and one that is not."""
    with Ledger.open(path, readonly=True) as book:
        row = next(iter(book.findings()))
    there = Quoted(row["id"], row["span"]["exact"], "The Toy")
    held = stakeholder("Kazakhstan", 30.0)
    first = type(held)(
        name="Kazakhstan", id="KAZ", position=value(30.0, 20.0, 40.0, findings=(there, Quoted("f" * 16, "<i>not there</i>"))),
        salience=held.salience, capability=held.capability,
    )  # fmt: skip
    keep(path, issue_text(make_issue(first, stakeholder("Russia", 90.0))), "how.toml")
    return client


def moved(client: TestClient, query: str) -> str:
    """What a script gets for a moved dial."""
    answer = client.get(f"{HERE}/moved?{query}", headers={"hx-request": "true"})
    assert answer.status_code == 200
    return unescape(answer.text)


def test_an_issue_kept_with_the_ledger_is_listed_and_opens(scenario: TestClient) -> None:
    assert f'href="{HERE}"' in scenario.get("/scenarios").text
    assert "How far?" in scenario.get(HERE).text


def test_the_page_says_what_run_says(scenario: TestClient, path: Path) -> None:
    told = {row["what"]: row for row in scenario.get(f"{HERE}.json").json()["rows"]}
    seen = glance(parse_issue((folder_of(path) / "how.toml").read_text("utf-8")))
    assert told["compromise"]["filed"] == told["compromise"]["moved"] == seen.prediction.point == 60
    assert told["prediction, median"]["filed"] == seen.prediction.quantile(0.5)
    assert told["election, mean"]["filed"] == seen.expected.value


def test_a_moved_dial_changes_what_is_moved_and_leaves_the_file_beside_it(scenario: TestClient) -> None:
    rows = scenario.get(f"{HERE}.json?position.KAZ=50").json()["rows"]
    assert (rows[0]["filed"], rows[0]["moved"]) == (60, 70)
    part = moved(scenario, "position.KAZ=50")
    assert "<b>60.0</b>" in part
    assert "<b>70.0</b>" in part
    assert "As moved, compromise at 70.0, 10.0 above the file’s 60.0" in part


def test_without_a_script_the_form_leads_to_an_address_that_holds_only_what_was_moved(scenario: TestClient) -> None:
    fields = "position.KAZ=50&position.KAZ-low=20&position.KAZ-high=40&salience.KAZ=0.5&position.Russia=90"
    answer = scenario.get(f"{HERE}/moved?{fields}", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{HERE}?position.KAZ=50"


def test_the_form_has_numbers_and_a_button_and_says_what_each_rests_on(scenario: TestClient, path: Path) -> None:
    page = scenario.get(f"{HERE}?position.KAZ=50").text
    assert re.search(r'<input id="position.KAZ" name="position.KAZ" type="number"[^>]* value="50"', page)
    assert re.search(r'<input id="position.KAZ-low" [^>]* value="40"', page)
    assert f'action="{HERE}/moved"' in page
    assert "file: 30" in page
    assert "judgement by the test" in page
    with Ledger.open(path, readonly=True) as book:
        found = next(iter(book.findings()))["id"]
    assert f'href="/finding/{found}"' in page
    assert f'href="/finding/{"f" * 16}"' not in page
    assert "is not in toy.ledger" in page
    assert "&lt;i&gt;not there" in page


def test_the_changed_file_reads_back_says_what_was_moved_and_has_the_same_bytes_each_time(scenario: TestClient) -> None:
    address = f"{HERE}.toml?position.KAZ=50&salience.Russia=0.9"
    first, second = scenario.get(address), scenario.get(address)
    assert first.content == second.content
    assert "how-moved.toml" in first.headers["content-disposition"]
    held = parse_issue(first.text).stakeholders
    assert held[0].position.judgement.startswith("judgement by Aigul, moved in the app from 30 (20 to 40)")
    assert (held[0].position.value, held[1].salience.value) == (50, 0.9)
    assert held[1].position.judgement == "judgement by the test"


def test_the_file_unmoved_is_the_file(scenario: TestClient, path: Path) -> None:
    assert scenario.get(f"{HERE}.toml").text == (folder_of(path) / "how.toml").read_text("utf-8")


def test_who_moves_whom_is_told_with_what_changed(scenario: TestClient) -> None:
    assert "nobody moves anybody" in moved(scenario, "")
    after = moved(scenario, "capability.KAZ=0.2&salience.KAZ=0.1")
    assert "Who moves whom" in after
    assert 'class="changed"' in after
    assert 'class="sign">· new<' in after


def test_a_picture_has_a_source_and_its_numbers_as_rows(scenario: TestClient) -> None:
    part = moved(scenario, "position.KAZ=50")
    spec = json.loads(part.split('class="spec">')[1].split("</script>")[0])
    image = json.dumps(spec, ensure_ascii=False)
    assert "how.toml" in image
    assert "kept with toy.ledger" in image
    assert "as you moved it" in image
    assert "as you moved it" not in json.dumps(
        json.loads(moved(scenario, "").split('class="spec">')[1].split("</script>")[0])
    )


@pytest.mark.parametrize(
    ("query", "said"),
    [("position.KAZ=abc", "is no number"), ("position.KAZ=101", "out of bounds"), ("position.KAZ=nan", "out of bounds"),
     ("capability.KAZ=0&salience.Russia=0", "all weights are zero")],
)  # fmt: skip
def test_what_cannot_be_moved_is_said(scenario: TestClient, query: str, said: str) -> None:
    for address, headers in ((f"{HERE}/moved", {"hx-request": "true"}), (HERE, {}), (f"{HERE}.toml", {})):
        answer = scenario.get(f"{address}?{query}", headers=headers)
        assert answer.status_code == 400
        assert said in answer.text


@pytest.mark.parametrize("name", ["none", "..%2f..%2fetc%2fpasswd", "%2e%2e", "how%00", "how.toml.toml"])
def test_a_name_that_is_not_kept_is_not_here(scenario: TestClient, name: str) -> None:
    for ending in ("", "/moved", ".toml", ".csv"):
        assert scenario.get(f"/scenarios/{name}{ending}", headers={"hx-request": "true"}).status_code == 404


def hand_in(client: TestClient, content: bytes, name: str = "case.toml", token: str = TOKEN) -> tuple[int, str]:
    answer = client.post("/scenarios", data={"token": token}, files={"file": (name, content)})
    return answer.status_code, unescape(answer.text)


def test_a_file_handed_in_is_kept_and_opened(client: TestClient, path: Path) -> None:
    status, page = hand_in(client, WELL.encode(), "../../my case.toml")
    assert (status, "How far?" in page) == (200, True)
    assert [one.name for one in folder_of(path).iterdir()] == ["my-case.toml"]


def test_of_a_bad_file_every_fault_is_told_with_its_line_and_nothing_is_kept(client: TestClient, path: Path) -> None:
    status, page = hand_in(client, BAD.encode())
    assert status == 400
    assert page.count("<li>case.toml:") == 2
    assert "case.toml:13: 130 is off the scale" in page
    assert "case.toml:14: the salience 7 is not from 0 to 1" in page
    assert not folder_of(path).exists()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[issue", b""])
def test_what_is_no_issue_at_all_is_refused_in_words(client: TestClient, path: Path, content: bytes) -> None:
    assert hand_in(client, content)[0] == 400
    assert not folder_of(path).exists()


def test_a_file_is_taken_from_our_own_pages_alone(client: TestClient, path: Path) -> None:
    assert hand_in(client, WELL.encode(), token="another")[0] == 403
    assert not folder_of(path).exists()


def test_a_file_that_was_broken_by_hand_is_listed_with_its_faults(scenario: TestClient, path: Path) -> None:
    (folder_of(path) / "how.toml").write_text(BAD, "utf-8")
    assert "130 is off the scale" in unescape(scenario.get("/scenarios").text)
    assert scenario.get(HERE).status_code == 400


def test_an_issue_is_drafted_from_the_ledger_and_opened(client: TestClient, path: Path) -> None:
    answer = client.post("/scenarios/draft", data={"token": TOKEN, "about": "CSTO"})
    assert answer.url.path == "/scenarios/draft-csto"
    assert "How close will the ties with the CSTO be" in answer.text
    answer = client.post("/scenarios/draft", data={"token": TOKEN, "about": "Nowhere at all"})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text


def test_the_scenario_opens_on_an_app_of_its_own(path: Path, open_app: Callable[[Path], TestClient]) -> None:
    keep(path, WELL, "well.toml")
    assert open_app(path).get("/scenarios/well").status_code == 200


def test_the_files_have_the_rows_on_screen_and_the_picture_an_address_of_its_own(scenario: TestClient) -> None:
    address = "?position.KAZ=50"
    page, alone = scenario.get(f"{HERE}{address}").text, scenario.get(f"{HERE}{address}&part=outlook")
    rows = scenario.get(f"{HERE}.csv{address}").text.splitlines()
    assert page.count("<tr data-row") == len(rows) - 1 == 15
    assert alone.status_code == 200
    assert 'id="outlook"' in alone.text
    assert "<form id=" not in alone.text


def test_a_number_that_the_file_does_not_have_is_said_to_be_left_out(scenario: TestClient) -> None:
    page = scenario.get(f"{HERE}?position.KAZ=50&position.XXX=50").text
    assert "<code>position.XXX</code> is not a filter here" in page
    assert "<code>position.KAZ-low</code>" in page
    assert "and 6 others" in page
    assert 'class="stray"' not in scenario.get(f"{HERE}?position.KAZ=50&salience.Russia-high=0.9").text
    assert scenario.get(f"{HERE}.json?position.XXX=50").json()["no_filter_here"] == ["position.XXX"]


def test_a_scenario_as_it_was_moved_can_be_kept_for_the_briefing(scenario: TestClient) -> None:
    address = f"{HERE}?position.KAZ=50"
    page = scenario.get(address).text
    told = re.search(r'name="told" value="([^"]*)"', page)
    assert told
    form = {"token": TOKEN, "address": address, "title": "How far?", "told": unescape(told[1])}
    assert scenario.post("/briefings/keep", data=form, follow_redirects=False).status_code == 303
    assert "Take out" in scenario.get(address).text
    paper = unescape(scenario.get("/briefing.md?state=KAZ&powers=RUS,CHN").text)
    assert "Kept for this briefing" in paper
    assert "As moved, compromise at 70.0" in paper
