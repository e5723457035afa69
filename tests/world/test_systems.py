"""The systems: what the shipped tables say of organisations, formats, corridors, treaties and groups; the page on them."""

import datetime
import re
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.data import rows
from dragoman.records import Interval, PartialDate
from dragoman.world import Basis, EntityKind, KnownTie, Sense, World
from dragoman.world.checks import overlap
from dragoman.world.coverage import Dossier, dossier, missing, page

DAY = datetime.date
PAGE = Path(__file__).parents[2] / "docs" / "systems.md"
NEVER = Basis("unverified", "general", None)
TEN = ("IMU", "AKROMIYA", "TABLIGHI", "TIP", "JMCA", "ISIS", "ANSARULLAH", "IJU", "TALIBAN", "ALQAEDA")


def standing(world: World, org: str, status: str, on: datetime.date) -> set[str]:
    return {row.state for row in world.memberships(org=org, on=on) if row.status == status}


def numbered(world: World, org: str, kind: str) -> list[tuple[int, datetime.date]]:
    """The numbered meetings of an organisation ("3rd summit") with their first days, in the order of the numbers."""
    named = [(re.match(r"(\d+)\w\w ", row.name + " "), row) for row in world.milestones(org) if row.kind == kind]
    return sorted((int(found[1]), row.date.first) for found, row in named if found)


def designated(world: World, group: str) -> list[KnownTie]:
    return [tie for tie in world.known_ties(group) if tie.relation == "designates" and tie.b == group]


def test_the_page_is_what_the_tables_make_of_it(world: World) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(world.tables())


def test_every_system_reported_on_is_an_organisation_and_stands_once(world: World) -> None:
    listed = [row["id"] for row in rows("systems")]
    assert len(listed) == len(set(listed))
    for id_ in listed:
        entity = world.entity(id_)
        assert entity is not None, id_
        assert entity.kind is EntityKind.ORGANISATION, id_


WITHOUT_ACRONYM = {
    "none is in use": (
        "TURKACAD", "USRB", "SHANGHAI5", "CC5", "CMCA", "EUCA", "RUCA", "ASTPROC", "OSCEMG", "NORMANDY", "GENEVASYR",
        "INDCA", "GCCCA", "TSSUMMIT", "KORCA", "DECA", "ITCA",
    ),
    "its acronym means something else in most texts (West Bank, copper, Los Angeles, Turkish ships)": (
        "WB", "CU", "LAS", "TCG",
    ),
    "its name is as short": ("C5P1", "P5P1", "QUAD", "MERCOSUR", "AUKUS", "OPECPLUS"),
}  # fmt: skip


def test_every_organisation_has_an_acronym_in_english_or_a_reason_for_none(world: World) -> None:
    excused = [id_ for ids in WITHOUT_ACRONYM.values() for id_ in ids]
    known = {n.entity for n in world.tables().names if n.sense is Sense.ACRONYM and n.language in ("en", "mul")}
    lacking = [
        entity.id
        for entity in world.tables().entities.values()
        if entity.type in ("igo", "format", "assembly") and entity.id not in known
    ]
    assert sorted(lacking) == sorted(excused)


@pytest.mark.parametrize(
    "acronym",
    ["WTO", "AU", "ECO", "NDB", "EIB", "EEAS", "INF", "BTC", "ICRC", "TTP", "LNR", "DNR", "IDB", "PLA", "FSA"],
)
def test_acronyms_are_read_in_texts(world: World, acronym: str) -> None:
    (found,) = world.mentions(f"They spoke of the {acronym} today.", on=DAY(2018, 1, 1))
    assert (found.entity.id, found.open) == (acronym, False)


def test_systems_of_one_heading_stand_together() -> None:
    headings = [row["heading"] for row in rows("systems")]
    changes = [after for before, after in pairwise(headings) if before != after]
    assert len(changes) + 1 == len(set(headings))


@pytest.mark.parametrize(
    ("org", "status", "on", "count"),
    [
        ("NATO", "member", DAY(1950, 1, 1), 12),
        ("NATO", "member", DAY(1990, 1, 1), 16),
        ("NATO", "member", DAY(2024, 6, 1), 32),
        ("EU", "member", DAY(2019, 1, 1), 28),
        ("EU", "member", DAY(2021, 1, 1), 27),
        ("OSCE", "participating state", DAY(1976, 1, 1), 35),
        ("OSCE", "participating state", DAY(2020, 1, 1), 57),
        ("COE", "member", DAY(2021, 1, 1), 47),
        ("COE", "member", DAY(2023, 1, 1), 46),
        ("OIC", "member", DAY(2010, 1, 1), 57),
        ("CFE", "party", DAY(2020, 1, 1), 30),
        ("OTS", "member", DAY(2018, 1, 1), 4),
        ("OTS", "member", DAY(2024, 1, 1), 5),
        ("SCO", "member", DAY(2016, 1, 1), 6),
        ("SCO", "member", DAY(2018, 1, 1), 8),
        ("SCO", "member", DAY(2025, 1, 1), 10),
        ("CSTO", "member", DAY(2010, 1, 1), 7),
        ("CSTO", "member", DAY(2020, 1, 1), 6),
        ("EAEU", "member", DAY(2016, 1, 1), 5),
        ("BRICS", "member", DAY(2015, 1, 1), 5),
    ],
)
def test_an_organisation_had_so_many_members_on_a_day(
    world: World, org: str, status: str, on: datetime.date, count: int
) -> None:
    assert len(standing(world, org, status, on)) == count


def test_a_state_that_left_or_was_expelled_is_no_member_afterwards(world: World) -> None:
    assert "RUS" in standing(world, "COE", "member", DAY(2022, 3, 15))
    assert "RUS" not in standing(world, "COE", "member", DAY(2022, 3, 16))
    assert "GBR" not in standing(world, "EU", "member", DAY(2020, 2, 1))
    assert "GEO" not in standing(world, "CIS", "member", DAY(2010, 1, 1))
    assert "RUS" not in standing(world, "CFE", "party", DAY(2023, 11, 7))


def test_turkmenistan_is_an_associate_of_the_cis_and_ukraine_never_a_member(world: World) -> None:
    assert "TKM" in standing(world, "CIS", "associate", DAY(2020, 1, 1))
    assert "UKR" not in standing(world, "CIS", "member", DAY(2000, 1, 1))


def test_armenia_froze_its_part_in_the_csto_and_stays_a_member(world: World) -> None:
    assert "ARM" in standing(world, "CSTO", "participation frozen", DAY(2024, 6, 1))
    assert "ARM" in standing(world, "CSTO", "member", DAY(2024, 6, 1))
    assert "ARM" not in standing(world, "CSTO", "participation frozen", DAY(2023, 6, 1))


def test_one_state_chairs_the_organization_of_turkic_states_at_a_time(world: World) -> None:
    assert standing(world, "OTS", "chair", DAY(2022, 1, 1)) == {"TUR"}
    assert standing(world, "OTS", "chair", DAY(2024, 1, 1)) == {"KAZ"}


def test_observers_and_dialogue_partners_of_the_sco_became_partners(world: World) -> None:
    assert "TUR" in standing(world, "SCO", "dialogue partner", DAY(2025, 8, 31))
    assert "TUR" in standing(world, "SCO", "partner", DAY(2025, 9, 1))
    assert standing(world, "SCO", "dialogue partner", DAY(2025, 9, 1)) == set()


@pytest.mark.parametrize(
    ("org", "kind", "last"),
    [("OTS", "summit", 12), ("TSSUMMIT", "summit", 10), ("ASTPROC", "round", 22), ("G20", "summit", 20)],
)
def test_numbered_meetings_are_all_there_and_in_order(world: World, org: str, kind: str, last: int) -> None:
    found = numbered(world, org, kind)
    assert [number for number, _ in found] == list(range(1, last + 1))
    days = [day for _, day in found]
    assert days == sorted(days)


def test_a_round_of_the_astana_process_has_its_dates_and_place(world: World) -> None:
    (first,) = [row for row in world.milestones("ASTPROC") if row.name == "1st round"]
    assert (first.date, first.days, first.place) == (PartialDate(2017, 1, 23), 2, "Astana")
    places = {row.place for row in world.milestones("ASTPROC") if row.kind == "round"}
    assert places == {"Astana", "Nur-Sultan", "Sochi"}


def test_every_summit_and_round_says_where(world: World) -> None:
    for row in world.tables().milestones:
        if row.kind == "round" or (row.kind == "summit" and row.date.day):
            assert row.place, row


def test_no_milestone_is_older_than_what_it_was_proposed_for(world: World) -> None:
    for id_ in {row["id"] for row in rows("systems")}:
        life = world.milestones(id_)
        ends = [row.date.first for row in life if row.kind == "ended"]
        begins = [row.date.first for row in life if row.kind in ("signed", "founded", "proposed", "adopted")]
        if ends and begins:
            assert min(begins) <= min(ends), id_


@pytest.mark.parametrize("group", TEN)
def test_the_usual_groups_are_designated_by_somebody(world: World, group: str) -> None:
    assert designated(world, group)


def test_a_designation_that_was_lifted_has_an_end(world: World) -> None:
    assert "RUS" in {tie.a for tie in designated(world, "TALIBAN") if tie.interval.holds_on(DAY(2025, 4, 16))}
    assert "RUS" not in {tie.a for tie in designated(world, "TALIBAN") if tie.interval.holds_on(DAY(2025, 4, 17))}
    assert "KAZ" not in {tie.a for tie in designated(world, "TALIBAN") if tie.interval.holds_on(DAY(2024, 6, 1))}


def test_what_one_state_designates_another_need_not(world: World) -> None:
    on = DAY(2023, 1, 1)
    assert {tie.a for tie in designated(world, "YPG") if tie.interval.holds_on(on)} == {"TUR"}


def test_an_alliance_names_the_document_that_it_rests_on(world: World) -> None:
    allies = [tie for tie in world.known_ties("AZE") if tie.relation == "ally" and "TUR" in (tie.a, tie.b)]
    assert [(tie.instrument, str(tie.interval.start)) for tie in allies] == [("SHUSHADEC", "2021-06-15")]


def test_relations_of_ties_are_known_and_symmetric_ones_are_written_once(world: World) -> None:
    known = {row["relation"]: row["symmetric"] == "yes" for row in rows("relations")}
    pairs = {(tie.a, tie.b, tie.relation) for tie in world.tables().ties}
    for a, b, relation in pairs:
        assert relation in known
        assert not known[relation] or (b, a, relation) not in pairs, (a, b, relation)


def test_no_tie_is_twice_in_force(world: World) -> None:
    ties = world.tables().ties
    for n, tie in enumerate(ties):
        for other in ties[:n]:
            if (tie.a, tie.b, tie.relation) == (other.a, other.b, other.relation):
                assert overlap(tie.interval, other.interval) is None, (tie, other)


def test_a_state_does_not_recognise_and_refuse_at_once(world: World) -> None:
    ties = world.tables().ties
    recognised = {(tie.a, tie.b) for tie in ties if tie.relation == "recognises" and not tie.interval.end}
    refused = {(tie.a, tie.b) for tie in ties if tie.relation == "refuses_recognition" and not tie.interval.end}
    assert not recognised & refused


def test_the_middle_corridor_crosses_the_caspian_from_china_to_europe(world: World) -> None:
    course = [stop.entity for stop in sorted(world.route("TITR"), key=lambda stop: stop.step)]
    places = [course.index(entity) for entity in ("CHN", "KAZ", "aktau", "caspian-sea", "alat", "AZE", "GEO", "TUR")]
    assert places == sorted(places)
    assert "RUS" not in course


@pytest.mark.parametrize("pipeline", ["NS1", "NS2"])
def test_nord_stream_crosses_the_baltic_and_was_destroyed(world: World, pipeline: str) -> None:
    assert "baltic-sea" in {stop.entity for stop in world.route(pipeline)}
    assert [str(row.date) for row in world.milestones(pipeline) if row.kind == "destroyed"] == ["2022-09-26"]


def test_the_steps_of_a_course_are_counted_from_one_without_a_gap(world: World) -> None:
    steps: dict[str, set[int]] = {}
    for stop in world.tables().routes:
        steps.setdefault(stop.org, set()).add(stop.step)
    for org, found in steps.items():
        assert found == set(range(1, len(found) + 1)), org


def test_a_dossier_gathers_the_rows_of_one_system(world: World) -> None:
    found = dossier(world.tables(), "OTS")
    assert {row.org for row in found.memberships} == {"OTS"}
    assert "OTSSEC" in found.bodies
    assert len(found.bases) > len(found.memberships) + len(found.milestones)
    assert [row.date.first for row in found.milestones] == sorted(row.date.first for row in found.milestones)


def test_a_system_of_which_nothing_is_known_says_what_is_missing() -> None:
    empty = Dossier("XXX", "Example", "igo", Interval(), NEVER, (), (), (), (), (), (), ())
    gaps = list(missing(empty))
    assert gaps == [
        "no name in ru, tr, kk",
        "when it began",
        "who belongs to it",
        "any milestone",
        "who headed it",
    ]


def test_a_corridor_without_a_course_says_so() -> None:
    empty = Dossier("XXX", "Example", "corridor", Interval(), NEVER, (), (), (), (), (), (), ())
    assert "its course" in list(missing(empty))


@pytest.mark.parametrize(
    ("org", "date", "kind"),
    [
        ("JCPOA", "2015-07-14", "signed"),
        ("JCPOA", "2025-10-18", "ended"),
        ("PKK", "2025-05-12", "ended"),
        ("CFE", "2023-11-07", "suspended"),
        ("CFE", "2024-04-08", "suspended"),
    ],
)
def test_what_became_of_a_treaty_or_group_is_known(world: World, org: str, date: str, kind: str) -> None:
    assert (date, kind) in {(str(row.date), row.kind) for row in world.milestones(org)}


def test_saudi_arabia_is_invited_to_brics_and_no_member(world: World) -> None:
    assert "SAU" in standing(world, "BRICS", "invited", DAY(2025, 7, 1))
    assert "SAU" not in standing(world, "BRICS", "member", DAY(2025, 7, 1))
