"""What an address asks for: the filters and the page of a list, read from its query and written back into one.

An address holds the whole state of a view, and nothing that is as it would be anyway: `/events?actor=KAZ&page=2`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dragoman.data import rows
from dragoman.errors import UsageError
from dragoman.ledger import Filters, Query
from dragoman.records import ClaimType, EventType, Kind, Modality, Status

PAGE = 50
"""Rows of a page."""
_MOST = 500
_LONGEST = 400  # letters of a filter, or of a number's address
FILTERS = ("kind", "actor", "with", "type", "modality", "status", "lang", "source", "from", "to", "text")
_OF_QUERY = {"with": "with_", "type": "type_", "from": "since", "to": "until"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters that were given, by name (see FILTERS), and which page of how many rows; `every` asks for all rows."""

    given: Mapping[str, str]
    page: int = 1
    size: int = PAGE
    every: bool = False

    @classmethod
    def of(cls, params: Mapping[str, str], *allowed: str, every: bool = False) -> "Asked":
        """Read from an address; other keys than the allowed filters are left out. Raises UsageError for a bad value."""
        given = {name: params[name].strip() for name in allowed or FILTERS if params.get(name, "").strip()}
        for name, value in given.items():
            if len(value) > _LONGEST or not value.isprintable():
                raise UsageError(f"the filter {name} is no line of at most {_LONGEST} letters", "shorten it")
        if given.get("modality", Modality.HAPPENED) not in list(Modality):
            raise UsageError(f"{given['modality']!r} is no modality", f"it is one of {', '.join(Modality)}")
        page, size = _whole(params, "page", 1, 1_000_000), _whole(params, "rows", PAGE, _MOST)
        return cls(given, page, size, every)

    def query(self, kind: Kind | None = None) -> Query:
        """The one query behind the page, its CSV and its JSON. Raises UsageError."""
        filters: dict[str, Any] = {_OF_QUERY.get(name, name): value for name, value in self.given.items()}
        filters.pop("modality", None)
        if kind:
            filters["kind"] = kind
        if "type_" in filters:
            filters["type_"] = filters["type_"].replace(" ", "_")
        if not self.every:
            filters |= {"limit": self.size, "offset": (self.page - 1) * self.size}
        return Query.of(Filters(**filters))  # type: ignore[typeddict-item]

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """The filters, as what is counted under them is kept by."""
        return tuple(sorted(self.given.items()))

    @property
    def modality(self) -> str | None:
        """Whether it happened, if asked."""
        return self.given.get("modality")

    def address(self, path: str, **changes: str | int | None) -> str:
        """The address of this view with some things changed; a changed filter begins at the first page."""
        told: dict[str, str | int | None] = {**self.given}
        told["rows"] = self.size if self.size != PAGE else None
        told["page"] = self.page if not changes and self.page > 1 else None
        told |= {name.rstrip("_"): value for name, value in changes.items()}
        if told.get("page") == 1:
            del told["page"]
        query = urlencode({name: value for name, value in told.items() if value not in (None, "")})
        return f"{path}?{query}" if query else path

    def told(self) -> str:
        """The filters in words, for titles and citations."""
        return ", ".join(f"{name} {value}" for name, value in self.given.items())


def _whole(params: Mapping[str, str], name: str, usual: int, most: int) -> int:
    text = params.get(name, "")
    if not text:
        return usual
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= most:
        raise UsageError(f"{name} is no number from 1 to {most}", "leave it out")
    return int(text)


def types_of(kind: Kind) -> list[str]:
    """The types that findings of a kind can have, for a form; figures have units, too many to list."""
    if kind is Kind.EVENT:
        return [str(one) for one in EventType]
    if kind is Kind.CLAIM:
        return [str(one) for one in ClaimType]
    return list(dict.fromkeys(row["relation"] for row in rows("relations"))) if kind is Kind.TIE else []


CHOICES = {
    "modality": [str(one) for one in Modality],
    "status": [str(one) for one in Status],
    "kind": [str(one) for one in Kind],
}
