"""Identities: the register behind `dragoman who` – a name in, whom it meant out."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from dragoman.world.entities import Entity, EntityKind, Identity, Name, Sense, Tenure
from dragoman.world.spelling import fold, spellings
from dragoman.world.tables import Tables

NEARLY = 90.0  # rapidfuzz's ratio, 0-100, from which two spellings are taken for one
_SHORTEST_FUZZY = 5  # shorter names are too near to each other
_MOST = 10  # spellings in one answer that is only near
_SENSES = (Sense.NAME, Sense.ACRONYM, Sense.SURNAME, Sense.METONYM, Sense.DEMONYM)

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
        self._titles = frozenset(fold(t) for o in tables.offices.values() for t in (o.name, *o.titles))

    def identities(self, name: str, on: datetime.date | None) -> list[Identity]:
        """Best first; empty if nothing is near."""
        rows: dict[Identity, None] = {}
        for names in self._look_up(name.strip()):
            held = [known for known in names if known.interval.holds_on(on)]
            for known in sorted(held or names, key=lambda known: self._order(known, on)):
                rows |= dict.fromkeys(self._rows(self._tables.entities[known.entity], known, on))
        return list(rows)

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
            yield Identity(entity.id, entity.name, entity.kind, state, None, _text(start), _text(end))
            return
        held = [tenure for tenure in self._tenures.get(entity.id, ()) if tenure.interval.holds_on(on)]
        if on:
            held.sort(key=lambda tenure: self._tables.offices[tenure.office].rank)
        for tenure in held:
            start, end = tenure.interval.start, tenure.interval.end
            yield Identity(
                entity.id, entity.name, entity.kind, self._whole(tenure.body), tenure.office, _text(start), _text(end)
            )
        if not held:
            yield Identity(entity.id, entity.name, entity.kind, None, None, None, None)

    def _whole(self, body: str) -> str:
        """The organisation of which a body is part ("EC" → "EU"), else the body."""
        while body in self._tables.parents:
            body = self._tables.parents[body]
        return body

    def _look_up(self, name: str) -> list[list[Name]]:
        """What the name may be, the likeliest first: one group if it is known, else one for each spelling near it."""
        for spelling in (name, self._without_title(name)):
            found = self._by_code(spelling) + self._exact.get(spelling, []) or self._folded.get(fold(spelling))
            if found:
                return [found]
        return self._near(fold(self._without_title(name)))

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


def _text(value: object) -> str | None:
    return None if value is None else str(value)
