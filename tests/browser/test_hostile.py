"""A real browser on a ledger whose documents attack it, and beside it a page of another site that does the same."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dragoman.ledger import Ledger, shelf
from tests.browser.conftest import opened
from tests.browser.test_every_page import VIEWS, rows_of
from tests.browser.watch import see
from tests.show.evil import OVERRIDE, make_evil

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

    from tests.browser.conftest import Open

_TRAP = """window.ran = []; for (const name of ["xss", "alert", "confirm", "prompt"]) window[name] = () => window.ran.push(name);"""
_ATTACK = """async ({ target, place }) => {
  const told = {}, body = new URLSearchParams({ token: "guessed", decision: "reject" });
  const attempt = async (name, path, options) => {
    try { const one = await fetch(target + path, { credentials: "include", ...options }); told[name] = one.type + (await one.text()).length; }
    catch { told[name] = "refused"; }
  };
  for (const mode of ["cors", "no-cors"]) {
    await attempt(`read ${mode}`, "/claims.json", { mode });
    await attempt(`write ${mode}`, place, { mode, method: "POST", body });
  }
  const load = (tag, attribute, path) => new Promise((done) => {
    const element = document.createElement(tag);
    element.onload = () => done("loaded");
    element.onerror = () => done("refused");
    element[attribute] = target + path;
    document.body.append(element);
    setTimeout(() => done("silent"), 3000);
  });
  told.script = await load("script", "src", "/claims.json");
  told.own = await load("script", "src", "/own/own.js");
  told.image = await load("img", "src", "/own/mark.svg");
  await load("iframe", "src", "/review");
  try { told.frame = document.querySelector("iframe").contentDocument?.body?.innerText ? "seen" : "hidden"; }
  catch { told.frame = "hidden"; }
  return told;
}"""


@pytest.fixture(scope="module")
def evil(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The attacker's ledger, open: its address and its place."""
    place = make_evil(tmp_path_factory.mktemp("evil") / "evil.ledger")
    with opened(place) as address:
        yield address, place


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """A page of another site."""

    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>elsewhere</title><body>elsewhere")

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def single_views(address: str) -> list[str]:
    """The pages of the attacker's event, finding, source, question."""
    found = []
    for listed, thing in (("events", "event"), ("claims", "finding"), ("figures", "finding"), ("sources", "source")):
        row = next(row for row in rows_of(address, f"/{listed}") if "xss" in str(row))
        found.append(f"/{thing}/{row['id']}")
    return found


def test_nothing_that_a_document_says_runs_or_turns_what_stands_beside_it(
    evil: tuple[str, Path], open_page: Open
) -> None:
    address, _ = evil
    page = open_page(address)
    page.add_init_script(_TRAP)
    dialogs: list[str] = []

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    views = [view for view in VIEWS if view not in ("/events?text=zzzz", "/world", "/search")]
    for view in (*views, *single_views(address), "/search?text=met", "/search?text=met&in=texts", "/export?kind=claim"):
        see(page, view)
        assert page.evaluate("window.ran") == [], view
        assert (
            page.locator(
                "main script:not([type='application/json']), main iframe, main [onerror], main [onload]"
            ).count()
            == 0
        )
        assert OVERRIDE not in page.content(), view
    assert dialogs == []


def test_a_page_of_another_site_reads_and_changes_nothing(
    evil: tuple[str, Path], chromium: Browser, elsewhere: str
) -> None:
    address, place = evil
    decide = f"/finding/{rows_of(address, '/claims')[0]['id']}/decide"
    with Ledger.open(place, readonly=True) as book:
        before = shelf.change(book)
    context = chromium.new_context()
    ours = context.new_page()
    ours.goto(address)  # the analyst has the app open in the same browser
    theirs = context.new_page()
    theirs.goto(elsewhere)
    told = theirs.evaluate(_ATTACK, {"target": address, "place": decide})
    assert told["read cors"] == told["write cors"] == "refused"
    assert told["read no-cors"] in ("refused", "opaque0")
    assert told["write no-cors"] in ("refused", "opaque0")
    assert {told[name] for name in ("script", "own", "image")} == {"refused"}
    assert told["frame"] == "hidden"
    assert _opener_of(theirs, address) is False
    context.close()
    with Ledger.open(place, readonly=True) as book:
        assert shelf.change(book) == before


def _opener_of(page: Page, address: str) -> bool:
    """Whether a page of ours, opened by another, can reach it or be reached by it."""
    with page.expect_popup() as popup:
        page.evaluate("(address) => { window.opened = window.open(address); }", address)
    popup.value.wait_for_load_state()
    return bool(popup.value.evaluate("window.opener !== null") or not page.evaluate("window.opened.closed"))
