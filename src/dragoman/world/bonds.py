"""Bonds: who belongs to what, what else ties whom to whom, what an organisation has been through, where a route leads."""

import datetime
from collections import defaultdict
from collections.abc import Collection

from dragoman.world.entities import KnownTie, Membership, Milestone, Stop
from dragoman.world.tables import Tables


class Bonds:
    """Memberships, ties, milestones and routes, looked up by the entities that they are about."""

    def __init__(self, tables: Tables) -> None:
        self._full = frozenset(status.name for status in tables.statuses.values() if status.full)
        self._memberships: dict[str, list[Membership]] = defaultdict(list)
        self._all = tables.memberships
        self._ties: dict[str, list[KnownTie]] = defaultdict(list)
        self._milestones: dict[str, list[Milestone]] = defaultdict(list)
        self._routes: dict[str, list[Stop]] = defaultdict(list)
        for row in tables.memberships:
            for one in dict.fromkeys((row.org, row.state)):
                self._memberships[one].append(row)
        for tie in tables.ties:
            for one in dict.fromkeys((tie.a, tie.b)):
                self._ties[one].append(tie)
        for event in sorted(tables.milestones, key=lambda event: event.date.first):
            self._milestones[event.org].append(event)
        for stop in sorted(tables.routes, key=lambda stop: stop.step):
            self._routes[stop.org].append(stop)

    def memberships(
        self, org: str | None = None, state: str | None = None, on: datetime.date | None = None
    ) -> list[Membership]:
        """Who belonged to what, as members or otherwise, in the order of the tables; None asks for any."""
        side = org if org is not None else state
        return [
            row
            for row in (self._all if side is None else self._memberships.get(side, ()))
            if (org is None or row.org == org) and (state is None or row.state == state) and row.interval.holds_on(on)
        ]

    def members(
        self, org: str, on: datetime.date | None = None, statuses: Collection[str] | None = None
    ) -> list[Membership]:
        """Who made an organisation up, or stood in it with one of these statuses."""
        wanted = self._full if statuses is None else statuses
        return [row for row in self.memberships(org, on=on) if row.status in wanted]

    def known_ties(self, entity: str, on: datetime.date | None = None) -> list[KnownTie]:
        """The rows of `ties.csv` in which an entity is one side."""
        return [tie for tie in self._ties.get(entity, ()) if tie.interval.holds_on(on)]

    def ties(self, entity: str, on: datetime.date | None = None) -> list[KnownTie]:
        """All that binds an entity: its memberships (or its members), then the rows of `ties.csv`."""
        rows = [row for row in self._memberships.get(entity, ()) if row.interval.holds_on(on)]
        standing = [KnownTie(row.state, row.org, row.status, None, row.interval, row.basis, "") for row in rows]
        return standing + self.known_ties(entity, on)

    def milestones(self, org: str) -> list[Milestone]:
        """What an organisation, format, treaty, corridor or document has been through, in order of date."""
        return list(self._milestones.get(org, ()))

    def route(self, org: str) -> list[Stop]:
        """What a corridor or pipeline runs through, in order; stops with the same step are branches."""
        return list(self._routes.get(org, ()))
