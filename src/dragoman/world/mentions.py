"""Mentions: what the names found in a text stand for, on a date.

Ambiguity is settled in this order: the name was in use on the date; a name before an acronym, a demonym, a metonym, a
surname; the surer row; of persons who share a surname, the one whom the text has introduced by his full name, then the
one in office on the date, then the one with the highest office. Where that leaves two equally good ("Congo"), the
mention is `open`; all else that the name may mean stays with it as `others`.

A surname that is not distinctive ("Michel", "Wang") stands for nobody until the text has given the full name. An
acronym that the text explains ("Organization of Turkic States (TDT)") means that from there on, whatever it means
elsewhere. A state and its organ are one mention: "Russian Foreign Ministry", "Ministry of Foreign Affairs of
Kazakhstan", "US State Department".
"""

import datetime
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from dragoman.world.entities import Entity, EntityKind, Mention, Name, Sense
from dragoman.world.gazetteer import Found, Target
from dragoman.world.spelling import Flat
from dragoman.world.tables import CERTAINTIES, Organ

STATE_ORGANS = frozenset({"ministry", "state organ"})
_SENSES = (Sense.NAME, Sense.ACRONYM, Sense.DEMONYM, Sense.METONYM, Sense.SURNAME)
_BEFORE_ORGAN = (Sense.NAME, Sense.ACRONYM, Sense.DEMONYM)
_JOINTS = (" ", "'s ", "' ")
_OF = (" of ", " of the ")
_REACH = len(_OF[-1])
_EXPLAINED = (Sense.NAME, Sense.METONYM)
_IN_BRACKETS = re.compile(
    r" ?[(（](?:(?:hereinafter|hereafter|henceforth|далее|бұдан әрі|bundan sonra|ci-après)[ ,:-]*)?(?:the |or |l')?"
    r"[\"'“”«»„]?([^\W\d_](?:[^\W\d_]|[&+.\d-]){1,9})[\"'“”«»]?[)）]"
)

_CONTESTED = 6  # parts of an order that make one meaning better than another; what follows is only who came last

Prominence = Callable[[str, datetime.date | None], tuple[int, ...]]
OrganOf = Callable[[str, Organ], Entity]
Dated = tuple[int, int, datetime.date]  # a stretch of the text and the day of which it tells


class Known(NamedTuple):
    """What a name stands for: the best entity, how it is named, whether the name was in use; what else it may mean."""

    entity: Entity
    sense: Sense
    current: bool
    others: tuple[str, ...] = ()
    open: bool = False


class _Draft(NamedTuple):
    """A mention to be: its place in the flattened text, what it stands for, the sort of organ that it may name."""

    start: int
    end: int
    known: Known | None
    organ: Organ | None


class Resolver:
    """Turns what was found in one text into mentions; keeps whom the text has introduced.

    `prominence` orders persons who share a surname, the least tuple first. `dated` are stretches that tell of another
    day than `on`, in order and without overlap.
    """

    def __init__(
        self,
        entities: dict[str, Entity],
        bare: set[str],
        prominence: Prominence,
        organ_of: OrganOf,
        on: datetime.date | None,
        dated: Sequence[Dated] = (),
    ) -> None:
        self._entities = entities
        self._bare = bare
        self._prominence = prominence
        self._organ_of = organ_of
        self._on = self._document_day = on
        self._dated = dated
        self._starts = [start for start, _, _ in dated]
        self._introduced: dict[str, int] = {}
        self._memory: dict[tuple[int, datetime.date | None], Known | None] = {}

    def mentions(self, text: str, flat: Flat, found: list[Found]) -> list[Mention]:
        """The mentions of one text, in order."""
        drafts: list[_Draft] = []
        edge = -_REACH - 1
        for start, end, target in found:
            if self._dated:
                self._on = self._day_at(flat.origin(start))
            draft = _Draft(start, end, self._stands_for(target), target.organ)
            merged = self._merged(drafts[-1], draft, flat.text) if start - edge <= _REACH else None
            if merged:
                drafts[-1] = merged
            else:
                drafts.append(draft)
            edge = end
        drafts = _with_explained(flat.text, drafts)
        return [_mention(text, flat, draft.start, draft.end, draft.known) for draft in drafts if draft.known]

    def _day_at(self, place: int) -> datetime.date | None:
        nth = bisect_right(self._starts, place) - 1
        return self._dated[nth][2] if nth >= 0 and place < self._dated[nth][1] else self._document_day

    def _merged(self, one: _Draft, two: _Draft, text: str) -> _Draft | None:
        """A state and its organ as one draft; None if the two have nothing to do with each other."""
        between = text[one.end : two.start]
        organ: Entity | None = None
        if between in _JOINTS and (state := _state(one)):
            if two.organ:
                organ = self._organ_of(state, two.organ)
            elif two.known and two.known.entity.type in STATE_ORGANS and two.known.entity.state == state:
                organ = two.known.entity
        elif between in _OF and one.organ and (state := _state(two)):
            organ = self._organ_of(state, one.organ)
        return _Draft(one.start, two.end, Known(organ, Sense.NAME, True), None) if organ else None

    def _stands_for(self, target: Target) -> Known | None:
        key = id(target), self._on  # the list of what was found keeps every target alive
        if key not in self._memory:
            names = [name for name in target.names if self._is_enough(name)]
            known = self._best(names)
            if any(name.sense is Sense.SURNAME for name in target.names):
                return known
            self._memory[key] = known
        known = self._memory[key]
        if known and known.entity.kind is EntityKind.PERSON:
            self._introduced[known.entity.id] = len(self._introduced)
        return known

    def _is_enough(self, name: Name) -> bool:
        return name.sense is not Sense.SURNAME or name.entity in self._bare or name.entity in self._introduced

    def _best(self, names: list[Name]) -> Known | None:
        if not names:
            return None
        if len(names) == 1:
            return Known(self._entities[names[0].entity], names[0].sense, names[0].interval.holds_on(self._on))
        ordered = sorted(names, key=self._order)
        best = ordered[0]
        current = any(name.interval.holds_on(self._on) for name in names if name.entity == best.entity)
        others = tuple(dict.fromkeys(name.entity for name in ordered if name.entity != best.entity))
        rival = next((name for name in ordered if name.entity != best.entity), None)
        is_open = rival is not None and self._order(rival)[:_CONTESTED] == self._order(best)[:_CONTESTED]
        return Known(self._entities[best.entity], best.sense, current, others, is_open)

    def _order(self, name: Name) -> tuple[int, ...]:
        """The better a meaning, the less: in use, its sense, its certainty; of persons also who was introduced and held office."""
        in_use = name.interval.holds_on(self._on) if self._on else name.interval.end is None
        head = (0 if in_use else 1, _SENSES.index(name.sense), CERTAINTIES.index(name.certainty))
        if name.sense is not Sense.SURNAME:
            return head
        return (*head, -self._introduced.get(name.entity, -1), *self._prominence(name.entity, self._on))


def _with_explained(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """The drafts with the acronyms that the text explains in brackets."""
    if "(" not in text and "（" not in text:
        return drafts
    explained: dict[str, list[tuple[int, Known]]] = {}
    for draft in drafts:
        told = _IN_BRACKETS.match(text, draft.end) if _may_be_short(draft) else None
        acronym = told.group(1) if told else ""
        if told and draft.known and sum(letter.isupper() for letter in acronym) > 1 and "." not in acronym:
            known = Known(draft.known.entity, Sense.ACRONYM, True)
            explained.setdefault(acronym, []).append((told.start(1), known))
    if not explained:
        return drafts
    new = [_Draft(start, end, known, None) for start, end, known in _short_forms(text, explained)]
    taken = {(draft.start, draft.end) for draft in new}
    kept = [draft for draft in drafts if (draft.start, draft.end) not in taken]
    return _without_overlap(sorted([*kept, *new], key=lambda draft: (draft.start, -draft.end)))


def _may_be_short(draft: _Draft) -> bool:
    """Whether a name is one that texts abbreviate: a body or a group, of two words and more."""
    kinds = (EntityKind.ORGANISATION, EntityKind.GROUP, EntityKind.STATE)
    return draft.known is not None and draft.known.entity.kind in kinds and draft.known.sense in _EXPLAINED


def _short_forms(text: str, explained: dict[str, list[tuple[int, Known]]]) -> Iterator[tuple[int, int, Known]]:
    """Every place of an acronym from its explanation on."""
    any_of = "|".join(re.escape(acronym) for acronym in sorted(explained, key=lambda acronym: (-len(acronym), acronym)))
    for found in re.finditer(rf"(?<!\w)(?:{any_of})(?!\w)", text):
        told = [known for place, known in explained[found.group()] if place <= found.start()]
        if told:
            yield found.start(), found.end(), told[-1]


def _without_overlap(drafts: list[_Draft]) -> list[_Draft]:
    kept: list[_Draft] = []
    for draft in drafts:
        if not kept or draft.start >= kept[-1].end:
            kept.append(draft)
    return kept


def _mention(text: str, flat: Flat, start: int, end: int, known: Known) -> Mention:
    begin, stop = flat.origin(start), flat.origin(end - 1) + 1
    return Mention(begin, stop, text[begin:stop], *known)


def _state(draft: _Draft) -> str | None:
    """The state that a draft names outright."""
    if not draft.known or draft.known.open:
        return None
    if draft.known.entity.kind is EntityKind.STATE and draft.known.sense in _BEFORE_ORGAN:
        return draft.known.entity.id
    return None
