"""The reader `accurate` with its own weights; left out where its package or its library is not installed."""

import pytest

from dragoman.errors import DataError, UsageError
from dragoman.read import event_model
from dragoman.read.encoder import wheel
from dragoman.records import Block, Claim, Document, Event, Role, Source, text_hash

needs_weights = pytest.mark.skipif(not wheel.installed(), reason="dragoman-accurate or onnxruntime is not installed")


def document(text: str) -> Document:
    source = Source(id="0" * 64, text_hash=text_hash(text), format="text", language="en")
    return Document(source, text, (Block(0, len(text), Role.BODY),))


def test_without_the_package_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(wheel, "PACKAGE", "dragoman_absent")
    wheel.load.cache_clear()
    with pytest.raises(UsageError) as fault:
        wheel.load()
    assert "dragoman[accurate]" in fault.value.hint


@needs_weights
@pytest.mark.parametrize("part", [wheel, event_model])
def test_a_package_of_another_version_is_refused_with_the_command_that_renews_it(monkeypatch, part):
    monkeypatch.setattr(part, "FORM", part.FORM + 1)
    wheel.load.cache_clear()
    with pytest.raises(DataError, match="another version") as fault:
        wheel.load()
    assert "pip install -U 'dragoman[accurate]'" in fault.value.hint


@needs_weights
def test_claims_and_deeds_are_read_with_exact_spans():
    from dragoman.read.accurate import read

    text = "Türkiye imposed sanctions on Armenia on Monday. “We had no choice,” the Turkish minister said."
    reading = read(document(text))
    assert {type(finding) for finding in reading.findings} >= {Claim, Event}
    assert all("+encoder " in finding.method for finding in reading.findings if isinstance(finding, Event))
    for finding in reading.findings:
        assert text[finding.span.start : finding.span.end] == finding.span.exact


@needs_weights
def test_the_same_text_gives_the_same_findings():
    from dragoman.read.accurate import read

    text = (
        "Kazakhstan and China signed an agreement on gas, the ministry said. Moscow fears that Astana drifts away.\n\n"
        * 12
    )
    assert read(document(text)).findings == read(document(text)).findings


@needs_weights
def test_what_else_is_read_does_not_change_a_passage():
    text = "“The corridor will open in May,” the governor of Mangystau said."
    accurate = wheel.load()
    from dragoman.read.encoder.states import States

    alone = States.of(text, accurate.encoder)
    among = States.of("word " * 150 + ".\n\n" + text, accurate.encoder)
    size = len(alone.starts)
    assert (alone.at(0, size) == among.at(len(among.starts) - size, len(among.starts))).all()
