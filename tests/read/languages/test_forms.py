"""Endings: cases of names, forms of verbs, dates."""

import pytest

from dragoman.read.languages.cases import of_ending, of_name, of_suffix
from dragoman.read.languages.dates import Calendar
from dragoman.read.languages.verbforms import Tense, form_of
from dragoman.records import PartialDate

CASES = {
    ("казахстаном", "казахстан"): "ins",
    ("казахстану", "казахстан"): "dat",
    ("россию", "россия"): "acc",
    ("москвой", "москва"): "ins",
    ("кремле", "кремль"): "loc",
    ("афинами", "афины"): "ins",
    ("организацией тюркских государств", "организация тюркских государств"): "ins",
    ("китайского", "китайский"): "acc gen",
}
SUFFIXES = {"ın": "gen", "ye": "dat", "yı": "acc", "da": "loc", "dan": "abl", "yla": "ins", "": "nom"}
FORMS = [
    ("ru", "подпиш", "ет", Tense.FUTURE, False),
    ("ru", "подписа", "ли", Tense.PAST, False),
    ("ru", "стягива", "ют", Tense.PRESENT, False),
    ("ru", "подписа", "ть", Tense.INFINITIVE, False),
    ("tr", "imzala", "dı", Tense.PAST, False),
    ("tr", "imzala", "mayacak", Tense.FUTURE, True),
    ("tr", "imzala", "madığını", Tense.PAST, True),
    ("tr", "imzala", "ması", Tense.BOUND, False),
    ("kk", "айыпта", "ды", Tense.PAST, False),
    ("kk", "енгіз", "бейді", Tense.FUTURE, True),
]
DATES = {
    ("ru", "5 мая 2023 года"): "2023-05-05",
    ("ru", "вчера"): "2024-03-12",
    ("ru", "в прошлом году"): "2023",
    ("ru", "10–12 марта"): "2024-03-10/2024-03-12",
    ("ru", "в июле 2021 года"): "2021-07",
    ("ru", "в понедельник"): "2024-03-11",
    ("ru", "к 1 октября 2030 года"): "2030-10-01",
    ("tr", "5 Mayıs 2023'te"): "2023-05-05",
    ("tr", "dün"): "2024-03-12",
    ("tr", "geçen yıl"): "2023",
    ("tr", "Temmuz 2021'de"): "2021-07",
    ("tr", "pazartesi günü"): "2024-03-11",
    ("kk", "2022 жылғы 11 қарашада"): "2022-11-11",
    ("kk", "былтыр"): "2023",
}


@pytest.mark.parametrize(("pair", "cases"), CASES.items())
def test_a_russian_name_has_the_cases_of_its_ending(pair: tuple[str, str], cases: str) -> None:
    assert " ".join(sorted(of_name(*pair))) == cases


@pytest.mark.parametrize(("ending", "case"), SUFFIXES.items())
def test_a_turkish_name_has_the_case_of_its_suffix(ending: str, case: str) -> None:
    assert of_suffix(ending, "tr") == {case}


def test_a_turkish_noun_with_an_ending_of_its_own_is_told_from_the_bare_one() -> None:
    assert of_ending("bakanlığından", "tr") == {"abl"}
    assert "nom" in of_ending("bakanlığı", "tr")


@pytest.mark.parametrize(("language", "stem", "rest", "tense", "negated"), FORMS)
def test_an_ending_tells_the_tense(language: str, stem: str, rest: str, tense: Tense, negated: bool) -> None:
    form = form_of(language, rest, stem, perfective=language == "ru")
    assert form is not None
    assert (form.tense, form.negated) == (tense, negated)


@pytest.mark.parametrize(
    ("language", "word", "rest"), [("ru", "подписа", "нием"), ("tr", "imza", "lık"), ("kk", "айып", "кер")]
)
def test_a_noun_beside_the_verb_is_no_form_of_it(language: str, word: str, rest: str) -> None:
    assert form_of(language, rest, word, perfective=True) is None


@pytest.mark.parametrize(("told", "when"), DATES.items())
def test_a_date_is_what_it_means_on_the_day_of_publication(told: tuple[str, str], when: str) -> None:
    language, text = told
    (found,) = Calendar(language, PartialDate(2024, 3, 13)).expressions(text)
    assert str(found.when) == when


def test_a_date_that_depends_on_an_unknown_day_is_not_guessed() -> None:
    (found,) = Calendar("ru", None).expressions("в прошлом году")
    assert found.when is None


@pytest.mark.parametrize("text", ["31 ноября 2023 года", "2023 солдата"])
def test_what_is_no_date_gives_none(text: str) -> None:
    assert Calendar("ru", PartialDate(2024, 3, 13)).expressions(text) == []
