"""What a test watches while a page is open, and waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page

_REFUSED = "status of 400 (Bad Request)"
_DRAWN = """() => [...document.querySelectorAll("figure[data-picture]")].every((figure) =>
  figure.dataset.drawn === "yes" || figure.querySelector(".plot").textContent.startsWith("The picture could not"))"""


class Watch:
    """Notes what a page must not do: ask another host, or have an error in a script or in its console."""

    def __init__(self, page: Page, address: str) -> None:
        self._host = urlsplit(address).netloc
        self.faults: list[str] = []
        page.on("request", lambda request: self._see(request.url))
        page.on("pageerror", lambda fault: self.faults.append(f"{page.url}: {fault}"))
        page.on("console", lambda said: self._hear(said.type, f"{page.url}: {said.text}"))

    def tell(self) -> None:
        """Raises AssertionError if anything was noted."""
        assert not self.faults, "\n".join(self.faults)

    def _see(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self._host:
            self.faults.append(f"asked another host: {url}")

    def _hear(self, kind: str, text: str) -> None:
        told_on_the_page = urlsplit(text.partition(": ")[0]).path == "/review" and text.endswith(_REFUSED)
        if kind in ("error", "warning") and not told_on_the_page:
            self.faults.append(text)


def see(page: Page, path: str) -> None:
    """Go to a view, and wait until nothing of it is still being counted and every figure is drawn."""
    page.goto(path)
    settle(page)


def settle(page: Page) -> None:
    """Wait until nothing of the view is still being counted and every figure is drawn."""
    page.wait_for_function("() => !document.querySelector('main [role=status]')")
    page.wait_for_function(_DRAWN)
