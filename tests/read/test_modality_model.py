"""Modality as the trained model reads it, and what the table of factuality says along tree and words."""

import pytest

from dragoman.data import rows
from dragoman.read.factuality import reckoned
from dragoman.read.linear import load_linear
from dragoman.read.modality_model import MODEL, features, settled
from dragoman.read.reader import scenes
from dragoman.read.scene import Scene
from dragoman.read.signs import along, signs
from dragoman.read.syntax import Token
from dragoman.records import Modality

from .conftest import document


def deed(text: str, trigger: str) -> tuple[Scene, Token]:
    """The scene and the token of a trigger, the last one of its form."""
    found = [(scene, token) for scene in scenes(document(text)) for token in scene.tokens if token.text == trigger]
    return found[-1]


@pytest.mark.parametrize(
    ("text", "trigger", "modality"),
    [
        ("Ghana and Togo signed a fishing pact in Lomé on Monday.", "signed", "happened"),
        ("The rebels managed to seize the airport.", "seize", "happened"),
        ("Not until Friday did the army withdraw from the port.", "withdraw", "happened"),
        ("Oslo never stopped funding the clinic.", "funding", "happened"),
        ("Chile accused Peru of bombing the radar.", "bombing", "happened"),
        ("Ghana and Togo will sign a fishing pact in Lomé on Monday.", "sign", "planned"),
        ("Japan has promised to fund the new ferry.", "fund", "planned"),
        ("Egypt threatened to expel the Sudanese consul.", "expel", "hypothetical"),
        ("Egypt may expel the Sudanese consul.", "expel", "hypothetical"),
        ("If the talks fail, Egypt would expel the Sudanese consul.", "expel", "hypothetical"),
        ("Egypt would neither confirm nor deny that its jets had bombed the camp.", "bombed", "hypothetical"),
        ("Egypt did not expel the Sudanese consul.", "expel", "denied"),
        ("The rebels failed to seize the airport.", "seize", "denied"),
        ("Fog prevented the jets from bombing the bridge.", "bombing", "denied"),
        ("Kenya has yet to recognise the new government.", "recognise", "denied"),
        ("The planned visit was cancelled.", "visit", "denied"),
        ("Turkey demanded that Greece release the sailors.", "release", "demanded"),
        ("Greece must release the sailors, Turkey said.", "release", "demanded"),
        ("The court ordered Cameroon to withdraw its police.", "withdraw", "demanded"),
    ],
)
def test_a_deed_is_read_as_its_sentence_has_it(text: str, trigger: str, modality: str) -> None:
    assert settled(*deed(text, trigger)) == Modality(modality)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The envoys failed to meet.", "denied"),
        ("The envoys did not fail to meet.", "happened"),
        ("The envoys may fail to meet.", "hypothetical"),
        ("The envoys did not agree to meet.", "denied"),
        ("The envoys broke their promise to meet.", "denied"),
    ],
)
def test_words_above_a_deed_and_words_before_it_tell_the_same(text: str, modality: str) -> None:
    scene, token = deed(text, "meet")
    assert reckoned(token) == Modality(modality)
    assert along(signs(scene.tokens, token)[0]) == Modality(modality)


def test_the_signs_name_negation_and_what_a_verb_does_to_its_complement() -> None:
    scene, token = deed("The minister did not refuse to meet her on Sunday.", "meet")
    before, after = signs(scene.tokens, token)
    assert before[-3:] == ["NEG", "VDH", "to"]
    assert "NEG" not in after


def test_a_deed_has_the_same_features_each_time() -> None:
    text = "Egypt threatened to expel the Sudanese consul unless the talks resumed."
    assert features(*deed(text, "expel")) == features(*deed(text, "expel"))


def test_the_shipped_model_knows_every_modality_and_is_small() -> None:
    model = load_linear(MODEL)
    assert set(model.classes) == set(map(str, Modality))
    assert model.weights.shape == (len(model.rows), len(Modality))
    assert len(model.rows) < 30_000


def test_the_table_of_factuality_is_well_formed() -> None:
    frames = {"to", "objto", "that", "ing", "from", "obj", "subj", "pp", "mod", "case", "adv", "next", "vow"}
    told = {"", *map(str, Modality)}
    table = list(rows("factuality"))
    keys = [(row["lemma"], row["pos"], frame) for row in table for frame in row["frame"].split("|")]
    assert len(keys) == len(set(keys))
    assert {frame for _, _, frame in keys} <= frames
    assert all({row["affirmed"], row["negated"]} <= told for row in table)
    assert len(table) >= 300
