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


def test_the_numbers_of_a_picture_stand_there_without_script(address: str, open_page: Open) -> None:
    page = open_page(address, java_script_enabled=False)
    page.goto("/state")
    figure = page.locator("#gantt")
    assert figure.locator("figcaption b").is_visible()
    figure.locator("summary").click()
    assert figure.locator(".twin tbody tr").first.is_visible()
    assert figure.get_by_role("button", name="SVG").is_hidden()
