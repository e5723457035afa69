"""Every page of the app, and the printed briefing, as pictures for the docs: `python tools/screenshots.py [FOLDER]`.

Needs playwright and an installed Chromium. The ledger is made anew from the example press, a few findings decided.
"""

import json
import shutil
import struct
import subprocess
import sys
import tempfile
import urllib.request
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import pypdfium2
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
DRAGOMAN = [sys.executable, "-m", "dragoman"]
EXAMPLE = ROOT / "examples" / "scenarios" / "kaz-csto.toml"
MOST_BYTES = 200_000
WIDTH, HEIGHT, SCALE = 1280, 1280, 0.75
LEAST = 480  # pixels: a page that is too large a file is cut off below, but never so that nothing is left of it
SHEETS = 4  # of the briefing
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
VIEWS = {
    "overview": "/", "state": "/state", "pair": "/pair?a=KAZ&b=CHN", "network": "/network", "map": "/map?layer=ties",
    "disagreements": "/disagreements", "events": "/events", "claims": "/claims", "ties": "/ties", "figures": "/figures",
    "forecasts": "/forecasts", "sources": "/sources", "world": "/world?name=KAZ&on=2022-01-06", "scenarios": "/scenarios",
    "scenario": "/scenarios/kaz-csto?position.KAZ=80",
    "search": "/search?text=corridor", "review": "/review", "briefings": "/briefings", "add": "/add", "export": "/export", "method": "/method",
}  # fmt: skip
PHONE, PHONE_HEIGHT = 390, 844
PHONES = ("overview", "events", "source")
KEPT = ("/pair?a=KAZ&b=CHN", "/claims?actor=TUR")  # for the briefing
DARK = ("overview", "state", "source", "network")
SETTLED = """() => !document.querySelector("main [role=status]") &&
  [...document.querySelectorAll("figure[data-picture]")].every((figure) => figure.dataset.drawn === "yes")"""


def main(target: Path) -> None:
    """Make all pictures anew in a folder."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        sys.exit("no Chromium is installed")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        make_ledger(folder)
        browser = driver.chromium.launch(executable_path=chromium, args=list(ARGS))
        command = [*DRAGOMAN, "open", "demo.ledger", "--no-browser", "--analyst", "A. Reader"]
        with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as served:
            try:
                assert served.stdout
                address = next(line for line in served.stdout if line.startswith("http://")).strip().rstrip("/")
                take_pages(browser, address, target)
            finally:
                served.terminate()
        take_briefing(browser, folder, target)
        browser.close()


def make_ledger(folder: Path) -> None:
    """`demo.ledger`: the example press, read, and the first findings of each kind decided."""
    shutil.copytree(ROOT / "examples" / "press", folder / "press", ignore=shutil.ignore_patterns("README*"))
    subprocess.run([*DRAGOMAN, "add", "press", "-l", "demo.ledger"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    from dragoman.ledger import Ledger
    from dragoman.records import Status
    from dragoman.scenario.drawer import keep as keep_issue

    keep_issue(folder / "demo.ledger", EXAMPLE.read_text("utf-8"), EXAMPLE.name)
    with Ledger.open(folder / "demo.ledger") as book:
        for kind in ("event", "claim", "tie"):
            for number, row in enumerate(list(book.findings(kind=kind))[:12]):
                status = Status.REJECTED if number % 6 == 5 else Status.CONFIRMED
                book.decide(row["id"], status, analyst="A. Reader", note="")


def take_pages(browser: Browser, address: str, target: Path) -> None:
    """A picture of the beginning of every view, in light; some in dark; some as a telephone shows them."""
    keep_views(browser, address)
    views = {**VIEWS, **single_views(address)}
    window = {"width": WIDTH, "height": HEIGHT}
    for ending, names, options in (
        ("", tuple(views), {"viewport": window, "device_scale_factor": SCALE}),
        ("-dark", DARK, {"viewport": window, "device_scale_factor": SCALE, "color_scheme": "dark"}),
        ("-phone", PHONES, {"viewport": {"width": PHONE, "height": PHONE_HEIGHT}}),
    ):
        page = browser.new_page(base_url=address, **options)
        for name in names:
            answer = page.goto(views[name])
            assert answer is not None, name
            assert answer.ok, name
            page.wait_for_function(SETTLED)
            keep(target / f"{name}{ending}.png", page)
        page.close()


def keep_views(browser: Browser, address: str) -> None:
    """Add some views to the briefing, as an analyst does."""
    page = browser.new_page(base_url=address)
    for view in KEPT:
        page.goto(view)
        page.wait_for_function(SETTLED)
        page.get_by_role("button", name="Add to briefing").click()
    page.close()


def keep(place: Path, page: Page) -> None:
    """The page from its head, as much as fits the window and the allowed size of a file."""
    assert page.viewport_size
    wide, room = page.viewport_size["width"], page.viewport_size["height"]
    full = int(page.evaluate("document.documentElement.scrollHeight"))
    for high in range(min(full, room), LEAST - 1, -80):
        picture = page.screenshot(clip={"x": 0, "y": 0, "width": wide, "height": high})
        if len(picture) <= MOST_BYTES:
            break
    place.write_bytes(picture)
    print(f"{place.name} {len(picture) // 1000} kB")


def single_views(address: str) -> dict[str, str]:
    """The page of an event told of more than once, of its finding, of a source that is a PDF, and of a number."""
    events, numbers = rows_of(address, "/events"), rows_of(address, "/state")
    event = max(events, key=lambda row: (row["reports"], row["sources"]))
    source = next(row for row in rows_of(address, "/sources") if row["format"] == "pdf")
    told = next(row for row in numbers if row["value"] and row["low"] is not None)
    return {
        "event": f"/event/{event['id']}",
        "finding": f"/finding/{event['lead']}",
        "source": f"/source/{source['id'][:16]}",
        "number": f"/number?at={quote(told['row'], safe='')}",
    }


def rows_of(address: str, view: str) -> list[dict[str, Any]]:
    """The rows of a view."""
    with urllib.request.urlopen(f"{address}{view}.json") as answer:
        return list(json.load(answer)["rows"])


def take_briefing(browser: Browser, folder: Path, target: Path) -> None:
    """The briefing as Chromium prints it, a picture of each of its first sheets."""
    subprocess.run([*DRAGOMAN, "brief", "KAZ", "-l", "demo.ledger", "-o", "brief.html"], cwd=folder, check=True)
    page = browser.new_page()
    page.goto((folder / "brief.html").as_uri())
    page.pdf(path=folder / "brief.pdf", format="A4", prefer_css_page_size=True)
    with pypdfium2.PdfDocument(folder / "brief.pdf") as paper:
        for number in range(min(len(paper), SHEETS)):
            drawn = paper[number].render(scale=1.4, rev_byteorder=True).to_numpy()[:, :, :3]
            place = target / f"briefing-{number + 1}.png"
            place.write_bytes(as_png(drawn))
            print(f"{place.name} {place.stat().st_size // 1000} kB")


def as_png(pixels: "np.ndarray[Any, Any]") -> bytes:
    """A PNG of 252 colours (6 × 7 × 6) from rows of red, green and blue: a printed page needs no more."""
    steps = np.array((6, 7, 6))
    level = np.rint(pixels.astype(float) * (steps - 1) / 255).astype(np.uint8)
    index = (level[:, :, 0] * 7 + level[:, :, 1]) * 6 + level[:, :, 2]
    colours = [(r * 51, g * 85 // 2, b * 51) for r in range(6) for g in range(7) for b in range(6)]
    high, wide = index.shape
    lines = b"".join(b"\0" + line.astype(np.uint8).tobytes() for line in index)
    head = struct.pack(">IIBBBBB", wide, high, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", bytes(sum(colours, ()))), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "img")
