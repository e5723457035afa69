"""The further sentences that train the model of modality: exact triggers, valid labels, enough of each."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dragoman.records import EventType, Modality

DATA = Path(__file__).resolve().parents[2] / "training" / "data"
KEYS = {"id", "text", "trigger", "start", "event_type", "modality"}


@pytest.fixture(scope="module")
def deeds() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / "modality_more.jsonl").read_text(encoding="utf-8").splitlines()]


def test_ids_are_in_order(deeds: list[dict[str, Any]]) -> None:
    assert [deed["id"] for deed in deeds] == [f"mm-{number:04d}" for number in range(1, len(deeds) + 1)]
    assert all(set(deed) == KEYS for deed in deeds)


def test_every_trigger_stands_at_its_offset(deeds: list[dict[str, Any]]) -> None:
    for deed in deeds:
        start, end = deed["start"], deed["start"] + len(deed["trigger"])
        assert deed["text"][start:end] == deed["trigger"], deed["id"]
        assert not deed["text"][max(start - 1, 0) : start].isalnum(), deed["id"]
        assert not deed["text"][end : end + 1].isalnum(), deed["id"]
        assert deed["text"] == " ".join(deed["text"].split()), deed["id"]


def test_no_deed_stands_twice(deeds: list[dict[str, Any]]) -> None:
    assert max(Counter((deed["text"], deed["start"]) for deed in deeds).values()) == 1


def test_no_text_stands_in_the_event_files_too(deeds: list[dict[str, Any]]) -> None:
    lines = [line for path in sorted(DATA.glob("events*.jsonl")) for line in path.read_text("utf-8").splitlines()]
    assert not {deed["text"] for deed in deeds} & {json.loads(line)["text"] for line in lines}


def test_labels_are_valid_and_there_is_enough_of_each(deeds: list[dict[str, Any]]) -> None:
    assert {deed["event_type"] for deed in deeds} == set(map(str, EventType))
    counts = Counter(deed["modality"] for deed in deeds)
    assert set(counts) == set(map(str, Modality))
    assert min(counts.values()) >= 100
    assert len(deeds) >= 700
