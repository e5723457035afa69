"""Networks made of a ledger: edges, egos, periods, changes."""

from dataclasses import replace

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure.networks import network_balance, network_change, network_edges, signed_network
from dragoman.measure.panel import dyad_periods
from dragoman.records import Actor
from tests.factory import make_reading
from tests.measure.quarrel import event, keep, paper, tie


def tell(ledger: Ledger, *lines: str) -> None:
    """Events in the toy language."""
    ledger.add(make_reading("\n".join(lines)))


def test_an_edge_has_the_sign_of_all_that_happened(ledger: Ledger) -> None:
    tell(ledger, "AID RUS KAZ 2022-01-06", "ACCUSE KAZ RUS 2022-03-01", "ASSAULT RUS UKR 2022-02-24")
    network = signed_network(ledger, by="events")
    assert network.signs() == [("KAZ", "RUS", 1), ("RUS", "UKR", -1)]
    assert network.edges["KAZ", "RUS"].weight == 7.0
    assert network.flows == {("RUS", "KAZ"): 10.0}


def test_a_person_who_stands_for_no_state_is_no_side(ledger: Ledger) -> None:
    text = "On 5 January 2022 Tokayev thanked Nursultan Nazarbayev and Russia."
    told = event(paper(text), text, "SUPPORT", "KAZ", "RUS", date="2022-01-05")
    person = Actor("Nursultan Nazarbayev", id="nursultan-nazarbayev")
    keep(ledger, text, replace(told, recipients=(person, *told.recipients)))
    assert signed_network(ledger).signs() == [("KAZ", "RUS", 1)]


def test_a_place_is_no_side(ledger: Ledger) -> None:
    text = "On 5 January 2022 Kazakhstan praised Donetsk."
    told = event(paper(text), text, "SUPPORT", "KAZ", date="2022-01-05")
    keep(ledger, text, replace(told, recipients=(Actor("Donetsk", id="donetsk"),)))
    assert signed_network(ledger).signs() == []


def test_an_event_joins_the_sides_that_it_joins_in_the_panel(ledger: Ledger) -> None:
    text = "Kazakhstan, Russia and China met, then signed."
    keep(
        ledger,
        text,
        event(paper(text), text, "CONSULT", "KAZ", "RUS CHN", date="2022-01-05"),
        event(paper(text), text, "SUPPORT", "KAZ TUR", date="2022-02-05"),
    )
    told = dyad_periods(ledger, None).select("a", "b", "events").rows()
    assert told == [(a, b, edge.events) for (a, b), edge in signed_network(ledger).edges.items()]


def test_a_plan_is_no_edge(ledger: Ledger) -> None:
    text = "Russia will help Kazakhstan."
    keep(ledger, text, event(paper(text), text, "AID", "RUS", "KAZ", modality="planned", date="2022"))
    assert signed_network(ledger).signs() == []


def test_a_rejected_tie_is_no_edge(ledger: Ledger) -> None:
    text = "Russia and Kazakhstan are allies."
    found = tie(paper(text), text, "RUS", "ally", "KAZ")
    keep(ledger, text, found)
    assert signed_network(ledger).signs() == [("KAZ", "RUS", 1)]
    ledger.decide(found.id, "rejected", analyst="A. N.")
    assert signed_network(ledger).signs() == []


def test_the_ego_network_holds_the_edges_among_those_around_it(ledger: Ledger) -> None:
    tell(
        ledger, "AID RUS KAZ 2022-01-06", "AID CHN KAZ 2022-02-01", "AID RUS CHN 2022-03-01", "AID UKR CSTO 2022-03-02"
    )
    told = network_edges(ledger, ego="Kazakhstan")
    assert told.frame.select("a", "b").rows() == [("CHN", "KAZ"), ("CHN", "RUS"), ("KAZ", "RUS")]
    assert all(told.rests_on(row) for row in told.frame["row"])


def test_cooperation_and_conflict_that_cancel_out_make_no_sign(ledger: Ledger) -> None:
    tell(ledger, "AID RUS KAZ 2022-01-06", "ASSAULT RUS KAZ 2022-02-01")
    text = "Kazakhstan and Russia are rivals."
    keep(ledger, text, tie(paper(text), text, "RUS", "rival", "KAZ"))
    text = "In 2022 Russia praised Kazakhstan."
    keep(ledger, text, event(paper(text), text, "SUPPORT", "RUS", "KAZ", date="2022-05-01"))
    text = "In 2022 Russia threatened Kazakhstan."
    keep(ledger, text, event(paper(text), text, "THREATEN", "RUS", "KAZ", date="2022-06-01"))
    assert signed_network(ledger).edges["KAZ", "RUS"].weight == -2.5
    tell(ledger, "AGREE RUS KAZ 2022-07-01")
    row = network_edges(ledger).frame.row(0, named=True)
    assert (row["sign"], row["value"], row["missing"]) == (None, 0.0, "cooperation and conflict cancel out: no sign")


def test_a_hedger_stands_in_an_unbalanced_triangle(ledger: Ledger) -> None:
    tell(ledger, "AID RUS KAZ 2022-01-06", "AID UKR KAZ 2022-02-01", "ASSAULT RUS UKR 2022-02-24")
    told = {row["number"]: row for row in network_balance(ledger, ego="KAZ").frame.to_dicts()}
    assert (told["balanced triangles"]["value"], told["balanced triangles"]["n"]) == (0.0, 1)
    assert told["frustrated edges"]["value"] == 1
    assert told["reciprocity r"]["value"] == 0.0


def test_what_is_not_there_is_missing_with_its_reason(ledger: Ledger) -> None:
    tell(ledger, "Nothing was told.")
    told = {row["number"]: row for row in network_balance(ledger).frame.to_dicts()}
    assert told["walk"]["value"] is None
    assert told["walk"]["missing"] == "no edge"
    assert told["balanced triangles"]["missing"] == "no triangle"
    assert all(row["missing"] for row in told.values())


def test_between_two_years_edges_are_gained_lost_and_turned(ledger: Ledger) -> None:
    tell(ledger, "AID RUS KAZ 2021-01-06", "AID RUS UKR 2021-02-01")
    tell(ledger, "ACCUSE RUS KAZ 2022-01-06", "AID CHN KAZ 2022-03-01")
    rows = network_change(ledger, "2021", "2022").frame.to_dicts()
    assert [(row["a"], row["b"], row["change"], row["value"]) for row in rows] == [
        ("CHN", "KAZ", "gained", None),
        ("KAZ", "RUS", "turned", -13.0),
        ("RUS", "UKR", "lost", None),
    ]
    assert rows[0]["missing"] == "nothing is known of 2021"


def test_a_tie_counts_while_it_is_in_force(ledger: Ledger) -> None:
    text = "Russia and Kazakhstan were allies from 1992 until 1995."
    keep(ledger, text, tie(paper(text), text, "RUS", "ally", "KAZ", start="1992", end="1995"))
    assert signed_network(ledger, period="1993").signs() == [("KAZ", "RUS", 1)]
    assert signed_network(ledger, period="1996").signs() == []
    assert signed_network(ledger, period="1990/1999").signs() == [("KAZ", "RUS", 1)]


def test_wrong_questions_say_what_to_do(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="holds no documents"):
        signed_network(ledger)
    tell(ledger, "AID RUS KAZ 2022-01-06")
    with pytest.raises(UsageError, match="is no date"):
        signed_network(ledger, period="spring")
    with pytest.raises(UsageError, match="edges cannot be made"):
        signed_network(ledger, by="rumour")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="Kazakstann"):
        signed_network(ledger, ego="Kazakstann")
