"""The gazetteer: every name of the tables, found in a text in one pass, whole words only, leftmost and longest first.

Names keep their case ("US" is never "us", "Turkey" never "turkey"); names of four letters and more are also known in
capitals, names of three words and more in any case if only they begin with a capital. Names in inflecting languages
are found by their stems. Chinese has no spaces: there a name may stand anywhere, and the longest wins; a name of one
letter counts only beside another such name or before a word for a side ("中美", "美方").

Phrases that hold a name and name nobody are found too, and nothing in them: "Georgia Tech". A `*` stands for any name
of a people: "* language", "*-speaking".
"""

import re
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
_ANY = "*"
_CHINESE = "zh"
_BY_LENGTH = frozenset({Sense.NAME, Sense.DEMONYM, Sense.METONYM, Sense.SURNAME})
_HAN = "\u3400-\u9fff"
_IS_HAN = re.compile(f"[{_HAN}]")
_HAN_SIDE = frozenset("方军媒企使驻对")
_NEVER = re.compile(r"(?!)")


@dataclass(slots=True)
class Target:
    """What a spelling may stand for: names, a sort of organ, or – both empty – nothing that acts ("Indian Ocean")."""

    names: list[Name] = field(default_factory=list)
    organ: Organ | None = None
    people: bool = (
        False  # a name of a people, as the patterns of `not_names.csv` want it; in Chinese any name may be one
    )

    def add(self, name: Name) -> None:
        """One more name."""
        if name not in self.names:
            self.names.append(name)
            self.people = self.people or name.sense is Sense.DEMONYM or name.language == _CHINESE


class Found(NamedTuple):
    """A spelling in a flattened text, half-open."""

    start: int
    end: int
    target: Target


_Hit = tuple[int, int, Target]  # start, end with a minus (so that the longest sorts first), what it may stand for
_PLACE = itemgetter(0, 1)


class Gazetteer:
    """Finds names of some languages. Building takes some tenths of a second; finding is done in Rust."""

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
        patterns: list[str] = []
        for phrase in not_names:
            if phrase.startswith(_ANY) or phrase.endswith(" " + _ANY):
                patterns.append(phrase)
            else:
                self._learn(phrase, shout=False)
        self._beside = _Beside(patterns)
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
        if name:
            target.add(name)
        target.organ = organ or target.organ

    def _learn_stems(self, name: Name) -> None:
        inflected, target = Inflected(name.text, name.language, name.sense), Target()
        target.add(name)
        for anchor in inflected.anchors:
            self._stems.setdefault(anchor, []).append((inflected, target))

    def find(self, text: str) -> tuple[Flat, list[Found]]:
        """The flattened text and what was found in it, in order, without overlap."""
        flat = flatten(text)
        hits = self._as_written.whole_words(flat.text)
        lower = flat.text.replace("İ", "i").lower()
        if len(lower) == len(flat.text):
            hits += [hit for hit in self._in_any_case.whole_words(lower) if flat.text[hit[0]].isupper()]
        hits += self._inflected(flat.text)
        return flat, self._beside.without(flat.text, _leftmost_longest(hits))

    def _inflected(self, text: str) -> Iterator[_Hit]:
        stems = list(self._stems.values())
        for index, start, _ in self._by_stem.find(text):
            for inflected, target in stems[index]:
                place = inflected.match(text, start)
                if place is not None:
                    yield place[0], -place[1], target


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
        self._han = [bool(_IS_HAN.match(spelling)) for spelling in table]
        self._single = [len(spelling) == 1 for spelling in table]

    def whole_words(self, text: str) -> list[_Hit]:
        """Every spelling between word boundaries. An article ("the West") is needed, but not part of the mention."""
        size = len(text)
        leads, targets = self._leads, self._targets
        found = self.find(text)
        if _IS_HAN.search(text):
            return self._in_chinese(text, found)
        return [
            (start + leads[index], -end, targets[index])
            for index, start, end in found
            if not (start and text[start - 1].isalnum()) and not (end < size and text[end].isalnum())
        ]

    def _in_chinese(self, text: str, found: Sequence[tuple[int, int, int]]) -> list[_Hit]:
        han, single = self._han, self._single
        covered = {
            place for index, start, end in found if han[index] and not single[index] for place in range(start, end)
        }
        letters = {start for index, start, _ in found if han[index] and single[index] and start not in covered}
        hits = []
        for index, start, end in found:
            if han[index]:
                fits = not single[index] or (
                    start in letters and _has_side(text, end, start - 1 in letters or end in letters)
                )
            else:
                fits = _is_edge(text[start - 1 : start]) and _is_edge(text[end : end + 1])
            if fits:
                hits.append((start + self._leads[index], -end, self._targets[index]))
        return hits


def _has_side(text: str, end: int, paired: bool) -> bool:
    """Whether a name of one letter is one: beside another, or before a word for a side."""
    return paired or text[end : end + 1] in _HAN_SIDE


def _is_edge(letter: str) -> bool:
    """Whether a word may begin or end beside it: nothing, a mark, or a Chinese letter."""
    return not letter.isalnum() or _IS_HAN.match(letter) is not None


class _Beside:
    """Words beside a name of a people that make it name nobody: "Russian language", "Kazakh-speaking", "langue russe"."""

    def __init__(self, patterns: Iterable[str]) -> None:
        before: list[str] = []
        after: list[str] = []
        for pattern in patterns:
            (after if pattern.startswith(_ANY) else before).append(pattern.removeprefix(_ANY).removesuffix(" " + _ANY))
        self._after = _any_of(after, "{}")
        self._before = _any_of(before, "(?:^|.*[^\\w]){} (?:ال)?$")
        self._reach = max((len(word) for word in before), default=0) + 4

    def without(self, text: str, found: list[Found]) -> list[Found]:
        """What was found, without the names that stand beside such a word."""
        return [one for one in found if not (one.target.people and self._is_beside(text, one))]

    def _is_beside(self, text: str, one: Found) -> bool:
        if self._after.match(text, one.end):
            return True
        return self._before.match(text[max(0, one.start - self._reach) : one.start]) is not None


def _any_of(words: list[str], frame: str) -> re.Pattern[str]:
    """One pattern for words of which each may end in `*`, which stands for an ending."""
    if not words:
        return _NEVER
    each = "|".join(
        re.escape(word).replace(r"\*", r"\w{0,4}") + ("" if _IS_HAN.search(word) else r"\b") for word in words
    )
    return re.compile(frame.format(f"(?:{each})"))


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
    both = Target(one.target.names + new, one.target.organ or other.organ, one.target.people or other.people)
    return Found(one.start, one.end, both)
