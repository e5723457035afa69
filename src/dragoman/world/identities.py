"""Identities: the register behind `dragoman who` – a name in, whom it meant out.

A name is looked up as it is written, then in any case, without a title or an ending; then as an office or organ and its
body ("prime minister of Kazakhstan"), then as an inflected form. What is told of it changes only on some days; it is
worked out once for each stretch between two of them.
"""

import datetime
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from dragoman.data import rows as data_rows
from dragoman.records import Interval
from dragoman.world.checks import overlap
from dragoman.world.entities import Entity, EntityKind, Identity, Name, Sense, Tenure
from dragoman.world.inflection import INFLECTING
from dragoman.world.phrases import Forms, Phrases, worded
from dragoman.world.spelling import fold, spellings
from dragoman.world.tables import Tables
from dragoman.world.terms import Terms

NEARLY = 90.0  # rapidfuzz's ratio, 0-100, from which two spellings are taken for one
_SHORTEST_FUZZY = 5  # shorter names are too near to each other
_MOST = 10  # spellings in one answer that is only near
_LONGEST = 240  # letters; nothing longer is a name
_SENSES = (Sense.NAME, Sense.ACRONYM, Sense.SURNAME, Sense.METONYM, Sense.DEMONYM)
_ARTICLE, _LEADER = "the", "leader"
_NUMBER = re.compile(r" [IVXL]+$")  # "Charles III"
_ENDING = re.compile(r"['’ʼ]\w{0,6}$")  # "Kazakhstan's", "Türkiye'nin"
_APOSTROPHES = ("'", "’", "ʼ")

OrganOf = Callable[[str], Entity | None]


class Answer:
    """What is told of a name or a post on any day."""

    __slots__ = ("_bounds", "_tell", "_told")

    def __init__(self, intervals: Iterable[Interval], tell: Callable[[datetime.date | None], list[Identity]]) -> None:
        self._bounds = sorted({bound.first for span in intervals for bound in (span.start, span.end) if bound})
        self._tell = tell
        self._told: dict[int, list[Identity]] = {}

    def on(self, day: datetime.date | None) -> list[Identity]:
        """The identities, best first; a list of its own for every caller."""
        stretch = -1 if day is None else bisect_right(self._bounds, day)
        told = self._told.get(stretch)
        if told is None:
            told = self._told[stretch] = self._tell(day)
        return told.copy()


class Register:
    """Names by their exact and by their folded spelling. Built on first use."""

    def __init__(self, tables: Tables, terms: Terms, organ_of: OrganOf) -> None:
        self._tables = tables
        self._terms = terms
        self._organ_of = organ_of
        self._exact: dict[str, list[Name]] = defaultdict(list)
        self._folded: dict[str, list[Name]] = defaultdict(list)
        for name in tables.names:
            folds = []
            for spelling in spellings(name.text, shout=False):
                self._exact[spelling].append(name)
                folds.append(fold(spelling))
            for folded in dict.fromkeys(folds):
                self._folded[folded].append(name)
            self._learn_without_number(name)
        self._learn_codes()
        self._exact, self._folded = dict(self._exact), dict(self._folded)
        self._phrases = Phrases(tables)
        self._forms: Forms | None = None
        self._answers: dict[tuple[int, ...], Answer] = {}
        self._posts: dict[tuple[str, tuple[str, ...]], Answer | None] = {}

    def _learn_without_number(self, name: Name) -> None:
        """ "King Charles" for Charles III: who bears a number is looked up without it, too."""
        bare = _NUMBER.sub("", name.text)
        if bare != name.text and self._tables.entities[name.entity].kind is EntityKind.PERSON:
            self._folded[fold(bare)].append(name)

    def _learn_codes(self) -> None:
        """Codes and numbers of states come before names that are written alike; of two letters after them."""
        codes = {code: Name(code, code, "mul", Sense.NAME, life, "high") for code, life in self._tables.states.items()}
        for name in self._tables.names:
            codes.setdefault(name.entity, name)
        for code, name in codes.items():
            self._exact[code].insert(0, name)
            if not self._folded.get(fold(code)):
                self._folded[fold(code)] = [name]
        for number, states in self._tables.numbers.items():
            self._exact[number][:0] = self._folded[fold(number)] = [codes[state] for state in states]
        for row in data_rows("country_codes"):
            short = row["code"].upper()
            if short not in self._exact and fold(short) not in self._folded and row["entity"] in codes:
                self._exact[short] = [codes[row["entity"]]]

    def known(self, name: str, on: datetime.date | None) -> list[Identity]:
        """What a name or code stands for, or who held the office that the words name; best first."""
        if len(name) > _LONGEST:
            return []
        names = self._look_up(name)
        if names:
            return self._answer(names).on(on)
        return self._phrase(name, on) or self._alone(name, on) or self._behind(name, on) or self._inflected(name, on)

    def near(self, name: str, on: datetime.date | None) -> list[Identity]:
        """What spellings near to this one stand for, the nearest first."""
        rows = [row for names in self._near(fold(self._phrases.without_title(name))) for row in self._tell(names, on)]
        rows = list(dict.fromkeys(rows))
        return [row for row in rows if row.current] or rows

    def _look_up(self, name: str) -> list[Name] | None:
        """What the name may be: as written, without title or article, without an ending."""
        found = self._exact.get(name) or self._folded.get(worded(name).folded)
        if found:
            return found
        bare = self._phrases.without_title(name)
        if bare is not name:
            found = self._exact.get(bare) or self._folded.get(worded(bare).folded)
            if found and name[: -len(bare)].strip().casefold() != _ARTICLE:  # "президент США" is no title and a name
                found = [known for known in found if self._tables.entities[known.entity].kind is EntityKind.PERSON]
        if not found and any(mark in name for mark in _APOSTROPHES):
            stem = _ENDING.sub("", name)
            return self._look_up(stem) if stem != name else None
        return found

    def _answer(self, names: Sequence[Name]) -> Answer:
        key = tuple(map(id, names))  # the tables keep every name alive
        answer = self._answers.get(key)
        if answer is None:
            spans = [name.interval for name in names]
            spans += [term.interval for name in names for term in self._terms.of(name.entity)]
            answer = self._answers[key] = Answer(spans, partial(self._tell, names))
        return answer

    def _tell(self, names: Sequence[Name], on: datetime.date | None) -> list[Identity]:
        held = [name for name in names if name.interval.holds_on(on)]
        ordered = self._apart(sorted(held or names, key=lambda name: self._order(name, on)), on)
        told: dict[tuple[object, ...], Identity] = {}
        for row in (row for name in ordered for row in self._rows(name, on)):
            key = row.id, row.office, row.state, row.current, on or (row.start, row.end)
            if key not in told or row.verified:
                told[key] = row  # two names may say the same, and one of them be verified
        rows = list(told.values())
        return [row for row in rows if row.current] or rows

    def _apart(self, names: Sequence[Name], on: datetime.date | None) -> list[Name]:
        """Of the names of one entity that is no person, the first; without a date, also those of other times."""
        if len(names) == 1:
            return [*names]
        kept: list[Name] = []
        for name in names:
            same = [other for other in kept if other.entity == name.entity]
            met = same and (on is not None or any(overlap(name.interval, one.interval) is not None for one in same))
            if not met or self._tables.entities[name.entity].kind is EntityKind.PERSON:
                kept.append(name)
        return kept

    def _order(self, name: Name, on: datetime.date | None) -> tuple[int, ...]:
        person = self._tables.entities[name.entity].kind is EntityKind.PERSON
        start = name.interval.start
        to_come = 1 if on and start and start.first > on else 0
        newest = (to_come, 0 if name.interval.end is None else 1, -(start.first.toordinal() if start else 0))
        return (_SENSES.index(name.sense), *(self._terms.prominence(name.entity, on) if person else newest))

    def _rows(self, name: Name, on: datetime.date | None) -> Iterable[Identity]:
        entity, current = self._tables.entities[name.entity], name.interval.holds_on(on)
        if entity.kind is not EntityKind.PERSON:
            state = entity.id if entity.kind is EntityKind.STATE else entity.state
            start, end = name.interval.start, name.interval.end
            sure = name.verified or not (start or end)
            yield Identity(entity.id, entity.name, entity.kind, state, None, _text(start), _text(end), current, sure)
            return
        held = self._terms.of(entity.id, on)
        if on:
            held.sort(key=self._terms.rank)
        yield from (self._in_office(term, current) for term in held)
        if not held:
            yield Identity(entity.id, entity.name, entity.kind, None, None, None, None, current)

    def _whole(self, body: str) -> str:
        """The organisation of which a body is part ("EC" → "EU"), else the body."""
        while body in self._tables.parents:
            body = self._tables.parents[body]
        return body

    def _in_office(self, term: Tenure, current: bool = True) -> Identity:
        person, start, end = self._tables.entities[term.person], _text(term.interval.start), _text(term.interval.end)
        body, sure = self._whole(term.body), term.basis.verified
        return Identity(person.id, person.name, person.kind, body, term.office, start, end, current, sure, term.acting)

    def _phrase(self, name: str, on: datetime.date | None) -> list[Identity]:
        """Who held the office that the words name, newest first; or the organ of a state."""
        readings = self._phrases.readings(name)
        for title, body in readings:
            post = self._post(title, body)
            told = post.on(on) if post else []
            if told:
                return told
        codes = [
            f"{known.entity}-{self._phrases.organs[part]}"
            for part, state in readings
            if part in self._phrases.organs
            for known in self._bodies(state)
        ]
        return self._organ((*codes, name))

    def _organ(self, codes: Iterable[str]) -> list[Identity]:
        """The first of these codes that is one of an organ of a state."""
        for code in codes:
            organ = self._organ_of(code) if "-" in code else None
            if organ:
                return [Identity(organ.id, organ.name, organ.kind, organ.state, None, None, None)]
        return []

    def _alone(self, name: str, on: datetime.date | None) -> list[Identity]:
        """An office or organ that needs no body beside it: "High Representative", "Dışişleri Bakanlığı"."""
        word = worded(name).folded.removeprefix(f"{_ARTICLE} ")
        body = self._phrases.alone.get(word)
        if body is None:
            return []
        if word in self._phrases.organs:
            return self._organ([f"{body}-{self._phrases.organs[word]}"])
        post = self._post(word, body)
        return post.on(on) if post else []

    def _bodies(self, name: str) -> Sequence[Name]:
        """What stands beside an office or organ, inflected or not: "России", "Russian"."""
        return self._look_up(name) or (() if name.isascii() else self._forms_of(name))

    def _post(self, title: str, body: str) -> Answer | None:
        """What is told of an office of a body; None if nobody is known to have held it."""
        offices = self._phrases.offices.get(title, ())
        title = self._phrases.same_as.get(title, title)
        bodies = tuple(dict.fromkeys(known.entity for known in (self._bodies(body) if offices else ())))
        key = title, bodies
        if key not in self._posts:
            leaders = self._terms.leaders(bodies) if title == _LEADER else []
            terms = leaders or self._terms.at_any(bodies, offices)
            spans = [term.interval for term in terms] + [span for term in leaders for span in self._terms.led(term)]
            self._posts[key] = Answer(spans, partial(self._tell_post, title, terms)) if terms else None
        return self._posts[key]

    def _tell_post(self, title: str, terms: Sequence[Tenure], on: datetime.date | None) -> list[Identity]:
        held = [term for term in terms if term.interval.holds_on(on)]
        if title == _LEADER:
            held = [term for term in held if not (led := self._terms.led(term)) or any(s.holds_on(on) for s in led)]
        exact = [term for term in held if fold(term.office) == title]
        return list(dict.fromkeys(map(self._in_office, exact or held)))

    def _inflected(self, name: str, on: datetime.date | None) -> list[Identity]:
        """What a name in another case stands for: "Казахстаном"."""
        names = self._forms_of(name)
        return self._answer(names).on(on) if names else []

    def _behind(self, name: str, on: datetime.date | None) -> list[Identity]:
        """What stands behind a title, though it be no person or inflected: "Президента Путина"."""
        bare = self._phrases.without_title(name) if " " in name else name
        if bare is name:
            return []
        found = (
            self._exact.get(bare)
            or self._folded.get(worded(bare).folded)
            or (() if bare.isascii() else self._forms_of(bare))
        )
        return self._answer(found).on(on) if found else []

    def _forms_of(self, name: str) -> list[Name]:
        if self._forms is None:
            self._forms = Forms(known for known in self._tables.names if known.language in INFLECTING)
        return self._forms.of(name)

    def _near(self, folded: str) -> list[list[Name]]:
        """Names spelled with two letters that changed places ("Erdoagn"), then those whose letters are nearly the same."""
        if len(folded) < _SHORTEST_FUZZY:
            return []
        from rapidfuzz import fuzz, process  # only names that are not known need it
        from rapidfuzz.distance import OSA

        known, letters = list(self._folded), sorted(folded)
        swapped = process.extract(folded, known, scorer=OSA.distance, score_cutoff=1, limit=None)
        found = [one for one, _, _ in swapped if sorted(one) == letters]
        near = process.extract(folded, known, scorer=fuzz.ratio, score_cutoff=NEARLY, limit=_MOST)
        return [self._folded[one] for one in dict.fromkeys([*found, *(one for one, _, _ in near)])]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
