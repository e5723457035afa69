"""The Correlates of War: years into spells; no data are missing and end nothing."""

import datetime
from collections.abc import Callable, Iterable

import pytest

from dragoman.errors import DataError, UsageError
from dragoman.world import World
from dragoman.world.registries import Report, rows_of

from .conftest import FILES, Rows, Write

Line = tuple[str, str, str, str, str]


def spells(rows: Rows) -> list[Line]:
    return [(r["org"], r["state"], r["status"], r["start"], r["end"]) for r in rows["memberships.csv"]]


def sheet(years: Iterable[tuple[int, object]], *, column: str = "Turksoy", ccode: int = 950) -> str:
    others = "".join(f"2,{year},usa,0\n" for year in (1980, 1985, 1990, 1995, 2000))
    rows = "".join(f"{ccode},{year},x,{value}\n" for year, value in years)
    return f"ccode,year,state,{column}\n{rows}{others}"


def spell(write: Write, *years: tuple[int, object]) -> list[tuple[str, str, str, str]]:
    rows = rows_of(write("state_year.csv", sheet(years))).get("memberships.csv", [])
    return [(r["status"], r["start"], r["end"], r["note"]) for r in rows]


def test_a_stay_in_the_state_system_ends_the_day_after_its_last_day() -> None:
    found = spells(rows_of(FILES / "states2016.csv"))
    assert ("COWSYS", "EST", "member", "1918-11-11", "1940-06-17") in found


def test_the_last_day_of_the_file_is_nobodys_end() -> None:
    found = spells(rows_of(FILES / "states2016.csv"))
    assert ("COWSYS", "KAZ", "member", "1991-12-16", "") in found


def test_a_number_that_states_bore_in_turn_is_shared_out_by_their_dates() -> None:
    found = [line for line in spells(rows_of(FILES / "states2016.csv")) if line[1] in ("YUG", "SCG", "SRB")]
    assert [line[1] for line in found] == ["YUG", "SCG", "SRB"]
    assert found[0][4] == found[1][3]
    assert found[1][4] == found[2][3]
    assert found[2][4] == ""


def test_states_unknown_by_their_number_are_counted() -> None:
    report = Report()
    rows_of(FILES / "states2016.csv", report=report)
    assert report.skipped["a membership of a state that we do not know by its COW number"] == 1  # Hanover


def test_the_state_system_stands_for_nobody(added: Callable[[Rows], World]) -> None:
    world = added(rows_of(FILES / "states2016.csv"))
    assert world.rollup("COWSYS", on=datetime.date(2000, 1, 1)) is None


def test_years_of_the_state_system_become_stays() -> None:
    found = [line for line in spells(rows_of(FILES / "system2016.csv")) if line[1] == "EST"]
    assert [(start, end) for *_, start, end in found] == [("", "1941"), ("1991", "")]


def test_a_spell_begins_in_its_first_year_and_ends_in_the_year_after_its_last(write: Write) -> None:
    assert spell(write, (1990, 0), (1991, 1), (1992, 1), (1993, 0)) == [("member", "1991", "1993", "")]


def test_missing_data_end_nothing_and_are_noted(write: Write) -> None:
    years = [(1990, 0), (1991, 1), (1992, -9), (1993, -9), (1994, 1), (1995, 0)]
    assert spell(write, *years) == [("member", "1991", "1995", "no data 1992–1993")]


def test_missing_data_before_the_end_are_noted(write: Write) -> None:
    assert spell(write, (1990, 0), (1991, 1), (1992, -9), (1993, 0)) == [("member", "1991", "1993", "no data 1992")]


def test_missing_data_before_the_beginning_are_noted(write: Write) -> None:
    assert spell(write, (1990, -9), (1991, 1), (1992, 0)) == [("member", "1991", "1992", "no data 1990")]


def test_missing_data_up_to_the_last_row_leave_the_end_open(write: Write) -> None:
    assert spell(write, (1990, 0), (1991, 1), (1992, -9)) == [("member", "1991", "", "no data from 1992")]


def test_full_members_associates_and_observers_are_told_apart(write: Write) -> None:
    found = spell(write, (1990, 3), (1991, 2), (1992, 1), (1993, -1))
    assert [(status, start, end) for status, start, end, _ in found] == [
        ("observer", "1990", "1991"),
        ("associate", "1991", "1992"),
        ("member", "1992", "1993"),
    ]


def test_a_member_in_the_last_year_of_the_file_has_no_end(write: Write) -> None:
    assert spell(write, (1999, 0), (2000, 1)) == [("member", "2000", "", "the file ends in 2000")]


def test_a_member_in_the_first_year_of_the_file_has_no_beginning(write: Write) -> None:
    assert spell(write, (1980, 1), (1981, 0)) == [("member", "", "1981", "")]


def test_a_state_whose_rows_stop_is_a_member_no_longer(write: Write) -> None:
    assert spell(write, (1990, 0), (1991, 1)) == [("member", "1991", "1992", "")]


def test_rows_every_fifth_year_are_one_spell(write: Write) -> None:
    assert spell(write, (1980, 0), (1985, 1), (1990, 1), (1995, 0)) == [("member", "1985", "1995", "")]


def test_years_without_rows_part_two_spells(write: Write) -> None:
    found = spell(write, (1985, 0), (1986, 1), (1994, 1), (1995, 0))
    assert [(start, end) for _, start, end, _ in found] == [("1986", "1987"), ("1994", "1995")]


def test_numbers_with_a_point_and_blanks_are_read(write: Write) -> None:
    assert spell(write, (1990, "0.0"), (1991, "1.0"), (1992, ""), (1993, "1.0"), (1994, "-1.0")) == [
        ("member", "1991", "1994", "no data 1992")
    ]


def test_an_organisation_without_a_name_in_the_file_is_counted(write: Write) -> None:
    report = Report()
    assert rows_of(write("x.csv", sheet([(1990, 1)], column="AAAID")), report=report) == {}
    [reason] = [reason for reason in report.skipped if reason.startswith("an organisation whose name")]
    assert report.skipped[reason] == 1


def test_short_names_of_the_project_lead_to_our_organisations(write: Write) -> None:
    rows = rows_of(write("x.csv", sheet([(1990, 0), (1991, 3), (1992, 0)], column="EAEC")))
    assert spells(rows) == [("EURASEC", "FJI", "observer", "1991", "1992")]


def test_the_file_by_organisation_is_read_with_tabs_and_makes_new_organisations() -> None:
    rows = rows_of(FILES / "igo_year_formatv3.csv")
    [made] = rows["organisations.csv"]
    assert (made["id"], made["name"], made["start"], made["end"]) == (
        "MADEUP", "Made-Up Organization for Examples", "1995", "2005",
    )  # fmt: skip
    assert ("MADEUP", "LIE", "associate", "1997", "2006") in spells(rows)


def test_an_organisation_of_ours_is_linked_by_the_projects_name() -> None:
    report = Report()
    rows = rows_of(FILES / "igo_year_formatv3.csv", report=report)
    assert ("NATO", "IRL", "observer", "1999", "") in spells(rows)
    assert "NATO" not in {row["id"] for row in rows["organisations.csv"]}
    assert report.linked == 1


def test_a_membership_at_odds_with_our_tables_is_left_to_them(write: Write, added: Callable[[Rows], World]) -> None:
    report = Report()
    rows = rows_of(write("x.csv", sheet([(1990, 0), (1996, 3), (1999, 3)], column="NATO", ccode=220)), report=report)
    assert rows == {}
    assert report.skipped["a membership at odds with our tables"] == 1


def test_letters_that_are_not_utf8_are_read_and_counted(write: Write) -> None:
    report = Report()
    text = (FILES / "igo_year_formatv3.csv").read_text("utf-8").replace("Made-Up Organization", "Organización")
    rows = rows_of(write("igo.csv", text.encode("latin-1")), report=report)
    assert rows["organisations.csv"][0]["name"] == "Organización for Examples"
    assert report.skipped["letters that are not UTF-8 were read as Latin-1, in lines"] > 0


def test_faults_of_a_sheet_are_named_by_line_all_at_once(write: Write) -> None:
    text = "ccode,year,state,NATO\n2,1990,usa,1\n2,1991,usa,7\n2,ninety,usa,1\n2,1993,usa\n2,1989,usa,1\n"
    with pytest.raises(DataError) as fault:
        rows_of(write("bad.csv", text))
    assert [line.split(":")[1] for line in fault.value.message.splitlines()] == ["3", "4", "5", "6"]


def test_a_day_that_is_none_is_a_fault(write: Write) -> None:
    text = "stateabb,ccode,styear,stmonth,stday,endyear,endmonth,endday\nUSA,2,1816,2,30,1900,1,1\n"
    with pytest.raises(DataError, match=r"bad\.csv:2"):
        rows_of(write("bad.csv", text))


def test_rows_of_one_state_in_two_places_are_a_fault(write: Write) -> None:
    text = "ccode,year,state,NATO\n2,1990,usa,1\n20,1990,canada,1\n2,1991,usa,1\n"
    with pytest.raises(DataError, match=":4: the rows of 2 do not stand together"):
        rows_of(write("bad.csv", text))


def test_two_columns_of_one_name_are_refused(write: Write) -> None:
    with pytest.raises(UsageError, match="two columns"):
        rows_of(write("bad.csv", "ccode,year,state,NATO,nato\n2,1990,usa,1,1\n"))


def test_a_cell_without_end_is_refused(write: Write) -> None:
    with pytest.raises(DataError, match="field larger"):
        rows_of(write("bad.csv", 'ccode,year,state,NATO\n2,1990,"' + "x" * 200_000 + '",1\n'))
