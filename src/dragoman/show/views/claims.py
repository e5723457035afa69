"""Claims: the list, with its filters."""

from fastapi import APIRouter

from dragoman.records import Kind
from dragoman.show.lists import findings_sheet
from dragoman.show.visit import Sheet, Visit, register

router = APIRouter()


def claims(visit: Visit) -> Sheet:
    """The claims asked for, the newest first."""
    return findings_sheet(visit, Kind.CLAIM, "Claims", "claims.html")


register(router, "/claims", claims)
