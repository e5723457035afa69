"""The matter of a briefing: the ledger, the state and its powers, the time asked about, and the measures that all parts use."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from dragoman.errors import UsageError
from dragoman.ledger import Ledger, shelf
from dragoman.ledger.outward import mark
from dragoman.measure import panel as panels
from dragoman.measure import powers as power_names
from dragoman.measure.balance import balance
from dragoman.measure.result import Result
from dragoman.records import PartialDate, Row
from dragoman.scenario.issue import Issue
from dragoman.show.brief.references import References
from dragoman.world import Sense, World, load_world

_SHORT = 22  # letters of a name that is not shortened


@dataclass(frozen=True)  # no slots: what is computed is kept
class Matter:
    """What a briefing is about; `powers` as the measures take them, `since` and `until` partial dates, both meant."""

    ledger: Ledger
    code: str
    powers: tuple[str, ...]
    today: datetime.date
    since: str | None
    until: str | None
    issues: tuple[Issue, ...]
    references: References

    @cached_property
    def world(self) -> World:
        """The tables shipped and those beside the ledger."""
        return load_world(self.ledger.path)

    @cached_property
    def name(self) -> str:
        """The state's name."""
        return self.name_of(self.code)

    def name_of(self, code: str) -> str:
        """The name of a side; what the world does not know is a name already."""
        entity = self.world.entity(code.removesuffix("+"))
        return entity.name if entity else code

    def short_name(self, code: str) -> str:
        """A name that fits a table or a drawing: the whole if it is short, else an acronym, if it has one."""
        name = self.name_of(code)
        if len(name) <= _SHORT:
            return name
        known = [
            one.text for one in self.world.names(code) if one.sense is Sense.ACRONYM and one.language in ("en", "mul")
        ]
        return known[0] if known else name

    @cached_property
    def mark(self) -> str:
        """What names this state of the ledger."""
        return mark(self.ledger)

    @cached_property
    def as_of(self) -> datetime.date:
        """The day as of which ties are told: today, or the end of the time asked about if that is earlier."""
        return min(self.today, PartialDate.parse(self.until).last) if self.until else self.today

    @cached_property
    def panel(self) -> pl.DataFrame:
        """All merged events."""
        return panels.of(self.ledger)

    @cached_property
    def whole(self) -> Result | None:
        """The balance over the whole time; None if there is no event of the state with any power."""
        return self._balance(None)

    @cached_property
    def yearly(self) -> Result | None:
        """The balance year by year."""
        return self._balance("year")

    def _balance(self, by: panels.By | None) -> Result | None:
        try:
            return balance(
                self.panel, self.code, powers=self.powers, by=by, since=self.since, until=self.until, world=self.world
            )
        except UsageError:
            return None

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The codes of the powers."""
        return tuple(power.code for power in power_names.powers_of(self.powers, self.code, world=self.world))

    def number(self, quantity: str, power: str | None = None) -> dict[str, Any] | None:
        """A number of the balance over the whole time, None if the result has none such."""
        return _found(self.whole, quantity, power, "all")

    def yearly_number(self, quantity: str, power: str | None, year: str) -> dict[str, Any] | None:
        """A number of one year."""
        return _found(self.yearly, quantity, power, year)

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The years for which there are numbers."""
        return tuple(sorted(set(self.yearly.frame["period"].to_list()))) if self.yearly else ()

    def cite(self, result: Result | None, row: dict[str, Any] | None) -> tuple[int, ...]:
        """The numbers of the sources behind a number."""
        return self.references.cite(result.rests_on(row["row"])) if result and row else ()

    @cached_property
    def reviewed(self) -> tuple[int, int]:
        """How many findings people have decided on, and how many there are."""
        held = shelf.statuses(self.ledger)
        return sum(number for status, number in held.items() if status != "suggested"), sum(held.values())

    @cached_property
    def coverage(self) -> list[Row]:
        """Documents by month and language."""
        return shelf.coverage(self.ledger)

    @cached_property
    def newest(self) -> str:
        """When the newest document was published; empty if none is dated."""
        return max((row["month"] for row in self.coverage if row["month"]), default="")

    @property
    def window(self) -> str:
        """The time asked about, in words."""
        if self.since and self.until:
            return f"{self.since} to {self.until}"
        return (
            f"since {self.since}"
            if self.since
            else f"until {self.until}"
            if self.until
            else "all that the ledger holds"
        )

    @property
    def vintage(self) -> str:
        """The stamp of a part that rests on the documents."""
        return f"documents to {self.newest or 'unknown date'} · ledger {self.mark} · {self.today}"


def matter(
    ledger: Ledger, state: str, powers: Sequence[str], *, today: datetime.date, since: str | None, until: str | None,
    issues: Sequence[Issue],
) -> Matter:  # fmt: skip
    """Look up state and powers. Raises UsageError for what nobody knows, a date that is none, an empty ledger."""
    if not ledger.counts()["sources"]:
        raise UsageError(f"{ledger.path} holds no documents", f"add some with `dragoman add FOLDER -l {ledger.path}`")
    bounds = [PartialDate.parse(date) if date else None for date in (since, until)]
    if bounds[0] and bounds[1] and bounds[1].last < bounds[0].first:
        raise UsageError(f"the time from {since} to {until} ends before it begins", "turn them round")
    world = load_world(ledger.path)
    code = power_names.state_of(state, world=world)
    names = tuple(name.strip() for name in powers if name.strip())
    power_names.powers_of(names, code, world=world)  # raises for what nobody knows
    return Matter(ledger, code, names, today, since, until, tuple(issues), References(ledger))


def _found(result: Result | None, quantity: str, power: str | None, period: str) -> dict[str, Any] | None:
    if result is None:
        return None
    frame = result.frame.filter((pl.col("quantity") == quantity) & (pl.col("period") == period))
    of = pl.col("power").is_null() if power is None else pl.col("power") == power
    rows = frame.filter(of).to_dicts()
    return rows[0] if rows else None
