"""The server: on loopback alone, at a free port or the one asked for; the browser is opened when it answers."""

import contextlib
import errno
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from dragoman.errors import UsageError

HOST = "127.0.0.1"
_TURN = 0.0005  # seconds after which a thread that computes lets another go on: a page asks the ledger dozens of times
_AT_ONCE = 500  # connections that wait their turn; more are told that the server is busy


def serve(
    ledger: Path, *, analyst: str, port: int | None = None, ready: Callable[[str], None], browser: bool = True
) -> None:
    """Serve the ledger until stopped. `ready` is called with the address as soon as it can be opened.

    Raises UsageError if the port is taken, LedgerError if the ledger cannot be opened.
    """
    import uvicorn

    from dragoman.ledger import Ledger
    from dragoman.show.app import create_app
    from dragoman.show.connection import Connection, allow_many

    sys.setswitchinterval(_TURN)
    allow_many()
    Ledger.open(ledger).close()  # once for writing: brings it to the newest form, and shows every fault now
    with contextlib.closing(_listening(port)) as door:
        number = int(door.getsockname()[1])
        address = f"http://{HOST}:{number}/"
        app = create_app(ledger, analyst=analyst, port=number)
        config = uvicorn.Config(
            app,
            http=Connection,
            log_level="warning",
            access_log=False,
            server_header=False,
            backlog=_AT_ONCE,
            ws="none",
            timeout_graceful_shutdown=2,
        )
        ready(address)
        if browser:
            threading.Thread(target=_open, args=(address,), daemon=True).start()
        uvicorn.Server(config).run(sockets=[door])


def _listening(port: int | None) -> socket.socket:
    """A socket on loopback that listens already: a browser that comes early waits, and is not refused."""
    # asyncio sends without delay only where the protocol is named; else every answer waits 40 ms for an acknowledgement
    door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((HOST, port or 0))
    except OSError as fault:
        door.close()
        if fault.errno in (errno.EADDRINUSE, errno.EACCES):
            raise UsageError(
                f"port {port} cannot be used ({fault.strerror})", "leave out --port: a free one is taken"
            ) from None
        raise
    door.listen(_AT_ONCE)
    return door


def _open(address: str) -> None:
    import webbrowser

    with contextlib.suppress(webbrowser.Error):
        webbrowser.open(address)
