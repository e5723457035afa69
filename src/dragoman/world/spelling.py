"""Spelling: one name, its lawful variants; one text, flattened so that a name is found however it was typeset.

Flattening makes curly apostrophes straight, every hyphen and dash "-", every run of white space one space, every alef
of Arabic a plain one, and drops soft hyphens, zero-width characters, tatweel and the vowel marks of Arabic. A blank line
stays a wall (`WALL`) that no name can climb over.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

WALL = "\x1e"
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"}
)
_NO_WIDTH = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u0640\u064b-\u0652\u0670"
_SPACES = "\u00a0\u202f\u2009\u3000\t\r"
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_LETTERS = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك"}
_IRREGULAR = re.compile(rf"\s{{2,}}|[{_NO_WIDTH}]+")
_BASE_LETTERS = str.maketrans("ıøłđð", "iolđd")
_BRITISH_AMERICAN = (
    ("rganisation", "rganization"),
    ("Co-operation", "Cooperation"),
    ("Defence", "Defense"),
    ("Centre", "Center"),
    ("Programme", "Program"),
    ("-Speaking", "-speaking"),
    ("-Building", "-building"),
)
_LOWER_WORD = re.compile(r"(?<= )(?!(?:of|and|the|in|on|for|to|de|von|der|van|bin|al|el|da|with)\b)[a-z]")


@dataclass(frozen=True, slots=True)
class Flat:
    """A flattened text; `origin` gives the place in the text as it was."""

    text: str
    places: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def origin(self, place: int) -> int:
        """Where the character at `place` stands in the original text."""
        return place + self.shifts[bisect_right(self.places, place) - 1] if self.places else place


def flatten(text: str) -> Flat:
    """The text as names are matched in it."""
    for old, new in _SAME.items():
        text = text.replace(chr(old), str(new))
    for space in _SPACES:
        text = text.replace(space, " ")
    if _ARABIC.search(text):
        for variant, letter in _ARABIC_LETTERS.items():
            text = text.replace(variant, letter)
    if not _IRREGULAR.search(text):
        return Flat(text.replace("\n", " "))
    pieces, places, shifts = [], [0], [0]
    done = length = 0
    for found in _IRREGULAR.finditer(text):
        pieces.append(text[done : found.start()].replace("\n", " "))
        run = found.group()
        pieces.append((WALL if run.count("\n") > 1 else " ") if run[0].isspace() else "")
        length += found.start() - done + len(pieces[-1])
        done = found.end()
        places.append(length)
        shifts.append(done - length)
    pieces.append(text[done:].replace("\n", " "))
    return Flat("".join(pieces), tuple(places), tuple(shifts))


def plain(text: str) -> str:
    """Without diacritics: "Çavuşoğlu" → "Cavusoglu". Letters of other scripts stay."""
    if text.isascii():
        return text
    bare = (c for c in unicodedata.normalize("NFKD", text.translate(_BASE_LETTERS)) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", "".join(bare))


def _folded(letter: str) -> str:
    bare = plain(flatten(f"x{letter}x").text).casefold()
    return bare.replace("-", " ").replace("'", "").replace(".", "")[1:-1]


class _Folds(dict[int, str]):
    """What each character becomes when a name is folded, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _folded(chr(code))
        return self[code]


_FOLDS = _Folds()


def fold(text: str) -> str:
    """What two spellings of one name have in common: small letters, no diacritics, no hyphens, one space."""
    return " ".join(text.translate(_FOLDS).split())


def is_long(name: str) -> bool:
    """Whether a name has so many words that its capitals do not matter: three."""
    return name.count(" ") >= 2


def _capital(found: re.Match[str]) -> str:
    return found.group().upper()


def spellings(name: str, *, shout: bool) -> Iterator[str]:
    """A name and its variants: British and American, without diacritics, at the head of a sentence, in a heading.

    `shout` adds capitals for names of four letters and more ("TURKEY"); acronyms need none.
    """
    variants = dict.fromkeys([flatten(name).text])
    for british, american in _BRITISH_AMERICAN:
        variants |= dict.fromkeys(v.replace(british, american) for v in list(variants))
        variants |= dict.fromkeys(v.replace(american, british) for v in list(variants))
    variants |= dict.fromkeys(v.replace(" and ", " & ") for v in list(variants))
    variants |= dict.fromkeys(plain(v) for v in list(variants) if v[0] < "\u0370")
    variants |= dict.fromkeys(v[0].upper() + v[1:] for v in list(variants))
    variants |= dict.fromkeys(_LOWER_WORD.sub(_capital, v) for v in list(variants))
    if shout and len(name) >= 4:
        variants |= dict.fromkeys(v.upper() for v in list(variants) if len(v.upper()) == len(v))
    yield from variants
