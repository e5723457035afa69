"""Documents written to attack whoever opens them: on every page, in every file that leaves, and at the door."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger, Query, export_to
from dragoman.ledger.export import FORMATS
from dragoman.ledger.sheet import safe
from dragoman.read.documents.intake import read_document
from tests.show.evil import OVERRIDE, SCRIPT, Elements, ids, make_evil, routes

_LEADS = ("=", "+", "-", "@", "\t", "\uff1d")


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    """The attacker's ledger."""
    return make_evil(tmp_path / "evil.ledger")


@pytest.fixture
def client(evil: Path, open_app: Callable[[Path], TestClient]) -> TestClient:
    """The app on it."""
    return open_app(evil)


def places(client: TestClient) -> list[str]:
    """The address of every page and file of the app, those of single things about the attacker's."""
    known = ids(client)
    found = []
    for path in routes(client.app._app):  # type: ignore[attr-defined]
        kind = path.strip("/").partition("/")[0]
        if "{id}" in path and kind in known:
            found.append(path.replace("{id}", known[kind]))
        elif "{" not in path:
            found.append(path)
    return [*found, "/search?text=met", "/search?text=met&in=texts", "/review?page=2", "/disagreements?kind=figure"]


def test_no_page_takes_what_a_document_says_for_markup(client: TestClient) -> None:
    pages = 0
    for place in places(client):
        answer = client.get(place)
        if answer.headers["content-type"].startswith("text/html"):
            pages += 1
            assert Elements(answer.text).faults() == [], place
            assert f"<script>{SCRIPT}" not in answer.text
            assert OVERRIDE not in answer.text, place  # a date beside it would be read the other way round
    assert pages > 20


def test_what_is_no_page_cannot_be_taken_for_one(client: TestClient) -> None:
    for place in places(client):
        answer = client.get(place)
        kind = answer.headers["content-type"].partition(";")[0]
        assert answer.headers["x-content-type-options"] == "nosniff", place
        assert (
            kind in ("text/html", "text/csv", "application/json", "text/plain", "application/octet-stream")
            or "briefing" in place
        ), place
        if kind == "application/json":
            answer.json()


@pytest.mark.parametrize("sign", [",", ";"])
def test_no_cell_of_a_sheet_begins_with_a_formula_whatever_parts_the_cells(client: TestClient, sign: str) -> None:
    sheets = [place for place in places(client) if place.endswith(".csv")]
    assert len(sheets) > 10
    for place in [*sheets, "/export/csv"]:
        text = client.get(place).text.removeprefix("\ufeff")
        for row in csv.reader(io.StringIO(text), delimiter=sign):
            numbers = [cell for cell in row if re.fullmatch(r"-?[\d.]+(e-?\d+)?", cell)]
            cells = [cell for cell in row if cell not in numbers]
            assert [cell for cell in cells if cell.lstrip(" ").startswith(_LEADS)] == [], place


@pytest.mark.parametrize(
    ("told", "kept"),
    [("=1", "'=1"), (" =1", " '=1"), ("a;=1", "a;'=1"), ("a; @b", "a; '@b"), ("\uff1d1", "'\uff1d1"), ("\t1", "'\t1"),
     ("a\r\n=1", "a =1"), ("\n=1", " '=1"), ("a\x00b", "a\ufffdb"), ("1-2 = 3", "1-2 = 3"), (-5.0, -5.0)],
)  # fmt: skip
def test_a_cell_is_disarmed_and_nothing_else_is_changed(told: object, kept: object) -> None:
    assert safe(told) == kept


def test_what_a_page_states_about_itself_is_text_whatever_it_is(tmp_path: Path) -> None:
    place = tmp_path / "a.html"
    stated = {
        "headline": "A \ud800 title", "author": {"name": "\udfff Eve"}, "publisher": {"name": "Out\ud800let"}, "url": "javascript:xss(1)",
        "datePublished": "2021-03-05", "x": [0] * 200_000,
    }  # fmt: skip
    told = json.dumps(stated)
    links = f'<link rel="canonical" href="javascript:{SCRIPT}"><script type="application/ld+json">{told}</script>'
    deep = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    for head in (links, links.replace('"2021-03-05"', "9" * 5000), deep):
        place.write_text(
            f"<!doctype html><html><head>{head}</head><body><p>{'Kazakhstan met Russia in Astana. ' * 20}</body></html>"
        )
        source = read_document(place).source
        for known in (source.title, source.author, source.outlet):
            assert known is None or known.value.encode()
        assert source.url is None


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_holds_nothing_that_runs(evil: Path, tmp_path: Path, name: str) -> None:
    target = tmp_path / "made.zip"
    with Ledger.open(evil, readonly=True) as book:
        export_to(book, Query.of({}), name, target)
        sources = book.counts()["sources"]
    with zipfile.ZipFile(target) as archive:
        files = {one: archive.read(one) for one in archive.namelist()}
    assert "apostrophe in front" in files["README.md"].decode()
    for path, content in files.items():
        assert not path.startswith("/")
        assert ".." not in path.split("/")
        assert not re.search(r'[<>:"|?*\\\x00-\x1f\u202e]', path)
        _CHECKS.get(name, _is_text)(path, content, sources)


def _is_text(path: str, content: bytes, _: int) -> None:
    assert path and content is not None  # noqa: PT018


def _xlsx(path: str, content: bytes, _: int) -> None:
    if not path.endswith(".xlsx"):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = book.namelist()
        sheets = [ET.fromstring(book.read(one)) for one in names if one.startswith("xl/worksheets/sheet")]
    assert not [one for one in names if "external" in one or "vba" in one]
    assert len(sheets) == 5
    for sheet in sheets:
        tags = {element.tag.rpartition("}")[2] for element in sheet.iter()}
        assert not tags & {"f", "hyperlink", "hyperlinks", "oleObject"}


def _xml(path: str, content: bytes, _: int) -> None:
    if path.endswith((".graphml", ".gexf")):
        assert b"<!" not in content
        assert not [
            element
            for element in ET.fromstring(content).iter()
            if element.tag.rpartition("}")[2] in ("script", "img", "svg")
        ]


def _ris(path: str, content: bytes, sources: int) -> None:
    if path.endswith(".ris"):
        lines = content.decode().split("\r\n")
        assert sum(line.startswith("TY  - ") for line in lines) == sources == sum(line == "ER  - " for line in lines)
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines if line)
        assert not [line for line in lines if line.startswith("UR") and "javascript" in line]


def _bibtex(path: str, content: bytes, sources: int) -> None:
    if path.endswith(".bib"):
        text = content.decode()
        assert len(re.findall(r"(?m)^@", text)) == sources
        plain = re.sub(r"\\[{}]", "", text)
        assert plain.count("{") == plain.count("}")
        assert not re.search(r"url = \{javascript", text)


def _json(path: str, content: bytes, _: int) -> None:
    if path.endswith("json"):
        told = json.loads(content)
        for event in told.get("events", ()) if isinstance(told, dict) else ():
            shown = [event["text"]["headline"], event["text"]["text"]]
            assert all(tag in ("blockquote", "p") for one in shown for tag, _ in Elements(one).found)
            assert "javascript" not in str(event.get("media", ""))
        if isinstance(told, list):
            assert not any("javascript" in item.get("URL", "") for item in told)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]
        assert not any((value or "").startswith("javascript") for _, value in attrs)


def _html(path: str, content: bytes, _: int) -> None:
    if path.endswith(".html"):
        read = _Links()
        read.feed(content.decode())
        assert not read.tags & {"script", "img", "svg", "iframe"}
        assert OVERRIDE.encode() not in content


def _obsidian(path: str, content: bytes, _: int) -> None:
    if path.endswith(".md") and path != "README.md":
        text = content.decode()
        assert "<%" not in text  # a plugin for templates would run it
        assert not re.search(r"(?<!\\)<(?!https?://)", text)
        assert not re.search(r"(?m)^```", text)
        assert "`$=" not in text.replace("\\`", "")
        assert text.count("\n---\n") == (0 if path == "Start here.md" else 1)


_CHECKS: dict[str, Callable[[str, bytes, int], None]] = {
    "xlsx": _xlsx, "graphml": _xml, "gexf": _xml, "ris": _ris, "bibtex": _bibtex, "csl": _json, "timelinejs": _json,
    "jsonld": _json, "html": _html, "obsidian": _obsidian,
}  # fmt: skip
