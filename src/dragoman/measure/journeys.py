"""Journeys: who travelled to whom, and as what – read from consultations told of, from counts that a text gives, and from
the meetings of organisations.

Whether a consultation is a journey, and whose, is told by its word: who visits, flies, arrives is the visitor; who hosts,
receives is the host. Where they "meet" at a place, those come to it whose home it is not.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.ledger import Ledger
from dragoman.ledger import panel as columns
from dragoman.records import parse_when
from dragoman.world import EntityKind, World

LEVELS = ("head of state", "head of government", "foreign minister", "assumed", "other")
_TRAVEL = frozenset(
    "visit travel fly arrive come go trip tour arrival journey attend head depart pay return stay".split()
)
_HOST = frozenset("host receive welcome reception audience".split())
_MEET = frozenset("meet meeting summit hold talks gather sit discuss negotiate conference".split())
_TITLES = (
    ("head of government", r"prime[- ]ministers?|premiers?|chancellors?|heads? of government"),
    ("foreign minister", r"foreign ministers?|ministers? of foreign affairs|secretar(?:y|ies) of state|top diplomats?"),
    ("head of state", r"presidents?|heads? of state|kings?|emirs?|sultans?|leaders?"),
)
_HIGH = {"supreme leader": "head of state", "leader": "head of state", "party leader": "head of state"}
_SUMMIT = ("summit", "meeting", "round")
_DEPLOYED = re.compile(r"\b(?:peacekeeping|mission|troops|deployment|exercises?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Journey:
    """Somebody of `visitor` came to `host`, `times` times, between two days (None: undated).

    `occasion` is visit (told as an event), counted (a number that a source gives) or summit (a meeting of an organisation, in the world's
    tables, to which its members came).
    """

    visitor: str
    host: str
    level: str
    first: datetime.date | None
    last: datetime.date | None
    occasion: str
    times: float
    evidence: tuple[str, ...]


def told(ledger: Ledger, world: World, *, modality: Sequence[str] = ("happened",)) -> list[Journey]:
    """The visits among the consultations of a ledger, each once: by visitor, host, level and day."""
    table = columns.meetings(ledger)
    rows: dict[str, list[dict[str, Any]]] = {}
    for values in zip(*table.values(), strict=True):
        row = dict(zip(table, values, strict=True))
        rows.setdefault(row["event"], []).append(row)
    found: dict[tuple[object, ...], Journey] = {}
    for event in rows.values():
        if event[0]["modality"] in modality:
            for one in _visits(world, event):
                key = (one.visitor, one.host, one.level, one.first, one.last, one.first or one.evidence)
                before = found.get(key)
                found[key] = one if before is None else _joined(before, one)
    return list(found.values())


def counted(ledger: Ledger, world: World) -> list[Journey]:
    """The journeys that a source counts: "visited Turkey 24 times, while the presidents of Turkey came 15 times"."""
    table = columns.counted_meetings(ledger)
    rows = [dict(zip(table, values, strict=True)) for values in zip(*table.values(), strict=True)]
    found: list[Journey] = []
    quote, edge, sides, level = "", 0, list[str](), "other"
    for row in rows:
        if row["quote"] != quote:
            quote, edge, sides, level = row["quote"], 0, [], "other"
        clause = quote[edge : row["place"]]
        on = _published(row["published"])
        named = _sides_in(world, clause, on)
        sides = list(dict.fromkeys(side for side, _ in named)) if len({side for side, _ in named}) > 1 else sides
        level = _titled(clause) or next((_highest(world, person) for _, person in named if person), None) or level
        edge = row["place"] + row["length"]
        if len(sides) > 1:
            found.append(
                Journey(sides[0], sides[-1], level, None, None, "counted", row["value"], (row["finding"], row["event"]))
            )
    return found


def summits(world: World, state: str, powers: Sequence[str]) -> list[Journey]:
    """The meetings of organisations and formats held in the state or in one of the powers, to which the others came.

    The tables do not say who came; that a member's head did is only assumed of summits, the level of other meetings is "other". A
    deployment is no visit.
    """
    found: list[Journey] = []
    for event in world.tables().milestones:
        day, host = event.date.first, _home(world, event.place)
        if event.kind not in _SUMMIT or _DEPLOYED.search(event.name) or host not in (state, *powers):
            continue
        level = "assumed" if event.kind == "summit" else "other"
        came = {row.state for row in world.members(event.org, day)}
        if state in came and (host == state or host in powers):
            visitors = [state] if host != state else [power for power in powers if power in came]
            row = f"table:milestones.csv {event.org} {event.date}"
            found += [Journey(who, host, level, day, event.date.last, "summit", 1.0, (row,)) for who in visitors]
    return found


def _visits(world: World, event: list[dict[str, Any]]) -> Iterator[Journey]:
    """The journeys of one consultation, for each visitor's side and host."""
    word = re.split(r"[ :]", event[0]["method"])[-1]
    first, last = (datetime.date.fromisoformat(day) if day else None for day in (event[0]["first"], event[0]["last"]))
    on = first or _published(event[0]["published"])
    actors = [row for row in event if row["role"] == "actor"]
    others = [row for row in event if row["role"] == "recipient"]
    place = _home(world, event[0]["place"])
    if word in _TRAVEL:
        guests, hosts = actors, [host for row in others if (host := _host(world, row))] or ([place] if place else [])
    elif word in _HOST:
        guests, hosts = others, [side for row in actors if (side := row["state"])]
    elif word in _MEET and place:
        guests, hosts = [*actors, *others], [place] if place in {row["state"] for row in event} else []
    else:
        return
    for host in dict.fromkeys(hosts):
        for visitor in dict.fromkeys(row["state"] for row in guests if row["state"] and row["state"] != host):
            levels = [_level(world, row, event[0]["quote"], on) for row in guests if row["state"] == visitor]
            level = min(levels, key=LEVELS.index)
            yield Journey(visitor, host, level, first, last, "visit", 1.0, (event[0]["lead"],))


def _joined(one: Journey, other: Journey) -> Journey:
    evidence = tuple(sorted({*one.evidence, *other.evidence}))
    return Journey(one.visitor, one.host, one.level, one.first, one.last, one.occasion, one.times, evidence)


def _host(world: World, row: dict[str, Any]) -> str | None:
    """The state that is visited: the recipient, or where the place that is named lies."""
    if row["state"]:
        return str(row["state"])
    entity = world.entity(row["id"]) if row["id"] else None
    return entity.state if entity else None


def _home(world: World, place: str | None) -> str | None:
    """The state in which a named place lies."""
    known = world.who(place) if place else []
    for row in known:
        entity = world.entity(row.id)
        if entity and entity.kind in (EntityKind.PLACE, EntityKind.STATE):
            return entity.id if entity.kind is EntityKind.STATE else entity.state
    return None


def _level(world: World, row: dict[str, Any], quote: str, on: datetime.date | None) -> str:
    """The level of a visitor: the office held on the day; without a person, the title in the name or before it."""
    entity = world.entity(row["id"]) if row["id"] else None
    if entity and entity.kind is EntityKind.PERSON:
        return _highest(world, entity.id, on) or "other"
    named = _titled(row["name"])
    if named:
        return named
    before = re.search(rf"([^,.;]*)\b{re.escape(row['name'])}", quote)
    return (_titled(before.group(1)) if before else None) or "other"


def _highest(world: World, person: str, on: datetime.date | None = None) -> str | None:
    """The highest level of the offices that a person held on a day, or ever."""
    offices = world.tables().offices
    roles = [offices[term.office].role for term in world.tenures(person, on=on)]
    levels = [_HIGH.get(role, role) for role in roles]
    return next((level for level in LEVELS[:-1] if level in levels), "other" if levels else None)


def _titled(words: str) -> str | None:
    """The level that a title in the words tells; the last one, for it stands nearest."""
    found = [
        (match.start(), level)
        for level, titles in _TITLES
        for match in re.finditer(rf"\b(?:{titles})\b", words, re.IGNORECASE)
    ]
    return max(found)[1] if found else None


def _sides_in(world: World, clause: str, on: datetime.date | None) -> list[tuple[str, str | None]]:
    """The sides named in a clause, in order, each with the person who stands for it, if one does."""
    found: list[tuple[str, str | None]] = []
    for mention in world.mentions(clause, on=on):
        person = mention.entity.id if mention.entity.kind is EntityKind.PERSON else None
        side = world.rollup(mention.entity.id, on=on) or world.rollup(mention.entity.id)
        if side:
            found.append((side, person))
    return found


def _published(text: str | None) -> datetime.date | None:
    return parse_when(text).first if text and re.fullmatch(r"\d{4}(-\d\d){0,2}", text) else None
