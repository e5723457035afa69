"""Events: sentences beside what they tell – type, modality, actors, recipients, date. Published on 10 May 2023."""

import pytest

from dragoman.records import Event

from .conftest import Reader

CASES = [
    # who visits is the actor, the host the recipient
    ("Nazarbayev visited Turkey in 2009.", "CONSULT happened NURSULTAN-NAZARBAYEV>TUR 2009"),
    (
        "On 6 January 2022 Erdogan called President Tokayev.",
        "CONSULT happened RECEP-TAYYIP-ERDOGAN>KASSYM-JOMART-TOKAYEV 2022-01-06",
    ),
    # passive, nominal and reciprocal deeds
    ("The proposal was rejected by Russia.", "REJECT happened RUS> -"),
    ("Lavrov's visit to Astana ended on 6 April 2023.", "CONSULT happened SERGEY-LAVROV>KAZ 2023-04-06"),
    ("Kazakhstan and China signed an agreement in March 2023.", "SUPPORT happened CHN+KAZ> 2023-03"),
    ("The presidents of Kazakhstan and Uzbekistan met in Tashkent in 2021.", "CONSULT happened KAZ+UZB> 2021"),
    # did it happen?
    ("The EU did not impose sanctions on Kazakhstan.", "SANCTION denied EU>KAZ -"),
    ("Washington may impose sanctions on Kazakhstan.", "SANCTION hypothetical USA>KAZ -"),
    ("If Russia attacked Kazakhstan, NATO would condemn Moscow.", "ACCUSE hypothetical NATO>RUS -"),
    ("Macron will visit Kazakhstan in November.", "CONSULT planned EMMANUEL-MACRON>KAZ 2023-11"),
    ("The West did not recognise Abkhazia.", "REJECT happened the-west>ABKH -"),
    ("Turkey said it will not end the blockade of Armenia.", "REJECT happened TUR>ARM -"),
    ("Armenia did not reject the proposal of Azerbaijan.", "REJECT denied ARM>AZE -"),
    ("Turkey was the first state to recognise Kazakhstan in 1991.", "SUPPORT happened TUR>KAZ 1991"),
    # an office stands for its holder on that date
    (
        "The Russian president met the president of Kazakhstan in October 2022.",
        "CONSULT happened KASSYM-JOMART-TOKAYEV+VLADIMIR-PUTIN> 2022-10",
    ),
]


def told(event: Event) -> str:
    """An event in one line, as the casebook writes it."""

    def side(actors: tuple) -> str:  # type: ignore[type-arg]
        keys = sorted(actor.id or actor.name for actor in actors)
        return "+".join(key.upper() if "-" in key and key != "the-west" else key for key in keys)

    return f"{event.event_type} {event.modality} {side(event.actors)}>{side(event.recipients)} {event.date or '-'}"


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_sentence_tells_its_event(read_text: Reader, text: str, expected: str) -> None:
    found = [told(event) for event in read_text(text, Event) if isinstance(event, Event)]
    assert expected in found


@pytest.mark.parametrize(
    "text",
    [
        "China uses the SCO to expand its influence.",
        "Kazakhstan is a large country between Russia and China.",
        "Did Russia attack Kazakhstan?",
        "To support Kazakhstan is important.",
        "The storm attacked the coast.",
    ],
)
def test_habits_questions_and_strangers_are_no_events(read_text: Reader, text: str) -> None:
    assert read_text(text, Event) == []


def test_what_somebody_says_was_done_carries_the_speaker_in_its_voice(read_text: Reader) -> None:
    found = read_text("Lavrov said that Kazakhstan had rejected the request of Washington.", Event)
    rejection = next(event for event in found if isinstance(event, Event) and event.event_type == "REJECT")
    assert [actor.name for actor in rejection.voice] == ["Dana Reader", "Sergey Lavrov"]
    assert told(rejection) == "REJECT happened KAZ>USA -"


@pytest.mark.parametrize(
    "text",
    [
        "Lavrov said that Kazakhstan had rejected the request of Washington.",
        "Macron claimed that Turkey had attacked Syria.",
        "Erdogan and Macron announced that Russia had arrested two Turkish citizens.",
    ],
)
def test_who_tells_of_a_deed_of_others_takes_no_part_in_it(read_text: Reader, text: str) -> None:
    found = [event for event in read_text(text, Event) if isinstance(event, Event)]
    speakers = {actor.name for event in found for actor in event.voice}
    assert found
    assert not speakers & {actor.name for event in found for actor in (*event.actors, *event.recipients)}


def test_a_demand_makes_the_deed_demanded(read_text: Reader) -> None:
    found = {
        told(event)
        for event in read_text("China urged Russia to withdraw its troops from Ukraine.", Event)
        if isinstance(event, Event)
    }
    assert "REQUEST happened CHN>RUS -" in found
    assert any(event.startswith("RETREAT demanded") for event in found)


def test_a_summit_of_many_is_one_event(read_text: Reader) -> None:
    found = read_text("The leaders of Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan met in 2022.", Event)
    assert len(found) == 1
    assert isinstance(found[0], Event)
    assert len(found[0].actors) == 4
