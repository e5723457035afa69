"""A server of chat completions on this machine, as well behaved as a test wants it.

A test hands it a `Model`: a function from the text of a portion to what the model says. `misdeeds` are done first, one
a request: a status, a body, a stall.
"""

import json
import re
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Model = Callable[[str], Any]
_SHOWN = re.compile(r"<(text-[0-9a-f]{16})>\n(.*)\n</\1>", re.DOTALL)
EMPTY: dict[str, list[Any]] = {"claims": [], "events": [], "ties": [], "figures": [], "forecasts": []}


@dataclass
class Misdeed:
    """What to send in place of an answer: a status with headers and a body, or silence for some seconds."""

    status: int = 500
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    stall: float = 0.0
    cut: int = 0  # bytes promised and not sent


@dataclass
class Stub:
    """The server: what it was asked, and how it answers."""

    model: Model
    misdeeds: deque[Misdeed] = field(default_factory=deque)
    usage: dict[str, int] | None = field(default_factory=lambda: {"prompt_tokens": 100, "completion_tokens": 10})
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    refuses: Callable[[dict[str, Any]], Misdeed | None] = lambda body: None
    before: Callable[[int], None] = lambda number: None
    port: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def shown(self, number: int = -1) -> str:
        """The text of a portion, as it was sent."""
        return text_in(self.asked[number])


def text_in(body: dict[str, Any]) -> str:
    found = _SHOWN.search(body["messages"][1]["content"])
    assert found
    return found.group(2)


def answer(**kinds: Any) -> dict[str, Any]:
    """A model's answer with some kinds filled."""
    return EMPTY | kinds


def event(
    words: str, event_type: str, actors: list[str], recipients: tuple[str, ...] = (), **more: Any
) -> dict[str, Any]:
    told = {
        "words": words,
        "event_type": event_type,
        "modality": "happened",
        "actors": actors,
        "recipients": [*recipients],
    }
    return told | {"date": "", "place": ""} | more


def claim(speaker: str, cue: str, *content: str, **more: Any) -> dict[str, Any]:
    told = {"speaker": speaker, "cue": cue, "content": [*content], "claim_type": "statement", "denies": False}
    return told | {"assessment": None} | more


@contextmanager
def serving(model: Model, **settings: Any) -> Iterator[Stub]:
    """A stub that serves until the end of the block."""
    stub = Stub(model, **settings)

    class Handler(_Handler):
        known = stub

    server = _Server(("127.0.0.1", 0), Handler)
    stub.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hangs up, or is killed, is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    known: Stub
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        stub = self.known
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        stub.asked.append(body)
        stub.headers.append(dict(self.headers))
        stub.before(len(stub.asked))
        done = stub.refuses(body) or (stub.misdeeds.popleft() if stub.misdeeds else None)
        if done is None:
            told = stub.model(text_in(body))
            content = told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)
            done = Misdeed(200, json.dumps(completion(content, stub.usage)).encode())
        stub.over.wait(done.stall)
        self._send(done)

    def _send(self, done: Misdeed) -> None:
        try:
            self.send_response(done.status)
            self.send_header("Content-Length", str(len(done.body) + done.cut))
            for name, value in done.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(done.body)
            if done.cut:
                self.close_connection = True
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def do_GET(self) -> None:
        self.known.asked.append({"followed": self.path})
        self._send(Misdeed(200))

    def log_message(self, *args: object) -> None:
        pass


def completion(content: str, usage: dict[str, int] | None = None) -> dict[str, Any]:
    """The envelope in which a server sends a model's words."""
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
    return {"id": "1", "object": "chat.completion", "choices": [choice]} | ({"usage": usage} if usage else {})
