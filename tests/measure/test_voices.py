"""Voices: agreement over shared pairs, and what one leaves out."""

import pytest

from dragoman.errors import UsageError
from dragoman.ledger import Ledger
from dragoman.measure.voices import left_out, voice_agreement
from dragoman.world import World, load_world
from tests.measure.quarrel import keep


@pytest.fixture(scope="module")
def world() -> World:
    return load_world()


def publish(ledger: Ledger, outlet: str, *sentences: str) -> None:
    keep(ledger, f"{' '.join(sentences)} So says {outlet}.", outlet=outlet)


def test_two_who_say_the_same_of_rivals_and_partners_agree_fully(ledger: Ledger, world: World) -> None:
    for outlet in ("Morning Post", "Evening Post"):
        publish(ledger, outlet, "Russia and China are partners.", "Russia and Ukraine are rivals.")
    rows = voice_agreement(ledger, world=world).frame.to_dicts()
    assert [(row["voice_1"], row["value"], row["n"], row["agree"]) for row in rows] == [
        ("all", 1.0, 2, 1.0),
        ("Evening Post", 1.0, 2, 1.0),
    ]


def test_two_who_say_the_opposite_agree_less_than_chance(ledger: Ledger, world: World) -> None:
    publish(ledger, "Morning Post", "Russia and China are partners.", "Russia and Ukraine are rivals.")
    publish(ledger, "Evening Post", "Russia and China are rivals.", "Russia and Ukraine are partners.")
    result = voice_agreement(ledger, world=world)
    assert result.frame["value"][0] < 0
    assert result.rests_on(result.frame["row"][1])


def test_one_value_throughout_is_missing_with_its_reason(ledger: Ledger, world: World) -> None:
    publish(ledger, "Morning Post", "Russia and China are partners.")
    publish(ledger, "Evening Post", "Russia and China are partners.")
    row = voice_agreement(ledger, world=world).frame.row(0, named=True)
    assert row["value"] is None
    assert "all values are the same" in row["missing"]


def test_voices_without_a_pair_in_common_are_missing_with_the_reason(ledger: Ledger, world: World) -> None:
    publish(ledger, "Morning Post", "Russia and China are partners.")
    publish(ledger, "Evening Post", "Russia and Ukraine are rivals.")
    (row,) = voice_agreement(ledger, world=world).frame.to_dicts()
    assert (row["value"], row["n"]) == (None, 0)
    assert "no pair" in row["missing"]


def test_an_interval_needs_three_pairs_and_lies_round_the_value(ledger: Ledger, world: World) -> None:
    told = ["Russia and China are partners.", "Russia and Ukraine are rivals.", "China and Iran are partners."]
    publish(ledger, "Morning Post", *told, "Türkiye and Iran are rivals.")
    publish(ledger, "Evening Post", *told, "Türkiye and Iran are partners.")
    row = voice_agreement(ledger, world=world).frame.row(0, named=True)
    assert row["low"] <= row["value"] <= row["high"]
    again = voice_agreement(ledger, world=world).frame.row(0, named=True)
    assert (row["low"], row["high"]) == (again["low"], again["high"])


def test_what_one_says_and_the_other_leaves_out(ledger: Ledger, world: World) -> None:
    publish(ledger, "Morning Post", "Russia and China are partners.", "Russia and Ukraine are rivals.")
    publish(ledger, "Evening Post", "Russia and China are partners.")
    rows = left_out(ledger, "Morning Post", "Evening Post", world=world).frame.to_dicts()
    assert [(row["voice_1"], row["a"], row["b"], row["stance"]) for row in rows] == [
        ("Morning Post", "RUS", "UKR", "adversarial")
    ]
    (pair,) = [row for row in voice_agreement(ledger, world=world).frame.to_dicts() if row["voice_1"] != "all"]
    assert (pair["only_1"], pair["only_2"]) == ("", "RUS–UKR")


def test_a_voice_that_says_nothing_is_named_with_those_that_do(ledger: Ledger, world: World) -> None:
    publish(ledger, "Morning Post", "Russia and China are partners.")
    with pytest.raises(UsageError) as fault:
        left_out(ledger, "Morning Post", "Night Post", world=world)
    assert "Morning Post" in fault.value.hint


def test_an_empty_ledger_and_wrong_options_say_what_to_do(ledger: Ledger, world: World) -> None:
    with pytest.raises(UsageError, match="holds no documents"):
        voice_agreement(ledger, world=world)
    with pytest.raises(UsageError, match="level"):
        voice_agreement(ledger, world=world, level="ratio")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="told apart"):
        voice_agreement(ledger, world=world, by="country")  # type: ignore[arg-type]
