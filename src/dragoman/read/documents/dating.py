"""When a document was published, as exactly as can be known, and why we believe it.

The order of trust: what the page states; a date line or dateline at its edges; the file's name; a file's properties;
the first reader's comment; the latest day that the text mentions. Never today's date and never the file's own times.
"""

import re
from collections.abc import Sequence

from dragoman.read.documents.extract import Stated
from dragoman.read.documents.imprint import read_imprint
from dragoman.read.documents.stamps import Stamp, date_in_name, is_stamp, stamps_in
from dragoman.records import Known, PartialDate, Precision

_DATELINE = re.compile(r"\W*[^\W\d_a-zа-яё][^\W\d_]*(?:[ .,/-]{1,2}[^\W\d_][\w.]*){0,6}?[,.]?\s*\(?")
_DATELINE_END = re.compile(r"[^.!?]{0,40}?(?:\s[-–—]\s|\)\s*[-–—.:]\s*|[-–—]{1,2}\s)")
_DATELINE_REACH = 80
_DATED = re.compile(r"\W*(?:by|published|posted|updated)\b[^.!?]{0,110}$", re.I)
_FUTURE = re.compile(
    r"\b(?:by|until|till|will|shall|scheduled|planned|upcoming|to be held|due|deadline|до|kadar)\b[^.!?]{0,80}$", re.I
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_YEAR = re.compile(rf"\b(?:in|since|during|of|from|{_MONTHS}),?\s+(?P<year>(?:19|20)\d\d)\b(?!\s*[-–/]\s*\d)", re.I)
_EARLIEST_INFERRED = 1990


def date_published(
    stated: Stated,
    *,
    edges: Sequence[str],
    opening: Sequence[str],
    body: Sequence[str],
    comments: Sequence[str],
    stem: str,
) -> Known | None:
    """The day, month or year of publication with its reason; None if nothing tells.

    `edges` are the lines of head and tail, `opening` the first paragraphs, `body` all paragraphs that are no noise,
    `comments` those of readers, `stem` the name of the file without its suffix.
    """
    if stated.published and not stated.weak:
        return stated.published
    found = _date_line(edges) or _dateline(opening) or _file_name(stem)
    if found:
        return found
    mentioned = _latest_mention(body)
    if stated.published and not (mentioned and str(mentioned.date) > stated.published.value):
        return stated.published
    return _before_comment(comments) or _inferred(mentioned, body)


def _date_line(lines: Sequence[str]) -> Known | None:
    for line in lines:
        if is_stamp(line) or _DATED.match(line) or read_imprint(line):
            for stamp in stamps_in(line):
                return Known(str(stamp.date), f"date line “{' '.join(line.split())}”")
    return None


def _dateline(paragraphs: Sequence[str]) -> Known | None:
    """The date of a dateline: "ASTANA, 3 March 2024 (Agency) — …"."""
    for text in paragraphs:
        first = next(stamps_in(text[: _DATELINE_REACH + 20]), None)
        if first and first.start < _DATELINE_REACH and _DATELINE.fullmatch(text[: first.start]):
            city = text[: first.start].strip(" ,.(").split()
            if city and city[0].isupper() and _DATELINE_END.match(text[first.end :]):
                return Known(str(first.date), f"dateline “{text[: first.end].strip()}”")
    return None


def _file_name(stem: str) -> Known | None:
    date = date_in_name(stem)
    return Known(str(date), f"date in the file name “{stem}”") if date else None


def _before_comment(comments: Sequence[str]) -> Known | None:
    for text in comments:
        for stamp in stamps_in(text):
            return Known(_month(stamp.date), f"not later than the first reader comment of {stamp.date}")
    return None


def _latest_mention(body: Sequence[str]) -> Stamp | None:
    """The latest full date in the text that is not spoken of as future."""
    days = [
        stamp
        for text in body
        for stamp in stamps_in(text)
        if stamp.date.precision is Precision.DAY and not _FUTURE.search(text[: stamp.start][-100:])
    ]
    return max(days, key=lambda stamp: stamp.date.first, default=None)


def _inferred(mentioned: Stamp | None, body: Sequence[str]) -> Known | None:
    """The month of the latest day mentioned, unless the text speaks of a later year, so that the day is history."""
    if not mentioned or mentioned.date.year < _EARLIEST_INFERRED:
        return None
    for text in body:
        for found in _YEAR.finditer(text):
            if int(found["year"]) > mentioned.date.year and not _FUTURE.search(text[: found.start()][-100:]):
                return None
    return Known(_month(mentioned.date), f"inferred: latest date mentioned in the text, {mentioned.date}")


def _month(date: PartialDate) -> str:
    return str(PartialDate(date.year, date.month))
