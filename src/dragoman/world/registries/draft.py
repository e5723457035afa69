"""The draft: rows for our tables as a registry is read, with what is known linked and what is doubtful left out."""

from collections import defaultdict

from dragoman.records import Interval, PartialDate
from dragoman.world.entities import EntityKind, Sense
from dragoman.world.registries.calendar import Calendar
from dragoman.world.registries.known import Known
from dragoman.world.registries.names import clean, fault_of_person, language_of, sense_of
from dragoman.world.registries.positions import Post
from dragoman.world.registries.report import Report
from dragoman.world.tables import COLUMNS, UNVERIFIED

Rows = dict[str, list[dict[str, str]]]

_ORDER = tuple(COLUMNS)


class Draft:
    """Rows by table. What the file says was checked by nobody here, so that every row is `unverified`."""

    def __init__(self, known: Known, report: Report) -> None:
        self.known = known
        self.report = report
        self._rows: Rows = defaultdict(list)
        self._tenures: list[tuple[str, Post, Interval]] = []
        self._calendar = Calendar(known.tables)
        self._linked: set[str] = set()

    def rows(self) -> Rows:
        """What was taken, in the order of the tables; the report counts it."""
        self._settle_tenures()
        self.report.linked = len(self._linked)
        self.report.taken.update({table: len(rows) for table, rows in self._rows.items()})
        return {table: self._rows[table] for table in _ORDER if table in self._rows}

    def _put(self, table: str, **cells: str) -> None:
        given = {"certainty": UNVERIFIED, "source": self.report.source, **cells}
        self._rows[table].append({column: given.get(column, "") for column in COLUMNS[table]})

    def person(self, names: list[str], *, key: str, surname: str = "", countries: list[str] | None = None) -> str:
        """The id of a person, ours if the first name is one that we know, and of the same country; else a new row.

        `names` are clean, the chief one first; `key` is the registry's own id.
        """
        known = self.known.imported(key) or self._link(self.known.person(names[0], countries or []))
        if known:
            return self.linked(known)
        person = self.known.new_id(names[0], key, capitals=False)
        last = clean(surname) or ""
        fits = last and language_of(last) == "mul" and names[0].casefold().endswith(last.casefold())
        self._put("persons.csv", id=person, name=names[0], surname=last if fits else "", bare="no", note=key)
        self.known.learn(person, names[0])
        return person

    def organisation(self, names: list[str], kind: str, *, key: str, code: str = "", **cells: str) -> str | None:
        """The id of an organisation, ours if we know one of this name; else a new row, whose id is `code` if it is free.

        None for one that is called like somebody else ("Moscow"), whom it would hide in a text.
        """
        known = self.known.imported(key) or self._link(self.known.named(names[0], EntityKind.ORGANISATION))
        if known:
            return self.linked(known)
        if self.known.stands_for_another(names[0], ""):
            self.report.skip("an organisation with the name of another")
            return None
        organisation = self.known.new_id(code or names[0], key, capitals=True)
        self._put("organisations.csv", id=organisation, name=names[0], type=kind, note=key, **cells)
        self.known.learn(organisation, names[0])
        return organisation

    def _link(self, entity: str | None) -> str | None:
        """The entity, if no other of the file was linked to it: a registry lists two of one name because they are two."""
        if entity is None or entity in self._linked:
            return None
        self._linked.add(entity)
        return entity

    def linked(self, entity: str) -> str:
        """An entity of ours of which the file is sure, by a code or a table of ours."""
        self._linked.add(entity)
        return entity

    def name(self, entity: str, text: str, *, person: bool) -> None:
        """One more name, unless it would do harm in a text."""
        language = language_of(text)
        fault = fault_of_person(text) if person else None
        if language is None:
            self.report.skip("a name in a script that is not read")
        elif fault:
            self.report.skip(fault)
        elif self.known.calls(entity, text):
            self.report.skip("a name that was known")
        elif self.known.stands_for_another(text, entity):
            self.report.skip("a name that stands for another")
        else:
            self.known.learn(entity, text)
            sense = Sense.NAME if person else sense_of(text)
            table = "person_names.csv" if person else "organisation_names.csv"
            self._put(table, entity=entity, name=text, language=language, sense=str(sense))

    def tenure(self, person: str, post: Post, start: PartialDate | None, end: PartialDate | None) -> None:
        """A person in an office; whether it is taken is settled when all are there."""
        interval = self._interval(start, end)
        if interval is None:
            return
        if not (start or end):
            self.report.skip("an office held, but when is not said")
        else:
            self._tenures.append((person, post, interval))

    def _settle_tenures(self) -> None:
        """Of terms that cannot both be, the one stands whose end is known; of two without end, the later."""
        settled = []
        for number, (person, post, interval) in sorted(enumerate(self._tenures), key=_surest_first):
            reason = self._calendar.hold(person, post.body, post.office, interval)
            if reason:
                self.report.skip(reason)
            else:
                settled.append(number)
        for number in sorted(settled):
            person, post, interval = self._tenures[number]
            self._put("tenures.csv", person=person, body=post.body, office=post.office, **_bounds(interval))
        self._tenures = []

    def membership(self, org: str, member: str, status: str, interval: Interval, note: str = "") -> None:
        """A state in an organisation, unless that is known, said twice, or at odds with what is known."""
        reason = self._calendar.stand(org, member, status, interval)
        if reason:
            self.report.skip(reason)
        else:
            self._put("memberships.csv", org=org, state=member, status=status, note=note, **_bounds(interval))

    def membership_between(
        self, org: str, member: str, status: str, start: PartialDate | None, end: PartialDate | None
    ) -> None:
        """A membership whose dates may contradict each other."""
        interval = self._interval(start, end)
        if interval is not None:
            self.membership(org, member, status, interval)

    def _interval(self, start: PartialDate | None, end: PartialDate | None) -> Interval | None:
        if start and end and (start == end or end.last < start.first):
            self.report.skip("an end that is not after the beginning")
            return None
        return Interval(start, end)


def _surest_first(numbered: tuple[int, tuple[str, Post, Interval]]) -> tuple[bool, int, int, int]:
    number, (_, _, interval) = numbered
    exact = len(str(interval.start or "")) + len(str(interval.end or ""))
    began = interval.start.first.toordinal() if interval.start else 0
    return interval.end is None, 0 if interval.end else -began, -exact, number


def _bounds(interval: Interval) -> dict[str, str]:
    return {"start": str(interval.start or ""), "end": str(interval.end or "")}
