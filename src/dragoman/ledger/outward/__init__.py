"""The ledger in the formats of other programs: tables, networks, references, annotations, notes, timelines."""

from dragoman.ledger.outward.citing import cff, mark, readme
from dragoman.ledger.outward.formats import FORMATS, Format

__all__ = ["FORMATS", "Format", "cff", "mark", "readme"]
