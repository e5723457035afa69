"""Dates as texts give them: a year, a month, a day, or an interval – never more precise than what was said.

`PartialDate` covers a stretch of days; `DateRange` joins two of them, both ends meant ("2021-03/2021-05"); `Interval`
is the half-open validity of a name, an office or a tie: it includes its start and excludes its end.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from enum import StrEnum

from dragoman.errors import UsageError

_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


class Precision(StrEnum):
    """How exactly a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A calendar date with its precision: 2022, 2022-01 or 2022-01-06. Source: [ISO8601]"""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise UsageError("a date with a day needs a month")
        try:
            datetime.date(self.year, self.month or 1, self.day or 1)
        except ValueError as fault:
            raise UsageError(f"{self.year}-{self.month}-{self.day} is no date ({fault})") from None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read YYYY, YYYY-MM or YYYY-MM-DD; raises UsageError otherwise."""
        found = _ISO.fullmatch(text.strip())
        if not found:
            raise UsageError(f"{text!r} is no date", "write 2022, 2022-01 or 2022-01-06")
        year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None)

    @classmethod
    def of(cls, day: datetime.date) -> "PartialDate":
        """The partial date of a full one."""
        return cls(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        """Year, month or day."""
        if self.day is not None:
            return Precision.DAY
        return Precision.YEAR if self.month is None else Precision.MONTH

    @property
    def first(self) -> datetime.date:
        """The first day that it may mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        """The last day that it may mean."""
        if self.day is not None:
            return self.first
        month = self.month or 12
        return datetime.date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"] + [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class DateRange:
    """A stretch of time that a text names, both ends meant: "14–15 October 2019" is 2019-10-14/2019-10-15."""

    start: PartialDate
    end: PartialDate

    def __post_init__(self) -> None:
        if self.end.last < self.start.first:
            raise UsageError(f"the interval {self.start}/{self.end} ends before it begins")

    @property
    def first(self) -> datetime.date:
        """The first day covered."""
        return self.start.first

    @property
    def last(self) -> datetime.date:
        """The last day covered."""
        return self.end.last

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


When = PartialDate | DateRange


def parse_when(text: str) -> When:
    """Read a partial date or an interval of two; raises UsageError otherwise."""
    start, slash, end = text.partition("/")
    if not slash:
        return PartialDate.parse(text)
    return DateRange(PartialDate.parse(start), PartialDate.parse(end))


@dataclass(frozen=True, slots=True)
class Interval:
    """When something held: from `start` (included) to `end` (excluded); None is open or unknown."""

    start: PartialDate | None = None
    end: PartialDate | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.end.last < self.start.first:
            raise UsageError(f"the interval from {self.start} to {self.end} ends before it begins")

    def holds_on(self, day: datetime.date | None) -> bool:
        """Whether it held on `day`; a bound known only to the month or year counts from its first day.

        None asks nothing about time and is always answered yes.
        """
        if day is None:
            return True
        if self.start and day < self.start.first:
            return False
        return not (self.end and day >= self.end.first)
