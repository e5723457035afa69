"""Events: the merged ones, each with its reports under it; and one event with all that is told of it."""

from dataclasses import replace

from fastapi import APIRouter

from dragoman.ledger import COLUMNS, flat, window
from dragoman.ledger.window import Number
from dragoman.records import Kind
from dragoman.show.lists import events_sheet, filters_of
from dragoman.show.visit import Sheet, Visit, register, sides
from dragoman.show.words import counted, names

router = APIRouter()
_SHOWN = 8  # reports that are unfolded under an event


def events(visit: Visit) -> Sheet:
    """The merged events asked for, the newest first; their reports are read only for the page."""
    sheet = events_sheet(visit)
    reports = {
        row["id"]: window.rows_of(visit.book, row["findings"][:_SHOWN]) for row in sheet.rows if row["reports"] > 1
    }
    return replace(sheet, told={**sheet.told, "reports": reports})


def event(visit: Visit) -> Sheet:
    """One merged event; the rows are its reports."""
    row = window.event(visit.book, visit.full_id("event"))
    reports = window.rows_of(visit.book, row["findings"])
    sides = " → ".join(filter(None, (names(row["actors"]), names(row["recipients"])))) or "nobody named"
    return Sheet(
        template="event.html", title=f"{row['event_type']}: {sides}", rows=reports, columns=COLUMNS, flat=flat,
        total=Number(len(reports)), told={"event": row}, gist=f"{counted(row['reports'], 'report')}: {row['quote']}",
    )  # fmt: skip


register(router, "/events", events, keys=filters_of(Kind.EVENT), meant=sides("actor"))
register(router, "/event/{id}", event, keys=())
