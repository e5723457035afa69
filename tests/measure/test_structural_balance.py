"""Structural balance: triangles, walk, frustration; the published tribes, and cases small enough to check by hand."""

import csv
import os
from itertools import combinations, product
from math import cosh, exp, isclose
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.measure import structural_balance as module
from dragoman.measure.structural_balance import Edge, frustration, structural_balance

BENCH = Path(os.environ.get("DRAGOMAN_BENCH", Path(__file__).resolve().parents[3] / "shared" / "bench"))
TRIBES = BENCH / "measure" / "gold_structural_balance_tribes_edges.csv"

NODES = "ABCDEFG"
networks = st.dictionaries(st.sampled_from(list(combinations(NODES, 2))), st.sampled_from([1, -1]), max_size=21)


def edges(*texts: str) -> list[Edge]:
    """Edges written as A+B A-C."""
    return [(text[0], text[2], 1 if text[1] == "+" else -1) for text in " ".join(texts).split()]


@pytest.mark.skipif(not TRIBES.exists(), reason="the published values lie in the bench folder, which is not here")
def test_the_tribes_have_their_published_balance() -> None:
    with TRIBES.open(encoding="utf-8") as file:
        told = structural_balance([(row["a"], row["b"], int(row["sign"])) for row in csv.DictReader(file)])
    assert (told.nodes, told.edges, told.balanced, told.triangles) == (16, 58, 59, 68)
    assert round(told.share or 0, 7) == 0.8676471
    assert round(told.walk or 0, 7) == 0.3575761
    assert (told.frustration_low, told.frustration_high) == (7, 7)
    assert round(told.frustration_index or 0, 7) == 0.7586207


def test_the_enemy_of_my_enemy_is_my_friend() -> None:
    told = structural_balance(edges("A-B B-C A+C"))
    assert (told.share, told.frustration_high, told.frustration_index) == (1.0, 0, 1.0)
    assert told.walk == pytest.approx(1.0)


def test_one_who_is_friends_with_two_enemies_stands_in_an_unbalanced_triangle() -> None:
    told = structural_balance(edges("A+B A+C B-C"))
    assert (told.triangles, told.share, told.frustration_high) == (1, 0.0, 1)
    assert told.frustration_index == pytest.approx(1 / 3)
    assert told.walk == pytest.approx((exp(-2) + 2 * exp(1)) / (exp(2) + 2 * exp(-1)))


def test_a_square_with_one_enmity_has_no_triangle_and_is_frustrated_all_the_same() -> None:
    told = structural_balance(edges("A+B B+C C+D A-D"))
    assert (told.triangles, told.share, told.frustration_high) == (0, None, 1)
    root = 2**0.5
    assert told.walk == pytest.approx(4 * cosh(root) / (2 * cosh(2) + 2))


def test_no_edge_gives_no_number() -> None:
    told = structural_balance([])
    assert (told.share, told.walk, told.frustration_index) == (None, None, None)


def test_an_edge_to_itself_and_one_without_a_sign_are_none() -> None:
    assert structural_balance([("A", "A", 1), ("A", "B", 0)]).edges == 0


def test_two_knots_that_meet_in_nothing_add_up() -> None:
    assert frustration({("A", "B"): 1, ("A", "C"): 1, ("B", "C"): -1}) == (1, 1)
    twice = {("A", "B"): 1, ("A", "C"): 1, ("B", "C"): -1, ("X", "Y"): -1, ("X", "Z"): -1, ("Y", "Z"): -1}
    assert frustration(twice) == (2, 2)


def test_dangling_ends_contradict_nothing_however_many() -> None:
    star = {("A", f"B{number:02}"): (-1) ** number for number in range(60)}
    assert frustration(star) == (0, 0)


def test_beyond_the_search_the_bounds_enclose_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    clique = dict.fromkeys(combinations(NODES, 2), -1)
    exact = frustration(clique)
    monkeypatch.setattr(module, "EXACT_BELOW", 3)
    low, high = frustration(clique)
    assert exact == (9, 9)
    assert low <= 9 <= high
    assert low > 0


@given(networks)
def test_the_search_finds_what_trying_all_camps_finds(signs: dict[tuple[str, str], int]) -> None:
    fewest = min(
        sum((sign > 0) != (camp[NODES.index(a)] == camp[NODES.index(b)]) for (a, b), sign in signs.items())
        for camp in product((0, 1), repeat=len(NODES))
    )
    assert frustration(signs) == (fewest, fewest)


@given(networks, st.permutations(NODES))
def test_names_and_order_change_nothing(signs: dict[tuple[str, str], int], other: list[str]) -> None:
    told = structural_balance([(a, b, sign) for (a, b), sign in signs.items()])
    names = dict(zip(NODES, other, strict=True))
    again = structural_balance([(names[b], names[a], sign) for (a, b), sign in reversed(signs.items())])
    assert (told.share, told.frustration_high) == (again.share, again.frustration_high)
    assert (told.walk is None) == (again.walk is None)
    assert told.walk is None or isclose(told.walk, again.walk or 0, rel_tol=1e-9)


@given(networks)
def test_every_number_is_in_range(signs: dict[tuple[str, str], int]) -> None:
    told = structural_balance([(a, b, sign) for (a, b), sign in signs.items()])
    assert told.share is None or 0 <= told.share <= 1
    assert told.walk is None or 0 < told.walk <= 1 + 1e-9
    assert told.frustration_index is None or 0 <= told.frustration_index <= 1
