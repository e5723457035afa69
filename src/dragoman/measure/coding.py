"""Coding: which quad class and which intensity a deed has, and where we part with the codebook.

The codebook calls every REQUEST verbal conflict, with a score of 0; yet a state that asks an ally for help is not in
conflict with it. Here a request is contact, neither cooperation nor conflict, unless asked otherwise. Two faults of
the manual are settled as in records/plover.py: ACCUSE is printed +3 and counts -3, SANCTION is material conflict in
its section and verbal in the quad table, and counts as material. CODEBOOK is the manual to the letter.
"""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from dragoman.errors import UsageError
from dragoman.records import EventType, Quad
from dragoman.records.plover import QUAD_AND_INTENSITY

NEUTRAL = "neutral"
CLASSES = (*(str(quad) for quad in Quad), NEUTRAL)
"""The four quad classes, and what is neither cooperation nor conflict."""
COOPERATION = (str(Quad.VERBAL_COOPERATION), str(Quad.MATERIAL_COOPERATION))
CONFLICT = (str(Quad.VERBAL_CONFLICT), str(Quad.MATERIAL_CONFLICT))

_REQUESTS = {"neutral": NEUTRAL, "cooperation": COOPERATION[0], "conflict": CONFLICT[0]}
_ACCUSE = {"minus": -3.0, "printed": 3.0}
_SANCTION = {"material": CONFLICT[1], "verbal": CONFLICT[0]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What deeds count as. Source: [PLOVER]

    `requests` are neutral (contact without a sign), cooperation, or conflict as the codebook has it; `accuse` scores
    "minus" (-3) or as "printed" (+3); `sanction` is "material" conflict or "verbal". Raises UsageError.
    """

    requests: Literal["neutral", "cooperation", "conflict"] = "neutral"
    accuse: Literal["minus", "printed"] = "minus"
    sanction: Literal["material", "verbal"] = "material"

    def __post_init__(self) -> None:
        for name, allowed in (("requests", _REQUESTS), ("accuse", _ACCUSE), ("sanction", _SANCTION)):
            if getattr(self, name) not in allowed:
                raise UsageError(
                    f"{getattr(self, name)!r} is no coding of {name}", f"it is one of {', '.join(allowed)}"
                )

    def quad_of(self, event_type: str) -> str:
        """The quad class of an event type, or "neutral"."""
        if event_type == EventType.REQUEST:
            return _REQUESTS[self.requests]
        if event_type == EventType.SANCTION:
            return _SANCTION[self.sanction]
        return str(QUAD_AND_INTENSITY[EventType(event_type)][0])

    def score_of(self, event_type: str) -> float:
        """The intensity of an event type, from -10 (conflict) to 10 (cooperation)."""
        if event_type == EventType.ACCUSE:
            return _ACCUSE[self.accuse]
        return QUAD_AND_INTENSITY[EventType(event_type)][1]

    def quads(self) -> pl.Expr:
        """The column `quad` of a frame with an `event_type`."""
        return pl.col("event_type").replace_strict({str(kind): self.quad_of(kind) for kind in EventType}).alias("quad")

    def scores(self) -> pl.Expr:
        """The column `intensity` of a frame with an `event_type`."""
        told = {str(kind): self.score_of(kind) for kind in EventType}
        return pl.col("event_type").replace_strict(told, return_dtype=pl.Float64).alias("intensity")

    def __str__(self) -> str:
        """How it is printed with a result."""
        accuse, sanction = _ACCUSE[self.accuse], _SANCTION[self.sanction]
        return f"REQUEST: {_REQUESTS[self.requests]}; ACCUSE: {accuse:+g}; SANCTION: {sanction}"


CODEBOOK = Coding(requests="conflict", accuse="printed", sanction="verbal")
