"""Tokens stand where they say, passages stay short, and quotation marks are read in every style."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.attribution.tokens import (
    CLOSING,
    INSIDE,
    LONGEST_PASSAGE,
    OPENING,
    OUTSIDE,
    paragraphs,
    passages,
)


def words(text):
    return [word for passage in passages(text) for word in passage.words]


def double_marks(text):
    return [state % 4 for passage in passages(text) for state in passage.quote]


def single_marks(text):
    return [state // 4 for passage in passages(text) for state in passage.quote]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_every_token_is_what_stands_at_its_place_and_none_overlap(text):
    last = 0
    for passage in passages(text):
        for word, start, end in zip(passage.words, passage.starts, passage.ends, strict=True):
            assert text[start:end] == word
            assert start >= last
            last = end


@given(st.text(alphabet="ab \n.'\"“”5\u0301", max_size=200))
def test_nothing_but_white_space_is_left_out(text):
    kept = sum(len(word) for word in words(text))
    assert kept == sum(not letter.isspace() for letter in text)


def test_clitics_are_tokens_of_their_own():
    assert words("Lavrov's aide didn’t say.") == ["Lavrov", "'s", "aide", "did", "n’t", "say", "."]


def test_a_shortened_title_keeps_its_point():
    assert words("Mr. Tokayev met U.S. envoys.") == ["Mr.", "Tokayev", "met", "U.S.", "envoys", "."]


def test_a_combining_mark_does_not_break_a_word():
    assert words("Erdog\u0306an spoke") == ["Erdog\u0306an", "spoke"]


def test_a_long_paragraph_is_cut_where_a_sentence_ends():
    text = "The talks went on for a very long time indeed. " * 60
    found = list(passages(text))
    assert all(len(passage) <= LONGEST_PASSAGE for passage in found)
    assert all(passage.words[-1] == "." for passage in found)


def test_a_paragraph_without_any_sentence_end_is_cut_all_the_same():
    assert max(len(passage) for passage in passages("word " * 10_000)) <= LONGEST_PASSAGE


def test_short_paragraphs_share_a_passage():
    assert len(list(passages("One.\n\nTwo.\n\nThree."))) == 1


def test_a_passage_does_not_end_with_a_colon():
    text = "word " * 120 + "and then he said:\n\n“We agree.”"
    assert len(list(passages(text))) == 1


def test_a_lone_line_end_parts_paragraphs():
    assert list(paragraphs("First line.\nSecond line.")) == [(0, 11), (12, 24)]


def test_hard_wrapped_lines_are_one_paragraph():
    line = "the delegations of both states went on with their consultations in\n"
    assert len(list(paragraphs(line * 12 + "Ankara."))) == 1


@pytest.mark.parametrize("marks", ['""', "“”", "«»", "„”", ("``", "''")])
def test_double_marks_of_any_style_open_and_close(marks):
    opening, closing = marks
    assert double_marks(f"{opening}We agree{closing} he said") == [OPENING, INSIDE, INSIDE, CLOSING, OUTSIDE, OUTSIDE]


@pytest.mark.parametrize("marks", ["''", "‘’"])
def test_british_marks_open_and_close_and_an_apostrophe_does_neither(marks):
    opening, closing = marks
    states = single_marks(f"{opening}It’s the choice{closing}, he said")
    assert states == [OPENING, INSIDE, INSIDE, INSIDE, INSIDE, CLOSING, OUTSIDE, OUTSIDE, OUTSIDE]


def test_a_lone_apostrophe_opens_nothing():
    assert set(single_marks("the '90s were hard for the workers")) == {OUTSIDE}


def test_a_quotation_left_open_does_not_reach_the_next_paragraph():
    states = double_marks("“We will go on.\n\nHe left.")
    assert states[-3:] == [OUTSIDE] * 3


def test_a_paragraph_and_a_sentence_are_marked_where_they_begin():
    begins = [mark for passage in passages("He left. “Go!” She stayed.\n\nThey met.") for mark in passage.begins]
    assert begins == [2, 0, 0, 1, 0, 0, 1, 1, 0, 0, 2, 0, 0]
