"""Which reports tell of one event."""

import datetime
import random

from hypothesis import given
from hypothesis import strategies as st

from dragoman.ledger import Report, merge
from dragoman.records import parse_when


def report(
    name: str, when: str | None = None, *, cluster: str | None = None, predicate: str | None = "meet", people: str = ""
) -> Report:
    date = parse_when(when) if when else None
    return Report(
        finding=name,
        cluster=ord((cluster or name)[-1]) + 1000 * len(cluster or name),
        first=date.first if date else None,
        last=date.last if date else None,
        predicate=predicate,
        people=frozenset((person[0], person) for person in people.split()),
    )


def groups(*reports: Report, known: bool = True) -> list[tuple[str, ...]]:
    return [event.reports for event in merge(reports, known=known)]


def test_reports_of_one_day_are_one_event() -> None:
    (event,) = merge([report("a", "2022-01-06"), report("b", "2022-01-06"), report("c", "2022-01-06")])
    assert event.reports == ("a", "b", "c")
    assert event.sources == 3


def test_reports_a_day_apart_are_one_event() -> None:
    assert groups(report("a", "2022-01-06"), report("b", "2022-01-07")) == [("a", "b")]


def test_reports_two_days_apart_are_two_events() -> None:
    assert groups(report("a", "2022-01-06"), report("b", "2022-01-08")) == [("a",), ("b",)]


def test_daily_reports_do_not_grow_into_one_long_event() -> None:
    days = [report(name, f"2022-05-0{day}") for day, name in enumerate("abcd", 5)]
    assert groups(*days) == [("a", "b"), ("c", "d")]


def test_calls_of_other_people_a_day_apart_are_different_events() -> None:
    presidents, ministers = report("a", "2022-01-06", people="t1 k1"), report("b", "2022-01-07", people="t2 k2")
    assert groups(presidents, ministers, report("c", "2022-01-06", people="k1")) == [("a", "c"), ("b",)]


def test_another_person_on_one_side_alone_makes_a_different_event() -> None:
    assert groups(report("a", "2022-01-06", people="t1 k1"), report("b", "2022-01-07", people="t2 k1")) == [
        ("a",),
        ("b",),
    ]


def test_people_of_whom_one_report_says_nothing_part_no_event() -> None:
    assert groups(report("a", "2022-01-06", people="t1 k1"), report("b", "2022-01-07", people="k1")) == [("a", "b")]


def test_on_one_day_other_people_are_still_of_one_event() -> None:
    assert groups(report("a", "2022-01-06", people="t1"), report("b", "2022-01-06", people="t2")) == [("a", "b")]


def test_a_report_joins_the_event_of_those_whom_it_names() -> None:
    reports = [report("a", "2022-01-06", people="t1"), report("b", "2022-01-07", people="t2")]
    assert groups(*reports, report("c", "2022-01-07", people="t1")) == [("a", "c"), ("b",)]


def test_a_report_without_names_joins_the_event_of_its_own_day() -> None:
    reports = [report("a", "2022-01-06", people="t1"), report("b", "2022-01-07", people="t2")]
    assert groups(*reports, report("c", "2022-01-07")) == [("a",), ("b", "c")]


def test_different_months_are_different_events() -> None:
    assert groups(report("a", "2022-03"), report("b", "2022-04")) == [("a",), ("b",)]


def test_a_month_joins_the_only_day_within_it() -> None:
    (event,) = merge([report("a", "2022-03"), report("b", "2022-03-09")])
    assert event.reports == ("a", "b")
    assert event.lead == "b"
    assert event.first == datetime.date(2022, 3, 9)


def test_a_year_that_may_mean_several_days_stands_alone() -> None:
    assert groups(report("a", "2022"), report("b", "2022-03-09"), report("c", "2022-08-01"), report("d", "2022")) == [
        ("a", "d"),
        ("b",),
        ("c",),
    ]


def test_months_that_overlap_without_covering_each_other_stay_apart() -> None:
    assert groups(report("a", "2022-01/2022-03"), report("b", "2022-03/2022-05")) == [("a",), ("b",)]


def test_a_visit_of_two_days_and_its_second_day_are_one_event() -> None:
    assert groups(report("a", "2019-10-14/2019-10-15"), report("b", "2019-10-15")) == [("a", "b")]


def test_undated_reports_of_different_documents_stay_apart() -> None:
    assert groups(report("a"), report("b")) == [("a",), ("b",)]


def test_undated_reports_of_one_document_that_rest_on_one_word_are_one_event() -> None:
    assert groups(report("a", cluster="x"), report("b", cluster="x")) == [("a", "b")]


def test_undated_deeds_of_one_document_that_rest_on_different_words_are_different_events() -> None:
    promise, propose = report("a", cluster="x", predicate="promise"), report("b", cluster="x", predicate="propose")
    assert groups(promise, propose, report("c", cluster="x", predicate="promise")) == [("a", "c"), ("b",)]


def test_undated_reports_whose_word_is_not_known_stay_apart() -> None:
    assert groups(report("a", cluster="x", predicate=None), report("b", cluster="x", predicate=None)) == [
        ("a",),
        ("b",),
    ]


def test_an_undated_report_that_rests_on_another_word_than_the_dated_one_stands_alone() -> None:
    assert groups(report("a", cluster="x", predicate="promise"), report("b", "2022-01-06", cluster="x")) == [
        ("a",),
        ("b",),
    ]


def test_an_undated_report_joins_the_only_dated_event_of_its_document() -> None:
    assert groups(report("a", cluster="x"), report("b", "2022-01-06", cluster="x"), report("c", "2022-01-07")) == [
        ("a", "b", "c")
    ]


def test_an_undated_report_beside_two_dated_events_stands_alone() -> None:
    assert groups(
        report("a", cluster="x"), report("b", "2022-01-06", cluster="x"), report("c", "2022-02-07", cluster="x")
    ) == [("a",), ("b",), ("c",)]


def test_near_duplicates_count_as_one_source() -> None:
    (event,) = merge([report("a", "2022-01-06", cluster="x"), report("b", "2022-01-06", cluster="x")])
    assert event.sources == 1


def test_unknown_sides_merge_within_one_document_only() -> None:
    day = "2022-01-06"
    reports = [report("a", day, cluster="x"), report("b", day, cluster="x"), report("c", day, cluster="y")]
    assert groups(*reports, known=False) == [("a", "b"), ("c",)]


_DATES = st.sampled_from(
    [
        None,
        "2022",
        "2022-01",
        "2022-01-05",
        "2022-01-06",
        "2022-01-07",
        "2022-01-20",
        "2022-01-05/2022-01-06",
        "2022-02",
    ]
)


_WORDS = st.sampled_from(["meet", "talk", None])
_PEOPLE = st.sampled_from(["", "t1", "t2", "t1 k1", "t2 k2"])
_TOLD = st.lists(st.tuples(_DATES, st.sampled_from("xyz"), _WORDS, _PEOPLE), max_size=12)
Told = list[tuple[str | None, str, str | None, str]]


def reports_of(told: Told) -> list[Report]:
    return [
        report(f"{n:02}", when, cluster=cluster, predicate=word, people=people)
        for n, (when, cluster, word, people) in enumerate(told)
    ]


@given(_TOLD, st.randoms(use_true_random=False))
def test_the_order_of_reports_does_not_matter(told: Told, chance: random.Random) -> None:
    reports = reports_of(told)
    shuffled = reports[:]
    chance.shuffle(shuffled)
    assert merge(shuffled) == merge(reports)


@given(_TOLD)
def test_every_report_is_in_exactly_one_event(told: Told) -> None:
    reports = reports_of(told)
    assert sorted(name for event in merge(reports) for name in event.reports) == [one.finding for one in reports]
