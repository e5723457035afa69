"""A small ledger of the toy language, opened in the app; and what pages must never do."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dragoman.ledger import Ledger
from dragoman.show.app import create_app
from tests.factory import find_toy, make_reading, read_toy

TOKEN = "the token of this run"
ORIGIN = "http://127.0.0.1"
TEXTS = (
    "A first report\nASSAULT RUS UKR 2022-02-24\nSAYS RUS all is well between us\nTIE KAZ CSTO member\n",
    "A second report\nASSAULT RUS UKR 2022-02-24\nFIGURE 5 USD\nFORECAST KAZ it will rain in Astana\n",
    "A third report\nAGREE KAZ CHN 2023-05-18\nAID CHN KAZ\n",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with three documents."""
    place = tmp_path / "toy.ledger"
    with Ledger.open(place, create=True, clock=lambda: "2026-01-02T03:04:05+00:00") as book:
        for number, text in enumerate(TEXTS):
            book.add(make_reading(text, path=f"{number}.txt"))
    return place


@pytest.fixture
def open_app() -> Iterator[Callable[[Path], TestClient]]:
    """Opens a ledger in the app; closed at the end."""
    opened: list[TestClient] = []

    def opening(place: Path) -> TestClient:
        app = create_app(place, analyst="Aigul", token=TOKEN, read=read_toy, find=find_toy, patience=20.0)
        client = TestClient(app, base_url=ORIGIN, headers={"origin": ORIGIN}, raise_server_exceptions=True)
        client.__enter__()
        opened.append(client)
        return client

    yield opening
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(path: Path, open_app: Callable[[Path], TestClient]) -> TestClient:
    """The app on the small ledger."""
    return open_app(path)
