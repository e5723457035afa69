"""Readers that ask a stub."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.read.llm import Cache, Endpoint, Exchange, ModelReader
from tests.read.llm.stub import Stub

ReaderOf = Callable[..., ModelReader]


@pytest.fixture
def reader_of(tmp_path: Path) -> ReaderOf:
    """Makes a reader that asks a stub and waits for nobody."""

    def make(stub: Stub, *, key: str | None = None, wait: float = 5.0, **settings: object) -> ModelReader:
        endpoint = Endpoint(stub.address, "toy:7b", key)
        exchange = Exchange(endpoint, wait, sleep=lambda seconds: None)
        return ModelReader(exchange, Cache(tmp_path / "cache", endpoint), **settings)  # type: ignore[arg-type]

    return make
