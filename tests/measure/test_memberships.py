"""Memberships: who sits with whom, by which rule, and what the tables cannot say."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import UsageError
from dragoman.measure.memberships import memberships, overlap
from dragoman.world import World, load_world

from .bench import BENCH, needs_bench

HEAD = "org,state,status,start,end,certainty,source,checked,note\n"
BODIES = "id,name,type,state,parent,start,end,certainty,source,checked,note\n"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A ledger with three bodies of one's own, of a type that ours do not have."""
    folder = tmp_path / "my.world"
    folder.mkdir()
    bodies = "".join(f"BODY{n},Body {n},forum,,,2000,,unverified,general,,\n" for n in (1, 2, 3))
    (folder / "organisations.csv").write_text(BODIES + bodies, encoding="utf-8")
    rows = [
        ("BODY1", "KAZ", "member", "2000", ""), ("BODY1", "RUS", "member", "2005", "2010"),
        ("BODY2", "KAZ", "associate", "2000", ""), ("BODY2", "RUS", "member", "2000", ""),
        ("BODY3", "KAZ", "observer", "2000", ""), ("BODY3", "RUS", "member", "2000", ""),
    ]  # fmt: skip
    lines = "".join(
        f"{org},{state},{status},{start},{end},unverified,general,,\n" for org, state, status, start, end in rows
    )
    (folder / "memberships.csv").write_text(HEAD + lines, encoding="utf-8")
    return tmp_path / "my.ledger"


def numbers(book: Path, **asked: object) -> dict[str, float | None]:
    frame = memberships("KAZ", ["RUS"], types=["forum"], ledger=book, **asked).frame  # type: ignore[arg-type]
    return dict(frame.select("measure", "value").rows())


def test_full_and_associate_members_count_and_observers_do_not(book: Path) -> None:
    assert numbers(book, on="2007-06-01") == {"joint": 2, "jaccard": pytest.approx(2 / 3), "share": 1}


def test_full_members_alone_count_by_the_rule_of_that_name(book: Path) -> None:
    assert numbers(book, on="2007-06-01", rule="full") == {"joint": 1, "jaccard": pytest.approx(1 / 3), "share": 1}


def test_observers_count_by_the_rule_that_takes_all(book: Path) -> None:
    assert numbers(book, on="2007-06-01", rule="all") == {"joint": 3, "jaccard": 1, "share": 1}


def test_a_membership_counts_as_of_its_dates(book: Path) -> None:
    frame = memberships("KAZ", ["RUS"], types=["forum"], ledger=book, by="year", first=2004, last=2010).frame
    joint = dict(frame.filter(frame["measure"] == "joint").select("period", "value").rows())
    assert joint == {"2004": 1, "2005": 2, "2006": 2, "2007": 2, "2008": 2, "2009": 2, "2010": 1}


def test_a_number_names_the_rows_of_both_states_that_it_rests_on(book: Path) -> None:
    result = memberships("KAZ", ["RUS"], types=["forum"], ledger=book, on="2007-06-01")
    assert result.rests_on("memberships:KAZ:RUS:2007-06-01:joint:cow:forum") == (
        "table:memberships.csv BODY1 KAZ", "table:memberships.csv BODY1 RUS",
        "table:memberships.csv BODY2 KAZ", "table:memberships.csv BODY2 RUS",
    )  # fmt: skip
    assert any("of the 4 memberships behind the joint counts 4 are unverified" in note for note in result.notes)


def test_whoever_is_in_no_table_has_no_number_and_not_a_zero(book: Path) -> None:
    frame = memberships("KAZ", ["FRA"], types=["forum"], ledger=book, on="2007-06-01").frame
    assert frame["value"].to_list() == [None, None, None]
    assert frame["missing"][0] == "no membership of FRA that counts is in our tables for then"


def test_the_list_of_states_of_a_registry_is_no_organisation() -> None:
    result = memberships("KAZ", ["RUS"], types=None, on="2022-01-01")
    assert not any("COWSYS" in row for rows in result.evidence.values() for row in rows)


def test_kazakhstan_and_turkiye_share_the_turkic_bodies_and_not_the_csto() -> None:
    result = memberships("KAZ", ["TUR", "RUS"], on="2022-01-01")
    shared = {other: result.rests_on(f"memberships:KAZ:{other}:2022-01-01:joint:cow") for other in ("TUR", "RUS")}
    assert "table:memberships.csv OTS TUR" in shared["TUR"]
    assert not any("CSTO" in row for row in shared["TUR"])
    assert "table:memberships.csv CSTO RUS" in shared["RUS"]


@given(st.integers(0, 80), st.integers(0, 80), st.data())
def test_overlap_is_symmetric_but_for_the_share_of_own_and_stays_in_range(a: int, b: int, data: st.DataObject) -> None:
    joint = data.draw(st.integers(0, min(a, b)))
    there, back = overlap(a, b, joint), overlap(b, a, joint)
    assert (there["joint"], there["jaccard"]) == (back["joint"], back["jaccard"])
    for name in ("jaccard", "share"):
        assert there[name] is None or 0 <= (there[name] or 0) <= 1


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"rule": "ours"}, "ours"), ({"types": ["club"]}, "club"), ({"by": "month"}, "month"),
        ({"by": "year", "first": 2010, "last": 2000}, "2010 to 2000"), ({"others": []}, "nobody else"), ({"on": "soon"}, "soon"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_says_why(asked: dict[str, object], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        memberships(**({"state": "KAZ", "others": ["RUS"]} | asked))  # type: ignore[arg-type]


@needs_bench
def test_the_published_overlap_of_all_organisations_follows_from_its_counts() -> None:
    with (BENCH / "gold_igo_overlap_KAZ_cow_igo_v3.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 240
    for row in rows:
        one, other, joint = (int(row[name]) for name in ("n_full_a", "n_full_b", "joint_full"))
        found = overlap(one, other, joint)
        assert one + other - joint == int(row["union_full"])
        assert f"{found['jaccard']:.4f}" == f"{float(row['jaccard']):.4f}"
        assert f"{found['share']:.4f}" == f"{float(row['share_of_a']):.4f}"


@needs_bench
def test_members_listed_by_the_correlates_of_war_are_counted_by_its_rule() -> None:
    with (BENCH / "cow_igo_v3_memberships_central_asia_and_powers.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    world = load_world()
    for rule, wanted in (("cow", {"CIS"}), ("full", set()), ("all", {"CIS", "EAEC"})):
        held: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            if int(row["first_year"]) <= 2010 <= int(row["last_year_in_data"]) and _counts(world, row["status"], rule):
                held[row["state"]].add(row["igo"])
        assert (held["KAZ"] & held["UKR"]) - {"OSCE", "UN", "IMF", "EBRD"} == wanted


def _counts(world: World, status: str, rule: str) -> bool:
    """Whether a status of COW counts, by the rule as it is applied to our own rows."""
    from dataclasses import replace

    from dragoman.measure.memberships import counted

    row = world.memberships(org="OTS")[0]
    return bool(counted([replace(row, status={"full": "member"}.get(status, status))], rule, world))
