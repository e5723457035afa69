"""Every format is read as what it holds, and its text and structure come out."""

import datetime
from pathlib import Path

import docx
import pytest

from dragoman.records import Document, Role, Source

from .makers import LONG, LONGER, make_docx, make_page, make_pdf, of_role, parts, read


def test_the_text_of_a_plain_file_is_the_file_itself() -> None:
    text = f"  A title of some words\r\n\r\n{LONG}\r\n"
    assert read(text).text == text


def test_a_byte_order_mark_is_dropped() -> None:
    assert read(b"\xef\xbb\xbf" + LONG.encode()).text == LONG


def test_markdown_stays_in_the_text_but_outside_the_blocks() -> None:
    document = read(f"# The corridor opens\n\n**{LONG}**\n\n> {LONGER}\n\n---\n", "a.md")
    assert document.source.format == "markdown"
    assert document.text.startswith("# The")
    assert [text for _, text in parts(document)] == ["The corridor opens", LONG, LONGER]


def test_a_file_with_a_wrong_name_is_read_as_what_it_holds() -> None:
    document = read(make_pdf([["The ministers of both countries met in the capital."]]), "a.txt")
    assert document.source.format == "pdf"
    assert "ends in .txt, but it holds pdf" in document.source.notes[0]


def test_a_page_named_txt_is_read_as_a_page() -> None:
    document = read(make_page(f"<h1>The corridor opens today</h1><p>{LONG}</p><p>{LONGER}</p>"), "page.txt")
    assert document.source.format == "html"
    assert "<p>" not in document.text


def test_a_text_that_mentions_a_tag_stays_text() -> None:
    assert read(f"An area of 4 km<sup>2</sup>. {LONG}").source.format == "text"


def test_of_a_page_only_the_article_is_kept() -> None:
    page = make_page(f"<h1>The corridor opens today</h1><p>{LONG}</p><h2>What comes next</h2><p>{LONGER}</p>")
    document = read(page, "a.html")
    assert parts(document) == [
        ("title", "The corridor opens today"),
        ("body", LONG),
        ("heading", "What comes next"),
        ("body", LONGER),
    ]


def test_the_title_of_a_page_stands_in_the_text_even_if_the_article_lacks_it() -> None:
    head = '<meta property="og:title" content="The corridor opens today">'
    document = read(make_page(f"<p>{LONG}</p><p>{LONGER}</p>", head), "a.html")
    assert of_role(document, Role.TITLE) == ["The corridor opens today"]


def test_table_rows_of_a_page_are_kept_with_their_cells_apart() -> None:
    table = "<table><tr><th>Year</th><th>Trade</th></tr><tr><td>2022</td><td>31 billion</td></tr></table>"
    document = read(make_page(f"<h1>The corridor opens today</h1><p>{LONG}</p>{table}<p>{LONGER}</p>"), "a.html")
    assert "2022 | 31 billion" in document.text


def test_deeply_nested_pages_are_read_to_the_bottom() -> None:
    page = f"<html><body><p>{LONGER}</p>{'<div>' * 100_000}<p>{LONG}</p>{'</div>' * 100_000}</body></html>"
    assert LONG in read(page, "deep.html").text


def test_a_page_of_which_nothing_is_an_article_gives_its_text() -> None:
    assert "Short notice." in read("<html><body><div><b>Short notice.</b></div></body></html>", "a.html").text


def test_lines_of_a_pdf_form_paragraphs_where_gaps_part_them() -> None:
    lines = ["The corridor opens", "", "The two governments have worked on it", "for several years. Their ministers"]
    lines += ["meet twice a year.", "", "Nobody expected the talks to end so", "soon."]
    document = read(make_pdf([lines]), "a.pdf")
    assert [text.replace("\n", " ") for _, text in parts(document)] == [
        "The corridor opens",
        "The two governments have worked on it for several years. Their ministers meet twice a year.",
        "Nobody expected the talks to end so soon.",
    ]


def test_a_sentence_that_crosses_a_page_continues() -> None:
    first = ["The two governments have worked on it for a long time, and their"]
    second = ["ministers meet twice a year in one of the two capitals."]
    document = read(make_pdf([first, second]), "a.pdf")
    assert [block.continues for block in document.blocks] == [False, True]


def test_headers_and_page_numbers_that_recur_are_noise() -> None:
    body = [
        f"The ministers met in {city} today and spoke of trade." for city in ("Bonn", "Rome", "Oslo", "Riga", "Graz")
    ]
    pages = [["Journal of Corridors", "", *body[n : n + 3], "", f"Page {n}"] for n in (1, 2)]
    pages.append(["Journal of Corridors", "", body[0], "", "Page 3"])
    document = read(make_pdf(pages), "a.pdf")
    assert [text.rstrip("123") for text in of_role(document, Role.NOISE)] == ["Journal of Corridors", "Page "] * 3


def test_a_word_file_keeps_headings_and_tables() -> None:
    made = docx.Document()
    made.add_heading("The corridor opens today", 0)
    made.add_paragraph(LONG)
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "2022", "31 billion"
    made.add_paragraph(LONGER)
    document = read(make_docx(made), "a.docx")
    assert of_role(document, Role.TITLE) == ["The corridor opens today"]
    assert document.text.split("\n\n") == ["The corridor opens today", LONG, "2022 | 31 billion", LONGER]


def test_dashes_of_a_word_file_are_turns() -> None:
    made = docx.Document()
    for text in ("Interview with Anna Berg", "- Why now?", f"- {LONG}", "- What do you expect?", f"- {LONGER}"):
        made.add_paragraph(text)
    document = read(make_docx(made), "a.docx")
    assert of_role(document, Role.ANSWER) == [LONG, LONGER]


def test_the_properties_of_a_word_file_are_believed_where_the_text_says_nothing() -> None:
    made = docx.Document()
    made.core_properties.author = "Anna Berg"
    made.core_properties.created = datetime.datetime(2022, 5, 6, tzinfo=datetime.UTC)
    made.add_paragraph(LONG)
    source = read(make_docx(made), "a.docx").source
    assert source.author is not None
    assert source.published is not None
    assert (source.author.value, source.published.value) == ("Anna Berg", "2022-05-06")


def test_the_template_of_a_word_file_says_nothing_about_its_author_or_date() -> None:
    made = docx.Document()
    made.add_paragraph(LONG)
    source = read(make_docx(made), "a.docx").source
    assert (source.author, source.published) == (None, None)


def test_the_source_carries_the_hashes_of_bytes_and_text() -> None:
    import hashlib

    source = read("Plain words.\n").source
    assert source.id == hashlib.sha256(b"Plain words.\n").hexdigest()
    assert source.text_hash == source.id


def test_reading_a_file_twice_gives_the_same_document() -> None:
    page = make_page(f"<h1>The corridor opens today</h1><p>{LONG}</p><p>{LONGER}</p>")
    assert read(page, "a.html") == read(page, "a.html")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (LONG, "en"),
        ("Президенты двух стран обсудили торговлю и новый транспортный коридор через море.", "ru"),
        ("İki ülkenin cumhurbaşkanları ticareti ve yeni ulaştırma koridorunu görüştü.", "tr"),
        ("Les présidents des deux pays ont discuté du commerce et du nouveau corridor de transport.", "fr"),
    ],
)
def test_the_language_is_told_and_whether_it_is_read_for_findings(text: str, language: str) -> None:
    source: Source = read(text).source
    assert (source.language, source.read_for_findings) == (language, language != "fr")


def test_a_language_that_is_given_is_believed() -> None:
    assert read(LONG, language="kk").source.language == "kk"


def test_a_text_without_letters_has_no_language() -> None:
    assert read("1 2 3").source.language is None


def test_noise_does_not_count_among_the_words() -> None:
    document: Document = read(f"{LONG}\n\nRead also\n\nMinister resigns\n\nPort reopens\n")
    assert document.source.words == len(LONG.split())


def test_the_path_is_kept_as_given() -> None:
    assert read(LONG, "folder/a.txt").source.path == str(Path("folder/a.txt"))
