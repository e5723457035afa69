"""The verbs, as a person types them."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.cli import main
from dragoman.cli.table import deed
from dragoman.ledger import Ledger
from dragoman.records import Reading
from tests.factory import find_toy, make_document, make_event, make_reading, read_toy

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

    @property
    def csv(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out.removeprefix("\ufeff"))))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call the program in an empty folder, with the toy reader, as if it were on the PATH."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dragoman.read.read_file", read_toy, raising=False)
    monkeypatch.setattr("dragoman.read.find_files", find_toy, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.delenv("COLUMNS", raising=False)

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


def test_add_says_what_it_left_out_because_of_its_kind(run: Run) -> None:
    Path("press").mkdir()
    for name in ("a.rtf", "b.RTF", "c.odt", ".hidden", "noname", "d.txt", "kz.ledger"):
        Path("press", name).write_text("SAYS RUS yes" if name == "d.txt" else "")
    Path("press/kz.ledger").unlink()
    told = run("add", "press", "-l", "press/kz.ledger")
    assert "left out    4 (their kind is not read: .odt 1, .rtf 2, no suffix 1)" in told.out
    assert told.code == 0


def test_a_permission_is_no_full_disk(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise PermissionError(13, "Permission denied", "here")

    monkeypatch.setattr("getpass.getuser", refuse)
    Path("a.txt").write_text("SAYS RUS yes")
    run("add", "a.txt")
    told = run("review").err
    assert "here: Permission denied" in told
    assert "permissions" in told
    assert "room" not in told


def test_without_its_package_the_reader_accurate_makes_no_ledger(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.read.encoder.wheel.PACKAGE", "dragoman_absent")
    (tmp_path / "a.txt").write_text("Kazakhstan and China signed an agreement.")
    told = run("add", "a.txt", "-l", "a.ledger", "--reader", "accurate")
    assert told.code == 2
    assert "dragoman[accurate]" in told.err
    assert not (tmp_path / "a.ledger").exists()


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
    assert f"{number} {what if number > 1 else what.removesuffix('s')}" in table.out
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


def test_an_unknown_type_lists_those_that_there_are(filled: Run) -> None:
    assert "AGREE, CONSULT" in filled("list", "events", "kz.ledger", "--type", "FOO").err
    assert "founder" in filled("list", "ties", "kz.ledger", "--type", "FOO").err
    assert "=USD" in filled("list", "figures", "kz.ledger", "--type", "FOO").err


def test_a_date_that_is_none_is_one_sentence(filled: Run) -> None:
    told = filled("list", "events", "kz.ledger", "--from", "2022-13").err
    assert told == "dragoman: 2022-13 is no date\n  write 2022, 2022-01 or 2022-01-06\n"


def test_a_misspelt_name_is_taken_for_the_nearest(filled: Run) -> None:
    assert len(filled("list", "events", "kz.ledger", "--json", "--actor", "Kazahkstan").json) == 1


def test_a_limit_of_none_gives_the_number_alone(filled: Run) -> None:
    assert filled("list", "events", "kz.ledger", "--limit", "0").out.startswith("0 of 2 events, from 3 reports")


def test_figures_say_that_they_carry_no_actors(filled: Run) -> None:
    assert "figures carry no actors" in filled("list", "figures", "kz.ledger", "--actor", "KAZ").out


@pytest.mark.parametrize("columns", [60, 80, 100, 120, 200])
@pytest.mark.parametrize("what", ["sources", "events", "claims", "ties", "figures", "forecasts", "actors"])
def test_lists_fit_the_width_and_lose_no_word(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: int, what: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    words = [f"word{number}x" for number in range(12)]
    quote = " ".join(words)
    Path("a.txt").write_text(
        f"CONSULT KAZ RUS 2022-03-05 {quote}\nSAYS KAZ {quote}\nTIE KAZ CSTO member {quote}\n"
        f"FIGURE 5 USD {quote}\nFORECAST RUS {quote}"
    )
    run("add", "a.txt", "-l", "kz.ledger")
    told = run("list", what, "kz.ledger").out
    assert max(len(line) for line in told.splitlines() if not line.startswith("Next:")) <= columns
    if what not in ("sources", "actors"):
        assert [word for word in words if word not in told] == []


def test_what_is_cut_is_cut_at_a_word_and_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    Path("a.txt").write_text("FIGURE 5 USD " + "many-words " * 200)
    run("add", "a.txt", "-l", "kz.ledger")
    quote = run("list", "figures", "kz.ledger").out.split("“")[1].split("\n    says who")[0]
    assert quote.endswith("many-words …")


def test_events_say_who_tells_of_them(filled: Run) -> None:
    assert "says who: The Toy" in filled("list", "events", "kz.ledger").out
    event = filled("list", "events", "kz.ledger", "--json").json[0]
    assert [voice["name"] for voice in event["voices"]] == ["The Toy"]
    assert "says who    The Toy" in filled("show", event["id"], "kz.ledger").out


def test_a_shown_finding_fits_the_width(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    Path("a.txt").write_text("FIGURE 5 USD " + "word " * 100)
    run("add", "a.txt", "-l", "kz.ledger")
    figure = run("list", "figures", "kz.ledger", "--json").json[0]
    told = run("show", figure["id"].upper(), "kz.ledger").out
    assert max(map(len, told.splitlines())) <= 60
    quote = told[told.index("quote") : told.index("\nvalue")]
    assert quote.count("word") == 100


def test_a_source_tells_whom_and_which_dates_it_names(filled: Run) -> None:
    source = filled("list", "sources", "kz.ledger", "--json").json[0]
    told = filled("show", source["id"], "kz.ledger").out
    assert "names       3 actors: Kaz, Rus, Csto" in told
    assert "dates       2022-03-05" in told


def test_actors_of_a_language_that_is_not_read_are_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open("kz.ledger", create=True) as book:
        book.add(make_reading("RUS и @nobody", language="ru"))
    told = run("list", "actors", "kz.ledger", "--lang", "ru").out
    assert "Rus [RUS]" in told
    assert "1 document" in told
    assert "2 actors" in told
    assert "Next: dragoman list sources kz.ledger --actor RUS" in told


def test_the_next_command_can_be_typed_where_the_program_is_not_on_the_path(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr("sys.argv", [".venv/bin/dragoman"])
    assert "Next: .venv/bin/dragoman show" in filled("list", "events", "kz.ledger").out


def test_the_demo_does_not_mix_the_invented_press_with_real_documents(filled: Run) -> None:
    told = filled("demo", "kz.ledger")
    assert "invented" in told.err
    assert len(filled("list", "sources", "kz.ledger", "--json").json) == 2


def test_export_goes_to_standard_output_by_a_dash(filled: Run) -> None:
    assert filled("export", "kz.ledger", "-o", "-").out == filled("export", "kz.ledger").out
    assert not Path("-").exists()


def test_export_takes_its_format_from_the_name_of_the_file(filled: Run) -> None:
    filled("export", "kz.ledger", "-o", "out.csv")
    assert Path("out.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


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
        ["list", "events", "kz.ledger", "--from", "2022-13"],
        ["list", "events", "kz.ledger", "--from", "2023", "--to", "2022"],
        ["list", "events", "kz.ledger", "--type", "FOO"],
        ["list", "events", "kz.ledger", "--type", "member"],
        ["list", "figures", "kz.ledger", "--type", "parsecs"],
        ["list", "forecasts", "kz.ledger", "--type", "member"],
        ["list", "events", "kz.ledger", "--actor", ""],
        ["list", "events", "kz.ledger", "--json", "--csv"],
        ["list", "events", "kz.ledger", "--limit", "3", "--all"],
        ["list", "ties", "kz.ledger", "--reports"],
        ["export", "kz.ledger", "--type", "FOO"],
        ["export", "kz.ledger", "-o", "kz.ledger"],
        ["export", "kz.ledger", "-o", "kz.ledger-wal"],
        ["export", "kz.ledger", "-o", "kz.odt"],
        ["demo", "kz.ledger"],
        ["who", "KAZ", "--on", "soon"],
        ["add", "", "-l", "kz.ledger"],
        ["add", "press", "-l", ""],
        ["list", "events", ""],
        ["list", "events", "-l", ""],
        ["export", "kz.ledger", "-o", ""],
        ["demo", ""],
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


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["list", "events", ""], "LEDGER"),
        (["list", "events", "-l", ""], "--ledger"),
        (["export", "kz.ledger", "-o", " "], "--output"),
    ],
)
def test_an_empty_path_is_called_empty(filled: Run, words: list[str], named: str) -> None:
    assert filled(*words).err == f"dragoman: {named} is empty\n  give it a value, or leave it out\n"


@pytest.mark.parametrize("columns", ["80", "200"])
def test_a_recipient_without_an_actor_has_a_question_mark_before_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    row = {"actors": [], "recipients": [{"name": "Kazakh government", "id": "kz-gov", "state": "KAZ"}]}
    assert deed(row) == "? → Kazakh government (KAZ)"
    assert deed(row | {"recipients": []}) == ""
    with Ledger.open(Path("kz.ledger"), create=True) as book:
        document = make_document("Somebody accused Kazakhstan.")
        book.add(Reading(document, (make_event(document, "accused", "ACCUSE", [], ["KAZ"]),)))
    for more in ([], ["--reports"]):
        assert "? → Kaz" in run("list", "events", "kz.ledger", *more).out


def test_the_next_step_of_actors_is_a_list_that_the_first_is_in(run: Run) -> None:
    Path("a.txt").write_text("TIE KAZ CSTO member")
    run("add", "a.txt", "-l", "kz.ledger")
    assert "Next: dragoman list ties kz.ledger --actor" in run("list", "actors", "kz.ledger").out


def test_show_gives_a_finding_with_its_sentence_voice_reasons_and_citation(filled: Run) -> None:
    claim = filled("list", "claims", "kz.ledger", "--json").json[0]
    told = filled("show", claim["id"][:8], "kz.ledger").out
    assert "[SAYS KAZ:tokayev we met them. It was good]" in told
    assert "says who    The Toy" in told
    assert "outlet      The Toy (told by the test)" in told
    assert f"SHA-256 {claim['source']['id'][:16]}, characters" in told
    assert filled("show", claim["id"], "kz.ledger", "--json").json == claim | {"decisions": []}


def test_show_gives_an_event_with_all_its_reports(filled: Run) -> None:
    event = filled("list", "events", "kz.ledger", "--json", "--type", "CONSULT").json[0]
    told = filled("show", event["id"], "kz.ledger").out
    assert "2 reports in 2 independent sources" in told
    assert "[CONSULT KAZ RUS 2022-03-05]" in told
    assert "[CONSULT RUS KAZ 2022-03-06]" in told


def test_show_prints_the_notes_of_an_events_reports(filled: Run) -> None:
    event = filled("list", "events", "kz.ledger", "--json", "--type", "ASSAULT").json[0]
    assert event["notes"] == ["no date"]
    lines = [line.split() for line in filled("show", event["id"], "kz.ledger").out.splitlines()]
    assert lines.count(["note", "no", "date"]) == 1


@pytest.mark.parametrize("width", ["100", "160"])
def test_a_list_marks_the_rows_that_have_a_note(filled: Run, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    monkeypatch.setenv("COLUMNS", width)
    told = filled("list", "events", "kz.ledger").out
    assert [line.split()[1] == "!" for line in told.splitlines() if "ASSAULT" in line and "[" not in line][:1] == [True]
    assert not any("!" in line for line in told.splitlines() if "CONSULT" in line)
    assert "! has a note" in told
    assert "○!" in filled("list", "events", "kz.ledger", "--reports").out
    assert "!" not in filled("list", "claims", "kz.ledger").out
    (row,) = filled("list", "events", "kz.ledger", "--csv", "--type", "ASSAULT").csv
    assert row["notes"] == "no date"


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
    assert told.out.startswith("finding x: is off\n1 fault in kz.ledger.\nKeep this file")


def test_who_prints_what_is_known(run: Run) -> None:
    row = {"id": "KAZ", "name": "Kazakhstan", "kind": "state", "state": "KAZ", "office": None, "from": None, "to": None}
    assert run("who", "Kazakhstan", "--json").json == [row | {"current": True, "verified": True, "acting": False}]
    assert "KAZ" in run("who", "Kazakhstan", "--on", "2022-01-06").out
    unknown = run("who", "prime", "minister", "of", "Kazakhstan", "--on", "1980-01-01").out
    assert "is known on 1980-01-01. Ask without --on" in unknown


def test_who_marks_a_name_that_was_not_in_use(run: Run) -> None:
    assert "not in use on that day" in run("who", "Turkic Council", "--on", "2024-01-01").out
    assert "not in use" not in run("who", "Turkic Council", "--on", "2015-01-01").out


def test_who_answers_for_an_office(run: Run) -> None:
    told = run("who", "Russian Foreign Minister", "--on", "2022-01-06").out
    assert "sergey-lavrov" in told
    assert "igor-ivanov" not in told


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
    assert "Kazakhstan and Ukraine as adversarial" in told.out
    assert "says who: The Toy" in told.out
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
    assert told == "1 report fits --type ASSAULT, but it was rejected. See them with --reports.\n"
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
