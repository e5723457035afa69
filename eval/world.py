"""The world, measured: dated names, NGEC's actor cases, a million look-ups, and finding every name in running text.

usage: python eval/world.py [--ngec FILE] [--characters N] [--calls N] [--seed S]

Names are found by `World.mentions` (spelling, ambiguity, surnames, organs) and, in the same run on the same text, by
spaCy's PhraseMatcher over the same English names, which only matches tokens. Both are timed on one core, from text to
list; the text is the example press, its paragraphs shuffled and repeated. Figures go to eval/out/world.json.
"""

import argparse
import csv
import datetime
import json
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import ngec
from speed import OUT, ROOT, paragraphs

from dragoman.world import Identity, World, load_world

NAMES = ROOT / "tests" / "world" / "dated_names.csv"


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV table with comment lines at its top."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def agrees(row: dict[str, str], found: Identity | None) -> bool:
    """Whether the first answer is what was true on the day ("*" is not asked, "-" is none)."""
    if found is None or found.id != row["id"]:
        return False
    have = {"state": found.state, "office": found.office, "current": "yes" if found.current else "no"}
    return all(
        row[key] == "*" or (row[key] == "-" and value is None) or row[key] == value for key, value in have.items()
    )


def dated_names(world: World) -> dict[str, object]:
    """Our own list of names at two or more dates."""
    rows = rows_of(NAMES)
    wrong = [
        f"{row['name']} on {row['on']}"
        for row in rows
        if not agrees(row, next(iter(world.who(row["name"], on=datetime.date.fromisoformat(row["on"]))), None))
    ]
    return {"cases": len(rows), "right": len(rows) - len(wrong), "wrong": wrong}


def strings(world: World, count: int, chance: random.Random) -> list[str]:
    """Distinct strings of the sorts that are asked: names, titles with surnames, offices of bodies, possessives, other
    cases of the alphabet, and – a third – names that nobody knows.
    """
    tables = world.tables()
    names = sorted({name.text for name in tables.names})
    titles = sorted({title for office in tables.offices.values() for title in (office.name, *office.titles)})
    bodies = sorted({tenure.body for tenure in tables.tenures})
    makers: list[Callable[[], str]] = [
        lambda: chance.choice(names),
        lambda: f"{chance.choice(titles)} of {chance.choice(names)}",
        lambda: f"{chance.choice(names)}'s {chance.choice(titles)}",
        lambda: f"{chance.choice(titles).title()} {chance.choice(names)}",
        lambda: f"{chance.choice(titles)} of {chance.choice(bodies)}",
        lambda: f"{chance.choice(names)}'s",
        lambda: chance.choice(names).upper(),
        lambda: "".join(chance.choice("abcdefghijklmnoprstuvyz") for _ in range(chance.randrange(4, 12))).title(),
        lambda: f"{chance.choice(names).split()[0]} {chance.randrange(10**6)}",
        lambda: " ".join("".join(chance.choice("aeioukmnrst") for _ in range(6)).title() for _ in range(2)),
    ]
    found: dict[str, None] = {}
    while len(found) < count:
        found.setdefault(chance.choice(makers)())
    return list(found)


def look_ups(world: World, count: int, seed: int) -> dict[str, float]:
    """Seconds for `count` calls of `who` with distinct strings, half of them with a date."""
    chance = random.Random(seed)
    asked = strings(world, count, chance)
    days = (None, datetime.date(2024, 6, 1))
    world.who("Kazakhstan")  # the register is made once
    begun, known = time.process_time(), 0
    for number, name in enumerate(asked):
        known += bool(world.who(name, on=days[number % 2]))
    seconds = time.process_time() - begun
    return {"calls": count, "seconds": round(seconds, 2), "microseconds_each": round(seconds / count * 1e6, 2),
            "share_known": round(known / count, 3)}  # fmt: skip


def text_of(characters: int, seed: int) -> list[str]:
    """Documents of some 5,000 characters, `characters` in all."""
    chance = random.Random(seed)
    stock = paragraphs()
    documents: list[str] = []
    total = 0
    while total < characters:
        parts = chance.choices(stock, k=12)
        documents.append("\n\n".join(parts))
        total += len(documents[-1])
    return documents


def finding(world: World, characters: int, seed: int) -> dict[str, float]:
    """Characters a second: our finder with all that it settles, and PhraseMatcher, which settles nothing."""
    documents = text_of(characters, seed)
    size = sum(map(len, documents))
    on = datetime.date(2024, 6, 1)
    world.mentions(documents[0], on=on)
    ours, n_ours = timed(lambda: (world.mentions(text, on=on) for text in documents))
    matcher = phrase_matcher(world)
    theirs, n_theirs = timed(lambda: (matcher(text) for text in documents))
    return {"characters": size, "ours_per_second": round(size / ours), "ours_found": n_ours,
            "phrase_matcher_per_second": round(size / theirs), "phrase_matcher_found": n_theirs}  # fmt: skip


def timed(make: Callable[[], Iterator[list[object]]]) -> tuple[float, int]:
    """CPU seconds and the number of things found."""
    begun = time.process_time()
    found = sum(map(len, make()))
    return time.process_time() - begun, found


def phrase_matcher(world: World) -> Callable[[str], list[object]]:
    """spaCy's matcher over the English names of all tables."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab)
    names = {name.text for name in world.tables().names if name.language in ("en", "mul")}
    matcher.add("NAME", [nlp.make_doc(name) for name in sorted(names)])
    return lambda text: list(matcher(nlp.make_doc(text)))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ngec", type=Path, help="NGEC's actor cases as JSON lines, if you have them")
    parser.add_argument("--characters", type=int, default=5_000_000)
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    world = load_world()
    report: dict[str, object] = {"dated names": dated_names(world)}
    if chosen.ngec:
        report["NGEC actor cases"] = ngec.score(world, chosen.ngec)
    report["names found in text"] = finding(world, chosen.characters, chosen.seed)
    report["look-ups"] = look_ups(world, chosen.calls, chosen.seed)
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "world.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for title, figures in report.items():
        print(title)
        for key, value in figures.items() if isinstance(figures, dict) else ():
            print(f"  {key}: {value}")


if __name__ == "__main__":
    main()
