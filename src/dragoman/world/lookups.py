"""Look-ups in the world of the tables shipped, without making one first: see the methods of `World` of the same names."""

from collections.abc import Collection

from dragoman.world.entities import Identity, KnownTie, Membership, Milestone, Stop, Tenure
from dragoman.world.world import Day, load_world


def who(name: str, on: Day | None = None, *, near: bool = False) -> list[Identity]:
    """Whom or what a name means, best first."""
    return load_world().who(name, on, near=near)


def members(org: str, on: Day | None = None, *, statuses: Collection[str] | None = None) -> list[Membership]:
    """Who made an organisation up, or stood in it with one of these statuses."""
    return load_world().members(org, on, statuses=statuses)


def office(body: str, office: str, on: Day) -> Tenure | None:
    """Who held an office of a state or body on a day; None if that is unknown or ambiguous."""
    return load_world().office(body, office, on)


def ties(name: str, on: Day | None = None) -> list[KnownTie]:
    """All that bound an entity: memberships, alliances, partnerships, guarantees, designations."""
    return load_world().ties(name, on)


def milestones(name: str) -> list[Milestone]:
    """What an organisation, format, treaty, corridor or document has been through, in order of date."""
    return load_world().milestones(name)


def route(name: str) -> list[Stop]:
    """What a corridor or pipeline runs through, in order."""
    return load_world().route(name)
