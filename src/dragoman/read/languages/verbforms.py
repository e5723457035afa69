"""Verb forms: what the ending of a verb says – past or to come, negated or able, finite or bound to another verb.

Russian: of a perfective verb the present tense looks ahead ("подпишет"). Turkish and Kazakh: the form is read off the
suffixes in their order – negation, ability, tense, person ("imzala-ma-yabil-ecek").
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class Tense(StrEnum):
    """What a form tells of the time of its deed; `BOUND` forms take theirs from the verb above them."""

    PAST = "past"
    PRESENT = "present"
    FUTURE = "future"
    INFINITIVE = "infinitive"
    BOUND = "bound"
    MUST = "must"


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a verb. `finite`: a clause ends with it; `relative`: what it says is told of the noun after it."""

    tense: Tense
    finite: bool = True
    negated: bool = False
    able: bool = False
    relative: bool = False
    passive: bool = False
    first: bool = False
    plural: bool = False


_RU = re.compile(
    r"(?:[иаеыёяу]?(?P<past>л|ла|ло|ли|ел|ёл)(?:ся|сь)?"
    r"|(?P<inf>[иаеыяу]?(?:ть|ти|чь|сть|сти)(?:ся|сь)?)"
    r"|(?P<we>(?:[ая]?[еёи]м|дим)(?:ся)?)"
    r"|(?P<now>(?:[ваяи]?ст|[ваия]{0,2}(?:[её]т|ит|ют|ут|ат|ят)|дут|дит|йдет|йдут)(?:ся|сь)?)"
    r"|(?P<short>(?:[ае]?н|[еаё]?н[аоы]|т[аоы]?)(?:сь)?)"
    r"|(?P<gerund>[иаеыёя]?(?:в|вши|вшись)|[ая]я|[ая]ясь|я|ив|а)"
    r"|(?P<part>[иаеыёя]?(?:вш|ющ|ущ|ащ|ящ)(?:ий|ая|ее|ие|его|ей|ему|ую|им|их|ими|ем)(?:ся)?))"
)


@cache
def russian(rest: str, stem: str, *, perfective: bool) -> Form | None:
    """The form of a Russian verb by what follows its stem; None if no form of a verb ends so.

    A stem in -а or -я whose present follows it at once is imperfective: "стягива-ют".
    """
    found = _RU.fullmatch(rest)
    if rest == "":
        return Form(Tense.PAST)
    if not found:
        return None
    kind = found.lastgroup
    if kind == "short" and stem.endswith(("и", "у")) and rest in ("т", "тся"):
        kind = "now"
    perfective = perfective and not stem.endswith(("а", "я"))
    if kind == "gerund" and perfective and rest in ("а", "я"):
        return None
    if kind == "past":
        return Form(Tense.PAST, plural=rest.removesuffix("ся").removesuffix("сь").endswith("ли"))
    if kind == "inf":
        return Form(Tense.INFINITIVE, finite=False)
    if kind in ("now", "we"):
        tense = Tense.FUTURE if perfective else Tense.PRESENT
        return Form(tense, first=kind == "we", plural=rest.removesuffix("ся").endswith(("ут", "ют", "ат", "ят")))
    if kind == "short":
        return Form(Tense.PAST, passive=True)
    return Form(Tense.BOUND, finite=False, relative=kind == "part")


_V = "[ıiuü]"
_A = "[ae]"
_TR_VOICE = rf"(?P<voice>(?:{_V}l|n(?={_V}l|d|m|{_A}c|ac|ec|iyor|ıyor|uyor|üyor)|{_V}n(?=m|d|iyor|ıyor|{_A}c))?)"
_TR_NEG = rf"(?P<neg>m(?:{_A}(?!k\b|s{_V}|y{_V}\b|n{_V}n)|(?={_V}yor)))?"
_TR_CANNOT = rf"(?P<cannot>y?{_A}m{_A}(?!k))?"
_TR_ABLE = rf"(?P<able>y?{_A}bil)?"
_TR_PERSON = rf"(?:(?:y?{_V}m|s{_V}n|(?P<we>y?{_V}z|k)|n{_V}z|l{_A}r|l{_A}rdır))?"
_TR = re.compile(
    rf"{_TR_VOICE}{_TR_CANNOT}{_TR_NEG}{_TR_ABLE}"
    rf"(?:(?P<past>[dt]{_V})(?P<pp>m|n|k|n{_V}z|l{_A}r)?"
    rf"|(?P<dik>[dt]{_V}[kğ](?:{_V}\w*|l{_A}r{_V}\w*))"
    rf"|(?P<acagi>y?{_A}c{_A}ğ(?:{_V}\w*)|y?{_A}c{_A}kl{_A}r{_V}\w*)"
    rf"|(?P<evid>m{_V}ş)(?:t{_V}r?|[dt]{_V}|l{_A}r)*"
    rf"|(?P<prog>{_V}?yor)(?:du|um|sun|uz|lar|lardı)?"
    rf"|(?P<fut>y?{_A}c{_A}[kğ])(?:t{_V}r?|l{_A}r|{_V}z|{_V}m)?"
    rf"|(?P<must>m{_A}l{_V})(?:d{_V}r|y{_V}z|l{_A}r)?"
    rf"|(?P<mak>m{_A}k(?:t{_A}|l{_A}|t{_A}n|{_V}z{_V}n)?|m{_A}y{_A}|m{_A}(?:s{_V}\w*|y{_V}|m{_V}z\w*)|m{_A})"
    rf"|(?P<conv>y?{_A}r{_A}k|y?{_V}p|{_V}?rken|{_A}rken|rken|y?{_V}nc{_A}|m{_A}d{_A}n)"
    rf"|(?P<part>y?{_A}n(?:l{_A}r|{_V}n|l{_A}r{_V}n)?)"
    rf"|(?P<aor>(?:{_V}|{_A})?r|z)(?:s{_A}|l{_A}r|d{_V}|{_V}z)?)"
)  # fmt: skip
_TR_NOW = {
    "past": Tense.PAST, "evid": Tense.PAST, "prog": Tense.PRESENT, "fut": Tense.FUTURE, "must": Tense.MUST, "aor": Tense.FUTURE,
    "dik": Tense.PAST, "acagi": Tense.FUTURE, "mak": Tense.BOUND, "conv": Tense.BOUND, "part": Tense.BOUND,
}  # fmt: skip
_UNFINITE = frozenset(("dik", "acagi", "mak", "conv", "part"))


@cache
def turkish(rest: str) -> Form | None:
    """The form of a Turkish verb by what follows its stem; None if no form of a verb ends so."""
    found = _TR.fullmatch(rest)
    if not found:
        return None
    parts = found.groupdict()
    kind = next(name for name in _TR_NOW if parts[name] is not None)
    return Form(
        _TR_NOW[kind],
        finite=kind not in _UNFINITE,
        negated=bool(parts["neg"] or parts["cannot"] or (kind == "aor" and rest.endswith("z"))),
        able=bool(parts["able"]),
        relative=kind == "part",
        passive=bool(parts["voice"]),
        first=parts["pp"] == "k" or (kind in ("prog", "fut") and rest.endswith(("uz", "ız", "iz", "üz"))),
        plural=rest.endswith(("lar", "ler")),
    )


_KK = re.compile(
    r"(?P<voice>(?:[ыі]л|[ыі]н)?)(?P<neg>[мбп][ае](?!к))?"
    r"(?:(?P<gan>(?:ған|ген|қан|кен)(?:ын|ін|дығын|дігін)?\w*)"
    r"|(?P<atyn>(?:[йаеи]?т[ыі]н)(?:ын|ін)?\w*)"
    r"|(?P<past>[дт][ыі])(?P<pp>қ|к|м|ңыз|ңіз)?"
    r"|(?P<fut>(?:[аей]?д[ыі]|[йаеи]м[ыі]з)|й)"
    r"|(?P<uda>уда|үде|у\s?үстінде)"
    r"|(?P<mak>у(?:ға|ге|ы|і|ды|ді|дан|ден|ын|ін)?|у)"
    r"|(?P<conv>[ыі]п|п))"
)
_KK_NOW = {
    "gan": Tense.PAST, "atyn": Tense.FUTURE, "past": Tense.PAST, "fut": Tense.FUTURE, "uda": Tense.PRESENT, "mak": Tense.BOUND,
    "conv": Tense.BOUND,
}  # fmt: skip
_KK_UNFINITE = frozenset(("gan", "atyn", "mak", "conv"))


@cache
def kazakh(rest: str) -> Form | None:
    """The form of a Kazakh verb by what follows its stem; None if no form of a verb ends so."""
    found = _KK.fullmatch(rest)
    if not found:
        return None
    parts = found.groupdict()
    kind = next(name for name in _KK_NOW if parts[name] is not None)
    return Form(
        _KK_NOW[kind], finite=kind not in _KK_UNFINITE, negated=bool(parts["neg"]), passive=bool(parts["voice"])
    )


def form_of(language: str, rest: str, stem: str = "", *, perfective: bool = False) -> Form | None:
    """The form that a verb of the language has by what follows its stem."""
    if language == "ru":
        return russian(rest, stem, perfective=perfective)
    return turkish(rest) if language == "tr" else kazakh(rest)
