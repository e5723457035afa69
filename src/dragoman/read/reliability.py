"""Reliability: how sure a finding of a rule is, from how often people judged findings of that rule right.

Events and the tagger's claims come from models that give a calibrated probability of their own. A rule gives none, so
that its findings take the share of `data/reliability.csv`: of those drawn by lot and judged, how many were right in all
parts. Few were judged of most rules, so each share leans on the one above it, as if `_WEIGHT` more had been judged there:
the rule ("verb:say") on its family ("verb"), the family on the kind of finding.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from dragoman.data import rows
from dragoman.records import Finding, Kind

_WEIGHT = 8.0  # judged findings that the share above stands for
_UNKNOWN = 0.5

Judged = Mapping[str, tuple[int, int]]
"""Judged and right, by the names that `_levels` gives."""


def rated(finding: Finding) -> Finding:
    """The finding with a confidence, if it has none: the share of its like that was judged right."""
    if finding.confidence is not None:
        return finding
    return replace(finding, confidence=share_right(finding.kind, finding.method, _judged()))


def share_right(kind: Kind, method: str, judged: Judged) -> float:
    """The smoothed share of findings of a method that was judged right; `method` begins with the reader's version."""
    share = _UNKNOWN
    for level in _levels(kind, method.partition(" ")[2]):
        many, right = judged.get(level, (0, 0))
        share = (right + _WEIGHT * share) / (many + _WEIGHT)
    return round(share, 2)


def tallied(table: Iterable[tuple[str, str, int, int]]) -> Judged:
    """Rows of kind, method, judged and right, summed at every level."""
    found: dict[str, tuple[int, int]] = {}
    for kind, method, many, right in table:
        for level in _levels(Kind(kind), method):
            before = found.get(level, (0, 0))
            found[level] = before[0] + many, before[1] + right
    return found


def _levels(kind: Kind, rule: str) -> tuple[str, ...]:
    """The kind, the family of the rule and the rule; the rule of a forecast is but the verb that looks ahead."""
    if kind is Kind.FORECAST:
        return (f"{kind}",)
    family, colon, _ = rule.partition(":")
    return (f"{kind}", f"{kind} {family}", f"{kind} {rule}") if colon else (f"{kind}", f"{kind} {rule}")


@cache
def _judged() -> Judged:
    return tallied((row["kind"], row["method"], int(row["judged"]), int(row["right"])) for row in rows("reliability"))
