"""What a model sends is read as the form asked for, item by item."""

import json
from typing import Any

import pytest

from dragoman.read.llm.answer import ToldEvent, Unreadable, read_answer, schema
from tests.read.llm.stub import answer, claim, event

GOOD = event("met", "CONSULT", ["A", "B"])


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "Sure! Here is what I found:\n{}\nI hope this helps {{really}}.",
        "```json\n{}\n```",
        '<think>maybe {{"events": []}}?</think>{}',
        "A set {{1, 2}} and then {}",
    ],
)
def test_prose_and_fences_around_the_answer_are_left_out(around: str) -> None:
    found = read_answer(around.format(json.dumps(answer(events=[GOOD]))))
    assert [type(one) for one in found.told] == [ToldEvent]
    assert found.misformed == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I cannot help with that.",
        "{",
        "[]",
        "null",
        '{"event": []}',
        '{"events": [{"words": "met"',
        "{" * 5000,
        "[" * 99_999,
        "7",
    ],
)
def test_what_is_no_answer_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        read_answer(text)


@pytest.mark.parametrize(
    "item",
    [
        {**GOOD, "event_type": "EXPLODE"},
        {**GOOD, "modality": "surely"},
        {**GOOD, "words": 42},
        {**GOOD, "words": None},
        {**GOOD, "actors": "A"},
        {**GOOD, "actors": [["A"]]},
        {"words": "met"},
        "met",
        None,
        [],
    ],
)
def test_an_item_that_does_not_keep_to_the_form_is_left_out_alone(item: Any) -> None:
    found = read_answer(json.dumps(answer(events=[item, GOOD])))
    assert (len(found.told), found.misformed) == (1, 1)


def test_a_kind_that_is_no_list_is_counted_and_the_others_are_read() -> None:
    found = read_answer(json.dumps(answer(events="none", claims=[claim("A", "said", "b")])))
    assert (len(found.told), found.misformed) == (1, 1)


def test_a_tie_of_no_known_kind_is_left_out() -> None:
    tie = {
        "words": "member",
        "a": "A",
        "b": "B",
        "relation": "member",
        "modality": "happened",
        "since": None,
        "until": "",
    }
    found = read_answer(json.dumps(answer(ties=[tie, tie | {"relation": "cousin"}])))
    assert (len(found.told), found.misformed) == (1, 1)


def test_endless_items_are_counted_and_not_all_read() -> None:
    found = read_answer(json.dumps(answer(events=[GOOD] * 1000)))
    assert len(found.told) + found.misformed == 1000
    assert found.misformed == 600


def test_strict_structured_output_gets_a_form_without_loose_ends() -> None:
    told = json.dumps(schema())
    objects = [schema(), *schema()["$defs"].values()]
    forms = [one for one in objects if one.get("type") == "object"]
    assert all(one["additionalProperties"] is False for one in forms)
    assert all(set(one["required"]) == set(one["properties"]) for one in forms)
    assert '"default"' not in told
    assert '"ally"' in told
    assert '"ASSAULT"' in told
