"""Signs: whether the words of a claim describe two sides as friends or as adversaries.

Only where exactly two sides are named and all words point one way: no sign is better than a wrong one. A negation beside
the word ("не союзник", "müttefik değil") leaves the claim without a sign.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dragoman.data import rows
from dragoman.read.languages.lexicon import any_of
from dragoman.read.languages.parties import Line, Party
from dragoman.records import Assessment, Sign
from dragoman.world import EntityKind, World

_FAR = 2  # words within which a negation turns a word


@dataclass(frozen=True, slots=True)
class _Words:
    sign: Sign
    words: re.Pattern[str]
    negations: re.Pattern[str]


@cache
def _table(language: str) -> tuple[_Words, ...]:
    return tuple(
        _Words(Sign(row["sign"]), any_of(row["words"]), any_of(row["negation"]))
        for row in rows("languages_signs")
        if row["language"] == language
    )


def assessed(line: Line, content: Sequence[tuple[int, int]], world: World) -> Assessment | None:
    """What a content says of the relation of the two sides that it names; None if it says nothing, or it is not sure."""
    inside = [n for n, word in enumerate(line.words) if any(start <= word.at < end for start, end in content)]
    sides = _sides([one for one in line.parties if one.first in inside], world)
    if len(sides) != 2:
        return None
    found = {sign for place in inside if (sign := _sign_at(line, place))}
    if len(found) != 1 or None in found:
        return None
    sign = found.pop()
    return Assessment(sides[0], sides[1], sign) if isinstance(sign, Sign) else None


def _sides(parties: Sequence[Party], world: World) -> list[str]:
    """The states and bodies named, each once."""
    found = dict.fromkeys(party.actor.side for party in parties)
    kinds = (EntityKind.STATE, EntityKind.ORGANISATION)
    return [side for side in found if (entity := world.entity(side)) is not None and entity.kind in kinds]


def _sign_at(line: Line, place: int) -> Sign | str | None:
    """The sign of a word; "turned" where a negation stands beside it, which makes the whole doubtful."""
    for row in _table(line.language):
        if row.words.fullmatch(line.low(place).partition("'")[0]) and line.words[place].mention is None:
            near = range(place - _FAR, place) if line.language == "ru" else range(place + 1, place + 1 + _FAR)
            negated = any(row.negations.fullmatch(line.low(n)) for n in near)
            return "turned" if negated else row.sign
    return None
