"""What the tool is about: frozen, typed records without I/O."""

from dragoman.records.actor import Actor
from dragoman.records.contract import Row, from_row, source_row, to_row
from dragoman.records.dates import DateRange, Interval, PartialDate, Precision, When, parse_when
from dragoman.records.findings import (
    Assessment,
    Bound,
    Claim,
    ClaimType,
    Event,
    Figure,
    Finding,
    Forecast,
    Kind,
    Modality,
    NamedDate,
    Reading,
    Sign,
    Status,
    Tie,
)
from dragoman.records.plover import QUAD_AND_INTENSITY, EventType, Quad
from dragoman.records.source import Block, Document, Known, Role, Source, text_hash
from dragoman.records.span import Span

__all__ = [
    "QUAD_AND_INTENSITY",
    "Actor",
    "Assessment",
    "Block",
    "Bound",
    "Claim",
    "ClaimType",
    "DateRange",
    "Document",
    "Event",
    "EventType",
    "Figure",
    "Finding",
    "Forecast",
    "Interval",
    "Kind",
    "Known",
    "Modality",
    "NamedDate",
    "PartialDate",
    "Precision",
    "Quad",
    "Reading",
    "Role",
    "Row",
    "Sign",
    "Source",
    "Span",
    "Status",
    "Tie",
    "When",
    "from_row",
    "parse_when",
    "source_row",
    "text_hash",
    "to_row",
]
