"""Dates that pages carry: date lines, datelines, comment dates, file names – not dates inside sentences' meaning.

Only explicit dates count. A date of two small numbers and a year is day-month when dotted; with slashes it is decided
only if one of the two cannot be a month, else the year alone is kept.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dragoman.data import rows
from dragoman.errors import UsageError
from dragoman.records import PartialDate

_TIME = r"\d{1,2}[:.]\d\d(?::\d\d)?(?:\s*[ap]\.?m\.?\b)?"
_TIME_ONLY = re.compile(rf"\W*{_TIME}\W*(?:[A-Z]{{2,4}}\W*)?", re.I)
_TIMES = re.compile(_TIME, re.I)
_RELATIVE = re.compile(
    r"\W*(?:\d{1,2}|an?|one)\s+(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?)\s+ago\W*"
    r"|\W*\d{1,2}\s+(?:минут\w*|час\w*|дн\w*|день)\s+назад\W*|\W*\d{1,2}\s+(?:dakika|saat|gün)\s+önce\W*",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+")
_STAMP_WORDS_LIST = (
    "published updated posted last modified created on at date first gmt utc est edt cet cest msk am pm "
    "time local monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs "
    "fri sat sun опубликовано обновлено дата года год г в понедельник вторник среда четверг пятница "
    "суббота воскресенье мск yayın yayınlanma yayınlandı güncelleme güncellendi tarih tarihi saat "
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar"
)
_STAMP_WORDS = frozenset(_STAMP_WORDS_LIST.split())
_LONGEST_STAMP = 90
_FILE_DATE = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d\d)([-_.]?)(\d\d)(?:\2(\d\d))?(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date with the place where it is printed."""

    date: PartialDate
    start: int
    end: int


@cache
def _months() -> dict[str, int]:
    table: dict[str, int] = {}
    for row in rows("months"):
        for language, forms in row.items():
            if language != "month":
                table.update(dict.fromkeys(forms.split("|"), int(row["month"])))
    return table


@cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months()), key=len, reverse=True))
    return re.compile(
        rf"(?<!\d)(?P<iso>(?:19|20)\d\d)-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?!\d)"
        rf"|(?<![\d./])(?P<d1>\d\d?)(?P<sep>[./])(?P<d2>\d\d?)(?P=sep)(?P<y0>(?:19|20)\d\d)(?!\.?\d)"
        rf"|(?<!\d)(?:\d\d?\s?[-–]\s?)?(?P<d3>\d\d?)(?:st|nd|rd|th)?\.?\s+(?:of\s+)?(?P<m1>{month})\b\.?,?\s+(?P<y1>(?:19|20)\d\d)(?!\d)"
        rf"|\b(?P<m2>{month})\b\.?\s+(?:\d\d?\s?[-–]\s?)?(?P<d4>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<y2>(?:19|20)\d\d)(?!\d)"
        rf"|\b(?P<m3>{month})\b\.?,?\s+(?P<y3>(?:19|20)\d\d)(?!\d)",
        re.IGNORECASE,
    )


def stamps_in(text: str) -> Iterator[Stamp]:
    """Every explicit date in the text, in order; dates that do not exist are left out."""
    for found in _pattern().finditer(text):
        date = _date_of(found)
        if date:
            yield Stamp(date, found.start(), found.end())


def days_in(text: str) -> Iterator[tuple[int, int, int, int]]:
    """Days given without a year ("11 Kasım", "6 января"), as month, day, start and end."""
    for found in _day_pattern().finditer(text):
        day, month = int(found["day"]), _months().get(found["month"].lower().replace("\u0307", ""))
        if month is not None and 1 <= day <= 31:  # "KASIM" has a capital that small letters do not give back
            yield month, day, found.start(), found.end()


@cache
def _day_pattern() -> re.Pattern[str]:
    month = "|".join(sorted(map(re.escape, _months()), key=lambda name: (-len(name), name)))
    return re.compile(rf"(?<![\d.])(?P<day>\d\d?)\s+(?P<month>{month})\b(?!\.?,?\s+(?:19|20)\d\d)", re.IGNORECASE)


def _date_of(found: re.Match[str]) -> PartialDate | None:
    part = found.groupdict()
    try:
        if part["iso"]:
            return PartialDate(int(part["iso"]), int(part["iso_m"]), int(part["iso_d"]))
        if part["y0"]:
            return _numeric(int(part["d1"]), int(part["d2"]), int(part["y0"]), dotted=part["sep"] == ".")
        for month, day, year in (("m1", "d3", "y1"), ("m2", "d4", "y2")):
            if part[year]:
                return PartialDate(int(part[year]), _months()[part[month].lower()], int(part[day]))
        return PartialDate(int(part["y3"]), _months()[part["m3"].lower()])
    except (UsageError, KeyError):
        return None


def _numeric(one: int, two: int, year: int, *, dotted: bool) -> PartialDate:
    if dotted or one > 12 or one == two:
        return PartialDate(year, two, one)
    return PartialDate(year, one, two) if two > 12 else PartialDate(year)


def is_stamp(line: str) -> bool:
    """Whether the line is nothing but a date or a time, with a word of label at most ("INTERVIEWS 1 June 2023")."""
    if len(line) > _LONGEST_STAMP or not (any(map(str.isdigit, line)) or "ago" in line):
        return False
    if _TIME_ONLY.fullmatch(line) or _RELATIVE.fullmatch(line):
        return True
    found = _pattern().search(line)
    if not found or not _date_of(found):
        return False
    rest = _pattern().sub(" ", _TIMES.sub(" ", line[: found.start()] + " " + line[found.end() :]))
    words = [word for word in _WORD.findall(rest) if word.lower() not in _STAMP_WORDS]
    return len(words) <= 1 or (len(words) <= 3 and all(word.isupper() for word in words))


def date_in_name(stem: str) -> PartialDate | None:
    """The date in the name of a file ("2023-06-01 interview", "report_20230601"); None if there is none."""
    for found in _FILE_DATE.finditer(stem):
        year, separator, month, day = found.groups()
        if not day and not separator:
            continue
        try:
            return PartialDate(int(year), int(month), int(day) if day else None)
        except UsageError:
            continue
    return None
