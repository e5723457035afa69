"""The caption of a number: what it is of, in words; how it is written; what its n has counted."""

from dataclasses import dataclass

from dragoman.measure.naming import in_names
from dragoman.records import Row
from dragoman.show.figures.figure import Named, listed
from dragoman.show.figures.ribbon import PARTS
from dragoman.show.words import counted
from dragoman.world import World

_OF_ALL = {
    "evenness": "How evenly the cooperation of {state} is spread over the powers told of",
    "evenness_listed": "How evenly the cooperation of {state} is spread over all the powers asked about",
    "effective": "How many powers the cooperation of {state} is spread over, as if with equal shares",
    "hhi": "How concentrated the cooperation of {state} is",
    "tilt": "Share of {power} in the cooperation of {state}",
}
_WHOLE = (*PARTS, *_OF_ALL)
"""Quantities whose n is the whole of which they are a part, or over which they are taken."""
_SCORES = {
    "intensity_mean": "Mean PLOVER score of the events",
    "intensity_sum": "Sum of the PLOVER scores of the events",
}


@dataclass(frozen=True, slots=True)
class Caption:
    """`title` says what the number is of, `whole` what n has counted, `behind` what the findings listed are; the last two
    are empty where the definition alone can say it."""

    title: str
    value: str
    interval: str = ""
    whole: str = ""
    behind: str = ""


def caption(row: Row, question: str, settings: Row, world: World, named: Named) -> Caption:
    """The caption of one row of a measure's answer."""
    quantity = str(row.get("quantity") or "")
    as_share = quantity in PARTS
    value, band = _written(row["value"], as_share), ""
    if row["low"] is not None:
        band = f"{_written(row['low'], as_share)} to {_written(row['high'], as_share)}"
    if not str(row["row"]).startswith("balance:"):
        return Caption(_of_keys(row, question, world, named), value, band, f"n = {row['n']}")
    powers = [named(one.strip()) for one in str(settings.get("powers", "")).split(",") if one.strip()]
    return Caption(
        _title(row, quantity, named), value, band, _whole(row, quantity, powers, named), _behind(row, quantity, named)
    )


def _written(value: float | None, as_share: bool) -> str:
    if value is None:
        return "missing"
    return f"{100 * value:.0f} %" if as_share else f"{value:.4g}"


def _of_keys(row: Row, question: str, world: World, named: Named) -> str:
    """The question in names; with the quantity and the other side where the row has them, for a question may have many rows."""
    sides = [named(str(row[key])) for key in ("state", "a", "power", "b", "partner") if row.get(key)]
    told = in_names(question, world)
    if not sides:
        return told
    quantity = str(row.get("quantity") or "").replace("_", " ")
    when = [str(row[key]) for key in ("domain", "date", "period") if row.get(key)]
    return f"{', '.join(filter(None, (quantity, ' and '.join(sides), *when)))}: {told}"


def _title(row: Row, quantity: str, named: Named) -> str:
    state, power = named(str(row["state"])), _power(row, named)
    if quantity in PARTS:
        told = f"Share of {power} in the {PARTS[quantity]} of {state} with the powers"
    elif quantity in _OF_ALL:
        told = _OF_ALL[quantity].format(state=state, power=power)
    elif quantity in _SCORES:
        told = f"{_SCORES[quantity]} of {state} with {power}"
    elif quantity == "level":
        told = f"Merged events of {state} with {power}"
    else:
        told = f"{quantity.replace('_', ' ').capitalize()} of {state} with {power}, in merged events"
    if row["domain"] != "all":
        told += f", {row['domain']}"
    return f"{told}, {_time(row)}" + ({"out": ", done by it", "in": ", done to it"}.get(str(row["direction"]), ""))


def _whole(row: Row, quantity: str, powers: list[str], named: Named) -> str:
    number, state = counted(row["n"], "merged event"), named(str(row["state"]))
    if quantity in _WHOLE:
        what = PARTS.get(quantity, "cooperation")
        return f"n = {row['n']}, the whole: {number} of {what} of {state} with {listed(powers, 8)}, {_time(row)}"
    return f"n = {row['n']}: {number} of {state} with {_power(row, named)}, {_time(row)}, of every class that counts"


def _behind(row: Row, quantity: str, named: Named) -> str:
    """What the findings are that the page lists: those of the part, not of the whole."""
    if quantity in PARTS:
        return f"reports of the part that falls to {_power(row, named)}"
    return ""


def _power(row: Row, named: Named) -> str:
    """A power by name; two of a tilt as "Russia less that of China"."""
    power = str(row["power"] or "")
    one, less, other = power.partition("-")
    return f"{named(one)} less that of {named(other)}" if less and named(power) == power else named(power)


def _time(row: Row) -> str:
    return "all the time" if row["period"] == "all" else str(row["period"])
