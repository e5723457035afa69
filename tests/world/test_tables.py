"""The tables: every row parses, every id leads somewhere, no two rows contradict each other; bad tables are refused."""

import doctest
import re
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from dragoman.errors import DataError
from dragoman.records import Interval, PartialDate
from dragoman.world import EntityKind, Membership, Tenure, World, load_world, take_in
from dragoman.world.checks import overlap
from dragoman.world.loading import read_tables
from dragoman.world.sheet import read_rows
from dragoman.world.tables import COLUMNS, DATA, Tables

MANUAL = Path(__file__).parents[2] / "docs" / "world.md"


@pytest.fixture(scope="module")
def tables() -> Tables:
    return read_tables((DATA,))


@pytest.mark.parametrize("file", sorted(COLUMNS))
def test_every_table_states_its_source_licence_and_date(file: str) -> None:
    head = "".join(line for line in (DATA / file).read_text("utf-8").splitlines() if line.startswith("#"))
    assert "Source" in head
    assert "Apache-2.0" in head
    assert "Checked: 20" in head


@pytest.mark.parametrize("file", sorted(COLUMNS))
def test_no_row_stands_twice(file: str) -> None:
    rows = [tuple(row) for _, row in read_rows(DATA / file)]
    assert len(rows) == len(set(rows))


def test_all_members_of_the_united_nations_are_there(world: World, tables: Tables) -> None:
    states = [e for e in tables.entities.values() if e.kind is EntityKind.STATE]
    members = {m.state for m in world.memberships(org="UN") if m.status == "member" and m.interval.end is None}
    assert len(members) == 193
    assert len(states) >= 193 + 8


def test_every_body_leads_to_an_organisation_without_a_circle(world: World, tables: Tables) -> None:
    for body in tables.parents:
        seen = {body}
        while body in tables.parents:
            body = tables.parents[body]
            assert body not in seen
            seen.add(body)


def test_every_name_leads_to_its_entity(world: World, tables: Tables) -> None:
    for name in tables.names:
        assert name.entity in {identity.id for identity in world.identities(name.text)}, name


def test_no_two_hold_an_office_on_one_day_unless_the_row_or_the_office_says_so(tables: Tables) -> None:
    held: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for tenure in tables.tenures:
        if not tenure.mark and not tables.offices[tenure.office].several:
            held[tenure.body, tenure.office].append(tenure)
    for office, tenures in held.items():
        for one, other in combinations(tenures, 2):
            assert not overlap(one.interval, other.interval), (office, one.person, other.person)


def test_nobody_stands_in_an_organisation_in_two_ways_unless_one_may_stand_beside_another(tables: Tables) -> None:
    stood: dict[tuple[str, str], list[Membership]] = defaultdict(list)
    for membership in tables.memberships:
        stood[membership.org, membership.state].append(membership)
    for memberships in stood.values():
        for one, other in combinations(memberships, 2):
            if overlap(one.interval, other.interval):
                assert tables.statuses[one.status].beside or tables.statuses[other.status].beside, (one, other)


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [
        (("2001-01-01", "2002-01-01"), ("2002-01-01", ""), None),
        (("2001-01-01", "2002-01-02"), ("2002-01-01", ""), "2002-01-01"),
        (("2001", "2002"), ("2001-06", "2003"), "2001-12-31"),
        (("", "2002-02"), ("2002-02", ""), None),
        (("2001", ""), ("2009", ""), "2009-12-31"),
    ],
)
def test_terms_overlap_only_if_they_certainly_do(
    one: tuple[str, str], other: tuple[str, str], first: str | None
) -> None:
    day = overlap(span(*one), span(*other))
    assert (day and day.isoformat()) == first


def span(start: str, end: str) -> Interval:
    return Interval(PartialDate.parse(start) if start else None, PartialDate.parse(end) if end else None)


def table(folder: Path, name: str, *rows: str) -> Path:
    (folder / name).write_text("\n".join(["# ours", ",".join(COLUMNS[name]), *rows]), encoding="utf-8")
    return folder


def test_a_folder_of_ones_own_adds_to_the_world(tmp_path: Path) -> None:
    table(tmp_path, "states.csv", "XAA,Aland Republic,,,,test,,,unverified,test,,")
    table(tmp_path, "metonyms.csv", "XAA,Mariehamn City,en,metonym,2020,,high,test,")
    world = World.load(tmp_path)
    assert [m.entity.id for m in world.mentions("Mariehamn City and Aland Republic and Russia")] == [
        "XAA",
        "XAA",
        "RUS",
    ]


def test_bad_rows_are_named_all_at_once_and_nothing_is_loaded(tmp_path: Path) -> None:
    table(
        tmp_path,
        "metonyms.csv",
        "XXX,Nowhere,en,metonym,,,high,test,",
        "KAZ,Somewhere,en,metonym,2020-13-01,,high,test,",
        "KAZ,Elsewhere,en,nickname,,,high,test,",
        "KAZ,Backwards,en,metonym,2022,2020,high,test,",
        "KAZ,short row",
    )
    with pytest.raises(DataError) as caught:
        World.load(tmp_path)
    lines = caught.value.message.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"{tmp_path.name}/metonyms.csv:{n}" for n in (3, 4, 5, 6, 7)]


def test_the_manual_names_every_column() -> None:
    for file, columns in COLUMNS.items():
        line = next(line for line in MANUAL.read_text("utf-8").splitlines() if line[:1] == "|" and f"`{file}`" in line)
        assert [cell.strip(" `") for cell in line.split("|")[-2].split(",")] == list(columns)


def test_the_examples_of_the_manual_are_true() -> None:
    done = doctest.testfile(str(MANUAL), module_relative=False)
    assert done.attempted > 10
    assert done.failed == 0


def test_the_country_of_the_manual_can_be_added_as_it_stands(tmp_path: Path) -> None:
    tables = re.findall(
        r"^`(\w+\.csv)`[^\n]*:\n\n```csv\n(.*?)```", MANUAL.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    for name, text in tables:
        (tmp_path / name).write_text(text, "utf-8")
    ledger = tmp_path / "kz.ledger"
    taken = take_in([tmp_path / name for name, _ in tables], ledger)
    assert taken.added.total() == 7
    world = load_world(ledger)
    assert world.who("president of Examplia", "2021-06-01")[0].id == "jane-doe"
    assert world.rollup("jane-doe") == "XAA"
    assert [m.entity.id for m in world.mentions("Sampleville and the Examplian people")] == ["XAA", "XAA"]
    assert "OSCE" in {tie.b for tie in world.ties("XAA", "2000-01-01")}


def test_a_wrong_header_is_named(tmp_path: Path) -> None:
    (tmp_path / "states.csv").write_text("code,name\nXAA,Aland\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"states\.csv:1: the header must be id,name"):
        World.load(tmp_path)


def test_an_id_cannot_be_given_twice(tmp_path: Path) -> None:
    table(tmp_path, "states.csv", "KAZ,Kazakhstan again,,,,test,,,unverified,test,,")
    with pytest.raises(DataError, match="already taken"):
        World.load(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError):
        World.load(tmp_path / "none")
