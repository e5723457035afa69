"""The states and what they are called: numbers, names in seven languages, names and capitals of their day."""

import datetime
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from dragoman.records import Interval
from dragoman.world import EntityKind, World
from dragoman.world.entities import Name, Sense
from dragoman.world.loading import read_tables
from dragoman.world.sheet import read_rows
from dragoman.world.tables import DATA, Tables

DAY = datetime.date
LANGUAGES = ("en", "ru", "tr", "kk", "ar", "zh", "fr")
COMMON = {"Congo", "Congolese", "Dominican", "Dominicans", "Korea"}  # names that two states of today share
NO_SEAT = {"BHS", "BEL", "CRI", "DJI", "GUY", "JAM", "LUX", "MCO", "SMR", "STP", "SYC"}  # Kingston, San José … mislead
Row = dict[str, str]


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables((DATA,))


@pytest.fixture(scope="module")
def states() -> dict[str, Row]:
    header, *rows = (cells for _, cells in read_rows(DATA / "states.csv"))
    return {row["id"]: row for row in (dict(zip(header, cells, strict=True)) for cells in rows)}


@pytest.fixture(scope="module")
def names(tables: Tables) -> dict[str, list[Name]]:
    found = defaultdict(list)
    for name in tables.names:
        if tables.entities[name.entity].kind is EntityKind.STATE:
            found[name.entity].append(name)
    return found


def of_status(states: dict[str, Row], status: str) -> list[str]:
    return [state for state, row in states.items() if row["status"] == status]


def test_all_states_of_today_are_there(states: dict[str, Row]) -> None:
    count = Counter(row["status"] for row in states.values())
    assert (count["UN member"], count["UN observer"]) == (193, 2)
    assert {"XKX", "TWN", "ABKH", "SOSS", "TRNC", "ESH"} == set(of_status(states, "partly recognised"))
    assert {"SUN", "YUG", "SCG", "CSK", "DDR", "YMD", "YAR", "RVN", "ARTS"} == set(of_status(states, "former"))


def test_every_member_of_the_united_nations_has_both_numbers(states: dict[str, Row]) -> None:
    for state in of_status(states, "UN member"):
        assert states[state]["cow"], state
        assert states[state]["gw"], state


def test_no_two_states_of_today_share_a_number(states: dict[str, Row]) -> None:
    for system in ("cow", "gw"):
        count = Counter(row[system] for row in states.values() if row[system] and row["status"] != "former")
        assert count.most_common(1)[0][1] == 1, system


@pytest.mark.parametrize(
    ("state", "cow", "gw"),
    [
        ("KAZ", "705", "705"),
        ("DEU", "255", "260"),
        ("YEM", "679", "678"),
        ("SRB", "345", "340"),
        ("VNM", "816", "816"),
        ("KIR", "946", "970"),
        ("NRU", "970", "971"),
        ("TON", "955", "972"),
        ("TUV", "947", "973"),
        ("SOSS", "", "397"),
    ],
)
def test_the_two_systems_number_some_states_in_their_own_way(
    states: dict[str, Row], state: str, cow: str, gw: str
) -> None:
    assert (states[state]["cow"], states[state]["gw"]) == (cow, gw)


def test_numbers_that_were_compared_tell_the_spells_of_membership(states: dict[str, Row]) -> None:
    for state, row in states.items():
        if row["cow"] and row["checked"]:
            assert "COW" in row["note"], state
    assert "COW 1816-01-01/1942-11-11 1944-08-25/..; GW 1816-01-01/.." in states["FRA"]["note"]


def test_every_member_of_the_united_nations_has_a_name_in_seven_languages(
    states: dict[str, Row], names: dict[str, list[Name]]
) -> None:
    for state in of_status(states, "UN member") + of_status(states, "UN observer"):
        proper = [name for name in names[state] if name.sense in (Sense.NAME, Sense.ACRONYM)]
        for language in LANGUAGES:
            assert any(name.language in (language, "mul") for name in proper), (state, language)


def test_every_state_of_today_has_an_english_adjective_or_people(
    states: dict[str, Row], names: dict[str, list[Name]]
) -> None:
    for state, row in states.items():
        if row["status"] != "former":
            assert any(n.language == "en" and n.sense is Sense.DEMONYM for n in names[state]), state


def test_every_member_of_the_united_nations_has_a_seat_unless_it_would_mislead(
    states: dict[str, Row], names: dict[str, list[Name]]
) -> None:
    bare = {s for s in of_status(states, "UN member") if not any(n.sense is Sense.METONYM for n in names[s])}
    assert bare == NO_SEAT


def together(one: Interval, other: Interval) -> bool:
    starts = [bound.first for bound in (one.start, other.start) if bound]
    return not starts or (one.holds_on(max(starts)) and other.holds_on(max(starts)))


def test_no_two_states_share_a_name_at_one_time_unless_it_is_known_to_be_common(
    names: dict[str, list[Name]],
) -> None:
    bearers = defaultdict(list)
    for name in (name for held in names.values() for name in held):
        bearers[name.text, name.language].append(name)
    shared = {
        one.text
        for held in bearers.values()
        for one, other in combinations(held, 2)
        if one.entity != other.entity and together(one.interval, other.interval)
    }
    assert shared == COMMON


@pytest.mark.parametrize(
    ("name", "day", "state", "current"),
    [
        ("Turkey", DAY(2022, 5, 31), "TUR", True),
        ("Turkey", DAY(2022, 6, 1), "TUR", False),
        ("Türkiye", DAY(2022, 6, 1), "TUR", True),
        ("Swaziland", DAY(2018, 4, 18), "SWZ", True),
        ("Swaziland", DAY(2018, 4, 19), "SWZ", False),
        ("Eswatini", DAY(2018, 4, 19), "SWZ", True),
        ("Macedonia", DAY(2019, 2, 11), "MKD", True),
        ("North Macedonia", DAY(2019, 2, 12), "MKD", True),
        ("Cape Verde", DAY(2013, 10, 23), "CPV", True),
        ("Burma", DAY(1980, 1, 1), "MMR", True),
        ("Burma", DAY(2020, 1, 1), "MMR", False),
        ("Zaire", DAY(1990, 1, 1), "COD", True),
        ("Ceylon", DAY(1960, 1, 1), "LKA", True),
        ("Upper Volta", DAY(1984, 8, 3), "BFA", True),
        ("Rhodesia", DAY(1970, 1, 1), "ZWE", True),
        ("United Arab Republic", DAY(1965, 1, 1), "EGY", True),
        ("Persia", DAY(2020, 1, 1), "IRN", False),
        ("Kirghizia", DAY(1980, 1, 1), "KGZ", True),
        ("Yugoslavia", DAY(1999, 1, 1), "YUG", True),
        ("Serbia and Montenegro", DAY(2005, 1, 1), "SCG", True),
        ("Republic of Artsakh", DAY(2023, 12, 31), "ARTS", True),
    ],
)
def test_a_former_name_resolves_and_says_whether_it_held(
    world: World, name: str, day: datetime.date, state: str, current: bool
) -> None:
    best = world.identities(name, on=day)[0]
    assert (best.id, best.current) == (state, current)
    (mention,) = world.mentions(f"the case of {name} again", on=day)
    assert (mention.entity.id, mention.current) == (state, current)


@pytest.mark.parametrize(
    ("capital", "day", "state"),
    [
        ("Bonn", DAY(1985, 1, 1), "DEU"),
        ("Belgrade", DAY(1995, 1, 1), "YUG"),
        ("Belgrade", DAY(2015, 1, 1), "SRB"),
        ("Prague", DAY(1988, 1, 1), "CSK"),
        ("Prague", DAY(2020, 1, 1), "CZE"),
        ("Aden", DAY(1980, 1, 1), "YMD"),
        ("Bujumbura", DAY(2010, 1, 1), "BDI"),
        ("Nur-Sultan", DAY(2020, 1, 1), "KAZ"),
        ("Saigon", DAY(1970, 1, 1), "RVN"),
        ("Rangoon", DAY(1995, 1, 1), "MMR"),
        ("Naypyidaw", DAY(2020, 1, 1), "MMR"),
        ("Quai d'Orsay", DAY(2020, 1, 1), "FRA"),
        ("Downing Street", DAY(2020, 1, 1), "GBR"),
        ("Raisina Hill", DAY(2020, 1, 1), "IND"),
    ],
)
def test_a_capital_stands_for_the_state_of_its_day(world: World, capital: str, day: datetime.date, state: str) -> None:
    (mention,) = world.mentions(f"talks with {capital} went on", on=day)
    assert (mention.entity.id, mention.current) == (state, True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Male and female victims ate chad, turkey and china from Victoria to Kingston and Georgetown"),
        ("ru", "Мало кто знает. Самое важное – дело. Дело в том, что перо. Перо! Пала крепость. Того же мнения"),
        ("tr", "Mali Eylem Görev Gücü; Çek yasası"),
        ("fr", "Maurice et Dominique mangent une Grenade"),
        ("ar", "عجز مالي ومدرسة بنين"),
        ("zh", "沿海地区"),
    ],
)
def test_an_ordinary_word_is_no_state(world: World, language: str, text: str) -> None:
    assert [m.text for m in world.mentions(text, language=language) if m.entity.kind is EntityKind.STATE] == []


@pytest.mark.parametrize("name", ["Мали", "Перу", "Самоа", "Палау", "Токио", "Дели", "Баку"])
def test_a_name_that_russian_does_not_decline_is_found_as_it_stands(world: World, name: str) -> None:
    assert [m.text for m in world.mentions(f"переговоры о {name} и с {name}", language="ru")] == [name, name]


@pytest.mark.parametrize(
    ("language", "text", "state"),
    [
        ("ru", "саудовские и катарские власти", ["SAU", "QAT"]),
        ("tr", "Suriyeli ve Iraklı yetkililer", ["SYR", "IRQ"]),
        ("kk", "ирандық және өзбекстандық тарап", ["IRN", "UZB"]),
        ("fr", "les autorités turques et arméniennes", ["TUR", "ARM"]),
        ("ar", "وزير إيراني ووزير تركي", ["IRN", "TUR"]),
    ],
)
def test_adjectives_of_the_greater_states_are_known(world: World, language: str, text: str, state: list[str]) -> None:
    assert [m.entity.id for m in world.mentions(text, language=language)] == state
