"""What stands around an article is noise, and nothing of the article is."""

import pytest

from dragoman.records import Role

from .makers import LONG, LONGER, of_role, read

TITLE = "The corridor opens today"


def noise_in(*paragraphs: str) -> list[str]:
    return of_role(read("\n\n".join(paragraphs)), Role.NOISE)


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter",
        "Sign up for our daily briefing.",
        "Follow us on Telegram",
        "Tags: railways, ports",
        "Share this:",
        "Advertisement",
        "© 2024 The Gazette",
        "The Gazette 2024. All rights reserved.",
        "We use cookies to improve your experience. By going on you accept them.",
        "Read also: Minister resigns after scandal",
        "5 min read",
        "Подписывайтесь на наш канал",
        "Теги: железная дорога",
        "Tüm hakları saklıdır",
    ],
)
def test_a_line_of_furniture_is_noise_and_the_rest_is_not(line: str) -> None:
    assert noise_in(TITLE, LONG, line, LONGER) == [line]


@pytest.mark.parametrize(
    "heading", ["Read also", "Latest news", "RELATED", "Most read:", "Читайте также", "İlgili haberler"]
)
def test_a_section_of_headlines_ends_at_a_real_paragraph(heading: str) -> None:
    headlines = ["Minister resigns after scandal", "Port reopens", "12:45"]
    assert noise_in(TITLE, LONG, heading, *headlines, LONGER) == [heading, *headlines]


def test_a_section_at_the_end_reaches_to_the_end() -> None:
    assert len(noise_in(TITLE, LONG, "Latest news", *(f"Headline number {n}" for n in range(20)))) == 21


def test_a_section_ends_where_an_interview_goes_on() -> None:
    assert noise_in(TITLE, LONG, "Read also", "Port reopens", "- Why now?", "- Because of winter.") == [
        "Read also",
        "Port reopens",
    ]


def test_the_name_of_a_section_above_the_title_is_no_list() -> None:
    assert noise_in("Latest news", TITLE, LONG, LONGER) == ["Latest news"]


def test_headlines_with_their_dates_are_noise_without_any_heading() -> None:
    listed = [line for n in (1, 2, 3) for line in (f"Minister number {n} resigns", f"0{n} June 2024 - 12:30")]
    assert noise_in(TITLE, LONG, *listed) == listed


def test_headlines_after_their_times_are_noise() -> None:
    listed = [line for n in (1, 2, 3) for line in (f"1{n}:30", f"Minister number {n} resigns")]
    assert noise_in(TITLE, LONG, *listed, LONGER) == listed


def test_a_title_with_one_date_is_not_a_list() -> None:
    assert noise_in(TITLE, "3 June 2024, 12:30", "Updated: 4 June 2024", LONG) == []


@pytest.mark.parametrize(
    "heading",
    [
        "3 Comments",
        "Comments (12)",
        "One thought on “The corridor”",
        "Leave a Reply",
        "Комментарии",
        "2 Yorum",
        "Yorumlar",
    ],
)
def test_readers_comments_reach_to_the_end(heading: str) -> None:
    assert noise_in(TITLE, LONG, heading, LONGER, LONG) == [heading, LONGER, LONG]


def test_a_link_to_the_comments_above_the_article_does_not_swallow_it() -> None:
    assert noise_in(TITLE, "3 comments", LONG, LONGER) == ["3 comments"]


def test_a_menu_is_noise_and_the_title_under_it_is_not() -> None:
    menu = ["Home", "Politics", "Economy", "Sport", "Contacts"]
    assert noise_in(*menu, TITLE, LONG, LONGER) == menu


def test_a_menu_in_one_line_is_noise() -> None:
    assert noise_in("Home | World | Politics | Asia", TITLE, LONG) == ["Home | World | Politics | Asia"]


def test_a_list_of_states_is_no_menu() -> None:
    assert noise_in(TITLE, LONG, "- Freedonia", "- Sylvania", "- Ruritania", "- Graustark", LONGER) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Share of exports to the neighbour rose to a third, and the ministers were pleased with it.",
        "Related questions were left to the experts of both sides, who will meet in autumn again.",
        "Comments by the minister made things worse for a while.",
        "Subscribers of the old network were not told of it in time.",
    ],
)
def test_sentences_that_begin_like_furniture_are_body(sentence: str) -> None:
    assert noise_in(TITLE, LONG, sentence, LONGER) == []
