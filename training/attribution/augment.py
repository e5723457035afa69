"""Other clothes for the same article: names, quotation marks, capitals, layout. Annotation is carried over by place.

The corpus is one election in one country; what is learnt shall not hang on its names, nor on American marks.
"""

import random
import re
from bisect import bisect_right
from dataclasses import replace
from functools import cache

from corpus import Article, Gold

from dragoman.data import rows

Edits = list[tuple[int, int, str]]

CAMPAIGN = {
    "first": "Donald Hillary Bernie Ted Marco Jeb Ben Barack Bill John Chris Rand Carly Mike Jeff Paul Mitt Martin Rick Lindsey "
    "Corey Michael David Robert James Mark Scott George Kevin Tim",
    "last": "Trump Clinton Sanders Cruz Rubio Bush Carson Obama Kasich Christie Paul Fiorina Huckabee O’Malley Romney Ryan "
    "Lewandowski Biden Graham Santorum Walker McConnell Reid Pelosi Warren Podesta McCain Jindal Reagan Priebus Perry Kaine Pence",
}  # fmt: skip
_NAME = re.compile(r"\b(?:" + "|".join(sorted({w for v in CAMPAIGN.values() for w in v.split()})) + r")\b")
_PLACES = {
    "America": "states", "Iowa": "places", "New Hampshire": "states", "South Carolina": "states", "Nevada": "states",
    "Florida": "states", "Texas": "states", "Washington": "places", "Ohio": "states", "Virginia": "states", "New York": "places",
    "U.S.": "states", "United States": "states", "American": "demonyms", "Americans": "peoples", "Iran": "states",
    "Russia": "states", "China": "states", "Mexico": "states", "Syria": "states", "Benghazi": "places",
    "Republican": "adjectives", "Democratic": "adjectives", "GOP": "bodies", "FBI": "bodies", "Congress": "organs", "Senate": "organs",
    "Fox News": "outlets", "CNN": "outlets", "NBC": "outlets", "MSNBC": "outlets", "White House": "organs",
}  # fmt: skip
_PLACE = re.compile(r"\b(?:" + "|".join(re.escape(w) for w in sorted(_PLACES, key=len, reverse=True)) + r")(?!\w)")
_OPEN = re.compile('“|(?<![\\w.,!?…])"(?=\\S)')
_CLOSE = re.compile('”|(?<=\\S)"(?!\\w)')


def dressed(article: Article, chance: random.Random, rates: dict[str, float]) -> Article:
    """The article with some of the changes, each taken with its own probability; annotations move with the text."""
    for change, rate in rates.items():
        if chance.random() < rate:
            article = CHANGES[change](article, chance)
    return article


def edited(article: Article, edits: Edits) -> Article:
    """Apply replacements (in order, apart); a boundary inside one moves to its edge, on one it stays outside."""
    if not edits:
        return article
    pieces, last = [], 0
    begins, shifts, total = [-1], [0], 0
    for start, end, new in edits:
        pieces += [article.text[last:start], new]
        last = end
        total += len(new) - (end - start)
        begins.append(start)
        shifts.append(total)
    text = "".join([*pieces, article.text[last:]])

    def move(place: int, *, is_end: bool) -> int:
        k = bisect_right(begins, place) - 1
        if k == 0:
            return place
        start, end, new = edits[k - 1]
        if place >= end:
            return place + shifts[k]
        moved = start + shifts[k - 1]
        return moved + len(new) if is_end and place > start else moved

    def moved(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        out = [(move(start, is_end=False), move(end, is_end=True)) for start, end in spans]
        return [_tight(text, start, end) for start, end in out if text[start:end].strip()]

    annotations = tuple(
        tuple(Gold(moved(g.source), moved(g.cue), moved(g.content)) for g in one) for one in article.annotations
    )
    return replace(article, text=text, annotations=annotations)


def _tight(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


def names(article: Article, chance: random.Random) -> Article:
    """Other people, the same ones throughout the article."""
    table: dict[str, str] = {}
    edits: Edits = []
    for found in _NAME.finditer(article.text):
        old = found.group()
        if old not in table:
            kind = "last" if old in CAMPAIGN["last"].split() else "first"
            table[old] = chance.choice(_people()[kind])
        edits.append((found.start(), found.end(), table[old]))
    return edited(article, edits)


def places(article: Article, chance: random.Random) -> Article:
    """Other places, bodies and papers."""
    table: dict[str, str] = {}
    edits: Edits = []
    for found in _PLACE.finditer(article.text):
        old = found.group()
        if old not in table:
            table[old] = chance.choice(_world()[_PLACES[old]])
        edits.append((found.start(), found.end(), table[old]))
    return edited(article, edits)


def marks(article: Article, chance: random.Random) -> Article:
    """Another style of quotation marks."""
    style = chance.choice(["straight", "curly", "british", "british straight", "angle", "low", "doubled"])
    pairs = {"straight": '""', "curly": "“”", "angle": "«»", "low": "„“", "british": "‘’", "british straight": "''"}
    opening, closing = pairs.get(style, ("``", "''"))
    if style.startswith("british") and ("‘" in article.text or " '" in article.text):
        return article
    if style == "low":
        opening, closing = "„", "”"
    return _with_marks(article, opening, closing)


def bare(article: Article, chance: random.Random) -> Article:
    """No quotation marks."""
    return _with_marks(article, "", "")


def dashes(article: Article, chance: random.Random) -> Article:
    """Speech opened by a dash at the head of a paragraph, as in Russian and Turkish layouts; a dash before the speaker."""
    edits: Edits = []
    dash = chance.choice(["– ", "— ", "- "])
    for found in re.finditer(r"(?:^|(?<=\n))[“\"]([^“”\"\n]+?)([,.!?])[”\"](?= |\n|$)", article.text):
        edits.append((found.start(), found.start() + 1, dash))
        end = found.end()
        edits.append((end - 1, end, " " + dash.strip() if article.text[end : end + 1] == " " else ""))
    return edited(article, edits)


def small(article: Article, chance: random.Random) -> Article:
    """No capitals."""
    return _recased(article, str.lower)


def large(article: Article, chance: random.Random) -> Article:
    """Nothing but capitals."""
    return _recased(article, str.upper)


def flowing(article: Article, chance: random.Random) -> Article:
    """No paragraphs."""
    return edited(article, [(m.start(), m.end(), " ") for m in re.finditer(r"\s*\n\s*", article.text)])


def _recased(article: Article, change) -> Article:
    text = "".join(change(letter) if len(change(letter)) == 1 else letter for letter in article.text)
    return replace(article, text=text)


def _with_marks(article: Article, opening: str, closing: str) -> Article:
    edits = [(m.start(), m.end(), opening) for m in _OPEN.finditer(article.text)]
    edits += [(m.start(), m.end(), closing) for m in _CLOSE.finditer(article.text)]
    taken, apart = -1, []
    for start, end, new in sorted(edits):
        if start >= taken:
            apart.append((start, end, new))
            taken = end
    return edited(article, apart)


@cache
def _people() -> dict[str, list[str]]:
    full = sorted({row["name"] for row in rows("person_names") if row["name"].isascii() and row["sense"] == "name"})
    full = [name for name in full if 2 <= len(name.split()) <= 3]
    return {"first": sorted({n.split()[0] for n in full}), "last": sorted({n.split()[-1] for n in full})}


@cache
def _world() -> dict[str, list[str]]:
    def pick(table: str, sense: str) -> list[str]:
        found = {
            r["name"] for r in rows(table) if r["name"].isascii() and r["sense"] == sense and r["language"] == "en"
        }
        return sorted(name for name in found if len(name.split()) < 4)

    demonyms = pick("state_names", "demonym")
    return {
        "states": pick("state_names", "name"),
        "places": sorted({*pick("place_names", "name"), *pick("metonyms", "metonym")}),
        "demonyms": [word for word in demonyms if not word.endswith("s")],
        "peoples": [word for word in demonyms if word.endswith("s")],
        "adjectives": "ruling opposition Democratic Republican Labour Conservative Communist nationalist liberal Socialist".split(),
        "bodies": pick("organisation_names", "acronym"),
        "organs": [
            "Parliament",
            "Kremlin",
            "Foreign Ministry",
            "Defence Ministry",
            "State Department",
            "European Commission",
            "General Staff",
            "cabinet",
        ],
        "outlets": [r["name"].split("|")[-1] for r in rows("outlets") if r["name"].split("|")[-1].isascii()],
    }


CHANGES = {
    "names": names, "places": places, "marks": marks, "bare": bare, "dashes": dashes, "small": small, "large": large, "flowing": flowing,
}  # fmt: skip
