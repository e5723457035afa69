"""A quote in its sentence."""

import pytest

from dragoman.cli.quote import in_context
from tests.factory import make_document, span_of


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        ("It rained. Astana and Moscow met again. Nobody came.", "met", ("Astana and Moscow ", "met", " again.")),
        ("It rained. They met.", "They met.", ("", "They met.", "")),
        ("A heading\nThey met in the\nmiddle. Then", "met in the\nmiddle", ("They ", "met in the middle", "")),
        ("На встрече в Астане. Они говорили.", "говорили", ("Они ", "говорили", ".")),
    ],
)
def test_a_quote_is_shown_in_its_sentence(text: str, quote: str, expected: tuple[str, str, str]) -> None:
    document = make_document(text)
    span = span_of(document, quote)
    assert in_context(document, span.start, span.end) == expected
