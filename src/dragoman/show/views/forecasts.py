"""Forecasts: the list, with its filters."""

from fastapi import APIRouter

from dragoman.records import Kind
from dragoman.show.lists import findings_sheet
from dragoman.show.visit import Sheet, Visit, register

router = APIRouter()


def forecasts(visit: Visit) -> Sheet:
    """The forecasts asked for, the newest first."""
    return findings_sheet(visit, Kind.FORECAST, "Forecasts", "forecasts.html")


register(router, "/forecasts", forecasts)
