"""Mentions: what the names found in a text stand for, on a date.

Ambiguity is settled in this order: the name was in use on the date; a name before an acronym, a demonym, a metonym, a
surname; the surer row; of persons who share a surname, the one whom the text has introduced by his full name, then the
one in office on the date, then the one with the highest office. A surname that is not distinctive ("Michel", "Wang")
stands for nobody until the text has given the full name. A state and its organ are one mention: "Russian Foreign
Ministry", "Ministry of Foreign Affairs of Kazakhstan", "US State Department".
"""

import datetime
from collections.abc import Callable
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

Known = tuple[Entity, Sense, bool]
Prominence = Callable[[str, datetime.date | None], tuple[int, ...]]
OrganOf = Callable[[str, Organ], Entity]


class _Draft(NamedTuple):
    """A mention to be: its place in the flattened text, what it stands for, the sort of organ that it may name."""

    start: int
    end: int
    known: Known | None
    organ: Organ | None


class Resolver:
    """Turns what was found in one text into mentions; keeps whom the text has introduced.

    `prominence` orders persons who share a surname, the least tuple first.
    """

    def __init__(
        self,
        entities: dict[str, Entity],
        bare: set[str],
        prominence: Prominence,
        organ_of: OrganOf,
        on: datetime.date | None,
    ) -> None:
        self._entities = entities
        self._bare = bare
        self._prominence = prominence
        self._organ_of = organ_of
        self._on = on
        self._introduced: dict[str, int] = {}
        self._memory: dict[int, Known | None] = {}

    def mentions(self, text: str, flat: Flat, found: list[Found]) -> list[Mention]:
        """The mentions of one text, in order."""
        drafts: list[_Draft] = []
        edge = -_REACH - 1
        for start, end, target in found:
            draft = _Draft(start, end, self._stands_for(target), target.organ)
            merged = self._merged(drafts[-1], draft, flat.text) if start - edge <= _REACH else None
            if merged:
                drafts[-1] = merged
            else:
                drafts.append(draft)
            edge = end
        return [_mention(text, flat, draft.start, draft.end, draft.known) for draft in drafts if draft.known]

    def _merged(self, one: _Draft, two: _Draft, text: str) -> _Draft | None:
        """A state and its organ as one draft; None if the two have nothing to do with each other."""
        between = text[one.end : two.start]
        organ: Entity | None = None
        if between in _JOINTS and (state := _state(one)):
            if two.organ:
                organ = self._organ_of(state, two.organ)
            elif two.known and two.known[0].type in STATE_ORGANS and two.known[0].state == state:
                organ = two.known[0]
        elif between in _OF and one.organ and (state := _state(two)):
            organ = self._organ_of(state, one.organ)
        return _Draft(one.start, two.end, (organ, Sense.NAME, True), None) if organ else None

    def _stands_for(self, target: Target) -> Known | None:
        key = id(target)  # the list of what was found keeps every target alive
        if key not in self._memory:
            names = [name for name in target.names if self._is_enough(name)]
            known = self._best(names)
            if any(name.sense is Sense.SURNAME for name in target.names):
                return known
            self._memory[key] = known
        known = self._memory[key]
        if known and known[0].kind is EntityKind.PERSON:
            self._introduced[known[0].id] = len(self._introduced)
        return known

    def _is_enough(self, name: Name) -> bool:
        return name.sense is not Sense.SURNAME or name.entity in self._bare or name.entity in self._introduced

    def _best(self, names: list[Name]) -> Known | None:
        if not names:
            return None
        best = min(names, key=self._order) if len(names) > 1 else names[0]
        current = any(name.interval.holds_on(self._on) for name in names if name.entity == best.entity)
        return self._entities[best.entity], best.sense, current

    def _order(self, name: Name) -> tuple[int, ...]:
        in_use = name.interval.holds_on(self._on) if self._on else name.interval.end is None
        head = (0 if in_use else 1, _SENSES.index(name.sense), CERTAINTIES.index(name.certainty))
        if name.sense is not Sense.SURNAME:
            return head
        return (*head, -self._introduced.get(name.entity, -1), *self._prominence(name.entity, self._on))


def _mention(text: str, flat: Flat, start: int, end: int, known: Known) -> Mention:
    begin, stop = flat.origin(start), flat.origin(end - 1) + 1
    return Mention(begin, stop, text[begin:stop], *known)


def _state(draft: _Draft) -> str | None:
    """The state that a draft names outright."""
    if draft.known and draft.known[0].kind is EntityKind.STATE and draft.known[1] in _BEFORE_ORGAN:
        return draft.known[0].id
    return None
