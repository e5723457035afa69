"""Ties, figures and forecasts: a text beside what is found in it."""

import pytest

from dragoman.records import Block, Bound, Figure, Forecast, Modality, Role, Tie

from .conftest import Reader


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO member Ankara was silent.", ("TUR", "member", "NATO", None)),
        ("Even Turkey, a NATO member, was silent.", ("TUR", "member", "NATO", None)),
        ("Kazakhstan is a member of the SCO and the CSTO.", ("KAZ", "member", "CSTO", None)),
        ("Kazakhstan and other CSTO member states were silent.", ("KAZ", "member", "CSTO", None)),
        ("Russian Foreign Minister Sergei Lavrov was silent.", ("sergey-lavrov", "office", "RUS", None)),
        (
            "Baghdad Amreyev, Secretary-General of the Turkic Council, was silent.",
            ("baghdad-amreyev", "office", "OTS", None),
        ),
        ("Russia and Kazakhstan are allies.", ("RUS", "ally", "KAZ", None)),
        (
            "Turkey established diplomatic relations with Kazakhstan in 1992.",
            ("TUR", "diplomatic_relations", "KAZ", "1992"),
        ),
        ("Turkmenistan joined the Turkic Council as an observer in 2021.", ("TKM", "observer", "OTS", "2021")),
        ("Uzbekistan joined the Turkic Council in 2019.", ("UZB", "member", "OTS", "2019")),
    ],
)
def test_a_tie_binds_two_actors(read_text: Reader, text: str, expected: tuple[str, str, str, str | None]) -> None:
    found = [t for t in read_text(text, Tie) if isinstance(t, Tie)]
    assert expected in [(t.a.id, t.relation, t.b.id, str(t.start) if t.start else None) for t in found]


def test_a_denied_tie_is_denied(read_text: Reader) -> None:
    (tie,) = read_text("Turkey is not a member of the CSTO.", Tie)
    assert isinstance(tie, Tie)
    assert tie.modality is Modality.DENIED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kazakhstan allocated $35 billion for roads.", (35e9, "USD", Bound.EXACT)),
        ("The population is approximately 150 million.", (150e6, "count", Bound.ABOUT)),
        ("The area exceeds 4.5 million km2.", (4.5e6, "km2", Bound.AT_LEAST)),
        ("Their GDP is about 1.5 trillion dollars.", (1.5e12, "USD", Bound.ABOUT)),
        ("Trade makes only 4% of the total.", (4.0, "percent", Bound.EXACT)),
        ("It lies between four nuclear-armed states.", (4.0, "state", Bound.EXACT)),
        ("He visited Turkey 24 times.", (24.0, "times", Bound.EXACT)),
        ("Up to 2,500 soldiers were sent.", (2500.0, "soldier", Bound.AT_MOST)),
        ("More than 600 will appear.", (600.0, "count", Bound.AT_LEAST)),
        ("The pipeline is 1,768 kilometres long.", (1768.0, "km", Bound.EXACT)),
    ],
)
def test_a_figure_has_value_unit_and_bound(read_text: Reader, text: str, expected: tuple[float, str, Bound]) -> None:
    assert [(f.value, f.unit, f.bound) for f in read_text(text, Figure) if isinstance(f, Figure)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "It happened on 6 January 2022.",
        "The 8th summit met.",
        "The two sides agreed.",
        "Nord Stream 2 was built.",
        "One of them left.",
    ],
)
def test_dates_ordinals_and_names_are_no_figures(read_text: Reader, text: str) -> None:
    assert read_text(text, Figure) == []


@pytest.mark.parametrize(
    ("text", "content", "due", "condition"),
    [
        ("Trade will double by 2030.", "Trade will double by 2030.", "2030", None),
        ("Kazakhstan may become a bargaining chip.", "Kazakhstan may become a bargaining chip.", None, None),
        (
            "If Russia objects, the road will be closed.",
            "If Russia objects, the road will be closed.",
            None,
            "If Russia objects",
        ),
        ("It is unlikely that Moscow will agree.", "It is unlikely that Moscow will agree.", None, None),
    ],
)
def test_a_forecast_looks_ahead(
    read_text: Reader, text: str, content: str, due: str | None, condition: str | None
) -> None:
    (found,) = read_text(text, Forecast)
    assert isinstance(found, Forecast)
    assert found.content.exact.rstrip(".") == content.rstrip(".")
    assert (str(found.due) if found.due else None, (found.condition or "").rstrip(",") or None) == (due, condition)


@pytest.mark.parametrize(
    "text",
    [
        "They must act.",
        "He could not help smiling.",
        "Will it end?",
        "It would be naive to believe this.",
        "We will return to this later.",
    ],
)
def test_duties_questions_and_manners_of_speaking_are_no_forecasts(read_text: Reader, text: str) -> None:
    assert read_text(text, Forecast) == []


def test_a_forecast_belongs_to_the_one_who_makes_it(read_text: Reader) -> None:
    (found,) = read_text("Lavrov said that trade will double by 2030.", Forecast)
    assert isinstance(found, Forecast)
    assert found.speaker.id == "sergey-lavrov"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Orazova expects that trade will double by 2030.", "Selma Orazova"),
        ("Brandt predicts that trade will double by 2030.", "Nils Brandt"),
        ("Orazova thinks that the port may close again.", "Selma Orazova"),
        ("Trade will double by 2030.", "Dana Reader"),
    ],
)
def test_a_forecast_is_told_by_the_subject_of_its_own_verb(read_text: Reader, sentence: str, speaker: str) -> None:
    text = f"Selma Orazova, an economist, praised the port. Nils Brandt said that the port was full. {sentence}"
    found = [one.speaker.name for one in read_text(text, Forecast) if isinstance(one, Forecast)]
    assert found == [speaker]


def test_what_nobody_believes_is_no_forecast(read_text: Reader) -> None:
    assert read_text("None of them believes that Kazakhstan will leave the alliance.", Forecast) == []


def test_a_tie_ends_where_a_page_break_cuts_its_sentence(read_text: Reader) -> None:
    text = "Kazakhstan has long been an ally of\n\nThe Example, page 1 of 2\n\nRussia, as its ministers say."
    blocks = (Block(0, 35, Role.BODY), Block(37, 61, Role.NOISE), Block(63, len(text), Role.BODY, continues=True))
    (tie,) = read_text(text, Tie, blocks=blocks)
    assert tie.span.exact == "Kazakhstan has long been an ally of"


def test_a_partner_in_a_body_is_not_the_bodys_partner(read_text: Reader) -> None:
    found = read_text("Kazakhstan is a partner of Turkey in the United Nations.", Tie)
    assert [(tie.a.id, tie.b.id) for tie in found if isinstance(tie, Tie)] == [("KAZ", "TUR")]


def test_days_after_are_a_date_and_what_a_sum_is_for_is_what_it_is_about(read_text: Reader) -> None:
    assert read_text("Three days after the talks the road was opened.", Figure) == []
    (figure,) = read_text("They set a target of 10 billion dollars for trade.", Figure)
    assert isinstance(figure, Figure)
    assert figure.about == "trade"
