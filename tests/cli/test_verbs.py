"""The verbs, as a person types them."""

import csv
import datetime
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.cli import main
from dragoman.ledger import Ledger
from tests.factory import find_toy, read_toy

PRESS = {
    "a.txt": "First 🙂\nCONSULT KAZ RUS 2022-03-05\nSAYS KAZ:tokayev we met them. It was good\nTIE KAZ CSTO host",
    "b.txt": "Then again\nCONSULT RUS KAZ 2022-03-06\nASSAULT RUS UKR\nFIGURE -5 =USD\nFORECAST KAZ it may snow",
}
Run = Callable[..., "Outcome"]


class Outcome:
    """What a call of the program gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def who_toy(name: str, on: datetime.date | None) -> list[dict[str, Any]]:
    row = {"id": "KAZ", "name": "Kazakhstan", "kind": "state", "state": "KAZ", "office": None, "from": None, "to": None}
    return [row] if name.casefold() in ("kazakhstan", "kaz") and (on is None or on.year > 1990) else []


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the program in an empty folder, with the toy reader and a world of one state."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dragoman.read.read_file", read_toy, raising=False)
    monkeypatch.setattr("dragoman.read.find_files", find_toy, raising=False)
    monkeypatch.setattr("dragoman.world.who_rows", who_toy, raising=False)

    def call(*words: str) -> Outcome:
        code = main(list(words))
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


@pytest.fixture
def filled(run: Run) -> Run:
    """The same with two documents in kz.ledger."""
    Path("press").mkdir()
    for name, text in PRESS.items():
        Path("press", name).write_text(text, "utf-8")
    assert run("add", "press", "-l", "kz.ledger").code == 0
    return run


def test_add_tells_what_was_read_and_found_and_what_to_type_next(filled: Run) -> None:
    Path("press/c.txt").write_text("SAYS RUS nothing at all")
    told = filled("add", "press", "-l", "kz.ledger")
    assert told.code == 0
    lines = dict(line.split(maxsplit=1) for line in told.out.splitlines() if line)
    assert lines["read"].startswith("1 (5 words in")
    assert lines["duplicates"].startswith("2")
    assert lines["found"] == "0 events, 1 claim, 0 ties, 0 figures, 0 forecasts"
    assert lines["Next:"] == "dragoman list events kz.ledger"


def test_add_names_each_file_that_it_skipped_and_exits_with_1(run: Run) -> None:
    Path("good.txt").write_text("SAYS RUS yes")
    Path("worse.txt").write_text("BAD")
    told = run("add", "good.txt", "worse.txt", "none.txt")
    assert told.code == 1
    assert "worse.txt is bad; leave it out" in told.out
    assert "none.txt is not there; look at the spelling" in told.out
    assert Path("dragoman.ledger").exists()


def test_add_refuses_a_document_as_ledger(run: Run) -> None:
    told = run("add", "press", "-l", "article.pdf")
    assert told.code == 2
    assert "looks like a document" in told.err


def test_add_of_an_empty_folder_says_what_can_be_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    told = run("add", "empty")
    assert told.code == 1
    assert "Nothing to read was found in empty" in told.out


@pytest.mark.parametrize(
    ("what", "number"),
    [("sources", 2), ("events", 2), ("claims", 1), ("ties", 1), ("figures", 1), ("forecasts", 1), ("actors", 5)],
)
def test_table_json_and_csv_have_the_same_rows(filled: Run, what: str, number: int) -> None:
    assert len(filled("list", what, "kz.ledger", "--json").json) == number
    sheet = filled("list", what, "-l", "kz.ledger", "--csv").out
    assert sheet.startswith("\ufeff")
    assert len(list(csv.reader(io.StringIO(sheet)))) == number + 1
    table = filled("list", what, "kz.ledger")
    assert table.code == 0
    assert f"{number} {what}" in table.out
    assert "Next: dragoman" in table.out


def test_events_are_shown_merged_and_reports_on_demand(filled: Run) -> None:
    told = filled("list", "events", "kz.ledger").out
    assert "2 events, from 3 reports" in told
    assert len(filled("list", "events", "kz.ledger", "--reports", "--json").json) == 3
    assert "3 reports" in filled("list", "events", "kz.ledger", "--reports").out


def test_a_list_is_short_and_says_how_to_get_the_rest(run: Run) -> None:
    Path("many.txt").write_text("\n".join(f"FIGURE {number} tonnes" for number in range(30)))
    run("add", "many.txt")
    told = run("list", "figures").out
    assert "20 of 30 figures; the rest: --all, or --limit N" in told
    assert told.count("FIGURE") == 20
    assert run("list", "figures", "--all").out.count("FIGURE") == 30
    assert run("list", "figures", "--limit", "3").out.count("FIGURE") == 3


def test_filters_narrow_a_list_and_names_are_looked_up_in_the_world(filled: Run) -> None:
    assert len(filled("list", "events", "kz.ledger", "--json", "--actor", "Kazakhstan").json) == 1
    assert len(filled("list", "events", "kz.ledger", "--json", "--actor", "RUS", "--with", "UKR").json) == 1
    assert len(filled("list", "events", "kz.ledger", "--json", "--from", "2022-03", "--to", "2022-03").json) == 1
    assert len(filled("list", "events", "kz.ledger", "--json", "--type", "assault").json) == 1


def test_nothing_found_says_why_and_what_to_widen(filled: Run) -> None:
    told = filled("list", "claims", "kz.ledger", "--actor", "CHN", "--from", "1999")
    assert told.code == 0
    assert "No claims fit --actor CHN --from 1999. Leave out a filter" in told.out
    assert "2 sources" in told.out


def test_an_empty_ledger_says_how_to_fill_it(run: Run) -> None:
    Path("bad.txt").write_text("BAD")
    run("add", "bad.txt")
    assert "dragoman add FOLDER" in run("list", "events").out


def test_a_ledger_that_is_not_there_is_one_sentence_and_a_command(run: Run) -> None:
    told = run("list", "events", "no.ledger")
    assert told.code == 1
    assert told.err == (
        "dragoman: there is no ledger at no.ledger\n  make one with `dragoman add FOLDER -l no.ledger`\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ["list", "poems"],
        ["list", "events", "kz.ledger", "--from", "soon"],
        ["list", "events", "kz.ledger", "--status", "maybe"],
        ["list", "events", "kz.ledger", "-l", "other.ledger"],
        ["show", "zzz", "kz.ledger"],
        ["show", "0123456789abcdef", "kz.ledger"],
        ["export", "kz.ledger", "--format", "papyrus"],
        ["who", "KAZ", "--on", "2022"],
        ["add"],
        ["dance"],
    ],
)
def test_wrong_usage_exits_with_2_and_says_what_to_do(filled: Run, words: list[str]) -> None:
    told = filled(*words)
    assert told.code == 2
    assert told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_show_gives_a_finding_with_its_sentence_voice_reasons_and_citation(filled: Run) -> None:
    claim = filled("list", "claims", "kz.ledger", "--json").json[0]
    told = filled("show", claim["id"][:8], "kz.ledger").out
    assert "[SAYS KAZ:tokayev we met them. It was good]" in told
    assert "says who    The Toy" in told
    assert "outlet      The Toy  (told by the test)" in told
    assert f"SHA-256 {claim['source']['id'][:16]}, characters" in told
    assert filled("show", claim["id"], "kz.ledger", "--json").json == claim | {"decisions": []}


def test_show_gives_an_event_with_all_its_reports(filled: Run) -> None:
    event = filled("list", "events", "kz.ledger", "--json", "--type", "CONSULT").json[0]
    told = filled("show", event["id"], "kz.ledger").out
    assert "2 reports in 2 independent sources" in told
    assert "[CONSULT KAZ RUS 2022-03-05]" in told
    assert "[CONSULT RUS KAZ 2022-03-06]" in told


def test_show_gives_a_source_with_its_findings(filled: Run) -> None:
    source = filled("list", "sources", "kz.ledger", "--json").json[0]
    told = filled("show", source["id"][:10], "kz.ledger").out
    assert "3 findings" in told
    assert "First 🙂" in told


def test_export_is_the_contract_and_as_long_as_the_list(filled: Run) -> None:
    rows = [json.loads(line) for line in filled("export", "kz.ledger", "--format", "jsonl").out.splitlines()]
    assert len(rows) == 7
    assert rows == sorted(rows, key=lambda row: (row["source"]["id"], row["span"]["start"]))
    listed = filled("list", "events", "kz.ledger", "--reports", "--json").json
    assert [row["id"] for row in rows if row["kind"] == "event"] == [row["id"] for row in listed]
    only = filled("export", "kz.ledger", "--kind", "event", "--actor", "KAZ").out
    assert len(only.splitlines()) == 2


def test_export_to_a_file_is_whole_and_told_on_standard_error(filled: Run) -> None:
    told = filled("export", "-l", "kz.ledger", "-o", "out.jsonl")
    assert (told.code, told.out) == (0, "")
    assert "7 findings written to out.jsonl" in told.err
    assert Path("out.jsonl").read_text("utf-8") == filled("export", "kz.ledger").out


def test_csv_opens_in_a_spreadsheet_without_running_anything(filled: Run) -> None:
    filled("export", "kz.ledger", "--format", "csv", "-o", "out.csv")
    data = Path("out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len(rows) == 7
    figure = next(row for row in rows if row["kind"] == "figure")
    assert (figure["value"], figure["unit"]) == ("-5.0", "'=USD")
    event = next(row for row in rows if row["event_type"] == "ASSAULT")
    assert (event["actor_ids"], event["recipient_ids"]) == ("RUS", "UKR")


def test_an_export_that_cannot_be_written_is_one_line(filled: Run) -> None:
    told = filled("export", "kz.ledger", "-o", "no/such/folder.jsonl")
    assert told.code == 1
    assert "cannot be written" in told.err


def test_check_says_that_a_ledger_is_sound(filled: Run) -> None:
    told = filled("check", "kz.ledger")
    assert (told.code, told.out) == (0, "kz.ledger is sound: 7 quotes stand in 2 sources.\n")
    assert filled("check", "kz.ledger", "--json").json["ok"] is True


def test_check_exits_with_1_and_names_what_is_off(filled: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.ledger.Ledger.check", lambda self: ["finding x: is off"])
    told = filled("check", "kz.ledger")
    assert told.code == 1
    assert told.out.startswith("finding x: is off\n1 faults")


def test_who_prints_what_is_known(run: Run) -> None:
    assert run("who", "Kazakhstan", "--json").json == who_toy("kaz", None)
    assert "KAZ" in run("who", "Kazakhstan", "--on", "2022-01-06").out
    assert "is known on 1980-01-01. Ask without --on" in run("who", "Kazakhstan", "--on", "1980-01-01").out


def test_doctor_names_what_is_installed(run: Run) -> None:
    seen = {one["what"]: one for one in run("doctor", "--json").json}
    assert seen["full-text search"]["good"] is True
    assert {"dragoman", "python", "sqlite", "click", "reader's model", "free disk"} <= set(seen)
    assert "click" in run("doctor").out


def test_demo_reads_the_press_and_shows_quotes_and_the_next_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in PRESS.items():
        Path(name).write_text(text, "utf-8")
    monkeypatch.setattr("dragoman.cli.demo.press_files", lambda: sorted(Path.cwd().glob("*.txt")))
    told = run("demo")
    assert told.code == 0
    assert "3 reports were merged into 2 events" in told.out
    assert "“CONSULT " in told.out
    assert "KAZ and UKR as adversarial" in told.out
    assert "Next: dragoman show" in told.out
    assert "duplicates  2" in run("demo").out
    assert run("demo", "--json").json["events"] == 2


def test_the_example_press_is_found_without_its_readme() -> None:
    from dragoman.cli.demo import press_files

    files = press_files()
    assert files
    assert not [path for path in files if path.name.startswith("README")]


def test_rejected_reports_make_no_event_and_the_list_says_so(filled: Run) -> None:
    report = filled("list", "events", "kz.ledger", "--reports", "--type", "ASSAULT", "--json").json[0]
    with Ledger.open("kz.ledger") as book:
        book.decide(report["id"], "rejected", analyst="ann")
    told = filled("list", "events", "kz.ledger", "--type", "ASSAULT").out
    assert told == "1 reports fit --type ASSAULT, but they were rejected. See them with --reports.\n"
    assert "✕" in filled("list", "events", "kz.ledger", "--type", "ASSAULT", "--reports").out


def test_the_same_remark_on_many_documents_is_made_once(run: Run) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        Path(name).write_text(f"ODD {name}")
    told = run("add", "a.txt", "b.txt", "c.txt").out
    assert "a line was odd: a.txt and 2 more" in told


def test_documents_that_were_not_read_are_named_with_the_sources(run: Run) -> None:
    Path("good.txt").write_text("SAYS RUS yes")
    Path("worse.txt").write_text("BAD")
    run("add", "good.txt", "worse.txt")
    assert "not read: worse.txt: worse.txt is bad" in run("list", "sources").out
