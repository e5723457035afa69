"""Aims: what somebody is after, by a verb of wanting and what hangs on it – forecasts by plan or hope.

"Турция стремится объединить тюркский мир", "Türkiye … kurmayı hedefliyor".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.read.languages.parties import Line, Party
from dragoman.read.languages.sayings import quoted
from dragoman.read.languages.triggers import grammar
from dragoman.read.languages.verbforms import Form, Tense

_HANGS = {
    "ru": re.compile(r"\w+(?:ть|ти|чь)(?:ся)?"),
    "tr": re.compile(r"\w+m[ae]y[ıiae]"),
    "kk": re.compile(r"\w+(?:уға|уге|уды|уді)|\w+мақ"),
}
_FINITE = Form(Tense.PRESENT)


@dataclass(frozen=True, slots=True)
class Aim:
    """Who is after what: a stretch of the reading text."""

    holder: Party
    verb: str
    place: int
    content: tuple[int, int]


def aims(line: Line) -> Iterator[Aim]:
    """The aims told in a sentence; what somebody does not want is none."""
    rules = grammar(line.language)
    for place, word in enumerate(line.words):
        if word.mention is not None or not line.has(place, "aim") or line.has(place - 1, "negation"):
            continue
        low, high = rules.clause(line, place)
        holder = rules.subject(line, place, _FINITE)
        span = _content(line, place, low, high, holder[0]) if holder else None
        if span is not None:
            yield Aim(holder[0], word.low, place, span)


def _content(line: Line, place: int, low: int, high: int, holder: Party) -> tuple[int, int] | None:
    """The infinitive and what belongs to it: after a Russian verb, before a Turkish one."""
    pattern = _HANGS[line.language]
    text = line.passage.text
    if line.language == "ru":
        if not any(pattern.fullmatch(line.low(n)) for n in range(place + 1, min(high, place + 4))):
            return None
        return quoted(text, line.words[place].end, line.words[high - 1].end)
    if not pattern.fullmatch(line.low(place - 1)):
        return None
    begin = holder.last + 1 if holder.last < place else low
    return quoted(text, line.words[begin].at, line.words[place].at)
