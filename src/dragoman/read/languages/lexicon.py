"""The lexicon of a language other than English: words for deeds, words for speech, small sets – read from `data/`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dragoman.data import rows
from dragoman.read.wordlists import parts
from dragoman.records import ClaimType, EventType, Modality


@dataclass(frozen=True, slots=True)
class Stems:
    """One way to write a word of the tables: the words before it as written, and the stem of the one that inflects."""

    before: tuple[str, ...]
    stem: str


@dataclass(frozen=True, slots=True)
class DeedWord:
    """A verb or noun that tells a political event: a row of `languages_deeds.csv`. Source: [PLOVER]"""

    name: str
    is_verb: bool
    perfective: bool
    beside: re.Pattern[str] | None
    negated: bool
    event_type: EventType
    recipient: tuple[str, ...]
    actor: tuple[str, ...]
    reciprocal: bool
    inner: Modality | None
    needs: str


@dataclass(frozen=True, slots=True)
class CueWord:
    """A word that says that somebody speaks: a row of `languages_cues.csv`."""

    name: str
    sort: str
    aspect: str
    claim_type: ClaimType
    denies: bool
    quotes_only: bool


def _stems(words: str) -> tuple[Stems, ...]:
    split = [each.split() for each in parts(words)]
    return tuple(Stems(tuple(each[:-1]), each[-1]) for each in split)


def any_of(cell: str) -> re.Pattern[str]:
    """What fits one of the words in a cell, a * standing for any ending; nothing fits an empty one."""
    each = (re.escape(word).replace(r"\*", r"\w*") for word in parts(cell))
    return re.compile("|".join(each) or r"(?!)")


Filed = Mapping[str, tuple[tuple[Stems, DeedWord], ...]]


@cache
def deed_words(language: str) -> Filed:
    """Words for deeds by the first two letters of what inflects, those with more conditions first."""
    table: dict[str, list[tuple[Stems, DeedWord]]] = {}
    for row in rows("languages_deeds"):
        if row["language"] != language:
            continue
        word = DeedWord(
            name=parts(row["words"])[0],
            is_verb=row["sort"] == "verb",
            perfective=row["aspect"] == "p",
            beside=any_of(row["beside"]) if row["beside"] else None,
            negated=row["if"] == "negated",
            event_type=EventType(row["event_type"]),
            recipient=parts(row["recipient"]),
            actor=parts(row["actor"]),
            reciprocal=row["reciprocal"] == "yes",
            inner=Modality(row["inner"]) if row["inner"] else None,
            needs=row["needs"],
        )
        for stems in _stems(row["words"]):
            table.setdefault(stems.stem[:2], []).append((stems, word))
    return {key: tuple(sorted(found, key=_narrow_first)) for key, found in table.items()}


def _narrow_first(pair: tuple[Stems, DeedWord]) -> tuple[int, bool, bool, int]:
    stems, word = pair
    return (-len(stems.before), not word.negated, word.beside is None, -len(stems.stem))


@cache
def cue_words(language: str) -> Mapping[str, tuple[tuple[Stems, CueWord], ...]]:
    """Words for speech by the first two letters of what inflects, longer ones first."""
    table: dict[str, list[tuple[Stems, CueWord]]] = {}
    for row in rows("languages_cues"):
        if row["language"] != language:
            continue
        word = CueWord(
            parts(row["words"])[0],
            row["sort"],
            row["aspect"],
            ClaimType(row["type"]),
            row["polarity"] == "denied",
            row["quotes"] == "only",
        )
        for stems in _stems(row["words"]):
            table.setdefault(stems.stem[:2], []).append((stems, word))
    return {
        key: tuple(sorted(found, key=lambda pair: (-len(pair[0].before), -len(pair[0].stem))))
        for key, found in table.items()
    }


@cache
def _sets() -> Mapping[tuple[str, str], re.Pattern[str]]:
    return {(row["language"], row["set"]): any_of(row["words"]) for row in rows("languages_words")}


@cache
def belongs(language: str, name: str, word: str) -> bool:
    """Whether a word in small letters is in one of the sets of `languages_words.csv`."""
    words = _sets().get((language, name))
    return words is not None and words.fullmatch(word) is not None
