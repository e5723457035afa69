"""The language of texts that are too short to tell."""

import pytest

from dragoman.read import languages
from dragoman.read.documents.language import READ_FOR_FINDINGS, identify


def test_what_is_stored_as_read_has_a_reader_and_no_other_language_has() -> None:
    assert {"en"} | languages.READ == READ_FOR_FINDINGS


@pytest.mark.parametrize("text", ["Tokayev met Putin.", "Kazakhstan denies Moscow report.", "NATO condemns Russia."])
def test_a_line_in_plain_letters_is_taken_for_english(text: str) -> None:
    assert identify(text) == "en"


def test_a_line_with_letters_of_its_own_is_not() -> None:
    assert identify("Токаев встретился с Путиным.") == "ru"
    assert identify("Erdoğan, Tokayev ile görüştü.") == "tr"
