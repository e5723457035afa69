"""The gazetteer: every name of the tables, found in a text in one pass, whole words only, leftmost and longest first.

Names keep their case ("US" is never "us", "Turkey" never "turkey"); names of four letters and more are also known in
capitals, names of three words and more in any case if only they begin with a capital. Names in inflecting languages
are found by their stems.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from dragoman.world.entities import Name, Sense
from dragoman.world.inflection import INFLECTING, Inflected
from dragoman.world.spelling import Flat, flatten, is_long, spellings
from dragoman.world.tables import Organ

_ARTICLE = "the "
_BY_LENGTH = frozenset({Sense.NAME, Sense.DEMONYM, Sense.METONYM, Sense.SURNAME})


@dataclass(slots=True)
class Target:
    """What a spelling may stand for: names, a sort of organ, or – both empty – nothing that acts ("Indian Ocean")."""

    names: list[Name] = field(default_factory=list)
    organ: Organ | None = None


class Found(NamedTuple):
    """A spelling in a flattened text, half-open."""

    start: int
    end: int
    target: Target


_Hit = tuple[int, int, Target]  # start, end with a minus (so that the longest sorts first), what it may stand for
_PLACE = itemgetter(0, 1)


class Gazetteer:
    """Finds names of some languages. Building takes some hundredths of a second; finding is done in Rust."""

    def __init__(self, names: Iterable[Name], organs: Iterable[Organ], not_names: Iterable[str]) -> None:
        self._exact: dict[str, Target] = {}
        self._any_case: dict[str, Target] = {}
        self._stems: dict[str, list[tuple[Inflected, Target]]] = {}
        for name in names:
            if name.language in INFLECTING:
                self._learn_stems(name)
            else:
                self._learn(name.text, shout=name.sense in _BY_LENGTH, name=name)
        for organ in organs:
            for term in organ.terms:
                self._learn(term, shout=False, organ=organ)
        for phrase in not_names:
            self._learn(phrase, shout=False)
        self._as_written = _Spellings(self._exact)
        self._in_any_case = _Spellings(self._any_case)
        self._by_stem = _Automaton(self._stems)

    def _learn(self, text: str, *, shout: bool, name: Name | None = None, organ: Organ | None = None) -> None:
        for spelling in spellings(text, shout=shout):
            self._put(self._exact, spelling, name, organ)
            if shout and is_long(spelling):
                self._put(self._any_case, spelling.lower(), name, organ)

    @staticmethod
    def _put(table: dict[str, Target], spelling: str, name: Name | None, organ: Organ | None) -> None:
        target = table.setdefault(spelling, Target())
        if name and name not in target.names:
            target.names.append(name)
        target.organ = organ or target.organ

    def _learn_stems(self, name: Name) -> None:
        inflected = Inflected(name.text, name.language)
        for anchor in inflected.anchors:
            self._stems.setdefault(anchor, []).append((inflected, Target([name])))

    def find(self, text: str) -> tuple[Flat, list[Found]]:
        """The flattened text and what was found in it, in order, without overlap."""
        flat = flatten(text)
        hits = self._as_written.whole_words(flat.text)
        lower = flat.text.replace("İ", "i").lower()
        if len(lower) == len(flat.text):
            hits += [hit for hit in self._in_any_case.whole_words(lower) if flat.text[hit[0]].isupper()]
        hits += self._inflected(flat.text)
        return flat, _leftmost_longest(hits)

    def _inflected(self, text: str) -> Iterator[_Hit]:
        stems = list(self._stems.values())
        for index, start, _ in self._by_stem.find(text):
            if start and text[start - 1].isalnum():
                continue
            for inflected, target in stems[index]:
                end = inflected.match(text, start)
                if end is not None:
                    yield start, -end, target


class _Automaton:
    """An Aho-Corasick automaton over the keys of a table, which may be empty."""

    def __init__(self, table: Mapping[str, object]) -> None:
        patterns = list(table)
        self._automaton = AhoCorasick(patterns, matchkind=MatchKind.Standard) if patterns else None

    def find(self, text: str) -> Sequence[tuple[int, int, int]]:
        """Key, start and end of every occurrence, within words too."""
        return self._automaton.find_matches_as_indexes(text, overlapping=True) if self._automaton else ()


class _Spellings(_Automaton):
    """An automaton that knows what its spellings stand for."""

    def __init__(self, table: Mapping[str, Target]) -> None:
        super().__init__(table)
        self._targets = list(table.values())
        self._leads = [len(_ARTICLE) if spelling[:4].lower() == _ARTICLE else 0 for spelling in table]

    def whole_words(self, text: str) -> list[_Hit]:
        """Every spelling between word boundaries. An article ("the West") is needed, but not part of the mention."""
        size = len(text)
        leads, targets = self._leads, self._targets
        return [
            (start + leads[index], -end, targets[index])
            for index, start, end in self.find(text)
            if not (start and text[start - 1].isalnum()) and not (end < size and text[end].isalnum())
        ]


def _leftmost_longest(hits: list[_Hit]) -> list[Found]:
    hits.sort(key=_PLACE)
    kept: list[Found] = []
    edge = begin = 0
    for start, minus_end, target in hits:
        if start >= edge:
            kept.append(Found(start, -minus_end, target))
            begin, edge = start, -minus_end
        elif start == begin and -minus_end == edge:
            kept[-1] = _joined(kept[-1], target)
    return kept


def _joined(one: Found, other: Target) -> Found:
    """Two spellings at one place: what either may stand for."""
    new = [name for name in other.names if name not in one.target.names]
    if not new and not other.organ:
        return one
    return Found(one.start, one.end, Target(one.target.names + new, one.target.organ or other.organ))
