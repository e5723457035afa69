"""The sentences that train the event reader: exact words at their offsets, valid labels, enough of each class."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dragoman.records import EventType, Modality

Text = dict[str, Any]
DATA = Path(__file__).resolve().parents[2] / "training" / "data"
EVENT_KEYS = {"trigger", "start", "type", "modality", "actors", "recipients", "date"}


@dataclass(frozen=True)
class Wanted:
    """What one file must hold: shares are of its events, `empty` of its texts."""

    prefix: str
    texts: int
    per_type: int
    per_modality: int
    happened: tuple[float, float]
    empty: tuple[float, float]


WANTED = {
    "events": Wanted("ev", 700, 35, 35, (0.55, 0.7), (0.1, 0.2)),
    "events_wire": Wanted("ew", 600, 25, 15, (0.8, 0.9), (0.1, 0.2)),
    "events_modality": Wanted("em", 600, 25, 100, (0.25, 0.35), (0.0, 0.1)),
    "events_prose": Wanted("ep", 600, 5, 1, (0.85, 1.0), (0.65, 0.75)),
}


def read(name: str) -> list[Text]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


@pytest.fixture(scope="module", params=sorted(WANTED))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def texts(name: str) -> list[Text]:
    return read(name)


@pytest.fixture(scope="module")
def events(texts: list[Text]) -> list[tuple[str, Text]]:
    return [(row["text"], event) for row in texts for event in row["events"]]


def test_every_file_is_checked() -> None:
    assert {path.stem for path in DATA.glob("events*.jsonl")} == set(WANTED)


def test_no_text_stands_twice_in_any_file() -> None:
    rows = [row for stem in WANTED for row in read(stem)]
    plain = Counter(" ".join(re.findall(r"\w+", row["text"].lower())) for row in rows)
    assert [text for text, times in plain.items() if times > 1] == []


def test_ids_are_in_order(name: str, texts: list[Text]) -> None:
    assert all(set(row) == {"id", "text", "events"} for row in texts)
    assert [row["id"] for row in texts] == [
        f"{WANTED[name].prefix}-{number:04d}" for number in range(1, len(texts) + 1)
    ]


def test_texts_are_clean(texts: list[Text]) -> None:
    assert [row["id"] for row in texts if row["text"] != " ".join(row["text"].split())] == []
    assert [row["id"] for row in texts if len(row["events"]) > 4] == []


def test_every_trigger_stands_at_its_offset(events: list[tuple[str, Text]]) -> None:
    for text, event in events:
        start, end = event["start"], event["start"] + len(event["trigger"])
        assert set(event) == EVENT_KEYS
        assert event["trigger"]
        assert text[start:end] == event["trigger"], text
        assert not text[max(start - 1, 0) : start].isalnum(), text
        assert not text[end : end + 1].isalnum(), text


def test_triggers_stand_in_order_and_do_not_overlap(texts: list[Text]) -> None:
    for row in texts:
        for before, after in pairwise(row["events"]):
            assert before["start"] + len(before["trigger"]) <= after["start"], row["id"]


def test_sides_and_dates_are_exact_words_of_the_text(events: list[tuple[str, Text]]) -> None:
    for text, event in events:
        words = [*event["actors"], *event["recipients"], *([] if event["date"] is None else [event["date"]])]
        assert [word for word in words if not word or not stands_in(word, text)] == [], text
        for sides in (event["actors"], event["recipients"]):
            assert len(sides) == len(set(sides)), text
        assert not set(event["actors"]) & set(event["recipients"]), text


def test_labels_are_valid(events: list[tuple[str, Text]]) -> None:
    assert {event["type"] for _, event in events} == {str(kind) for kind in EventType}
    assert {event["modality"] for _, event in events} == {str(kind) for kind in Modality}


def test_there_is_enough_of_everything(name: str, texts: list[Text], events: list[tuple[str, Text]]) -> None:
    wanted = WANTED[name]
    types = Counter(event["type"] for _, event in events)
    modality = Counter(event["modality"] for _, event in events)
    happened = modality["happened"] / len(events)
    empty = sum(not row["events"] for row in texts) / len(texts)
    assert len(texts) >= wanted.texts
    assert min(types.values()) >= wanted.per_type, types
    assert min(modality.values()) >= wanted.per_modality, modality
    assert wanted.happened[0] <= happened <= wanted.happened[1]
    assert wanted.empty[0] <= empty <= wanted.empty[1]
