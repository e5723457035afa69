"""An issue: a question with its scale, and the stakeholders with what each wants, how much it cares and what it can do.

Every number carries a range and what it rests on – findings of the ledger with their quotes, rows of the tables, or
somebody's judgement – so that a result leads back to sentences.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dragoman.records import PartialDate

if TYPE_CHECKING:
    from dragoman.scenario.draws import Inputs

Part = Literal["position", "salience", "capability"]
PARTS: tuple[Part, ...] = ("position", "salience", "capability")
UNWRITTEN = "To be written before the question is registered"
"""How the rubric of a draft begins: a question that still says so is not registered."""


def is_unwritten(rubric: str) -> bool:
    """Whether a rubric is still the one of a draft."""
    return UNWRITTEN.casefold() in rubric.casefold()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A finding of a ledger on which a number rests; `source` says whose words they are, for those without the ledger."""

    id: str
    quote: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A number with the range in which it may lie, and what it rests on.

    `rows` name rows of tables, as "memberships.csv KAZ CSTO"; `judgement` says whose it is and why; `thin` why little
    speaks for the number, "" if enough does.
    """

    value: float
    low: float
    high: float
    findings: tuple[Quoted, ...] = ()
    rows: tuple[str, ...] = ()
    judgement: str = ""
    thin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakeholder:
    """Who has a say: `position` in units of the scale, `salience` from 0 to 1, `capability` in any unit, 0 or more.

    `id` is the world's code for it, "" if it has none.
    """

    name: str
    position: Value
    salience: Value
    capability: Value
    id: str = ""

    def part(self, name: Part) -> Value:
        """One of the three by its name."""
        chosen: Value = getattr(self, name)
        return chosen


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the scale that has a name."""

    at: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What positions and outcomes are measured on, from `low` to `high`."""

    low: float
    high: float
    unit: str = ""
    points: tuple[Point, ...] = ()

    @property
    def length(self) -> float:
        """From end to end."""
        return self.high - self.low

    def nearest(self, place: float) -> Point | None:
        """The named point next to a place, the lower of two; None if none is named."""
        return min(self.points, key=lambda point: (abs(point.at - place), point.at), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How it came out, on the scale, and where that stands."""

    value: float
    source: str
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A question with all that the models need. `rubric` says what decides it, `resolves` when it is decided."""

    question: str
    rubric: str
    resolves: PartialDate
    scale: Scale
    stakeholders: tuple[Stakeholder, ...]
    about: tuple[str, ...] = ()
    note: str = ""
    outcome: Outcome | None = None

    @property
    def unwritten(self) -> bool:
        """Whether the rubric is still the one of a draft."""
        return is_unwritten(self.rubric)

    def inputs(self) -> "Inputs":
        """The stakeholders' numbers and ranges as the models take them, in the order of the file."""
        import numpy as np

        from dragoman.scenario.draws import Inputs, Ranges  # numpy only where something is computed

        def of(part: Part) -> Ranges:
            values = [held.part(part) for held in self.stakeholders]
            columns = ([v.value for v in values], [v.low for v in values], [v.high for v in values])
            return Ranges(*(np.array(column, float) for column in columns))

        return Inputs(of("position"), of("capability"), of("salience"))

    def quoted(self) -> list[Quoted]:
        """Every finding that the issue rests on, each once, in order."""
        found = [one for held in self.stakeholders for part in PARTS for one in held.part(part).findings]
        return list(dict.fromkeys(found))

    def thin(self) -> list[tuple[str, Part, str]]:
        """The numbers that little speaks for: stakeholder, part, why."""
        return [
            (held.name, part, value.thin)
            for held in self.stakeholders
            for part in PARTS
            if (value := held.part(part)).thin
        ]
