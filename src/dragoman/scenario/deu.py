"""Resolved issues of European lawmaking, with who wanted what and what came out: the data on which models are measured.

Reads the file of *Decision-making in the European Union*, third version, doi 10.34810/data53, one issue a row, which its
users fetch themselves: `p` + actor is a position (0 to 100), `s` + actor a salience, `out` the outcome. It holds no
capabilities: "votes" are the weights that the Council's members had in that year, and those of the strongest state with a
position for Commission and Parliament. A second row without an issue holds capabilities that somebody added (`capability` "added").

Known trap: spreadsheets have turned day-month-year into year-month-day ("2029-09-04" is 29-09-04, "1930-05-01" is
30-05-01); the year that the proposal's number holds decides which reading is meant.

Source: [ArreguiPerarnaud2022]
"""

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np

from dragoman.errors import DataError
from dragoman.measure.formats import read_table
from dragoman.scenario.compromise import Floats

Capability = Literal["votes", "added", "equal"]
NICE, POPULATION = 2005, 2014
"""The first years in which the votes of the Treaty of Nice (in force from 2004-11-01), and then population (2014-11-01), are
taken for what counted; one issue falls into 2014.
"""
LAST = 2019
FEWEST = 3
_DELAY = 1  # years from the introduction to the decision
_VOTES = Path(__file__).resolve().parents[1] / "data" / "council_votes.csv"
_BODIES = ("com", "ep")
_HINT = "fetch the data from doi 10.34810/data53 and name that file"
_NEEDED = ("prnr", "isnr", "intro", "out")


@dataclass(frozen=True, eq=False, slots=True)
class Resolved:
    """An issue with its outcome; `position`, `outcome` and `reference` (None: not told) on 0 to 100, `salience` on 0 to 1.

    `year`: that in which it was decided, about. `added`: capabilities of the file, empty if it has none.
    """

    issue: str
    proposal: str
    year: int
    actor: tuple[str, ...]
    position: Floats
    salience: Floats
    outcome: float
    reference: float | None
    added: Floats

    def capability(self, kind: Capability = "votes") -> Floats:
        """What each stakeholder brings to bear. Raises DataError if the file has none of that kind."""
        if kind == "equal":
            return np.ones(len(self.actor))
        if kind == "votes":
            return _votes(self.actor, self.year)
        if not len(self.added):
            raise DataError("the file has no row of capabilities", "take the capability 'votes' or 'equal'")
        return self.added


def load_deu(path: Path | str) -> list[Resolved]:
    """The issues with an outcome and at least three stakeholders, in the order of the file. Raises DataError."""
    rows = read_table(Path(path), wanted=lambda columns: set(_NEEDED) <= set(columns)).rows(named=True)
    missing = [name for name in _NEEDED if not rows or name not in rows[0]]
    if missing:
        raise DataError(f"{path} is no table of issues: it lacks {', '.join(missing)}", _HINT)
    known = {*_BODIES, *_table()}
    actors = [name[1:] for name in rows[0] if name[0] == "p" and name[1:] in known and f"s{name[1:]}" in rows[0]]
    extra = next((row for row in rows if not (row["isnr"] or "").strip()), {})
    issues = [_resolved(row, actors, extra) for row in rows if (row["isnr"] or "").strip()]
    return [issue for issue in issues if issue is not None and len(issue.actor) >= FEWEST]


def _resolved(row: Mapping[str, str | None], actors: Sequence[str], extra: Mapping[str, str | None]) -> Resolved | None:
    outcome = _on_scale(row, "out")
    if outcome is None:
        return None
    told = [(a, _on_scale(row, f"p{a}"), _on_scale(row, f"s{a}")) for a in actors]
    whole = [(a, p, s) for a, p, s in told if p is not None and s is not None]
    added = [_number(extra.get(f"p{a}")) for a, *_ in whole]
    return Resolved(
        issue=(row["isnr"] or "").strip(),
        proposal=(row["prnr"] or "").strip(),
        year=min(LAST, _year(row["intro"] or "", row["prnr"] or "") + _DELAY),
        actor=tuple(a for a, *_ in whole),
        position=np.array([p for _, p, _ in whole]),
        salience=np.array([s for *_, s in whole]) / 100,
        outcome=outcome,
        reference=_on_scale(row, "rp"),
        added=np.array([] if None in added else added, float),
    )


def _number(text: str | None) -> float | None:
    try:
        return float((text or "").strip().replace(",", "."))
    except ValueError:
        return None


def _on_scale(row: Mapping[str, str | None], column: str) -> float | None:
    """A number from 0 to 100; None for blanks and for the codes of what is missing."""
    number = _number(row.get(column))
    return number if number is not None and 0 <= number <= 100 else None


def _year(text: str, proposal: str) -> int:
    """The year of a date, damaged or not: of the readings of its two ends that nearest to the proposal's number.

    "2029-09-04" of proposal d04218 is 29-09-04: 2004.
    """
    parts = re.findall(r"\d+", text)
    number = re.search(r"\d\d", proposal)
    meant = _century(int(number.group())) if number else None
    if len(parts) != 3:
        if meant is None:
            raise DataError(f"no year can be read from the date {text!r} of proposal {proposal!r}", _HINT)
        return meant
    readings = [int(part) if len(part) == 4 else _century(int(part)) for part in (parts[2], parts[0])]
    return readings[0] if meant is None else min(readings, key=lambda year: abs(year - meant))


def _century(year: int) -> int:
    return year + (1900 if year > 50 else 2000)


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    with _VOTES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(line for line in file if not line.startswith("#"))}


def _votes(actors: Sequence[str], year: int) -> Floats:
    table = _table()
    column = "before_nice" if year < NICE else "nice" if year < POPULATION else "population"
    votes = {code: float(row[column]) for code, row in table.items() if row[column]}
    # heard before they were members: what they were to have under the treaty, in votes of the time
    scale = votes["de"] / float(table["de"]["nice"])
    held = {actor: votes.get(actor, scale * float(table[actor]["nice"])) for actor in actors if actor not in _BODIES}
    strongest = max(held.values(), default=1.0)
    return np.array([held.get(actor, strongest) for actor in actors])
