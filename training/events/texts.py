"""Training texts as the reader sees them: parsed scenes, and where labelled words stand in them."""

from collections.abc import Iterator
from functools import cache

from dragoman.read.reader import scenes as scenes_of
from dragoman.read.scene import Scene
from dragoman.read.syntax import Token
from dragoman.records import Block, Document, Role, Source, text_hash
from dragoman.world import World, load_world


@cache
def world() -> World:
    """The shipped tables, loaded once."""
    return load_world()


def scenes(text: str) -> list[Scene]:
    """The scenes of a text without title or date, read by the reader's own steps."""
    source = Source(id="0" * 64, text_hash=text_hash(text), format="text", language="en")
    return scenes_of(Document(source, text, (Block(0, len(text), Role.BODY),)), world=world())


def tops(scene: Scene, start: int, end: int) -> list[Token]:
    """The words in a stretch of the text that hang from words outside it."""
    inside = [token for token in scene.tokens if token.start < end and token.end > start]
    places = {token.i for token in inside}
    found = [token for token in inside if token.head is None or token.head.i not in places]
    return [token for token in found if token.dep not in ("punct", "det", "case")] or found


def nearest(text: str, words: str, place: int) -> tuple[int, int] | None:
    """The occurrence of words that is nearest to a place, None without one."""
    found = min(_occurrences(text, words), key=lambda at: abs(at - place), default=None) if words else None
    return None if found is None else (found, found + len(words))


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
