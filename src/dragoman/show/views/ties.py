"""Ties: the list, with its filters."""

from fastapi import APIRouter

from dragoman.records import Kind
from dragoman.show.lists import filters_of, findings_sheet
from dragoman.show.visit import Sheet, Visit, register, sides

router = APIRouter()


def ties(visit: Visit) -> Sheet:
    """The ties asked for, the newest first."""
    return findings_sheet(visit, Kind.TIE, "Ties", "ties.html")


register(router, "/ties", ties, keys=filters_of(Kind.TIE), meant=sides("actor"))
