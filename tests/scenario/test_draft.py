"""Drafts of issues from a ledger: who stands how to a body, with quotes and ranges, and what is thin."""

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.records import PartialDate, Status
from dragoman.scenario.draft import draft, year_after
from dragoman.scenario.issue_file import parse_issue
from dragoman.scenario.issue_text import issue_text
from dragoman.scenario.reference import FLOOR
from tests.factory import make_reading

DUE = PartialDate(2028)
FRIEND = "AID KAZ UKR 2022-03-01\nAGREE KAZ UKR 2022-03-02"
FOE = "ASSAULT RUS UKR 2022-03-01\nTHREATEN RUS UKR 2022-03-03"


def test_who_helps_stands_nearer_than_who_fights(ledger: Ledger) -> None:
    ledger.add(make_reading(FRIEND))
    ledger.add(make_reading(FOE))
    held = {one.id: one for one in draft(ledger, "Ukraine", resolves=DUE).stakeholders}
    assert set(held) == {"KAZ", "RUS"}
    assert held["RUS"].position.value < 50 < held["KAZ"].position.value
    assert held["KAZ"].position.low <= held["KAZ"].position.value <= held["KAZ"].position.high
    quotes = {one.quote for one in held["RUS"].position.findings}
    assert "ASSAULT RUS UKR 2022-03-01" in quotes


def test_sources_that_differ_widen_the_range_and_one_voice_is_thin(ledger: Ledger) -> None:
    for text in (FRIEND, FOE, "ASSAULT KAZ UKR 2022-05-01", "SUPPORT KAZ UKR 2022-06-01"):
        ledger.add(make_reading(text))
    held = {one.id: one for one in draft(ledger, "UKR", resolves=DUE).stakeholders}
    several, alone = held["KAZ"].position, held["RUS"].position
    assert several.high - several.low > 50
    assert not several.thin
    assert "1 source" in alone.thin
    assert alone.high - alone.low >= 25
    assert held["KAZ"].capability.thin


def test_salience_is_the_share_of_what_is_told_of_a_stakeholder(ledger: Ledger) -> None:
    ledger.add(make_reading(FRIEND + "\nAID KAZ CHN 2022-04-01\nAID KAZ CHN 2022-05-01"))
    ledger.add(make_reading(FOE))
    held = {one.id: one for one in draft(ledger, "UKR", resolves=DUE).stakeholders}
    assert held["KAZ"].salience.value == 0.5
    assert held["KAZ"].salience.low < 0.5 < held["KAZ"].salience.high
    assert held["RUS"].salience.value == 1.0


def test_what_an_analyst_rejected_counts_for_nothing(ledger: Ledger) -> None:
    for text in (FRIEND, FOE, "AID CHN UKR 2022-03-01"):
        ledger.add(make_reading(text))
    found = next(row for row in ledger.findings(actor="CHN"))
    ledger.decide(found["id"], Status.REJECTED, analyst="test")
    assert [one.id for one in draft(ledger, "UKR", resolves=DUE).stakeholders] == ["KAZ", "RUS"]


def test_a_draft_reads_as_an_issue_file_and_is_the_same_each_time(ledger: Ledger) -> None:
    ledger.add(make_reading(FRIEND))
    ledger.add(make_reading(FOE))
    text = issue_text(draft(ledger, "UKR", resolves=DUE))
    assert parse_issue(text) == draft(ledger, "UKR", resolves=DUE)
    assert issue_text(draft(ledger, "UKR", resolves=DUE)) == text


def test_a_question_is_due_at_the_end_of_next_year_or_after_the_latest_document(ledger: Ledger) -> None:
    ledger.add(make_reading(FRIEND, published="2022-03-01"))
    assert str(year_after(ledger)) == "2027-12-31"  # the ledger's clock stands in 2026
    ledger.add(make_reading(FOE, published="2029-03-01"))
    assert str(year_after(ledger)) == "2030-12-31"


def test_fewer_than_two_stakeholders_are_no_issue(ledger: Ledger) -> None:
    ledger.add(make_reading(FRIEND))
    with pytest.raises(UsageError, match="needs two stakeholders"):
        draft(ledger, "UKR", resolves=DUE)
    with pytest.raises(UsageError, match="needs two stakeholders"):
        draft(ledger, "BRICS", resolves=DUE)
    with pytest.raises(UsageError, match="is known"):
        draft(ledger, "Ruritania", resolves=DUE)


def test_tables_say_where_a_member_begins_and_bring_in_those_of_whom_nothing_is_told(ledger: Ledger) -> None:
    ledger.add(make_reading("TIE KAZ CSTO member\nREJECT UKR CSTO 2022-03-01"))
    held = {one.id: one for one in draft(ledger, "CSTO", resolves=DUE).stakeholders}
    assert {"KAZ", "UKR", "RUS", "BLR", "ARM"} <= set(held)
    place = {name: one.position.value for name, one in held.items()}
    assert place["UKR"] < 50 < FLOOR <= place["KAZ"] <= place["BLR"] < place["RUS"]
    assert place["ARM"] < FLOOR
    assert any("memberships.csv CSTO RUS" in row for row in held["RUS"].position.rows)
    assert held["BLR"].position.thin == "no finding"
    assert held["BLR"].position.findings == ()
    assert all(number.is_integer() for number in place.values())


def test_a_member_of_whom_ill_is_told_stays_above_the_middle_with_a_wide_range(ledger: Ledger) -> None:
    for day in range(1, 6):
        ledger.add(make_reading(f"ASSAULT KAZ CSTO 2022-03-0{day}\nAID RUS CSTO 2022-03-0{day}"))
    held = {one.id: one for one in draft(ledger, "CSTO", resolves=DUE).stakeholders}
    assert held["KAZ"].position.value == FLOOR
    assert held["KAZ"].position.low < 30
    assert "held at 60 as a member" in held["KAZ"].position.judgement


def test_who_is_left_out_for_want_of_room_is_named(ledger: Ledger) -> None:
    ledger.add(make_reading("AID KAZ CSTO 2022-03-01\nAID UKR CSTO 2022-03-01"))
    issue = draft(ledger, "CSTO", resolves=DUE, most=3)
    assert len(issue.stakeholders) == 3
    assert "Left out" in issue.note
    assert "Armenia" in issue.note
