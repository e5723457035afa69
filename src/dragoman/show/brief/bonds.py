"""Who stands where: what binds a state to the powers on a day, by the world's tables, and as the documents say."""

from collections.abc import Iterator

from dragoman.measure.in_force import ties_in_force
from dragoman.records import Modality, Row, Status
from dragoman.show.brief.blocks import Said, Section, Table, paragraph
from dragoman.show.brief.matter import Matter
from dragoman.show.words import counted, one_name
from dragoman.world import EntityKind

_SIDES = (EntityKind.STATE, EntityKind.ORGANISATION)
_TOLD = 6
_ORDER = ("ally", "guarantor", "strategic", "partner", "rival")  # relations shown, the closest first
_BODIES = 9


def bonds(about: Matter) -> Section:
    """Part 5."""
    result = ties_in_force(about.code, about.as_of, powers=about.powers, ledger=about.ledger.path)
    rows, unchecked, every = [], 0, 0
    for power in about.asked:
        found = [
            tie
            for row in result.frame.to_dicts()
            if row["power"] == power and row["quantity"] == "level" and row["value"] is not None
            for tie in result.rests_on(row["row"])
        ]
        named = list(dict.fromkeys(_bond(about, tie) for tie in found))
        bodies = [name for kind, name, _ in named if kind == "body" and name != about.short_name(power)]
        relations = sorted((name for kind, name, _ in named if kind == "relation"), key=_rank)
        relations = [name for name in relations if _rank(name) < len(_ORDER)] or relations
        every += len(named)
        unchecked += sum(not firm for _, _, firm in named)
        more = f" and {len(bodies) - _BODIES} more" if len(bodies) > _BODIES else ""
        cells = (", ".join(bodies[:_BODIES]) + more or "none known", ", ".join(relations) or "none known")
        rows.append((Said(about.name_of(power), strong=True), *(Said(cell) for cell in cells)))
    table = Table(
        ("Power", "Bodies in which both stand, in full or as observer or partner", "Bilateral"),
        tuple(rows),
        widths=(2, 6, 3),
    )
    note = (
        f"In force on {about.as_of}, from the tables that come with Dragoman and those beside the ledger, not from the documents; "
        f"{unchecked} of {counted(every, 'row')} rest on common knowledge that nobody has checked. The tables are not complete."
    )
    told = [Said(text, sources) for text, sources in _told(about)]
    said = (paragraph(Said("The documents tell of", strong=True), *told),) if told else ()
    parts = (table, *said, paragraph(note, note=True))
    vintage = f"tables as of {about.as_of} · {about.vintage}"
    return Section("Who stands where: ties in force", vintage, parts)


def _rank(relation: str) -> int:
    """The place of a relation in the order shown; those that nearly all states have come last."""
    return next((place for place, word in enumerate(_ORDER) if relation.startswith(word)), len(_ORDER))


def _bond(about: Matter, row: str) -> tuple[str, str, bool]:
    """A tie of the tables: whether a body or a relation, its name, whether somebody checked it."""
    table, *keys = row.removeprefix("table:").split()
    if table == "memberships.csv":
        entity = about.world.entity(keys[0])
        held = about.world.memberships(org=keys[0], state=about.code) if entity else []
        return "body", about.short_name(keys[0]), any(one.basis.firm for one in held)
    relation = keys[2].replace("_", " ")
    known = [tie for tie in about.world.known_ties(about.code, on=about.as_of) if {tie.a, tie.b} == {*keys[:2]}]
    firm = any(tie.basis.firm for tie in known if tie.relation == keys[2])
    since = next((tie.interval.start for tie in known if tie.relation == keys[2] and tie.interval.start), None)
    return "relation", f"{relation} (since {since.year})" if since else relation, firm


def _told(about: Matter) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Ties of the state that the documents assert, each once, those that most documents tell of first."""
    held: dict[tuple[str, ...], list[Row]] = {}
    for tie in about.ledger.ties(actor=about.code, since=about.since, until=about.until):
        if tie["status"] == Status.REJECTED or tie["modality"] != Modality.HAPPENED:
            continue
        sides = [str(tie[end]["id"]) for end in ("a", "b")]
        entities = [about.world.entity(side) for side in sides]
        if about.code in sides and sides[0] != sides[1] and all(one and one.kind in _SIDES for one in entities):
            held.setdefault((*sorted(sides), tie["relation"]), []).append(tie)
    ranked = sorted(held.items(), key=lambda pair: (-len({tie["source"]["id"] for tie in pair[1]}), pair[0]))
    shown = ranked[:_TOLD]
    for number, (_, ties) in enumerate(shown, 1):
        end = "." if number == len(shown) else ";"
        first = ties[0]
        when = " to ".join(part for part in (first["start"], first["end"]) if part)
        told = f"{one_name(first['a'])} – {first['relation'].replace('_', ' ')} – {one_name(first['b'])}"
        yield told + (f" ({when})" if when else "") + end, about.references.cite([tie["id"] for tie in ties], most=3)
