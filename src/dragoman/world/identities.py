"""Identities: the register behind `dragoman who` – a name in, whom it meant out."""

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from dragoman.world.entities import Entity, EntityKind, Identity, Name, Sense, Tenure
from dragoman.world.spelling import fold, spellings
from dragoman.world.tables import Tables

NEARLY = 90.0  # rapidfuzz's ratio, 0-100, from which two spellings are taken for one
_SHORTEST_FUZZY = 5  # shorter names are too near to each other
_MOST = 10  # spellings in one answer that is only near
_SENSES = (Sense.NAME, Sense.ACRONYM, Sense.SURNAME, Sense.METONYM, Sense.DEMONYM)

_ENDING = re.compile(r"['’ʼ]\w{0,6}$")  # "Kazakhstan's", "Türkiye'nin"

Prominence = Callable[[str, datetime.date | None], tuple[int, ...]]


class Register:
    """Names by their exact and by their folded spelling. Built on first use."""

    def __init__(self, tables: Tables, tenures: Mapping[str, Sequence[Tenure]], prominence: Prominence) -> None:
        self._tables = tables
        self._tenures = tenures
        self._prominence = prominence
        self._exact: dict[str, list[Name]] = defaultdict(list)
        self._folded: dict[str, list[Name]] = defaultdict(list)
        self._codes: dict[str, Name] = {}
        for name in tables.names:
            self._codes.setdefault(name.entity, name)
            for spelling in spellings(name.text, shout=False):
                self._exact[spelling].append(name)
                if name not in self._folded[fold(spelling)]:
                    self._folded[fold(spelling)].append(name)
        self._offices: dict[str, set[str]] = defaultdict(set)
        for office in tables.offices.values():
            for title in (office.name, office.role, *office.titles):
                self._offices[fold(title)].add(office.name)
        self._titles = frozenset(fold(t) for o in tables.offices.values() for t in (o.name, *o.titles))

    def known(self, name: str, on: datetime.date | None) -> list[Identity]:
        """What a name or code stands for, or who held the office that the words name; best first."""
        names = self._look_up(name)
        return self._all_rows([names], on) if names else self._holders(name, on)

    def near(self, name: str, on: datetime.date | None) -> list[Identity]:
        """What spellings near to this one stand for, the nearest first."""
        return self._all_rows(self._near(fold(self._without_title(name))), on)

    def _all_rows(self, groups: list[list[Name]], on: datetime.date | None) -> list[Identity]:
        rows: dict[Identity, None] = {}
        for names in groups:
            held = [known for known in names if known.interval.holds_on(on)]
            for known in sorted(held or names, key=lambda known: self._order(known, on)):
                rows |= dict.fromkeys(self._rows(self._tables.entities[known.entity], known, on))
        return [row for row in rows if row.current] or list(rows)

    def _order(self, name: Name, on: datetime.date | None) -> tuple[int, ...]:
        person = self._tables.entities[name.entity].kind is EntityKind.PERSON
        prominence = self._prominence(name.entity, on) if person else ()
        start = name.interval.start
        newest = (0 if name.interval.end is None else 1, -(start.first.toordinal() if start else 0))
        return (_SENSES.index(name.sense), *(prominence or newest))

    def _rows(self, entity: Entity, name: Name, on: datetime.date | None) -> Iterable[Identity]:
        if entity.kind is not EntityKind.PERSON:
            state = entity.id if entity.kind is EntityKind.STATE else entity.state
            start, end = name.interval.start, name.interval.end
            current = name.interval.holds_on(on)
            yield Identity(entity.id, entity.name, entity.kind, state, None, _text(start), _text(end), current)
            return
        held = [tenure for tenure in self._tenures.get(entity.id, ()) if tenure.interval.holds_on(on)]
        if on:
            held.sort(key=lambda tenure: self._tables.offices[tenure.office].rank)
        yield from map(self._in_office, held)
        if not held:
            yield Identity(entity.id, entity.name, entity.kind, None, None, None, None)

    def _whole(self, body: str) -> str:
        """The organisation of which a body is part ("EC" → "EU"), else the body."""
        while body in self._tables.parents:
            body = self._tables.parents[body]
        return body

    def _in_office(self, tenure: Tenure) -> Identity:
        person, start, end = self._tables.entities[tenure.person], tenure.interval.start, tenure.interval.end
        body = self._whole(tenure.body)
        return Identity(person.id, person.name, person.kind, body, tenure.office, _text(start), _text(end))

    def _holders(self, name: str, on: datetime.date | None) -> list[Identity]:
        """Who held the office named: "prime minister of Kazakhstan", "Russian Foreign Minister"; newest first."""
        for office, body in _office_and_body(name):
            offices = self._offices.get(fold(office), set())
            bodies = {known.entity for known in self._look_up(body)} if offices else set()
            held = [
                tenure
                for tenure in self._tables.tenures
                if tenure.office in offices and tenure.body in bodies and tenure.interval.holds_on(on)
            ]
            if held:
                held.sort(key=_newest_first)
                exact = [tenure for tenure in held if fold(tenure.office) == fold(office)]
                return list(dict.fromkeys(map(self._in_office, exact or held)))
        return []

    def _look_up(self, name: str) -> list[Name]:
        """What the name may be: as written, without title or article, without an ending, as a code in small letters."""
        stem = _ENDING.sub("", name)
        for spelling in dict.fromkeys((name, self._without_title(name), stem, self._without_title(stem))):
            found = self._by_code(spelling) + self._exact.get(spelling, []) or self._folded.get(fold(spelling))
            if found:
                return found
        return self._by_code(name.upper())

    def _by_code(self, code: str) -> list[Name]:
        known = self._codes.get(self._tables.numbers.get(code, code))
        return [known] if known else []

    def _without_title(self, name: str) -> str:
        """ "President Tokayev" → "Tokayev", "the Kremlin" → "Kremlin"."""
        words = name.split()
        for size in range(min(4, len(words) - 1), 0, -1):
            if fold(" ".join(words[:size])) in self._titles or (size == 1 and words[0].casefold() == "the"):
                return self._without_title(" ".join(words[size:]))
        return name

    def _near(self, folded: str) -> list[list[Name]]:
        if len(folded) < _SHORTEST_FUZZY:
            return []
        from rapidfuzz import fuzz, process  # only names that are not known need it

        found = process.extract(folded, self._folded.keys(), scorer=fuzz.ratio, score_cutoff=NEARLY, limit=_MOST)
        return [self._folded[spelling] for spelling, _, _ in found]


def _office_and_body(name: str) -> Iterator[tuple[str, str]]:
    """Each way to read a name as an office and a body: "minister of defence of X", "X's minister", "X minister"."""
    words = name.split()
    for cut in range(len(words) - 1, 0, -1):
        head, tail = words[:cut], words[cut:]
        if tail[0].casefold() == "of" and len(tail) > 1:
            yield " ".join(_bare(head)), " ".join(tail[1:])
        yield " ".join(tail), " ".join(_bare(head))


def _bare(words: list[str]) -> list[str]:
    return words[1:] if words[0].casefold() == "the" and len(words) > 1 else words


def _newest_first(tenure: Tenure) -> tuple[int, int]:
    start, end = tenure.interval.start, tenure.interval.end
    return (0 if end is None else 1, -(start.first.toordinal() if start else 0))


def _text(value: object) -> str | None:
    return None if value is None else str(value)
