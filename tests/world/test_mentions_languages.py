"""Names in texts of seven languages, labelled before the rules were written. One line, one case.

language; day or ""; text; ids in order. Words that must not be found are in the text too.
"""

import datetime

import pytest

from dragoman.world import World

CASES = [
    ("zh", "", "内蒙古代表团访问马里兰州", ""),
    # English
    ("en", "", "Russian-speaking citizens of Kazakhstan", "KAZ"),
    ("en", "", "Turkish coffee, Turkish-backed forces", "TUR"),
    ("en", "", "the Turkic peoples and the Turks", "turkic-world TUR"),
    ("en", "", "Chinese-made drones, Russian vodka, Kazakh songs, French wine", ""),
    ("en", "", "a Chinese-led bank and Russian-occupied land", "CHN RUS"),
    ("en", "", "the Organization of Turkic States (TDT). TDT", "OTS OTS OTS"),
    ("en", "", "TDT before the Organization of Turkic States (hereinafter the TDT)", "OTS OTS"),
    ("en", "2023-05-01", "Elbasy and the Akorda", "nursultan-nazarbayev KAZ"),
    ("en", "1985-05-01", "Moscow and Washington", "SUN USA"),
    ("en", "", "the Russians, the Kazakhs and the Uzbeks", "RUS KAZ UZB"),
    ("en", "", "NATO's, Kazakhstan’s, the Kremlin's", "NATO KAZ RUS"),
    # Russian
    ("ru", "", "Парк Сири открыт; в Сирии, с Сирией, из Сирии", "SYR SYR SYR"),
    ("ru", "", "Казахстанцы и россияне, китайцы и турки", "KAZ RUS CHN TUR"),
    ("ru", "", "мнение казахстанцев, россиян, китайцев и американцев", "KAZ RUS CHN USA"),
    ("ru", "", "вместе с казахстанцем и россиянином", "KAZ RUS"),
    ("ru", "", "президент Узбекистана прибыл в Казахстан", "UZB KAZ"),
    ("ru", "", "между Узбекистаном и Кыргызстаном", "UZB KGZ"),
    ("ru", "", "русский язык и узбекская литература", ""),
    ("ru", "", "русскоязычные жители Казахстана", "KAZ"),
    ("ru", "", "Организация тюркских государств (ТДТ); в ТДТ", "OTS OTS OTS"),
    ("ru", "", "Шанхайской организации сотрудничества (далее – ШОС)", "SCO SCO"),
    (
        "ru",
        "2023-05-01",
        "Токаев позвонил Путину, Лавров – Фидану",
        "kassym-jomart-tokayev vladimir-putin sergey-lavrov hakan-fidan",
    ),
    ("ru", "", "Китайгородцев и Россиянов", ""),
    # Turkish
    ("tr", "", "Kazakların ve Türklerin kararı", "KAZ TUR"),
    ("tr", "", "Rusya'nın, Rusya’ya, Kazakistan'dan", "RUS RUS KAZ"),
    ("tr", "", "Kazaklara, Ruslarla, Özbekler", "KAZ RUS UZB"),
    ("tr", "", "Kazakistanlılar ve İranlılar", "KAZ IRN"),
    ("tr", "", "Türk kahvesi, Türk dili", ""),
    ("tr", "", "Lehine ve Rusça", ""),
    ("tr", "", "Türk Devletleri Teşkilatına ve Teşkilatında", "OTS"),
    ("tr", "2023-05-01", "Erdoğan, Tokayev'le görüştü", "recep-tayyip-erdogan kassym-jomart-tokayev"),
    # Kazakh
    ("kk", "", "Қазақстанның Ресеймен және Қытаймен қатынасы", "KAZ RUS CHN"),
    ("kk", "", "қазақ тілі мен Түркияға", "TUR"),
    ("kk", "", "Өзбекстандағы кездесу", "UZB"),
    ("kk", "2023-05-01", "Тоқаев Мәскеуге барды", "kassym-jomart-tokayev RUS"),
    # Arabic
    ("ar", "", "وقالت روسيا إن الصين", "RUS CHN"),
    ("ar", "", "للصين ولروسيا وبالصين", "CHN RUS CHN"),
    ("ar", "", "الرئيس الروسي والحكومة الكازاخستانية", "RUS KAZ"),
    ("ar", "", "كازاخستان وتركيا وأوزبكستان", "KAZ TUR UZB"),
    ("ar", "", "روســـيا والصّين", "RUS CHN"),
    ("ar", "", "اللغة الروسية", ""),
    ("ar", "", "الولايات المتحدة وللولايات المتحدة", "USA USA"),
    ("ar", "", "منظمة شنغهاي للتعاون", "SCO"),
    # Chinese
    ("zh", "", "俄罗斯总统访问哈萨克斯坦", "RUS KAZ"),
    ("zh", "", "中国与土耳其签署协议", "CHN TUR"),
    ("zh", "", "与NATO和欧盟合作", "NATO EU"),
    ("zh", "", "上海合作组织成员国", "SCO"),
    ("zh", "", "中美关系与俄方声明", "CHN USA RUS"),
    ("zh", "", "其中美国和集中力量", "USA"),
    ("zh", "", "乌兹别克斯坦和吉尔吉斯斯坦", "UZB KGZ"),
    ("zh", "", "他说俄语、土耳其语", ""),
    # French
    ("fr", "", "le président de l’Ouzbékistan et d'Ouzbékistan", "UZB UZB"),
    ("fr", "", "la Russie, le Kazakhstan et la Chine", "RUS KAZ CHN"),
    ("fr", "", "les Russes et les autorités kazakhes", "RUS KAZ"),
    ("fr", "", "la langue russe, l'ONU et l'OTAN", "UN NATO"),
    ("fr", "", "les États-Unis et la Turquie", "USA TUR"),
    ("fr", "", "l'Organisation de coopération de Shanghai", "SCO"),
    # any language at once
    (None, "", "Казахстан, 哈萨克斯坦, كازاخستان, le Kazakhstan, Kazakistan'ın", "KAZ KAZ KAZ KAZ KAZ"),
]


@pytest.mark.parametrize(("language", "day", "text", "expected"), CASES)
def test_names_are_found_in_a_sentence(world: World, language: str | None, day: str, text: str, expected: str) -> None:
    on = datetime.date.fromisoformat(day) if day else None
    assert [m.entity.id for m in world.mentions(text, on=on, language=language)] == expected.split()


def test_a_name_keeps_all_that_it_may_mean(world: World) -> None:
    (mention,) = world.mentions("Aliyev spoke", on=datetime.date(2022, 1, 1))
    assert (mention.entity.id, mention.open) == ("ilham-aliyev", False)
    assert "heydar-aliyev" in mention.others


def test_a_name_with_two_equal_meanings_is_open(world: World) -> None:
    (mention,) = world.mentions("Congo spoke")
    assert mention.open
    assert {mention.entity.id, *mention.others} == {"COD", "COG"}


def test_a_stretch_may_tell_of_another_day(world: World) -> None:
    text = "Moscow answered. In 1985 Moscow asked."
    found = world.mentions(text, on=datetime.date(2023, 1, 1), dated=[(17, len(text), datetime.date(1985, 1, 1))])
    assert [m.entity.id for m in found] == ["RUS", "SUN"]
