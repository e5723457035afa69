"""The reader as a whole: what it sends, what it keeps, where it is asked for help only."""

import threading
from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import SourceError
from dragoman.read import read
from dragoman.read.llm.cast import Cast
from dragoman.read.llm.doubts import joined, unsure_of
from dragoman.read.sentences import passages
from dragoman.records import (
    Block,
    Claim,
    Document,
    Event,
    EventType,
    Finding,
    Known,
    Modality,
    Reading,
    Role,
    Source,
    Span,
    text_hash,
)
from dragoman.world import load_world
from tests.factory import actor
from tests.read.conftest import document
from tests.read.llm.conftest import ReaderOf
from tests.read.llm.stub import EMPTY, Misdeed, answer, claim, event, serving

SENTENCE = "Kazakhstan and Russia signed a treaty in Astana."
TOLD = answer(events=[event("signed a treaty", "AGREE", ["Kazakhstan", "Russia"])])


def paragraphs(*texts: str) -> Document:
    """A document of paragraphs."""
    blocks, edge = [], 0
    for text in texts:
        blocks.append(Block(edge, edge + len(text), Role.BODY))
        edge += len(text) + 2
    return document("\n\n".join(texts), blocks=tuple(blocks))


def long(number: int) -> Document:
    """A document of so many paragraphs, each of which is a portion of its own."""
    return paragraphs(*(f"Number {n}. {SENTENCE} " + "It rained. " * 400 for n in range(number)))


def test_what_was_answered_is_not_asked_again(reader_of: ReaderOf) -> None:
    with serving(lambda _: TOLD) as stub:
        first = reader_of(stub)(document(SENTENCE))
        again = reader_of(stub)
        assert again(document(SENTENCE)) == first
        assert (len(stub.asked), again.tally.cached, again.tally.tokens) == (1, 1, 0)


def test_another_model_is_another_answer(reader_of: ReaderOf) -> None:
    with serving(lambda _: TOLD) as stub:
        reader_of(stub)(document(SENTENCE))
        other = reader_of(stub)
        object.__setattr__(other.cache.endpoint, "model", "other")
        other(document(SENTENCE))
        assert len(stub.asked) == 2


def test_a_damaged_answer_in_the_cache_is_asked_for_again(reader_of: ReaderOf, tmp_path: Path) -> None:
    with serving(lambda _: TOLD) as stub:
        reader_of(stub)(document(SENTENCE))
        (kept,) = (tmp_path / "cache").rglob("*.json")
        for damage in ("", "{", '{"text": 7}', '{"text": "no", "tokens_in": 1, "tokens_out": 1}', "[]"):
            kept.write_text(damage)
            assert len(reader_of(stub)(document(SENTENCE)).findings) == 1
        assert len(stub.asked) == 6


def test_a_cache_that_cannot_be_written_costs_no_finding(reader_of: ReaderOf, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    with serving(lambda _: TOLD) as stub:
        reader = reader_of(stub)
        assert len(reader(document(SENTENCE)).findings) == 1
    assert reader.tally.unkept == 1


@pytest.mark.parametrize("at_once", [1, 3])
def test_what_was_answered_before_a_fault_is_kept(reader_of: ReaderOf, at_once: int) -> None:
    with serving(lambda _: TOLD) as stub:
        stub.refuses = lambda body: Misdeed(500) if "Number 3" in str(body) else None
        with pytest.raises(SourceError):
            reader_of(stub, at_once=at_once)(long(4))
        stub.refuses = lambda body: None
        stub.asked.clear()
        reader = reader_of(stub)
        assert len(reader(long(4)).findings) == 4
        assert len(stub.asked) == reader.tally.portions - reader.tally.cached == 1


def test_questions_are_under_way_at_one_time_if_asked_for(reader_of: ReaderOf) -> None:
    meeting = threading.Barrier(3, timeout=5)

    def together(_: str) -> Any:
        meeting.wait()
        return TOLD

    with serving(together) as stub:
        alone = [finding.id for finding in reader_of(stub, at_once=3)(long(3)).findings]
    assert len(alone) == 3


def test_tokens_are_foreseen_and_counted(reader_of: ReaderOf) -> None:
    with serving(lambda _: TOLD) as stub:
        reader = reader_of(stub)
        outlook = reader.foresee(long(3)) + reader.foresee(document(SENTENCE))
        assert (outlook.documents, outlook.portions, outlook.cached, stub.asked) == (2, 4, 0, [])
        assert outlook.tokens > 1_000
        reader(long(3))
        assert (reader.tally.tokens_in, reader.tally.tokens_out, reader.tally.uncounted) == (300, 30, 0)
        assert reader.foresee(long(3)).tokens == 0


def test_an_endpoint_that_does_not_count_is_counted_by_estimate(reader_of: ReaderOf) -> None:
    for usage in (None, {"prompt_tokens": -4, "completion_tokens": "many"}):
        with serving(lambda _: TOLD, usage=usage) as stub:
            reader = reader_of(stub)
            reader(document(SENTENCE))
        assert reader.tally.uncounted == 1
        assert reader.tally.tokens_in > 500


def test_nothing_is_sent_beyond_the_budget(reader_of: ReaderOf) -> None:
    with serving(lambda _: TOLD) as stub:
        reader = reader_of(stub, budget=10)
        with pytest.raises(SourceError, match="the budget of 10 tokens is spent"):
            reader(document(SENTENCE))
        assert stub.asked == []
        rich = reader_of(stub, budget=100_000)
        assert len(rich(document(SENTENCE)).findings) == 1


def test_what_is_noise_is_not_sent(reader_of: ReaderOf) -> None:
    text = f"{SENTENCE}\n\nSubscribe to our letter"
    blocks = (Block(0, len(SENTENCE), Role.BODY), Block(len(SENTENCE) + 2, len(text), Role.NOISE))
    with serving(lambda _: EMPTY) as stub:
        reader_of(stub)(document(text, blocks=blocks))
        assert stub.shown() == SENTENCE


def test_a_language_that_the_default_reader_does_not_read_is_read(reader_of: ReaderOf) -> None:
    text = "Президент Казахстана Касым-Жомарт Токаев заявил: «Мы не признаем ЛНР». 🙂 Россия и Китай подписали договор."
    source = Source(
        id="1" * 64, text_hash=text_hash(text), format="text", language="ru", read_for_findings=False,
        published=Known("2023-05-10", "the test says so"),
    )  # fmt: skip
    told = answer(
        claims=[claim("Президент Казахстана Касым-Жомарт Токаев", "заявил", '"Мы не признаем ЛНР"')],
        events=[event("подписали договор", "AGREE", ["Россия", "Китай"])],
    )
    with serving(lambda _: told) as stub:
        reading = reader_of(stub)(Document(source, text, (Block(0, len(text), Role.BODY),)))
    said, deed = reading.findings
    assert isinstance(said, Claim)
    assert (said.speaker.id, said.content[0].exact) == ("kassym-jomart-tokayev", "«Мы не признаем ЛНР»")
    assert isinstance(deed, Event)
    assert [one.id for one in deed.actors] == ["RUS", "CHN"]
    assert reading.document.source.read_for_findings
    assert reading.issues == ()


def test_unsure_are_paragraphs_with_a_doubtful_finding_and_those_with_speech_but_no_claim() -> None:
    page = paragraphs("The weather was mild.", "The old man said that it would rain.", SENTENCE, SENTENCE)
    world, todo = load_world(), list(passages(page))
    (deed,) = (finding for finding in read(document(SENTENCE)).findings if isinstance(finding, Event))
    found = [
        replace(deed, confidence=confidence, actors=(), recipients=(), span=Span.cut(page.text, block.start, block.end))
        for confidence, block in zip((0.9, 0.3), page.blocks[2:], strict=True)
    ]
    reading = Reading(page, tuple(found))
    assert unsure_of(reading, todo, Cast(page, todo, world, None)) == {1, 3}


def test_with_unsure_the_default_readers_findings_stay_and_the_rest_is_not_sent(reader_of: ReaderOf) -> None:
    silent = "The weather was mild."
    page = paragraphs(silent, "The old man may have muttered that it would rain, others thought.")
    with serving(lambda _: EMPTY) as stub:
        reading = reader_of(stub, unsure=True)(page)
        assert silent not in str(stub.asked)
    assert reading.findings == read(page).findings
    assert "where the default reader was unsure" in reading.document.source.notes[-1]


def told(words: str, event_type: str, confidence: float | None, *actors: str) -> Event:
    """An event told by one reader or the other."""
    text = "A and B met and parted."
    return Event(
        source="1" * 64, span=Span(0, len(text), text), method=f"toy verb:{words}", confidence=confidence,
        event_type=EventType(event_type), modality=Modality.HAPPENED, actors=tuple(actor(name) for name in actors),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("own", "models", "kept"),
    [
        ([told("meet", "CONSULT", 0.9, "KAZ")], [told("meet", "CONSULT", None, "KAZ")], [0.9]),
        ([told("meet", "CONSULT", 0.9, "KAZ")], [told("meet", "ASSAULT", None, "RUS")], [0.9]),
        ([told("meet", "CONSULT", 0.3, "KAZ")], [told("meet", "ASSAULT", None, "RUS")], [None]),
        ([told("meet", "CONSULT", 0.3, "KAZ")], [told("meet", "CONSULT", None, "KAZ")], [0.3]),
        ([told("meet", "CONSULT", 0.9, "KAZ")], [told("part", "REJECT", None, "KAZ")], [0.9, None]),
        ([], [told("meet", "CONSULT", None, "KAZ")] * 2, [None]),
    ],
    ids=["same", "other, sure", "other, unsure", "same, unsure", "another deed", "told twice"],
)
def test_the_findings_of_both_readers_join_without_doubles(
    own: list[Finding], models: list[Finding], kept: list[float | None]
) -> None:
    assert [finding.confidence for finding in joined(own, models)] == kept


def test_a_fault_that_passes_does_not_count_against_later_documents(reader_of: ReaderOf) -> None:
    with serving(lambda _: TOLD) as stub:
        reader = reader_of(stub)
        for number in range(4):
            stub.misdeeds = deque([Misdeed(503)] * 5)
            with pytest.raises(SourceError):
                reader(document(f"{number}. {SENTENCE}"))
            reader(document(f"{number}. {SENTENCE}"))
