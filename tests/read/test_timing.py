"""Dates in running text: the words of a text beside what they mean, read on 10 November 2021."""

import pytest

from dragoman.read.timing import Clock
from dragoman.records import PartialDate

PUBLISHED = PartialDate(2021, 11, 10)
CASES = [
    ("on March 29, 1994, he proposed", ["1994-03-29"]),
    ("held on 18–19 May 2023 in the city", ["2023-05-18/2023-05-19"]),
    ("on 18 and 19 May 2023", ["2023-05-18/2023-05-19"]),
    ("in Baku on October 14-15, 2019", ["2019-10-14/2019-10-15"]),
    ("a decree of 23.03.2019", ["2019-03-23"]),
    ("signed in May 2017", ["2017-05"]),
    ("In 2021 he wrote; in November and December of the same year", ["2021", "2021-11/2021-12"]),
    ("the campaign, launched in August", ["2021-08"]),
    ("in December the ministers met", ["2020-12"]),
    ("in December the ministers will meet", ["2021-12"]),
    ("the summit, to be held in Istanbul on November 12", ["2021-11-12"]),
    ("the summit in Samarkand in September last year", ["2020-09"]),
    ("last March", ["2021-03"]),
    ("last year and this year", ["2020", "2021"]),
    ("two days ago", ["2021-11-08"]),
    ("a week ago", ["2021-11"]),
    ("on Monday the minister said", ["2021-11-08"]),
    ("yesterday", ["2021-11-09"]),
    ("the Concept for 2014-2020", ["2014/2020"]),
    ("in the early 1990s", ["1990/1993"]),
    ("in the second half of 2023", ["2023-07/2023-12"]),
    ("in the spring of 2020", ["2020-03/2020-05"]),
    ("by 2025", ["2025"]),
    ("on 31 November 2022", []),
    ("trade worth 2019 million dollars", []),
    ("Resolution 2254, Article 2021/3", []),
    ("it may be 15 or so, and march on", []),
    ("today the world is changing", [None]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_date_is_read_as_precisely_as_it_is_told(text: str, expected: list[str | None]) -> None:
    found = [str(e.when) if e.when else None for e in Clock(PUBLISHED).expressions(text)]
    assert found == expected


def test_without_a_day_of_publication_a_date_that_needs_one_is_unknown() -> None:
    assert [e.when for e in Clock(None).expressions("in August, on November 12, last year and two days ago")] == [
        None
    ] * 4


def test_a_publication_known_only_to_the_month_gives_no_days() -> None:
    assert [e.when for e in Clock(PartialDate(2023, 5)).expressions("yesterday")] == [None]
    assert [str(e.when) for e in Clock(PartialDate(2023, 5)).expressions("in September last year")] == ["2022-09"]
