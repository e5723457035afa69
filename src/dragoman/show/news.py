"""News: what came in since this browser was here last, as far as it remembers.

A cookie of ours, one for each ledger, holds how far the ledger had grown at two moments: when the last visit but this one
ended, and when a page was loaded last. Half an hour without a page ends a visit. Nothing is kept on our side.
"""

import datetime
import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dragoman.ledger import Ledger
from dragoman.ledger.arrivals import Arrivals, Place, arrivals, reached

_PAUSE = 1800  # seconds without a page that end a visit
_SHOWN = 5
_MARK = r"(\d{1,12})\.(\d{1,12})\.(\d{1,11})"
_COOKIE = re.compile(rf"{_MARK}-{_MARK}")


@dataclass(frozen=True, slots=True)
class Moment:
    """How far the ledger had grown at a time, in seconds of the clock."""

    place: Place
    at: int

    def written(self) -> str:
        """As it stands in the cookie."""
        return f"{self.place.source}.{self.place.decision}.{self.at}"


@dataclass(frozen=True, slots=True)
class News:
    """What `came` since a time (`since`, by the clock of this machine)."""

    since: str
    came: Arrivals


def cookie_name(ledger: Path) -> str:
    """The cookie of a ledger: all ledgers have the same address in the browser."""
    return f"seen-{hashlib.sha256(str(ledger).encode()).hexdigest()[:10]}"


def news(book: Ledger, cookie: str, now: datetime.datetime) -> tuple[News | None, str]:
    """What came in since the last visit, None if it cannot be known; and what the browser is to remember from now on."""
    here = Moment(reached(book), int(now.timestamp()))
    before, last = _remembered(cookie, here)
    if before is None or last is None:
        return None, f"{here.written()}-{here.written()}"
    if here.at - last.at > _PAUSE:
        before = last
    since = datetime.datetime.fromtimestamp(before.at, now.tzinfo)
    told = News(since.strftime("%Y-%m-%d %H:%M"), arrivals(book, before.place, most=_SHOWN))
    return told, f"{before.written()}-{here.written()}"


def _remembered(cookie: str, here: Moment) -> tuple[Moment | None, Moment | None]:
    """The two moments of a cookie; none if it is not one of ours, or tells of more than the ledger holds: then it is another."""
    found = _COOKIE.fullmatch(cookie)
    if not found:
        return None, None
    numbers = [int(one) for one in found.groups()]
    before, last = (Moment(Place(*numbers[n : n + 2]), numbers[n + 2]) for n in (0, 3))
    grown = (before.place, last.place, here.place)
    forwards = all(one.source <= next_.source and one.decision <= next_.decision for one, next_ in pairwise(grown))
    return (before, last) if forwards and before.at <= last.at <= here.at else (None, None)
