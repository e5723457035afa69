"""Attribution: who says what, by a tagger and a linker that need neither a parser nor names."""

from dragoman.read.attribution.claims import Attribution, attributions

__all__ = ["Attribution", "attributions"]
