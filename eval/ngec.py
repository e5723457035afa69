"""NGEC's actor cases: a phrase, sometimes a context and a date; the state behind it, sometimes the office.

A case is read as the reader reads it: the context as a sentence before, the names as of the date ("the time of the
tests", 2022, where a case has none). The state is right if the first actor with a state has the expected one (IGO and
EUR and UNO stand for organisations). A person out of office counts for the state of the last office, and then must hold
none on the date; a person expected in office must hold one, and the named one where the case names it. Cases that the
original marks as skipped or as failing are left out.

The rows of persons and bodies in these cases were partly added after the cases had been seen: a development figure.
"""

import datetime
import json
from pathlib import Path
from typing import Any

from dragoman.read.naming import Namer
from dragoman.read.sentences import passages
from dragoman.read.words import Naming, sentences_of
from dragoman.records import Block, Document, Known, Role, Source, text_hash
from dragoman.world import EntityKind, World

Case = dict[str, Any]
UNDATED = datetime.date(2022, 6, 1)
IN_OFFICE = frozenset(("GOV", "MIL", "COP", "SPY", "LEG", "JUD"))
ORGANISATIONS = {"UNO": ("UN", "UNSC"), "EUR": ("EU",), "IGO": ()}


def score(world: World, path: Path) -> dict[str, dict[str, object]]:
    """Right, all and wrong by group of cases."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    asked = [case for case in cases if "expected_country" in case and not case.get("note")]
    groups = {
        "country": [case for case in asked if case["task"] == "country"],
        "dated, state and office": [case for case in asked if case.get("date")],
        "resolve": [case for case in asked if case["task"] == "resolve"],
    }
    report: dict[str, dict[str, object]] = {}
    for name, group in groups.items():
        wrong = [case["query"] for case in group if not right(world, case)]
        report[name] = {"cases": len(group), "right": len(group) - len(wrong), "wrong": wrong}
    return report


def right(world: World, case: Case) -> bool:
    """Whether state and, where asked, office are as expected."""
    on = datetime.date.fromisoformat(case["date"]) if case.get("date") else UNDATED
    found = named(world, case, on)
    states = [state for state in (state_of(world, naming) for naming in found) if state]
    wanted = case["expected_country"]
    if wanted in ORGANISATIONS:
        return any(_is_organisation(world, state, ORGANISATIONS[wanted]) for state in states)
    if (states[:1] or [""])[0] != wanted:
        return False
    persons = [naming.actor.id for naming in found if naming.kind is EntityKind.PERSON and naming.actor.id]
    return not (case.get("date") and persons) or _office_right(world, case, persons[0] or "", on)


def _office_right(world: World, case: Case, person: str, on: datetime.date) -> bool:
    held = world.tenures(person, on=on)
    if case.get("expected_code") in ("GOV", "ELI") and bool(held) != (case["expected_code"] in IN_OFFICE):
        return False
    offices = world.tables().offices
    names = {name for term in held for name in (term.office, *offices[term.office].titles)}
    wanted = str(case.get("expected_office") or "").lower()
    return not wanted or any(name.lower() in wanted for name in names)


def _is_organisation(world: World, state: str, codes: tuple[str, ...]) -> bool:
    entity = world.entity(state)
    return state in codes if codes else entity is not None and entity.kind is EntityKind.ORGANISATION


def named(world: World, case: Case, on: datetime.date) -> list[Naming]:
    """Whom the reader finds in the phrase."""
    text = f"{case['context']}. {case['query']}" if case.get("context") else case["query"]
    source = Source(id="0" * 64, text_hash=text_hash(text), format="text", language="en",
                    published=Known(on.isoformat(), "the case"))  # fmt: skip
    document = Document(source, text, (Block(0, len(text), Role.BODY),))
    passage, namer = next(passages(document)), Namer(world, document, on)
    begin = len(text) - len(case["query"])
    words = [
        word
        for sentence in sentences_of(passage, world.mentions(passage.text, on=on))
        for word in namer.name(passage, sentence, None)
    ]
    return [word.naming for word in words if word.naming is not None and word.at >= begin]


def state_of(world: World, naming: Naming) -> str | None:
    """The state or body behind a naming; of a person out of office, that of the last office."""
    if naming.actor.state:
        return naming.actor.state
    entity = world.entity(naming.actor.id) if naming.actor.id else None
    if entity is None or entity.kind is not EntityKind.PERSON:
        return entity.state if entity and entity.kind is not EntityKind.STATE else entity and entity.id
    past = world.tenures(entity.id)
    return world.rollup(past[0].body) if past else None
