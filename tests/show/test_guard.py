import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.show.app import create_app, own_files
from dragoman.show.guard import Guard
from tests.factory import make_reading
from tests.show.conftest import ORIGIN, TOKEN

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>"
CHANGES = ("/add", "/review", "/finding/{id}/decide", "/finding/{id}/undo")


def finding(client: TestClient) -> str:
    return str(client.get("/claims.json").json()["rows"][0]["id"])


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "", "127.0.0.2", "localhost.", "[::2]"]
)
def test_another_host_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    ("host", "status"), [("127.0.0.1:8123", 200), ("localhost:8123", 200), ("127.0.0.1:9", 421), ("127.0.0.1", 421)]
)
def test_only_the_port_that_it_serves_is_its_own(path: Path, host: str, status: int) -> None:
    with TestClient(create_app(path, analyst="A", port=8123), base_url=ORIGIN) as client:
        assert client.get("/method", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:81", "http://127.0.0.1.evil.example"],
)
@pytest.mark.parametrize("change", CHANGES)
def test_a_page_of_another_site_changes_nothing(client: TestClient, change: str, origin: str) -> None:
    place = change.format(id=finding(client))
    form = {"token": TOKEN, "decision": "confirm"}
    assert client.post(place, data=form, headers={"origin": origin}).status_code == 403
    assert client.post(place, data=form, headers={"sec-fetch-site": "cross-site"}).status_code == 403


@pytest.mark.parametrize("token", [None, "", "another", TOKEN + " ", "ключ"])
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_without_the_token_is_refused(client: TestClient, change: str, token: str | None) -> None:
    form = {"decision": "confirm"} | ({"token": token} if token is not None else {})
    assert client.post(change.format(id=finding(client)), data=form).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    assert client.request(method, "/events").status_code == 405


def test_every_answer_forbids_foreign_and_inline_scripts(client: TestClient) -> None:
    for path in ("/", "/own/own.js", "/events.csv", "/nowhere", "/events?from=x"):
        policy = client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert client.get(path).headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" in client.get("/", headers={"host": "evil.example"}).headers


def test_pages_hold_no_inline_script_style_or_foreign_address(client: TestClient) -> None:
    for path in ("/", "/events", "/review", "/add", "/method", "/search?text=RUS", f"/finding/{finding(client)}"):
        page = client.get(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert " onclick=" not in page
        page = re.sub(
            '<script type="application/json".*?</script>', "", page, flags=re.S
        )  # numbers of a picture: not run
        assert page.count("<script") == page.count('<script src="/own/')
        assert "http://" not in page
        assert "https://" not in page


def test_no_source_of_our_own_pages_is_foreign() -> None:
    for name in ("own.css", "own.js"):
        text = own_files()[name][0].decode()
        assert "http" not in text.replace("http-equiv", "")
        assert "eval(" not in text


def test_what_a_source_says_is_text_and_never_html(path: Path, open_app: Callable[[Path], TestClient]) -> None:
    with Ledger.open(path) as book:
        book.add(make_reading(f"{EVIL}\nSAYS @{EVIL} words {EVIL} here\n", path=f"{EVIL}.txt", outlet=EVIL))
        evil = next(book.findings(text="words", kind="claim"))
        book.decide(evil["id"], "confirmed", analyst=EVIL, note=EVIL)
    client = open_app(path)
    pages = [
        "/claims",
        "/sources",
        "/review",
        "/search?text=words",
        "/search?text=words&in=texts",
        "/export",
        "/method",
        "/",
    ]
    for place in [*pages, f"/finding/{evil['id']}", f"/source/{evil['source']['id']}"]:
        page = client.get(place).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;" in client.get(f"/source/{evil['source']['id']}").text


def test_a_body_larger_than_a_form_is_refused(client: TestClient) -> None:
    place = f"/finding/{finding(client)}/decide"
    assert client.post(place, content=b"x" * 300_000).status_code == 413


def test_a_body_that_lies_about_its_length_is_cut_off(path: Path) -> None:
    sent: list[int] = []

    async def eager(scope, receive, send):  # type: ignore[no-untyped-def]
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                break
            size += len(message["body"])
        sent.append(size)

    async def talk() -> None:
        async def receive():  # type: ignore[no-untyped-def]
            return {"type": "http.request", "body": b"x" * 1000, "more_body": True}

        async def send(_):  # type: ignore[no-untyped-def]
            return None

        scope = {"type": "http", "method": "POST", "path": "/add", "headers": [(b"host", b"127.0.0.1")]}
        await Guard(eager, port=None, upload=10_000)(scope, receive, send)

    import anyio

    with ThreadPoolExecutor(1) as apart:  # the browser's driver may have a loop of its own in this thread
        apart.submit(anyio.run, talk).result()
    assert sent == [10_000]
