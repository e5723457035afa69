"""Bonds of one side, for a picture: what the dated tables know, and what the documents tell."""

from collections.abc import Iterable
from typing import Any

from dragoman.records import Row
from dragoman.show.figures.figure import Named
from dragoman.world import World


def bonds(world: World, side: str, told: Iterable[Row], named: Named) -> list[Row]:
    """Rows for `figures.gantt`: bodies to which nearly all states belong left out; of the ties told (findings), those that
    happened, with what the tables know already left out."""
    from dragoman.measure.in_force import universal  # the numerical libraries: not before a page needs them

    rows: list[Row] = []
    for tie in world.ties(side):
        other = tie.b if tie.a == side else tie.a
        if other in universal() or tie.relation == "recognises":
            continue
        start, end = (str(day) if day else None for day in (tie.interval.start, tie.interval.end))
        rows.append(_row(other, named, tie.relation, start, end, tie.basis.certainty, tie.basis.source))
    known = {(row["code"], row["relation"]) for row in rows}
    for finding in told:
        other_end = finding["b"] if side in (finding["a"]["id"], finding["a"]["state"]) else finding["a"]
        code = other_end["state"] or other_end["id"] or other_end["name"]
        if finding["modality"] != "happened" or (code, finding["relation"]) in known or code == side:
            continue
        row = _row(code, named, finding["relation"], finding["start"], finding["end"], "as told", _origin(finding))
        rows.append(row | {"basis": "documents", "finding": finding["id"]})
    return sorted(rows, key=lambda row: (row["start"] or "", row["with"], row["relation"]))


def in_force(rows: Iterable[Row], day: str) -> list[Row]:
    """Those that held on a day, as far as their dates are known."""
    return [row for row in rows if (not row["start"] or row["start"] <= day) and (not row["end"] or row["end"] > day)]


def _row(
    code: str, named: Named, relation: str, start: str | None, end: str | None, certainty: str, source: str
) -> dict[str, Any]:
    return {
        "code": code, "with": named(code), "relation": relation, "start": start, "end": end, "basis": "tables",
        "certainty": certainty, "source": source, "finding": None,
    }  # fmt: skip


def _origin(finding: Row) -> str:
    source = finding["source"]
    return f"{source['outlet'] or source['title'] or source['id'][:12]}, {source['published'] or 'undated'}"
