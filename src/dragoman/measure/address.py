"""Addresses of rows: from one the number can be computed again.

`balance:KAZ:2022:share:RUS` – measure, state, period, quantity, power; what was chosen otherwise than by default, and
changes the number, follows as `name=value`: `balance:KAZ:all:evenness:domain=economy:voices=states`.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from dragoman.errors import UsageError
from dragoman.measure.choice import Choice
from dragoman.measure.coding import Coding
from dragoman.measure.panel import By

_PERIODS: tuple[tuple[str, By | None], ...] = (
    ("all", None),
    (r"\d{4}", "year"),
    (r"\d{4}Q[1-4]", "quarter"),
    (r"\d{4}-\d\d", "month"),
)
_CODED = ("requests", "accuse", "sanction")
_LISTED = ("powers", "modality", "tilt")


def beside(chosen: Mapping[str, str | None]) -> str:
    """What follows the keys of an address: each setting that is one, ":powers=RUS,CHN"; else nothing."""
    return "".join(f":{name}={value}" for name, value in chosen.items() if value)


def parted(parts: Sequence[str], *names: str) -> tuple[list[str], dict[str, str]]:
    """The keys of an address, and the settings of these names that follow them."""
    keys, told = list(parts), dict[str, str]()
    while keys and keys[-1].partition("=")[0] in names and "=" in keys[-1]:
        name, _, value = keys.pop().partition("=")
        told[name] = value
    return keys, told


def settings(choice: Choice) -> dict[str, str]:
    """What was chosen, in words, each setting that a row's address may need."""
    told = {
        "by": choice.by or "all",
        "powers": ",".join(choice.powers),
        "modality": ",".join(choice.modality) if choice.modality is not None else "all",
        "voices": choice.voices if isinstance(choice.voices, str) else ",".join(choice.voices or ("all",)),
        "weight": choice.weight,
        "since": choice.since or "",
        "until": choice.until or "",
        "tilt": ",".join(choice.tilt or ()),
    }
    return told | {name: getattr(choice.coding, name) for name in _CODED}


def write(
    state: str, period: str, quantity: str, power: str | None, domain: str, direction: str, choice: Choice
) -> str:
    """The address of a row."""
    parts = ["balance", state, period, quantity] + ([power] if power else [])
    told = {} if domain == "all" else {"domain": domain}
    told |= {} if direction == "both" else {"direction": direction}
    usual = settings(Choice())
    unusual = {name: value for name, value in settings(choice).items() if name != "by" and value != usual[name]}
    return ":".join(parts) + beside(told | unusual)


def read(address: str) -> tuple[str, dict[str, Any]]:
    """The state of an address, and the keywords with which `balance` gives the row again. Raises UsageError."""
    parts = address.split(":")
    plain = [part for number, part in enumerate(parts) if "=" not in part or number < 2]
    given = dict(part.split("=", 1) for part in parts[2:] if "=" in part)
    if len(plain) < 4 or plain[0] != "balance":
        raise UsageError(f"{address!r} is no address of a balance", "copy it from the first column of one")
    by = [name for pattern, name in _PERIODS if re.fullmatch(pattern, plain[2])]
    strange = set(given) - {*_LISTED, *_CODED, "domain", "direction", "voices", "weight", "since", "until"}
    if not by or strange:
        raise UsageError(f"{address!r} is no address of a balance", "copy it from the first column of one")
    keywords: dict[str, Any] = {
        name: value for name, value in given.items() if name not in _CODED and name != "direction"
    }
    keywords |= {name: tuple(given[name].split(",")) for name in _LISTED if name in given}
    if keywords.get("modality") == ("all",):
        keywords["modality"] = None
    if keywords.get("voices", "states") not in ("states", "press"):
        keywords["voices"] = tuple(keywords["voices"].split(","))
    coded: dict[str, Any] = {name: given[name] for name in _CODED if name in given}
    return plain[1], keywords | {"by": by[0], "directed": "direction" in given} | (
        {"coding": Coding(**coded)} if coded else {}
    )


assert get_args(By) == tuple(name for _, name in _PERIODS if name), "every period has its pattern"
