"""FollowTheMoney: persons, organisations, positions held; what does harm in a text is left."""

import datetime
import json
from collections.abc import Callable

import pytest

from dragoman.errors import DataError
from dragoman.world import World
from dragoman.world.registries import Report, rows_of

from .conftest import FILES, Rows, Write

FLAT = FILES / "entities.ftm.json"


@pytest.fixture(scope="module")
def report() -> Report:
    return Report()


@pytest.fixture(scope="module")
def rows(report: Report) -> Rows:
    return rows_of(FLAT, report=report)


def entity(schema: str, key: str, caption: str = "", **properties: object) -> str:
    return json.dumps({"id": key, "caption": caption, "schema": schema, "properties": properties}) + "\n"


def names(rows: Rows, entity: str) -> list[str]:
    return [row["name"] for row in rows.get("person_names.csv", []) if row["entity"] == entity]


def test_an_occupancy_of_one_of_our_offices_is_a_tenure(rows: Rows) -> None:
    held = {(row["person"], row["body"], row["office"], row["start"], row["end"]) for row in rows["tenures.csv"]}
    assert held == {
        ("pilar-exemple", "AND", "prime minister", "2015-04-01", "2019-05-16"),
        ("jordi-mostra", "AND", "foreign minister", "2019-05-22", ""),
    }


def test_an_imported_office_is_found_on_its_date_and_not_after(rows: Rows, added: Callable[[Rows], World]) -> None:
    world = added(rows)
    term = world.holder("AND", "prime minister", on=datetime.date(2016, 1, 1))
    assert term is not None
    assert term.person == "pilar-exemple"
    assert not term.basis.verified
    assert world.holder("AND", "prime minister", on=datetime.date(2020, 1, 1)) is None


def test_positions_of_courts_and_of_parts_of_a_state_are_counted_and_left(rows: Rows, report: Report) -> None:
    assert report.skipped["a position that is no office of ours"] == 2
    assert {row["body"] for row in rows["tenures.csv"]} == {"AND"}


def test_an_office_without_dates_is_not_held_for_ever(rows: Rows, report: Report) -> None:
    assert report.skipped["an office held, but when is not said"] == 1
    assert report.skipped["an office held that ended, but when is not said"] == 1


def test_a_weak_alias_is_never_a_name(rows: Rows, report: Report, added: Callable[[Rows], World]) -> None:
    assert report.skipped["a weak alias"] == 2
    assert added(rows).mentions("Yesterday Pil Ex and Mostra spoke.") == []


def test_an_alias_is_found_in_a_text(rows: Rows, added: Callable[[Rows], World]) -> None:
    found = added(rows).mentions("Pilar Exemple i Mostra spoke.")
    assert [mention.entity.id for mention in found] == ["pilar-exemple"]


def test_a_name_of_one_word_a_reversed_one_and_one_in_georgian_are_left(rows: Rows) -> None:
    assert names(rows, "pilar-exemple") == ["Пилар Эксемпле", "Pilar Exemple i Mostra"]


def test_russian_letters_make_a_russian_name(rows: Rows) -> None:
    assert {(r["name"], r["language"]) for r in rows["person_names.csv"]} >= {("Пилар Эксемпле", "ru")}


def test_the_caption_is_the_chief_name_and_capitals_are_undone(rows: Rows) -> None:
    assert [row["name"] for row in rows["persons.csv"]] == ["Pilar Exemple", "Jordi Mostra", "Kassym-Jomart Tokayev"]


def test_a_surname_alone_never_stands_for_an_imported_person(rows: Rows, added: Callable[[Rows], World]) -> None:
    assert {row["bare"] for row in rows["persons.csv"]} == {"no"}
    assert added(rows).mentions("Exemple resigned.") == []


def test_a_person_whom_we_know_is_linked_and_gets_the_new_spelling(rows: Rows) -> None:
    assert names(rows, "kassym-jomart-tokayev") == ["Qassym Jomart Toqayev"]


def test_a_namesake_from_another_country_is_somebody_else(rows: Rows) -> None:
    assert "kassym-jomart-tokayev-2" in {row["id"] for row in rows["persons.csv"]}


def test_two_persons_of_one_name_in_the_file_stay_two(write: Write) -> None:
    path = write("two.json", entity("Person", "a", "Ann Example") + entity("Person", "b", "Ann Example"))
    assert [row["id"] for row in rows_of(path)["persons.csv"]] == ["ann-example", "ann-example-2"]


def test_an_alias_that_is_somebody_elses_name_is_left(rows: Rows, added: Callable[[Rows], World]) -> None:
    assert [row["name"] for row in rows["organisation_names.csv"]] == ["EOSA"]
    [mention] = added(rows).mentions("Moscow agreed.", on=datetime.date(2020, 1, 1))
    assert mention.entity.id == "RUS"


def test_a_company_called_like_a_capital_is_left(rows: Rows, report: Report) -> None:
    assert "Astana" not in {row["name"] for row in rows["organisations.csv"]}
    assert report.skipped["an organisation with the name of another"] == 1


def test_an_organisation_has_its_home_state(rows: Rows) -> None:
    [office] = rows["organisations.csv"]
    assert (office["state"], office["type"]) == ("AND", "public body")


def test_a_membership_of_a_state_in_an_organisation_that_we_know_is_taken(rows: Rows) -> None:
    [row] = rows["memberships.csv"]
    assert (row["org"], row["state"], row["status"], row["start"]) == ("NATO", "AND", "observer", "2020-01-01")


def test_the_source_states_the_day_to_which_the_file_goes(rows: Rows) -> None:
    assert rows["persons.csv"][0]["source"] == "file:entities.ftm.json (FollowTheMoney entities, 2026-05-12)"


def test_nested_targets_give_the_same_as_flat_entities() -> None:
    [tenure] = rows_of(FILES / "targets.nested.json")["tenures.csv"]
    assert tenure["person"] == "berta-model"
    assert (tenure["body"], tenure["office"], tenure["start"]) == ("LIE", "prime minister", "2013-03-27")


def test_only_office_holders_are_taken_if_so_asked() -> None:
    report = Report()
    rows = rows_of(FLAT, only_offices=True, report=report)
    assert [row["id"] for row in rows["persons.csv"]] == ["pilar-exemple", "jordi-mostra"]
    assert report.skipped["a person without an office of ours"] == 2


@pytest.mark.parametrize(
    ("code", "state"), [("suhh", "SUN"), ("xk", "XKX"), ("KZ", "KAZ"), ("gb", "GBR"), ("ge-ab", "ABKH")]
)
def test_country_codes_lead_to_states(write: Write, code: str, state: str) -> None:
    lines = entity("Position", "p", name=["Prime Minister"], country=[code], topics=["gov.head"])
    lines += entity("Person", "a", "Ann Example")
    lines += entity("Occupancy", "o", holder=["a"], post=["p"], startDate=["1950-01-01"], endDate=["1950-02-01"])
    assert [row["body"] for row in rows_of(write("codes.json", lines))["tenures.csv"]] == [state]


@pytest.mark.parametrize(
    ("title", "country", "topics", "office"),
    [
        ("President of the Republic of Kazakhstan", "kz", [], "president"),
        ("Kazakh President", "kz", [], "president"),
        ("President", "kz", [], None),
        ("President", "kz", ["gov.head", "gov.national"], "president"),
        ("President of Kazakhstan National University", "kz", ["gov.head"], None),
        ("Vice President of the United States", "us", [], "vice president"),
        ("United States Secretary of State", "us", [], "secretary of state"),
        ("Deputy Prime Minister of Andorra", "ad", [], "deputy prime minister"),
        ("Secretary of State for Foreign, Commonwealth and Development Affairs", "gb", [], "foreign minister"),
        ("Premier of the State Council of the People's Republic of China", "cn", [], "premier"),
        ("Prime Minister of the Bahamas", "", [], "prime minister"),
        ("Former Prime Minister of Andorra", "ad", [], None),
        ("Prime Minister of Quebec", "ca", [], None),
        ("Chancellor of the University", "de", ["gov.head"], None),
        ("Secretary-General of the United Nations", "", [], "secretary-general"),
        ("Secretary General", "kz", ["gov.head"], None),
        ("President of the European Commission", "eu", [], "president of the commission"),
        ("Supreme Leader of Iran", "ir", [], "supreme leader"),
        ("King of Jordan", "jo", [], "monarch"),
    ],
)
def test_a_title_is_one_of_our_offices_or_none(
    write: Write, title: str, country: str, topics: list[str], office: str | None
) -> None:
    lines = entity("Position", "p", name=[title], country=[country] if country else [], topics=topics)
    lines += entity("Person", "a", "Ann Example")
    lines += entity("Occupancy", "o", holder=["a"], post=["p"], startDate=["1901-01-01"], endDate=["1901-02-01"])
    held = [row["office"] for row in rows_of(write("titles.json", lines)).get("tenures.csv", [])]
    assert held == ([office] if office else [])


def office(holder: str, start: str, end: str = "", post: str = "p") -> str:
    dates = {"startDate": [start]} | ({"endDate": [end]} if end else {})
    key = f"{holder}{start}{end}"
    return entity("Person", holder, f"{holder} Example") + entity(
        "Occupancy", key, holder=[holder], post=[post], **dates
    )


def test_of_two_in_one_office_the_one_whose_end_is_not_said_is_left(
    write: Write, added: Callable[[Rows], World]
) -> None:
    lines = entity("Position", "p", name=["Prime Minister of Andorra"], country=["ad"])
    lines += office("Ann", "1950-01-01") + office("Bob", "1955-01-01", "1960-01-01") + office("Cleo", "1960-01-01")
    rows = rows_of(write("terms.json", lines))
    assert [row["person"] for row in rows["tenures.csv"]] == ["bob-example", "cleo-example"]
    added(rows)


def test_an_office_that_our_tables_give_to_somebody_else_is_left_to_him(write: Write) -> None:
    report = Report()
    lines = entity("Position", "p", name=["President of Kazakhstan"], country=["kz"])
    rows = rows_of(write("terms.json", lines + office("Ann", "2000-01-01", "2001-01-01")), report=report)
    assert "tenures.csv" not in rows
    assert report.skipped["an office that somebody else held then, by our tables"] == 1


def test_a_term_that_our_tables_hold_as_acting_is_known(write: Write) -> None:
    report = Report()
    lines = entity("Position", "p", name=["President of Kazakhstan"], country=["kz"])
    lines += entity("Person", "a", "Kassym-Jomart Tokayev")
    lines += entity("Occupancy", "o", holder=["a"], post=["p"], startDate=["2019-03-21"], endDate=["2019-06-01"])
    assert rows_of(write("acting.json", lines), report=report) == {}
    assert report.skipped["an office held that was known"] == 1


def test_a_term_said_twice_is_taken_once_with_the_more_exact_dates(write: Write) -> None:
    lines = entity("Position", "p", name=["Prime Minister of Andorra"], country=["ad"])
    lines += office("Ann", "1950", "1955") + office("Ann", "1950-03-01", "1955-04-01")
    [row] = rows_of(write("twice.json", lines))["tenures.csv"]
    assert (row["start"], row["end"]) == ("1950-03-01", "1955-04-01")


def test_an_end_before_the_beginning_is_left(write: Write) -> None:
    report = Report()
    lines = entity("Position", "p", name=["Prime Minister of Andorra"], country=["ad"])
    rows = rows_of(write("ends.json", lines + office("Ann", "1955-01-01", "1950-01-01")), report=report)
    assert "tenures.csv" not in rows
    assert report.skipped["an end that is not after the beginning"] == 1


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1 234", "12345", "\u202e\u200b", "x" * 5000, " "])
def test_what_is_no_name_is_not_taken_for_one(write: Write, name: str) -> None:
    assert rows_of(write("odd.json", entity("Person", "a", name, name=[name]))) == {}


def test_a_name_with_line_breaks_is_one_line(write: Write) -> None:
    [row] = rows_of(write("odd.json", entity("Person", "a", "Ann\r\n Bea\tExample")))["persons.csv"]
    assert row["name"] == "Ann Bea Example"


@pytest.mark.parametrize("properties", [{"name": "Ann"}, {"name": [7]}, {"name": [["Ann"]]}, {"name": None}])
def test_properties_of_a_wrong_type_are_faults(write: Write, properties: dict[str, object]) -> None:
    good = entity("Person", "a", "Ann Example")
    with pytest.raises(DataError, match=":2: the property 'name' of b"):
        rows_of(write("types.json", good + entity("Person", "b", **properties)))
