"""States of words, from a network that only tells its pieces again."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from dragoman.read.encoder.pieces import Vocabulary
from dragoman.read.encoder.states import Encoder, States

LETTERS = {
    piece: number for number, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz."])
}
VOCABULARY = {**LETTERS, **{f"##{letter}": number for letter, number in LETTERS.items() if len(letter) == 1}}


@dataclass
class Echo:
    """Its state of a piece for deeds is the piece's number, twice; for claims its negative."""

    asked: list[int] = field(default_factory=list)

    def run(self, outputs, inputs):
        self.asked.append(inputs["pieces"].shape[1])
        told = np.repeat(inputs["pieces"][..., None].astype(np.float32), 2, -1)
        return [-told, told]


@pytest.fixture
def encoder() -> Encoder:
    return Encoder(Echo(), Vocabulary(VOCABULARY))


def test_the_state_of_a_word_is_the_mean_of_its_pieces(encoder):
    states = States.of("a ac", encoder)
    assert states.at(0, 2).tolist() == [[4.0, 4.0], [5.0, 5.0]]
    assert states.claims[0].tolist() == [[-4.0, -4.0], [-5.0, -5.0]]


def test_a_stretch_of_the_text_finds_its_words(encoder):
    states = States.of("ab cd ef.", encoder)
    assert states.within(3, 5) == (1, 2)
    assert states.within(4, 8) == (1, 3)
    assert states.within(2, 3) == (1, 2)  # a gap: the word after it


def test_words_of_several_passages_are_found_by_their_place(encoder):
    text = "\n\n".join(["a b c d e f g h i j " * 14] * 3).strip()
    states = States.of(text, encoder)
    assert len(states.claims) > 1
    edge = states.edges[1]
    assert len(states.at(edge - 2, edge + 2)) == 4
    place = text.rindex("j")
    first, past = states.within(place, place + 1)
    assert (first, past) == (len(states.starts) - 1, len(states.starts))
    assert states.at(first, past)[0, 0] == LETTERS["j"]


def test_each_passage_is_asked_once(encoder):
    states = States.of("a b.\n\nc d.", encoder)
    assert len(encoder.session.asked) == len(states.claims)
