"""Names: what a registry calls somebody, judged – fit to be found in a text, and in which language.

Kept: Latin letters (`mul`), Russian and Kazakh ones, Arabic, Chinese. Left: other scripts, which no reader reads;
names of persons in one word, which would be found everywhere; surnames put first with a comma.
"""

import re
import unicodedata

from dragoman.world.entities import Sense

LONGEST_NAME = 160
_RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_KAZAKH = frozenset("әғқңөұүһі")
_ONLY_KAZAKH = frozenset("әғқңөұүһ")
_PERSIAN = frozenset("پچژگکی")
_QUOTES = "\"'«“‘„"
_ACRONYM = re.compile(r"[A-ZÀ-Þ0-9&-]{2,10}")


def clean(text: object) -> str | None:
    """A name as one line of visible characters; None for what is no name: another type, no letters, a formula."""
    if not isinstance(text, str) or len(text) > 4 * LONGEST_NAME:
        return None
    visible = "".join(" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c)[0] != "C")
    name = " ".join(unicodedata.normalize("NFC", visible).split())
    first = name.lstrip(_QUOTES)[:1]
    if not 2 <= len(name) <= LONGEST_NAME or not first.isalnum() or not any(c.isalpha() for c in name):
        return None
    return _unshouted(name)


def _unshouted(name: str) -> str:
    """ "JORGE FERNANDEZ" → "Jorge Fernandez"; one word may be an acronym and stays."""
    return name.title() if name.isupper() and " " in name and name.replace(" ", "").isalpha() else name


def language_of(name: str) -> str | None:
    """The language in whose texts the name is looked for; None for a script that is not read."""
    letters = {c for c in name.casefold() if c.isalpha()}
    scripts = {unicodedata.name(c, "").split(" ")[0] for c in letters}
    if scripts == {"LATIN"}:
        return "mul"
    if scripts == {"CYRILLIC"}:
        if letters <= _RUSSIAN:
            return "ru"
        return "kk" if letters <= _RUSSIAN | _KAZAKH and letters & _ONLY_KAZAKH else None
    if scripts == {"ARABIC"}:
        return None if letters & _PERSIAN else "ar"
    return "zh" if scripts == {"CJK"} else None


def fault_of_person(name: str) -> str | None:
    """Why a further name of a person would not do in a text; None if it does."""
    if "," in name:
        return "a name with the surname put first"
    if " " not in name and language_of(name) != "zh":
        return "a person's name of one word"
    return None


def sense_of(name: str) -> Sense:
    """An acronym, or a name."""
    return Sense.ACRONYM if _ACRONYM.fullmatch(name) and any(c.isalpha() for c in name) else Sense.NAME
