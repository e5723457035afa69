"""Review without a mouse: ten findings decided by keys alone, the last one undone, one corrected."""

from __future__ import annotations

import urllib.request
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open

KEYS = "aaraaraaar"


def test_ten_findings_are_reviewed_by_keys_alone_and_the_last_decision_undone(
    own_address: str, open_page: Open
) -> None:
    page = open_page(own_address)
    page.goto("/review?kind=tie")
    decided = []
    for key in KEYS:
        decided.append(_at(page))
        _press(page, key)
    assert len(set(decided)) == len(KEYS)
    assert "7 confirmed, 0 corrected, 3 rejected so far" in page.locator("main .lead").inner_text()

    _press(page, "u")

    assert _at(page) == decided[-1]
    assert "7 confirmed, 0 corrected, 2 rejected so far" in page.locator("main .lead").inner_text()
    assert "Aigul" in page.locator("h2:has-text('Decided last') + table").inner_text()
    _press(page, "j")
    assert _at(page) not in decided
    _press(page, "k")
    assert _at(page) == decided[-1]


def test_a_correction_is_typed_and_kept_by_enter(own_address: str, open_page: Open) -> None:
    page = open_page(own_address)
    page.goto("/review?kind=event")
    number = _at(page)
    page.keyboard.press("c")
    for _ in range(40):
        if page.evaluate("document.activeElement.name") == "field-date":
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("2020-02-02")
    _press(page, "Enter")
    page.goto(f"/finding/{number}")
    assert page.locator("h1").get_by_label("corrected").count() == 1
    assert "2020-02-02" in page.locator("main .facts").inner_text()


def test_keys_do_nothing_while_somebody_types(own_address: str, open_page: Open) -> None:
    page = open_page(own_address)
    page.goto("/review?kind=tie")
    number = _at(page)
    page.get_by_label("Note", exact=True).press_sequentially("a rumour")
    assert page.get_by_label("Note", exact=True).input_value() == "a rumour"
    page.keyboard.press("Escape")
    _press(page, "r")
    with urllib.request.urlopen(f"{own_address}/finding/{number}") as answer:
        assert "a rumour" in answer.read().decode()


def test_the_key_for_correcting_leads_to_the_field_that_is_corrected_first(address: str, open_page: Open) -> None:
    page = open_page(address)
    for kind, field in (("event", "event_type"), ("claim", "claim_type"), ("tie", "relation"), ("figure", "value")):
        page.goto(f"/review?kind={kind}")
        page.keyboard.press("c")
        assert page.evaluate("document.activeElement.name") == f"field-{field}"


def test_a_bad_value_is_told_beside_its_field_and_the_place_in_the_queue_is_kept(
    own_address: str, open_page: Open
) -> None:
    page = open_page(own_address, java_script_enabled=False)
    page.goto("/review?kind=event&page=3")
    number, place = _at(page), page.url
    page.locator("summary", has_text="Correct").click()
    page.get_by_label("When", exact=True).fill("2022")
    page.get_by_label("Who acts", exact=True).fill("XYZ")
    page.get_by_label("Whether it happened").select_option("planned")
    page.locator("p.buttons button", has_text="Keep the correction").click()
    assert (page.url, _at(page)) == (place, number)
    assert "XYZ is no code" in page.locator("p", has=page.get_by_label("Who acts", exact=True)).inner_text()
    assert page.get_by_label("When", exact=True).input_value() == "2022"
    page.get_by_label("Who acts", exact=True).fill("Uzbekistan")
    page.locator("p.buttons button", has_text="Keep the correction").click()
    assert page.url == place
    assert _at(page) != number
    page.goto(f"/finding/{number}")
    facts = page.locator("main .facts").inner_text()
    assert "Uzbekistan" in facts
    assert "planned" in facts


def test_review_fits_a_telephone_when_decisions_are_made(own_address: str, open_page: Open) -> None:
    page = open_page(own_address)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/review?kind=claim")
    for key in "aar":
        _press(page, key)
    assert page.locator("h2", has_text="Decided last").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(".top").bounding_box()["height"] < 150  # type: ignore[index]


def _at(page: Page) -> str:
    """The id of the finding that is to be decided."""
    return page.locator("form.decide input[name=finding]").input_value()


def _press(page: Page, key: str) -> None:
    """Press a key and wait for the page that it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)
