"""Confidence of findings that rules made: from the rule's own judged findings, leaning on its family and kind."""

from collections.abc import Callable

import pytest

from dragoman.read.reliability import share_right, tallied
from dragoman.records import Claim, Event, Figure, Finding, Forecast, Kind, Tie

Reader = Callable[..., list[Finding]]
JUDGED = tallied(
    [("claim", "answer", 90, 90), ("claim", "verb:say", 40, 30), ("claim", "verb:aim", 40, 4), ("tie", "office", 8, 8)]
)


def test_a_rule_of_which_much_was_judged_has_its_own_share() -> None:
    assert share_right(Kind.CLAIM, "rules/1 answer", JUDGED) == pytest.approx(0.98, abs=0.02)
    assert share_right(Kind.CLAIM, "rules/1 verb:aim", JUDGED) == pytest.approx(0.16, abs=0.03)


def test_a_rule_of_which_nothing_was_judged_has_the_share_of_its_family() -> None:
    family = share_right(Kind.CLAIM, "rules/1 verb:hope", JUDGED)
    assert (
        share_right(Kind.CLAIM, "rules/1 verb:aim", JUDGED)
        < family
        < share_right(Kind.CLAIM, "rules/1 verb:say", JUDGED)
    )


def test_a_kind_of_which_nothing_was_judged_is_as_likely_right_as_wrong() -> None:
    assert share_right(Kind.FIGURE, "rules/1 number", JUDGED) == 0.5


def test_few_right_findings_do_not_make_a_rule_sure() -> None:
    assert share_right(Kind.TIE, "rules/1 office", JUDGED) < 0.9


def test_every_kind_of_finding_has_a_confidence(read_text: Reader) -> None:
    found = read_text(
        "Kazakhstan will sign a treaty with Russia in 2024. Trade reached $5 billion. Tokayev met Putin in Moscow. "
        "Kazakhstan is a member of the OTS. According to Ankara, Kazakhstan and Türkiye are allies."
    )
    assert {Event, Claim, Tie, Figure, Forecast} <= {type(finding) for finding in found}
    assert all(finding.confidence is not None and 0 < finding.confidence < 1 for finding in found)
