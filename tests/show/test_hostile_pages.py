"""A page of another site, open in the same browser: it can neither read, nor change, nor frame, nor load anything."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import anyio
import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger, shelf
from dragoman.show.app import create_app
from dragoman.show.guard import Guard
from tests.show.conftest import ORIGIN, TOKEN
from tests.show.evil import ids, routes

_FORM = {"token": TOKEN, "decision": "confirm"}
_PARTS = "multipart/form-data"
_LOADS = (("no-cors", "script"), ("no-cors", "image"), ("cors", "empty"), ("navigate", "iframe"), ("navigate", "embed"))
_COOKIES = ("analyst=%ff%fe", f"analyst={'%0a' * 50}", 'analyst="<script>', "seen-0=x; analyst", "=;=;", "a" * 6000)


def filled(client: TestClient, method: str) -> list[str]:
    """The address of every route that answers to a method."""
    known = ids(client) | {"ending": "md", "format": "csv", "name": "own.css", "number": "1", "zip": "zip"}

    def fill(path: str) -> str:
        kind = path.strip("/").partition("/")[0]
        return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], known.get(kind, "0")), path)

    return [fill(path) for path in routes(client.app._app, method)]  # type: ignore[attr-defined]


@pytest.fixture
def claim(client: TestClient) -> str:
    """The address to which a decision is sent."""
    return f"/finding/{client.get('/claims.json').json()['rows'][0]['id']}/decide"


def test_every_route_that_changes_something_wants_the_token_and_an_origin_of_its_own(client: TestClient) -> None:
    places = filled(client, "POST")
    assert len(places) >= 3
    for place in places:
        assert client.post(place, data={"decision": "confirm"}).status_code == 403, place
        assert client.post(place, data=_FORM, headers={"origin": "null"}).status_code == 403, place
        assert client.post(place, data=_FORM, headers={"origin": "http://evil.example"}).status_code == 403, place
        assert client.post(place, data=_FORM, headers={"sec-fetch-site": "same-site"}).status_code == 403, place


def test_nothing_is_changed_by_looking(client: TestClient, path: Path) -> None:
    def state() -> object:
        with Ledger.open(path, readonly=True) as book:
            return (
                shelf.change(book),
                shelf.decisions(book, 100),
                sorted(one.name for one in path.parent.glob("*.ledger")),
            )

    before = state()
    looked = filled(client, "GET")
    for place in looked:
        query = f"?decision=confirm&token={TOKEN}&_method=POST"
        client.get(place + query, headers={"x-http-method-override": "POST"}, follow_redirects=False)
    for place in filled(client, "POST"):
        if place not in looked:
            assert client.get(f"{place}?token={TOKEN}&decision=confirm").status_code in (404, 405)
    assert state() == before


@pytest.mark.parametrize(
    "origin",
    ["http://[", "http://127.0.0.1/", "http://127.0.0.1:", "http://user@127.0.0.1", "HTTP://127.0.0.1", "http://127.0.0.1, null",
     "file://", "http://localhost", "chrome-extension://x", "http://127.0.0.1\x00"],
)  # fmt: skip
def test_an_origin_that_is_not_exactly_ours_is_another(client: TestClient, claim: str, origin: str) -> None:
    assert client.post(claim, data=_FORM, headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize(
    "charset", ["unicode_escape", "raw_unicode_escape", "punycode", "idna", "undefined", "utf-16", "hex", "zlib", "utf-7", "nonsense"]
)  # fmt: skip
def test_a_form_in_a_charset_of_its_own_is_refused_or_read_and_never_breaks_the_app(
    client: TestClient, claim: str, charset: str
) -> None:
    parts = {"token": TOKEN, "decision": "confirm", "note": "\\ud800", "analyst": "\\udfff"}
    body = (
        "".join(
            f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in parts.items()
        )
        + "--x--\r\n"
    )
    told = {"content-type": f"multipart/form-data; boundary=x; charset={charset}"}
    assert client.post(claim, content=body, headers=told, follow_redirects=False).status_code in (303, 400, 403)


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/json", _PARTS, f"{_PARTS}; boundary=", f"{_PARTS}; boundary={'x' * 300}"]
)
def test_what_is_no_form_is_refused(client: TestClient, claim: str, kind: str) -> None:
    body = f"token={TOKEN}&decision=confirm"
    assert client.post(claim, content=body, headers={"content-type": kind}).status_code == 403


@pytest.mark.parametrize("length", [b"\xb2", b"9" * 5000, b"-1", b"+5", b"0x10", b"1e3", b"5, 5", b""])
def test_a_length_that_is_no_number_is_refused(client: TestClient, claim: str, length: bytes) -> None:
    assert client.post(claim, content=b"", headers=[(b"content-length", length)]).status_code == 413


def test_two_hosts_are_none(client: TestClient) -> None:
    assert client.get("/", headers=[("host", "127.0.0.1"), ("host", "evil.example")]).status_code == 421


@pytest.mark.parametrize(("mode", "dest"), _LOADS)
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_can_load_nothing_from_here(client: TestClient, site: str, mode: str, dest: str) -> None:
    told = {"sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": dest}
    for place in ("/", "/claims.json", "/own/own.js", "/export/csv"):
        assert client.get(place, headers=told).status_code == 403


def test_a_link_from_elsewhere_may_be_followed(client: TestClient) -> None:
    told = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}
    assert client.get("/claims", headers=told).status_code == 200


def test_every_answer_of_every_route_is_closed_to_others(client: TestClient) -> None:
    answers = [
        client.get(place, follow_redirects=False)
        for place in [*filled(client, "GET"), "/nowhere", "/events?from=x", "/own/x"]
    ]
    answers += [client.post(place, data={}) for place in filled(client, "POST")]
    answers += [
        client.get("/", headers={"host": "evil.example"}),
        client.put("/"),
        client.options("/", headers={"access-control-request-method": "POST"}),
    ]
    for answer in answers:
        told = answer.headers
        policy = dict(part.strip().partition(" ")[::2] for part in told["content-security-policy"].split(";"))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'", answer.url
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert told["x-content-type-options"] == "nosniff"
        assert told["x-frame-options"] == "DENY"
        assert told["cross-origin-opener-policy"] == told["cross-origin-resource-policy"] == "same-origin"
        assert told["referrer-policy"] == "same-origin"  # of no-referrer our own forms would have no origin
        assert not [name for name in told if name.startswith("access-control-")]
        assert "server" not in told
        for cookie in told.get_list("set-cookie"):
            assert "samesite=strict" in cookie.lower()
            assert "httponly" in cookie.lower()


@pytest.mark.parametrize(
    "analyst", ["Айгүл Сәрсенбаева", "阿依古丽", "a\r\nset-cookie: x=1", 'a;b="c"', "\u202eA", "x" * 500, "<b>"]
)
def test_whoever_decides_may_have_any_name(client: TestClient, claim: str, analyst: str) -> None:
    answer = client.post(claim, data=_FORM | {"analyst": analyst}, follow_redirects=False)
    assert answer.status_code == 303
    assert len(answer.headers.get_list("set-cookie")) == 1
    told = client.get(claim.removesuffix("/decide") + ".json").json()["rows"][0]
    assert told["status"] == "confirmed"
    shown = client.get("/review").text
    assert "<b>" not in shown.partition('name="analyst"')[2].partition(">")[0]
    if analyst.isprintable() and len(analyst) < 80:
        assert client.post(claim, data=_FORM, follow_redirects=False).status_code == 303  # the name is remembered
        assert client.cookies["analyst"]


@pytest.mark.parametrize("cookie", _COOKIES)
def test_a_cookie_that_another_program_of_this_machine_set_breaks_nothing(client: TestClient, cookie: str) -> None:
    for place in ("/", "/review"):
        answer = client.get(place, headers={"cookie": cookie})
        assert answer.status_code == 200
        assert 'value=""<script>' not in answer.text


def test_a_body_that_comes_drop_by_drop_is_not_waited_for(path: Path) -> None:
    ends: list[str] = []

    async def waits(scope, receive, send):  # type: ignore[no-untyped-def]
        ends.append((await receive())["type"])
        ends.append((await receive())["type"])

    async def talk() -> None:
        pieces = iter([{"type": "http.request", "body": b"x", "more_body": True}])

        async def receive():  # type: ignore[no-untyped-def]
            piece = next(pieces, None)
            if piece is None:
                await anyio.sleep(60)
            return piece

        async def send(_):  # type: ignore[no-untyped-def]
            return None

        scope = {"type": "http", "method": "POST", "path": "/add", "headers": [(b"host", b"127.0.0.1")]}
        await Guard(waits, port=None, upload=10_000, patience=0.05)(scope, receive, send)

    with ThreadPoolExecutor(1) as apart:
        apart.submit(anyio.run, talk).result(timeout=10)
    assert ends == ["http.request", "http.disconnect"]


def test_a_web_socket_is_not_answered(path: Path) -> None:
    sent: list[object] = []

    async def never(scope, receive, send):  # type: ignore[no-untyped-def]
        raise AssertionError("it was let in")

    async def talk() -> None:
        async def hear():  # type: ignore[no-untyped-def]
            return {"type": "websocket.connect"}

        async def send(message):  # type: ignore[no-untyped-def]
            sent.append(message)

        await Guard(never, port=None, upload=1)({"type": "websocket", "headers": []}, hear, send)

    with ThreadPoolExecutor(1) as apart:
        apart.submit(anyio.run, talk).result(timeout=10)
    assert sent == []


def test_a_ledger_cannot_be_chosen_by_a_request(
    path: Path, tmp_path: Path, open_app: Callable[[Path], TestClient]
) -> None:
    other = tmp_path / "other.ledger"
    Ledger.open(other, create=True).close()
    client = open_app(path)
    for query in (f"ledger={other}", f"path={other}", f"l={other}", f"db={other}"):
        told = client.get(f"/overview.json?{query}").json()
        assert told.pop("no_filter_here") == [query.partition("=")[0]]
        assert told == client.get("/overview.json").json()
    assert create_app(path, analyst="A")  # opens nothing by itself
    assert ORIGIN.startswith("http://127.")
