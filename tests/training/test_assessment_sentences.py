"""The sentences that train the reading of a relation: exact words at their offsets, valid labels, enough of each sign."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]
FILE = Path(__file__).resolve().parents[2] / "training" / "data" / "assessment.jsonl"
KEYS = {"id", "text", "speaker", "a", "a_start", "b", "b_start", "sign", "words"}
SHARES = {"cooperative": (0.28, 0.38), "adversarial": (0.28, 0.38), "neutral": (0.09, 0.15), "none": (0.18, 0.26)}


def stands_in(words: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def test_ids_are_unique_and_in_order(rows: list[Row]) -> None:
    assert all(set(row) == KEYS for row in rows)
    assert [row["id"] for row in rows] == [f"asm-{number:04d}" for number in range(1, len(rows) + 1)]


def test_texts_are_clean(rows: list[Row]) -> None:
    assert [row["id"] for row in rows if row["text"] != " ".join(row["text"].split())] == []
    assert [row["id"] for row in rows if re.search(r"[\[\]{}^]", row["text"])] == []
    assert [row["id"] for row in rows if not 2 <= len(row["text"].split()) <= 70] == []


def test_no_text_is_another_but_for_its_marks(rows: list[Row]) -> None:
    texts = {row["text"] for row in rows}
    plain = Counter(" ".join(re.findall(r"\w+", text.lower())) for text in texts)
    assert [text for text, times in plain.items() if times > 1] == []


def test_a_pair_stands_once_in_a_text(rows: list[Row]) -> None:
    pairs = Counter((row["text"], frozenset((row["a"], row["b"]))) for row in rows)
    assert [pair for pair, times in pairs.items() if times > 1] == []


def test_sides_are_exact_words_at_their_offsets(rows: list[Row]) -> None:
    for row in rows:
        text, spans = row["text"], []
        for side, start in ((row["a"], row["a_start"]), (row["b"], row["b_start"])):
            end = start + len(side)
            assert side, row["id"]
            assert text[start:end] == side, row["id"]
            assert not text[max(start - 1, 0) : start].isalnum(), row["id"]
            assert not text[end : end + 1].isalnum(), row["id"]
            spans.append((start, end))
        (_, first_end), (second_start, _) = sorted(spans)
        assert first_end <= second_start, row["id"]
        assert row["a"] != row["b"], row["id"]


def test_speakers_and_words_stand_in_the_text(rows: list[Row]) -> None:
    for row in rows:
        said = [] if row["speaker"] is None else [row["speaker"]]
        assert [words for words in [*said, *row["words"]] if not words or not stands_in(words, row["text"])] == [], row[
            "id"
        ]


def test_words_carry_the_sign_and_only_a_sign(rows: list[Row]) -> None:
    assert {row["sign"] for row in rows} == set(SHARES)
    for row in rows:
        assert len(row["words"]) <= 3, row["id"]
        assert bool(row["words"]) == (row["sign"] != "none"), row["id"]


def test_there_is_enough_of_each_sign(rows: list[Row]) -> None:
    signs = Counter(row["sign"] for row in rows)
    assert len({row["text"] for row in rows}) >= 1000
    for sign, (least, most) in SHARES.items():
        assert least <= signs[sign] / len(rows) <= most, signs
