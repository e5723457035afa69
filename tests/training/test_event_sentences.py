"""The sentences that train the event reader: exact words at their offsets, valid labels, enough of each class."""

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from dragoman.records import EventType, Modality

Text = dict[str, Any]
FILE = Path(__file__).resolve().parents[2] / "training" / "data" / "events.jsonl"
EVENT_KEYS = {"trigger", "start", "type", "modality", "actors", "recipients", "date"}


def stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def events(texts: list[Text]) -> list[tuple[str, Text]]:
    return [(row["text"], event) for row in texts for event in row["events"]]


def test_ids_and_texts_are_unique(texts: list[Text]) -> None:
    assert all(set(row) == {"id", "text", "events"} for row in texts)
    assert [row["id"] for row in texts] == [f"ev-{number:04d}" for number in range(1, len(texts) + 1)]
    plain = Counter(" ".join(re.findall(r"\w+", row["text"].lower())) for row in texts)
    assert [text for text, times in plain.items() if times > 1] == []


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


def test_there_is_enough_of_everything(texts: list[Text], events: list[tuple[str, Text]]) -> None:
    types = Counter(event["type"] for _, event in events)
    modality = Counter(event["modality"] for _, event in events)
    assert len(texts) >= 700
    assert min(types.values()) >= 35, types
    assert min(modality.values()) >= 35, modality
    assert 0.55 <= modality["happened"] / len(events) <= 0.7
    assert 0.1 <= sum(not row["events"] for row in texts) / len(texts) <= 0.2
