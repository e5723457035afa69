"""`dragoman world` and `dragoman who`, as a person types them; a user's own tables in every verb."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.cli import main
from dragoman.world.tables import COLUMNS
from tests.factory import find_toy, read_toy

STATE = "XAA,Examplia,Republic of Examplia,,,UN member,,,unverified,own,,"


class Outcome:
    """What a call of the program gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the program in an empty folder, as if it were on the PATH."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dragoman.read.find_files", find_toy, raising=False)
    monkeypatch.setattr("dragoman.read.read_file", read_toy, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setenv("COLUMNS", "140")

    def call(*words: str) -> Outcome:
        code = main(list(words))
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


def table(name: str, kind: str, *rows: str) -> str:
    Path(name).write_text("\n".join([",".join(COLUMNS[kind]), *rows]) + "\n", "utf-8")
    return name


def test_without_a_name_the_tables_are_counted_and_the_next_step_is_told(run: Run) -> None:
    told = run("world")
    assert told.code == 0
    assert "memberships.csv" in told.out
    assert "Next: dragoman world OTS" in told.out
    counts = {row["table"]: row for row in run("world", "--json").json}
    assert counts["states.csv"]["rows"] > 190
    assert 0 <= counts["tenures.csv"]["verified"] <= counts["tenures.csv"]["rows"]
    assert counts["groups.csv"]["verified"] is None


def test_a_state_is_shown_as_it_was_bound_on_a_day(run: Run) -> None:
    rows = run("world", "KAZ", "--on", "2021-11-12", "--json").json["rows"]
    assert {"part": "office", "what": "president", "id": "kassym-jomart-tokayev"}.items() <= next(
        row for row in rows if row["what"] == "president"
    ).items()
    assert ("member of", "OTS") in {(row["what"], row["id"]) for row in rows}
    assert "Kazakhstan [KAZ] · state · on 2021-11-12" in run("world", "Kazakhstan", "--on", "2021-11-12").out


def test_the_life_of_an_organisation_is_a_table_in_order_of_date(run: Run) -> None:
    told = run("world", "OTS")
    places = [told.out.index(words) for words in ("2009-10-03", "2021-11-12  ", "Uzbekistan")]
    assert places[0] < places[1]
    rows = run("world", "Turkic Council", "--json").json["rows"]
    dates = [row["from"] for row in rows if row["from"]]
    assert [date[:4] for date in dates] == sorted(date[:4] for date in dates)


def test_what_nobody_compared_is_shown_as_unverified(run: Run) -> None:
    table("p.csv", "persons.csv", "jane-doe,Jane Doe,Doe,no,high,own,")
    table("t.csv", "tenures.csv", "jane-doe,KAZ,special envoy,2020-01-01,,,unverified,own,,")
    assert run("world", "add", "p.csv", "t.csv").code == 0
    assert "unverified" in run("who", "Jane Doe").out
    assert run("who", "Jane Doe", "--json").json[0]["verified"] is False
    assert "unverified" in run("world", "Jane Doe").out
    assert "1 unverified" in run("world", "Jane Doe").out


def test_a_route_is_shown_in_order(run: Run) -> None:
    table("o.csv", "organisations.csv", "XROAD,Road of Exemplars,corridor,,,2001,,unverified,own,,")
    stops = ["XROAD,2,state,KAZ,unverified,own,,", "XROAD,1,state,CHN,unverified,own,,"]
    table("r.csv", "routes.csv", *stops)
    run("world", "add", "o.csv", "r.csv")
    rows = run("world", "XROAD", "--json").json["rows"]
    assert [(row["what"], row["id"]) for row in rows[:2]] == [("1. state", "CHN"), ("2. state", "KAZ")]


def test_rows_are_printed_as_csv(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("world", "OTS", "--csv").out.removeprefix("\ufeff"))))
    assert {"what", "id", "name", "from", "to", "verified"} <= rows[0].keys()
    assert len(rows) == len(run("world", "OTS", "--json").json["rows"])
    assert run("world", "OTS", "--csv", "--json").code == 2


def test_an_unknown_name_is_told_with_those_near_to_it(run: Run) -> None:
    told = run("world", "Kazahkstan")
    assert told.code == 2
    assert "Kazakhstan (KAZ)" in told.err
    assert run("world", "KAZ", "--on", "2021").code == 2


@pytest.mark.parametrize("width", ["60", "100", "200"])
def test_rows_fit_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    lines = run("world", "OTS").out.splitlines()
    assert max(map(len, lines)) <= int(width)


def test_own_tables_are_added_beside_the_ledger_named_and_only_there(run: Run) -> None:
    told = run("world", "add", table("my.csv", "states.csv", STATE), "-l", "kz.ledger")
    assert told.code == 0
    assert "added       1 (states.csv 1)" in told.out
    assert Path("kz.world", "states.csv").exists()
    assert run("who", "Examplia", "-l", "kz.ledger", "--json").json[0]["id"] == "XAA"
    assert run("who", "Examplia", "--json").json == []
    assert "known       1" in run("world", "add", "my.csv", "-l", "kz.ledger").out
    assert run("world", "add", "my.csv", "-l", "kz.ledger", "--json").json["known"] == {"states.csv": 1}


def test_faulty_tables_are_told_line_by_line_and_nothing_is_kept(run: Run) -> None:
    bad = table("bad.csv", "memberships.csv", "NOORG,KAZ,member,,,unverified,own,,", "OTS,KAZ,chum,,,unverified,own,,")
    told = run("world", "add", bad, table("good.csv", "states.csv", STATE))
    assert told.code == 1
    assert "bad.csv:2: 'NOORG' is no known organisation" in told.err
    assert "bad.csv:3: 'chum' is no status" in told.err
    assert not Path("dragoman.world").exists()
    assert run("world", "add").code == 2


def test_broken_own_tables_stop_a_look_up_and_say_where(run: Run) -> None:
    Path("dragoman.world").mkdir()
    table("dragoman.world/states.csv", "states.csv", "XAA,Examplia")
    told = run("who", "Kazakhstan")
    assert told.code == 1
    assert "dragoman.world/states.csv:2: 2 cells where the header has 12" in told.err


def test_own_states_are_known_to_filters(run: Run) -> None:
    Path("a.txt").write_text("CONSULT XAA KAZ 2022-03-05", "utf-8")
    run("add", "a.txt", "-l", "kz.ledger")
    assert run("list", "events", "kz.ledger", "--actor", "Republic of Examplia", "--json").json == []
    run("world", "add", table("my.csv", "states.csv", STATE), "-l", "kz.ledger")
    assert len(run("list", "events", "kz.ledger", "--actor", "Republic of Examplia", "--json").json) == 1


def test_own_states_are_called_by_their_names_where_findings_are_shown(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    Path("a.txt").write_text("SAYS XAA:jane they are no friends", "utf-8")
    run("add", "a.txt", "-l", "kz.ledger")
    assert "XAA and Ukraine as adversarial" in " ".join(run("list", "claims", "kz.ledger").out.split())
    run("world", "add", table("my.csv", "states.csv", STATE), "-l", "kz.ledger")
    assert "Examplia and Ukraine" in " ".join(run("list", "claims", "kz.ledger").out.split())


def test_documents_are_read_with_the_own_tables_by_every_process(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("world", "add", table("my.csv", "states.csv", STATE), "-l", "kz.ledger")
    for number in (1, 2):
        text = f"On {number} March 2022 Examplia and Kazakhstan signed an agreement in Vienna."
        Path(f"{number}.txt").write_text(text, "utf-8")
    Path("my.csv").unlink()
    told = run("add", ".", "-l", "kz.ledger", "--jobs", "2")
    assert told.code == 0
    assert "left out" not in told.out  # the own tables are no documents that were passed over
    actors = {row["id"]: row["name"] for row in run("list", "actors", "kz.ledger", "--json").json}
    assert actors["XAA"] == "Examplia"


def test_the_next_step_names_the_ledger_that_was_asked(run: Run) -> None:
    run("world", "add", table("my.csv", "states.csv", STATE), "-l", "kz.ledger")
    for words in (("KAZ",), ()):
        assert "-l kz.ledger" in run("world", *words, "-l", "kz.ledger").out.splitlines()[-1]
        assert "-l" not in run("world", *words).out.splitlines()[-1]


@pytest.mark.parametrize("width", ["80", "140"])
def test_what_is_known_stands_under_headings(run: Run, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    lines = run("world", "KAZ").out.splitlines()
    assert [line for line in lines if line in ("Offices", "Memberships", "Other ties", "Groups and places")] == [
        "Offices", "Memberships", "Other ties", "Groups and places",
    ]  # fmt: skip
    assert "Life" in run("world", "TITR").out.splitlines()


def test_a_file_without_rows_is_told(run: Run) -> None:
    assert "no rows     my.csv" in run("world", "add", table("my.csv", "states.csv")).out
    assert run("world", "add", "my.csv", "--json").json["empty"] == ["my.csv"]


def test_persons_of_a_registry_who_held_no_office_can_be_left_out(run: Run) -> None:
    persons = [
        {"id": "a", "schema": "Person", "properties": {"name": ["Jane Example"], "country": ["kz"]}},
        {"id": "b", "schema": "Person", "properties": {"name": ["John Sample"], "country": ["kz"]}},
    ]
    Path("p.ftm.json").write_text("".join(json.dumps(person) + "\n" for person in persons), "utf-8")
    assert run("world", "add", "p.ftm.json", "--only-offices", "--json").json["added"] == {}
    assert run("world", "add", "p.ftm.json", "--json").json["added"] == {"persons.csv": 2}
    assert run("world", "KAZ", "--only-offices").code == 2


def test_an_acting_holder_is_called_so(run: Run) -> None:
    assert "acting" in run("who", "president of Kazakhstan", "--on", "2019-04-01").out
    assert "acting" not in run("who", "president of Kazakhstan", "--on", "2021-04-01").out
    assert run("who", "president of Kazakhstan", "--on", "2019-04-01", "--json").json[0]["acting"] is True
