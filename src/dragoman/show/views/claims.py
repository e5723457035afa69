"""Claims: the list, with its filters, and the newest of them as lanes of speakers."""

from fastapi import APIRouter

from dragoman.ledger import window
from dragoman.records import Kind, Row
from dragoman.show.asked import Asked
from dragoman.show.figures.lanes import lanes
from dragoman.show.gallery import Rows, gallery
from dragoman.show.lists import filters_of, findings_sheet
from dragoman.show.visit import Sheet, Visit, register, sides

router = APIRouter()
_DRAWN = 300  # claims in the picture


def claims(visit: Visit) -> Sheet:
    """The claims asked for, the newest first."""
    sheet = findings_sheet(visit, Kind.CLAIM, "Claims", "claims.html")
    picture = None if visit.whole else lanes(_newest(visit, sheet), visit.desk.told(visit.book), of=sheet.total)
    return gallery(
        visit, sheet.template, sheet.title,
        Rows(rows=sheet.rows, columns=sheet.columns or (), total=sheet.total, flat=sheet.flat, every=sheet.every),
        [picture], sheet.told,
    )  # fmt: skip


def _newest(visit: Visit, sheet: Sheet) -> list[Row]:
    """The claims that the picture shows, whichever page of the list is open."""
    asked: Asked = sheet.told["asked"]
    if asked.page == 1 and sheet.total and sheet.total.count == len(sheet.rows):
        return list(sheet.rows)
    return window.findings(visit.book, Asked(asked.given, size=_DRAWN).query(Kind.CLAIM))


register(router, "/claims", claims, keys=filters_of(Kind.CLAIM), meant=sides("actor"))
