"""What a model told becomes findings that quote the text, or nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from dragoman.read.llm import ModelReader
from dragoman.records import Block, Claim, Event, Figure, Finding, Forecast, Modality, Reading, Role, Sign, Tie
from tests.read.conftest import document
from tests.read.llm.conftest import ReaderOf
from tests.read.llm.stub import answer, claim, event, serving

Read = Callable[..., tuple[Reading, ModelReader]]
TEXT = (
    "Kazakhstan and Russia signed a treaty in Astana on 3 May 2023. President Tokayev praised the deal. "
    "“We are friends of Russia,” he said. Talks with China will be held on 1 June 2023."
)


@pytest.fixture
def read_as(reader_of: ReaderOf) -> Read:
    """Reads a text with a model that gives one answer."""

    def make(told: Any, text: str = TEXT, **facts: Any) -> tuple[Reading, ModelReader]:
        with serving(lambda _: told) as stub:
            reader = reader_of(stub)
            return reader(document(text, **facts)), reader

    return make


def only(reading: Reading, kind: type[Finding]) -> Any:
    (found,) = reading.findings
    assert isinstance(found, kind)
    return found


def test_an_event_has_actors_of_the_world_a_date_read_by_the_clock_and_the_models_name(read_as: Read) -> None:
    told = event("signed a treaty", "AGREE", ["Kazakhstan", "Russia"], date="3 May 2023", place="Astana")
    found = only(read_as(answer(events=[told]))[0], Event)
    assert [actor.id for actor in found.actors] == ["KAZ", "RUS"]
    assert (str(found.date), found.place, found.modality) == ("2023-05-03", "Astana", "happened")
    assert found.span.exact == "Kazakhstan and Russia signed a treaty in Astana on 3 May 2023."
    assert found.method == "llm:toy:7b asked/1 verb:sign"
    assert found.confidence is None


def test_a_claim_has_its_speaker_even_behind_a_pronoun(read_as: Read) -> None:
    told = claim("he", "said", "We are friends of Russia", assessment={"a": "We", "b": "Russia", "sign": "cooperative"})
    found = only(read_as(answer(claims=[told]))[0], Claim)
    assert found.speaker.id == "kassym-jomart-tokayev"
    assert found.speaker.span.exact == "he"
    assert (found.cue.exact, [part.exact for part in found.content]) == ("said", ["We are friends of Russia"])
    assert [actor.id for actor in found.about] == ["RUS"]
    assert [actor.name for actor in found.voice] == ["Dana Reader", found.speaker.name]


def test_an_assessment_needs_two_sides_that_are_known(read_as: Read) -> None:
    text = "Tokayev said that Russia and China are rivals."
    told = claim("Tokayev", "said", "Russia and China are rivals")
    sides = {"a": "Russia", "b": "China", "sign": "adversarial"}
    found = only(read_as(answer(claims=[told | {"assessment": sides}]), text)[0], Claim)
    assert (found.assessment.a, found.assessment.b, found.assessment.sign) == ("RUS", "CHN", Sign.ADVERSARIAL)
    found = only(read_as(answer(claims=[told | {"assessment": sides | {"a": "France"}}]), text)[0], Claim)
    assert found.assessment is None


def test_what_happens_inside_a_claim_has_the_speaker_as_its_voice(read_as: Read) -> None:
    text = "Lukashenko said that Poland had attacked Belarus."
    told = answer(
        claims=[claim("Lukashenko", "said", "Poland had attacked Belarus")],
        events=[event("attacked", "ASSAULT", ["Poland"], ("Belarus",))],
    )
    reading, _ = read_as(told, text)
    (deed,) = [finding for finding in reading.findings if isinstance(finding, Event)]
    assert [actor.name for actor in deed.voice] == ["Dana Reader", "Alexander Lukashenko"]


@pytest.mark.parametrize(
    "told",
    [
        answer(events=[event("declared war", "ASSAULT", ["Russia"], ("Kazakhstan",))]),
        answer(events=[event("signed", "AGREE", ["Russia", "France"])]),
        answer(events=[event("signed", "AGREE", ["Russia"], ("the French Republic",))]),
        answer(claims=[claim("he", "said", "We are enemies of Russia")]),
        answer(claims=[claim("he", "said", "We are friends of Russia", "for ever")]),
        answer(claims=[claim("he", "shouted", "We are friends of Russia")]),
        answer(claims=[claim("Macron", "said", "We are friends of Russia")]),
        answer(ties=[{"words": "ally", "a": "Russia", "b": "China", "relation": "ally", "modality": "happened"}]),
        answer(figures=[{"words": "4 billion dollars"}]),
        answer(forecasts=[{"speaker": "", "content": "Talks with France will be held", "due": "", "condition": ""}]),
    ],
)
def test_whatever_rests_on_a_quote_that_stands_nowhere_is_dropped_whole_and_counted(read_as: Read, told: Any) -> None:
    reading, reader = read_as(told)
    assert reading.findings == ()
    assert reader.tally.invented == 1
    assert reader.tally.dropped["a quote stands nowhere"] == 1
    assert "not in the text and left out: 1" in reading.document.source.notes[-1]


def test_an_invented_date_or_place_is_left_out_alone(read_as: Read) -> None:
    told = event("signed", "AGREE", ["Kazakhstan", "Russia"], date="4 May 2023", place="Moscow")
    reading, reader = read_as(answer(events=[told]))
    found = only(reading, Event)
    assert (found.date, found.place, reader.tally.invented) == (None, None, 2)


def test_of_several_places_the_one_nearest_to_the_cue_is_meant(read_as: Read) -> None:
    text = "“No war,” the crowd sang. Much later the minister of Kazakhstan came out. “No war,” Tokayev said."
    found = only(read_as(answer(claims=[claim("Tokayev", "said", "No war")]), text)[0], Claim)
    assert found.content[0].start == text.rindex("No war")


def test_of_several_deeds_of_one_word_the_one_beside_its_sides_is_meant(read_as: Read) -> None:
    text = "France met Spain in Paris. A year went by. Then Russia met China in Moscow."
    found = only(read_as(answer(events=[event("met", "CONSULT", ["Russia", "China"])]), text)[0], Event)
    assert found.span.exact == "Then Russia met China in Moscow."


def test_a_deed_dated_after_publication_is_planned_whatever_the_model_says(read_as: Read) -> None:
    told = event("Talks", "CONSULT", ["China"], date="1 June 2023")
    assert only(read_as(answer(events=[told]))[0], Event).modality is Modality.PLANNED


def test_nobody_is_both_actor_and_recipient(read_as: Read) -> None:
    told = event("signed", "AGREE", ["Kazakhstan", "Russia"], ("Russia",))
    assert only(read_as(answer(events=[told]))[0], Event).recipients == ()


def test_a_number_is_read_off_the_text_and_not_taken_from_the_model(read_as: Read) -> None:
    text = "Trade with China grew to $4.5 billion in 2022."
    found = only(read_as(answer(figures=[{"words": "$4.5 billion"}]), text)[0], Figure)
    assert (found.value, found.unit) == (4.5e9, "USD")


def test_a_tie_and_a_forecast_are_written_down(read_as: Read) -> None:
    text = "Kazakhstan has been a member of the CSTO since 1994. Tokayev said trade will double by 2030 if peace holds."
    told = answer(
        ties=[
            {
                "words": "member of", "a": "Kazakhstan", "b": "CSTO", "relation": "member", "modality": "happened",
                "since": "1994", "until": "",
            }
        ],
        forecasts=[
            {"speaker": "Tokayev", "content": "trade will double by 2030", "due": "2030", "condition": "if peace holds"}
        ],
    )  # fmt: skip
    tie, forecast = read_as(told, text)[0].findings
    assert isinstance(tie, Tie)
    assert (tie.a.id, tie.b.id, str(tie.start)) == ("KAZ", "CSTO", "1994")
    assert isinstance(forecast, Forecast)
    assert (str(forecast.due), forecast.condition) == ("2030", "if peace holds")
    assert forecast.speaker.id == "kassym-jomart-tokayev"


def test_a_turn_of_an_interview_needs_no_cue_and_prose_does(read_as: Read) -> None:
    text = "Do you trust China?\n\nWe trust China and always have."
    blocks = (Block(0, 19, Role.QUESTION, "Dana Reader"), Block(21, len(text), Role.ANSWER, "Sergei Lavrov"))
    told = answer(claims=[claim("", "", "We trust China")])
    found = only(read_as(told, text, blocks=blocks)[0], Claim)
    assert (found.speaker.id, found.cue) == ("sergey-lavrov", None)
    reading, reader = read_as(told, text)
    assert reading.findings == ()
    assert reader.tally.dropped["a claim of nobody"] == 1


def test_quotes_lead_back_through_markup_to_what_stands_in_the_document(read_as: Read) -> None:
    text = "**Kazakhstan**\nand Russia *signed* a treaty 🙂 in Astana."
    told = event("signed a treaty", "AGREE", ["Kazakhstan", "Russia"])
    found = only(read_as(answer(events=[told]), text)[0], Event)
    assert found.span.exact == text[found.span.start : found.span.end]
    assert [text[a.span.start : a.span.end] for a in found.actors if a.span] == ["Kazakhstan", "Russia"]
