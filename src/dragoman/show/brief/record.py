"""What changed: the events of a state that most documents tell of, each with who did what to whom, a quote and its sources."""

from collections.abc import Iterator

from dragoman.ledger import window
from dragoman.records import Modality, Row
from dragoman.show.brief.blocks import Said, Section, Table, paragraph
from dragoman.show.brief.matter import Matter
from dragoman.show.brief.telling import plain, short, signed
from dragoman.show.words import MARKS, counted, names

MOST = 10
_EACH = 2  # events of one day and type, so that one summit does not fill the table


def changed(about: Matter) -> Section:
    """Part 4."""
    title = "What changed"
    every = list(_fitting(about))
    if not every:
        none = f"No dated event of {about.name} that happened is told of, {about.window}."
        return Section(title, about.vintage, (paragraph(none),))
    shown = sorted(_chosen(every), key=lambda event: (event["date"], event["id"]))
    table = Table(("Date", "Who → whom", "What", "As told", "Reports"), tuple(_row(about, event) for event in shown),
                  right=(4,), whole=(0, 2), widths=(3, 5, 3, 11, 2))  # fmt: skip
    note = (
        f"{counted(len(shown), 'event')} of {len(every):,} that are dated, happened according to who tells of them, and have known "
        "sides: those told by most independent documents, then the strongest. Reports of one event are merged. ○ machine · ● confirmed · ✎ corrected."
    )
    return Section(title, about.vintage, (table, paragraph(note, note=True)))


def _fitting(about: Matter) -> Iterator[Row]:
    for event in about.ledger.events(actor=about.code, since=about.since, until=about.until):
        sides = {actor["state"] or actor["id"] for actor in (*event["actors"], *event["recipients"])}
        dated = event["date"] and len(event["date"]) > 4  # a year alone is no news
        if (
            event["modality"] == Modality.HAPPENED
            and dated
            and about.code in sides
            and len(sides) > 1
            and None not in sides
        ):
            yield event


def _chosen(events: list[Row]) -> list[Row]:
    ranked = sorted(events, key=lambda e: (-e["sources"], -abs(e["intensity"]), -e["reports"], e["date"], e["id"]))
    kept: list[Row] = []
    for event in ranked:
        alike = [one for one in kept if (one["date"], one["event_type"]) == (event["date"], event["event_type"])]
        if len(kept) < MOST and len(alike) < _EACH:
            kept.append(event)
    return kept


def _row(about: Matter, event: Row) -> tuple[Said, ...]:
    sides = names(event["actors"]), names(event["recipients"])
    who = " → ".join(side for side in (sides[0] or ("?" if sides[1] else ""), sides[1]) if side)
    sources = about.references.cite([event["lead"], *event["findings"]], most=3)
    what = f"{event['event_type'].lower()} ({signed(event['intensity'])})"
    reports = f"{event['reports']} in {event['sources']}"
    mark = MARKS[window.event(about.ledger, event["id"])["status"]]
    return (
        Said(f"{mark} {event['date']}"),
        Said(who),
        Said(what),
        Said(f"“{short(plain(event['quote']))}”", sources),
        Said(reports),
    )
