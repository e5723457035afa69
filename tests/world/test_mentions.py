"""Names in texts: what is found, what is not, and what it stands for."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.world import EntityKind, Sense, World, load_world

DAY = datetime.date


def found(world: World, text: str, **options: object) -> list[tuple[str, str]]:
    return [(m.text, m.entity.id) for m in world.mentions(text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kazakh troops met Kazakhstani officials", [("Kazakh", "KAZ"), ("Kazakhstani", "KAZ")]),
        ("Russians, Chinese and Turks", [("Russians", "RUS"), ("Chinese", "CHN"), ("Turks", "TUR")]),
        ("the Turkic world and Turkish firms", [("Turkic world", "turkic-world"), ("Turkish", "TUR")]),
        ("Russian Foreign Ministry", [("Russian Foreign Ministry", "RUS-MFA")]),
        ("Russia's Ministry of Defence", [("Russia's Ministry of Defence", "RUS-MOD")]),
        (
            "the Ministry of Foreign Affairs of the Republic of Kazakhstan",
            [("Ministry of Foreign Affairs of the Republic of Kazakhstan", "KAZ-MFA")],
        ),
        ("the US State Department said", [("US State Department", "USDOS")]),
        ("the Pentagon and the White House", [("Pentagon", "USDOD"), ("White House", "USA")]),
        ("the Minsk agreements failed in Minsk", [("Minsk agreements", "MINSKAG"), ("Minsk", "BLR")]),
        ("the Astana Process and Astana", [("Astana Process", "ASTPROC"), ("Astana", "KAZ")]),
        (
            "Central Asian countries in Central Asia",
            [("Central Asian countries", "central-asia"), ("Central Asia", "central-asia")],
        ),
        ("leaders of the West went west", [("West", "the-west")]),
        ("Latin American states and Americans", [("Latin American states", "latin-america"), ("Americans", "USA")]),
        ("Nord Stream 2, Gazprom and TASS", [("Nord Stream 2", "NS2"), ("Gazprom", "GAZPROM"), ("TASS", "TASS")]),
        ("former Soviet republics", [("former Soviet republics", "post-soviet-states")]),
        ("Georgia and Jordan and Chad", [("Georgia", "GEO"), ("Jordan", "JOR"), ("Chad", "TCD")]),
    ],
)
def test_a_name_is_found_whole_and_longest(world: World, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(world, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "give us the turkey and the china",
        "Russianness, Chinaman's, preNATOism",
        "Russian-speaking citizens learn the Kazakh language",
        "he flew to Atlanta, Georgia",
        "Michel and Costa and Wang went home",
        "the foreign ministry and the embassy",
        "he walked west",
    ],
)
def test_what_is_no_name_of_an_actor_is_not_found(world: World, text: str) -> None:
    assert found(world, text) == []


def test_us_in_capitals_is_the_state_and_us_in_small_letters_is_not(world: World) -> None:
    assert found(world, "The US told us so") == [("US", "USA")]


def test_a_possessive_ending_is_not_part_of_the_mention(world: World) -> None:
    assert found(world, "Russia’s and Türkiye's plans") == [("Russia", "RUS"), ("Türkiye", "TUR")]


def test_line_breaks_dashes_and_spelling_do_not_hide_a_name(world: World) -> None:
    text = "the Shanghai\nCooperation  Organisation, Nur–Sultan, Xi’an; Organization of Turkic states"
    assert [entity for _, entity in found(world, text)] == ["SCO", "KAZ", "xian", "OTS"]


def test_a_blank_line_separates_names(world: World) -> None:
    assert found(world, "North\n\nKorea") == [("Korea", "KOR")]


def test_headings_in_capitals_are_read(world: World) -> None:
    assert found(world, "KAZAKHSTAN AND TURKEY") == [("KAZAKHSTAN", "KAZ"), ("TURKEY", "TUR")]


def test_places_in_the_text_survive_odd_white_space(world: World) -> None:
    text = "\u00a0In  Kaz\u00adakhstan,\r\n\r\n  Moscow"
    assert [text[m.start : m.end] for m in world.mentions(text)] == ["Kaz\u00adakhstan", "Moscow"]


def test_a_former_name_still_resolves_but_is_not_current(world: World) -> None:
    (before,) = world.mentions("Turkey", on=DAY(2022, 5, 31))
    (after,) = world.mentions("Turkey", on=DAY(2022, 6, 1))
    assert (before.entity.id, before.current) == ("TUR", True)
    assert (after.entity.id, after.current) == ("TUR", False)


@pytest.mark.parametrize(
    ("on", "current"),
    [(DAY(2018, 1, 1), False), (DAY(2019, 3, 23), True), (DAY(2022, 9, 16), True), (DAY(2022, 9, 17), False)],
)
def test_nur_sultan_was_the_capital_for_a_while(world: World, on: datetime.date, current: bool) -> None:
    (mention,) = world.mentions("Nur-Sultan", on=on)
    assert (mention.entity.id, mention.sense, mention.current) == ("KAZ", Sense.METONYM, current)


def test_almaty_stands_for_the_government_only_while_it_was_the_capital(world: World) -> None:
    assert found(world, "Almaty", on=DAY(1995, 1, 1)) == [("Almaty", "KAZ")]
    assert found(world, "Almaty", on=DAY(2020, 1, 1)) == [("Almaty", "almaty")]
    assert world.mentions("Almaty")[0].entity.kind is EntityKind.PLACE


def test_moscow_before_1991_is_the_soviet_union(world: World) -> None:
    assert found(world, "Moscow", on=DAY(1985, 1, 1)) == [("Moscow", "SUN")]
    assert found(world, "Moscow", on=DAY(1995, 1, 1)) == [("Moscow", "RUS")]


def test_a_shared_surname_goes_to_whoever_was_in_office(world: World) -> None:
    assert found(world, "Aliyev spoke", on=DAY(1995, 1, 1)) == [("Aliyev", "heydar-aliyev")]
    assert found(world, "Aliyev spoke", on=DAY(2022, 1, 1)) == [("Aliyev", "ilham-aliyev")]


def test_a_person_introduced_by_the_text_keeps_the_surname(world: World) -> None:
    text = "Hillary Clinton arrived. Clinton spoke."
    assert found(world, text, on=DAY(1996, 1, 1)) == [
        ("Hillary Clinton", "hillary-clinton"),
        ("Clinton", "hillary-clinton"),
    ]


def test_a_common_surname_is_known_after_the_full_name(world: World) -> None:
    assert found(world, "Charles Michel came; Michel left") == [
        ("Charles Michel", "charles-michel"),
        ("Michel", "charles-michel"),
    ]


@pytest.mark.parametrize("spelling", ["Erdoğan", "Erdogan", "Recep Tayyip Erdogan", "R. Erdogan"])
def test_spellings_of_a_person_agree(world: World, spelling: str) -> None:
    assert found(world, f"{spelling} spoke") == [(spelling, "recep-tayyip-erdogan")]


def test_russian_names_are_found_in_every_case(world: World) -> None:
    text = "Президент Казахстана Касым-Жомарт Токаев встретился с Владимиром Путиным в Москве; российский МИД"
    assert [entity for _, entity in found(world, text, language="ru")] == [
        "KAZ", "kassym-jomart-tokayev", "vladimir-putin", "RUS", "RUS",
    ]  # fmt: skip


def test_the_head_of_a_russian_name_inflects(world: World) -> None:
    text = "между Организацией тюркских государств и Россией, Турцией, Китаем, США и ОДКБ"
    assert [e for _, e in found(world, text, language="ru")] == ["OTS", "RUS", "TUR", "CHN", "USA", "CSTO"]


def test_a_russian_word_that_only_begins_like_a_name_is_left_alone(world: World) -> None:
    assert found(world, "Иранистика, россыпь и Китайгородцев", language="ru") == []


def test_turkish_endings_after_an_apostrophe_are_not_part_of_the_name(world: World) -> None:
    text = "Türkiye’nin, Kazakistan'ın ve Türk Devletleri Teşkilatının"
    assert found(world, text, language="tr") == [
        ("Türkiye", "TUR"),
        ("Kazakistan", "KAZ"),
        ("Türk Devletleri Teşkilatının", "OTS"),
    ]


def test_kazakh_endings_are_read(world: World) -> None:
    text = "Қазақстанның және Ресейге"
    assert [entity for _, entity in found(world, text, language="kk")] == ["KAZ", "RUS"]


def test_all_languages_can_be_asked_at_once(world: World) -> None:
    assert found(world, "Russia, Россия, Rusya", language=None) == [
        ("Russia", "RUS"),
        ("Россия", "RUS"),
        ("Rusya", "RUS"),
    ]


WORDS = (
    "Russia Russian Foreign Ministry Security Council of the UN West Bank US State Department Nur-Sultan Organization "
    "Turkic States Clinton Hillary ’s , . Türkiye İ ß Central Asian republics Токаева"
)
PIECES = st.sampled_from([*WORDS.split(), "\n\n", "\u00ad", "\u00a0", "\r\n"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES).map("".join)))
def test_mentions_are_ordered_do_not_overlap_and_quote_the_text(text: str) -> None:
    for language in ("en", None):
        edge = 0
        for mention in load_world().mentions(text, language=language):
            assert edge <= mention.start < mention.end
            assert text[mention.start : mention.end] == mention.text
            edge = mention.end
