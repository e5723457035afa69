"""Texts that break readers: nothing crashes, every span quotes exactly, and time grows with the words, not faster."""

import time
from collections.abc import Callable, Iterator

import pytest

from dragoman.read import read
from dragoman.records import Reading
from tests.read.conftest import document

WORDS = "Kazakhstan signed a treaty with Russia and Tokayev said that China will stay in Astana while Türkiye leaves".split()
TEXTS: dict[str, Callable[[int], str]] = {
    "one sentence": lambda n: " ".join(WORDS[k % len(WORDS)] for k in range(n)) + ".",
    "no punctuation": lambda n: " ".join(WORDS[k % len(WORDS)] for k in range(n)).lower(),
    "all capitals": lambda n: ". ".join([" ".join(WORDS)] * (n // len(WORDS))).upper(),
    "numbers": lambda n: "\n".join(" ".join(str(k * 37 % 9973) for k in range(12)) for _ in range(n // 12)),
    "scripts mixed": lambda n: "Президент Tokayev met Erdoğan 在北京 and signed اتفاقية, said Ўзбекистан. " * (n // 10),
    "emoji": lambda n: "Kazakhstan 🇰🇿🤝🏽 Türkiye 👨‍👩‍👧‍👦 signed 🎉 a treaty 📝, Tokayev said 😀. " * (n // 10),
    "combining characters": lambda n: (
        "Ka\u0301zakhsta\u0323\u0301n met Ru\u0308ssia in A\u030astana, it said. " * (n // 7)
    ),
    "open quotation marks": lambda n: "“Russia will leave, said Tokayev, “and China will stay. " * (n // 9),
    "nested brackets": lambda n: "(" * (n // 2) + "Russia" + ")" * (n // 2),
    "one long word": lambda n: "Kazakhstan" * n,
    "lines of signs": lambda n: "=" * n + "\n" + "_" * n + "\nTokayev met Putin.\n" + "!…" * n,
    "hyphens": lambda n: "-".join(["Kazakhstan"] * n),
    "possessives": lambda n: "Kazakhstan's " * n,
    "blank": lambda n: " \n\t\u00a0" * n,
    "control characters": lambda n: "Tokayev\u200b met\x00 Putin\x0c in\u2028 Astana\ufeff. " * (n // 6),
}

each_text = pytest.mark.parametrize("make", TEXTS.values(), ids=TEXTS)


def quoted(reading: Reading) -> Iterator[bool]:
    """Of each span of each finding, whether it stands in the text as it says."""
    text = reading.document.text
    for finding in reading.findings:
        for span in finding.spans():
            yield text[span.start : span.end] == span.exact


@each_text
def test_every_span_quotes_a_hard_text_exactly(make: Callable[[int], str]) -> None:
    assert all(quoted(read(document(make(240)))))


@pytest.mark.parametrize("text", [" ", ".", "Kazakhstan", "“", "😀", "\u0301", "said", "1991", "?"])
def test_a_text_of_one_word_or_sign_is_read(text: str) -> None:
    assert all(quoted(read(document(text))))


@pytest.mark.parametrize("sign", ["=", ".", "!", ")", "…", "—", "😀", "$", "'s"])
def test_a_stretch_without_a_space_takes_no_more_than_its_share_of_time(sign: str) -> None:
    def seconds(count: int) -> float:
        begun = time.process_time()
        read(document("See " + sign * count + " now."))
        return time.process_time() - begun

    seconds(100)
    assert seconds(4000) < 12 * max(seconds(1000), 0.02)  # four times is linear, sixteen quadratic


def test_a_name_after_a_stretch_without_a_space_stands_where_it_stands() -> None:
    text = "=" * 1000 + " Tokayev met Putin in Moscow on 3 May 2023."
    actors = [actor for finding in read(document(text)).findings for actor in finding.actors_named() if actor.span]
    assert {text[actor.span.start : actor.span.end] for actor in actors if actor.span} >= {"Tokayev", "Putin"}
