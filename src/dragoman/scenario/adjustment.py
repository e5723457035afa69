"""An adjustment: numbers of an issue moved by an analyst, so that what follows from them shows before the file is edited.

What is moved keeps what it rested on before, and says by whom it was moved and from where: whoever reads the changed file
sees that a sentence was not the ground of the new number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dragoman.errors import UsageError
from dragoman.scenario.issue import PARTS, Issue, Part, Stakeholder, Value


@dataclass(frozen=True, slots=True)
class Moved:
    """Where an input was put: its value, the ends of its range; None: left alone."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


Input = tuple[int, Part]
"""The place of a stakeholder, and what of it."""


def bounds(issue: Issue, part: Part) -> tuple[float, float]:
    """Between what an input may be moved: the scale; 0 to 1; 0 to twice the greatest capability of the file."""
    if part == "position":
        return issue.scale.low, issue.scale.high
    if part == "salience":
        return 0.0, 1.0
    return 0.0, 2 * max(held.capability.high for held in issue.stakeholders) or 1.0


def adjusted(issue: Issue, moved: Mapping[Input, Moved], by: str) -> Issue:
    """The issue with these inputs moved. `by` is who moved them.

    A range goes with its value, as wide as it was, cut at the bounds; an end that was put somewhere stays there, unless the value
    lies beyond it. Raises UsageError for a number out of bounds, and if no weight is left.
    """
    holders = []
    for place, held in enumerate(issue.stakeholders):
        parts = {part: _moved(issue, held, part, moved.get((place, part)), by) for part in PARTS}
        holders.append(replace(held, **parts))  # type: ignore[arg-type]  # the three parts, by name
    if not any(held.capability.value * held.salience.value for held in holders):
        raise UsageError(
            "all weights are zero: no stakeholder has both capability and salience", "leave one of them something"
        )
    return replace(issue, stakeholders=tuple(holders))


def _moved(issue: Issue, held: Stakeholder, part: Part, to: Moved | None, by: str) -> Value:
    old, (least, most) = held.part(part), bounds(issue, part)
    if to is None:
        return old
    for number in (to.value, to.low, to.high):
        if number is not None and not least <= number <= most:  # NaN too
            raise UsageError(
                f"the {part} {number:g} of {held.name} is out of bounds", f"give a number from {least:g} to {most:g}"
            )
    value = old.value if to.value is None else to.value
    gone = value - old.value
    low, high = (
        min(most, max(least, round(end + gone, 12))) if put is None else put
        for end, put in ((old.low, to.low), (old.high, to.high))
    )
    before = f"; before: {old.judgement}" if old.judgement else ""
    judgement = f"judgement by {by}, moved in the app from {_reach(old)}{before}"
    return replace(old, value=value, low=min(low, value), high=max(high, value), judgement=judgement)


def _reach(value: Value) -> str:
    """ "52 (40 to 65)"."""
    return f"{value.value:.6g}" + (f" ({value.low:.6g} to {value.high:.6g})" if value.low < value.high else "")
