"""Dates in running text, resolved against the day of publication: "on November 12", "last March", "14–15 October
2019".

Never more precise than the text. Without a day of publication a date that depends on one is None: not found, not
guessed. A month or a day without a year is taken as the nearest one before publication, or after it where the
sentence looks ahead ("is going to be held in Istanbul on November 12"). Known limit: "the same year" follows the last
year named in the paragraph.
"""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass

from dragoman.errors import UsageError
from dragoman.records import DateRange, PartialDate, When

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
_NUMBERS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_M = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_MS = rf"(?:{_M}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_D = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?:1[89]\d\d|20\d\d)"
_DASH = r"\s?[-–—]\s?"
_AFTER = (
    "(?:"
    + "|".join(
        rf"(?<=\b{word}\s)" for word in "in In since Since by By until Until during During early late mid this".split()
    )
    + ")"
)

_PATTERN = re.compile(
    rf"""
    \b(?=[\dADFJLMNOSTWYabeflmnostwy])  # a word that may begin one, or none of what follows is tried
    (?:
    (?P<dmy_range>\b(?P<a1>{_D})(?:{_DASH}|\s(?:and|to)\s)(?P<a2>{_D})\s(?P<a3>{_MS})(?:,?\s(?P<a4>{_Y}))?\b)
  | (?P<mdy_range>\b(?P<b1>{_MS})\s(?P<b2>{_D})(?:{_DASH}|\s(?:and|to)\s)(?P<b3>{_D})\b(?!\d)(?:,?\s(?P<b4>{_Y})\b)?)
  | (?P<mdy>\b(?P<c1>{_MS})\s(?P<c2>{_D}),?\s(?P<c3>{_Y})\b)
  | (?P<dmy>\b(?P<d1>{_D})(?:\sof)?\s(?P<d2>{_MS}),?\s(?P<d3>{_Y})\b)
  | (?P<iso>\b(?P<e1>{_Y})-(?P<e2>[01]\d)-(?P<e3>[0-3]\d)\b)
  | (?P<dotted>\b(?P<f1>[0-3]?\d)\.(?P<f2>[01]?\d)\.(?P<f3>{_Y})\b)
  | (?P<same_year>\b(?P<g1>{_M})(?:\s(?:and|or)\s(?P<g2>{_M}))?\s(?:of\s)?(?:the\s)?same\syear\b)
  | (?P<month_rel>\b(?P<h1>{_M})(?:\sof)?\s(?P<h2>last|this|next)\syear\b)
  | (?P<month_range>\b(?P<i1>{_M})(?:{_DASH}|\s(?:to|and)\s)(?P<i2>{_M}),?\s(?P<i3>{_Y})\b)
  | (?P<my>\b(?P<j1>{_MS})(?:\sof)?,?\s(?P<j2>{_Y})\b)
  | (?P<rel_month>\b(?P<k1>[Ll]ast|[Tt]his|[Nn]ext)\s(?P<k2>{_M})\b)
  | (?P<md>\b(?P<l1>{_MS})\s(?P<l2>{_D})\b(?![\d:%]))
  | (?P<dm>\b(?P<m1>{_D})(?:\sof)?\s(?P<m2>{_M})\b)
  | (?P<month>{_AFTER}(?P<n1>{_M})\b(?!\s?{_D}\b))
  | (?P<quarter>\b(?P<o1>first|second|third|fourth)\s(?P<o2>quarter|half)\sof\s(?P<o3>{_Y})\b)
  | (?P<season>\b(?P<p1>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\s(?:of\s)?(?P<p2>{_Y})\b)
  | (?P<years>\b(?P<q1>{_Y}){_DASH}(?P<q2>{_Y})\b)
  | (?P<between>\b(?:between|from)\s(?P<r1>{_Y})\s(?:and|to)\s(?P<r2>{_Y})\b)
  | (?P<decade>\b(?:(?P<s0>early|mid|late)[\s-])?(?:the\s)?(?P<s1>(?:19|20)\d)0s\b)
  | (?P<year>(?<![\w$€£/.,:])(?P<t1>{_Y})(?![\w%/:]|[,.]\d|\s(?:people|tonnes|tons|million|billion|km|kilomet)))
  | (?P<rel_year>\b(?P<u1>[Ll]ast|[Tt]his|[Nn]ext)\syear\b)
  | (?P<ago>\b(?P<v1>\d+|one|two|three|four|five|six|seven|eight|nine|ten|a)\s(?P<v2>day|week|month|year)s?\sago\b)
  | (?P<rel_unit>\b(?P<w1>[Ll]ast|[Nn]ext)\s(?P<w2>week|month)\b)
  | (?P<day_word>\b(?P<x1>[Yy]esterday|[Tt]omorrow|[Tt]oday)\b(?!['’]s))
  | (?P<weekday>\b(?:[Oo]n\s|[Ll]ast\s|[Nn]ext\s)(?P<y1>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)
    )
    """,
    re.VERBOSE,
)
_HINT = re.compile(
    r"\d|January|February|March|April|May|June|July|August|September|October|November|December|year|ago|week|month|day"
)
_AHEAD = re.compile(
    r"\b(?:will|shall|going to|to be held|scheduled|upcoming|forthcoming|plans? to|planned|due to|expected|envisaged)\b"
)
_NEAR = 60  # characters on either side of a date that may say that it lies ahead
_BY = re.compile(r"\b(?:by|until|before)\s(?:the\s)?(?:end\sof\s)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A date as the text gives it: its place in the reading text and what it means (None: depends on an unknown
    day).
    """

    start: int
    end: int
    when: When | None


class Clock:
    """Resolves the dates of one document; remembers the last year that was named, for "the same year"."""

    def __init__(self, published: PartialDate | None) -> None:
        self.published = published
        self._year_named: int | None = None

    def expressions(self, text: str, start: int = 0, end: int | None = None) -> list[TimeExpression]:
        """The dates that stand in `text[start:end]`, in order, each as precise as it is told."""
        end = len(text) if end is None else end
        if not _HINT.search(text, start, end):
            return []
        found = []
        for match in _PATTERN.finditer(text, start, end):
            kind = match.lastgroup and _kind(match)
            if not kind:
                continue
            try:
                when = _RULES[kind](self, match, _looks_ahead(text, match))
            except (UsageError, OverflowError):  # 31 November, 999999999 days ago: no date of any calendar
                continue
            if when is not None:
                self._year_named = when.first.year
            found.append(TimeExpression(match.start(), match.end(), when))
        return found

    def nearest(self, month: int, day: int | None, ahead: bool = False) -> PartialDate | None:
        """The month or day nearest to publication: before it, or after it if the text looks ahead."""
        if self.published is None:
            return None
        year = self.published.year
        candidates = [PartialDate(y, month, day) for y in (year - 1, year, year + 1) if _exists(y, month, day)]
        before = [date for date in candidates if date.first <= self.published.last]
        after = [date for date in candidates if date.last >= self.published.first]
        if not before or not after:
            return None
        return after[0] if ahead else before[-1]

    def _dmy(self, match: re.Match[str], day: str, month: str, year: str, ahead: bool) -> When | None:
        number = int(re.sub(r"\D", "", match[day]))
        if not match[year]:
            return self.nearest(_month(match[month]), number, ahead)
        return PartialDate(int(match[year]), _month(match[month]), number)

    def _day_range(self, match: re.Match[str], keys: tuple[str, str, str, str], ahead: bool) -> When | None:
        first, last, month, year = keys
        start = self._dmy(match, first, month, year, ahead)
        end = self._dmy(match, last, month, year, ahead)
        if isinstance(start, PartialDate) and isinstance(end, PartialDate) and start < end:
            return DateRange(start, end)
        return start

    def _with_last_year(self, match: re.Match[str], ahead: bool) -> When | None:
        if self._year_named is None:
            return None
        start = PartialDate(self._year_named, _month(match["g1"]))
        return DateRange(start, PartialDate(self._year_named, _month(match["g2"]))) if match["g2"] else start

    def _shifted_year(self, word: str) -> int | None:
        if self.published is None:
            return None
        return self.published.year + {"last": -1, "this": 0, "next": 1}[word.lower()]

    def _month_of_year(self, match: re.Match[str], ahead: bool) -> When | None:
        year = self._shifted_year(match["h2"])
        return PartialDate(year, _month(match["h1"])) if year else None

    def _last_month_named(self, match: re.Match[str], ahead: bool) -> When | None:
        word = match["k1"].lower()
        if word == "this" and self.published:
            return PartialDate(self.published.year, _month(match["k2"]))
        return self.nearest(_month(match["k2"]), None, word == "next")

    def _bare_month(self, match: re.Match[str], ahead: bool) -> When | None:
        return self.nearest(_month(match["n1"]), None, ahead)

    def _relative_year(self, match: re.Match[str], ahead: bool) -> When | None:
        year = self._shifted_year(match["u1"])
        return PartialDate(year) if year else None

    def _ago(self, match: re.Match[str], ahead: bool) -> When | None:
        if self.published is None:
            return None
        number = 1 if match["v1"] == "a" else _NUMBERS.get(match["v1"]) or int(match["v1"])
        unit = match["v2"]
        if unit == "year":
            return PartialDate(self.published.year - number) if number < self.published.year else None
        if unit == "month" and self.published.month:
            months = self.published.year * 12 + self.published.month - 1 - number
            return PartialDate(months // 12, months % 12 + 1)
        return self._days_from(-number * (7 if unit == "week" else 1), exact=unit == "day")

    def _relative_unit(self, match: re.Match[str], ahead: bool) -> When | None:
        sign = 1 if match["w1"].lower() == "next" else -1
        if self.published is None or self.published.month is None:
            return None
        if match["w2"] == "month":
            months = self.published.year * 12 + self.published.month - 1 + sign
            return PartialDate(months // 12, months % 12 + 1)
        return self._days_from(7 * sign, exact=False)

    def _day_word(self, match: re.Match[str], ahead: bool) -> When | None:
        """Yesterday and tomorrow; "today" in analysis means these times, so it gives no date."""
        step = {"yesterday": -1, "tomorrow": 1}.get(match["x1"].lower())
        return None if step is None else self._days_from(step, exact=True)

    def _weekday(self, match: re.Match[str], ahead: bool) -> When | None:
        if self.published is None or self.published.day is None:
            return None
        today = self.published.first
        wanted = _WEEKDAYS.index(match["y1"].lower())
        back = (today.weekday() - wanted) % 7
        if match.group().lower().startswith("next") or (ahead and back):
            return self._days_from(7 - back, exact=True)
        return self._days_from(-(back or (7 if match.group().lower().startswith("last") else 0)), exact=True)

    def _days_from(self, days: int, *, exact: bool) -> PartialDate | None:
        if self.published is None or self.published.day is None:
            return None
        day = self.published.first + datetime.timedelta(days=days)
        return PartialDate.of(day) if exact else PartialDate(day.year, day.month)


_Rule = Callable[[Clock, re.Match[str], bool], When | None]


def _looks_ahead(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence around a date looks ahead, or "by" stands before the date."""
    start = max(text.rfind(". ", 0, match.start()) + 1, match.start() - _NEAR)
    end = text.find(". ", match.end(), match.end() + _NEAR)
    return bool(_AHEAD.search(text, start, match.end() + _NEAR // 2 if end < 0 else end)) or bool(
        _BY.search(text[: match.start()])
    )


def _decade(clock: Clock, match: re.Match[str], ahead: bool) -> When:
    first = int(match["s1"]) * 10
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(match["s0"] or "", (0, 9))
    return DateRange(PartialDate(first + low), PartialDate(first + high))


def _part_of_year(clock: Clock, match: re.Match[str], ahead: bool) -> When:
    nth = ("first", "second", "third", "fourth").index(match["o1"])
    months = 3 if match["o2"] == "quarter" else 6
    start = nth * months + 1
    if start + months - 1 > 12:
        raise UsageError("a year has two halves")
    return DateRange(PartialDate(int(match["o3"]), start), PartialDate(int(match["o3"]), start + months - 1))


def _season(clock: Clock, match: re.Match[str], ahead: bool) -> When:
    """Seasons of the northern half of the globe; a winter is left at its year."""
    start = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}.get(match["p1"].lower())
    year = int(match["p2"])
    return DateRange(PartialDate(year, start), PartialDate(year, start + 2)) if start else PartialDate(year)


def _years(clock: Clock, first: str, last: str) -> When:
    return DateRange(PartialDate(int(first)), PartialDate(int(last)))


_RULES: dict[str, _Rule] = {
    "dmy_range": lambda c, m, a: c._day_range(m, ("a1", "a2", "a3", "a4"), a),
    "mdy_range": lambda c, m, a: c._day_range(m, ("b2", "b3", "b1", "b4"), a),
    "mdy": lambda c, m, a: c._dmy(m, "c2", "c1", "c3", a),
    "dmy": lambda c, m, a: c._dmy(m, "d1", "d2", "d3", a),
    "iso": lambda c, m, a: PartialDate(int(m["e1"]), int(m["e2"]), int(m["e3"])),
    "dotted": lambda c, m, a: PartialDate(int(m["f3"]), int(m["f2"]), int(m["f1"])),
    "same_year": Clock._with_last_year,
    "month_rel": Clock._month_of_year,
    "month_range": lambda c, m, a: DateRange(
        PartialDate(int(m["i3"]), _month(m["i1"])), PartialDate(int(m["i3"]), _month(m["i2"]))
    ),
    "my": lambda c, m, a: PartialDate(int(m["j2"]), _month(m["j1"])),
    "rel_month": Clock._last_month_named,
    "md": lambda c, m, a: c.nearest(_month(m["l1"]), int(re.sub(r"\D", "", m["l2"])), a),
    "dm": lambda c, m, a: c.nearest(_month(m["m2"]), int(re.sub(r"\D", "", m["m1"])), a),
    "month": Clock._bare_month,
    "quarter": _part_of_year,
    "season": _season,
    "years": lambda c, m, a: _years(c, m["q1"], m["q2"]),
    "between": lambda c, m, a: _years(c, m["r1"], m["r2"]),
    "decade": _decade,
    "year": lambda c, m, a: PartialDate(int(m["t1"])),
    "rel_year": Clock._relative_year,
    "ago": Clock._ago,
    "rel_unit": Clock._relative_unit,
    "day_word": Clock._day_word,
    "weekday": Clock._weekday,
}


def _kind(match: re.Match[str]) -> str | None:
    """The alternative of the pattern that matched: its named group is the outermost, so it alone spans the whole."""
    return next((kind for kind in _RULES if match[kind] is not None), None)


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]


def _exists(year: int, month: int, day: int | None) -> bool:
    try:
        datetime.date(year, month, day or 1)
    except ValueError:
        return False
    return True
