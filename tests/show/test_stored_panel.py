"""The stored panel: made once for each state of a large ledger, and never used for another."""

from pathlib import Path

import polars as pl
import pytest

from dragoman.ledger import Ledger
from dragoman.show import stored_panel
from tests.factory import make_reading


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(stored_panel, "_MANY", 0)
    monkeypatch.setattr(stored_panel, "cache_folder", lambda: tmp_path / "cache")


def test_it_is_stored_once_and_read_again(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path, readonly=True) as book:
        made = stored_panel.panel_of(book)
        (file,) = (tmp_path / "cache").glob("*.parquet")
        pl.DataFrame(schema=made.schema).write_parquet(file)
        assert stored_panel.panel_of(book).is_empty()


def test_what_is_added_makes_another_and_the_old_one_goes(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path) as book:
        before = stored_panel.panel_of(book)
        book.add(make_reading("A fourth\nASSAULT CHN TUR 2024-01-01\n", path="4.txt"))
        assert stored_panel.panel_of(book).height == before.height + 1
    assert len(list((tmp_path / "cache").glob("*"))) == 1


def test_a_broken_file_is_made_anew(path: Path, tmp_path: Path) -> None:
    with Ledger.open(path, readonly=True) as book:
        made = stored_panel.panel_of(book)
        (file,) = (tmp_path / "cache").glob("*.parquet")
        file.write_bytes(b"no parquet")
        assert stored_panel.panel_of(book).equals(made)
