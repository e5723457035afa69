"""Annotations, notes, timelines and pages: quotes at their places, and text that stays text."""

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dragoman.ledger import Ledger, Query, export_lines, export_to
from dragoman.ledger.outward.telling import markdown, web_address
from dragoman.ledger.outward.vault import safe_name
from tests.ledger.exports import HOSTILE_QUOTE, filled


def told(ledger: Ledger, file_format: str) -> str:
    return "".join(export_lines(filled(ledger), Query(), file_format))


def test_an_annotation_quotes_its_text_in_code_points(ledger: Ledger) -> None:
    page = json.loads(told(ledger, "jsonld"))
    assert "Unicode code points" in page["offsetUnit"]
    for item in page["items"]:
        finding = ledger.finding(item["id"].rpartition(":")[2])
        text = ledger.document(finding["source"]["id"]).text
        quote, place = item["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert text[: place["start"]].endswith(quote["prefix"])
        assert text[place["end"] :].startswith(quote["suffix"])


def test_an_annotation_counts_a_letter_beyond_the_first_plane_once(ledger: Ledger) -> None:
    page = json.loads(told(ledger, "jsonld"))
    item = next(one for one in page["items"] if "🙂" in one["target"]["selector"][0]["exact"])
    assert item["target"]["selector"][1]["start"] == len("🙂 Қазақстан 🙂\n")


def test_an_annotation_has_the_row_of_the_contract(ledger: Ledger) -> None:
    items = json.loads(told(ledger, "jsonld"))["items"]
    rows = [{key: row[key] for key in row if key not in ("source", "span")} for row in ledger.findings()]
    assert [item["finding"] for item in items] == rows


def test_an_address_that_is_none_of_the_web_names_no_target(ledger: Ledger) -> None:
    assert "javascript:" not in "".join(
        item["target"]["source"] for item in json.loads(told(ledger, "jsonld"))["items"]
    )


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "http://a b", 'https://x/"onload=', "https://", None]
)
def test_only_addresses_of_the_web_become_links(address: str | None) -> None:
    assert web_address(address) is None


def test_a_timeline_has_the_dated_events_in_order_and_counts_the_others(ledger: Ledger) -> None:
    line = json.loads(told(ledger, "timelinejs"))
    dated = [event for event in ledger.events() if event["date"]]
    assert len(line["events"]) == len(dated)
    years = [slide["start_date"]["year"] for slide in line["events"]]
    assert years == sorted(years)
    assert any(slide.get("end_date") == {"year": 2022, "month": 2, "day": 3} for slide in line["events"])


def test_a_timeline_shows_markup_as_text(ledger: Ledger) -> None:
    texts = [slide["text"] for slide in json.loads(told(ledger, "timelinejs"))["events"]]
    assert texts
    assert all("<img" not in text["text"] and "<b>" not in text["headline"] for text in texts)
    assert any(html.escape("<img src=x onerror=alert(1)>") in text["text"] for text in texts)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]


def test_a_page_has_no_script_no_picture_and_no_link_that_is_not_of_the_web(ledger: Ledger) -> None:
    tags = _Tags()
    tags.feed(told(ledger, "html"))
    assert not tags.found & {"script", "img", "b", "iframe"}
    assert tags.links == []


def test_a_page_has_a_row_for_each_finding(ledger: Ledger) -> None:
    assert told(ledger, "html").count('<tr id="f') == len(list(ledger.findings()))


@pytest.fixture
def notes(ledger: Ledger, tmp_path: Path) -> Path:
    export_to(filled(ledger), Query(), "obsidian", tmp_path / "vault")
    return tmp_path / "vault"


def test_notes_have_names_that_windows_takes(notes: Path) -> None:
    for path in notes.rglob("*"):
        assert not set(path.name) & set('<>:"/\\|?*#^[]')
        assert not path.name.endswith((" ", "."))
        assert path.stem.lower() not in ("con", "nul", "prn", "aux")


@pytest.mark.parametrize(
    ("text", "name"), [("CON", "_CON"), ("com1.txt", "_com1.txt"), ("a/b:c?", "a b c"), ("...", "_"), ("", "_")]
)
def test_a_name_of_a_device_or_of_nothing_gets_a_stroke_in_front(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_every_link_between_notes_leads_to_a_note_and_a_passage(notes: Path) -> None:
    texts = {
        str(path.relative_to(notes).with_suffix("")).replace("\\", "/"): path.read_text("utf-8")
        for path in notes.rglob("*.md")
    }
    links = [link for text in texts.values() for link in re.findall(r"(?<!\\)\[\[([^\]|]+)\|", text)]
    assert links
    for link in links:
        note, _, block = link.partition("#^")
        assert note in texts
        assert not block or f"^{block}\n" in texts[note]


def test_front_matter_holds_what_a_document_says_as_quoted_lines(notes: Path) -> None:
    for path in (notes / "Sources").iterdir():
        lines = path.read_text("utf-8").splitlines()
        end = lines.index("---", 1)
        for line in lines[1:end]:
            name, _, value = line.partition(": ")
            assert name.isidentifier()
            assert json.loads(value) is not None


def test_a_quote_makes_no_link_no_markup_and_no_place_of_its_own(notes: Path) -> None:
    text = "".join(path.read_text("utf-8") for path in (notes / "Sources").iterdir())
    assert markdown(HOSTILE_QUOTE) in text
    assert "<img" not in text.replace("\\<img", "")
    assert "[[Actors/CON" not in text


@pytest.mark.parametrize(
    "text", ["- a", "+ a", "1. a", "12) a", "# a", "> a", "---", "=== a", "a | b", "$x$", "~~a~~", "==a=="]
)
def test_markdown_is_escaped_also_at_the_beginning_of_a_line(text: str) -> None:
    assert "\\" in markdown(text)


@pytest.mark.parametrize("text", ["28 % (6–56) of 32", "2022-01-06", "-5.5 and +3", "Kazakhstan – ally – Russia."])
def test_plain_sentences_are_left_as_they_are(text: str) -> None:
    assert markdown(text) == text


@pytest.mark.parametrize(
    ("text", "told"), [("a=1&b=2", "a=1&b=2"), ("&lt; &#60; &copy;", r"&amp;lt; &amp;\#60; &amp;copy;")]
)
def test_only_what_would_be_an_entity_is_escaped_so_that_addresses_stay_as_they_are(text: str, told: str) -> None:
    assert markdown(text) == told
