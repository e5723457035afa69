"""What a witness changes: it is heard beside the models, and only as much as it weighs."""

import numpy as np
import pytest

from dragoman.read.encoder.pieces import Vocabulary
from dragoman.read.encoder.states import Encoder, States
from dragoman.read.encoder.witness import Judge, Judges, Witness, scaled
from dragoman.read.event_model import CLASSES
from dragoman.read.reader import scenes
from dragoman.records import Block, Document, Role, Source, text_hash
from tests.read.encoder.test_states import VOCABULARY, Echo

TEXT = "Kenya sanctioned Tanzania."


def judge(places: int, answers: int, liked: int, share: float) -> Judge:
    width = 2
    likes = np.zeros(answers, np.float32)
    likes[liked] = 3.0
    return Judge(
        np.zeros((places * width, 4), np.float32),
        np.zeros(4, np.float32),
        np.zeros((4, answers), np.float32),
        likes,
        share,
    )


def witness(share: float, liked: int = 5) -> Witness:
    table = {
        "gist": judge(1, len(CLASSES), liked, share), "words": judge(2, len(CLASSES), liked, share),
        "modality": judge(2, 5, 1, share), "sides": judge(2, 3, 2, share), "pairs": judge(3, 4, 0, share),
    }  # fmt: skip
    encoder = Encoder(Echo(), Vocabulary(VOCABULARY))
    return Witness(States.of(TEXT, encoder), Judges(table, np.zeros(2, np.float32)), 0, 0, len(TEXT))


@pytest.fixture
def scene():
    source = Source(id="0" * 64, text_hash=text_hash(TEXT), format="text", language="en")
    return scenes(Document(source, TEXT, (Block(0, len(TEXT), Role.BODY),)))[0]


def test_a_witness_without_weight_says_nothing(scene):
    assert np.allclose(witness(0.0).deed(scene.tokens[1]), 1.0)


def test_a_witness_prefers_what_its_judge_likes(scene):
    assert int(witness(1.0).deed(scene.tokens[1]).argmax()) == 5
    assert int(witness(1.0).side(scene.tokens[1], scene.tokens[2]).argmax()) == 2
    assert int(witness(0.5).relation(scene.tokens[0], scene.tokens[2]).argmax()) == 0


def test_more_weight_says_it_louder(scene):
    quiet, loud = (scaled(witness(share).modality(scene.tokens[1])) for share in (0.3, 1.5))
    assert loud[1] > quiet[1]


def test_factors_become_probabilities():
    assert scaled(np.array([1.0, 3.0], np.float32)).tolist() == [0.25, 0.75]
