"""Who exists, and when: states, organisations, persons, offices, names, ties, looked up as of a date.

>>> from dragoman.world import members, office, who
>>> who("Nazarbayev", on="2015-06-01")[0].office
'president'
>>> office("KAZ", "president", on="2021-11-12").person
'kassym-jomart-tokayev'
>>> sorted(row.state for row in members("OTS", on="2012-01-01"))
['AZE', 'KAZ', 'KGZ', 'TUR']
"""

from dragoman.world.chronicle import Line, known_of
from dragoman.world.entities import (
    Basis,
    Entity,
    EntityKind,
    Identity,
    KnownTie,
    Membership,
    Mention,
    Milestone,
    Sense,
    Stop,
    Tenure,
)
from dragoman.world.lookups import members, milestones, office, route, ties, who
from dragoman.world.own import Taken, folder_of, take_in
from dragoman.world.spelling import fold
from dragoman.world.world import World, load_world, who_rows

__all__ = [
    "Basis",
    "Entity",
    "EntityKind",
    "Identity",
    "KnownTie",
    "Line",
    "Membership",
    "Mention",
    "Milestone",
    "Sense",
    "Stop",
    "Taken",
    "Tenure",
    "World",
    "fold",
    "folder_of",
    "known_of",
    "load_world",
    "members",
    "milestones",
    "office",
    "route",
    "take_in",
    "ties",
    "who",
    "who_rows",
]
