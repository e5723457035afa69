"""Powers: between whom a state is balanced, and whose deeds count as theirs.

A power is a state or body, by code or name: "RUS", "China", "EU". `EU+` is the body with its members as of the date of
each event, `NAME=A|B|C` one power made of several, `WEST` such a one that is ready: the United States, the EU and NATO
with their European members, Canada – a choice, printed with each result, for nobody agrees who the West is.
"""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import polars as pl

from dragoman.errors import UsageError
from dragoman.records import Interval
from dragoman.world import EntityKind, World, load_world

DEFAULT = ("RUS", "CHN", "TUR", "USA", "EU")
WEST = "WEST=USA|CAN|EU+|GBR|NATO|the-west"
"""The West as one power; Türkiye, though a member of NATO, is not part of it."""

_KINDS = (EntityKind.STATE, EntityKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Part:
    """A side that stands for a power, and when."""

    side: str
    start: datetime.date | None = None
    end: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """A power: its code, as it stands in results, and the sides whose deeds are its own."""

    code: str
    parts: tuple[Part, ...]

    def told(self) -> str:
        """How it is printed: "RUS", "EU+ (EU and 27 others)"."""
        sides = list(dict.fromkeys(part.side for part in self.parts))
        if sides == [self.code]:
            return self.code
        return f"{self.code} ({', '.join(sides[:8])}{f' and {len(sides) - 8} others' if len(sides) > 8 else ''})"


def names(given: Sequence[str]) -> tuple[str, ...]:
    """The names of powers, given one by one or with commas between."""
    return tuple(name.strip() for name in given.split(",")) if isinstance(given, str) else tuple(given)


def state_of(name: str, known: Collection[str] = (), world: World | None = None) -> str:
    """The code of a state or body: as it stands if the panel knows it, else as the world does. Raises UsageError."""
    return name if name in known else (world or load_world()).resolve(name, *_KINDS).id


def powers_of(
    given: Sequence[str], state: str, known: Collection[str] = (), world: World | None = None
) -> tuple[Power, ...]:
    """The powers that the names stand for, in order; `known` are sides that need no world.

    `world` is by default that of the tables shipped. Raises UsageError for a name that nobody bears, fewer than two, one
    named twice, and the state itself.
    """
    asked = names(given)
    powers = tuple(_power(name, known, world) for name in asked)
    codes = [power.code for power in powers]
    twice = [code for code in dict.fromkeys(codes) if codes.count(code) > 1]
    if twice:
        raise UsageError(f"{twice[0]} stands twice among the powers", "name each once")
    if state in codes:
        if asked != DEFAULT:
            raise UsageError(f"{state} cannot be a power to itself", "leave it out of the powers")
        powers = tuple(power for power in powers if power.code != state)
    if len(powers) < 2:
        told = f"over {codes[0]} alone" if codes else "over no powers"
        raise UsageError(f"a balance {told} says nothing", "name two powers at least, for instance RUS,CHN")
    return tuple(Power(power.code, tuple(p for p in power.parts if p.side != state)) for power in powers)


def frame(powers: Sequence[Power]) -> pl.DataFrame:
    """A row for each `side` and the `power` that it stands for, from `start` (included) to `end` (excluded)."""
    rows = [(part.side, power.code, part.start, part.end) for power in powers for part in power.parts]
    schema = {"side": pl.String, "power": pl.String, "start": pl.Date, "end": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _power(name: str, known: Collection[str], world: World | None) -> Power:
    if name in known:
        return Power(name, (Part(name),))
    if name == "WEST":
        name = WEST
    code, equals, sides = name.partition("=")
    if equals:
        parts = [part for side in sides.split("|") for part in _parts(side.strip(), known, world)]
        return Power(code.strip(), tuple(dict.fromkeys(parts)))
    parts = _parts(name, known, world)
    return Power(parts[0].side + ("+" if name.endswith("+") else ""), tuple(parts))


def _parts(name: str, known: Collection[str], world: World | None) -> list[Part]:
    """A side alone or, if it ends in +, a body with its members, each for as long as it was one."""
    if name in known:
        return [Part(name)]
    world = world or load_world()
    if not name.endswith("+"):
        return [Part(world.resolve(name, *_KINDS, EntityKind.GROUP).id)]
    body = world.resolve(name[:-1], EntityKind.ORGANISATION).id
    members = [Part(row.state, *_bounds(row.interval)) for row in world.members(body)]
    return [Part(body), *dict.fromkeys(members)]


def _bounds(interval: Interval) -> tuple[datetime.date | None, datetime.date | None]:
    return (interval.start.first if interval.start else None), (interval.end.first if interval.end else None)
