"""Events against two public gold sets: who does what to whom (petr2_gsr), and the class of a sentence (plv_train).

An event is spread over its actors and recipients, an empty side standing as nobody; what is then the same counts once.
A side counts by the state that it is or stands for; bodies are one class. PLOVER has one class where we have a class and
a modality, so ours is recoded as its codebook says: what is planned or threatened becomes AGREE, CONCEDE or THREATEN,
what is demanded REQUEST; denied and other hypothetical deeds are left out. Source: [PLOVER]

plv_train is training data: its figure comes from five folds, each read by models that have not seen it
(training/events/folds.py, minutes). The last run's result is kept in eval/out/folds.json and shown with its date.
"""

import datetime
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import places
from numpy.typing import NDArray
from rows import REPORT, TRAINING, Row, bootstrap, f1

from dragoman.records import EventType, Modality
from dragoman.world import EntityKind, World, load_world

GROUP = "Events"
FOLDS = places.OUT / "folds.json"
NOBODY, BODY = "---", "IGO"
_SOON = {"CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE"}
_HOSTILE = ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
_CLASSES = frozenset(map(str, EventType))
_PEERS = {
    "class": "UniversalPetrarch p2, dyads 82.4, half-dyads 77.2; PETRARCH2 88.5 on the 66 records that its own output was corrected to",
    "triple": "UniversalPetrarch p2, dyads 76.5, half-dyads 70.9; PETRARCH2 68.7 (exact codes of actors)",
}
_PEERS_SOURCE = "measured by us on the parses shipped with them"
_PLV = "class among those coded / precision: PETRARCH2 29.4/58.0, UniversalPetrarch p1+p2 52.8/51.5; ZSP 76.0 right, given both sides"

Code = tuple[str, str, str]


def rows(bench: Path, *, folds: bool = False, clusters: Path | None = None) -> list[Row]:
    """All figures of this group."""
    return [
        *records(bench / "events" / "petr2_gsr.jsonl"),
        _sentences(bench / "events", folds=folds, clusters=clusters),
    ]


def records(path: Path, reader: str = "fast") -> list[Row]:
    """Class and triple on petr2_gsr, as a reader of `dragoman add` tells them."""
    if not path.is_file():
        return [Row(GROUP, "class, triple", "petr2_gsr", REPORT, missing="needs bench/events/petr2_gsr.jsonl")]
    gold = places.jsonl(path)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "texts"
        folder.mkdir()
        for record in gold:
            (folder / f"{record['id']}.txt").write_text(record["text"] + "\n", encoding="utf-8")
        found = by_document(places.exported(folder, Path(scratch) / "petr2.jsonl", reader))
    world = load_world()
    pairs = [(_wanted(record), codes(world, found[record["id"].lower()])) for record in gold]
    many = sum(len(wanted) for wanted, _ in pairs)
    table = []
    for name, part in (("class", slice(2, 3)), ("triple", slice(0, 3))):
        counts = [hits([w[part] for w in wanted], [g[part] for g in given]) for wanted, given in pairs]
        ours = 100 * float(f1(np.sum(counts, axis=0)))
        remark = f"{many} events in the gold, {sum(len(given) for _, given in pairs)} coded"
        table.append(Row(GROUP, f"{name} F1", "petr2_gsr", REPORT, len(gold), "records", ours, "%", bootstrap(counts, f1),
                         _PEERS[name], _PEERS_SOURCE, remark))  # fmt: skip
    return table


def by_document(findings: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The events of an export by the name of their file, in small letters."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in findings:
        if finding["kind"] == "event":
            found[Path(str(finding["source"]["path"])).stem.lower()].append(finding)
    return found


def hits(wanted: list[Any], given: list[Any]) -> tuple[int, int, int]:
    """How many of the given ones are wanted, how many are given, how many wanted; each counts once."""
    return (Counter(wanted) & Counter(given)).total(), len(given), len(wanted)


def codes(world: World, events: Iterable[dict[str, Any]]) -> list[Code]:
    """What the events of a document come to: state of the actor, state of the recipient, class."""
    found: dict[Code, Code] = {}
    for event in events:
        kind = recoded(event["event_type"], event["modality"])
        if kind is None:
            continue
        for one in event["actors"] or [None]:
            for other in event["recipients"] or [None]:
                key = (_key(one), _key(other), kind)
                found[key] = (side(world, one), side(world, other), kind)
    return list(found.values())


def recoded(event_type: str, modality: str) -> str | None:
    """The class that PLOVER gives to a deed of this class and modality; None if it codes none."""
    if modality == Modality.PLANNED:
        return "THREATEN" if event_type in _HOSTILE else _SOON.get(event_type, event_type)
    if modality == Modality.HYPOTHETICAL:
        return "THREATEN" if event_type in (*_HOSTILE, "THREATEN") else None
    if modality == Modality.DEMANDED:
        return "REQUEST"
    return event_type if modality == Modality.HAPPENED else None


def _key(actor: dict[str, Any] | None) -> str:
    return str(actor["id"] or actor["name"]) if actor else NOBODY


def side(world: World, actor: dict[str, Any] | None) -> str:
    """The code of a state, one code for all bodies, or nobody."""
    for name in (actor["state"], actor["id"]) if actor else ():
        entity = world.entity(name) if name else None
        if entity is not None and entity.kind is EntityKind.STATE:
            return entity.id
        if entity is not None and entity.kind is EntityKind.ORGANISATION and entity.id.isupper():
            return BODY
    return NOBODY


def _wanted(record: dict[str, Any]) -> list[Code]:
    events = [event for event in record["events"] if event.get("plover") in _CLASSES]
    return [(str(event["source"])[:3], str(event["target"])[:3], event["plover"]) for event in events]


def _sentences(events: Path, *, folds: bool, clusters: Path | None) -> Row:
    """Class F1 on plv_train: recall over sentences, precision over events."""
    what, data = "class F1, five folds", "plv_train"
    use = f"{TRAINING} (each fold unseen)"
    gold = events / "plv_train.jsonl"
    if folds and gold.is_file():
        _run_folds(events, clusters)
    if not FOLDS.is_file():
        return Row(GROUP, what, data, use, missing="needs bench/events/plv_train.jsonl and --folds")
    kept = json.loads(FOLDS.read_text(encoding="utf-8"))
    counts = kept["counts"]
    ours = 100 * float(class_f1(np.sum(counts, axis=0)))
    remark = f"run of {kept['date']}; {kept['with']}"
    return Row(GROUP, what, data, use, len(counts), "sentences", ours, "%", bootstrap(counts, class_f1),
               _PLV, "measured by us; ZSP: arXiv 2308.07876", remark)  # fmt: skip


def class_f1(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """F1 of lines of sentences hit, sentences, events right, events."""
    found = sums[..., 0] / np.maximum(sums[..., 1], 1)
    precise = sums[..., 2] / np.maximum(sums[..., 3], 1)
    return np.asarray(2 * found * precise / np.maximum(found + precise, 1e-9))


def _run_folds(events: Path, clusters: Path | None) -> None:
    """Train and read the five folds, and keep the counts."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "folds.jsonl"
        data = [places.DATA / f"{name}.jsonl" for name in ("events", "events_wire", "events_modality", "events_prose")]
        files = [
            *data,
            events / "petrarch_unit_tests.jsonl",
            events / "ngec_synthetic.jsonl.gz",
            *([clusters] if clusters else []),
            events / "plv_train.jsonl",
            out,
        ]
        places.run([sys.executable, str(places.ROOT / "training" / "events" / "folds.py"), *map(str, files)])
        keep_folds(events / "plv_train.jsonl", out, "with groups of words" if clusters else "without groups of words")


def keep_folds(gold: Path, export: Path, how: str) -> None:
    """Count an export of the folds, and keep the counts with today's date."""
    counts = counted(places.jsonl(gold), places.jsonl(export))
    places.OUT.mkdir(exist_ok=True)
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    FOLDS.write_text(json.dumps({"date": today, "with": how, "counts": counts}) + "\n", encoding="utf-8")


def counted(gold: Iterable[dict[str, Any]], findings: Iterable[dict[str, Any]]) -> list[tuple[int, int, int, int]]:
    """Of each sentence of plv_train: whether its class was found, one, how many events have its class, how many there are."""
    world, found = load_world(), by_document(findings)
    counts = []
    for record in gold:
        given = [kind for _, _, kind in codes(world, found[record["id"].lower()])]
        accepted = record["accepted"] if record["plover"] == "YIELD" else [record["plover"]]
        right = sum(kind in accepted for kind in given)
        counts.append((int(right > 0), 1, right, len(given)))
    return counts
