"""Reciprocity: what is returned, against chance, and by weight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.measure.reciprocity import ratio, reciprocity

flows = st.dictionaries(
    st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE")), st.floats(0, 100, allow_subnormal=False), max_size=20
)


def test_three_links_of_which_two_answer_each_other() -> None:
    told = reciprocity({("A", "B"): 3.0, ("B", "A"): 1.0, ("A", "C"): 2.0})
    assert (told.links, told.returned, told.share) == (3, 2, pytest.approx(2 / 3))
    assert told.rho == pytest.approx((2 / 3 - 1 / 2) / (1 - 1 / 2))
    assert told.weighted == pytest.approx(2 / 6)


def test_a_chain_without_answer_is_less_reciprocal_than_chance() -> None:
    told = reciprocity({("A", "B"): 1.0, ("B", "C"): 1.0})
    assert told.share == 0
    assert told.rho == pytest.approx(-1 / 2)


def test_where_every_link_is_there_chance_cannot_be_taken_out() -> None:
    told = reciprocity({("A", "B"): 1.0, ("B", "A"): 1.0})
    assert (told.share, told.rho, told.weighted) == (1.0, None, 1.0)


def test_nothing_that_flows_is_no_number() -> None:
    told = reciprocity({("A", "B"): 0.0, ("A", "A"): 5.0})
    assert (told.share, told.rho, told.weighted) == (None, None, None)
    assert ratio({}, "A", "B") is None


def test_the_ratio_is_the_same_from_both_ends() -> None:
    there = {("A", "B"): 4.0, ("B", "A"): 1.0}
    assert ratio(there, "A", "B") == ratio(there, "B", "A") == 0.25


@given(flows)
def test_turning_all_links_round_changes_nothing(given_flows: dict[tuple[str, str], float]) -> None:
    told = reciprocity(given_flows)
    turned = reciprocity({(b, a): weight for (a, b), weight in given_flows.items()})
    assert (told.share, told.rho, told.links) == (turned.share, turned.rho, turned.links)
    assert told.weighted == pytest.approx(turned.weighted)
    assert told.weighted is None or 0 <= told.weighted <= 1 + 1e-9
