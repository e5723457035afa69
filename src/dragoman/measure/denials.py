"""Denials: what one voice says and another denies in nearly the same words, of the same sides.

Denials are few. They are found first; whatever else is said is then held against them, document by document.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil

from dragoman.ledger import Ledger, shelf
from dragoman.measure.disagreement import Disagreement, Party, Quarrel
from dragoman.measure.passages import Passage, Text, is_denied, text_of
from dragoman.measure.statements import alike, confidence_of, stems, told_quote
from dragoman.records import Kind, Row, Status
from dragoman.world import World

_SAME_WORDS = 0.5  # words shared from which a denial denies what the other says


@dataclass(frozen=True, slots=True)
class _Denial:
    passage: Passage
    words: frozenset[str]


class Denials:
    """The denied sentences of a ledger, and what has been found to say the same without the denial."""

    def __init__(self, denied: Iterable[Passage]) -> None:
        self._denied = [_Denial(passage, stems(passage.text)) for passage in denied]
        self._places: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, one in enumerate(self._denied):
            for side in set(one.passage.sides):
                for word in _telling(one.words):
                    self._places[side, word].append(number)
        self._met: list[tuple[int, str, int, Disagreement]] = []
        self._heard = 0

    def hear(self, text: Text) -> None:
        """Hold what a document tells against the denials."""
        if not self._denied:
            return
        for passage in text.passages:
            if passage.finding and passage.sides and not passage.denied:
                self._heard += 1
                self._hold(passage)

    def _hold(self, passage: Passage) -> None:
        words, side = stems(passage.text), passage.sides[0]
        near = {number for word in words for number in self._places.get((side, word), ())}
        for number in near:
            one = self._denied[number]
            shared = alike(one.words, words)
            if shared >= _SAME_WORDS and passage.voice.key != one.passage.voice.key:
                self._met.append((number, side, self._heard, _disagreement(passage, one.passage, shared)))

    def found(self) -> Iterator[Disagreement]:
        """The disagreements, in the order of the denials."""
        yield from (one for *_, one in sorted(self._met, key=lambda met: met[:3]))


def denials_of(ledger: Ledger, world: World) -> Denials:
    """The denials of a ledger, with which nothing is compared yet."""
    originals = set(shelf.originals(ledger))
    claims = (row for row in ledger.findings(kind=Kind.CLAIM) if is_denied(row) and row["status"] != Status.REJECTED)
    holding = {row["source"]["id"] for row in claims} & originals
    order = [source for source in shelf.originals(ledger) if source in holding] if holding else []
    return Denials(one for source in order for one in text_of(ledger, source, world).passages if _is_one(one))


def _is_one(passage: Passage) -> bool:
    return bool(passage.finding and passage.sides and passage.denied)


def _telling(words: frozenset[str]) -> Sequence[str]:
    """As many of the words as must hold one that both sentences have, if they share enough; the longest, which are rare."""
    spare = ceil(_SAME_WORDS * len(words)) - 1
    return sorted(words, key=lambda word: (-len(word), word))[: max(0, len(words) - spare)]


def _disagreement(passage: Passage, denied: Passage, shared: float) -> Disagreement:
    sides = sorted({*denied.sides, *passage.sides})
    pairs = tuple(combinations(sides, 2)) or ((sides[0], sides[0]),)
    settle = f"a document of {' or '.join(sides)} on the matter itself"
    return Disagreement(Quarrel.DENIAL, pairs, _party(passage), _party(denied), shared, settle)


def _party(one: Passage) -> Party:
    finding: Row | None = one.finding
    return Party(
        finding["id"] if finding else "",
        one.voice,
        told_quote(one.text),
        one.origin.name,
        one.origin.day,
        confidence_of(finding),
        one.origin.cluster,
        "denied" if one.denied else "said",
    )
