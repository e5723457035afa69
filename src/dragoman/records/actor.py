"""Actors: states, organisations, persons and groups as a text names them, and as the world knows them."""

from dataclasses import dataclass

from dragoman.records.span import Span


@dataclass(frozen=True, slots=True)
class Actor:
    """One that acts, is acted upon, or speaks.

    `name` is the world's name for it, or the text's own words where the world has none; `id` is the ISO 3166-1 alpha-3
    code of a state, the code of an organisation or the slug of a person, None if unknown (never a guess); `state` is
    the
    state or body that a person or organ stood for on that date; `span` the mention, None if inferred.
    """

    name: str
    id: str | None = None
    state: str | None = None
    span: Span | None = None

    @property
    def key(self) -> str:
        """What makes two mentions one actor: the id, else the name in small letters."""
        return self.id or self.name.casefold()

    @property
    def side(self) -> str:
        """The state or body behind the actor, else the actor itself: the level on which dyads are counted."""
        return self.state or self.key
