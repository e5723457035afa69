"""Wording: how a sentence says that two sides stand to each other, read off its words where no finding says it.

Four constructions, each within one clause, a negation before the word turning its sign:

- "confrontation **between** A, B and C" – all pairs;
- "A and B **are** (not) rivals", "A, B and C are on good terms" – all pairs;
- "A is an ally **of** B", "A is **against** B and C", "A does not conflict **with** B" – A with each of the others;
- "A is B's closest ally", "A calls B its enemy" – A with B.

Where none of them is met, a clause that names just "A and B" and has two words of one sign beside tells of these two.
What may be, should be or is asked says nothing, and neither does a clause whose words disagree.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, pairwise, product
from typing import NamedTuple

from dragoman.data import rows
from dragoman.records import Sign

TURNED = {Sign.COOPERATIVE: Sign.ADVERSARIAL, Sign.ADVERSARIAL: Sign.COOPERATIVE, Sign.NEUTRAL: Sign.NEUTRAL}
NEGATIONS = frozenset("not no none never neither nor hardly without cannot n't n’t".split())
_UNSURE = frozenset(
    "if whether whoever unless could would might may should must ought need needs perhaps possibly afford".split()
)
_WISHED = frozenset("seek seeks seeking hope hopes win order want wants wish efforts attempt attempts".split())
_BREAKS = frozenset(
    "but while although though whereas however despite who which because when after before unless that where so".split()
)
_BOTH = frozenset("two both".split())
_BE = frozenset("is are was were be been being remain remains remained become becomes became".split())
_TOWARDS = frozenset("with against to towards toward of for".split())
_TRANSITIVE = frozenset(
    "threaten confront oppose contain contradict alienate blackmail menace trust sabotage against".split()
)
_ARTICLES = frozenset("the a an its his her their our".split())
_AS = frozenset(
    "call calls called see sees regard regards view views consider considers describe describes refers".split()
)
_GAP = re.compile(
    r"\s*(?:,|/|&|,?\s*\b(?:and|or|nor)\b|,?\s*as well as)\s*(?:both\s|the\s|with\s|between\s)*", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*|[;:()—–?]|,")
_STOPS = frozenset(";:()—–?")
_DO = frozenset("do does did not is are was were".split())
_NEAR, _FAR = 4, 8


class Named(NamedTuple):
    """A side that a sentence names: the state or body, or the group, and where its name stands."""

    start: int
    end: int
    side: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word in small letters, or several sides named one after another as one word."""

    text: str
    sides: tuple[str, ...] = ()
    owner: bool = False  # "Russia's"
    allied: frozenset[tuple[str, str]] = frozenset()  # "the US/NATO": spoken of as one


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence says how two sides stand, or where they are going; `among` is how many sides it says it of."""

    a: str
    b: str
    sign: Sign
    among: int


def words_of(sentence: str, named: Sequence[Named]) -> list[Word]:
    """The words of a sentence, sides that are joined by commas or "and" taken together."""
    found: list[Word] = []
    edge = 0
    for group in _groups(sentence, named):
        found += _plain(sentence[edge : group[0].start])
        edge = group[-1].end
        owner = sentence[edge : edge + 2].lower() in ("'s", "’s") or sentence[edge : edge + 1] in ("'", "’")
        edge += 2 if owner else 0
        allied = frozenset(
            (one.side, other.side) for one, other in pairwise(group) if "/" in sentence[one.end : other.start]
        )
        found.append(Word("", tuple(dict.fromkeys(name.side for name in group)), owner, allied))
    return found + _plain(sentence[edge:])


def with_both(words: Sequence[Word], pair: tuple[str, str]) -> list[Word]:
    """The same words, "two" or "both" standing for the two sides that were named last; nothing else may be named two."""
    if any(len(word.sides) > 1 for word in words):
        return list(words)
    place = next((one for one, word in enumerate(words) if word.text in _BOTH), None)
    if place is None:
        return list(words)
    return [*words[:place], Word("", pair), *words[place + 1 :]]


def relations_in(words: Sequence[Word]) -> Iterator[Told]:
    """How sides stand to each other, according to the words: each pair once, and nothing of what is asked."""
    if words and words[-1].text == "?":
        return
    told: dict[tuple[str, str], set[Sign]] = {}
    among: dict[tuple[str, str], int] = {}
    for clause in clauses(words):
        for a, b, sign, count in _told(clause):
            pair = (min(a, b), max(a, b))
            told.setdefault(pair, set()).add(sign)
            among[pair] = min(count, among.get(pair, count))
    for (a, b), signs in sorted(told.items()):
        if len(signs) == 1:
            yield Told(a, b, min(signs), among[a, b])


def _told(clause: Sequence[Word]) -> Iterator[tuple[str, str, Sign, int]]:
    marks = list(_relation_words(clause))
    met = [(a, b, sign, count) for place, length, sign in marks for a, b, count in _pairs(clause, place, length)]
    yield from met
    groups = [word for word in clause if word.sides]
    texts = {clause[place].text for place, _, _ in marks}
    signs = {sign for _, _, sign in marks}
    two = len(groups) == 1 and len(groups[0].sides) == 2
    if two and not met and len(texts) > 1 and len(signs) == 1 and not is_negated(clause):
        yield from ((a, b, min(signs), 2 * count) for a, b, count in _all(groups[0]))


def clauses(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words cut where a new clause begins; brackets and dashes cut as well."""
    clause: list[Word] = []
    for word in words:
        if word.text in _STOPS or word.text in _BREAKS:
            if any(one.sides for one in clause):
                yield clause
            clause = []
            continue
        clause.append(word)
    if any(one.sides for one in clause):
        yield clause


def is_negated(before: Sequence[Word]) -> bool:
    """Whether a negation stands in these words; "not only" is none."""
    texts = [word.text for word in before]
    return any(
        (text in NEGATIONS or text.endswith(("n't", "n’t"))) and after != "only"
        for text, after in zip(texts, [*texts[1:], ""], strict=False)
    )


def is_unsure(before: Sequence[Word]) -> bool:
    """Whether it is only said to be possible, wanted or asked."""
    return any(word.text in _UNSURE for word in before)


@lru_cache(maxsize=20_000)
def lemmas(text: str) -> tuple[str, ...]:
    """What a word may be a form of: "rivals", "rival"; "allies", "ally"; "strengthening", "strengthen"."""
    found = [text]
    for ending, instead in (
        ("ies", "y"),
        ("ied", "y"),
        ("es", ""),
        ("s", ""),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if text.endswith(ending) and len(text) - len(ending) > 2:
            found.append(text[: -len(ending)] + instead)
    return tuple(found)


@cache
def relation_table() -> dict[str, Sign]:
    """Words and phrases that say how two sides stand."""
    table: dict[str, Sign] = {}
    for name, column in (("relation_words", "word"), ("stances", "phrase")):
        for row in rows(name):
            table |= {word.strip(): Sign(row["sign"]) for word in row[column].split("|")}
    return table


def _groups(sentence: str, named: Sequence[Named]) -> list[list[Named]]:
    groups: list[list[Named]] = []
    for name in sorted(named):
        if groups and name.start < groups[-1][-1].end:
            continue
        if groups and _GAP.fullmatch(sentence[groups[-1][-1].end : name.start]):
            groups[-1].append(name)
        else:
            groups.append([name])
    return groups


def _plain(text: str) -> list[Word]:
    return [Word(found.group().lower()) for found in _WORD.finditer(text)]


def _relation_words(clause: Sequence[Word]) -> Iterator[tuple[int, int, Sign]]:
    """Where a relation word or phrase stands in a clause, how long it is, and what it says there."""
    table = relation_table()
    for place, word in enumerate(clause):
        if word.sides:
            continue
        for length in (4, 3, 2, 1):
            texts = [one.text for one in clause[place : place + length]]
            known = [table[text] for text in ([" ".join(texts)] if length > 1 else lemmas(word.text)) if text in table]
            if known and len(texts) == length:
                before = clause[max(0, place - _FAR) : place]
                if place and clause[place - 1].text in _DO:  # "none of the many … are": the subject is far
                    before = [clause[0], *before]
                sign = TURNED[known[0]] if is_negated(before) else known[0]
                wished = sign is Sign.COOPERATIVE and any(one.text in _WISHED for one in before)
                if not wished and not is_unsure(clause[:place]):
                    yield place, length, sign
                break


def _pairs(clause: Sequence[Word], place: int, length: int) -> Iterator[tuple[str, str, int]]:
    """The pairs of sides that a relation word ties together, by the four constructions."""
    left = next((one for one in range(place - 1, -1, -1) if clause[one].sides), None)
    right = next((one for one in range(place + length, len(clause)) if clause[one].sides), None)
    after = [word.text for word in clause[place + length : right]]
    acts = any(lemma in _TRANSITIVE for lemma in lemmas(clause[place].text))
    if right is not None and "between" in after[:_NEAR] and len(after) <= 2 * _NEAR and len(clause[right].sides) > 1:
        if not acts or after[0] == "between":  # who sabotages relations between two is a third
            yield from _all(clause[right])
        return
    left = _subject(clause, left, place)
    if left is None:
        return
    gap = [word.text for word in clause[left + 1 : place] if not word.sides]
    main = gap[-1:] != [] and gap[-1] in _DO  # the verb of the clause: its subject stands first
    if main and "," in gap:
        left = next(one for one, word in enumerate(clause) if word.sides)
    copula = any(text in _BE for text in gap) and len(gap) <= _NEAR
    if right is not None and not gap and not after:  # "B rivals C and D", an apposition
        yield from _across(clause[left].sides[-1:], clause[right].sides)
        return
    close = len(gap) <= _FAR and (main or "," not in gap[:-1])
    if right is not None and close and _leads_to(clause[place].text, after):
        yield from _across(clause[left].sides, clause[right].sides)
    elif (copula or len(gap) <= 1) and len(clause[left].sides) > 1 and not clause[left].owner:
        yield from _all(clause[left])
    elif len(gap) <= _NEAR:
        yield from _owned(clause, left)


def _leads_to(word: str, after: Sequence[str]) -> bool:
    """Whether the way from a relation word to the side after it is a short one over a preposition, or its object."""
    if any(text in _TOWARDS for text in after[:2]):
        last = next((text for text in reversed(after) if text not in _ARTICLES), "")
        return len(after) <= 3 or (len(after) <= _FAR and last in _TOWARDS)
    direct = any(lemma in _TRANSITIVE for lemma in lemmas(word))
    return direct and len(after) <= _NEAR and not any(text in _BE for text in after)


def _owned(clause: Sequence[Word], left: int) -> Iterator[tuple[str, str, int]]:
    """ "A is B's closest ally", "A calls B its enemy"."""
    first = next((one for one in range(left - 1, -1, -1) if clause[one].sides), None)
    if first is None:
        return
    gap = [word.text for word in clause[first + 1 : left]]
    called = any(text in _AS for text in gap)
    if len(gap) <= _NEAR and (called or (clause[left].owner and any(text in _BE for text in gap))):
        yield from _across(clause[first].sides, clause[left].sides)


def _subject(clause: Sequence[Word], left: int | None, place: int) -> int | None:
    """The side before a relation word; in "a member of A and a partner of B", the one before A."""
    if left is not None and [word.text for word in clause[left + 1 : place]][:1] == ["and"]:
        return next((one for one in range(left - 1, -1, -1) if clause[one].sides), None)
    return left


def _all(group: Word) -> Iterator[tuple[str, str, int]]:
    for a, b in combinations(group.sides, 2):
        if (a, b) not in group.allied:
            yield a, b, len(group.sides)


def _across(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    yield from ((a, b, len(ours) + len(theirs)) for a, b in product(ours, theirs) if a != b)
