"""Events in Russian, Turkish and Kazakh: class, modality and both sides. Invented sentences, none from eval/languages."""

import pytest

from tests.read.languages.desk import findings, told

RUSSIAN = {
    "Грузия и Болгария подписали протокол о паромах.": ("SUPPORT", "happened", "GEO BGR", ""),
    "Грузия подпишет с Болгарией протокол о паромах.": ("SUPPORT", "planned", "GEO BGR", ""),
    "Греция не будет вводить пошлины против Албании.": ("SANCTION", "denied", "GRC", "ALB"),
    "Греция может ввести пошлины против Албании.": ("SANCTION", "hypothetical", "GRC", "ALB"),
    "Польша намерена закрыть границу с Белоруссией.": ("SANCTION", "planned", "POL", "BLR"),
    "Монголия направила в Непал гуманитарную помощь.": ("AID", "happened", "MNG", "NPL"),
    "Алжир обвинил Марокко в провокациях.": ("ACCUSE", "happened", "DZA", "MAR"),
    "Российские войска обстреляли Финляндию.": ("ASSAULT", "happened", "RUS", "FIN"),
    "Министр обороны Словакии прибыл в Венгрию.": ("CONSULT", "happened", "SVK", "HUN"),
    "Хорватия вышла из соглашения с Сербией.": ("RETREAT", "happened", "HRV", "SRB"),
    "Кипр не признаёт Косово.": ("REJECT", "happened", "CYP", "XKX"),
}
TURKISH = {
    "Gürcistan ile Bulgaristan feribot protokolü imzaladı.": ("SUPPORT", "happened", "GEO BGR", ""),
    "Gürcistan, Bulgaristan'la feribot protokolü imzalayacak.": ("SUPPORT", "planned", "GEO BGR", ""),
    "Yunanistan, Arnavutluk'a yaptırım uygulamayacak.": ("SANCTION", "denied", "GRC", "ALB"),
    "Yunanistan, Arnavutluk'a yaptırım uygulayabilir.": ("SANCTION", "hypothetical", "GRC", "ALB"),
    "Moğolistan, Nepal'e insani yardım gönderdi.": ("AID", "happened", "MNG", "NPL"),
    "Cezayir, Fas'ı suçladı.": ("ACCUSE", "happened", "DZA", "MAR"),
    "Rus ordusu Finlandiya'yı bombaladı.": ("ASSAULT", "happened", "RUS", "FIN"),
    "Slovakya Savunma Bakanı Macaristan'ı ziyaret etti.": ("CONSULT", "happened", "SVK", "HUN"),
    "Hırvatistan, Sırbistan'ın teklifini reddetti.": ("REJECT", "happened", "HRV", "SRB"),
    "Norveç, İzlanda büyükelçisini sınır dışı etti.": ("SANCTION", "happened", "NOR", "ISL"),
}
KAZAKH = {
    "Моңғолия мен Қытай хаттамаға қол қойды.": ("SUPPORT", "happened", "MNG CHN", ""),
    "Қытай Моңғолияға көмек жібереді.": ("AID", "planned", "CHN", "MNG"),
    "Иран Түркияны айыптады.": ("ACCUSE", "happened", "IRN", "TUR"),
    "Түркия Иранға қарсы санкция енгізбейді.": ("SANCTION", "denied", "TUR", "IRN"),
}


@pytest.mark.parametrize(("text", "event"), RUSSIAN.items())
def test_a_russian_deed_has_its_class_modality_and_sides(text: str, event: tuple[str, ...]) -> None:
    assert told(text, "ru") == [event]


@pytest.mark.parametrize(("text", "event"), TURKISH.items())
def test_a_turkish_deed_has_its_class_modality_and_sides(text: str, event: tuple[str, ...]) -> None:
    assert told(text, "tr") == [event]


@pytest.mark.parametrize(("text", "event"), KAZAKH.items())
def test_a_kazakh_deed_has_its_class_modality_and_sides(text: str, event: tuple[str, ...]) -> None:
    assert told(text, "kk") == [event]


def test_what_is_asked_for_is_demanded_of_those_who_are_asked() -> None:
    assert sorted(told("Непал призвал Индию и Китай возобновить переговоры.", "ru")) == [
        ("CONSULT", "demanded", "IND CHN", ""),
        ("REQUEST", "happened", "NPL", "IND CHN"),
    ]


def test_the_parties_of_a_communique_are_those_named_last() -> None:
    text = "Перу и Чили провели переговоры в Лиме.\nСтороны договорились о торговле."
    assert told(text, "ru")[-1] == ("AGREE", "happened", "PER CHL", "")


def test_a_question_asserts_nothing() -> None:
    assert told("Почему Греция ввела санкции против Албании?", "ru") == []
    assert told("Yunanistan neden Arnavutluk'a yaptırım uyguladı?", "tr") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Команда Греции победила сборную Албании со счётом 2:1.", "ru"),
        ("Поставки турецких помидоров выросли.", "ru"),
        ("Yunan mutfağı Arnavutluk'ta seviliyor.", "tr"),
        ("Türk filmleri İran'da izleniyor.", "tr"),
    ],
)
def test_what_is_no_political_deed_tells_no_event(text: str, language: str) -> None:
    assert told(text, language) == []


def test_what_somebody_denies_did_not_happen_as_far_as_he_says() -> None:
    assert told("В Париже опровергли, что Франция отправила войска в Мали.", "ru") == [
        ("MOBILIZE", "denied", "FRA", "MLI")
    ]


def test_a_person_with_a_title_is_one_party() -> None:
    events = findings("Президент России Владимир Путин встретился с президентом Монголии.", "ru")
    assert [[actor.side for actor in event.actors] for event in events if event.kind == "event"] == [["RUS", "MNG"]]  # type: ignore[attr-defined]


def test_a_finding_says_which_reader_and_which_word_it_rests_on() -> None:
    (event,) = findings("Алжир обвинил Марокко в провокациях.", "ru")
    assert event.method == "rules-ru/1 verb:обвини"
    assert event.confidence is not None
    assert 0 < event.confidence < 1
