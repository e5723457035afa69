"""Claims as a reader would mark them, and texts that no reader would want to read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.read.attribution import attributions
from dragoman.read.attribution.claims import probability, read
from dragoman.read.attribution.model import arrays_of, load, unpack
from dragoman.read.weights import pack

CASES = [
    # text | source | cue | content pieces | statement
    ("Lavrov said that Moscow would leave the pact.", "Lavrov", "said", ["that Moscow would leave the pact"], True),
    ("“We will defend our land,” President Tokayev said.", "President Tokayev", "said", ["“We will defend our land,”"], True),
    ('"We will defend our land," the minister said.', "the minister", "said", ['"We will defend our land,"'], True),
    ("According to the ministry, the road was closed.", "the ministry", "According to", ["the road was closed"], True),
    ("The road was closed, according to the army.", "the army", "according to", ["The road was closed"], True),
    ("Ankara believes that the border can be opened.", "Ankara", "believes", ["that the border can be opened"], False),
    ("“It is ours,” Aliyev said, “and we will rebuild it.”", "Aliyev", "said", ["“It is ours,”", "“and we will rebuild it.”"], True),
    ("She added that Beijing wanted stability.", "She", "added", ["that Beijing wanted stability"], True),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "statement"), CASES, ids=[case[0][:40] for case in CASES])
def test_a_plain_claim_is_found_with_its_parts(text, source, cue, content, statement):
    found = attributions(text)[0]
    assert found.source is not None
    assert (found.source.exact, found.statement) == (source, statement)
    assert found.cue.exact in (cue, cue.split()[0])
    assert [span.exact.strip(" ,.") for span in found.content] == [piece.strip(" ,.") for piece in content]


def test_one_source_serves_two_claims():
    found = attributions("Lavrov said the treaty was dead, adding that Moscow would not return to it.")
    assert [claim.source.exact for claim in found if claim.source] == ["Lavrov", "Lavrov"]


def test_a_text_without_claims_has_none():
    assert attributions("The road is forty kilometres long. It crosses two rivers and a mountain pass.") == []


def test_confidence_is_a_probability_and_a_lower_threshold_shows_more():
    text = "Lavrov said that Moscow would stay. Minsk hopes for talks, and the report seems to point to a deal."
    every = attributions(text, threshold=0.0)
    assert all(0 <= claim.confidence <= 1 for claim in every)
    sure = attributions(text, threshold=0.6)
    assert 0 < len(sure) <= len(every)
    assert all(claim in every for claim in sure)


def test_the_same_text_gives_the_same_claims():
    text = "The minister denied that troops had moved. “It is a lie,” he said.\n\n" * 30
    assert attributions(text) == attributions(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n\n", "said", "said " * 800, "HE SAID THAT THE PACT WAS DEAD. " * 50, "1 2 3\t4,5\t6.7\n" * 300, "🙂" * 500,
        "e\u0301" * 500, "\u0301\u0301", "“" * 400, "'" * 400, "он сказал что " * 200, "a" * 100_000, "\ud800 said it", "\x00\x01",
        "he said that " * 600, ":\n" * 500, "中文没有空格" * 300, "\u202e\u200b said \u200d",
    ],
    ids=range(20),
)  # fmt: skip
def test_no_text_is_too_odd(text):
    for claim in attributions(text, threshold=0.0):
        for span in (claim.cue, *claim.content, *([claim.source] if claim.source else [])):
            span.verify(text)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Putin", "said", "that", "“", "”", '"', "he", ",", ".", "\n\n", "'s", "’", "мир", "🙂", "told", "war", ":"]
        ),
        max_size=60,
    )
)
def test_spans_quote_the_text_exactly(parts):
    text = " ".join(parts)
    for claim in attributions(text, threshold=0.0):
        for span in (claim.cue, *claim.content, *([claim.source] if claim.source else [])):
            span.verify(text)


def test_a_model_survives_packing():
    again = unpack(pack(arrays_of(load())))
    text = "Lavrov said that Moscow would stay. “We want talks,” she told the envoys, and denied any plan to leave."
    assert [claim.content for claim in read(text, again)] == [claim.content for claim in read(text, load())]
    assert again.encoder.lexicon == load().encoder.lexicon


def test_the_packed_model_is_small_and_lists_no_rare_thing():
    model = load()
    assert len(pack(arrays_of(model))) < 10_000_000
    assert all(number > 0 for number in model.encoder.lexicon.words.values())


def test_more_evidence_means_more_confidence():
    weights = load().confidence
    doubtful, sure = [1.0, -2, -2, -2, -2, -2, -2, *[0.0] * 7], [1.0, 4, 4, 4, 4, 4, 4, *[0.0] * 7]
    assert probability(doubtful, weights) < 0.3 < 0.6 < probability(sure, weights)
