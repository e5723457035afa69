"""Figures: the list, with its filters."""

from fastapi import APIRouter

from dragoman.records import Kind
from dragoman.show.lists import filters_of, findings_sheet
from dragoman.show.visit import Sheet, Visit, register

router = APIRouter()


def figures(visit: Visit) -> Sheet:
    """The figures asked for, the newest first."""
    return findings_sheet(visit, Kind.FIGURE, "Figures", "figures.html")


register(router, "/figures", figures, keys=filters_of(Kind.FIGURE))
