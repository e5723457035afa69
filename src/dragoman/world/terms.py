"""Terms of office: who held what, by person and by body."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from dragoman.data import rows
from dragoman.records import Interval, PartialDate
from dragoman.world.entities import Tenure
from dragoman.world.spelling import fold
from dragoman.world.tables import Tables

_NO_OFFICE = 99
_NEARLY, _MOST_NEAR = 75.0, 4


class Terms:
    """The tenures of the tables, looked up by who held them and by where."""

    def __init__(self, tables: Tables) -> None:
        self._offices = tables.offices
        self._of: dict[str, list[Tenure]] = defaultdict(list)
        self._at: dict[str, list[Tenure]] = defaultdict(list)
        self._in: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
        for term in tables.tenures:
            self._of[term.person].append(term)
            self._at[term.body].append(term)
            self._in[term.body, term.office].append(term)
        for held in self._of.values():
            held.sort(key=newest_first)
        self._titles = {name: frozenset(map(fold, (o.role, *o.titles))) for name, o in self._offices.items()}
        self._words = frozenset(map(fold, self._offices)).union(*self._titles.values())

    def of(self, person: str, on: datetime.date | None = None) -> list[Tenure]:
        """The offices of a person, newest first."""
        return [term for term in self._of.get(person, ()) if term.interval.holds_on(on)]

    def at(self, body: str, on: datetime.date | None = None) -> list[Tenure]:
        """The offices of a state or body, in the order of the tables."""
        return [term for term in self._at.get(body, ()) if term.interval.holds_on(on)]

    def at_any(self, bodies: Iterable[str], offices: Collection[str]) -> list[Tenure]:
        """Who held one of these offices of one of these bodies, newest first."""
        held = [term for body in bodies for office in offices for term in self._in.get((body, office), ())]
        return sorted(held, key=newest_first)

    def leaders(self, bodies: Iterable[str]) -> list[Tenure]:
        """Who held, at some time, the office by which a state was led then, newest first."""
        held = [
            term
            for body in bodies
            for term in self._at.get(body, ())
            if any(_meet(term, span) for span in self.led(term))
        ]
        return sorted(held, key=newest_first)

    def led(self, term: Tenure) -> list[Interval]:
        """The times in which the office of a term led its state."""
        role = self._offices[term.office].role
        return [span for leading, span in _leadership().get(term.body, ()) if leading == role]

    def is_office(self, word: str) -> bool:
        """Whether some office is called so, or has that title or role."""
        return fold(word) in self._words

    def near_offices(self, word: str) -> list[str]:
        """Offices, titles and roles that are spelled nearly so."""
        from rapidfuzz import process  # only where a word is wrong

        found = process.extract(fold(word), sorted(self._words), score_cutoff=_NEARLY, limit=_MOST_NEAR)
        return [office for office, _, _ in found]

    def rank(self, term: Tenure) -> int:
        """How high the office is; 1 is the highest."""
        return self._offices[term.office].rank

    def holder(self, body: str, office: str, on: datetime.date) -> Tenure | None:
        """Who held an office – by its name, else by a title or role; None if nobody is known, or several are."""
        held, wanted = self.at(body, on), fold(office)
        named = [term for term in held if fold(term.office) == wanted]
        fitting = named or [term for term in held if wanted in self._titles[term.office]]
        return fitting[0] if len({term.person for term in fitting}) == 1 else None

    def prominence(self, person: str, on: datetime.date | None) -> tuple[int, ...]:
        """Orders persons who share a name, the least first: in high office on the day, ever, lately."""
        ever = self._of.get(person, ())
        ranks = [self.rank(term) for term in self.of(person, on)] if on else []
        highest = min(map(self.rank, ever), default=_NO_OFFICE)
        latest = max((term.interval.start.first.toordinal() for term in ever if term.interval.start), default=0)
        return min(ranks, default=_NO_OFFICE), highest, -latest


@lru_cache(maxsize=1)
def _leadership() -> dict[str, list[tuple[str, Interval]]]:
    """For each state the roles of the offices that led it, and when."""
    leading: dict[str, list[tuple[str, Interval]]] = defaultdict(list)
    for row in rows("leadership"):
        start, end = (PartialDate.parse(row[bound]) if row[bound] else None for bound in ("start", "end"))
        leading[row["state"]].append((row["role"], Interval(start, end)))
    return dict(leading)


def _meet(term: Tenure, span: Interval) -> bool:
    """Whether a term and a time have a day in common, as far as is known."""
    one, other = term.interval, span
    ended = one.end and other.start and one.end.first <= other.start.first
    return not ended and not (other.end and one.start and other.end.first <= one.start.first)


def newest_first(term: Tenure) -> tuple[int, int]:
    """A key that puts the office still held first, then the one begun last."""
    start, end = term.interval.start, term.interval.end
    return (0 if end is None else 1, -(start.first.toordinal() if start else 0))
