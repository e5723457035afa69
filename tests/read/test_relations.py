"""Relations: the words that describe them, and what the model is told."""

import pytest

from dragoman.read.phrasing import Hit, entries, hits, root
from dragoman.read.reader import scenes
from dragoman.read.relations import features, judge, tied, wording
from dragoman.read.syntax import Token

from .conftest import document


def tokens_of(text: str) -> list[Token]:
    return [token for scene in scenes(document(text)) for token in scene.tokens]


def sides_of(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.naming is not None]


def found(text: str) -> dict[str, Hit]:
    return {hit.entry.words: hit for hit in hits(tokens_of(text))}


@pytest.mark.parametrize(
    ("form", "same"), [("bullied", "bully"), ("adores", "adore"), ("stopped", "stop"), ("n't", "not")]
)
def test_forms_of_a_word_share_a_root(form: str, same: str) -> None:
    assert root(form) == root(same)


def test_short_words_keep_apart() -> None:
    assert root("noted") != root("not")
    assert root("hated") == root("hate") != root("hat")


def test_an_idiom_is_found_with_words_in_its_midst_and_hides_them() -> None:
    idioms = found("Moscow holds a knife to the little neighbour's throat.")
    assert "knife to * throat" in idioms
    assert "knife" not in idioms


def test_a_negation_marks_the_words_of_its_clause_only() -> None:
    marks = {words: hit.mark for words, hit in found("Iran is not a friend of Iraq, it is an enemy.").items()}
    assert marks["friend of"] == "C!"
    assert marks["enemy"] == "A"


def test_what_has_never_been_worse_is_bad_and_never_been_better_good() -> None:
    worse, better = (found(f"Relations between Iran and Iraq have never been {word}.") for word in ("worse", "better"))
    assert worse["never been worse"].lean < 0 < better["never been better"].lean


def test_what_governs_a_word_turns_it() -> None:
    assert found("Iran has lost its trust in Iraq.")["trust"].turned


def test_a_turned_word_leans_the_other_way() -> None:
    assert found("Iran admires Iraq.")["admire"].lean > 0 > found("Iran never admires Iraq.")["admire"].lean


def test_there_are_words_and_idioms_enough() -> None:
    assert sum(map(len, entries().values())) >= 1500


def test_names_are_no_features() -> None:
    one, other = (tokens_of(f"{name} trusts Iraq.") for name in ("Iran", "Chad"))
    assert list(features(wording(one), *sides_of(one))) == list(features(wording(other), *sides_of(other)))


def test_the_order_of_the_sides_means_nothing() -> None:
    tokens = tokens_of("Iran and Iraq are at each other's throats.")
    iran, iraq = sides_of(tokens)
    assert judge(tokens, iran, iraq) == judge(tokens, iraq, iran)


def test_a_word_is_not_tied_to_a_side_further_off_than_another() -> None:
    tokens = tokens_of("Peru has become an arena of rivalry between China and Japan.")
    peru, china, japan = sides_of(tokens)
    text = wording(tokens)
    assert tied(text, china, japan)
    assert not tied(text, peru, china)
