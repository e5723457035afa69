"""Findings, kept: one SQLite file, and the only place that knows SQL."""

from dragoman.ledger.export import (
    FORMATS,
    export_lines,
    export_to,
    format_for,
    number_written,
    way_out,
    write_made,
    write_whole,
)
from dragoman.ledger.file import engine
from dragoman.ledger.intake import Added
from dragoman.ledger.ledger import Ledger, Rows
from dragoman.ledger.merge import MergedEvent, Report, merge
from dragoman.ledger.query import Filters, Query
from dragoman.ledger.register import Estimate, Question, Resolution
from dragoman.ledger.sheet import COLUMNS, csv_lines, flat, safe
from dragoman.ledger.standing import doubts

__all__ = [
    "COLUMNS",
    "FORMATS",
    "Added",
    "Estimate",
    "Filters",
    "Ledger",
    "MergedEvent",
    "Query",
    "Question",
    "Report",
    "Resolution",
    "Rows",
    "csv_lines",
    "doubts",
    "engine",
    "export_lines",
    "export_to",
    "flat",
    "format_for",
    "merge",
    "number_written",
    "safe",
    "way_out",
    "write_made",
    "write_whole",
]
