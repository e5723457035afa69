"""Words as pieces, by a vocabulary of our own."""

import numpy as np

from dragoman.read.encoder.pieces import MOST, Vocabulary

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "asia", "-", "pacific", "alma", "##ty", "turkiye", "."]


def vocabulary() -> Vocabulary:
    return Vocabulary({piece: number for number, piece in enumerate(WORDS)})


def test_a_word_is_cut_into_the_longest_known_pieces():
    assert vocabulary().word("Almaty") == (8, 9)


def test_a_hyphen_stands_by_itself_and_accents_fall():
    assert vocabulary().word("Asia-Pacific") == (5, 6, 7)
    assert vocabulary().word("Türkiye") == (10,)


def test_a_word_that_is_not_known_is_one_unknown_piece():
    assert vocabulary().word("Ulaanbaatar") == (1,)


def test_a_passage_stands_between_its_marks_and_each_piece_knows_its_word():
    pieces, owners = vocabulary().passage(["The", "Almaty", "."])
    assert pieces.tolist() == [2, 4, 8, 9, 11, 3]
    assert owners.tolist() == [0, 1, 2, 2, 3, 0]


def test_a_passage_of_long_words_fits_the_encoder():
    pieces, owners = vocabulary().passage(["Almaty-Almaty-Almaty-Almaty"] * 240)
    assert len(pieces) <= MOST
    assert len(np.unique(owners)) == 241
    assert len(vocabulary().passage(["Almaty"] * 900)[0]) <= MOST
