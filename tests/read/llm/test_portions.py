"""A document is asked about in whole paragraphs, never more at once than fit."""

from dragoman.read.llm.portions import SIZE, portions
from dragoman.read.llm.question import question, tokens_answered, tokens_asked
from dragoman.read.sentences import Passage, passages
from tests.read.llm.test_reader import paragraphs


def cut(*texts: str) -> list[Passage]:
    return list(passages(paragraphs(*texts)))


def test_paragraphs_are_joined_while_they_fit() -> None:
    found = portions(cut("One.", "Two.", "x" * SIZE, "Three."), range(4))
    assert [portion.numbers for portion in found] == [(0, 1), (2,), (3,)]
    assert found[0].text == "One.\n\nTwo."


def test_a_script_of_two_bytes_a_letter_makes_smaller_portions() -> None:
    latin, cyrillic = cut(*["x" * 1_000] * 4), cut(*["я" * 1_000] * 4)
    assert (len(portions(latin, range(4))), len(portions(cyrillic, range(4)))) == (1, 2)


def test_what_is_not_wanted_is_left_out_and_the_gap_is_marked() -> None:
    (portion,) = portions(cut("One.", "Two.", "Three."), {0, 2})
    assert (portion.numbers, portion.text) == ((0, 2), "One.\n\n[…]\n\nThree.")


def test_nothing_wanted_is_nothing_sent() -> None:
    assert portions(cut("One."), set()) == []


def test_the_question_is_the_same_for_every_text_but_for_the_text() -> None:
    one, other = (question(portion) for text in ("One.", "Two.") for portion in portions(cut(text), {0}))
    assert one[0] == other[0]
    assert one[1] != other[1]
    assert one == question(portions(cut("One."), {0})[0])


def test_a_longer_text_is_foreseen_to_cost_more() -> None:
    short, long = (portions(cut(text), {0})[0] for text in ("One.", "One. " * 200))
    assert tokens_asked(long) - tokens_asked(short) in range(240, 260)
    assert tokens_answered(long) > tokens_answered(short)
