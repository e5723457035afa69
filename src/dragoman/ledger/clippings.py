"""Clippings: the views that an analyst keeps for a briefing, by their address; listed in the order of keeping, and dropped again."""

from dataclasses import astuple, dataclass

from dragoman.errors import UsageError
from dragoman.ledger.file import plain_words
from dragoman.ledger.ledger import Ledger

MOST = 200
"""Clippings of one ledger: what is more is no briefing."""


@dataclass(frozen=True, slots=True)
class Clipping:
    """A view kept: its `address` in the app, its `title`, what it `told` in a sentence, who kept it, when."""

    address: str
    title: str
    told: str
    analyst: str
    kept_at: str


def clippings(ledger: Ledger) -> list[Clipping]:
    """All that is kept, in the order of keeping."""
    sql = "SELECT address, title, told, analyst, kept_at FROM clippings ORDER BY number"
    with plain_words(ledger.path):
        return [Clipping(*row) for row in ledger._connection.execute(sql)]


def is_kept(ledger: Ledger, address: str) -> bool:
    """Whether the view with this address is kept."""
    with plain_words(ledger.path):
        found = ledger._connection.execute("SELECT 1 FROM clippings WHERE address = ?", (address,)).fetchone()
    return found is not None


def keep(ledger: Ledger, address: str, title: str, told: str, *, analyst: str) -> Clipping:
    """Keep a view; one that is kept already stays as it is. Raises UsageError if too many are."""
    clipping = Clipping(address, title, told, analyst, ledger.now())
    with ledger._writing():
        held = ledger._connection.execute("SELECT count(*) FROM clippings").fetchone()[0]
        if held >= MOST:
            raise UsageError(f"{MOST} views are kept already", "take some out of the briefing first")
        ledger._connection.execute(
            "INSERT OR IGNORE INTO clippings (address, title, told, analyst, kept_at) VALUES (?, ?, ?, ?, ?)",
            astuple(clipping),
        )
    return clipping


def drop(ledger: Ledger, address: str) -> None:
    """Keep a view no longer; nothing happens if it was not kept."""
    with ledger._writing():
        ledger._connection.execute("DELETE FROM clippings WHERE address = ?", (address,))
