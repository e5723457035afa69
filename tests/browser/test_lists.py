"""A view is its address: the same after a reload and in another browser; its CSV has the rows on screen, and no other."""

from __future__ import annotations

import csv
import io
import urllib.request
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_every_page import single_views
from tests.browser.watch import see, settle

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.browser.conftest import Open

LINKED = {  # a list, and which links of its rows tell their ids
    "/events": "a.type[href^='/event/']",
    "/events?actor=KAZ&rows=5&page=2": "a.type[href^='/event/']",
    "/claims?rows=20&page=3": ".quote a[href^='/finding/']",
    "/ties?actor=Russia": ".quote a[href^='/finding/']",
    "/figures?rows=10": ".quote a[href^='/finding/']",
    "/forecasts": ".quote a[href^='/finding/']",
    "/sources?lang=en": "td.wide > a[href^='/source/']",
    "/search?text=corridor": ".by > a[href^='/finding/']",
}
COUNTED = (
    "/", "/state", "/state?part=gantt", "/pair", "/network", "/map", "/disagreements", "/world", "/world?name=OTS&on=2022-01-06",
    "/scenarios", "/search?text=corridor&in=texts", "/review", "/add", "/export", "/method", "/events?text=zzzz",
)  # fmt: skip


@pytest.mark.parametrize("view", LINKED)
def test_the_csv_of_a_list_has_the_rows_on_screen_in_their_order(address: str, open_page: Open, view: str) -> None:
    page = open_page(address)
    see(page, view)
    links = [str(one.get_attribute("href")) for one in page.locator("[data-row]").locator(LINKED[view]).all()]
    ids = [link.rsplit("/", 1)[1] for link in links]
    told = [row["id"] for row in _csv(page, address)]
    assert ids
    assert [full[: len(shown)] for full, shown in zip(told, ids, strict=True)] == ids


def test_the_csv_of_every_view_has_as_many_rows_as_the_screen(address: str, open_page: Open) -> None:
    page = open_page(address)
    differing = {}
    for view in (*COUNTED, *single_views(address)):
        see(page, view)
        shown = page.locator("[data-row]").count() or page.locator("figure .twin tbody tr").count()
        told = len(_csv(page, address))
        if shown != told:
            differing[view] = (shown, told)
    assert differing == {}


def _filter_events(page: Page) -> None:
    page.get_by_label("Actor").fill("Kazakhstan")
    page.get_by_label("Type").select_option("CONSULT")
    page.get_by_role("button", name="Show").click()


def _slide(page: Page) -> None:
    page.get_by_role("slider").press("Home")


def _two_sides(page: Page) -> None:
    page.get_by_label("The other").fill("China")
    page.get_by_role("button", name="Show").click()


def _kind(page: Page) -> None:
    page.get_by_role("navigation", name="Kinds of findings").get_by_role("link", name="claim").click()


def _layer(page: Page) -> None:
    page.locator("form.filters select").first.select_option("ties")
    page.wait_for_load_state()
    if "layer=ties" not in page.url:
        page.get_by_role("button", name="Show").click()


ACTS: dict[str, tuple[Callable[[Page], None], str]] = {
    "/events": (_filter_events, "type=CONSULT"),
    "/network": (_slide, "year="),
    "/pair": (_two_sides, "b=China"),
    "/map": (_layer, "layer=ties"),
    "/source": (_kind, "kind=claim"),
}


@pytest.mark.parametrize("view", ACTS)
def test_what_was_chosen_stands_in_the_address_and_survives_it(address: str, open_page: Open, view: str) -> None:
    act, sign = ACTS[view]
    page = open_page(address)
    see(page, next(one for one in single_views(address) if one.startswith("/source")) if view == "/source" else view)
    before = _words(page)
    act(page)
    page.wait_for_url(f"**{sign}**")
    settle(page)
    chosen = _words(page)
    assert chosen != before
    page.reload()
    settle(page)
    assert _words(page) == chosen
    other = open_page(address)
    see(other, page.url)
    assert _words(other) == chosen


def _words(page: Page) -> str:
    return page.locator("main").inner_text()


def _csv(page: Page, address: str) -> list[dict[str, str]]:
    """The rows of the file that the foot of the page links to."""
    link = page.locator("footer a[data-format=csv]").get_attribute("href")
    with urllib.request.urlopen(f"{address}{link}") as answer:
        return list(csv.DictReader(io.StringIO(answer.read().decode("utf-8-sig"))))
