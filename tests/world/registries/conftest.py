"""Small files in the true forms, whose people and bodies are made up, and a world to which they are added."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.world import World
from dragoman.world.tables import COLUMNS

FILES = Path(__file__).parent / "files"

Rows = dict[str, list[dict[str, str]]]
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of any content and name it."""

    def one(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return one


@pytest.fixture
def store(tmp_path: Path) -> Callable[[Rows], Path]:
    """Write rows down as a user's tables, in a folder."""

    def all_of(rows: Rows) -> Path:
        folder = tmp_path / "mine"
        folder.mkdir(exist_ok=True)
        for table, kept in rows.items():
            with (folder / table).open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, COLUMNS[table], lineterminator="\n")
                writer.writeheader()
                writer.writerows(kept)
        return folder

    return all_of


@pytest.fixture
def added(store: Callable[[Rows], Path]) -> Callable[[Rows], World]:
    """The world with rows added, as it is loaded from a user's folder."""
    return lambda rows: World.load(store(rows))
