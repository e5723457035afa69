"""Wording: sentences, and how they say that two sides stand to each other or where their relation is going."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.measure.trends import trend_in
from dragoman.measure.wording import Named, Word, relations_in, with_both, words_of

SIDES = {"Astoria": "AST", "Borduria": "BOR", "Carpania": "CAR", "Dalmania": "DAL", "the League": "LEA"}

RELATIONS = [
    ("Astoria and Borduria are rivals in the north.", "AST-BOR adversarial"),
    (
        "In this matter the League, Astoria and Borduria are not at loggerheads.",
        "AST-BOR cooperative, AST-LEA cooperative, BOR-LEA cooperative",
    ),
    ("The League is opposed to Astoria and Borduria.", "AST-LEA adversarial, BOR-LEA adversarial"),
    ("Astoria remains Borduria's closest ally.", "AST-BOR cooperative"),
    (
        "That year brought a quarrel between Astoria, Borduria and Carpania.",
        "AST-BOR adversarial, AST-CAR adversarial, BOR-CAR adversarial",
    ),
    ("The rules of the League do not clash with Carpania.", "CAR-LEA cooperative"),
    ("None of the ports of the League are hostile to the ships and merchants of Borduria.", "BOR-LEA cooperative"),
    ("Astoria calls Borduria its enemy.", "AST-BOR adversarial"),
    ("Astoria and Borduria compete from the coast to the hills.", "AST-BOR adversarial"),
    ("Astoria is trying to contain not only Bordurian trade but Borduria itself.", "AST-BOR adversarial"),
    ("Astoria is a member of the League and a partner of Borduria.", "AST-BOR cooperative"),
    ("The conflict between Carpania and Astoria/Borduria began early.", "AST-CAR adversarial, BOR-CAR adversarial"),
    ("The meeting of the League was opened by rivals Astoria and Borduria", ""),
    ("Are Astoria and Borduria rivals?", ""),
    ("If Astoria and Borduria were rivals, trade would stop.", ""),
    ("Whoever calls Astoria a rival of Borduria is mistaken.", ""),
    ("Spies tried to sabotage ties between Astoria and Borduria.", ""),
    ("Astoria cannot afford to alienate Borduria.", ""),
    ("Astoria hopes to win the trust of Borduria.", ""),
    ("The friendship and the trust are worth much to Astoria and Borduria.", "AST-BOR cooperative"),
    ("Astoria met Borduria, and the rain was against everybody.", ""),
]

TRENDS = [
    ("Astoria is deepening its ties with Borduria.", "rising"),
    ("Trade with Borduria is one of Astoria's priorities.", "rising"),
    ("A rethink of the role of Borduria began in Astoria.", None),
    ("The role of Borduria for Astoria shrinks after a rethink.", "falling"),
    ("Ties between Astoria and Borduria flourished until recently.", "falling"),
    ("Trade between Astoria and Borduria has suffered a setback.", "falling"),
    ("Astoria is not turning away from Borduria.", "not falling"),
    ("He does not believe, however, that Astoria is turning away from Borduria.", "not falling"),
    ("He believes that Astoria is turning away from Borduria.", "falling"),
    ("The reassessment of the role of Borduria is reflected in the concept of Astoria.", None),
    ("Astoria and Borduria signed nothing.", None),
    ("Cooperation between Astoria and Borduria may grow.", None),
    ("Trade of Astoria with Borduria grew and its trade with Borduria shrank.", None),
    ("Will cooperation between Astoria and Borduria grow?", None),
]


def words(sentence: str) -> list[Word]:
    found = re.finditer("|".join(SIDES) + "|The League", sentence)
    return words_of(sentence, [Named(m.start(), m.end(), SIDES[m.group().replace("The", "the")]) for m in found])


@pytest.mark.parametrize(("sentence", "expected"), RELATIONS)
def test_a_sentence_says_how_two_sides_stand(sentence: str, expected: str) -> None:
    assert ", ".join(f"{one.a}-{one.b} {one.sign}" for one in relations_in(words(sentence))) == expected


@pytest.mark.parametrize(("sentence", "expected"), TRENDS)
def test_a_sentence_says_where_a_relation_is_going(sentence: str, expected: str | None) -> None:
    told = trend_in(words(sentence))
    assert (told and str(told.direction)) == expected
    assert told is None or {told.a, told.b} == {"AST", "BOR"}


def test_a_side_that_the_sentence_lacks_is_taken_from_the_one_before() -> None:
    told = trend_in(words("There is no place for Borduria on the list."), ("CAR", "AST"))
    assert told is not None
    assert (told.a, told.b, told.moves, told.sure) == ("BOR", "AST", False, False)


def test_a_direction_without_two_sides_says_nothing() -> None:
    assert trend_in(words("The role of Borduria grows.")) is None


def test_two_rivals_are_the_two_named_before() -> None:
    told = list(relations_in(with_both(words("It helped to make two rival unions."), ("AST", "BOR"))))
    assert [(one.a, one.b, str(one.sign)) for one in told] == [("AST", "BOR", "adversarial")]


def test_two_stands_for_nobody_where_two_are_named() -> None:
    sentence = words("Astoria and Borduria signed two papers.")
    assert with_both(sentence, ("CAR", "DAL")) == sentence


@given(st.sampled_from([sentence for sentence, _ in RELATIONS]), st.permutations(sorted(SIDES.values())))
def test_other_codes_for_the_same_sides_give_the_same_relations(sentence: str, codes: list[str]) -> None:
    other = dict(zip(sorted(SIDES.values()), codes, strict=True))
    renamed = [
        Word(w.text, tuple(other[s] for s in w.sides), w.owner, frozenset((other[a], other[b]) for a, b in w.allied))
        for w in words(sentence)
    ]
    told = {(frozenset((other[one.a], other[one.b])), one.sign) for one in relations_in(words(sentence))}
    assert {(frozenset((one.a, one.b)), one.sign) for one in relations_in(renamed)} == told
