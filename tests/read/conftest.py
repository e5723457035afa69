"""Readings of short texts, as a test needs them."""

from collections.abc import Callable

import pytest

from dragoman.read import read
from dragoman.records import Block, Document, Finding, Known, Role, Source, text_hash

Reader = Callable[..., list[Finding]]


def document(text: str, *, published: str | None = "2023-05-10", blocks: tuple[Block, ...] = ()) -> Document:
    """An English article of one paragraph by an invented author."""
    source = Source(
        id="0" * 64,
        text_hash=text_hash(text),
        format="text",
        language="en",
        author=Known("Dana Reader", "the test says so"),
        published=Known(published, "the test says so") if published else None,
    )
    return Document(source, text, blocks or (Block(0, len(text), Role.BODY),))


@pytest.fixture(scope="session")
def read_text() -> Reader:
    """Reads a text and gives its findings, of one kind if a type is named."""

    def reader(text: str, kind: type[Finding] = Finding, **options: object) -> list[Finding]:
        reading = read(document(text, **options))  # type: ignore[arg-type]
        return [finding for finding in reading.findings if isinstance(finding, kind)]

    return reader
