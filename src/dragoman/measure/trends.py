"""Trends: does a voice say that a relation, or the weight of one side for another, grows or falls?

Read off `data/trends.csv`: a word of movement beside a word for what moves ("growing trade", "loss of
influence"), or a phrase that tells by itself ("is turning away"). "Until recently grew" is falling. A negation – also one
of belief, "he does not believe that …" – only denies it: what is not falling need not rise.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dragoman.data import rows
from dragoman.measure.wording import Word, clauses, is_negated, is_unsure, lemmas

_NEAR = 10  # words between what moves and how
_LONGEST = 5
_BELIEF = frozenset("believe think agree see suppose expect assume accept consider find argue say claim".split())


class Direction(StrEnum):
    """Where a relation or a role is said to be going, or to stand."""

    RISING = "rising"
    FALLING = "falling"
    NOT_RISING = "not rising"
    NOT_FALLING = "not falling"


DENIED = {
    Direction.RISING: Direction.NOT_RISING,
    Direction.FALLING: Direction.NOT_FALLING,
    Direction.NOT_RISING: Direction.RISING,
    Direction.NOT_FALLING: Direction.FALLING,
}
"""What is said where a direction is denied."""
_DIRECTION = {
    "rising": Direction.RISING,
    "high": Direction.RISING,
    "falling": Direction.FALLING,
    "low": Direction.FALLING,
}


@dataclass(frozen=True, slots=True)
class Trend:
    """The direction that a sentence gives to the relation of two sides.

    `moves` is False where it only stands high or low; `sure` is False where the direction is denied or over, or where
    one side was taken from the sentence before.
    """

    a: str
    b: str
    direction: Direction
    moves: bool
    sure: bool
    among: int


def trend_in(words: Sequence[Word], before: Sequence[str] = (), *, denied: bool = False) -> Trend | None:
    """The direction of which a sentence speaks, if it is one; `before` are the sides that the sentence before named.

    `denied` is a sentence that its reporting words say is not so.

    The sides are those of the clause in which the words of direction stand; a clause with one side takes the first of
    the sentence besides, else the last of the sentence before. More than three sides, and directions that disagree, say
    nothing.
    """
    if not words or words[-1].text == "?" or len({*_sides(words), *before}) < 2:
        return None
    told = list(_told(words, denied=denied))
    if not told or len({direction for (direction, _, _), _ in told}) > 1:
        return None
    direction, moves, sure = min((found for found, _ in told), key=lambda found: (not found[2], not found[1]))
    sides = told[0][1]
    if len(sides) == 1:
        others = [side for side in (*_sides(words), *reversed(before)) if side not in sides]
        carried = bool(others) and others[0] not in _sides(words)
        sides, sure = (*sides, *others[:1]), sure and not carried
    if not 2 <= len(set(sides)) <= 3:
        return None
    return Trend(sides[0], next(side for side in sides if side != sides[0]), direction, moves, sure, len(sides))


def _told(words: Sequence[Word], *, denied: bool) -> Iterator[tuple[tuple[Direction, bool, bool], tuple[str, ...]]]:
    """The directions of a sentence with the sides of their clause; "does not believe that" denies the clause after it."""
    disbelieved = 0 if denied else _disbelieved(words)
    for clause in clauses(words):
        held = disbelieved is not None and any(clause[0] is word for word in words[disbelieved:])
        for direction, moves, sure in _directions(clause):
            yield ((DENIED[direction], moves, False) if held else (direction, moves, sure)), _sides(clause)


def _disbelieved(words: Sequence[Word]) -> int | None:
    """Where what is not believed begins: after "that" or a comma, with a denied verb of belief shortly before."""
    for place, word in enumerate(words):
        if word.text == "that" and place:
            before = words[max(0, place - _NEAR) : place]
            believed = next((k for k, one in enumerate(before) if _BELIEF.intersection(lemmas(one.text))), None)
            if believed is not None and is_negated(before[:believed]):
                return place + 1
    return None


def _sides(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(side for word in words for side in word.sides))


def _directions(clause: Sequence[Word]) -> Iterator[tuple[Direction, bool, bool]]:
    """Direction, whether it is a movement, and whether it stands as the words have it."""
    marks = list(_marks(clause))
    themes = [place for place, kind, _ in marks if kind == "theme"]
    over = any(kind == "past" for _, kind, _ in marks)
    for place, kind, scope in marks:
        if kind not in _DIRECTION or is_unsure(clause[:place]):
            continue
        if scope == "near" and not any(0 < abs(place - theme) <= _NEAR for theme in themes):
            continue
        direction = _DIRECTION[kind]
        past = over and direction is Direction.RISING
        direction = Direction.FALLING if past else direction
        denied = is_negated(clause[max(0, place - _NEAR) : place])
        yield (DENIED[direction] if denied else direction), kind in ("rising", "falling"), not (denied or past)


def _marks(clause: Sequence[Word]) -> Iterator[tuple[int, str, str]]:
    """Each word of the table in a clause, the longest first: its place, kind and scope."""
    texts = [word.text for word in clause]
    place = 0
    while place < len(texts):
        longest = _LONGEST if any(lemma in _openers() for lemma in lemmas(texts[place])) else 1
        for length in range(min(longest, len(texts) - place), 0, -1):
            phrase = " ".join(texts[place : place + length])
            forms = [form for form in _forms(phrase, length) if form in _table()]
            known = _table()[forms[0]] if forms else None
            if known:
                yield place, *known
                place += length - 1
                break
        place += 1


def _forms(phrase: str, length: int) -> Iterator[str]:
    if length == 1:
        yield from lemmas(phrase)
        return
    first, _, rest = phrase.partition(" ")
    yield from (f"{lemma} {rest}" for lemma in lemmas(first))


@cache
def _openers() -> frozenset[str]:
    """The first words of phrases."""
    return frozenset(phrase.split()[0] for phrase in _table() if " " in phrase)


@cache
def _table() -> Mapping[str, tuple[str, str]]:
    return {word.strip(): (row["kind"], row["scope"]) for row in rows("trends") for word in row["word"].split("|")}
