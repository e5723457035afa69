"""Reading Russian, Turkish and Kazakh: our labelled sentences against what the reader finds, with bootstrap intervals.

usage: python eval/languages.py [--part dev|report] [--show] [--speed]

`--show` prints the sentences that went wrong, of the part `dev` only. The files are described in eval/languages/README.md.
"""

import argparse
import datetime
import itertools
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.read import read
from dragoman.records import Block, Claim, Document, Event, Known, Role, Source, Span, text_hash
from dragoman.world import EntityKind, World, load_world

FILES = Path(__file__).parent / "languages"
LANGUAGES = ("ru", "tr", "kk")
DRAWS = 2_000
_WORDS = 100_000
Item = dict[str, Any]
Count = tuple[int, int, int]
"""Right, found, labelled."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the reader found in one item."""

    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    dates: tuple[tuple[int, int, str], ...]
    mentions: tuple[tuple[int, int, str, bool], ...]


def items(language: str, part: str) -> list[Item]:
    """The labelled sentences of a language and part."""
    lines = (FILES / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()
    return [item for line in lines if (item := json.loads(line))["part"] == part]


def document(item: Item, language: str) -> Document:
    """The item as a document of its own, published on its day."""
    text = item["text"]
    source = Source(
        id=text_hash(item["id"]),
        text_hash=text_hash(text),
        format="text",
        language=language,
        published=Known(item["published"], "given"),
    )
    role = Role.TITLE if item["kind"] == "headline" else Role.BODY
    return Document(source, text, (Block(0, len(text), role),))


def found_in(item: Item, language: str, world: World) -> Found:
    """What the reader makes of an item."""
    reading = read(document(item, language), world=world)
    day = datetime.date.fromisoformat(item["published"])
    mentions = []
    for one in world.mentions(item["text"], on=day, language=language):
        if one.entity.kind is not EntityKind.PLACE:
            needed = one.entity.kind in (EntityKind.STATE, EntityKind.ORGANISATION)
            mentions.append((one.start, one.end, world.rollup(one.entity.id, on=day) or one.entity.id, needed))
    return Found(
        tuple(one for one in reading.findings if isinstance(one, Claim)),
        tuple(one for one in reading.findings if isinstance(one, Event)),
        tuple((date.span.start, date.span.end, str(date.when)) for date in reading.dates),
        tuple(mentions),
    )


def side(code: str, world: World) -> str:
    """The state or body for which a labelled code stands."""
    return world.rollup(code) or code


def actors(item: Item, found: Found, world: World) -> Count:
    """Names: the same place and the same side. Groups and towns may be named or not."""
    left = list(found.mentions)
    right = 0
    for one in item["actors"]:
        start, end = one["start"], one["start"] + len(one["text"])
        hit = [m for m in left if m[0] < end and m[1] > start and m[2] == side(one["id"], world)]
        right += bool(hit)
        left = [m for m in left if m not in hit]
    towns = [(p["start"], p["start"] + len(p["text"])) for p in item["places"]]
    wrong = [m for m in left if m[3] and not any(m[0] < end and m[1] > start for start, end in towns)]
    return right, right + len(wrong), len(item["actors"])


def _tokens(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    ranges = list(spans)
    return {t.start() for t in re.finditer(r"\w+", text) if any(s <= t.start() < e for s, e in ranges)}


def _range(one: Item | None) -> tuple[int, int] | None:
    return (one["start"], one["start"] + len(one["text"])) if one else None


def _touch(one: tuple[int, int] | None, span: Span | None) -> bool:
    if one is None or span is None:
        return (one is None) == (span is None)
    return one[0] < span.end and span.start < one[1]


def _half(text: str, gold: Item, claim: Claim) -> bool:
    """Cue and source overlap, and the contents share half of their words."""
    want = _tokens(text, ((c["start"], c["start"] + len(c["text"])) for c in gold["content"]))
    have = _tokens(text, ((c.start, c.end) for c in claim.content))
    shared = len(want & have) / len(want | have) if want | have else 0.0
    return (
        shared >= 0.5 and _touch(_range(gold["cue"]), claim.cue) and _touch(_range(gold["source"]), claim.speaker.span)
    )


def sayings(item: Item, found: Found, world: World) -> Count:
    """Attributions, by the measure `half`; answers of an interview are not labelled."""
    left = [claim for claim in found.claims if not claim.method.endswith("answer")]
    total, right = len(left), 0
    for gold in item["attributions"]:
        hit = next((claim for claim in left if _half(item["text"], gold, claim)), None)
        if hit is not None:
            right += 1
            left.remove(hit)
    return right, total, len(item["attributions"])


def _matched(gold: list[Any], have: list[Any]) -> Count:
    return sum((Counter(gold) & Counter(have)).values()), len(have), len(gold)


def classes(item: Item, found: Found, world: World) -> Count:
    """Events: the class."""
    return _matched([e["event_type"] for e in item["events"]], [str(e.event_type) for e in found.events])


def told(item: Item, found: Found, world: World) -> Count:
    """Events: class and modality."""
    gold = [(e["event_type"], e["modality"]) for e in item["events"]]
    return _matched(gold, [(str(e.event_type), str(e.modality)) for e in found.events])


def _sides(world: World, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({side(code, world) for code in codes}))


def triples(item: Item, found: Found, world: World) -> Count:
    """Events: class, actors and recipients, all of them."""
    gold = [(e["event_type"], _sides(world, e["actors"]), _sides(world, e["recipients"])) for e in item["events"]]
    have = [
        (
            str(e.event_type),
            tuple(sorted({a.side for a in e.actors if a.id or a.state})),
            tuple(sorted({a.side for a in e.recipients if a.id or a.state})),
        )
        for e in found.events
    ]
    return _matched(gold, have)


def dates(item: Item, found: Found, world: World) -> Count:
    """Dates: the same place and the same value."""
    gold = item["dates"]
    right = sum(
        any(s < d["start"] + len(d["text"]) and e > d["start"] and v == d["date"] for s, e, v in found.dates)
        for d in gold
    )
    return right, len(found.dates), len(gold)


TASKS: dict[str, Callable[[Item, Found, World], Count]] = {
    "actors": actors,
    "attribution, half": sayings,
    "event class": classes,
    "event class and modality": told,
    "event class and both sides": triples,
    "dates": dates,
}


def f1(counts: Iterable[Count]) -> tuple[float, float, float]:
    """Precision, recall and F1 of summed counts, in percent."""
    right, have, want = (sum(column) for column in zip(*counts, strict=True))
    precision, recall = (100 * right / n if n else 0.0 for n in (have, want))
    return precision, recall, 200 * right / (have + want) if have + want else 0.0


def interval(counts: list[Count], seed: int = 1) -> tuple[float, float]:
    """The middle 95 % of F1 over draws of items with replacement."""
    dice = random.Random(seed)
    drawn = sorted(f1(dice.choices(counts, k=len(counts)))[2] for _ in range(DRAWS))
    return drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS)]


def speed(language: str, world: World) -> float:
    """Words a second of one core, over the part `dev` repeated as paragraphs of one document."""
    texts = [item["text"] for item in items(language, "dev")]
    parts = list(itertools.islice(itertools.cycle(texts), 4_000))
    text = "\n\n".join(parts)
    blocks, edge = [], 0
    for part in parts:
        blocks.append(Block(edge, edge + len(part), Role.BODY))
        edge += len(part) + 2
    source = Source(
        id=text_hash(text),
        text_hash=text_hash(text),
        format="text",
        language=language,
        published=Known("2024-06-01", "given"),
    )
    begun = time.process_time()
    read(Document(source, text, tuple(blocks)), world=world)
    return len(text.split()) / (time.process_time() - begun)


def _show(item: Item, found: Found, world: World) -> None:
    wrong = [name for name, count in TASKS.items() if len({*count(item, found, world)}) > 1]
    if not wrong:
        return
    print(f"\n{item['id']} {item['text']}\n  wrong: {', '.join(wrong)}")
    for e in item["events"]:
        print("   gold ", e["event_type"], e["modality"], e["actors"], ">", e["recipients"], e["date"])
    for event in found.events:
        sides_ = [[a.side for a in part] for part in (event.actors, event.recipients)]
        print("   found", event.event_type, event.modality, *sides_, event.date, event.method)
    for a in item["attributions"]:
        print(
            "   gold ",
            a["source"] and a["source"]["text"],
            "|",
            a["cue"] and a["cue"]["text"],
            "|",
            [c["text"] for c in a["content"]],
        )
    for claim in found.claims:
        span = claim.speaker.span.exact if claim.speaker.span else None
        print("   found", span, "|", claim.cue and claim.cue.exact, "|", [c.exact for c in claim.content], claim.method)
    if "dates" in wrong:
        print("   dates", item["dates"], found.dates)
    if "actors" in wrong:
        print("   actors", item["actors"], found.mentions)


def main() -> None:
    """Print a table a language."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--part", choices=("dev", "report"), default="dev")
    asked.add_argument("--language", choices=LANGUAGES)
    asked.add_argument("--show", action="store_true")
    asked.add_argument("--speed", action="store_true")
    options = asked.parse_args()
    world = load_world()
    for language in [options.language] if options.language else LANGUAGES:
        some = items(language, options.part)
        found = [found_in(item, language, world) for item in some]
        if options.show and options.part == "dev":
            for item, one in zip(some, found, strict=True):
                _show(item, one, world)
        print(f"\n{language}, {options.part}: {len(some)} items")
        for name, count in TASKS.items():
            counts = [count(item, one, world) for item, one in zip(some, found, strict=True)]
            precision, recall, both = f1(counts)
            low, high = interval(counts)
            n = sum(want for _, _, want in counts)
            print(f"  {name:28} P {precision:5.1f}  R {recall:5.1f}  F1 {both:5.1f} [{low:.1f}, {high:.1f}]  n {n}")
        if options.speed:
            print(f"  speed {speed(language, world):,.0f} words a second, one core")


if __name__ == "__main__":
    main()
