"""Wikidata: rows of a query, told by the names of their variables."""

import json
from collections.abc import Callable

import pytest

from dragoman.errors import DataError, UsageError
from dragoman.world import World
from dragoman.world.registries import Report, rows_of
from dragoman.world.registries.dates import read_wikidata

from .conftest import FILES, Rows, Write


def query(*rows: dict[str, object]) -> str:
    return json.dumps(list(rows))


def test_a_person_in_an_office_is_a_tenure_with_its_dates() -> None:
    tenures = rows_of(FILES / "query.json")["tenures.csv"]
    assert [(row["person"], row["office"], row["start"], row["end"]) for row in tenures] == [
        ("nuria-exemple", "prime minister", "1994-12-07", "2005-05-27"),
        ("oriol-mostra", "foreign minister", "2011", "2015-04"),
        ("marc-model", "foreign minister", "2005-01-01", "2009-06-05"),
    ]


def test_the_short_form_gives_what_the_standard_form_gives() -> None:
    short, standard = rows_of(FILES / "query_short.json"), rows_of(FILES / "query.json")
    assert [row["start"] for row in short["tenures.csv"]] == [row["start"] for row in standard["tenures.csv"]][:2]
    assert {row["name"] for row in short["person_names.csv"]} == {"Nuri Exemple", "N. Exemple"}


@pytest.mark.parametrize(
    ("text", "precision", "date"),
    [
        ("2019-03-20T00:00:00Z", None, "2019-03-20"),
        ("2019-01-01T00:00:00Z", None, "2019"),
        ("2019-03-01T00:00:00Z", None, "2019-03"),
        ("2019-01-01T00:00:00Z", "11", "2019-01-01"),
        ("2019-03-20T00:00:00Z", "9", "2019"),
        ("2019-03-20T00:00:00Z", "10", "2019-03"),
        ("+2019-00-00T00:00:00Z", "9", "2019"),
        ("1900-01-01T00:00:00Z", "7", None),
        ("-0044-03-15T00:00:00Z", None, None),
        ("2019-02-30T00:00:00Z", None, None),
        ("t12345", None, None),
    ],
)
def test_a_date_is_no_more_exact_than_wikidata_says(text: str, precision: str | None, date: str | None) -> None:
    read = read_wikidata(text, precision)
    assert (str(read) if read else None) == date


def test_a_person_without_a_label_is_left() -> None:
    assert "Q910003" not in {row["name"] for row in rows_of(FILES / "query.json")["persons.csv"]}


def test_the_country_is_told_by_code_or_by_name(write: Write) -> None:
    rows = rows_of(
        write(
            "q.json",
            query(
                {"humanLabel": "Ann Example", "officeLabel": "prime minister", "iso2": "ad", "from": "1950-02-03"},
                {
                    "humanLabel": "Bob Example",
                    "officeLabel": "prime minister",
                    "countryLabel": "Monaco",
                    "since": "1951",
                },
            ),
        )
    )
    assert [row["body"] for row in rows["tenures.csv"]] == ["AND"]


def test_a_country_by_name_is_enough_where_all_rows_name_it_so(write: Write) -> None:
    row = {"humanLabel": "Bob Example", "officeLabel": "prime minister", "countryLabel": "Monaco", "since": "1951"}
    assert [row["body"] for row in rows_of(write("q.json", query(row)))["tenures.csv"]] == ["MCO"]


def test_rows_of_a_country_and_an_organisation_are_memberships(write: Write, added: Callable[[Rows], World]) -> None:
    rows = rows_of(
        write(
            "q.json",
            query(
                {"countryLabel": "Andorra", "orgLabel": "North Atlantic Treaty Organization", "start": "2020-05-06"},
                {"countryLabel": "Andorra", "orgLabel": "Society of Nobody", "start": "2020-05-06"},
                {"countryLabel": "Atlantis", "orgLabel": "NATO", "start": "2020-05-06"},
            ),
        )
    )
    assert [(row["org"], row["state"], row["start"]) for row in rows["memberships.csv"]] == [
        ("NATO", "AND", "2020-05-06")
    ]
    assert added(rows).memberships(org="NATO", state="AND")


def test_a_membership_that_our_tables_hold_is_not_doubled(write: Write) -> None:
    report = Report()
    row = {"countryLabel": "Kazakhstan", "orgLabel": "CSTO", "start": "2003-01-01"}
    assert rows_of(write("q.json", query(row)), report=report) == {}
    assert report.skipped["a membership that was known"] == 1


def test_variables_that_say_nothing_are_listed(write: Write) -> None:
    with pytest.raises(UsageError, match="only a, b"):
        rows_of(write("q.json", query({"a": "1", "b": "2"})))


def test_no_results_are_no_rows(write: Write) -> None:
    assert rows_of(write("q.json", '{"head": {"vars": []}, "results": {"bindings": []}}')) == {}


@pytest.mark.parametrize("content", ['{"head": {}}', '{"results": []}', "{}", '[1, "two", {"personLabel": [1]}]', "[{"])
def test_what_is_no_result_is_refused(write: Write, content: str) -> None:
    with pytest.raises((DataError, UsageError)):
        rows_of(write("q.json", content))


def test_a_formula_stays_out_of_the_tables(write: Write) -> None:
    row = {"personLabel": "Ann Example", "alias": "=HYPERLINK(1)|Anna Example"}
    rows = rows_of(write("q.json", query(row)))
    assert [row["name"] for row in rows["person_names.csv"]] == ["Anna Example"]
