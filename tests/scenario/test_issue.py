"""Issue files: read with every fault at once, written so that they read back."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import DataError, UsageError
from dragoman.ledger import Ledger
from dragoman.records import PartialDate
from dragoman.scenario.grounds import fault_of
from dragoman.scenario.issue import Issue, Outcome, Quoted, Scale
from dragoman.scenario.issue_file import parse_issue, read_issue
from dragoman.scenario.issue_text import issue_text
from tests.factory import make_reading
from tests.scenario.issues import QUOTED, WELL, make_issue, stakeholder, value

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples" / "scenarios").glob("*.toml"))


def faults_of(text: str) -> list[str]:
    with pytest.raises(DataError) as fault:
        parse_issue(text, "x.toml")
    assert "docs/scenarios.md" in fault.value.hint
    return [line.removeprefix("x.toml:") for line in fault.value.message.splitlines()]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_a_file_without_faults_gives_its_numbers() -> None:
    issue = parse_issue(WELL)
    assert [held.name for held in issue.stakeholders] == ["Kazakhstan", "Russia"]
    assert issue.resolves == PartialDate(2028, 12, 31)
    inputs = issue.inputs()
    assert inputs.position.value.tolist() == [30, 90]
    assert inputs.position.low.tolist() == [20, 90]
    assert inputs.capability.high.tolist() == [1, 2]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("value = 30", "value = 130", "130 is off the scale"),
        ("low = 20", "low = -20", "-20 is off the scale"),
        ("value = 90", "value = nan", "value is nan"),
        ("value = 90", "value = -inf", "value is -inf"),
        ("value = 2", "value = 1e300", "value is 1e+300"),
        ("high = 100", "high = 1e308", "high is 1e+308"),
        ("value = 90", 'value = "90"', "value is no number"),
        ("value = 90", "value = true", "value is no number"),
        ("value = 90", "value = [90]", "value is no number"),
        ("value = 90", "", "'value' is missing"),
        ("value = 90", "value = 90\nlow = 95\nhigh = 91", "upside down"),
        ("value = 90", "value = 90\nlow = 91\nhigh = 95", "outside of its range"),
        ("value = 90", "value = 90\ncolour = 3", "'colour' is no key here"),
        ("value = 90", f"value = 9{'0' * 400}", "too large"),
        ('name = "Russia"', 'name = "kazakhstan"', "stands twice: first on line 12"),
        ('name = "Russia"', 'name = "Russia"\nvotes = 3', "'votes' is no key here"),
        ('name = "Russia"', 'name = " "', "name is empty"),
        ('name = "Russia"', "name = 5", "name is no text"),
        ('rows = ["a table"]', "", "nothing is said of what the capability rests on"),
        ('rows = ["a table"]', "rows = [3]", "rows is no list of texts"),
        ('rows = ["a table"]', 'findings = "abc"', "findings is no list of tables"),
        ('rows = ["a table"]', 'findings = [{ id = "abc" }]', "'quote' is missing"),
        ("high = 100", "high = -5", "which is not upwards"),
        ("high = 100", "high = 100\n[[scale.point]]\nat = 200\nname = 'far'", "200 is off the scale"),
        ("resolves = 2028-12-31", 'resolves = "someday"', "resolves is no date"),
        ("resolves = 2028-12-31", "resolves = 2028-12-31T00:00:00Z", "resolves is no date"),
        ("resolves = 2028-12-31", "", "'resolves' is missing"),
        ("[scale]", "[scales]", "there is no table [scale]"),
        ("value = 0.5", "value = 1.5", "the salience 1.5 is not from 0 to 1"),
        ("value = 2", "value = -2", "the capability -2 is not 0 or more"),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_line(before: str, after: str, said: str) -> None:
    text = WELL.replace(before, after, 1)
    assert text != WELL
    told = faults_of(text)
    assert any(said in fault for fault in told), told
    assert all(re.match(r"\d+: ", fault) for fault in told)


def test_the_line_of_a_fault_is_that_of_its_key() -> None:
    text = WELL.replace("value = 90", "value = 130").replace('name = "Russia"', 'name = "Kazakhstan"')
    numbers = [int(fault.split(":")[0]) for fault in faults_of(text)]
    assert numbers == [line_of(text, 'name = "Kazakhstan"\n[stake'), line_of(text, "value = 130")]


def test_lines_are_counted_through_long_texts_and_lists() -> None:
    rubric = 'rubric = """\n[stakeholder]\nvalue = 5\n# no comment\n"""'
    text = WELL.replace('rubric = "As the two say."', rubric).replace(
        'rows = ["a table"]', 'rows = [\n  "a [table]", # = {\n]\ncolour = "red"'
    )
    assert faults_of(text) == [
        f"{line_of(text, 'colour')}: 'colour' is no key here; these are: findings, high, judgement, low, rows, thin, value"
    ]


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = WELL.replace("value = 30", "value = 130").replace("value = 90", "value = nan").replace("How far?", " ")
    told = faults_of(text)
    assert len(told) == 3
    assert [int(fault.split(":")[0]) for fault in told] == sorted(int(fault.split(":")[0]) for fault in told)


def test_weights_that_are_all_zero_are_refused() -> None:
    text = WELL.replace("value = 0.5", "value = 0")
    assert any("all weights are zero" in fault for fault in faults_of(text))


def test_one_stakeholder_is_too_few_and_none_too() -> None:
    head, one, _ = WELL.split("[[stakeholder]]")
    assert "there is one stakeholder" in faults_of(f"{head}[[stakeholder]]{one}")[0]
    assert "there are no stakeholders" in faults_of(head)[0]


@pytest.mark.parametrize("text", ["= 3", "[issue\n", 'a = "\\q"', "a = 1\na = 2", "\x00", "[issue]\nquestion = 'x"])
def test_what_is_no_toml_is_one_fault(text: str) -> None:
    with pytest.raises(DataError, match=r"x:\d+: this is no TOML"):
        parse_issue(text, "x")


@pytest.mark.parametrize("text", ["", "issue = 3", "stakeholder = 5\nscale = []\nissue = 2020", "[[issue]]\n[[scale]]"])
def test_a_file_of_another_shape_is_told_what_is_missing(text: str) -> None:
    assert any("issue" in fault for fault in faults_of(text))


def test_a_file_that_is_no_text_or_not_there_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"[issue]\nquestion = '\xff'")
    with pytest.raises(DataError, match=r"x\.toml:2: this is not UTF-8"):
        read_issue(tmp_path / "x.toml")
    with pytest.raises(UsageError, match="cannot be read"):
        read_issue(tmp_path / "y.toml")
    with pytest.raises(UsageError, match="cannot be read"):
        read_issue(tmp_path)


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_bytes(b"\xef\xbb\xbf" + WELL.replace("\n", "\r\n").encode())
    assert read_issue(tmp_path / "x.toml") == parse_issue(WELL)


def test_an_issue_is_written_so_that_it_reads_back() -> None:
    held = stakeholder("Kazakhstan", 30.5)
    rich = type(held)(
        name='The "Other"', id="XYZ", salience=held.salience, capability=held.capability,
        position=value(3.25, 1.0, 7.5, findings=(QUOTED,), rows=("a.csv KAZ",), thin="one voice\tonly"),
    )  # fmt: skip
    outcome = Outcome(value=40.0, source="the press", on=PartialDate(2028))
    issue = make_issue(held, rich, about=("KAZ",), note="two\nlines", outcome=outcome)
    assert parse_issue(issue_text(issue)) == issue
    assert issue_text(parse_issue(issue_text(issue))) == issue_text(issue)


@given(st.text(max_size=30).map(str.strip).filter(bool), st.floats(0, 100))
def test_any_name_and_number_read_back(name: str, position: float) -> None:
    issue = make_issue(stakeholder(name, 1.0), stakeholder(f"not {name}", position))
    if len({" ".join(held.name.casefold().split()) for held in issue.stakeholders}) == 2:
        assert parse_issue(issue_text(issue)) == issue


def test_a_place_is_named_by_the_nearest_point() -> None:
    issue = make_issue()
    assert issue.scale.nearest(20.0) == issue.scale.points[0]
    assert Scale(low=0.0, high=1.0).nearest(0.5) is None


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_example_reads_and_is_written_as_it_stands(path: Path) -> None:
    assert issue_text(read_issue(path)) == path.read_text("utf-8")


def test_every_quote_of_an_example_stands_in_the_example_press() -> None:
    press = [path.read_text("utf-8", errors="replace") for path in (ROOT / "examples" / "press").iterdir()]
    texts = [" ".join(re.sub(r"<[^>]+>|[*_#]", "", text).split()) for text in press]
    issue: Issue = read_issue(ROOT / "examples" / "scenarios" / "kaz-csto.toml")
    in_text = [
        quote for one in issue.quoted() if any(" ".join(one.quote.split()) in text for text in texts) for quote in [one]
    ]
    binary = ("Absheron Dialogue", "Caspian Freight", "Gao Yiran")  # documents that are no text files
    rest = [one for one in issue.quoted() if one not in in_text]
    assert in_text
    assert all(any(name in one.source for name in binary) for one in rest), rest


def test_the_file_of_the_manual_reads_as_it_stands() -> None:
    manual = (ROOT / "docs" / "scenarios.md").read_text("utf-8")
    issue = parse_issue(manual.split("```toml")[1].split("```")[0])
    assert [held.name for held in issue.stakeholders] == ["Kazakhstan", "Russia"]


def test_a_finding_that_has_another_id_since_the_documents_were_read_anew_is_named(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "toy.ledger", create=True) as book:
        book.add(make_reading("TIE KAZ CSTO member\n"))
        row = next(iter(book.findings()))
        gone, strange = Quoted("f" * 16, row["span"]["exact"]), Quoted("f" * 16, "…")
        assert fault_of(Quoted(row["id"], row["span"]["exact"]), book) == ""
        assert fault_of(gone, book) == f"the finding {'f' * 16} is not in toy.ledger; {row['id']} quotes the same"
        assert fault_of(strange, book) == f"the finding {'f' * 16} is not in toy.ledger"
