"""Figures: numbers with a unit and what they measure – money, shares, distances, tonnes, people, things counted.

Dates, ages, ordinals, clock times, section and flight numbers are no figures. A number in words counts up to
ninety-nine where a noun follows ("four nuclear-armed states"). Units: ISO 4217 codes for money, "percent", else the
singular noun.
"""

import math
import re
from collections.abc import Iterator

from dragoman.read.quotes import quotes
from dragoman.read.scene import METHOD, Scene
from dragoman.read.syntax import Token
from dragoman.records import Bound, Figure

_SCALES = {"thousand": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bln": 1e9, "bn": 1e9, "trillion": 1e12,
           "trln": 1e12, "tn": 1e12, "k": 1e3}  # fmt: skip
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_WORDS = (
    {word: float(n) for n, word in enumerate(_ONES)}
    | {word: 10.0 * n for n, word in enumerate(_TENS, 2)}
    | {"dozen": 12.0, "hundred": 100.0}
)
_SIGNS = {"$": "USD", "US$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "₸": "KZT", "₺": "TRY", "¥": "CNY"}
_MONEY = {
    "dollar": "USD", "usd": "USD", "euro": "EUR", "eur": "EUR", "pound": "GBP", "rouble": "RUB", "ruble": "RUB", "tenge": "KZT",
    "yuan": "CNY", "renminbi": "CNY", "lira": "TRY", "manat": "AZN", "som": "KGS", "sum": "UZS", "soum": "UZS", "yen": "JPY",
}  # fmt: skip
_UNITS = {
    "kilometre": "km", "kilometer": "km", "km": "km", "mile": "mile", "metre": "m", "meter": "m", "km2": "km2", "km²": "km2",
    "tonne": "tonne", "ton": "tonne", "barrel": "barrel", "bpd": "barrels per day", "mw": "MW", "gw": "GW", "kwh": "kWh", "megawatt": "MW",
    "gigawatt": "GW", "teu": "TEU", "container": "container", "people": "people", "person": "people", "inhabitant": "people",
    "time": "times", "percent": "percent", "%": "percent", "year": "year", "day": "day", "month": "month", "week": "week",
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_SCALE = r"(?:thousand|million|billion|trillion|mln|bln|trln|mn|bn|tn)"
_BOUND = (
    r"(?P<bound>about|around|approximately|some|roughly|nearly|almost|close to|over|more than|at least|no less than|not less than|"
    r"above|exceed(?:s|ed|ing)?|under|less than|fewer than|up to|at most|no more than|below|only|just|an estimated|estimated)\s+"
)
_BOUND = _BOUND.replace(" ", r"\s")  # the pattern is verbose, where a space says nothing
_FIGURE = re.compile(
    rf"""(?<![\w.,/–-])(?:{_BOUND})?
    (?:(?P<sign>US\$|[$€£₽₸₺¥])\s?)?
    (?P<number>{_NUMBER}|(?:{"|".join([*_ONES, *_TENS])})(?:-(?:{"|".join(_ONES[1:10])}))?)
    (?:(?P<percent>\s?%|\s(?:per\s?cent|percentage\spoints?)\b)|[\s-](?P<scale>{_SCALE})\b|(?P<short>[mkb]n?)\b)?
    (?=(?:[\s-](?:of\s)?(?P<rest>(?:[^\W\d_][\w²’'-]*\s?){{1,6}}))?)""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip
_PASSES = frozenset("pass extend spread stretch run cross fly preside".split())  # "passes over three countries"
_CROSSED = frozenset("country state republic region territory border continent".split())
_TIME_FRAMES = frozenset("last past previous next coming following first recent".split())
_AT_LEAST = frozenset(
    (
        "over",
        "more than",
        "at least",
        "no less than",
        "not less than",
        "above",
        "exceeds",
        "exceeded",
        "exceeding",
        "exceed",
    )
)
_AT_MOST = frozenset(("under", "less than", "fewer than", "up to", "at most", "no more than", "below"))
_ABOUT = frozenset(
    ("about", "around", "approximately", "some", "roughly", "nearly", "almost", "close to", "an estimated", "estimated")
)
_NOT_COUNTED = frozenset(
    "of and or the in on at to for by with from as is was are were that which who has have had will would between than a an per "
    "way hand side one ones other others thing things reason reasons example year-old p.m a.m o'clock january february march april may "
    "june july august september october november december s st nd rd th world century".split()
)  # fmt: skip
_SLOGAN = 40  # characters between quotation marks: "six states and one nation" counts nothing
_TIMES = frozenset("year month week day decade hour".split())
_AWAY = re.compile(r"\s+(?:after|before|later|earlier|ago|since|hence|from\s+now|in\s+advance|prior)\b", re.IGNORECASE)
_PURPOSES = frozenset("for in on between with of".split())  # "10 billion dollars for trade", "12 percent of exports"
_SMALL_WORDS = frozenset(("one", "zero", "two"))  # "the two sides" measures nothing
_DEFINITE = frozenset("the these those both his her its their our all".split())


def figures(scene: Scene, source: str) -> Iterator[Figure]:
    """The figures of one sentence, in order."""
    sentence = scene.sentence
    passage = sentence.passage
    start, end = sentence.tokens[0].at, sentence.reading_end
    dated = [(scene.tokens[date.first].at, scene.tokens[date.last].past) for date in scene.dates]
    dated += [(token.at, token.past) for token in sentence.namings]
    slogans = [quote for quote in quotes(passage.text) if quote.length < _SLOGAN]
    for found in _FIGURE.finditer(passage.text, start, end):
        place = found.start("number")
        if any(quote.start <= place < quote.end for quote in slogans):
            continue
        if any(first <= place < past for first, past in dated):
            continue
        read = _read(found, scene)
        if read is None:
            continue
        value, unit, until = read
        if unit in _TIMES and _AWAY.match(passage.text, until):
            continue  # "three days after": a date, told from another
        first, past = passage.range_in_document(found.start(), until)
        span = sentence.span.cut(sentence.document_text, first, past)
        at = next((token for token in scene.tokens if token.at >= place), scene.tokens[0])
        yield Figure(
            source=source,
            span=span,
            voice=scene.voice(at),
            method=f"{METHOD} number",
            value=value,
            unit=unit,
            bound=_bound(found["bound"], unit, at),
            about=_about(scene, found),
        )


def _read(found: re.Match[str], scene: Scene) -> tuple[float, str, int] | None:
    """Value, unit and where the figure ends; None if it is no figure."""
    value = _value(found)
    if value is None or not math.isfinite(value):
        return None
    scale = (found["scale"] or found["short"] or "").lower()
    if found["short"] and not found["sign"]:
        return None
    value *= _SCALES.get(scale, 1.0)
    end = found.end("short") if found["short"] else max(found.end("number"), found.end("scale"), found.end("percent"))
    if found["percent"]:
        return value, "percent", end
    if found["sign"]:
        return value, _SIGNS[found["sign"].upper()], end
    unit = _unit(found, scene)
    if unit is None:
        if scale or (found["bound"] or "").lower() in ("more than", "at least", "over", "less than"):
            return (value, "count", end) if found["number"][0].isdigit() and (scale or value >= 20) else None
        return None
    return value, unit[0], unit[1]


def _value(found: re.Match[str]) -> float | None:
    """The number; None for letters that only look like a number word ("fıve")."""
    text = found["number"].lower()
    if text[0].isdigit():
        return float(re.sub(r"[,\s\u00a0\u202f](?=\d{3}(?:\D|$))", "", text).replace(",", "."))
    tens, _, ones = text.partition("-")
    return _WORDS[tens] + _WORDS.get(ones, 0.0) if tens in _WORDS else None


def _unit(found: re.Match[str], scene: Scene) -> tuple[str, int] | None:
    """The unit or the noun counted, and where it ends: the first noun after the number, adjectives between."""
    if not found["rest"]:
        return None
    start = found.start("rest")
    if found["number"].lower() in _SMALL_WORDS:
        return None
    before = [token for token in scene.tokens if token.past <= found.start("number")]
    if (
        before
        and before[-1].lower in _TIME_FRAMES
        and found["rest"]
        and found["rest"].split()[0].lower().rstrip("s") in _TIMES
    ):
        return None
    small = not found["number"][0].isdigit() or (_value(found) or 0.0) <= 3
    if before and before[-1].lower in _DEFINITE and small:
        return None
    joined = len(before) > 1 and before[-1].lower == "and" and before[-2].lower.rstrip("s") in _TIMES
    if joined and found["rest"].split()[0].lower().rstrip("s") in _TIMES:
        return None  # the days of "27 years and 2 days"
    following = [token for token in scene.tokens if start <= token.at < found.end("rest")]
    square = following[0].lower in ("square", "cubic") if following else False
    for token in following[:4]:
        word = token.lower.rstrip("s") if token.lower not in _UNITS else token.lower
        known = (
            _MONEY.get(token.lemma)
            or _MONEY.get(word)
            or _UNITS.get(token.lower)
            or _UNITS.get(word)
            or _UNITS.get(token.lemma)
        )
        if known:
            return known + ("3" if following[0].lower == "cubic" else "2") if square else known, token.past
        if token.lower in _NOT_COUNTED or token.tag in (
            "IN",
            "CC",
            "DT",
            "VBZ",
            "VBD",
            "VBP",
            "MD",
            "TO",
            "WDT",
            "PRP",
            ",",
            "-RRB-",
        ):
            return None
        if token.tag == "NNS":
            return token.lemma, token.past
        if token.tag == "NN" and not (token.dep == "compound" and token is not following[-1]):
            return None
    return None


def _bound(word: str | None, unit: str, at: Token) -> Bound:
    word = (word or "").lower()
    if word == "over" and unit in _CROSSED and any(head.lemma in _PASSES for head in at.ancestors()):
        return Bound.EXACT
    if word in _AT_LEAST:
        return Bound.AT_LEAST
    if word in _AT_MOST:
        return Bound.AT_MOST
    return Bound.ABOUT if word in _ABOUT else Bound.EXACT


def _about(scene: Scene, found: re.Match[str]) -> str | None:
    """What the figure measures: the subject or object phrase that carries it."""
    at = next((token for token in scene.tokens if token.at >= found.start("number")), None)
    if at is None:
        return None
    purpose = _purpose(at)
    if purpose is not None:
        return _phrase(scene, purpose)
    for head in [at, *at.ancestors()]:
        if head.is_verb or (head.child("cop") is not None):
            subject = head.child("nsubj", "nsubj:pass")
            other = head.child("obj")
            for part in (subject, other):
                if part is not None and _may_carry(part) and at not in part.subtree():
                    return _phrase(scene, part)
    noun = next((head for head in at.ancestors() if head.is_noun), None)
    told = None if noun is None else _phrase(scene, noun)
    return None if told is not None and told in found[0] + (found["rest"] or "") else told


def _may_carry(part: Token) -> bool:
    """Whether a subject or object can be what is measured: a noun (or "Exports", taken for a verb), no time, no "all the same"."""
    return (part.is_noun or part.tag[:1] == "V") and part.lemma not in _TIMES


def _purpose(at: Token) -> Token | None:
    """What stands behind the number with a preposition, on the unit or on the noun that carries it ("a target of … for trade")."""
    for noun in [at, *at.ancestors()]:
        if noun.is_verb:
            return None
        for child in noun.all("nmod"):
            if (
                child.case() in _PURPOSES
                and child.is_noun
                and child.lemma not in _TIMES
                and child.i > at.i
                and at not in child.subtree()
            ):
                return child
    return None


def _phrase(scene: Scene, head: Token) -> str:
    return scene.sentence.words(
        head.subtree(frozenset(("acl:relcl", "acl", "advcl", "appos", "punct", "parataxis", "case")))
    )[:160]
