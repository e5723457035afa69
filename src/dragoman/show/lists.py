"""Lists of findings and events: what the views of one kind have in common."""

from collections.abc import Iterator
from typing import Any

from dragoman.ledger import COLUMNS, Ledger, flat, window
from dragoman.records import Kind, Row
from dragoman.show.asked import CHOICES, Asked, types_of
from dragoman.show.visit import COUNTED, Sheet, Visit

EVENT_COLUMNS = (
    "id", "status", "date", "event_type", "modality", "actors", "actor_ids", "recipients", "recipient_ids", "place",
    "quad", "intensity", "reports", "sources", "voices", "quote", "lead", "findings", "notes",
)  # fmt: skip
_FILTERS = {
    Kind.EVENT: ("actor", "with", "type", "modality", "status", "lang", "source", "from", "to", "text"),
    Kind.CLAIM: ("actor", "with", "type", "status", "lang", "source", "from", "to", "text"),
    Kind.TIE: ("actor", "with", "type", "modality", "status", "lang", "source", "from", "to", "text"),
    Kind.FIGURE: ("type", "status", "lang", "source", "from", "to", "text"),
    Kind.FORECAST: ("actor", "status", "lang", "source", "from", "to", "text"),
}


def filters_of(kind: Kind) -> tuple[str, ...]:
    """The filters of the list of one kind, by their names in an address."""
    return _FILTERS[kind]


def events_sheet(visit: Visit) -> Sheet:
    """The merged events."""
    asked = visit.asked(*_FILTERS[Kind.EVENT])
    query, modality = asked.query(Kind.EVENT), asked.modality
    number = visit.desk.kept(
        visit.book,
        ("events", asked.key),
        lambda: window.number_of_events(visit.book, query, modality=modality, most=COUNTED),
    )

    def every(book: Ledger) -> Iterator[Row]:
        return window.each_event(book, query, modality=modality)

    rows = [] if asked.every else window.events(visit.book, query, modality=modality)
    return Sheet(
        template="events.html", title=titled("Events", asked), rows=rows, columns=EVENT_COLUMNS, flat=event_cells,
        total=number, every=every, told=form(visit, asked, Kind.EVENT),
    )  # fmt: skip


def findings_sheet(visit: Visit, kind: Kind, name: str, template: str) -> Sheet:
    """The findings of one kind."""
    asked = visit.asked(*_FILTERS[kind])
    query, modality = asked.query(kind), asked.modality
    number = visit.desk.kept(
        visit.book,
        (kind, asked.key),
        lambda: window.number_of_findings(visit.book, query, modality=modality, most=COUNTED),
    )

    def every(book: Ledger) -> Iterator[Row]:
        return window.each_finding(book, query, modality=modality)

    rows = [] if asked.every else window.findings(visit.book, query, modality=modality)
    return Sheet(
        template=template, title=titled(name, asked), rows=rows, columns=COLUMNS, flat=flat, total=number, every=every,
        told=form(visit, asked, kind),
    )  # fmt: skip


def titled(name: str, asked: Asked) -> str:
    """A view's name with its filters."""
    return f"{name}: {asked.told()}" if asked.given else name


def form(visit: Visit, asked: Asked, kind: Kind) -> dict[str, Any]:
    """What the form of filters and the links to other pages need."""
    return {
        "asked": asked,
        "filters": _FILTERS[kind],
        "choices": {**CHOICES, "type": types_of(kind)},
        "counts": visit.desk.counts(visit.book),
        "heading": f"{kind.value.capitalize()}s",
    }


def event_cells(row: Row) -> Row:
    """A merged event as a row of a sheet: its actors as names and ids."""
    sides = {side: row[side] for side in ("actors", "recipients", "voices")}
    ids = {f"{side[:-1]}_ids": [actor["id"] or "" for actor in actors] for side, actors in sides.items()}
    return row | {side: [actor["name"] for actor in actors] for side, actors in sides.items()} | ids
