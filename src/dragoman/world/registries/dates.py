"""Dates as registries write them, never made more exact than they are; ends moved to our half-open intervals."""

import datetime
import re

from dragoman.errors import UsageError
from dragoman.records import Interval, PartialDate

_ISO = re.compile(r"\+?(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")
_PRECISIONS = {"9": 1, "10": 2, "11": 3}  # wikibase:timePrecision → parts of the date that are known


def read(text: str, *, parts: int = 3) -> PartialDate | None:
    """A date in ISO 8601, with or without a time; at most `parts` of year, month and day are kept. None if it is none."""
    found = _ISO.fullmatch(text.strip())
    if not found:
        return None
    known = [int(part) for part in found.groups() if part and int(part)]
    try:
        return PartialDate(*known[:parts])
    except UsageError:
        return None


def read_wikidata(text: str, precision: str | None) -> PartialDate | None:
    """A date of Wikidata, which writes "2019" as 2019-01-01T00:00:00Z.

    Without a precision (9 year, 10 month, 11 day), the first of January is read as the year and the first of a month
    as the month: better too little than what was not said.
    """
    if precision is not None:
        parts = _PRECISIONS.get(precision.partition(".")[0])
        return read(text, parts=parts) if parts else None
    day = read(text)
    if day is None or day.day != 1:
        return day
    return PartialDate(day.year) if day.month == 1 else PartialDate(day.year, day.month)


def best(dates: list[PartialDate], *, last: bool = False) -> PartialDate | None:
    """Of several dates for one thing, the most exact; of these the first, or the last."""
    if not dates:
        return None
    exact = max(len(str(date)) for date in dates)
    fitting = sorted((date for date in dates if len(str(date)) == exact), key=str)
    return fitting[-1 if last else 0]


def after(year: int, month: int, day: int) -> PartialDate:
    """The day after a last day; ValueError or UsageError if there is no such day."""
    return PartialDate.of(datetime.date(year, month, day) + datetime.timedelta(days=1))


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals share a day."""
    return _begins_before_end(one, other) and _begins_before_end(other, one)


def _begins_before_end(one: Interval, other: Interval) -> bool:
    return one.start is None or other.end is None or one.start.first < other.end.first
