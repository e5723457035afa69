"""The dials of a scenario, as an analyst moves them: the answer comes at once, stands in the address, and needs no script."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dragoman.ledger import Ledger
from dragoman.scenario.drawer import folder_of, keep
from dragoman.scenario.grounds import unfounded
from dragoman.scenario.issue_file import read_issue
from tests.browser.conftest import opened
from tests.browser.test_every_page import _faults
from tests.browser.watch import see, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Open

EXAMPLE = Path(__file__).parents[2] / "examples" / "scenarios" / "kaz-csto.toml"
HERE = "/scenarios/kaz-csto"
POSITION = "position.KAZ"
_AT_ONCE = (
    1500  # milliseconds, on a machine that does other things as well: it takes a tenth of a second on one that does not
)
_UNTIL = """([was, most]) => new Promise((good, bad) => { const words = () => document.querySelector('#moved .plot svg')?.textContent || was;
  const begin = performance.now(); const look = () => words() !== was ? good(performance.now() - begin)
    : performance.now() - begin > most ? bad(new Error('the picture did not change')) : requestAnimationFrame(look); look(); })"""


@pytest.fixture(scope="module")
def scenario(press: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on a copy of the example press, with the example issue kept beside it."""
    place = tmp_path_factory.mktemp("scenario") / "own.ledger"
    shutil.copyfile(press, place)
    keep(place, EXAMPLE.read_text("utf-8"), EXAMPLE.name)
    with opened(place) as found:
        yield found


def words(page: Page) -> str:
    """The letters of the picture."""
    return page.locator("#moved .plot svg").text_content() or ""


def slide(page: Page, label: str, key: str) -> float:
    """Move a slider by a key; milliseconds until the picture has changed."""
    was = words(page)
    page.get_by_role("slider", name=label, exact=True).press(key)
    return float(page.evaluate(_UNTIL, [was, _AT_ONCE]))


def test_the_example_rests_on_findings_that_the_reader_makes(press: Path) -> None:
    with Ledger.open(press, readonly=True) as book:
        assert unfounded(read_issue(EXAMPLE), book) == []


def test_a_slider_changes_the_picture_at_once_and_the_address_after(scenario: str, open_page: Open) -> None:
    page = open_page(scenario)
    see(page, HERE)
    assert "As moved" not in words(page)
    slide(page, "Kazakhstan: position", "End")
    assert "As moved" in words(page)
    assert "no longer 52" in words(page)
    page.wait_for_url(f"**{HERE}?{POSITION}=100**")
    told = words(page)
    page.reload()
    settle(page)
    assert words(page) == told
    assert page.locator(f'[id="{POSITION}"]').input_value() == "100"


def test_a_picture_that_is_moved_on_is_the_one_that_would_be_drawn_anew(scenario: str, open_page: Open) -> None:
    page = open_page(scenario)
    see(page, HERE)
    for key in ("ArrowRight", "ArrowRight", "PageUp"):
        slide(page, "Russia: salience", key)
    there = page.locator('[id="salience.RUS"]').input_value()
    page.wait_for_url(f"**salience.RUS={there}*")
    moved = page.locator("#moved .plot svg").inner_html()
    page.reload()
    settle(page)
    anew = page.locator("#moved .plot svg").inner_html()
    assert _paths(moved) == _paths(anew)


def test_a_range_goes_with_its_slider_unless_an_end_was_put_somewhere(scenario: str, open_page: Open) -> None:
    page = open_page(scenario)
    see(page, HERE)
    low, high = (page.locator(f'[id="{POSITION}-{end}"]') for end in ("low", "high"))
    assert (low.input_value(), high.input_value()) == ("40", "65")
    page.locator(f'[id="{POSITION}"]').fill("60")
    assert (low.input_value(), high.input_value()) == ("48", "73")
    page.get_by_text("range 48 to 73").first.click()
    low.fill("10")
    page.locator(f'[id="{POSITION}"]').fill("52")
    assert (low.input_value(), high.input_value()) == ("10", "65")


def test_the_numbers_can_be_moved_with_keys_alone_and_the_table_stays_open(scenario: str, open_page: Open) -> None:
    page = open_page(scenario)
    see(page, HERE)
    page.get_by_text("The numbers as a table").click()
    slider = page.get_by_role("slider", name="China: capability", exact=True)
    slider.focus()
    slide(page, "China: capability", "Home")
    assert page.locator("#moved details").first.get_attribute("open") is not None
    assert slider.evaluate("one => one === document.activeElement")


def test_a_number_that_is_refused_is_said_and_the_picture_stays(scenario: str, chromium: Browser) -> None:
    page = chromium.new_page(base_url=scenario)  # not watched: a browser notes a refusal as an error
    see(page, HERE)
    told = words(page)
    page.evaluate("""() => { const one = document.getElementById('position.KAZ'); one.max = 500; one.value = 400;
      one.dispatchEvent(new Event('input', { bubbles: true })); }""")
    page.get_by_role("alert").filter(has_text="out of bounds").wait_for()
    assert words(page) == told
    page.close()


def test_without_a_script_numbers_and_a_button_do_the_same(scenario: str, open_page: Open) -> None:
    page = open_page(scenario, java_script_enabled=False)
    page.goto(HERE)
    assert page.get_by_role("slider").count() == 0
    page.locator(f'[id="{POSITION}"]').fill("75")
    page.get_by_role("button", name="Show what follows").first.click()
    assert page.url.endswith(f"{HERE}?{POSITION}=75")
    assert page.get_by_text("(Kazakhstan, Kyrgyzstan and Tajikistan)").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as you moved it").click()
    assert "moved in the app from 52 (40 to 65)" in download.value.path().read_text("utf-8")


def test_nobody_is_shut_out_by_light_or_dark_or_a_small_window(scenario: str, open_page: Open) -> None:
    view = f"{HERE}?{POSITION}=75"
    for scheme in ("light", "dark"):
        page = open_page(scenario, color_scheme=scheme)
        assert _faults(page, view) == []
        assert _faults(page, "/scenarios") == []
    page.set_viewport_size({"width": 380, "height": 800})
    see(page, view)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_file_is_handed_in_and_opens(press: Path, tmp_path: Path, open_page: Open) -> None:
    place = tmp_path / "own.ledger"
    shutil.copyfile(press, place)
    with opened(place) as address:
        page = open_page(address)
        see(page, "/scenarios")
        page.get_by_label("Keep an issue file").set_input_files(str(EXAMPLE))
        page.get_by_role("button", name="Keep it").click()
        page.get_by_role("heading", name="Where will Kazakhstan stand").wait_for()
        settle(page)
        assert [one.name for one in folder_of(place).iterdir()] == ["kaz-csto.toml"]
        page.goto("/scenarios")
        page.get_by_label("Draft one from the ledger about").fill("CSTO")
        page.get_by_role("button", name="Draft").click()
        page.get_by_role("heading", name="How close will the ties with the CSTO be").wait_for()
        settle(page)


def _paths(svg: str) -> list[str]:
    """The lines of a picture."""
    return [part.split('"')[0] for part in svg.split(' d="')[1:]]
