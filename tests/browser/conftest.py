"""A real browser on the real program: Chromium, `dragoman open`, and a ledger of the example press, read once.

Every page that a test opens is watched: a request to another host, an error in the console or in a script fails the test.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dragoman import ingest
from dragoman.cli.demo import press_files
from dragoman.ledger import Ledger
from tests.browser.watch import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    Open = Callable[..., Page]

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
)  # fmt: skip
_PATIENCE = 15_000  # milliseconds: a test that waits longer has failed
ANALYST = "Aigul"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The installed Chromium; without one, or without playwright, the tests of this folder are skipped and say so."""
    playwright = pytest.importorskip("playwright.sync_api", reason="browser tests skipped: playwright is not installed")
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.skip(f"browser tests skipped: no Chromium is installed (looked for {', '.join(_NAMES)})")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=list(_ARGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def press(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the example press, read by the reader that ships. Only to be read or copied."""
    place = tmp_path_factory.mktemp("press") / "press.ledger"
    with Ledger.open(place, create=True) as book:
        report = ingest.add(book, press_files())
    assert not report.skipped
    return place


@contextlib.contextmanager
def opened(ledger: Path) -> Iterator[str]:
    """`dragoman open` on a ledger; gives the address, without its last slash."""
    command = [sys.executable, "-m", "dragoman", "open", str(ledger)]
    command += ["--no-browser", "--analyst", ANALYST]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield next(line for line in process.stdout if line.startswith("http://")).strip().rstrip("/")
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def address(press: Path) -> Iterator[str]:
    """The app on the example press, for tests that change nothing."""
    with opened(press) as found:
        yield found


@pytest.fixture
def own_address(press: Path, tmp_path: Path) -> Iterator[str]:
    """The app on a copy of the example press, for a test that changes it."""
    place = tmp_path / "own.ledger"
    shutil.copyfile(press, place)
    with opened(place) as found:
        yield found


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Open]:
    """Opens an address in a browser of its own (options as of a playwright context); faults are told at the end."""
    with contextlib.ExitStack() as stack:

        def opening(url: str, **options: Any) -> Page:
            context = chromium.new_context(base_url=url, viewport={"width": 1280, "height": 900}, **options)
            stack.callback(context.close)
            context.set_default_timeout(_PATIENCE)
            page = context.new_page()
            watch = Watch(page, url)
            stack.callback(watch.tell)
            page.goto(url)
            return page

        yield opening
