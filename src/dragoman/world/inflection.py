"""Inflection: how a Russian, Kazakh or Turkish name looks in a sentence – a stem and one of a few endings.

"Организация тюркских государств" is found as "Организацией тюркских государств", "Қазақстан" as "Қазақстанның",
"Türk Devletleri Teşkilatı" as "Türk Devletleri Teşkilatının". The endings are those that names take; fleeting vowels
("Казахстанец") are not undone. A Turkish ending after an apostrophe ("Türkiye'nin") needs nothing: the name ends there.
"""

import re
from functools import cached_property

from dragoman.world.spelling import flatten

_RU_ADJECTIVE = re.compile(r"(?:ая|яя|ий|ый|ой|ое|ее|ие|ые)$")
_RU_VOWEL = re.compile(r"[аяьйоеёуыи]$")
_RU_ADJECTIVE_ENDINGS = "ая|яя|ой|ей|ою|ую|юю|ий|ый|ого|его|ому|ему|им|ым|ом|ем|ое|ее|ие|ые|их|ых|ими|ыми|ия|ию|ием|ии"
_RU_VOWEL_ENDINGS = "а|я|ь|й|о|е|у|ю|ы|и|ой|ей|ёй|ом|ем|ём|ою|ею|ью|ам|ям|ами|ями|ах|ях|ов|ев|"
_RU_ENDINGS = "ами|ах|ам|ого|ому|ом|ем|ов|ым|ой|ою|а|у|е|ы|и|"
_KK_ENDING = (
    "(?:лар|лер|дар|дер|тар|тер)?(?:ымыз|іміз|сы|сі|ы|і)?(?:ның|нің|дың|дің|тың|тің|ндағы|ндегі|дағы|дегі|тағы|тегі|"
    "нда|нде|нан|нен|дан|ден|тан|тен|мен|бен|пен|ға|ге|қа|ке|ны|ні|ды|ді|ты|ті|да|де|та|те|на|не|лық|лік|дық|дік|тық|тік)?"
)
_TR_ENDING = "(?:l[ae]r[ıi]?)?(?:n[ıiuü]n|nd[ae]n?|n[aeıiuü]|yl[ae]|nc[ae])?"
INFLECTING = frozenset({"ru", "kk", "tr"})


class Inflected:
    """A name that inflects: `anchors` begin every form of it, `match` finds where a form ends."""

    def __init__(self, name: str, language: str) -> None:
        self._words = flatten(name).text.split()
        self._language = language

    @property
    def anchors(self) -> tuple[str, ...]:
        """The unchanging beginnings of the name, with a capital and as written."""
        stem = _stem(self._words[0], self._language)
        return tuple(dict.fromkeys([stem, stem[0].upper() + stem[1:]]))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        last = len(self._words) - 1
        words = [_word(word, self._language, last=n == last) for n, word in enumerate(self._words)]
        return re.compile(" ".join(words) + r"(?!\w)")

    def match(self, text: str, start: int) -> int | None:
        """Where the form that begins at `start` ends; None if none does."""
        found = self._pattern.match(text, start)
        return found.end() if found else None


def _inflects(word: str) -> bool:
    return len(word) > 2 and not word.isupper() and word[-1].isalpha()


def _stem(word: str, language: str) -> str:
    if language != "ru" or not _inflects(word):
        return word
    if _RU_ADJECTIVE.search(word) and len(word) > 4:
        return word[:-2]
    return word[:-1] if _RU_VOWEL.search(word) else word


def _word(word: str, language: str, *, last: bool) -> str:
    stem = _stem(word, language)
    head = re.escape(stem)
    if stem[0].islower():
        head = f"[{stem[0]}{stem[0].upper()}]" + head[len(re.escape(stem[0])) :]
    if not _inflects(word):
        return head
    if language == "kk":
        return head + _KK_ENDING
    if language == "tr":
        return head + (_TR_ENDING if last else "")
    cut = len(word) - len(stem)
    return f"{head}(?:{(_RU_ENDINGS, _RU_VOWEL_ENDINGS, _RU_ADJECTIVE_ENDINGS)[cut]})"
