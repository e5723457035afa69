"""A quote in its sentence, and the citation of its source."""

import pytest

from dragoman.cli.quote import citation, in_context
from tests.factory import make_document, span_of

SOURCE = {
    "id": "ab" * 32, "path": "press/a.txt", "url": None, "title": "“On the road”", "outlet": "The Toy", "author": None,
    "published": "2022-03", "language": "en",
}  # fmt: skip


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


def test_a_citation_names_what_is_known_and_the_text_that_was_read() -> None:
    assert citation(SOURCE, added_at="2026-01-02T03:04:05+00:00", place=(3, 9)) == (
        "“On the road”, The Toy, 2022-03. press/a.txt. SHA-256 abababababababab, characters 3–9. Accessed 2026-01-02."
    )


def test_a_source_of_which_nothing_is_known_can_be_cited() -> None:
    bare = dict.fromkeys(SOURCE) | {"id": "ab" * 32}
    assert citation(bare) == "Unsigned, undated document. SHA-256 abababababababab."
