"""Inflection: how a name of an inflecting language looks in a sentence – a stem, and what may stand before and after it.

"Организация тюркских государств" is found as "Организацией тюркских государств", "Қазақстан" as "Қазақстанның",
"Türk Devletleri Teşkilatı" as "Türk Devletleri Teşkilatının", "روسيا" as "وروسيا", "الصين" as "للصين". Fleeting vowels
are undone ("казахстанец" → "казахстанцев", "россиянин" → "россиян"). The endings are those that names take. A Turkish
ending after an apostrophe ("Türkiye'nin") needs nothing: the name ends there.
"""

import re
from functools import cached_property

from dragoman.world.entities import Sense
from dragoman.world.spelling import flatten

INFLECTING = frozenset({"ru", "kk", "tr", "ar"})

_RU_ADJECTIVE = re.compile(r"(?:ая|яя|ий|ый|ой|ое|ее|ие|ые)$")
_RU_VOWEL = re.compile(r"[аяьйоеёуыи]$")
_RU_ADJECTIVE_ENDINGS = "ая|яя|ой|ей|ою|ую|юю|ий|ый|ого|его|ому|ему|им|ым|ом|ем|ое|ее|ие|ые|их|ых|ими|ыми|ия|ию|ием|ии"
_RU_VOWEL_ENDINGS = "а|я|ь|й|о|е|у|ю|ы|и|ой|ей|ёй|ом|ем|ём|ою|ею|ью|ам|ям|ами|ями|ах|ях|ов|ев|"
_RU_ENDINGS = "ами|ах|ам|ого|ому|ом|ем|ов|ым|ой|ою|а|у|е|ы|и|"
_RU_IYA_ENDINGS = "я|и|ю|й|ей|ею|ям|ями|ях"  # Сирия: there is no bare "Сири"
_RU_FLEETING = "ец|{0}(?:ами|ах|ам|ем|ом|ев|ов|а|у|е|ы|и)"
_RU_PERSON = "ин(?:а|у|ом|е|ы|ов|ам|ами|ах)?|е|ы|ами|ах|ам|"
_KK_ENDING = (
    "(?:лар|лер|дар|дер|тар|тер)?(?:ымыз|іміз|сы|сі|ы|і)?(?:ның|нің|дың|дің|тың|тің|ндағы|ндегі|дағы|дегі|тағы|тегі|"
    "нда|нде|нан|нен|дан|ден|тан|тен|мен|бен|пен|ға|ге|қа|ке|ны|ні|ды|ді|ты|ті|да|де|та|те|на|не|лық|лік|дық|дік|тық|тік)?"
)
_TR_PLURAL = "l[ae]r"
_TR_CASE = "(?:s?[ıiuü])?(?:n?[ıiuü]n|n?[dt][ae]n?(?:ki(?:l[ae]r)?)?|y?[ıiuü]|n[ıiuü]|[yn]?[ae]|y?l[ae]|nc[ae])?(?:[dt][ıiuü]r)?"
_TR_SHORT = 3  # letters; so short a people takes an ending only in the plural ("Lehine" is no Pole)
_AR_LETTER = "ء-غف-ي"
_AR_BEFORE = re.compile(rf"(?<![{_AR_LETTER}])[وف]?(?:[بكلس]|(?:[بك])?ال|لل)?$")
_AR_BEFORE_BARE = re.compile(rf"(?<![{_AR_LETTER}])[وف]?لل$")
_AR_ARTICLE = "ال"
_AR_PEOPLE = "(?:يون|يين|يتان|يتين|ون|ين|ات|ان|ة|ه|ا)?"
_AR_LONGEST_BEFORE = 4


class Inflected:
    """A name that inflects: `anchors` stand in every form of it, `match` finds the form around an anchor."""

    def __init__(self, name: str, language: str, sense: Sense = Sense.NAME) -> None:
        self._words = flatten(name).text.split()
        self._language = language
        self._people = sense is Sense.DEMONYM

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """The unchanging beginnings of the name, with a capital and as written; of an Arabic name what follows the article."""
        if self._language == "ar":
            return (" ".join([self._words[0].removeprefix(_AR_ARTICLE), *self._words[1:]]),)
        stem = _stem(self._words[0], self._language)
        return tuple(dict.fromkeys([stem, stem[0].upper() + stem[1:]]))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        if self._language == "ar":
            return re.compile(
                re.escape(self.anchors[0]) + (_AR_PEOPLE if self._people else "") + rf"(?![{_AR_LETTER}])"
            )
        last = len(self._words) - 1
        words = [self._word(word, last=n == last) for n, word in enumerate(self._words)]
        return re.compile(" ".join(words) + r"(?!\w)")

    def match(self, text: str, start: int) -> tuple[int, int] | None:
        """Where the form around the anchor at `start` begins and ends; None if there is none."""
        begin = self._begin(text, start)
        found = self._pattern.match(text, start) if begin is not None else None
        return (begin, found.end()) if begin is not None and found else None

    def _begin(self, text: str, start: int) -> int | None:
        if self._language != "ar":
            return None if start and text[start - 1].isalnum() else start
        article = self._words[0].startswith(_AR_ARTICLE)
        if article and start >= len(_AR_ARTICLE) and text.startswith(_AR_ARTICLE, start - len(_AR_ARTICLE)):
            start -= len(_AR_ARTICLE)
        elif article:
            return start if _AR_BEFORE_BARE.search(text, max(0, start - _AR_LONGEST_BEFORE), start) else None
        return start if _AR_BEFORE.search(text, max(0, start - _AR_LONGEST_BEFORE - 1), start) else None

    def _word(self, word: str, *, last: bool) -> str:
        stem = _stem(word, self._language)
        head = re.escape(stem)
        if stem[0].islower():
            head = f"[{stem[0]}{stem[0].upper()}]" + head[len(re.escape(stem[0])) :]
        if not _inflects(word):
            return head
        if self._language == "kk":
            return head + _KK_ENDING
        if self._language == "tr":
            return head + self._turkish_ending(word) if last else head
        return f"{head}(?:{_russian_endings(word, stem)})"

    def _turkish_ending(self, word: str) -> str:
        if len(self._words) == 1 and len(word) <= _TR_SHORT:
            return f"(?:{_TR_PLURAL}{_TR_CASE})?" if self._people else ""
        return f"(?:{_TR_PLURAL})?{_TR_CASE}"


def _inflects(word: str) -> bool:
    return len(word) > 2 and not word.isupper() and word[-1].isalpha()


def _stem(word: str, language: str) -> str:
    if language != "ru" or not _inflects(word):
        return word
    if _fleeting(word) or (word.endswith(("анин", "янин", "рин")) and word[0].islower()):
        return word[:-2]
    if _RU_ADJECTIVE.search(word) and len(word) > 4:
        return word[:-2]
    return word[:-1] if _RU_VOWEL.search(word) else word


def _fleeting(word: str) -> bool:
    """Whether the last vowel comes and goes: "казахстанец", and "турок" of the peoples in -ок."""
    return len(word) > 4 and word.endswith(("ец", "турок"))


def _russian_endings(word: str, stem: str) -> str:
    if _fleeting(word):
        return (
            _RU_FLEETING.format("йц" if stem[-1] in "аеиоуы" else "ц")
            if word.endswith("ец")
            else f"ок|к(?:{_RU_ENDINGS})"
        )
    if stem == word[:-2] and word.endswith("ин"):
        return _RU_PERSON
    if word.endswith("ия"):
        return _RU_IYA_ENDINGS
    return (_RU_ENDINGS, _RU_VOWEL_ENDINGS, _RU_ADJECTIVE_ENDINGS)[len(word) - len(stem)]
