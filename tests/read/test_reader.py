"""The reader as a whole: exact spans, nothing from noise, the same every time, whatever it is given."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.read import find_files, read, read_document, read_file
from dragoman.records import Block, Document, Event, Figure, Known, Role, Source, Tie, text_hash

from .conftest import document

ROOT = Path(__file__).resolve().parents[2]
PRESS = sorted(path for path in (ROOT / "examples" / "press").iterdir() if path.name != "README.md")
SEEDS = ROOT.parent / "shared" / "seeds"
FRAGMENTS = [
    "Lavrov said that", "“we are allies", "”", "Kazakhstan", "and", "the CSTO", "signed", "an agreement", "with Russia", "on 6 January 2022",
    "$35 billion", ".", ",", "(", ")", "will", "if", "According to", "some analysts", ":", "—", "President", "Tokayev", "of", "NATO member",
    "\n\n", "by 2030", "He", "they", "visited", "Ankara", "'s", "4%", "😀", "Қазақстан", "«", "»", "not", "more than", "600", "rivals", "*", "\\$",
]  # fmt: skip


@pytest.mark.parametrize("path", PRESS, ids=lambda path: path.name)
def test_every_example_is_read_and_nothing_is_found_in_its_noise(path: Path) -> None:
    reading = read_file(path)
    noise = [block for block in reading.document.blocks if block.role is Role.NOISE]
    for finding in reading.findings:
        assert not any(block.start <= finding.span.start and finding.span.end <= block.end for block in noise)
        finding.verify(reading.document)
    assert reading.findings


def test_the_founding_documents_are_read_with_exact_spans() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the founding documents are not beside this checkout")
    paths, faults = find_files([SEEDS])
    assert not faults
    for path in paths:
        reading = read_file(path)
        assert len(reading.findings) > 10
        raw = path.read_text(encoding="utf-8")
        assert all(raw[span.start : span.end] == span.exact for finding in reading.findings for span in finding.spans())


def test_the_same_document_gives_the_same_findings() -> None:
    first, second = (read_file(PRESS[0]).findings for _ in range(2))
    assert [(f.id, f) for f in first] == [(f.id, f) for f in second]


def test_a_language_that_is_not_read_yet_is_stored_and_says_so() -> None:
    text = "Токаев посетил Москву."
    source = Source(id="1" * 64, text_hash=text_hash(text), format="text", language="ru", read_for_findings=False)
    reading = read(Document(source, text, (Block(0, len(text), Role.BODY),)))
    assert reading.findings == ()
    assert "not read for findings yet" in reading.issues[0]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=40))
def test_whatever_stands_in_a_text_every_span_quotes_it(parts: list[str]) -> None:
    text = " ".join(parts)
    if text.strip():
        reading = read(document(text))
        for finding in reading.findings:
            finding.verify(reading.document)


def test_a_hostile_document_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    told = (
        "Lavrov said that '); DROP TABLE findings; -- {{7*7}} <script>alert(1)</script> ${HOME} was agreed by Russia."
    )
    path.write_text(told, encoding="utf-8")
    reading = read(read_document(path))
    assert all(span.exact in told for finding in reading.findings for span in finding.spans())


def test_actors_and_dates_are_found_in_a_language_that_is_not_read_for_findings() -> None:
    text = "6 января Токаев попросил ОДКБ о помощи."
    source = Source(
        id="1" * 64,
        text_hash=text_hash(text),
        format="text",
        language="ru",
        published=Known("2022-01-19", "the test says so"),
        read_for_findings=False,
    )
    reading = read(Document(source, text, (Block(0, len(text), Role.BODY),)))
    assert {actor.id for actor in reading.actors} == {"kassym-jomart-tokayev", "CSTO"}
    assert [(str(date.when), date.span.exact) for date in reading.dates] == [("2022-01-06", "6 января")]


def test_a_dateline_is_no_part_of_what_is_told() -> None:
    reading = read(document("ASTANA, 26 January (Bosphorus Wire) - Russia and Iran agreed on a road."))
    (event,) = [finding for finding in reading.findings if isinstance(finding, Event)]
    assert {actor.id for actor in event.actors} == {"RUS", "IRN"}


def test_a_title_after_and_is_given_to_nobody_before_it() -> None:
    reading = read(document("Xi Jinping and the presidents of Kazakhstan and Uzbekistan were silent."))
    assert not [finding for finding in reading.findings if isinstance(finding, Tie)]


def test_one_long_paragraph_is_parsed_in_portions() -> None:
    text = "Russia and Iran signed an agreement in 2022. " * 400
    reading = read(document(text))
    assert len([finding for finding in reading.findings if isinstance(finding, Event)]) == 400


@pytest.mark.parametrize(
    "text",
    [
        "Russia sent " + "9" * 400 + " tonnes.",
        "It was 999999999 days ago in Iran.",
        "They are fıve ſtates.",
        "In 99999 months ago.",
    ],
)
def test_numbers_beyond_all_measure_and_look_alike_letters_break_nothing(text: str) -> None:
    figures = [finding for finding in read(document(text)).findings if isinstance(finding, Figure)]
    assert all(figure.value < 1e12 for figure in figures)


def test_a_turkish_month_in_capitals_breaks_nothing() -> None:
    text = "11 KASIM ve 6 Ocak: Ankara."
    source = Source(
        id="1" * 64, text_hash=text_hash(text), format="text", language="tr", published=Known("2022-12-01", "test"),
        read_for_findings=False,
    )  # fmt: skip
    reading = read(Document(source, text, (Block(0, len(text), Role.BODY),)))
    assert "2022-01-06" in [str(date.when) for date in reading.dates]
