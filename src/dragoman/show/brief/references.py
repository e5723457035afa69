"""The sources of a briefing, numbered in the order in which they are first cited, with the quotes taken from each."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from dragoman.ledger import Ledger, shelf
from dragoman.ledger.outward.telling import file_name, one_line, web_address
from dragoman.records import Row
from dragoman.show.brief.blocks import Quote, Reference
from dragoman.show.words import voice

_SENTENCE = "sentence "
_MOST = 4  # sources that one sentence names; the others stand behind the number that it tells


class References:
    """The register of a briefing's sources."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._numbers: dict[str, int] = {}
        self._quotes: dict[str, dict[str, Row]] = {}

    def cite(self, findings: Iterable[str], most: int = _MOST) -> tuple[int, ...]:
        """The numbers of the sources of these findings, at most so many, one quote of each; rows of tables have none."""
        rows = self._rows(findings, most)
        for row in rows:
            self._note(row)
        return tuple(sorted({self._numbers[row["source"]["id"]] for row in rows}))

    def cite_row(self, row: Row) -> tuple[int, ...]:
        """The number of the source of a finding that is at hand."""
        self._note(row)
        return (self._numbers[row["source"]["id"]],)

    def cite_text(self, source: str, start: int, quote: str, voice: str) -> tuple[int, ...]:
        """The number of a source of which a sentence is quoted that is no finding."""
        document = self._ledger.source(source)
        span = {"start": start, "end": start + len(quote), "exact": quote}
        told = {"name": voice, "id": None, "state": None}
        self._note(
            {"id": f"{_SENTENCE}{start}", "source": {"id": document.id}, "span": span, "voice": [told], "status": ""}
        )
        return (self._numbers[document.id],)

    def _rows(self, findings: Iterable[str], most: int) -> list[Row]:
        """Findings from different sources, those first that are cited already, then the surest."""
        known: dict[str, Row] = {}
        for place, finding in enumerate(findings):
            if ":" in finding or place >= 200:
                continue
            row = self._ledger.finding(finding)
            held = known.get(row["source"]["id"])
            if held is None or _sure(row) > _sure(held):
                known[row["source"]["id"]] = row
        ordered = sorted(
            known.values(), key=lambda row: (row["source"]["id"] not in self._numbers, -_sure(row), row["id"])
        )
        return ordered[:most]

    def _note(self, row: Row) -> None:
        source = row["source"]["id"]
        self._numbers.setdefault(source, len(self._numbers) + 1)
        self._quotes.setdefault(source, {})[row["id"]] = row

    def all(self) -> tuple[Reference, ...]:
        """The sources cited so far, by number."""
        return tuple(self._reference(source, number) for source, number in self._numbers.items())

    def _reference(self, source: str, number: int) -> Reference:
        entry = shelf.source_entry(self._ledger, source)
        rows = sorted(self._quotes[source].values(), key=_where)
        quotes = tuple(_quote(number, list(held)) for _, held in groupby(rows, key=_where))
        return Reference(number, full_citation(entry), web_address(entry["url"]), quotes)


def full_citation(entry: Row) -> str:
    """Author, title, outlet, date and its basis, address, SHA-256, when it was read."""
    title = one_line(entry["title"])
    named = f"“{title.strip(chr(34) + '“”„«»')}”" if title else f"“{one_line(file_name(entry))}”"
    date = entry["published"] or "undated"
    basis = entry["reasons"].get("published")
    parts = [one_line(entry["author"]), named, one_line(entry["outlet"]), f"{date} ({basis})" if basis else date]
    told = ", ".join(part for part in parts if part)
    address = web_address(entry["url"]) or f"file {one_line(file_name(entry))}"
    return f"{told}. {address}. SHA-256 {entry['id'][:16]}…. Accessed {entry['added_at'][:10]}."


def _where(row: Row) -> tuple[int, int]:
    return row["span"]["start"], row["span"]["end"]


def _quote(number: int, rows: Sequence[Row]) -> Quote:
    """The quote of findings at one place: who says so, the findings, where it stands."""
    start, end = _where(rows[0])
    told = [f"finding {row['id'][:10]}{_decided(row)}" for row in rows if not row["id"].startswith(_SENTENCE)]
    voices = dict.fromkeys(one_line(voice(row)) for row in rows)
    where = "; ".join([*voices, *told, f"characters {start}–{end}"])
    return Quote(one_line(rows[0]["span"]["exact"]), where, (number,))


def _decided(row: Row) -> str:
    return "" if row["status"] == "suggested" else f" ({row['status']})"


def _sure(row: Row) -> float:
    decided = {"confirmed": 2.0, "corrected": 2.0, "rejected": -1.0}
    return decided.get(row["status"], row["confidence"] or 0.0)
