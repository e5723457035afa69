"""Signs: what a finding tells of how a side stands to a body, and how much it may be trusted.

A finding is a sign only if the sentence binds the two: a deed of which one side stands in a clause of its own ("he
telephoned, on the day on which the alliance decided to send troops") binds nothing, nor does a claim in a sentence that
denies or supposes ("whoever calls them rivals has not counted"). Both rules are of English, go by words, and rather
drop a sign than keep one that is none. What a machine suggested counts with its confidence, what an analyst decided in full.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.records import Row, Status
from dragoman.scenario.reference import MIDDLE, level_of

_TOLD = {"cooperative": 1.0, "neutral": 0.0, "adversarial": -1.0}
_UNSAID = 0.5  # the weight of a suggestion that names no confidence
_DENIAL = re.compile(
    r"\b(?:not|no|none|never|nobody|nothing|neither|nor|without|cannot|whoever|den(?:y|ies|ied)|reject(?:s|ed)?|if|unless|"
    r"refus(?:e|es|ed)|doubt(?:s|ed)?|hardly|scarcely|far from|instead of|myth|wrong(?:ly)?|would|could|might)\b|n['’]t\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:which|who|whom|whose|that|when|while|whereas|where|after|before|because|although|though|since|as|but|until|"
    r"if|unless|whether)\b|[;:.!?](?=\s)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:^|[,;:.]\s)\s*(?:when|while|whereas|after|before|because|although|though|since|as|if|unless|until)\b[^,;:.]*$",
    re.IGNORECASE,
)
_OWN_CLAUSE = re.compile(r"[\s,)\]]*(?:which|who|that)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sign:
    """What one finding tells of how a stakeholder stands to the body: `sign` from −1 to 1, `weight` from 0 to 1."""

    side: str
    sign: float
    row: Row
    weight: float = 1.0


def signs_of(row: Row, body: str) -> Iterator[Sign]:
    """What a finding tells of the sides that stand in it beside the body; nothing if it binds them by the way only."""
    weight = weight_of(row)
    if row["kind"] == "claim" and row["assessment"]:
        told = row["assessment"]
        if body in (told["a"], told["b"]) and told["a"] != told["b"] and not denies(row):
            yield Sign(told["b"] if told["a"] == body else told["a"], _TOLD[told["sign"]], row, weight)
    elif row["kind"] == "event" and _real(row):
        for side in _counterparts(row, body):
            yield Sign(side, row["intensity"] / 10, row, weight)
    elif row["kind"] == "tie" and _real(row) and row["end"] is None:
        level = level_of(row["relation"])
        others = [_side(one) for one in (row["a"], row["b"]) if _side(one) != body]
        if level is not None and len(others) == 1:
            yield Sign(others[0], (level - MIDDLE) / MIDDLE, row, weight)


def weight_of(row: Row) -> float:
    """How much a finding counts: 1 if an analyst decided on it, else the confidence of what read it."""
    if row["status"] in (Status.CONFIRMED, Status.CORRECTED):
        return 1.0
    return _UNSAID if row["confidence"] is None else float(row["confidence"])


def denies(row: Row) -> bool:
    """Whether the sentence of a finding denies or supposes, so that what it names may be what it disputes."""
    return _DENIAL.search(row["span"]["exact"]) is not None


def _real(row: Row) -> bool:
    """Whether it happened, or is planned and the sentence does not dispute that."""
    return row["modality"] == "happened" or (row["modality"] == "planned" and not denies(row))


def _counterparts(row: Row, body: str) -> list[str]:
    """The sides that the event joins with the body: those on the other side, or with it where there is no other."""
    doers, targets = row["actors"], row["recipients"]
    sides, aims = [_side(one) for one in doers], [_side(one) for one in targets]
    others = (targets or doers) if body in sides else doers if body in aims else []
    selves = [one for one in (*doers, *targets) if _side(one) == body]
    bound = [_side(one) for one in others if any(_joined(row, one, own) for own in selves)]
    return [side for side in dict.fromkeys(bound) if side != body]


def _joined(row: Row, one: Row, other: Row) -> bool:
    """Whether two actors stand in one clause: no word that opens another lies between their places."""
    if not one["span"] or not other["span"]:
        return True
    first, second = sorted((one["span"], other["span"]), key=lambda span: span["start"])
    start, text = row["span"]["start"], row["span"]["exact"]
    before = text[: max(0, first["start"] - start)]
    between = text[max(0, first["end"] - start) : max(0, second["start"] - start)]
    if "," in between and _LEADING.search(before):  # "When Ankara was asked, the alliance …"
        return False
    own = _OWN_CLAUSE.match(between)  # "Uzbekistan, which left the alliance": the clause is about the first
    return _CLAUSE.search(between, own.end() if own else 0) is None


def _side(actor: Row) -> str:
    return str(actor["state"] or actor["id"] or actor["name"])
