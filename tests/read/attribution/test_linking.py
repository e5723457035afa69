"""Spans are read off tags, and what the linker sees of two spans is what stands between them."""

import numpy as np

from dragoman.read.attribution.features import Encoder, Lexicon, normal, shape
from dragoman.read.attribution.linking import (
    ALONE_WIDTH,
    PAIR_WIDTH,
    Found,
    Scene,
    Scorer,
    Spans,
    choices,
    found_spans,
    link,
    pairs,
)
from dragoman.read.attribution.tokens import passages

TEXT = "Lavrov said that Moscow agreed. “No,” Baku replied."
LAVROV, SAID, AGREED = Found(0, 1, 0.9), Found(1, 2, 0.9), Found(2, 5, 0.9)
NO, BAKU, REPLIED = Found(6, 10, 0.8), Found(10, 11, 0.8), Found(11, 12, 0.8)


def scene(spans):
    passage = next(passages(TEXT))
    rows = Encoder(Lexicon({}, {})).encode(passage)
    return Scene(passage, rows, np.zeros((len(passage), 2), np.float32), spans)


def nearest_first():
    """A scorer that likes what is near (the gap's column) and dislikes none (the first column)."""
    facts = np.zeros((PAIR_WIDTH + 2 * ALONE_WIDTH, 1), np.float32)
    facts[7], facts[0] = -5.0, -50.0
    return Scorer(
        facts,
        np.zeros((2, 1), np.float32),
        np.zeros((2, 1), np.float32),
        np.full(1, 60, np.float32),
        np.ones(1, np.float32),
    )


def test_spans_come_from_tags_and_are_as_sure_as_their_weakest_token():
    marginals = np.full((4, 7), 0.1, np.float32)
    marginals[0, 1], marginals[1, 2], marginals[2, 3], marginals[3, 3] = 0.9, 0.5, 0.8, 0.7
    spans = found_spans(np.array([1, 2, 3, 3]), marginals)
    assert [(s.start, s.end) for s in spans.source] == [(0, 2)]
    assert [(s.start, s.end) for s in spans.cue] == [(2, 3), (3, 4)]
    assert spans.source[0].probability == np.float32(0.5)


def test_every_content_goes_to_its_cue_and_every_cue_to_its_source():
    found = link(scene(Spans((LAVROV, BAKU), (SAID, REPLIED), (AGREED, NO))), nearest_first(), nearest_first())
    assert [(k.source, k.cue, k.contents) for k in found] == [(0, 0, (0,)), (1, 1, (1,))]


def test_a_broken_content_has_one_cue():
    found = link(scene(Spans((LAVROV,), (SAID,), (AGREED, NO))), nearest_first(), nearest_first())
    assert [k.contents for k in found] == [(0, 1)]


def test_a_cue_without_content_makes_no_claim():
    found = link(scene(Spans((LAVROV, BAKU), (SAID, REPLIED), (AGREED,))), nearest_first(), nearest_first())
    assert [k.cue for k in found] == [0]


def test_where_nobody_is_named_the_claim_has_no_source():
    found = link(scene(Spans((), (SAID,), (AGREED,))), nearest_first(), nearest_first())
    assert [k.source for k in found] == [None]


def test_choices_are_probabilities():
    rows = choices(scene(Spans((LAVROV, BAKU), (SAID, REPLIED), ())), [SAID, REPLIED], [LAVROV, BAKU], nearest_first())
    assert all(abs(row.sum() - 1) < 1e-5 and len(row) == 3 for row in rows)


def test_facts_of_a_pair_depend_on_its_order():
    here = scene(Spans((LAVROV, BAKU), (SAID, REPLIED), (AGREED, NO)))
    table = pairs(here, [SAID], [LAVROV, BAKU])
    assert table.shape == (1, 3, PAIR_WIDTH + 2 * ALONE_WIDTH)
    assert not np.array_equal(table[0, 0, :PAIR_WIDTH], table[0, 1, :PAIR_WIDTH])


def test_a_word_is_listed_whatever_its_case_and_marks():
    assert normal("DON’T") == normal("don't")
    assert normal("2016") == normal("1998")


def test_shapes_tell_names_from_acronyms():
    assert shape("Astana") != shape("NATO") != shape("nato")
    assert shape("Kazakhstan") == shape("Uzbekistan")
