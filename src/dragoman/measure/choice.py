"""The choice: all that a balance leaves to who asks – which events count, as what, between whom, when."""

from dataclasses import dataclass, field

from dragoman.measure import panel, powers, tally
from dragoman.measure.coding import Coding


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What is asked, apart from of whom: see `balance.balance`."""

    powers: tuple[str, ...] = powers.DEFAULT
    by: panel.By | None = None
    domain: str | None = None
    voices: str | tuple[str, ...] | None = None
    modality: tuple[str, ...] | None = ("happened",)
    directed: bool = False
    weight: tally.Weight = "events"
    coding: Coding = field(default_factory=Coding)
    since: str | None = None
    until: str | None = None
    tilt: tuple[str, str] | None = None
