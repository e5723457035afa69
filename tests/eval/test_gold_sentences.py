"""The gold sentences are what their README says: well formed, quoting exactly, counted, and cleanly parted."""

import itertools
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).resolve().parents[2] / "eval" / "gold"
PARTS = {"dev": 100, "report": 160}
LEVELS = {"easy", "middling", "hard"}
PLOVER = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT".split()
)
LABELS = {
    "modality": {"happened": 91, "planned": 52, "hypothetical": 47, "denied": 36, "demanded": 34},
    "assessment": {"cooperative": 91, "adversarial": 91, "neutral": 31, "none": 47},
}
LABEL_KEY = {"modality": "modality", "assessment": "sign"}
QUOTES = {"modality": ["trigger"], "assessment": ["speaker", "a", "b"]}
KEYS = {
    "modality": "id part level text trigger trigger_start event_type modality why".split(),
    "assessment": "id part level text speaker speaker_start a a_start b b_start sign why".split(),
}
MOST_SHARED_TRIPLES = 0.25  # Jaccard index of word triples; above it two texts are near-duplicates
MOST_SHARED_WORDS = 0.5  # the same of single words, which catches two fillings of one template

Row = dict[str, Any]


def rows(task: str) -> list[Row]:
    """The gold rows of a task, in the order of the file."""
    return [json.loads(line) for line in (GOLD / f"{task}.jsonl").read_text(encoding="utf-8").splitlines()]


def words(text: str) -> list[str]:
    """The words of a text, small."""
    return re.findall(r"\w+", text.lower())


def shared(one: set[Any], other: set[Any]) -> float:
    """The Jaccard index of two sets."""
    return len(one & other) / len(one | other)


def stands_as_whole_words(text: str, start: int, exact: str) -> bool:
    """Whether the exact words stand at this code point and are not a piece of longer words."""
    around = text[max(start - 1, 0) : start] + text[start + len(exact) : start + len(exact) + 1]
    return text[start : start + len(exact)] == exact and not any(c.isalnum() for c in around)


tasks = pytest.mark.parametrize("task", ["modality", "assessment"])


@tasks
def test_every_line_has_the_keys_in_order_and_a_reason(task: str) -> None:
    assert all(list(row) == KEYS[task] for row in rows(task))
    assert all(row["why"].strip() and row["level"] in LEVELS for row in rows(task))


@tasks
def test_ids_are_unique_and_consecutive(task: str) -> None:
    assert [row["id"] for row in rows(task)] == [f"{task[:3]}-{n:03d}" for n in range(1, 261)]


@tasks
def test_parts_and_labels_are_counted(task: str) -> None:
    gold, key = rows(task), LABEL_KEY[task]
    assert Counter(row["part"] for row in gold) == PARTS
    assert Counter(row[key] for row in gold) == LABELS[task]


@tasks
def test_both_parts_hold_every_label_and_level_in_like_shares(task: str) -> None:
    gold = rows(task)
    for key in (LABEL_KEY[task], "level"):
        for value in {row[key] for row in gold}:
            share = {p: sum(row["part"] == p and row[key] == value for row in gold) / n for p, n in PARTS.items()}
            assert share["dev"] == pytest.approx(share["report"], abs=0.03), value


@tasks
def test_exact_words_stand_in_the_text_where_the_offset_says(task: str) -> None:
    for row in rows(task):
        for key in QUOTES[task]:
            if row[key] is None:
                assert key == "speaker", row["id"]
                assert row["speaker_start"] is None, row["id"]
            else:
                assert stands_as_whole_words(row["text"], row[f"{key}_start"], row[key]), (row["id"], key)


def test_the_two_sides_of_an_assessment_are_two() -> None:
    assert all(row["a"] != row["b"] for row in rows("assessment"))


def test_event_types_are_plover_and_none_is_missing() -> None:
    assert {row["event_type"] for row in rows("modality")} == PLOVER


@tasks
def test_texts_are_of_the_length_promised_and_clean(task: str) -> None:
    for row in rows(task):
        assert 8 <= len(row["text"].split()) <= 45, row["id"]
        assert row["text"] == " ".join(row["text"].split()), row["id"]
        assert "[[" not in row["text"], row["id"]


def test_no_text_stands_twice() -> None:
    texts = [" ".join(words(row["text"])) for task in KEYS for row in rows(task)]
    assert len(texts) == len(set(texts)) == 520


def test_no_text_of_one_part_is_a_near_duplicate_of_one_of_the_other() -> None:
    seen: dict[str, list[tuple[str, list[str]]]] = {part: [] for part in PARTS}
    for row in itertools.chain(rows("modality"), rows("assessment")):
        seen[row["part"]].append((row["id"], words(row["text"])))
    for (dev, one), (report, other) in itertools.product(seen["dev"], seen["report"]):
        triples = [set(itertools.pairwise(itertools.pairwise(text))) for text in (one, other)]
        assert shared(*triples) <= MOST_SHARED_TRIPLES, (dev, report)
        assert shared(set(one), set(other)) <= MOST_SHARED_WORDS, (dev, report)
