"""The whole way: a PDF is dropped, read, its finding looked at, corrected; and lists, pictures and exports change."""

from __future__ import annotations

import base64
import csv
import io
from typing import TYPE_CHECKING

from tests.browser.paper import make_pdf
from tests.browser.watch import see

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open

QUOTE = "Kazakhstan condemned the decision of Moscow on 5 March 2021."
_FILE = """([name, content]) => {
  const carried = new DataTransfer();
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  carried.items.add(new File([bytes], name, { type: "application/pdf" }));
  return carried;
}"""


def test_a_dropped_pdf_is_read_and_a_corrected_finding_changes_list_picture_and_export(
    own_address: str, open_page: Open
) -> None:
    page = open_page(own_address)
    see(page, "/state?name=KAZ")
    assert "2021" not in _drawn(page, "ribbon")
    _drop(page)
    _look_at_the_sentence(page)
    assert "2021-03-05" in _events_row(page)
    assert "2021" in _calendar(page)
    assert "2020" not in _calendar(page)
    see(page, "/state?name=KAZ")  # counted anew, and shown without being asked
    assert "2021" in _drawn(page, "ribbon")

    number = _correct(page)

    row = _events_row(page)
    assert "2020-07-05" in row
    assert page.locator(f'tr:has(a[href="/finding/{number}"])').get_by_label("corrected").count() == 1
    assert "2020" in _calendar(page)
    page.goto("/export")
    with page.expect_download() as download:
        page.get_by_role("link", name="csv", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))
    (told,) = [one for one in rows if one["id"] == number]
    assert (told["status"], told["date"]) == ("corrected", "2020-07-05")


def _drop(page: Page) -> None:
    page.goto("/")
    content = base64.b64encode(make_pdf()).decode("ascii")
    carried = page.evaluate_handle(_FILE, ["border observer.pdf", content])
    page.dispatch_event("[data-drop]", "drop", {"dataTransfer": carried})
    page.wait_for_url("**/add")
    assert page.locator(".batch").get_by_text("border observer.pdf").is_visible()
    page.get_by_role("heading", name="1 of 1 file done").wait_for(timeout=40_000)
    assert page.locator(".s-read").inner_text() == "read"


def _look_at_the_sentence(page: Page) -> None:
    page.get_by_role("link", name="read it").click()
    marked = page.locator("article a.f", has_text="Kazakhstan condemned").first
    marked.hover()
    lit = page.locator(".margin .note.lit")
    lit.first.wait_for()
    marked.click()
    assert "#f-" in page.url
    page.locator(".margin .note", has_text="ACCUSE").locator("p a").first.click()
    assert " ".join(page.locator("main mark").inner_text().split()) == QUOTE


def _correct(page: Page) -> str:
    """Correct the date in the queue; gives the id of the finding."""
    page.goto("/review?kind=event&text=condemned+Moscow")
    assert " ".join(page.locator("main mark").inner_text().split()) == QUOTE
    finding = page.locator("form.decide input[name=finding]").input_value()
    page.get_by_text("Correct", exact=False).and_(page.locator("summary")).click()
    page.get_by_label("When", exact=True).fill("2020-07-05")
    page.get_by_role("button", name="Keep the correction").click()
    page.get_by_role("heading", name="Decided last").wait_for()
    return finding


def _events_row(page: Page) -> str:
    page.goto("/events?text=condemned+Moscow")
    return page.locator("tr[data-row]").inner_text()


def _calendar(page: Page) -> str:
    see(page, "/pair?a=KAZ&b=RUS")
    return _drawn(page, "calendar")


def _drawn(page: Page, figure: str) -> str:
    """All words that a picture shows."""
    return " ".join(page.locator(f"#{figure} svg text").all_text_contents())
