"""Addresses typed or followed on this machine: no parameter and no part of a path of any route reaches the disk or breaks
the app. What a route asks for is found by asking it, so that a new one is tested without being named here.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode
from zlib import crc32

import pytest
from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from tests.show.evil import routes

_FILES = (
    "../../../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..\\..\\windows\\win.ini",
    "/etc/passwd", "//etc/passwd", "file:///etc/passwd", "/etc/passwd\x00.csv", "....//....//etc/passwd", "~/.ssh/id_rsa",
    "/proc/self/environ", "\\\\host\\share", "C:\\windows\\win.ini",
)  # fmt: skip
_WORDS = (
    "\x00", "a\x00b", "\r\nX-Evil: 1", "\t", " ", ".", "..", "~", "%", "%s", "%(x)s", "{0.__class__}", "{{7*7}}", "${7*7}", "|id",
    "'", '"', "'' OR 1=1 --", "'; DROP TABLE findings; --", '" OR "1"="1', "a* NEAR(b c) AND NOT", "text:*", "^", "(", "[", "]", "a" * 9000,
    "\u202egnp.exe", "😀", "\U0010ffff", "\ufffe", "e\u0301" * 60, "ﷺ" * 100, "İ", "K", "KAZ\u200b", ";;;", ",,,", "::", "balance:",
    "balance:KAZ:2022:RUS", "a:b:c:d:e:f", "<script>alert(1)</script>", "javascript:alert(1)", "//evil.example/",
)  # fmt: skip
_NUMBERS = (
    "-1", "0", "9" * 40, "9223372036854775808", "1e999", "NaN", "inf", "²", "٣", "0x10", "1_0", "+1", "2022-13-45", "0000", "0000-00-00",
    "0001", "9999-12-31", "2022-02-30", "2023/2022", "10000-01-01", "2022-01-01T00:00:00",
)  # fmt: skip
VALUES = (*_FILES, *_WORDS, *_NUMBERS)
_ALWAYS = ("page", "rows", "all", "part", "modality", "kind")  # read from a copy of the parameters on some pages
_OF_EACH, _OF_EACH_PATH = 3, 12  # values for a parameter or a path; the next one has others
_BESIDE = (
    "/../../etc/passwd", "/own/../../../app.py", "//etc/passwd", "/.git/config", "/own", "/own/", "/own/own.css/", "/%2e%2e/%2e%2e/etc/passwd",
    "/own/%00own.css", "/static/x", "/docs", "/openapi.json", "/redoc",
)  # fmt: skip


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of parameters that have been looked for."""
    names: set[str] = set()
    get = QueryParams.get

    def noting(self: QueryParams, key: str, default: object = None) -> object:
        names.add(key)
        return get(self, key, default)

    monkeypatch.setattr(QueryParams, "get", noting)
    return names


def see_that_it_is_harmless(client: TestClient, address: str) -> None:
    """Ask for it; the client raises what the app does not catch."""
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code < 500 or answer.status_code == 503, address
    assert "x-evil" not in answer.headers, address
    assert "root:" not in answer.text, address
    assert "Traceback" not in answer.text, address
    assert "<script>alert" not in answer.text or not answer.headers["content-type"].startswith("text/html"), address
    place = answer.headers.get("location", "/")
    assert place.startswith(("/", "http://127.0.0.1/")) and not place.startswith("//"), address  # noqa: PT018


def some(key: str) -> Iterator[str]:
    """The values for a parameter of a page: always one of each sort, and in all pages together every one."""
    start = crc32(key.encode())
    for n in range(_OF_EACH):
        held = (_FILES, _WORDS, _NUMBERS)[n % 3]
        yield held[(start + n * 5) % len(held)]


def test_no_parameter_of_any_page_reaches_the_disk_or_breaks_it(client: TestClient, asked: set[str]) -> None:
    pages = [path for path in routes(client.app._app) if "{" not in path and not path.endswith(".json")]  # type: ignore[attr-defined]
    assert len(pages) > 30
    used = set()
    for page in pages:
        asked.clear()
        client.get(page)
        for name in sorted(
            {"all"} if page.endswith(".csv") else asked | set(_ALWAYS)
        ):  # a file has the rows of its page
            for value in some(f"{page} {name}"):
                used.add(value)
                see_that_it_is_harmless(client, f"{page}?{urlencode({name: value})}")
    assert used == set(VALUES)


def test_no_part_of_any_path_reaches_the_disk_or_breaks_it(client: TestClient) -> None:
    open_paths = [path for path in routes(client.app._app) if "{" in path]  # type: ignore[attr-defined]
    assert len(open_paths) > 10
    used = set()
    for path in open_paths:
        start = crc32(path.encode())
        values = VALUES if path.endswith("}") else [VALUES[(start + n * 3) % len(VALUES)] for n in range(_OF_EACH_PATH)]
        for value in values:
            used.add(value)
            see_that_it_is_harmless(client, _with(path, quote(value, safe="")))
            if value in _FILES:
                see_that_it_is_harmless(client, _with(path, quote(value, safe="%/\\")))
    assert used == set(VALUES)


def _with(path: str, value: str) -> str:
    return re.sub(r"\{[^}]*\}", lambda _: value, path)


def test_parameters_many_times_or_without_end_break_nothing(client: TestClient) -> None:
    for page in ("/events", "/state", "/search", "/export", "/world"):
        see_that_it_is_harmless(client, page + "?" + "&".join(f"text={n}&actor=KAZ&name=KAZ" for n in range(1000)))
        see_that_it_is_harmless(client, page + "?" + "&" * 5000 + "=" * 5000)
        see_that_it_is_harmless(client, page + "?text=%ff%fe%80&name=%ed%a0%80&actor=%c0%af&text=%u0041&%00=%00")


@pytest.mark.parametrize("address", _BESIDE)
def test_nothing_lies_beside_the_pages(client: TestClient, address: str) -> None:
    assert client.get(address, follow_redirects=False).status_code in (404, 307)
    see_that_it_is_harmless(client, address)


def test_a_fault_that_nobody_foresaw_tells_nothing_of_the_machine(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dragoman.show.app import create_app

    def breaks(*_: object) -> None:
        raise RuntimeError(f"a secret at {path}")

    app = create_app(path, analyst="A")
    monkeypatch.setattr("dragoman.ledger.window.events", breaks)
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        answer = client.get("/events")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert str(path) not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
