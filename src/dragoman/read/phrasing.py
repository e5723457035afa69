"""Phrasing: the words and idioms of a text that describe a relation, with what turns them.

"at daggers drawn", "lean on", "no longer", "neither … nor": `data/relation_phrases.csv`, and the single words of
`data/relation_hints.csv`. A longer idiom hides the words inside it. Words are compared by their roots, so that "bullied"
finds "bully"; a root is no lemma, only the same for the forms of one word.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.data import rows
from dragoman.read.syntax import Token
from dragoman.read.wordlists import relation_hints

NEGATIONS = frozenset(
    "not n't n’t never neither nor no without hardly nobody none nothing anything scarcely barely".split()
)
SIGNED = "CAN"  # cooperative, adversarial, neutral
_LETTERS = {"cooperative": "C", "adversarial": "A", "neutral": "N", "deed": "D", "turn": "T", "contrast": "B",
            "view": "V", "tie": "R", "growth": "G"}  # fmt: skip
_HINT = 1  # strength of a single word that only hints
_GAP = "*"  # up to four words in the midst of an idiom: "in * pocket"
_WIDEST = 5
_BACK = 5  # words back in which a negation still turns a word
_SHORT_STEM = re.compile(r"[^aeiou]?[aeiou][^aeiou]")
_STOPS = frozenset(',;:–—."“”?!')
_DOUBLED = frozenset("lse")  # letters that stay double at the end of a root


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or idiom of the table: its roots, its letter, and its strength from 1 to 3."""

    roots: tuple[str, ...]
    letter: str
    strength: int
    words: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry in a text, from one token up to another; `mark` is its letter with "!" if negated, "~" if else turned."""

    start: int
    end: int
    entry: Entry
    negated: bool
    turned: bool

    @property
    def mark(self) -> str:
        """Its letter and what turns it."""
        return self.entry.letter + "!" * self.negated + "~" * self.turned

    @property
    def lean(self) -> float:
        """How much it speaks for cooperation (above nought) or against it."""
        sign = {"C": 1.0, "A": -1.0}.get(self.entry.letter, 0.0)
        return sign * self.entry.strength * (-0.7 if self.negated else 1.0) * (-0.7 if self.turned else 1.0)


@cache
def root(word: str) -> str:
    """What the forms of a word share: "bullied" → "bulli", "bully" → "bulli"."""
    if word in ("n't", "n’t"):
        return "not"
    if len(word) < 4 or not word.isalpha():
        return word
    word = _without_ending(word)
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in _DOUBLED:
        word = word[:-1]
    if len(word) > 4 and word.endswith("e") and not word.endswith("ee"):
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) > 3 else word


def _without_ending(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "i"
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            return stem + "e" if _SHORT_STEM.fullmatch(stem) else stem  # "noted" is no "not"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@cache
def entries() -> Mapping[str, tuple[Entry, ...]]:
    """The words and idioms by their first root, the longest first; the first row that has one wins."""
    found: dict[str, Entry] = {}
    for row in rows("relation_phrases"):
        for words in row["words"].split("|"):
            found.setdefault(words, _entry(words, _LETTERS[row["kind"]], int(row["strength"])))
    for word, sign in relation_hints().items():
        found.setdefault(word, _entry(word, _LETTERS[sign.value], _HINT))
    table: dict[str, list[Entry]] = {}
    for entry in found.values():
        table.setdefault(entry.roots[0], []).append(entry)
    return {first: tuple(sorted(those, key=lambda entry: -len(entry.roots))) for first, those in table.items()}


def _entry(words: str, letter: str, strength: int) -> Entry:
    return Entry(tuple(map(root, words.split())), letter, strength, words)


def hits(tokens: list[Token]) -> list[Hit]:
    """Every word and idiom of the tables in a text, in order."""
    forms = [(root(token.lower), root(token.lemma)) for token in tokens]
    found = [hit for place, token in enumerate(tokens) if token.naming is None and (hit := _at(forms, place))]
    shown = [one for one in found if not any(_hides(other, one) for other in found)]
    turns = {place for start, end, entry in shown if entry.letter == "T" for place in range(start, end)}
    turning = {id(tokens[place]) for place in turns if tokens[place].lower not in NEGATIONS}
    return [
        Hit(start, end, entry, _negated(tokens, start), _turned(tokens[start:end], turning))
        for start, end, entry in shown
    ]


def _at(forms: list[tuple[str, str]], place: int) -> tuple[int, int, Entry] | None:
    """The longest entry that begins at a place."""
    first, second = forms[place]
    candidates = entries().get(first, ())
    if second != first:
        candidates = (*candidates, *entries().get(second, ()))
    fitting = ((end, entry) for entry in candidates if (end := _end(forms, place, entry.roots)) is not None)
    best = max(fitting, key=lambda pair: len(pair[1].roots), default=None)
    return (place, *best) if best is not None else None


def _end(forms: list[tuple[str, str]], place: int, roots: tuple[str, ...]) -> int | None:
    """Where an entry ends that begins at a place, or None if it does not stand there."""
    widest = 1
    for wanted in roots:
        if wanted == _GAP:
            widest = _WIDEST
            continue
        near = range(place, min(len(forms), place + widest))
        place = next((n + 1 for n in near if wanted in forms[n]), -1)
        if place < 0:
            return None
        widest = 1
    return place


def _hides(long: tuple[int, int, Entry], short: tuple[int, int, Entry]) -> bool:
    inside = long[0] <= short[0] and short[1] <= long[1]
    return inside and long[1] - long[0] > short[1] - short[0] and len(long[2].roots) > 1


def _negated(tokens: list[Token], start: int) -> bool:
    """Whether a negation stands before a word, in its clause."""
    for place in range(start - 1, max(-1, start - 1 - _BACK), -1):
        if tokens[place].text in _STOPS or tokens[place].lower == "but":
            return False
        if tokens[place].lower in NEGATIONS:
            return True
    return False


def _turned(words: list[Token], turning: set[int]) -> bool:
    """Whether a turning word governs an entry, or hangs on it: "lost its trust", "no longer trusts", "trust faded"."""
    head = max(words, key=lambda token: len(token.children))
    above = [head.head, head.head.head] if head.head is not None else []
    inside = {id(token) for token in words}
    near = [*above, *head.children]
    return any(id(token) in turning and id(token) not in inside for token in near if token is not None)
