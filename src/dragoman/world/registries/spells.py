"""Spells: years in which something held, out of a table with a row a year. No data are missing, and end nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dragoman.records import Interval, PartialDate

MISSING = -9
_LONGEST_STEP = 5  # years from row to row within one stay; the older files list every fifth year


@dataclass(slots=True)
class Spell:
    """What one cell held, from the first year in which it is listed; `end` is the first year in which it is not so.

    None is unknown: the row stood at the beginning or the end of the file's years.
    """

    subject: str
    column: int
    value: int
    start: int
    end: int | None = None
    note: str = ""
    last: int = 0  # the last year in which it was listed
    missing: int | None = None  # the first year without data since

    def interval(self, first_year: int) -> Interval:
        """Half-open, by years."""
        start = None if self.start <= first_year else PartialDate(self.start)
        return Interval(start, PartialDate(self.end) if self.end else None)

    def say(self, note: str) -> None:
        """One more note."""
        self.note = f"{self.note}; {note}" if self.note else note


class Spells:
    """Reads rows by year, one subject after the other, and gives the spells of each cell when they end."""

    def __init__(self) -> None:
        self.first_year: int | None = None
        self.last_year: int | None = None
        self._subject: str | None = None
        self._finished: set[str] = set()
        self._year = 0
        self._row: Sequence[int] = ()
        self._open: dict[int, Spell] = {}
        self._blank: dict[int, int] = {}  # column → first year without data before a spell

    def see(self, subject: str, year: int, row: Sequence[int]) -> Iterator[Spell]:
        """One row. ValueError if the rows are not sorted by subject and year."""
        if subject != self._subject:
            yield from self.finish()
            if subject in self._finished:
                raise ValueError(f"the rows of {subject} do not stand together")
            self._subject, self._row = subject, ()
        elif year <= self._year:
            raise ValueError(f"the years of {subject} are not in order")
        elif year - self._year > _LONGEST_STEP:
            yield from self._close_all(f"no rows from {self._year + 1} to {year - 1}")
        self.first_year = min(year, self.first_year or year)
        self.last_year = max(year, self.last_year or year)
        old = self._row or [0] * len(row)
        for column, (before, now) in enumerate(zip(old, row, strict=True)):
            if before != now:
                yield from self._change(column, now, year)
        self._year, self._row = year, row

    def _change(self, column: int, now: int, year: int) -> Iterator[Spell]:
        spell = self._open.get(column)
        if now == MISSING:
            if spell is None:
                self._blank[column] = year
            else:
                spell.missing = year
            return
        if spell and spell.missing is not None:
            spell.say(f"no data {_years(spell.missing, self._year)}")
            spell.missing = None
        blank = self._blank.pop(column, None)
        if spell and now == spell.value:
            return
        if spell:
            spell.end, spell.last = year, self._year
            yield self._open.pop(column)
        if now > 0:
            new = Spell(self._subject or "", column, now, year)
            if blank is not None:
                new.say(f"no data {_years(blank, self._year)}")
            self._open[column] = new

    def _close_all(self, note: str = "") -> Iterator[Spell]:
        for spell in self._open.values():
            spell.last = self._year
            if spell.missing is not None:
                spell.say(f"no data from {spell.missing}")
            else:
                spell.end = self._year + 1
                if note:
                    spell.say(note)
            yield spell
        self._open, self._blank, self._row = {}, {}, ()

    def finish(self) -> Iterator[Spell]:
        """The spells that run to the last row of a subject; their end is unknown if that is the last year of the file."""
        if self._subject is not None:
            self._finished.add(self._subject)
        yield from self._close_all()


def _years(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
