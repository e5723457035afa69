"""What all tests share: a ledger in a folder of its own. `factory.py` beside this file makes what goes into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.ledger import Ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger with a stopped clock."""
    with Ledger.open(tmp_path / "test.ledger", create=True, clock=lambda: "2026-01-02T03:04:05+00:00") as book:
        yield book
