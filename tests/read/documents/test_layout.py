"""Paragraphs are found however the file was laid out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.read.documents.extract import Marker
from dragoman.read.documents.layout import paragraphs

from .makers import LONG, LONGER, parts, read

WRAPPED = """\
The two governments have worked on the new corridor for several years.
Their ministers meet twice a year, and the railways of both countries
have agreed on tariffs.
   Nobody expected the talks to end so soon. The delegations had come
with long lists of demands, and most of them were left for the next
round of talks.
"""


def texts(text: str) -> list[str]:
    return [text[part.start : part.end] for part in paragraphs(text)]


def test_one_paragraph_a_line_without_empty_lines() -> None:
    assert texts(f"{LONG}\n{LONGER}\n{LONG}") == [LONG, LONGER, LONG]


def test_indented_lines_are_paragraphs() -> None:
    assert texts(f"Title of it\n    {LONG}\n\n    {LONGER}") == ["Title of it", LONG, LONGER]


def test_hard_wrapped_lines_form_paragraphs_parted_by_indents() -> None:
    assert [text.split()[0] for text in texts(WRAPPED)] == ["The", "Nobody"]


def test_a_short_title_above_wrapped_lines_stays_alone() -> None:
    assert texts("A corridor opens\n21.03.2022\n" + WRAPPED)[:2] == ["A corridor opens", "21.03.2022"]


def test_wrapped_list_items_stay_apart() -> None:
    items = "- The first item is about the tariffs of both railways and also\n  about the ports.\n- The second one."
    assert len(texts(WRAPPED + "\n" + items)) == 4


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2029"])
def test_every_line_ending_ends_a_line(ending: str) -> None:
    assert texts(f"{LONG}{ending}{LONGER}") == [LONG, LONGER]


@pytest.mark.parametrize(
    ("line", "inside", "marker"),
    [
        ("- Why now?", "Why now?", Marker.DASH),
        ("—Why now?", "Why now?", Marker.DASH),
        ("• An item", "An item", Marker.BULLET),
        ("* An item", "An item", Marker.BULLET),
        ("> Quoted", "Quoted", Marker.QUOTE),
        ("-5 degrees", "-5 degrees", Marker.NONE),
    ],
)
def test_markers_are_noted_and_left_out(line: str, inside: str, marker: Marker) -> None:
    (part,) = paragraphs(line)
    assert (line[part.start : part.end], part.marker) == (inside, marker)


@pytest.mark.parametrize(
    ("line", "bold", "italic"), [("**Why?**", True, False), ("*Why?*", False, True), ("***Why?***", True, True)]
)
def test_emphasis_around_the_whole_is_left_out(line: str, bold: bool, italic: bool) -> None:
    (part,) = paragraphs(line)
    assert (line[part.start : part.end], part.bold, part.italic) == ("Why?", bold, italic)


def test_emphasis_inside_stays() -> None:
    assert texts("**One** and **two**") == ["**One** and **two**"]


def test_an_underlined_line_is_a_heading() -> None:
    (part,) = paragraphs("A corridor opens\n================\n")
    assert part.level == 1


def test_a_paragraph_broken_in_its_middle_continues() -> None:
    document = read(f"{LONG}\n\nThe talks about the railway and its\n\ntariffs ended soon. {LONGER}")
    assert [block.continues for block in document.blocks] == [False, False, True]


def test_a_caption_between_the_halves_of_a_sentence_is_metadata() -> None:
    half = LONG.rstrip(".")
    document = read(f"{LONGER}\n\n{half}\n\nThe port in winter. (Gazette, 2023)\n\nat any time. {LONGER}")
    assert [(role, block.continues) for (role, _), block in zip(parts(document), document.blocks, strict=True)] == [
        ("body", False),
        ("body", False),
        ("meta", False),
        ("body", True),
    ]


def test_headings_are_short_unfinished_lines_before_a_paragraph() -> None:
    document = read(f"The corridor opens today\n\n{LONG}\n\nWhat comes next\n\n{LONGER}")
    assert [role for role, _ in parts(document)] == ["title", "body", "heading", "body"]


def test_a_quote_pulled_out_of_the_text_is_metadata() -> None:
    pulled = "the railways of both countries have agreed on common tariffs for all goods that cross the border"
    document = read(f"The corridor opens today\n\n{LONG}\n\n**{pulled.capitalize()}.**\n\n{LONGER}")
    assert [role for role, _ in parts(document)] == ["title", "body", "meta", "body"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .?*_#>-—\n\r\f\t5", max_size=200))
def test_paragraphs_are_in_order_and_hold_words(text: str) -> None:
    edge = 0
    for part in paragraphs(text):
        assert edge <= part.start < part.end <= len(text)
        assert not text[part.start].isspace()
        assert not text[part.end - 1].isspace()
        edge = part.end
