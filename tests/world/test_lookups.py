"""Look-ups as of a date: identities, offices, roll-up, memberships."""

import datetime
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.world import EntityKind, World, known_of, members, milestones, office, route, who, who_rows

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


def members_in(world: World, org: str, on: datetime.date) -> set[str]:
    return {m.state for m in world.memberships(org=org, on=on) if m.status == "member"}


def test_memberships_hold_on_their_dates(world: World) -> None:
    assert "UZB" in members_in(world, "CSTO", DAY(2010, 1, 1))
    assert "UZB" not in members_in(world, "CSTO", DAY(2013, 1, 1))
    assert members_in(world, "OTS", DAY(2012, 1, 1)) == {"AZE", "KAZ", "KGZ", "TUR"}
    assert "GBR" not in members_in(world, "EU", DAY(2020, 2, 1))


def test_memberships_of_a_state_tell_member_from_observer(world: World) -> None:
    status = {m.org: m.status for m in world.memberships(state="TKM", on=DAY(2023, 1, 1))}
    assert status["OTS"] == "observer"
    assert status["UN"] == "member"


def test_a_group_knows_its_states(world: World) -> None:
    assert world.members_of_group("central-asia") == ("KAZ", "KGZ", "TJK", "TKM", "UZB")
    assert world.members_of_group("the-west") == ()


def test_who_takes_a_day_as_text_and_declines_near_names_unless_asked() -> None:
    assert who("Nazarbayev", "2015-06-01")[0].office == "president"
    assert who("Kazahkstan") == []
    assert who("Kazahkstan", near=True)[0].id == "KAZ"


def test_the_list_that_who_gives_is_the_callers_own(world: World) -> None:
    world.who("Kazakhstan").clear()
    assert world.who("Kazakhstan")[0].id == "KAZ"


@pytest.mark.parametrize("on", ["2022", "2022-01", "yesterday", ""])
def test_what_is_no_day_is_refused(on: str) -> None:
    with pytest.raises(UsageError):
        who("Kazakhstan", on)


def test_an_answer_changes_on_the_day_on_which_the_world_did(world: World) -> None:
    assert world.who("Nazarbayev", "2019-03-19")[0].office == "president"
    assert "president" not in [row.office for row in world.who("Nazarbayev", "2019-03-20")]
    assert world.who("Turkic Council", "2021-11-11")[0].current
    assert not world.who("Turkic Council", "2021-11-12")[0].current


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Russian Foreign Ministry", "RUS-MFA"),
        ("Ministry of Foreign Affairs of Kazakhstan", "KAZ-MFA"),
        ("RUS-MFA", "RUS-MFA"),
        ("Қазақстанның", "KAZ"),
        ("Организацией тюркских государств", "OTS"),
    ],
)
def test_who_knows_organs_of_states_and_inflected_names(world: World, name: str, expected: str) -> None:
    assert world.who(name)[0].id == expected


def test_a_long_text_is_no_name(world: World) -> None:
    assert world.who("president of " * 10_000) == []


def test_an_answer_says_whether_its_row_was_compared_with_a_page(tmp_path: Path) -> None:
    head = "person,body,office,start,end,acting,certainty,source,checked,note"
    rows = [
        "jane-doe,KAZ,special envoy,2020,2021,,unverified,general,,",
        "jane-doe,KAZ,special envoy,2022,2023,,high,pages:x.org,2026,",
    ]
    (tmp_path / "tenures.csv").write_text("\n".join([head, *rows]) + "\n", "utf-8")
    (tmp_path / "persons.csv").write_text(
        "id,name,surname,bare,certainty,source,note\njane-doe,Jane Doe,Doe,no,high,x,\n", "utf-8"
    )
    own = World.load(tmp_path)
    assert [row.verified for row in own.who("Jane Doe")] == [True, False]
    assert own.who("Jane Doe")[0].to_row()["verified"] is True


def test_members_are_those_who_make_an_organisation_up() -> None:
    assert {row.state for row in members("OTS", "2012-01-01")} == {"AZE", "KAZ", "KGZ", "TUR"}
    assert {row.state for row in members("Turkic Council", on=DAY(2022, 1, 1))} == {"AZE", "KAZ", "KGZ", "TUR", "UZB"}
    assert "HUN" in {row.state for row in members("OTS", "2022-01-01", statuses=("observer",))}


def test_an_unknown_organisation_is_told_with_near_names() -> None:
    with pytest.raises(UsageError) as caught:
        members("Turkic Counci")
    assert "Organization of Turkic States (OTS)" in caught.value.hint
    with pytest.raises(UsageError, match="is a person"):
        members("Tokayev")
    with pytest.raises(UsageError, match="no status"):
        members("OTS", statuses=("chum",))


def test_an_office_is_asked_by_body_and_day() -> None:
    held = office("Kazakhstan", "president", "2019-04-01")
    assert held is not None
    assert (held.person, held.acting) == ("kassym-jomart-tokayev", True)
    assert office("KAZ", "president", "1850-01-01") is None
    with pytest.raises(UsageError) as caught:
        office("KAZ", "presidnt", "2019-04-01")
    assert "president" in caught.value.hint


def test_ties_are_memberships_and_all_else_that_binds(tmp_path: Path) -> None:
    (tmp_path / "ties.csv").write_text(
        "a,b,relation,instrument,start,end,certainty,source,checked,note\n"
        "KAZ,ISL,strategic_partner,,2010-05-01,2020-05-01,unverified,general,,\n",
        "utf-8",
    )
    own = World.load(tmp_path)
    for state, other in (("KAZ", "ISL"), ("Iceland", "KAZ")):
        bound = own.ties(state, "2012-01-01")
        assert ("KAZ", "ISL", "strategic_partner") in {(tie.a, tie.b, tie.relation) for tie in bound}
        assert other in {tie.a for tie in bound} | {tie.b for tie in bound}
    assert ("KAZ", "OTS", "member") in {(tie.a, tie.b, tie.relation) for tie in own.ties("KAZ", "2012-01-01")}
    assert "strategic_partner" not in {tie.relation for tie in own.ties("KAZ", "2020-05-01") if tie.b == "ISL"}
    assert own.ties("OTS", "2012-01-01")


def test_milestones_and_stops_come_in_order(tmp_path: Path) -> None:
    dates = [event.date.first for event in milestones("OTS")]
    assert dates == sorted(dates)
    assert milestones("no such thing") == []
    (tmp_path / "organisations.csv").write_text(
        "id,name,type,state,parent,start,end,certainty,source,checked,note\n"
        "XROAD,Road of Exemplars,corridor,,,2001,,unverified,general,,\n",
        "utf-8",
    )
    (tmp_path / "routes.csv").write_text(
        "org,step,kind,entity,certainty,source,checked,note\n"
        "XROAD,2,state,KAZ,unverified,general,,\nXROAD,1,state,CHN,unverified,general,,\n",
        "utf-8",
    )
    assert [stop.entity for stop in World.load(tmp_path).route("Road of Exemplars")] == ["CHN", "KAZ"]
    assert route("no such thing") == []


def test_the_life_of_an_organisation_is_told_in_order_of_date(world: World) -> None:
    lines = known_of(world, world.resolve("OTS"))
    dates = [line.date.first for line in lines if line.date]
    assert dates == sorted(dates)
    told = {(line.what, line.name) for line in lines}
    assert {("called", "Organization of Turkic States"), ("member", "Uzbekistan"), ("observer", "Hungary")} <= told


def test_a_state_is_told_as_it_stood_on_the_day(world: World) -> None:
    lines = known_of(world, world.resolve("KAZ"), DAY(2021, 11, 12))
    told = {(line.what, line.id) for line in lines}
    assert {("president", "kassym-jomart-tokayev"), ("member of", "OTS"), ("one of", "central-asia")} <= told
    assert ("president", "nursultan-nazarbayev") not in told


def test_who_left_is_told_unless_he_became_something_else(tmp_path: Path) -> None:
    (tmp_path / "memberships.csv").write_text(
        "org,state,status,start,end,certainty,source,checked,note\n"
        "OTS,ISL,observer,2001,2002,unverified,general,,\n"
        "OTS,ISL,member,2002,2003,unverified,general,,\n",
        "utf-8",
    )
    own = World.load(tmp_path)
    lines = [line for line in known_of(own, own.resolve("OTS")) if line.id == "ISL"]
    assert [line.what for line in lines] == ["observer", "member", "no longer member"]


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("NATO chief", "2022-01-06", "jens-stoltenberg"),
        ("UN chief", "2012-01-06", "ban-ki-moon"),
        ("Turkish leader", "2010-01-06", "recep-tayyip-erdogan"),
        ("the Turkish leader", "2022-01-06", "recep-tayyip-erdogan"),
        ("German leader", "2022-01-06", "olaf-scholz"),
        ("Kazakh leader", "2022-01-06", "kassym-jomart-tokayev"),
        ("High Representative", "2022-01-06", "josep-borrell"),
        ("Президент Казахстана", "2022-01-06", "kassym-jomart-tokayev"),
        ("Президент США", "2022-01-06", "joe-biden"),
        ("министр иностранных дел России", "2022-01-06", "sergey-lavrov"),
        ("Қазақстан Президенті", "2022-01-06", "kassym-jomart-tokayev"),
        ("Cumhurbaşkanı Erdoğan", "2022-01-06", "recep-tayyip-erdogan"),
        ("Rusya Dışişleri Bakanı", "2022-01-06", "sergey-lavrov"),
        ("Президент Путин", "2022-01-06", "vladimir-putin"),
        ("МИД России", None, "RUS-MFA"),
        ("Dışişleri Bakanlığı", None, "TUR-MFA"),
        ("Mr Putin", None, "vladimir-putin"),
        ("Mr. Putin", None, "vladimir-putin"),
        ("Secretary Blinken", None, "antony-blinken"),
        ("King Charles", None, "charles-iii"),
        ("KZ", None, "KAZ"),
        ("COW 705", None, "KAZ"),
        ("gw 705", None, "KAZ"),
        ("E3", None, "e3"),
        ("AU", None, "AU"),
    ],
)
def test_who_takes_what_headlines_and_other_languages_say(
    world: World, name: str, on: str | None, expected: str
) -> None:
    assert [row.id for row in world.who(name, on)][:1] == [expected]


def test_a_code_of_two_letters_counts_in_capitals_alone(world: World) -> None:
    assert world.who("in") == []
    assert world.who("IN")[0].id == "IND"


def test_letters_that_changed_places_are_a_near_spelling(world: World) -> None:
    assert world.who("Erdoagn", near=True)[0].id == "recep-tayyip-erdogan"
    assert world.who("Erdoagn") == []


@pytest.mark.parametrize(
    ("name", "on"),
    [("Turkiye", None), ("Ankara", None), ("Palestine", None), ("Kosovo", None), ("Astana", "2020-01-01")],
)
def test_an_entity_is_told_once(world: World, name: str, on: str | None) -> None:
    ids = [row.id for row in world.who(name, on)]
    assert len(ids) == len(set(ids)) == 1


def test_a_name_out_of_use_is_told_with_the_period_before_the_day(world: World) -> None:
    (row,) = world.who("Astana", "2020-01-01")
    assert (row.end, row.current) == ("2019-03-23", False)


def test_periods_of_a_name_apart_from_each_other_stay(world: World) -> None:
    assert [row.start for row in world.who("Astana")] == ["2022-09-17", "1998-05-06"]


def test_an_answer_says_whether_the_office_was_held_for_the_time_being(world: World) -> None:
    assert [row.acting for row in world.who("president of Kazakhstan", "2019-04-01")] == [True]
    assert [row["acting"] for row in who_rows("president of Kazakhstan", DAY(2020, 1, 1))] == [False]


@pytest.mark.parametrize("name", [None, 705, ["Kazakhstan"]])
def test_what_is_no_text_is_no_name(name: object) -> None:
    with pytest.raises(UsageError, match="is no name"):
        who(name)  # type: ignore[arg-type]
