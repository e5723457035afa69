"""Who exists, and when: states, organisations, persons, offices, names and memberships, looked up as of a date."""

from dragoman.world.entities import Entity, EntityKind, Identity, Membership, Mention, Sense, Tenure
from dragoman.world.world import World, load_world, who_rows

__all__ = [
    "Entity",
    "EntityKind",
    "Identity",
    "Membership",
    "Mention",
    "Sense",
    "Tenure",
    "World",
    "load_world",
    "who_rows",
]
