"""A quote stands in a text letter for letter, or not at all."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.read.llm.verbatim import Verbatim


def stands(text: str, quote: str) -> list[str]:
    return [text[start:end] for start, end in Verbatim.of(text).places(quote)]


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("He said they met.", "they met", ["they met"]),
        ("He said “they\u00a0 met”.", '"they met"', ["“they\u00a0 met”"]),
        ("It’s Kazakhstan's turn", "It's Kazakhstan’s turn", ["It’s Kazakhstan's turn"]),
        ("the Russia–China axis", "the Russia-China axis", ["the Russia–China axis"]),
        ("They met.", "“They met.”", ["They met."]),
        ("Он сказал: «мы встретились»", '"мы встретились"', ["«мы встретились»"]),
        ("🙂 Қазақстан 🇰🇿 қол қойды", "қол қойды", ["қол қойды"]),
        ("Wait… what", "Wait... what", ["Wait… what"]),
        ("a com\u00adpro\u200bmise", "compromise", ["com\u00adpro\u200bmise"]),
        ("他们在北京会晤", "北京", ["北京"]),
        ("talks, talks and talks", "talks", ["talks", "talks", "talks"]),
    ],
)
def test_a_quote_is_found_through_what_typesetting_changes(text: str, quote: str, found: list[str]) -> None:
    assert stands(text, quote) == found


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("They met in Tirana.", "Iran"),
        ("They met.", "they met"),
        ("They have met.", "They met"),
        ("They met.", "They met again"),
        ("They met. Then they left.", "They met … they left"),
        ("They met.", ""),
        ("They met: “”", "“”"),
        ("They met.", "."),
        ("They met.", "They met\ud800"),
        ("Turkey", "Türkiye"),
        ("", "They"),
    ],
)
def test_a_quote_that_differs_otherwise_is_not_found(text: str, quote: str) -> None:
    assert stands(text, quote) == []


def test_an_accent_that_is_a_character_of_its_own_is_the_same_letter() -> None:
    text = unicodedata.normalize("NFD", "Король Йорик и Türkiye")
    assert stands(text, "Йорик") == [unicodedata.normalize("NFD", "Йорик")]
    assert stands(text, "Türkiye") == [unicodedata.normalize("NFD", "Türkiye")]
    assert stands(text, "Turkiye") == []


def test_places_are_code_points() -> None:
    assert Verbatim.of("🙂 they met").places("they met") == [(2, 10)]


@given(st.text(max_size=60), st.data())
def test_whatever_stands_in_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    folded = Verbatim.of(text)
    for first, past in folded.places(text[start:end]):
        assert 0 <= first < past <= len(text)
        assert Verbatim.of(text[first:past]).folded.strip().strip("\"' ") == Verbatim.of(
            text[start:end]
        ).folded.strip().strip("\"' ")


@given(st.text(alphabet="ab “”\"' \n\u00a0.", max_size=30), st.text(alphabet="ab “”\"' .", max_size=6))
def test_what_is_found_says_the_same_words(text: str, quote: str) -> None:
    def letters(words: str) -> str:
        return "".join(char for char in words if char.isalpha())

    assert all(letters(found) == letters(quote) for found in stands(text, quote))
