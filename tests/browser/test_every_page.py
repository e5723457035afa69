"""What holds on every page: nobody is shut out, nothing fails, and every figure is really drawn under the strict policy."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from tests.browser.watch import see

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Open

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
VIEWS = (
    "/", "/state", "/pair", "/network", "/map", "/map?layer=ties", "/disagreements", "/events?rows=12", "/claims?rows=12",
    "/ties?rows=12", "/figures?rows=12", "/forecasts?rows=12", "/sources", "/world", "/world?name=KAZ&on=2022-01-06",
    "/scenarios", "/search", "/search?text=corridor&rows=12", "/search?text=corridor&in=texts", "/review", "/add", "/export",
    "/method", "/events?text=zzzz", "/briefings", "/briefing?state=KAZ",
)  # fmt: skip
FIGURES = {
    "/": {"ribbon"},
    "/claims": {"lanes"},
    "/method": {"waffle"},
    "/state": {"ribbon", "ternary", "gantt"},
    "/pair": {"calendar"},
    "/network": {"ego", "gantt"},
    "/map": {"map"},
}
_FAULTS = """(only) => axe.run(document, { resultTypes: ["violations"], ...(only ? { runOnly: only } : {}) }).then((told) => told.violations
  .filter((one) => ["serious", "critical"].includes(one.impact))
  .map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`))"""

_FITS = """() => [...document.querySelectorAll("#calendar figcaption > *")].every((one) =>
  one.getBoundingClientRect().right <= innerWidth && one.scrollWidth <= one.clientWidth + 1)"""


def rows_of(address: str, view: str) -> list[dict[str, Any]]:
    """The rows of a view, as a program gets them."""
    with urllib.request.urlopen(f"{address}{view}.json") as answer:
        return list(json.load(answer)["rows"])


def single_views(address: str) -> list[str]:
    """The page of one event, finding, source and number."""
    event, number = (rows_of(address, view)[0] for view in ("/events", "/state"))
    source = next(row for row in rows_of(address, "/sources") if row["format"] == "pdf")
    found = (f"/event/{event['id']}", f"/finding/{event['lead']}", f"/source/{source['id']}")
    return [*found, f"/number?at={quote(number['row'], safe='')}"]


def test_no_page_shuts_anybody_out(address: str, open_page: Open) -> None:
    page = open_page(address)
    told = {view: _faults(page, view) for view in (*VIEWS, *single_views(address))}
    assert {view: faults for view, faults in told.items() if faults} == {}


def test_every_page_can_be_read_in_the_dark(address: str, open_page: Open) -> None:
    page = open_page(address, color_scheme="dark")
    told = {view: _faults(page, view, "color-contrast") for view in (*VIEWS, *single_views(address))}
    assert {view: faults for view, faults in told.items() if faults} == {}


def test_no_page_is_wider_than_a_small_window(address: str, open_page: Open) -> None:
    page = open_page(address)
    page.set_viewport_size({"width": 380, "height": 800})
    wide = []
    for view in (*VIEWS, *single_views(address)):
        see(page, view)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(view)
    assert wide == []


@pytest.mark.parametrize("view", FIGURES)
def test_every_figure_is_drawn_though_no_code_may_be_made_of_words(address: str, open_page: Open, view: str) -> None:
    page = open_page(address)
    answer = page.goto(view)
    assert answer
    assert "unsafe" not in (answer.header_value("content-security-policy") or "unsafe")
    see(page, view)
    drawn = page.locator("figure[data-picture]")
    assert {one.get_attribute("id") for one in drawn.all()} == FIGURES[view]
    for one in drawn.all():
        size = one.locator("svg").bounding_box()
        assert size
        assert size["width"] > 300
        assert one.locator("svg path").count() > 3
        words = " ".join(one.locator("svg text").all_text_contents())
        assert "Source: press.ledger" in words
        assert "NaN" not in words
        assert "undefined" not in words


def test_the_page_of_a_pdf_is_seen_beside_its_text(address: str, open_page: Open) -> None:
    source = next(row for row in rows_of(address, "/sources") if row["format"] == "pdf" and row["words"] > 300)
    page = open_page(address)
    page.goto(f"/source/{source['id']}")
    picture = page.locator(".facsimile img")
    assert picture.evaluate("(image) => image.complete && image.naturalWidth") == 1000
    text, shown = page.locator("article.text").bounding_box(), picture.bounding_box()
    assert text
    assert shown
    assert shown["x"] > text["x"] + text["width"]
    page.get_by_role("link", name="after →").first.click()
    assert "page 2 of" in page.locator(".facsimile figcaption").inner_text()


def test_a_picture_can_be_kept_as_svg_and_png(address: str, open_page: Open) -> None:
    page = open_page(address)
    see(page, "/state")
    begins = {"SVG": b"<svg", "PNG": b"\x89PNG"}
    for name, begin in begins.items():
        with page.expect_download() as download:
            page.locator("#ribbon").get_by_role("button", name=name).click()
        content = download.value.path().read_bytes()
        assert content.startswith(begin)
        assert download.value.suggested_filename.startswith("ribbon-")
    see(page, "/state?part=ribbon")


def test_on_a_telephone_what_a_picture_tells_wraps_in_the_page(address: str, open_page: Open) -> None:
    page = open_page(address)
    page.set_viewport_size({"width": 390, "height": 800})
    see(page, "/pair")
    figure = page.locator("#calendar")
    words = figure.locator("figcaption .told").inner_text()
    assert "Source: press.ledger" in words
    assert "Source:" not in " ".join(figure.locator("svg text").all_text_contents())
    assert page.evaluate(_FITS)


def test_the_nodes_of_the_network_can_be_moved(address: str, open_page: Open) -> None:
    page = open_page(address)
    see(page, "/network")
    page.get_by_role("button", name="Move the nodes").click()
    page.locator("#ego .graph canvas").first.wait_for()
    assert page.locator("#ego .plot").is_hidden()


def test_dark_and_light_follow_the_system_in_pages_and_pictures(address: str, open_page: Open) -> None:
    page = open_page(address, color_scheme="light")
    see(page, "/pair")
    light = _colours(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "old => getComputedStyle(document.querySelector('#calendar svg text')).fill !== old", arg=light[2]
    )
    dark = _colours(page)
    assert _brightness(light[0]) > 200 > 80 > _brightness(light[1])
    assert _brightness(dark[0]) < 80 < 180 < _brightness(dark[1])
    assert _brightness(light[2]) < 120 < 140 < _brightness(dark[2])


def _faults(page: Page, view: str, only: str | None = None) -> list[str]:
    """The serious and critical faults that axe finds in a view."""
    see(page, view)
    page.evaluate(f"{AXE};0")
    return list(page.evaluate(_FAULTS, only))


def _colours(page: Page) -> list[str]:
    """Of the paper, the letters, and the letters of the picture."""
    return list(
        page.evaluate("""() => [getComputedStyle(document.documentElement).backgroundColor,
        getComputedStyle(document.body).color, getComputedStyle(document.querySelector("#calendar svg text")).fill]""")
    )


def _brightness(colour: str) -> float:
    """Of `rgb(1, 2, 3)`, from 0 to 255."""
    parts = [float(part) for part in colour.partition("(")[2].rstrip(")").split(",")[:3]]
    return sum(parts) / 3
