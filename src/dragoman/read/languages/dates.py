"""Dates in Russian, Turkish and Kazakh sentences, resolved against the day of publication.

"5 мая 2023 года", "в прошлом году", "5 Mayıs 2023'te", "dün", "2022 жылғы 11 қарашада". Never more precise than the
text; without a day of publication a date that depends on one is None.
"""

import datetime
import re
from functools import cache

from dragoman.data import rows
from dragoman.errors import UsageError
from dragoman.read.languages.words import small
from dragoman.read.timing import Clock, TimeExpression
from dragoman.records import DateRange, PartialDate, When

_Y = r"(?:1[89]\d\d|20\d\d)"
_TR_GROWN = r"(?:['’]?[dt]?[ae]?(?:ki|n|y[ae]|y[ıiuü])?\w{0,3})"
_KK_MONTH = r"(?:[дт][ае]|[дт]ан|[дт]ен|н[ыі]ң|ға|ге|ы|і|сы)?\w{0,4}"
_RELATIVE: dict[str, tuple[tuple[str, str, int], ...]] = {
    "ru": (
        (r"(?:в\s)?(?:прошлом\sгоду|прошлого\sгода|минувшем\sгоду)", "year", -1),
        (r"(?:в\s)?(?:этом\sгоду|нынешнем\sгоду|текущем\sгоду|этого\sгода|текущего\sгода)", "year", 0),
        (r"(?:в\s)?(?:следующем\sгоду|будущем\sгоду)", "year", 1),
        (r"(?:в\s)?(?:прошлом\sмесяце|минувшем\sмесяце)", "month", -1),
        (r"(?:в\s)?следующем\sмесяце", "month", 1),
        (r"позавчера", "day", -2), (r"вчера", "day", -1), (r"накануне", "day", -1), (r"послезавтра", "day", 2), (r"завтра", "day", 1),
        (r"на\sпрошлой\sнеделе", "week", -1), (r"на\sследующей\sнеделе", "week", 1),
    ),
    "tr": (
        (r"(?:geçen|geçtiğimiz)\s(?:yıl|sene)", "year", -1), (r"(?:bu\syıl|bu\ssene)", "year", 0),
        (r"(?:gelecek|önümüzdeki)\s(?:yıl|sene)", "year", 1), (r"(?:geçen|geçtiğimiz)\say", "month", -1),
        (r"(?:gelecek|önümüzdeki)\say", "month", 1), (r"önceki\sgün", "day", -2), (r"dün", "day", -1), (r"yarın", "day", 1),
        (r"(?:geçen|geçtiğimiz)\shafta", "week", -1), (r"(?:gelecek|önümüzdeki)\shafta", "week", 1),
    ),
    "kk": (
        (r"былтыр|өткен\sжылы", "year", -1), (r"биыл", "year", 0), (r"келесі\sжылы", "year", 1), (r"өткен\sайда", "month", -1),
        (r"кеше", "day", -1), (r"ертең", "day", 1), (r"өткен\sаптада", "week", -1),
    ),
}  # fmt: skip
_WEEKDAYS = {
    "ru": r"(?:в|во)\s(понедельник|вторник|среду|четверг|пятницу|субботу|воскресенье)",
    "tr": r"(pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)\sgünü",
    "kk": r"(дүйсенбі|сейсенбі|сәрсенбі|бейсенбі|жұма|сенбі|жексенбі)\sкүні",
}
_DAYS = {
    "ru": ("понедельник", "вторник", "среду", "четверг", "пятницу", "субботу", "воскресенье"),
    "tr": ("pazartesi", "salı", "çarşamba", "perşembe", "cuma", "cumartesi", "pazar"),
    "kk": ("дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі"),
}
_AHEAD = {
    "ru": re.compile(r"\b(?:\w{2,}(?:дет|дут|чит|чат|шет|шут|[иаеыя]т|[иаеыя]тся|ют|ют?ся)|будет|будут|к|до)\b"),
    "tr": re.compile(r"\w+[ae]c[ae][kğ]\w*|kadar\b|bekleniyor|planlanıyor"),
    "kk": re.compile(r"\w+[аей]д[ыі]\b|дейін\b"),
}
_PAST = {"ru": re.compile(r"\w{2,}[аиеыуя]л[аои]?(?:сь|ся)?\b"), "tr": re.compile(r"(?!)"), "kk": re.compile(r"(?!)")}
_NEAR = 60


@cache
def _months(language: str) -> dict[str, int]:
    table: dict[str, int] = {}
    for row in rows("months"):
        table |= dict.fromkeys(row[language].split("|"), int(row["month"]))
    if language == "ru":
        roots = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()
        for number, root in enumerate(roots, 1):
            ends = ("т", "та", "те", "") if root == "март" else ("", "а", "е") if root == "август" else ("ь", "я", "е")
            ends = ("й", "я", "е") if root == "ма" else ends
            table |= {root + end: number for end in ends}
    return table


@cache
def _pattern(language: str) -> re.Pattern[str]:
    month = "(?:" + "|".join(sorted(map(re.escape, _months(language)), key=len, reverse=True)) + ")"
    dash = r"\s?[-–—]\s?"
    if language == "ru":
        tail = r"(?:\s(?:года|году|годом|гг?\.|годы|годов))"
        explicit = (
            rf"(?P<days>\b(?P<f1>\d\d?){dash}(?P<f2>\d\d?)\s(?P<f3>{month})\b(?:\s(?P<f4>{_Y}){tail}?)?)"
            rf"|(?P<dmy>\b(?P<a1>\d\d?)\s(?P<a2>{month})\s(?P<a3>{_Y})(?:{tail}|\b))"
            rf"|(?P<dm>\b(?P<b1>\d\d?)\s(?P<b2>{month})\b)"
            rf"|(?P<my>\b(?:в\s)?(?P<c1>{month})\s(?P<c2>{_Y})(?:{tail}|\b))"
            rf"|(?P<month>\b(?:в|к|с|до|весь)\s(?P<m1>{month})\b)"
            rf"|(?P<years>\b(?P<e1>{_Y}){dash}(?P<e2>{_Y}){tail})"
            rf"|(?P<year>\b(?P<y1>{_Y}){tail})"
        )
    elif language == "tr":
        explicit = (
            rf"(?P<days>\b(?P<f1>\d\d?){dash}(?P<f2>\d\d?)\s(?P<f3>{month})(?:\s(?P<f4>{_Y}))?{_TR_GROWN}\b)"
            rf"|(?P<dmy>\b(?P<a1>\d\d?)\s(?P<a2>{month})\s(?P<a3>{_Y}){_TR_GROWN}\b)"
            rf"|(?P<dm>\b(?P<b1>\d\d?)\s(?P<b2>{month}){_TR_GROWN}\b)"
            rf"|(?P<my>\b(?P<c1>{month})\s(?P<c2>{_Y}){_TR_GROWN}\b)"
            rf"|(?P<month>\b(?P<m1>{month})\s(?:ayında|ayı|ayının))"
            rf"|(?P<years>\b(?P<e1>{_Y}){dash}(?P<e2>{_Y}){_TR_GROWN}\b)"
            rf"|(?P<year>\b(?P<y1>{_Y})(?:\syılı?\w*|['’]\w+)(?:\ssonuna)?\b)"
        )
    else:
        explicit = (
            rf"(?P<dmy>\b(?P<a3>{_Y})\sжыл\w*\s(?P<a1>\d\d?)\s(?P<a2>{month}){_KK_MONTH})"
            rf"|(?P<dm>\b(?P<b1>\d\d?)\s(?P<b2>{month}){_KK_MONTH})"
            rf"|(?P<my>\b(?P<c2>{_Y})\sжыл\w*\s(?P<c1>{month}){_KK_MONTH})"
            rf"|(?P<month>\b(?P<m1>{month})(?:[дт][ае])\b)"
            rf"|(?P<years>\b(?P<e1>{_Y}){dash}(?P<e2>{_Y})\sжыл\w*)"
            rf"|(?P<year>\b(?P<y1>{_Y})\sжыл\w*)"
        )
    numeric = rf"|(?P<dotted>\b(?P<g1>\d\d?)\.(?P<g2>\d\d?)\.(?P<g3>{_Y})\b)|(?P<iso>\b(?P<i1>{_Y})-(?P<i2>\d\d)-(?P<i3>\d\d)\b)"
    relative = "".join(rf"|(?P<r{n}>\b(?:{form})\b)" for n, (form, _, _) in enumerate(_RELATIVE[language]))
    return re.compile(f"{explicit}{numeric}{relative}|(?P<weekday>\\b{_WEEKDAYS[language]}\\b)", re.IGNORECASE)


class Calendar:
    """Reads the dates of one document."""

    def __init__(self, language: str, published: PartialDate | None) -> None:
        self.language = language
        self.published = published
        self._clock = Clock(published)

    def expressions(self, text: str) -> list[TimeExpression]:
        """The dates that stand in a paragraph, in order."""
        found = []
        lowered = small(text, self.language)
        searched = lowered if len(lowered) == len(text) else text
        for match in _pattern(self.language).finditer(searched):
            try:
                when = self._when(match, searched)
            except (UsageError, OverflowError):  # 31 November: no date of any calendar
                continue
            found.append(TimeExpression(match.start(), match.end(), when))
        return found

    def _when(self, match: re.Match[str], text: str) -> When | None:
        part = {key: value for key, value in match.groupdict().items() if value is not None}
        ahead = self._looks_ahead(text, match)
        month = _months(self.language)
        if "dmy" in part:
            return PartialDate(int(part["a3"]), month[part["a2"]], int(part["a1"]))
        if "days" in part:
            return self._days(part, month, ahead)
        if "dm" in part:
            return self._clock.nearest(month[part["b2"]], int(part["b1"]), ahead)
        if "my" in part:
            return PartialDate(int(part["c2"]), month[part["c1"]])
        if "month" in part:
            return self._clock.nearest(month[part["m1"]], None, ahead)
        if "years" in part:
            return DateRange(PartialDate(int(part["e1"])), PartialDate(int(part["e2"])))
        if "year" in part:
            return PartialDate(int(part["y1"]))
        return self._numeric(part) or self._relative(part, match)

    def _looks_ahead(self, text: str, match: re.Match[str]) -> bool:
        """Whether the words of the sentence around a date tell of what is to come, and none of the past."""
        start = max(text.rfind(". ", 0, match.start()) + 1, match.start() - _NEAR)
        stop = text.find(". ", match.end(), match.end() + _NEAR)
        around = text[start : stop if stop > 0 else match.end() + _NEAR]
        return bool(_AHEAD[self.language].search(around)) and not _PAST[self.language].search(around)

    def _days(self, part: dict[str, str], month: dict[str, int], ahead: bool) -> When | None:
        ends: list[PartialDate] = []
        for key in ("f1", "f2"):
            number = int(part[key])
            year = part.get("f4")
            end = (
                PartialDate(int(year), month[part["f3"]], number)
                if year
                else self._clock.nearest(month[part["f3"]], number, ahead)
            )
            if end is None:
                return None
            ends.append(end)
        return DateRange(*ends) if ends[0] < ends[1] else ends[0]

    def _numeric(self, part: dict[str, str]) -> When | None:
        if "dotted" in part:
            return PartialDate(int(part["g3"]), int(part["g2"]), int(part["g1"]))
        return PartialDate(int(part["i1"]), int(part["i2"]), int(part["i3"])) if "iso" in part else None

    def _relative(self, part: dict[str, str], match: re.Match[str]) -> When | None:
        if self.published is None:
            return None
        if "weekday" in part:
            return self._weekday(next(word for word in match.groups()[::-1] if word))
        number = next(n for n in range(len(_RELATIVE[self.language])) if f"r{n}" in part)
        _, unit, step = _RELATIVE[self.language][number]
        if unit == "year":
            return PartialDate(self.published.year + step)
        if self.published.month is None:
            return None
        if unit == "month":
            months = self.published.year * 12 + self.published.month - 1 + step
            return PartialDate(months // 12, months % 12 + 1)
        return self._shifted(step * (7 if unit == "week" else 1), exact=unit == "day")

    def _weekday(self, name: str) -> When | None:
        """The last such day up to publication."""
        if self.published is None or self.published.day is None or name not in _DAYS[self.language]:
            return None
        back = (self.published.first.weekday() - _DAYS[self.language].index(name)) % 7
        return self._shifted(-back, exact=True)

    def _shifted(self, days: int, *, exact: bool) -> When | None:
        if self.published is None or self.published.day is None:
            return None
        day = self.published.first + datetime.timedelta(days=days)
        return PartialDate.of(day) if exact else PartialDate(day.year, day.month)
