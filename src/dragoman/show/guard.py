"""Who may ask, and what an answer may do: only this machine, only from pages of this program, nothing but its own files.

The server listens on loopback alone. A page of another site that reaches it through a name of its own is refused by the
Host header; one that sends it a form, by Origin and by a token that only our pages hold; one that would load or frame
what is here, by Sec-Fetch-Site: from elsewhere, a page can only be gone to by a link. What is served may run no script
and load nothing that is not ours.
"""

import asyncio
import hmac
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from dragoman.errors import DragomanError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

TOKEN = "token"
TOKEN_HEADER = "x-dragoman-token"
_OURS = ("127.0.0.1", "localhost", "[::1]")
_READING = ("GET", "HEAD")
_CHANGING = (*_READING, "POST")
_FORM_BYTES = 200_000
MOST_FILES = 500
_MOST_FIELDS = 60
_PATIENCE = 60.0  # seconds between two pieces of a body
_OWN_SITES = ("same-origin", "none")
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # no-referrer would make the browser send "Origin: null" with our own forms; to other sites this tells as little
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class Refused(DragomanError):
    """A request that is not from this program's own pages."""


def new_token() -> str:
    """What the pages of one run carry and no other page knows."""
    return secrets.token_urlsafe(32)


class Guard:
    """The door: an ASGI application around the app. `port` None takes any (tests); `upload` is the most bytes of a body,
    `patience` how many seconds may pass between two pieces of it."""

    def __init__(self, app: App, *, port: int | None, upload: int, patience: float = _PATIENCE) -> None:
        self._app = app
        self._port = port
        self._upload = upload
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what may pass, with headers on its answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no web sockets: the connection is closed
        why = self._why_not(scope)
        if why:
            await _refuse(send, *why)
            return
        await self._app(scope, _Limited(receive, self._most(scope), self._patience), _with_headers(send))

    def _why_not(self, scope: Scope) -> tuple[int, str] | None:
        headers = [(name.lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) != 1 or not self._is_ours(hosts[0]):
            return 421, "This address does not belong to Dragoman. Open the one that it printed."
        if scope["method"] not in _CHANGING:
            return 405, "Dragoman answers to GET, HEAD and POST."
        foreign = any(value not in _OWN_SITES for name, value in headers if name == b"sec-fetch-site")
        if scope["method"] in _READING:
            if foreign and not _follows_a_link(headers):
                return 403, "A page of another site may not load anything from here."
        else:
            origins = [value for name, value in headers if name == b"origin"]
            if foreign or any(value != f"http://{hosts[0]}" for value in origins):
                return 403, "A page of another site may not change anything here."
        if any(not self._is_length(scope, value) for name, value in headers if name == b"content-length"):
            return 413, "That is more than Dragoman takes at once."
        return None

    def _is_length(self, scope: Scope, told: str) -> bool:
        return told.isascii() and told.isdigit() and len(told) < 16 and int(told) <= self._most(scope)

    def _is_ours(self, host: str) -> bool:
        name, _, port = host.rpartition(":") if not host.endswith("]") and ":" in host else (host, "", "80")
        return name in _OURS and (self._port is None or port == str(self._port))

    def _most(self, scope: Scope) -> int:
        return self._upload if scope["path"] == "/add" else _FORM_BYTES


def _follows_a_link(headers: list[tuple[bytes, str]]) -> bool:
    """Whether somebody goes to a page, in a window and not in a frame."""
    told = dict(headers)
    return told.get(b"sec-fetch-mode") == "navigate" and told.get(b"sec-fetch-dest", "document") == "document"


class _Limited:
    """The body of a request, cut off where it grows beyond what is allowed, whatever its length was said to be, and where
    nothing more of it comes."""

    def __init__(self, receive: Receive, most: int, patience: float) -> None:
        self._receive = receive
        self._left = most
        self._patience = patience
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:  # waits for nothing but the end of the connection
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._patience)
        except TimeoutError:
            return {"type": "http.disconnect"}
        self._whole = not message.get("more_body", False)
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            return {"type": "http.disconnect"}
        return message


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message["headers"]}
            ours = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
            if b"cache-control" not in given:
                ours.append((b"cache-control", b"no-store"))
            message = {**message, "headers": [*message["headers"], *ours]}
        await send(message)

    return sending


async def _refuse(send: Send, status: int, why: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    start = {"type": "http.response.start", "status": status, "headers": headers}
    await _with_headers(send)(start)
    await send({"type": "http.response.body", "body": why.encode()})


async def own_page(request: Request) -> AsyncIterator[None]:
    """Refuse a change that does not carry the token of our pages, in a header or in its form; every POST depends on it.

    The form is kept in `request.state.form` until the answer is given.
    """
    try:
        form = request.state.form = await request.form(
            max_files=MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_FORM_BYTES
        )
    except (ClientDisconnect, HTTPException, UnicodeError):
        raise Refused("the form could not be read, or is more than Dragoman takes at once", "send less") from None
    try:
        if not all(map(_is_text, form.values())):
            raise Refused("this form holds letters that are none", "load the page again and repeat what you did")
        told = request.headers.get(TOKEN_HEADER) or form.get(TOKEN)
        if not isinstance(told, str) or not hmac.compare_digest(told.encode(), request.app.state.token.encode()):
            raise Refused(
                "this form is not from a page that is open now", "load the page again and repeat what you did"
            )
        yield
    finally:
        await form.close()  # files that were handed in are let go


def _is_text(value: object) -> bool:
    """Whether a value can be written down: a form that names a charset of its own may hold half letters (surrogates)."""
    try:
        str(value).encode()
    except UnicodeEncodeError:
        return False
    return True
