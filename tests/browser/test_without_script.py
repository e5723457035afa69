"""Reading needs no script: lists, texts, tables and the addresses of filters work in a browser that runs none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.conftest import Open


def test_lists_and_their_filters_work_without_script(address: str, open_page: Open) -> None:
    page = open_page(address, java_script_enabled=False)
    page.goto("/events")
    every = page.locator("tr[data-row]").count()
    page.get_by_label("Type").select_option("CONSULT")
    page.get_by_role("button", name="Show").click()
    assert 0 < page.locator("tr[data-row]").count() < every
    assert "type=CONSULT" in page.url
    assert set(page.locator("a.type").all_inner_texts()) == {"CONSULT"}


def test_a_text_with_its_findings_is_read_without_script(address: str, open_page: Open) -> None:
    page = open_page(address, java_script_enabled=False)
    page.goto("/events?text=Samarkand")
    page.locator(".quote a").first.click()
    page.get_by_title("the sentence in its source").first.click()
    assert "#f-" in page.url
    assert page.locator("article.text a.f").count() > 5
    assert page.locator(".margin .note:target").count() == 1
    assert len(page.locator("article.text").inner_text().split()) > 100


def test_a_view_is_kept_for_the_briefing_and_printed_without_script(own_address: str, open_page: Open) -> None:
    page = open_page(own_address, java_script_enabled=False)
    page.goto("/claims?actor=KAZ")
    page.get_by_role("button", name="Add to briefing").click()
    page.get_by_role("link", name="In the briefing").click()
    page.get_by_label("State").fill("Kazakhstan")
    page.get_by_role("button", name="Write it").click()
    page.get_by_role("heading", name="Kept for this briefing").wait_for()
    assert "state=Kazakhstan" in page.url
    assert page.locator("section", has_text="Kept for this briefing").locator("li").count() == 3
    page.get_by_role("link", name="Briefings").click()
    page.get_by_role("button", name="out of the briefing").click()
    assert "Nothing is kept yet" in page.locator("main").inner_text()


def test_what_came_in_since_the_last_visit_is_told_without_script(address: str, open_page: Open) -> None:
    page = open_page(address, java_script_enabled=False)
    section = page.locator("section", has_text="New since your last visit").last
    assert "cannot be told" in section.inner_text()
    page.reload()
    assert "Nothing has come in since" in section.inner_text()


def test_the_numbers_of_a_picture_stand_there_without_script(address: str, open_page: Open) -> None:
    page = open_page(address, java_script_enabled=False)
    page.goto("/state")
    figure = page.locator("#gantt")
    assert figure.locator("figcaption b").is_visible()
    figure.locator("summary").click()
    assert figure.locator(".twin tbody tr").first.is_visible()
    assert figure.get_by_role("button", name="SVG").is_hidden()
