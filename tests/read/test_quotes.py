"""Quotation marks of every style."""

import pytest

from dragoman.read.quotes import quotes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we agree” and left.", ["we agree"]),
        ('He said "we agree" and "they do".', ["we agree", "they do"]),
        ("Он сказал «мы согласны».", ["мы согласны"]),
        ("the ‘Project on the Union’ was proposed", ["Project on the Union"]),
        ("Kazakhstan’s and Russia’s plans", []),
        ("„Wir stimmen zu“, sagte er.", ["Wir stimmen zu"]),
        ("“The first paragraph goes on", ["The first paragraph goes on"]),
        ("Recently we have seen many such cases” the minister said", ["Recently we have seen many such cases"]),
        ("no marks at all", []),
    ],
)
def test_what_stands_between_marks_is_found(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotes(text)] == expected
