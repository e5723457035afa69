"""Findings as a flat sheet: one row each, for spreadsheets.

Cells that a spreadsheet would take for a formula get an apostrophe in front, also where a formula would begin after a
semicolon: that parts cells where the comma is the sign of decimals. Numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.records import Row

COLUMNS = (
    "id", "kind", "status", "date", "event_type", "modality", "actors", "actor_ids", "recipients", "recipient_ids",
    "place", "quad", "intensity", "speaker", "speaker_id", "speaker_state", "claim_type", "about", "assessment_a",
    "assessment_b", "assessment_sign", "a", "a_id", "relation", "b", "b_id", "tie_start", "tie_end", "value", "unit",
    "bound", "due", "condition", "quote", "content", "cue", "start", "end", "voice", "method", "confidence", "notes",
    "source_id", "path", "url", "title", "outlet", "author", "published", "language",
)  # fmt: skip
_FORMULA = re.compile("(^\\s*|;\\s*|\\t)(?=[=+@\uff1d\uff0b\uff0d\uff20-])|^(?=\\t)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # a NUL ends the file for some programs
_PLAIN = (
    "id", "kind", "status", "date", "event_type", "modality", "place", "quad", "intensity", "claim_type", "relation",
    "value", "unit", "bound", "due", "condition", "method", "confidence",
)  # fmt: skip


def flat(row: Row) -> dict[str, Any]:
    """A row of the contract as one row of the sheet."""
    source, span, told = row["source"], row["span"], row.get("assessment") or {}
    cells: dict[str, Any] = {name: row.get(name) for name in _PLAIN}
    cells |= {name: source[name] for name in ("path", "url", "title", "outlet", "author", "published", "language")}
    cells |= {"source_id": source["id"], "quote": span["exact"], "start": span["start"], "end": span["end"]}
    cells |= {f"assessment_{name}": told.get(name) for name in ("a", "b", "sign")}
    cells |= {"voice": _names(row["voice"]), "notes": "; ".join(row["notes"])}
    for name, many in (("actors", "actor_ids"), ("recipients", "recipient_ids")):
        cells[name], cells[many] = _names(row.get(name)), _names(row.get(name), "id")
    for name in ("speaker", "a", "b"):
        cells[name], cells[f"{name}_id"] = _names([row.get(name)]), _names([row.get(name)], "id")
    cells["speaker_state"] = _names([row.get("speaker")], "state")
    cells["about"] = row["about"] if row["kind"] == "figure" else _names(row.get("about"))
    content = row.get("content") or []
    spans = content if isinstance(content, list) else [content]
    cells["content"] = " … ".join(span["exact"] for span in spans)
    cells["cue"] = row["cue"]["exact"] if row.get("cue") else None
    if row["kind"] == "tie":
        cells |= {"tie_start": row["start"], "tie_end": row["end"]}
    return cells


def csv_lines(rows: Iterable[Row], columns: Iterable[str] = COLUMNS) -> Iterator[str]:
    """CSV of flat rows, a line at a time, the header first. A byte order mark, so that Excel reads it as UTF-8."""
    names = list(columns)
    yield "\ufeff" + _line(names)
    for row in rows:
        yield _line([safe(row.get(name)) for name in names])


def safe(value: Any) -> Any:
    """A value as a cell: text that would run as a formula is disarmed, line breaks become spaces, None is empty."""
    if isinstance(value, list | tuple):
        value = "; ".join(str(part) for part in value)
    if not isinstance(value, str):
        return "" if value is None else value
    return _FORMULA.sub(r"\1'", _CONTROL.sub("\ufffd", " ".join(value.splitlines())))


def _names(actors: Iterable[Row | None] | None, key: str = "name") -> str:
    return "; ".join(str(actor[key]) for actor in actors or () if actor and actor[key])


def _line(cells: Iterable[Any]) -> str:
    held = io.StringIO()
    csv.writer(held, lineterminator="\r\n").writerow(cells)
    return held.getvalue()
