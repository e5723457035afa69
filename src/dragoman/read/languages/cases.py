"""Cases: which a name or noun may stand in, told by its ending. A set, for endings mean several.

Russian names are held against the form that the tables know ("Казахстана" against "Казахстан"); of other nouns the
ending alone is asked. Turkish and Kazakh endings tell their case outright, but an ending in -ı may be "his" or the
object.
"""

import re
from collections.abc import Mapping
from functools import cache

Cases = frozenset[str]


def _set(names: str) -> Cases:
    return frozenset(names.split())


ALL = _set("nom gen dat acc ins loc")
_RU_ADJECTIVES: Mapping[str, Cases] = {
    ending: _set(cases)
    for ending, cases in {
        "ого": "gen acc", "его": "gen acc", "ому": "dat", "ему": "dat", "ыми": "ins", "ими": "ins",
        "ый": "nom acc", "ий": "nom acc", "ая": "nom", "яя": "nom", "ую": "acc", "юю": "acc",
        "ое": "nom acc", "ее": "nom acc", "ые": "nom acc", "ие": "nom acc", "ых": "gen acc loc", "их": "gen acc loc",
        "ой": "gen dat ins loc", "ей": "gen dat ins loc", "ым": "ins dat", "им": "ins dat", "ом": "loc", "ем": "loc",
    }.items()
}  # fmt: skip
_RU_HARD = {"": "nom acc", "а": "gen", "я": "gen", "у": "dat", "ю": "dat", "ом": "ins", "ем": "ins", "ём": "ins",
            "е": "loc", "и": "loc nom", "ы": "nom acc", "ов": "gen", "ев": "gen", "ам": "dat", "ами": "ins", "ах": "loc"}  # fmt: skip
_RU_A = {"а": "nom", "я": "nom", "ы": "gen", "и": "gen", "е": "dat loc", "у": "acc", "ю": "acc", "ой": "ins",
         "ей": "ins", "ою": "ins"}  # fmt: skip
_RU_IYA = {"ия": "nom", "ии": "gen dat loc", "ию": "acc", "ией": "ins", "иею": "ins"}
_RU_Y = {**_RU_HARD, "й": "nom acc"}
_RU_SOFT = {
    "ь": "nom acc",
    "я": "gen",
    "ю": "dat",
    "ем": "ins",
    "ём": "ins",
    "е": "loc",
    "и": "gen dat loc",
    "ью": "ins",
}
_RU_PLURAL = {"ы": "nom acc", "и": "nom acc", "а": "nom acc", "": "gen", "ов": "gen", "ев": "gen", "ам": "dat", "ям": "dat",
              "ами": "ins", "ями": "ins", "ах": "loc", "ях": "loc"}  # fmt: skip
_RU_NOUNS: tuple[tuple[str, str], ...] = (
    ("ами", "ins"), ("ями", "ins"), ("ах", "loc"), ("ях", "loc"), ("ам", "dat"), ("ям", "dat"), ("ов", "gen acc"), ("ев", "gen acc"),
    ("ией", "ins"), ("ии", "gen dat loc nom acc"), ("ию", "acc dat"), ("ия", "nom gen acc"), ("ие", "nom acc"), ("ием", "ins"),
    ("ом", "ins"), ("ем", "ins"), ("ой", "ins gen dat"), ("ей", "ins gen acc"), ("ью", "ins"), ("у", "dat acc"), ("ю", "dat acc"),
    ("ы", "nom acc gen"), ("и", "nom acc gen dat loc"), ("е", "dat loc nom"), ("а", "nom gen acc"), ("я", "nom gen acc"),
    ("о", "nom acc"), ("", "nom acc gen"),
)  # fmt: skip


def is_adjective(word: str) -> bool:
    """Whether a Russian word in small letters ends as an adjective does."""
    return len(word) > 4 and (word[-3:] in _RU_ADJECTIVES or word[-2:] in _RU_ADJECTIVES)


@cache
def of_adjective(word: str) -> Cases:
    """The cases of a Russian adjective."""
    return _RU_ADJECTIVES.get(word[-3:]) or _RU_ADJECTIVES.get(word[-2:]) or ALL


@cache
def of_noun(word: str) -> Cases:
    """The cases of a Russian noun of which nothing is known but its ending."""
    return next((_set(cases) for ending, cases in _RU_NOUNS if word.endswith(ending)), ALL)


@cache
def of_name(written: str, known: str) -> Cases:
    """The cases of a Russian name as written, held against its dictionary form: both in small letters.

    "казахстана", "казахстан" → gen. Of several words the head is asked: the last adjective's noun, else the first.
    """
    place = _head(known)
    form, base = _nth(written, place), _nth(known, place)
    if is_adjective(base) and base[-2:] in ("ий", "ый", "ой"):
        return of_adjective(form)
    table, root = _declension(base)
    if table is None:
        return ALL
    ending = form.removeprefix(root)
    return _set(table[ending]) if form.startswith(root) and ending in table else of_noun(form)


def _declension(base: str) -> tuple[Mapping[str, str] | None, str]:
    """The table of endings of a noun and what stays before them; None if the noun does not change."""
    if base.endswith("ия"):
        return _RU_IYA, base[:-2]
    if base.endswith(("а", "я")):
        return _RU_A, base[:-1]
    if base.endswith("ы"):
        return _RU_PLURAL, base[:-1]
    if base.endswith(("ь", "й")):
        return (_RU_SOFT if base.endswith("ь") else _RU_Y), base[:-1]
    if base[-1] in "оеуиюэё":
        return None, base
    return _RU_HARD, base


def _head(known: str) -> int:
    """The place of the noun that inflects in a name: after its adjectives, else the first word."""
    words = known.split()
    return next((n for n, word in enumerate(words) if not is_adjective(word)), 0)


def _nth(name: str, place: int) -> str:
    words = name.split()
    return words[place] if place < len(words) else words[-1]


_TR: tuple[tuple[str, str], ...] = (
    (r"(?:n|y|s)?[dt][ae]n", "abl"), (r"n?[dt][ae]ki(?:l[ae]r\w*)?", "loc"), (r"n?[dt][ae]", "loc"), (r"y?l[ae]|y?l[ae]n", "ins"),
    (r"n?[ıiuü]n", "gen"), (r"[yn]?[ae]", "dat"), (r"[yn]?[ıiuü]", "acc"), (r"l[ae]r", "nom"), (r"l[ıiuü]|s[ıiuü]z", "adj"),
)  # fmt: skip
_TR_NOUNS: tuple[tuple[str, str], ...] = (
    (r"\w+(?:[ıiuü]n|n|y|r)?[dt][ae]n", "abl"), (r"\w{2,}[dt][ae]ki", "loc"), (r"\w{2,}(?:[ıiuü]n)?[dt][ae]", "loc"),
    (r"\w{2,}(?:[ıiuü]y|r|y)l[ae]", "ins"), (r"\w{2,}(?:[ıiuü]n|l[ae]r)[ıiuü]n", "gen"), (r"\w{2,}[ıiuü]n[ae]|\w{2,}l[ae]r[ae]", "dat"),
    (r"\w{2,}[ıiuü]n[ıiuü]|\w+[aeıioöuü]y[ıiuü]", "acc"), (r"\w{3,}[aeıioöuü]y[ae]", "dat"),
    (r"\w{3,}[bcçdfgğhjklmnprsştvyz]y?[ıiuü]", "nom acc"), (r"\w{3,}[aeıioöuü]s[ıiuü]", "nom"), (r"\w{4,}[^aeıioöuü][ae]", "nom dat"),
)  # fmt: skip
_KK: tuple[tuple[str, str], ...] = (
    (r"[нтд][ыі]ң", "gen"), (r"(?:ға|ге|қа|ке|на|не|а|е)", "dat"), (r"[нтд][ыі]|н", "acc"), (r"н?[дт]а[ғн]ы|н?[дт]егі|н?[дт][ае]", "loc"),
    (r"н?[дтн][ае]н", "abl"), (r"[мбп]ен", "ins"), (r"[дт][ае]ғ[ыі]", "loc"), (r"(?:лар|лер|дар|дер|тар|тер)\w*", "nom"),
)  # fmt: skip
_KK_NOUNS: tuple[tuple[str, str], ...] = (
    (r"\w+[ыі]?н[ыі]ң|\w+[дт][ыі]ң", "gen"), (r"\w+н?[дтн][ае]н", "abl"), (r"\w+н[дт][ае]|\w+[дт][ае]", "loc"),
    (r"\w+[ыі]не|\w+[ыі]на|\w+(?:ға|ге|қа|ке)", "dat"),
    (r"\w+[ыі]н|\w+[нтд][ыі]", "acc nom"), (r"\w+мен", "ins"),
)  # fmt: skip
_SUFFIXES = {"tr": _TR, "kk": _KK}
_NOUN_ENDINGS = {"tr": _TR_NOUNS, "kk": _KK_NOUNS}
_NOM = _set("nom")


@cache
def of_suffix(ending: str, language: str) -> Cases:
    """The case that a Turkish or Kazakh name has by the ending it has grown; without one it is bare."""
    return _by_form(_SUFFIXES[language], ending)


@cache
def of_ending(word: str, language: str) -> Cases:
    """The cases that the ending of a Turkish or Kazakh noun may mean."""
    return _by_form(_NOUN_ENDINGS[language], word)


def _by_form(forms: tuple[tuple[str, str], ...], text: str) -> Cases:
    return next((_set(cases) for form, cases in forms if re.fullmatch(form, text)), _NOM)
