"""The form of training/data/assessment_more.jsonl."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]
FOLDER = Path(__file__).resolve().parents[2] / "training" / "data"
KEYS = {"id", "text", "speaker", "a", "a_start", "b", "b_start", "sign", "words"}
SIGNS = frozenset(("cooperative", "adversarial", "neutral", "none"))


def read(name: str) -> list[Row]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return read("assessment_more.jsonl")


def test_ids_are_unique_and_in_order(rows: list[Row]) -> None:
    assert all(set(row) == KEYS for row in rows)
    assert [row["id"] for row in rows] == [f"asx-{number:04d}" for number in range(1, len(rows) + 1)]


def test_no_text_stands_twice_or_in_the_other_file(rows: list[Row]) -> None:
    texts = Counter(row["text"] for row in (*rows, *read("assessment.jsonl")) if row["id"].startswith("asx"))
    assert max(texts.values()) == 1
    assert not set(texts) & {row["text"] for row in read("assessment.jsonl")}


def test_sides_are_exact_words_at_their_offsets(rows: list[Row]) -> None:
    for row in rows:
        spans = sorted((row[f"{side}_start"], row[f"{side}_start"] + len(row[side])) for side in ("a", "b"))
        assert [row["text"][slice(*span)] for span in spans] in ([row["a"], row["b"]], [row["b"], row["a"]]), row["id"]
        assert spans[0][1] <= spans[1][0], row["id"]
        assert not any(row["text"][end : end + 1].isalnum() for _, end in spans), row["id"]


def test_words_carry_the_sign_and_only_a_sign(rows: list[Row]) -> None:
    for row in rows:
        assert row["sign"] in SIGNS, row["id"]
        assert all(words and words in row["text"] for words in row["words"]), row["id"]
        assert bool(row["words"]) == (row["sign"] != "none"), row["id"]
        assert len(row["words"]) <= 3, row["id"]


def test_there_is_enough_of_each_sign(rows: list[Row]) -> None:
    signs = Counter(row["sign"] for row in rows)
    assert len(rows) >= 1200
    assert min(signs.values()) >= 200
