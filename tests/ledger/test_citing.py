"""The citation of a source."""

from dragoman.ledger.outward.citing import citation

SOURCE = {
    "id": "ab" * 32, "path": "press/a.txt", "url": None, "title": "“On the road”", "outlet": "The Toy", "author": None,
    "published": "2022-03", "language": "en",
}  # fmt: skip


def test_a_citation_names_what_is_known_and_the_text_that_was_read() -> None:
    assert citation(SOURCE, added_at="2026-01-02T03:04:05+00:00", place=(3, 9), folders=True) == (
        "“On the road”, The Toy, 2022-03. press/a.txt. SHA-256 abababababababab, characters 3–9. Accessed 2026-01-02."
    )


def test_folders_of_this_machine_are_named_only_if_they_are_asked_for() -> None:
    assert citation(SOURCE) == "“On the road”, The Toy, 2022-03. a.txt. SHA-256 abababababababab."


def test_a_source_of_which_nothing_is_known_can_be_cited() -> None:
    bare = dict.fromkeys(SOURCE) | {"id": "ab" * 32}
    assert citation(bare) == "Unsigned, undated document. SHA-256 abababababababab."
