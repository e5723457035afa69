"""Visits: who came to whom, as what, and how often a source says so."""

import polars as pl
import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure.visits import visits
from dragoman.records import Actor, Event, EventType, Figure, Modality, Reading, Span, parse_when
from tests.factory import make_document

SEEN = ("power", "direction", "occasion", "level", "value")
COUNTED = "N. Nazarbayev visited Turkey 24 times, while the presidents of Turkey came to Kazakhstan 15 times, the prime ministers – 6 times."


def tell(ledger: Ledger, text: str, word: str, actors: list[Actor], recipients: list[Actor], date: str | None = None,
         modality: str = "happened", place: str | None = None) -> None:  # fmt: skip
    document = make_document(text, path=f"{word}{len(text)}.txt", published="2022-03-21")
    event = Event(
        source=document.source.id, span=Span.cut(text, 0, len(text)), method=f"events/1 {word}", event_type=EventType.CONSULT,
        modality=Modality(modality), actors=tuple(actors), recipients=tuple(recipients), date=parse_when(date) if date else None, place=place,
    )  # fmt: skip
    figures = []
    for words, value in (("24 times", 24.0), ("15 times", 15.0), ("6 times", 6.0)):
        if words in text:
            start = text.index(words)
            figures.append(
                Figure(
                    source=document.source.id,
                    span=Span(start, start + len(words), words),
                    method="m",
                    value=value,
                    unit="times",
                )
            )
    ledger.add(Reading(document, (event, *figures)))


def told(ledger: Ledger, **asked: object) -> pl.DataFrame:
    frame = visits(ledger, "KAZ", powers=("RUS", "TUR", "USA"), **({"occasions": ("visit", "counted")} | asked)).frame  # type: ignore[arg-type]
    return frame.drop_nulls("value")


TOKAYEV = Actor("Kassym-Jomart Tokayev", "kassym-jomart-tokayev", "KAZ")
ERDOGAN = Actor("Recep Tayyip Erdoğan", "recep-tayyip-erdogan", "TUR")
BLINKEN = Actor("Antony Blinken", "antony-blinken", "USA")
KAZ, TUR, RUS = Actor("Kazakhstan", "KAZ", "KAZ"), Actor("Türkiye", "TUR", "TUR"), Actor("Russia", "RUS", "RUS")


def test_the_visitor_goes_and_the_host_receives_at_the_level_of_the_day(ledger: Ledger) -> None:
    tell(ledger, "Tokayev visited Türkiye.", "visit", [TOKAYEV], [TUR], "2022-05-10")
    tell(ledger, "Kazakhstan received Blinken there.", "receive", [KAZ], [BLINKEN], "2023-02-28")
    tell(ledger, "Tokayev visited Moscow when he was foreign minister.", "visit", [TOKAYEV], [RUS], "2003-05-10")
    assert told(ledger).select(SEEN).rows() == [
        ("RUS", "out", "visit", "foreign minister", 1.0),
        ("TUR", "out", "visit", "head of state", 1.0),
        ("USA", "in", "visit", "foreign minister", 1.0),
    ]


def test_who_meet_at_a_place_come_to_whose_home_it_is(ledger: Ledger) -> None:
    tell(ledger, "They met in Ankara.", "meet", [TOKAYEV, ERDOGAN], [], "2022-05-10", place="Ankara")
    tell(ledger, "They spoke by telephone.", "speak", [TOKAYEV, ERDOGAN], [], "2022-01-06")
    assert told(ledger).select(SEEN).rows() == [("TUR", "out", "visit", "head of state", 1.0)]


def test_a_visit_told_twice_is_one_and_a_cancelled_one_none(ledger: Ledger) -> None:
    tell(ledger, "Tokayev visited Türkiye.", "visit", [TOKAYEV], [TUR], "2022-05-10")
    tell(ledger, "Türkiye received Tokayev.", "receive", [TUR], [TOKAYEV], "2022-05-10")
    tell(ledger, "Erdoğan did not come to Kazakhstan.", "come", [ERDOGAN], [KAZ], "2022-03", "denied")
    assert told(ledger).select(SEEN).rows() == [("TUR", "out", "visit", "head of state", 1.0)]


def test_a_title_tells_the_level_where_no_person_is_named(ledger: Ledger) -> None:
    tell(
        ledger,
        "The prime minister of Türkiye came to Kazakhstan.",
        "come",
        [Actor("prime minister of Türkiye", None, "TUR")],
        [KAZ],
    )
    assert told(ledger).select(SEEN).rows() == [("TUR", "in", "visit", "head of government", 1.0)]


def test_what_a_source_counts_stands_apart_by_clause(ledger: Ledger) -> None:
    tell(ledger, COUNTED, "visit", [Actor("Nursultan Nazarbayev", "nursultan-nazarbayev", "KAZ")], [TUR])
    counted = told(ledger, occasions=("counted",))
    assert counted.select(SEEN).rows() == [
        ("TUR", "out", "counted", "head of state", 24.0),
        ("TUR", "in", "counted", "head of state", 15.0),
        ("TUR", "in", "counted", "head of government", 6.0),
    ]


def test_periods_and_evidence(ledger: Ledger) -> None:
    tell(ledger, "Tokayev visited Türkiye.", "visit", [TOKAYEV], [TUR], "2022-05-10")
    tell(ledger, "Tokayev visited Türkiye again, some day.", "visit", [TOKAYEV], [TUR])
    result = visits(ledger, "KAZ", powers=("TUR", "USA"), by="year", occasions=("visit",))
    held = result.frame.drop_nulls("value")
    assert held.select("period", "value").rows() == [("2022", 1.0), ("undated", 1.0)]
    assert len(result.rests_on(held["row"][0])) == 1


def test_who_is_not_told_of_is_missing(ledger: Ledger) -> None:
    frame = visits(ledger, "KAZ", powers=("RUS", "TUR"), occasions=("visit",)).frame
    assert frame["value"].null_count() == frame.height == 4
    assert frame["missing"][0] == "the sources and the tables tell of no journey of KAZ to RUS"


def test_summits_in_the_tables_bring_members_to_the_host(ledger: Ledger) -> None:
    result = visits(ledger, "KAZ", powers=("RUS", "TUR"), by="year", occasions=("summit",))
    at_istanbul = result.frame.filter(
        (pl.col("period") == "2021") & (pl.col("power") == "TUR") & (pl.col("direction") == "out")
    )
    assert at_istanbul["value"].to_list() == [1.0]
    assert result.rests_on(at_istanbul["row"][0]) == ("table:milestones.csv OTS 2021-11-12",)


def test_an_unknown_power_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="nobody and nothing"):
        visits(ledger, "KAZ", powers=("RUS", "Atlantis"))


def test_that_heads_came_to_a_summit_is_assumed_and_a_deployment_is_no_visit(ledger: Ledger) -> None:
    frame = visits(ledger, "KAZ", powers=("RUS", "TUR"), by="year", occasions=("summit",)).frame
    assert set(frame["level"].drop_nulls()) <= {"assumed", "other"}
    mission = frame.filter((pl.col("period") == "2022") & (pl.col("direction") == "in") & (pl.col("power") == "RUS"))
    assert mission.filter(pl.col("level") == "other").is_empty()


def test_visits_stand_in_the_order_of_time(ledger: Ledger) -> None:
    periods = visits(ledger, "KAZ", powers=("RUS", "TUR"), by="year").frame["period"].to_list()
    assert periods == sorted(periods, key=lambda period: (period in ("all", "undated"), period))
