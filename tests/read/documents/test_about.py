"""Title, outlet, author and date are found, each with the reason why we believe it."""

import json

import pytest

from dragoman.read.documents.people import first_person, is_outlet, is_person
from dragoman.read.documents.stamps import date_in_name, is_stamp, stamps_in
from dragoman.records import Known, Source

from .makers import LONG, LONGER, make_page, make_pdf, read

TITLE = "The corridor opens today"


def about(*paragraphs: str, name: str = "a.txt") -> Source:
    return read("\n\n".join(paragraphs), name).source


def value(known: Known | None) -> str | None:
    return known.value if known else None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("INTERVIEWS 01 June 2023 - 17:27", "2023-06-01"),
        ("21.03.2022, 08:04", "2022-03-21"),
        ("March 3, 2024", "2024-03-03"),
        ("Published: Monday, 3rd of March 2024 at 10:15 GMT", "2024-03-03"),
        ("By Anna Berg | March 3, 2024", "2024-03-03"),
        ("2024-03-03", "2024-03-03"),
        ("3 марта 2024 года, 12:30", "2024-03-03"),
        ("3 Ağustos 2024 Cumartesi", "2024-08-03"),
        ("25/12/2023", "2023-12-25"),
        ("12/25/2023", "2023-12-25"),
        ("03/04/2023", "2023"),
        ("March 2024", "2024-03"),
    ],
)
def test_a_date_line_dates_the_document(line: str, date: str) -> None:
    published = about(TITLE, line, LONG, LONGER).published
    assert published is not None
    assert published.value == date
    assert published.reason.startswith("date line")


def test_a_dateline_dates_the_document() -> None:
    published = about(TITLE, f"GENEVA, 3 March 2024 (Reuters) — {LONG}", LONGER).published
    assert published == Known("2024-03-03", "dateline “GENEVA, 3 March 2024”")


@pytest.mark.parametrize("name", ["2024-03-03 corridor.txt", "report_20240303.txt", "corridor-2024.03.03.txt"])
def test_the_file_name_dates_the_document_if_the_text_does_not(name: str) -> None:
    assert value(about(TITLE, LONG, name=name).published) == "2024-03-03"


def test_numbers_in_a_file_name_that_are_no_date_date_nothing() -> None:
    assert [date_in_name(name) for name in ("000_4b20230601ee", "202306", "2023-13-01", "12023-01-01")] == [None] * 4


def test_a_date_line_goes_before_the_properties_of_a_pdf() -> None:
    pages = [[TITLE, "", "3 March 2024", "", "The two governments have worked on the corridor for years."]]
    source = read(make_pdf(pages, info="/CreationDate (D:20240505120000)"), "a.pdf").source
    assert value(source.published) == "2024-03-03"


def test_the_properties_of_a_pdf_date_it_if_nothing_else_does() -> None:
    source = read(make_pdf([[LONG[:80]]], info="/CreationDate (D:20240505120000) /Author (Anna Berg)"), "a.pdf").source
    assert (value(source.published), value(source.author)) == ("2024-05-05", "Anna Berg")


def test_properties_that_the_text_contradicts_are_not_believed() -> None:
    text = "They met on 7 June 2024 in Bonn."
    source = read(make_pdf([[text]], info="/CreationDate (D:20200505120000)"), "a.pdf").source
    assert source.published == Known("2024-06", "inferred: latest date mentioned in the text, 2024-06-07")


def test_the_first_readers_comment_is_the_latest_possible_date() -> None:
    published = about(TITLE, LONG, "3 Comments", "Paul • November 11, 2021 at 8:56 pm", LONGER).published
    assert published == Known("2021-11", "not later than the first reader comment of 2021-11-11")


def test_the_latest_day_mentioned_dates_the_document_to_the_month() -> None:
    published = about(TITLE, f"They met on 1 April 2023 and on May 5, 2023. {LONG}").published
    assert published == Known("2023-05", "inferred: latest date mentioned in the text, 2023-05-05")


@pytest.mark.parametrize(
    "text",
    [
        "They want to finish the port by 1 May 2030.",
        "It will open on 1 May 2030.",
        "The treaty of 9 May 1945 is forgotten.",
        "The treaty of 9 May 1995 was revised in 2021.",
        "They met in May.",
    ],
)
def test_a_day_to_come_or_long_past_dates_nothing(text: str) -> None:
    assert about(TITLE, f"{text} {LONG}").published is None


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ('<meta property="article:published_time" content="2024-03-03T10:00:00Z">', "meta tag article:published_time"),
        ('<script type="application/ld+json">{"datePublished": "2024-03-03"}</script>', "JSON-LD datePublished"),
    ],
)
def test_the_head_of_a_page_dates_it(head: str, reason: str) -> None:
    page = make_page(f"<h1>{TITLE}</h1><p>{LONG}</p><p>{LONGER}</p>", head)
    assert read(page, "a.html").source.published == Known("2024-03-03", reason)


def test_the_markup_of_a_page_dates_it() -> None:
    page = make_page(f'<h1>{TITLE}</h1><time datetime="2024-03-03">3 March</time><p>{LONG}</p><p>{LONGER}</p>')
    assert read(page, "a.html").source.published == Known("2024-03-03", "date in the page's markup, found by htmldate")


def test_linked_data_name_author_outlet_and_headline() -> None:
    data = {"@graph": [{"headline": TITLE, "author": [{"name": "Anna Berg"}], "publisher": {"name": "The Gazette"}}]}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    source = read(make_page(f"<p>{LONG}</p><p>{LONGER}</p>", head), "a.html").source
    assert [value(known) for known in (source.title, source.author, source.outlet)] == [
        TITLE,
        "Anna Berg",
        "The Gazette",
    ]


def test_broken_linked_data_are_passed_over() -> None:
    head = '<script type="application/ld+json">{"author": </script>' + '<meta name="author" content="Anna Berg">'
    assert value(read(make_page(f"<p>{LONG}</p>", head), "a.html").source.author) == "Anna Berg"


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    head = f'<title>{TITLE} | The Gazette</title><meta property="og:site_name" content="The Gazette">'
    assert value(read(make_page(f"<p>{LONG}</p><p>{LONGER}</p>", head), "a.html").source.title) == TITLE


def test_the_address_of_a_page_names_its_outlet() -> None:
    head = '<link rel="canonical" href="https://www.eurasianet.org/a-corridor">'
    source = read(make_page(f"<h1>{TITLE}</h1><p>{LONG}</p>", head), "a.html").source
    assert (value(source.outlet), source.url) == ("Eurasianet", "https://www.eurasianet.org/a-corridor")


@pytest.mark.parametrize(
    "paragraphs",
    [
        (TITLE, "By Anna Berg", LONG, LONGER),
        (TITLE, "Author: Anna Berg", LONG, LONGER),
        (TITLE, "By Dr. Anna Berg, special to the Gazette", LONG),
        (TITLE, "3 March 2024", "Anna Berg", LONG, LONGER),
        (TITLE, LONG, "Anna Berg", LONGER, LONG),
        (TITLE, LONG, LONGER, LONG, "*Anna Berg, a political analyst"),
        (TITLE, LONG, LONGER, LONG, "Anna Berg is a political analyst from Ruritania."),
    ],
)
def test_the_author_is_found_at_the_head_or_the_end(paragraphs: tuple[str, ...]) -> None:
    assert value(about(*paragraphs).author) == "Anna Berg"


@pytest.mark.parametrize(
    ("line", "outlet", "date", "author"),
    [
        (
            "**Ruritanian Review** · 3 March 2024 · Analysis by Anna Berg",
            "Ruritanian Review",
            "2024-03-03",
            "Anna Berg",
        ),
        (
            "Institute of the Passes, Bonn, 3 March 2024. Interview: Anna Berg",
            "Institute of the Passes",
            "2024-03-03",
            "Anna Berg",
        ),
        ("Bonn, 3 March 2024", None, "2024-03-03", None),
        ("Anna Berg, Bonn", None, None, "Anna Berg"),
    ],
)
def test_an_imprint_gives_outlet_date_and_author(
    line: str, outlet: str | None, date: str | None, author: str | None
) -> None:
    source = about(TITLE, line, LONG, LONGER)
    assert (value(source.outlet), value(source.published), value(source.author)) == (outlet, date, author)


def test_a_headline_with_a_date_is_no_imprint() -> None:
    source = about("The ministers met in Bonn on 3 March 2024", LONG, LONGER)
    assert value(source.title) == "The ministers met in Bonn on 3 March 2024"


def test_a_first_line_in_capitals_above_the_title_names_the_outlet_and_no_author() -> None:
    source = about("RURITANIAN COURANT", TITLE, LONG, LONGER)
    assert (value(source.outlet), source.author) == ("RURITANIAN COURANT", None)


def test_two_authors_of_a_byline_are_both_named() -> None:
    assert value(about(TITLE, "By Anna Berg and Paul Ros", LONG).author) == "Anna Berg and Paul Ros"


def test_the_header_of_every_page_of_a_pdf_names_outlet_and_date() -> None:
    body = [
        f"The ministers met in {city} and spoke of trade for two days." for city in ("Bonn", "Rome", "Oslo", "Riga")
    ]
    pages = [["Ruritanian Review - 3 March 2024", "", *body[n : n + 2]] for n in (0, 2)]
    source = read(make_pdf(pages), "a.pdf").source
    assert (value(source.outlet), value(source.published)) == ("Ruritanian Review", "2024-03-03")


def test_who_is_interviewed_is_not_the_author() -> None:
    source = about(
        "Interview with Anna Berg", "Paul Ros", LONG, "- Why do you ask?", f"- {LONG}", "- Do you?", f"- {LONG}"
    )
    assert value(source.author) == "Paul Ros"


def test_a_minister_who_is_only_spoken_of_is_not_the_author() -> None:
    assert about(TITLE, LONG, f"Anna Berg said so. {LONGER}").author is None


@pytest.mark.parametrize(
    ("paragraphs", "outlet"),
    [
        (("21.03.2022, 08:04", "B+ Analytics", TITLE, LONG), "B+ Analytics"),
        ((TITLE, "Reuters", "3 March 2024", LONG), "Reuters"),
        ((TITLE, f"GENEVA, 3 March 2024 (Reuters) — {LONG}"), "Reuters"),
        ((TITLE, f"The port is open, writes Le Monde. {LONG}", LONGER), "Le Monde"),
        ((TITLE, LONG, LONGER), None),
    ],
)
def test_the_outlet_is_found_where_the_text_names_it(paragraphs: tuple[str, ...], outlet: str | None) -> None:
    assert value(about(*paragraphs).outlet) == outlet


def test_the_title_is_the_first_heading_or_line_that_can_be_one() -> None:
    assert value(about("Expert opinion", "Anna Berg", f"## {TITLE}", LONG).title) == TITLE
    assert value(about("3 March 2024", "The Gazette News", TITLE, LONG).title) == TITLE
    assert about(LONG, LONGER).title is None


@pytest.mark.parametrize("line", ["They met on 3 March 2024 in Bonn", "Trade grew in 2024", "17 states signed", TITLE])
def test_a_line_that_says_more_than_a_date_is_no_date_line(line: str) -> None:
    assert not is_stamp(line)


@pytest.mark.parametrize("text", ["31 February 2024", "99.99.2024", "version 1.2.2024.5", "13/13/2024"])
def test_days_that_do_not_exist_are_no_dates(text: str) -> None:
    assert [stamp.date for stamp in stamps_in(text) if stamp.date.day] == []


def test_of_a_stretch_of_days_the_last_counts() -> None:
    assert [str(stamp.date) for stamp in stamps_in("on 14-15 October 2019")] == ["2019-10-15"]


@pytest.mark.parametrize(
    "line", ["Anna Berg", "Anna von Berg", "A. B. Berg", "ANNA BERG", "Аскар Умаров", "Jean-Paul O’Hara"]
)
def test_names_of_people_are_told(line: str) -> None:
    assert is_person(line)


@pytest.mark.parametrize(
    "line", ["Foreign Minister", "Central Asia", "World News", "anna berg", "The Port", "Berg", TITLE]
)
def test_what_is_no_name_is_told(line: str) -> None:
    assert not is_person(line)


def test_the_first_person_in_a_text_comes_without_ranks() -> None:
    assert first_person("the Foreign Minister of Ruritania, Prof. Anna Berg, said") == "Anna Berg"


def test_outlets_are_known_or_end_as_outlets_do() -> None:
    assert [is_outlet(line) for line in ("Reuters", "gazette.kz", "Ruritanian Review", "A good review")] == [
        True
    ] * 3 + [False]
