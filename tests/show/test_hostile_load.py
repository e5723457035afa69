"""The server itself under load and ill will: a thousand questions at once while another process adds documents; connections
that say nothing; uploads that break off, collide, or hold what brings a reader down.
"""

import asyncio
import contextlib
import io
import mmap
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
import uvicorn
from starlette.testclient import TestClient

from dragoman.errors import SourceError
from dragoman.ledger import Ledger
from dragoman.records import Reading
from dragoman.show.app import create_app
from dragoman.show.connection import Connection, allow_many
from dragoman.show.reception import Reception
from dragoman.show.stream import Left, in_one_thread
from tests.factory import find_toy, read_toy
from tests.show.conftest import TOKEN

_AT_ONCE = 1000
_PLACES = (
    "/events",
    "/events.csv?all=1",
    "/sources.json",
    "/claims?actor=KAZ",
    "/search?text=KAZ",
    "/export/jsonl",
    "/own/own.css",
)
_ADDED = 60


@contextlib.contextmanager
def program(ledger: Path) -> Iterator[int]:
    """`dragoman open` in a process of its own; gives its port."""
    command = [sys.executable, "-m", "dragoman", "open", str(ledger), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            told = next(line for line in process.stdout if line.startswith("http://"))
            yield int(told.strip().rstrip("/").rpartition(":")[2])
        finally:
            process.terminate()
            assert process.stderr
            assert "Traceback" not in process.stderr.read()


async def ask_at_once(port: int) -> list[tuple[int, bool]]:
    """Open a thousand connections, then ask on all; the status of each answer and whether it came whole."""

    async def ask(place: str) -> tuple[int, bool]:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        opened.release()
        await all_open.wait()
        writer.write(f"GET {place} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
        head, _, body = (await reader.read(-1)).partition(b"\r\n\r\n")
        writer.close()
        chunked = b"transfer-encoding: chunked" in head.lower()
        return int(head.split()[1]), body.endswith(b"0\r\n\r\n") if chunked else len(body) > 0

    async def see_all_open() -> None:
        for _ in range(_AT_ONCE):
            await opened.acquire()
        all_open.set()

    opened, all_open = asyncio.Semaphore(0), asyncio.Event()
    asked = [ask(_PLACES[n % len(_PLACES)]) for n in range(_AT_ONCE)]
    waiting = asyncio.create_task(see_all_open())
    answers = await asyncio.gather(*asked)
    await waiting
    return answers


def test_a_thousand_questions_at_once_are_answered_while_another_process_adds(path: Path, tmp_path: Path) -> None:
    allow_many()
    folder = tmp_path / "new"
    folder.mkdir()
    for n in range(_ADDED):
        (folder / f"{n}.txt").write_text(f"SLOW report {n}\nAGREE KAZ CHN 2024-01-{n % 28 + 1:02d}\nSAYS KAZ of {n}\n")
    adder = [sys.executable, str(Path("tests/factory.py").resolve()), str(path), str(folder)]
    with (
        program(path) as port,
        subprocess.Popen(adder, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}) as adding,
    ):
        assert adding.stdout
        adding.stdout.readline()
        with ThreadPoolExecutor(1) as apart:  # the browser's driver may have a loop of its own in this thread
            answers = apart.submit(asyncio.run, ask_at_once(port)).result(timeout=120)
        assert adding.wait(60) == 0
    assert Counter(answers) == {(200, True): _AT_ONCE}
    check = subprocess.run(
        [sys.executable, "-m", "dragoman", "check", "-l", str(path)], capture_output=True, text=True, check=False
    )
    assert check.returncode == 0, check.stdout + check.stderr
    with Ledger.open(path, readonly=True) as book:
        assert book.counts()["sources"] == 3 + _ADDED


@pytest.fixture
def served(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """The app behind a server that waits for 0.3 seconds; `scratch` is where it may put files."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    app = create_app(path, analyst="A", token=TOKEN, read=read_toy, find=find_toy)
    hurried = type("Hurried", (Connection,), {"patience": 0.3})
    server = uvicorn.Server(
        uvicorn.Config(
            app, http=hurried, log_level="critical", ws="none", timeout_graceful_shutdown=1, timeout_keep_alive=1
        )
    )
    door = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield SimpleNamespace(port=door.getsockname()[1], scratch=scratch)
    server.should_exit = True
    thread.join(10)
    door.close()


def talk(port: int, sent: bytes) -> bytes:
    """What is answered to bytes, until the server closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.sendall(sent)
        return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "])
def test_whoever_opens_a_connection_and_does_not_ask_is_not_waited_for(served: SimpleNamespace, sent: bytes) -> None:
    began = time.monotonic()
    assert talk(served.port, sent) == b""
    assert time.monotonic() - began < 5


def test_a_hundred_that_say_nothing_do_not_keep_another_waiting(served: SimpleNamespace) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(100):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", served.port)))
            line.sendall(b"GET / HTTP/1.1\r\nHos")
        assert talk(served.port, asking(served.port)).startswith(b"HTTP/1.1 200")


def asking(port: int) -> bytes:
    """A harmless question."""
    return f"GET /method HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode()


@pytest.mark.parametrize(
    "sent",
    [b"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
     b"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: 127.0.0.1\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\x01",
     b"PRI * HTTP/2.0\r\n\r\n",
     b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 500_000, b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
     b"POST /add HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
)  # fmt: skip
def test_what_is_no_proper_question_is_refused_and_the_next_is_answered(served: SimpleNamespace, sent: bytes) -> None:
    with contextlib.suppress(ConnectionError):
        said = talk(served.port, sent.replace(b"127.0.0.1", f"127.0.0.1:{served.port}".encode()))
        assert said[:12] in (
            b"",
            b"HTTP/1.1 400",
            b"HTTP/1.1 404",
            b"HTTP/1.1 405",
            b"HTTP/1.1 421",
            b"HTTP/1.1 403",
            b"HTTP/1.1 431",
        )
    assert talk(served.port, asking(served.port)).startswith(b"HTTP/1.1 200")


def test_an_upload_that_breaks_off_leaves_nothing_behind(served: SimpleNamespace, path: Path) -> None:
    head = f"POST /add HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nContent-Length: 50000000\r\n"
    kind = "Content-Type: multipart/form-data; boundary=x\r\n\r\n"
    token = f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{TOKEN}\r\n'
    form = f'{kind}{token}--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    with socket.create_connection(("127.0.0.1", served.port)) as line:
        line.sendall((head + form).encode() + b"AGREE KAZ TUR 2024-05-05\n" * 200_000)
    assert b"a.txt" not in talk(served.port, asking(served.port).replace(b"/method", b"/add.json"))
    assert list(served.scratch.iterdir()) == []
    with Ledger.open(path, readonly=True) as book:
        assert book.counts()["sources"] == 3


def test_two_uploads_of_one_name_at_once_are_two_documents(path: Path, open_app: Callable[[Path], TestClient]) -> None:
    client = open_app(path)
    texts = [f"Report {n}\nAGREE KAZ TUR 2024-05-0{n}\n".encode() for n in range(1, 5)]

    def hand_in(both: list[bytes]) -> int:
        files = [("files", ("same name.txt", text)) for text in both]
        return client.post("/add", data={"token": TOKEN}, files=files, follow_redirects=False).status_code

    with ThreadPoolExecutor(2) as hands:
        assert list(hands.map(hand_in, (texts[:2], texts[2:]))) == [303, 303]
    assert all(batch.wait(30) for batch in client.app._app.state.reception.batches())  # type: ignore[attr-defined]
    with Ledger.open(path, readonly=True) as book:
        added = [row for row in book.sources() if row["path"] == "same name.txt"]
        assert {book.document(row["id"]).text.encode() for row in added} == set(texts)
        assert book.check() == []


def breaking(path: Path) -> Reading:
    """A reader that some files bring down, each in its own way."""
    text = path.read_text("utf-8")
    if "DIE" in text:
        os._exit(1)
    if "HANG" in text:
        time.sleep(60)
    if "BOMB" in text:
        with contextlib.suppress(OSError, ValueError):
            mmap.mmap(-1, _more_than_allowed(), flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
            return read_toy(path)
        raise SourceError("takes more memory than it may", "leave it out")
    return read_toy(path)


def _more_than_allowed() -> int:
    """A gigabyte more than this process may hold, and less than the machine has."""
    import resource

    return resource.getrlimit(resource.RLIMIT_DATA)[0] + (1 << 30)


def test_files_that_bring_the_reader_down_are_left_out_and_the_others_read(path: Path) -> None:
    reception = Reception(path, read=breaking, find=find_toy, patience=2)
    bomb = ["BOMB"] if sys.platform == "linux" else []  # only Linux counts the memory that a process maps
    words = ["calm", *bomb, "DIE", "quiet", "HANG"]
    batch = reception.take(
        [(word, io.BytesIO(f"A {word} one\nAGREE KAZ TUR 2024\n".encode())) for word in _texts(words)]
    )
    assert batch.wait(60)
    told = {line.name.removesuffix(".txt"): (line.state, line.told) for line in batch.lines}
    assert [word for word, (state, _) in told.items() if state == "read"] == ["calm", "quiet"]
    assert "broke off at this file" in told["DIE"][1]
    assert "took more than" in told["HANG"][1]
    assert not bomb or "more memory" in told["BOMB"][1]
    assert "the others were read" in batch.fault


def _texts(words: list[str]) -> list[str]:
    return [f"{word}.txt" for word in words]


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell to say what would run")
def test_a_program_that_is_called_a_document_is_neither_run_nor_kept(path: Path, tmp_path: Path) -> None:
    proof = tmp_path / "it ran"
    script = f"#!/bin/sh\ntouch '{proof}'\n".encode()
    names = ("a.pdf", "$(touch x).txt", "a.txt;sh", "..\\..\\a.html", "con.txt", "a.txt\u202efdp.exe", "-rf.txt")
    reception = Reception(path, read=read_toy, find=find_toy)
    batch = reception.take([(name, io.BytesIO(script + name.encode("utf-8"))) for name in names])
    assert batch.wait(30)
    assert not proof.exists()
    assert all(set(line.name).isdisjoint("/\\$;\u202e") for line in batch.lines)
    assert not list(Path(tempfile.gettempdir()).glob("dragoman-*/*/a.pdf"))


def test_a_reader_of_a_long_file_who_never_comes_back_is_not_waited_for() -> None:
    ended = threading.Event()

    def lines() -> Iterator[str]:
        try:
            for _ in range(100):
                yield "x" * 70_000
        finally:
            ended.set()

    pieces = in_one_thread(lines, patience=0.1)
    assert next(pieces)
    assert ended.wait(10)  # the ledger is let go
    with pytest.raises(Left):
        list(pieces)
