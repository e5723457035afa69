"""What is evidence of how a side stands to a body, and what names the two by the way."""

from typing import Any

import pytest

from dragoman.scenario.signs import signs_of


def span(text: str, quote: str) -> dict[str, Any]:
    start = text.index(quote)
    return {"start": start + 100, "end": start + 100 + len(quote), "exact": quote}


def finding(kind: str, text: str, **facts: Any) -> dict[str, Any]:
    head = {"start": 100, "end": 100 + len(text), "exact": text}
    told = {"id": "1", "kind": kind, "span": head, "status": "suggested", "confidence": 0.8, "modality": "happened"}
    return told | {"assessment": None, "end": None} | facts


def deed(text: str, doer: str, target: str, **facts: Any) -> dict[str, Any]:
    told = [{"id": name, "state": name, "name": name, "span": span(text, name)} for name in (doer, target)]
    return finding("event", text, actors=[told[0]], recipients=[told[1]], intensity=10.0, **facts)


@pytest.mark.parametrize(
    "text",
    [
        "TUR telephoned KAZ on 6 January, the very day on which the CSTO decided to send troops.",
        "TUR called them on 6 January, but it was the CSTO that sent peacekeepers.",
        "When TUR was asked, the CSTO had left.",
        "TUR met nobody while the CSTO sent soldiers.",
    ],
)
def test_a_side_in_a_clause_of_its_own_is_no_evidence(text: str) -> None:
    assert list(signs_of(deed(text, "CSTO", "TUR"), "CSTO")) == []


@pytest.mark.parametrize(
    "text",
    [
        "The CSTO sent help to KAZ, which had asked.",
        "CSTO, which had waited, sent KAZ its soldiers.",
        "KAZ and the CSTO agreed.",
    ],
)
def test_two_sides_in_one_clause_are_evidence(text: str) -> None:
    [told] = signs_of(deed(text, "CSTO", "KAZ"), "CSTO")
    assert (told.side, told.sign, told.weight) == ("KAZ", 1.0, 0.8)


@pytest.mark.parametrize(
    "text",
    [
        "Whoever calls the OTS a rival of the CSTO has counted wrong.",
        "The OTS is no rival of the CSTO.",
        "He denied that the OTS and the CSTO are rivals.",
        "If the OTS turned on the CSTO, both would lose.",
        "It isn’t a rival of the CSTO.",
    ],
)
def test_a_claim_that_denies_or_supposes_is_no_position(text: str) -> None:
    told = {"a": "OTS", "b": "CSTO", "sign": "adversarial"}
    assert list(signs_of(finding("claim", text, assessment=told), "CSTO")) == []


def test_a_claim_that_says_so_is_one_and_counts_in_full_once_confirmed() -> None:
    told = {"a": "OTS", "b": "CSTO", "sign": "adversarial"}
    [sign] = signs_of(finding("claim", "The OTS is a rival of the CSTO.", assessment=told, status="confirmed"), "CSTO")
    assert (sign.side, sign.sign, sign.weight) == ("OTS", -1.0, 1.0)


def test_a_plan_that_nobody_believes_in_is_none() -> None:
    planned = {"modality": "planned"}
    assert (
        list(signs_of(deed("None of them believes that KAZ will leave the CSTO.", "KAZ", "CSTO", **planned), "CSTO"))
        == []
    )
    assert len(list(signs_of(deed("KAZ will leave the CSTO.", "KAZ", "CSTO", **planned), "CSTO"))) == 1
