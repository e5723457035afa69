"""Any number by its address: what `dragoman show` does with `balance:KAZ:2022:share:RUS` and the like.

What rests on tables alone is computed by `retracing`; what rests on a ledger is computed here.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure import address as addresses
from dragoman.measure import powers as _powers
from dragoman.measure import retracing
from dragoman.measure.balance import balance
from dragoman.measure.disagreements import disagreements
from dragoman.measure.in_force import ties_in_force
from dragoman.measure.networks import network_balance, network_change, network_edges
from dragoman.measure.ranks import ranks
from dragoman.measure.result import Result
from dragoman.measure.visits import MODALITY, visits
from dragoman.measure.voices import left_out, voice_agreement

ALL = "all"


def is_address(text: str) -> bool:
    """Whether a text begins as the address of a number does."""
    kind, colon, _ = text.partition(":")
    return bool(colon) and kind in _READERS


def number_at(address: str, book: Ledger) -> Result:
    """The result of the one row that an address names. Raises UsageError for an address that is none, or names no row."""
    return retracing.row_at(address, _READERS, book)


def _balance(parts: list[str], book: Ledger) -> Result:
    state, keywords = addresses.read(":".join(("balance", *parts)))
    return balance(book, state, **keywords)


def _visits(parts: list[str], book: Ledger) -> Result:
    (state, period, _, power, *_), told = addresses.parted(parts, "modality")
    by = {4: "year", 6: "quarter", 7: "month"}.get(len(period), "year") if period != ALL else None
    modality = tuple(told["modality"].split(",")) if told else MODALITY
    return visits(book, state, powers=_with_another(power, state), by=by, modality=modality)  # type: ignore[arg-type]


def _ranks(parts: list[str], book: Ledger) -> Result:
    (document, partner), told = addresses.parted(parts, "state", "passage")
    known, passage = book.identify(document)[1], None
    if "passage" in told:
        begin, end = map(int, told["passage"].split("-"))
        words = book.document(known).text[begin:end]
        passage = words, words
    return ranks(book, known, state=told.get("state"), powers=[partner], passage=passage)


def _ties(parts: list[str], book: Ledger) -> Result:
    (state, day, _, quantity, *power), told = addresses.parted(parts, "powers", "weights")
    asked = tuple(told["powers"].split(",")) if "powers" in told else _powers.DEFAULT
    if quantity == "level":
        asked = _with_another(power[0], state)
    weights = dict(one.rsplit("=", 1) for one in told["weights"].split(",")) if "weights" in told else {}
    numbers = {name: float(weight) for name, weight in weights.items()}
    return ties_in_force(state, day, powers=asked, weights=numbers, ledger=book.path)


def _with_another(power: str, state: str) -> tuple[str, ...]:
    """A power with a second one, since one alone is no list: of what does not depend on who the others are."""
    return power, next(other for other in ("RUS", "CHN", "USA") if other not in (power, state))


def _period(text: str) -> str | None:
    return None if text == ALL else text


def _network(parts: list[str], book: Ledger) -> Result:
    period, by, _ = parts
    return network_edges(book, period=_period(period), by=by)  # type: ignore[arg-type]


def _network_balance(parts: list[str], book: Ledger) -> Result:
    period, by, ego, _ = parts
    return network_balance(book, period=_period(period), by=by, ego=_period(ego))  # type: ignore[arg-type]


def _network_change(parts: list[str], book: Ledger) -> Result:
    first, second, by, _ = parts
    return network_change(book, first, second, by=by)  # type: ignore[arg-type]


def _voices(parts: list[str], book: Ledger) -> Result:
    (*_, level), told = addresses.parted(parts, "by", "about")
    about = told["about"].split(",") if "about" in told else None
    return voice_agreement(book, about, by=told.get("by", "voice"), level=level)  # type: ignore[arg-type]


def _left_out(parts: list[str], book: Ledger) -> Result:
    (*names, _), told = addresses.parted(parts, "by")
    for cut in range(1, len(names)):  # the name of a voice may hold a colon
        try:
            return left_out(book, ":".join(names[:cut]), ":".join(names[cut:]), by=told.get("by", "voice"))  # type: ignore[arg-type]
        except UsageError:
            continue
    raise ValueError


def _of_tables(reader: Callable[[list[str], Path], Result], parts: list[str], book: Ledger) -> Result:
    """What rests on tables alone, with those beside the ledger."""
    return reader(parts, book.path)


_READERS: Mapping[str, Callable[[list[str], Ledger], Result]] = {
    "balance": _balance,
    "disagreement": lambda _, book: disagreements(book),
    "left_out": _left_out,
    "network": _network,
    "network_balance": _network_balance,
    "network_change": _network_change,
    "ranks": _ranks,
    "ties": _ties,
    "visits": _visits,
    "voice_agreement": _voices,
} | {kind: partial(_of_tables, reader) for kind, reader in retracing.READERS.items()}
