"""The calendar: who holds which office, and who stands in what as what, by our tables and by what was taken so far.

One office has one holder at a time and one state one status in an organisation (see `world/checks.py`); a term of the
file that would break this is refused, with the reason, for ours may be right.
"""

from collections import defaultdict

from dragoman.records import Interval
from dragoman.world.checks import overlap as certainly_meet
from dragoman.world.registries.dates import overlap as may_meet
from dragoman.world.tables import Tables

_Terms = dict[tuple[str, str], list[tuple[str, Interval, bool]]]  # who or as what, when, whether it is ours


class Calendar:
    """Terms, by office of a body and by state in an organisation."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._held: _Terms = defaultdict(list)
        for tenure in tables.tenures:
            if not tenure.mark:
                self._held[tenure.body, tenure.office].append((tenure.person, tenure.interval, True))
        self._marked = [term for term in tables.tenures if term.mark]  # acting and the like: another may hold it too
        self._stood: _Terms = defaultdict(list)
        for row in tables.memberships:
            self._stood[row.org, row.state].append((row.status, row.interval, True))

    def hold(self, person: str, body: str, office: str, interval: Interval) -> str | None:
        """Enter a term in an office; the reason if that cannot be."""
        for term in self._marked:
            if (term.person, term.body, term.office) == (person, body, office) and may_meet(term.interval, interval):
                return "an office held that was known"
        terms = self._held[body, office]
        for holder, when, ours in terms:
            if holder == person and may_meet(when, interval):
                return "an office held that was known" if ours else "an office held that was said twice"
            if not self._tables.offices[office].several and certainly_meet(when, interval):
                return f"an office that somebody else held then, by {'our tables' if ours else 'the file'}"
        terms.append((person, interval, False))
        return None

    def stand(self, org: str, state: str, status: str, interval: Interval) -> str | None:
        """Enter a membership; the reason if that cannot be."""
        statuses, terms = self._tables.statuses, self._stood[org, state]
        for known, when, ours in terms:
            if known == status and may_meet(when, interval):
                return "a membership that was known" if ours else "a membership that was said twice"
            alone = not (statuses[known].beside or statuses[status].beside)
            if alone and certainly_meet(when, interval):
                return f"a membership at odds with {'our tables' if ours else 'another of the file'}"
        terms.append((status, interval, False))
        return None
