"""`dragoman scenario`, as a person types it: run, compare, draft, and the register from question to score."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dragoman.cli import main
from dragoman.ledger import Ledger
from dragoman.records import Forecast, parse_when
from dragoman.scenario.issue_text import issue_text
from tests.factory import make_reading
from tests.scenario.issues import WELL, make_issue, stakeholder

EXAMPLES = Path(__file__).parents[2] / "examples" / "scenarios"
EMISSIONS = str(EXAMPLES / "eu-emissions-1994.toml")
CSTO = str(EXAMPLES / "kaz-csto.toml")
FAST = ("--draws", "500")


class Outcome:
    """What a call of the program gave."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def table(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.out.removeprefix("\ufeff"))))


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Call `dragoman scenario` in an empty folder, as if it were on the PATH."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    monkeypatch.setenv("COLUMNS", "140")

    def call(*words: str) -> Outcome:
        code = main(["scenario", *words])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


def test_a_run_shows_the_headline_each_model_and_what_is_thin(run: Run) -> None:
    told = run("run", CSTO, *FAST)
    assert told.code == 0
    for words in ("Forecast", "80 % from", "compromise", "election", "challenge, round 10", "readings of the models",
                  "position of Russia", "Thin: ", "European lawmaking", "Next: dragoman scenario forecast add --issue"):  # fmt: skip
        assert words in told.out, words


def test_a_narrow_terminal_shows_the_same_numbers(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    told = run("run", CSTO, *FAST)
    assert told.code == 0
    assert "61.17" in told.out
    assert max(map(len, told.out.splitlines())) <= 120


def test_the_emissions_of_1994_come_out_as_published(run: Run) -> None:
    told = run("run", EMISSIONS, "--json", *FAST).json
    assert told["weighted_median"]["value"] == 7.0
    assert told["compromise"]["value"] == pytest.approx(7.390, abs=0.001)
    chances = {option["at"]: option["probability"] for option in told["election"]["options"]}
    assert chances == pytest.approx({4: 0.246, 7: 0.392, 10: 0.362}, abs=0.001)
    medians = [one["median"]["value"] for one in told["rounds"]][1:]
    published = [8.4, None, 9.9, 9.9, 9.9, 7.4, 8.8, 9.6]  # of the second round all copies of the program differ
    assert all(want is None or abs(got - want) <= 0.08 for got, want in zip(medians, published, strict=False))
    printed = run("run", EMISSIONS, "--json", "--as-printed", *FAST).json
    assert printed["settings"]["reading"] == "as_printed"
    assert printed["rounds"][1]["median"]["value"] != medians[0]
    assert told["outcome"]["error_of_compromise"] == pytest.approx(-1.443, abs=0.001)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(run: Run) -> None:
    first = run("run", CSTO, "--json", *FAST).out
    assert run("run", CSTO, "--json", *FAST).out == first
    assert run("run", CSTO, "--json", *FAST, "--jobs", "2").out == first
    assert run("run", CSTO, "--json", *FAST, "--seed", "2").out != first


def test_each_number_leads_back_to_its_quotes(run: Run) -> None:
    told = run("run", CSTO, "--json", *FAST).json
    kazakhstan = told["stakeholders"][0]
    assert kazakhstan["position"]["findings"][0]["quote"] == "Kazakhstan is a member of the CSTO"
    assert "“Kazakhstan is a member of the CSTO”" in run("run", CSTO, "--explain", *FAST).out


def test_the_probabilities_of_the_tenths_sum_to_one(run: Run) -> None:
    for file in (CSTO, EMISSIONS):
        tenths = run("run", file, "--json", *FAST).json["prediction"]["chances"]
        assert len(tenths) == 10
        assert sum(tenth["probability"] for tenth in tenths) == pytest.approx(1)


def test_a_run_as_csv_is_one_number_a_row(run: Run) -> None:
    rows = run("run", CSTO, "--csv", *FAST).table
    assert {row["part"] for row in rows} == {"model", "distribution", "election", "round", "multiverse", "tornado"}
    assert all(float(row["value"]) >= 0 for row in rows)


def test_a_chart_is_a_page_that_needs_nothing_else(run: Run) -> None:
    told = run("run", CSTO, "--chart", "out.html", *FAST)
    assert told.code == 0
    page = Path("out.html").read_text("utf-8")
    assert "Where will Kazakhstan stand to the CSTO" in page
    assert "src=" not in page.split("</script>")[-1]
    assert run("run", CSTO, "--chart", "out.png", *FAST).code == 2


def test_a_name_that_is_markup_stays_text_in_the_page(run: Run) -> None:
    evil = make_issue(stakeholder("</script><script>alert(1)</script>", 20.0), stakeholder("Other", 80.0))
    Path("x.toml").write_text(issue_text(evil), "utf-8")
    run("run", "x.toml", "--chart", "out.html", *FAST)
    assert "<script>alert" not in Path("out.html").read_text("utf-8")


def test_all_faults_of_a_file_are_told_with_their_lines(run: Run) -> None:
    Path("x.toml").write_text(WELL.replace("value = 30", "value = 130").replace("value = 90", "value = nan"), "utf-8")
    told = run("run", "x.toml")
    assert told.code == 1
    assert "x.toml:13: 130 is off the scale" in told.err
    assert "x.toml:20: value is nan" in told.err
    assert "Traceback" not in told.err


def test_everybody_of_one_mind_is_no_fault(run: Run) -> None:
    Path("x.toml").write_text(issue_text(make_issue(stakeholder("A", 40.0), stakeholder("B", 40.0))), "utf-8")
    told = run("run", "x.toml", "--json", *FAST).json
    assert told["compromise"]["value"] == 40.0
    assert told["election"]["options"] == [{"at": 40.0, "holders": ["A", "B"], "probability": 1.0}]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "none.toml"), "cannot be read"),
        (("run", CSTO, "--json", "--csv"), "cannot go together"),
        (("compare", CSTO), "cannot be compared"),
        (("compare", CSTO, EMISSIONS), "different scales"),
        (("backtest", "none.tsv"), "there is no file"),
        (("draft", "--about", "CSTO"), "there is no ledger"),
        (("forecast", "add"), "in one way"),
        (("forecast", "add", "--question", "Q", "--to", "ab"), "in one way"),
        (("forecast", "add", "--question", "Q", "--rubric", "R", "--due", "2999"), "there is no ledger"),
        (("forecast", "add", "--issue", CSTO, "--to", "ab"), "there is no ledger"),
        (("forecast", "add", "--question", "Q", "--rubric", "R", "--new"), "by when"),
        (("forecast", "add", "--question", "Q", "--rubric", "R", "--due", "someday"), "no date"),
        (("forecast", "add", "--question", "Q", "--rubric", "R", "--due", "1999", "--new"), "has passed"),
        (("forecast", "add", "--question", "Q", "--due", "2999", "--new"), "the rubric is empty"),
        (("forecast", "add", "--question", "Q", "--rubric", "R", "--due", "2999", "--by", "Ann"), "nothing is forecast by"),
        (("forecast", "add", "--question", "Q", "--rubric", "R", "--due", "2999", "--probability", "0.5"), "nobody is named"),
        (("forecast", "add", "--issue", CSTO, "--due", "2999"), "--due says nothing beside --issue"),
        (("forecast", "add", "--question", "Q", "--rubric", "R", "--due", "2999", "--by", "A", "--point", "x=y"), "no point"),
        (("forecast", "list"), "there is no ledger"),
    ],
)  # fmt: skip
def test_a_wrong_call_says_what_is_wrong(run: Run, words: tuple[str, ...], said: str) -> None:
    told = run(*words)
    assert told.code in (1, 2)
    assert said in told.err
    assert "Traceback" not in told.err


def test_a_comparison_says_in_which_inputs_the_issues_differ(run: Run) -> None:
    other = Path(CSTO).read_text("utf-8").replace("value = 85\nlow = 70", "value = 75\nlow = 60")
    Path("other.toml").write_text(other, "utf-8")
    told = run("compare", CSTO, "other.toml", *FAST)
    assert told.code == 0
    said = "Russia: position 75 instead of 85, range 60 to 95 instead of 70 to 95"
    assert said in told.out
    rows = run("compare", CSTO, "other.toml", "--json", *FAST).json
    assert rows["issues"][1]["compromise"]["value"] < rows["issues"][0]["compromise"]["value"]
    assert rows["differences"] == [[said]]


def test_a_comparison_keeps_the_interval_of_the_compromise_from_that_of_the_prediction(run: Run) -> None:
    rows = {row["what"]: row for row in run("run", CSTO, "--csv", *FAST).table if row["part"] == "model"}
    headline, mixed = rows["headline: compromise"], rows["prediction"]
    assert headline["band"].startswith("conformal")
    assert mixed["band"] == "80% of the prediction"
    assert (headline["low"], headline["high"]) != (mixed["low"], mixed["high"])
    head, _, line, *_ = run("compare", CSTO, CSTO, *FAST).out.splitlines()
    assert head.split("  ")[0] == "issue"
    assert head.index("compromise") < head.index("conformal 80 %") < head.index("prediction") < head.index("80 % of it")
    assert f"{float(headline['low']):.2f} – {float(headline['high']):.2f}" in line
    assert f"{float(mixed['low']):.2f} – {float(mixed['high']):.2f}" in line


def test_a_draft_runs_as_it_stands_and_is_not_written_over(run: Run) -> None:
    with Ledger.open("kz.ledger", create=True) as book:
        book.add(make_reading("AID KAZ UKR 2022-03-01"))
        book.add(make_reading("ASSAULT RUS UKR 2022-03-01"))
    told = run("draft", "--about", "Ukraine", "-l", "kz.ledger", "-o", "draft.toml")
    assert told.code == 0
    assert "2 stakeholders" in told.out
    assert 'resolves = "' in Path("draft.toml").read_text("utf-8")
    assert run("run", "draft.toml", *FAST).code == 0
    assert run("draft", "--about", "Ukraine", "-l", "kz.ledger", "-o", "draft.toml").code == 2
    assert run("draft", "--about", "Ukraine", "-l", "kz.ledger", "-o", "kz.ledger", "--force").code == 2
    assert "[[stakeholder]]" in run("draft", "--about", "Ukraine", "--due", "2030", "-l", "kz.ledger").out


def test_findings_that_do_not_stand_in_the_ledger_are_named(run: Run) -> None:
    with Ledger.open("kz.ledger", create=True) as book:
        book.add(make_reading("AID KAZ UKR 2022-03-01"))
        book.add(make_reading("ASSAULT RUS UKR 2022-03-01"))
        aid = next(row["id"] for row in book.findings(actor="KAZ"))
    run("draft", "--about", "Ukraine", "-l", "kz.ledger", "-o", "draft.toml")
    assert run("run", "draft.toml", "-l", "kz.ledger", *FAST).code == 0
    draft = Path("draft.toml").read_text("utf-8")
    Path("draft.toml").write_text(draft.replace("AID KAZ", "AID CHN"), "utf-8")
    changed = run("run", "draft.toml", "-l", "kz.ledger", *FAST)
    assert changed.code == 1
    assert f"Kazakhstan, position: the finding {aid} does not quote" in changed.err
    with Ledger.open("kz.ledger") as book:
        book.decide(aid, "rejected", analyst="test")
    Path("draft.toml").write_text(draft, "utf-8")
    assert "was rejected" in run("run", "draft.toml", "-l", "kz.ledger", *FAST).err
    Ledger.open("other.ledger", create=True).close()
    assert "is not in other.ledger" in run("run", "draft.toml", "-l", "other.ledger", *FAST).err


def test_from_the_question_to_the_score(run: Run) -> None:
    asked = ("--question", "Will it come?", "--rubric", "As told.", "--due", "2999", "-l", "kz.ledger")
    key = run("forecast", "add", "--new", *asked, "--by", "Ann", "--probability", "0.8", "--json").json["question"]
    assert run("forecast", "add", "--to", key, "--by", "Bob", "--probability", "0.3", "-l", "kz.ledger").code == 0
    assert "80%" in run("forecast", "list", "--waiting", "-l", "kz.ledger").out
    told = run("forecast", "resolve", key[:8], "yes", "--source", "the press", "-l", "kz.ledger")
    assert told.code == 2
    assert "--early REASON" in told.err
    early = ("--source", "the press", "--early", "it came today", "-l", "kz.ledger")
    assert run("forecast", "resolve", key[:8], "yes", *early).code == 0
    [kept, _] = run("forecast", "list", "--json", "-l", "kz.ledger").json["forecasts"]
    assert kept["resolutions_note"] == "resolved before its date: it came today"
    assert run("forecast", "list", "--waiting", "--json", "-l", "kz.ledger").json["forecasts"] == []
    told = run("forecast", "score", "--json", "-l", "kz.ledger").json
    losses = {row["forecaster"]: row["brier"] for row in told["forecasters"]}
    assert losses == pytest.approx({"Ann": 0.04, "Bob": 0.49})
    assert told["calibration"]["n"] == 2
    text = run("forecast", "score", "-l", "kz.ledger").out
    assert "cannot be judged" in text
    assert "base rate" in text
    assert [row["forecaster"] for row in run("forecast", "score", "--csv", "-l", "kz.ledger").table] == ["Ann", "Bob"]


def test_what_the_models_predict_is_registered_with_the_issue(run: Run) -> None:
    key = run("forecast", "add", "--issue", CSTO, "-l", "kz.ledger", "--new", "--json").json["question"]
    assert (
        run("forecast", "add", "--to", key, "--by", "Ann", "--point", "40=1", "--point", "60=3", "-l", "kz.ledger").code
        == 0
    )
    rows = run("forecast", "list", "--json", "-l", "kz.ledger").json["forecasts"]
    assert [row["kind"] for row in rows] == ["engine"] * 4 + ["person"]
    assert rows[-1]["forecast"] == "about 55.0"
    assert run("forecast", "resolve", key, "52", "--source", "x", "--early", "x", "-l", "kz.ledger").code == 0
    scores = {
        row["kind"]: row["crps"] for row in run("forecast", "score", "--json", "-l", "kz.ledger").json["forecasters"]
    }
    assert 0 < scores["person"] < 100
    assert 0 < scores["engine"] < 100
    assert "already" in run("forecast", "add", "--issue", CSTO, "-l", "kz.ledger").err


def test_an_edited_issue_is_forecast_again_and_its_question_stays(run: Run) -> None:
    Path("a.toml").write_text(Path(CSTO).read_text("utf-8"), "utf-8")
    key = run("forecast", "add", "--issue", "a.toml", "--new", "--json").json["question"]
    Path("a.toml").write_text(Path(CSTO).read_text("utf-8").replace("value = 85", "value = 75"), "utf-8")
    before = {row["forecaster"]: row["forecast"] for row in run("forecast", "list", "--json").json["forecasts"]}
    told = run("forecast", "add", "--issue", "a.toml", "--to", key[:6])
    assert told.code == 0
    assert "stays as it was registered" in told.out
    after = run("forecast", "list", "--json").json["forecasts"]
    assert {row["question_id"] for row in after} == {key}
    assert {row["forecaster"]: row["forecast"] for row in after}["compromise"] != before["compromise"]
    assert len(after) == len(before) == 4
    assert "the issue from" in run("forecast", "add", "--issue", EMISSIONS, "--to", key[:6]).err


def test_a_ledger_is_begun_only_when_asked_and_only_with_something_in_it(run: Run) -> None:
    asked = ("forecast", "add", "--question", "Q", "--rubric", "R", "--due")
    assert run(*asked, "2999", "-l", "x.ledger").code == 2
    assert run(*asked, "1999", "-l", "x.ledger", "--new").code == 2
    assert not Path("x.ledger").exists()
    told = run(*asked, "2999", "-l", "x.ledger", "--new")
    assert told.code == 0
    assert "New ledger: x.ledger" in told.err
    assert "is there already" in run(*asked, "2998", "-l", "x.ledger", "--new").err


def test_a_draft_is_not_registered_before_its_rubric_is_written(run: Run) -> None:
    with Ledger.open("kz.ledger", create=True) as book:
        book.add(make_reading("AID KAZ UKR 2022-03-01"))
        book.add(make_reading("ASSAULT RUS UKR 2022-03-01"))
    told = run("draft", "--about", "Ukraine", "--due", "2999", "-l", "kz.ledger", "-o", "draft.toml")
    assert "scenario run draft.toml -l kz.ledger" in told.out
    said = run("run", "draft.toml", "-l", "kz.ledger", *FAST).out
    assert "write the rubric in draft.toml" in said
    assert "forecast add --issue draft.toml -l kz.ledger" in said
    told = run("forecast", "add", "--issue", "draft.toml", "-l", "kz.ledger")
    assert told.code == 2
    assert "placeholder of a draft" in told.err
    assert "after `rubric =`" in told.err


def test_a_run_says_which_number_is_the_headline_and_how_often_it_drew(run: Run) -> None:
    told = run("run", CSTO, "--draws", "600", "--challenge-draws", "40").out
    assert "The headline is the compromise" in told
    assert "600 draws, 40 of the challenge model" in told
    rows = run("run", CSTO, "--json", *FAST).json["settings"]
    assert (rows["draws"], rows["draws_of_challenge"]) == (500, 500)


def test_the_forecasts_of_documents_are_registered_once_and_unread_ones_only_if_said(run: Run) -> None:
    reading = make_reading("FORECAST KAZ drones will fly", published="2025-01-01")
    findings = tuple(_due(one) for one in reading.findings)
    with Ledger.open("kz.ledger", create=True) as book:
        book.add(type(reading)(reading.document, findings))
    documents = ("forecast", "from-documents", "-l", "kz.ledger")
    assert "1 that nobody has confirmed" in run(*documents).out
    told = run(*documents, "--all")
    assert told.code == 2
    assert "1 forecast would be registered for good" in told.err
    assert len(run(*documents, "--all", "--yes", "--json").json["registered"]) == 1
    assert run(*documents, "--status", "suggested", "--json").json["before"] == 1
    listed = run("forecast", "list", "--over", "-l", "kz.ledger").out
    assert "drones will fly" in listed
    assert "to resolve" in listed
    assert run(*documents, "--status", "maybe").code == 2
    assert run(*documents, "--status", "suggested", "--all").code == 2


def _due(finding: object) -> Any:
    from dataclasses import replace

    assert isinstance(finding, Forecast)
    return replace(finding, due=parse_when("2025-06"))


def test_names_in_a_sheet_cannot_run_as_formulas(run: Run) -> None:
    asked = ("--question", "=1+1", "--rubric", "R", "--due", "2999", "--by", "@sum", "--probability", "0.5")
    run("forecast", "add", "--new", *asked, "-l", "kz.ledger")
    [row] = run("forecast", "list", "--csv", "-l", "kz.ledger").table
    assert row["question"] == "'=1+1"
    assert row["forecaster"] == "'@sum"
