import re
from pathlib import Path

from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from tests.show.conftest import TOKEN


def decide(client: TestClient, finding: str, decision: str, **form: str) -> int:
    answer = client.post(
        f"/finding/{finding}/decide", data={"token": TOKEN, "decision": decision, **form}, follow_redirects=False
    )
    return answer.status_code


def first(client: TestClient) -> str:
    return str(client.get("/review.json").json()["rows"][0]["id"])


def status_of(path: Path, finding: str) -> str:
    with Ledger.open(path, readonly=True) as book:
        return str(book.finding(finding)["status"])


def test_the_queue_begins_with_what_has_a_note_against_it(client: TestClient) -> None:
    assert "no date" in client.get("/review.json").json()["rows"][0]["notes"]


def test_a_decision_is_kept_with_who_and_when_and_the_queue_goes_on(client: TestClient, path: Path) -> None:
    finding = first(client)
    assert decide(client, finding, "confirm", analyst="Dana", note="seen", next="/review") == 303
    assert status_of(path, finding) == "confirmed"
    assert first(client) != finding
    with Ledger.open(path, readonly=True) as book:
        (past,) = book.decisions(finding)
    assert (past["analyst"], past["note"]) == ("Dana", "seen")
    assert re.search(r"Dana.*?seen", client.get("/review").text, re.DOTALL)


def test_who_decides_is_remembered(client: TestClient) -> None:
    assert 'value="Aigul"' in client.get("/review").text
    decide(client, first(client), "reject", analyst="Dana")
    assert 'value="Dana"' in client.get("/review").text


def test_a_correction_changes_the_lists_and_the_export(client: TestClient, path: Path) -> None:
    row = client.get("/events.json?type=AID").json()["rows"][0]
    assert decide(client, row["lead"], "correct", **{"field-event_type": "SUPPORT", "field-date": "2024-02"}) == 303
    assert client.get("/events.json?type=AID").json()["rows"] == []
    changed = client.get("/events.json?type=SUPPORT").json()["rows"][0]
    assert (changed["date"], changed["status"]) == ("2024-02", "corrected")
    assert '"SUPPORT"' in client.get("/export/jsonl?type=SUPPORT").text


def test_a_correction_that_cannot_be_read_is_shown_again_with_what_was_typed(client: TestClient, path: Path) -> None:
    row = client.get("/events.json?type=AID").json()["rows"][0]
    answer = client.post(
        f"/finding/{row['lead']}/decide",
        data={"token": TOKEN, "decision": "correct", "field-date": "some day", "field-event_type": "AID"},
    )
    assert answer.status_code == 400
    assert "date wants a year, a month or a day" in answer.text
    assert 'value="some day"' in answer.text
    assert status_of(path, row["lead"]) == "suggested"


def test_undo_sets_a_finding_back_and_takes_nothing_away(client: TestClient, path: Path) -> None:
    row = client.get("/events.json?type=AID").json()["rows"][0]["lead"]
    decide(client, row, "correct", **{"field-event_type": "SUPPORT"})
    decide(client, row, "reject")
    client.post(f"/finding/{row}/undo", data={"token": TOKEN})
    assert status_of(path, row) == "corrected"
    with Ledger.open(path, readonly=True) as book:
        assert book.finding(row)["event_type"] == "SUPPORT"
        assert [past["status"] for past in book.decisions(row)] == ["corrected", "rejected", "corrected"]
        assert book.check() == []


def test_undo_of_a_first_decision_makes_it_a_suggestion_again(client: TestClient, path: Path) -> None:
    finding = first(client)
    decide(client, finding, "confirm")
    client.post(f"/finding/{finding}/undo", data={"token": TOKEN})
    assert status_of(path, finding) == "suggested"
    assert (
        client.post(
            f"/finding/{client.get('/ties.json').json()['rows'][0]['id']}/undo", data={"token": TOKEN}
        ).status_code
        == 400
    )


def test_a_form_cannot_lead_away_from_here(client: TestClient) -> None:
    for there in ("//evil.example", "http://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb"):
        answer = client.post(
            f"/finding/{first(client)}/decide",
            data={"token": TOKEN, "decision": "confirm", "next": there},
            follow_redirects=False,
        )
        assert answer.headers["location"].startswith("/finding/")


def test_skipping_goes_through_the_queue_and_comes_to_its_end(client: TestClient) -> None:
    number = client.get("/review.json").json()["total"]
    seen = [client.get(f"/review.json?page={page}").json()["rows"][0]["id"] for page in range(1, number + 1)]
    assert len(set(seen)) == number
    assert "end of the queue" in client.get(f"/review?page={number + 1}").text
