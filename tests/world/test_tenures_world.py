"""Who held which office of the great powers, of neighbours and of organisations: before, on and after the day of change."""

import csv
import datetime

import pytest

from dragoman.world import World
from dragoman.world.tables import DATA

CHANGES = [
    ("ARG", "president", "cristina-fernandez-de-kirchner", "2015-12-10", "mauricio-macri"),
    ("AUS", "prime minister", "malcolm-turnbull", "2018-08-24", "scott-morrison"),
    ("BRA", "president", "fernando-henrique-cardoso", "2003-01-01", "luiz-inacio-lula-da-silva"),
    ("CAN", "prime minister", "stephen-harper", "2015-11-04", "justin-trudeau"),
    ("CAN", "foreign minister", "melanie-joly", "2025-05-13", "anita-anand"),
    ("DEU", "chancellor", "gerhard-schroder", "2005-11-22", "angela-merkel"),
    ("FRA", "president", "francois-hollande", "2017-05-14", "emmanuel-macron"),
    ("GBR", "prime minister", "theresa-may", "2019-07-24", "boris-johnson"),
    ("IND", "prime minister", "manmohan-singh", "2014-05-26", "narendra-modi"),
    ("IDN", "president", "susilo-bambang-yudhoyono", "2014-10-20", "joko-widodo"),
    ("ITA", "prime minister", "giuseppe-conte", "2021-02-13", "mario-draghi"),
    ("JPN", "foreign minister", "takeshi-iwaya", "2025-10-21", "toshimitsu-motegi"),
    ("KOR", "president", "lee-myung-bak", "2013-02-25", "park-geun-hye"),
    ("MEX", "president", "enrique-pena-nieto", "2018-12-01", "andres-manuel-lopez-obrador"),
    ("LBN", "prime minister", "najib-mikati", "2025-02-08", "nawaf-salam"),
    ("SAU", "foreign minister", "adel-al-jubeir", "2018-12-27", "ibrahim-al-assaf"),
    ("EU", "high representative", "josep-borrell", "2024-12-01", "kaja-kallas"),
    ("EUCO", "president of the council", "charles-michel", "2024-12-01", "antonio-costa"),
    ("POL", "president", "bronislaw-komorowski", "2015-08-06", "andrzej-duda"),
    ("MNG", "president", "tsakhiagiin-elbegdorj", "2017-07-10", "khaltmaagiin-battulga"),
    ("IRQ", "prime minister", "mohammed-shia-al-sudani", "2026-05-14", "ali-al-zaidi"),
    ("GRC", "prime minister", "alexis-tsipras", "2019-07-08", "kyriakos-mitsotakis"),
    ("CYP", "president", "tassos-papadopoulos", "2008-02-28", "dimitris-christofias"),
    ("NOR", "prime minister", "jens-stoltenberg", "2013-10-16", "erna-solberg"),
    ("DNK", "prime minister", "lars-lokke-rasmussen", "2019-06-27", "mette-frederiksen"),
    ("NLD", "prime minister", "dick-schoof", "2026-02-23", "rob-jetten"),
    ("NLD", "foreign minister", "david-van-weel", "2026-02-23", "tom-berendsen"),
    ("LTU", "president", "dalia-grybauskaite", "2019-07-12", "gitanas-nauseda"),
    ("LVA", "prime minister", "krisjanis-karins", "2023-09-15", "evika-silina"),
    ("EST", "prime minister", "juri-ratas", "2021-01-26", "kaja-kallas"),
    ("NATO", "secretary-general", "jens-stoltenberg", "2024-10-01", "mark-rutte"),
    ("SCO", "secretary-general", "zhang-ming", "2025-01-01", "nurlan-yermekbayev"),
    ("CSTO", "secretary-general", "imangali-tasmagambetov", "2026-01-01", "taalatbek-masadykov"),
    ("CIS", "secretary-general", "vladimir-rushailo", "2007-10-05", "sergei-lebedev"),
    ("OTS", "secretary-general", "baghdad-amreyev", "2022-11-11", "kubanychbek-omuraliev"),
    ("TURKPA", "secretary-general", "mehmet-sureyya-er", "2025-10-15", "ramil-hasanov"),
    ("OIC", "secretary-general", "ekmeleddin-ihsanoglu", "2014-01-01", "iyad-madani"),
    ("LAS", "secretary-general", "ahmed-aboul-gheit", "2026-07-01", "nabil-fahmy"),
    ("EEC", "chairman of the board", "mikhail-myasnikovich", "2024-02-01", "bakytzhan-sagintayev"),
    ("ASEAN", "secretary-general", "lim-jock-hoi", "2023-01-01", "kao-kim-hourn"),
    ("AU", "chairperson of the commission", "moussa-faki-mahamat", "2025-03-13", "mahmoud-ali-youssouf"),
    ("GCC", "secretary-general", "nayef-al-hajraf", "2023-02-01", "jasem-albudaiwi"),
    ("COE", "secretary-general", "marija-pejcinovic-buric", "2024-09-18", "alain-berset"),
    ("WTO", "director-general", "pascal-lamy", "2013-09-01", "roberto-azevedo"),
    ("IAEA", "director-general", "hans-blix", "1997-12-01", "mohamed-elbaradei"),
    ("ADB", "president of the bank", "masatsugu-asakawa", "2025-02-24", "masato-kanda"),
    ("AIIB", "president of the bank", "jin-liqun", "2026-01-16", "zou-jiayi"),
]
VACANT = [
    ("OIC", "secretary-general", "2016-11-05"),
    ("OSCE", "secretary-general", "2020-09-01"),
    ("WTO", "director-general", "2020-12-01"),
    ("LBN", "president", "2015-06-01"),
    ("ARE", "president", "2004-11-02"),
    ("VAT", "pope", "2025-05-01"),
]
ACTING = [
    ("CSTO", "secretary-general", "2017-03-01", "valery-semerikov"),
    ("IAEA", "director-general", "2019-09-01", "cornel-feruta"),
    ("POL", "president", "2010-07-20", "grzegorz-schetyna"),
]


def holder(world: World, body: str, office: str, day: datetime.date) -> str | None:
    tenure = world.holder(body, office, on=day)
    return tenure.person if tenure else None


@pytest.mark.parametrize(("body", "office", "before", "day", "after"), CHANGES)
def test_an_office_changes_hands_on_its_day(
    world: World, body: str, office: str, before: str, day: str, after: str
) -> None:
    change = datetime.date.fromisoformat(day)
    assert holder(world, body, office, change - datetime.timedelta(days=1)) == before
    assert holder(world, body, office, change) == after


@pytest.mark.parametrize(("body", "office", "day"), VACANT)
def test_nobody_holds_a_vacant_office(world: World, body: str, office: str, day: str) -> None:
    assert holder(world, body, office, datetime.date.fromisoformat(day)) is None


@pytest.mark.parametrize(("body", "office", "day", "person"), ACTING)
def test_who_stands_in_is_marked_as_acting(world: World, body: str, office: str, day: str, person: str) -> None:
    tenures = world.tenures(person, on=datetime.date.fromisoformat(day))
    assert [(tenure.body, tenure.office, bool(tenure.acting)) for tenure in tenures] == [(body, office, True)]


def test_who_runs_the_european_union_on_a_day(world: World) -> None:
    day = datetime.date(2022, 3, 1)
    assert holder(world, "EC", "president of the commission", day) == "ursula-von-der-leyen"
    assert holder(world, "EUCO", "president of the council", day) == "charles-michel"
    assert holder(world, "EU", "high representative", day) == "josep-borrell"
    assert holder(world, "EP", "president of the parliament", day) == "roberta-metsola"


def test_a_queen_and_a_prime_minister_hold_different_offices(world: World) -> None:
    day = datetime.date(1997, 6, 1)
    assert holder(world, "GBR", "monarch", day) == "elizabeth-ii"
    assert holder(world, "GBR", "head of government", day) == "tony-blair"


@pytest.mark.parametrize("name", ["Ramil Hasan", "Ramil Hasanov"])
def test_one_person_under_two_spellings_led_two_turkic_organisations(world: World, name: str) -> None:
    person = world.identities(name)[0].id
    led = [world.tenures(person, on=datetime.date(year, 1, 1))[0].body for year in (2016, 2026)]
    assert led == ["OTS", "TURKPA"]


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Макрон", "emmanuel-macron"),
        ("Гутерриш", "antonio-guterres"),
        ("高市早苗", "sanae-takaichi"),
        ("Aleksandar Vucic", "aleksandar-vucic"),
        ("King Salman", "salman-bin-abdulaziz"),
        ("Pope Leo XIV", "leo-xiv"),
    ],
)
def test_leaders_are_known_in_other_spellings(world: World, name: str, person: str) -> None:
    assert world.identities(name)[0].id == person


def test_every_change_tested_here_rests_on_a_compared_row() -> None:
    text = (DATA / "tenures.csv").read_text("utf-8").splitlines()
    rows = list(csv.DictReader(line for line in text if not line.startswith("#")))
    for body, office, _before, day, after in CHANGES:
        (row,) = [row for row in rows if (row["body"], row["office"], row["start"]) == (body, office, day)]
        assert (row["person"], bool(row["checked"])) == (after, True), row
