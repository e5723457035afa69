"""The tables: every row parses, every id leads somewhere, no two rows contradict each other; bad tables are refused."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from dragoman.errors import DataError
from dragoman.records import Interval, Precision
from dragoman.world import EntityKind, Tenure, World
from dragoman.world.tables import COLUMNS, DATA, Tables, read_rows, read_tables

SHARED_BY_MANY = {"special envoy", "spokesman", "deputy foreign minister", "presidential aide"}


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


def overlapping(intervals: list[Interval]) -> Iterator[tuple[Interval, Interval]]:
    for one, other in combinations(intervals, 2):
        starts = [bound.first for bound in (one.start, other.start) if bound]
        if all(one.holds_on(day) and other.holds_on(day) for day in starts[:1]) or all(
            one.holds_on(day) and other.holds_on(day) for day in starts[1:]
        ):
            yield one, other


def exact(tenure: Tenure) -> bool:
    return all(d is None or d.precision is Precision.DAY for d in (tenure.interval.start, tenure.interval.end))


def test_no_office_is_held_by_two_on_one_day_unless_one_is_acting(tables: Tables) -> None:
    held: dict[tuple[str, str], list[Tenure]] = defaultdict(list)
    for tenure in tables.tenures:
        if tables.offices[tenure.office].role not in SHARED_BY_MANY and not tenure.acting and exact(tenure):
            held[tenure.body, tenure.office].append(tenure)
    for office, tenures in held.items():
        assert not list(overlapping([t.interval for t in tenures])), office


def test_one_kind_of_membership_does_not_overlap_itself(tables: Tables) -> None:
    stood: dict[tuple[str, str, str], list[Interval]] = defaultdict(list)
    for membership in tables.memberships:
        stood[membership.org, membership.state, membership.status].append(membership.interval)
    for membership_, intervals in stood.items():
        assert not list(overlapping(intervals)), membership_


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
    assert [line.split(": ")[0] for line in lines] == [f"metonyms.csv:{n}" for n in (3, 4, 5, 6, 7)]


def test_the_manual_names_every_column_and_its_example_loads(tmp_path: Path) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "world.md").read_text("utf-8")
    for file, columns in COLUMNS.items():
        line = next(line for line in manual.splitlines() if line.startswith("|") and f"`{file}`" in line)
        assert [cell.strip(" `") for cell in line.split("|")[-2].split(",")] == list(columns)
    example = [line.split(maxsplit=1) for line in manual.splitlines() if line.startswith("    ") and ".csv " in line]
    for file, row in example:
        table(tmp_path, file, row.split("     (")[0])
    table(tmp_path, "persons.csv", "jane-doe,Jane Doe,Doe,no,high,test,")
    assert World.load(tmp_path).rollup("jane-doe") == "XAA"


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
