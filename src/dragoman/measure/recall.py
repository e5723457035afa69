"""Any number by its address: what `dragoman show` does with `balance:KAZ:2022:share:RUS` and the like.

What rests on tables alone is computed by `retracing`; what rests on a ledger is computed here.
"""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure import address as balances
from dragoman.measure import retracing
from dragoman.measure.balance import balance
from dragoman.measure.disagreements import disagreements
from dragoman.measure.in_force import ties_in_force
from dragoman.measure.networks import network_balance, network_change, network_edges
from dragoman.measure.ranks import ranks
from dragoman.measure.result import Result
from dragoman.measure.visits import visits
from dragoman.measure.voices import left_out, voice_agreement

ALL = "all"


def is_address(text: str) -> bool:
    """Whether a text begins as the address of a number does."""
    kind, colon, _ = text.partition(":")
    return bool(colon) and (kind in _READERS or kind in retracing.KINDS)


def number_at(address: str, book: Ledger) -> Result:
    """The result of the one row that an address names. Raises UsageError for an address that is none, or names no row."""
    kind, *parts = address.split(":")
    if kind in retracing.KINDS:
        return retracing.computed_again(address, ledger=book.path)
    reader = _READERS.get(kind)
    try:
        if reader is None:
            raise ValueError
        result = reader(parts, book)
    except (ValueError, IndexError):
        known = ", ".join(sorted({*_READERS, *retracing.KINDS}))
        raise UsageError(
            f"{address!r} is no address of a number", f"copy it from a result; it begins with {known}"
        ) from None
    frame = result.frame.filter(pl.col("row") == address)
    if not frame.height:
        raise UsageError(f"nothing is computed under {address!r}", "copy the address from a result")
    return replace(result, frame=frame, evidence={address: tuple(result.rests_on(address))})


def _balance(parts: list[str], book: Ledger) -> Result:
    state, keywords = balances.read(":".join(("balance", *parts)))
    return balance(book, state, **keywords)


def _visits(parts: list[str], book: Ledger) -> Result:
    state, period, _, power, *_ = parts
    by = {4: "year", 6: "quarter", 7: "month"}.get(len(period)) if period[:1].isdigit() else None
    others = [power, *(other for other in ("RUS", "CHN") if other not in (power, state))][:2]
    return visits(book, state, powers=others, by=by)  # type: ignore[arg-type]


def _ranks(parts: list[str], book: Ledger) -> Result:
    return ranks(book, book.identify(parts[0])[1])


def _ties(parts: list[str], _: Ledger) -> Result:
    state, day, _domain, _quantity, *power = parts
    if not power:
        return ties_in_force(state, day)
    others = [power[0], *(other for other in ("RUS", "CHN") if other not in (power[0], state))][:2]
    return ties_in_force(state, day, powers=others)


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
    return voice_agreement(book, level=parts[-1])  # type: ignore[arg-type]


def _left_out(parts: list[str], book: Ledger) -> Result:
    one, other, _ = parts
    return left_out(book, one, other)


_READERS: dict[str, Callable[[list[str], Ledger], Result]] = {
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
}
