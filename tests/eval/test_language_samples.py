"""The labelled sentences of eval/languages are what their README says: quoting exactly, parted by a fixed rule."""

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.records import EventType, Modality, parse_when
from dragoman.world import load_world

FILES = Path(__file__).resolve().parents[2] / "eval" / "languages"
COUNTS = {"ru": 101, "tr": 101, "kk": 24}
Row = dict[str, Any]


def rows(language: str) -> list[Row]:
    return [json.loads(line) for line in (FILES / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]


def quotes(row: Row) -> list[Row]:
    """Every stretch of text that a row quotes."""
    found = [*row["actors"], *row["places"], *row["dates"]]
    for saying in row["attributions"]:
        found += [one for one in (saying["source"], saying["cue"], *saying["content"]) if one]
    return found


@pytest.mark.parametrize("language", COUNTS)
def test_as_many_sentences_as_told_and_every_second_one_is_kept_for_the_report(language: str) -> None:
    parts = [row["part"] for row in rows(language)]
    assert parts == [("dev", "report")[n % 2] for n in range(COUNTS[language])]


@pytest.mark.parametrize("language", COUNTS)
def test_every_label_quotes_its_sentence(language: str) -> None:
    wrong = [
        row["id"]
        for row in rows(language)
        for one in quotes(row)
        if row["text"][one["start"] :][: len(one["text"])] != one["text"]
    ]
    assert wrong == []


@pytest.mark.parametrize("language", COUNTS)
def test_every_code_class_modality_and_date_is_one(language: str) -> None:
    world = load_world()
    for row in rows(language):
        codes = [one["id"] for one in (*row["actors"], *row["places"])]
        codes += [code for event in row["events"] for code in (*event["actors"], *event["recipients"])]
        assert [code for code in codes if world.entity(code) is None] == [], row["id"]
        for event in row["events"]:
            assert EventType(event["event_type"])
            assert Modality(event["modality"])
        for date in (*(one["date"] for one in row["dates"]), *(event["date"] for event in row["events"])):
            assert date is None or parse_when(date)
