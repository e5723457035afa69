"""Reading texts and sentence starts."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.sentences import joined, paragraph_at, passages, sentence_starts, starts_of
from dragoman.records import Block, Document, Role, Source, text_hash


def document(text: str, *blocks: Block) -> Document:
    source = Source(id="0" * 64, text_hash=text_hash(text), format="text", language="en")
    return Document(source, text, blocks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came. She left.", ["He came. ", "She left."]),
        (
            "N. Nazarbayev met R. Erdogan in St. Petersburg. They talked.",
            ["N. Nazarbayev met R. Erdogan in St. Petersburg. ", "They talked."],
        ),
        ("U.S. officials agreed. “We will.” He nodded.", ["U.S. officials agreed. ", "“We will.” ", "He nodded."]),
        ("Growth was 4.5 per cent. Trade fell.", ["Growth was 4.5 per cent. ", "Trade fell."]),
        ("Who did it? Nobody knows!", ["Who did it? ", "Nobody knows!"]),
        ("the council (see Fig. 3) met on Jan. 6.", ["the council (see Fig. 3) met on Jan. 6."]),
    ],
)
def test_sentences_begin_after_final_marks_but_not_after_abbreviations(text: str, expected: list[str]) -> None:
    starts = [*sentence_starts(text), len(text)]
    assert [text[a:b] for a, b in pairwise(starts)] == expected


def test_markup_is_dropped_and_places_lead_back_to_the_document() -> None:
    text = "It **allocated \\$35 billion** and 4.5 million km<sup>2</sup>."
    (passage,) = passages(document(text, Block(0, len(text), Role.BODY)))
    assert passage.text == "It allocated $35 billion and 4.5 million km2."
    at = passage.text.index("$35")
    start, end = passage.range_in_document(at, at + len("$35 billion"))
    assert text[start:end] == "$35 billion"


CUT = "The process for the peaceful settlement\n\nPhoto: agency\n\nof the crisis goes on."


def cut_by_a_page_break() -> Document:
    text = CUT
    cut, photo = text.index("\n"), text.index("Photo")
    rest = text.index("of the crisis")
    blocks = (
        Block(0, cut, Role.BODY),
        Block(photo, photo + 13, Role.META),
        Block(rest, len(text), Role.BODY, continues=True),
    )
    return document(text, *blocks)


def test_a_paragraph_cut_by_a_page_break_is_read_as_one() -> None:
    (passage,) = passages(cut_by_a_page_break())
    assert passage.text == "The process for the peaceful settlement of the crisis goes on."


def test_one_span_over_a_page_break_is_its_longest_piece() -> None:
    (passage,) = passages(cut_by_a_page_break())
    start, end = CUT.index("peaceful"), CUT.index("crisis") + len("crisis")
    assert [span.exact for span in passage.spans(CUT, start, end)] == ["peaceful settlement", "of the crisis"]
    assert passage.span(CUT, start, end).exact == "peaceful settlement"


def test_a_place_of_the_joined_text_leads_to_its_paragraph() -> None:
    text = "One.\nTwo words.\nThree."
    found = list(passages(document(text, Block(0, 4, Role.BODY), Block(5, 15, Role.BODY), Block(16, 22, Role.BODY))))
    whole, starts = joined(found), starts_of(found)
    assert [paragraph_at(starts, whole.index(word)) for word in ("One", "Two", "words", "Three")] == [0, 1, 1, 2]


def test_noise_and_metadata_are_not_read() -> None:
    text = "Read also\nA sentence."
    blocks = (Block(0, 9, Role.NOISE), Block(10, 21, Role.BODY))
    assert [p.text for p in passages(document(text, *blocks))] == ["A sentence."]


@given(st.text(alphabet=st.sampled_from("ab A.*_\\$<sup>[]()\n“”é😀Қ"), min_size=1, max_size=80).filter(str.strip))
def test_every_character_that_is_read_stands_at_its_place_in_the_document(text: str) -> None:
    for passage in passages(document(text, Block(0, len(text), Role.BODY))):
        for place, char in enumerate(passage.text):
            original = text[passage.to_document(place)]
            assert char == original or (char == " " and original.isspace())
