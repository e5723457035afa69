"""Forecasts: the list, with its filters."""

from fastapi import APIRouter

from dragoman.records import Kind
from dragoman.show.lists import filters_of, findings_sheet
from dragoman.show.visit import Sheet, Visit, register, sides

router = APIRouter()


def forecasts(visit: Visit) -> Sheet:
    """The forecasts asked for, the newest first."""
    return findings_sheet(visit, Kind.FORECAST, "Forecasts", "forecasts.html")


register(router, "/forecasts", forecasts, keys=filters_of(Kind.FORECAST), meant=sides("actor"))
