import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

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


def correct_in_queue(client: TestClient, query: str, **form: str) -> Any:
    """Send the correction of the first finding that the queue shows under a query."""
    finding = client.get(f"/review.json?{query}").json()["rows"][0]["id"]
    told = {"token": TOKEN, "decision": "correct", "finding": finding, **form}
    return client.post(f"/review?{query}", data=told, follow_redirects=False)


def test_a_bad_value_keeps_its_place_in_the_queue_with_the_error_beside_the_field(client: TestClient) -> None:
    query = "kind=event&page=2"
    finding = client.get(f"/review.json?{query}").json()["rows"][0]["id"]
    answer = correct_in_queue(client, query, **{"field-date": "some day", "note": "seen"})
    assert answer.status_code == 400
    assert "<h1>Review</h1>" in answer.text
    assert f'name="finding" value="{finding}"' in answer.text
    assert 'action="/review?kind=event&amp;page=2"' in answer.text
    beside = re.search(r'<p[^>]*><label for="field-date">.*?</p>', answer.text, re.DOTALL)
    assert beside
    assert 'value="some day"' in beside[0]
    assert "autofocus" in beside[0]
    assert "date wants a year" in beside[0]
    assert 'value="seen"' in answer.text


def test_all_fields_that_cannot_be_read_are_told_at_once(client: TestClient) -> None:
    answer = correct_in_queue(client, "kind=tie", **{"field-start": "x", "field-end": "y"})
    assert "start wants a year" in answer.text
    assert "end wants a year" in answer.text
    assert answer.text.count(" autofocus") == 1


def test_after_a_correction_the_queue_goes_on_where_it_was(client: TestClient) -> None:
    answer = correct_in_queue(client, "kind=event&page=1", **{"field-event_type": "SUPPORT"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/review?kind=event&page=1"


def test_a_queue_does_not_take_the_decision_on_what_is_no_finding(client: TestClient) -> None:
    for finding in ("", "0000", "../x"):
        answer = client.post("/review", data={"token": TOKEN, "decision": "confirm", "finding": finding})
        assert answer.status_code == 404


def test_an_assessment_is_chosen_from_a_list_and_two_sides(client: TestClient, path: Path) -> None:
    page = client.get("/review?kind=claim").text
    assert '<select id="field-assessment-sign"' in page
    parts = {"field-assessment-sign": "adversarial", "field-assessment-a": "Russia", "field-assessment-b": "KAZ"}
    finding = client.get("/review.json?kind=claim").json()["rows"][0]["id"]
    assert correct_in_queue(client, "kind=claim", **parts).status_code == 303
    with Ledger.open(path, readonly=True) as book:
        assert book.finding(finding)["assessment"] == {"a": "RUS", "b": "KAZ", "sign": "adversarial"}


def test_the_form_as_it_is_shown_changes_nothing(client: TestClient) -> None:
    for kind in ("event", "claim", "tie", "figure", "forecast"):
        form = Form(client.get(f"/review?kind={kind}").text).sent
        assert {"field-span", "finding"} <= form.keys()
        answer = client.post(f"/review?kind={kind}", data=form | {"decision": "correct"})
        assert "nothing was changed" in answer.text, kind


def test_a_quote_is_given_in_words_of_the_text(client: TestClient, path: Path) -> None:
    row = client.get("/review.json?kind=figure").json()["rows"][0]
    assert correct_in_queue(client, "kind=figure", **{"field-span": "5  USD"}).status_code == 303
    with Ledger.open(path, readonly=True) as book:
        span = book.finding(row["id"])["span"]
    assert span["exact"] == "5 USD"
    assert row["span"]["start"] < span["start"]


class Form(HTMLParser):
    """What a browser would send of the form to decide, left as it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._in, self._name = False, ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in = told.get("class") == "decide"
        if not self._in:
            return
        if tag in ("input", "select", "textarea"):
            self._name = told["name"] if tag == "textarea" else ""
            self.sent[told["name"]] = told.get("value", "")
            self._list = told["name"] if tag == "select" else ""
        if tag == "option" and "selected" in told:
            self.sent[self._list] = told["value"]

    def handle_data(self, data: str) -> None:
        if self._name:
            self.sent[self._name] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._name = ""
