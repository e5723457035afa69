"""Triggers: the words of a sentence that tell a deed, each by the row of `languages_deeds.csv` that sees it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType

from dragoman.read.languages import russian, turkic
from dragoman.read.languages.lexicon import DeedWord, Stems, deed_words
from dragoman.read.languages.parties import Line, Party
from dragoman.read.languages.verbforms import Form, form_of
from dragoman.records import Modality

_NOUN_ENDING = 5  # letters that a noun may grow


@dataclass(slots=True, eq=False)
class Deed:
    """A word that tells a deed, at words `first..place`; `modality` is None while it hangs on another word."""

    first: int
    place: int
    word: DeedWord
    form: Form | None
    modality: Modality | None = None
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    governor: "Deed | None" = None


def grammar(language: str) -> ModuleType:
    """The grammar of a language: `parties`, `clause`, `subject`, `slot`."""
    return russian if language == "ru" else turkic


def triggers(line: Line) -> Iterator[Deed]:
    """The words of a sentence that rows of `languages_deeds.csv` see, in order."""
    table = deed_words(line.language)
    for place, word in enumerate(line.words):
        if word.mention is not None or not word.is_word:
            continue
        fit = (deed for stems, row in table.get(word.low[:2], ()) if (deed := _trigger(line, place, stems, row)))
        deed = next(fit, None)
        if deed is not None:
            yield deed


def _trigger(line: Line, place: int, stems: Stems, row: DeedWord) -> Deed | None:
    """The deed that a row sees at a place; None if it sees none."""
    low = line.low(place)
    if not low.startswith(stems.stem) or not preceded(line, place, stems.before):
        return None
    if row.is_verb and line.has(place, "noun"):
        return None
    rest = low[len(stems.stem) :]
    form = form_of(line.language, rest, stems.stem, perfective=row.perfective) if row.is_verb else None
    if row.is_verb and form is None:
        return None
    if not row.is_verb and (len(rest) > _NOUN_ENDING or (line.language == "ru" and rest[:2] in ("ил", "ит", "ал"))):
        return None
    first = place - len(stems.before)
    deed = Deed(first, place, row, form)
    if row.negated and not negated(line, deed):
        return None
    if row.beside is not None and not _beside(line, deed):
        return None
    return deed


def preceded(line: Line, place: int, before: Sequence[str]) -> bool:
    """Whether the words before a place begin as written; a light verb may have "de" or "bir" before it."""
    start = place - len(before)
    return start >= 0 and all(line.low(start + n).startswith(word) for n, word in enumerate(before))


def _beside(line: Line, deed: Deed) -> bool:
    low, high = grammar(line.language).clause(line, deed.place)
    if line.language != "ru":
        high = min(len(line.words), high + 2)
    pattern = deed.word.beside
    assert pattern is not None
    return any(pattern.fullmatch(line.low(n).partition("'")[0]) for n in range(low, high) if n != deed.place)


def negated(line: Line, deed: Deed) -> bool:
    """Whether the verb itself is negated."""
    if deed.form is not None and deed.form.negated:
        return True
    return line.language == "ru" and line.has(deed.place - 1, "negation")
