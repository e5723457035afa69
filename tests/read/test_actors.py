"""Who acts on whom: short texts beside the sides of their last event, labelled before the rules were written.

Each line: text; type; actors; recipients. A name without an id stands as the text has it. `|` joins; a date in the text
is the date of the event.
"""

import pytest

from dragoman.records import Claim, Event, Finding, Tie

from .conftest import Reader, document

MET = "CONSULT"
CASES = [
    # full names, surnames, titles
    ("Kassym-Jomart Tokayev spoke. Tokayev visited Moscow.", MET, "kassym-jomart-tokayev", "RUS"),
    ("The Russian President visited Astana.", MET, "vladimir-putin", "KAZ"),
    ("Russia's top diplomat visited Ankara.", MET, "sergey-lavrov", "TUR"),
    ("The Turkish leader visited Moscow.", MET, "recep-tayyip-erdogan", "RUS"),
    ("Russia's former leader visited Paris.", MET, "!RUS", "FRA"),
    ("The Iranian leader visited Moscow.", MET, "/IRN", "RUS"),
    ("Saudi Arabia grew rich. Its crown prince visited Baku.", MET, "mohammed-bin-salman", "AZE"),
    ("The Turkish-led alliance condemned Israel.", "ACCUSE", "/TUR", "ISR"),
    ("The German leader visited Paris.", MET, "olaf-scholz", "FRA"),
    ("Elbasy visited Ankara in 2015.", MET, "nursultan-nazarbayev", "TUR"),
    ("The Kazakh president visited Moscow in 2015.", MET, "nursultan-nazarbayev", "RUS"),
    ("Sergei Lavrov spoke for an hour. The minister visited Baku.", MET, "sergey-lavrov", "AZE"),
    ("Sergei Lavrov spoke for an hour. The diplomat visited Baku.", MET, "sergey-lavrov", "AZE"),
    ("Charles Michel spoke. Michel visited Astana.", MET, "charles-michel", "KAZ"),
    ("Serik Invented, foreign minister of Kazakhstan, spoke. Invented visited Baku.", MET, "Serik Invented", "AZE"),
    ("Former President Nursultan Nazarbayev visited Moscow.", MET, "nursultan-nazarbayev", "RUS"),
    ("Putin's foreign minister met Erdoğan.", MET, "sergey-lavrov|recep-tayyip-erdogan", ""),
    # pairs and groups of persons and states
    ("Putin spoke. Erdogan listened. The two presidents met in Sochi.", MET, "vladimir-putin|recep-tayyip-erdogan", ""),
    ("Putin, Erdogan and Raisi spoke. The two presidents met.", MET, None, None),
    ("Moscow and Tehran condemned Washington.", "ACCUSE", "RUS|IRN", "USA"),
    ("Russia spoke and Iran listened. The two countries signed an agreement.", "AGREE|SUPPORT", "RUS|IRN", ""),
    ("Russia, Iran and Türkiye spoke. The three countries signed an agreement.", "AGREE|SUPPORT", "RUS|IRN|TUR", ""),
    ("The Central Asian states condemned Russia.", "ACCUSE", "central-asia", "RUS"),
    ("The collective West condemned Russia.", "ACCUSE", "the-west", "RUS"),
    ("The Astana Process goes on. The guarantor countries condemned Israel.", "ACCUSE", "RUS|TUR|IRN", "ISR"),
    ("The guarantor countries condemned Israel.", "ACCUSE", "guarantor countries", "ISR"),
    # metonyms, possessives, demonyms
    ("The Kremlin condemned Kyiv.", "ACCUSE", "RUS", "UKR"),
    ("Akorda condemned the Taliban.", "ACCUSE", "KAZ", "TALIBAN"),
    ("The Kazakh side condemned Russia.", "ACCUSE", "/KAZ", "RUS"),
    ("The Russians attacked Ukraine in 2022.", "ASSAULT", "RUS", "UKR"),
    ("Russian-speaking citizens of Kazakhstan condemned Ukraine.", "ACCUSE", "!RUS", "UKR"),
    # names that the text explains
    ("The Organization of Examples (OE) met. The OE condemned Russia.", "ACCUSE", "Organization of Examples", "RUS"),
    ("The Organization of Turkic States (TDT) met. The TDT condemned Russia.", "ACCUSE", "OTS", "RUS"),
    # pronouns and words that lead back
    ("Putin spoke in Moscow. He visited Ankara in March.", MET, "vladimir-putin", "TUR"),
    ("Putin and Erdogan spoke in Sochi. He visited Baku.", MET, "he", "AZE"),
    ("Kazakhstan kept silent. It condemned Russia in March.", "ACCUSE", "KAZ", "RUS"),
    ("Russia and Iran kept silent. They condemned Israel in March.", "ACCUSE", "RUS|IRN", "ISR"),
    ("Kazakhstan kept silent for a year. The country condemned Russia.", "ACCUSE", "KAZ", "RUS"),
    ("Kazakhstan kept silent for a year. The republic condemned Russia.", "ACCUSE", "KAZ", "RUS"),
    ("Belarus slept. Kazakhstan's president met Putin. The republic condemned Iran.", "ACCUSE", "KAZ", "IRN"),
    ("The CSTO kept silent for a year. The organisation condemned Ukraine.", "ACCUSE", "CSTO", "UKR"),
    ("NATO kept silent for a year. The alliance condemned Russia.", "ACCUSE", "NATO", "RUS"),
    ("The EU kept silent for a year. The bloc has condemned Russia.", "ACCUSE", "EU", "RUS"),
    ("Kazakhstan kept silent. The country's president visited Moscow.", MET, "kassym-jomart-tokayev", "RUS"),
    # ambiguous names
    ("Congo condemned Rwanda.", "ACCUSE", "Congo", "RWA"),
    ("The Democratic Republic of the Congo condemned Rwanda.", "ACCUSE", "COD", "RWA"),
]


def last_event(found: list[Finding], types: str) -> Event | None:
    events = [f for f in found if isinstance(f, Event) and f.event_type.value in types.split("|")]
    return events[-1] if events else None


@pytest.mark.parametrize(("text", "types", "actors", "recipients"), CASES)
def test_the_sides_of_a_deed(read_text: Reader, text: str, types: str, actors: str | None, recipients: str) -> None:
    event = last_event(read_text(text), types)
    if actors is None:
        assert event is None or not any(actor.id for actor in event.actors)
        return
    assert event is not None
    assert [a.id or a.name for a in event.recipients] == [r for r in recipients.split("|") if r]
    if actors.startswith("!"):
        assert all(actors[1:] not in (a.id, a.state) for a in event.actors)
    elif actors.startswith("/"):
        assert [a.state for a in event.actors] == actors[1:].split("|")
    else:
        assert sorted((a.id or a.name).lower() for a in event.actors) == sorted(actors.lower().split("|"))


def test_a_person_stands_for_the_state_on_the_day_of_the_event(read_text: Reader) -> None:
    then = last_event(read_text("In 2015, Nazarbayev visited Moscow."), MET)
    now = last_event(read_text("In March, Nazarbayev visited Moscow."), MET)
    assert then is not None
    assert now is not None
    assert [actor.state for actor in then.actors] == ["KAZ"]
    assert [actor.state for actor in now.actors] == [None]


def test_a_former_president_holds_no_office_now(read_text: Reader) -> None:
    found = read_text("Former Kazakh President Nursultan Nazarbayev was silent.", Tie)
    (tie,) = [f for f in found if isinstance(f, Tie)]
    assert (tie.a.id, tie.a.state, tie.b.id) == ("nursultan-nazarbayev", None, "KAZ")
    assert "former" in tie.notes


def test_moscow_stands_for_who_ruled_there_on_the_day_of_the_event(read_text: Reader) -> None:
    event = last_event(read_text("In 1979, Moscow invaded Afghanistan."), "ASSAULT|MOBILIZE|COERCE")
    assert event is not None
    assert [actor.id for actor in event.actors] == ["SUN"]


def test_a_year_with_two_presidents_names_neither(read_text: Reader) -> None:
    event = last_event(read_text("In 2019, the Kazakh president visited Moscow."), MET)
    assert event is not None
    assert [(actor.id, actor.state) for actor in event.actors] == [(None, "KAZ")]


def test_a_pronoun_that_may_mean_two_says_so(read_text: Reader) -> None:
    event = last_event(read_text("Putin met Erdogan. He visited Baku."), MET)
    assert event is not None
    assert [actor.id for actor in event.actors] == ["vladimir-putin"]
    assert any("Erdoğan" in note for note in event.notes)


def test_an_open_name_says_what_it_may_mean(read_text: Reader) -> None:
    event = last_event(read_text("Congo condemned Rwanda."), "ACCUSE")
    assert event is not None
    assert any("COD" in note and "COG" in note for note in event.notes)


@pytest.mark.parametrize(
    "text",
    [
        "The Russian language spread.",
        "He drinks Turkish coffee.",
        "Chinese-made drones fell.",
        "Russian speakers left.",
        "Kazakh literature bloomed.",
    ],
)
def test_a_word_for_a_thing_names_no_state(text: str) -> None:
    from dragoman.read import read

    assert read(document(text)).actors == ()


def test_we_in_an_interview_is_the_speakers_side(read_text: Reader) -> None:
    found = read_text('"We condemned Russia in March," Kazakh Foreign Minister Murat Nurtleu said.')
    event = last_event(found, "ACCUSE")
    assert event is not None
    assert [actor.state for actor in event.actors] == ["KAZ"]


def test_a_claim_by_an_unknown_he_keeps_the_word(read_text: Reader) -> None:
    found = read_text('Putin and Erdogan met. "Russia is strong," he said.', Claim)
    assert ("he", None) in [(f.speaker.name, f.speaker.id) for f in found if isinstance(f, Claim)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            'Ada Example said that nothing changed. She left. Bob Sample disagreed. "Russia is strong," he said.',
            "Bob Sample",
        ),
        ('Ada Example said that nothing changed. She left. "Russia is strong," he said.', "he"),
        ("Russia and Iran met. They said that Kazakhstan was a good host.", "They"),
    ],
)
def test_a_pronoun_never_leads_to_the_wrong_person(read_text: Reader, text: str, speaker: str) -> None:
    claims = [f for f in read_text(text, Claim) if isinstance(f, Claim)]
    assert claims[-1].speaker.name == speaker


def test_two_sides_are_no_persons_of_different_sentences(read_text: Reader) -> None:
    text = "Shavkat Mirziyoyev was the host. Ursula von der Leyen came too. Both sides signed an agreement."
    event = last_event(read_text(text), "AGREE|SUPPORT")
    assert event is None or all(actor.id is None for actor in event.actors)


def test_a_given_name_goes_on_in_small_letters(read_text: Reader) -> None:
    found = read_text("Ban Ki-examp, a historian, said that Russia was strong.", Claim)
    assert [f.speaker.name for f in found if isinstance(f, Claim)] == ["Ban Ki-examp"]


def test_every_leading_office_is_one_of_a_known_state() -> None:
    from dragoman.read.wordlists import leadership
    from dragoman.world import EntityKind, load_world

    world = load_world()
    roles = {office.role for office in world.tables().offices.values()}
    for state, held in leadership().items():
        entity = world.entity(state)
        assert entity is not None
        assert entity.kind is EntityKind.STATE
        assert {role for role, _ in held} <= roles
