"""Coverage: of which months and in which languages there are documents – and where there are none."""

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.records import Row

_MOST = 120  # months that a strip shows singly; beyond that years


@dataclass(frozen=True, slots=True)
class Strip:
    """Documents by `periods` (months, or years where there are many) and languages; `undated` by language."""

    periods: tuple[str, ...]
    languages: tuple[str, ...]
    documents: dict[tuple[str, str], int]
    undated: dict[str, int]

    @property
    def most(self) -> int:
        """The fullest cell."""
        return max(self.documents.values(), default=0)

    def level(self, language: str, period: str) -> int:
        """How full a cell is, from 0 (nothing) to 4."""
        number = self.documents.get((language, period), 0)
        return 0 if not number else min(4, 1 + 4 * number // (self.most + 1))

    def gaps(self) -> int:
        """How many periods between the first and the last have no document at all."""
        held = {period for _, period in self.documents}
        return sum(period not in held for period in self.periods)


def strip(rows: Sequence[Row]) -> Strip:
    """The strip of a ledger's coverage (`shelf.coverage`)."""
    months = sorted(row["month"] for row in rows if row["month"])
    every = _between(months[0], months[-1]) if months else ()
    by_year = len(every) > _MOST or any(len(month) == 4 for month in months)
    periods = tuple(dict.fromkeys(month[:4] for month in every)) if by_year else every
    documents: dict[tuple[str, str], int] = {}
    undated: dict[str, int] = {}
    for row in rows:
        language = row["language"] or "?"
        if not row["month"]:
            undated[language] = undated.get(language, 0) + row["documents"]
            continue
        key = language, row["month"][:4] if by_year else row["month"]
        documents[key] = documents.get(key, 0) + row["documents"]
    totals: dict[str, int] = dict.fromkeys([language for language, _ in documents] + list(undated), 0)
    for (language, _), number in documents.items():
        totals[language] += number
    languages = tuple(sorted(totals, key=lambda language: (-totals[language] - undated.get(language, 0), language)))
    return Strip(periods, languages, documents, undated)


def _between(first: str, last: str) -> tuple[str, ...]:
    """Every month from the first to the last; a bare year counts from its January to its December."""
    start = int(first[:4]) * 12 + (int(first[5:7]) - 1 if len(first) > 4 else 0)
    end = int(last[:4]) * 12 + (int(last[5:7]) - 1 if len(last) > 4 else 11)
    return tuple(f"{month // 12:04d}-{month % 12 + 1:02d}" for month in range(start, end + 1))
