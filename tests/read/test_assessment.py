"""Assessment: how a voice describes the relation of two sides."""

import pytest

from dragoman.records import Claim, Sign

from .conftest import Reader

COOPERATIVE, ADVERSARIAL, NEUTRAL = Sign.COOPERATIVE, Sign.ADVERSARIAL, Sign.NEUTRAL
TOLD = [
    ("The objectives of Kazakhstan, Russia and China are not at odds, the minister said.", "KAZ", "RUS", COOPERATIVE),
    ("The Organization of Turkic States and the Eurasian Economic Union are rival blocs, he said.", "OTS", "EAEU", ADVERSARIAL),
    ("The Organization of Turkic States is no rival of Russia, the secretary said.", "OTS", "RUS", COOPERATIVE),
    ("The analyst said that Russia is losing ground in Kazakhstan.", "RUS", "KAZ", ADVERSARIAL),
    ("The expert noted that Türkiye's role in Kazakhstan is growing.", "TUR", "KAZ", COOPERATIVE),
    ("He said that Algeria and Morocco are at daggers drawn.", "DZA", "MAR", ADVERSARIAL),
    ("Kyrgyzstan has stopped trusting Russia, he said.", "KGZ", "RUS", ADVERSARIAL),
    ("Uzbekistan leans on China, the historian said.", "UZB", "CHN", COOPERATIVE),
    ("Peru is neither a friend nor an enemy of Chile, the minister said.", "PER", "CHL", NEUTRAL),
]  # fmt: skip
SILENT = [
    "Kenya exported tea to Egypt, the ministry said.",
    "The minister said that the presidents of Peru and Chile would meet in May.",
    "“Does Kenya hate Uganda?” the reporter asked.",
]


@pytest.mark.parametrize(("text", "a", "b", "sign"), TOLD)
def test_a_relation_is_described(read_text: Reader, text: str, a: str, b: str, sign: Sign) -> None:
    assessed = [claim.assessment for claim in read_text(text, Claim) if isinstance(claim, Claim) and claim.assessment]
    assert [(one.a, one.b, one.sign) for one in assessed] == [(a, b, sign)]


@pytest.mark.parametrize("text", SILENT)
def test_a_bare_fact_or_a_question_describes_no_relation(read_text: Reader, text: str) -> None:
    assert [claim.assessment for claim in read_text(text, Claim) if isinstance(claim, Claim) and claim.assessment] == []
