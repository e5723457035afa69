"""Officers: who held the office that a title alone names – "the Russian President", "Russia's top diplomat".

A time in which two held it names neither: the words stay, with the state or body behind them.
"""

import datetime
from itertools import pairwise

from dragoman.read.wordlists import Title, leadership
from dragoman.read.words import Naming, Word
from dragoman.records import Actor, When
from dragoman.world import World

_NOT_THE_HOLDER = frozenset("former ex first new next future a an every each other late then vice deputy".split())
_LEADER = "leader"


def days_of(when: When | None, day: datetime.date | None) -> tuple[datetime.date, ...]:
    """The first and the last day of a time, none after the document's; that day itself if the text gives none."""
    if when is None:
        return (day,) if day else ()
    return tuple(min(each, day) if day else each for each in (when.first, when.last))


def names_the_holder(words: list[Word], first: int, past: int, title: Title) -> bool:
    """Whether the words are about whoever holds the office, and not about a former, deputy or future one."""
    around = {word.lower for word in words[max(0, first - 2) : past + 1] if word.naming is None}
    return title.kind == "office" and not title.plural_only and not around & _NOT_THE_HOLDER


def holder(world: World, body: str, title: Title, days: tuple[datetime.date, ...]) -> str | None:
    """The id of the only person who held an office of a body on these days."""
    if title.office == _LEADER:
        held = [_leader(world, body, day) for day in days]
    else:
        held = [tenure.person if (tenure := world.holder(body, title.office, on=day)) else None for day in days]
    same = all(one == other for one, other in pairwise(held))
    return held[0] if held and same else None


def _leader(world: World, body: str, day: datetime.date) -> str | None:
    role = next((role for role, interval in leadership().get(body, ()) if interval.holds_on(day)), _LEADER)
    tenure = world.holder(body, role, on=day)
    return tenure.person if tenure else None


def stated(world: World, person: str, days: tuple[datetime.date, ...]) -> str | None:
    """The state or body for which a person stood on the last of these days, else on the first."""
    if not days:
        return world.rollup(person)
    return next((state for day in reversed(days) if (state := world.rollup(person, on=day))), None)


def with_offices(world: World, naming: Naming, days: tuple[datetime.date, ...]) -> Naming:
    """The naming of a person with the offices held on these days."""
    if naming.actor.id:
        held = [office for day in days or (None,) for office in world.offices_of(naming.actor.id, on=day)]
        naming.offices = naming.offices.union(held)
    return naming


def holder_or_words(world: World, person: str | None, known: Actor | None, words: str, body: str) -> Actor:
    """The holder of an office of a body: known to the world, else to the text, else the words that name the office."""
    entity = world.entity(person) if person else None
    if entity is not None:
        return Actor(entity.name, entity.id, body)
    return Actor(known.name, known.id, body) if known is not None else Actor(words, None, body)
