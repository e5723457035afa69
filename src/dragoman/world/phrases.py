"""Phrases: names made of words – "President Tokayev", "Russian Foreign Minister", "Ministry of Defence of Kazakhstan" –
and inflected forms. Each is refused at a glance where no word of it begins or ends an office, an organ or a name.
"""

from collections import defaultdict
from collections.abc import Iterable

from dragoman.world.entities import Name
from dragoman.world.inflection import Inflected
from dragoman.world.spelling import flatten, fold
from dragoman.world.tables import Tables

_MOST_WORDS = 24
_ARTICLE, _OF = "the", "of"
_ANCHOR = 4  # letters by which forms are filed
_ARABIC = ("\u0600", "\u06ff")
_ARABIC_BEFORE = 5  # letters that may stand before an Arabic name: article, conjunction, preposition


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
        self._titles = frozenset(fold(title) for o in tables.offices.values() for title in (o.name, *o.titles))
        self._leads = {_ARTICLE: 1}  # the first word of a title → how many words such a title has at most
        for title in self._titles:
            lead, size = title.partition(" ")[0], title.count(" ") + 1
            self._leads[lead] = max(size, self._leads.get(lead, 0))
        parts = [*self.offices, *self.organs]
        self._firsts = frozenset(part.partition(" ")[0] for part in parts)
        self._lasts = frozenset(part.rpartition(" ")[2] for part in parts)

    def without_title(self, name: str) -> str:
        """ "President Tokayev" → "Tokayev", "the Kremlin" → "Kremlin"."""
        lead, _, rest = name.partition(" ")
        longest = self._leads.get(fold(lead).partition(" ")[0], 0) if rest else 0
        if not longest:
            return name
        words = name.split()
        for size in range(min(longest, len(words) - 1), 0, -1):
            if fold(" ".join(words[:size])) in self._titles or (size == 1 and words[0].casefold() == _ARTICLE):
                return self.without_title(" ".join(words[size:]))
        return name

    def readings(self, name: str) -> list[tuple[str, str]]:
        """Each way to read a name as a folded office or organ and a body: "minister of defence of X", "X's minister"."""
        words = name.split()
        if not 1 < len(words) <= _MOST_WORDS:
            return []
        if words[0].casefold() == _ARTICLE and len(words) > 2:
            del words[0]
        folded = [fold(word) for word in words]
        before = folded[0].partition(" ")[0] in self._firsts
        after = folded[-1].rpartition(" ")[2] in self._lasts
        if not (before and _OF in folded) and not after:
            return []
        found: list[tuple[str, str]] = []
        for cut in range(len(words) - 1, 0, -1):
            if before and folded[cut] == _OF and cut + 1 < len(words):
                self._read(folded[:cut], words[cut + 1 :], found)
            if after:
                self._read(folded[cut:], words[:cut], found)
        return found

    def _read(self, part: list[str], body: list[str], found: list[tuple[str, str]]) -> None:
        called = " ".join(part)
        if called in self.offices or called in self.organs:
            found.append((called, " ".join(body)))


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
