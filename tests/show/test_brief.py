"""The briefing: what it says follows from the numbers, every number leads to a source, and text stays text."""

import datetime
import io
import re
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest

from dragoman.cli import main
from dragoman.errors import UsageError
from dragoman.ledger import Estimate, Ledger, Question, Resolution
from dragoman.records import PartialDate
from dragoman.scenario import register
from dragoman.scenario.issue_file import read_issue
from dragoman.show.brief import Brief, brief, write_brief
from dragoman.show.brief.as_docx import as_docx
from dragoman.show.brief.as_html import as_html
from dragoman.show.brief.as_markdown import as_markdown
from dragoman.show.brief.as_pdf import as_pdf, without_font
from dragoman.show.brief.blocks import Bullets, Opposed, Paragraph, Picture, Said, Section, Table
from dragoman.show.brief.ribbon import Panel, Point, ribbon
from dragoman.show.brief.telling import apart, plain, portion, short, signed, the
from tests.factory import make_reading
from tests.ledger.exports import HOSTILE_QUOTE, hostile

TODAY = datetime.date(2026, 1, 2)
POWERS = ("RUS", "CHN", "UKR")
ISSUE = Path(__file__).resolve().parents[2] / "examples" / "scenarios" / "kaz-csto.toml"


def mixed(ledger: Ledger) -> Ledger:
    """Documents that disagree on whom the state cooperates with."""
    told_of = [("RUS", 2021), ("CHN", 2021), ("RUS", 2022), ("CHN", 2022), ("UKR", 2022), ("CHN", 2023)]
    for number, (power, year) in enumerate(told_of, 1):
        met, blamed = f"CONSULT KAZ {power} {year}-0{number}-05", f"ACCUSE UKR KAZ {year}-03-0{number}"
        text = f"Report {number} from Astana, number {number * 7}\n{met}\n{blamed}\n"
        ledger.add(make_reading(text, path=f"{number}.txt", outlet=f"Outlet {number}", published=f"{year}-06-01"))
    return ledger


def one_sided(ledger: Ledger) -> Ledger:
    """Documents that all tell of cooperation with one power, and seldom with another."""
    for number in range(12):
        days = "\n".join(f"CONSULT KAZ CHN 2022-{number + 1:02d}-{day:02d}" for day in range(1, 9))
        other = f"CONSULT KAZ RUS 2021-{number:02d}-20" if number in (3, 6, 9) else f"nothing more in {number}"
        ledger.add(
            make_reading(
                f"Paper {number} says this\n{days}\n{other}\n", path=f"{number}.txt", outlet=f"Outlet {number}"
            )
        )
    return ledger


def told(ledger: Ledger, **asked: object) -> Brief:
    return brief(ledger, "KAZ", today=TODAY, powers=POWERS, **asked)  # type: ignore[arg-type]


def part(of: Brief, title: str) -> Section:
    return next(section for section in of.sections if section.title == title)


def words(section: Section) -> str:
    return " ".join(said.text for block in section.blocks if isinstance(block, Paragraph) for said in block.parts)


def cited(of: Brief) -> set[int]:
    return {
        int(number)
        for group in re.findall(r'<sup class="cite">\[(.*?)\]</sup>', as_html(of))
        for number in re.findall(r">(\d+)<", group)
    }


def test_every_part_says_how_old_its_data_are(ledger: Ledger) -> None:
    made = told(mixed(ledger))
    assert len(made.sections) == 9
    assert all(section.vintage for section in made.sections)
    assert any("Machine-coded, 0 % reviewed" in line for line in made.lines)


def test_every_number_of_a_source_stands_in_the_annex_with_a_quote(ledger: Ledger) -> None:
    made = told(mixed(ledger))
    numbers = {reference.number for reference in made.references}
    assert cited(made)
    assert cited(made) <= numbers
    assert numbers == set(range(1, len(made.references) + 1))
    assert all(reference.quotes for reference in made.references)


def test_quotes_in_the_annex_stand_in_their_sources_word_for_word(ledger: Ledger) -> None:
    made = told(mixed(ledger))
    texts = [" ".join(ledger.document(row["id"]).text.split()) for row in ledger.sources()]
    quotes = [quote.text for reference in made.references for quote in reference.quotes]
    assert quotes
    assert all(any(quote in text for text in texts) for quote in quotes)


def test_no_power_is_said_to_lead_while_intervals_overlap(ledger: Ledger) -> None:
    said = words(part(told(mixed(ledger)), "Bottom line"))
    assert "No one power leads" in said
    assert "the intervals overlap" in said


def test_a_power_that_leads_beyond_its_interval_is_said_to(ledger: Ledger) -> None:
    said = words(part(told(one_sided(ledger)), "Bottom line"))
    assert "Of these powers China has the largest share" in said
    assert "No one power leads" not in said


def test_a_power_not_told_of_is_missing_and_not_zero(ledger: Ledger) -> None:
    made = told(one_sided(ledger))
    assert "Of events with Ukraine they tell nothing, which is missing, not zero." in words(part(made, "Bottom line"))
    table = next(block for block in part(made, "How it stands between the powers").blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[2]][:2] == ["Ukraine", "not told of"]


def test_likelihood_and_confidence_are_told_apart(ledger: Ledger) -> None:
    blocks = part(told(mixed(ledger)), "Bottom line").blocks
    heads = [block.parts[0].text for block in blocks[1:] if isinstance(block, Paragraph)]
    assert heads == ["Likelihood. ", "Confidence: low. "]


def test_confidence_rises_with_review(ledger: Ledger) -> None:
    for row in list(mixed(ledger).findings())[:8]:
        ledger.decide(row["id"], "confirmed", analyst="Ann")
    assert "Confidence: low" in words(part(told(ledger), "Bottom line"))  # six documents are too few still
    for number in range(3):
        ledger.add(make_reading(f"More of it {number} {number * 13} here\nnothing", path=f"m{number}.txt"))
    assert "Confidence: moderate" in words(part(told(ledger), "Bottom line"))


def test_only_the_time_asked_about_is_told(ledger: Ledger) -> None:
    made = told(mixed(ledger), since="2022", until="2022")
    table = next(block for block in part(made, "What changed").blocks if isinstance(block, Table))
    assert {row[0].text[2:6] for row in table.rows} == {"2022"}
    assert "2022 to 2022" in made.lines[0]


def test_a_quote_in_the_text_is_short_and_whole_in_the_annex() -> None:
    quote = " ".join(f"word{number}" for number in range(40))
    assert len(short(quote).split()) == 26
    assert short("three short words") == "three short words"


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ('"All is well"', "All is well"),
        ('"All is well," he said.', "‘All is well,’ he said."),
        ("so-called «allies»", "so-called ‘allies’"),
    ],
)
def test_quotation_marks_within_a_quote_are_single(quote: str, shown: str) -> None:
    assert plain(quote) == shown


def test_numbers_without_an_interval_are_never_apart() -> None:
    sure = {"value": 0.9, "low": 0.8, "high": 1.0}
    assert apart(sure, {"value": 0.1, "low": 0.0, "high": 0.2})
    assert not apart(sure, {"value": 0.1, "low": None, "high": None})
    assert not apart(sure, None)


def test_states_and_bodies_have_their_article() -> None:
    assert [the(name) for name in ("United States", "European Union", "China")] == [
        "the United States",
        "the European Union",
        "China",
    ]
    assert signed(-2.5) == "−2.5"


def test_the_same_ledger_and_day_make_the_same_briefing(ledger: Ledger) -> None:
    mixed(ledger)
    assert as_html(told(ledger)) == as_html(told(ledger))
    assert as_docx(told(ledger)) == as_docx(told(ledger))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loaded: list[str] = []
        self.ids: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        self.tags.add(tag)
        self.loaded += [held[name] or "" for name in ("src", "data") if name in held] + (
            [held["href"] or ""] if tag == "link" else []
        )
        self.ids.add(held.get("id") or "")
        self.links.add(held.get("href") or "")


def test_the_page_needs_nothing_but_itself(ledger: Ledger) -> None:
    html = as_html(told(mixed(ledger)))
    page = _Page()
    page.feed(html)
    assert len(html.encode()) < 3_000_000
    assert not page.tags & {"script", "iframe", "object", "img"}
    assert page.loaded == []
    assert {link[1:] for link in page.links if link.startswith("#")} <= page.ids
    assert "@page" in html


def test_hostile_text_stays_text_in_every_form(ledger: Ledger) -> None:
    ledger.add(hostile("KAZ"))
    made = told(mixed(ledger), author="<script>alert(1)</script>")
    html, markdown = as_html(made), as_markdown(made)
    assert "onerror=alert(1)" in html
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html
    assert "<img" not in markdown.replace("\\<img", "")
    assert "<script" not in markdown.replace("\\<script", "").replace("{{<script", "")
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(as_docx(made))).paragraphs)
    assert "<script>alert(1)</script>" in text


def test_a_hostile_quote_is_cited_as_it_is_and_its_source_without_folders_and_links(ledger: Ledger) -> None:
    ledger.add(hostile("KAZ"))
    (reference,) = brief(ledger, "RUS", today=TODAY, powers=("KAZ", "CHN")).references
    assert [quote.text for quote in reference.quotes] == [HOSTILE_QUOTE]
    assert "file con.txt" in reference.citation
    assert "secret folder" not in reference.citation
    assert reference.address is None


def test_the_word_document_has_parts_tables_and_numbered_sources(ledger: Ledger) -> None:
    document = docx.Document(io.BytesIO(as_docx(told(mixed(ledger)))))
    heads = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert heads[0] == "1 Bottom line"
    assert heads[-1] == "Annex: sources and quotes"
    assert document.tables
    assert any(paragraph.text.startswith("[1] ") for paragraph in document.paragraphs)


def test_markdown_has_the_numbers_of_each_picture(ledger: Ledger) -> None:
    text = as_markdown(told(mixed(ledger)))
    assert "| Year | Russia | China | Ukraine |" in text
    assert "\n> " in text


def test_pictures_are_sound_and_name_their_source_inside(ledger: Ledger) -> None:
    made = told(mixed(ledger))
    pictures = [block for section in made.sections for block in section.blocks if isinstance(block, Picture)]
    assert len(pictures) == 2
    for picture in pictures:
        drawn = " ".join(ET.fromstring(picture.svg).itertext())
        assert "test.ledger" in drawn
        assert str(TODAY) in drawn
        assert picture.alt
        assert picture.twin.rows


def test_a_year_without_a_number_leaves_a_gap_in_the_ribbon() -> None:
    points = (Point(2020, 0.5, 0.4, 0.6), Point(2022, 0.5, 0.4, 0.6), Point(2023, 0.2, None, None))
    drawn = ribbon("Title", "Foot", [Panel("Russia & co", points), Panel("China", ())])
    root = ET.fromstring(drawn)
    lines = [line.attrib["points"].split() for line in root.iter("{http://www.w3.org/2000/svg}polyline")]
    assert [len(line) for line in lines] == [1, 2]
    assert "not told of" in drawn
    assert drawn.count('fill="white" stroke=') == 1


def test_disagreements_show_both_quotes_and_what_would_settle_them(ledger: Ledger) -> None:
    ledger.add(make_reading("One side tells\nTIE KAZ CSTO member\n", outlet="One"))
    ledger.add(make_reading("Other side tells it\nTIE KAZ CSTO observer\n", outlet="Other"))
    shown = [block for block in part(told(ledger), "Where the sources disagree").blocks if isinstance(block, Opposed)]
    assert shown
    assert {shown[0].one.text, shown[0].other.text} == {"TIE KAZ CSTO member", "TIE KAZ CSTO observer"}
    assert shown[0].settle
    assert shown[0].one.sources


def test_a_scenario_tells_its_range_and_what_it_assumes(ledger: Ledger) -> None:
    made = told(mixed(ledger), issues=(read_issue(ISSUE),))
    assert "80 % range" in words(part(made, "What may come"))
    assert any(
        isinstance(block, Table) and block.head[0] == "Stakeholder" for block in part(made, "What may come").blocks
    )
    assert "ranges" in words(part(made, "Bottom line"))


def test_a_registered_number_is_told_as_a_number_with_how_it_came_out(ledger: Ledger) -> None:
    question = Question(
        question="How close will Kazakhstan be?", rubric="As stated.", due=PartialDate(2027), form="number",
        low=0.0, high=100.0, unit="closeness",
    )  # fmt: skip
    sure = Estimate(question="", forecaster="Ann", distribution=((61.2, 1.0),))
    spread = Estimate(question="", forecaster="Ben", distribution=((20.0, 0.25), (50.0, 0.5), (80.0, 0.25)))
    key = register.ask(mixed(ledger), question, sure, spread)
    done = Resolution(question=key, outcome="number", value=75.0, source="press", analyst="A. N.")
    register.settle(ledger, done, early="a treaty was signed")
    made = told(ledger)
    (row,) = next(block for block in part(made, "What may come").blocks if isinstance(block, Table)).rows
    assert [cell.text for cell in row] == [
        "How close will Kazakhstan be? (0 to 100, closeness)",
        "Ann: 61.2; Ben: about 50 (80 %: 20 to 80)",
        "75 (resolved before its date: a treaty was signed)",
    ]
    assert "1 question about Kazakhstan is registered" in words(part(made, "Bottom line"))


def test_documents_that_are_only_stored_count_neither_as_read_nor_for_confidence(ledger: Ledger) -> None:
    ledger.add(make_reading("CONSULT KAZ RUS 2022-01-05", published="2022-01-06"))
    stored = make_reading("нічого", published="2022-02-06")
    source = replace(stored.document.source, language="uk", read_for_findings=False)
    ledger.add(replace(stored, document=replace(stored.document, source=source)))
    made = told(ledger)
    said = words(part(made, "Bottom line"))
    assert "1 independent document read, in English (1 more only stored)" in said
    (lines,) = (block for block in part(made, "What we do not know").blocks if isinstance(block, Bullets))
    assert lines.items[0].text.startswith("Read: 1 of 2 documents (English 1)")


def test_a_little_that_was_reviewed_is_not_nothing() -> None:
    assert [portion(*told) for told in ((0, 500), (2, 500), (499, 500), (500, 500), (0, 0))] == [
        "0\u00a0%", "less than 1\u00a0%", "more than 99\u00a0%", "100\u00a0%", "0\u00a0%"
    ]  # fmt: skip


def test_the_network_counts_the_events_that_the_balance_counts(ledger: Ledger) -> None:
    made = told(mixed(ledger))
    counts = {row[0].text: row[1].text for row in _rows(made, "How it stands between the powers", "Power")}
    around = {row[0].text: row[2].text for row in _rows(made, "The network around it", "With")}
    assert around == counts


def _rows(made: Brief, title: str, head: str) -> tuple[tuple[Said, ...], ...]:
    blocks = part(made, title).blocks
    tables = [one.twin if isinstance(one, Picture) else one for one in blocks if isinstance(one, Table | Picture)]
    return next(table for table in tables if table.head[0] == head).rows


def test_a_ledger_that_tells_nothing_of_the_state_still_makes_a_briefing(ledger: Ledger) -> None:
    ledger.add(make_reading("ACCUSE RUS UKR 2022-02-24"))
    made = told(ledger)
    assert "missing, not zero" in words(part(made, "How it stands between the powers"))
    assert as_html(made)
    assert as_docx(made)


def test_an_empty_ledger_has_no_briefing(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="holds no documents"):
        told(ledger)


def test_a_file_of_another_kind_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_brief(told(mixed(ledger)), tmp_path / "brief.odt")


def test_pdf_without_the_extra_says_what_to_do(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(UsageError) as fault:
        as_pdf(told(mixed(ledger)))
    assert "dragoman[print]" in fault.value.hint


def test_pdf_is_made_where_the_extra_is(ledger: Ledger) -> None:
    pytest.importorskip("typst")
    ledger.add(hostile())
    made = as_pdf(told(mixed(ledger)))
    assert made.startswith(b"%PDF-")
    assert made == as_pdf(told(ledger))


def test_scripts_without_a_font_are_named(ledger: Ledger) -> None:
    ledger.add(make_reading("上海合作组织\nCONSULT KAZ CHN 2022-01-05 上海\n"))
    made = told(ledger)
    assert without_font(made, ["DejaVu Sans"]) == ["Chinese"]
    assert without_font(made, ["Noto Sans CJK SC"]) == []


def test_the_verb_writes_a_file_and_says_what_is_in_it(
    ledger: Ledger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mixed(ledger)
    target = tmp_path / "kz.html"
    assert main(["brief", "Kazakhstan", "-l", str(ledger.path), "-o", str(target), "--powers", "RUS,CHN"]) == 0
    assert "Kazakhstan between the powers" in target.read_text("utf-8")
    assert "sources" in capsys.readouterr().err


@pytest.mark.parametrize(
    "options", [["-o", "a.odt"], ["--since", "spring"], ["--powers", "RUS"], ["--since", "2023", "--until", "2022"]]
)
def test_the_verb_refuses_what_it_cannot_do(
    ledger: Ledger, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    mixed(ledger)
    assert main(["brief", "KAZ", "-l", str(ledger.path), *options]) == 2
    assert capsys.readouterr().err.count("\n") <= 2
