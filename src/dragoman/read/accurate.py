"""The reader `accurate`: the default one with a pretrained encoder heard beside its own models (`encoder/`)."""

from dragoman.read import reader
from dragoman.read.encoder.wheel import load
from dragoman.records import Document, Reading
from dragoman.world import World


def read(document: Document, *, world: World | None = None) -> Reading:
    """The findings of a document. Raises UsageError if the encoder is not installed."""
    return reader.read(document, world=world, accurate=load())
