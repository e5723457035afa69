"""Texts as the reader sees them: their scenes, and the tokens at a place."""

from collections.abc import Iterator

from dragoman.read.reader import scenes
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.records import Block, Document, Known, Role, Source, text_hash


def scenes_of(text: str) -> list[Scene]:
    """The scenes of an English text of one paragraph."""
    source = Source(id="0" * 64, text_hash=text_hash(text), format="text", language="en",
                    published=Known("2023-05-10", "a day like another"))  # fmt: skip
    return scenes(Document(source, text, (Block(0, len(text), Role.BODY),)))


def tokens_at(found: list[Scene], start: int, end: int) -> Iterator[tuple[Scene, Token]]:
    """The tokens that overlap a place of the text, with their scenes."""
    for scene in found:
        for token in scene.tokens:
            if token.start < end and token.end > start:
                yield scene, token
