"""The event reader's model: its file, and what the reader makes of its probabilities."""

from dataclasses import replace

import pytest

from dragoman.errors import DataError
from dragoman.read.event_model import CLASSES, SIDES, arrays_of, load, unpack
from dragoman.read.weights import pack
from dragoman.records import Event, EventType, Modality

from .conftest import Reader


def found_in(read_text: Reader, text: str) -> list[Event]:
    return [event for event in read_text(text, Event) if isinstance(event, Event)]


def test_the_shipped_model_knows_the_sixteen_classes_and_is_small() -> None:
    model = load()
    assert CLASSES[1:] == tuple(map(str, EventType))
    assert model.triggers.weights.shape == (len(model.triggers.rows), len(CLASSES))
    assert model.gist.weights.shape == (len(model.gist.rows), len(CLASSES))
    assert model.sides.weights.shape == (len(model.sides.rows), len(SIDES))
    assert len(pack(arrays_of(model))) < 3_000_000


def test_a_model_comes_back_from_its_bytes() -> None:
    model = load()
    again = unpack(pack(arrays_of(model)))
    assert again.triggers.rows == model.triggers.rows
    assert again.gist.rows == model.gist.rows
    assert again.nouns == model.nouns
    assert again.share == model.share
    assert again.threshold == model.threshold
    assert pack(arrays_of(again)) == pack(arrays_of(model))


def test_a_model_of_another_layout_is_refused() -> None:
    arrays = arrays_of(load())
    with pytest.raises(DataError, match="another version"):
        unpack(pack(arrays | {"form": arrays["form"] + 1}))


def test_confidence_grows_with_the_probability_and_stays_one() -> None:
    model = replace(load(), slope=0.8, shift=0.2)
    told = [model.confidence(chance) for chance in (0.0, 0.2, 0.5, 0.9, 1.0)]
    assert told == sorted(told)
    assert 0.0 <= told[0] < told[-1] <= 1.0


def test_every_event_carries_its_confidence_and_the_model_that_read_it(read_text: Reader) -> None:
    (event,) = found_in(read_text, "Russia condemned Turkey on Monday.")
    assert event.confidence is not None
    assert 0.5 < event.confidence <= 1.0
    assert event.method == "events/3 verb:condemn"


@pytest.mark.parametrize(
    ("text", "event_type", "actors", "recipients"),
    [
        ("Israeli police arrested three Jordanian fishermen on Sunday.", "COERCE", ["ISR"], ["JOR"]),
        ("The United States, accused by Cuba of sabotage, rejected the charge.", "REJECT", ["USA"], []),
        ("Egypt urged Sudan and Ethiopia to resume the talks.", "REQUEST", ["EGY"], ["ETH", "SDN"]),
        ("Norway gave Malawi 20 million dollars for schools.", "AID", ["NOR"], ["MWI"]),
        ("Polish demonstrators marched to the Hungarian embassy on Friday.", "PROTEST", ["POL"], ["HUN"]),
        ("China and Mongolia held talks in Beijing on Tuesday.", "CONSULT", ["CHN", "MNG"], []),
        ("Turkey's foreign minister arrived in Greece on Thursday.", "CONSULT", ["TUR"], ["GRC"]),
    ],
)
def test_the_sides_of_a_deed_are_found(
    read_text: Reader, text: str, event_type: str, actors: list[str], recipients: list[str]
) -> None:
    found = next(event for event in found_in(read_text, text) if event.event_type == event_type)
    assert sorted(actor.state for actor in found.actors if actor.state) == actors
    assert sorted(actor.state for actor in found.recipients if actor.state) == recipients


def test_nobody_is_both_actor_and_recipient(read_text: Reader) -> None:
    text = "The Russian president told Russia that Russia had attacked Ukraine, and Ukraine attacked Russia."
    for event in found_in(read_text, text):
        assert not {actor.key for actor in event.actors} & {actor.key for actor in event.recipients}


def test_rebels_do_not_stand_for_the_state_that_they_fight(read_text: Reader) -> None:
    found = found_in(read_text, "Colombian rebels attacked a Venezuelan patrol on Monday.")
    assert all(actor.state != "COL" for event in found for actor in event.actors)


@pytest.mark.parametrize(
    "text",
    [
        "Russia",
        "?",
        "attacked",
        "Russia attacked",
        "attacked " * 400,
        "🙂 Russia ́attacked 🙂 Ukraine",
        "RUSSIA ATTACKED UKRAINE ON MONDAY.",
    ],
)
def test_strange_texts_are_read_twice_alike(read_text: Reader, text: str) -> None:
    first, second = read_text(text, Event), read_text(text, Event)
    assert first == second


def test_a_deed_of_nobody_that_is_only_demanded_is_no_event(read_text: Reader) -> None:
    found = found_in(read_text, "Sanctions against Russia should be imposed.")
    assert [event for event in found if not event.actors and event.modality is Modality.DEMANDED] == []


@pytest.mark.parametrize(
    "text",
    [
        "Kazakhstan sends its oil to Europe through a pipeline in Russia.",
        "General Petrov commanded the Russian troops in the north.",
        "Turkey may draw its own conclusions from the German case.",
        "Barges will sail from Kazakhstan to Azerbaijan with less cargo.",
        "Many Kazakhs recognise Russia as a difficult neighbour.",
        "The list includes Kazakhstan among its four largest partners.",
        "The debate about sanctions against Russia has little to do with Russia.",
    ],
)
def test_words_of_deeds_in_other_senses_tell_none(read_text: Reader, text: str) -> None:
    assert found_in(read_text, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "At a meeting in Baku, the association condemned Russia.",
        "Turkmenistan is an observer, and two Georgian officers were killed in 2021.",
    ],
)
def test_a_place_or_the_subject_of_another_clause_is_no_actor(read_text: Reader, text: str) -> None:
    actors = {actor.state for event in found_in(read_text, text) for actor in event.actors}
    assert not actors & {"AZE", "TKM"}
