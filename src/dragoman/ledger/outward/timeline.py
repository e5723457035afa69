"""The merged events as TimelineJS3 reads them. Undated ones cannot stand on a line: the title says how many there are.

TimelineJS shows texts as HTML, so everything from a document is escaped.
"""

import html
import json
from collections.abc import Iterator
from typing import Any

from dragoman.ledger.ledger import Ledger
from dragoman.ledger.outward.citing import sentence
from dragoman.ledger.outward.telling import headline, one_line, title_of, web_address
from dragoman.ledger.query import Query
from dragoman.records import Modality, PartialDate, Row, parse_when


def timelinejs(ledger: Ledger, query: Query) -> Iterator[str]:
    """A timeline of the events that the findings asked for report, in JSON."""
    slides, undated = [], 0
    for event in ledger.events(query):
        if event["date"]:
            slides.append(_slide(ledger, event))
        else:
            undated += 1
    told = f"{sentence(ledger)} {undated:,} events without a date are not shown."
    title = {"text": {"headline": html.escape(one_line(ledger.path.stem)), "text": html.escape(told)}}
    yield json.dumps({"title": title, "events": slides[::-1], "scale": "human"}, ensure_ascii=False, indent=1) + "\n"


def _slide(ledger: Ledger, event: Row) -> dict[str, Any]:
    when = parse_when(event["date"])
    first, last = (when, when) if isinstance(when, PartialDate) else (when.start, when.end)
    source = ledger.finding(event["lead"])["source"]
    origin = ", ".join(one_line(part) for part in (title_of(source), source["outlet"], source["published"]) if part)
    told = f"<blockquote>{html.escape(one_line(event['quote']))}</blockquote><p>{html.escape(origin)}"
    told += f" · reports: {event['reports']}, in sources: {event['sources']}</p>"
    slide = {
        "unique_id": event["id"],
        "start_date": _day(first),
        "text": {"headline": html.escape(headline(event)), "text": told},
        "group": event["event_type"] if event["modality"] == Modality.HAPPENED else event["modality"],
    }
    if last != first:
        slide["end_date"] = _day(last)
    address = web_address(source["url"])
    return slide | ({"media": {"url": address, "credit": html.escape(origin)}} if address else {})


def _day(date: PartialDate) -> dict[str, int]:
    parts = {"year": date.year, "month": date.month, "day": date.day}
    return {name: value for name, value in parts.items() if value is not None}
