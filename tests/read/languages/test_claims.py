"""Who says what in Russian, Turkish and Kazakh. Invented sentences."""

import pytest

from dragoman.records import Claim, Sign
from tests.read.languages.desk import FOOT, aimed, answered, findings, said

RUSSIAN = {
    "«Дорога закрыта», — сообщил инженер Пётр Лугов.": ("Пётр Лугов", "сообщил", "Дорога закрыта"),
    "Инженер Пётр Лугов сообщил, что дорога закрыта.": ("Пётр Лугов", "сообщил", "дорога закрыта"),
    "Дорога закрыта, сообщил инженер Пётр Лугов.": ("Пётр Лугов", "сообщил", "Дорога закрыта"),
    "По словам инженера, дорога закрыта.": ("инженера", "По словам", "дорога закрыта"),
    "Как отметил инженер, дорога закрыта.": ("инженер", "отметил", "дорога закрыта"),
    "Инженер пояснил: «Дорога закрыта».": ("Инженер", "пояснил", "Дорога закрыта"),
    "«Дорога закрыта, — говорит инженер. — Объезда нет».": ("инженер", "говорит", "Дорога закрыта … Объезда нет"),
    "В Тегеране утверждают, что дорога закрыта.": ("Iran", "утверждают", "дорога закрыта"),
}
TURKISH = {
    'Mühendis Ali Polat, "Yol kapalı" dedi.': ("Ali Polat", "dedi", "Yol kapalı"),
    "Mühendis, yolun kapalı olduğunu söyledi.": ("Mühendis", "söyledi", "yolun kapalı olduğunu"),
    "Mühendise göre yol kapalı.": ("Mühendise", "göre", "yol kapalı"),
    'Mühendis şöyle konuştu: "Yol kapalı."': ("Mühendis", "şöyle konuştu", "Yol kapalı"),
    '"Yol kapalı" diyen mühendis Ali Polat, köye döndü.': ("Ali Polat", "diyen", "Yol kapalı"),
    "Tahran, yolun kapandığını bildirdi.": ("Iran", "bildirdi", "yolun kapandığını"),
    "Yolun kapandığını belirten Bakan, köye gitti.": ("Bakan", "belirten", "Yolun kapandığını"),
}
KAZAKH = {
    "«Жол жабық», – деді инженер Серік Оразов.": ("Серік Оразов", "деді", "Жол жабық"),
    "Инженердің айтуынша, жол жабық.": ("Инженердің", "айтуынша", "жол жабық"),
}


@pytest.mark.parametrize(("text", "claim"), RUSSIAN.items())
def test_a_russian_claim_has_its_speaker_cue_and_content(text: str, claim: tuple[str, ...]) -> None:
    assert said(text, "ru") == [claim]


@pytest.mark.parametrize(("text", "claim"), TURKISH.items())
def test_a_turkish_claim_has_its_speaker_cue_and_content(text: str, claim: tuple[str, ...]) -> None:
    assert said(text, "tr") == [claim]


@pytest.mark.parametrize(("text", "claim"), KAZAKH.items())
def test_a_kazakh_claim_has_its_speaker_cue_and_content(text: str, claim: tuple[str, ...]) -> None:
    assert said(text, "kk") == [claim]


def test_about_this_somebody_told_makes_the_sentence_before_his() -> None:
    text = "Дорога открыта. Об этом рассказал инженер Пётр Лугов."
    assert said(text, "ru") == [("Пётр Лугов", "рассказал", "Дорога открыта")]


def test_a_pronoun_is_whoever_spoke_last() -> None:
    text = "Инженер Пётр Лугов сообщил, что дорога закрыта. По его словам, объезда нет."
    assert [speaker for speaker, _, _ in said(text, "ru")] == ["Пётр Лугов", "Пётр Лугов"]


def test_a_report_without_a_source_is_the_author_s() -> None:
    assert said("Yolun kapandığı bildirildi.", "tr") == [("the author", "bildirildi", "Yolun kapandığı")]


def test_a_name_in_quotation_marks_is_no_saying() -> None:
    assert said('Bakan, "Yeşil Ada" gemisinin battığını söyledi.', "tr") == [
        ("Bakan", "söyledi", '"Yeşil Ada" gemisinin battığını')
    ]


def test_a_deed_in_what_somebody_says_carries_his_voice() -> None:
    events = findings("Инженер Пётр Лугов заявил, что Перу обвинила Чили.", "ru")
    assert [[voice.name for voice in one.voice] for one in events if one.kind == "event"] == [
        ["the author", "Пётр Лугов"]
    ]


@pytest.mark.parametrize(
    ("text", "language", "sign"),
    [
        ("Перу и Чили остаются союзниками, считает эксперт.", "ru", Sign.COOPERATIVE),
        ("Перу и Чили — давние соперники, считает эксперт.", "ru", Sign.ADVERSARIAL),
        ("Перу и Чили не союзники, считает эксперт.", "ru", None),
        ("Uzmana göre Peru ile Şili düşman.", "tr", Sign.ADVERSARIAL),
        ("Uzmana göre Peru ile Şili müttefik değil.", "tr", None),
    ],
)
def test_a_claim_on_two_sides_has_a_sign_if_all_words_point_one_way(
    text: str, language: str, sign: Sign | None
) -> None:
    (claim,) = [one for one in findings(text, language) if isinstance(one, Claim)]
    assert (claim.assessment.sign if claim.assessment else None) == sign


def test_an_aim_is_a_forecast_of_him_who_has_it() -> None:
    assert aimed("Перу стремится построить мост", "ru") == [("Peru", "построить мост")]
    assert aimed("Peru köprü kurmayı hedefliyor", "tr") == [("Peru", "köprü kurmayı")]
    assert aimed("Перу не намерена строить мост", "ru") == []


def test_an_answer_in_an_interview_is_a_claim_of_the_one_who_answers() -> None:
    found = answered("Как вы оцениваете отношения с Перу?", "Перу остаётся для нас другом.", "Пётр Лугов", "ru")
    claims = [one for one in found if isinstance(one, Claim)]
    assert [(claim.speaker.name, claim.content[0].exact) for claim in claims] == [
        ("Пётр Лугов", "Перу остаётся для нас другом.")
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"Инженер Пётр Лугов сообщил, что дорога\n{FOOT}\nчерез перевал закрыта.", "ru"),
        (f"Mühendis Ali Polat, köprüden geçen yolun\n{FOOT}\nartık kapalı olduğunu söyledi.", "tr"),
        (f"«Асу арқылы өтетін жол\n{FOOT}\nжабық», – деді инженер Серік Оразов.", "kk"),
    ],
)
def test_no_quote_holds_what_a_page_break_puts_between_its_words(text: str, language: str) -> None:
    (claim,) = [one for one in findings(text, language) if isinstance(one, Claim)]
    assert not any(FOOT in span.exact for span in claim.spans())
