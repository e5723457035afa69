"""Whatever stands in a text, reading it breaks nothing, quotes exactly, and says the same twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.records import Claim
from tests.read.languages.desk import findings

RUSSIAN = [
    "Россия", "Казахстаном", "заявил", "что", ",", ".", "«", "»", "—", ":", "подписала", "соглашение", "с", "и", "не", "может", "ввести",
    "санкции", "по словам", "президента", "об этом", "5 мая 2023 года", "сообщил", "добавляя", "если", "31 ноября 2023 года", "😀", "*", "\n",
]  # fmt: skip
TURKISH = [
    "Rusya", "Kazakistan'ın", "İran'a", "dedi", "diyen", "söyledi", ",", ".", '"', "“", "”", ":", "imzaladı", "imzalayacağını", "ve", "ile",
    "göre", "Bakanı", "Ali Polat", "5 Mayıs 2023'te", "yaptırım uygulayabilir", "taraflar", "-", "şöyle konuştu", "IŞIK", "\n",
]  # fmt: skip


def check(text: str, language: str) -> None:
    """Whatever is found quotes the text, and is found again."""
    found = findings(text, language)
    spans = [one.span for one in found]
    for one in found:
        if isinstance(one, Claim):
            spans += [*one.content, *((one.cue,) if one.cue else ())]
    assert [span.exact for span in spans] == [text[span.start : span.end] for span in spans]
    assert [one.id for one in found] == [one.id for one in findings(text, language)]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(RUSSIAN), min_size=1, max_size=40))
def test_any_russian_text_is_read(parts: list[str]) -> None:
    text = " ".join(parts)
    if text.strip():
        check(text, "ru")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(TURKISH), min_size=1, max_size=40))
def test_any_turkish_text_is_read(parts: list[str]) -> None:
    text = " ".join(parts)
    if text.strip():
        check(text, "tr")


@pytest.mark.parametrize(("part", "language"), [("Россия обвинила Перу и ", "ru"), ("Rusya Peru'yu suçladı ", "tr")])
def test_a_text_without_full_stops_is_read_in_portions(part: str, language: str) -> None:
    assert findings(part * 500, language)
