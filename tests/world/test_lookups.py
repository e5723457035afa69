"""Look-ups as of a date: identities, offices, roll-up, memberships."""

import datetime

import pytest

from dragoman.world import EntityKind, World, who_rows

DAY = datetime.date


def test_a_name_resolves_as_of_its_date(world: World) -> None:
    best = world.identities("Nazarbayev", on=DAY(2015, 6, 1))[0]
    assert (best.id, best.office, best.state) == ("nursultan-nazarbayev", "president", "KAZ")


def test_a_person_out_of_office_stands_for_nobody(world: World) -> None:
    (only,) = world.identities("Nazarbayev", on=DAY(2023, 1, 1))
    assert (only.id, only.office, only.state) == ("nursultan-nazarbayev", None, None)
    assert world.rollup("nursultan-nazarbayev", on=DAY(2023, 1, 1)) is None


def test_without_a_date_offices_come_newest_first(world: World) -> None:
    rows = who_rows("Kassym-Jomart Tokayev")
    assert [row["office"] for row in rows][:2] == ["president", "president"]
    assert rows[0]["from"] == "2019-06-12"
    assert rows[0]["to"] is None
    assert "foreign minister" in [row["office"] for row in rows]


@pytest.mark.parametrize(
    "name", ["OTS", "Turkic Council", "Organisation of Turkic States", "Türk Devletleri Teşkilatı"]
)
def test_the_organization_of_turkic_states_has_many_names(world: World, name: str) -> None:
    assert world.identities(name)[0].id == "OTS"


def test_the_turkic_council_bears_its_dates(world: World) -> None:
    row = who_rows("Turkic Council", on=DAY(2024, 1, 1))[0]
    assert (row["id"], row["from"], row["to"]) == ("OTS", "2009-10-03", "2021-11-12")
    assert row["current"] is False


@pytest.mark.parametrize("name", ["CSTO", "OTS", "EAEU", "OSCE", "Collective Security Treaty Organization"])
def test_organisations_are_organisations_and_no_armed_groups(world: World, name: str) -> None:
    entity = world.entity(world.identities(name)[0].id)
    assert entity is not None
    assert (entity.kind, entity.type) == (EntityKind.ORGANISATION, "igo")
    assert world.rollup(entity.id) == entity.id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ERDOGAN", "recep-tayyip-erdogan"),
        ("zelenskyy", "volodymyr-zelensky"),
        ("Kazahkstan", "KAZ"),
        ("the Kremlin", "RUS"),
        ("President Tokayev", "kassym-jomart-tokayev"),
        ("Токаев", "kassym-jomart-tokayev"),
        ("705", "KAZ"),
        ("KAZ", "KAZ"),
    ],
)
def test_who_forgives_spelling_and_titles(world: World, name: str, expected: str) -> None:
    assert world.identities(name)[0].id == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("kaz", "KAZ"),
        ("Türkiye'nin", "TUR"),
        ("Kazakhstan's", "KAZ"),
        ("Казахстаном", "KAZ"),
        ("prime minister of Kazakhstan", "askar-mamin"),
        ("Russian Foreign Minister", "sergey-lavrov"),
        ("Kazakhstan's foreign minister", "mukhtar-tleuberdi"),
        ("the secretary of state of the United States", "antony-blinken"),
        ("Secretary General of NATO", "jens-stoltenberg"),
    ],
)
def test_who_answers_to_codes_endings_and_offices(world: World, name: str, expected: str) -> None:
    assert world.identities(name, on=DAY(2021, 6, 1))[0].id == expected


def test_the_holders_of_an_office_come_newest_first(world: World) -> None:
    held = [row.start or "" for row in world.identities("president of the United States")]
    assert held == sorted(held, reverse=True)
    assert len(held) > 3


def test_an_office_that_nobody_is_known_to_have_held_is_a_blank(world: World) -> None:
    assert world.identities("president of Kazakhstan", on=DAY(1850, 1, 1)) == []


def test_names_that_were_not_in_use_are_left_out_if_others_were(world: World) -> None:
    for row in world.identities("Astana", on=DAY(2023, 1, 1)):
        assert row.current
        assert row.end is None


def test_only_a_near_name_is_not_taken_for_certain(world: World) -> None:
    assert world.identities("Kazahkstan", nearly=False) == []


@pytest.mark.parametrize("nonsense", ["", "  ", "xyzzyplugh", "the"])
def test_who_knows_when_it_does_not_know(world: World, nonsense: str) -> None:
    assert world.identities(nonsense) == []


@pytest.mark.parametrize(
    ("body", "office", "on", "person"),
    [
        ("KAZ", "president", DAY(2019, 3, 19), "nursultan-nazarbayev"),
        ("KAZ", "president", DAY(2019, 3, 20), "kassym-jomart-tokayev"),
        ("USA", "foreign minister", DAY(2022, 1, 6), "antony-blinken"),
        ("USA", "secretary of state", DAY(2022, 1, 6), "antony-blinken"),
        ("DEU", "head of government", DAY(2022, 1, 6), "olaf-scholz"),
        ("NATO", "secretary-general", DAY(2024, 9, 30), "jens-stoltenberg"),
        ("OTS", "secretary-general", DAY(2021, 1, 1), "baghdad-amreyev"),
    ],
)
def test_an_office_has_its_holder_on_a_date(
    world: World, body: str, office: str, on: datetime.date, person: str
) -> None:
    tenure = world.holder(body, office, on=on)
    assert tenure is not None
    assert tenure.person == person


def test_an_unknown_holder_is_a_blank_and_no_guess(world: World) -> None:
    assert world.holder("KAZ", "president", on=DAY(1850, 1, 1)) is None
    assert world.holder("XXX", "president", on=DAY(2020, 1, 1)) is None
    assert world.holder("KAZ", "foreign minister", on=DAY(1999, 10, 5)) is None  # two rows meet in that month


@pytest.mark.parametrize(
    ("entity", "on", "expected"),
    [
        ("KAZ", None, "KAZ"),
        ("USDOS", None, "USA"),
        ("RUS-MFA", None, "RUS"),
        ("UNSC", None, "UN"),
        ("GAZPROM", None, None),
        ("TASS", None, None),
        ("TALIBAN", None, None),
        ("central-asia", None, None),
        ("almaty", None, None),
        ("nobody-at-all", None, None),
        ("ursula-von-der-leyen", DAY(2022, 1, 1), "EU"),
        ("vladimir-putin", DAY(2010, 1, 1), "RUS"),
        ("kassym-jomart-tokayev", DAY(2012, 1, 1), "UN"),
        ("mikhail-gorbachev", DAY(1991, 1, 1), "SUN"),
        ("joe-biden", None, "USA"),
    ],
)
def test_an_entity_rolls_up_to_the_body_behind_it(
    world: World, entity: str, on: datetime.date | None, expected: str | None
) -> None:
    assert world.rollup(entity, on=on) == expected


def members(world: World, org: str, on: datetime.date) -> set[str]:
    return {m.state for m in world.memberships(org=org, on=on) if m.status == "member"}


def test_memberships_hold_on_their_dates(world: World) -> None:
    assert "UZB" in members(world, "CSTO", DAY(2010, 1, 1))
    assert "UZB" not in members(world, "CSTO", DAY(2013, 1, 1))
    assert members(world, "OTS", DAY(2012, 1, 1)) == {"AZE", "KAZ", "KGZ", "TUR"}
    assert "GBR" not in members(world, "EU", DAY(2020, 2, 1))


def test_memberships_of_a_state_tell_member_from_observer(world: World) -> None:
    status = {m.org: m.status for m in world.memberships(state="TKM", on=DAY(2023, 1, 1))}
    assert status["OTS"] == "observer"
    assert status["UN"] == "member"


def test_a_group_knows_its_states(world: World) -> None:
    assert world.members_of_group("central-asia") == ("KAZ", "KGZ", "TJK", "TKM", "UZB")
    assert world.members_of_group("the-west") == ()
