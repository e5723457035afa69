"""Phrases: names made of words – "President Tokayev", "Russian Foreign Minister", "Ministry of Defence of Kazakhstan" –
and inflected forms. Each is refused at a glance where no word of it begins or ends an office, an organ or a name.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from dragoman.world.entities import Name
from dragoman.world.inflection import Inflected
from dragoman.world.spelling import flatten, fold
from dragoman.world.tables import OfficeWord, Tables

_MOST_WORDS = 24
_ARTICLE, _OF = "the", "of"
_ANCHOR = 4  # letters by which forms are filed
_ARABIC = ("\u0600", "\u06ff")
_ARABIC_BEFORE = 5  # letters that may stand before an Arabic name: article, conjunction, preposition


class Worded(NamedTuple):
    """A name as it is compared: folded, and word by word, as written and folded."""

    folded: str
    words: list[str]
    parts: list[str]


@lru_cache(maxsize=64)
def worded(name: str) -> Worded:
    """A name by its words; one name is asked for several times in a row."""
    folded, words = fold(name), name.split()
    parts = folded.split(" ")
    return Worded(folded, words, parts if len(parts) == len(words) else [fold(word) for word in words])


class Phrases:
    """Titles, offices and organs, by their words."""

    def __init__(self, tables: Tables) -> None:
        self.offices: dict[str, tuple[str, ...]] = {}  # a folded title → the offices that it may mean
        self.organs: dict[str, str] = {}  # a folded term → the code of the organ
        for office in tables.offices.values():
            for title in dict.fromkeys(map(fold, (office.name, office.role, *office.titles))):
                self.offices[title] = (*self.offices.get(title, ()), office.name)
        for organ in tables.organs.values():
            for term in organ.terms:
                self.organs.setdefault(fold(term), organ.code)
        self._codes = frozenset(tables.organs)
        titles = [fold(title) for o in tables.offices.values() for title in (o.name, *o.titles)]
        self.same_as: dict[str, str] = {}  # a folded word → the title that it stands for, if it is one alone
        self.alone: dict[str, str] = {}  # a folded word → whose office or organ it is if nobody is named
        for row in tables.office_words:
            self._learn(row, titles)
        self._titles = frozenset([*titles, _ARTICLE])
        parts = [*self.offices, *self.organs]
        self._leads = _longest(self._titles, 0)
        self._firsts, self._lasts = _longest(parts, 0), _longest(parts, -1)

    def _learn(self, row: OfficeWord, titles: list[str]) -> None:
        """Take in the words of a row; those of offices, and those that mean none, may stand before a name."""
        for word in map(fold, row.words):
            if row.alone:
                self.alone[word] = row.alone
            if row.means and row.means[0] in self._codes:
                self.organs.setdefault(word, row.means[0])
                continue
            titles.append(word)
            meant = row.means if len(row.means) > 1 else [o for mean in row.means for o in self.offices[fold(mean)]]
            if meant:
                self.offices[word] = tuple(dict.fromkeys((*self.offices.get(word, ()), *meant)))
            if len(row.means) == 1:
                self.same_as[word] = fold(row.means[0])

    def without_title(self, name: str) -> str:
        """ "President Tokayev" → "Tokayev", "the Kremlin" → "Kremlin"."""
        _, words, parts = worded(name)
        longest = self._leads.get(parts[0].partition(" ")[0], 0) if len(words) > 1 else 0
        for size in range(min(longest, len(words) - 1), 0, -1):
            if " ".join(parts[:size]) in self._titles:
                return self.without_title(" ".join(words[size:]))
        return name

    def readings(self, name: str) -> list[tuple[str, str]]:
        """Each way to read a name as a folded office or organ and a body: "minister of defence of X", "X's minister",
        "министр обороны X".
        """
        _, words, folded = worded(name)
        if not 1 < len(words) <= _MOST_WORDS:
            return []
        if folded[0] == _ARTICLE and len(words) > 2:
            words, folded = words[1:], folded[1:]
        before = self._firsts.get(folded[0].partition(" ")[0], 0)
        after = self._lasts.get(folded[-1].rpartition(" ")[2], 0)
        if not before and not after:
            return []
        found: list[tuple[str, str]] = []
        size = len(words)
        for cut in range(min(size - 1, before), 0, -1):
            beside = cut + 1 if folded[cut] == _OF else cut
            if beside < size:
                self._read(folded[:cut], words[beside:], found)
        for cut in range(size - 1, max(0, size - after - 1), -1):
            self._read(folded[cut:], words[:cut], found)
        return found

    def _read(self, part: list[str], body: list[str], found: list[tuple[str, str]]) -> None:
        called = " ".join(part)
        if called in self.offices or called in self.organs:
            found.append((called, " ".join(body)))


def _longest(phrases: Iterable[str], place: int) -> dict[str, int]:
    """The first (0) or last (-1) word of each phrase, and how many words such phrases have at most."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        words = phrase.split(" ")
        longest[words[place]] = max(len(words), longest.get(words[place], 0))
    return longest


class Forms:
    """Names that inflect, filed by what does not change: first letters, how many words, how the last one begins."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._filed: dict[tuple[str, int, str], list[tuple[str, Inflected, Name]]] = defaultdict(list)
        for name in names:
            inflected = Inflected(name.text, name.language, name.sense)
            count, letter = _end(flatten(name.text).text)
            for anchor in inflected.anchors:
                self._filed[anchor[:_ANCHOR], count, letter].append((anchor, inflected, name))

    def of(self, word: str) -> list[Name]:
        """The names of which a word is a form, and nothing else."""
        text = word if word.isascii() else flatten(word).text
        count, letter = _end(text)
        reach = _ARABIC_BEFORE if _ARABIC[0] <= text[:1] <= _ARABIC[1] else 0
        found: dict[int, Name] = {}
        for start in range(reach + 1):
            for size in range(_ANCHOR, 0, -1):
                for anchor, inflected, name in self._filed.get((text[start : start + size], count, letter), ()):
                    if text.startswith(anchor, start) and inflected.match(text, start) == (0, len(text)):
                        found[id(name)] = name
        return list(found.values())


def _end(text: str) -> tuple[int, str]:
    """How many words there are, and the first letter of the last if it is not the first."""
    head, _, last = text.rpartition(" ")
    return text.count(" "), last[:1].casefold() if head else ""
