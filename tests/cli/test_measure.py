"""Measures as a person types them: tables, CSV, JSON, charts, and the way from a number to its sentences."""

import datetime
import json
from pathlib import Path

import pytest

from tests.cli.test_verbs import Run, filled, run

__all__ = ["filled", "run"]  # fixtures


def test_the_list_names_every_measure_with_its_call(run: Run) -> None:
    done = run("measure", "list", "--json")
    assert done.code == 0
    names = {row["name"] for row in done.json}
    assert {"balance", "since", "memberships", "network", "voices", "agree3", "kappa_quadratic"} <= names
    assert all(row["sentence"] and row["command"] for row in done.json)


def test_a_balance_is_printed_with_its_definition_and_its_reason_for_what_is_missing(filled: Run) -> None:
    done = filled("measure", "balance", "KAZ", "--powers", "RUS,CHN", "-l", "kz.ledger", "--json")
    assert done.code == 0
    assert "bootstrap" in done.json["definition"]
    rows = {(row["power"], row["quantity"]): row for row in done.json["rows"]}
    assert rows["RUS", "cooperation"]["value"] == 1
    assert len(rows["RUS", "cooperation"]["evidence"]) == 2  # two reports of one meeting
    assert rows["CHN", "cooperation"]["value"] is None
    assert rows["CHN", "cooperation"]["missing"]


def test_rows_on_screen_and_in_csv_are_the_same_numbers(filled: Run) -> None:
    call = ("measure", "balance", "KAZ", "--powers", "RUS,CHN", "-l", "kz.ledger")
    rows = filled(*call, "--json").json["rows"]
    table = filled(*call, "--csv").csv
    assert [row["row"] for row in table] == [row["row"] for row in rows]


def test_show_leads_from_a_number_to_its_sentences(filled: Run) -> None:
    done = filled("show", "balance:KAZ:all:cooperation:RUS:powers=RUS,CHN", "-l", "kz.ledger")
    assert done.code == 0
    assert "CONSULT KAZ RUS 2022-03-05" in done.out
    assert "CONSULT RUS KAZ 2022-03-06" in done.out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("measure", "balance", "Atlantis", "-l", "kz.ledger"), "Atlantis"),
        (("measure", "balance", "KAZ", "--powers", "RUS", "-l", "kz.ledger"), "two"),
        (("measure", "balance", "KAZ", "--powers", ",", "-l", "kz.ledger"), "no state or power is named"),
        (("measure", "balance", "KAZ", "--quantity", "love", "-l", "kz.ledger"), "'love' is no quantity"),
        (("measure", "balance", "KAZ", "--draws", "1", "-l", "kz.ledger"), "1 draws make no interval"),
        (("measure", "network", "KAZ", "--balance", "--chart", "x.html", "-l", "kz.ledger"), "would show nothing"),
        (("measure", "similarity", "KAZ", "--with", "RUS", "--first", "80"), "no votes by session from 80\n"),
        (("measure", "similarity", "KAZ", "--with", "RUS", "--measure", "love"), "love"),
        (("measure", "similarity", "KAZ", "--votes", "none.csv"), "none.csv"),
        (("measure", "network", "--and", "2023", "-l", "kz.ledger"), "--and needs --period"),
        (("show", "balance:KAZ:x", "-l", "kz.ledger"), "no address"),
        (("show", "love:KAZ", "-l", "kz.ledger"), "no address of a number"),
        (("disagreements", "--kind", "love", "kz.ledger"), "'love' is no kind of disagreement"),
        (("disagreements", "--about", "Atlantis", "kz.ledger"), "Atlantis"),
        (("measure", "balance", "KAZ", "-l", "none.ledger"), "none.ledger"),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence_with_what_to_do(filled: Run, words: tuple[str, ...], told: str) -> None:
    done = filled(*words)
    assert done.code in (1, 2)
    assert told in done.err
    assert "Traceback" not in done.err


def test_a_time_in_which_nothing_happened_gives_missing_numbers_and_no_fault(filled: Run) -> None:
    done = filled("measure", "balance", "KAZ", "--since", "2050", "-l", "kz.ledger", "--json")
    assert done.code == 0
    assert all(row["value"] is None and row["missing"] for row in done.json["rows"])


def test_a_chart_is_one_file_that_asks_for_nothing_else(filled: Run) -> None:
    done = filled(
        "measure", "similarity", "KAZ", "--with", "RUS,CHN", "--first", "70", "--chart", "votes.html", "--json"
    )
    assert done.code == 0
    page = Path("votes.html").read_text(encoding="utf-8")
    body = page.split("</head>")[1]
    assert "<table>" in body
    assert 'src="' not in page.split("<script>")[0] + body
    spec = json.loads(body.split('id="spec">')[1].split("</script>")[0])
    assert spec["title"]["subtitle"], "the definition stands inside the image"
    assert len(spec["data"]["values"]) == len(done.json["rows"])


@pytest.mark.parametrize("by", ["voice", "source", "outlet"])
def test_voices_may_be_told_apart_by_each_kind_that_the_option_names(filled: Run, by: str) -> None:
    done = filled("measure", "voices", "--by", by, "-l", "kz.ledger", "--json")
    assert done.code == 0
    assert done.json["settings"]["by"] == by


def test_ties_rest_on_the_tables_beside_the_ledger_too(filled: Run) -> None:
    call = ("measure", "ties", "KAZ", "--on", "2022-01-06", "--powers", "RUS,MNG", "-l", "kz.ledger", "--json")
    row = "ties:KAZ:2022-01-06:security:level:MNG"
    before = next(one for one in filled(*call).json["rows"] if one["row"] == row)
    Path("own.csv").write_text("a,b,relation,instrument,start,end,certainty,source,checked,note\n"
                               "KAZ,MNG,ally,,2020-01-01,,unverified,general,,\n", encoding="utf-8")  # fmt: skip
    assert filled("world", "add", "own.csv", "-l", "kz.ledger").code == 0
    after = next(one for one in filled(*call).json["rows"] if one["row"] == row)
    assert after["value"] == before["value"] + 1  # an alliance


def test_a_body_of_a_table_beside_the_ledger_may_be_a_power(filled: Run) -> None:
    call = ("measure", "balance", "KAZ", "--powers", "RUS,The Example Club", "-l", "kz.ledger", "--json")
    assert filled(*call).code == 2
    Path("organisations.csv").write_text(
        "id,name,type,state,parent,start,end,certainty,source,checked,note\n"
        "CLUB,The Example Club,igo,,,2000,,unverified,general,,\n", encoding="utf-8",
    )  # fmt: skip
    assert filled("world", "add", "organisations.csv", "-l", "kz.ledger").code == 0
    assert {row["power"] for row in filled(*call).json["rows"]} >= {"RUS", "CLUB"}


def test_a_chart_of_another_kind_is_refused(filled: Run) -> None:
    done = filled("measure", "memberships", "KAZ", "--chart", "x.png")
    assert done.code == 2
    assert ".html or .svg" in done.err


def test_tables_alone_need_no_ledger(run: Run) -> None:
    assert run("measure", "memberships", "KAZ", "--with", "RUS").code == 0
    assert run("measure", "since", "KAZ", "CHN", "RUS").code == 0
    assert run("measure", "ties", "KAZ", "--on", "2022-01-06").code == 0


def test_disagreements_of_a_quiet_ledger_say_that_there_are_none(filled: Run) -> None:
    done = filled("disagreements", "kz.ledger")
    assert done.code == 0
    assert "None was found" in done.out


def test_a_balance_names_the_sides_says_why_a_number_is_missing_below_it_and_defines_it_last(filled: Run) -> None:
    out = filled("measure", "balance", "KAZ", "--powers", "RUS,CHN", "-l", "kz.ledger").out
    assert out.startswith("How does Kazakhstan stand between Russia, China?")
    assert "– 1)" in out
    assert "\n1) the sources tell of no event of Kazakhstan with China" in out
    assert out.index("n 1 few") < out.index("\n1) ") < out.index("level(k) = ")


def test_a_table_is_never_wider_than_the_terminal(filled: Run) -> None:
    out = filled("measure", "balance", "KAZ", "-l", "kz.ledger").out
    assert max(map(len, out.splitlines())) <= 100


def test_alliances_are_as_of_today_unless_a_day_is_named(run: Run) -> None:
    days = [str(datetime.date.today())]  # noqa: DTZ011 (the day where the analyst sits)
    told = run("measure", "alliances", "KAZ", "--with", "RUS", "--json").json["rows"]
    days.append(str(datetime.date.today()))  # noqa: DTZ011 (midnight may have passed meanwhile)
    assert {row["period"] for row in told} <= set(days)
    named = run("measure", "alliances", "KAZ", "--with", "RUS", "--on", "2022-01-06", "--json").json["rows"]
    assert {row["period"] for row in named} == {"2022-01-06"}


def test_explain_lists_what_is_shown_and_a_sentence_once_a_number(filled: Run) -> None:
    call = ("measure", "balance", "KAZ", "--powers", "RUS,CHN", "-l", "kz.ledger", "--quantity", "cooperation")
    out = filled(*call, "--explain").out
    assert out.count("balance:KAZ:all:cooperation:RUS") == 1
    assert "balance:KAZ:all:level:RUS" not in out
