"""Sayings: who says what in a paragraph, before a speaker becomes an actor and a stretch of text a span."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dragoman.read.languages.lexicon import CueWord, cue_words
from dragoman.read.languages.parties import Line
from dragoman.read.languages.verbforms import Form, Tense, form_of

_EDGE = ' \t\n,;:.–—-«»“”„"…'
_OPEN = {"«": "»", "“": "”", "„": "“", '"': '"'}
_AS_IT_IS = Form(Tense.PAST)


@dataclass(frozen=True, slots=True)
class Saying:
    """One saying: words of the source (None: nobody is named), place of the cue, stretches of content – all in the paragraph.

    `rule` and `word` name what it rests on; `first` and `last` are words of the paragraph's line.
    """

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    rule: str
    word: str = ""
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A word for speech where it stands: words `first..last`."""

    first: int
    last: int
    word: CueWord
    form: Form

    def place(self, line: Line) -> tuple[int, int]:
        """Where it stands in the paragraph."""
        return line.words[self.first].at, line.words[self.last].end


def cues_in(line: Line, low: int, high: int) -> Iterator[Cue]:
    """The words for speech between two places, in order."""
    for place in range(low, high):
        cue = _cue_at(line, place, low)
        if cue is not None:
            yield cue


def _cue_at(line: Line, place: int, low: int) -> Cue | None:
    word = line.words[place]
    if not word.is_word or word.mention is not None:
        return None
    for stems, row in cue_words(line.language).get(word.low[:2], ()):
        first = place - len(stems.before)
        if first < low or not word.low.startswith(stems.stem):
            continue
        if any(not line.low(first + n).startswith(before) for n, before in enumerate(stems.before)):
            continue
        form = _form(line, row, stems.stem, word.low[len(stems.stem) :], bool(stems.before))
        if form is not None and (line.language != "tr" or row.sort != "verb" or _speaks(word.low, form)):
            return Cue(first, place, row, form)
    return None


def _speaks(low: str, form: Form) -> bool:
    """Whether a Turkish form reports: "açıklamasını" is a noun, "belirterek" and "diyen" are not."""
    return form.tense is not Tense.BOUND or form.relative or low.endswith(("rak", "rek", "ıp", "ip", "up", "üp", "ken"))


def _form(line: Line, row: CueWord, stem: str, rest: str, whole: bool) -> Form | None:
    if row.sort in ("aside", "noun"):
        return _AS_IT_IS if not rest else None
    if row.aspect == "a":
        return _AS_IT_IS if rest in ("ен", "ён", "ена", "ены", "", "а", "ы") else None
    if not rest and line.language == "ru":
        return _AS_IT_IS if whole or row.name.endswith(("г", "ет", "ют")) else None
    if not rest and line.language == "kk":
        return _AS_IT_IS
    return form_of(line.language, rest, stem, perfective=row.aspect == "p")


def trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch of text without the marks and blanks at its edges; None if nothing is left."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return (start, end) if start < end else None


def quoted(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch of text trimmed, unless it opens or closes a quotation inside it, whose marks then stay."""
    found = trimmed(text, start, end)
    if found is None:
        return None
    first, last = found
    if text[first:last].count('"') % 2:
        first -= first > start and text[first - 1] == '"'
        last += last < end and text[last] == '"'
    for opens, closes in _OPEN.items():
        inside = text[first:last]
        if (
            opens != closes
            and inside.count(closes) > inside.count(opens)
            and first > start
            and text[first - 1] == opens
        ):
            first -= 1
        if opens != closes and inside.count(opens) > inside.count(closes) and last < end and text[last] == closes:
            last += 1
    return first, last


def sentence_of(line: Line, starts: Sequence[int], place: int) -> tuple[int, int]:
    """The half-open range of words of the sentence in which a word stands."""
    at = line.words[place].at
    begin = max((start for start in starts if start <= at), default=0)
    past = min((start for start in starts if start > at), default=len(line.passage.text))
    inside = [n for n, word in enumerate(line.words) if begin <= word.at < past]
    return inside[0], inside[-1] + 1


def sentences_in(line: Line, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The half-open ranges of words of all sentences, in order."""
    place = 0
    while place < len(line.words):
        start, past = sentence_of(line, starts, place)
        yield start, past
        place = max(past, place + 1)


def colon_before(line: Line, starts: Sequence[int], low: int) -> tuple[int, int] | None:
    """The beginning of the sentence and the colon right before a quotation whose words begin at `low`; None without one."""
    colon = low - 2
    if colon < 1 or line.words[colon].text != ":":
        return None
    return sentence_of(line, starts, colon)[0], colon


def untaken(told: Iterable[Saying], taken: list[tuple[int, int]]) -> Iterator[Saying]:
    """The sayings whose cue none before them has; their cues are taken from then on."""
    for saying in told:
        cue = saying.cue
        if cue is None:
            yield saying
        elif not any(start < cue[1] and cue[0] < end for start, end in taken):
            taken.append(cue)
            yield saying


_DASHED = re.compile(r"[,.!?…]*\s[–—-]\s")


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a quotation between dashes: the author's words may stand inside its marks."""
    found = []
    edge = start
    for dash in _DASHED.finditer(text, start, end):
        found.append((edge, dash.start()))
        edge = dash.end()
    found.append((edge, end))
    return found


def words_between(line: Line, start: int, end: int) -> tuple[int, int]:
    """The half-open range of words that begin in a stretch of text."""
    inside = [n for n, word in enumerate(line.words) if start <= word.at < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)
