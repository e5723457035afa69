"""Who held office in Central Asia and around it: the day before a change, the day of it, and the days between two."""

import datetime

import pytest

from dragoman.world import World

DAY = datetime.date.fromisoformat
CENTRAL_ASIA_AND_POWERS = ("KAZ", "UZB", "KGZ", "TJK", "TKM", "AZE", "RUS", "CHN", "TUR", "USA")
NEIGHBOURS = ("GEO", "ARM", "UKR", "BLR", "IRN", "AFG", "PAK", "SYR", "ISR", "HUN", "MDA")


def holder(world: World, body: str, office: str, day: str) -> str | None:
    tenure = world.holder(body, office, on=DAY(day))
    return tenure.person if tenure else None


@pytest.mark.parametrize(
    ("body", "office", "day", "before", "after"),
    [
        ("KAZ", "president", "2019-03-20", "nursultan-nazarbayev", "kassym-jomart-tokayev"),
        ("KAZ", "prime minister", "2022-01-05", "askar-mamin", "alikhan-smailov"),
        ("KAZ", "foreign minister", "2016-12-28", "erlan-idrissov", "kairat-abdrakhmanov"),
        ("KAZ", "foreign minister", "2019-09-18", "beibut-atamkulov", "mukhtar-tleuberdi"),
        ("KAZ", "foreign minister", "2023-04-03", "mukhtar-tleuberdi", "murat-nurtleu"),
        ("KAZ", "foreign minister", "2025-09-26", "murat-nurtleu", "yermek-kosherbayev"),
        ("KAZ", "defence minister", "2025-06-08", "ruslan-zhaksylykov", "dauren-kosanov"),
        ("UZB", "president", "2016-09-08", "nigmatilla-yuldashev", "shavkat-mirziyoyev"),
        ("UZB", "foreign minister", "2022-04-27", "abdulaziz-kamilov", "vladimir-norov"),
        ("UZB", "foreign minister", "2022-12-30", "vladimir-norov", "bakhtiyor-saidov"),
        ("KGZ", "president", "2017-11-24", "almazbek-atambayev", "sooronbay-jeenbekov"),
        ("KGZ", "chairman of the cabinet", "2024-12-16", "akylbek-japarov", "adylbek-kasymaliev"),
        ("KGZ", "foreign minister", "2022-04-22", "ruslan-kazakbayev", "jeenbek-kulubaev"),
        ("TJK", "prime minister", "2013-11-23", "oqil-oqilov", "kokhir-rasulzoda"),
        ("TKM", "president", "2022-03-19", "gurbanguly-berdimuhamedow", "serdar-berdimuhamedow"),
        ("AZE", "foreign minister", "2020-07-16", "elmar-mammadyarov", "jeyhun-bayramov"),
        ("RUS", "president", "2008-05-07", "vladimir-putin", "dmitry-medvedev"),
        ("RUS", "prime minister", "2020-01-16", "dmitry-medvedev", "mikhail-mishustin"),
        ("RUS", "secretary of the security council", "2024-05-12", "nikolai-patrushev", "sergei-shoigu"),
        ("CHN", "president", "2013-03-14", "hu-jintao", "xi-jinping"),
        ("CHN", "foreign minister", "2023-07-25", "qin-gang", "wang-yi"),
        ("TUR", "foreign minister", "2015-11-24", "feridun-sinirlioglu", "mevlut-cavusoglu"),
        ("TUR", "foreign minister", "2023-06-03", "mevlut-cavusoglu", "hakan-fidan"),
        ("USA", "president", "2021-01-20", "donald-trump", "joe-biden"),
        ("USA", "national security adviser", "2025-05-01", "mike-waltz", "marco-rubio"),
        ("GEO", "president", "2024-12-29", "salome-zourabichvili", "mikheil-kavelashvili"),
        ("GEO", "foreign minister", "2024-11-28", "ilia-darchiashvili", "maka-botchorishvili"),
        ("UKR", "president", "2019-05-20", "petro-poroshenko", "volodymyr-zelensky"),
        ("UKR", "foreign minister", "2024-09-05", "dmytro-kuleba", "andrii-sybiha"),
        ("BLR", "prime minister", "2025-03-10", "roman-golovchenko", "alexander-turchin"),
        ("IRN", "president", "2021-08-03", "hassan-rouhani", "ebrahim-raisi"),
        ("AFG", "president", "2014-09-29", "hamid-karzai", "ashraf-ghani"),
        ("PAK", "president", "2024-03-10", "arif-alvi", "asif-ali-zardari"),
        ("ISR", "prime minister", "2021-06-13", "benjamin-netanyahu", "naftali-bennett"),
        ("HUN", "prime minister", "2026-05-09", "viktor-orban", "peter-magyar"),
        ("MDA", "prime minister", "2025-11-01", "dorin-recean", "alexandru-munteanu"),
    ],
)
def test_an_office_passes_on_the_first_day_of_the_new_term(
    world: World, body: str, office: str, day: str, before: str, after: str
) -> None:
    eve = (DAY(day) - datetime.timedelta(days=1)).isoformat()
    assert (holder(world, body, office, eve), holder(world, body, office, day)) == (before, after)
    new = world.holder(body, office, on=DAY(day))
    assert new is not None
    assert new.basis.verified


@pytest.mark.parametrize(
    ("body", "office", "day", "person"),
    [
        ("KAZ", "president", "2019-05-01", "kassym-jomart-tokayev"),
        ("KAZ", "prime minister", "2022-01-06", "alikhan-smailov"),
        ("UZB", "foreign minister", "2023-02-01", "bakhtiyor-saidov"),
        ("KGZ", "president", "2020-12-31", "talant-mamytov"),
        ("KGZ", "prime minister", "2005-04-15", "kurmanbek-bakiyev"),
        ("GEO", "president", "2007-12-24", "nino-burjanadze"),
        ("ARM", "president", "2022-02-15", "alen-simonyan"),
        ("UKR", "president", "2014-03-18", "oleksandr-turchynov"),
        ("IRN", "foreign minister", "2024-06-15", "ali-bagheri-kani"),
        ("USA", "secretary of state", "2018-04-10", "john-j-sullivan"),
        ("PAK", "prime minister", "2024-02-08", "anwaar-ul-haq-kakar"),
    ],
)
def test_who_holds_an_office_for_the_time_being_is_marked_as_acting(
    world: World, body: str, office: str, day: str, person: str
) -> None:
    tenure = world.holder(body, office, on=DAY(day))
    assert tenure is not None
    assert (tenure.person, tenure.acting) == (person, True)


@pytest.mark.parametrize(
    ("body", "office", "day"),
    [
        ("IRN", "supreme leader", "2026-03-04"),  # a council stood in
        ("TUR", "prime minister", "2018-07-09"),  # the office was abolished
        ("UKR", "defence minister", "2026-01-13"),  # dismissed, and the successor not yet voted in
        ("ARM", "foreign minister", "2020-11-17"),
    ],
)
def test_between_two_terms_nobody_is_named(world: World, body: str, office: str, day: str) -> None:
    assert holder(world, body, office, day) is None


@pytest.mark.parametrize(
    ("name", "day", "person", "office"),
    [
        ("Fidan", "2020-01-01", "hakan-fidan", "head of intelligence"),
        ("Fidan", "2024-01-01", "hakan-fidan", "foreign minister"),
        ("Shoigu", "2023-01-01", "sergei-shoigu", "defence minister"),
        ("Shoigu", "2025-01-01", "sergei-shoigu", "secretary of the security council"),
        ("Rubio", "2026-02-09", "marco-rubio", "secretary of state"),
        ("Shmyhal", "2022-03-01", "denys-shmyhal", "prime minister"),
        ("Shmyhal", "2025-12-01", "denys-shmyhal", "defence minister"),
        ("Жаксылыков", "2023-01-01", "ruslan-zhaksylykov", "defence minister"),
        ("Сироджиддин Мухриддин", "2024-04-18", "sirojiddin-muhriddin", "foreign minister"),
        ("Poutine", "2022-02-24", "vladimir-putin", "president"),
        ("习近平", "2016-01-01", "xi-jinping", "president"),
        ("王毅", "2024-01-01", "wang-yi", "foreign minister"),
        ("Tikhanovskaya", "2021-01-01", "sviatlana-tsikhanouskaya", None),
    ],
)
def test_a_name_of_the_region_tells_person_and_office_of_its_day(
    world: World, name: str, day: str, person: str, office: str | None
) -> None:
    best = world.identities(name, on=DAY(day), nearly=False)[0]
    assert (best.id, best.office) == (person, office)


def test_elbasy_is_a_title_of_its_time(world: World) -> None:
    assert world.identities("Elbasy", on=DAY("2015-06-01"))[0].id == "nursultan-nazarbayev"
    assert world.mentions("Elbasy spoke.", on=DAY("2015-06-01"))[0].current
    assert not any(mention.current for mention in world.mentions("Elbasy spoke.", on=DAY("2005-06-01")))


@pytest.mark.parametrize("state", CENTRAL_ASIA_AND_POWERS)
def test_the_foreign_minister_is_known_on_every_first_of_july_since_2007(world: World, state: str) -> None:
    unknown = [year for year in range(2007, 2026) if not holder(world, state, "foreign minister", f"{year}-07-01")]
    assert unknown == []


@pytest.mark.parametrize("state", [s for s in CENTRAL_ASIA_AND_POWERS + NEIGHBOURS if s not in ("IRN", "AFG")])
def test_the_head_of_state_is_known_on_every_first_of_july_since_2001(world: World, state: str) -> None:
    unknown = [year for year in range(2001, 2026) if not holder(world, state, "head of state", f"{year}-07-01")]
    assert unknown == []


@pytest.mark.parametrize("state", [*CENTRAL_ASIA_AND_POWERS, *NEIGHBOURS])
def test_most_terms_of_the_highest_offices_since_2001_were_compared_with_a_page(world: World, state: str) -> None:
    highest = {"president", "prime minister", "premier", "chairman of the cabinet", "foreign minister"}
    terms = [
        term
        for term in world.holders(state)
        if term.office in highest and term.interval.start and term.interval.start.first >= DAY("2001-01-01")
    ]
    assert sum(term.basis.verified for term in terms) >= len(terms) * 2 / 3


@pytest.mark.parametrize(
    ("body", "office", "on", "person", "acting"),
    [
        ("PAK", "foreign minister", "2018-05-05", None, False),
        ("PAK", "foreign minister", "2018-05-30", "khurram-dastgir-khan", False),
        ("AZE", "prime minister", "1996-11-25", "artur-rasizade", True),
        ("AZE", "prime minister", "1996-11-26", "artur-rasizade", False),
        ("AFG", "foreign minister", "2006-04-01", None, False),
        ("ARG", "foreign minister", "2010-06-17", "jorge-taiana", False),
        ("ARG", "foreign minister", "2010-06-18", None, False),
        ("EGY", "foreign minister", "2004-07-12", "ahmed-aboul-gheit", False),
    ],
)
def test_a_term_begins_and_ends_as_the_pages_say(
    world: World, body: str, office: str, on: str, person: str | None, acting: bool
) -> None:
    held = world.office(body, office, on)
    assert (held.person if held else None, held.acting if held else False) == (person, acting)
