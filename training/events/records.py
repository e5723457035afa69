"""Records of PETRARCH's unit tests as texts with a class: invented states become real ones, codes become words for the sides.

The states of the records (Arnor, Gondor) are those of a novel; a reader that goes by names needs real ones. Each gets
one and the same name in all records, its nationals theirs.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from texts import scenes, world
from weak import WeakText

from dragoman.records import EventType

WEIGHT = 0.5  # what a record weighs beside a sentence: many differ in a word or two
_NAMES = {  # name, adjective: what stands for them, and the code of the state in the records
    ("Gondor", "Gondorian"): ("Germany", "German", "GON"), ("Gxndor", "Gxndorian"): ("Germany", "German", "GON"),
    ("Arnor", "Arnorian"): ("Argentina", "Argentine", "ARN"), ("Osgiliath", "Osgiliathi"): ("Oman", "Omani", "OSG"),
    ("Eriador", "Eriadori"): ("Eritrea", "Eritrean", "ERI"), ("Bree", "Breean"): ("Brazil", "Brazilian", "BRE"),
    ("Calenardhon", "Calenardhoni"): ("Canada", "Canadian", "CAL"), ("Mordor", "Mordorian"): ("Mongolia", "Mongolian", "MOR"),
    ("Ithilen", "Ithileni"): ("Iran", "Iranian", "ITH"), ("Ithilien", "Ithilieni"): ("Iran", "Iranian", "ITH"),
    ("Dol Amroth", "Dol Amrothi"): ("Dominica", "Dominican", "DOL"), ("Dagolath", "Dagolathi"): ("Denmark", "Danish", "DAG"),
    ("Rohan", "Rohani"): ("Romania", "Romanian", "ROH"), ("Lorien", "Lorieni"): ("Laos", "Laotian", "ELF"),
    ("Minas Tirith", ""): ("Berlin", "", "GON"), ("Caras Galadhon", ""): ("Vientiane", "", "ELF"),
    ("The Hermit Kingdom", ""): ("North Korea", "", "HER"), ("Hobbiton", ""): ("Budapest", "", "HOB"),
    ("Michel Delving", ""): ("Budapest", "", "HOB"),
}  # fmt: skip
_STATES = {
    "GON": "DEU", "ARN": "ARG", "OSG": "OMN", "ERI": "ERI", "BRE": "BRA", "CAL": "CAN", "MOR": "MNG", "ITH": "IRN",
    "DOL": "DMA", "DAG": "DNK", "ROH": "ROU", "ELF": "LAO", "HER": "PRK", "HOB": "HUN",
}  # fmt: skip


def records(path: Path) -> Iterator[WeakText]:
    """The records with deeds of one class, each text once."""
    seen: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = _renamed(row["text"])
        told = {event["plover"] for event in row["events"]}
        if text in seen or len(told) != 1 or not told <= set(map(str, EventType)):
            continue
        seen.add(text)
        actors, recipients = (
            _words(text, {event[side][:3] for event in row["events"]}) for side in ("source", "target")
        )
        yield WeakText(
            row["id"], text, scenes(text), told.pop(), WEIGHT, actors, [] if recipients == actors else recipients
        )


def _renamed(text: str) -> str:
    for (name, adjective), (real, nationals, _) in _NAMES.items():
        text = text.replace(adjective, nationals) if adjective else text
        text = text.replace(name, real)
    return text


def _words(text: str, codes: set[str]) -> list[str]:
    """The first name of each state, in the order of the text."""
    states = {_STATES.get(code, code) for code in codes}
    found: dict[str, str] = {}
    for mention in sorted(world().mentions(text), key=lambda mention: mention.start):
        state = world().rollup(mention.entity.id) or mention.entity.id
        if state in states:
            found.setdefault(state, text[mention.start : mention.end])
    return list(found.values())
